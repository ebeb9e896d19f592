from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Fund, Place
from core.report.figures import Figures, catalogue, with_relation, with_unit
from tests.core.report.samples import EMPTY, FILLED, figures, indicators, with_funds, with_project


def said(path: str, found: Figures) -> str:
    """The text of a figure, written ``path`` or ``path:spec``."""
    name, _, spec = path.partition(":")
    return found.find(name, spec).text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("year", "2021"),
        ("unit.name", "示例县医疗保障局"),
        ("project.name", "城乡医疗救助资金"),
        ("project.agency", "示例县医疗保障局"),
        ("project.coded_department", "325-示例县医疗保障局"),
        ("fund.total.annual", "150.00"),
        ("fund.total.annual:元", "1500000.00元"),
        ("fund.total.executed:万元", "48.44万元"),
        ("fund.county.executed", "48.44"),
        ("fund.total.execution_rate", "32.30%"),
        ("fund.total.execution_rate:数", "32.30"),
        ("fund.total.balance:元", "1015556.16元"),
        ("fund.total.unspent:万元", "101.56万元"),
        ("fund.total.execution_score", "3.23"),
        ("fund.fiscal.execution_weight", "—"),
        ("fund.central.annual", ""),
        ("goal.annual.expected", "资助困难群众参保，\n减轻就医负担。"),
        ("goal.whole.expected", ""),
        ("indicator.11.target", "≥8000人"),
        ("indicator.11.target:数", "8000"),
        ("indicator.11.actual", "8236人"),
        ("indicator.11.completion", "102.95%"),
        ("indicator.14.score", "9.20"),
        ("indicator.17.actual", "95.5%"),
        ("indicator.99.actual", ""),
        ("answer.arrived_in", "2021年3月"),
        ("answer.nothing_here", ""),
        ("clauses.满意度指标", "救助对象满意度95.5%"),
        ("score.total", "92.43"),
        ("score.weights", "100"),
        ("grade", "优"),
        ("count.indicators", "7"),
        ("count.evidence", "1"),
    ],
)
def test_a_figure_reads(path: str, text: str) -> None:
    assert said(path, figures()) == text


def test_a_fact_of_the_project_counts_before_the_unit() -> None:
    assert said("project.agency", figures(with_project(agency="医疗保障事务中心"))) == "医疗保障事务中心"


def test_a_form_without_scores_has_no_score_figures() -> None:
    found = figures(name="sichuan-2021")
    assert [said(path, found) for path in ("score.total", "grade", "indicator.11.score")] == ["", "", ""]


def test_a_whole_rate_has_no_decimals_where_the_form_has_it_so() -> None:
    full = with_funds(annual="8", in_place="8", executed="2.2")
    assert said("fund.total.arrival_rate", figures(full, "sichuan-2021")) == "100%"
    assert said("fund.total.execution_rate", figures(full, "sichuan-2021")) == "27.50%"
    assert said("fund.total.arrival_rate", figures(full, "national-2020")) == "100.00%"


def test_the_typed_total_and_grade_are_printed() -> None:
    typed = replace(FILLED, answers={"typed.score.total": "93.25", "typed.score.grade": "优秀"})
    assert said("score.total", figures(typed)) == "93.25"
    assert said("grade", figures(typed)) == "优秀"


def test_the_adjusted_target_counts_as_the_target() -> None:
    rows = tuple(replace(row, adjusted="9000") if row.id == 11 else row for row in FILLED.indicator)
    found = figures(replace(FILLED, indicator=rows))
    assert said("indicator.11.target", found) == "≥9000人"
    assert said("indicator.11.initial_target", found) == "≥8000人"
    assert found.find("indicator.11.target").place == Place("indicator", 1, "adjusted", 11)


def test_a_figure_knows_where_it_is_typed() -> None:
    found = figures()
    assert found.find("fund.county.executed").place == Place("fund", 1, "county.executed")
    assert found.find("unit.name").place == Place("unit", 0, "name")
    assert found.find("indicator.11.actual").place == Place("indicator", 1, "actual", 11)


def test_a_sum_with_an_unreadable_part_says_nothing() -> None:
    broken = replace(FILLED, funds={"county": Fund(annual="1.5.0"), "own": Fund(annual="3")})
    assert said("fund.total.annual", figures(broken)) == ""
    assert said("fund.county.annual", figures(broken)) == ""
    assert figures(broken).find("fund.county.annual").raw == "1.5.0"
    offered = {figure.path for figure in catalogue(figures(broken).values, figures(broken).scores)}
    assert "fund.own.annual" in offered
    assert "fund.county.annual" not in offered


@pytest.mark.parametrize(
    ("typed", "unit", "shown"),
    [
        ("8000", "人", "8000人"),
        ("1万", "张", "1万张"),
        ("1万", "万张", "1万张"),
        ("8000人", "人", "8000人"),
        ("≥95", "%", "≥95%"),
        ("95%", "", "95%"),
        ("及时", "次", "及时"),
        ("90以上", "%", "90以上"),
        ("", "人", ""),
        ("2021年12月底前", "月", "2021年12月底前"),
    ],
)
def test_a_value_takes_the_unit_of_its_column_once(typed: str, unit: str, shown: str) -> None:
    assert with_unit(typed, unit) == shown


@pytest.mark.parametrize(
    ("typed", "direction", "shown"),
    [
        ("95%", "≥", "≥95%"),
        ("≥95%", "≥", "≥95%"),
        ("不低于95%", "≥", "不低于95%"),
        ("及时", "定性", "及时"),
        ("5", "", "5"),
    ],
)
def test_a_target_shows_its_relation_once(typed: str, direction: str, shown: str) -> None:
    assert with_relation(typed, direction, "") == shown


def test_the_catalogue_offers_figures_with_a_value_only() -> None:
    found = figures()
    offered = {figure.written: figure for figure in catalogue(found.values, found.scores)}
    assert offered["{fund.total.executed:万元}"].caption == "全年执行数"
    assert offered["{fund.county.executed:万元}"].caption == "县区级财政全年执行数"
    assert offered["{indicator.12.actual}"].text == "5120人次"
    assert "{fund.central.annual:万元}" not in offered
    assert {figure.group for figure in offered.values()} == {"基本信息", "资金", "指标", "得分"}
    assert all(figure.text and figure.caption for figure in offered.values())


def test_the_catalogue_speaks_元_where_the_form_does() -> None:
    found = figures(name="sichuan-2021")
    assert "{fund.total.executed:元}" in {figure.written for figure in catalogue(found.values, found.scores)}


def test_the_catalogue_of_an_empty_project_is_short() -> None:
    found = figures(EMPTY)
    assert [f.path for f in catalogue(found.values, found.scores)] == [
        "year", "unit.name", "fund.total.execution_weight", "count.indicators", "count.evidence",
    ]  # fmt: skip


def test_nameless_indicators_are_called_so() -> None:
    found = figures(replace(FILLED, indicator=indicators("产出指标 | 数量指标 | | | 1 | 2")))
    assert found.find("indicator.11.actual").caption == "未命名指标实际值"
