"""Ctrl+F: words found anywhere in the book, by project and with their places; Enter or a click goes there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.model import Place
from core.search.searching import MOST, Hit
from ui.desk import Desk
from ui.look.buttons import link
from ui.look.cards import Rule
from ui.look.faces import advance, drop, face, metrics
from ui.look.fields import LineField, label
from ui.look.notices import FloatingCard
from ui.look.strokes import box
from ui.look.tokens import color
from ui.places import title_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NOT_FOUND = "没有找到"
_HEAD, _HIT, _FOOT = 30, 46, 40
_WIDE, _MOST_HIGH, _BELOW = 520, 420, 6
_SIDE = 16
_SEPARATOR = " › "
_Item = str | Hit
"""A project's name above its hits, or a hit."""


class _Items(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[_Item, ...] = ()

    def show_items(self, items: Iterable[_Item]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled
        return plain if isinstance(self.items[index.row()], str) else plain | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                item if isinstance(item, str) else f"{_line(item.before)}{item.found}{_line(item.after)}，{item.where}"
            )
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(item, Hit):
            return item.where
        return None


class _Delegate(QStyledItemDelegate):
    """A project's name, or a hit: the words with what stands around them, and the place below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Items):
            return
        item, area = model.items[index.row()], QRectF(option.rect)
        if isinstance(item, str):
            painter.setFont(face("caption_bold"))
            painter.setPen(color("soft"))
            painter.drawText(QPointF(area.left() + _SIDE, area.center().y() + 2 + drop("caption")), item)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, area.adjusted(8, 1, -8, -1), 6, color("accent_tint"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, area.adjusted(8, 1, -8, -1), 6, color("hover"))
        _paint_words(painter, area, item)
        where = _SEPARATOR.join(item.where.split(_SEPARATOR)[1:]) or item.where
        times = f"，{item.times} 处" if item.times > 1 else ""
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        words = metrics("caption").elidedText(where + times, Qt.TextElideMode.ElideMiddle, area.width() - 2 * _SIDE)
        painter.drawText(QPointF(area.left() + _SIDE, area.top() + 33 + drop("caption")), words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        head = isinstance(model, _Items) and isinstance(model.items[index.row()], str)
        return QSize(160, _HEAD if head else _HIT)


def _paint_words(painter: QPainter, area: QRectF, hit: Hit) -> None:
    """What was found in bold accent between what stands around it."""
    left, baseline = area.left() + _SIDE, area.top() + 14 + drop()
    right = area.right() - _SIDE
    parts = ((_line(hit.before), "ink", False), (hit.found, "accent", True), (_line(hit.after), "ink", False))
    for text, ink, bold in parts:
        words = metrics("body", bold).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, right - left))
        painter.setFont(face("body", bold))
        painter.setPen(color(ink))
        painter.drawText(QPointF(left, baseline), words)
        left += advance(words, "body", bold)


def _words(hit: Hit) -> str:
    """All of a hit for screen readers."""
    return f"{_line(hit.before)}{hit.found}{_line(hit.after)}，{hit.where}"


def _line(text: str) -> str:
    return text.replace("\n", " ")


class HitsCard(FloatingCard):
    """The hits below the field; it never takes the keyboard."""

    chosen = Signal(object)  # Hit
    replace_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setAccessibleName("找到的地方")
        self.model = _Items()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("找到的地方")
        self.view.clicked.connect(self._click)
        self._told = label("", "caption", "soft")
        self.replace = link("替换文字", small=True)
        self.replace.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.replace.clicked.connect(self.replace_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 0, _SIDE, 0)
        foot.addWidget(self._told, 1)
        foot.addWidget(self.replace)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addWidget(Rule())
        column.addLayout(foot)

    def show_hits(self, items: tuple[_Item, ...], told: str) -> None:
        """Show other hits, the first of them marked."""
        self.model.show_items(items)
        self._told.setText(told)
        self.view.setVisible(bool(items))
        self.move_by(1)

    def current(self) -> Hit | None:
        """The hit that is marked."""
        index = self.view.currentIndex()
        item = self.model.items[index.row()] if index.isValid() else None
        return item if isinstance(item, Hit) else None

    def move_by(self, step: int) -> None:
        """Mark the next hit, or the one before."""
        row = self.view.currentIndex().row() + step
        while 0 <= row < len(self.model.items) and isinstance(self.model.items[row], str):
            row += step
        if 0 <= row < len(self.model.items):
            index = self.model.index(row)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(self.model.index(row - 1 if row else row))  # with the name above it
            self.view.scrollTo(index)

    def high(self) -> int:
        """The height its content needs, within bounds."""
        rows = sum(_HEAD if isinstance(item, str) else _HIT for item in self.model.items)
        return min(_MOST_HIGH, rows + _FOOT + 14)

    def _click(self, index: QModelIndex) -> None:
        item = self.model.items[index.row()]
        if isinstance(item, Hit):
            self.chosen.emit(item)


class SearchField(LineField):
    """Finds words in everything typed, of all years; the hits hang below while the keyboard is here."""

    replace_wanted = Signal(str)  # the words to be replaced

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "查找项目、指标、文字", icon_name="search", note="Ctrl+F")
        self._desk = desk
        self.hits: tuple[Hit, ...] = ()
        self._card: HitsCard | None = None
        self.setMinimumWidth(120)
        self.set_narrow(False)
        self.setAccessibleName("查找")
        self.textEdited.connect(lambda _: self.look())
        self.returnPressed.connect(self._go_to_marked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Without the keyboard it steps back: a button's line in place of a field's."""
        super().paintEvent(event)
        if not self.hasFocus():
            box(QPainter(self), QRectF(self.rect()), 6, None, color("edge"))

    def set_narrow(self, narrow: bool) -> None:
        """Where the window is narrow it takes less room and says less."""
        self.setMaximumWidth(176 if narrow else 288)
        self.setPlaceholderText("查找" if narrow else "查找项目、指标、文字")

    @property
    def card(self) -> HitsCard:
        """The card with the hits, over the window the field stands in."""
        if self._card is None:
            self._card = HitsCard(self.window())
            self._card.chosen.connect(self.go)
            self._card.replace_wanted.connect(self._replace)
            self.window().installEventFilter(self)
        return self._card

    def look(self) -> None:
        """Look for what is typed now."""
        words = self.text().strip()
        self.hits = self._desk.find(words) if words else ()
        if not words:
            self.close_card()
            return
        self.card.show_hits(tuple(self._items()), self._told())
        self.card.setFixedWidth(min(_WIDE, self.window().width() - 32))
        self.card.resize(self.card.width(), min(self.card.high(), self.window().height() - 96))
        self.card.settle(self._corner())
        self.card.show()
        self.card.raise_()

    def _items(self) -> Iterator[_Item]:
        """The hits, each project's under its name."""
        before: int | None = None
        for hit in self.hits:
            if hit.place.project != before:
                before = hit.place.project
                yield self._name(before)
            yield hit

    def _name(self, project: int) -> str:
        dossier = self._desk.book.dossiers.get(project)
        if dossier is None:
            return "单位信息"
        year = dossier.project.year
        return title_of(dossier) if year == self._desk.year else f"{title_of(dossier)}（{year} 年度）"

    def _told(self) -> str:
        if not self.hits:
            return NOT_FOUND
        more = "以上，再多打几个字会更准" if len(self.hits) == MOST else ""
        return f"{len(self.hits)} 处{more}" if more else f"{len(self.hits)} 处，回车前往，↑↓ 选择"

    def _corner(self) -> QPoint:
        """Below the field, right edges in line, and wholly inside."""
        corner = self.mapTo(self.window(), QPoint(self.width(), self.height() + _BELOW))
        return QPoint(max(8, corner.x() - self.card.width()), corner.y())

    def close_card(self) -> None:
        """Put the hits away."""
        if self._card is not None:
            self._card.hide()

    def _go_to_marked(self) -> None:
        if self._card is None or self._card.isHidden():
            self.look()
        elif (hit := self._card.current()) is not None:
            self.go(hit)

    def go(self, hit: Hit) -> None:
        """Go to a hit; the words stay, to go on from there."""
        self.close_card()
        self._desk.go_to(cell_of(self._desk, hit.place))

    def _replace(self) -> None:
        self.close_card()
        self.replace_wanted.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move among the hits, Esc puts them away."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        shown = self._card is not None and not self._card.isHidden()
        if step and shown:
            self.card.move_by(step)
        elif step > 0 and self.text().strip():
            self.look()
        elif event.key() == Qt.Key.Key_Escape and shown:
            self.close_card()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What was found last is there again."""
        super().focusInEvent(event)
        if self.text().strip() and event.reason() == Qt.FocusReason.ShortcutFocusReason:
            self.look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The hits go with the keyboard."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.close_card()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With another size of the window the card moves along."""
        if event.type() == QEvent.Type.Resize and self._card is not None and not self._card.isHidden():
            self._card.settle(self._corner())
        return False


def cell_of(desk: Desk, place: Place) -> Place:
    """Where a text is shown: the clerk's answer to a finding stands at the cell the finding speaks of."""
    if place.table != "reason":
        return place
    written = next(row for row in desk.book.dossiers[place.project].reason if row.id == place.row)
    found = (each.places[0] for each in desk.findings(place.project) if each.subject == written.subject and each.places)
    return next(found, Place("project", place.project, "name"))
