"""The program without its event loop, a book to open, and the answers a clerk gives to its boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from core import paths
from core.workbook import Workbook
from tests.ui.conftest import small_book
from ui.app import Program
from ui.look.buttons import Button
from ui.panels.keeping.cannot_open import CannotOpen


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences shown in boxes, none of which waits for anybody."""
    heard: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda parent, title, sentence: heard.append(sentence))
    return heard


@pytest.fixture
def data_home(data_home: Path) -> Path:
    """The program's own folder among the user's data."""
    return paths.data_folder()


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, data_home: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr("ui.standing.free_room", lambda _: QSize(1920, 1009))
    made = Program(qapp, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.leave()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "2021.jpb"
    Workbook.create(path, small_book()).close()
    return path


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path | None], None]:
    """Answer the next file dialogs of a kind with a path, or by giving up."""

    def chosen(dialog: str, path: Path | None) -> None:
        monkeypatch.setattr(QFileDialog, dialog, lambda *_, **__: ("" if path is None else str(path), ""))

    return chosen


@pytest.fixture
def answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Press these buttons of the boxes that come, one after another; what the boxes say comes back.

    A button that is not there yet is waited for, with all the box still finds out.
    """

    def pressed(*words: str) -> list[str]:
        shown_words: list[str] = []
        waiting = list(words)

        def execute(box: CannotOpen) -> int:
            wanted = waiting.pop(0)
            box.show()
            if box._search is not None:
                qtbot.waitUntil(box._search.isFinished)
                QApplication.processEvents()
            shown_words.append("\n".join(part.text() for part in box.findChildren(QLabel) if part.isVisible()))
            button = next(b for b in box.findChildren(Button) if wanted in b.text() and b.isVisible())
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return box.result()

        monkeypatch.setattr(CannotOpen, "exec", execute)
        return shown_words

    return pressed
