"""A box to tick, with its words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look import icons
from ui.look.faces import advance, drop, face
from ui.look.ring import Ringed
from ui.look.strokes import box
from ui.look.tokens import color

SIDE = 16


def paint_tick(painter: QPainter, center: QPointF, on: bool, *, live: bool = True) -> None:
    """Paint the box, ticked or not, around ``center``."""
    area = QRectF(center.x() - SIDE / 2, center.y() - SIDE / 2, SIDE, SIDE)
    if on:
        box(painter, area, 4, color("accent" if live else "off"))
        icons.paint(painter, area, "check", "on_accent", 12)
    else:
        box(painter, area, 4, color("paper" if live else "calc"), color("field" if live else "line"))


class Tick(Ringed, QAbstractButton):
    """`☑ 目标`: Space or a click turns it."""

    ring_radius = 4

    def __init__(self, text: str, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setChecked(on)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box and words."""
        return QSize(round(SIDE + 8 + advance(self.text())) + 3, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, then words."""
        painter = QPainter(self)
        middle = self.height() / 2
        paint_tick(painter, QPointF(SIDE / 2 + 1, middle), self.isChecked(), live=self.isEnabled())
        painter.setFont(face())
        painter.setPen(color("ink" if self.isEnabled() else "off"))
        painter.drawText(QPointF(SIDE + 9, middle + drop()), self.text())
