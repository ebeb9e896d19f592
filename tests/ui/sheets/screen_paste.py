"""Two programs on one screen: ``screen_paste.py offer`` is Calc with a copied table, ``paste FOLDER`` is ours.

``paste`` prints the platform, how many indicators came, and the names of the sixth and of the last.
"""

from __future__ import annotations

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
from ui.window import Window

CALC = Path(__file__).parent / "clipboards"


def offer() -> None:
    """Hold the clipboard with what Calc put there, text and HTML, until the end."""
    app = QGuiApplication(sys.argv[:1])
    data = QMimeData()
    data.setData("text/plain;charset=utf-8", (CALC / "calc-30-rows.txt").read_bytes())
    data.setData("text/html", (CALC / "calc-30-rows.html").read_bytes())
    app.clipboard().setMimeData(data)
    print("offered", flush=True)
    app.exec()


def paste(folder: Path) -> None:
    """Ctrl+V in the indicator table of an empty project, then Enter for the preview."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, dark=False)
    book = AddRow(Project(1, 2021, 1024, name="城乡医疗救助资金")).apply(Book(unit=Unit("示例县医疗保障局")))
    desk = Desk(Workbook.create(folder / "账套.jpb", book))
    window = Window(desk)
    window.show()
    window.activateWindow()
    if not QTest.qWaitForWindowActive(window, 20_000):
        raise TimeoutError
    window.project.show_tab(Tab.INDICATORS)
    view = window.project.page(Tab.INDICATORS).card.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 2))
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Return)
    found = desk.dossier.indicator
    print(app.platformName(), len(found), found[5].name, found[-1].name)
    window.close()
    desk.close()


if __name__ == "__main__":
    paste(Path(sys.argv[2])) if sys.argv[1] == "paste" else offer()
