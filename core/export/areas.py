"""Where a paragraph or a cell of a report stands on the pages of its pdf, by our own layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.export.fonts import ONE_AT_A_TIME, FontSet, available
from core.export.pdf_flow import PlacedPiece, PrintedPage, Sheet, pages_of
from core.export.pdf_table import MM
from core.report.blocks import Block, Report, Table

CellAt = tuple[int, int]
"""Number of a table among the blocks of the report, number of the cell among the table's, row by row."""

MARK = "\u241f"
"""A sign nobody types: a cell that begins with it is found again among the placed ones, which no longer know whose
they are."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page, ``page`` from 0; in points from the top left corner of the paper.

    ``cell`` says that it is a cell of a table, else lines of running text.
    """

    page: int
    left: float
    top: float
    width: float
    height: float
    cell: bool


def areas_of(
    report: Report, paragraphs: frozenset[int], cells: frozenset[CellAt], fonts: FontSet | None = None
) -> tuple[Area, ...]:
    """Where paragraphs, by their number among the blocks of the report, and cells stand, in the order of the pages.

    A cell that goes on over a page break is given where it begins, one that is printed again on every page.
    """
    if not paragraphs and not cells:
        return ()
    with ONE_AT_A_TIME:
        pages = tuple(pages_of(_with_marks(report, cells), fonts or available()))
    found = (_on_page(number, page, pages[:number], paragraphs) for number, page in enumerate(pages))
    return tuple(area for areas in found for area in areas)


def _with_marks(report: Report, cells: frozenset[CellAt]) -> Report:
    """The report with a mark at the beginning of the cells that are looked for."""
    sections, first = [], 0
    for section in report.sections:
        blocks = tuple(_marked(block, number, cells) for number, block in enumerate(section.blocks, first))
        sections.append(replace(section, blocks=blocks))
        first += len(blocks)
    return replace(report, sections=tuple(sections))


def _marked(block: Block, number: int, cells: frozenset[CellAt]) -> Block:
    wanted = {cell for table, cell in cells if table == number}
    if not wanted or not isinstance(block, Table):
        return block
    rows, first = [], 0
    for row in block.rows:
        inside = enumerate(row.cells, first)
        rows.append(replace(row, cells=tuple(replace(c, text=MARK + c.text) if n in wanted else c for n, c in inside)))
        first += len(row.cells)
    return replace(block, rows=tuple(rows))


def _on_page(
    number: int, printed: PrintedPage, before: tuple[PrintedPage, ...], wanted: frozenset[int]
) -> Iterator[Area]:
    page, sheet = printed.page, printed.sheet
    left, top = page.left_mm * MM, page.top_mm * MM
    for above, below in _lines_of(sheet, before[-1].sheet if before else None, wanted):
        yield Area(number, left, top + above, page.text_width_mm * MM, below - above, cell=False)
    for piece in sheet.pieces:
        for x, y, width, height in _cells_of(piece):
            yield Area(number, left + x, top + y, width, height, cell=True)


def _lines_of(sheet: Sheet, before: Sheet | None, wanted: frozenset[int]) -> Iterator[tuple[float, float]]:
    """Top and bottom of what stands on a page of the paragraphs, what goes on from the page ``before`` first."""
    first = min((*(mark.top for mark in sheet.marks), *(piece.top for piece in sheet.pieces)), default=float("inf"))
    gone_on = [line for line in sheet.lines if line.top < first - 0.01]
    if gone_on and before is not None and before.marks and before.marks[-1].block in wanted:
        yield gone_on[0].top, gone_on[-1].top + gone_on[-1].pitch
    for mark in sheet.marks:
        if mark.block in wanted:
            yield mark.top, mark.bottom


def _cells_of(placed: PlacedPiece) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, width and height of the marked cells of a piece."""
    for cell in placed.piece.cells:
        if cell.lines and any(MARK in run.text for run in cell.lines[0].runs):
            yield placed.left + cell.left, placed.top + cell.top, cell.width, cell.height
