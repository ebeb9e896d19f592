"""How a form prints amounts, rates and points: unit, decimals, sign, and whether zeros at the end are left off."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from core.forms.model import Form
from core.kinds import money_in, shown, trimmed

TOO_SMALL: Final = "不到"
"""Before the least percentage that is printed, where the rate is not 0 and smaller: 占不到0.01%, 增长不到0.01%.

不足 would not do behind 占, which both documents and the editor put in front of it.
"""

Sort = Literal["money", "prose", "rate", "completion", "score"]


def money(form: Form, amount: Decimal, spec: str = "") -> str:
    """An amount of 元: bare in the form's unit, with ``元`` or ``万元`` in that unit and with it behind."""
    unit = spec if spec in ("元", "万元") else ""
    decimals = form.money_decimals if unit in ("", form.money_unit) else 2
    sort: Sort = "prose" if unit and "money" not in form.trimmed else "money"
    return _figure(form, sort, money_in(amount, unit or form.money_unit), decimals) + unit


def percent(form: Form, rate: Decimal, sort: Literal["rate", "completion"] = "rate") -> str:
    """A rate in percent without sign; a whole one without decimals, where the form has it so."""
    whole = form.whole_rates and rate == rate.to_integral_value()
    return _figure(form, sort, rate, 0 if whole else form.rate_decimals)


def points(form: Form, value: Decimal) -> str:
    """Points with the decimals of the form's scores, 2 where it has none."""
    return _figure(form, "score", value, form.scoring.decimals if form.scoring else 2)


def _figure(form: Form, sort: Sort, value: Decimal, decimals: int) -> str:
    figure = shown(value, decimals)
    return trimmed(Decimal(figure)) if sort in form.trimmed else figure
