"""Text of cells laid out once and kept: elsewhere a full table would shape every string at every paint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from ui.look.faces import advance, face, metrics

LINE = 19
"""Line height of wrapped body text in logical pixels."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A text broken into lines for one width."""

    layout: QTextLayout
    lines: int
    width: float

    @property
    def height(self) -> float:
        return self.lines * LINE


@lru_cache(maxsize=4096)
def lay(text: str, width: int, size: str = "body", bold: bool = False, most: int = 0) -> Laid:
    """Break `text` into lines of at most `width` logical pixels, never inside a word that fits a line.

    `most`: at most so many lines, the last one elided; 0 for all of them.
    """
    text = text.replace("\n", " ")
    layout, number, widest = _broken(text, width, size, bold)
    if most and number > most:
        text = _shortened(layout, text, width, size, bold, most)
        layout, number, widest = _broken(text, width, size, bold)
    return Laid(layout, number, widest)


def _broken(text: str, width: int, size: str, bold: bool) -> tuple[QTextLayout, int, float]:
    layout = QTextLayout(text, face(size, bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    number, widest = 0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, number * LINE + (LINE - line.height()) / 2))
        widest = max(widest, line.naturalTextWidth())
        number += 1
    layout.endLayout()
    return layout, number, widest


def _shortened(layout: QTextLayout, text: str, width: int, size: str, bold: bool, most: int) -> str:
    start = layout.lineAt(most - 1).textStart()
    room = metrics(size, bold).horizontalAdvance("…")
    end = start + layout.lineAt(most - 1).textLength()
    while end > start and advance(text[start:end], size, bold) > width - room:
        end -= 1
    return text[:end].rstrip() + "…"


@lru_cache(maxsize=8192)
def width_of(text: str, bold: bool = False) -> float:
    """Width of one line of body text in logical pixels."""
    return metrics("body", bold).horizontalAdvance(text)


def draw(painter: QPainter, laid: Laid, left: float, middle: float) -> None:
    """Draw the lines from `left`, as a block centred on the line `middle`, in the pen's colour."""
    laid.layout.draw(painter, QPointF(left, middle - laid.height / 2))
