"""From the rows of the unit's year to its amounts: what was typed, what the parts add up to, and what counts.

Amounts are 元, unrounded; counts are whole numbers.  A blank counts as nothing beside what is known; what cannot be
read makes every sum it stands in unknown, and nothing is computed from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.accounts.lines import LINES, MONEY_MEASURES, AccountLine
from core.accounts.rows import FUNCTION_SOURCES, EconomicLine, FunctionLine
from core.kinds import Unreadable, read_money, read_number
from core.model import Book, Dossier, Place
from core.remembered import by_identity

Cell = tuple[str, str]  # line and measure


@dataclass(frozen=True, slots=True)
class RowAmounts:
    """One row of the expenditure by function or by economic item, read: its amounts by measure, without blanks."""

    row: FunctionLine | EconomicLine
    table: str
    amounts: Mapping[str, Decimal]
    unknown: frozenset[str]

    def place(self, field: str) -> Place:
        """The address of one of the row's cells."""
        return Place(self.table, self.row.project, field, self.row.id)


@dataclass(frozen=True, slots=True)
class Category:
    """The rows of one 类 within a budget, in order, with the sections they fall into."""

    name: str
    rows: tuple[RowAmounts, ...]

    @property
    def sections(self) -> tuple[tuple[str, tuple[RowAmounts, ...]], ...]:
        """The rows by 款; a 款 that comes again after another is named again."""
        found: list[tuple[str, list[RowAmounts]]] = []
        for row in self.rows:
            name = function_line(row).section.strip()
            if not found or found[-1][0] != name:
                found.append((name, []))
            found[-1][1].append(row)
        return tuple((name, tuple(rows)) for name, rows in found)

    def amount(self, measure: str) -> Decimal | None:
        """What the rows of the 类 add up to; None where none is known or one cannot be read."""
        return _added(self.rows, measure)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The unit's year as values.

    ``typed`` holds what was typed and can be read; ``computed`` every sum as it follows from its parts; ``unknown`` the
    cells whose text, or the text of a part, cannot be read.
    """

    dossier: Dossier
    typed: Mapping[Cell, Decimal]
    computed: Mapping[Cell, Decimal]
    unknown: frozenset[Cell]
    function: tuple[RowAmounts, ...]
    economic: tuple[RowAmounts, ...]
    unreadable: tuple[tuple[Place, Unreadable], ...]

    def amount(self, line: str, measure: str = "outturn") -> Decimal | None:
        """The amount (元) or count of a line as it counts: typed, else computed; None while unknown."""
        return self.typed.get((line, measure), self.computed.get((line, measure)))

    def contradicts(self, line: str, measure: str) -> bool:
        """Whether a sum was typed and its parts add up to something else."""
        cell = (line, measure)
        return cell in self.typed and cell in self.computed and self.typed[cell] != self.computed[cell]

    def is_undivided(self, line: str, measure: str = "outturn") -> bool:
        """Whether a sum other than 0 was typed and none of what it adds up is known."""
        cell = (line, measure)
        return LINES[line].is_sum and cell not in self.computed and bool(self.typed.get(cell))

    def text(self, line: str, measure: str) -> str:
        """The typed text of a cell; the words of 主要用于 and 主要原因 are asked for here."""
        return self.dossier.text(self.place(line, measure)).strip()

    def place(self, line: str, measure: str = "outturn") -> Place:
        """The address of a line's cell."""
        return Place("account", self.dossier.id, f"{line}.{measure}")

    def rows_of(self, line: str) -> tuple[RowAmounts, ...]:
        """The rows a line adds up: of its budget by function, or of its kind by economic item."""
        name = LINES[line].rows
        return tuple(row for row in (*self.function, *self.economic) if name and group_of(row.row) == name)

    def categories(self, source: str) -> tuple[Category, ...]:
        """The 类 of a budget in order of first appearance, each with all its rows."""
        found: dict[str, list[RowAmounts]] = {}
        for row in self.function:
            if group_of(row.row) == source:
                found.setdefault(function_line(row).category.strip(), []).append(row)
        return tuple(Category(name, tuple(rows)) for name, rows in found.items())

    @property
    def begun(self) -> bool:
        """Whether anything of the year was typed."""
        return bool(self.dossier.accounts or self.dossier.function or self.dossier.economic)


def group_of(row: FunctionLine | EconomicLine) -> str:
    """The budget a row of expenditure by function is paid from, or the kind of an economic item."""
    if isinstance(row, FunctionLine):
        return row.source.strip() or FUNCTION_SOURCES[0]
    return row.kind.strip()


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A part in percent of the whole, unrounded; None where one is unknown or the whole is not above 0."""
    return None if part is None or whole is None or whole <= 0 else part / whole * 100


def growth(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The change against the year before in percent, unrounded; None without a base above 0 (上年无此项，无可比性)."""
    return None if now is None or before is None or before <= 0 else (now - before) / before * 100


def accounts_of(book: Book, year: int) -> Accounts | None:
    """The unit's year of a book; None where it has no dossier of that year.  Asked again, it is not read again."""
    whole = book.whole_of(year)
    return None if whole is None else _kept(whole)


def read_accounts(dossier: Dossier) -> Accounts:
    """Read all lines and rows of the unit's year."""
    return _Reading(dossier).accounts()


_kept = by_identity(read_accounts)


class _Reading:
    """The year while it is being read."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.typed: dict[Cell, Decimal] = {}
        self.computed: dict[Cell, Decimal] = {}
        self.unknown: set[Cell] = set()
        self.unreadable: list[tuple[Place, Unreadable]] = []

    def accounts(self) -> Accounts:
        for place, text in self.dossier.cells():
            if place.table == "account":
                self._type(place, text)
        function = tuple(self._row("function", row) for row in self.dossier.function)
        economic = tuple(self._row("economic", row) for row in self.dossier.economic)
        groups: dict[str, list[RowAmounts]] = {}
        for row in (*function, *economic):
            groups.setdefault(group_of(row.row), []).append(row)
        for line in LINES.values():  # parts stand before their sums
            if line.is_sum:
                self._add_up(line, groups.get(line.rows, ()) if line.rows else ())
        unknown, unreadable = frozenset(self.unknown), tuple(self.unreadable)
        return Accounts(self.dossier, self.typed, self.computed, unknown, function, economic, unreadable)

    def _type(self, place: Place, text: str) -> None:
        line, measure = place.field.split(".")
        if line not in LINES or measure not in MONEY_MEASURES:
            return
        value = _read_count(text, LINES[line].unit) if LINES[line].kind == "count" else read_money(text)
        if isinstance(value, Unreadable):
            self.unreadable.append((place, value))
            self.unknown.add((line, measure))
        elif value is not None:
            self.typed[line, measure] = value

    def _row(self, table: str, row: FunctionLine | EconomicLine) -> RowAmounts:
        amounts: dict[str, Decimal] = {}
        unknown: set[str] = set()
        for measure in MONEY_MEASURES:
            value = read_money(getattr(row, measure, ""))
            if isinstance(value, Unreadable):
                self.unreadable.append((Place(table, row.project, measure, row.id), value))
                unknown.add(measure)
            elif value is not None:
                amounts[measure] = value
        return RowAmounts(row, table, amounts, frozenset(unknown))

    def _add_up(self, line: AccountLine, rows: Sequence[RowAmounts]) -> None:
        for measure in MONEY_MEASURES:
            cell = (line.key, measure)
            parts = [self._counts((part, measure)) for part in line.parts]
            unclear = any((part, measure) in self.unknown and (part, measure) not in self.typed for part in line.parts)
            known = [part for part in parts if part is not None]
            if rows and (added := _added(rows, measure)) is not None:
                known.append(added)
            if unclear or any(measure in row.unknown for row in rows):
                self.unknown.add(cell)
            elif known:
                self.computed[cell] = sum(known, Decimal(0))

    def _counts(self, cell: Cell) -> Decimal | None:
        return self.typed.get(cell, self.computed.get(cell))


def _read_count(text: str, unit: str) -> Decimal | Unreadable | None:
    """A count, with its unit behind it or without: 22, 22人."""
    return read_number(text.strip().removesuffix(unit))


def _added(rows: Iterable[RowAmounts], measure: str) -> Decimal | None:
    """The sum of a measure over rows; None where none is known or one cannot be read."""
    rows = tuple(rows)
    known = [row.amounts[measure] for row in rows if measure in row.amounts]
    return None if not known or any(measure in row.unknown for row in rows) else sum(known, Decimal(0))


def function_line(row: RowAmounts) -> FunctionLine:
    """The row as one of the expenditure by function.

    :raises TypeError: it is an economic item (a bug of the caller).
    """
    if not isinstance(row.row, FunctionLine):
        raise TypeError(f"{row.row} is no row by function")
    return row.row
