"""Report -> xlsx: one worksheet per table and one for all charts, ready to print, without any formula."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from core.export.sheet_base import POINTS_PER_MM, Formats, set_up_page
from core.export.sheet_chart import add_charts
from core.export.text import full_text, printable
from core.report.blocks import Cell, Page, Paragraph, Report, Section, Style, Table
from core.report.numbers import Number, number_of
from core.report.typography import (
    CELL,
    CELL_LABEL,
    CELL_PADDING_MM,
    STYLES,
    TextStyle,
)

ABOVE: Final = (Style.ATTACHMENT, Style.TITLE, Style.SUBTITLE, Style.TABLE_TITLE, Style.TABLE_NOTE)
BELOW: Final = (Style.TABLE_NOTE, Style.SIGNATURE)

_CHARTS: Final = "图表"
_NAME_LENGTH: Final = 31
_TALLEST_ROW: Final = 400.0  # points; a spreadsheet row ends at 409
_ROWS_IN_VIEW: Final = 15  # the middle of a label merged over more rows may be off the page and the screen


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: a table with the paragraphs that belong directly above and below it."""

    name: str
    page: Page
    above: tuple[Paragraph, ...]
    table: Table
    below: tuple[Paragraph, ...]


def has_sheets(report: Report) -> bool:
    """Whether there is a table or a chart; a report without one gives no xlsx."""
    return bool(report.tables() or report.charts())


def sheets_of(report: Report) -> tuple[Sheet, ...]:
    """Return the worksheets of ``report`` in reading order, each under a name that spreadsheets accept."""
    names: list[str] = []
    sheets = []
    for section in report.sections:
        for above, table, below in _surroundings(section):
            names.append(_sheet_name(table.name, names))
            sheets.append(Sheet(names[-1], section.page, above, table, below))
    return tuple(sheets)


def charts_name(report: Report) -> str:
    """The name of the worksheet with the charts, behind those of the tables."""
    return _sheet_name(_CHARTS, [sheet.name for sheet in sheets_of(report)])


def _surroundings(section: Section) -> Iterator[tuple[tuple[Paragraph, ...], Table, tuple[Paragraph, ...]]]:
    """Yield each table with its paragraphs; a note between two tables stands above the second."""
    places = [number for number, block in enumerate(section.blocks) if isinstance(block, Table)]
    for place, following in pairwise([*places, len(section.blocks)]):
        table = section.blocks[place]
        assert isinstance(table, Table)
        above = _run_of(reversed(section.blocks[:place]), ABOVE)[::-1]
        below = _run_of(iter(section.blocks[place + 1 : following]), BELOW)
        leads_on = following < len(section.blocks) and len(below) == following - place - 1
        while leads_on and below and below[-1].style in ABOVE:
            below = below[:-1]
        yield above, table, below


def _run_of(blocks: Iterator[Any], styles: tuple[Style, ...]) -> tuple[Paragraph, ...]:
    run = []
    for block in blocks:
        if not (isinstance(block, Paragraph) and block.style in styles):
            break
        run.append(block)
    return tuple(run)


def _sheet_name(name: str, taken: list[str]) -> str:
    """Without the characters spreadsheets refuse, at most 31 long, distinct also where capitals do not count."""
    clean = re.sub(r"[\[\]:*?/\\\n\t]", " ", printable(name)).strip(" '") or "表"
    used = {other.casefold() for other in taken} | {"history"}
    candidate, count = clean[:_NAME_LENGTH].rstrip(" '"), 1
    while candidate.casefold() in used:
        count += 1
        mark = f"({count})"
        candidate = clean[: _NAME_LENGTH - len(mark)] + mark
    return candidate


def write(report: Report, out: BinaryIO) -> None:
    """Write every table and chart of ``report`` into ``out``; the same report gives the same bytes.

    :raises ValueError: the report has neither (ask :func:`has_sheets` first).
    """
    if not has_sheets(report):
        raise ValueError(f"report {report.title!r} has neither table nor chart")
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(out, options) as book:
        book.set_properties(
            {
                "title": printable(report.title),
                "author": printable(report.author),
                "created": datetime.combine(report.dated, time()),
            }
        )
        formats = Formats(book)
        for sheet in sheets_of(report):
            _Grid(book.add_worksheet(sheet.name), sheet, formats).draw()
        if report.charts():
            add_charts(book, charts_name(report), report.charts(), formats)


class _Grid:
    """One worksheet being filled."""

    def __init__(self, worksheet: Worksheet, sheet: Sheet, formats: Formats) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._formats = formats
        self._widths = sheet.table.widths_mm

    def draw(self) -> None:
        for column, width in enumerate(self._widths):
            self._worksheet.set_column_pixels(column, column, round(width / 25.4 * 96))
        row = 0
        for paragraph in self._sheet.above:
            row = self._paragraph(row, paragraph)
        first = row
        row = self._table(first)
        for paragraph in self._sheet.below:
            row = self._paragraph(row, paragraph)
        self._worksheet.print_area(0, 0, row - 1, len(self._widths) - 1)
        self._worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{row}"})
        set_up_page(self._worksheet, self._sheet.page)

    def _paragraph(self, row: int, paragraph: Paragraph) -> int:
        style = STYLES[paragraph.style]
        text = full_text(paragraph.lead, paragraph.text)
        height = _lines(text, style, sum(self._widths)) * style.pitch + style.before + style.after
        self._put(row, 0, row, len(self._widths) - 1, text, None, self._formats.paragraph(paragraph.style))
        self._worksheet.set_row(row, height)
        return row + 1

    def _table(self, first: int) -> int:
        """Draw the table from row ``first`` on and return the row behind it.

        A row taller than a spreadsheet allows is laid over several rows with all its cells merged down.
        """
        table = self._sheet.table
        heights = row_heights(table)
        starts = [first]
        for height in heights:
            pieces = math.ceil(height / _TALLEST_ROW)
            for piece in range(pieces):
                self._worksheet.set_row(starts[-1] + piece, height / pieces)
            starts.append(starts[-1] + pieces)
        for row, column, cell in table.placed():
            self._cell(starts[row], column, starts[row + cell.down] - 1, cell)
        self._repeat_head(starts)
        return starts[-1]

    def _cell(self, row: int, column: int, last_row: int, cell: Cell) -> None:
        text = printable(cell.text)
        number = number_of(text) if cell.numeric else None
        high = cell.label and cell.down > _ROWS_IN_VIEW
        cell_format = self._formats.cell(cell.label, cell.align.value, number.shown_as if number else "", high)
        self._put(row, column, last_row, column + cell.across - 1, text, number, cell_format)

    def _put(
        self, row: int, column: int, last_row: int, last_column: int, text: str, number: Number | None, look: CellFormat
    ) -> None:
        """Fill one cell or merged area; text is always written as text, whatever it begins with."""
        if (last_row, last_column) != (row, column):
            self._worksheet.merge_range(row, column, last_row, last_column, "", look)
        if number is not None:
            self._worksheet.write_number(row, column, float(number.value), look)
        elif text:
            self._worksheet.write_string(row, column, text, look)
        else:
            self._worksheet.write_blank(row, column, None, look)

    def _repeat_head(self, starts: list[int]) -> None:
        """Print titles are one block of rows: the first run of head rows, wherever it stands."""
        heads = [number for number, row in enumerate(self._sheet.table.rows) if row.head]
        if heads:
            last = heads[0]
            while last + 1 in heads:
                last += 1
            self._worksheet.repeat_rows(starts[heads[0]], starts[last + 1] - 1)


def row_heights(table: Table) -> list[float]:
    """Return the height of each row in points, so that no text is cut; cells over one row first, then merged ones."""
    heights = [max(row.min_height_mm * POINTS_PER_MM, CELL.pitch + 4) for row in table.rows]
    for row, column, cell in sorted(table.placed(), key=lambda placed: placed[2].down):
        style = CELL_LABEL if cell.label else CELL
        width = sum(table.widths_mm[column : column + cell.across]) - 2 * CELL_PADDING_MM
        if cell.numeric and number_of(cell.text):
            continue
        needed = _lines(printable(cell.text), style, width) * (style.pitch + 0.5) + 6
        missing = needed - sum(heights[row : row + cell.down])
        if missing > 0:
            heights[row + cell.down - 1] += missing
    return heights


def _lines(text: str, style: TextStyle, width_mm: float) -> int:
    """Return how many lines ``text`` takes, rather one too many: spreadsheets on other systems set wider."""
    room = max(width_mm * POINTS_PER_MM * 0.96 / style.size, 1.0)
    return sum(_wrapped(line, room) for line in text.split("\n"))


_WORDS: Final = re.compile(r"[!-~]+|.", re.DOTALL)


def _wrapped(line: str, room: float) -> int:
    """Lines for one line of text, in ems: Chinese breaks anywhere, a Latin word or figure only where it must."""
    lines, used = 1, 0.0
    for word in _WORDS.findall(line):
        width = len(word) * (0.55 if word.isascii() else 1.0)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            over = math.ceil(width / room) - 1
            lines, width = lines + over, width - over * room
        used += width
    return lines
