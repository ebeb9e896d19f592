"""What is printed of one cell of the fund grid: amounts, gaps and rates."""

from __future__ import annotations

from decimal import Decimal

from core.forms.model import Form
from core.kinds import normal
from core.reading import RATES, TOTAL, Values, divisor_of
from core.report.digits import money, percent
from core.report.paths import GAPS

_OF_TABLES = ("", "数", "率")  # where a zero may stand as a blank, or a blank as a zero; running text says 0万元
_PARTS = {"balance": "in_place", "arrival_rate": "in_place", "execution_rate": "executed", "midyear_rate": "midyear"}


def fund_text(values: Values, style: Form, line: str, measure: str, spec: str) -> str:
    """A cell as the form ``style`` prints it; blank while its amount is unknown."""
    if measure in RATES and (line, measure) in values.typed_over:
        typed = normal(values.dossier.text(values.fund_place(line, measure)))
        return typed.removesuffix("%").strip() + _sign(style, spec)
    amount = _gap(values, line, GAPS[measure]) if measure in GAPS else values.amount(line, measure)
    column = next((m for m in style.fund.measures if m.key == measure), None)
    zero = column.zero if column and spec in _OF_TABLES else ""
    if amount is None:
        return _nothing(values, style, line, measure, zero)
    if measure in RATES:
        return "" if not amount and zero == "blank" else percent(style, amount) + _sign(style, spec)
    if not amount and spec in _OF_TABLES and (zero or style.fund.zero) == "blank":
        return ""
    return money(style, amount, spec)


def rate_text(style: Form, part: Decimal | None, whole: Decimal | None, spec: str) -> str:
    """A rate from two amounts: the form's sign for what cannot be divided, blank while one is unknown."""
    if part is None or whole is None:
        return ""
    return percent(style, part / whole * 100) + _sign(style, spec) if whole else style.fund.undefined


def _gap(values: Values, line: str, stage: str) -> Decimal | None:
    """How far a stage is from the budget of the year, without sign."""
    annual, reached = values.amount(line, "annual"), values.amount(line, stage)
    return None if annual is None or reached is None else abs(annual - reached)


def _nothing(values: Values, style: Form, line: str, measure: str, zero: str) -> str:
    """What stands where there is no amount: blank, the sign for a divisor of 0, or the zero a measure asks for."""
    if zero == "zero" and measure in _PARTS and _unused(values, line, measure):
        return style.fund.undefined if measure in RATES else money(style, Decimal(0))
    divided = measure in RATES and values.amount(line, divisor_of(values.form, measure)) == 0
    return style.fund.undefined if divided else ""


def _unused(values: Values, line: str, measure: str) -> bool:
    """Whether a formula has nothing to compute in this line because all the project's money is in others."""
    stages = (_PARTS[measure], "executed" if measure == "balance" else divisor_of(values.form, measure))
    blank = all(values.amount(line, stage) is None and (line, stage) not in values.unknown for stage in stages)
    return blank and values.amount(TOTAL, measure) is not None


def _sign(style: Form, spec: str) -> str:
    return {"数": "", "率": "%"}.get(spec, style.fund.rate_sign)
