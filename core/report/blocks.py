"""A document before it has a file format: what stands on the page, in order.

A :class:`Report` holds no figure that is still to be computed and no word of docx, pdf or xlsx.  The composer makes
it from facts and a form; each writer of :mod:`core.export` turns it into one file type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal


class Style(StrEnum):
    """What a paragraph is; how it looks is decided in :mod:`core.report.typography` alone."""

    COVER_TITLE = "cover title"  # the title on a cover, a third down the page
    COVER_LINE = "cover line"  # 项目名称：… below it
    COVER_DATE = "cover date"  # at the foot of the cover
    CONTENTS_TITLE = "contents title"  # 目录
    ATTACHMENT = "attachment"  # 附件标签, flush left above the title
    TITLE = "title"  # document title, centred
    SUBTITLE = "subtitle"  # unit, year or project below the title, centred
    PART = "part"  # 第一部分, 摘要: centred, above the headings
    HEADING_1 = "heading 1"  # 一、
    HEADING_2 = "heading 2"  # （一）
    HEADING_3 = "heading 3"  # 1.
    HEADING_4 = "heading 4"  # （1）
    BODY = "body"
    TABLE_TITLE = "table title"  # caption line above a table
    TABLE_NOTE = "table note"  # unit or remark beside or below a table
    SIGNATURE = "signature"  # signature and date lines, set to the right


HEADINGS = (Style.PART, Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)
"""The headings by their level; 0 is a part of the document."""


class Align(StrEnum):
    """Where the text of a table cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.  ``lead`` is its run-in title, set bold in front of ``text``; line feeds are line breaks.

    ``entry`` is what a contents page calls it instead of its text; blank: the page does not list it.
    """

    style: Style
    text: str
    lead: str = ""
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed table cell, named at its top left corner.

    ``across`` and ``down`` count the columns and rows it covers.  ``numeric`` says that ``text`` is a computed or
    read number (:func:`core.report.numbers.number_of`), so that a spreadsheet may hold it as one; anything else stays
    text there.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    align: Align = Align.CENTER
    label: bool = False  # a caption of the form, set in the heading face
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in this row, left to right; positions covered from above are not listed again."""

    cells: tuple[Cell, ...]
    head: bool = False  # printed again on top of each page the table runs over
    min_height_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A fully ruled table.  Column widths in millimetres; the rows cover every position exactly once."""

    name: str  # short, distinct within the report: the worksheet's name
    widths_mm: tuple[float, ...]
    rows: tuple[Row, ...]

    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield (row, column, cell) for every cell at its top left corner.

        :raises ValueError: the spans leave a position empty, overlap or reach out of the table.
        """
        width, height = len(self.widths_mm), len(self.rows)
        taken: set[tuple[int, int]] = set()
        for row_number, row in enumerate(self.rows):
            column = 0
            for cell in row.cells:
                while (row_number, column) in taken:
                    column += 1
                if column + cell.across > width or row_number + cell.down > height:
                    raise ValueError(f"table {self.name}: cell {cell.text!r} reaches out of the table")
                covered = {
                    (r, c)
                    for r in range(row_number, row_number + cell.down)
                    for c in range(column, column + cell.across)
                }
                if covered & taken:
                    raise ValueError(f"table {self.name}: cell {cell.text!r} lies over another")
                taken |= covered
                yield row_number, column, cell
                column += cell.across
            if any((row_number, c) not in taken for c in range(width)):
                raise ValueError(f"table {self.name}: row {row_number} is not filled")


ChartKind = Literal["column", "pie"]


def drawable(kind: ChartKind, values: tuple[Decimal, ...]) -> bool:
    """Whether a chart can show the values: at least one; in a pie none below zero and not zeros alone."""
    if not values or not all(value.is_finite() for value in values):
        return False
    return kind == "column" or (min(values) >= 0 and max(values) > 0)


@dataclass(frozen=True, slots=True)
class Chart:
    """One row of figures as a picture: a column or a slice for each category.

    The values are in ``unit`` and not rounded; ``decimals`` says how they are printed.

    :raises ValueError: not one value for each category, or values that are not :func:`drawable` (the composer leaves
        such a chart out).
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    values: tuple[Decimal, ...]
    decimals: int
    unit: str = "万元"

    def __post_init__(self) -> None:
        if len(self.categories) != len(self.values):
            raise ValueError(f"chart {self.title}: {len(self.categories)} categories, {len(self.values)} values")
        if not drawable(self.kind, self.values):
            raise ValueError(f"chart {self.title}: a {self.kind} chart cannot show {self.values}")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents page.  ``page`` is the number printed on the page, 0 while nobody has laid out the pages.

    ``level`` is that of the heading; an attachment stands at level 1.
    """

    level: int
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents page: one entry for every :func:`listed` paragraph of the report, in order."""

    depth: int  # the lowest level of heading that is listed
    entries: tuple[Entry, ...]


Block = Paragraph | Table | Chart | PageBreak | Contents


def listed(block: Block, depth: int) -> int | None:
    """The level at which a contents page of this depth lists a block; None where it does not."""
    if not isinstance(block, Paragraph) or block.entry == "":
        return None
    if block.style is Style.ATTACHMENT:
        return 1
    level = HEADINGS.index(block.style) if block.style in HEADINGS else None
    return level if level is not None and level <= depth else None


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins in millimetres (GB/T 9704-2012: A4, 37/35/28/26) and whether page numbers are printed."""

    landscape: bool = False
    top_mm: float = 37.0
    bottom_mm: float = 35.0
    left_mm: float = 28.0
    right_mm: float = 26.0
    numbered: bool = True

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        return (297.0, 210.0) if self.landscape else (210.0, 297.0)

    @property
    def text_width_mm(self) -> float:
        """Width between the left and right margin."""
        return self.size_mm[0] - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that share one page set-up.  Each section begins on a new page."""

    page: Page
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A finished document.  ``author`` and ``dated`` go into the file's properties: they come from the book only."""

    title: str
    kind: str  # 文种, part of the file name
    author: str
    dated: date
    sections: tuple[Section, ...]

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.blocks

    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.blocks() if isinstance(block, Table))

    def charts(self) -> tuple[Chart, ...]:
        """The charts in reading order."""
        return tuple(block for block in self.blocks() if isinstance(block, Chart))
