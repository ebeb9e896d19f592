"""Sums of persons and things in a text: 共救助 1200 人次，其中低保对象 800 人次、特困人员 400 人次."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.proof.clauses import LIVE, NUMBER, has_one_of, sentences

_UNITS = "人次|人|户次|户|家|名|个|件|例|次|张|份|场|期"
_COUNT = rf"(?P<number>{NUMBER})\s*(?P<wan>万)?(?P<unit>{_UNITS})(?![/·\d])"
_SOME_COUNT = re.compile(rf"\d\s*万?(?:{_UNITS})")
_LISTS = ("其中", "包括", "分别", "（", "(")
_TOTAL = re.compile(rf"(?:共计?|合计|总计|累计|一共)[^\d，,；;。:：、（(]{{0,12}}{_COUNT}\s*$")
_PARTS_BEGIN = re.compile(r"[（(,，;；:：]\s*(?:其中|包括|分别[为是])[:：,，]?|[（(]")
_PART = re.compile(rf"[^\d]{{0,24}}?{_COUNT}")
_CLAUSE = re.compile(r"[、,，;；和及]")
_ANOTHER = re.compile(r"[比较占超每均]|同比|另|上年|去年|以上|以下|未|等|约|余|多")
_CLOSE = Decimal("0.1")  # of the total: a list that misses it by more does not claim to be complete


@dataclass(frozen=True, slots=True)
class Heads:
    """A number a text states in all, and the sum of the parts it lists; both counted in ``unit``."""

    written: str
    unit: str
    total: Decimal
    parts: tuple[Decimal, ...]

    @property
    def listed(self) -> Decimal:
        """The sum of the parts."""
        return sum(self.parts, Decimal(0))


@lru_cache(16_384)
def miscounted(text: str) -> tuple[Heads, ...]:
    """Lists of parts that nearly make up their total, or of which one alone exceeds it.

    A list that leaves much out names some of many, and kinds of persons may overlap: neither is told.
    """
    if not _SOME_COUNT.search(text) or not has_one_of(text, _LISTS):
        return ()
    found = (one for _, sentence in sentences(text) for one in _lists(sentence))
    return tuple(dict.fromkeys(one for one in found if _is_slip(one)))


def _is_slip(one: Heads) -> bool:
    off = abs(one.total - one.listed)
    return bool(off) and (max(one.parts) > one.total or off <= one.total * _CLOSE)


def _lists(sentence: str) -> list[Heads]:
    found = []
    for begin in _PARTS_BEGIN.finditer(sentence):
        total = _TOTAL.search(sentence[: begin.start()])
        if total is None or LIVE in sentence:
            continue
        bracket = begin[0][0] in "（("
        listed = re.split("[）)]" if bracket else "[。；;]", sentence[begin.end() :])[0]
        parts = _parts(listed, total["unit"])
        if len(parts) > 1:
            found.append(Heads(f"{total['number']}{total['wan'] or ''}", total["unit"], _worth(total), parts))
    return found


def _parts(listed: str, unit: str) -> tuple[Decimal, ...]:
    """The parts, where every clause is one of them, counted in the unit of the total; else none."""
    parts = []
    for clause in _CLAUSE.split(listed):
        part = _PART.fullmatch(clause.strip())
        if part is None or part["unit"] != unit or _ANOTHER.search(clause):
            return ()
        parts.append(_worth(part))
    return tuple(parts)


def _worth(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", "")) * (10_000 if found["wan"] else 1)
