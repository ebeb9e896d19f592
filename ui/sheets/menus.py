"""What can be done with a row of a table, as the menu of its right click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget


class RowMenu(QMenu):
    """The menu of one row; it is gone once it is closed."""

    def __init__(self, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_only = read_only

    def offer(self, text: str, do: Callable[[], object], possible: bool = True, *, reads: bool = False) -> None:
        """Offer something; faint while it is not possible, or the book is read-only and it does more than ``reads``."""
        action = self.addAction(text)
        action.triggered.connect(lambda: do())
        action.setEnabled(possible and (reads or not self._read_only))
