"""A printed table from its specification: rows repeated, figures put in, equal labels merged."""

from __future__ import annotations

from collections.abc import Iterator

from core.forms.model import CellSpec, Level1, Level2, RowSpec, TableSpec
from core.report.blocks import Align, Cell, Row, Table
from core.report.figures import Figures, Lookup
from core.report.numbers import number_of
from core.report.wording import fill

_Placed = tuple[RowSpec, tuple[str, ...]]  # a row before merging: its specification and the text of each cell


def table(spec: TableSpec, figures: Figures) -> Table:
    """The table as it is printed for one project; a figure without a value leaves its cell blank."""
    placed = [
        (row, tuple(fill(cell.text, look, cell=True) for cell in row.cells))
        for row in spec.rows
        for look in _looks(row, figures)
    ]
    widths = tuple(float(width) for width in spec.widths_mm)
    return Table(spec.name, widths, tuple(_merged(placed)))


def _looks(row: RowSpec, figures: Figures) -> Iterator[Lookup]:
    """One way of looking figures up for every time the row is printed."""
    match row.each:
        case "line":
            yield from (figures.of_line(line) for line in figures.form.fund.lines if line.printed)
        case "indicator":
            yield from _indicator_looks(figures)
        case "evidence":
            yield from (figures.of_evidence(n, e) for n, e in enumerate(figures.values.dossier.evidence, start=1))
        case _:
            yield figures.find


def _indicator_looks(figures: Figures) -> Iterator[Lookup]:
    """The indicators level by level in the form's order, then those no level of the form takes in."""
    block = figures.form.indicators
    by_level: dict[tuple[Level1, Level2] | None, list[int]] = {}
    for number, found in enumerate(figures.values.indicators):
        by_level.setdefault(found.level, []).append(number)
    for outer in block.levels:
        for part in outer.parts:
            numbers = by_level.get((outer, part), [])
            yield from map(figures.of_indicator, numbers)
            if not numbers and block.keep_empty:
                yield figures.of_empty(outer, part)
    yield from map(figures.of_indicator, by_level.get(None, []))


def _merged(placed: list[_Placed]) -> Iterator[Row]:
    """The rows with cells that are joined downwards; a joined cell is listed only where it begins."""
    joins = [_joined_above(above, row) for above, row in zip([None, *placed], placed, strict=False)]
    downs = _heights(placed, joins)
    for number, (spec, texts) in enumerate(placed):
        cells = tuple(
            _cell(cell, text, downs[number][column])
            for column, cell, text in _columns(spec, texts)
            if column not in joins[number]
        )
        yield Row(cells, head=spec.head, min_height_mm=float(spec.min_height_mm))


def _joined_above(above: _Placed | None, row: _Placed) -> frozenset[int]:
    """The columns where a row's cells are joined with the row above: never right of a label that is not joined."""
    if above is None:
        return frozenset()
    over = {column: (cell, text) for column, cell, text in _columns(*above) if cell.merge}
    joined: set[int] = set()
    for column, cell, text in _columns(*row):
        if not cell.merge:
            continue
        other, said = over.get(column, (None, ""))
        if other is None or other.across != cell.across or not text or said != text:
            break
        joined.add(column)
    return frozenset(joined)


def _heights(placed: list[_Placed], joins: list[frozenset[int]]) -> list[dict[int, int]]:
    """How many rows the cell that begins at each column of each row covers."""
    downs: list[dict[int, int]] = []
    begins: dict[int, int] = {}  # the row in which the cell at a column begins
    for number, (spec, texts) in enumerate(placed):
        downs.append({})
        for column, _, _ in _columns(spec, texts):
            if column not in joins[number]:
                begins[column] = number
            downs[begins[column]][column] = number - begins[column] + 1
    return downs


def _columns(spec: RowSpec, texts: tuple[str, ...]) -> Iterator[tuple[int, CellSpec, str]]:
    """The cells of a row with the grid column each begins at."""
    column = 0
    for cell, text in zip(spec.cells, texts, strict=True):
        yield column, cell, text
        column += cell.across


def _cell(spec: CellSpec, text: str, down: int) -> Cell:
    numeric = spec.numeric and number_of(text) is not None
    return Cell(text, spec.across, down, Align(spec.align), spec.label, numeric)
