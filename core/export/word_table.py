"""Table -> ``w:tbl`` elements.

The rows are walked and written as they stand: python-docx's own cells are looked up by number, which takes a minute
for a list of three hundred rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from core.export.short import kept_with_next
from core.export.text import printable
from core.export.word_styles import CELL_STYLE, LABEL_STYLE
from core.export.word_xml import add, add_run
from core.report.blocks import Cell, Row, Table
from core.report.typography import CELL, CELL_LABEL, CELL_PADDING_MM, RULE_POINTS


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a cell lies in one row of the file."""

    column: int
    cell: Cell
    text: str
    merge: str  # "", "restart" or "continue"
    open_side: str  # side without a rule: "", "top" or "bottom"


def pieces(table: Table) -> tuple[CT_Tbl, ...]:
    """Return the table as ``w:tbl`` elements to be set close below each other, as a rule one.

    All widths are fixed, set in grid and cell, and sum exactly to the table's own.  Word repeats only rows at a
    table's top, and over all that follows: where the head stands further down (the indicators of most official
    forms), and where a label that reaches from it into the rows below has ended, another begins.
    """
    edges = [Mm(sum(table.widths_mm[:column])).twips for column in range(len(table.widths_mm) + 1)]
    made = [_opened(table.name, edges)]
    repeats, kept, ends = True, kept_with_next(table), _ends_of_parts(table)
    for number, (row, parts) in enumerate(zip(table.rows, _by_row(table), strict=True)):
        begins = number in ends or (row.head and number and not repeats)
        if begins and all(part.merge != "continue" for part in parts):
            made.append(_opened(table.name, edges))
            repeats = True
        repeats = repeats and row.head
        line = add(made[-1], "tr")
        _set_row(line, row, repeats)
        for part in parts:
            _add_cell(line, part, edges[part.column + part.cell.across] - edges[part.column], number in kept)
    return tuple(made)


def _opened(name: str, edges: list[int]) -> CT_Tbl:
    written = cast(CT_Tbl, OxmlElement("w:tbl"))
    properties = add(written, "tblPr")
    add(properties, "tblW", w=edges[-1], type="dxa")
    add(properties, "jc", val="center")
    borders = add(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, side, val="single", sz=round(RULE_POINTS * 8), space=0, color="000000")
    add(properties, "tblLayout", type="fixed")
    margins, padding = add(properties, "tblCellMar"), Mm(CELL_PADDING_MM).twips
    for side, width in (("top", padding // 2), ("left", padding), ("bottom", padding // 2), ("right", padding)):
        add(margins, side, w=width, type="dxa")
    add(properties, "tblCaption", val=printable(name))
    grid = add(written, "tblGrid")
    for left, right in pairwise(edges):
        add(grid, "gridCol", w=right - left)
    return written


def _ends_of_parts(table: Table) -> frozenset[int]:
    """The rows behind the labels that reach from a head into the rows below it: the head says nothing of them."""
    head = [row.head for row in table.rows]
    labels = ((row, row + cell.down) for row, _, cell in table.placed() if head[row])
    return frozenset(end for row, end in labels if end < len(head) and not all(head[row:end]))


def _by_row(table: Table) -> list[list[_Part]]:
    """The parts of cells in each row from left to right, those merged from above among them."""
    rows: list[list[_Part]] = [[] for _ in table.rows]
    for number, column, cell in table.placed():
        for start, end, open_side in _stretches(table, number, cell):
            for row in range(start, end):
                merge = "" if end - start == 1 else "restart" if row == start else "continue"
                holds_text = row == start and end == number + cell.down
                at_edge = row == (start if open_side == "top" else end - 1)
                text = cell.text if holds_text else ""
                rows[row].append(_Part(column, cell, text, merge, open_side if at_edge else ""))
    for parts in rows:
        parts.sort(key=lambda part: part.column)
    return rows


def _stretches(table: Table, row: int, cell: Cell) -> tuple[tuple[int, int, str], ...]:
    """The rows a cell covers as (first, behind last, side without a rule).

    Word does not repeat a head row that is merged with rows below it, so a cell that reaches from the head into the
    body is parted there; no rule is drawn between, and its text stands in the middle of the body as if it were whole.
    """
    end = body = row + cell.down
    if table.rows[row].head:
        body = next((below for below in range(row, end) if not table.rows[below].head), end)
    return ((row, end, ""),) if body == end else ((row, body, "bottom"), (body, end, "top"))


def _set_row(line: BaseOxmlElement, row: Row, repeats: bool) -> None:
    """No row is split; Word repeats only an unbroken run of rows at the table's top."""
    properties = add(line, "trPr")
    add(properties, "cantSplit")
    if row.min_height_mm:
        add(properties, "trHeight", val=Mm(row.min_height_mm).twips, hRule="atLeast")
    if repeats:
        add(properties, "tblHeader")


def _add_cell(line: BaseOxmlElement, part: _Part, width: int, kept: bool) -> None:
    cell = part.cell
    box = add(line, "tc")
    properties = add(box, "tcPr")
    add(properties, "tcW", w=width, type="dxa")
    if cell.across > 1:
        add(properties, "gridSpan", val=cell.across)
    if part.merge:
        add(properties, "vMerge", val=part.merge)
    if part.open_side:
        add(add(properties, "tcBorders"), part.open_side, val="nil")
    add(properties, "vAlign", val="center")
    style_id, style = (LABEL_STYLE, CELL_LABEL) if cell.label else (CELL_STYLE, CELL)
    paragraph = add(box, "p")
    lines = add(paragraph, "pPr")
    add(lines, "pStyle", val=style_id)
    if kept:
        add(lines, "keepNext")
    if cell.align.value != style.justify.value:
        add(lines, "jc", val=cell.align)
    add_run(paragraph, part.text)
