"""A sentence that wraps, and a row of widgets: what the cards of 账套与备份 are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.look.cards import Card
from ui.look.fields import Labelled, label


def paragraph(text: str = "", ink: str = "soft", size: str = "body") -> QLabel:
    """A sentence that takes what width there is."""
    made = label(text, size, ink, wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def row_of(*parts: QWidget) -> QHBoxLayout:
    """Widgets side by side, room behind them; buttons stand on the foot of fields with a label above."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    labelled = any(isinstance(part, Labelled) for part in parts)
    line = Qt.AlignmentFlag.AlignBottom if labelled else Qt.AlignmentFlag.AlignVCenter
    for part in parts:
        row.addWidget(part, 0, line)
    row.addStretch(1)
    return row


def inside(card: Card) -> QVBoxLayout:
    """The column of a card's body, with the card's padding."""
    column = QVBoxLayout()
    column.setContentsMargins(16, 0, 16, 16)
    column.setSpacing(10)
    card.body.addLayout(column)
    return column
