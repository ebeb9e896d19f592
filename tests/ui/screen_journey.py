"""A clerk at a window of its own process: ``screen_journey.py export FOLDER`` or ``screen_journey.py type FOLDER``.

``export`` goes the whole way to the files.  ``type`` types amounts without end and prints each one that has left its
cell as ``source.stage number``, until it is killed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count, product
from pathlib import Path
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.model import Book, Unit
from core.workbook import Workbook
from tests.ui.journey import PROJECT, Clerk
from tests.ui.test_journey import type_everything
from ui.desk import Desk
from ui.look import theme
from ui.window import Window

BOOK = "账套.jpb"
FILES = "报送"
CELLS = tuple(".".join(pair) for pair in product(("province", "county"), ("initial", "annual", "executed")))


def wait(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = monotonic() + 60
    while not done():
        if monotonic() > end:
            raise TimeoutError
        QTest.qWait(10)


def type_for_ever(clerk: Clerk) -> None:
    """Amounts, each number once, round the cells."""
    clerk.name_unit("示例县医疗保障局")
    clerk.add_project(PROJECT)
    for number in count(1):
        cell = CELLS[number % len(CELLS)]
        clerk.type_fund(*cell.split("."), str(number))
        print(cell, number, flush=True)


def main(what: str, folder: Path) -> None:
    """Sit down before an empty book in ``folder``."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, dark=False)
    book = Book(unit=Unit(department="示例县医疗保障局", department_code="325", reported_on="2022-03-15"))
    desk = Desk(Workbook.create(folder / BOOK, book))
    desk.choose_year(2021)
    window = Window(desk)
    window.show()
    window.activateWindow()
    if not QTest.qWaitForWindowActive(window, 20_000):
        raise TimeoutError
    clerk = Clerk(window, wait)
    if what == "type":
        type_for_ever(clerk)
    type_everything(clerk)
    clerk.export(folder / FILES)
    window.close()
    desk.close()
    print(QApplication.platformName())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
