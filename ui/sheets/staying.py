"""Where the clerk stays when a row more or less makes the table anew: at the same cell, or in the row just begun."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from core.model import Place
from ui.desk import Desk
from ui.sheets.model import SheetModel
from ui.sheets.painting import PaintedView


class StayingView(PaintedView):
    """A table in which the clerk's cell is found again."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._was_at: tuple[Place | None, int, int, bool] | None = None
        self._were_there: frozenset[int] | None = None  # the rows before one was begun in the empty row at the end
        self._begun = 0  # the row that was begun there just now
        model.modelAboutToBeReset.connect(self._remember)

    def _remember(self) -> None:
        """Where the clerk is, before a row more or less makes the table anew."""
        index, focus = self.currentIndex(), QApplication.focusWidget()
        if index.isValid():
            at_work = focus is not None and (focus is self or self.isAncestorOf(focus))
            row = self._sheet_model.row(index)
            empty = row.fresh or row.open_end  # such rows have one address for all
            place = None if empty else self._sheet_model.cell(index).place
            self._was_at = place, index.row(), index.column(), at_work
            self._were_there = frozenset(r.row for r in self._sheet_model.sheet.rows) if row.open_end else None

    def go_on(self) -> None:
        """Back to the cell the clerk was in: the same address, the row begun in the last one, else the same spot."""
        if self._was_at is None:
            return
        place, row, column, at_work = self._was_at
        self._was_at = None
        index = self._sheet_model.find(place) if place is not None else self._begun_in_last(column)
        if not index.isValid():
            rows, columns = self._sheet_model.rowCount(), self._sheet_model.columnCount()
            index = self._sheet_model.index(min(row, rows - 1), min(column, columns - 1))
        self.setCurrentIndex(index)
        if at_work:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begun_in_last(self, column: int) -> QModelIndex:
        """The cell of the one row that was begun in the empty row at the end, wherever it is now; else invalid."""
        before, self._were_there = self._were_there, None
        rows = () if before is None else enumerate(self._sheet_model.sheet.rows)
        new = [number for number, row in rows if row.row and row.row not in (before or ())]
        if len(new) != 1:
            return QModelIndex()
        self._begun = self._sheet_model.sheet.rows[new[0]].row
        return self._sheet_model.index(new[0], column)

    def move_on(self, down: int, right: int) -> None:
        """To a neighbour; Enter in a row just begun goes on in the empty row, wherever the new one was put."""
        begun, self._begun = self._begun, 0
        index, rows = self.currentIndex(), self._sheet_model.sheet.rows
        if begun and down > 0 and rows[-1].open_end and self._sheet_model.row(index).row == begun:
            self._go(len(rows) - 1, self._enter_column())
        else:
            super().move_on(down, right)
