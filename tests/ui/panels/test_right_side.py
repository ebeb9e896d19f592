"""The right side: 校验 and 预览 under one head, each page with its own choice and width."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from tests.ui.conftest import RESCUE
from ui.panels.sides import Sides
from ui.places import Tab
from ui.window import Window


def turn(window: Window, view: int) -> None:
    QTest.mouseClick(window.right.views._parts[view], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def drag(window: Window, by: int) -> None:
    handle = window.middle.handle(3)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle - QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)


def test_the_head_counts_what_waits(window: Window) -> None:
    words = window.right.views._parts[0].text()
    assert words == f"校验 {window.findings.filter.waiting()}"


def test_one_kind_of_problem_can_be_chosen_in_the_head(window: Window) -> None:
    topics = window.findings.filter.topics
    assert topics.isVisible()
    assert topics.isEnabled()
    turn(window, 1)
    assert not topics.isVisible()
    turn(window, 0)
    assert topics.isVisible()


@pytest.mark.parametrize(("width", "findings", "preview"), [(1920, 396, 660), (1366, 320, 432), (1280, 304, 304)])
def test_the_preview_is_wider_where_there_is_room(window: Window, width: int, findings: int, preview: int) -> None:
    window.resize(width, 697)
    turn(window, 1)
    assert window.right.width() == preview
    assert window.right.preview.isVisible()
    assert not window.findings.isVisible()
    turn(window, 0)
    assert window.right.width() == findings
    assert window.findings.isVisible()


def test_each_page_keeps_its_own_view_and_widths(window: Window) -> None:
    window.resize(1366, 697)
    turn(window, 1)
    drag(window, -40)
    wide = window.right.width()
    assert wide < 410
    window.project.show_tab(Tab.GOALS)
    QApplication.processEvents()
    assert not window.right.previews
    assert window.right.width() == 320
    window.project.show_tab(Tab.FUNDS)
    QApplication.processEvents()
    assert window.right.previews
    assert window.right.width() == wide


def test_view_and_widths_are_remembered(window: Window, tmp_path: Path) -> None:
    turn(window, 1)
    drag(window, -40)
    settings = QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat)
    window.middle.sides.keep(settings, "book")
    assert Sides.kept(settings, "book") == window.middle.sides
    assert window.middle.sides.preview == {Tab.FUNDS: True}
    window.middle.sides.below = 180
    window.middle.sides.keep(settings, "book")
    assert Sides.kept(settings, "book").below == 180


def test_the_pages_come_when_the_preview_is_shown(window: Window, qtbot: QtBot) -> None:
    assert window.right.preview.view.kept() == 0
    turn(window, 1)
    qtbot.waitUntil(lambda: window.right.preview.view.kept() > 0, timeout=15000)


@pytest.mark.parametrize("size", [(1366, 697), (911, 512)])
def test_asking_for_a_reason_brings_the_findings_back(window: Window, size: tuple[int, int]) -> None:
    """In a narrow window beside the page, where there is room to write."""
    window.resize(*size)
    QApplication.processEvents()
    if not window.right.isVisible():
        window.findings_rail.unfold.click()
    turn(window, 1)
    finding = next(f for f in window.desk.findings() if f.answerable)
    window.desk.wants_reason.emit(finding)
    QApplication.processEvents()
    assert window.findings.reason.isVisible()
    assert window.focusWidget() is window.findings.reason.field.edit


def test_arrow_keys_move_between_the_views(window: Window) -> None:
    window.right.views._parts[0].setFocus()
    QTest.keyClick(window.right.views._parts[0], Qt.Key.Key_Right)
    assert window.right.previews


def test_closing_the_window_ends_the_work_of_the_preview(window: Window, qtbot: QtBot) -> None:
    turn(window, 1)
    qtbot.waitUntil(lambda: window.right.preview.view.kept() > 0, timeout=15000)
    thread = window.right.preview._worker._thread
    assert thread is not None
    window.close()
    assert not thread.is_alive()


def test_the_pages_stand_beside_the_text_unless_the_clerk_chose_otherwise(window: Window) -> None:
    window.desk.type_text(Place("project", RESCUE, "form"), "sichuan-2021", "改用表样")
    window.resize(1366, 697)
    window.project.show_tab(Tab.PROSE)
    QApplication.processEvents()
    assert window.right.previews
    turn(window, 0)
    window.project.show_tab(Tab.FUNDS)
    window.project.show_tab(Tab.PROSE)
    QApplication.processEvents()
    assert not window.right.previews
