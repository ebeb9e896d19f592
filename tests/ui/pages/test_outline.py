"""正文: what the outline holds beyond plain headings — parts, repeats, table topics, and the unit's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.forms.model import Topic
from core.model import Place
from tests.ui.conftest import RESCUE
from tests.ui.forms import with_topics
from ui.desk import Desk
from ui.pages.prose import ProsePage
from ui.prose.heading import Heading, Repeat
from ui.prose.outline import State

TOPICS = (
    Topic("摘要", 0, numbered=False),
    Topic("一、项目概况", 1, repeats="basis", first_paragraph=True),
    Topic("正文", 0),
    Topic("一、项目概况，", 1, key="basis", guidance="写依据。", print_guidance="below", limit=20),
    Topic("二、绩效情况", 1, table="table"),
    Topic("备注", 1, key="table_note", page="table"),
    Topic("未完成原因", 1, key="only_if", page="table", when=("answer.basis",)),
    Topic("一、部门概况", 1, key="department", of="unit"),
    Topic("部门备注", 1, key="unit_note", page="table", of="unit"),
)


@pytest.fixture
def page(qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]) -> ProsePage:
    known(with_topics(*TOPICS))
    desk = open_desk()
    made = ProsePage(desk)
    desk.changed.connect(lambda _: made.reload())
    desk.selected.connect(lambda _: made.reload())
    desk.asked_for.connect(made.go)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def outline(page: ProsePage) -> list[tuple[str, int, State]]:
    return [(line.heading, line.level, line.state) for line in page.outline.lines]


def repeat(page: ProsePage) -> Repeat:
    return page.findChild(Repeat)


def test_parts_head_their_groups_and_tables_ask_behind_the_outline(page: ProsePage) -> None:
    assert outline(page) == [
        ("摘要", 0, State.HEADING),
        ("一、项目概况", 1, State.REPEAT),
        ("正文", 0, State.HEADING),
        ("一、项目概况", 1, State.EMPTY),
        ("二、绩效情况", 1, State.HEADING),
        ("表内栏目", 0, State.HEADING),
        ("备注", 1, State.EMPTY),
    ]
    assert page.outline.count.text() == "已写 0 / 2"


def test_what_is_printed_twice_is_typed_once(page: ProsePage) -> None:
    page.desk.type_text(Place("answer", RESCUE, "basis"), "第一段。\n第二段。", "填")
    assert repeat(page).text.text() == "　　第一段。"
    assert "第一段相同" in " ".join(label.text() for label in repeat(page).findChildren(QLabel))
    QTest.mouseClick(repeat(page).change, Qt.MouseButton.LeftButton)
    assert page.sections["basis"].editor.hasFocus()


def test_a_repeat_follows_while_it_is_typed(qtbot: QtBot, page: ProsePage) -> None:
    page.go(Place("answer", RESCUE, "basis"))
    section = page.sections["basis"]
    qtbot.keyClicks(section.editor, "Words.")
    section.editor.clearFocus()
    QApplication.processEvents()
    assert repeat(page).text.text() == "　　Words."


def test_a_topic_comes_with_its_condition_and_stays_while_it_holds_words(page: ProsePage) -> None:
    assert not page.sections["only_if"].isVisible()
    page.desk.type_text(Place("answer", RESCUE, "basis"), "依据。", "填")
    assert page.sections["only_if"].isVisible()
    assert outline(page)[-1] == ("未完成原因", 1, State.EMPTY)
    page.desk.type_text(Place("answer", RESCUE, "only_if"), "原因。", "填")
    page.desk.type_text(Place("answer", RESCUE, "basis"), "", "填")
    assert outline(page)[-1] == ("未完成原因", 1, State.WRITTEN)


def test_the_limit_of_characters_is_shown_and_turns_red(page: ProsePage) -> None:
    page.desk.type_text(Place("answer", RESCUE, "basis"), "字" * 21, "填")
    count = page.sections["basis"]._count
    assert (count.text(), count.property("ink")) == ("21 / 20 字", "red")


def test_guidance_says_whether_it_is_printed(page: ProsePage) -> None:
    assert page.sections["basis"].guidance.sentence.text() == "写依据。这段提示会印在标题下面。"


def test_a_heading_over_a_table_says_so(page: ProsePage) -> None:
    heading = [part for part in page.findChildren(Heading) if part.isVisible()][-2]
    assert any("表格" in label.text() for label in heading.findChildren(QLabel))


def test_the_dossier_of_the_unit_has_its_own_outline(page: ProsePage) -> None:
    assert page.desk.choose_whole()
    QApplication.processEvents()
    assert [line[0] for line in outline(page)] == ["一、部门概况", "表内栏目", "部门备注"]
    assert set(page.sections) == {"department", "unit_note"}


def test_a_form_whose_report_is_the_units_leads_there(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    known(with_topics(TOPICS[-2]))
    desk = open_desk()
    page = ProsePage(desk)
    qtbot.addWidget(page)
    page.show()
    empty = page._either.currentWidget()
    QTest.mouseClick(empty.buttons[0], Qt.MouseButton.LeftButton)
    assert desk.dossier.is_unit
