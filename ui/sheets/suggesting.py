"""The list below an open editor: what earlier years and a library offer for what is being typed.

It never takes the keyboard: arrow keys mark a line in it, Enter takes the marked one, else it stores what was typed;
Esc closes the list and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.edits import Edit
from ui.look.faces import advance, face
from ui.look.strokes import edge
from ui.look.tokens import color
from ui.sheets.model import SheetModel
from ui.sheets.sheet import SheetRow
from ui.sheets.view import SheetView

Index = QModelIndex | QPersistentModelIndex
_LINE, _PADDING, _MOST_SHOWN = 30, 8, 8
_NARROWEST, _WIDEST = 260, 520
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line: the text it puts in, a few faint words behind it, and what the keeper knows of it."""

    text: str
    detail: str = ""
    what: object = None


@runtime_checkable
class Suggester(Protocol):
    """A keeper that has something to offer while a cell is typed into."""

    def suggest(self, row: SheetRow, column: int, text: str) -> tuple[Suggestion, ...]:
        """What could be meant by a text, the likeliest first."""

    def choose(self, row: SheetRow, column: int, suggestion: Suggestion) -> tuple[Edit | None, str]:
        """The step that takes a suggestion, and its name."""


class _Lines(QAbstractListModel):
    """The suggestions for the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.all: tuple[Suggestion, ...] = ()

    def put(self, found: tuple[Suggestion, ...]) -> None:
        self.beginResetModel()
        self.all = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        said = self.all[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{said.text} {said.detail}"
        return said.text if role == Qt.ItemDataRole.DisplayRole else None


class _Line(QStyledItemDelegate):
    """Text left, faint words right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> object:
        size = super().sizeHint(option, index)
        size.setHeight(_LINE)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        said = index.model().all[index.row()]
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, color("accent_tint" if marked else "paper"))
        room = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        wide = round(advance(said.detail, "caption"))
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), said.detail)
        painter.setFont(face("body"))
        painter.setPen(color("ink"))
        left = QRect(room).adjusted(0, 0, -wide - _PADDING, 0)
        text = option.fontMetrics.elidedText(said.text, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


class SuggestionList(QListView):
    """Shows and takes suggestions for the open editor of a table."""

    def __init__(self, view: SheetView, model: SheetModel, suggester: Suggester) -> None:
        super().__init__(view)
        self._view, self._sheet, self._suggester = view, model, suggester
        self._at: QPersistentModelIndex | None = None
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Line(self))
        self.setFont(face("body"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("可以选的内容")
        self.hide()
        self.clicked.connect(self.take)
        view.typed.connect(self._offer)
        view.itemDelegate().closeEditor.connect(lambda *_: self.hide())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, and the thin line around them all."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        edge(painter, self.viewport().rect(), "ltrb", color("edge"))

    def _offer(self, index: QPersistentModelIndex, text: str) -> None:
        field = self._view.editor()
        if field is None or not index.isValid() or self._sheet.cell(index).choices:
            self.hide()
            return
        found = self._suggester.suggest(self._sheet.row(index), index.column(), text.strip())
        if not found or (len(found) == 1 and found[0].text == text):
            self.hide()
            return
        self._at = index
        self._lines.put(found)
        field.removeEventFilter(self)
        field.installEventFilter(self)  # the newest is asked first
        self._place(field)

    def _place(self, field: QWidget) -> None:
        """Below the editor; above it where the window ends."""
        around = self._view.window()
        if self.parent() is not around:
            self.setParent(around)
        widest = max(advance(f"{s.text}　　{s.detail}") for s in self._lines.all) + 4 * _PADDING
        cell = self._view.visualRect(QModelIndex(self._at)) if self._at is not None else QRect()
        wide = min(max(_NARROWEST, round(widest), cell.width()), _WIDEST, around.width())
        high = min(len(self._lines.all), _MOST_SHOWN) * _LINE
        at = self._view.viewport().mapTo(around, QPoint(cell.left(), cell.top() + max(cell.height(), field.height())))
        if at.y() + high > around.height():
            at.setY(max(0, at.y() - max(cell.height(), field.height()) - high))
        self.setGeometry(min(at.x(), around.width() - wide), at.y(), wide, high)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the editor while the list is there."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self.isHidden():
            return super().eventFilter(watched, event)
        key, marked = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._mark(marked.row() + (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in _ENTER and marked.isValid() and not event.modifiers():
            self.take(marked)
        else:
            return super().eventFilter(watched, event)
        return True

    def _mark(self, row: int) -> None:
        """Mark a line; above the first one none is."""
        self.setCurrentIndex(self._lines.index(min(row, len(self._lines.all) - 1)) if row >= 0 else QModelIndex())

    def take(self, index: QModelIndex) -> None:
        """Put a suggestion into the book; the editor's text is given up for it."""
        at, said = self._at, self._lines.all[index.row()]
        editor = self._view.indexWidget(self._view.currentIndex())
        self.hide()
        if at is None or not at.isValid():
            return
        edit, name = self._suggester.choose(self._sheet.row(at), at.column(), said)
        if editor is not None:
            self._view.itemDelegate().closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        if edit is not None:
            self._view.submit_here(edit, name)
        self._view.setFocus()
