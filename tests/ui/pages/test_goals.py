"""目标: what was expected beside what came of it, for each goal the form asks for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.edits import AddRow, RemoveRow
from core.forms.model import GoalBlock
from core.model import Goal, Place
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.forms import with_goals
from ui.desk import Desk
from ui.look.buttons import Button
from ui.look.grip import Grip, Landing
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


# --- several goals of one period -------------------------------------------------------------------------------------


@pytest.fixture
def several(qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]) -> GoalsPage:
    known(with_goals(GoalBlock("annual", "年度绩效目标", "预期目标", several=True)))
    return shown(qtbot, open_desk())


def press(page: GoalsPage, words: str, number: int = 0) -> None:
    """Click the button with these words or this tool tip."""
    QApplication.processEvents()
    found = [b for b in page.findChildren(Button) if b.isVisible() and words in (b.text(), b.toolTip())]
    QTest.mouseClick(found[number], Qt.MouseButton.LeftButton)


def expected(page: GoalsPage) -> list[str]:
    return [field.field.text() for field in page.fields if field.place().field == "expected"]


def annual(desk: Desk) -> list[str]:
    return [goal.expected for goal in desk.dossier.goal if goal.period == "annual"]


def test_where_only_the_expectation_is_asked_there_is_no_second_cell(several: GoalsPage) -> None:
    assert [field.caption for field in several.fields if field.place().field == "actual"] == []
    assert several.desk.dossier.goal[0].actual == "全年救助1140人次。", "what another form asked for is kept"


def test_a_goal_is_added_typed_and_taken_back(several: GoalsPage) -> None:
    press(several, "添加一条")
    edit = several.fields[1].field.edit
    assert edit.hasFocus() or several.fields[1].place().row
    QTest.keyClicks(edit, "second")
    several.desk.leaving.emit()
    assert annual(several.desk) == ["救助困难群众1200人次。", "second"]
    several.desk.undo()
    several.desk.undo()
    assert expected(several) == ["救助困难群众1200人次。"]


def test_goals_change_places_and_go(several: GoalsPage) -> None:
    press(several, "添加一条")
    QTest.keyClicks(several.fields[1].field.edit, "second")
    press(several, "上移", 1)
    assert annual(several.desk) == ["second", "救助困难群众1200人次。"]
    assert expected(several) == annual(several.desk)
    press(several, "下移", 0)
    assert annual(several.desk) == ["救助困难群众1200人次。", "second"]
    press(several, "删除这一条", 0)
    assert annual(several.desk) == ["second"]
    several.desk.undo()
    assert annual(several.desk) == ["救助困难群众1200人次。", "second"]


def test_a_form_with_one_goal_shows_the_first_only(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    known(with_goals(GoalBlock("annual", "年度目标", "预期目标", "完成情况")))
    desk = open_desk()
    desk.submit(AddRow(Goal(30, RESCUE, 4096, "annual", "另一条")), "添加")
    page = shown(qtbot, desk)
    assert expected(page) == ["救助困难群众1200人次。"]


def test_a_goal_whose_caption_is_the_title_of_its_card_is_titled_once(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    page = shown(qtbot, open_desk(form="shanxi-2021"))
    for block in page.desk.form.goals:
        said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
        assert said.count(block.caption) == 1
    both = shown(qtbot, open_desk(form="national-2020"))
    said = [label.text() for label in both.findChildren(QLabel) if label.isVisibleTo(both)]
    assert {"预期目标", "实际完成情况"} <= set(said), "other captions stay"


# --- dragged by the mouse --------------------------------------------------------------------------------------------


@pytest.fixture
def three(several: GoalsPage) -> GoalsPage:
    """Three goals: the first, second, third."""
    for words in ("second", "third"):
        press(several, "添加一条")
        QTest.keyClicks(several.fields[-1].field.edit, words)
        several.desk.leaving.emit()
    several.resize(900, 900)
    QApplication.processEvents()
    return several


def grips(page: GoalsPage) -> list[Grip]:
    QApplication.processEvents()
    return [grip for grip in page.findChildren(Grip) if grip.isVisible()]


def drag(page: GoalsPage, number: int, to: int) -> Grip:
    """Drag a goal by its grip until the pointer is at the lower edge of another; it is not let go yet."""
    grip, target = grips(page)[number], grips(page)[to]
    at = grip.mapFromGlobal(target.parentWidget().mapToGlobal(QPoint(4, target.parentWidget().height() - 4)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(grip, at)
    QTest.mouseMove(grip, at)
    return grip


def let_go(grip: Grip, at: QPoint) -> None:
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def test_a_goal_is_dragged_to_its_place_in_one_step(three: GoalsPage) -> None:
    before = annual(three.desk)
    grip = drag(three, 0, 2)
    assert [line.isVisible() for line in three.findChildren(Landing)].count(True) == 1
    end = grips(three)[2].parentWidget()
    let_go(grip, grip.mapFromGlobal(end.mapToGlobal(QPoint(4, end.height() - 4))))
    assert annual(three.desk) == [*before[1:], before[0]]
    assert three.desk.undo_name() == "移动目标"
    three.desk.undo()
    assert annual(three.desk) == before
    grip = drag(three, 2, 0)
    head = grips(three)[0].parentWidget()
    let_go(grip, grip.mapFromGlobal(head.mapToGlobal(QPoint(4, 4))))
    assert annual(three.desk) == [before[2], *before[:2]]


def test_esc_lets_a_goal_go_where_it_was(three: GoalsPage) -> None:
    before, name = annual(three.desk), three.desk.undo_name()
    three.activateWindow()
    grip = drag(three, 0, 2)
    QTest.keyClick(grip, Qt.Key.Key_Escape)
    assert not any(line.isVisible() for line in three.findChildren(Landing))
    let_go(grip, QPoint(4, 400))
    assert (annual(three.desk), three.desk.undo_name()) == (before, name)


def test_a_goal_alone_has_no_grip(several: GoalsPage) -> None:
    assert not grips(several)
