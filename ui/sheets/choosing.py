"""Which cells of a sheet are chosen: a block with the cell it was drawn from, or several pieces chosen with Ctrl."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from ui.desk import Desk
from ui.sheets.editing import EditingView
from ui.sheets.model import SheetModel

Index = QModelIndex | QPersistentModelIndex
Area = tuple[int, int, int, int]  # top, left, bottom, right; all included
Spot = tuple[int, int]  # row, column
_Flag = QItemSelectionModel.SelectionFlag
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
WAYS = (*_ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ChoosingView(EditingView):
    """A table that knows what is chosen in it; whoever builds on it sets the model when it is ready for it."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sheet_model = model
        self._going = self._at_first = False

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """What is gone to is chosen, with Ctrl held as well; Shift with a key of the arrows draws the block on."""
        if self._going:
            return _Flag.ClearAndSelect
        if event is None:  # Ctrl that is held for a shortcut adds no cell to the chosen ones
            return _drawn(QGuiApplication.keyboardModifiers())
        if isinstance(event, QKeyEvent) and event.key() in WAYS:
            return _drawn(event.modifiers())
        return super().selectionCommand(index, event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Another block is drawn from another cell."""
        self._at_first = False
        super().selectionChanged(selected, deselected)

    def stay_at_first(self) -> None:
        """The current cell is the one the block was drawn from, until another block is."""
        self._at_first = True

    # --- what is chosen ----------------------------------------------------------------------------------------------

    def _block(self) -> Area:
        """The selected block, around all its pieces; the current cell when that is elsewhere."""
        chosen = self.selectionModel().selectedIndexes()
        if self.currentIndex() not in chosen:
            chosen = [self.currentIndex()]
        rows, columns = [i.row() for i in chosen], [i.column() for i in chosen]
        return min(rows), min(columns), max(rows), max(columns)

    def _chosen(self) -> frozenset[Spot]:
        """Every chosen cell, those below a merged one as well; the current cell when that is elsewhere."""
        chosen = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        current = self.currentIndex()
        if (current.row(), current.column()) not in chosen:
            chosen = {(current.row(), current.column())} if current.isValid() else set()
        for span in self._sheet_model.sheet.spans:
            if (span.row, span.column) in chosen:
                chosen |= {(span.row + r, span.column + c) for r in range(span.down) for c in range(span.across)}
        return frozenset(chosen)

    def _in_pieces(self) -> bool:
        """Whether cells lie between the chosen ones that are not chosen."""
        top, left, bottom, right = self._block()
        chosen = self._chosen()
        return any((r, c) not in chosen and self._first_of(r, c) not in chosen
                   for r in range(top, bottom + 1) for c in range(left, right + 1))  # fmt: skip

    def _first_of(self, row: int, column: int) -> Spot:
        """Of a merged cell the one that stands for it; else the cell itself."""
        for span in self._sheet_model.sheet.spans:
            if 0 <= row - span.row < span.down and 0 <= column - span.column < span.across:
                return span.row, span.column
        return row, column

    # --- choosing ----------------------------------------------------------------------------------------------------

    def _go(self, row: int, column: int) -> None:
        """Make a cell the current and only chosen one, whatever keys are held: Shift+Enter draws no block."""
        self._going = True
        self.setCurrentIndex(self._sheet_model.index(row, column))
        self._going = False

    def _go_inside(self, row: int, column: int) -> None:
        """Make a chosen cell the current one; what is chosen stays chosen."""
        self.selectionModel().setCurrentIndex(self._sheet_model.index(row, column), _Flag.NoUpdate)
        self.stay_at_first()

    def _choose(self, area: Area, at: Spot | None = None) -> None:
        """Choose a block, the current cell ``at`` a place in it, else at its first."""
        top, left, bottom, right = area
        model = self._sheet_model
        self.selectionModel().setCurrentIndex(model.index(*(at or (top, left))), _Flag.NoUpdate)
        drawn = QItemSelection(model.index(top, left), model.index(bottom, right))
        self.selectionModel().select(drawn, _Flag.ClearAndSelect)
        self.stay_at_first()

    def _choose_lines(self, *, rows: bool) -> None:
        """Shift+Space chooses the rows of the block from end to end, Ctrl+Space its columns."""
        top, left, bottom, right = self._block()
        at = self.currentIndex()
        last_row, last_column = self._sheet_model.rowCount() - 1, self._sheet_model.columnCount() - 1
        area = (top, 0, bottom, last_column) if rows else (0, left, last_row, right)
        self._choose(area, (at.row(), at.column()))

    def _back_to_first(self, *, keep: bool = False) -> None:
        """From the far end of a block to the cell it was drawn from; with ``keep`` the block stays chosen."""
        at, chosen = self.currentIndex(), self.selectionModel().selectedIndexes()
        if at not in chosen or len(chosen) < 2 or self._at_first:
            return
        top, left, bottom, right = self._block()
        low, far = at.row() + self.rowSpan(at.row(), at.column()), at.column() + self.columnSpan(at.row(), at.column())
        if (at.row(), at.column(), low - 1, far - 1) == (top, left, bottom, right):
            return  # one merged cell is no block
        row, column = top if low > bottom else bottom, left if far > right else right
        (self._go_inside if keep else self._go)(*self._first_of(row, column))


def _drawn(held: Qt.KeyboardModifier) -> QItemSelectionModel.SelectionFlag:
    return _Flag.SelectCurrent if held & Qt.KeyboardModifier.ShiftModifier else _Flag.ClearAndSelect
