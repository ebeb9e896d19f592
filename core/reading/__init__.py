"""From rows to values: what the typed text of one project means under a form.

Typed text that cannot be read becomes a value of kind :class:`~core.kinds.Unreadable` with its place; nothing that
depends on it is computed.  Amounts are 元, unrounded; rates are percent, unrounded.  The unit's dossier has no amounts
of its own: its grid holds the sums over the projects of the year.

What others need of the room stands here; the fund grid is read in ``grid``, the indicators in ``indicators``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.accounts.values import Accounts, read_accounts
from core.forms.model import Form, Line
from core.kinds import Unreadable, read_number
from core.model import SOURCES, STAGES, Dossier, Place, Unit
from core.reading.grid import ACCOUNT_STAGES, POINTS, RATES, TYPED_OVER, Cell, divisor_of, lines_by_key, read_grid
from core.reading.indicators import IndicatorValues, completion, read_indicators, target_field
from core.score_sheets.values import SheetValues
from core.score_sheets.values import read as read_sheet

__all__ = (
    "ACCOUNT_STAGES",
    "LOW_EXECUTION",
    "POINTS",
    "RATES",
    "TOTAL",
    "TYPED_GRADE",
    "TYPED_OVER",
    "TYPED_TOTAL",
    "Cell",
    "IndicatorValues",
    "Values",
    "completion",
    "divisor_of",
    "execution_is_low",
    "line_of",
    "low_execution",
    "read",
    "target_field",
)

TYPED_TOTAL = "typed.score.total"  # the total and the grade as the clerk typed them
TYPED_GRADE = "typed.score.grade"
TOTAL = "total"  # the key of the line that sums up the fund grid, in every form
LOW_EXECUTION = ("execution-reason", "below", Decimal(90))  # rule, parameter and what it is unless said otherwise


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
        if cell in self.typed_over:
            return self.typed_over[cell]
        if cell in self.unknown:
            return None
        return self.computed[cell] if cell in self.computed else self.amounts.get(cell)

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
    return lines_by_key(form).get(key)


def read(form: Form, unit: Unit, dossier: Dossier, members: tuple[Values, ...] = ()) -> Values:
    """Read all of a project's rows under a form; the unit's dossier with the values of its ``members``."""
    accounts = read_accounts(dossier) if dossier.is_unit else None
    grid = read_grid(form, dossier, accounts, members)
    unreadable = grid.unreadable
    total = read_number(dossier.answers.get(TYPED_TOTAL, ""))
    if isinstance(total, Unreadable):
        unreadable.append((Place("answer", dossier.id, TYPED_TOTAL), total))
        total = None
    unreadable.extend(accounts.unreadable if accounts else ())
    indicators = read_indicators(form, dossier.indicator, unreadable)
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
        tuple(unreadable),
        members,
        accounts,
        read_sheet(form, dossier),
    )
