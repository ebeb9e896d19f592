"""A card to choose in, and beside it the lists of what the choice would do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.look.cards import Card

_WIDE, _ANY = 300, 16_777_215  # of the card beside the lists; Qt's own greatest width


class Beside(QWidget):
    """The choice at the left, the lists at the right; stacked the choice stands above them."""

    def __init__(self, choice: Card, *lists: Card) -> None:
        super().__init__()
        self._choice = choice
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        right = QWidget()
        right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for one in lists:
            column.addWidget(one)
        column.addStretch(1)
        self._across.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        self._across.addWidget(right, 1)
        self.stack(False)

    def stack(self, on: bool) -> None:
        """Stand above each other, or side by side."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if on else across)
        self._choice.setMinimumWidth(_WIDE)
        self._choice.setMaximumWidth(_ANY if on else _WIDE)
