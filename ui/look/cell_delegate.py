"""The one delegate of all official tables: paints `CellState`s and opens plain editors over them."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.look.cell_paint import PADDING, Around, height_for, paint_kept
from ui.look.cells import CELL, EMPTY, Align, CellState
from ui.look.faces import face, metrics
from ui.look.fields import leave_to_window
from ui.look.strokes import frame
from ui.look.tokens import color

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SOME_LINES = 3
_SELECTED = QStyle.StateFlag.State_Selected.value


class LineEditor(QLineEdit):
    """Editor of a figure or short text: paper, 2 px accent frame, no handle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setFont(face("body"))
        self.setTextMargins(PADDING - 2, 0, PADDING - 2, 0)

    def event(self, event: QEvent) -> bool:
        """Keys of the window stay the window's."""
        return leave_to_window(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paper_and_frame(self)
        super().paintEvent(event)


class LongEditor(QWidget):
    """Editor of a long text; Alt+Enter breaks the line. `edit` is the text itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit(self)
        self.edit.setFont(face("body"))
        self.edit.document().setDocumentMargin(0)
        self.edit.viewport().setAutoFillBackground(False)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = QVBoxLayout(self)
        around.setContentsMargins(PADDING, 7, 3, 3)
        around.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paper_and_frame(self)


def _paper_and_frame(editor: QWidget) -> None:
    painter = QPainter(editor)
    painter.fillRect(editor.rect(), color("paper"))
    frame(painter, QRectF(editor.rect()), color("accent"), 2)


class CellDelegate(QStyledItemDelegate):
    """Paints every cell from the `CellState` under the role `CELL`.

    Editing takes text from Qt's edit role and gives it back there. Enter commits and says so with `entered`
    (True for Shift+Enter, which goes up), Ctrl+Enter hands its text to `spread`;
    Tab and Shift+Tab commit and go on as in every Qt view; Esc gives up.
    """

    entered = Signal(bool)
    spread = Signal(str)  # Ctrl+Enter: this text goes into every chosen cell

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feet: dict[int, int] = {}

    def set_feet(self, feet: dict[int, int]) -> None:
        """Rows that carry a message strip → its height; their cells keep that much free at the bottom."""
        self._feet = dict(feet)

    def foot(self, view: QWidget | None, index: Index) -> int:
        """Height kept free below the cell; merged cells ignore the strips of their rows."""
        high = self._feet.get(index.row(), 0)
        if high and isinstance(view, QTableView) and view.rowSpan(index.row(), index.column()) > 1:
            return 0
        return high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state = index.data(CELL) or EMPTY
        view = option.widget
        selected = bool(option.state.value & _SELECTED)
        around = self._around(view, index, selected) if isinstance(view, QTableView) else Around(selected=selected)
        paint_kept(painter, option.rect, state, around, self.foot(view, index))

    def carries_handle(self, view: QTableView, index: Index) -> bool:
        """Whether the fill handle is painted in the corner of a current cell, or one at the end of what is chosen."""
        return True

    def _around(self, view: QTableView, index: Index, selected: bool) -> Around:
        current = view.currentIndex() == index
        if not selected:
            return Around(current=True, handle=self.carries_handle(view, index)) if current else _NOWHERE
        model, chosen = view.model(), view.selectionModel()
        row, column = index.row(), index.column()
        below, right = row + view.rowSpan(row, column), column + view.columnSpan(row, column)

        def isolated(r: int, c: int) -> bool:
            return not chosen.isSelected(model.index(r, c))

        sides = ("l", row, column - 1), ("t", row - 1, column), ("r", row, right), ("b", below, column)
        outline = "".join(side for side, r, c in sides if isolated(r, c))
        handle = outline.endswith("rb") and self.carries_handle(view, index)
        if current and outline == "ltrb":
            return Around(current=True, handle=handle)
        return Around(current=current, selected=True, outline=outline, handle=handle)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        state: CellState = index.data(CELL) or EMPTY
        wide = option.rect.width()
        if isinstance(option.widget, QTableView):
            wide = option.widget.columnWidth(index.column())
        return QSize(wide, height_for(state, wide) + self.foot(option.widget, index))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        state: CellState = index.data(CELL) or EMPTY
        if state.long:
            made = LongEditor(parent)
            made.edit.installEventFilter(self)
            return made
        line = LineEditor(parent)
        right = state.align is Align.RIGHT
        line.setAlignment(
            Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        )
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, LongEditor):
            editor.edit.setPlainText(text)
            editor.edit.moveCursor(QTextCursor.MoveOperation.End)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LongEditor):
            model.setData(index, editor.edit.toPlainText(), Qt.ItemDataRole.EditRole)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        area.setHeight(area.height() - self.foot(option.widget, index))
        if isinstance(editor, LongEditor):
            lines = round(metrics().lineSpacing() * _SOME_LINES) + 16
            area.setHeight(max(area.height(), lines))
            area.setWidth(max(area.width(), 160))
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            editor = watched.parent() if isinstance(watched, QPlainTextEdit) else watched
            if isinstance(editor, QWidget) and self._key(editor, event):
                return True
        if isinstance(watched, QPlainTextEdit):
            # the long editor's text lies inside it: only the outer widget is the delegate's editor to Qt
            return False
        return super().eventFilter(watched, event)

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Handle a key typed into an editor; True when it must go no further."""
        hint = QAbstractItemDelegate.EndEditHint
        if event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                if isinstance(editor, LongEditor):
                    editor.edit.insertPlainText("\n")
                return True
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                text = editor.edit.toPlainText() if isinstance(editor, LongEditor) else _line(editor)
                self.closeEditor.emit(editor, hint.RevertModelCache)
                self.spread.emit(text)
                return True
            self._finish(editor, hint.SubmitModelCache)
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if not isinstance(editor, LongEditor):
            return False
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._finish(editor, hint.EditNextItem if event.key() == Qt.Key.Key_Tab else hint.EditPreviousItem)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor, hint.RevertModelCache)
            return True
        return False

    def _finish(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)


def _line(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else ""


_NOWHERE = Around()
