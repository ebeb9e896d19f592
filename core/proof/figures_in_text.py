"""Amounts in running text, and the sums it claims: 共计 7.58 万元，其中：办公费 2.23 万元、差旅费 1.75 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from core.kinds import MONEY_UNITS, normal

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNIT = r"(?P<unit>亿元|百万元|万元|千元|百元|元|[万亿](?![\d\u4e00-\u9fff]))"  # 万人, 万张 are no money
_AMOUNT = re.compile(_NUMBER + r"\s*" + _UNIT + "(?!/)")
_TOTAL = re.compile(r"(?:共计|合计|总计|总额|总支出|总投入|总收入|共支出|共安排|共投入|共下达)[^\d，,；;。]{0,20}")
_SENTENCE_END = re.compile(r"[。！!？?\n]")  # in text as typed
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS_BEGIN = re.compile(r"其中[:,、]?")
_OPEN_ENDED = re.compile(r"等(?:项|方面|支出|费用)?(?:[，,；;。]|$)")
_CLAUSE = re.compile(r"[、,;，；]")
# What goes on to speak of something else than the parts.
_NO_PART = re.compile(
    r"(?:并|且|但|而)?(?:[比较]|同比|环比|已|现已|目前|截至|结余|剩余|尚|未|执行|实际|累计|完成|占|另|人均|户均|次均|平均|每)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money as it stands in a text: the figure as written, its unit, and what it is worth in 元."""

    written: str
    unit: str
    value: Decimal

    @property
    def decimals(self) -> int:
        """How many decimals are written."""
        return len(self.written.partition(".")[2])


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A total a text states, and the parts it lists behind 其中."""

    total: Amount
    parts: tuple[Amount, ...]

    @property
    def gap(self) -> Decimal:
        """The total less the sum of its parts, in 元."""
        return self.total.value - sum((part.value for part in self.parts), Decimal(0))

    @property
    def rounding(self) -> Decimal:
        """How much of the gap rounding of the written figures may explain, in 元: half a last digit each, none for 元.

        Zeros at the end are often left out, so the figure with most decimals speaks for all.
        """
        figures = [amount for amount in (self.total, *self.parts) if amount.unit != "元"]
        decimals = max((amount.decimals for amount in figures), default=0)
        return sum((Decimal(MONEY_UNITS[a.unit]) / 2 / 10**decimals for a in figures), Decimal(0))


@lru_cache(4096)
def stated_sums(text: str) -> tuple[StatedSum, ...]:
    """The sums a text claims: a total (共计, 合计 …) and at least two parts behind 其中 in the same sentence.

    Amounts in brackets explain a part and are left out; a list that ends in 等 does not claim to be complete, a list
    without 其中 claims nothing.  A sentence with live figures follows the data and is not read.
    """
    told = (one for one in _SENTENCE_END.split(text) if "其中" in one and "{" not in one)
    return tuple(found for sentence in told for found in _sums_in(_BRACKETS.sub("", normal(sentence))))


def _sums_in(sentence: str) -> Iterator[StatedSum]:
    before, *lists = _PARTS_BEGIN.split(sentence)
    for listed in lists:
        total = _last_total(before)
        if total is not None and not _OPEN_ENDED.search(listed):
            yield from _sum_of(total, listed)
        before = listed


def _sum_of(total: Amount, listed: str) -> Iterator[StatedSum]:
    """The total with its parts, if there are two or more.

    The first amounts that make up the total are its parts.  Where none do, the parts end where the text goes on to
    speak of something else.
    """
    clauses = tuple(_clauses(listed))
    every = tuple(amount for _, amount in clauses if amount is not None)
    fitting = (every[:n] for n in range(2, len(every) + 1) if StatedSum(total, every[:n]).gap == 0)
    sure = (amount for _, amount in takewhile(lambda one: not _NO_PART.match(one[0]), clauses) if amount)
    parts = next(fitting, tuple(sure))
    if len(parts) > 1:
        yield StatedSum(total, parts)


def _last_total(text: str) -> Amount | None:
    """The last amount of a text, if a word for a total stands right before it."""
    last = next(reversed(list(_AMOUNT.finditer(text))), None)
    ends = {word.end() for word in _TOTAL.finditer(text)}
    return _amount(last) if last is not None and last.start() in ends else None


def _clauses(listed: str) -> Iterator[tuple[str, Amount | None]]:
    """Each clause with the first amount in it, up to the next total."""
    for clause in _CLAUSE.split(listed):
        if _TOTAL.search(clause):
            return
        found = _AMOUNT.search(clause)
        yield clause.strip(), None if found is None else _amount(found)


def _amount(found: re.Match[str]) -> Amount:
    written, unit = found["number"], found["unit"]
    return Amount(written, unit, Decimal(written.replace(",", "")) * MONEY_UNITS[unit])
