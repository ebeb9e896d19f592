"""Lines and boxes that stay one device pixel at every scale (at 125 and 150 % plain 1-px fills turn pale or vanish)."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

_CLOSE = 1e-6


def pixel(painter: QPainter) -> float:
    """Logical width of one device pixel."""
    return 1.0 / max(painter.deviceTransform().m11(), _CLOSE)


def exact(painter: QPainter, rect: QRect | QRectF) -> QRectF:
    """`rect` with every edge moved up to the next device pixel; neighbours that share an edge still share it."""
    rect = QRectF(rect)
    there = painter.deviceTransform()
    device = there.mapRect(rect)
    left, top = ceil(device.left() - _CLOSE), ceil(device.top() - _CLOSE)
    right, bottom = ceil(device.right() - _CLOSE), ceil(device.bottom() - _CLOSE)
    back, _ = there.inverted()
    return back.mapRect(QRectF(left, top, right - left, bottom - top))


def place(painter: QPainter, center: QPointF, side: float, image: QImage) -> None:
    """Draw a square picture made for the device ratio around `center`, moved to whole device pixels: it stays sharp."""
    there = painter.deviceTransform()
    device = there.map(QPointF(center.x() - side / 2, center.y() - side / 2))
    back, _ = there.inverted()
    painter.drawImage(back.map(QPointF(round(device.x()), round(device.y()))), image)


def fill(painter: QPainter, rect: QRect | QRectF, color: QColor) -> None:
    """Fill `rect` to whole device pixels."""
    painter.fillRect(exact(painter, rect), color)


def edge(painter: QPainter, rect: QRect | QRectF, sides: str, color: QColor, pixels: int = 1) -> None:
    """Draw lines of `pixels` device pixels inside the named sides of `rect`; `sides` is any of "ltrb"."""
    box = exact(painter, rect)
    width = pixel(painter) * pixels
    for side in sides:
        line = QRectF(box)
        if side == "l":
            line.setRight(box.left() + width)
        elif side == "t":
            line.setBottom(box.top() + width)
        elif side == "r":
            line.setLeft(box.right() - width)
        else:
            line.setTop(box.bottom() - width)
        painter.fillRect(line, color)


def frame(painter: QPainter, rect: QRect | QRectF, color: QColor, width: float = 2.0) -> None:
    """A square frame inside `rect`, `width` logical pixels thick and at least one device pixel."""
    edge(painter, rect, "ltrb", color, max(1, round(width / pixel(painter))))


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    ground: QColor | None = None,
    line: QColor | None = None,
    width: float | None = None,
) -> None:
    """A rounded box; the line lies inside `rect`, one device pixel wide unless `width` (logical) says otherwise."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = exact(painter, rect)
    thick = pixel(painter) if width is None else width
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(line, thick))
        area.adjust(thick / 2, thick / 2, -thick / 2, -thick / 2)
        radius -= thick / 2
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def outside_corner(rect: QRectF, radius: float, whole: QRectF) -> QPainterPath:
    """What of the square `rect` lies outside the rounded rectangle `whole`."""
    square, rounded = QPainterPath(), QPainterPath()
    square.addRect(rect)
    rounded.addRoundedRect(whole, radius, radius)
    return square.subtracted(rounded)
