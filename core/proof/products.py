"""Quantity × standard = amount in a text: 153428人×32元/人=4909696元.

Or in words: 补助153428人，每人32元，共计4909696元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS, trimmed
from core.proof.clauses import NUMBER, has_one_of, sentences

_THING = "(?:元|人次|人|户|家|个|张|套|次|份|名|天|月|年|点)?(?:月|点)?"
_UNIT = rf"\s*(?:[万亿]?{_THING}(?:\s*/\s*[^\d×xX*=＝,，;；。、()（）\s]{{1,6}})?|%)"
_FACTOR = rf"{NUMBER}{_UNIT}"
_PRODUCT = re.compile(
    rf"(?<![\d.×xX*/+-])({_FACTOR}(?:\s*[×xX*✕]\s*{_FACTOR})+)\s*(?:=|＝|共计|合计|共)\s*({NUMBER})\s*(百万元|万元|亿元|元|[万亿](?![\d人]))"
)
_BEHIND = re.compile(
    rf"({NUMBER})\s*(百万元|万元|亿元|元)\s*[（(]({_FACTOR}(?:\s*[×xX*✕]\s*{_FACTOR})+)[）)]"
)  # 490.97万元（153428人×32元/人）
_SIGNS = ("×", "*", "✕", "x", "X", "＊", "每人", "每户", "/人", "／人", "/户", "人均")  # one stands in every product
_TIMES = re.compile(r"\s*[×xX*✕]\s*")
_PIECE = re.compile(rf"({NUMBER})\s*([万亿])?")
_HEADS = re.compile(rf"(?<![\d.])({NUMBER})\s*(万)?(?:人次|人|户|家|名)(?![/均·])")
_STANDARD = re.compile(
    rf"({NUMBER})\s*(?:元|块)\s*/\s*(?:人次|人|户|家|名)((?:·|/|每)?[月年]|/半年)?"
    rf"|(?:每人|每户|每家|人均)(每?[月年半]年?)?(?:标准|补助|补贴|资助|缴费|发放|按)*(?:为|是)?\s*({NUMBER})\s*元"
)
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})\s*个月")
_TOTAL = re.compile(
    r"(?:共计|合计|总计|共支付|共支出|共补助|(?<=[,，])(?:共|(?:资助|补助|补贴|代缴|救助)(?:资金|金额)))"
    rf"(?:支付|补助|支出|资金|金额|费用|为)*\s*({NUMBER})\s*(万元|元|亿元)"
)


@dataclass(frozen=True, slots=True)
class Product:
    """A product a text claims: the factors as written, the amount it states and the one that comes out, in 元."""

    factors: str
    written: str
    unit: str
    stated: Decimal
    due: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the stated amount is the product, as far as it is written out."""
        rounding = Decimal(MONEY_UNITS[self.unit]) / 2 * Decimal(1).scaleb(-len(self.written.partition(".")[2]))
        return bool(abs(self.stated - self.due) <= rounding)

    @property
    def result(self) -> str:
        """The product in the unit of the stated amount, as a figure."""
        return trimmed(self.due / MONEY_UNITS[self.unit])


@lru_cache(16_384)
def products(text: str) -> tuple[Product, ...]:
    """The products a text claims, in order; what could be meant otherwise is left out."""
    if not has_one_of(text, _SIGNS):
        return ()
    return tuple(dict.fromkeys(found for _, sentence in sentences(text) for found in _in(sentence)))


def _in(sentence: str) -> Iterator[Product]:
    written = tuple(_PRODUCT.finditer(sentence))
    for found in written:
        yield _product(found[1], [_factor(piece) for piece in _TIMES.split(found[1])], found[2], found[3])
    for found in _BEHIND.finditer(sentence):
        yield _product(found[3], [_factor(piece) for piece in _TIMES.split(found[3])], found[1], found[2])
    if not written:
        yield from _in_words(sentence)


def _factor(piece: str) -> Decimal:
    """What a factor is worth: 16万 is 160,000, 8万元 is 80,000 元."""
    found = _PIECE.match(piece.strip())
    if found is None:
        raise ValueError(piece)
    return Decimal(found[1].replace(",", "")) * {"万": 10_000, "亿": 100_000_000}.get(found[2] or "", 1)


def _product(factors: str, worth: list[Decimal], amount: str, unit: str) -> Product:
    due = Decimal(1)
    for one in worth:
        due *= one
    written = amount.replace(",", "")
    return Product(factors, written, unit, Decimal(written) * MONEY_UNITS[unit], due)


def _in_words(sentence: str) -> Iterator[Product]:
    """One number of people, one standard without a period, one total: they must fit each other."""
    heads, standards, totals = (list(pattern.finditer(sentence)) for pattern in (_HEADS, _STANDARD, _TOTAL))
    heads = [one for one in heads if not any(s.start() <= one.start() < s.end() for s in standards)]
    if not len(heads) == len(standards) == len(totals) == 1 or re.search("其中|%|[承分]担|比例|最高|上限", sentence):
        return
    (head,), (standard,), (total,) = heads, standards, totals
    if not head.start() < total.start() > standard.start():
        return
    months = list(_MONTHS.finditer(sentence))
    period = standard[2] or standard[3] or ""
    by_month = "月" in period
    if "半" in period or (by_month and len(months) != 1):
        return  # by the half-year or month: how often is not said
    if re.search("[至到和及调降升改]|原", sentence[: standard.end()][-len(standard[0]) - 6 :]):
        return  # a standard that changed, or one of several
    rate = standard[1] or standard[4]
    factors = f"{head[0].strip()}×{rate}元" + (f"×{months[0][1]}个月" if by_month else "")
    worth = [_factor(head[0]), Decimal(rate.replace(",", "")), Decimal(months[0][1] if by_month else 1)]
    yield _product(factors, worth, total[1], total[2])
