"""Sichuan 2023 (报表编号 510000_0013zp): sign, number and unit in columns of their own, reasons, three conclusions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.forms.library import known
from core.model import Book
from core.publish import case_of
from core.report.conditions import asked
from core.report.figures import Figures
from core.rules.finding import Case
from tests.core.forms.filed import book, findings, only, points, report, row, rows, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "sichuan-2023"
HEAD = [
    "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析",
]  # fmt: skip
REASONS = (
    "窗口设备质保金6.4万元和培训费尾款按合同在2024年一季度支付。"
    "年中增加两个乡镇便民服务站窗口，追加预算12.6万元（示财预〔2023〕52号）。"
)
BOXES = {"conclusion": "评价结论", "problems": "存在问题", "suggestions": "改进措施"}


def changed(**answers: str) -> Case:
    """The case with other answers."""
    made: Book = book(NAME)
    (dossier,) = made.dossiers.values()
    new = replace(dossier, answers={**dossier.answers, **answers})
    return case_of(replace(made, dossiers={dossier.id: new}), dossier.id)


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("sichuan-2023-sample", report(only(NAME)))


def test_nothing_is_found_in_the_sample() -> None:
    assert findings(only(NAME)) == []


def test_the_points_are_those_of_the_formula() -> None:
    case = only(NAME)
    # 85.56 ÷ 97.6 × 10 = 8.766…; 97.5 ÷ 98 × 10 = 9.948…
    assert points(case) == [Decimal(p) for p in ("8.77", "10", "10", "10", "9.95", "10", "20", "10", "10")]
    assert case.scores is not None
    assert (case.scores.total, case.scores.grade) == (Decimal("98.72"), None)  # the table has no grade


def test_a_rate_below_90_asks_for_its_reason_and_a_changed_budget_for_its_own() -> None:
    assert any("87.66 %" in message for message in findings(changed(execution_reason="")))
    assert any("未写调整原因" in message for message in findings(changed(adjustment_reason="")))


@pytest.mark.parametrize(("key", "limit"), [*((key, 200) for key in BOXES), ("execution_reason", 100)])
def test_the_texts_have_the_limits_of_the_official_table(key: str, limit: int) -> None:
    topic = known()[NAME].topic(key)
    assert topic is not None
    assert topic.limit == limit


def test_the_boxes_are_asked_beside_the_text_and_are_no_headings() -> None:
    case = only(NAME)
    figures = Figures(case.values, case.scores)
    for key, heading in BOXES.items():
        topic = case.form.topic(key)
        assert topic is not None
        assert (topic.heading, topic.page, asked(topic, figures)) == (heading, "table", True)
    assert case.form.outline("project") == ()


def test_the_fund_block_has_five_lines_and_one_cell_of_reasons() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "年度预算数（万元）") == [
        "年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因",
    ]  # fmt: skip
    assert row(table, "总额")[1:] == ["85.00", "97.60", "85.56", "87.66%", "10", "8.77", REASONS]
    assert row(table, "其中：财政资金")[1:] == ["80.00", "92.60", "81.20", "87.69%", "/", "/"]
    assert row(table, "财政专户管理资金")[1:] == ["", "", "", "", "/", "/"]
    assert row(table, "单位资金")[1:] == ["5.00", "5.00", "4.36", "87.20%", "/", "/"]
    assert row(table, "其他资金")[1:] == ["0.00", "0.00", "0.00", "—", "/", "/"]
    assert spans(table)[REASONS] == (2, 5)


def test_sign_number_and_unit_stand_in_their_own_columns() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "一级指标") == HEAD
    assert row(table, "经办人员培训人次")[1:] == ["≥", "300", "人次", "324", "10", "10.00", ""]
    assert row(table, "单个窗口改造费用")[1:] == ["≤", "5.5", "万元", "5.2", "10", "10.00", ""]
    assert row(table, "业务按时办结率")[1:7] == ["≥", "98", "%", "97.5", "10", "9.95"]  # typed in one cell: ≥98%
    assert row(table, "经办服务规范化水平")[1:] == ["定性", "优良中低差", "", "优", "20", "20.00", ""]
    assert row(table, "合计") == ["合计", "100", "98.72", ""]


def test_the_conclusions_and_the_signatures_end_the_table() -> None:
    table = report(only(NAME)).tables()[0]
    assert [line[0] for line in rows(table)[-4:]] == [*BOXES.values(), "项目负责人：甲某某"]
    assert row(table, "评价结论")[1].startswith("自评得分98.72分。")
    assert row(table, "存在问题")[1].endswith("预算执行率87.66%，偏低。")
    assert rows(table)[-1] == ["项目负责人：甲某某", "财务负责人：乙某某"]
    assert rows(table)[0] == ["项目名称", "51990023R000000000012-医保经办服务能力提升项目"]


def test_labels_stand_once_over_their_rows() -> None:
    table = report(only(NAME)).tables()[0]
    found = spans(table)
    assert sum(table.widths_mm) == 186
    assert (found["项目基本情况"], found["1.项目年度目标完成情况"]) == ((1, 3), (2, 2))
    assert (found["预算执行情况（10分）"], found["绩效指标（90分）"]) == ((1, 6), (1, 9))
    assert [found[name][1] for name in ("产出指标", "数量指标", "效益指标")] == [4, 2, 2]


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    found = report(only(NAME))
    files = written(found, tmp_path)
    assert texts(found) == ["报表编号：510000_0013zp", "部门预算项目支出绩效自评表", "（2023年度）"]
    whole = "".join(files.pages)
    for figure in ("85.00", "97.60", "85.56", "87.66%", "87.69%", "87.20%", "8.77", "9.95", "98.72"):
        assert figure in whole
