"""Amounts and rates in running text, against the fund grid."""

from __future__ import annotations

import pytest

from tests.core.cases import found, only, sentence, unit_case
from tests.core.rules.prose_cases import GRID, mended, telling


def test_a_rate_in_the_text_is_that_of_the_grid() -> None:
    told = telling("截至2021年12月31日，支付484443.84元，完成预算数32.39%。")
    assert sentence(told, "text-figures") == (
        "“（二）资金使用”里预算执行率写的是 32.39 %，资金表是 32.30 %，多 0.09 个百分点。"
    )
    assert mended(told, "text-figures").endswith("完成预算数{fund.total.execution_rate:数}%。")


def test_a_rate_from_rounded_money_is_told() -> None:
    told = telling("完成预算90.67%。", "资金 市级 全年 7452.27元 到位 7452.27元 执行 6752元")
    assert "写的是 90.67 %，资金表是 90.60 %" in sentence(told, "text-figures")


@pytest.mark.parametrize(
    "text",
    [
        "年初预算150万元，实际支付484443.84元，执行率32.30%。",
        "项目预算1500000.00元，全年支出48.44万元，执行率32.3%，结余101.56万元。",
        "执行率32%。",
        "执行率{fund.total.execution_rate}。",
        "上半年执行率20%。",
        "6月底执行率20%。",
        "2020年执行率85%。",
        "县级资金执行率85%。",
        "年度检查计划执行率85%。",
        "资金使用率32.30%，设备使用率85%，目标完成率95%。",
        "公务接待费支出0.14万元，完成预算28%。",
        "实际支付门诊救助3万元。",
        "门诊救助预算50万元，实际支付3万元。",
        "年中追加预算12.6万元。",
        "每人每年320元，人均支出2100元。",
        "其中：实际支付3万元用于印刷。",
    ],
)
def test_the_same_figures_and_those_of_other_things_are_silent(text: str) -> None:
    assert found(telling(text), "text-figures") == []


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("年初预算160万元。", "年初预算数", "150 万元"),
        ("该项目预算160万元。", "全年预算数", "150 万元"),
        ("2021年实际到位140万元。", "实际到位数", "150 万元"),
        ("全年共支付484443.48元。", "全年执行数", "484443.84 元"),
        ("资金结余100万元。", "资金结余", "101.56 万元"),
        ("预算到位率99%。", "预算到位率", "100.00 %"),
        ("资金使用率32.39%。", "预算执行率", "32.30 %"),
        ("项目经费支出率达到32.39%。", "预算执行率", "32.30 %"),
        ("预算完成率32.39%。", "预算执行率", "32.30 %"),
    ],
)
def test_every_stage_is_compared(text: str, what: str, due: str) -> None:
    told = sentence(telling(text), "text-figures")
    assert f"{what}写的是" in told
    assert f"资金表是 {due}" in told


def test_a_changed_amount_becomes_a_live_figure() -> None:
    assert mended(telling("全年共支付50万元。"), "text-figures") == "全年共支付{fund.total.executed:万元}。"


def test_the_text_of_another_project_is_left_to_another_check() -> None:
    text = "医保信息化经费执行率88%。"
    assert found(telling(text, neighbours=["医保信息化经费"]), "text-figures") == []
    own = "城乡医疗救助资金执行率88%。"
    assert found(telling(own, neighbours=["医疗救助资金"]), "text-figures") == ["text-figures warning answer.use"]


def test_a_line_of_the_units_text_is_held_against_the_project_it_names() -> None:
    lines = "19、能力提升资金下达4万元，实际支付3.52万元，执行率87.51%。"
    told = unit_case(GRID, "基本 项目名称 能力提升资金 | 资金 中央 全年 4 执行 3.52", typed={"use": lines})
    assert sentence(told, "text-figures") == (
        "“（二）资金使用”里“能力提升资金”的预算执行率写的是 87.51 %，资金表是 88.00 %，少 0.49 个百分点。"
    )
    assert "{of.8.fund.total.execution_rate:数}%" in mended(told, "text-figures")


def test_the_units_text_tells_the_sums() -> None:
    told = unit_case(GRID, "资金 中央 全年 4 执行 3.52", typed={"use": "全年共执行项目2个，实际支付51.69万元。"})
    assert "写的是 51.69 万元，资金表是 51.96 万元，少 0.27 万元" in sentence(told, "text-figures")


def test_an_amount_has_its_unit() -> None:
    table = "资金 县区级 年初 317.75 全年 317.75 执行 130.37"
    told = telling("年初预算317.75，实际执行130.37万元。", table)
    assert sentence(told, "text-amount-unit") == "“（二）资金使用”里的金额 317.75 没有单位。"
    assert mended(told, "text-amount-unit") == "年初预算317.75万元，实际执行130.37万元。"
    spent = "共计 318756.92 ，完成预算数53.13%。"
    assert mended(telling(spent, "资金 县区级 全年 60 执行 318756.92元"), "text-amount-unit") == (
        "共计 318756.92元，完成预算数53.13%。"
    )


def test_an_amount_nobody_knows_may_be_of_either_unit() -> None:
    assert [fix.label for fix in only(telling("支出12.5。", ""), "text-amount-unit").fixes] == [
        "补上“万元”",
        "补上“元”",
    ]


@pytest.mark.parametrize("text", ["支付12.5万元。", "执行率32.30。", "资金2批，支付3次。", "预算5、6月下达。"])
def test_amounts_with_units_and_other_numbers_are_silent(text: str) -> None:
    assert found(telling(text), "text-amount-unit") == []


def test_what_several_years_took_is_not_this_years() -> None:
    assert found(telling("2019年至2021年，累计支付500万元。"), "text-figures") == []
    assert found(telling("2021年累计支付500万元。"), "text-figures") == ["text-figures warning answer.use"]


def test_an_amount_with_the_other_unit_behind_it_is_told() -> None:
    told = telling("预算安排县级财政资金150元，按季拨付。")
    assert sentence(told, "text-figures") == "“（二）资金使用”里写的是 150 元，资金表里有 150 万元，单位像是写错了。"
    assert mended(told, "text-figures") == "预算安排县级财政资金150万元，按季拨付。"
    assert found(telling("预算安排县级财政资金1500000万元。"), "text-figures") == ["text-figures warning answer.use"]


@pytest.mark.parametrize(
    "text",
    [
        "县级财政资金1500000元按季拨付。",
        "按每人150元标准支付。",
        "门诊起付线150元，资金按月支付。",
        "支付资金，最多一家150元。",
    ],
)
def test_an_amount_somebody_gets_is_left_alone(text: str) -> None:
    assert found(telling(text), "text-figures") == []
