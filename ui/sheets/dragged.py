"""Rows dragged by the mouse: by their number, or by the grip at their left edge, to another place in their group.

Qt's own drag and drop would take the press from choosing blocks and show a line between any two rows; what is taken
from Qt is the distance that begins a drag.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QToolTip, QWidget

from ui.desk import Desk
from ui.look.grip import WIDE, Landing, paint_grip
from ui.look.tokens import color
from ui.sheets.model import SheetModel
from ui.sheets.rowed import DOWN, UP, RowKeeper, RowView
from ui.sheets.sheet import SheetRow

_TIP = f"拖动可以换位置；按键是 {UP} 和 {DOWN}"
_ELSEWHERE = "这里放不下：行只能拖到同一类别的其他行之间。"
_VEIL = 150  # of 255: how far the paper shows through the rows that are on their way
_NEAR = 24  # px from the edge of a table or page within which it scrolls on
_AT_ONCE, _BEAT = 12, 50  # by so many px at most, each so many ms


@dataclass(frozen=True, slots=True)
class _Held:
    """Rows in the hand: they lie together among the numbers of their group's rows."""

    rows: tuple[SheetRow, ...]
    inside: tuple[int, ...]  # the sheet's numbers of the clerk's rows of the group, in order
    first: int  # of the rows, among these
    at: QPoint  # where they were taken hold of

    @property
    def numbers(self) -> tuple[int, ...]:
        """The sheet's numbers of the rows."""
        return self.inside[self.first : self.first + len(self.rows)]


class DragView(RowView):
    """A table whose rows can be dragged where its keeper knows how to move them."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._held: _Held | None = None
        self._dragging = False
        self._line = Landing(self.viewport())
        self._over = -1  # the row whose grip is seen
        self._pointer = QPoint()  # where on the screen it was last seen dragging
        self._scrolling = QTimer(self, interval=_BEAT)
        self._scrolling.timeout.connect(self._drag_on)
        model.modelAboutToBeReset.connect(self._let_rows_go)

    # --- the grip ----------------------------------------------------------------------------------------------------

    def grip(self, row: int) -> QRect:
        """Where a row is taken hold of: its number, else its left edge; empty where it cannot be moved."""
        model, rows = self._sheet_model, self._sheet_model.sheet.rows
        still = self._desk.read_only or model.viewing is not None or model.plan is not None
        if still or self.editor() is not None or not 0 <= row < len(rows) or not self.keeps_rows:
            return QRect()
        if not rows[row].row or len(self._group_of(rows[row])) < 2:
            return QRect()
        column = self._grip_column()
        area = self.visualRect(model.index(row, column))
        foot = self._delegate.foot(self, model.index(row, column))
        numbered = rows[row].cells[column].place is None
        return QRect(area.left(), area.top(), area.width() if numbered else WIDE, area.height() - foot)

    def _grip_column(self) -> int:
        """The first column that holds no merged level."""
        return next(n for n, column in enumerate(self._sheet_model.sheet.columns) if not column.level)

    def _group_of(self, row: SheetRow) -> tuple[int, ...]:
        """The sheet's numbers of the clerk's rows in the group of a row."""
        rows = self._sheet_model.sheet.rows
        return tuple(n for n, other in enumerate(rows) if other.row and other.group == row.group)

    def _show_grip(self, row: int) -> None:
        if row != self._over:
            for number in (self._over, row):
                self.viewport().update(self.grip(number))
            self._over = row

    def leaveEvent(self, event: QEvent) -> None:
        """Without the pointer no grip is seen."""
        self._show_grip(-1)
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What the grip is for."""
        if isinstance(event, QHelpEvent) and self.grip(self.rowAt(event.pos().y())).contains(event.pos()):
            QToolTip.showText(event.globalPos(), _TIP, self)
            return True
        return super().viewportEvent(event)

    # --- dragging ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a row, or of the chosen rows it is one of."""
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if not plain or self.handle().contains(at) or not self.grip(row).contains(at):
            super().mousePressEvent(event)
            return
        self._held = self._taken(row, at)
        if len(self._held.rows) == 1:
            self._go(row, self._grip_column())

    def _taken(self, row: int, at: QPoint) -> _Held:
        """The chosen rows where the row is one of them and they lie together in its group, else the row alone."""
        rows = self._sheet_model.sheet.rows
        inside, chosen = self._group_of(rows[row]), self.chosen_rows()
        numbers = tuple(n for n in inside if rows[n] in chosen)
        first = inside.index(numbers[0]) if numbers else 0
        if row in numbers and len(numbers) == len(chosen) and inside[first : first + len(numbers)] == numbers:
            return _Held(chosen, inside, first, at)
        return _Held((rows[row],), inside, inside.index(row), at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; else show the grip of the row below the pointer."""
        at = event.position().toPoint()
        if self._held is None:
            super().mouseMoveEvent(event)
            row = -1 if event.buttons() else self.rowAt(at.y())
            self._show_grip(row)
            if self.grip(row).contains(at) and not self.handle().contains(at):
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._dragging or (at - self._held.at).manhattanLength() >= QApplication.startDragDistance():
            if not self._dragging:
                self.viewport().update()
                self._scrolling.start()
            self._dragging = True
            self._pointer = event.globalPosition().toPoint()
            self._drag_to(self._held, at)

    def _drag_on(self) -> None:
        """Scroll on while the pointer rests at the edge: of the table, or of the page that scrolls it."""
        area = self if self.verticalScrollBar().maximum() else page_around(self)
        if area is None or self._held is None:
            return
        by = self._beyond(self._held, area)
        if by:
            area.verticalScrollBar().setValue(area.verticalScrollBar().value() + by)
            self._drag_to(self._held, self.viewport().mapFromGlobal(self._pointer))

    def _beyond(self, held: _Held, area: QAbstractScrollArea) -> int:
        """How far to scroll at once, down or up (less than 0): no farther than rows of the group are out of sight."""
        y, high = area.viewport().mapFromGlobal(self._pointer).y(), area.viewport().height()
        table = area.viewport().mapFromGlobal(self.viewport().mapToGlobal(QPoint(0, 0))).y()
        last = held.inside[-1]
        above = table + self.rowViewportPosition(held.inside[0])
        below = table + self.rowViewportPosition(last) + self.rowHeight(last) - high
        if y < _NEAR:
            return max(y - _NEAR, -_AT_ONCE, min(above, 0))
        return min(max(y + _NEAR - high, 0), _AT_ONCE, max(below, 0))

    def _drag_to(self, held: _Held, at: QPoint) -> None:
        landing = self._landing_at(held, at.y())
        nowhere = landing is None
        self.viewport().setCursor(Qt.CursorShape.ForbiddenCursor if nowhere else Qt.CursorShape.ClosedHandCursor)
        if landing is None:
            self._line.hide()
        else:
            self._show_line(held, landing)

    def _show_line(self, held: _Held, landing: int) -> None:
        at_end = landing == len(held.inside)
        row = held.inside[landing - at_end]
        left = self.columnViewportPosition(self._grip_column())
        y = self.rowViewportPosition(row) + at_end * self.rowHeight(row)
        self._line.show_at(left, self.horizontalHeader().length() - left, y)

    def _landing_at(self, held: _Held, y: int) -> int | None:
        """Before which row of its group a row let go at a height would land; None outside of the group."""
        rows, row = self._sheet_model.sheet.rows, self.rowAt(y)
        if row < 0:
            row = 0 if y < 0 else len(rows) - 1
        if rows[row].group != held.rows[0].group:
            return None
        below = [n for n in held.inside if y < self.rowViewportPosition(n) + self.rowHeight(n) / 2]
        return len(held.inside) - len(below)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the rows where they were dragged; a mere click chooses the cell."""
        held, dragging = self._held, self._dragging
        if held is None:
            super().mouseReleaseEvent(event)
            return
        at = event.position().toPoint()
        landing = self._landing_at(held, at.y())
        self._end_drag()
        if not dragging:
            self._go(self.rowAt(at.y()), self._grip_column())
        elif landing is None:
            self._desk.tell(_ELSEWHERE)
        else:
            self._put(held, landing)

    def _put(self, held: _Held, landing: int) -> None:
        """Move the rows before another one of their group, in one step."""
        past = landing - held.first - len(held.rows)
        by = landing - held.first if landing < held.first else max(past, 0)
        keeper = self._sheet_model.keeper
        if by and isinstance(keeper, RowKeeper):
            self._take(keeper.move_rows(self._sheet_model.sheet, held.rows, by))

    def _let_rows_go(self) -> None:
        """Drag no longer though the button is still held; nothing is moved."""
        if self._held is not None:
            self._idle = True
            self._end_drag()

    def _end_drag(self) -> None:
        self._held, self._dragging = None, False
        self._line.hide()
        self._scrolling.stop()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _command(self, event: QKeyEvent) -> bool:
        """Esc lets the rows go; no other key is heard while they are in the hand."""
        if self._held is None:
            return super()._command(event)
        if event.key() == Qt.Key.Key_Escape:
            self._let_rows_go()
        return True

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grip of the row below the pointer; while rows are dragged these fade."""
        super().paintEvent(event)
        if self._over < 0 and not self._dragging:
            return
        painter = QPainter(self.viewport())
        if self._held is not None and self._dragging:
            self._paint_way(painter, self._held)
        elif not (area := self.grip(self._over)).isEmpty():
            paint_grip(painter, QRectF(area.left(), area.top(), WIDE, area.height()))

    def _paint_way(self, painter: QPainter, held: _Held) -> None:
        left, right = self.columnViewportPosition(self._grip_column()), self.horizontalHeader().length()
        veil = QColor(color("paper"))
        veil.setAlpha(_VEIL)
        for row in held.numbers:
            painter.fillRect(left, self.rowViewportPosition(row), right - left, self.rowHeight(row), veil)


def page_around(card: QWidget) -> QScrollArea | None:
    """The page that scrolls a part of it."""
    around = card.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
