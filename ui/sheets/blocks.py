"""A table as the plan of a paste sees it, and how the plan looks before it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from msgspec import structs

from core.edits import Edit
from core.model import Place
from core.pasting.block import Block
from core.pasting.grid import Cell, Column, Grid, Line
from core.pasting.plan import Pasting
from ui.sheets.sheet import Sheet, SheetCell, SheetRow, merged_levels

PREVIEWED = "粘贴还没有完成：按 Enter 粘贴，按 Esc 不粘贴。"
PASSED_OVER = "算出"  # in a computed cell of a row that comes: nothing is pasted there
_MOST_REASONS = 2
TypeInto = Callable[[SheetRow, Mapping[int, str]], Edit | None]


@runtime_checkable
class Called(Protocol):
    """What a keeper may know beyond its table: other words for its columns."""

    def also_called(self, column: int) -> tuple[str, ...]:
        """What else heads of other tables call a column."""


@runtime_checkable
class Grouping(Protocol):
    """What the keeper of a table with level columns knows of them."""

    def group_of(self, levels: tuple[str, ...]) -> str:
        """The group that the texts of the level columns mean; blank when the table has none of that name."""


@runtime_checkable
class Publishing(Protocol):
    """What a keeper may know of how its table looks where it is published."""

    no_row: str
    """Why a row of such a table is none here."""

    def under_one_head(self, block: Block) -> Block:
        """A block from outside with one row of captions and one table."""


def grid_of(sheet: Sheet, type_into: TypeInto, called: Called | None, grouping: Grouping | None) -> Grid:
    """The table for :func:`core.pasting.plan.plan_paste`; rows are made by typing into an empty row of their group."""

    def make(group: str, texts: Mapping[int, str], _: int) -> Edit | None:
        row = _blank_row(sheet, group)
        return None if row is None else type_into(row, texts)

    columns = tuple(
        Column(c.caption, called.also_called(n) if called else (), c.level > 0) for n, c in enumerate(sheet.columns)
    )
    naming = next((n for n, c in enumerate(sheet.columns) if c.naming), None)
    lines = tuple(_line(row, naming, named=not sheet.columns[0].level) for row in sheet.rows)
    return Grid(columns, lines, make, naming, grouping.group_of if grouping else None)


def _line(row: SheetRow, naming: int | None, *, named: bool) -> Line:
    cells = tuple(Cell(cell.place, cell.unit, cell.fixed, _follows(cell)) for cell in row.cells)
    if naming is not None:
        name = row.cells[naming].typed
    else:  # a line of the form is called what its first cell says, which is no level of several
        name = row.cells[0].shown.strip() if named and row.cells[0].label else ""
    return Line(cells, row.group, name, row.fresh or row.open_end)


def _follows(cell: SheetCell) -> bool:
    """Whether a figure is computed, and what is typed there would be an answer of its own."""
    return cell.computed and not cell.over and cell.place is not None and cell.place.table == "answer"


def _blank_row(sheet: Sheet, group: str) -> SheetRow | None:
    """A row of the group that is not there yet; None where the group has only lines of the form."""
    model = next((row for row in sheet.rows if row.group == group and (row.row or row.fresh or row.open_end)), None)
    if model is None:
        return None
    return structs.replace(model, row=0, cells=tuple(_blank(cell) for cell in model.cells))


def _blank(cell: SheetCell) -> SheetCell:
    place = None if cell.place is None else Place(cell.place.table, cell.place.project, cell.place.field)
    return structs.replace(cell, place=place, source=None, typed="", shown=cell.shown if cell.label else "")


def previewed(sheet: Sheet, plan: Pasting) -> Sheet:
    """The table as it would be: texts that come are marked, rows that come stand where they will, nothing is open."""
    coming: dict[int, dict[int, str]] = {}
    added: dict[int, dict[int, str]] = {}
    for goes in plan.goes:
        texts, number = (added, goes.added) if goes.line is None else (coming, goes.line)
        texts.setdefault(number or 0, {})[goes.into] = goes.new
    rows = [_shown(row, coming.get(number, {})) for number, row in enumerate(sheet.rows)]
    for number, group in enumerate(plan.groups):
        _insert(rows, group, number, added.get(number, {}))
    return Sheet(sheet.columns, tuple(rows), merged_levels(sheet.columns, tuple(rows)))


def _shown(row: SheetRow, texts: Mapping[int, str]) -> SheetRow:
    cells = tuple(_cell(cell, texts.get(n)) for n, cell in enumerate(row.cells))
    return structs.replace(row, cells=cells)


def _cell(cell: SheetCell, text: str | None) -> SheetCell:
    if text is None:
        ghost = PASSED_OVER if cell.computed and cell.place is None and not cell.shown.strip("—") else cell.ghost
        return structs.replace(cell, place=None, source=cell.about, fixed=PREVIEWED, ghost=ghost)
    said = f"原来是“{cell.shown.strip()}”。" if cell.shown.strip() else ""
    return structs.replace(
        cell, shown=text, place=None, fixed=f"{said}{PREVIEWED}", coming=True, over=False, computed=False, ghost=""
    )


def _insert(rows: list[SheetRow], group: str, number: int, texts: Mapping[int, str]) -> None:
    """A row that comes: into the group's empty row, else behind its last row."""
    last = max(n for n, row in enumerate(rows) if row.group == group)
    model = rows[last]
    blank = structs.replace(
        model, cells=tuple(_blank(cell) for cell in model.cells), row=0, fresh=False, open_end=False
    )
    made = structs.replace(_shown(blank, texts), key=f"new {number}")
    if model.fresh:
        rows[last] = made
    elif model.open_end:
        rows.insert(last, made)
    else:
        rows.insert(last + 1, made)


def said_of_plan(plan: Pasting) -> str:
    """What the plan does, and what is left over and why."""
    parts = ["从“一级指标”那一列放起"] if plan.aside else []
    parts += ["按名称放到各行"] if plan.named else []
    written = sum(goes.line is not None and goes.new != goes.old for goes in plan.goes)
    if written:
        parts.append(f"改写 {written} 格")
    if plan.added:
        parts.append(f"添加 {plan.added} 行")
    said = "，".join(parts) or "没有什么变化"
    return f"{said}{said_of_left(plan, '放不进来')}。"


def said_of_left(plan: Pasting, happened: str) -> str:
    """How many cells have nowhere to go and why, behind the rest of a sentence; blank where there are none."""
    if not plan.left:
        return ""
    reasons = [why for why, _ in Counter(left.why for left in plan.left).most_common(_MOST_REASONS)]
    return f"；{len(plan.left)} 格{happened}（{'；'.join(reasons)}）"
