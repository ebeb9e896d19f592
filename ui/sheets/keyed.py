"""The keys of a sheet: moving and choosing blocks as in WPS 表格."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QTableView

from ui.desk import Desk
from ui.sheets.choosing import WAYS, ChoosingView, Spot
from ui.sheets.model import SheetModel

_Flag = QItemSelectionModel.SelectionFlag
_Move = QTableView.CursorAction
_STEPS = {
    _Move.MoveUp: (-1, 0), _Move.MoveDown: (1, 0), _Move.MoveLeft: (0, -1), _Move.MoveRight: (0, 1),
}  # fmt: skip
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FROM_CELL = (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F2)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_PAGES = {_Move.MovePageUp: -1, _Move.MovePageDown: 1}
_OF_WINDOW = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyedView(ChoosingView):
    """A table that answers the keys of a spreadsheet."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._tabbed: tuple[Spot, int] | None = None  # where Tab has led to, and the column it began in

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in WPS 表格; anything typed into a fixed cell is answered with why."""
        if event.key() in _OF_WINDOW and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window turns its pages
            return
        if _types(event) or event.key() in _FROM_CELL:
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
        elif key == Qt.Key.Key_Space and event.modifiers() in (_SHIFT, _CONTROL):
            self._choose_lines(rows=event.modifiers() == _SHIFT)
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composed word begins in the cell the block was drawn from, as typed letters do."""
        if self.editor() is None and (event.preeditString() or event.commitString()):
            self._back_to_first(keep=True)
        super().inputMethodEvent(event)

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Ctrl with an arrow goes to the edge of the filled cells; a page is what is seen of the table."""
        if action in _PAGES and self.currentIndex().isValid():
            return self._page(_PAGES[action])
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

    def _page(self, way: int) -> QModelIndex:
        """The cell a screen above or below: a table that its page scrolls is higher than what is seen of it."""
        here = self.currentIndex()
        seen = self.viewport().visibleRegion().boundingRect().height()
        far = max(seen - self.rowHeight(here.row()), self.rowHeight(here.row()))
        at = self.rowViewportPosition(here.row()) + way * far
        row = self.verticalHeader().logicalIndexAt(at)
        if row < 0:
            row = 0 if way < 0 else self._sheet_model.rowCount() - 1
        return self._sheet_model.index(*self._first_of(row, here.column()))

    def _filled(self, index: QModelIndex) -> bool:
        return index.isValid() and bool(self._sheet_model.cell(index).shown.strip())

    def _neighbour(self, index: QModelIndex, down: int, right: int) -> QModelIndex:
        """The next cell that way; merged cells count as one, their first.  Invalid behind the last."""
        row, column = index.row(), index.column()
        row += self.rowSpan(row, column) if down > 0 else down
        column += self.columnSpan(row, column) if right > 0 else right
        return self._sheet_model.index(*self._first_of(row, column))

    def _explain_fixed(self, event: QKeyEvent) -> None:
        wants_to_type = event.key() == Qt.Key.Key_F2 or (event.text().isprintable() and event.text().strip())
        if wants_to_type:
            self._can_type((self.currentIndex(),))

    def _can_type(self, cells: Iterable[QModelIndex]) -> bool:
        """Whether any of the cells can be typed into; if none can, it is said why the first cannot."""
        there = [index for index in cells if index.isValid()]
        if any(self._sheet_model.flags(index) & Qt.ItemFlag.ItemIsEditable for index in there):
            return True
        if there:
            why = self._sheet_model.cell(there[0]).fixed
            self._desk.tell("账套是只读的，不能填写。" if self._desk.read_only else why or "这一格不能填写。")
        return False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell, or say why it cannot be."""
        if self._can_type((self.indexAt(event.position().toPoint()),)):
            super().mouseDoubleClickEvent(event)

    def move_on(self, down: int, right: int) -> None:
        """Go to a neighbour, within a block to the next of its cells.

        Tab at the row's end goes to the next row's first cell that can be typed into; Enter after Tab goes below the
        cell where the first Tab was pressed.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        inside = self._next_chosen(down, right)
        if inside is not None:
            self._go_inside(*inside)
            return
        rows, columns = self._sheet_model.rowCount(), self._sheet_model.columnCount()
        row, column = index.row(), index.column()
        if down:
            step = self.rowSpan(row, column) if down > 0 else 1
            row, column = min(max(row + down * step, 0), rows - 1), self._enter_column(down)
            self._go(row, min(column, columns - 1))
            return
        began = self._enter_column()
        self._go(*self._next_in_line(row, column, right))
        self._tabbed = (self.currentIndex().row(), self.currentIndex().column()), began

    def _enter_column(self, down: int = 1) -> int:
        """The column Enter goes down in: after Tab the one it began in."""
        here = self.currentIndex().row(), self.currentIndex().column()
        return self._tabbed[1] if down > 0 and self._tabbed is not None and self._tabbed[0] == here else here[1]

    def _next_chosen(self, down: int, right: int) -> Spot | None:
        """The next cell of the block that waits for the clerk, from its end to its beginning; None without a block."""
        here = self.currentIndex().row(), self.currentIndex().column()
        waiting = {spot for spot in self._chosen() if self._waits(self._sheet_model.index(*spot))}
        if len(waiting) < 2 or here not in self._chosen():
            return None
        order = sorted(waiting | {here}, key=lambda spot: (spot[1], spot[0]) if down else spot)
        return order[(order.index(here) + (down or right)) % len(order)]

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
    drawing = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier  # Alt moves the chosen rows
    return event.key() in WAYS and not event.modifiers() & drawing


def _types(event: QKeyEvent) -> bool:
    """Whether a key begins to type in the current cell."""
    commanding = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return bool(event.text().strip()) and event.text().isprintable() and not commanding
