"""How high the rows of a table have to be for their texts; measured again only where something changed."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from ui.look.cell_paint import height_for
from ui.look.cells import CELL
from ui.sheets.model import SheetModel

_ONE_LINE = 34  # px; the view knows how high a row of one line is on this screen


class RowHeights:
    """The heights of a view's rows, without the message that may stand under one."""

    def __init__(self, view: QTableView, model: SheetModel) -> None:
        self._view = view
        self._model = model
        self._known: dict[int, int] = {}

    def forget(self) -> None:
        """Another table, or other column widths."""
        self._known.clear()

    def forget_rows(self, first: int, last: int) -> None:
        """Other texts in the rows from ``first`` to ``last``."""
        for row in range(first, last + 1):
            self._known.pop(row, None)

    def needed(self, row: int) -> int:
        """Height in logical pixels that the texts of a row need; merged cells have room in all of their rows."""
        if row not in self._known:
            merged = {s.column for s in self._model.sheet.spans if s.row <= row < s.row + s.down}
            alone = (column for column in range(self._model.columnCount()) if column not in merged)
            self._known[row] = max((self._cell(row, column) for column in alone), default=0)
        return self._known[row]

    def _cell(self, row: int, column: int) -> int:
        high = height_for(self._model.index(row, column).data(CELL), self._view.columnWidth(column))
        return high if high > _ONE_LINE else 0
