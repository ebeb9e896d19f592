"""A card around lists of figures, as wide as the page lets it be."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from ui.look.cards import Card
from ui.look.figure_table import FigureTable


class ListCard(Card):
    """A titled card with one table or several below each other; where it is made taller they stay at the top."""

    def __init__(self, title: str, *tables: FigureTable) -> None:
        super().__init__(title, " ")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for number, table in enumerate(tables):
            row = QHBoxLayout()
            row.setContentsMargins(8, 6 if number else 0, 8, 0)
            row.addWidget(table)
            self.body.addLayout(row)
        self.body.addSpacing(8)
        self.body.addStretch(1)
