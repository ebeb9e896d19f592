"""A sentence that wraps, some of its words in bold: laid out once for a width."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.look.cell_text import LINE, Laid, draw, lay
from ui.look.tokens import color


class Sentence(QLabel):
    """A label whose text is laid out by itself: Qt does it anew at every question of the layout, several at each key.

    No part of the text is read as markup.
    """

    def __init__(self, text: str, bold: tuple[str, ...] = (), size: str = "body", ink: str = "ink") -> None:
        super().__init__()
        self._size, self._ink = size, ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bold: tuple[str, ...] = ()
        self.say(text, bold)

    def say(self, text: str, bold: tuple[str, ...] = ()) -> None:
        """Say something else; of each of ``bold`` the first place is so."""
        self._bold = bold
        self.setText(text)

    def laid(self, width: int) -> Laid:
        """The lines at a width in logical pixels."""
        return lay(self.text(), width, self._size, strong=self._bold)

    def heightForWidth(self, width: int) -> int:
        return int(self.laid(width).height)

    def sizeHint(self) -> QSize:
        """One line; how many it takes depends on the width it is given."""
        return QSize(LINE, LINE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color(self._ink))
        draw(painter, self.laid(self.width()), 0, self.height() / 2)
