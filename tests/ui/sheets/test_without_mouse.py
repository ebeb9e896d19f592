"""A whole project without the mouse: a table from Calc, amounts, weights and reasons, key by key."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PUBLICITY
from tests.ui.journey import type_keys
from ui.places import Tab
from ui.window import Window

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROOT = Path(__file__).resolve().parents[3]


class Keyboard:
    """Presses keys where the focus is, as a keyboard does."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        for sign in text:
            type_keys(QApplication.focusWidget(), sign)

    def to_page(self, tab: Tab) -> None:
        """Ctrl+PgDn until the page is there."""
        for _ in Tab:
            if self.window.project.tab is tab:
                return
            self.press(Key.Key_PageDown, CONTROL)
        raise AssertionError(tab)

    def to_table(self, tab: Tab) -> None:
        """Tab until the table of the page has the focus."""
        view = self.window.project.page(tab).card.view
        for _ in range(80):
            if view.hasFocus():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(QApplication.focusWidget())


def test_a_project_is_filled_without_the_mouse(window: Window, qtbot: QtBot) -> None:
    desk, keys = window.desk, Keyboard(window)
    desk.choose_project(PUBLICITY)
    keys.to_page(Tab.FUNDS)
    keys.to_table(Tab.FUNDS)
    keys.press(Key.Key_Home, CONTROL)
    keys.press(Key.Key_Down, times=2)
    for amount in ("20", "20", "18.5"):
        keys.press(Key.Key_Tab)
        keys.type(amount)
    keys.press(Key.Key_Return)
    assert [f for f in desk.dossier.funds.values() if "20" in (f.initial, f.annual)]
    keys.to_page(Tab.INDICATORS)
    keys.to_table(Tab.INDICATORS)
    keys.press(Key.Key_Home, CONTROL)
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Right, times=2)
    keys.type("jbyb")
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Return)
    keys.press(Key.Key_Tab)
    for text in ("95", "96", "30"):
        keys.type(text)
        keys.press(Key.Key_Tab)
    row = desk.dossier.indicator[0]
    assert (row.name, row.direction, row.target, row.actual, row.unit) == ("基本医保参保率", "≥", "95", "96", "%")
    assert "30" in (row.weight, row.score)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed: there is no real screen")
@pytest.mark.skipif(sys.platform == "win32", reason="Xvfb is a screen of X, which Windows has not")
def test_thirty_rows_come_over_the_real_clipboard_of_a_screen(tmp_path: Path) -> None:
    """One program puts Calc's formats on the clipboard of X, ours takes them from there."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        screen = f":{told.readline().strip()}"
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen, "PYTHONPATH": str(ROOT)}
    script = Path(__file__).with_name("screen_paste.py")
    owner = subprocess.Popen(
        [sys.executable, str(script), "offer"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() == b"offered"
        done = subprocess.run(
            [sys.executable, str(script), "paste", str(tmp_path)],
            env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["xcb", "30", "数量第6项", "服务对象满意度第3项"]
    finally:
        for process in (owner, server):
            process.kill()
            process.communicate()
