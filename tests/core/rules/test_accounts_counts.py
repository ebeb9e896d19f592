"""Amounts that stand twice, numbers beside amounts, reasons that are asked for, the projects of the year."""

from __future__ import annotations

import pytest

from core.accounts.rows import EconomicLine
from core.model import Dossier, Project
from core.reading import read
from core.rules.finding import Case
from core.scoring.scores import score
from tests.core.unit_years import (
    ID,
    UNIT,
    Change,
    answer,
    case_of,
    found,
    line,
    more,
    of_year,
    only,
    projects,
    row,
    sentence,
    year,
)


@pytest.mark.parametrize(
    ("rule", "changes", "said"),
    [
        (
            "running-cost",
            (line("running_cost.outturn", "29.36"),),
            "机关运行经费 29.36 万元，公用经费 23.96 万元，多 5.40 万元，像是相邻的两位数字写颠倒了。",
        ),
        (
            "three-public-items",
            (row("公务接待费", "outturn", "0.31"), row("办公费", "outturn", "23.65")),
            "“公用经费”里的公务接待费 0.31 万元，“三公”经费里的公务接待费 0.13 万元，多 0.18 万元。",
        ),
        (
            "contributions",
            (row("30113", "outturn", "23.67"), row("基本工资", "outturn", "202.98")),
            "科目“住房公积金” 26.37 万元，经济科目“住房公积金” 23.67 万元，多 2.70 万元，像是相邻的两位数字写颠倒了。",
        ),
        (
            "three-public-budget",
            (
                line("domestic_reception.budget", "0.12"),
                line("domestic_reception.previous", "0.13"),
                line("reception.reason", ""),
            ),
            "公务接待费 0.13 万元，超过年初预算数 0.12 万元，多 0.01 万元，没有写原因。",
        ),
        (
            "three-public-growth",
            (line("domestic_reception.previous", "0.12"), line("reception.reason", "")),
            "公务接待费 0.13 万元，高于上年决算数 0.12 万元，多 0.01 万元（增长 8.33 %），没有写原因。",
        ),
        (
            "change-reason",
            (line("running_cost.reason", ""),),
            "机关运行经费 23.96 万元，比上年 25.34 万元少 1.38 万元（下降 5.45 %），没有写主要原因。",
        ),
        (
            "change-reason",
            (answer("total_reason", ""),),
            "收入总计 1796.45 万元，比上年 1610.28 万元多 186.17 万元（增长 11.56 %），没有写主要原因。",
        ),
        (
            "outturn-reason",
            (row("其他扶贫支出", "adjusted", "90"),),
            "“其他扶贫支出”的决算数 86.78 万元，比调整预算数 90.00 万元少 3.22 万元，完成 96.42 %，没有写原因。",
        ),
        (
            "outturn-reason",
            (line("three_public.reason", ""),),
            "“三公”经费合计 0.13 万元，比年初预算数 0.49 万元少 0.36 万元，没有写原因。",
        ),
        (
            "counts-and-amounts",
            (line("domestic_batches.outturn", "0"),),
            "国内公务接待费 0.13 万元，国内公务接待批次 0 批次，对不上。",
        ),
        (
            "counts-and-amounts",
            (line("kept_car.outturn", "2"), line("vehicles.outturn", ""), line("car_running.outturn", "0")),
            "公务用车运行维护费 0.00 万元，保有公务用车 2 辆，对不上。",
        ),
        (
            "counts-and-amounts",
            (line("domestic_batches.outturn", "12"),),
            "国内公务接待人次 11 人次，国内公务接待批次 12 人次，少 1 人次，不会比它少。",
        ),
        (
            "reception-per-head",
            (line("domestic_guests.outturn", "3"),),
            "国内公务接待费 0.13 万元，3 人次，每人次 433.33 元，高于 200 元，请核对人次和金额。",
        ),
        (
            "staff-posts",
            (line("posts.outturn", "10"),),
            "在编人员 12 人，核定编制 10 名，人编比率 120 %，多 2 人。",
        ),
        (
            "management-counts",
            (line("evaluated.outturn", "21"),),
            "开展绩效自评的项目填 21 个，项目清单有 2 个，多 19 个。",
        ),
        (
            "management-counts",
            (line("monitored.outturn", "3"),),
            "开展绩效监控的项目填 3 个，项目清单只有 2 个。",
        ),
    ],
)
def test_each_fault_is_told_with_both_sides(rule: str, changes: tuple[Change, ...], said: str) -> None:
    assert sentence(of_year(*changes), rule) == said
    assert found(of_year(*changes)) == [rule]


@pytest.mark.parametrize(
    "changes",
    [
        (line("running_cost.outturn", ""),),
        (line("running_cost.outturn", "0"), line("running_cost.previous", "0")),
        (line("domestic_reception.budget", "0.12"),),
        (line("running_cost.previous", "23.96"), line("running_cost.reason", "")),
        (line("running_cost.previous", ""), line("running_cost.reason", "")),
        (row("其他扶贫支出", "adjusted", ""),),
        (row("其他扶贫支出", "adjusted", "90"), row("其他扶贫支出", "reason", "据实结算")),
        (line("domestic_batches.outturn", ""), line("domestic_guests.outturn", "")),
        (line("evaluated.outturn", ""),),
        (line("posts.outturn", "0"),),
        (answer("total_reason", ""), answer("fiscal_reason", "项目增多"), answer("general_reason", "项目增多"),
         line("total_income.previous", "1796.45")),
    ],
)  # fmt: skip
def test_what_is_explained_or_unknown_is_left_alone(changes: tuple[Change, ...]) -> None:
    assert found(of_year(*changes)) == []


def test_an_economic_item_below_the_line_asks_what_projects_paid() -> None:
    case = of_year(row("公务接待费", "outturn", "0.10"), row("办公费", "outturn", "23.86"))
    assert sentence(case, "three-public-items").endswith("少 0.03 万元，其余若在项目支出里列支，请写明。")


def test_the_price_of_the_cars_bought_is_what_they_cost_together() -> None:
    bought = (
        line("bought_car.outturn", "1"),
        line("car_purchase.outturn", "18"),
        line("car_purchase.reason", "更新"),
        line("cars.reason", "更新"),
    )
    assert found(of_year(*bought, line("paid_car.outturn", "18")), "car-amounts", "counts-and-amounts") == []
    told = of_year(*bought, line("paid_car.outturn", "1.8"))
    assert sentence(told, "car-amounts") == "公务用车购置费 18.00 万元，各类车的购置金额合计 1.80 万元，多 16.20 万元。"


# ---- projects


def test_projects_that_spent_more_than_the_accounts_say_are_told() -> None:
    case = case_of(year(), "1500", "30")
    assert sentence(case, "project-outturn") == (
        "2 个项目的全年执行合计 1530.00 万元，决算的项目支出 1509.02 万元，多 20.98 万元，"
        "请核对项目表的执行数和决算口径。"
    )
    assert only(case, "project-outturn").answerable


def test_projects_that_cover_a_part_of_the_accounts_tell_how_much() -> None:
    told = sentence(case_of(year(), "600", "91.23"), "project-outturn")
    assert told.endswith("少 817.79 万元，覆盖 45.81 %，没有列项目表的支出请说明。")


def test_an_annex_without_a_word_is_told() -> None:
    blank = answer("performance_management", ""), answer("results_used", ""), answer("conclusion", "")
    case = of_year(*blank, answer("self_evaluation_quality", ""))
    assert "附件“部门整体支出绩效评价报告”还没有写" in sentence(case, "annex-content")
    assert "第1号专项经费" not in sentence(case, "annex-content")


def test_a_project_without_a_report_is_an_annex_without_a_word() -> None:
    told = of_year()
    empty = read(told.values.members[0].form, UNIT, Dossier(Project(3, 2021, name="档案整理费")))
    values = read(told.form, UNIT, told.dossier, (*projects("1000", "509.02"), empty))
    case = Case(values, score(values), tuple(one.dossier.project for one in values.members))
    assert sentence(case, "annex-content") == "目录会把每个项目的自评报告列为附件，“档案整理费”的报告还没有内容。"


def test_a_second_row_of_an_item_is_told_and_not_the_sum_it_makes_wrong() -> None:
    again = EconomicLine(300, ID, 99, "公用经费", "30201", "办公费", outturn="1")
    assert found(of_year(more(again), line("running.outturn", "23.96"))) == ["economic-twice"]
