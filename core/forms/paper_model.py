"""What a form prints: tables, charts, the terms of 名词解释, and documents made of pieces."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from core.forms.part import Part


class CellSpec(Part, frozen=True):
    """A printed cell: text with figures in braces, and the columns and rows it covers.

    The rows below a cell that reaches ``down`` into them do not name it again.  ``merge`` joins a cell with the one
    above or below when both say the same and everything left of them is joined too.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    align: Literal["left", "center", "right"] = "center"
    label: bool = False
    merge: bool = False
    numeric: bool = False


class RowSpec(Part, frozen=True):
    """A printed row, or with ``each`` one row for every printed line or measure of the fund grid, goal, indicator,
    attachment, item of the score sheet, and in a document of the unit for every project or every project's indicators,
    for every 类, 款 and 项 of the expenditure by function, or every economic item.

    ``level1`` keeps to the indicators of one 一级指标, ``period`` to the goals of one period, ``line`` to the 项 or
    items that a line of the accounts adds up.
    """

    cells: tuple[CellSpec, ...]
    each: Literal[
        "", "line", "measure", "goal", "indicator", "evidence", "project", "project indicator", "score item",
        "function", "economic",
    ] = ""  # fmt: skip
    line: str = ""
    level1: str = ""
    period: Literal["annual", "whole"] = "annual"
    head: bool = False
    min_height_mm: Decimal = Decimal(0)


class TableSpec(Part, frozen=True):
    """A printed table; widths in millimetres."""

    key: str
    name: str
    widths_mm: tuple[Decimal, ...]
    rows: tuple[RowSpec, ...]


class PointSpec(Part, frozen=True):
    """One column or slice: what it is called, and the path of its figure."""

    caption: str
    figure: str


class ChartSpec(Part, frozen=True):
    """A chart: its points one by one, or with ``each`` one for every row of a list of the unit (``categories``).

    Without anything to show it is left out of the document.
    """

    key: str
    kind: Literal["column", "pie"]
    title: str
    points: tuple[PointSpec, ...] = ()
    each: str = ""


class Term(Part, frozen=True):
    """A term of 名词解释 with its fixed meaning, or with ``each`` every 项 the unit's year uses, at this place."""

    name: str = ""
    meaning: str = ""
    each: Literal["", "subjects"] = ""


class PageSpec(Part, frozen=True):
    """Paper of a document, in millimetres."""

    landscape: bool = False
    top_mm: Decimal = Decimal(37)
    bottom_mm: Decimal = Decimal(35)
    left_mm: Decimal = Decimal(28)
    right_mm: Decimal = Decimal(26)
    numbered: bool = True


class Piece(Part, frozen=True):
    """One piece of a document.

    A paragraph (with ``sentence`` a formulaic one), a table, an outline, the contents page of headings down to level
    ``depth`` and attachments, a page break, the beginning of a section with paper of its own, a chart, or annexes: the
    ``documents`` of the unit with these keys, or those of all projects ``without`` some 文种, each on a new page under
    a heading 附件N.
    """

    kind: Literal["paragraph", "table", "outline", "contents", "break", "section", "annex", "chart"]
    style: Literal[
        "attachment", "title", "subtitle", "body", "table title", "table note", "signature",
        "cover title", "cover line", "cover date", "contents title",
    ] = "body"  # fmt: skip
    text: str = ""
    sentence: str = ""
    table: str = ""
    chart: str = ""
    outline: str = ""  # which, where the form has several
    documents: tuple[str, ...] = ()
    of: Literal["", "project"] = ""
    without: tuple[str, ...] = ()
    depth: Literal[1, 2, 3] = 2
    page: PageSpec = PageSpec()


class Document(Part, frozen=True):
    """One file the form prints for each project, or with ``of`` unit one for all projects of the year.

    ``kind`` is its 文种 and ends the file name.
    """

    key: str
    kind: str
    title: str  # file property; figures in braces allowed
    pieces: tuple[Piece, ...]
    of: Literal["project", "unit"] = "project"
    formats: tuple[Literal["docx", "pdf", "xlsx"], ...] = ("docx", "pdf", "xlsx")
    page: PageSpec = PageSpec()

    @property
    def is_assembled(self) -> bool:
        """Whether other documents stand in it as annexes."""
        return any(piece.kind == "annex" for piece in self.pieces)
