"""The list of live figures to put into the text: what each is called, what it says now, narrowed by typing."""

from __future__ import annotations

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
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from core.report.figures import Figure
from ui.look.faces import advance, face, metrics
from ui.look.fields import LineField
from ui.look.strokes import box
from ui.look.tokens import color

_WIDTH, _HEIGHT, _ROW = 380, 360, 32
_FIGURE = Qt.ItemDataRole.UserRole.value + 1
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class _Figures(QAbstractListModel):
    """The figures whose caption or text holds every word that is looked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: tuple[Figure, ...] = ()
        self._found: tuple[Figure, ...] = ()

    def set_figures(self, figures: tuple[Figure, ...]) -> None:
        self._all = figures
        self.narrow("")

    def narrow(self, text: str) -> None:
        words = text.split()
        self.beginResetModel()
        self._found = tuple(f for f in self._all if all(word in f"{f.caption} {f.text}" for word in words))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        figure = self._found[index.row()]
        if role == _FIGURE:
            return figure
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{figure.caption} {figure.text}"
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
        figure = index.data(_FIGURE)
        room = area.adjusted(10, 0, -10, 0)
        text = metrics("body").elidedText(figure.text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width() / 2)
        caption_room = room.width() - advance(text) - 12
        caption = metrics("body").elidedText(figure.caption, Qt.TextElideMode.ElideRight, caption_room)
        painter.setFont(face("body"))
        painter.setPen(color("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, caption)
        painter.setPen(color("accent"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        painter.restore()


class FigurePicker(QFrame):
    """A floating list with a line to search in; Enter or a click takes a figure, Esc closes."""

    chosen = Signal(object)  # Figure

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.search = LineField("", "按名称或数值查找", icon_name="search")
        self.search.setAccessibleName("查找数据")
        self.list = QListView()
        self.list.setAccessibleName("可以插入的数据")
        self.list.setItemDelegate(_Row(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = _Figures(self)
        self.list.setModel(self._model)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 6, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._take)

    def open_at(self, at: QPoint, figures: tuple[Figure, ...]) -> None:
        """Show the list with its corner at a point of the screen, or above it where there is no room below."""
        self._model.set_figures(figures)
        self.search.clear()
        self._narrow("")
        screen = self.screen().availableGeometry()
        left = min(at.x(), screen.right() - _WIDTH)
        top = at.y() if at.y() + _HEIGHT <= screen.bottom() else max(screen.top(), at.y() - _HEIGHT - 40)
        self.move(left, top)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _narrow(self, text: str) -> None:
        self._model.narrow(text)
        self.list.setCurrentIndex(self._model.index(0))

    def _take(self, index: Index) -> None:
        figure = index.data(_FIGURE)
        if figure is not None:
            self.close()
            self.chosen.emit(figure)

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """A floating ground with a thin line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("paper"))
        box(painter, QRectF(self.rect()), 0, color("paper"), color("edge"))
