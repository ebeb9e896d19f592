"""A small window that floats over everything until something else is clicked: round corners, a thin line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.look.cards import RADIUS
from ui.look.strokes import box
from ui.look.tokens import color

_KIND = Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint


class Popup(QFrame):
    """The ground of a floating list or card; the system's own shadow would have sharp corners."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _KIND)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), RADIUS, color("paper"), color("edge"))
