"""A report as a pdf: our own lines and pages, drawn by reportlab in embedded fonts.

The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from core.export.fonts import ONE_AT_A_TIME, Font, FontSet, available
from core.export.pdf_chart import paint
from core.export.pdf_flow import PlacedPiece, PrintedPage, pages_of
from core.export.pdf_lines import Measure, PlacedLine, set_lines
from core.export.pdf_links import Links
from core.export.pdf_table import LEADING, MM, PADDING, PlacedCell
from core.report.blocks import Report
from core.report.typography import PAGE_NUMBER, PAGE_NUMBER_BELOW_TEXT_MM, RULE_POINTS, page_number_text

PROGRAM = "绩评本"
ASCENT = 0.88  # of the size: where the baseline lies in the square of a Chinese character
TOUCHING = 0.02  # points between two strokes that are one
SQUARE_ENDS = 2  # pdf's number for strokes whose ends close a corner

rl_config.useA85 = 0  # else pages are spelt out in ASCII: a quarter longer, and slower


def write(report: Report, out: BinaryIO, fonts: FontSet | None = None) -> None:
    """Write ``report`` to ``out``; title, author and date of the file come from the report.

    ``fonts`` are those of this machine unless others are given.
    """
    fonts = fonts or available()
    with ONE_AT_A_TIME:
        canvas, links = _canvas(report, out, fonts), Links(report)
        for printed in pages_of(report, fonts):
            _draw(canvas, printed, _page_number(printed, fonts))
            links.add(canvas, printed)
            canvas.showPage()
        canvas.save()


def _canvas(report: Report, out: BinaryIO, fonts: FontSet) -> Canvas:
    """A new pdf.  Its properties are those of the report and no others: no clock, no machine, no user."""
    first, _ = fonts.chain(PAGE_NUMBER.face)[" "]  # else reportlab names Helvetica, which is not embedded
    first.opened()
    canvas = Canvas(out, invariant=1, pageCompression=1, pdfVersion=(1, 4), lang="zh-CN", initialFontName=first.name)
    canvas.setTitle(report.title)
    canvas.setAuthor(report.author)
    canvas.setSubject(report.kind)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setDateFormatter(lambda *_clock: f"D:{report.dated:%Y%m%d}000000+08'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _page_number(printed: PrintedPage, fonts: FontSet) -> tuple[PlacedLine, ...]:
    """The number line below the text area of a page that has one."""
    page = printed.page
    if not printed.number:
        return ()
    chain = fonts.chain(PAGE_NUMBER.face, PAGE_NUMBER.bold)
    measure = Measure(PAGE_NUMBER.size, page.text_width_mm * MM, PAGE_NUMBER.justify)
    lines = set_lines(((page_number_text(printed.number), chain),), measure)
    top = (page.size_mm[1] - page.top_mm - page.bottom_mm + PAGE_NUMBER_BELOW_TEXT_MM) * MM
    return tuple(PlacedLine(0.0, top, PAGE_NUMBER.size, line) for line in lines)


def _draw(canvas: Canvas, printed: PrintedPage, foot: tuple[PlacedLine, ...]) -> None:
    """Draw one page."""
    page, sheet = printed.page, printed.sheet
    width, height = page.size_mm
    canvas.setPageSize((width * MM, height * MM))
    left, top = page.left_mm * MM, (height - page.top_mm) * MM
    rules = [rule for piece in sheet.pieces for rule in _rules(piece)]
    if rules:
        canvas.setLineWidth(RULE_POINTS)
        canvas.setLineCap(SQUARE_ENDS)
        canvas.lines([_stroke(rule, left, top) for rule in _joined(rules)])
    for placed in sheet.charts:
        paint(canvas, placed.chart, left + placed.left, top - placed.top)
    pen = _Pen(canvas, left, top)
    for line in (*sheet.lines, *foot):
        pen.line(line)
    for piece in sheet.pieces:
        for line in _cell_lines(piece):
            pen.line(line)
    for placed in sheet.charts:
        for line in placed.chart.lines:
            pen.line(replace(line, left=placed.left + line.left, top=placed.top + line.top))
    canvas.drawText(pen.text)


class _Pen:
    """Writes the text of a page and leaves out what would change nothing."""

    def __init__(self, canvas: Canvas, left: float, top: float) -> None:
        self.text = canvas.beginText()
        self._left = left
        self._top = top
        self._face: tuple[Font, float] | None = None
        self._spacing = 0.0

    def line(self, placed: PlacedLine) -> None:
        """Draw one line; its square of the size stands in the middle of the pitch."""
        line, text = placed.line, self.text
        baseline = self._top - placed.top - (placed.pitch - line.size) / 2 - ASCENT * line.size
        for run in line.runs:
            if self._face != (run.font, line.size):
                self._face = (run.font, line.size)
                text.setFont(run.font.name, line.size)
            if abs(self._spacing - run.spacing) > 0.0005:
                self._spacing = run.spacing
                text.setCharSpace(round(run.spacing, 3))
            text.setTextOrigin(round(self._left + placed.left + run.x, 2), round(baseline, 2))
            text.textOut(run.text)


def _cell_lines(placed: PlacedPiece) -> Iterator[PlacedLine]:
    """The lines of a table piece: in the middle of their cell, or from its top where the text goes on elsewhere."""
    for cell in placed.piece.cells:
        spare = cell.height - len(cell.lines) * cell.pitch
        top = placed.top + cell.top + (spare / 2 if cell.centred else LEADING)
        for number, line in enumerate(cell.lines):
            yield PlacedLine(placed.left + cell.left + PADDING, top + number * cell.pitch, cell.pitch, line)


Rule = tuple[bool, float, float, float]  # horizontal, position across, from, to


def _rules(placed: PlacedPiece) -> Iterator[Rule]:
    """The four sides of every cell."""
    for cell in placed.piece.cells:
        left, top, right, bottom = _sides(placed, cell)
        yield True, top, left, right
        yield True, bottom, left, right
        yield False, left, top, bottom
        yield False, right, top, bottom


def _sides(placed: PlacedPiece, cell: PlacedCell) -> tuple[float, float, float, float]:
    left, top = placed.left + cell.left, placed.top + cell.top
    return round(left, 2), round(top, 2), round(left + cell.width, 2), round(top + cell.height, 2)


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Sides that touch or lie on each other as one stroke."""
    for (horizontal, across), group in groupby(sorted(rules), lambda rule: rule[:2]):
        start = end = None
        for _, _, begins, ends in group:
            if start is None or end is None or begins > end + TOUCHING:
                if start is not None and end is not None:
                    yield horizontal, across, start, end
                start, end = begins, ends
            end = max(end, ends)
        if start is not None and end is not None:
            yield horizontal, across, start, end


def _stroke(rule: Rule, left: float, top: float) -> tuple[float, float, float, float]:
    """A rule from point to point of the page."""
    horizontal, across, start, end = rule
    if horizontal:
        ends = left + start, top - across, left + end, top - across
    else:
        ends = left + across, top - start, left + across, top - end
    x1, y1, x2, y2 = (round(place, 2) for place in ends)
    return x1, y1, x2, y2
