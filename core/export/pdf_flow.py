"""Blocks become pages: what stands together, where a page ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from core.export.fonts import FontSet
from core.export.pdf_chart import SetChart, set_chart
from core.export.pdf_contents import set_entry
from core.export.pdf_lines import Line, Measure, PlacedLine, set_centred, set_lines
from core.export.pdf_table import MM, Piece, Rest, SetTable, set_table, take
from core.report.blocks import Block, Chart, Contents, Page, PageBreak, Paragraph, Report, Section, Table
from core.report.charts import SPACE
from core.report.typography import BELOW_TABLE, CONTENTS_ENTRIES, STYLES, Justify, TextStyle

FEWEST_LINES = 2  # of a paragraph on either side of a page break
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A piece of a table, its block by number, at its place in the text area."""

    block: int
    left: float
    top: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart at its place in the text area."""

    left: float
    top: float
    chart: SetChart


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a paragraph, or an ``entry`` of a contents page, begins: its block by number, and a height in points."""

    block: int
    entry: int
    top: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """One page of a section."""

    lines: list[PlacedLine] = field(default_factory=list)
    pieces: list[PlacedPiece] = field(default_factory=list)
    charts: list[PlacedChart] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page of a report; ``number`` is the one printed at its foot, 0 for none."""

    page: Page
    sheet: Sheet
    number: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph, or one entry of a contents page, in lines."""

    style: TextStyle
    lines: tuple[Line, ...]
    block: int
    entry: int = 0

    @property
    def height(self) -> float:
        return self.style.before + len(self.lines) * self.style.pitch + self.style.after


_Item = _Text | SetTable | SetChart | PageBreak


def pages_of(report: Report, fonts: FontSet) -> Iterator[PrintedPage]:
    """Every page of ``report``; its marks count the blocks through all sections.

    Page numbers count the numbered pages only, through all sections, so that a cover and a contents page stay out of
    the count.
    """
    number = first = 0
    for section in report.sections:
        for sheet in set_section(section, fonts, first):
            number += section.page.numbered
            yield PrintedPage(section.page, sheet, number if section.page.numbered else 0)
        first += len(section.blocks)


def set_section(section: Section, fonts: FontSet, first: int = 0) -> tuple[Sheet, ...]:
    """The pages of ``section``; at least one.  Its marks count the blocks from ``first`` on."""
    page = section.page
    room = (page.size_mm[1] - page.top_mm - page.bottom_mm) * MM
    column = _Column(page.text_width_mm * MM, room)
    column.fill(
        tuple(item for number, block in enumerate(section.blocks, first) for item in _set(block, number, fonts, column))
    )
    return tuple(column.sheets)


def _set(block: Block, number: int, fonts: FontSet, column: _Column) -> Iterator[_Item]:
    match block:
        case Paragraph():
            yield _set_paragraph(block, number, fonts, column.width)
        case Contents():
            for place, entry in enumerate(block.entries):
                yield _Text(CONTENTS_ENTRIES[entry.level], set_entry(entry, fonts, column.width), number, place)
        case Table():
            yield set_table(block, fonts, column.room, number)
        case Chart():
            yield set_chart(block, fonts)
        case PageBreak():
            yield block


def _set_paragraph(paragraph: Paragraph, number: int, fonts: FontSet, width: float) -> _Text:
    style = STYLES[paragraph.style]
    chain = fonts.chain(style.face, style.bold)
    room = width - (style.left_indent + style.right_indent) * style.size
    measure = Measure(style.size, room, style.justify, style.first_indent)
    if style.justify is Justify.CENTER and not paragraph.lead:
        return _Text(style, set_centred(paragraph.text, chain, measure), number)
    spans = ((paragraph.lead, fonts.chain(style.face, bold=True)),) if paragraph.lead else ()
    return _Text(style, set_lines((*spans, (paragraph.text, chain)), measure), number)


class _Column:
    """The text area of a section, page after page."""

    def __init__(self, width: float, room: float) -> None:
        self.width = width
        self.room = room
        self.sheets = [Sheet()]
        self._y = 0.0

    def fill(self, items: tuple[_Item, ...]) -> None:
        """Place every item."""
        for number, item in enumerate(items):
            if self._y and self._y + self._company(items, number) > self.room + TOLERANCE:
                self._new_page()
            match item:
                case _Text():
                    if item.style.at_foot:
                        self._y = max(self._y, self.room - _height_at_foot(items[number:]))
                    self._place_text(item)
                case SetTable():
                    self._place_table(item)
                case SetChart():
                    self._place_chart(item)
                case PageBreak():
                    if number + 1 < len(items) and self._y:
                        self._new_page()

    def _company(self, items: tuple[_Item, ...], number: int) -> float:
        """Height of what must stand on one page with the beginning of the item, if a page can hold it."""
        height = 0.0
        for item in items[number:]:
            if not isinstance(item, _Text) or not item.style.keep_with_next:
                height += _beginning(item)
                break
            height += item.height
        return height if height <= self.room else 0.0

    def _new_page(self) -> None:
        self.sheets.append(Sheet())
        self._y = 0.0

    def _place_text(self, text: _Text) -> None:
        style, lines, begun = text.style, text.lines, False
        self._y += style.before if self._y or style.before_on_top else 0.0
        while lines:
            count, top = self._lines_here(len(lines), style.pitch), self._y
            for line in lines[:count]:
                self.sheets[-1].lines.append(PlacedLine(style.left_indent * style.size, self._y, style.pitch, line))
                self._y += style.pitch
            if count and not begun:
                self.sheets[-1].marks.append(Mark(text.block, text.entry, top, self._y))
                begun = True
            lines = lines[count:]
            if lines:
                self._new_page()
        self._y += style.after

    def _lines_here(self, left: int, pitch: float) -> int:
        """How many of ``left`` lines stand on this page, with no single line on either side of its end."""
        fitting = int((self.room - self._y + TOLERANCE) / pitch)
        if fitting >= left:
            return left
        fitting = min(fitting, left - FEWEST_LINES)
        if fitting >= FEWEST_LINES:
            return fitting
        return 0 if self._y else max(1, fitting)

    def _place_table(self, table: SetTable) -> None:
        left = (self.width - table.width) / 2
        rest = Rest()
        while rest.row < len(table.heights):
            taken = take(table, rest, self.room - self._y, whole_page=not self._y)
            if taken is None:
                self._new_page()
                continue
            piece, rest = taken
            self.sheets[-1].pieces.append(PlacedPiece(table.block, left, self._y, piece))
            self._y += piece.height
            if rest.row < len(table.heights):
                self._new_page()
        self._y += BELOW_TABLE

    def _place_chart(self, chart: SetChart) -> None:
        self._y += SPACE if self._y else 0.0
        self.sheets[-1].charts.append(PlacedChart((self.width - chart.width) / 2, self._y, chart))
        self._y += chart.height + SPACE


def _height_at_foot(items: tuple[_Item, ...]) -> float:
    """Height of the first items that all stand at the foot of the page."""
    at_foot = takewhile(lambda item: isinstance(item, _Text) and item.style.at_foot, items)
    return sum(item.height for item in at_foot if isinstance(item, _Text))


def _beginning(item: _Item) -> float:
    """Height of the least part of an item that may stand at the foot of a page."""
    match item:
        case _Text():
            count = len(item.lines)
            least = count if count <= FEWEST_LINES + 1 else FEWEST_LINES
            return item.style.before + least * item.style.pitch
        case SetTable(whole=True):
            return sum(item.heights)
        case SetTable():
            first = next(taken for room in _growing(item) if (taken := take(item, Rest(), room, whole_page=False)))
            return first[0].height
        case SetChart():
            return SPACE + item.height
        case PageBreak():
            return 0.0


def _growing(table: SetTable) -> Iterator[float]:
    """Heights of the first rows of a table: one, two, three …"""
    height = 0.0
    for row in table.heights:
        height += row
        yield height
    yield float("inf")
