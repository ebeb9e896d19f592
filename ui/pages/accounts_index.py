"""The index above the sections of 决算: a word for each with what is open there; click, arrow keys, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look.cards import Panel
from ui.look.signs import Counts
from ui.look.tabs import Tabs

_HIGH = 34
_INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class _Words(Tabs):
    """Tabs that lead into what they name."""

    entered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down go into the section; left and right choose one."""
        if event.key() in _INTO:
            self.entered.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class SectionIndex(Panel):
    """One line of words; the one that is seen is marked."""

    chosen = Signal(int)  # bring this section into view
    entered = Signal(int)  # and give it the keyboard

    def __init__(self, words: tuple[str, ...], parent: QWidget) -> None:
        super().__init__("paper", "b", parent)
        self.tabs = _Words(words, high=_HIGH)
        self.tabs.setAccessibleName("决算的各部分")
        self.tabs.setToolTip("跳到这一部分（Alt+PgUp、Alt+PgDn）")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.addWidget(self.tabs)
        self.setFixedHeight(_HIGH)
        self._showing = False
        self.tabs.currentChanged.connect(self._choose)
        self.tabs.tabBarClicked.connect(lambda number: self.entered.emit(number) if number >= 0 else None)
        self.tabs.entered.connect(self.entered)

    @property
    def current(self) -> int:
        """The section that is marked."""
        return self.tabs.currentIndex()

    def set_margin(self, margin: int) -> None:
        """The margin left and right in px."""
        self._row.setContentsMargins(margin, 0, margin, 0)

    def offer(self, asked: tuple[bool, ...]) -> None:
        """Show only the sections that are asked for."""
        for number, there in enumerate(asked):
            self.tabs.setTabVisible(number, there)

    def set_counts(self, number: int, counts: Counts) -> None:
        """What is open in a section."""
        self.tabs.set_counts(number, counts)

    def show_current(self, number: int) -> None:
        """Mark a section that is seen already."""
        self._showing = True
        self.tabs.setCurrentIndex(number)
        self._showing = False

    def _choose(self, number: int) -> None:
        if not self._showing and number >= 0:
            self.chosen.emit(number)
