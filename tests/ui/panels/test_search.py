"""Ctrl+F: words are found wherever they were typed, by project, and Enter or a click goes there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.edits import AddRow
from core.model import Place, Project
from core.search.searching import Hit
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.panels.search import NOT_FOUND, SearchField
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup


@pytest.fixture
def search(window: Window) -> SearchField:
    """The field in its window, reached by Ctrl+F."""
    window.resize(1366, 768)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.top.search.hasFocus()
    return window.top.search


def lines(search: SearchField) -> list[str]:
    """The heads as they are, the hits as their places."""
    return [item if isinstance(item, str) else item.where for item in search.card.model.items]


def test_words_are_found_wherever_they_were_typed_each_projects_under_its_name(search: SearchField) -> None:
    QTest.keyClicks(search, "1140")
    assert search.card.isVisible()
    assert lines(search)[0] == "城乡医疗救助资金"
    assert any("目标" in line for line in lines(search)[1:])
    assert any("救助人次" in line for line in lines(search)[1:])


def test_width_of_letters_does_not_matter(search: SearchField) -> None:
    search.insert("１１４０")
    search.look()
    assert len(search.hits) == 2


def test_enter_jumps_to_the_first_hit(search: SearchField, window: Window) -> None:
    window.desk.choose_project(PUBLICITY)
    search.setFocus()
    QTest.keyClicks(search, "51000021")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window.desk.project == RESCUE
    assert not search.card.isVisible()
    assert window.focusWidget() is not search


def test_the_arrows_choose_and_the_words_stay_to_go_on(search: SearchField, window: Window) -> None:
    went: list[Place] = []
    window.desk.asked_for.connect(went.append)
    QTest.keyClicks(search, "1140")
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert went[-1] == search.hits[1].place
    assert search.text() == "1140"
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert search.card.isVisible()


def test_a_click_on_a_hit_goes_there(search: SearchField, window: Window) -> None:
    QTest.keyClicks(search, "1140")
    view = search.card.view
    row = next(n for n, item in enumerate(search.card.model.items) if isinstance(item, Hit) and "指标" in item.where)
    middle = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert window.project.tab.value == "指标"


def test_what_is_not_there_is_not_found_and_the_words_stay(search: SearchField) -> None:
    QTest.keyClicks(search, "zzz")
    assert search.card._told.text() == NOT_FOUND
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert search.text() == "zzz"


def test_esc_puts_the_hits_away_and_then_the_words(search: SearchField) -> None:
    QTest.keyClicks(search, "1140")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.card.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_another_year_is_searched_too_and_said(search: SearchField, window: Window) -> None:
    desk = window.desk
    desk.submit(AddRow(Project(desk.new_id(), 2020, 1024, name="zzz")), "上年的项目")
    search.setFocus()
    QTest.keyClicks(search, "zzz")
    assert lines(search)[0] == "zzz（2020 年度）"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert desk.year == 2020


def test_facts_of_the_unit_are_found(search: SearchField, window: Window) -> None:
    search.insert("示例县财政局")
    search.look()
    assert lines(search)[0] == "单位信息"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window.rooms.unit.isVisible()


def test_a_written_reason_leads_to_the_cell_it_speaks_of(search: SearchField, window: Window) -> None:
    desk = window.desk
    finding = next(f for f in desk.findings() if f.answerable and f.open)
    assert desk.explain(finding, "zzzz")
    search.setFocus()
    QTest.keyClicks(search, "zzzz")
    went: list[Place] = []
    desk.asked_for.connect(went.append)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert went[-1] == finding.places[0]


def test_the_hits_stay_inside_a_narrow_window(search: SearchField, window: Window) -> None:
    window.resize(911, 512)
    QApplication.processEvents()
    QTest.keyClicks(search, "1")
    card = search.card.geometry()
    assert card.left() >= 0
    assert card.right() <= window.width()
    assert card.bottom() <= window.height()
