"""How a cell is typed into: what opens its editor, what stands in it, and when it may close."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.desk import Desk
from ui.look.cell_delegate import CellDelegate, LongEditor
from ui.look.cell_paint import height_for
from ui.look.cells import CELL
from ui.look.choice_editor import ChoiceEditor
from ui.look.fields import leave_to_window
from ui.sheets.model import SheetModel

Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemDelegate.EndEditHint
_Trigger = QAbstractItemView.EditTrigger
_WALKING = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
)  # fmt: skip
_OUTSIDE = 10  # px: more than the frame and the handle of a cell


class _LongEditor(LongEditor):
    """Hands on what an input method says to it: Qt tells the outer widget while the first word is composed."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """To the text itself."""
        QApplication.sendEvent(self.edit, event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where the caret is, for the window of the input method."""
        return self.edit.inputMethodQuery(query)


class SheetDelegate(CellDelegate):
    """Opens editors whose text the first key replaces, as in WPS 表格, in cells of several lines as well.

    While a text is typed anew the keys of the arrows store it and go on; F2 or a click into the text gives them to the
    caret, as does a text of several lines.
    """

    walked = Signal(object)  # QKeyEvent: the key that stored the text and is to move

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.replacing = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell; of a merged one that is cut by the edge of the table its words stand in the part that is seen."""
        view = option.widget
        if isinstance(view, QTableView) and view.rowSpan(index.row(), index.column()) > 1:
            high = height_for(index.data(CELL), view.columnWidth(index.column()))
            option.rect = _seen(option.rect, view.viewport().height(), high)
        super().paint(painter, option, index)

    def carries_handle(self, view: QTableView, index: Index) -> bool:
        """Only one block has a handle, and only where it can be filled."""
        return isinstance(view, EditingView) and view.carries_handle(index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor of one line, or of several."""
        state = index.data(CELL)
        if state.choices:
            return self._choice(parent, state.choices)
        if not state.long:
            return super().createEditor(parent, option, index)
        made = _LongEditor(parent)
        made.edit.installEventFilter(self)
        return made

    def _choice(self, parent: QWidget, choices: tuple[str, ...]) -> ChoiceEditor:
        made = ChoiceEditor(parent, choices)
        made.chosen.connect(lambda: self._finish(made, _Hint.SubmitModelCache))
        return made

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys of the window stay the window's, in cells of several lines as well."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.replacing = False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._turns(editor, event):
            return True
        return leave_to_window(event) or super().eventFilter(editor, event)

    def _turns(self, field: QObject, event: QKeyEvent) -> bool:
        """F2 gives the arrows to the caret, or back to the table; these then store the text and go on."""
        if event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self.replacing = not self.replacing
            return True
        if not self.replacing or event.key() not in _WALKING or not _is_short(field):
            return False
        if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            return False
        outer = field.parent() if isinstance(field, QPlainTextEdit) else field
        assert isinstance(outer, QWidget)
        self._finish(outer, _Hint.SubmitModelCache)
        self.walked.emit(event)
        return True

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The text as typed; all of it chosen when the first key is to replace it."""
        super().setEditorData(editor, index)
        if isinstance(editor, LongEditor):
            editor.edit.document().setModified(False)
            if self.replacing:
                editor.edit.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The text; typed anew as it stood it counts as the clerk's own."""
        if isinstance(model, SheetModel) and _typed_into(editor) == index.data(Qt.ItemDataRole.EditRole):
            model.retyped(index)
        else:
            super().setModelData(editor, model, index)


def _typed_into(editor: QWidget) -> str | None:
    """The text the clerk typed; None while nothing was."""
    if isinstance(editor, LongEditor):
        return editor.edit.toPlainText() if editor.edit.document().isModified() else None
    return editor.text() if isinstance(editor, QLineEdit) and editor.isModified() else None


def _is_short(field: QObject) -> bool:
    """Whether the text being typed has one line, and no list that the arrows belong to."""
    if isinstance(field, QPlainTextEdit):
        return field.document().size().height() <= 1  # counted in lines
    return isinstance(field, QLineEdit) and not isinstance(field, ChoiceEditor)


def _seen(area: QRect, high: int, needed: int) -> QRect:
    """The part of a cell within a table of a height, at least as high as its words need.

    Where the cell is cut, its frame and its handle lie outside.
    """
    top, bottom = max(area.top(), 0), min(area.bottom(), high - 1)
    if (top, bottom) == (area.top(), area.bottom()):
        return area
    lack = max(0, needed - (bottom - top + 1))
    bottom, top = (bottom, top - lack) if top > area.top() else (bottom + lack, top)
    return QRect(area.left(), top - _OUTSIDE, area.width(), bottom - top + 1 + 2 * _OUTSIDE) & area


class EditingView(QTableView):
    """A table whose open editor keeps its text until the book has it."""

    typed = Signal(object, str)  # index of the cell being edited, text so far

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._refused = False
        self._delegate = SheetDelegate(self)
        self._delegate.entered.connect(self._entered)
        self._delegate.walked.connect(self._walked)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.DoubleClicked | _Trigger.EditKeyPressed)
        desk.failed.connect(self._refuse)
        desk.leaving.connect(self.finish_typing)

    def move_on(self, down: int, right: int) -> None:
        """Go to a neighbour."""
        raise NotImplementedError

    def carries_handle(self, index: Index) -> bool:
        """Whether a cell is the one at whose corner the handle is."""
        raise NotImplementedError

    def editor(self) -> QLineEdit | QPlainTextEdit | None:
        """Where text is typed now; None while no cell is being edited."""
        made = self.indexWidget(self.currentIndex()) if self.state() == self.State.EditingState else None
        if isinstance(made, LongEditor):
            return made.edit
        return made if isinstance(made, QLineEdit) else None

    def finish_typing(self) -> None:
        """Put the text of an open editor into the book."""
        made = self.indexWidget(self.currentIndex()) if self.editor() is not None else None
        if made is not None:
            self.commitData(made)
            self.closeEditor(made, _Hint.NoHint)

    def edit(self, index: Index, *rest: object) -> bool:
        """Open an editor: a letter replaces the text, F2 and a double click go on behind it."""
        self._delegate.replacing = bool(rest) and rest[0] == _Trigger.AnyKeyPressed
        opened = super().edit(index, *rest)
        field = self.editor() if opened and len(rest) == 2 else None
        if field is not None:
            if isinstance(field, QLineEdit) and not self._delegate.replacing:
                field.end(False)
            self._watch(field, QPersistentModelIndex(index))
        if isinstance(field, ChoiceEditor):
            field.offer()
        return opened

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word that comes without having been composed first goes into the editor it opens; Qt would drop it."""
        at_once = self.editor() is None and event.commitString() and not event.preeditString()
        super().inputMethodEvent(event)
        field = self.editor()
        if at_once and field is not None:
            QApplication.sendEvent(field, event)

    def _watch(self, field: QLineEdit | QPlainTextEdit, index: QPersistentModelIndex) -> None:
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda text: self.typed.emit(index, text))
        else:
            field.textChanged.connect(lambda: self.typed.emit(index, field.toPlainText()))

    def _refuse(self) -> None:
        self._refused = True

    def _entered(self, up: bool) -> None:
        if not self._refused:
            self.move_on(-1 if up else 1, 0)

    def _walked(self, event: QKeyEvent) -> None:
        if not self._refused:
            self.keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:
        """Hand the text to the book, which may refuse it."""
        self._refused = False
        super().commitData(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """A refused text stays open; Tab in an editor goes on without opening the next one, as in a sheet."""
        if self._refused and hint != _Hint.RevertModelCache:
            return
        if hint not in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            super().closeEditor(editor, hint)
            if hint == _Hint.RevertModelCache:
                index = self.currentIndex()
                self.typed.emit(QPersistentModelIndex(index), str(index.data(Qt.ItemDataRole.EditRole)))
            return
        super().closeEditor(editor, _Hint.NoHint)
        self.move_on(0, 1 if hint == _Hint.EditNextItem else -1)
        self.setFocus()
