"""What is chosen in a table, in a block or in pieces, and the keys that go on while it is typed into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.sheets.conftest import CONTROL, SHIFT, Hands

Key = Qt.Key
INITIAL, ANNUAL, ARRIVED, EXECUTED = "年初预算数", "全年预算数(A)", "实际到位数", "全年执行数(B)"
NAME, TARGET, ACTUAL = "三级指标", "年度指标值(A)", "实际完成值(B)"


def click(hands: Hands, row: str, column: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = hands.view.visualRect(hands.index(row, column)).center()
    QTest.mouseClick(hands.view.viewport(), Qt.MouseButton.LeftButton, held, at)
    QApplication.processEvents()


def in_two_pieces(funds: Hands) -> None:
    click(funds, "省级财政", INITIAL)
    click(funds, "县区级财政", EXECUTED, CONTROL)


def test_what_lies_between_cells_chosen_with_ctrl_is_not_cleared(funds: Hands) -> None:
    in_two_pieces(funds)
    funds.press(Key.Key_Delete)
    assert (funds.typed("省级财政", INITIAL), funds.typed("县区级财政", EXECUTED)) == ("", "")
    assert (funds.typed("省级财政", ANNUAL), funds.typed("县区级财政", INITIAL)) == ("90.00", "60.00")


def test_ctrl_enter_types_into_the_cells_chosen_with_ctrl_alone(funds: Hands) -> None:
    in_two_pieces(funds)
    funds.type("5")
    funds.press(Key.Key_Return, CONTROL)
    assert (funds.typed("省级财政", INITIAL), funds.typed("县区级财政", EXECUTED)) == ("5", "5")
    assert (funds.typed("省级财政", EXECUTED), funds.typed("市级财政", ANNUAL)) == ("30.00", "")


@pytest.mark.parametrize(("key", "what"), [(Key.Key_X, "复制"), (Key.Key_D, "填充"), (Key.Key_V, "粘贴")])
def test_pieces_are_neither_copied_nor_filled_nor_pasted_into(funds: Hands, key: Key, what: str) -> None:
    QApplication.clipboard().setText("7")
    in_two_pieces(funds)
    funds.press(key, CONTROL)
    assert funds.said[-1] == f"选中的格子不连在一起，不能一起{what}；选连成一块的格子再{what}。"
    assert (funds.typed("省级财政", INITIAL), funds.typed("县区级财政", EXECUTED)) == ("90.00", "18.44384")


def test_rows_between_chosen_ones_are_not_taken_out(indicators: Hands) -> None:
    click(indicators, "救助人次", NAME)
    click(indicators, "群众满意度", NAME, CONTROL)
    indicators.press(Key.Key_Minus, CONTROL)
    assert [row.name for row in indicators.desk.dossier.indicator] == ["资助参保人数"]


def test_from_a_merged_cell_an_arrow_goes_to_its_first_row(indicators: Hands) -> None:
    click(indicators, "救助人次", "一级指标")
    for _ in range(2):
        indicators.press(Key.Key_Right)
    indicators.press(Key.Key_Right)
    assert indicators.view.currentIndex() == indicators.index("救助人次", TARGET)


@pytest.mark.parametrize(
    ("key", "held", "cell"),
    [
        (Key.Key_Right, Qt.KeyboardModifier.NoModifier, ("省级财政", ARRIVED)),
        (Key.Key_Left, Qt.KeyboardModifier.NoModifier, ("省级财政", INITIAL)),
        (Key.Key_Down, Qt.KeyboardModifier.NoModifier, ("市级财政", ANNUAL)),
        (Key.Key_Down, CONTROL, ("县区级财政", ANNUAL)),
    ],
)
def test_an_arrow_stores_what_is_typed_anew_and_goes_on(
    funds: Hands, key: Key, held: Qt.KeyboardModifier, cell: tuple[str, str]
) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    funds.press(key, held)
    assert funds.view.editor() is None
    assert funds.typed("省级财政", ANNUAL) == "95"
    assert funds.at() == cell


def test_after_f2_the_arrows_move_in_the_text(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    funds.press(Key.Key_F2)
    funds.press(Key.Key_Left)
    funds.type("1")
    assert funds.view.editor().text() == "915"
    funds.press(Key.Key_F2)
    funds.press(Key.Key_Left)
    assert funds.typed("省级财政", ANNUAL) == "915"
    assert funds.at()[1] == INITIAL


def test_a_click_into_the_text_gives_it_the_arrows(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.type("95")
    QTest.mouseClick(funds.view.editor(), Qt.MouseButton.LeftButton)
    funds.press(Key.Key_Left)
    assert funds.view.editor() is not None


def test_in_a_text_of_several_lines_the_arrows_move_in_it(indicators: Hands) -> None:
    indicators.choose("救助人次", NAME)
    indicators.type("AB")
    indicators.press(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    indicators.press(Key.Key_Up)
    assert indicators.view.editor().toPlainText() == "AB\n"
    indicators.press(Key.Key_Escape)
    indicators.type("AB")
    indicators.press(Key.Key_Right)
    assert indicators.shown("AB", NAME) == "AB"


def test_enter_after_tab_goes_below_the_cell_where_tab_began(funds: Hands) -> None:
    funds.choose("省级财政", INITIAL)
    for figure in ("1", "2"):
        funds.type(figure)
        funds.press(Key.Key_Tab)
    funds.type("3")
    funds.press(Key.Key_Return)
    assert funds.at() == ("市级财政", INITIAL)
    funds.press(Key.Key_Right)
    funds.press(Key.Key_Return)
    assert funds.at() == ("县区级财政", ANNUAL), "after going elsewhere Enter goes straight down"


def test_in_a_block_enter_goes_down_its_columns_and_tab_along_its_rows(funds: Hands) -> None:
    funds.choose_block(("省级财政", INITIAL), ("市级财政", ANNUAL))
    been = []
    for _ in range(4):
        funds.press(Key.Key_Return)
        been.append(funds.at())
    assert been == [("市级财政", INITIAL), ("省级财政", ANNUAL), ("市级财政", ANNUAL), ("省级财政", INITIAL)]
    funds.press(Key.Key_Tab)
    funds.press(Key.Key_Tab)
    assert funds.at() == ("市级财政", INITIAL)
    assert len(funds.view.selectionModel().selectedIndexes()) == 4


def test_a_block_is_typed_full_with_enter(funds: Hands) -> None:
    funds.choose_block(("省级财政", INITIAL), ("市级财政", ANNUAL))
    for figure in ("1", "2", "3", "4"):
        funds.type(figure)
        funds.press(Key.Key_Return)
    cells = [(row, column) for column in (INITIAL, ANNUAL) for row in ("省级财政", "市级财政")]
    assert [funds.typed(*cell) for cell in cells] == ["1", "2", "3", "4"]


def test_shift_space_chooses_rows_and_ctrl_space_columns(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_Space, SHIFT)
    assert {index.row() for index in funds.view.selectionModel().selectedIndexes()} == {3}
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_Space, CONTROL)
    assert {index.column() for index in funds.view.selectionModel().selectedIndexes()} == {2}
    assert funds.view.editor() is None
    assert funds.at() == ("省级财政", ANNUAL)


def test_the_menu_of_a_block_copies_fills_and_clears_it(funds: Hands) -> None:
    funds.choose_block(("省级财政", INITIAL), ("市级财政", INITIAL))
    at = funds.view.visualRect(funds.index("市级财政", INITIAL)).center()
    menu = funds.view.menu_at(funds.view.indexAt(at), 4)
    offered = {action.text().partition("\t")[0]: action for action in menu.actions()}
    offered["复制"].trigger()
    assert QApplication.clipboard().text().split("\r\n") == ["90.00", "", ""]
    offered["向下填充"].trigger()
    assert funds.typed("市级财政", INITIAL) == "90.00"
    offered["清除内容"].trigger()
    assert (funds.typed("省级财政", INITIAL), funds.typed("市级财政", INITIAL)) == ("", "")


def test_a_double_click_on_the_handle_fills_as_far_as_the_column_beside_it(indicators: Hands) -> None:
    indicators.desk.type_text(indicators.place("救助人次", "分值"), "20", "填数")
    indicators.choose("救助人次", "分值")
    handle = indicators.view.handle().center()
    QTest.mouseDClick(indicators.view.viewport(), Qt.MouseButton.LeftButton, pos=handle)
    assert indicators.typed("资助参保人数", "分值") == "20"
    assert indicators.typed("群众满意度", "分值") == "10"
    assert indicators.desk.undo_name() == "向下填充"


def test_deleting_filling_and_opening_a_fixed_cell_says_why(funds: Hands) -> None:
    cell = ("省级财政", funds.view.model().sheet.columns[0].caption)
    why = funds.view.model().cell(funds.index(*cell)).fixed
    funds.choose(*cell)
    funds.press(Key.Key_Delete)
    assert funds.said == [why]
    funds.press(Key.Key_D, CONTROL)
    assert funds.said == [why] * 2
    at = funds.view.visualRect(funds.index(*cell)).center()
    QTest.mouseDClick(funds.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert funds.said == [why] * 3
