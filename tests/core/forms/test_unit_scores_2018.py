"""部门整体支出绩效评价得分表 2018: thirty items under their standards, the printed sheet, the total in the text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from core.forms.library import known
from core.model import Book
from core.publish import case_of
from core.report.blocks import Style
from core.report.conditions import holds
from core.report.figures import Figures, catalogue
from core.rules.finding import Case
from core.score_sheets.values import SheetValues
from tests.core.forms.filed import findings, report, rows, spans, taken_in, texts, whole_of, written
from tests.core.report.golden import assert_golden

NAME = "unit-scores-2018"
GROUPS = {"预算编制": "16", "预算执行": "22", "综合管理": "38", "整体效益": "18"}
# The scores of the official sample, item by item, with the only ones its standard for 预算编制准确 can give.
POINTS = "2 4 2 5 3 4 4 4 3 3 4 2 2 2 2 2 2 2 2 4 2 2 2 2 0 4 2 2 2 18"


def typed(**items: dict[str, str]) -> Case:
    """The sample with other texts in some of its rows."""
    made = taken_in(NAME)
    whole = whole_of(made, 2018)
    changed = tuple(replace(row, **items.get(row.item, {})) for row in whole.score_item)
    return case_of(Book(made.unit, {**made.dossiers, whole.id: replace(whole, score_item=changed)}), whole.id)


def sheet(case: Case) -> SheetValues:
    assert case.values.sheet is not None
    return case.values.sheet


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("unit-scores-2018", report(typed(), "score_sheet"))


def test_nothing_is_found_in_the_sample() -> None:
    assert findings(typed()) == []


def test_the_sheet_has_thirty_items_that_reach_a_hundred() -> None:
    form = known()[NAME].scores
    assert form is not None
    assert [(group.name, group.max) for group in form.groups] == [
        ("预算编制", 16), ("预算执行", 24), ("综合管理", 40), ("整体效益", 20),
    ]  # fmt: skip
    assert sum(len(part.items) for group in form.groups for part in group.parts) == 30


def test_each_item_has_its_points_and_the_groups_add_up() -> None:
    found = sheet(typed())
    assert [item.points for item in found.items] == [Decimal(one) for one in POINTS.split()]
    figures = Figures(typed().values, None)
    assert {name: figures.find(f"sheet.{name}.score").text for name in GROUPS} == GROUPS
    assert figures.find("sheet.total").text == "94"


def test_the_impossible_three_points_of_the_original_are_found() -> None:
    case = typed(budget_accuracy={"value": "", "score": "3"})
    assert sheet(case).total == 93
    assert findings(case) == ["“预算编制准确”3 分不可能：按评分标准只能是 4、1、0。"]


def test_three_points_for_two_changes_contradict_the_standard() -> None:
    case = typed(budget_accuracy={"value": "2", "score": "4"})
    assert findings(case) == ["“预算编制准确”填了 4 分，按评分标准应为 1 分，多 3 分：2 个，不超过 3 个，得 1 分。"]


def test_the_table_has_the_official_shape() -> None:
    table = report(typed(), "score_sheet").tables()[0]
    said = rows(table)
    assert said[0] == ["示例县医疗保险管理局单位整体支出绩效评价得分表"]
    assert said[1] == ["一级指标", "二级指标", "三级指标", "指标解释", "计分标准（备注）", "自评得分"]
    assert len(said) == 32
    merged = spans(table)
    assert [merged[name] for name in ("预算编制（16分）", "预算执行（24分）", "综合管理（40分）")] == [
        (1, 5), (1, 6), (1, 18),
    ]  # fmt: skip
    assert merged["行政成本（10分）"] == (1, 3)
    assert said[7][:3] == ["预算执行（24分）", "资金调度（5分）", "支付进度控制率"]
    assert said[-1][:3] == ["整体效益（20分）", "部门整体成效（20分）", "根据部门单位特点针对性设置"]
    assert [row[-1] for row in said[2:]] == POINTS.split()
    assert all(row.head for row in table.rows[:2])


def test_the_total_stands_below_the_table_and_waits_for_every_item() -> None:
    assert texts(report(typed(), "score_sheet"), Style.TABLE_NOTE) == ["部门支出绩效自评得分94分。"]
    waiting = report(typed(overall={"score": ""}), "score_sheet")
    assert texts(waiting, Style.TABLE_NOTE) == ["部门支出绩效自评得分＿＿分。"]
    assert rows(waiting.tables()[0])[-1][-1] == ""


def test_a_score_nobody_can_read_is_printed_as_it_was_typed() -> None:
    found = report(typed(overall={"score": "约18"}), "score_sheet")
    assert rows(found.tables()[0])[-1][-1] == "约18"


def test_the_figures_of_the_sheet_are_offered_with_their_captions() -> None:
    values = typed().values
    offered = {figure.path: (figure.caption, figure.text) for figure in catalogue(values, None)}
    assert offered["sheet.total"] == ("单位整体支出绩效评价得分表总分", "94")
    assert offered["sheet.综合管理.lost"] == ("综合管理扣分", "2")
    figures = Figures(values, None)
    assert figures.find("item.overall.note").text == "稽核人员不足，两家定点机构没有在年内复核。"
    assert figures.find("item.overall.score").place is not None
    assert figures.find("item.gone.score").text == ""
    assert figures.find("sheet.max").text == "100"
    assert holds("sheet.total", figures)


def test_the_files_hold_what_the_report_says_and_labels_come_again_on_every_page(tmp_path: Path) -> None:
    files = written(report(typed(), "score_sheet"), tmp_path)
    pages = files.pages
    assert len(pages) > 1
    assert all("自评得分" in page for page in pages)
    assert sum("综合管理" in page and "（40分）" in page for page in pages) > 1
