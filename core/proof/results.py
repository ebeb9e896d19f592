"""What running text says of points and grade, of growth and of shares.

自评得分 89 分，等级为“良”；1260 人次，比上年增加 160 人次，增长 14.55%；门诊 25 万元，占 17.22%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS
from core.proof.clauses import NUMBER, sentences

_IS = r"(?:情况|结果)?(?:均|仅)?(?:为|是|达到|达|:)?\s*"
_POINTS = re.compile(
    r"(?:自评|自评价|绩效评价|综合评价|评价|自我评价)(?:总|综合|最终)?(?:得分|评分|总分|分数|分值|分)"
    rf"{_IS}(?P<number>{NUMBER})\s*分(?!值)"
    rf"|(?:总得分|总评分|综合得分|综合评分|最终得分){_IS}(?P<total>{NUMBER})\s*分(?!值)"
)
_GRADE = re.compile(
    r"(?:自评|评价|绩效|评定|综合)?(?:等级|等次|级别)(?:评定|确定|认定)?(?:为|是|属于|:)?\s*[“\"「]?(?P<grade>优秀?|良好?|中等?|一般|较?差)[”\"」]?"
    r"(?=[级等。，,;；、)）\s]|$)"
)
_OTHER = re.compile(
    r"上年|去年|以上|以下|满分|部门整体|整体支出|\d\s*分?\s*[—~至-]\s*\d|其中|指标|产出|效益|满意度|不足|低于|高于"
    r"|\d\s*个.{0,6}项目|\d\s*(?:家|所|户|名|人)|考核|机构|医院|企业|信用|第三方|专家|抽查|检查"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_UNITS = "人次|人|户次|户|家|名|个|件|例|次|张|份|场|期|万元|亿元|元"
_GROWTH = re.compile(
    rf"(?<![\d.])(?P<now>{NUMBER})\s*(?P<unit>万?(?:{_UNITS}))\s*[,，]\s*"
    r"(?:同比|(?:与|比|较|相比)?(?:上年|去年|上一年|20\d\d年)(?:度|同期)?(?:相比)?[,，]?)\s*"
    rf"(?P<way>增加|增长|减少|下降|降低)了?\s*(?P<by>{NUMBER})\s*(?P=unit)\s*[,，]\s*"
    rf"(?:同比)?(?:增长率?|增幅|下降|降低|降幅|减少|增加)(?:为|达到?|了|约)*\s*(?P<rate>{NUMBER})\s*%"
)
_GROWTH_FROM = re.compile(  # 1759.24万元，比上年1509.02万元增长16.58%
    rf"(?<![\d.])(?P<now>{NUMBER})\s*(?P<unit>万?(?:{_UNITS}))\s*[,，]?\s*(?:比|较|与)(?:上年|去年|上一年|20\d\d年)(?:度|同期)?"
    rf"的?\s*(?P<before>{NUMBER})\s*(?P=unit)\s*(?:相比)?[,，]?\s*"
    rf"(?P<way>增加|增长|减少|下降|降低)(?:了|约)*\s*(?P<rate>{NUMBER})\s*%"
)
_MONEY = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元)")
_OF_WHOLE = re.compile(
    rf"{_MONEY.pattern}\s*[,，(（]\s*占(?:比|总[^\d,，;；]{{0,8}})?(?:的|为|约)?\s*(?P<share>{NUMBER})\s*%"
)
_FALLS = ("减少", "下降", "降低")


@dataclass(frozen=True, slots=True)
class Points:
    """Points or a grade a text states; ``start`` and ``end`` bound the figure, or the word, in the text."""

    written: str
    start: int
    end: int
    year: int = 0  # the last one named before, in the sentence

    @property
    def value(self) -> Decimal:
        """The points."""
        return Decimal(self.written)

    def agrees(self, due: Decimal) -> bool:
        """Whether the points, as far as they are written out, are these."""
        return abs(self.value - due) <= _half(self.written)


@dataclass(frozen=True, slots=True)
class Share:
    """A share a text gives to a part: 门诊救助 25 万元，占 17.22%; ``due`` is percent of the whole, not rounded."""

    part: str
    written: str
    due: Decimal
    start: int
    end: int

    @property
    def agrees(self) -> bool:
        """Whether the share, as far as it is written out, is the one that comes out."""
        return abs(Decimal(self.written) - self.due) <= 2 * _half(self.written)


@dataclass(frozen=True, slots=True)
class Growth:
    """A rate of growth a text states beside the value it led to, and the change in between or the value before."""

    words: str
    written: str
    due: Decimal  # percent, from the two values told; not rounded
    rounding: Decimal  # percentage points that half a last digit of the two amounts may explain
    start: int
    end: int

    @property
    def agrees(self) -> bool:
        """Whether the rate, as far as it is written out, is the one that comes out."""
        return abs(Decimal(self.written) - self.due) <= _half(self.written) + self.rounding


@lru_cache(16_384)
def points_told(text: str) -> tuple[Points, ...]:
    """The points of the whole project a text states; those of a level, of others, or of another year are left out."""
    if "分" not in text:
        return ()
    return tuple(_points(text))


def _points(text: str) -> Iterator[Points]:
    for start, said in sentences(text):
        for found in _POINTS.finditer(said):
            group = "number" if found["number"] else "total"
            if not _is_other(said, found):
                year = _last_year(said, found)
                yield Points(found[group], start + found.start(group), start + found.end(group), year)


@lru_cache(16_384)
def grades_told(text: str) -> tuple[Points, ...]:
    """The grades of the whole project a text states, each with the place of its word."""
    if not any(word in text for word in ("等级", "等次", "级别")):
        return ()
    return tuple(
        Points(found["grade"], start + found.start("grade"), start + found.end("grade"), _last_year(said, found))
        for start, said in sentences(text)
        for found in _GRADE.finditer(said)
        if not _is_other(said, found)
    )


def _last_year(said: str, found: re.Match[str]) -> int:
    return max((int(year) for year in _YEAR.findall(said[: found.start()])[-1:]), default=0)


def _is_other(said: str, found: re.Match[str]) -> bool:
    """Whether a sentence, up to its next stop, speaks of something else than the project as a whole."""
    behind = re.split("[,，;；]", said[found.end() :])[0]
    before = re.split("[;；]", said[: found.start()])[-1]
    return _OTHER.search(before + found[0] + behind) is not None


@lru_cache(16_384)
def growths(text: str) -> tuple[Growth, ...]:
    """The rates of growth a text states in one breath with the value, and the change or the value before."""
    if "%" not in text and "％" not in text:
        return ()
    return tuple(one for start, said in sentences(text) for one in _growths(said, start) if one is not None)


def _growths(said: str, start: int) -> Iterator[Growth | None]:
    yield from (_growth(found, start) for found in _GROWTH.finditer(said))
    yield from (_growth_from(found, start) for found in _GROWTH_FROM.finditer(said))


def _growth_from(found: re.Match[str], start: int) -> Growth | None:
    """None where the value went the other way than the word says: then the word, or a value, is wrong."""
    now, before = Decimal(found["now"].replace(",", "")), Decimal(found["before"].replace(",", ""))
    by = before - now if found["way"] in _FALLS else now - before
    if before <= 0 or by < 0:
        return None
    off = _half(found["now"]) + _half(found["before"]) * now / before if found["unit"][0] in "万亿" else Decimal(0)
    return Growth(
        found[0],
        found["rate"],
        by / before * 100,
        off * 100 / before,
        start + found.start("rate"),
        start + found.end(),
    )


def _growth(found: re.Match[str], start: int) -> Growth | None:
    now, by = Decimal(found["now"].replace(",", "")), Decimal(found["by"].replace(",", ""))
    before = now + by if found["way"] in _FALLS else now - by
    if before <= 0:
        return None
    due = by / before * 100
    off = _half(found["now"]) + _half(found["by"]) if found["unit"][0] in "万亿" else Decimal(0)
    rounding = off * (100 + due) / before
    return Growth(found[0], found["rate"], due, rounding, start + found.start("rate"), start + found.end())


def _half(written: str) -> Decimal:
    """Half a last written digit."""
    return Decimal("0.5").scaleb(-len(written.partition(".")[2]))


@lru_cache(16_384)
def wrong_shares(text: str) -> tuple[Share, ...]:
    """Shares of parts that do not follow from the amounts, in lists in which another share does.

    That one tells of which whole they are shares.
    """
    if "占" not in text or "其中" not in text:
        return ()
    lists = (_shares(said, start) for start, said in sentences(text))
    return tuple(one for found in lists if any(each.agrees for each in found) for one in found if not one.agrees)


def _shares(said: str, start: int) -> tuple[Share, ...]:
    before, _, listed = said.partition("其中")
    whole = next(reversed(list(_MONEY.finditer(before))), None)
    if whole is None or not _worth(whole) or "其中" in listed:
        return ()
    offset = start + len(said) - len(listed)
    return tuple(
        Share(
            f"{found['number']}{found['unit']}",
            found["share"],
            _worth(found) / _worth(whole) * 100,
            offset + found.start("share"),
            offset + found.end(),
        )
        for found in _OF_WHOLE.finditer(listed)
    )


def _worth(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", "")) * MONEY_UNITS[found["unit"]]
