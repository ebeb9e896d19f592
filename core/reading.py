"""From rows to values: what the typed text of one project means under a form.

Typed text that cannot be read becomes a value of kind :class:`~core.kinds.Unreadable` with its place; nothing that
depends on it is computed.  Amounts are 元, unrounded; rates are percent, unrounded.  The unit's dossier has no amounts
of its own: its grid holds the sums over the projects of the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import msgspec

from core.accounts.values import Accounts, read_accounts
from core.forms.model import Form, Level1, Level2, Line
from core.kinds import (
    DURATIONS,
    Quantity,
    Unreadable,
    Words,
    normal,
    read_money,
    read_number,
    read_quantity,
    read_rate,
    trimmed,
)
from core.model import SOURCES, STAGES, Dossier, Indicator, Place, Unit
from core.remembered import by_identity
from core.score_sheets.values import SheetValues
from core.score_sheets.values import read as read_sheet

TYPED_OVER = "typed."  # answers with this prefix hold what the clerk typed over a computed cell
TYPED_TOTAL = "typed.score.total"  # the total and the grade as the clerk typed them
TYPED_GRADE = "typed.score.grade"
TOTAL = "total"  # the key of the line that sums up the fund grid, in every form
RATES = ("arrival_rate", "execution_rate", "midyear_rate")
POINTS = ("execution_weight", "execution_score")
# The measures of the final accounts that stand for the stages of a line with an account.
ACCOUNT_STAGES = MappingProxyType({"initial": "budget", "annual": "adjusted", "executed": "outturn"})
_MOST_LEVELS = 1024  # pairs of level names kept for a form
LOW_EXECUTION = ("execution-reason", "below", Decimal(90))  # rule, parameter and what it is unless said otherwise

Cell = tuple[str, str]  # line or source, and stage or formula


class IndicatorValues(msgspec.Struct, frozen=True, gc=False):
    """One indicator, read.  ``completion`` is percent, None while it cannot be computed.

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

    @property
    def judged(self) -> bool:
        """Whether the clerk gives its points, instead of measuring them by target and actual value."""
        return self.level is not None and self.level[0].judged

    def place(self, field: str) -> Place:
        """The address of one of the row's cells."""
        return Place("indicator", self.row.project, field, self.row.id)


@dataclass(frozen=True, slots=True)
class Values:
    """Everything one project says, as values.

    ``amounts`` holds the readable typed amounts by (source, stage); ``computed`` every line × measure of the form's
    grid as it follows from the parts; ``typed_over`` what the clerk typed over such a cell; ``unknown`` the cells whose
    text, or the text of a part, cannot be read.  ``members`` are the projects of the year in the clerk's order, each
    read under its own form, for the unit's dossier; a project has none, and no ``accounts`` either.
    """

    form: Form
    unit: Unit
    dossier: Dossier
    amounts: Mapping[Cell, Decimal]
    computed: Mapping[Cell, Decimal]
    typed_over: Mapping[Cell, Decimal]
    unknown: frozenset[Cell]
    indicators: tuple[IndicatorValues, ...]
    typed_total: Decimal | None
    unreadable: tuple[tuple[Place, Unreadable], ...]
    members: tuple[Values, ...] = ()
    accounts: Accounts | None = None
    sheet: SheetValues | None = None  # where the form has one for the unit, or for a project

    def amount(self, line: str, stage: str) -> Decimal | None:
        """An amount in 元 as it counts: typed over where the clerk did so, else computed; None while unknown."""
        cell = (line, stage)
        if cell in self.unknown:
            return self.typed_over.get(cell)
        return self.typed_over.get(cell, self.computed.get(cell, self.amounts.get(cell)))

    def fund_place(self, line: str, measure: str) -> Place:
        """Where a cell of the fund grid is typed: the source's own cell, or the text over a computed one."""
        found = line_of(self.form, line)
        if found and found.account and measure in ACCOUNT_STAGES:
            return Place("account", self.dossier.id, f"{found.account}.{ACCOUNT_STAGES[measure]}")
        source = found.source if found else line
        if measure in STAGES and source in SOURCES:
            return Place("fund", self.dossier.id, f"{source}.{measure}")
        return Place("answer", self.dossier.id, f"{TYPED_OVER}{line}.{measure}")


def execution_is_low(values: Values) -> bool:
    """Whether the unrounded execution rate of the project lies below the form's bound for a written reason."""
    rate = values.computed.get((TOTAL, "execution_rate"))
    return rate is not None and rate < low_execution(values.form)


def low_execution(form: Form) -> Decimal:
    """The execution rate in percent below which a reason is asked for: a parameter of the rule execution-reason."""
    return form.parameter(*LOW_EXECUTION)


def line_of(form: Form, key: str) -> Line | None:
    """The line of the fund grid with this key."""
    return next((line for line in form.fund.lines if line.key == key), None)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The fund grid while it is being read."""

    form: Form
    dossier: Dossier
    lines: Mapping[str, Line]
    amounts: dict[Cell, Decimal] = field(default_factory=dict)
    typed_over: dict[Cell, Decimal] = field(default_factory=dict)
    computed: dict[Cell, Decimal] = field(default_factory=dict)
    unknown: set[Cell] = field(default_factory=set)
    unreadable: list[tuple[Place, Unreadable]] = field(default_factory=list)
    summed: dict[Cell, Decimal | None] = field(default_factory=dict)

    def counts(self, cell: Cell) -> Decimal | None:
        """The amount of a cell as it counts: typed over, else computed, and None where the text cannot be read."""
        return self.typed_over.get(cell, None if cell in self.unknown else self.computed.get(cell))


def read(form: Form, unit: Unit, dossier: Dossier, members: tuple[Values, ...] = ()) -> Values:
    """Read all of a project's rows under a form; the unit's dossier with the values of its ``members``."""
    grid = _Grid(form, dossier, {line.key: line for line in form.fund.lines})
    accounts = read_accounts(dossier) if dossier.is_unit else None
    if accounts is None:
        _read_amounts(grid)
        _read_typed_over(grid)
        _sum_up(grid, *{stage for _, stage in (*grid.amounts, *grid.unknown)})
    elif any(line.account for line in form.fund.lines):
        _take_accounts(grid, accounts)
        _read_typed_over(grid)
        _sum_up(grid, *ACCOUNT_STAGES)
    else:
        _add_up(grid, members)
        _read_typed_over(grid)
    _derive_ratios(grid)
    total = read_number(dossier.answers.get(TYPED_TOTAL, ""))
    if isinstance(total, Unreadable):
        grid.unreadable.append((Place("answer", dossier.id, TYPED_TOTAL), total))
        total = None
    grid.unreadable.extend(accounts.unreadable if accounts else ())
    levels = _Levels(form)
    indicators = tuple(_indicator(levels, row, grid.unreadable) for row in dossier.indicator)
    return Values(
        form,
        unit,
        dossier,
        grid.amounts,
        grid.computed,
        grid.typed_over,
        frozenset(grid.unknown),
        indicators,
        total,
        tuple(grid.unreadable),
        members,
        accounts,
        read_sheet(form, dossier),
    )


def _take_accounts(grid: _Grid, accounts: Accounts) -> None:
    """The lines that are lines of the unit's final accounts."""
    for key, line in grid.lines.items():
        for stage, measure in ACCOUNT_STAGES.items() if line.account else ():
            amount = accounts.amount(line.account, measure)
            if amount is not None:
                grid.computed[key, stage] = amount
            elif (line.account, measure) in accounts.unknown:
                grid.unknown.add((key, stage))


def _sum_up(grid: _Grid, *stages: str) -> None:
    """Every line of the grid in these stages."""
    for stage in stages:
        for key in grid.lines:
            _sum(grid, key, stage)


def _add_up(grid: _Grid, members: tuple[Values, ...]) -> None:
    """The grid of the unit: of every source and line the sum of what counts in the members, unknown with one of them.

    A line the form of a member does not have is made of that member's sources.
    """
    sources = {key: _sources(grid, key) for key in grid.lines}
    for member in members:
        theirs = {line.key for line in member.form.fund.lines}
        for (source, stage), amount in member.amounts.items():
            grid.amounts[source, stage] = grid.amounts.get((source, stage), Decimal(0)) + amount
        grid.unknown.update((source, stage) for source, stage in member.unknown if source in SOURCES)
        for stage in {stage for _, stage in (*member.amounts, *member.computed, *member.typed_over, *member.unknown)}:
            for key in grid.lines if stage in STAGES else ():
                for part in (key,) if key in theirs else sources[key]:
                    _add(grid, (key, stage), member.amount(part, stage), (part, stage) in member.unknown)
    for cell in grid.unknown:
        grid.amounts.pop(cell, None)
        grid.computed.pop(cell, None)


def _sources(grid: _Grid, key: str) -> tuple[str, ...]:
    """The sources a line is made of; a part that is no line is a source itself."""
    line = grid.lines.get(key)
    if line is None or line.source:
        return (line.source if line else key,)
    return tuple(source for part in line.sum for source in _sources(grid, part))


def _add(grid: _Grid, cell: Cell, amount: Decimal | None, unknown: bool) -> None:
    """Add what a member has in a cell."""
    if amount is not None:
        grid.computed[cell] = grid.computed.get(cell, Decimal(0)) + amount
    elif unknown:
        grid.unknown.add(cell)


def _read_amounts(grid: _Grid) -> None:
    for source, fund in grid.dossier.funds.items():
        for stage in STAGES:
            text = getattr(fund, stage)
            value = read_money(text) if text else None
            if isinstance(value, Unreadable):
                grid.unknown.add((source, stage))
                grid.unreadable.append((Place("fund", grid.dossier.id, f"{source}.{stage}"), value))
            elif value is not None:
                grid.amounts[source, stage] = value
        if not fund.annual and fund.adjustment:
            _derive_annual(grid, source)


def _derive_annual(grid: _Grid, source: str) -> None:
    """全年 = 年初 + 调整 where the clerk typed those two only."""
    initial, adjustment = grid.amounts.get((source, "initial")), grid.amounts.get((source, "adjustment"))
    if initial is not None and adjustment is not None:
        grid.amounts[source, "annual"] = initial + adjustment
    elif {(source, "initial"), (source, "adjustment")} & grid.unknown:
        grid.unknown.add((source, "annual"))


def _read_typed_over(grid: _Grid) -> None:
    for key, text in grid.dossier.answers.items():
        line, _, measure = key.removeprefix(TYPED_OVER).partition(".")
        if not key.startswith(TYPED_OVER) or line not in grid.lines or not text.strip():
            continue
        if measure in (*RATES, *POINTS) and normal(text) == normal(grid.form.fund.undefined):
            continue  # the sign the form prints where there is nothing to compute
        read_text = read_rate if measure in RATES else read_number if measure in POINTS else read_money
        value = read_text(text)
        if isinstance(value, Unreadable):
            grid.unknown.add((line, measure))
            grid.unreadable.append((Place("answer", grid.dossier.id, key), value))
        elif value is not None:
            grid.typed_over[line, measure] = value


def _sum(grid: _Grid, key: str, stage: str) -> Decimal | None:
    """The amount of a line or source as it counts, None while unknown; fills ``computed`` on the way."""
    cell = (key, stage)
    if cell not in grid.summed:
        grid.summed[cell] = _summed(grid, cell)
    return grid.summed[cell]


def _summed(grid: _Grid, cell: Cell) -> Decimal | None:
    """The amount of a cell, worked out.

    A sum with a part that cannot be read is itself unknown; parts left blank count as nothing.
    """
    key, stage = cell
    line = grid.lines.get(key)
    if line is None or line.source:
        own = (line.source if line else key, stage)
        if own in grid.unknown:
            grid.unknown.add(cell)
        amount = grid.amounts.get(own)
        if amount is not None and line is not None:
            grid.computed[cell] = amount
        return amount
    if line.account:
        return grid.counts(cell)
    parts = [_sum(grid, part, stage) for part in line.sum]
    known = [part for part in parts if part is not None]
    if any((part, stage) in grid.unknown and (part, stage) not in grid.typed_over for part in line.sum):
        grid.unknown.add(cell)
    elif known:
        grid.computed[cell] = sum(known, Decimal(0))
    return grid.counts(cell)


def _derive_ratios(grid: _Grid) -> None:
    """Fill 结余, 到位率, 执行率, 年中执行率 and 调整 of every line; a divisor of 0 leaves its rate unknown."""
    base = grid.form.scoring.execution_base if grid.form.scoring else "annual"
    for key in grid.lines:
        initial, annual = grid.counts((key, "initial")), grid.counts((key, "annual"))
        in_place, executed = grid.counts((key, "in_place")), grid.counts((key, "executed"))
        if in_place is not None and executed is not None:
            grid.computed[key, "balance"] = in_place - executed
        if in_place is not None and annual:
            grid.computed[key, "arrival_rate"] = in_place / annual * 100
        divisor = grid.counts((key, base))
        if executed is not None and divisor:
            grid.computed[key, "execution_rate"] = executed / divisor * 100
        midyear, budget = grid.counts((key, "midyear")), initial if base == "initial" else annual
        if midyear is not None and budget:
            grid.computed[key, "midyear_rate"] = midyear / budget * 100
        if initial is not None and annual is not None:
            grid.computed.setdefault((key, "adjustment"), annual - initial)


@by_identity
class _Levels:
    """Where rows stand in a form: each pair of names is looked up once."""

    def __init__(self, form: Form) -> None:
        self.of = lru_cache(_MOST_LEVELS)(form.level_of)


def _indicator(levels: _Levels, row: Indicator, unreadable: list[tuple[Place, Unreadable]]) -> IndicatorValues:
    level = levels.of(row.level1, row.level2)
    target = read_quantity(row.adjusted or row.target, row.unit)
    actual = read_quantity(row.actual, row.unit)
    if not row.direction and level is not None and level[1].shorter_is_better and _is_month(target):
        target, actual = _as_words(target), _as_words(actual)
    weight, score = read_number(row.weight), read_number(row.score) if row.score else None
    if Unreadable in (type(target), type(actual), type(weight), type(score)):
        named = ((target_field(row), target), ("actual", actual), ("weight", weight), ("score", score))
        places = ((Place("indicator", row.project, name, row.id), value) for name, value in named)
        unreadable += [(place, value) for place, value in places if isinstance(value, Unreadable)]
    direction = row.direction or _direction(target, level)
    return IndicatorValues(
        row,
        level,
        direction,
        target,
        actual,
        weight if isinstance(weight, Decimal) else None,
        score if isinstance(score, Decimal) else None,
        completion(direction, target, actual),
    )


def target_field(row: Indicator) -> str:
    """The field that holds the target as it counts: 调整后指标值 where there is one."""
    return "adjusted" if row.adjusted else "target"


def _direction(target: Quantity | Words | Unreadable | None, level: tuple[Level1, Level2] | None) -> str:
    """The direction when the clerk's column says none: the target's own sign, else the form's for the 二级指标.

    Under 时效 a span of time (10天) is the longest that may pass; a rate (95%) stays the form's direction.
    """
    if isinstance(target, Words):
        return "定性"
    if isinstance(target, Quantity) and target.relation:
        return target.relation
    if level is None:
        return "="
    if level[1].shorter_is_better and isinstance(target, Quantity) and target.unit in DURATIONS:
        return "≤"
    return level[1].direction or "="


_Read = Quantity | Words | Unreadable | None


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
    return above / below * 100 if below > 0 else None
