"""基本信息 and 单位信息: what the form prints first, and what comes from the unit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model import Place
from tests.ui.conftest import RESCUE
from ui.bound import Bound, BoundChoice, BoundLine
from ui.desk import Desk
from ui.look.signs import Sign
from ui.pages.basics import BasicsPage, UnitPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> BasicsPage:
    made = BasicsPage(desk)
    desk.changed.connect(lambda _: made.reload())
    qtbot.addWidget(made)
    made.show()
    return made


def field(page: BasicsPage | UnitPage, name: str) -> Bound:
    return next(f for f in page.fields if (place := f.place()) is not None and place.field == name)


def test_every_fact_of_a_project_has_one_field(page: BasicsPage) -> None:
    names = [f.place().field for f in page.fields]
    assert len(names) == len(set(names))
    assert names[0] == "name"
    assert {"code", "department", "level"} <= set(names)


def test_what_the_form_prints_comes_first_and_says_what_must_be_filled(page: BasicsPage) -> None:
    printed = [h.field.removeprefix("project.") for h in page.desk.form.headers if h.field.startswith("project.")]
    assert [f.place().field for f in page.fields][: len(printed)] == printed
    assert field(page, "name").caption.endswith("（必填）")


def test_a_blank_that_the_unit_fills_says_so_faintly(page: BasicsPage) -> None:
    page.desk.type_text(Place("unit", 0, "department"), "示例县财政局", "主管部门")
    line = field(page, "department")
    assert isinstance(line, BoundLine)
    assert line.line.text() == ""
    assert line.line.placeholderText() == "示例县财政局（取自单位信息）"


def test_a_text_of_last_year_stands_faintly_and_a_key_takes_it(page: BasicsPage) -> None:
    desk = page.desk
    desk.type_text(Place("project", RESCUE, "leader"), "李主任", "修改项目负责人")
    desk.choose_year(2022)
    desk.add_project("城乡医疗救助资金")
    page.reload()
    leader, name, phone = (field(page, field_name) for field_name in ("leader", "name", "phone"))
    assert leader.line.placeholderText() == "上年 李主任（Ctrl+' 填入）"
    assert "上年" not in name.line.placeholderText() + phone.line.placeholderText()
    leader.line.setFocus()
    QTest.keyClick(leader.line, Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    place = Place("project", desk.project, "leader")
    assert (desk.text(place), desk.origin(place), leader.line.text()) == ("李主任", "年", "李主任")
    leader.line.selectAll()
    QTest.keyClicks(leader.line, "Wang")
    QTest.keyClick(leader.line, Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(leader.line, Qt.Key.Key_Tab)
    assert (desk.text(place), desk.origin(place)) == ("Wang", "")
    desk.undo()
    desk.undo()
    assert desk.text(place) == ""


def test_fields_side_by_side_stay_in_line_where_one_is_marked_with_two_lines(page: BasicsPage, qtbot: QtBot) -> None:
    page.resize(720, 600)
    field(page, "agency").say(Sign.ERROR, "项目单位还没有填，请按批复文件上的名称一字不差地填写在这里。")
    qtbot.waitUntil(lambda: field(page, "agency")._sentence.height() > 30)
    rows: dict[int, set[int]] = {}
    for one in page.fields:
        grid_row = one.geometry().bottom()
        rows.setdefault(grid_row, set()).add(one.inner.mapTo(page.widget(), one.inner.rect().bottomLeft()).y())
    assert any(len([f for f in page.fields if f.geometry().bottom() == bottom]) == 2 for bottom in rows)
    assert all(len(lines) == 1 for lines in rows.values())


def test_a_required_blank_is_marked(page: BasicsPage) -> None:
    line = field(page, "department")
    assert line._sentence.text() == "主管部门还没有填。"
    line.line.setFocus()
    QTest.keyClicks(line.line, "A")
    assert line._sentence.text() == "", "forgiven while it is being typed"


def test_a_choice_is_stored_and_a_word_from_outside_the_list_is_kept(page: BasicsPage) -> None:
    choice = next(f for f in page.fields if isinstance(f, BoundChoice))
    place = choice.place()
    page.desk.type_text(place, "省里定的", "别的词")
    assert choice.box.currentText() == "省里定的"
    choice.box.setFocus()
    QTest.keyClick(choice.box, Qt.Key.Key_Home)
    assert page.desk.text(place) == choice.box.currentText() != "省里定的"


def test_another_form_asks_for_its_own_fields(page: BasicsPage) -> None:
    before = [f.place().field for f in page.fields]
    page.desk.type_text(Place("project", RESCUE, "form"), "sichuan-2021", "改用表样")
    after = [f.place().field for f in page.fields]
    assert sorted(before) == sorted(after), "the facts are the same, their order is the form's"


def test_going_to_a_field_gives_it_the_keyboard(page: BasicsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.go(Place("project", RESCUE, "code"))
    qtbot.waitUntil(lambda: field(page, "code").line.hasFocus())


def test_the_unit_is_typed_once(qtbot: QtBot, desk: Desk) -> None:
    made = UnitPage(desk)
    qtbot.addWidget(made)
    made.show()
    name = field(made, "name")
    name.line.setFocus()
    name.line.selectAll()
    QTest.keyClicks(name.line, "X")
    QTest.keyClick(name.line, Qt.Key.Key_Return)
    assert desk.book.unit.name == "X"
