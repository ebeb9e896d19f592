"""A rate is of the same money above and below; a table is of one project."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.rules.finding import Case
from tests.core.cases import case, found, only, sentence, unit_case


def test_a_source_with_an_execution_and_no_budget_makes_the_rate_uneven() -> None:
    told = case("资金 中央 全年 100 到位 100 执行 90 | 资金 县区级 到位 60 执行 55")
    assert found(told) == ["rate-coverage warning fund.county.annual"]
    assert sentence(told, "rate-coverage") == (
        "县区级有全年执行数 55.00 万元，没有全年预算数，合计的执行率分子和分母不是同样的资金。"
    )


@pytest.mark.parametrize(
    "table",
    [
        "资金 中央 全年 100 到位 100 执行 90 | 资金 县区级 全年 60 到位 60 执行 55",
        "资金 中央 全年 100 到位 100 执行 90 | 资金 县区级 全年 60",
        "资金 中央 全年 100 到位 100 执行 90 | 资金 县区级 执行 0",
        "资金 县区级 执行 55",
        "资金 中央 到位 60 执行 50 | 资金 县区级 到位 60 执行 55 | 改写 总额 全年 120",
        "资金 中央 全年 100 执行 90 | 资金 县区级 全年 6..0 执行 55",
    ],
)
def test_even_unfinished_and_typed_over_grids_are_silent(table: str) -> None:
    assert found(case(table), "rate-coverage") == []


def test_projects_of_one_side_only_are_told_in_the_sum_of_the_year() -> None:
    told = unit_case("资金 县区级 全年 100 执行 90", "资金 县区级 执行 60", "资金 县区级 全年 10")
    assert found(told) == ["rate-coverage warning project.name", "rate-coverage warning project.name"]
    first, second = (finding.message.replace("\u00a0", " ") for finding in told_by(told))
    assert first == (
        "“城乡医疗救助资金”有全年执行数（共 60.00 万元），没有全年预算数，全年合计的执行率分子和分母不是同样的项目。"
    )
    assert second.startswith("“城乡医疗救助资金”有全年预算数（共 10.00 万元），没有全年执行数")


def told_by(told: Case) -> list:
    from core.checking import check

    return [finding for finding in check(told) if finding.rule == "rate-coverage"]


def test_a_year_whose_projects_are_whole_or_all_unfinished_is_silent() -> None:
    whole = "资金 县区级 全年 100 执行 90"
    assert found(unit_case(whole, whole), "rate-coverage") == []
    assert found(unit_case("资金 县区级 全年 100", "资金 县区级 全年 60"), "rate-coverage") == []


def named(name: str, *others: str) -> Case:
    told = case(neighbours=others)
    project = replace(told.dossier.project, name=name)
    return replace(told, values=replace(told.values, dossier=replace(told.dossier, project=project)))


@pytest.mark.parametrize(
    "name",
    [
        "网络维护费、档案整理费、政策宣传费",
        "医疗救助资金；老干部医疗补助费",
        "网络维护费等5个项目",
        "网络维护费等项目",
    ],
)
def test_a_name_that_joins_projects_is_asked_about(name: str) -> None:
    assert found(named(name), "one-project") == ["one-project warning project.name"]
    assert only(named(name), "one-project").message == (
        f"项目名称“{name}”像是几个项目合在一起，一张自评表只填一个项目。"
    )


def test_a_name_that_holds_those_of_two_others_is_asked_about() -> None:
    told = named("档案整理与宣传和培训", "档案整理", "宣传和培训")
    assert found(told, "one-project") == ["one-project warning project.name"]
    assert found(named("档案整理与宣传和培训", "档案整理"), "one-project") == []


@pytest.mark.parametrize(
    "name",
    [
        "住院核查及异地住院监督费",
        "离休人员和伤残军人医疗费",
        "衔接推进乡村振兴补助资金（资助参保、代缴费）",
        "机关、事业单位退休人员补助",
        "2021年中央医疗救助资金（第二批）",
        "",
    ],
)
def test_the_name_of_one_project_is_silent(name: str) -> None:
    assert found(named(name), "one-project") == []


def test_amounts_behind_the_names_of_joined_projects_hide_nothing() -> None:
    assert found(case("基本 项目名称 网络维护费2万元、档案整理费3万"), "one-project") != []
    assert found(case("基本 项目名称 网络维护费2万元"), "one-project") == []
