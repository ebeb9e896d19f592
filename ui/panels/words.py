"""Words that have one line and no more: cut with an ellipsis, whole in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.faces import advance, drop, face, metrics
from ui.look.tokens import color


def shortened(text: str, most: int) -> str:
    """A text of at most ``most`` characters, the last one an ellipsis when something was left out."""
    return text if len(text) <= most else text[: most - 1] + "…"


class OneLine(QWidget):
    """A line of text that takes what room there is and never asks for more."""

    def __init__(self, size: str = "body", ink: str = "ink") -> None:
        super().__init__()
        self._size, self._ink = size, ink
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self._tell_whole()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(round(advance(self._text, self._size)) + 2, round(metrics(self._size).height()))

    def minimumSizeHint(self) -> QSize:
        """It can do with a few characters."""
        return QSize(min(self.sizeHint().width(), 80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tool tip is there while the text is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        cut = advance(self._text, self._size) > self.width()
        self.setToolTip(self._text if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, cut at the right where there is no room."""
        painter = QPainter(self)
        painter.setFont(face(self._size))
        painter.setPen(color(self._ink))
        words = metrics(self._size).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, round(self.height() / 2 + drop(self._size)), words)
