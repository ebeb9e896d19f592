"""A clerk at a window of its own process: ``screen_journey.py export FOLDER``, ``keys FOLDER`` or ``type FOLDER``.

``keys`` goes the same way to the files of a whole project, with nothing but keys.
``export`` goes the whole way to the files.  ``type`` types amounts without end and prints each one that has left its
cell as ``source.stage number``, until it is killed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count, product
from pathlib import Path
from time import monotonic
from unittest.mock import patch

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from core.model import Book, Unit
from core.workbook import Workbook
from tests.ui.by_keys import FORM, KeyClerk
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
    named = {"name": "示例县医疗保障局", "form": FORM} if what == "keys" else {}
    unit = Unit(department="示例县医疗保障局", department_code="325", reported_on="2022-03-15", **named)
    book = Book(unit=unit)
    desk = Desk(Workbook.create(folder / BOOK, book))
    desk.choose_year(2021)
    window = Window(desk)
    window.show()
    window.activateWindow()
    if not QTest.qWaitForWindowActive(window, 20_000):
        raise TimeoutError
    if what == "keys":
        write_by_keys(KeyClerk(window), folder / FILES)
    else:
        by_hand(what, Clerk(window, wait), folder / FILES)
    window.close()
    desk.close()
    print(QApplication.platformName())


def write_by_keys(clerk: KeyClerk, folder: Path) -> None:
    """Everything by keys; the system's own window for the folder is passed over."""
    folder.mkdir()
    clerk.fill_project()
    assert clerk.open_findings() == []
    with patch.object(QFileDialog, "getExistingDirectory", lambda *_: str(folder)):
        clerk.export(wait)


def by_hand(what: str, clerk: Clerk, folder: Path) -> None:
    """Amounts without end, or everything and its files."""
    if what == "type":
        type_for_ever(clerk)
    type_everything(clerk)
    clerk.export(folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
