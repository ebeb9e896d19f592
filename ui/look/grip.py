"""What can be dragged to another place: its grip of six dots, and the line where it would land."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.look.strokes import fill
from ui.look.tokens import color

WIDE = 9
"""Logical px of a grip: it lies in the padding of what it moves."""
_DOT, _STEP = 1.5, 4.0
_AIR = 2  # px between the dots and what stands behind them
_LINE = 2


def paint_grip(painter: QPainter, area: QRectF, token: str = "faint") -> None:
    """Two columns of three dots in the middle of an area, without the air at its right."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    middle = area.adjusted(0, 0, -_AIR, 0).center()
    for across in (-0.5, 0.5):
        for down in (-1, 0, 1):
            painter.drawEllipse(QRectF(middle.x() + across * _STEP - _DOT / 2, middle.y() + down * _STEP - _DOT / 2,
                                       _DOT, _DOT))  # fmt: skip
    painter.restore()


class Landing(QWidget):
    """The line where what is dragged would land, over whatever lies there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, left: int, wide: int, y: int) -> None:
        """Lie at a height of the parent, whole at its edges as well."""
        self.setGeometry(left, min(max(y - _LINE // 2, 0), self.parentWidget().height() - _LINE), wide, _LINE)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), color("accent"))


class Grip(QWidget):
    """Takes hold of the widget it stands in; Esc lets go without moving anything.

    It needs the keyboard only for Esc while it is dragged; by keyboard things are moved by buttons beside it.
    """

    dragged = Signal(QPoint)  # where on the screen the pointer is
    dropped = Signal(QPoint)
    let_go = Signal()

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._held: QPoint | None = None
        self._moving = False

    def sizeHint(self) -> QSize:
        """As wide as the grip of a table's row, and some air behind it."""
        return QSize(WIDE + 7, 24)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Darker below the pointer."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Faint again."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(0, 0, WIDE, self.height())
        paint_grip(QPainter(self), area, "soft" if self.underMouse() or self._moving else "faint")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, from the distance on at which the system takes a movement for one."""
        at = event.globalPosition().toPoint()
        if self._held is None:
            return
        if not self._moving and (at - self._held).manhattanLength() >= QApplication.startDragDistance():
            self._moving = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # for Esc
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._moving:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop."""
        if self._end():
            self.dropped.emit(event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go."""
        if event.key() != Qt.Key.Key_Escape or not self._end():
            super().keyPressEvent(event)
            return
        self.let_go.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere drags no longer."""
        if self._end():
            self.let_go.emit()

    def _end(self) -> bool:
        """Let go; whether anything was dragged."""
        moving, self._moving, self._held = self._moving, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()
        return moving


class Order(QObject):
    """Widgets below each other, each with a grip to drag it by to another place among them."""

    moved = Signal(int, int)  # which of them, from 0, and past how many: up (-1, -2 …) or down (1, 2 …)
    passing = Signal(QPoint)  # where on the screen the pointer is meanwhile

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self._widgets: list[QWidget] = []
        self._line = Landing(around)

    def add(self, widget: QWidget, grip: Grip) -> None:
        """Another one, below the others."""
        number = len(self._widgets)
        self._widgets.append(widget)
        grip.dragged.connect(self._show)
        grip.dropped.connect(lambda at: self._drop(number, at))
        grip.let_go.connect(self._line.hide)

    def _tops(self) -> list[int]:
        return [widget.mapTo(self._around, QPoint(0, 0)).y() for widget in self._widgets]

    def _landing(self, at: QPoint) -> int:
        """Before which of them what is dragged would land."""
        y = self._around.mapFromGlobal(at).y()
        return sum(y > top + widget.height() / 2 for top, widget in zip(self._tops(), self._widgets, strict=True))

    def _show(self, at: QPoint) -> None:
        tops, landing = self._tops(), self._landing(at)
        last = self._widgets[-1]
        y = tops[landing] if landing < len(tops) else tops[-1] + last.height()
        self._line.show_at(last.mapTo(self._around, QPoint(0, 0)).x(), last.width(), y)
        self.passing.emit(at)

    def _drop(self, number: int, at: QPoint) -> None:
        self._line.hide()
        landing = self._landing(at)
        by = landing - number if landing < number else max(landing - number - 1, 0)
        if by:
            self.moved.emit(number, by)
