"""The published years of a unit open on a desk, its dossier chosen, and hands on the tables of its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.importing.exchange import read
from core.model import Book, Place
from tests.ui.journey import type_keys
from ui.desk import Desk
from ui.pages.page import Page
from ui.sheets.frame import SheetCard
from ui.sheets.sheet import SheetCell

SAMPLES = Path(__file__).resolve().parents[2] / "core" / "forms" / "samples"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def book_of(name: str) -> Book:
    """The sample of a form."""
    return read(SAMPLES / f"{name}.json").book


def unit_desk(open_desk: Callable[..., Desk], name: str) -> Desk:
    """The sample on a desk, with the unit's dossier under the form of that name chosen."""
    desk = open_desk(book_of(name))
    desk.choose_whole()
    desk.type_text(Place("project", desk.project, "form"), name, "改用表样")
    return desk


def shown(desk: Desk, made: Page) -> None:
    """A page on the screen that follows the desk as the window makes it do."""
    desk.changed.connect(lambda _: made.reload())
    desk.selected.connect(lambda _: made.reload())
    desk.asked_for.connect(made.go)
    made.resize(1040, 560)
    made.show()
    made.activateWindow()
    QApplication.processEvents()


class Table:
    """One table of a page: cells by the words of their row and column, real keys."""

    def __init__(self, card: SheetCard) -> None:
        self.card, self.view, self.model = card, card.view, card.model

    def captions(self) -> list[str]:
        return [column.caption for column in self.model.sheet.columns]

    def row(self, words: str) -> list[str]:
        """What the first row with these words shows."""
        return [cell.shown.strip() for cell in self.model.sheet.rows[self._row(words)].cells]

    def _row(self, words: str) -> int:
        return next(n for n, row in enumerate(self.model.sheet.rows)
                    if words in [cell.shown.strip() or cell.ghost.strip() for cell in row.cells])  # fmt: skip

    def index(self, row: str, column: str) -> QModelIndex:
        return self.model.index(self._row(row), self.captions().index(column))

    def cell(self, row: str, column: str) -> SheetCell:
        return self.model.cell(self.index(row, column))

    def choose(self, row: str, column: str) -> None:
        self.view.show_place(self.index(row, column))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view.editor() or self.view, key, modifier)
        QApplication.processEvents()

    def type(self, row: str, column: str, text: str) -> None:
        """Type over a cell, without leaving it."""
        self.choose(row, column)
        for sign in text:
            type_keys(self.view.editor() or self.view, sign)
        QApplication.processEvents()

    def enter(self, row: str, column: str, text: str) -> None:
        self.type(row, column, text)
        self.press(Qt.Key.Key_Return)

    def paste(self, row: str, column: str, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.choose(row, column)
        self.press(Qt.Key.Key_V, CONTROL)
