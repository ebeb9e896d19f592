"""The sentence under a row: shown on leaving a cell, gone as soon as the text is right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.edits import SetField
from core.model import Place
from core.rules.finding import Finding, Level
from tests.ui.conftest import RESCUE
from tests.ui.sheets.conftest import Hands
from ui.look.cards import MessageStrip
from ui.look.cells import CELL
from ui.look.signs import Sign

Key = Qt.Key
TOTAL, RATE = "年度资金总额", "执行率(B/A)"


@pytest.fixture
def wrong(funds: Hands) -> Hands:
    """The rate is typed wrong, and left."""
    funds.desk.submit(SetField(Place("answer", RESCUE, "execution_reason"), "", "结转下年"), "原因")
    funds.choose(TOTAL, RATE)
    funds.type("32.39")
    funds.press(Key.Key_Return)
    return funds


def strip(hands: Hands) -> MessageStrip | None:
    return next((s for s in hands.view.findChildren(MessageStrip) if s.isVisible()), None)


def test_nothing_is_said_while_typing(funds: Hands) -> None:
    funds.desk.submit(SetField(Place("answer", RESCUE, "execution_reason"), "", "结转下年"), "原因")
    funds.choose(TOTAL, RATE)
    funds.type("32.39")
    assert strip(funds) is None


def test_the_sentence_appears_on_leaving_the_cell(wrong: Hands) -> None:
    shown = strip(wrong)
    assert shown is not None
    assert "应为 32.30" in wrong.view.message().replace("\u00a0", " ")
    index = wrong.index(TOTAL, RATE)
    row_end = wrong.view.rowViewportPosition(index.row()) + wrong.view.rowHeight(index.row())
    assert shown.geometry().bottom() + 1 == row_end, "under its row, over no value"
    assert wrong.view.model().data(index, 0) == "32.39"


def test_it_is_hidden_while_right_text_is_typed_and_back_when_wrong(wrong: Hands) -> None:
    wrong.choose(TOTAL, RATE)
    wrong.type("32.3")
    assert strip(wrong) is None
    wrong.type("9")
    assert strip(wrong) is not None
    wrong.press(Key.Key_Backspace)
    wrong.type("0")
    assert strip(wrong) is None
    wrong.press(Key.Key_Return)
    assert strip(wrong) is None
    assert wrong.view.message() == ""


def test_giving_up_brings_the_sentence_back(wrong: Hands) -> None:
    wrong.choose(TOTAL, RATE)
    wrong.type("32.3")
    wrong.press(Key.Key_Escape)
    assert strip(wrong) is not None


def test_its_links_are_reached_and_pressed_with_the_keyboard(wrong: Hands) -> None:
    shown = strip(wrong)
    assert shown is not None
    assert [link.text() for link in shown.links] == ["按金额重算", "保留并写说明"]
    assert all(link.focusPolicy() & Qt.FocusPolicy.TabFocus for link in shown.links)
    shown.links[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.links[0], Key.Key_Return)
    QApplication.processEvents()
    assert wrong.shown(TOTAL, RATE) == "32.30"
    assert strip(wrong) is None


def test_the_second_link_asks_for_the_reason(wrong: Hands) -> None:
    asked: list[Finding] = []
    wrong.desk.wants_reason.connect(asked.append)
    shown = strip(wrong)
    assert shown is not None
    QTest.keyClick(shown.links[1], Key.Key_Space)
    assert [finding.level for finding in asked] == [Level.ERROR]


def test_every_cell_of_the_quarrel_is_tinted_and_one_carries_the_sign(wrong: Hands) -> None:
    sheet, model = wrong.view.model().sheet, wrong.view.model()
    states = {column.caption: model.data(model.index(0, number), CELL) for number, column in enumerate(sheet.columns)}
    assert {name for name, state in states.items() if state.severity is Sign.ERROR} == {
        "全年预算数(A)", "全年执行数(B)", RATE,
    }  # fmt: skip
    assert [name for name, state in states.items() if state.carries_sign] == [RATE]


def test_the_sentence_follows_its_cell_when_the_row_above_grows(wrong: Hands) -> None:
    before = strip(wrong)
    assert before is not None
    wrong.view.set_row_height(30)
    after = strip(wrong)
    assert after is not None
    assert after.y() == before.y() or after is not before
    index = wrong.index(TOTAL, RATE)
    assert after.geometry().bottom() + 1 == wrong.view.rowViewportPosition(index.row()) + wrong.view.rowHeight(
        index.row()
    )


def test_what_an_amount_makes_wrong_in_a_total_is_said_on_leaving_it(funds: Hands) -> None:
    funds.desk.submit(SetField(Place("answer", RESCUE, "execution_reason"), "", "结转下年"), "原因")
    funds.desk.type_text(funds.place(TOTAL, RATE), "32.30", "照抄执行率")
    assert funds.view.message() == ""
    funds.choose("省级财政", "全年执行数(B)")
    funds.type("40")
    funds.press(Key.Key_Return)
    assert "32.30" in funds.view.message()
    assert strip(funds) is not None


def test_taking_back_a_mend_says_again_what_is_wrong(wrong: Hands) -> None:
    shown = strip(wrong)
    assert shown is not None
    QTest.keyClick(shown.links[0], Key.Key_Return)
    wrong.choose("省级财政", "年初预算数")
    assert strip(wrong) is None
    wrong.desk.undo()
    assert "应为 32.30" in wrong.view.message().replace("\u00a0", " ")
