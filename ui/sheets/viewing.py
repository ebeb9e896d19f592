"""A table sorted or filtered for looking: rows keep their place in the book, the order is that of the choice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from msgspec import structs

from core.kinds import normal
from core.search.pinyin import initials
from ui.sheets.sheet import Sheet, SheetCell, SheetRow

WAY_BACK = "恢复原来的顺序"
_FIGURE = re.compile(r"-?\d+(\.\d+)?")
_LONGEST = 12  # characters of a caption or text in a sentence


@dataclass(frozen=True, slots=True)
class Viewing:
    """Which rows are shown, in which order, by their keys; ``said`` is the sentence above the table."""

    keys: tuple[str, ...]
    said: str


def can_be_viewed(sheet: Sheet) -> bool:
    """Whether there are rows of the clerk's own to sort."""
    return sum(row.row > 0 for row in sheet.rows) > 1


def sorted_by(sheet: Sheet, column: int, *, down: bool) -> Viewing:
    """The clerk's rows in the order of a column: figures first, then texts, blanks last either way."""
    rows = [row for row in sheet.rows if row.row]
    filled = [row for row in rows if row.cells[column].carried]
    filled.sort(key=lambda row: _rank(row.cells[column]), reverse=down)
    blank = [row for row in rows if not row.cells[column].carried]
    way = "从大到小" if down else "从小到大"
    return Viewing(_keys((*filled, *blank)), f"按“{_short(sheet.columns[column].caption)}”{way}排着看")


def only(sheet: Sheet, column: int, text: str) -> Viewing:
    """The rows that say ``text`` in a column; a blank one stands for empty cells."""
    rows = [row for row in sheet.rows if row.row and _said(row.cells[column]) == text]
    what = f"是“{_short(text)}”" if text else "是空白"
    return Viewing(_keys(rows), f"只看“{_short(sheet.columns[column].caption)}”{what}的 {len(rows)} 行")


def texts_in(sheet: Sheet, column: int) -> tuple[str, ...]:
    """The different texts of a column, in the table's order."""
    return tuple(dict.fromkeys(_said(row.cells[column]) for row in sheet.rows if row.row))


def viewed(sheet: Sheet, viewing: Viewing) -> Sheet:
    """The rows of the choice, as they are now."""
    found = {row.key: row for row in sheet.rows}
    return Sheet(sheet.columns, tuple(_apart(found[key]) for key in viewing.keys if key in found))


def _apart(row: SheetRow) -> SheetRow:
    """Each row says its own level: what stands above it may be of another."""
    cells = tuple(structs.replace(c, below="", gap="", share=None, strong=False) if c.label else c for c in row.cells)
    return structs.replace(row, cells=cells)


def _rank(cell: SheetCell) -> tuple[int, Decimal, str]:
    text = normal(cell.carried)
    figure = _FIGURE.search(text.replace(",", "")) if cell.number else None
    return (0, Decimal(figure[0]), text) if figure else (1, Decimal(0), initials(text))


def _said(cell: SheetCell) -> str:
    return cell.shown.strip("\u3000 ")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _keys(rows: tuple[SheetRow, ...] | list[SheetRow]) -> tuple[str, ...]:
    return tuple(row.key for row in rows)
