"""One indicator, read: its two values, the direction in which they count, how far the one reaches the other."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import msgspec

from core.forms.indicator_model import Level1, Level2
from core.forms.model import Form
from core.kinds import DURATIONS, Quantity, Unreadable, Words, read_number, read_quantity, trimmed
from core.model import Indicator, Place
from core.remembered import by_identity

_MOST_LEVELS = 1024  # pairs of level names kept for a form
_HUNDRED, _NOTHING = Decimal(100), Decimal(0)

_Read = Quantity | Words | Unreadable | None
_Levels = tuple[Level1, Level2] | None


class IndicatorValues(msgspec.Struct, frozen=True, gc=False):
    """One indicator, read.  ``completion`` is percent, None while it cannot be computed; ``judged`` says that the
    clerk gives its points, instead of measuring them by target and actual value.

    A book has thousands: a struct is made in a tenth of the time of a dataclass, and holds nothing that leads back.
    """

    row: Indicator
    level: tuple[Level1, Level2] | None
    direction: str
    target: Quantity | Words | Unreadable | None
    actual: Quantity | Words | Unreadable | None
    weight: Decimal | None
    typed_score: Decimal | None
    completion: Decimal | None
    judged: bool

    def place(self, field: str) -> Place:
        """The address of one of the row's cells."""
        return Place("indicator", self.row.project, field, self.row.id)


def read_indicators(
    form: Form, rows: tuple[Indicator, ...], unreadable: list[tuple[Place, Unreadable]]
) -> tuple[IndicatorValues, ...]:
    """The indicators of a project under a form; what cannot be read is added to ``unreadable`` with its place."""
    levels = _Places(form)
    return tuple([_indicator(levels, row, unreadable) for row in rows])


@by_identity
class _Places:
    """Where rows stand in a form: each pair of names is looked up once."""

    def __init__(self, form: Form) -> None:
        self.of = lru_cache(_MOST_LEVELS)(form.level_of)


def _indicator(levels: _Places, row: Indicator, unreadable: list[tuple[Place, Unreadable]]) -> IndicatorValues:
    level, unit = levels.of(row.level1, row.level2), row.unit
    target, actual = read_quantity(row.adjusted or row.target, unit), read_quantity(row.actual, unit)
    weight, score = read_number(row.weight), read_number(row.score) if row.score else None
    direction = row.direction
    if not direction:
        if level is not None and level[1].shorter_is_better and _is_month(target):
            target, actual = _as_words(target), _as_words(actual)
        direction = _direction(target, level)
    if (
        type(target) is Unreadable
        or type(actual) is Unreadable
        or type(weight) is Unreadable
        or type(score) is Unreadable
    ):
        named = ((target_field(row), target), ("actual", actual), ("weight", weight), ("score", score))
        places = ((Place("indicator", row.project, name, row.id), value) for name, value in named)
        unreadable += [(place, value) for place, value in places if isinstance(value, Unreadable)]
    return IndicatorValues(
        row,
        level,
        direction,
        target,
        actual,
        weight if isinstance(weight, Decimal) else None,
        score if isinstance(score, Decimal) else None,
        completion(direction, target, actual),
        level is not None and level[0].judged,
    )


def target_field(row: Indicator) -> str:
    """The field that holds the target as it counts: 调整后指标值 where there is one."""
    return "adjusted" if row.adjusted else "target"


def _direction(target: _Read, level: _Levels) -> str:
    """The direction when the clerk's column says none: the target's own sign, else the form's for the 二级指标.

    Under 时效 a span of time (10天) is the longest that may pass; a rate (95%) stays the form's direction.
    """
    if isinstance(target, Quantity):
        if target.relation:
            return target.relation
        if level is not None and level[1].shorter_is_better and target.unit in DURATIONS:
            return "≤"
    elif isinstance(target, Words):
        return "定性"
    return "=" if level is None else level[1].direction or "="


def _is_month(target: _Read) -> bool:
    """Whether a target without a sign is a point in time under 时效: 12月 is December, 12个月 is a span."""
    return isinstance(target, Quantity) and not target.relation and target.unit == "月"


def _as_words(value: _Read) -> _Read:
    return Words(f"{trimmed(value.number)}{value.unit}") if isinstance(value, Quantity) else value


def completion(
    direction: str,
    target: Quantity | Words | Unreadable | None,
    actual: Quantity | Words | Unreadable | None,
) -> Decimal | None:
    """完成率 in percent: B/A, and A/B where less is better.

    None unless both are of one unit, and where the divisor is not above 0: such a share says nothing.
    """
    if not (isinstance(target, Quantity) and isinstance(actual, Quantity)) or target.unit != actual.unit:
        return None
    above, below = (target.number, actual.number) if direction in ("≤", "<") else (actual.number, target.number)
    return above / below * _HUNDRED if below > _NOTHING else None
