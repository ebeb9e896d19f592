"""What is seen first: the facts of the book, and then what does not add up in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Level
from core.workbook import Workbook
from tests.ui.conftest import RESCUE, small_book
from ui.app import Program
from ui.desk import Desk
from ui.window import Window

ROOT = Path(__file__).resolve().parents[2]
_WHAT_IS_LOADED = """
import json, sys
import main
from ui.unread import leave_sources_unread
leave_sources_unread()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app
from ui.window import Window

def told():
    import linecache
    print(json.dumps({"modules": list(sys.modules), "read": list(linecache.cache)}), flush=True)
    QApplication.quit()

class Watched(Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, told)

app.Window = Watched
main.main([sys.argv[1]])
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "2021.jpb"
    Workbook.create(path, small_book()).close()
    return path


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, data_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr("ui.standing.free_room", lambda _: QSize(1920, 1009))
    made = Program(qapp, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.leave()


@pytest.fixture
def window(program: Program, book: Path) -> Window:
    """As it is before its first paint."""
    program.start(book)
    assert program.window is not None
    assert not program.window.desk.is_checked
    return program.window


def words(window: Window) -> str:
    return " ".join(one.text() for one in window.findChildren(QLabel) if one.isVisibleTo(window))


def test_nothing_is_said_to_be_in_order_before_it_was_checked(window: Window) -> None:
    assert "正在核对…" in words(window)
    assert "没有发现问题" not in words(window)
    assert not window.project.stage.isVisibleTo(window)
    assert not window.findings.model.rows


def test_what_does_not_add_up_follows_the_first_paint(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.desk.is_checked)
    assert window.findings.model.rows
    assert window.desk.counts()[Level.ERROR] > 0
    assert "正在核对…" not in words(window)
    assert window.project.stage.isVisibleTo(window)


def test_the_next_finding_is_known_as_soon_as_it_is_asked_for(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.findings.chosen() is not None


def test_the_check_before_handing_in_is_as_sure_as_ever(window: Window) -> None:
    window.rooms.show_readiness()
    assert window.desk.is_checked
    assert window.desk.year_counts()[Level.ERROR] > 0


def test_what_is_typed_at_once_is_stored_and_checked_with_the_rest(window: Window, qtbot: QtBot) -> None:
    assert window.desk.type_text(Place("project", RESCUE, "name"), "医疗救助补助资金", "改名")
    qtbot.waitUntil(lambda: window.desk.is_checked)
    assert window.project.title.text() == "医疗救助补助资金"
    assert window.findings.model.rows


def test_a_book_that_is_closed_at_once_is_not_checked_any_more(
    window: Window, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "2022.jpb"
    Workbook.create(other, small_book()).close()
    told: list[object] = []
    window.desk.changed.connect(told.append)
    program._open_or_ask(other)
    qtbot.wait(60)
    assert told == []
    assert program.window is not None
    qtbot.waitUntil(lambda: program.window is not None and program.window.desk.is_checked)


def test_a_book_for_reading_only_is_checked_as_well(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "open", lambda path: Desk(Workbook.open(path, read_only=True)))
    program.start(book)
    window = program.window
    assert window is not None
    assert window.desk.read_only
    qtbot.waitUntil(lambda: window.desk.is_checked)
    assert window.findings.model.rows


def test_a_window_that_nobody_sees_has_its_book_checked_too(program: Program, book: Path, qtbot: QtBot) -> None:
    program.start(book)
    window = program.window
    assert window is not None
    window.hide()
    qtbot.waitUntil(lambda: window.desk.is_checked, timeout=4000)


def test_the_first_window_needs_no_rules_no_writers_and_no_sources(book: Path, tmp_path: Path) -> None:
    folders = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"))
    environment = {**os.environ, **{name: str(tmp_path) for name in folders}, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _WHAT_IS_LOADED, str(book)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[0])
    late = ("core.checking", "core.readiness", "core.press", "core.preview", "jinja2", "sqlite_utils",
            "reportlab", "docx", "lxml", "pypdfium2", "xlsxwriter", "python_calamine")  # fmt: skip
    assert [name for name in late if name in found["modules"]] == []
    assert [name for name in found["read"] if Path(name).parent.name == "look"] == []
