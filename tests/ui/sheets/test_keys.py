"""Keys in a table do what they do in WPS 表格."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt

from core.edits import SetField
from core.model import Place
from tests.ui.conftest import RESCUE
from tests.ui.sheets.conftest import ALT, CONTROL, SHIFT, Hands

Key = Qt.Key
ANNUAL, EXECUTED, RATE = "全年预算数(A)", "全年执行数(B)", "执行率(B/A)"


def test_enter_goes_down_and_shift_enter_up(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_Return)
    assert funds.at() == ("市级财政", ANNUAL)
    funds.press(Key.Key_Return, SHIFT)
    assert funds.at() == ("省级财政", ANNUAL)


def test_enter_in_an_editor_stores_and_goes_down(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    funds.press(Key.Key_Return)
    assert funds.typed("省级财政", ANNUAL) == "95"
    assert funds.at() == ("市级财政", ANNUAL)
    funds.type("1")
    funds.press(Key.Key_Return, SHIFT)
    assert funds.at() == ("省级财政", ANNUAL)


def test_enter_stays_in_the_last_row(funds: Hands) -> None:
    funds.choose("其他资金", ANNUAL)
    funds.press(Key.Key_Return)
    assert funds.at() == ("其他资金", ANNUAL)


def test_tab_goes_over_the_row_end_to_the_next_cell_that_waits_for_the_clerk(funds: Hands) -> None:
    funds.choose("省级财政", EXECUTED)
    funds.press(Key.Key_Tab)
    assert funds.at() == ("市级财政", "年初预算数"), "neither the computed 执行率 nor the name of the row"
    funds.press(Key.Key_Backtab, SHIFT)
    assert funds.at() == ("省级财政", EXECUTED)


def test_tab_stops_at_a_computed_cell_that_was_typed_over(funds: Hands) -> None:
    funds.choose("省级财政", RATE)
    funds.type("12")
    funds.press(Key.Key_Return)
    funds.choose("省级财政", EXECUTED)
    funds.press(Key.Key_Tab)
    assert funds.at() == ("省级财政", RATE)


def test_the_keyboard_comes_to_the_first_cell_that_waits_for_the_clerk(funds: Hands) -> None:
    funds.view.clearFocus()
    funds.view.setCurrentIndex(QModelIndex())
    funds.view.setFocus()
    funds.type("7")
    funds.press(Key.Key_Return)
    assert funds.typed("中央财政", "年初预算数") == "7", "not lost on the name of a row, nor in a sum"


def test_tab_in_an_editor_stores_and_goes_on(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    funds.press(Key.Key_Tab)
    assert funds.typed("省级财政", ANNUAL) == "95"
    assert funds.at() == ("省级财政", "实际到位数")
    assert funds.view.editor() is None
    assert funds.view.hasFocus()


def test_tab_in_an_editor_of_several_lines_stores_and_goes_on(indicators: Hands) -> None:
    indicators.choose("救助人次", "三级指标")
    indicators.type("X")
    indicators.press(Key.Key_Tab)
    assert indicators.shown("X", "三级指标") == "X"
    assert indicators.at()[1] == "年度指标值(A)"


def test_typing_replaces_what_stands_there(funds: Hands, indicators: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("7")
    assert funds.view.editor().text() == "7"
    indicators.choose("救助人次", "三级指标")
    indicators.type("AB")
    assert indicators.view.editor().toPlainText() == "AB"


def test_f2_keeps_what_stands_there_and_goes_on_behind_it(funds: Hands, indicators: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_F2)
    funds.type("5")
    assert funds.view.editor().text() == "90.005"
    indicators.choose("救助人次", "三级指标")
    indicators.press(Key.Key_F2)
    indicators.type("A")
    assert indicators.view.editor().toPlainText() == "救助人次A"


def test_escape_gives_up(funds: Hands, indicators: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("7")
    funds.press(Key.Key_Escape)
    assert funds.typed("省级财政", ANNUAL) == "90.00"
    indicators.choose("救助人次", "三级指标")
    indicators.type("A")
    indicators.press(Key.Key_Escape)
    assert indicators.shown("救助人次", "三级指标") == "救助人次"
    assert indicators.view.editor() is None


def test_alt_enter_breaks_the_line_and_enter_stores_both(indicators: Hands) -> None:
    indicators.choose("救助人次", "偏差原因分析及改进措施")
    indicators.type("A")
    indicators.press(Key.Key_Return, ALT)
    indicators.type("B")
    indicators.press(Key.Key_Return)
    assert indicators.typed("救助人次", "偏差原因分析及改进措施") == "A\nB"


def test_delete_clears_the_block_in_one_step(funds: Hands) -> None:
    funds.choose_block(("省级财政", "年初预算数"), ("县区级财政", ANNUAL))
    funds.press(Key.Key_Delete)
    cells = [(row, column) for row in ("省级财政", "县区级财政") for column in ("年初预算数", ANNUAL)]
    assert [funds.typed(*cell) for cell in cells] == [""] * 4
    assert funds.desk.undo_name() == "清除内容"
    funds.desk.undo()
    assert [funds.typed(*cell) for cell in cells] == ["90.00", "90.00", "60.00", "60.00"]


def test_delete_on_a_blank_cell_is_no_step(funds: Hands) -> None:
    before = funds.desk.undo_name()
    funds.choose("中央财政", ANNUAL)
    funds.press(Key.Key_Delete)
    assert funds.desk.undo_name() == before


def test_ctrl_d_fills_the_block_from_its_first_row(funds: Hands) -> None:
    funds.choose_block(("省级财政", ANNUAL), ("县区级财政", ANNUAL))
    funds.press(Key.Key_D, CONTROL)
    assert [funds.typed(row, ANNUAL) for row in ("市级财政", "县区级财政")] == ["90.00", "90.00"]
    assert funds.desk.undo_name() == "向下填充"


def test_ctrl_d_on_one_cell_takes_the_one_above(funds: Hands) -> None:
    funds.choose("市级财政", ANNUAL)
    funds.press(Key.Key_D, CONTROL)
    assert funds.typed("市级财政", ANNUAL) == "90.00"


def test_ctrl_semicolon_fills_in_today(indicators: Hands) -> None:
    indicators.choose("救助人次", "偏差原因分析及改进措施")
    indicators.press(Key.Key_Semicolon, CONTROL)
    assert indicators.typed("救助人次", "偏差原因分析及改进措施") == date.today().isoformat()


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("年度资金总额", "项目资金", "名称由表样规定。"),
        ("年度资金总额", "得分", "得分由执行率算出，不用填。"),
        ("年度资金总额", "分值", "执行率的分值由表样规定。"),
        ("省级财政", "分值", "这一格按表样不填。"),
    ],
)
def test_typing_into_a_fixed_cell_says_why(funds: Hands, row: str, column: str, sentence: str) -> None:
    funds.choose(row, column)
    funds.press(Key.Key_5)
    assert funds.said == [sentence]
    assert funds.view.editor() is None


def test_moving_over_a_fixed_cell_says_nothing(funds: Hands) -> None:
    funds.choose("年度资金总额", "得分")
    funds.press(Key.Key_Down)
    assert funds.said == []


def test_a_refused_text_stays_in_its_editor_until_the_book_has_it(
    funds: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = type(funds.desk).submit
    monkeypatch.setattr(type(funds.desk), "submit", lambda desk, *_, **__: desk.failed.emit("磁盘已满。"))
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    for key in (Key.Key_Return, Key.Key_Tab):
        funds.press(key)
        assert funds.view.editor().text() == "95"
        assert funds.at() == ("省级财政", ANNUAL)
    monkeypatch.setattr(type(funds.desk), "submit", submit)
    funds.press(Key.Key_Return)
    assert funds.typed("省级财政", ANNUAL) == "95"
    assert funds.view.editor() is None


def test_choosing_another_project_stores_what_is_being_typed(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    other = next(d.id for d in funds.desk.dossiers if d.id != RESCUE)
    funds.desk.choose_project(other)
    assert funds.desk.text(Place("fund", RESCUE, "province.annual")) == "95"
    assert not funds.desk.book.dossiers[other].funds


def test_undo_by_the_button_takes_back_what_is_being_typed(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    funds.desk.undo()
    assert funds.view.editor() is None
    assert funds.typed("省级财政", ANNUAL) == "90.00"


def test_a_figure_typed_over_is_marked_and_goes_back_with_delete(funds: Hands) -> None:
    funds.choose("年度资金总额", RATE)
    funds.type("40")
    funds.press(Key.Key_Return)
    cell = funds.view.model().cell(funds.index("年度资金总额", RATE))
    assert cell.over
    funds.choose("年度资金总额", RATE)
    funds.press(Key.Key_Delete)
    assert not funds.view.model().cell(funds.index("年度资金总额", RATE)).over
    assert funds.shown("年度资金总额", RATE) == "32.30"


def test_one_click_takes_a_figure_typed_over_back(funds: Hands) -> None:
    funds.desk.submit(SetField(funds.desk.values.fund_place("total", "execution_rate"), "", "32.30"), "改写")
    words = funds.menu_on("年度资金总额", RATE)
    assert next(iter(words)) == "恢复自动计算"
    words["恢复自动计算"]()
    assert not funds.view.model().cell(funds.index("年度资金总额", RATE)).over


def test_ctrl_and_an_arrow_chooses_the_edge_of_the_filled_cells(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_Down, CONTROL)
    assert funds.at() == ("县区级财政", ANNUAL), "over the empty 市级财政"
    funds.press(Key.Key_Delete)
    assert (funds.typed("省级财政", ANNUAL), funds.typed("县区级财政", ANNUAL)) == ("90.00", "")
    funds.press(Key.Key_Down, CONTROL)
    funds.press(Key.Key_Left, CONTROL)
    assert funds.view.currentIndex().column() == 0


def test_ctrl_shift_and_an_arrow_draws_the_block_to_the_edge(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_Down, CONTROL | SHIFT)
    funds.press(Key.Key_Delete)
    assert (funds.typed("省级财政", ANNUAL), funds.typed("县区级财政", ANNUAL)) == ("", "")


def test_ctrl_and_home_choose_the_cell_they_go_to(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_End, CONTROL)
    current = funds.view.currentIndex()
    assert funds.view.selectionModel().selectedIndexes() == [current]
    assert current != funds.index("省级财政", ANNUAL)


def test_ctrl_page_down_belongs_to_the_window(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    for key in (Key.Key_PageDown, Key.Key_PageUp, Key.Key_Tab):
        funds.press(key, CONTROL)
    assert funds.at() == ("省级财政", ANNUAL)


def test_shift_enter_draws_no_block(funds: Hands) -> None:
    funds.choose("市级财政", ANNUAL)
    funds.press(Key.Key_Return, SHIFT)
    assert funds.view.selectionModel().selectedIndexes() == [funds.index("省级财政", ANNUAL)]


@pytest.mark.parametrize(("key", "row"), [(Key.Key_Down, "市级财政"), (Key.Key_Return, "市级财政")])
def test_after_a_block_was_drawn_keys_go_on_from_its_first_cell(funds: Hands, key: Key, row: str) -> None:
    funds.choose_block(("省级财政", ANNUAL), ("县区级财政", ANNUAL))
    funds.press(key)
    assert funds.at() == (row, ANNUAL)


def test_after_a_block_was_drawn_typing_goes_into_its_first_cell(funds: Hands) -> None:
    funds.choose_block(("省级财政", ANNUAL), ("县区级财政", ANNUAL))
    funds.type("7")
    funds.press(Key.Key_Return)
    assert (funds.typed("省级财政", ANNUAL), funds.typed("县区级财政", ANNUAL)) == ("7", "60.00")
