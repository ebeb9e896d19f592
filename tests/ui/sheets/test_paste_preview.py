"""What is pasted in another shape is shown first, in the table; copied tables come back with their merged cells."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from core.pasting.block import from_html, from_text
from tests.ui.sheets.conftest import CONTROL, SHIFT, Hands
from ui.look.cells import CELL, Role
from ui.sheets.blocks import PASSED_OVER

Key = Qt.Key
NAME, TARGET, REASON = "三级指标", "年度指标值(A)", "偏差原因分析及改进措施"
CALC = Path(__file__).parent / "clipboards"  # what LibreOffice Calc 7.4 put on the clipboard for a table of 30 rows
TABLE = "二级指标\t三级指标\t年度指标值\t备忘\n"
TABLE += "数量指标\t救助人次\t1500\t甲\n\t培训人次\t≥300人次\t\n质量指标\t准确率\t100%\t\n"


def clip(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def pasted(hands: Hands, text: str, html: str = "") -> None:
    clip(text, html)
    hands.choose("救助人次", NAME)
    hands.press(Key.Key_V, CONTROL)


def rows(hands: Hands) -> list[tuple[str, str, str]]:
    return [(row.level2, row.name, row.target) for row in hands.desk.dossier.indicator]


def test_a_table_with_its_head_is_shown_in_place_before_it_is_taken(indicators: Hands) -> None:
    before = rows(indicators)
    pasted(indicators, TABLE)
    assert rows(indicators) == before
    assert indicators.shown("培训人次", TARGET) == "≥300人次"
    assert indicators.index("培训人次", NAME).data(CELL).role is Role.COMING
    assert indicators.index("资助参保人数", NAME).data(CELL).role is not Role.COMING
    bar = indicators.page.card.bar
    assert bar.isVisible()
    assert "改写 1 格，添加 2 行；1 格放不进来（表外没有这一列）" in bar.accessibleName()


def test_enter_takes_it_in_one_step(indicators: Hands) -> None:
    before = rows(indicators)
    pasted(indicators, TABLE)
    indicators.press(Key.Key_Return)
    assert rows(indicators)[0] == ("数量指标", "救助人次", "1500")
    assert ("数量指标", "培训人次", "≥300人次") in rows(indicators)
    assert ("质量指标", "准确率", "100%") in rows(indicators)
    assert indicators.page.card.bar is None
    indicators.desk.undo()
    assert rows(indicators) == before


def test_escape_gives_it_up_and_so_does_the_link(indicators: Hands) -> None:
    before = rows(indicators)
    pasted(indicators, TABLE)
    indicators.press(Key.Key_Escape)
    assert "培训人次" not in [c.shown for r in indicators.view.model().sheet.rows for c in r.cells]
    pasted(indicators, TABLE)
    QTest.mouseClick(indicators.page.card.bar.links[1], Qt.MouseButton.LeftButton)
    assert indicators.page.card.bar is None
    assert rows(indicators) == before


def test_nothing_can_be_typed_while_the_paste_waits(indicators: Hands) -> None:
    pasted(indicators, TABLE)
    indicators.type("5")
    assert indicators.view.editor() is None
    assert indicators.said[-1].endswith("按 Enter 粘贴，按 Esc 不粘贴。")


def test_choosing_something_else_gives_the_paste_up(indicators: Hands) -> None:
    pasted(indicators, TABLE)
    indicators.desk.leaving.emit()
    assert indicators.page.card.bar is None


def test_thirty_rows_from_calc_go_under_their_levels(indicators: Hands) -> None:
    text = (CALC / "calc-30-rows.txt").read_text(encoding="utf-8")
    pasted(indicators, text, (CALC / "calc-30-rows.html").read_text(encoding="utf-8"))
    indicators.press(Key.Key_Return)
    added = indicators.desk.dossier.indicator[-30:]
    assert len(indicators.desk.dossier.indicator) == 33
    assert (added[5].level2, added[5].name, added[5].target, added[5].actual, added[5].weight, added[5].deviation) == (
        "数量指标", "数量第6项", "≥107人次", "113人次", "3", "一季度停办\n二季度补办",
    )  # fmt: skip
    assert added[9].deviation == '“两不愁”户"已核实"'
    assert [row.level1 for row in added].count("满意度指标") == 3
    indicators.desk.undo()
    assert len(indicators.desk.dossier.indicator) == 3


def test_a_copied_table_keeps_its_merged_cells_and_its_texts(indicators: Hands) -> None:
    view = indicators.view
    view.setCurrentIndex(view.model().index(1, 0))
    view.setFocus()
    for _ in range(3):
        indicators.press(Key.Key_Right, SHIFT)
    indicators.press(Key.Key_Down, SHIFT)
    indicators.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert from_text(data.text()) == from_html(data.html())
    assert 'rowspan="2"' in data.html()
    assert "mso-number-format" in data.html(), "else 1-2 becomes a date"


def test_a_paste_on_a_figure_that_follows_from_others_says_why(funds: Hands) -> None:
    clip("5\n")
    funds.choose("年度资金总额", "得分")
    funds.press(Key.Key_V, CONTROL)
    assert funds.said == ["没有可以贴进来的内容。得分由执行率算出，不用填。"]


def test_a_computed_column_is_passed_over_in_the_preview_and_in_the_sentences(indicators: Hands) -> None:
    pasted(indicators, "二级指标\t三级指标\t年度指标值\t实际完成值\t完成率\n数量指标\t培训人次\t300\t270\t90\n")
    why = "1 格{}（完成率由目标值和实际值算出，不用填）"
    assert indicators.shown("培训人次", "完成率") == ""
    cell = indicators.index("培训人次", "完成率").data(CELL)
    assert (cell.role, cell.placeholder) == (Role.COMPUTED, PASSED_OVER)
    assert why.format("放不进来") in indicators.page.card.bar.accessibleName()
    indicators.press(Key.Key_Return)
    assert indicators.said[-1] == f"已粘贴 1 行；{why.format('没有贴入')}。"
    assert indicators.shown("培训人次", "完成率") == "90.00 %"


def test_a_block_that_begins_with_the_levels_is_put_there_from_any_column(indicators: Hands) -> None:
    clip("产出指标\t数量指标\t培训人次\t300人次\n\t质量指标\t准确率\t100%\n")
    indicators.choose("救助人次", "二级指标")
    indicators.press(Key.Key_V, CONTROL)
    assert indicators.shown("培训人次", TARGET) == "300人次"
    assert "从“一级指标”那一列放起，添加 2 行。" in indicators.page.card.bar.accessibleName()
    indicators.press(Key.Key_Return)
    assert ("质量指标", "准确率", "100%") in rows(indicators)


def test_amounts_beside_the_names_of_sources_go_to_these(funds: Hands) -> None:
    clip("资金来源\t年初预算数（元）\t全年执行数\n县区级财政\t500000\t20\n省级\t800000\t30\n")
    funds.choose("中央财政", "年初预算数")
    funds.press(Key.Key_V, CONTROL)
    assert funds.page.card.bar.accessibleName() == "提示：粘贴预览，还没有存：按名称放到各行，改写 4 格。"
    funds.press(Key.Key_Return)
    assert funds.shown("县区级财政", "年初预算数") == "50.00"
    assert funds.typed("省级财政", "全年执行数(B)") == "30"
    assert funds.typed("中央财政", "年初预算数") == ""


def test_sums_that_come_with_their_parts_stay_computed(funds: Hands) -> None:
    initial = "年初预算数"
    funds.choose("年度资金总额", initial)
    clip("200\n200\n80\n120\n")
    funds.press(Key.Key_V, CONTROL)
    assert "2 格放不进来（由其他格算出，照旧自动算）" in funds.page.card.bar.accessibleName()
    funds.press(Key.Key_Return)
    assert [funds.typed(row, initial) for row in ("中央财政", "省级财政")] == ["80", "120"]
    assert funds.shown("年度资金总额", initial) == "260.00", "with the 60 of the county"
    clip("200")
    funds.choose("年度资金总额", initial)
    funds.press(Key.Key_V, CONTROL)
    assert funds.shown("年度资金总额", initial) == "200.00", "alone it is typed over"
