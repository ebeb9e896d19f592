"""Figures and captions as they stand in a rule's sentence: a blank before a figure, none that breaks behind it.

A figure and its unit are joined by U+00A0, so that they never part at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from core.fields import FIELDS
from core.forms.model import Form
from core.kinds import Quantity, money_in, shown, trimmed
from core.model import SOURCES, STAGES, Place
from core.reading import TYPED_GRADE, TYPED_OVER, TYPED_TOTAL, IndicatorValues, Values, line_of
from core.rules.finding import Side

NBSP = "\u00a0"
_NOTES = re.compile(r"(?:（[^（）]*）|\([^()]*\))+$")
_FORMULAS = {"balance": "结余", "arrival_rate": "到位率", "execution_rate": "执行率", "execution_score": "执行率得分"}


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


def quantity(value: Quantity) -> str:
    """A read target or actual value: 1200 人次."""
    return f"{trimmed(value.number)}{NBSP}{value.unit}" if value.unit else trimmed(value.number)


def gap(found: Decimal, expected: Decimal, figure: Callable[[Decimal], str]) -> str:
    """How far ``found`` is off: 多 0.09 …, 少 2.5 …."""
    return f"{'多' if found > expected else '少'} {figure(abs(found - expected))}"


def sides(found: str, expected: str, difference: str) -> tuple[Side, ...]:
    """The two sides and the gap of an opened finding."""
    return Side("填写", found), Side("应为", expected), Side("相差", difference)


@lru_cache(1024)
def caption(text: str) -> str:
    """A form's caption as it stands in a sentence: no line breaks, no 其中：, no notes in brackets behind it."""
    plain = "".join(text.split()).removeprefix("其中：").removeprefix("其中:")
    return _NOTES.sub("", plain) or plain


def line_caption(form: Form, key: str) -> str:
    """What the form calls a line of its fund grid (or the source, where it has no line of its own)."""
    line = line_of(form, key)
    return caption(line.caption) if line else SOURCES.get(key, key)


def measure_caption(form: Form, key: str) -> str:
    """What the form calls a measure of its fund grid."""
    found = next((measure for measure in form.fund.measures if measure.key == key), None)
    return caption(found.caption) if found else STAGES.get(key) or _FORMULAS[key]


def column_caption(form: Form, field: str) -> str:
    """What the form calls a column of its indicator table."""
    found = next((column for column in form.indicators.columns if column.field == field), None)
    return caption(found.caption) if found else FIELDS[f"indicator.{field}"].caption


def indicator_name(found: IndicatorValues) -> str:
    """An indicator in a sentence: “救助人次”; one without a name by its 二级指标."""
    return f"“{found.row.name.strip() or found.row.level2 or '未命名指标'}”"


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
    if place.field in (TYPED_TOTAL, TYPED_GRADE):
        return "总分" if place.field == TYPED_TOTAL else "等级"
    line, _, measure = place.field.removeprefix(TYPED_OVER).partition(".")
    return fund_cell(form, line, measure)
