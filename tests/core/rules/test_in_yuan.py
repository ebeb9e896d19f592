"""元 typed as 万元 everywhere in a line or in the whole grid."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.beside import Beside
from tests.core.cases import UNIT, case, fixed, found, only, sentence
from tests.core.rules.prose_cases import telling

ALL = "资金 县区级 年初 1500000 全年 1500000 到位 1500000 执行 1484443.84"
RULE = "money-in-yuan"


def test_an_amount_in_the_text_tells_that_the_whole_grid_is_in_yuan() -> None:
    told = telling("全年安排资金150万元。", ALL)
    assert found(told, RULE, "text-figures") == ["money-in-yuan error fund.county.initial"]
    assert sentence(told, RULE) == (
        "县区级的各栏金额像是按元填的：表里是 1500000.00 万元，“（二）资金使用”里写的 150.00 万元。"
    )
    assert len(only(told, RULE).places) == 4


def test_a_cost_tells_it_too_and_one_click_mends_every_cell() -> None:
    table = f"{ALL} | 指标 成本指标 项目总成本 ≤150万元 148.44万元 10"
    assert found(case(table), RULE, "cost-executed") == ["money-in-yuan error fund.county.initial"]
    mended = fixed(table, RULE)
    fund = mended.dossier.funds["county"]
    assert (fund.initial, fund.executed) == ("150", "1484443.84元")
    assert found(mended, RULE) == []


def test_last_years_budget_and_the_other_projects_tell_it() -> None:
    last = replace(case(ALL), beside=Beside(None, Decimal(1_600_000)))
    assert sentence(last, RULE) == ("县区级的各栏金额像是按元填的：表里是 1500000.00 万元，上年的预算 160.00 万元。")
    others = replace(case(ALL), beside=Beside(7, None))
    assert "本年其他项目最多不到 1000.00 万元" in sentence(others, RULE)


def test_one_line_thousands_of_times_another_is_told_alone() -> None:
    told = case(f"{ALL} | 资金 省级 年初 80 全年 80 到位 80 执行 80")
    assert found(told, RULE) == ["money-in-yuan error fund.county.initial"]
    assert "省级只有 80.00 万元" in sentence(told, RULE)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (ALL, "全年安排资金150亿元。"),  # an amount of the grid as it stands
        (ALL, "每人补助150元。"),
        (ALL, ""),
        ("资金 县区级 年初 1500 全年 1500 到位 1500 执行 1500", "标准为每人1500元，共计1500万元。"),
        ("资金 县区级 年初 1120 全年 1120 到位 1120 执行 1120", "发放补助1120元。"),
        ("资金 县区级 年初 150 全年 150 到位 150 执行 148.44", "安排资金150万元。"),
        ("资金 县区级 年初 1500000元 全年 1500000元", "安排资金150万元。"),
        ("资金 县区级 年初 9000 全年 9000 | 资金 省级 年初 1 全年 1", "资金到位。"),
    ],
)
def test_amounts_nothing_speaks_against_are_left_alone(table: str, text: str) -> None:
    assert found(telling(text, table), RULE) == []


def test_a_large_project_among_small_ones_is_left_alone() -> None:
    told = case("资金 县区级 年初 50564.3 全年 50564.3 到位 50564.3 执行 50000")
    assert found(replace(told, beside=Beside(6, Decimal(480_000_000))), RULE) == []


def test_a_county_office_has_no_project_of_fifteen_billion() -> None:
    told = case(ALL, unit=replace(UNIT, level="县区级"))
    assert sentence(told, RULE) == (
        "县区级的各栏金额像是按元填的：表里是 1500000.00 万元，县区级单位的一个项目很少超过 500000.00 万元。"
    )
    assert found(case("资金 县区级 年初 80000 全年 80000", unit=replace(UNIT, level="县区级")), RULE) == []
