"""A field for a password."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from ui.look.fields import Labelled, LineField

_WIDTH = 260  # room for what is wrong with it, beside the label


class Secret(Labelled):
    """A password with its label; it is shown as dots and never kept."""

    def __init__(self, words: str) -> None:
        self.line = LineField()
        super().__init__(words, self.line)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFixedWidth(_WIDTH)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Empty the field and take its sentence away."""
        self.line.clear()
        self.say(None)
