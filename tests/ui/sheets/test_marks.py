"""Marks in a table: 待核, notes, where a value came from, 已核对; by key, by menu, and undone."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.edits import set_text
from core.marks import with_origin
from core.model import IMPORTED, LAST_YEAR, Place
from tests.ui.conftest import RESCUE
from tests.ui.sheets.conftest import SHIFT, Hands
from ui.look.cells import CELL
from ui.look.signs import Letter, LetterLabel, Sign

EXECUTED, ANNUAL = "全年执行数(B)", "全年预算数(A)"
KEY, BUTTON = Qt.Key, Qt.MouseButton.LeftButton


def letter(hands: Hands, row: str, column: str) -> Letter | None:
    return hands.index(row, column).data(CELL).letter


def take(hands: Hands, place: Place, text: str, kind: str) -> None:
    """Let a text come from a file or from last year."""
    edit = set_text(hands.desk.book, place, text)
    hands.desk.submit(with_origin(hands.desk.book, edit, kind), "读入")


def test_f4_marks_a_value_and_takes_the_mark_back(funds: Hands) -> None:
    funds.choose("县区级财政", EXECUTED)
    funds.press(KEY.Key_F4)
    assert letter(funds, "县区级财政", EXECUTED) is Letter.UNCONFIRMED
    funds.press(KEY.Key_F4)
    assert letter(funds, "县区级财政", EXECUTED) is None
    funds.desk.undo()
    assert letter(funds, "县区级财政", EXECUTED) is Letter.UNCONFIRMED
    assert funds.at() == ("县区级财政", EXECUTED), "undo shows the cell"


def test_f4_marks_a_whole_block_in_one_step(funds: Hands) -> None:
    funds.choose_block(("省级财政", ANNUAL), ("县区级财政", ANNUAL))
    funds.press(KEY.Key_F4)
    for row in ("省级财政", "市级财政", "县区级财政"):
        assert letter(funds, row, ANNUAL) is Letter.UNCONFIRMED
    funds.desk.undo()
    assert not funds.desk.book.dossiers[RESCUE].mark


def test_a_row_that_is_not_there_yet_cannot_be_marked(indicators: Hands) -> None:
    indicators.choose("质量指标", "三级指标")
    indicators.press(KEY.Key_F4)
    assert not indicators.desk.book.dossiers[RESCUE].mark
    assert indicators.said[-1] == "这一格还没有内容可以标为待核。"


def test_a_note_is_written_on_its_card_and_read_in_the_tool_tip(funds: Hands) -> None:
    funds.choose("县区级财政", EXECUTED)
    funds.press(KEY.Key_F2, SHIFT)
    card = funds.view.note_card
    assert card.isVisible()
    QTest.keyClicks(card.field.edit, "ask Wang")
    QTest.mouseClick(card.keep, BUTTON)
    index = funds.index("县区级财政", EXECUTED)
    assert index.data(CELL).note
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "备注：ask Wang"
    funds.menu_on("县区级财政", EXECUTED)["删除备注"]()
    assert not funds.index("县区级财政", EXECUTED).data(CELL).note


def test_leaving_the_card_keeps_the_note_and_esc_gives_it_up(funds: Hands) -> None:
    place = funds.place("县区级财政", EXECUTED)
    for leave, kept in (("close", "one"), ("esc", "one")):
        funds.choose("县区级财政", EXECUTED)
        funds.press(KEY.Key_F2, SHIFT)
        edit = funds.view.note_card.field.edit
        edit.selectAll()
        QTest.keyClicks(edit, "one" if leave == "close" else "two")
        if leave == "close":
            funds.view.note_card.close()
        else:
            QTest.keyClick(edit, KEY.Key_Escape)
        assert funds.desk.note(place) == kept


def test_what_came_from_elsewhere_says_so_until_it_is_confirmed(funds: Hands) -> None:
    place = funds.place("县区级财政", EXECUTED)
    take(funds, place, "20", IMPORTED)
    assert letter(funds, "县区级财政", EXECUTED) is Letter.IMPORTED
    menu = funds.menu_on("县区级财政", EXECUTED)
    menu["已核对，去掉标记"]()
    assert letter(funds, "县区级财政", EXECUTED) is None
    assert funds.desk.undo_name() == "已核对"


def test_typing_the_same_again_confirms_and_only_looking_does_not(funds: Hands) -> None:
    take(funds, funds.place("县区级财政", EXECUTED), "20", LAST_YEAR)
    funds.choose("县区级财政", EXECUTED)
    funds.press(KEY.Key_F2)
    funds.press(KEY.Key_Return)
    assert letter(funds, "县区级财政", EXECUTED) is Letter.LAST_YEAR
    funds.choose("县区级财政", EXECUTED)
    funds.type("20")
    funds.press(KEY.Key_Return)
    assert letter(funds, "县区级财政", EXECUTED) is None


def test_another_text_is_the_clerks_own(funds: Hands) -> None:
    take(funds, funds.place("县区级财政", EXECUTED), "20", LAST_YEAR)
    funds.choose("县区级财政", EXECUTED)
    funds.type("21")
    funds.press(KEY.Key_Return)
    assert letter(funds, "县区级财政", EXECUTED) is None


def test_what_is_to_be_looked_at_goes_before_what_was_typed_over(funds: Hands) -> None:
    rate = funds.desk.values.fund_place("total", "execution_rate")
    funds.desk.type_text(rate, "32.30", "改写")
    index = funds.view.model().find(rate)
    assert index.data(CELL).letter is Letter.OVERRIDDEN
    funds.desk.mark_pending(rate, on=True)
    assert index.data(CELL).letter is Letter.UNCONFIRMED
    assert index.data(Qt.ItemDataRole.ToolTipRole).splitlines()[-2:] == ["待核", "改写了计算值"]


def shown(hands: Hands) -> list[str]:
    return [part.accessibleName() for part in hands.page.card.legend.findChildren(LetterLabel) if part.isVisible()]


def test_the_legend_lists_what_occurs(funds: Hands) -> None:
    assert shown(funds) == ["自动计算"]
    funds.desk.mark_pending(funds.place("县区级财政", EXECUTED), on=True)
    funds.desk.write_note(funds.place("县区级财政", EXECUTED), "问")
    assert shown(funds) == ["自动计算", "待核", "备注"]
    take(funds, funds.place("省级财政", EXECUTED), "20", LAST_YEAR)
    assert shown(funds) == ["自动计算", "取自上年，未确认", "待核", "备注"]


def test_the_cell_of_a_level_that_is_short_offers_to_fill_it_up(indicators: Hands) -> None:
    desk = indicators.desk
    first = next(r for r in desk.book.dossiers[RESCUE].indicator if r.name == "救助人次")
    desk.type_text(Place("indicator", RESCUE, "weight", first.id), "30", "改权重")
    menu = indicators.menu_on("产出指标", "一级指标")
    fixes = [words for words in menu if words.startswith(("按比例", "平均"))]
    assert fixes
    menu[fixes[0]]()
    total = sum(Decimal(r.weight) for r in desk.book.dossiers[RESCUE].indicator if r.level1 == "产出指标")
    assert total == 50


def test_the_execution_row_is_tinted_when_its_rate_was_typed_over_wrongly(indicators: Hands) -> None:
    index = indicators.index("预算执行率", "实际完成值(B)")
    assert index.data(CELL).severity is not Sign.ERROR
    indicators.desk.type_text(indicators.desk.values.fund_place("total", "execution_rate"), "32.39", "改写")
    state = indicators.index("预算执行率", "实际完成值(B)").data(CELL)
    assert state.severity is Sign.ERROR
    assert not state.carries_sign


def test_the_reason_in_the_table_shows_its_figures(indicators: Hands) -> None:
    place = Place("answer", RESCUE, "execution_reason")
    indicators.desk.type_text(place, "执行{fund.total.executed:万元}", "写原因")
    index = indicators.index("预算执行率", "偏差原因分析及改进措施")
    assert index.data() == "执行48.44万元"
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
