"""A table in a page on the screen, and a clerk's hands on its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.model import Place
from tests.ui.journey import type_keys
from ui.desk import Desk
from ui.pages.funds import FundsPage
from ui.pages.indicators import IndicatorsPage
from ui.sheets.view import SheetView

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def move_held(widget: QWidget, at: QPoint) -> None:
    """Move the mouse with its left button held: QTest moves it with none."""
    where, left = QPointF(at), Qt.MouseButton.LeftButton
    how = Qt.MouseButton.NoButton, left, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, where, widget.mapToGlobal(where), *how))
    QApplication.processEvents()


class Hands:
    """Chooses cells by the words of their row and column, and types with real key events."""

    def __init__(self, page: FundsPage | IndicatorsPage, desk: Desk) -> None:
        self.page = page
        self.desk = desk
        self.view: SheetView = page.card.view
        self.said: list[str] = []
        desk.told.connect(self.said.append)

    def index(self, row: str, column: str) -> QModelIndex:
        """The cell in the first row that has ``row`` in one of its cells, under the head ``column``."""
        sheet = self.view.model().sheet
        at = next(n for n, r in enumerate(sheet.rows) if row in [c.shown.strip() for c in r.cells])
        return self.view.model().index(at, [c.caption for c in sheet.columns].index(column))

    def choose(self, row: str, column: str) -> None:
        self.view.setCurrentIndex(self.index(row, column))
        self.view.setFocus()

    def choose_block(self, first: tuple[str, str], last: tuple[str, str]) -> None:
        self.choose(*first)
        one, other = self.index(*first), self.index(*last)
        for _ in range(other.row() - one.row()):
            self.press(Qt.Key.Key_Down, SHIFT)
        for _ in range(other.column() - one.column()):
            self.press(Qt.Key.Key_Right, SHIFT)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._target(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for sign in text:
            type_keys(self._target(), sign)

    def _target(self) -> QWidget:
        return self.view.editor() or self.view

    def menu_on(self, row: str, column: str) -> dict[str, Callable[[], None]]:
        """A right click on a cell: the words of the menu, without their keys, and what they do."""
        at = self.view.visualRect(self.index(row, column)).center()
        self.view.setCurrentIndex(self.index(row, column))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, self.view.viewport().mapToGlobal(at))
        QApplication.sendEvent(self.view.viewport(), event)
        menu = self.open_menu()
        return {action.text().partition("\t")[0]: action.trigger for action in menu.actions() if action.text()}

    def open_menu(self) -> QMenu:
        """The menu that stands open."""
        return next(m for m in (*self.view.findChildren(QMenu), *self.page.findChildren(QMenu)) if m.isVisible())

    def shown(self, row: str, column: str) -> str:
        return str(self.index(row, column).data())

    def place(self, row: str, column: str) -> Place:
        place = self.view.model().cell(self.index(row, column)).place
        assert place is not None
        return place

    def typed(self, row: str, column: str) -> str:
        return self.desk.text(self.place(row, column))

    def at(self) -> tuple[str, str]:
        """The words of the row and column of the current cell."""
        index, sheet = self.view.currentIndex(), self.view.model().sheet
        words = [c.shown.strip() for c in sheet.rows[index.row()].cells if c.label or c.lines]
        return words[0], sheet.columns[index.column()].caption


@pytest.fixture
def hands_on(qtbot: QtBot) -> Iterator[Callable[[type, Desk], Hands]]:
    """Show a page on a desk and lay hands on its table."""

    def shown(kind: type, desk: Desk) -> Hands:
        page = kind(desk)
        desk.changed.connect(lambda _: page.reload())
        desk.selected.connect(lambda _: page.reload())
        qtbot.addWidget(page)
        page.resize(1000, 700)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.reload()
        return Hands(page, desk)

    yield shown  # noqa: PT022 - an iterator keeps the pages alive as long as the test


@pytest.fixture
def funds(desk: Desk, hands_on: Callable[[type, Desk], Hands]) -> Hands:
    """The fund grid of 医疗救助."""
    return hands_on(FundsPage, desk)


@pytest.fixture
def indicators(desk: Desk, hands_on: Callable[[type, Desk], Hands]) -> Hands:
    """The indicators of 医疗救助."""
    return hands_on(IndicatorsPage, desk)
