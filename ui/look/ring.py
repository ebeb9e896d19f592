"""The focus ring: 2 px accent, 2 px off the shape, only for focus that came by the keyboard."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.look.strokes import box
from ui.look.tokens import color

_OFF = 2
_WIDTH = 2
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class _Ring(QWidget):
    """Lies over the parent's children around one of them, lets the mouse through and is never in a layout."""

    def __init__(self, around: QWidget, radius: float) -> None:
        super().__init__(around.parentWidget())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around = around
        self._radius = radius + _OFF + _WIDTH
        around.installEventFilter(self)
        self._place()
        self.show()

    def _place(self) -> None:
        room = _OFF + _WIDTH
        self.setGeometry(self._around.geometry().adjusted(-room, -room, room, room))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.setVisible(event.type() == QEvent.Type.Show)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), self._radius, None, color("accent"), _WIDTH)


class Ringed:
    """Mixin for focusable parts, first in the list of bases; `ring_radius` is the radius of the shape itself."""

    ring_radius: float = 6
    _ring: _Ring | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)  # type: ignore[misc]
        if event.reason() in _KEYBOARD:
            self.show_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        self.hide_ring()

    def show_ring(self) -> None:
        """Draw the ring now, as keyboard focus does."""
        if self._ring is None and self.ring_target().parentWidget() is not None:
            self._ring = _Ring(self.ring_target(), self.ring_radius)

    def ring_target(self) -> QWidget:
        """What the ring goes around; the widget itself unless it is a part of a group."""
        return cast(QWidget, self)

    def hide_ring(self) -> None:
        """Take the ring away."""
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
