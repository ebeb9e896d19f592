"""The gate before handing in: rows of what is checked, and the lines of one of them, all painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look import icons
from ui.look.cell_text import LINE
from ui.look.faces import advance, drop, face, metrics
from ui.look.signs import (
    LETTER_BOX,
    Counts,
    Letter,
    Sign,
    Stage,
    counts_width,
    paint_counts,
    paint_dial,
    paint_letter,
    paint_sign,
)
from ui.look.strokes import box, edge
from ui.look.tokens import color
from ui.look.told import ABOVE, Told

CHECK = Qt.ItemDataRole.UserRole + 43
"""Item role under which a model gives a `CheckRow`, a `CheckHead` or a `CheckLine`."""

ROW, LOW_ROW = 36, 28
HEAD = 36

Mark = Sign | Letter | Stage | str
"""What stands before a row or line; a text is the name of an icon."""

_MARGIN = 8
_MARK_AT, _TEXT_AT, _RIGHT = 22, 38, 16
_BUTTON, _PADDING = 28, 11


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing that is checked: `正文与表格一致   需核实 2`."""

    name: str
    verdict: str
    mark: Mark
    hue: str = "soft"
    counts: Counts = ()
    """Painted in place of the verdict: how many of each level."""

    @property
    def words(self) -> str:
        """All of it for screen readers."""
        return f"{self.name} {self.verdict}"

    @property
    def taken(self) -> float:
        """Logical width of what stands at the right."""
        return counts_width(self.counts) if self.counts else advance(self.verdict, "caption")


@dataclass(frozen=True, slots=True)
class CheckHead:
    """A project above its lines, with the link that opens it."""

    title: str
    link: str = ""

    @property
    def words(self) -> str:
        """All of it for screen readers."""
        return self.title


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that is so: where it is, what was said to it (`note`), and the one way out on a button."""

    mark: Mark
    sentence: str
    path: tuple[str, ...] = ()
    note: str = ""
    button: str = ""
    fix: bool = False
    """Whether the button mends it at one click."""

    @property
    def told(self) -> Told:
        """What is painted left of the button."""
        return Told(self.sentence, self.path, self.note, settled=self.mark == "check")

    @property
    def words(self) -> str:
        """All of it for screen readers."""
        told = self.mark.word if isinstance(self.mark, Sign) else ""
        parts = (told, self.sentence, self.told.where, self.note)
        return "，".join(part for part in parts if part)


Item = CheckHead | CheckLine


def paint_mark(painter: QPainter, middle: QPointF, mark: Mark) -> None:
    """Paint a mark around `middle`."""
    if isinstance(mark, Sign):
        paint_sign(painter, middle, mark)
    elif isinstance(mark, Letter):
        half = LETTER_BOX / 2
        paint_letter(painter, QRectF(middle.x() - half, middle.y() - half, LETTER_BOX, LETTER_BOX), mark)
    elif isinstance(mark, Stage):
        paint_dial(painter, middle, mark, 11)
    else:
        token = "accent" if mark == "check" else "faint"
        icons.paint(painter, QRectF(middle.x() - 8, middle.y() - 8, 16, 16), mark, token)


class CheckRowDelegate(QStyledItemDelegate):
    """Paints the list of what is checked from its `CheckRow`s; `row_height` is less where the screen is low."""

    row_height = ROW

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(CHECK)
        if not isinstance(row, CheckRow):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect).adjusted(_MARGIN, 1, -_MARGIN, -1)
        self._paint_ground(painter, option, area, chosen)
        middle = area.center().y()
        paint_mark(painter, QPointF(area.left() + 18, middle), row.mark)
        left, right = area.left() + 33, area.right() - 9
        taken = row.taken
        if row.counts:
            paint_counts(painter, right - taken, middle, row.counts)
        else:
            painter.setFont(face("caption"))
            painter.setPen(color(row.hue))
            painter.drawText(QPointF(right - taken, middle + drop("caption")), row.verdict)
        painter.setFont(face("body", chosen))
        painter.setPen(color("ink"))
        room = right - taken - 10 - left
        name = metrics("body", chosen).elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, middle + drop()), name)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, chosen: bool) -> None:
        if chosen:
            box(painter, area, 6, color("accent_tint"))
            box(painter, QRectF(area.left(), area.center().y() - 7, 3, 14), 1.5, color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, area, 6, color("hover"))
        _paint_focus(painter, option, area)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(CHECK)
        wide = 42 + advance(row.name, "body", True) + 10 + row.taken + 17
        return QSize(round(wide) + 1, self.row_height)


class CheckDelegate(QStyledItemDelegate):
    """Paints the heads and lines of a `CheckView`."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(CHECK)
        lit = isinstance(option.widget, CheckView) and option.widget.over == index
        if isinstance(item, CheckHead):
            _paint_head(painter, option.rect, item, lit)
        elif isinstance(item, CheckLine):
            if option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
                painter.fillRect(option.rect, color("calc"))
            _paint_line(painter, option.rect, item, lit)
            if isinstance(index.sibling(index.row() + 1, 0).data(CHECK), CheckLine):
                edge(painter, option.rect.adjusted(_TEXT_AT, 0, 0, 0), "b", color("line"))
            _paint_focus(painter, option, QRectF(option.rect).adjusted(3, 2, -3, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        item = index.data(CHECK)
        return QSize(wide, item_height(item, wide) if item is not None else 0)


class CheckView(QListView):
    """Lines under their projects.  A click or Enter leads to the cell; the button, or Space, takes the way out."""

    chosen = Signal(QModelIndex)
    way_taken = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.over = QPersistentModelIndex()
        """The item whose link or button is under the mouse."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(CheckDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What can be clicked shows it."""
        super().mouseMoveEvent(event)
        over = self._way_at(event)
        if over == self.over:
            return
        self.over = QPersistentModelIndex(over)
        link = isinstance(over.data(CHECK), CheckHead) if over.isValid() else False
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a link or button is no jump."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        way, index = self._way_at(event), self.indexAt(event.position().toPoint())
        if way.isValid():
            self.way_taken.emit(way)
        elif isinstance(index.data(CHECK) if index.isValid() else None, CheckLine):
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the cell, Space takes the way out."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self.way_taken.emit(index)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _way_at(self, event: QMouseEvent) -> QModelIndex:
        """The item whose link or button lies under the mouse; invalid without one."""
        index = self.indexAt(event.position().toPoint())
        item = index.data(CHECK) if index.isValid() else None
        over = item is not None and way_rect(self.visualRect(index), item).contains(event.position())
        return index if over else QModelIndex()


def item_height(item: Item, width: int) -> int:
    """Height in logical pixels of a head or a line at `width`."""
    if isinstance(item, CheckHead):
        return HEAD
    return max(item.told.height(_room(item, width)), _BUTTON + 12)


def way_rect(rect: QRect, item: Item) -> QRectF:
    """Where the link of a head or the button of a line lies; empty without one."""
    if isinstance(item, CheckHead):
        wide = advance(item.link) if item.link else 0
        return QRectF(rect.x() + rect.width() - _RIGHT - wide, rect.y() + 6, wide, HEAD - 12)
    if not item.button:
        return QRectF()
    wide = advance(item.button) + 2 * _PADDING
    return QRectF(rect.x() + rect.width() - _RIGHT - wide, rect.center().y() - _BUTTON / 2, wide, _BUTTON)


def _room(item: CheckLine, width: int) -> int:
    """Width for the words of a line: those beside a button end before it."""
    taken = round(advance(item.button)) + 2 * _PADDING + 16 if item.button else 0
    return max(80, width - _TEXT_AT - _RIGHT - taken)


def _paint_head(painter: QPainter, rect: QRect, head: CheckHead, lit: bool) -> None:
    painter.fillRect(rect, color("head"))
    edge(painter, rect, "tb", color("line"))
    middle, link = rect.center().y() + 1, way_rect(rect, head)
    painter.setFont(face("body_bold"))
    painter.setPen(color("ink"))
    room = link.left() - 16 - rect.x() - _RIGHT
    title = metrics("body_bold").elidedText(head.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(rect.x() + _RIGHT, middle + drop("body_bold")), title)
    painter.setFont(face("body"))
    painter.setPen(color("accent_hi" if lit else "accent"))
    painter.drawText(QPointF(link.left(), middle + drop()), head.link)
    if lit:
        edge(painter, link.adjusted(0, 0, 0, -2), "b", color("accent_hi"))


def _paint_line(painter: QPainter, rect: QRect, line: CheckLine, lit: bool) -> None:
    room = _room(line, rect.width())
    top = rect.y() + (item_height(line, rect.width()) - line.told.height(room)) // 2
    paint_mark(painter, QPointF(rect.x() + _MARK_AT, top + ABOVE + LINE / 2), line.mark)
    line.told.paint(painter, rect.x() + _TEXT_AT, top, room)
    _paint_button(painter, way_rect(rect, line), line, lit)


def _paint_button(painter: QPainter, area: QRectF, line: CheckLine, lit: bool) -> None:
    if area.isEmpty():
        return
    box(painter, area, 6, color("hover" if lit else "paper"), color("accent" if line.fix else "edge"))
    painter.setFont(face("body"))
    painter.setPen(color("accent" if line.fix else "ink"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, line.button)


def _paint_focus(painter: QPainter, option: QStyleOptionViewItem, area: QRectF) -> None:
    focused = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if option.state & focused == focused:
        box(painter, area, 6, None, color("accent"), 2)
