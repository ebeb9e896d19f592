"""National 2021 (财预〔2021〕101号): costs are a 一级指标 of their own: 20 + 40 + 20 + 10, and 10 for the execution."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from core.forms.library import known
from core.publish import case_of
from tests.core.forms.filed import book, findings, only, points, report, row, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "national-2021"
QUOTAS = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("national-2021-sample", report(only(NAME)))


def test_the_quotas_and_the_execution_rate_make_a_hundred() -> None:
    form = known()[NAME]
    assert {level.name: level.quota for level in form.indicators.levels} == QUOTAS
    assert form.scoring is not None
    assert sum(QUOTAS.values()) + form.scoring.execution_weight == form.scoring.total == 100


def test_nothing_is_found_in_the_sample() -> None:
    assert findings(only(NAME)) == []


def test_the_points_are_those_of_the_formula() -> None:
    case = only(NAME)
    # 49.05 ÷ 54.5 × 10; 171 ÷ 180 × 15
    assert points(case) == [Decimal(p) for p in ("9", "12", "8", "14.25", "15", "10", "10", "10", "10")]
    assert case.scores is not None
    assert (case.scores.total, case.scores.grade) == (Decimal("98.25"), "优")


def test_costs_that_miss_their_twenty_points_are_found() -> None:
    made = book(NAME)
    (dossier,) = made.dossiers.values()
    first = replace(dossier.indicator[0], weight="10")
    changed = replace(dossier, indicator=(first, *dossier.indicator[1:]))
    case = case_of(replace(made, dossiers={dossier.id: changed}), dossier.id)
    assert ["成本指标" in message and "18" in message for message in findings(case)] == [True]


def test_an_old_cost_indicator_stands_under_the_new_level() -> None:
    found = known()[NAME].level_of("产出指标", "成本指标")
    assert found is not None
    assert (found[0].name, found[1].name) == ("成本指标", "经济成本指标")
    back = known()["national-2020"].level_of("成本指标", "社会成本指标")
    assert back is not None
    assert (back[0].name, back[1].name) == ("产出指标", "成本指标")


def test_the_table_has_the_official_blocks() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "年度资金总额")[1:] == ["60.00", "54.50", "49.05", "10", "90.00%", "9.00"]
    assert row(table, "上年结转资金")[1:] == ["", "", "", "—", "", "—"]
    assert row(table, "监管经费总额") == ["监管经费总额", "≤54.5万元", "49.05万元", "12", "12.00", ""]
    assert row(table, "检查定点医药机构数")[1:5] == ["≥180家", "171家", "15", "14.25"]
    assert row(table, "生态环境成本指标") == ["生态环境成本指标", *[""] * 6]
    assert row(table, "总分") == ["总分", "100", "98.25", ""]


def test_labels_stand_once_over_their_rows() -> None:
    table = report(only(NAME)).tables()[0]
    found = spans(table)
    assert [found[f"{name}（{quota}分）"][1] for name, quota in QUOTAS.items() if quota > 10] == [3, 3, 4]
    assert found["绩效指标"] == (1, 12)
    assert table.widths_mm == (11, 19, 25, 30, 21, 21, 11, 16, 26)


def test_it_is_written_and_read_back_on_one_page(tmp_path: Path) -> None:
    found = report(only(NAME))
    files = written(found, tmp_path)
    assert texts(found) == ["项目支出绩效自评表", "（2022年度）"]
    assert len(files.pages) == 1
    for figure in ("60.00", "54.50", "49.05", "90.00%", "9.00", "14.25", "98.25", "满意度指标（10分）"):
        assert figure in files.pages[0]
