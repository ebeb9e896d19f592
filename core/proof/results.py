"""What running text says of points and grade, and of shares: 自评得分 89 分，等级为“良”；门诊 25 万元，占 17.22%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS
from core.proof.clauses import NUMBER, half_digit, has_one_of, sentences

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
_MONEY = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元)")
_OF_WHOLE = re.compile(
    rf"{_MONEY.pattern}\s*[,，(（]\s*占(?:比|总[^\d,，;；]{{0,8}})?(?:的|为|约)?\s*(?P<share>{NUMBER})\s*%"
)


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
        return abs(self.value - due) <= half_digit(self.written)


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
        return abs(Decimal(self.written) - self.due) <= 2 * half_digit(self.written)


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
    if not has_one_of(text, ("等级", "等次", "级别")):
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
def wrong_shares(text: str) -> tuple[Share, ...]:
    """Shares of parts that do not follow from the amounts, in lists in which another share does.

    That one tells of which whole they are shares: of the total before 其中, else of all the parts listed.
    """
    if "占" not in text:
        return ()
    return tuple(one for start, said in sentences(text) if "占" in said for one in _wrong(said, start))


def _wrong(said: str, start: int) -> Iterator[Share]:
    """The wrong shares of a sentence; where the whole is only what its parts make up, no more than one."""
    before, _, listed = said.rpartition("其中")
    if "其中" in before:
        return
    parts = list(_OF_WHOLE.finditer(listed))
    stated = next(reversed(list(_MONEY.finditer(before))), None)
    whole = _worth(stated) if stated else sum(map(_worth, parts), Decimal(0))
    shares = _shares(parts, whole, start + len(said) - len(listed)) if whole else ()
    wrong = [one for one in shares if not one.agrees]
    if len(wrong) < len(shares) and (stated or len(wrong) == 1):
        yield from wrong


def _shares(parts: list[re.Match[str]], whole: Decimal, offset: int) -> tuple[Share, ...]:
    return tuple(
        Share(
            f"{found['number']}{found['unit']}",
            found["share"],
            _worth(found) / whole * 100,
            offset + found.start("share"),
            offset + found.end(),
        )
        for found in parts
    )


def _worth(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", "")) * MONEY_UNITS[found["unit"]]
