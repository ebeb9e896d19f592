"""The keys of a sheet: moving as in WPS 表格, and blocks that are copied, cleared, pasted and filled."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from ui.desk import Desk
from ui.sheets.clipboard import as_mime, from_mime, tiled
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
_FROM_CELL = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F2)
_OF_WINDOW = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyedView(EditingView):
    """A table that answers the keys of a spreadsheet; whoever builds on it sets the model when it is ready for it."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sheet_model = model
        self._going = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in WPS 表格; anything typed into a fixed cell is answered with why."""
        if event.key() in _OF_WINDOW and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window turns its pages
            return
        if _begins_anew(event):
            self._back_to_first()
        if not self._command(event):
            self._explain_fixed(event)
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_on(-1 if shift else 1, 0)
        elif key == Qt.Key.Key_Tab or key == Qt.Key.Key_Backtab:
            self.move_on(0, -1 if key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._copy()
            self._clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif control and key == Qt.Key.Key_D:
            self._fill_down()
        elif control and key == Qt.Key.Key_Semicolon:
            self._type(self.currentIndex(), date.today().isoformat(), "填入今天的日期")
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composed word begins in the cell the block was drawn from, as typed letters do."""
        if self.editor() is None and (event.preeditString() or event.commitString()):
            self._back_to_first()
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

    def _back_to_first(self) -> None:
        """From the far end of a block to the cell it was drawn from."""
        at, chosen = self.currentIndex(), self.selectionModel().selectedIndexes()
        if at in chosen and len(chosen) > 1:
            top, left, bottom, right = self._block()
            self._go(top if at.row() == bottom else bottom, left if at.column() == right else right)

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
        """The next cell to the right (or left) that can be typed into, over row ends; the same cell at the end."""
        columns = self._sheet_model.columnCount()
        here = row * columns + column
        end = self._sheet_model.rowCount() * columns if right > 0 else -1
        for spot in range(here + right, end, right):
            index = self._sheet_model.index(spot // columns, spot % columns)
            if self._sheet_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                return spot // columns, spot % columns
        return row, column

    def event(self, event: QEvent) -> bool:
        """Tab belongs to the table, not to the window's focus chain."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and plain:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _block(self) -> tuple[int, int, int, int]:
        """The selected block as top, left, bottom, right; the current cell when that is elsewhere."""
        chosen = self.selectionModel().selectedIndexes()
        if self.currentIndex() not in chosen:
            chosen = [self.currentIndex()]
        rows, columns = [i.row() for i in chosen], [i.column() for i in chosen]
        return min(rows), min(columns), max(rows), max(columns)

    def _copy(self) -> None:
        top, left, bottom, right = self._block()
        cells = [row.cells[left : right + 1] for row in self._sheet_model.sheet.rows[top : bottom + 1]]
        seen = tuple(tuple(cell.shown.lstrip("\u3000") for cell in row) for row in cells)
        carried = tuple(tuple(cell.carried for cell in row) for row in cells)
        QGuiApplication.clipboard().setMimeData(as_mime(seen, carried))
        self._desk.tell(f"已复制 {bottom - top + 1} 行 {right - left + 1} 列。")

    def _clear(self) -> None:
        top, left, bottom, right = self._block()
        blank = tuple(("",) * (right - left + 1) for _ in range(top, bottom + 1))
        self._sheet_model.type_block(top, left, blank, "清除内容")

    def _paste(self) -> None:
        block = from_mime(QGuiApplication.clipboard().mimeData())
        if not block or not self.currentIndex().isValid():
            self._desk.tell("剪贴板里没有可以粘贴的文字。")
            return
        top, left, bottom, right = self._block()
        left_over = self._sheet_model.type_block(
            top, left, tiled(block, bottom - top + 1, right - left + 1), f"粘贴 {len(block)} 行"
        )
        said = f"已粘贴 {len(block)} 行。" if not left_over else f"已粘贴；有 {left_over} 格不能填写，没有贴入。"
        self._desk.tell(said)

    def _fill_down(self) -> None:
        """The first row of the block goes into all rows below it; a single cell takes the one above."""
        top, left, bottom, right = self._block()
        if top == bottom:
            if top == 0:
                return
            top -= 1
        texts = tuple(cell.carried for cell in self._sheet_model.sheet.rows[top].cells[left : right + 1])
        self._sheet_model.type_block(top + 1, left, (texts,) * (bottom - top), "向下填充")

    def _type(self, index: Index, text: str, name: str) -> None:
        if index.isValid():
            self._sheet_model.type_block(index.row(), index.column(), ((text,),), name)


def _begins_anew(event: QKeyEvent) -> bool:
    """Whether a key leaves a drawn block: going on without Shift, or typing."""
    modifiers = event.modifiers()
    if event.key() in _FROM_CELL:
        return True
    if event.key() in _WAYS:
        return not modifiers & Qt.KeyboardModifier.ShiftModifier
    commanding = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return bool(event.text().strip()) and event.text().isprintable() and not commanding
