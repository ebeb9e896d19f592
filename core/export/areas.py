"""Where a paragraph or a cell of a report stands on the pages of its pdf, by our own layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.export.fonts import ONE_AT_A_TIME, FontSet, available
from core.export.pdf_flow import PlacedPiece, PrintedPage, pages_of
from core.export.pdf_table import MM
from core.report.blocks import Report

CellAt = tuple[int, int]
"""Number of a table among the blocks of the report, number of the cell among the table's, row by row."""


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

    What goes on over a page break, or is printed again behind it, is given on each of the pages.
    """
    if not paragraphs and not cells:
        return ()
    with ONE_AT_A_TIME:
        pages = tuple(pages_of(report, fonts or available()))
    found: list[Area] = []
    begun: int | None = None  # the paragraph that began last, on this page or one before
    for number, printed in enumerate(pages):
        found += _on_page(number, printed, begun, paragraphs, cells)
        begun = printed.sheet.marks[-1].block if printed.sheet.marks else begun
    return tuple(found)


def _on_page(
    number: int, printed: PrintedPage, begun: int | None, paragraphs: frozenset[int], cells: frozenset[CellAt]
) -> Iterator[Area]:
    page, sheet = printed.page, printed.sheet
    left, top = page.left_mm * MM, page.top_mm * MM
    for above, below in _lines_of(printed, begun, paragraphs):
        yield Area(number, left, top + above, page.text_width_mm * MM, below - above, cell=False)
    for piece in sheet.pieces:
        for x, y, width, height in _cells_of(piece, cells):
            yield Area(number, left + x, top + y, width, height, cell=True)


def _lines_of(printed: PrintedPage, begun: int | None, wanted: frozenset[int]) -> Iterator[tuple[float, float]]:
    """Top and bottom of what stands on a page of the paragraphs, first of the one ``begun`` on a page before."""
    sheet = printed.sheet
    first = min((*(mark.top for mark in sheet.marks), *(piece.top for piece in sheet.pieces)), default=float("inf"))
    gone_on = [line for line in sheet.lines if line.top < first - 0.01]
    if gone_on and begun in wanted:
        yield gone_on[0].top, gone_on[-1].top + gone_on[-1].pitch
    for mark in sheet.marks:
        if mark.block in wanted:
            yield mark.top, mark.bottom


def _cells_of(placed: PlacedPiece, wanted: frozenset[CellAt]) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, width and height of the cells of a piece that are wanted."""
    for cell in placed.piece.cells:
        if (placed.block, cell.number) in wanted:
            yield placed.left + cell.left, placed.top + cell.top, cell.width, cell.height
