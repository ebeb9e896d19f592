"""A printed table from its specification: rows repeated, figures put in, equal labels merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.forms.paper_model import CellSpec, RowSpec, TableSpec
from core.report.blocks import Align, Cell, Row, Table
from core.report.figures import Figures
from core.report.numbers import number_of
from core.report.rows import looks
from core.report.wording import fill


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell with its text, in the grid column where it begins."""

    column: int
    spec: CellSpec
    text: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A printed row before merging: the specification it repeats, and its cells."""

    spec: RowSpec
    cells: tuple[_Set, ...]


def table(spec: TableSpec, figures: Figures) -> Table:
    """The table as it is printed for one project, or for the unit; a figure without a value leaves its cell blank."""
    width = len(spec.widths_mm)
    taken: dict[int, int] = {}  # by grid column: the last row of the specification that a cell reaches down into
    placed: list[_Placed] = []
    for number, row in enumerate(spec.rows):
        columns = _columns(row, frozenset(c for c in range(width) if taken.get(c, -1) >= number))
        taken |= {c: number + s.down - 1 for begin, s in columns for c in range(begin, begin + s.across) if s.down > 1}
        placed += [
            _Placed(row, tuple(_Set(at, s, fill(s.text, look, cell=True)) for at, s in columns))
            for look in looks(row, figures)
        ]
    return Table(spec.name, tuple(float(each) for each in spec.widths_mm), tuple(_merged(placed)))


def _columns(row: RowSpec, taken: frozenset[int]) -> tuple[tuple[int, CellSpec], ...]:
    """The cells of a row with the grid column each begins at, beside what reaches down into the row."""
    found: list[tuple[int, CellSpec]] = []
    column = 0
    for cell in row.cells:
        while column in taken:
            column += 1
        found.append((column, cell))
        column += cell.across
    return tuple(found)


def _merged(placed: list[_Placed]) -> Iterator[Row]:
    """The rows with cells that are joined downwards; a joined cell is listed only where it begins."""
    joins = [_joined_above(above, row) for above, row in zip([None, *placed], placed, strict=False)]
    downs = _heights(placed, joins)
    for row, joined, heights in zip(placed, joins, downs, strict=True):
        cells = tuple(_cell(cell, heights[cell.column]) for cell in row.cells if cell.column not in joined)
        yield Row(cells, head=row.spec.head, min_height_mm=float(row.spec.min_height_mm))


def _joined_above(above: _Placed | None, row: _Placed) -> frozenset[int]:
    """The columns where a row's cells are joined with the row above: never right of a label that is not joined."""
    if above is None:
        return frozenset()
    over = {cell.column: cell for cell in above.cells if _may_join(cell)}
    joined: set[int] = set()
    for cell in row.cells:
        if not _may_join(cell):
            continue
        other = over.get(cell.column)
        if other is None or other.spec.across != cell.spec.across or not cell.text or other.text != cell.text:
            break
        joined.add(cell.column)
    return frozenset(joined)


def _may_join(cell: _Set) -> bool:
    return cell.spec.merge and cell.spec.down == 1


def _heights(placed: list[_Placed], joins: list[frozenset[int]]) -> list[dict[int, int]]:
    """How many printed rows the cell that begins at each column of each row covers."""
    downs: list[dict[int, int]] = []
    begins: dict[int, int] = {}  # the row in which the cell at a column begins
    for number, row in enumerate(placed):
        downs.append({})
        for cell in row.cells:
            if cell.column not in joins[number]:
                begins[cell.column] = number
            downs[begins[cell.column]][cell.column] = number - begins[cell.column] + cell.spec.down
    return downs


def _cell(cell: _Set, down: int) -> Cell:
    spec = cell.spec
    numeric = spec.numeric and number_of(cell.text) is not None
    return Cell(cell.text, spec.across, down, Align(spec.align), spec.label, numeric)
