"""Text of cells laid out once and kept: elsewhere a full table would shape every string at every paint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption

from ui.look.faces import advance, face, metrics

LINE = 19
"""Line height of wrapped body text in logical pixels."""
_LEFT = Qt.AlignmentFlag.AlignLeft
_JOINER, _NO_BREAK = "\u2060", "\u00a0"
_UNIT = re.compile(r"(?<=\d)( ?)([万亿千百]?元(?:/[一-鿿]{1,2})?|人次|家次|场次|万[张人次份]|个百分点|[一-鿿%])")
_INDENT = re.compile("[ \u3000]*")


def together(text: str) -> str:
    """A text in which no figure parts from its unit at the end of a line."""

    def joined(found: re.Match[str]) -> str:
        return (_NO_BREAK if found[1] else _JOINER) + _JOINER.join(found[2])

    return _UNIT.sub(joined, text)


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
def lay(
    text: str,
    width: int,
    size: str = "body",
    bold: bool = False,
    most: int = 0,
    align: Qt.AlignmentFlag = _LEFT,
    strong: tuple[str, ...] = (),
) -> Laid:
    """Break `text` into lines of at most `width` logical pixels, never inside a word or figure that fits a line.

    `most`: at most so many lines, the last one elided; 0 for all of them.  Further lines begin below the first
    character: a text that is indented stays so.  The first place of each of the words ``strong`` is bold.
    """
    text = together(text.replace("\n", " "))
    formats = [_bold(text.find(words), words, size) for words in map(together, strong) if words in text]
    layout, number, widest = _broken(text, width, size, bold, align, formats)
    if most and number > most:
        text = _shortened(layout, text, width, size, bold, most)
        layout, number, widest = _broken(text, width, size, bold, align, formats)
    return Laid(layout, number, widest)


def _bold(start: int, words: str, size: str) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, len(words)
    looks = QTextCharFormat()
    looks.setFont(face(size, True))
    found.format = looks
    return found


def _broken(
    text: str,
    width: int,
    size: str,
    bold: bool,
    align: Qt.AlignmentFlag,
    formats: list[QTextLayout.FormatRange],
) -> tuple[QTextLayout, int, float]:
    layout = QTextLayout(text, face(size, bold))
    layout.setFormats(formats)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    before = _INDENT.match(text)
    indent = advance(before[0], size, bold) if before and before[0] else 0.0
    layout.setCacheEnabled(True)
    layout.beginLayout()
    number, widest = 0, 0.0
    while (line := layout.createLine()).isValid():
        hung = indent if number else 0.0
        line.setLineWidth(max(1, width - hung))
        line.setPosition(QPointF(hung, number * LINE + (LINE - line.height()) / 2))
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
