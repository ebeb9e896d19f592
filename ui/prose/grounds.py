"""The rounded grounds under live figures, painted before the text that lies on them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextBlock, QTextDocument, QTextLayout

from ui.look.faces import advance, metrics
from ui.look.strokes import box
from ui.look.tokens import color
from ui.prose.live import Live, figures_of

_RADIUS = 4
_BEFORE, _BEHIND = 0.7, 0.4  # of the two blanks at each end, this much keeps the ground off its neighbour
_ABOVE, _BELOW = 1.5, 2.5  # px beyond the tallest and the lowest stroke of a Chinese character


def paint_grounds(painter: QPainter, document: QTextDocument, offset: QPointF, seen: QRectF) -> None:
    """Paint the grounds of the figures inside ``seen``; ``offset`` is where the document's corner lies."""
    block = document.begin()
    while block.isValid():
        place = block.layout().boundingRect().translated(block.layout().position() + offset)
        if place.intersects(seen):
            for live in figures_of(block):
                hue = "amber" if live.missing else "accent"
                line = color("amber_sign" if live.missing else "accent_line")
                for area in _areas(block, live):
                    box(painter, area.translated(offset), _RADIUS, color(f"{hue}_tint"), line)
        block = block.next()


def _areas(block: QTextBlock, live: Live) -> Iterator[QRectF]:
    """One area for every line a figure lies on."""
    layout = block.layout()
    shift = _composed_before(layout, live.start - block.position())
    start, end = live.start - block.position() + shift, live.end - block.position() + shift
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first >= last:
            continue
        left, right = line.cursorToX(first)[0], line.cursorToX(last)[0]
        blank = advance("\u202f", "prose")
        left, right = left + blank * _BEFORE * (first == start), right - blank * _BEHIND * (last == end)
        top = layout.position().y() + line.y() + line.ascent() - metrics("prose").capHeight() * 1.22 - _ABOVE
        high = metrics("prose").capHeight() * 1.5 + _ABOVE + _BELOW
        yield QRectF(layout.position().x() + left, top, right - left, high)


def _composed_before(layout: QTextLayout, position: int) -> int:
    """How many characters of an unfinished input-method composition lie before a position."""
    return len(layout.preeditAreaText()) if layout.preeditAreaPosition() <= position else 0
