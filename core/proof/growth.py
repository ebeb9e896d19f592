"""What running text says of growth: 1260 人次，比上年增加 160 人次，增长 14.55%, and the other ways to put it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from core.proof.clauses import NUMBER, half_digit, has_one_of, sentences

_UNITS = "人次|人|户次|户|家|名|个|件|例|次|张|份|场|期|万元|亿元|元"
_UP, _DOWN = "增加|增长|上升|提高", "减少|下降|降低"
_FALLS = ("减少", "下降", "降低", "降幅")
_TURNS = ("增", "升", "高", "减", "降")  # one of them stands in every sentence that tells a growth
_LAST = r"(?:上年|去年|上一年|20\d\d年)(?:度|同期|全年)?"
_THIS = r"(?:本年|今年|当年|20\d\d年)度?(?:的|为|是)?"
_WORDS = r"[^\d,，;；、增减升降多少]{0,8}?"  # between a year and its value
_NOW, _BEFORE, _BY = (rf"(?<![\d.])(?P<{name}>{NUMBER})\s*(?P=unit)" for name in ("now", "before", "by"))
_FIRST_NOW, _FIRST_BEFORE = (
    rf"(?<![\d.])(?P<{name}>{NUMBER})\s*(?P<unit>万?(?:{_UNITS}))" for name in ("now", "before")
)
_RATE = (
    rf"(?:同比)?(?P<way>{_UP}|{_DOWN}|增幅|增速|降幅)(?:率|幅度?)?(?:为|达到?|是|了|约|:)*\s*"
    rf"(?P<rate>{NUMBER})(?P<percent>\s*%)"
)
_CHANGE = rf"(?:(?:{_UP}|{_DOWN}|多|少)了?\s*{NUMBER}\s*(?P=unit)\s*[,，]\s*)?"  # told beside the value of before
_PATTERNS = (  # the value of before is told in all but the last
    # 1759.24万元，比上年1509.02万元增长16.58%; 1759.24万元（上年1509.02万元），增长16.58%
    rf"{_FIRST_NOW}\s*[,，(（]?\s*(?:比|较|与|而)?{_LAST}(?:的|为|是)?\s*{_BEFORE}\s*(?:相比)?[)）]?\s*[,，]?\s*{_CHANGE}{_RATE}",
    # 由上年的1100人次增加到1260人次，增长14.55%
    rf"[由从](?:20\d\d年)?{_WORDS}{_FIRST_BEFORE}\s*(?:{_UP}|{_DOWN}|增|升|减|降|扩大)?[到至为](?:20\d\d年)?{_WORDS}{_NOW}\s*[,，]\s*"
    + _CHANGE
    + _RATE,
    # 上年救助1100人次，本年救助1260人次，增长14.55%
    rf"(?<![比较与]){_LAST}(?P<what>{_WORDS}){_FIRST_BEFORE}\s*[,，;；]\s*{_THIS}(?P=what)?{_NOW}\s*[,，]\s*{_CHANGE}{_RATE}",
    # 1260人次，同比增长14.55%，上年为1100人次
    rf"{_FIRST_NOW}\s*[,，]\s*(?:[比较](?:上年|去年)(?:度|同期)?)?{_RATE}\s*[,，(（]\s*{_LAST}(?:的|为|是)?\s*{_BEFORE}",
    # 1260人次，比上年增加160人次，增长14.55%
    rf"{_FIRST_NOW}\s*[,，]\s*(?:同比|(?:与|比|较|相比)?{_LAST}(?:相比)?[,，]?)\s*(?P<by_way>{_UP}|{_DOWN})了?\s*{_BY}\s*[,，]\s*"
    + _RATE,
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _PATTERNS))


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
        return abs(Decimal(self.written) - self.due) <= half_digit(self.written) + self.rounding


@lru_cache(16_384)
def growths(text: str) -> tuple[Growth, ...]:
    """The rates of growth a text states in one breath with the value, and the change or the value before."""
    if ("%" not in text and "％" not in text) or not has_one_of(text, _TURNS):
        return ()
    return tuple(one for start, said in sentences(text) if "%" in said for one in _growths(said, start))


def _growths(said: str, start: int) -> Iterator[Growth]:
    """The growths of a sentence, each rate once: where the value of before is told, by that value."""
    told: set[int] = set()
    for pattern in _patterns():
        for found in pattern.finditer(said):
            growth = _likeliest(found, said, start)
            if growth is not None and growth.start not in told:
                told.add(growth.start)
                yield growth


def _likeliest(found: re.Match[str], said: str, start: int) -> Growth | None:
    """The growth of the value right before it; of one told earlier in the sentence, where that one agrees.

    公务接待费1325元，接待11人次，人均120元，比上年2563元下降48.3%.
    """
    read = _by_change if "by" in found.re.groupindex else _from_before
    nearest = read(found, start, _number(found, "now"))
    if nearest is None or nearest.agrees:
        return nearest
    earlier = re.findall(rf"(?<![\d.])({NUMBER})\s*{found['unit']}", said[: found.start()])
    others = (read(found, start, Decimal(one.replace(",", ""))) for one in earlier)
    return next((one for one in others if one is not None and one.agrees), nearest)


def _from_before(found: re.Match[str], start: int, now: Decimal) -> Growth | None:
    """None where the value went the other way than the word says: then the word, or a value, is wrong."""
    before = _number(found, "before")
    by = before - now if found["way"] in _FALLS else now - before
    if before <= 0 or by < 0:
        return None
    off = half_digit(found["now"]) + half_digit(found["before"]) * now / before if _is_rounded(found) else Decimal(0)
    return _growth(found, by / before * 100, off * 100 / before, start)


def _by_change(found: re.Match[str], start: int, now: Decimal) -> Growth | None:
    by = _number(found, "by")
    before = now + by if found["by_way"] in _FALLS else now - by
    if before <= 0:
        return None
    due = by / before * 100
    off = half_digit(found["now"]) + half_digit(found["by"]) if _is_rounded(found) else Decimal(0)
    return _growth(found, due, off * (100 + due) / before, start)


def _growth(found: re.Match[str], due: Decimal, rounding: Decimal, start: int) -> Growth:
    return Growth(found[0], found["rate"], due, rounding, start + found.start("rate"), start + found.end("percent"))


def _number(found: re.Match[str], name: str) -> Decimal:
    return Decimal(found[name].replace(",", ""))


def _is_rounded(found: re.Match[str]) -> bool:
    """Whether the values are written in 万 or 亿, so that their last digit is rounded."""
    return found["unit"][0] in "万亿"
