"""历史和回收站: going to any step and back again, and what was deleted comes back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.edits import RemoveRow
from core.model import Place
from tests.ui.conftest import PUBLICITY, RESCUE, menu_item
from ui.app import Program
from ui.desk import Desk
from ui.look.figure_table import FigureTable
from ui.panels.history import HistoryPanel
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
NAME = Place("project", PUBLICITY, "name")


@pytest.fixture
def panel(window: Window, qapp: QApplication, tmp_path: Path) -> HistoryPanel:
    """Three steps were taken; the panel is reached from the book's menu."""
    window.resize(1366, 768)
    for text in ("宣传一", "宣传二", "宣传三"):
        window.desk.type_text(NAME, text, f"改名为{text}")
    program = Program(qapp, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    program._fill_menu(window)
    menu_item(window.top.book.menu, "历史和回收站").trigger()
    QApplication.processEvents()
    assert window.rooms.history.isVisible()
    return window.rooms.history


def texts(table: FigureTable) -> list[str]:
    return [row.cells[0].text for row in table.rows]


def current(panel: HistoryPanel) -> str:
    """The step that stands in bold."""
    return next(row.cells[0].text for row in panel.steps.rows if row.total)


def click(table: FigureTable, row: int) -> None:
    at = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def remove_indicator(desk: Desk) -> None:
    row = desk.book.dossiers[RESCUE].indicator[0]
    assert desk.submit(RemoveRow(row), "删除指标")


def test_the_steps_stand_newest_first_with_their_project(panel: HistoryPanel) -> None:
    assert texts(panel.steps) == ["改名为宣传三", "改名为宣传二", "改名为宣传一", "没有做任何修改的时候"]
    assert current(panel) == "改名为宣传三"
    assert panel.steps.rows[0].cells[1].text == "宣传三"


def test_a_click_goes_back_to_a_step_and_another_forth_again(panel: HistoryPanel) -> None:
    desk = panel.desk
    click(panel.steps, 2)
    assert desk.text(NAME) == "宣传一"
    assert texts(panel.steps)[0] == "改名为宣传三（已撤销）"
    assert current(panel) == "改名为宣传一"
    click(panel.steps, 0)
    assert desk.text(NAME) == "宣传三"
    assert panel.isVisible()


def test_the_last_line_is_the_book_before_all_steps(panel: HistoryPanel) -> None:
    click(panel.steps, 3)
    assert panel.desk.text(NAME) == "医保政策宣传"
    assert current(panel) == "没有做任何修改的时候"
    assert panel._steps_card.caption.text() == "3 步，其中 3 步已撤销"


def test_the_step_that_is_the_last_already_changes_nothing(panel: HistoryPanel) -> None:
    click(panel.steps, 0)
    assert panel.desk.text(NAME) == "宣传三"
    assert panel.isVisible()


def test_enter_goes_to_the_step_the_keyboard_stands_on(panel: HistoryPanel) -> None:
    panel.steps.setFocus()
    QTest.keyClick(panel.steps, Qt.Key.Key_Down)
    QTest.keyClick(panel.steps, Qt.Key.Key_Return)
    assert panel.desk.text(NAME) == "宣传二"


def test_a_deleted_project_comes_back_with_everything_in_it(panel: HistoryPanel) -> None:
    desk = panel.desk
    before = desk.book.dossiers[RESCUE]
    desk.remove_project(RESCUE)
    panel.moved.emit()
    assert texts(panel.bin) == ["城乡医疗救助资金"]
    click(panel.bin, 0)
    assert desk.book.dossiers[RESCUE] == before
    assert texts(panel.bin) == ["回收站是空的"]
    assert panel.isVisible()
    assert desk.undo_name() == "恢复项目“城乡医疗救助资金”"


def test_a_deleted_row_comes_back_to_its_project(panel: HistoryPanel) -> None:
    desk = panel.desk
    before = desk.book.dossiers[RESCUE].indicator
    remove_indicator(desk)
    assert texts(panel.bin) == ["救助人次（2021 年度 城乡医疗救助资金）"]
    assert panel.bin.rows[0].cells[1].text == "指标"
    click(panel.bin, 0)
    assert desk.book.dossiers[RESCUE].indicator == before


def test_an_empty_bin_says_so_and_leads_nowhere(panel: HistoryPanel) -> None:
    assert texts(panel.bin) == ["回收站是空的"]
    click(panel.bin, 0)
    assert current(panel) == "改名为宣传三"


def test_early_steps_are_shown_when_asked_for(panel: HistoryPanel) -> None:
    for number in range(120):
        panel.desk.type_text(NAME, f"宣传{number}", f"第{number}次")
    assert len(panel.steps.rows) == 100
    QTest.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    assert texts(panel.steps)[-1] == "没有做任何修改的时候"
    assert not panel.more.isVisible()


def test_the_overview_leads_here(panel: HistoryPanel, window: Window) -> None:
    window.rooms.show_overview()
    rest = window.rooms.overview.rest
    row = next(number for number, row in enumerate(rest.rows) if row.cells[0].text == "上次导出以后的修改")
    assert rest.rows[row].cells[1].text == "3"
    click(rest, row)
    assert panel.isVisible()
