"""A table in points, and cut into pages: which rows stand where, how high they are, which lines are in which cell.

Rows stay whole; the head rows are printed again on each page; a caption merged over rows of several pages is printed
again on each of them.  Only a row that no page can hold (or that ends a merged text which no page can hold) is parted:
it becomes slices of about one line each, and its cells become cells merged over them, so that one rule serves all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.export.fonts import FontSet
from core.export.pdf_lines import Line, Measure, set_centred, set_lines, width_of
from core.export.short import kept_with_next, stays_whole
from core.report.blocks import Align, Cell, Table
from core.report.typography import CELL, CELL_LABEL, CELL_PADDING_MM, Justify

MM = 72 / 25.4
PADDING = CELL_PADDING_MM * MM  # left and right
LEADING = PADDING / 2  # above and below
SMALLEST = 0.7  # of its size a number may shrink to stay on one line
NARROW = 14  # characters on a line below which spreading it would tear holes
MOST_REPEATED_LINES = 6  # a text of more lines goes on over a page break instead of being printed again
FEWEST_LINES = 2  # of such a text on either page
TOLERANCE = 0.01
JUSTIFY = {Align.LEFT: Justify.BOTH, Align.CENTER: Justify.CENTER, Align.RIGHT: Justify.RIGHT}


@dataclass(frozen=True, slots=True, eq=False)
class SetCell:
    """A cell with its lines, in rows from ``row`` on.  Each is itself alone: two equal cells are two cells.

    ``number`` counts the cells of the table, row by row.
    """

    number: int
    row: int
    rows: int
    left: float
    width: float
    lines: tuple[Line, ...]
    pitch: float

    @property
    def flows(self) -> bool:
        """Whether its text goes on over a page break; else it is printed again."""
        return len(self.lines) > MOST_REPEATED_LINES

    def height(self, lines: int) -> float:
        """Points that so many of its lines take, with the space above and below."""
        return lines * self.pitch + 2 * LEADING


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table in points: least height of each row, which are head rows, which stay with the next, the cells of each."""

    width: float
    heights: tuple[float, ...]
    heads: tuple[bool, ...]
    kept: tuple[bool, ...]
    on_row: tuple[tuple[SetCell, ...], ...]
    whole: bool  # goes to the next page rather than be parted
    block: int  # its number among the blocks of the report

    def heads_before(self, row: int) -> range:
        """The head rows that stand above ``row`` when it begins a page.

        None where a label that reaches from the head into the rows below it has ended: what follows is another part.
        """
        if row >= len(self.heads) or self.heads[row]:
            return range(0)
        last = next((r for r in range(row - 1, -1, -1) if self.heads[r]), None)
        if last is None:
            return range(0)
        first = next((r + 1 for r in range(last, -1, -1) if not self.heads[r]), 0)
        ends = {cell.row + cell.rows - 1 for r in range(first, last + 1) for cell in self.on_row[r]}
        return range(0) if any(last < end < row for end in ends) else range(first, last + 1)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or the part of one, on a page: a box in points from the piece's top left corner, and its lines."""

    number: int  # of the cell
    left: float
    top: float
    width: float
    height: float
    lines: tuple[Line, ...]
    pitch: float
    centred: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a table stands on one page."""

    height: float
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the next page takes up: the row, and how many lines of each flowing cell are printed already."""

    row: int = 0
    printed: tuple[tuple[SetCell, int], ...] = ()


def set_table(table: Table, fonts: FontSet, room: float, block: int = 0) -> SetTable:
    """Set the cells and find the row heights; rows higher than a page of ``room`` points are parted.

    :raises ValueError: the spans of the table do not fit together (a bug of the composer).
    """
    edges = [0.0]
    for width in table.widths_mm:
        edges.append(edges[-1] + width * MM)
    cells = tuple(
        _set_cell(number, row, cell, (edges[column], edges[column + cell.across]), fonts)
        for number, (row, column, cell) in enumerate(table.placed())
    )
    heights = _row_heights(tuple(row.min_height_mm * MM for row in table.rows), cells)
    heads, together = tuple(row.head for row in table.rows), kept_with_next(table)
    kept = tuple(row in together for row in range(len(table.rows)))
    most = room - sum(height for height, head in zip(heights, heads, strict=True) if head)
    ends_high = {cell.row + cell.rows - 1 for cell in cells if cell.flows and cell.height(len(cell.lines)) > most}
    for row in range(len(heights) - 1, -1, -1):
        if (heights[row] > most or row in ends_high) and most > 0 and not heads[row]:
            heights, cells = _parted(row, heights, cells)
            slices = (False,) * (len(heights) - len(heads) + 1)
            heads, kept = (flags[:row] + slices + flags[row + 1 :] for flags in (heads, kept))
    kept = _fitting(kept, heights, most)
    return SetTable(edges[-1], heights, heads, kept, _by_row(cells, len(heights)), stays_whole(table), block)


def _set_cell(number: int, row: int, cell: Cell, sides: tuple[float, float], fonts: FontSet) -> SetCell:
    style, (left, right) = CELL_LABEL if cell.label else CELL, sides
    chain, room, size = fonts.chain(style.face, style.bold), right - left - 2 * PADDING, style.size
    if cell.numeric:
        size = _shrunk(width_of(cell.text, chain, size), room, size)
    justify = Justify.LEFT if cell.align is Align.LEFT and room < NARROW * size else JUSTIFY[cell.align]
    measure = Measure(size, room, justify)
    if cell.align is Align.CENTER:
        lines = set_centred(cell.text, chain, measure, even=cell.label)
    else:
        lines = set_lines(((cell.text, chain),), measure)
    return SetCell(number, row, cell.down, left, right - left, lines, style.pitch)


def _shrunk(width: float, room: float, size: float) -> float:
    """The size at which a number fits its column; the usual one when even the smallest does not help."""
    needed = size * min(1.0, room / width) if width else size
    return math.floor(needed * 10) / 10 if SMALLEST * size <= needed < size else size


def _row_heights(least: tuple[float, ...], cells: tuple[SetCell, ...]) -> tuple[float, ...]:
    """Each row as high as its cells need; what a merged cell needs beyond its rows goes to the last of them."""
    heights = [max(height, CELL.pitch + 2 * LEADING) for height in least]
    for cell in sorted(cells, key=lambda cell: cell.row + cell.rows):
        missing = cell.height(len(cell.lines)) - sum(heights[cell.row : cell.row + cell.rows])
        heights[cell.row + cell.rows - 1] += max(missing, 0.0)
    return tuple(heights)


def _parted(
    row: int, heights: tuple[float, ...], cells: tuple[SetCell, ...]
) -> tuple[tuple[float, ...], tuple[SetCell, ...]]:
    """Heights and cells with ``row`` in slices."""
    count = math.ceil(heights[row] / CELL.pitch)
    slices = (heights[row] / count,) * count
    moved = tuple(
        replace(cell, row=cell.row + count - 1)
        if cell.row > row
        else replace(cell, rows=cell.rows + count - 1)
        if cell.row + cell.rows > row
        else cell
        for cell in cells
    )
    return heights[:row] + slices + heights[row + 1 :], moved


def _fitting(kept: tuple[bool, ...], heights: tuple[float, ...], most: float) -> tuple[bool, ...]:
    """``kept`` without the rows of groups that no page can hold."""
    fitting = list(kept)
    first = 0
    for row, stays in enumerate(kept):
        if not stays:
            if sum(heights[first : row + 1]) > most:
                fitting[first:row] = [False] * (row - first)
            first = row + 1
    return tuple(fitting)


def _by_row(cells: tuple[SetCell, ...], rows: int) -> tuple[tuple[SetCell, ...], ...]:
    on_row: list[list[SetCell]] = [[] for _ in range(rows)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            on_row[row].append(cell)
    return tuple(map(tuple, on_row))


def take(table: SetTable, rest: Rest, room: float, whole_page: bool) -> tuple[Piece, Rest] | None:
    """As many rows from ``rest`` on as fit into ``room`` points, and what is left; None when not one fits.

    On a ``whole_page`` at least one row is taken, so that the work comes to an end whatever the table is.
    """
    heads = tuple(table.heads_before(rest.row))
    if sum(table.heights[row] for row in heads) > room / 2:
        heads = ()
    filling = _Filling(table, dict(rest.printed))
    for row in heads:
        filling.add(row)
    taken = 0
    for row in range(rest.row, len(table.heights)):
        filling.add(row)
        if filling.height_if_last > room + TOLERANCE and not (whole_page and not taken):
            filling.drop_last()
            break
        taken += 1
    last = _last_of_page(table, rest.row, taken)
    if not last and not whole_page:
        return None
    for _ in range(taken - last if last else 0):
        filling.drop_last()
    taken = last or taken
    return filling.piece(), Rest(rest.row + taken, filling.printed_after())


def _last_of_page(table: SetTable, first: int, taken: int) -> int:
    """How many of the rows ``taken`` a page may end with: no head row last, nor one that stays with the next."""
    if first + taken >= len(table.heights):
        return taken
    ends = (n for n in range(taken, 0, -1) if not (table.heads[first + n - 1] or table.kept[first + n - 1]))
    return next(ends, 0)


class _Filling:
    """A page being filled: its rows so far, where each begins, and which cells have begun."""

    def __init__(self, table: SetTable, printed: dict[SetCell, int]) -> None:
        self._table = table
        self._printed = printed
        self._rows: list[int] = []
        self._tops: list[float] = [0.0]
        self._if_last: list[float] = []  # height of the last row if the page ends with it

    @property
    def height_if_last(self) -> float:
        """Height of the piece if no further row is added."""
        return self._tops[-2] + self._if_last[-1]

    def add(self, row: int) -> None:
        """Put ``row`` below the others, high enough for the merged cells that end in it."""
        top, height = self._tops[-1], self._table.heights[row]
        self._rows.append(row)
        if_last = height
        for cell in self._table.on_row[row]:
            if cell.rows == 1:
                continue
            missing = self._needed(cell, row) - (top - self._top_of(cell))
            if cell.row + cell.rows - 1 == row:
                height = max(height, missing)
            if_last = max(if_last, missing)
        self._tops.append(top + height)
        self._if_last.append(max(if_last, height))

    def drop_last(self) -> None:
        """Take the last row away again."""
        for stack in (self._rows, self._tops, self._if_last):
            stack.pop()

    def _top_of(self, cell: SetCell) -> float:
        first = next(number for number, row in enumerate(self._rows) if cell.row <= row < cell.row + cell.rows)
        return self._tops[first]

    def _needed(self, cell: SetCell, last_row: int) -> float:
        """What the cell must have on this page if ``last_row`` is the last one of it here."""
        left = len(cell.lines) - self._printed.get(cell, 0)
        goes_on = cell.row + cell.rows - 1 > last_row
        return cell.height(min(left, FEWEST_LINES) if cell.flows and goes_on else left)

    def _bounds(self) -> Iterator[tuple[SetCell, float, float, bool]]:
        """Each cell of the page with its top and bottom, and whether it goes on over the page break."""
        seen: dict[SetCell, tuple[float, float]] = {}
        for number, row in enumerate(self._rows):
            last = number == len(self._rows) - 1
            bottom = self._tops[number] + self._if_last[number] if last else self._tops[number + 1]
            for cell in self._table.on_row[row]:
                seen[cell] = (seen[cell][0] if cell in seen else self._tops[number], bottom)
        for cell, (top, bottom) in seen.items():
            yield cell, top, bottom, cell.row + cell.rows - 1 > self._rows[-1]

    def _lines(self, cell: SetCell, height: float, goes_on: bool) -> tuple[Line, ...]:
        if not cell.flows:
            return cell.lines
        left = cell.lines[self._printed.get(cell, 0) :]
        return left[: int((height - 2 * LEADING + TOLERANCE) / cell.pitch)] if goes_on else left

    def piece(self) -> Piece:
        """The finished page."""
        cells = tuple(
            PlacedCell(
                cell.number,
                cell.left,
                top,
                cell.width,
                bottom - top,
                self._lines(cell, bottom - top, goes_on),
                cell.pitch,
                centred=not (cell.flows and (goes_on or cell in self._printed)),
            )
            for cell, top, bottom, goes_on in self._bounds()
        )
        return Piece(self.height_if_last, cells)

    def printed_after(self) -> tuple[tuple[SetCell, int], ...]:
        """How many lines of each flowing cell that goes on are printed by now."""
        return tuple(
            (cell, self._printed.get(cell, 0) + len(self._lines(cell, bottom - top, goes_on)))
            for cell, top, bottom, goes_on in self._bounds()
            if cell.flows and goes_on
        )
