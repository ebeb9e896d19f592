"""A floating list of what can be put into the text: what each is called, what it says, narrowed by typing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.look.faces import advance, face, metrics
from ui.look.fields import LineField
from ui.look.popup import Popup
from ui.look.strokes import box
from ui.look.tokens import color

_WIDTH, _HEIGHT, _ROW = 380, 360, 32
_CHOICE = Qt.ItemDataRole.UserRole.value + 1
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing of the list: what it is called, what it says, and itself."""

    caption: str
    text: str
    thing: object


class _Choices(QAbstractListModel):
    """The choices whose caption or text holds every word that is looked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._found: tuple[Choice, ...] = ()

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        self._all = choices
        self.narrow("")

    def narrow(self, text: str) -> None:
        words = text.split()
        self.beginResetModel()
        self._found = tuple(c for c in self._all if all(word in f"{c.caption} {c.text}" for word in words))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._found[index.row()]
        if role == _CHOICE:
            return choice
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{choice.caption} {choice.text}"
        return None


class _Row(QStyledItemDelegate):
    """Caption at the left, what it says now at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTH - 20, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area = QRectF(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            box(painter, area, 6, color("accent_tint" if chosen else "hover"))
        choice: Choice = index.data(_CHOICE)
        room = area.adjusted(10, 0, -10, 0)
        text = metrics("body").elidedText(choice.text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width() / 2)
        caption_room = room.width() - advance(text) - 12
        caption = metrics("body").elidedText(choice.caption, Qt.TextElideMode.ElideRight, caption_room)
        painter.setFont(face("body"))
        painter.setPen(color("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, caption)
        painter.setPen(color("accent"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        painter.restore()


class Picker(Popup):
    """A floating list with a line to search in; Enter or a click takes a choice, Esc closes.

    ``searched`` says in the empty line by what, ``listed`` what is in the list.
    """

    chosen = Signal(object)  # the thing of the choice

    def __init__(self, parent: QWidget, searched: str, listed: str) -> None:
        super().__init__(parent)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.search = LineField("", searched, icon_name="search")
        self.search.setAccessibleName(searched)
        self.list = QListView()
        self.list.setAccessibleName(listed)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = _Choices(self)
        self.list.setModel(self._model)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 10, 6, 8)
        self.column.setSpacing(8)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._take)

    def open_at(self, at: QPoint, choices: tuple[Choice, ...]) -> None:
        """Show the list with its corner at a point of the screen, or above it where there is no room below."""
        self.offer(choices)
        screen = self.screen().availableGeometry()
        left = min(at.x(), screen.right() - _WIDTH)
        top = at.y() if at.y() + _HEIGHT <= screen.bottom() else max(screen.top(), at.y() - _HEIGHT - 40)
        self.move(left, top)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """Show other choices, all of them."""
        self._model.set_choices(choices)
        self.search.clear()
        self._narrow("")

    def current(self) -> Choice | None:
        """The choice that Enter would take."""
        found = self.list.currentIndex().data(_CHOICE)
        return found if isinstance(found, Choice) else None

    def _narrow(self, text: str) -> None:
        self._model.narrow(text)
        self.list.setCurrentIndex(self._model.index(0))

    def _take(self, index: Index) -> None:
        choice = index.data(_CHOICE)
        if isinstance(choice, Choice):
            self.close()
            self.chosen.emit(choice.thing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move along the list while the clerk types in the line above it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.list.currentIndex().row() + step
                self.list.setCurrentIndex(self._model.index(min(max(row, 0), self._model.rowCount() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return False
