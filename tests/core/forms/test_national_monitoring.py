"""绩效运行监控表: seven months of the year, the outlook to its end, and why a target is in danger."""

from __future__ import annotations

from pathlib import Path

from core.forms.library import known
from tests.core.forms.filed import findings, only, report, row, rows, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "national-monitoring"
NOTES = [
    (
        "注：1.偏差原因分析：针对与预期目标产生偏差的指标值，分别从经费保障、制度保障、人员保障、硬件条件保障等方面进行判断和分析，"
        "并说明原因。"
    ),
    "2.完成目标可能性：对应所设定的实现绩效目标的路径，分确定能、有可能、完全不可能三级综合判断完成的可能性。",
    "3.备注：说明预计到年底不能完成目标的原因及拟采取的措施。",
]


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("national-monitoring-sample", report(only(NAME)))


def test_nothing_is_found_though_the_year_is_not_over() -> None:
    case = only(NAME)
    assert findings(case) == []
    assert (case.scores, known()[NAME].stage) == (None, "monitoring")


def test_the_funds_show_seven_months_their_rate_and_the_outlook() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "年初预算数") == ["年初预算数", "全年预算数", "1-7月执行数", "1-7月执行率", "全年预计执行数"]
    # 76.3 ÷ 130 and 66.3 ÷ 120
    assert row(table, "年度资金总额")[1:] == ["130.00", "130.00", "76.30", "58.69%", "128.00"]
    assert row(table, "其中：本年财政拨款")[1:] == ["120.00", "120.00", "66.30", "55.25%", "118.00"]
    assert row(table, "其他资金")[1:] == ["10.00", "10.00", "10.00", "100.00%", "10.00"]


def test_each_indicator_shows_where_it_stands_and_where_it_will() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "送药上门人次")[1:] == ["≥28800人次", "15480人次", "28900人次", "", "", "确定能", ""]
    assert row(table, "服务患者人数")[1:] == [
        "≥3600人", "3412人", "3500人", "人员保障",
        "两个镇签约医生不足，188名患者未签约；9月底前由县医院派员补足。", "有可能", "缺口集中在山区",
    ]  # fmt: skip
    assert row(table, "当月配送完成率")[4:7:2] == ["硬件条件保障", "完全不可能"]
    assert row(table, "生态效益指标") == ["生态效益指标", *[""] * 8]


def test_the_head_of_the_indicators_has_two_rows() -> None:
    table = report(only(NAME)).tables()[0]
    heads = [line for line, spec in zip(rows(table), table.rows, strict=True) if spec.head]
    assert heads == [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况",
         "偏差原因分析", "完成目标可能性", "备注"],
        ["原因类别", "原因说明"],
    ]  # fmt: skip
    found = spans(table)
    assert (found["偏差原因分析"], found["三级指标"], found["备注"]) == ((2, 1), (1, 2), (1, 2))
    assert found["绩效指标"] == (1, 12)
    assert table.widths_mm == (12, 22, 27, 33, 26, 24, 24, 25, 34, 18, 24)


def test_it_is_written_and_read_back_across_the_page(tmp_path: Path) -> None:
    found = report(only(NAME))
    files = written(found, tmp_path)
    assert texts(found) == ["项目支出绩效目标执行监控表", "（2023年度）", *NOTES]
    assert files.page_size == (297, 210)
    whole = "".join(files.pages)
    for figure in ("130.00", "76.30", "58.69%", "128.00", "55.25%", "118.00", "15480人次", "完全不可能"):
        assert figure in whole
