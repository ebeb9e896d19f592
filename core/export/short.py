"""What is too short to be parted by the end of a page: whole tables, and the rows that a merged label speaks of."""

from __future__ import annotations

from typing import Final

from core.report.blocks import Table

_ROWS: Final = 8  # besides the head
_CHARACTERS: Final = 400  # in all cells; far below a page whatever the columns are


def stays_whole(table: Table) -> bool:
    """Whether all rows of ``table`` belong on one page."""
    rows = sum(not row.head for row in table.rows)
    return rows <= _ROWS and sum(_characters(row, table) for row in range(len(table.rows))) <= _CHARACTERS


def kept_with_next(table: Table) -> frozenset[int]:
    """The rows that go to the next page rather than be parted from the row below.

    All but the last of a short group under one label, which Word prints only once, and of a table that stays whole.
    """
    if stays_whole(table):
        return frozenset(range(len(table.rows) - 1))
    groups = (range(row, row + cell.down) for row, _, cell in table.placed() if 1 < cell.down <= _ROWS)
    short = (group for group in groups if sum(_characters(row, table) for row in group) <= _CHARACTERS)
    return frozenset(row for group in short for row in group[:-1])


def _characters(row: int, table: Table) -> int:
    return sum(len(cell.text) for cell in table.rows[row].cells)
