"""Figures and captions as they stand in a rule's sentence: a blank before a figure, none that breaks behind it.

A figure and its unit are joined by U+00A0, so that they never part at the end of a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.captions import column_caption, line_caption, measure_caption
from core.forms.indicator_model import IndicatorBlock
from core.forms.model import Form
from core.kinds import Quantity, money_in, normal, read_quantity, shown, trimmed, written_unit
from core.model import Place
from core.place_words import words_of
from core.reading import TYPED_GRADE, TYPED_OVER, TYPED_TOTAL, IndicatorValues, Values
from core.remembered import by_identity
from core.rules.finding import Case, Side

NBSP = "\u00a0"
_FEWEST_DIGITS = 3  # of a figure in which two digits may have changed places


def money(value: Decimal, form: Form) -> str:
    """An amount of 元 in the form's unit: 48.44 万元."""
    return f"{shown(money_in(value, form.money_unit), form.money_decimals)}{NBSP}{form.money_unit}"


def rate(value: Decimal, form: Form) -> str:
    """A rate: 32.30 %."""
    return percent(shown(value, form.rate_decimals))


def percent(figure: str) -> str:
    """A figure that is a rate: 90 %."""
    return f"{figure}{NBSP}%"


def percentage_points(value: Decimal) -> str:
    """The difference of two rates: 0.09 个百分点."""
    return f"{trimmed(value)}{NBSP}个百分点"


def points(value: Decimal) -> str:
    """Points: 9.48 分."""
    return f"{trimmed(value)}{NBSP}分"


@dataclass(frozen=True, slots=True)
class Written:
    """How the clerk counts in a target or actual value: its unit, and what one of it is worth (万张: 10,000)."""

    unit: str
    worth: Decimal

    def figure(self, number: Decimal) -> str:
        """A read number in this unit: 20 万元, not 200000 元."""
        figure = trimmed(number / self.worth)
        return f"{figure}{NBSP}{self.unit}" if self.unit else figure


@lru_cache(4096)
def written(text: str, column: str) -> Written:
    """The unit a value is typed in: the one behind the number, else that of the unit column."""
    own, column = written_unit(text), normal(column)
    unit = f"{own}{column.removeprefix(own)}" if own in ("", "万", "亿") else own
    one = read_quantity("1", unit)
    return Written(unit, one.number if isinstance(one, Quantity) else Decimal(1))


def quantity(value: Quantity, text: str, column: str) -> str:
    """A target or actual value as it is typed, without its sign: 1200 人次, 20 万元."""
    return written(text, column).figure(value.number)


def gap(found: Decimal, expected: Decimal, figure: Callable[[Decimal], str]) -> str:
    """How far ``found`` is off: 多 0.09 …, 少 2.5 …."""
    return f"{'多' if found > expected else '少'} {figure(abs(found - expected))}"


def is_swapped(found: str, due: str) -> bool:
    """Whether two figures differ in two neighbouring digits only, which changed places: 416.16 and 461.16.

    In figures of two digits that is mere chance.
    """
    if len(found) != len(due) or found == due or found.find(".") != due.find("."):
        return False
    one, other = found.replace(".", ""), due.replace(".", "")
    if len(one.strip("0")) < _FEWEST_DIGITS:
        return False
    first = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    return one[first : first + 2] == other[first : first + 2][::-1] and one[first + 2 :] == other[first + 2 :]


SWAPPED = "，像是相邻的两位数字写颠倒了"  # behind the gap of two figures that are swapped


def swap_hint(found: Decimal, due: Decimal) -> str:
    """What a sentence adds where the one figure is the other with two neighbouring digits swapped; else nothing."""
    return SWAPPED if is_swapped(trimmed(found), trimmed(due)) else ""


def sides(found: str, expected: str, difference: str) -> tuple[Side, ...]:
    """The two sides and the gap of an opened finding."""
    return Side("填写", found), Side("应为", expected), Side("相差", difference)


def indicator_name(found: IndicatorValues) -> str:
    """An indicator in a sentence: “救助人次”; one without a name by its 二级指标."""
    return f"“{found.row.name.strip() or found.row.level2 or '未命名指标'}”"


def asks(form: Form, *columns: str) -> bool:
    """Whether the form has all these columns in its indicator table; what it has not, no rule asks for."""
    return _asked(form.indicators).issuperset(columns)


@by_identity
def _asked(block: IndicatorBlock) -> frozenset[str]:
    return frozenset(column.field for column in block.columns)


@by_identity
def has_judged(block: IndicatorBlock) -> bool:
    """Whether the points of some 一级指标 are given and not measured."""
    return any(level.judged for level in block.levels)


def measured(case: Case, *columns: str) -> tuple[IndicatorValues, ...]:
    """The indicators that have target and actual value; none where the form lacks one of the columns."""
    values = case.values
    if not asks(values.form, *columns):
        return ()
    return _measured(values) if has_judged(values.form.indicators) else values.indicators


@by_identity
def _measured(values: Values) -> tuple[IndicatorValues, ...]:
    return tuple(found for found in values.indicators if not found.judged)


def fund_cell(form: Form, line: str, measure: str) -> str:
    """A cell of the fund grid in a sentence: 县区级的全年执行数."""
    return f"{line_caption(form, line)}的{measure_caption(form, measure)}"


def place_name(values: Values, place: Place) -> str:
    """A cell in a sentence: 县区级的全年执行数, “救助人次”的分值."""
    form = values.form
    if place.table == "fund":
        source, stage = place.field.split(".")
        line = next((line.key for line in form.fund.lines if line.source == source), source)
        return fund_cell(form, line, stage)
    if place.table == "indicator":
        found = next(found for found in values.indicators if found.row.id == place.row)
        return f"{indicator_name(found)}的{column_caption(form, place.field)}"
    if place.table in ("account", "function", "economic"):
        return words_of(values.form, values.dossier, place)
    if place.field in (TYPED_TOTAL, TYPED_GRADE):
        return "总分" if place.field == TYPED_TOTAL else "等级"
    line, _, measure = place.field.removeprefix(TYPED_OVER).partition(".")
    return fund_cell(form, line, measure)
