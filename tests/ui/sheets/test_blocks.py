"""Blocks of cells go to and come from WPS 表格 and Excel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.pasting.block import from_text, to_text
from tests.ui.sheets.conftest import CONTROL, Hands
from ui.sheets.clipboard import tiled

Key = Qt.Key
INITIAL, ANNUAL = "年初预算数", "全年预算数(A)"
NAME, TARGET, ACTUAL, WEIGHT = "三级指标", "年度指标值(A)", "实际完成值(B)", "分值"


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def clipped() -> str:
    return QGuiApplication.clipboard().text().replace("\r\n", "\n")


def test_a_copied_block_is_rows_of_cells_parted_by_tabs(funds: Hands) -> None:
    funds.choose_block(("省级财政", INITIAL), ("县区级财政", ANNUAL))
    funds.press(Key.Key_C, CONTROL)
    assert clipped() == "90.00\t90.00\n\t\n60.00\t60.00\n"
    assert funds.said == ["已复制 3 行 2 列。"]


def test_cutting_copies_and_clears_in_one_step(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_X, CONTROL)
    assert clipped() == "90.00\n"
    assert funds.typed("省级财政", ANNUAL) == ""
    funds.desk.undo()
    assert funds.typed("省级财政", ANNUAL) == "90.00"


def test_a_block_from_a_spreadsheet_is_pasted_in_one_step(funds: Hands) -> None:
    clip("1\t2\r\n3\t4\r\n")
    funds.choose("中央财政", INITIAL)
    funds.press(Key.Key_V, CONTROL)
    assert [funds.typed(row, c) for row in ("中央财政", "省级财政") for c in (INITIAL, ANNUAL)] == ["1", "2", "3", "4"]
    assert funds.said == ["已粘贴 2 行。"]
    funds.desk.undo()
    assert [funds.typed(row, INITIAL) for row in ("中央财政", "省级财政")] == ["", "90.00"]


def test_amounts_come_to_the_county_by_any_of_its_names(funds: Hands) -> None:
    clip("项目\t年初预算数\t全年预算数\n县（区）级\t8\t8\n省级资金\t7\t7\n")
    funds.choose("中央财政", INITIAL)
    funds.press(Key.Key_V, CONTROL)
    funds.press(Key.Key_Return)
    assert [funds.typed(row, ANNUAL) for row in ("省级财政", "县区级财政")] == ["7", "8"]


def test_one_copied_cell_fills_the_whole_block(funds: Hands) -> None:
    clip("8\n")
    funds.choose_block(("省级财政", INITIAL), ("县区级财政", ANNUAL))
    funds.press(Key.Key_V, CONTROL)
    rows = ("省级财政", "市级财政", "县区级财政")
    assert [funds.typed(row, c) for row in rows for c in (INITIAL, ANNUAL)] == ["8"] * 6


def test_what_does_not_fit_is_left_out_and_said(funds: Hands) -> None:
    clip("1\t2\t3\t4\n5\t6\t7\t8\n")
    funds.choose("其他资金", "实际到位数")
    funds.press(Key.Key_V, CONTROL)
    assert funds.shown("其他资金", "实际到位数") == "1", "before it is in the book"
    assert not funds.desk.dossier.funds.get("other")
    funds.press(Key.Key_Return)
    assert funds.typed("其他资金", "实际到位数") == "1"
    left = "已粘贴 1 行；6 格没有贴入（这里不能添加行；这一格按表样不填）。"
    assert funds.said[-1] == left, "分值, the computed rate, and the whole second row"


def test_nothing_on_the_clipboard_is_said(funds: Hands) -> None:
    QGuiApplication.clipboard().clear()
    funds.choose("其他资金", INITIAL)
    funds.press(Key.Key_V, CONTROL)
    assert funds.said == ["剪贴板里没有可以粘贴的文字。"]


def test_quoted_cells_keep_their_line_breaks_and_tabs(indicators: Hands) -> None:
    clip('"一行\n两行"\n')
    indicators.choose("救助人次", "偏差原因分析及改进措施")
    indicators.press(Key.Key_V, CONTROL)
    assert indicators.typed("救助人次", "偏差原因分析及改进措施") == "一行\n两行"
    indicators.press(Key.Key_C, CONTROL)
    assert clipped() == '"一行\n两行"\n'


def test_a_pasted_row_fills_an_empty_row_and_adds_no_other(indicators: Hands) -> None:
    clip("认定准确率\t≥95%\t98%\t12.5\n")
    before = len(indicators.desk.dossier.indicator)
    indicators.choose("质量指标", NAME)
    indicators.press(Key.Key_V, CONTROL)
    added = indicators.desk.dossier.indicator[-1]
    assert (added.level2, added.name, added.target, added.actual, added.weight) == (
        "质量指标", "认定准确率", "≥95%", "98%", "12.5",
    )  # fmt: skip
    assert len(indicators.desk.dossier.indicator) == before + 1
    indicators.desk.undo()
    assert len(indicators.desk.dossier.indicator) == before


def test_two_pasted_rows_go_under_the_levels_they_are_pasted_at(indicators: Hands) -> None:
    clip("认定准确率\t≥95%\n按时拨付率\t≥90%\n")
    indicators.choose("质量指标", NAME)
    indicators.press(Key.Key_V, CONTROL)
    added = indicators.desk.dossier.indicator[-2:]
    assert [(row.level2, row.name) for row in added] == [("质量指标", "认定准确率"), ("时效指标", "按时拨付率")]


def test_pasting_over_existing_rows_changes_them_and_adds_none(indicators: Hands) -> None:
    clip("30\n20\n")
    before = len(indicators.desk.dossier.indicator)
    indicators.choose("救助人次", WEIGHT)
    indicators.press(Key.Key_V, CONTROL)
    assert [row.weight for row in indicators.desk.dossier.indicator[:2]] == ["30", "20"]
    assert len(indicators.desk.dossier.indicator) == before


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("a\rb", (("a",), ("b",))),
        ('"甲""乙""\t丙"\n', (('甲"乙"\t丙',),)),
        ("a\n\n\n", (("a",),)),
        (" 12 \t\n", (("12", ""),)),
        ("", ()),
    ],
)
def test_the_clipboard_is_read_as_spreadsheets_write_it(text: str, block: tuple[tuple[str, ...], ...]) -> None:
    assert from_text(text) == block


cells = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from('\t\n"'), max_size=6).map(str.strip)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_copied_comes_back_the_same(rows: list[list[str]]) -> None:
    block = tuple(tuple(row) for row in rows)
    while block and not any(block[-1]):
        block = block[:-1]
    assert from_text(to_text(block)) == block


def test_a_block_is_repeated_over_a_selection_of_a_multiple_of_its_size() -> None:
    assert tiled((("a", "b"),), 2, 4) == (("a", "b", "a", "b"),) * 2
    assert tiled((("a", "b"),), 2, 3) == (("a", "b"),)


def test_what_was_typed_is_pasted_with_every_decimal_and_copied_as_it_is_seen(funds: Hands) -> None:
    executed = "全年执行数(B)"
    funds.desk.type_text(funds.place("县区级财政", executed), "484443.84元", "填数")
    funds.choose("县区级财政", executed)
    funds.press(Key.Key_C, CONTROL)
    assert clipped() == "48.44\n", "for other programs"
    funds.choose("其他资金", executed)
    funds.press(Key.Key_V, CONTROL)
    assert funds.typed("其他资金", executed) == "484443.84元"


def test_a_computed_amount_is_pasted_with_every_decimal(funds: Hands) -> None:
    executed = "全年执行数(B)"
    funds.choose("年度资金总额", executed)
    funds.press(Key.Key_C, CONTROL)
    funds.choose("其他资金", executed)
    funds.press(Key.Key_V, CONTROL)
    assert funds.typed("其他资金", executed) == "48.44384"


def test_captions_are_copied_without_their_indent(funds: Hands) -> None:
    funds.view.setCurrentIndex(funds.view.model().index(funds.index("省级财政", ANNUAL).row(), 0))
    funds.press(Key.Key_C, CONTROL)
    assert clipped() == "省级财政\n"


def test_a_copied_empty_cell_empties_the_one_it_is_pasted_into(funds: Hands) -> None:
    funds.choose("市级财政", ANNUAL)
    funds.press(Key.Key_C, CONTROL)
    funds.choose("省级财政", ANNUAL)
    funds.press(Key.Key_V, CONTROL)
    assert funds.typed("省级财政", ANNUAL) == ""
