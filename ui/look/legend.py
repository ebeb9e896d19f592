"""What the grounds and letters of a table mean: below it, and only those that occur in it."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look.cell_paint import paint_note
from ui.look.signs import Letter, LetterLabel
from ui.look.tokens import color


class NoteLabel(LetterLabel):
    """The folded corner of a note with its meaning beside it, for legends."""

    def __init__(self, text: str = "备注") -> None:
        super().__init__(None, text)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(color("edge"))
        painter.setBrush(color("paper"))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        paint_note(painter, QPointF(box.right(), box.top()))


class Legend(QWidget):
    """The meanings of what occurs in a table; a line of nothing keeps its height, so that the page does not jump."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._computed = LetterLabel(None)
        self._letters = {letter: LetterLabel(letter) for letter in Letter}
        self._note = NoteLabel()
        for part in (self._computed, *self._letters.values(), self._note):
            row.addWidget(part)
            part.hide()
        row.addStretch(1)
        self.setFixedHeight(self._computed.sizeHint().height())

    def explain(self, letters: Set[Letter], *, computed: bool, noted: bool) -> None:
        """Show the meaning of these letters, of the ground of computed cells, and of a note's corner."""
        self._computed.setVisible(computed)
        self._note.setVisible(noted)
        for letter, part in self._letters.items():
            part.setVisible(letter in letters)
