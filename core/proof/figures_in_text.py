"""Amounts in running text, and the sums it claims: 共计 7.58 万元，其中：办公费 2.23 万元、差旅费 1.75 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

import msgspec

from core.kinds import MONEY_UNITS, normal
from core.proof.clauses import NUMBER, has_one_of

_UNIT = r"(?P<unit>亿元|百万元|万元|千元|百元|元|[万亿](?![\d\u4e00-\u9fff]))"  # 万人, 万张 are no money
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})\s*{_UNIT}(?!/)")
_TOTAL = re.compile(r"(?:共计|合计|总计|总额|总支出|总投入|总收入|共支出|共安排|共投入|共下达)[^\d，,；;。]{0,20}")
_SENTENCE_END = re.compile(r"[。！!？?\n]")  # in text as typed
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS_BEGIN = re.compile(r"(?:其中|(?<=[,，:：;；(])(?:主要)?包括|(?<=[,，:：;；(])分别[为是])[:,、]?")
_MONEY_WORDS = ("元", "万", "亿")
_FEWEST_AMOUNTS = 3  # a total and two parts
_PARTS_SIGNS = ("其中", "包括", "分别", "(", "（", "计", "共")
_TOTAL_BEHIND = re.compile(
    r"[、,;](?:以上|上述)?(?:[\d一二两三四五六七八九十各]+项)?(?:合计|共计|总计|共)(?:金额|资金|支出|投入)?[为是:]?(?=\d)"
)
_RATED = re.compile("[每均/]|单价|标准|其中|减|结余|剩余")  # amounts beside such words are no parts of a sum
_OPEN_ENDED = re.compile(r"等(?:项|方面|支出|费用)?(?:[，,；;。]|$)")
_CLAUSE = re.compile(r"[、,;，；]")
_OTHER_YEAR = re.compile(r"上年|去年|同期|年初|较|增|减|下年")
_SHARE = re.compile(r"占(?:比|总[^\d]{0,8}|全部[^\d]{0,6})?(?:的|为|约)?\s*[\d.]+\s*%")  # of the part before it
_SPENT = re.compile(
    r"(?:支出|支付|执行|使用|安排|下达|投入)(?:项目)?(?:资金|经费|金额)?(?:为|了)?\s*"
)  # no word for a total
_CLOSE = Decimal("0.1")  # of such an amount: a list that misses it by more does not claim to be complete
# What goes on to speak of something else than the parts.
_NO_PART = re.compile(
    r"(?:并|且|但|而)?(?:[比较]|同比|环比|已|现已|目前|截至|结余|剩余|尚|未|执行|实际|累计|完成|占|另|人均|户均|次均|平均|每)"
)


class Amount(msgspec.Struct, frozen=True, gc=False):
    """An amount of money as it stands in a text: the figure as written, its unit, and what it is worth in 元."""

    written: str
    unit: str
    value: Decimal

    @property
    def decimals(self) -> int:
        """How many decimals are written."""
        return len(self.written.partition(".")[2])


class StatedSum(msgspec.Struct, frozen=True, gc=False):
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

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the total, as far as it is written out."""
        gap = self.gap
        return not gap or abs(gap) <= self.rounding


@lru_cache(16_384)
def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of money in a text, in order; those of live figures are none."""
    return tuple(_amount(found) for found in _AMOUNT.finditer(normal(text)))


@lru_cache(4096)
def stated_sums(text: str) -> tuple[StatedSum, ...]:
    """The sums a text claims: a total (共计, 合计 …) and at least two parts behind 其中 in the same sentence.

    其中 may be 包括 or 分别为, and the parts may stand in brackets right behind the total, where nothing but parts
    stands.  Other amounts in brackets explain a part and are left out; a list that ends in 等 does not claim to be
    complete.  A sentence with live figures follows the data and is not read.
    """
    if not _may_add_up(text):
        return ()
    told = (one for one in _SENTENCE_END.split(text) if "{" not in one and _may_add_up(one))
    plain = map(normal, told)
    return tuple(
        found
        for sentence in plain
        for bare in (_BRACKETS.sub("", sentence),)
        for found in (*_sums_in_brackets(sentence), *_sums_in(bare), *_sums_behind(bare))
    )


def _may_add_up(text: str) -> bool:
    """Whether a text has as many words of money as a sum has amounts, and a word that may join them."""
    if sum(map(text.count, _MONEY_WORDS)) < _FEWEST_AMOUNTS:
        return False
    return has_one_of(text, _PARTS_SIGNS)


def _sums_in_brackets(sentence: str) -> Iterator[StatedSum]:
    """共计 7.58 万元（办公费 2.23 万元、差旅费 5.35 万元）: each clause of the brackets is a part with its amount."""
    for bracket in _BRACKETS.finditer(sentence):
        total = _last_total(sentence[: bracket.start()])
        inside = _PARTS_BEGIN.sub("", bracket[0][1:-1].replace("其中", "", 1).lstrip(":,、"))
        if total is None or not sentence[: bracket.start()].rstrip().endswith(total.unit) or _OPEN_ENDED.search(inside):
            continue
        clauses = [clause.strip() for clause in _CLAUSE.split(inside)]
        ends = [list(_AMOUNT.finditer(clause)) for clause in clauses]
        listed = all(len(one) == 1 and one[0].end() == len(c) for one, c in zip(ends, clauses, strict=True))
        if listed and len(clauses) > 1 and not any(_NO_PART.match(c) or _OTHER_YEAR.search(c) for c in clauses):
            yield StatedSum(total, tuple(_amount(one[0]) for one in ends))


def _sums_behind(sentence: str) -> Iterator[StatedSum]:
    """住院 100.44 万元、门诊 48 万元，合计 148.44 万元: each clause before the total is a part with its amount.

    Parts the last of which make up the total are right; what misses it by more than half is no list of its parts.
    """
    for found in _TOTAL_BEHIND.finditer(sentence):
        behind, before = _AMOUNT.match(sentence, found.end()), sentence[: found.start()]
        if behind is None or _RATED.search(before) or _OTHER_YEAR.search(before):
            continue
        total, clauses = _amount(behind), [clause.strip() for clause in _CLAUSE.split(before)]
        ends = [list(_AMOUNT.finditer(clause)) for clause in clauses]
        first = next((n for n, one in enumerate(ends) if one), len(ends))
        whole = zip(ends[first:], clauses[first:], strict=True)
        if not all(len(one) == 1 and one[0].end() == len(c) and not _NO_PART.match(c) for one, c in whole):
            continue
        parts = tuple(_amount(one[0]) for one in ends[first:])
        lists = [StatedSum(total, parts[n:]) for n in range(len(parts) - 1)]
        if lists and not any(one.adds_up for one in lists) and abs(lists[0].gap) * 2 <= total.value:
            yield lists[0]


def _sums_in(sentence: str) -> Iterator[StatedSum]:
    before, *lists = _PARTS_BEGIN.split(sentence)
    for listed in lists:
        if _OPEN_ENDED.search(listed):
            pass
        elif (total := _last_total(before)) is not None:
            yield from _sum_of(total, listed)
        elif (spent := _last_total(before, _SPENT)) is not None and not _OTHER_YEAR.search(listed):
            yield from (found for found in _sum_of(spent, listed) if abs(found.gap) <= _CLOSE * spent.value)
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
    parts = next(fitting, ()) or tuple(sure)
    if len(parts) > 1:
        yield StatedSum(total, parts)


def _last_total(text: str, words: re.Pattern[str] = _TOTAL) -> Amount | None:
    """The last amount of a text, if a word for a total (or one of these ``words``) stands right before it."""
    found = list(_AMOUNT.finditer(text))
    begins = found[-1].start() if found else None
    return _amount(found[-1]) if found and any(word.end() == begins for word in words.finditer(text)) else None


def _clauses(listed: str) -> Iterator[tuple[str, Amount | None]]:
    """Each clause with the first amount in it, up to the next total."""
    for clause in _CLAUSE.split(listed):
        if _TOTAL.search(clause):
            return
        if _SHARE.fullmatch(clause.strip()):
            continue
        found = _AMOUNT.search(clause)
        yield clause.strip(), None if found is None else _amount(found)


def _amount(found: re.Match[str]) -> Amount:
    written, unit = found["number"], found["unit"]
    return Amount(written, unit, Decimal(written.replace(",", "")) * MONEY_UNITS[unit])
