"""待核 and notes beside a field: by key, by the menu of the quiet dots, in prose as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.edits import set_text
from core.marks import with_origin
from core.model import LAST_YEAR, UNIT_ROW, Place
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import RESCUE
from ui.bound import BoundLine
from ui.desk import Desk
from ui.look.signs import Letter
from ui.marks import letter_of
from ui.pages.basics import BasicsPage, UnitPage
from ui.pages.prose import ProsePage

NAME = Place("project", RESCUE, "name")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qtbot: QtBot, desk: Desk) -> BoundLine:
    page = BasicsPage(desk)
    desk.changed.connect(lambda _: page.reload())
    qtbot.addWidget(page)
    page.show()
    made = next(f for f in page.fields if f.place() == NAME)
    assert isinstance(made, BoundLine)
    made.page = page  # type: ignore[attr-defined]  # keeps the page as long as its field
    return made


def offered(field: BoundLine) -> dict[str, object]:
    return {a.text().partition("\t")[0]: a.trigger for a in field.marks.menu().actions()}


def test_f4_marks_a_field(field: BoundLine) -> None:
    QTest.keyClick(field.line, Qt.Key.Key_F4)
    assert letter_of(field.desk, NAME) is Letter.UNCONFIRMED
    assert field.marks.toolTip() == "待核"
    QTest.keyClick(field.line, Qt.Key.Key_F4)
    assert letter_of(field.desk, NAME) is None


def test_a_field_has_a_note(field: BoundLine) -> None:
    QTest.keyClick(field.line, Qt.Key.Key_F2, SHIFT)
    QTest.keyClicks(field.marks.card.field.edit, "see the file")
    QTest.keyClick(field.marks.card.field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not field.marks.card.isVisible()
    assert field.desk.note(NAME) == "see the file"
    assert field.marks.toolTip() == "备注：see the file"
    offered(field)["删除备注"]()  # type: ignore[operator]
    assert field.desk.note(NAME) == ""


def test_a_note_the_disk_refuses_is_there_when_its_card_opens_again(
    field: BoundLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    field.marks.write_note()
    QTest.keyClicks(field.marks.card.field.edit, "see the file")
    monkeypatch.setattr(Workbook, "submit", refuse)
    field.marks.card.close()
    monkeypatch.undo()
    field.marks.write_note()
    assert field.marks.card.field.text() == "see the file"
    field.marks.card.close()
    assert field.desk.note(NAME) == "see the file"


def refuse(*_: object, **__: object) -> None:
    raise BookTrouble("磁盘已满。")


def test_a_text_of_last_year_is_confirmed_by_its_menu_or_by_typing_it(field: BoundLine) -> None:
    desk = field.desk
    desk.submit(with_origin(desk.book, set_text(desk.book, NAME, "ABC"), LAST_YEAR), "读入上年")
    assert letter_of(desk, NAME) is Letter.LAST_YEAR
    field.line.selectAll()
    QTest.keyClicks(field.line, "ABC")
    field.line.editingFinished.emit()
    assert letter_of(desk, NAME) is None
    desk.undo()
    offered(field)["已核对，去掉标记"]()  # type: ignore[operator]
    assert letter_of(desk, NAME) is None


def test_the_units_own_facts_can_be_marked_and_undo_shows_them(qtbot: QtBot, desk: Desk) -> None:
    page = UnitPage(desk)
    qtbot.addWidget(page)
    page.show()
    field = next(f for f in page.fields if f.place() == Place("unit", UNIT_ROW, "name"))
    QTest.keyClick(field.inner, Qt.Key.Key_F4)
    assert desk.is_pending(Place("unit", UNIT_ROW, "name"))
    went: list[Place] = []
    desk.asked_for.connect(went.append)
    desk.undo()
    assert went == [Place("unit", UNIT_ROW, "name")]
    assert not desk.is_pending(Place("unit", UNIT_ROW, "name"))


def test_an_answer_in_the_prose_can_be_marked(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(form="sichuan-2021")
    page = ProsePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    section = next(iter(page.sections.values()))
    QTest.keyClick(section.editor, Qt.Key.Key_F4)
    assert desk.is_pending(section.place)


def test_a_changed_note_is_shown_where_it_stands_when_undone(desk: Desk) -> None:
    desk.write_note(NAME, "one")
    desk.write_note(NAME, "two")
    went: list[Place] = []
    desk.asked_for.connect(went.append)
    desk.undo()
    assert desk.note(NAME) == "one"
    assert went == [NAME]
