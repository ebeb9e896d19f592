"""The bar on top and the status line below."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Level
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.signs import Sign
from ui.panels.bars import StatusLine, TopBar
from ui.panels.export import ExportButton


@pytest.fixture
def status(qtbot: QtBot, desk: Desk) -> StatusLine:
    made = StatusLine(desk)
    qtbot.addWidget(made)
    made.resize(900, 32)
    made.show()
    return made


@pytest.fixture
def top(qtbot: QtBot, desk: Desk) -> TopBar:
    window = QWidget()
    made = TopBar(desk, ExportButton(desk, window))
    qtbot.addWidget(window)
    qtbot.addWidget(made)
    made.resize(1300, 48)
    made.show()
    return made


def numbers(status: StatusLine) -> dict[Sign, bool]:
    return {sign: shown.isVisible() for sign, shown in status._counts.items()}


def test_the_counts_of_the_project_are_shown_and_zeros_are_not(status: StatusLine) -> None:
    assert numbers(status) == {Sign.ERROR: True, Sign.WARNING: True, Sign.HINT: False}
    assert status._counts[Sign.ERROR].accessibleName() == f"错误 {status._desk.counts()[Level.ERROR]}"


def test_a_clean_year_says_so(status: StatusLine) -> None:
    for project in (RESCUE, PUBLICITY):
        status._desk.remove_project(project)
    assert not any(numbers(status).values())
    assert not status._next.isVisible()
    assert status._total.text() == "共 0 个项目"


def test_a_project_with_its_name_alone_is_not_said_to_be_in_order(status: StatusLine) -> None:
    status._desk.choose_project(PUBLICITY)
    assert status._scope.text() == "本项目还没有填"


def test_a_step_says_when_it_was_saved(status: StatusLine) -> None:
    status._desk.type_text(Place("project", RESCUE, "code"), "A", "改")
    assert status._saved.text() == f"已保存 {datetime.now():%H:%M}"


def test_a_refused_step_says_that_it_is_not_saved_until_one_is(status: StatusLine) -> None:
    status.show_unsaved()
    assert status._saved.text() == "还没有保存"
    assert not status._tick.isVisible()
    status._desk.type_text(Place("project", RESCUE, "code"), "A", "改")
    assert status._tick.isVisible()


def test_a_long_sentence_is_cut_and_never_widens_the_window(status: StatusLine) -> None:
    before = status.minimumSizeHint().width()
    status.say("很长" * 200)
    assert status.minimumSizeHint().width() <= before + 90
    assert status._said.toolTip() == "很长" * 200
    assert status.said() == "很长" * 200


def test_unit_of_money_and_number_of_projects_are_shown(status: StatusLine) -> None:
    assert (status._unit.text(), status._total.text()) == ("单位：万元", "共 2 个项目")


def test_undo_and_redo_name_the_step(top: TopBar) -> None:
    assert not top.redo.isEnabled()
    top.desk.type_text(Place("project", RESCUE, "code"), "A", "修改项目代码")
    assert top.undo.toolTip() == "撤销：修改项目代码（Ctrl+Z）"
    QTest.mouseClick(top.undo, Qt.MouseButton.LeftButton)
    assert top.redo.toolTip() == "重做：修改项目代码（Ctrl+Y）"
    assert top.desk.text(Place("project", RESCUE, "code")) == "51000021"


def test_the_years_are_offered_and_the_next_one_can_be_begun(top: TopBar) -> None:
    top._fill_years()
    actions = [action for action in top.year.menu.actions() if action.text()]
    assert [action.text() for action in actions] == ["2021 年度", "开始填 2022 年度"]
    actions[1].trigger()
    assert (top.desk.year, top.year.text()) == (2022, "2022 年度")
    top._fill_years()
    next(a for a in top.year.menu.actions() if a.text() == "2021 年度").trigger()
    assert top.desk.project == RESCUE


def test_a_long_name_of_the_unit_leaves_room_for_the_rest(top: TopBar) -> None:
    name = "示例自治州示例县医疗保障事务服务中心信息科"
    top.desk.type_text(Place("unit", 0, "name"), name, "改名")
    assert len(top.book.text()) == 16
    assert top.book.toolTip().startswith(name)


def test_what_was_said_goes_with_its_project(status: StatusLine) -> None:
    status.say("已粘贴 3 行。")
    status._desk.choose_project(PUBLICITY)
    assert status.said() == ""


def test_a_rule_stands_between_the_export_and_the_unit(status: StatusLine) -> None:
    assert not status._after_export.isVisible()
    status.show_exported(datetime.now())
    assert status._exported.geometry().right() < status._after_export.x() < status._unit.x()


def test_a_click_on_a_count_asks_for_the_next_finding(status: StatusLine) -> None:
    wanted: list[bool] = []
    status.next_wanted.connect(lambda: wanted.append(True))
    QTest.mouseClick(status._counts[Sign.ERROR], Qt.MouseButton.LeftButton)
    QTest.mouseClick(status._next, Qt.MouseButton.LeftButton)
    assert wanted == [True, True]
