"""A program on a screen of its own process: ``screen_paste.py offer`` is Calc with a copied table, the others are ours.

``paste FOLDER`` begins a book there, presses Ctrl+V in the empty indicator table and Enter for the preview, and prints
the platform and the indicators that came, as JSON.  ``copy FOLDER`` presses Ctrl+A and Ctrl+C in the indicator table of
that book, says so, and holds the clipboard until it is ended.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.edits import AddRow
from core.model import Book, Project, Unit
from core.workbook import Workbook
from ui.desk import Desk
from ui.look import theme
from ui.places import Tab
from ui.sheets.view import SheetView
from ui.window import Window

CALC = Path(__file__).parent / "clipboards"
BOOK = "账套.jpb"
_CONTROL = Qt.KeyboardModifier.ControlModifier


def offer() -> None:
    """Hold the clipboard with what Calc put there, text and HTML, until the end."""
    app = QGuiApplication(sys.argv[:1])
    data = QMimeData()
    data.setData("text/plain;charset=utf-8", (CALC / "calc-30-rows.txt").read_bytes())
    data.setData("text/html", (CALC / "calc-30-rows.html").read_bytes())
    app.clipboard().setMimeData(data)
    print("offered", flush=True)
    app.exec()


def table_of(window: Window) -> SheetView:
    """The indicator table, with the keyboard, in a window at work."""
    window.show()
    window.activateWindow()
    if not QTest.qWaitForWindowActive(window, 20_000):
        raise TimeoutError
    window.project.show_tab(Tab.INDICATORS)
    view = window.project.page(Tab.INDICATORS).card.view
    view.setFocus()
    return view


def paste(desk: Desk) -> None:
    """Ctrl+V in the indicator table of an empty project, then Enter for the preview."""
    window = Window(desk)
    view = table_of(window)
    view.setCurrentIndex(view.model().index(1, 2))
    QTest.keyClick(view, Qt.Key.Key_V, _CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Return)
    rows = [[row.level1, row.level2, row.name, row.target, row.actual, row.weight] for row in desk.dossier.indicator]
    print(json.dumps([QApplication.platformName(), rows]))
    window.close()
    desk.close()


def copy(desk: Desk) -> None:
    """Ctrl+A and Ctrl+C in the indicator table."""
    window = Window(desk)
    view = table_of(window)
    QTest.keyClick(view, Qt.Key.Key_A, _CONTROL)
    QTest.keyClick(view, Qt.Key.Key_C, _CONTROL)
    print("copied", flush=True)
    QApplication.exec()


def main(what: str, book: Path) -> None:
    """Sit down before a book, or before a new one with an empty project."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, dark=False)
    if what == "copy":
        copy(Desk.open(book))
    else:
        empty = AddRow(Project(1, 2021, 1024, name="城乡医疗救助资金")).apply(Book(unit=Unit("示例县医疗保障局")))
        paste(Desk(Workbook.create(book, empty)))


if __name__ == "__main__":
    offer() if sys.argv[1] == "offer" else main(sys.argv[1], Path(sys.argv[2]) / BOOK)
