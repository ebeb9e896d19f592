"""National 2020 (财预〔2020〕10号 附件1): a whole project from the exchange file to the files read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.core.forms.filed import findings, only, points, report, row, rows, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "national-2020"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值(A)", "实际完成值(B)", "分值", "得分", "偏差原因分析及改进措施"]
LEVEL2 = [
    "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标",
    "服务对象满意度指标",
]  # fmt: skip


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("national-2020-sample", report(only(NAME)))


def test_nothing_is_found_in_the_sample() -> None:
    assert findings(only(NAME)) == []


def test_the_points_are_those_of_the_formula() -> None:
    case = only(NAME)
    # 502.11 ÷ 519.15 × 10; 4860 ÷ 5000 × 10; (1 − 100 ÷ 2000) × 10; 88.2 ÷ 90 × 10
    assert points(case) == [Decimal(p) for p in ("9.67", "10", "9.72", "10", "10", "9.5", "8", "12", "10", "9.8")]
    assert case.scores is not None
    assert (case.scores.total, case.scores.grade) == (Decimal("98.69"), "优")


def test_the_fund_grid_has_four_lines_and_six_columns() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "年初预算数") == ["年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分"]
    assert row(table, "年度资金总额")[1:] == ["482.35", "519.15", "502.11", "10", "96.72%", "9.67"]
    assert row(table, "其中：当年财政拨款")[1:] == ["470.00", "506.80", "489.76", "—", "96.64%", "—"]
    assert row(table, "上年结转资金")[1:] == ["12.35", "12.35", "12.35", "—", "100.00%", "—"]
    assert row(table, "其他资金")[1:] == ["", "", "", "—", "", "—"]


def test_the_indicator_table_has_the_official_columns_and_keeps_the_empty_row() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "一级指标") == HEAD
    assert row(table, "生态效益指标") == ["生态效益指标", *[""] * 6]
    assert [text for line in rows(table) for text in line if text in LEVEL2] == LEVEL2
    assert row(table, "直接救助人次")[1:5] == ["≥5000人次", "4860人次", "10", "9.72"]
    assert row(table, "人均住院救助支出")[1:5] == ["≤2000元/人", "2100元/人", "10", "9.50"]
    assert row(table, "总分") == ["总分", "100", "98.69", ""]


def test_labels_stand_once_over_their_rows() -> None:
    table = report(only(NAME)).tables()[0]
    assert sum(table.widths_mm) <= 210
    assert len(table.rows) == 2 + 5 + 2 + 1 + 10 + 1
    found = spans(table)
    assert found["项目资金（万元）"] == (1, 5)
    assert found["年度总体目标"] == (1, 2)
    assert found["绩效指标"] == (1, 11)
    assert [found[name][1] for name in ("产出指标（50分）", "数量指标", "效益指标（30分）")] == [5, 2, 4]
    assert found["总分"] == (6, 1)


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    found = report(only(NAME))
    files = written(found, tmp_path)
    assert texts(found) == ["项目支出绩效自评表", "（2021年度）"]
    assert files.page_size == (210, 297)
    whole = "".join(files.pages)
    for figure in ("482.35", "519.15", "502.11", "96.72%", "9.67", "96.64%", "98.69"):
        assert figure in whole
