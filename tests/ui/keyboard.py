"""A keyboard before the window: every key goes where the focus is, and nothing is pointed at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.journey import type_keys
from ui.places import Tab
from ui.sheets.view import SheetView
from ui.window import Window

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_FAR = 200  # presses after which a place counts as out of reach


class Keyboard:
    """Presses keys where the focus is, as a keyboard does."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        for _ in range(times):
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
            QTest.keyClick(target, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        for sign in text:
            type_keys(QApplication.focusWidget(), sign)
        QApplication.processEvents()

    def until(self, done: Callable[[], bool], key: Key, modifier: Qt.KeyboardModifier, what: object) -> None:
        """Press a key until something is so."""
        for _ in range(_FAR):
            if done():
                return
            self.press(key, modifier)
        raise AssertionError(f"{what} is out of reach; the focus is at {QApplication.focusWidget()}")

    def to_widget(self, widget: QWidget) -> None:
        """Tab until a widget has the focus."""
        self.until(widget.hasFocus, Key.Key_Tab, Qt.KeyboardModifier.NoModifier, widget.accessibleName() or widget)

    def to_page(self, tab: Tab) -> None:
        """Ctrl+PgDn until the page is there."""
        self.until(lambda: self.window.project.tab is tab, Key.Key_PageDown, CONTROL, tab)

    def to_table(self, tab: Tab) -> None:
        """Tab until the table of the page has the focus."""
        self.to_widget(self.window.project.page(tab).card.view)

    def to_cell(self, view: SheetView, index: QModelIndex) -> None:
        """Ctrl+Home, then arrows to a cell."""
        row, column = index.row(), index.column()
        none = Qt.KeyboardModifier.NoModifier
        self.press(Key.Key_Home, CONTROL)
        self.until(lambda: view.currentIndex().column() >= column, Key.Key_Right, none, f"column {column}")
        self.until(lambda: view.currentIndex().row() >= row, Key.Key_Down, none, f"row {row}")
        assert view.currentIndex() == view.model().index(row, column), view.currentIndex()
