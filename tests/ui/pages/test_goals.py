"""目标: what was expected beside what came of it, for each goal the form asks for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.edits import RemoveRow
from core.model import Place
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.buttons import Button
from ui.pages.goals import GoalsPage


def shown(qtbot: QtBot, desk: Desk) -> GoalsPage:
    page = GoalsPage(desk)
    desk.changed.connect(lambda _: page.reload())
    desk.selected.connect(lambda _: page.reload())
    qtbot.addWidget(page)
    page.show()
    return page


def test_both_sides_of_the_annual_goal_are_shown(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert [field.field.text() for field in page.fields] == ["救助困难群众1200人次。", "全年救助1140人次。"]
    assert [field.caption for field in page.fields] == ["预期目标", "实际完成情况"]


def test_what_is_typed_is_stored_on_leaving(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    actual = page.fields[1]
    actual.field.edit.setFocus()
    actual.field.edit.selectAll()
    QTest.keyClicks(actual.field.edit, "1140")
    actual.field.left.emit()
    assert desk.text(Place("goal", RESCUE, "actual", 3)) == "1140"
    desk.undo()
    assert actual.field.text() == "全年救助1140人次。"


def test_a_missing_goal_is_added_with_one_click(qtbot: QtBot, desk: Desk) -> None:
    desk.submit(RemoveRow(desk.dossier.goal[0]), "删除目标")
    page = shown(qtbot, desk)
    assert not page.fields
    add = next(button for button in page.findChildren(Button) if button.text() == "添加")
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert len(page.fields) == 2


def test_another_project_has_its_own_goals(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    desk.choose_project(PUBLICITY)
    assert not page.fields


def test_the_form_decides_which_goals_there_are(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(form="sichuan-2021")
    page = shown(qtbot, desk)
    asked = [block.caption for block in desk.form.goals]
    have = sum(1 for block in desk.form.goals if desk.dossier.goal_of(block.period))
    assert asked
    assert len(page.fields) == 2 * have
