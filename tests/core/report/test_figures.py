from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from core.forms.model import Measure
from core.model import Fund, Place
from core.reading import read
from core.report.figures import Figures, catalogue, with_relation, with_unit
from core.report.indicator_figures import bare_number
from core.scoring.scores import score
from tests.core.cases import FORM
from tests.core.report.samples import EMPTY, FILLED, UNIT, figures, indicators, with_funds, with_project


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
        ("level.产出指标.caption", "产出指标（50分）"),
        ("level.产出指标.quota", "50"),
        ("level.产出指标.weights", "50"),
        ("level.产出指标.score", "49.20"),
        ("level.产出指标.lost", "0.80"),
        ("level.产出指标.count", "5"),
        ("level.产出指标.parts", "4"),
        ("level.产出指标.数量指标.count", "2"),
        ("level.产出指标.数量指标.quota", "20"),
        ("level.产出指标.时效指标.score", "9.20"),
        ("level.产出指标.时效指标.lost", "0.80"),
        ("level.效益指标.经济效益指标.count", "0"),
        ("level.效益指标.经济效益指标.score", ""),
        ("level.过程指标.score", ""),
        ("count.level1", "3"),
        ("count.level2", "6"),
        ("count.goals", "1"),
        ("last_year", "2020"),
        ("indicator.13.target", "≥98%"),
        ("indicator.13.target:数", "98"),
        ("indicator.13.actual:数", "99.2"),
        ("indicator.12.actual:数", "5120"),
        ("indicator.13.direction", "≥"),
        ("indicator.13.unit", "%"),
        ("indicator.16.target:数", "明显减轻"),
        ("indicator.14.lost", "0.80"),
        ("goal.2.actual", "资助参保8236人，直接救助5120人次。"),
        ("goal.2.no", "1"),
        ("evidence.3.name", "资金拨付凭证"),
        ("evidence.3.no", "1"),
        ("evidence.2.name", ""),
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


def _trimmed(**changes: Any) -> Figures:
    form = msgspec.structs.replace(FORM, trimmed=("money", "rate", "completion", "score"), **changes)
    values = read(form, UNIT, FILLED)
    return Figures(values, score(values))


def test_zeros_at_the_end_are_left_off_where_the_form_has_it_so() -> None:
    found = _trimmed()
    assert [said(f"fund.total.{m}", found) for m in ("annual", "annual:万元", "executed", "execution_rate")] == [
        "150", "150万元", "48.44", "32.3%",
    ]  # fmt: skip
    assert [said(path, found) for path in ("indicator.14.completion", "indicator.14.score", "level.产出指标.lost")] == [
        "92%", "9.2", "0.8",
    ]  # fmt: skip


def test_a_rate_has_the_sign_of_its_form_and_a_zero_that_of_its_row() -> None:
    """The grid of seed 002: rates without sign, blank zeros in the rows of amounts, 0 in those below."""
    measures = (
        Measure("全年执行资金", stage="executed"),
        Measure("资金结余", formula="balance", zero="zero"),
        Measure("预算到位率", formula="arrival_rate"),
        Measure("预算执行率", formula="execution_rate", zero="blank"),
    )
    fund = msgspec.structs.replace(FORM.fund, measures=measures, zero="blank", rate_sign="", undefined="0")
    form = msgspec.structs.replace(FORM, fund=fund, trimmed=("money", "rate"))
    dossier = replace(FILLED, funds={"county": Fund(annual="7.5", in_place="0", executed="0")})
    values = read(form, UNIT, dossier)
    found = Figures(values, score(values))
    texts = [said(f"fund.county.{m}", found) for m in ("annual", "executed", "balance", "arrival_rate")]
    assert texts == ["7.5", "", "0", "0"]
    assert said("fund.county.executed:数", found) == ""
    assert said("fund.county.executed:万元", found) == "0万元"
    assert said("fund.county.execution_rate", found) == ""
    nothing = read(form, UNIT, replace(FILLED, funds={"county": Fund(annual="0", in_place="0", executed="0")}))
    assert said("fund.county.arrival_rate", Figures(nothing, None)) == "0"


def test_the_fund_grid_of_the_printed_report_has_its_blanks_and_zeros() -> None:
    """Seed 002: a source without money is blank in the rows of amounts and 0 in those that are computed."""
    found = figures(with_funds(annual="8", in_place="8", executed="7.58"), "shanxi-2021")
    measures = ("annual", "executed", "balance", "arrival_rate", "execution_rate")
    assert [said(f"fund.county.{m}:数", found) for m in measures] == ["8", "7.58", "0.42", "100", "94.75"]
    assert [said(f"fund.central.{m}:数", found) for m in measures] == ["", "", "0", "0", "0"]
    assert said("fund.central.balance:万元", found) == ""
    assert [said(f"fund.central.{m}", figures(EMPTY, "shanxi-2021")) for m in measures] == [""] * 5


def test_a_rate_typed_over_stays_as_it_was_written() -> None:
    typed = replace(FILLED, answers={"typed.total.execution_rate": "32.300 ％"})
    values = read(FORM, UNIT, typed)
    assert said("fund.total.execution_rate", Figures(values, None)) == "32.300%"
    assert said("fund.total.execution_rate:数", Figures(values, None)) == "32.300"


def test_the_rate_at_mid_year_is_measured_by_the_budget_of_the_year() -> None:
    values = read(FORM, UNIT, with_funds(initial="100", annual="80", midyear="20"))
    assert said("fund.total.midyear_rate", Figures(values, None)) == "25.00%"
    assert said("fund.total.midyear_rate", Figures(read(FORM, UNIT, with_funds(annual="0", midyear="0")), None)) == "—"


def test_what_an_indicator_is_expected_to_come_to() -> None:
    told = {"forecast": "8000", "likelihood": "确定能", "cause": "人员保障", "remark": "按季统计"}
    rows = tuple(replace(row, **told) if row.id == 11 else row for row in FILLED.indicator)
    found = figures(replace(FILLED, indicator=rows))
    parts = ("forecast", "forecast:数", "likelihood", "cause", "remark")
    assert [said(f"indicator.11.{part}", found) for part in parts] == [
        "8000人", "8000", "确定能", "人员保障", "按季统计",
    ]  # fmt: skip


def test_a_level_has_no_points_while_one_of_its_indicators_has_none() -> None:
    rows = tuple(replace(row, actual="") if row.id == 12 else row for row in FILLED.indicator)
    found = figures(replace(FILLED, indicator=rows))
    assert [said(f"level.产出指标.{part}", found) for part in ("quota", "score", "lost")] == ["50", "", ""]
    assert said("level.产出指标.时效指标.score", found) == "9.20"


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("≥98%", "%", "98"),
        ("９８％以上", "％", "98"),
        ("不低于1,200人次", "人次", "1,200"),
        ("1万张", "万张", "1"),
        ("1万张", "张", "1万张"),
        ("484443元", "万元", "484443元"),
        ("１２．５", "人", "12.5"),
        ("-3", "%", "-3"),
        ("及时", "次", "及时"),
        ("2021年12月底前", "", "2021年12月底前"),
        ("", "人", ""),
    ],
)
def test_the_number_of_a_value_stands_alone_where_sign_and_unit_have_columns(
    typed: str, unit: str, number: str
) -> None:
    assert bare_number(typed, unit) == number


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
        "year", "last_year", "unit.name", "fund.total.execution_weight", "count.indicators", "count.evidence",
    ]  # fmt: skip


def test_nameless_indicators_are_called_so() -> None:
    found = figures(replace(FILLED, indicator=indicators("产出指标 | 数量指标 | | | 1 | 2")))
    assert found.find("indicator.11.actual").caption == "未命名指标实际值"


@pytest.mark.parametrize(
    ("name", "called"), [("城乡医疗救助", "城乡医疗救助项目"), ("服务能力提升项目", "服务能力提升项目"), ("", "项目")]
)
def test_a_project_is_called_one_once(name: str, called: str) -> None:
    assert figures(with_project(name=name)).find("project.called").text == called
