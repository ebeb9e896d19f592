"""The list of projects: filter, add, copy, remove, and what each row says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Level
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.rail import PROJECT
from ui.panels.projects import ProjectPanel


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ProjectPanel:
    made = ProjectPanel(desk)
    qtbot.addWidget(made)
    made.resize(232, 600)
    made.show()
    return made


def names(panel: ProjectPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def menu_on(panel: ProjectPanel, row: int) -> dict[str, object]:
    panel.view.customContextMenuRequested.emit(panel.view.visualRect(panel.model.index(row)).center())
    menu = next(m for m in panel.findChildren(QMenu) if m.isVisible())
    return {action.text(): action.trigger for action in menu.actions()}


def test_a_row_says_state_rate_and_score(panel: ProjectPanel) -> None:
    item = panel.model.index(0).data(PROJECT)
    assert (item.name, item.rate) == ("城乡医疗救助资金", "执行 32 %")
    assert panel.model.index(1).data(PROJECT).note == "还没有填"
    errors = panel.desk.counts(RESCUE)[Level.ERROR]
    assert f"错误 {errors}" in panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_rate_of_many_digits_stands_without_its_meter(panel: ProjectPanel) -> None:
    assert panel.model.index(0).data(PROJECT).meter is not None
    panel.desk.type_text(Place("fund", RESCUE, "county.executed"), "18702", "填写")
    panel.desk.follow()
    item = panel.model.index(0).data(PROJECT)
    assert (item.rate, item.meter) == ("执行 12488 %", None)


def test_points_of_a_part_of_the_indicators_are_no_score(panel: ProjectPanel) -> None:
    row = panel.desk.book.dossiers[RESCUE].indicator[0]
    panel.desk.type_text(Place("indicator", RESCUE, "actual", row.id), "", "清除")
    panel.desk.follow()
    item = panel.model.index(0).data(PROJECT)
    scores = panel.desk.scores_of(RESCUE)
    assert scores is not None
    assert scores.total is None
    assert (item.score, item.known) == ("", f"已得 {scores.known:.2f}")


def test_a_row_follows_what_is_typed(panel: ProjectPanel) -> None:
    panel.desk.type_text(Place("project", PUBLICITY, "name"), "医保宣传经费", "改名")
    panel.desk.follow()
    assert names(panel)[1] == "医保宣传经费"


def test_the_filter_narrows_the_list_and_keeps_the_mark(panel: ProjectPanel) -> None:
    panel._toggle_filter()
    QTest.keyClicks(panel.filter, "")
    panel.filter.setText("救助")
    assert names(panel) == ["城乡医疗救助资金"]
    assert panel.model.project(panel.view.currentIndex()) == RESCUE
    panel.filter.setText("宣传")
    assert names(panel) == ["医保政策宣传"]
    assert panel.desk.project == RESCUE, "filtering chooses nothing"
    panel._toggle_filter()
    assert len(names(panel)) == 2


def test_clicking_a_row_shows_the_project(panel: ProjectPanel) -> None:
    at = panel.view.visualRect(panel.model.index(1)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.desk.project == PUBLICITY


def test_arrow_keys_go_through_the_projects(panel: ProjectPanel) -> None:
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.desk.project == PUBLICITY


def test_a_new_project_is_added_and_shown(panel: ProjectPanel) -> None:
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert names(panel) == ["城乡医疗救助资金", "医保政策宣传", "未命名项目"]
    assert panel.view.currentIndex().row() == 2
    assert panel._count.text() == "项目 3"


def test_the_menu_copies_and_removes_and_undo_brings_back(panel: ProjectPanel) -> None:
    menu_on(panel, 0)["删除这个项目"]()
    assert names(panel) == ["医保政策宣传"]
    assert panel.desk.undo_name() == "删除项目“城乡医疗救助资金”"
    panel.desk.undo()
    assert len(names(panel)) == 2


def test_a_copy_is_shown(panel: ProjectPanel) -> None:
    menu_on(panel, 0)["复制为新项目"]()
    assert len(names(panel)) == 3
    assert panel.model.project(panel.view.currentIndex()) == panel.desk.project


def test_below_the_list_only_a_new_project_is_offered(panel: ProjectPanel) -> None:
    panel.view.customContextMenuRequested.emit(QPoint(50, 500))
    menu = next(m for m in panel.findChildren(QMenu) if m.isVisible())
    assert [action.text() for action in menu.actions()] == ["新项目"]
