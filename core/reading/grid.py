"""The fund grid of one project or of the unit: typed amounts, sums of lines, what was typed over them, and rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Protocol

from core.accounts.values import Accounts
from core.forms.model import Form, Line
from core.kinds import Unreadable, normal, read_money, read_number, read_rate
from core.model import SOURCES, STAGES, Dossier, Place
from core.remembered import by_identity

TYPED_OVER = "typed."  # answers with this prefix hold what the clerk typed over a computed cell
RATES = ("arrival_rate", "execution_rate", "midyear_rate")
POINTS = ("execution_weight", "execution_score")
# The measures of the final accounts that stand for the stages of a line with an account.
ACCOUNT_STAGES = MappingProxyType({"initial": "budget", "annual": "adjusted", "executed": "outturn"})
_MOST_CHOICES = 256  # of sources that are typed, kept for a form
_HUNDRED, _NOTHING = Decimal(100), Decimal(0)
_TYPED_STAGES = tuple(STAGES)
_texts_of = attrgetter(*STAGES)

Cell = tuple[str, str]  # line or source, and stage or formula


class Member(Protocol):
    """What the unit's grid takes from a project of its year."""

    @property
    def form(self) -> Form: ...
    @property
    def amounts(self) -> Mapping[Cell, Decimal]: ...
    @property
    def computed(self) -> Mapping[Cell, Decimal]: ...
    @property
    def typed_over(self) -> Mapping[Cell, Decimal]: ...
    @property
    def unknown(self) -> frozenset[Cell]: ...
    def amount(self, line: str, stage: str) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Grid:
    """The fund grid while it is being read; the parts are those of :class:`core.reading.Values`."""

    form: Form
    dossier: Dossier
    lines: Mapping[str, Line]
    amounts: dict[Cell, Decimal] = field(default_factory=dict)
    typed_over: dict[Cell, Decimal] = field(default_factory=dict)
    computed: dict[Cell, Decimal] = field(default_factory=dict)
    unknown: set[Cell] = field(default_factory=set)
    unreadable: list[tuple[Place, Unreadable]] = field(default_factory=list)

    def counts(self, cell: Cell) -> Decimal | None:
        """The amount of a cell as it counts: typed over, else computed, and None where the text cannot be read."""
        return self.typed_over.get(cell, None if cell in self.unknown else self.computed.get(cell))


def read_grid(form: Form, dossier: Dossier, accounts: Accounts | None, members: Iterable[Member]) -> Grid:
    """The grid of a project from its own texts; of the unit, which has ``accounts``, from those or from its members."""
    grid = Grid(form, dossier, lines_by_key(form))
    if accounts is None:
        _read_amounts(grid)
        _read_typed_over(grid)
        _sum_up(grid, dict.fromkeys(stage for _, stage in (*grid.amounts, *grid.unknown)))
    elif any(line.account for line in form.fund.lines):
        _take_accounts(grid, accounts)
        _read_typed_over(grid)
        _sum_up(grid, ACCOUNT_STAGES)
    else:
        _add_up(grid, members)
        _read_typed_over(grid)
    _derive_ratios(grid)
    return grid


@by_identity
def lines_by_key(form: Form) -> Mapping[str, Line]:
    """The lines of a form's grid."""
    return {line.key: line for line in form.fund.lines}


@dataclass(frozen=True, slots=True)
class _Sum:
    """A line with the parts it is made of: sources as typed, and other lines as they count."""

    line: Line
    parts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@by_identity
class _Sums:
    """The lines of a form's grid that can have amounts while certain sources are typed; most of them are blank."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.over = lru_cache(_MOST_CHOICES)(self._over)

    def _over(self, typed: frozenset[str]) -> tuple[_Sum, ...]:
        """Each line behind its parts."""
        lines = lines_by_key(self._form)
        ordered = [line for line in _parts_first(self._form) if not line.source or line.source in typed]
        there = {line.key for line in ordered} | (typed - lines.keys())
        return tuple(_sum_of(lines, line, tuple(part for part in line.sum if part in there)) for line in ordered)


def _sum_of(lines: Mapping[str, Line], line: Line, parts: tuple[str, ...]) -> _Sum:
    if line.source or line.account:
        return _Sum(line)
    direct = {part: lines[part].source if part in lines else part for part in parts}
    sources = tuple(source for source in direct.values() if source)
    return _Sum(line, parts, sources, tuple(part for part, source in direct.items() if not source))


@by_identity
def _parts_first(form: Form) -> tuple[Line, ...]:
    """The lines of a form's grid, each behind those it is the sum of."""
    lines, ordered = lines_by_key(form), dict[str, Line]()

    def put(line: Line) -> None:
        if line.key in ordered:
            return
        for part in () if line.source else line.sum:
            if part in lines:
                put(lines[part])
        ordered[line.key] = line

    for line in form.fund.lines:
        put(line)
    return tuple(ordered.values())


def _read_amounts(grid: Grid) -> None:
    for source, fund in grid.dossier.funds.items():
        for stage, text in zip(_TYPED_STAGES, _texts_of(fund), strict=True):
            value = read_money(text) if text else None
            if isinstance(value, Decimal):
                grid.amounts[source, stage] = value
            elif value is not None:
                grid.unknown.add((source, stage))
                grid.unreadable.append((Place("fund", grid.dossier.id, f"{source}.{stage}"), value))
        if not fund.annual and fund.adjustment:
            _derive_annual(grid, source)


def _derive_annual(grid: Grid, source: str) -> None:
    """全年 = 年初 + 调整 where the clerk typed those two only."""
    initial, adjustment = grid.amounts.get((source, "initial")), grid.amounts.get((source, "adjustment"))
    if initial is not None and adjustment is not None:
        grid.amounts[source, "annual"] = initial + adjustment
    elif {(source, "initial"), (source, "adjustment")} & grid.unknown:
        grid.unknown.add((source, "annual"))


def _read_typed_over(grid: Grid) -> None:
    for key, text in grid.dossier.answers.items():
        if not key.startswith(TYPED_OVER):
            continue
        line, _, measure = key.removeprefix(TYPED_OVER).partition(".")
        if line not in grid.lines or not text.strip():
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


def _take_accounts(grid: Grid, accounts: Accounts) -> None:
    """The lines that are lines of the unit's final accounts."""
    for key, line in grid.lines.items():
        for stage, measure in ACCOUNT_STAGES.items() if line.account else ():
            amount = accounts.amount(line.account, measure)
            if amount is not None:
                grid.computed[key, stage] = amount
            elif (line.account, measure) in accounts.unknown:
                grid.unknown.add((key, stage))


def _sum_up(grid: Grid, stages: Iterable[str]) -> None:
    """Every line of the grid in these stages."""
    typed = frozenset([source for source, _ in (*grid.amounts, *grid.unknown)])
    sums = _Sums(grid.form).over(typed)
    for stage in stages:
        for one in sums:
            if one.line.source:
                _take_source(grid, one.line, stage)
            elif one.parts:
                _add_parts(grid, one, stage)


def _take_source(grid: Grid, line: Line, stage: str) -> None:
    """A line that is a source has the amount typed for it."""
    own = (line.source, stage)
    if own in grid.amounts:
        grid.computed[line.key, stage] = grid.amounts[own]
    if own in grid.unknown:
        grid.unknown.add((line.key, stage))


def _add_parts(grid: Grid, one: _Sum, stage: str) -> None:
    """A sum of other lines and of sources.

    With a part that cannot be read it is itself unknown; parts left blank count as nothing.
    """
    if grid.unknown:
        cells = [(part, stage) for part in one.parts]
        if any(cell in grid.unknown and cell not in grid.typed_over for cell in cells):
            grid.unknown.add((one.line.key, stage))
            return
    amounts = [grid.amounts.get((source, stage)) for source in one.sources]
    amounts += [grid.counts((line, stage)) for line in one.lines]
    known = [amount for amount in amounts if amount is not None]
    if known:
        grid.computed[one.line.key, stage] = sum(known, _NOTHING)


def _add_up(grid: Grid, members: Iterable[Member]) -> None:
    """The grid of the unit: of every source and line the sum of what counts in the members, or unknown with one."""
    brought_by = _Shares(grid.form).of
    for member in members:
        share = brought_by(member)
        _add(grid.amounts, member.amounts.items())
        _add(grid.computed, share.amounts)
        grid.unknown.update(share.unknown)
    for cell in grid.unknown:
        grid.amounts.pop(cell, None)
        grid.computed.pop(cell, None)


def _add(sums: dict[Cell, Decimal], amounts: Iterable[tuple[Cell, Decimal]]) -> None:
    for cell, amount in amounts:
        sums[cell] = sums.get(cell, _NOTHING) + amount


@dataclass(frozen=True, slots=True)
class _Share:
    """What one member brings to the lines of the unit's grid, part by part, and the cells it leaves unknown."""

    amounts: tuple[tuple[Cell, Decimal], ...]
    unknown: frozenset[Cell]


@by_identity
class _Shares:
    """What the members bring under a form of the unit; one that has not changed since is not asked again."""

    def __init__(self, form: Form) -> None:
        lines = lines_by_key(form)
        self._sources = {key: _sources(lines, key) for key in lines}
        self.of = by_identity(self._share)

    def _share(self, member: Member) -> _Share:
        """A line the form of the member does not have is made of that member's sources."""
        amounts: list[tuple[Cell, Decimal]] = []
        unknown = {(source, stage) for source, stage in member.unknown if source in SOURCES}
        theirs = lines_by_key(member.form)
        typed = (*member.amounts, *member.computed, *member.typed_over, *member.unknown)
        for stage in dict.fromkeys(stage for _, stage in typed if stage in STAGES):
            for key, sources in self._sources.items():
                for part in (key,) if key in theirs else sources:
                    amount = member.amount(part, stage)
                    if amount is not None:
                        amounts.append(((key, stage), amount))
                    elif (part, stage) in member.unknown:
                        unknown.add((key, stage))
        return _Share(tuple(amounts), frozenset(unknown))


def _sources(lines: Mapping[str, Line], key: str) -> tuple[str, ...]:
    """The sources a line is made of; a part that is no line is a source itself."""
    line = lines.get(key)
    if line is None or line.source:
        return (line.source if line else key,)
    return tuple(source for part in line.sum for source in _sources(lines, part))


def divisor_of(form: Form, rate: str) -> str:
    """The stage a rate of a form is divided by: 到位率 by 全年预算, the others by what the form says."""
    base = form.scoring.execution_base if form.scoring else "annual"
    if rate == "execution_rate":
        return base
    return "initial" if rate == "midyear_rate" and base == "initial" else "annual"


def _derive_ratios(grid: Grid) -> None:
    """Fill 结余, 到位率, 执行率, 年中执行率 and 调整 of every line; a divisor of 0 leaves its rate unknown."""
    base, midyear_base = divisor_of(grid.form, "execution_rate"), divisor_of(grid.form, "midyear_rate")
    counted = grid.computed | grid.typed_over
    for cell in grid.unknown - grid.typed_over.keys():
        counted.pop(cell, None)
    there, amount_of, computed = {line for line, _ in counted}, counted.get, grid.computed
    for key in grid.lines:
        if key not in there:
            continue
        initial, annual = amount_of((key, "initial")), amount_of((key, "annual"))
        in_place, executed = amount_of((key, "in_place")), amount_of((key, "executed"))
        if in_place is not None and executed is not None:
            computed[key, "balance"] = in_place - executed
        if in_place is not None and annual:
            computed[key, "arrival_rate"] = in_place / annual * _HUNDRED
        divisor = amount_of((key, base))
        if executed is not None and divisor:
            computed[key, "execution_rate"] = executed / divisor * _HUNDRED
        midyear, budget = amount_of((key, "midyear")), amount_of((key, midyear_base))
        if midyear is not None and budget:
            computed[key, "midyear_rate"] = midyear / budget * _HUNDRED
        if initial is not None and annual is not None:
            computed.setdefault((key, "adjustment"), annual - initial)
