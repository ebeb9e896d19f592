"""Meters: thin bars with round ends; a number always stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.faces import advance, face, metrics
from ui.look.signs import paint_ring
from ui.look.strokes import pixel
from ui.look.tokens import color


class Tone(StrEnum):
    """Colour of a meter; the value is the token."""

    ORDINARY = "bar_soft"
    RUNNING = "bar"
    OFF = "red_sign"  # a sum that is not what it must be
    LOW = "amber_sign"  # below the form's threshold
    FAINT = "bar_faint"


@dataclass(frozen=True, slots=True)
class MeterValue:
    """How full a meter is (0 to 1; more paints as full) and in which tone."""

    share: float
    tone: Tone = Tone.ORDINARY


def paint_meter(painter: QPainter, area: QRectF, value: MeterValue) -> None:
    """Paint the bar into `area`; its height is the thickness (4 to 6)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = area.height() / 2
    painter.setBrush(color("bar_bg"))
    painter.drawRoundedRect(area, radius, radius)
    share = min(max(value.share, 0.0), 1.0)
    if share > 0:
        painter.setBrush(color(value.tone))
        wide = max(area.height(), area.width() * share)
        painter.drawRoundedRect(QRectF(area.left(), area.top(), wide, area.height()), radius, radius)
    painter.restore()


class Meter(QWidget):
    """A bar alone, 4 px; `name` is what it measures, for screen readers."""

    def __init__(self, value: MeterValue, *, thick: int = 4, wide: int = 96, name: str = "") -> None:
        super().__init__()
        self._value, self._thick, self._wide = value, thick, wide
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_value(self, value: MeterValue) -> None:
        """Show another share."""
        self._value = value
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide, self._thick)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_meter(QPainter(self), QRectF(self.rect()), self._value)


class CaptionedMeter(QWidget):
    """A bar with its words below: `27.5 / 30，差 2.5`."""

    def __init__(self, text: str, value: MeterValue, *, thick: int = 4, wide: int = 96) -> None:
        super().__init__()
        self._text, self._value, self._thick, self._wide = text, value, thick, wide
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_value(self, text: str, value: MeterValue) -> None:
        """Show another share and say it."""
        self._text, self._value = text, value
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(self._wide, round(advance(self._text, "caption")) + 1), self._thick + 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_meter(painter, QRectF(0, 1, self._wide, self._thick), self._value)
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        painter.drawText(QPointF(0, self._thick + 5 + metrics("caption").ascent()), self._text)


class StackMeter(QWidget):
    """Several shares of one whole side by side, parted by 2 px: how many projects are in which state."""

    def __init__(self, parts: tuple[MeterValue, ...], *, thick: int = 8, name: str = "") -> None:
        super().__init__()
        self._parts, self._thick = parts, thick
        self.setAccessibleName(name)
        self.setFixedHeight(thick)

    def set_parts(self, parts: tuple[MeterValue, ...]) -> None:
        """Show other shares; what is missing to 1 stays ground."""
        self._parts = parts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_meter(painter, area, MeterValue(0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left, gap = 0.0, max(1.5, pixel(painter))
        for part in self._parts:
            wide = area.width() * part.share
            painter.setBrush(color(part.tone))
            radius = self._thick / 2 if left == 0 else 0
            painter.drawRoundedRect(QRectF(left, 0, max(0.0, wide - gap), self._thick), radius, radius)
            if left == 0:
                painter.drawRect(QRectF(self._thick / 2, 0, max(0.0, wide - gap - self._thick / 2), self._thick))
            left += wide


class Ring(QWidget):
    """A big ring with a figure inside: `4/9`."""

    def __init__(self, text: str, share: float, size: int = 54) -> None:
        super().__init__()
        self._text, self._share = text, share
        self.setAccessibleName(text)
        self.setFixedSize(size, size)

    def set_value(self, text: str, share: float) -> None:
        """Show another share (0 to 1) and figure."""
        self._text, self._share = text, share
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()).center(), self._share, self.width(), 5)
        painter.setFont(face("section"))
        painter.setPen(color("ink"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)
