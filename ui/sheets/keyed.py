"""The keys of a sheet: moving and choosing blocks as in WPS 表格."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QTableView

from ui.desk import Desk
from ui.sheets.editing import EditingView
from ui.sheets.model import SheetModel

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_STEPS = {
    QTableView.CursorAction.MoveUp: (-1, 0), QTableView.CursorAction.MoveDown: (1, 0),
    QTableView.CursorAction.MoveLeft: (0, -1), QTableView.CursorAction.MoveRight: (0, 1),
}  # fmt: skip
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_WAYS = (*_ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FROM_CELL = (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F2)
_OF_WINDOW = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyedView(EditingView):
    """A table that answers the keys of a spreadsheet; whoever builds on it sets the model when it is ready for it."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sheet_model = model
        self._going = self._at_first = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in WPS 表格; anything typed into a fixed cell is answered with why."""
        if event.key() in _OF_WINDOW and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window turns its pages
            return
        if _types(event):
            self._back_to_first(keep=True)
        elif _goes_on(event):
            self._back_to_first()
        if not self._command(event):
            self._explain_fixed(event)
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        key = event.key()
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in ENTER and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_on(-1 if shift else 1, 0)
        elif key == Qt.Key.Key_Tab or key == Qt.Key.Key_Backtab:
            self.move_on(0, -1 if key == Qt.Key.Key_Backtab else 1)
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composed word begins in the cell the block was drawn from, as typed letters do."""
        if self.editor() is None and (event.preeditString() or event.commitString()):
            self._back_to_first(keep=True)
        super().inputMethodEvent(event)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """What is gone to is chosen, with Ctrl held as well; Shift with a key of the arrows draws the block on."""
        if self._going:
            return _Flag.ClearAndSelect
        if isinstance(event, QKeyEvent) and event.key() in _WAYS:
            drawing = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return _Flag.SelectCurrent if drawing else _Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def _go(self, row: int, column: int) -> None:
        """Make a cell the current and only chosen one, whatever keys are held: Shift+Enter draws no block."""
        self._going = True
        self.setCurrentIndex(self._sheet_model.index(row, column))
        self._going = False

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Ctrl with an arrow goes to the edge of the filled cells, as in WPS 表格."""
        if modifiers & Qt.KeyboardModifier.ControlModifier and action in _STEPS and self.currentIndex().isValid():
            return self._edge(*_STEPS[action])
        return super().moveCursor(action, modifiers)

    def _edge(self, down: int, right: int) -> QModelIndex:
        """The last filled cell of the run, else the next filled one, else the end of the table."""
        here = self.currentIndex()
        following = self._neighbour(here, down, right)
        run = self._filled(here) and self._filled(following)
        while following.isValid():
            if run and not self._filled(following):
                break
            here = following
            if not run and self._filled(here):
                break
            following = self._neighbour(here, down, right)
        return here

    def _filled(self, index: QModelIndex) -> bool:
        return index.isValid() and bool(self._sheet_model.cell(index).shown.strip())

    def _neighbour(self, index: QModelIndex, down: int, right: int) -> QModelIndex:
        """The next cell that way; merged cells count as one, their first.  Invalid behind the last."""
        row, column = index.row(), index.column()
        row += self.rowSpan(row, column) if down > 0 else down
        column += self.columnSpan(row, column) if right > 0 else right
        for span in self._sheet_model.sheet.spans:
            if 0 <= row - span.row < span.down and 0 <= column - span.column < span.across:
                row, column = span.row, span.column
        return self._sheet_model.index(row, column)

    def _back_to_first(self, *, keep: bool = False) -> None:
        """From the far end of a block to the cell it was drawn from; with ``keep`` the block stays chosen."""
        at, chosen = self.currentIndex(), self.selectionModel().selectedIndexes()
        if at not in chosen or len(chosen) < 2 or self._at_first:
            return
        top, left, bottom, right = self._block()
        row, column = top if at.row() == bottom else bottom, left if at.column() == right else right
        if not keep:
            self._go(row, column)
            return
        self.selectionModel().setCurrentIndex(self._sheet_model.index(row, column), _Flag.NoUpdate)
        self.stay_at_first()

    def stay_at_first(self) -> None:
        """The current cell is the one the block was drawn from, until another block is."""
        self._at_first = True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Another block is drawn from another cell."""
        self._at_first = False
        super().selectionChanged(selected, deselected)

    def _block(self) -> tuple[int, int, int, int]:
        """The selected block as top, left, bottom, right; the current cell when that is elsewhere."""
        chosen = self.selectionModel().selectedIndexes()
        if self.currentIndex() not in chosen:
            chosen = [self.currentIndex()]
        rows, columns = [i.row() for i in chosen], [i.column() for i in chosen]
        return min(rows), min(columns), max(rows), max(columns)

    def _explain_fixed(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        wants_to_type = event.key() == Qt.Key.Key_F2 or (event.text().isprintable() and event.text().strip())
        if index.isValid() and wants_to_type and not self._sheet_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            why = self._sheet_model.cell(index).fixed
            self._desk.tell("账套是只读的，不能填写。" if self._desk.read_only else why or "这一格不能填写。")

    def move_on(self, down: int, right: int) -> None:
        """Go to a neighbour; Tab at the row's end goes to the next row's first cell that can be typed into."""
        index = self.currentIndex()
        if not index.isValid():
            return
        rows, columns = self._sheet_model.rowCount(), self._sheet_model.columnCount()
        row, column = index.row(), index.column()
        if down:
            step = self.rowSpan(row, column) if down > 0 else 1
            row = min(max(row + down * step, 0), rows - 1)
        else:
            row, column = self._next_in_line(row, column, right)
        self._go(row, min(column, columns - 1))

    def _next_in_line(self, row: int, column: int, right: int) -> tuple[int, int]:
        """The next cell to the right (or left) that is the clerk's, over row ends; the same cell at the end."""
        columns = self._sheet_model.columnCount()
        here = row * columns + column
        end = self._sheet_model.rowCount() * columns if right > 0 else -1
        for spot in range(here + right, end, right):
            if self._waits(self._sheet_model.index(spot // columns, spot % columns)):
                return spot // columns, spot % columns
        return row, column

    def _waits(self, index: QModelIndex) -> bool:
        """Whether a cell waits for the clerk: one that is computed asks for nothing, unless it offers a choice."""
        cell = self._sheet_model.cell(index)
        asks = not cell.computed or cell.over or bool(cell.choices)
        return asks and bool(self._sheet_model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def begin(self) -> None:
        """Stand at the first cell that waits for the clerk, so that what is typed next is not lost on a caption."""
        last = self._sheet_model.rowCount() * self._sheet_model.columnCount() - 1
        at = (0, 0) if last < 0 or self._waits(self._sheet_model.index(0, 0)) else self._next_in_line(0, 0, 1)
        self.selectionModel().setCurrentIndex(self._sheet_model.index(*at), _Flag.NoUpdate)

    def event(self, event: QEvent) -> bool:
        """Tab belongs to the table, not to the window's focus chain."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and plain:
                self.keyPressEvent(event)
                return True
        return super().event(event)


def _goes_on(event: QKeyEvent) -> bool:
    """Whether a key leaves a drawn block: going on without Shift."""
    if event.key() in _FROM_CELL:
        return True
    drawing = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier  # Alt moves the chosen rows
    return event.key() in _WAYS and not event.modifiers() & drawing


def _types(event: QKeyEvent) -> bool:
    """Whether a key begins to type in the current cell."""
    commanding = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return bool(event.text().strip()) and event.text().isprintable() and not commanding
