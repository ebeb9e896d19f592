"""常用语: kept from the text, put into it, changed and taken out, with real keys and clicks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from core.search.snippets import add_snippet, snippets
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.pages.prose import ProsePage
from ui.prose.section import Section

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def section(qtbot: QtBot, open_desk: Callable[..., Desk]) -> Section:
    """实施依据 with a live figure, at work; the book has one snippet."""
    desk = open_desk(form="sichuan-2021", answers={"basis": "全年支出{fund.total.executed:万元}。"})
    desk.submit(add_snippet(desk.book, "依据", "按照文件要求执行。"), "存常用语")
    page = ProsePage(desk)
    desk.changed.connect(lambda _: page.reload())
    qtbot.addWidget(page)
    page.resize(814, 600)
    page.show()
    page.activateWindow()
    page.go(Place("answer", RESCUE, "basis"))
    QApplication.processEvents()
    return page.sections["basis"]


def names(section: Section) -> list[str]:
    return [snippet.name for snippet in snippets(section._desk.book)]


def open_list(section: Section) -> None:
    QTest.keyClick(section.editor, Qt.Key.Key_I, CTRL | SHIFT)
    assert section.snippet_tool.picker.isVisible()


def test_a_snippet_is_put_in_by_key(section: Section) -> None:
    QTest.keyClick(section.editor, Qt.Key.Key_End, CTRL)
    open_list(section)
    picker = section.snippet_tool.picker
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert section.editor.stored() == "全年支出{fund.total.executed:万元}。按照文件要求执行。"
    section.store()
    assert section._desk.text(section.place).endswith("按照文件要求执行。")


def test_what_is_selected_is_kept_as_a_snippet_with_its_live_figure(section: Section) -> None:
    QTest.keyClick(section.editor, Qt.Key.Key_A, CTRL)
    QTest.mouseClick(section.snippets, Qt.MouseButton.LeftButton)
    picker = section.snippet_tool.picker
    QTest.mouseClick(picker.keep, Qt.MouseButton.LeftButton)
    assert [snippet.text for snippet in snippets(section._desk.book)][-1] == "全年支出{fund.total.executed:万元}。"
    assert section._desk.undo_name() == "存常用语"
    assert not picker.keep.isEnabled()
    picker.close()


def test_without_a_selection_nothing_can_be_kept(section: Section) -> None:
    QTest.keyClick(section.editor, Qt.Key.Key_End, CTRL)
    open_list(section)
    assert not section.snippet_tool.picker.keep.isEnabled()
    section.snippet_tool.picker.close()


def test_a_snippet_is_changed_and_taken_out(section: Section) -> None:
    open_list(section)
    picker = section.snippet_tool.picker
    QTest.mouseClick(picker.change, Qt.MouseButton.LeftButton)
    picker.name.selectAll()
    QTest.keyClicks(picker.name, "basis")
    QTest.mouseClick(picker.save, Qt.MouseButton.LeftButton)
    assert names(section) == ["basis"]
    QTest.mouseClick(picker.remove, Qt.MouseButton.LeftButton)
    assert names(section) == []
    assert picker.none_yet.isVisible()
    section._desk.undo()
    assert names(section) == ["basis"]
    picker.close()
