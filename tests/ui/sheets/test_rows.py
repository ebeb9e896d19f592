"""Rows by key, filling by key and mouse, and the table sorted or filtered for looking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest

from tests.ui.sheets.conftest import ALT, CONTROL, SHIFT, Hands
from ui.sheets.columns import ColumnWidths

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
INITIAL, ANNUAL, EXECUTED = "年初预算数", "全年预算数(A)", "全年执行数(B)"
NAME, WEIGHT, ACTUAL = "三级指标", "分值", "实际完成值(B)"


def names(hands: Hands) -> list[str]:
    return [row.name for row in hands.desk.dossier.indicator]


def shown(hands: Hands) -> list[str]:
    return [row.cells[2].shown for row in hands.view.model().sheet.rows]


# --- rows ----------------------------------------------------------------------------------------------------------


def test_alt_and_an_arrow_moves_a_row_in_its_level_and_stays_with_it(indicators: Hands) -> None:
    indicators.choose("资助参保人数", NAME)
    indicators.press(Key.Key_Up, ALT)
    assert names(indicators)[:2] == ["资助参保人数", "救助人次"]
    assert indicators.view.model().cell(indicators.view.currentIndex()).shown == "资助参保人数"
    indicators.press(Key.Key_Up, ALT)
    assert indicators.said[-1] == "已经在这一类的最上面了。"
    indicators.desk.undo()
    assert names(indicators)[:2] == ["救助人次", "资助参保人数"]


def test_chosen_rows_move_together(indicators: Hands) -> None:
    indicators.choose("资助参保人数", NAME)
    indicators.press(Key.Key_Plus, CONTROL)
    indicators.type("ZZ")
    indicators.press(Key.Key_Return)
    indicators.choose_block(("救助人次", NAME), ("资助参保人数", NAME))
    indicators.press(Key.Key_Down, ALT)
    assert shown(indicators)[1:4] == ["ZZ", "救助人次", "资助参保人数"]
    indicators.press(Key.Key_Up, ALT)
    assert shown(indicators)[1:4] == ["救助人次", "资助参保人数", "ZZ"], "they stay chosen"


def test_a_row_is_put_in_below_copied_and_taken_out_by_key(indicators: Hands) -> None:
    indicators.choose("救助人次", ACTUAL)
    indicators.press(Key.Key_Plus, CONTROL)
    assert names(indicators)[:3] == ["救助人次", "", "资助参保人数"]
    assert indicators.at()[1] == NAME
    indicators.press(Key.Key_Minus, CONTROL)
    assert names(indicators)[:2] == ["救助人次", "资助参保人数"]
    indicators.press(Key.Key_Escape)  # Ctrl is let go
    indicators.choose("救助人次", ACTUAL)
    indicators.press(Key.Key_D, CONTROL | SHIFT)
    assert names(indicators)[:3] == ["救助人次", "救助人次", "资助参保人数"]
    assert indicators.desk.undo_name() == "复制指标“救助人次”"


def test_rows_of_the_form_cannot_be_taken_out(indicators: Hands) -> None:
    indicators.choose("总分", WEIGHT)
    indicators.press(Key.Key_Minus, CONTROL)
    assert indicators.said == ["这一行由表样规定，不能移动、复制或删除。"]


# --- filling -------------------------------------------------------------------------------------------------------


def test_ctrl_r_fills_to_the_right(funds: Hands) -> None:
    funds.choose_block(("省级财政", INITIAL), ("县区级财政", ANNUAL))
    funds.desk.type_text(funds.place("省级财政", INITIAL), "77", "填数")
    funds.press(Key.Key_R, CONTROL)
    assert [funds.typed(row, ANNUAL) for row in ("省级财政", "市级财政", "县区级财政")] == ["77", "", "60.00"]
    assert funds.desk.undo_name() == "向右填充"


def test_ctrl_enter_puts_what_is_typed_into_every_cell_of_the_block(funds: Hands) -> None:
    funds.choose_block(("省级财政", INITIAL), ("县区级财政", ANNUAL))
    funds.type("12")
    funds.press(Key.Key_Return, CONTROL)
    rows = ("省级财政", "市级财政", "县区级财政")
    assert [funds.typed(row, c) for row in rows for c in (INITIAL, ANNUAL)] == ["12"] * 6
    assert funds.view.editor() is None
    funds.desk.undo()
    assert funds.typed("省级财政", ANNUAL) == "90.00"


def test_the_handle_fills_what_it_is_drawn_over(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    view, handle = funds.view, funds.view.handle().center()
    target = view.visualRect(funds.index("县区级财政", ANNUAL)).center()
    QTest.mousePress(view.viewport(), LEFT, pos=handle)
    QTest.mouseMove(view.viewport(), target)
    QTest.mouseRelease(view.viewport(), LEFT, pos=target)
    assert [funds.typed(row, ANNUAL) for row in ("市级财政", "县区级财政")] == ["90.00", "90.00"]
    assert funds.desk.undo_name() == "向下填充"
    assert len(view.selectionModel().selectedIndexes()) == 3


# --- looking -------------------------------------------------------------------------------------------------------


def test_a_sorted_table_says_so_keeps_the_book_and_goes_back_by_one_click(indicators: Hands) -> None:
    before = shown(indicators)
    column = indicators.index("救助人次", ACTUAL).column()
    menu = indicators.view.view_menu(column)
    next(a for a in menu.actions() if a.text() == "从小到大看").trigger()
    assert shown(indicators) == ["群众满意度", "资助参保人数", "救助人次"]
    assert names(indicators) == ["救助人次", "资助参保人数", "群众满意度"]
    bar = indicators.page.card.bar
    assert "从小到大排着看" in bar.accessibleName()
    indicators.choose("救助人次", NAME)
    indicators.press(Key.Key_Up, ALT)
    assert "再移动或添加行" in indicators.said[-1]
    indicators.choose("救助人次", ACTUAL)
    indicators.type("1")
    indicators.press(Key.Key_Return)
    assert shown(indicators) == ["群众满意度", "资助参保人数", "救助人次"], "nothing jumps while it is typed into"
    QTest.mouseClick(indicators.page.card.bar.links[0], LEFT)
    assert shown(indicators)[:-1] == before[:-1], "the points in the last row are others"
    assert indicators.page.card.bar is None


def test_a_click_on_a_head_offers_to_filter(indicators: Hands) -> None:
    head = indicators.view.horizontalHeader()
    column = indicators.index("救助人次", WEIGHT).column()
    at = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, 10)
    QTest.mouseClick(head.viewport(), LEFT, pos=at)
    menu = indicators.open_menu()
    next(a for a in menu.actions() if a.text() == "只看“10”").trigger()
    menu.close()
    assert shown(indicators) == ["群众满意度"]


# --- widths --------------------------------------------------------------------------------------------------------


def test_a_drawn_border_is_kept_and_the_others_make_room(indicators: Hands, tmp_path: Path) -> None:
    view = indicators.view
    head, column = view.horizontalHeader(), indicators.index("救助人次", NAME).column()
    border = head.sectionViewportPosition(column) + head.sectionSize(column) - 1
    wide, room = head.sectionSize(column), head.length()
    QTest.mouseMove(head.viewport(), QPoint(border, 10))
    QTest.mousePress(head.viewport(), LEFT, pos=QPoint(border, 10))
    QTest.mouseMove(head.viewport(), QPoint(border + 30, 10))
    QTest.mouseRelease(head.viewport(), LEFT, pos=QPoint(border + 30, 10))
    assert head.sectionSize(column) == wide + 30
    assert head.length() == room
    settings = QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat)
    indicators.desk.column_widths.keep(settings)
    again = ColumnWidths()
    again.restore(settings)
    assert again.of("绩效指标") == {NAME: wide + 30}
