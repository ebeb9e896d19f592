"""Fields bound to a cell of the book."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.edits import SetField
from core.model import Place
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.bound import BoundLine, BoundText
from ui.desk import Desk
from ui.look.signs import Sign

DEPARTMENT = Place("project", RESCUE, "department")


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def line(around: QWidget, desk: Desk) -> BoundLine:
    """主管部门 of whatever project is shown, with a neighbour to go to."""
    made = BoundLine(desk, lambda: Place("project", desk.project, "department"), "主管部门")
    other = BoundLine(desk, lambda: Place("project", desk.project, "code"), "项目代码")
    for field in (made, other):
        around.layout().addWidget(field)
        desk.changed.connect(lambda _, field=field: field.reload())
        desk.selected.connect(lambda _, field=field: field.reload())
    around.show()
    around.activateWindow()
    made.line.setFocus()
    return made


@pytest.fixture
def box(around: QWidget, desk: Desk) -> BoundText:
    """The reason below the funds of whatever project is shown."""
    made = BoundText(desk, lambda: Place("answer", desk.project, "execution_reason"), "原因", limit=10)
    around.layout().addWidget(made)
    desk.changed.connect(lambda _: made.reload())
    desk.selected.connect(lambda _: made.reload())
    around.show()
    around.activateWindow()
    made.field.edit.setFocus()
    return made


def test_a_line_is_stored_on_leaving_and_not_before(line: BoundLine) -> None:
    QTest.keyClicks(line.line, "A")
    assert line.desk.text(DEPARTMENT) == ""
    QTest.keyClick(line.line, Qt.Key.Key_Tab)
    assert line.desk.text(DEPARTMENT) == "A"
    assert line.desk.undo_name() == "修改主管部门"


def test_a_line_shows_its_finding_on_leaving_and_loses_it_while_right_text_is_typed(line: BoundLine) -> None:
    line.reload()
    assert (line.line.severity, line._sentence.text()) == (Sign.ERROR, "主管部门还没有填。")
    QTest.keyClicks(line.line, "A")
    assert line.line.severity is None
    QTest.keyClick(line.line, Qt.Key.Key_Backspace)
    assert line.line.severity is Sign.ERROR


def test_a_field_never_answers_its_own_filling_in(line: BoundLine) -> None:
    before = line.desk.undo_name()
    line.reload()
    line.desk.choose_project(PUBLICITY)
    assert line.desk.undo_name() == before


def test_what_changes_elsewhere_is_shown(line: BoundLine) -> None:
    line.desk.submit(SetField(DEPARTMENT, "", "B"), "读入")
    assert line.line.text() == "B"


def test_choosing_another_project_stores_the_line_in_its_own(line: BoundLine) -> None:
    QTest.keyClicks(line.line, "A")
    line.desk.choose_project(PUBLICITY)
    assert line.desk.text(DEPARTMENT) == "A"
    assert line.desk.text(Place("project", PUBLICITY, "department")) == ""
    assert line.line.text() == ""


def test_a_long_text_is_stored_after_one_idle_second(box: BoundText, qtbot: QtBot) -> None:
    box._idle.setInterval(50)
    QTest.keyClicks(box.field.edit, "late")
    qtbot.waitUntil(lambda: box.desk.text(box.place()) == "late", timeout=2000)


def test_typing_on_is_one_step_of_undo(box: BoundText, qtbot: QtBot) -> None:
    box._idle.setInterval(20)
    for word in ("late", "r on"):
        QTest.keyClicks(box.field.edit, word)
        qtbot.waitUntil(lambda: not box._idle.isActive(), timeout=2000)
    box.field.edit.clearFocus()
    box.desk.undo()
    assert box.desk.text(box.place()) == ""


def test_a_long_text_is_stored_in_the_project_it_was_typed_for(box: BoundText) -> None:
    QTest.keyClicks(box.field.edit, "late")
    box.desk.choose_project(PUBLICITY)
    assert box.desk.text(Place("answer", RESCUE, "execution_reason")) == "late"
    assert box.desk.text(Place("answer", PUBLICITY, "execution_reason")) == ""
    assert box.field.text() == ""


def test_a_long_text_the_disk_refuses_stays(box: BoundText, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box.desk, "submit", lambda *_, **__: False)
    QTest.keyClicks(box.field.edit, "late")
    box.store()
    box.reload()
    assert box.field.text() == "late"


def test_the_count_of_characters_turns_red_and_refuses_nothing(box: BoundText) -> None:
    QTest.keyClicks(box.field.edit, "a" * 12)
    assert box._count.text() == "12 / 10 字"
    assert box._count.property("ink") == "red"
    box.store()
    assert len(box.desk.text(box.place())) == 12


def test_nothing_can_be_typed_where_there_is_no_project(around: QWidget, desk: Desk) -> None:
    made = BoundLine(desk, lambda: None, "项目代码")
    around.layout().addWidget(made)
    assert made.line.isReadOnly()


@pytest.mark.parametrize("kind", ["line", "box"])
def test_undo_belongs_to_the_window_when_nothing_was_typed_here(
    kind: str, request: pytest.FixtureRequest, around: QWidget, qtbot: QtBot
) -> None:
    field = request.getfixturevalue(kind)
    qtbot.waitUntil(around.isActiveWindow)
    widget = field.line if kind == "line" else field.field.edit
    asked: list[int] = []
    QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), around, activated=lambda: asked.append(1))
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1]
    QTest.keyClicks(widget, "x")
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1], "what is being typed is taken back first"
    assert (widget.text() if kind == "line" else widget.toPlainText()) == ""
