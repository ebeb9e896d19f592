"""A second start of the program, and a book that a colleague has open."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.edits import set_text
from core.keeping import front
from core.model import Place
from core.store import lock
from core.workbook import Workbook
from tests.ui.app.programs import notice_of, shown
from ui.app import Program
from ui.look.buttons import Button
from ui.panels.keeping import others


def test_the_window_comes_to_the_front_when_another_start_calls_it(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "_EAR", 10)
    program.start(book)
    shown(program).showMinimized()
    front.call(book)
    qtbot.waitUntil(lambda: not shown(program).isMinimized())
    assert front.is_heard(0.0)


ANOTHER_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from core import paths
from ui.app import Program
from ui.panels.keeping.cannot_open import CannotOpen
from ui.panels.keeping.crash_net import CrashNet
app = QApplication([])
CannotOpen.exec = lambda box: print("asked", flush=True)
settings = QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)
print(Program(app, settings).start(Path(sys.argv[1])), flush=True)
"""


def test_another_start_on_an_open_book_calls_its_window_and_ends(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "_EAR", 10)
    program.start(book)
    shown(program).showMinimized()
    with subprocess.Popen(
        [sys.executable, "-c", ANOTHER_START, str(book)], stdout=subprocess.PIPE, text=True
    ) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.stdout is not None
        assert second.stdout.read() == "False\n", "it ends without a window and without a question"
    assert not shown(program).isMinimized()


def test_a_book_a_colleague_has_open_can_be_typed_into_once_he_has_closed_it(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "_WAIT", 10)
    his = {"host": "CAIWU-02", "user": "王会计", "pid": 1, "since": "2026-11-22T14:03:01", "token": "his"}
    lock.note_of(book).write_text(json.dumps(his, ensure_ascii=False), encoding="utf-8")
    program.start(book)
    reading = shown(program)
    assert reading.desk.read_only
    assert notice_of(program).accessibleName() == "账套以只读方式打开"
    qtbot.wait(50)
    assert notice_of(program).accessibleName() == "账套以只读方式打开", "he still has it"
    lock.forget(book)
    with Workbook.open(book) as elsewhere:
        elsewhere.submit(set_text(elsewhere.book, Place("unit", 0, "name"), "对方改的"), "填写")
    qtbot.waitUntil(lambda: notice_of(program).accessibleName() == "账套已在别处关闭，可以修改了")
    way = next(b for b in notice_of(program).findChildren(Button) if b.text() == "打开来修改")
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert shown(program) is not reading
    assert not shown(program).desk.read_only
    assert shown(program).desk.text(Place("unit", 0, "name")) == "对方改的"
