from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Fund, Place
from core.report.conditions import CONDITIONS
from core.report.figures import Figures, catalogue
from core.report.offered import offered
from core.report.paths import is_figure, is_of_unit, local_head, of_one, parts, set_condition
from core.report.wording import fill
from tests.core.cases import FORM as SCORED
from tests.core.cases import UNSCORED
from tests.core.report.test_figures import said
from tests.core.report.unit_samples import FORM, WHOLE, indicator, listed, unit_figures

UNIT = unit_figures(listed())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("projects.count", "21"),
        ("projects.initial_budget.count", "13"),
        ("projects.carried.count", "2"),
        ("projects.supplement.count", "2"),
        ("projects.allotted.count", "4"),
        ("projects.county_level.count", "17"),
        ("projects.upper_level.count", "4"),
        ("projects.adjusted_up.count", "2"),
        ("projects.adjusted_up.adjustment:万元", "461.16万元"),
        ("projects.supplement.annual:万元", "461.16万元"),
        ("projects.supplement.names", "疫苗接种经费、长期护理补助"),
        ("projects.executed:万元", "5056.43万元"),
        ("projects.upper_level.executed", "383"),
        ("projects.initial", "4808.696"),
        ("projects.annual:元", "56677960元"),
        ("projects.balance", "611.366"),
        ("projects.nothing_executed.names", "服务能力提升补助第二批"),
        ("count.agencies", "2"),
        ("agencies.1.name", "示例县医疗保障局"),
        ("agencies.1.initial_budget.count", "2"),
        ("agencies.1.initial_budget.initial:万元", "60万元"),
        ("agencies.1.count", "10"),
        ("agencies.2.name", "医疗保险中心"),
        ("agencies.2.initial_budget.count", "11"),
        ("agencies.2.initial:万元", "4748.696万元"),
        ("agencies.3.name", ""),
        ("agencies.3.carried.count", ""),
        ("of.3.project.name", "退休人员医保经费"),
        ("of.3.project.agency", "医疗保险中心"),
        ("of.3.fund.total.execution_rate", "88.21%"),
        ("of.13.fund.total.execution_rate:数", "41.03"),
        ("of.21.fund.total.executed:万元", "0万元"),
        ("of.99.project.name", ""),
        ("fund.total.executed", "5056.43"),
        ("fund.central.annual", "389.48"),
        ("year", "2021"),
        ("last_year", "2020"),
    ],
)
def test_a_figure_over_all_projects_reads(path: str, text: str) -> None:
    assert said(path, UNIT) == text


def test_the_execution_rate_comes_from_the_whole_initial_budget() -> None:
    """The real list divided by the 4748.696 of one office alone and came to 106.48."""
    assert said("projects.execution_rate", UNIT) == said("fund.total.execution_rate", UNIT) == "105.15%"
    by_year = unit_figures(listed(), msgspec.structs.replace(FORM, scoring=None))
    assert said("projects.execution_rate", by_year) == said("fund.total.execution_rate", by_year) == "89.21%"


def test_an_empty_choice_is_nothing_and_has_no_rate() -> None:
    few = unit_figures(listed()[:2])
    assert [said(f"projects.carried.{m}", few) for m in ("count", "annual", "names")] == ["0", "0", ""]
    assert said("projects.carried.execution_rate", few) == FORM.fund.undefined


def test_a_sum_with_an_amount_nobody_can_read_is_unknown() -> None:
    first, second = listed()[:2]
    broken = unit_figures((replace(first, funds={"county": Fund(annual="4O", executed="3")}), second))
    assert [said(f"projects.{m}", broken) for m in ("annual", "executed", "execution_rate")] == ["", "21.19", "105.95%"]


def test_projects_without_amounts_have_no_sum() -> None:
    nothing = unit_figures(listed("年初预算 | - | county | 甲 | - | -"))
    assert [said(f"projects.{m}", nothing) for m in ("annual", "balance", "execution_rate")] == ["", "", ""]


def test_a_project_has_no_figures_of_the_unit() -> None:
    alone = UNIT.members[0]
    assert [said(p, alone) for p in ("projects.count", "of.1.year", "count.agencies", "graded.优.share")] == [""] * 4


def test_all_figures_are_printed_as_the_unit_prints_them() -> None:
    in_yuan = msgspec.structs.replace(UNSCORED, money_unit="元", rate_decimals=1)
    found = unit_figures(listed(), FORM, in_yuan)
    assert said("of.3.fund.total.annual", found) == "1.95"
    assert said("of.3.fund.total.execution_rate", found) == "88.21%"


def _graded() -> tuple[str, ...]:
    return tuple("年初预算 | - | county | 项目 | 100 | " + executed for executed in ("100", "60", "20"))


def test_grades_scores_and_their_average() -> None:
    projects = [
        replace(dossier, indicator=(indicator(10 + n, dossier.id, "数量指标", "人数", weight="90"),))
        for n, dossier in enumerate(listed("\n".join(_graded())))
    ]
    projects[2] = replace(projects[2], answers={"typed.score.total": "70"})
    found = unit_figures(projects, SCORED)
    assert [said(f"of.{n}.score.total", found) for n in (1, 2, 3)] == ["100.00", "96.00", "70.00"]
    assert said("projects.average", found) == "88.67"
    assert [said(f"graded.优.{m}", found) for m in ("count", "share", "names")] == ["3", "100.00%", "项目、项目、项目"]
    assert [said(f"graded.差.{m}", found) for m in ("count", "share", "share:数")] == ["0", "0.00%", "0.00"]


def test_a_member_figure_keeps_its_place_and_names_its_project() -> None:
    figure = UNIT.find("of.3.fund.county.executed", "万元")
    assert figure.place == Place("fund", 3, "county.executed")
    assert figure.caption == "“退休人员医保经费”县区级全年执行数"
    assert figure.written == "{of.3.fund.county.executed:万元}"
    assert UNIT.find("fund.total.executed").place is None
    assert UNIT.find("of.3.score.total").place == Place("answer", 3, "typed.score.total")


def test_a_text_of_the_clerk_never_becomes_a_figure() -> None:
    sly = "{fund.total.annual}{of.1.project.name}{projects.count}"
    first, second = listed()[:2]
    projects = (
        replace(first, project=replace(first.project, name=sly, agency=sly), answers={"use": "{of.1.answer.use}甲"}),
        replace(second, answers={"use": "{answer.use}乙"}),
    )
    found = unit_figures(projects, FORM, use="{of.2.answer.use}{of.1.answer.use}丙")
    assert said("projects.names", found) == f"{sly}、档案整理费"
    assert said("of.1.project.name", found) == said("agencies.1.name", found) == sly
    assert fill("{of.1.project.name}：{projects.names}", found.find) == f"{sly}：{sly}、档案整理费"
    assert [said(path, found) for path in ("answer.use", "of.1.answer.use", "of.2.answer.use")] == ["丙", "甲", "乙"]


_AMOUNT = st.decimals(min_value=0, max_value=10_000, places=6)


@given(st.lists(st.tuples(st.sampled_from(("年初预算", "结转资金", "追加指标", "下达")), _AMOUNT, _AMOUNT), max_size=8))
def test_the_kinds_of_money_add_up_to_the_whole(rows: list[tuple[str, Decimal, Decimal]]) -> None:
    exact = msgspec.structs.replace(FORM, money_decimals=6, scoring=None)
    table = "\n".join(f"{kind} | - | county | 甲 | {budget} | {executed}" for kind, budget, executed in rows)
    found = unit_figures(listed(table), exact)
    for measure in ("count", "annual", "executed", "balance"):
        kinds = ("initial_budget", "carried", "supplement", "allotted")
        assert sum(Decimal(said(f"projects.{kind}.{measure}", found)) for kind in kinds) == Decimal(
            said(f"projects.{measure}", found)
        )
    assert said("projects.annual", found) == said("agencies.1.annual", found) or not rows
    whole = [sum((row[n] for row in rows), Decimal(0)) for n in (1, 2)]
    assert Decimal(said("projects.annual", found)) == whole[0]
    if rows:
        assert said("projects.execution_rate", found) == said("fund.total.execution_rate", found)


def test_the_catalogue_of_the_unit_offers_totals_and_every_project() -> None:
    captions = {f.caption: f.text for f in catalogue(UNIT.values, UNIT.scores)}
    assert captions["全部项目个数"] == "21"
    assert captions["年初预算项目个数"] == "13"
    assert captions["年初预算项目年初预算数"] == "4808.696万元"
    assert captions["医疗保险中心个数"] == "11"
    assert captions["全年执行数"] == "5056.43万元"
    assert captions["“退休人员医保经费”预算执行率"] == "88.21%"


def test_everything_offered_is_a_figure_with_a_known_condition() -> None:
    paths = {path for path, _ in offered(UNIT.values, 2)} | {path for path, _ in offered(UNIT.members[0].values, 0)}
    assert all(is_figure(path) for path in paths)
    assert {set_condition(path) for path in paths} <= {"", *CONDITIONS}


@pytest.mark.parametrize(
    "path",
    [
        "of.7.fund.total.annual", "of.7.level.产出指标.score", "of.7.indicator.12.actual", "projects.count",
        "projects.carried.executed", "agencies.1.name", "agencies.2.carried.annual", "graded.优.share",
        "count.agencies", "member.project.name", "member.no",
    ],
)  # fmt: skip
def test_only_a_document_of_the_unit_has(path: str) -> None:
    assert is_figure(path)
    assert is_of_unit(path)
    assert parts(f"甲{{{path}}}乙")[0][1] == path


@pytest.mark.parametrize(
    "path",
    [
        "of.7.of.8.year", "of.7.projects.count", "of.x.year", "of.7", "projects", "projects.share", "projects.carried",
        "projects.a.b.count", "agencies.name", "agencies.0x.name", "graded.优", "member.line.annual",
        "member.member.no", "member.of.7.year", "of.7.member.no", "of.7.line.annual",
        "member.count.agencies", "of.７.year",
    ],
)  # fmt: skip
def test_braces_around_anything_else_are_just_braces(path: str) -> None:
    assert not is_figure(path)
    assert parts(f"{{{path}}}") == ((f"{{{path}}}", "", ""),)


def test_the_path_inside_of_one_project() -> None:
    assert of_one("of.7.level.产出指标.score") == "level.产出指标.score"
    assert of_one("member.fund.total.annual") == "fund.total.annual"
    assert [of_one(path) for path in ("fund.total.annual", "projects.count", "member.no")] == [
        "fund.total.annual",
        "projects.count",
        "no",
    ]
    assert [local_head(p) for p in ("member.no", "measure.county", "goal.no", "goal.annual.actual")] == [
        "member", "measure", "goal", "",
    ]  # fmt: skip


def test_the_unit_is_no_project_among_its_projects() -> None:
    assert said(f"of.{WHOLE}.year", UNIT) == ""


_HUGE = "9" * 5000
_NUMBERS = ("0", "1", "3", "11", _HUGE)
_PROJECT_PATHS = (
    "year", "grade", "unit.name", "project.coded_agency", "answer.nothing", "fund.nothing.annual", "fund.own.balance",
    "fund.central.midyear_rate", "clauses.别的", "level.别的.lost", "level.产出指标.别的.caption", "score.known",
    "count.goals", "goal.whole.actual", *(f"{head}.{n}.no" for head in ("goal", "evidence") for n in _NUMBERS),
    *(f"indicator.{n}.lost" for n in _NUMBERS),
)  # fmt: skip
_UNIT_PATHS = (
    "projects.average", "projects.nothing.midyear", "graded.别的.share", "graded.别的.average", "count.agencies",
    *(f"agencies.{n}.{what}" for n in _NUMBERS for what in ("name", "names", "nothing.balance")),
    *(f"of.{n}.{path}" for n in _NUMBERS for path in _PROJECT_PATHS),
    *(f"member.{path}" for path in _PROJECT_PATHS),
)  # fmt: skip


@pytest.mark.parametrize("found", [UNIT, UNIT.members[0], unit_figures(())], ids=["unit", "project", "nothing"])
def test_whatever_stands_in_braces_has_a_text_or_none(found: Figures) -> None:
    for path in (*_PROJECT_PATHS, *_UNIT_PATHS):
        assert is_figure(path), path
        figure = found.find(path)
        assert figure.caption, path
        assert isinstance(figure.text, str)


_POINTS = st.lists(st.tuples(st.sampled_from(("数量指标", "质量指标", "社会效益指标")), st.integers(1, 20)), max_size=9)


@given(_POINTS)
def test_the_points_of_a_level_are_those_of_its_parts(rows: list[tuple[str, int]]) -> None:
    made = tuple(
        indicator(n, 1, level2, f"指标{n}", weight=str(weight), target="≥3", actual="2")
        for n, (level2, weight) in enumerate(rows, start=1)
    )
    (member,) = unit_figures((replace(listed()[0], indicator=made),), SCORED).members
    for level1 in SCORED.indicators.levels:
        for part in ("weights", "score", "count"):
            texts = (said(f"level.{level1.name}.{level2.name}.{part}", member) for level2 in level1.parts)
            whole = said(f"level.{level1.name}.{part}", member)
            assert sum(Decimal(text or 0) for text in texts) == Decimal(whole or 0)
