"""Which tables are too short to be parted by the end of a page: they go to the next one whole."""

from __future__ import annotations

from typing import Final

from core.report.blocks import Table

_ROWS: Final = 8  # besides the head
_CHARACTERS: Final = 400  # in all cells; far below a page whatever the columns are


def stays_whole(table: Table) -> bool:
    """Whether all rows of ``table`` belong on one page."""
    rows = sum(not row.head for row in table.rows)
    return rows <= _ROWS and sum(len(cell.text) for row in table.rows for cell in row.cells) <= _CHARACTERS
