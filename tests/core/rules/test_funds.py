"""Sums, balance, order and magnitude of amounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from core.forms.model import RuleChange
from core.model import Reason
from core.rules.stamp import stamp_of
from tests.core.cases import FORM, ID, case, fixed, found, only, sentence

COUNTY = "资金 县区级 年初 150 全年 150 到位 150 执行 150"


def test_the_total_is_the_sum_of_its_sources() -> None:
    told = case("资金 县区级 全年 58 | 资金 其他 全年 2 | 改写 总额 全年 62")
    assert found(told, "fund-total") == ["fund-total error answer.typed.total.annual"]
    assert sentence(told, "fund-total") == "年度总金额的全年预算数 62.00 万元，分项合计 60.00 万元，多 2.00 万元。"
    assert [side.figure for side in only(told, "fund-total").sides] == [
        "62.00\u00a0万元",
        "60.00\u00a0万元",
        "2.00\u00a0万元",
    ]


def test_a_total_of_nothing_over_parts_of_something_is_found() -> None:
    told = case("资金 县区级 年初 90 全年 90 执行 89.974 | 改写 总额 年初 0 | 改写 总额 全年 0 | 改写 总额 执行 0")
    assert len(found(told, "fund-total")) == 3


def test_the_subtotal_is_the_sum_of_its_levels() -> None:
    told = case("资金 省级 执行 30 | 资金 县区级 执行 28 | 改写 小计 执行 60")
    assert found(told, "fund-subtotal") == ["fund-subtotal error answer.typed.fiscal.executed"]
    assert sentence(told, "fund-subtotal") == "财政资金的全年执行数 60.00 万元，分项合计 58.00 万元，多 2.00 万元。"
    assert found(told, "fund-total") == []


@pytest.mark.parametrize("typed", ["58", "58.00", "58.004", "580000元", "58万元"])
def test_a_sum_typed_right_in_whatever_spelling_is_fine(typed: str) -> None:
    assert found(case(f"资金 省级 执行 30 | 资金 县区级 执行 28 | 改写 小计 执行 {typed}"), "fund-subtotal") == []


def test_a_sum_whose_parts_are_blank_or_unreadable_waits() -> None:
    assert found(case("改写 总额 全年 62"), "fund-total") == []
    assert found(case("资金 县区级 全年 5.8.2 | 改写 总额 全年 62"), "fund-total") == []


def test_recomputing_a_sum_takes_the_typed_figure_away() -> None:
    table = "资金 省级 执行 30 | 资金 县区级 执行 28 | 改写 小计 执行 60"
    assert found(fixed(table, "fund-subtotal", "按分项重算"), "fund-subtotal") == []


def test_the_budget_of_the_year_is_what_was_planned_and_adjusted() -> None:
    table = "资金 县区级 年初 10 调整 -2 全年 9 | 正文 adjustment_reason 压减"
    told = case(table)
    assert found(told) == ["adjusted-budget error fund.county.annual"]
    assert sentence(told, "adjusted-budget") == (
        "县区级的全年预算数 9.00 万元，年初预算数加预算调整为 8.00 万元，多 1.00 万元。"
    )
    assert fixed(table, "adjusted-budget", "改为 8.00 万元").dossier.funds["county"].annual == "8"


@pytest.mark.parametrize(
    "amounts",
    [
        "年初 10 调整 -2 全年 8",
        "年初 10 调整 -2 全年 8万元",
        "年初 10 调整 -2",
        "年初 10 全年 9",
        "调整 -2 全年 9",
        "年初 10 调整 -2..1 全年 9",
        "",
    ],
)
def test_a_budget_adjusted_rightly_or_not_typed_in_full_is_silent(amounts: str) -> None:
    assert found(case(f"资金 县区级 {amounts}"), "adjusted-budget") == []


def test_the_balance_is_what_arrived_less_what_was_spent() -> None:
    told = case("资金 县区级 全年 8 到位 8 执行 7.58 | 改写 县区级 结余 0.24")
    assert found(told, "balance") == ["balance error answer.typed.county.balance"]
    assert sentence(told, "balance") == "县区级的资金结余 0.24 万元，到位减执行为 0.42 万元，少 0.18 万元。"
    assert found(fixed("资金 县区级 全年 8 到位 8 执行 7.58 | 改写 县区级 结余 0.24", "balance"), "balance") == []


def test_a_balance_typed_right_or_without_its_amounts_is_silent() -> None:
    assert found(case("资金 县区级 到位 8 执行 7.58 | 改写 县区级 结余 4200元"), "balance") == []
    assert found(case("资金 县区级 到位 8 | 改写 县区级 结余 1"), "balance") == []


def test_spending_beyond_the_budget_is_asked_about() -> None:
    told = case("资金 县区级 全年 1172.55 执行 1268.72")
    assert found(told, "spent-within-budget") == ["spent-within-budget warning fund.county.executed"]
    assert sentence(told, "spent-within-budget") == (
        "县区级的全年执行数 1268.72 万元，超过全年预算数 1172.55 万元，多 96.17 万元。"
    )


def test_spending_beyond_what_arrived_is_asked_about_once() -> None:
    told = case("资金 县区级 全年 150 到位 100 执行 120")
    assert found(told, "spent-within-budget") == ["spent-within-budget warning fund.county.executed"]


def test_arriving_beyond_the_budget_is_asked_about() -> None:
    told = case("资金 县区级 全年 150 到位 160 执行 120")
    assert found(told, "spent-within-budget") == ["spent-within-budget warning fund.county.in_place"]


def test_spending_without_any_budget_is_asked_about() -> None:
    assert found(case("资金 县区级 全年 0 执行 50"), "spent-within-budget") != []


def test_a_typed_total_may_quarrel_where_no_source_does() -> None:
    told = case("资金 县区级 全年 150 执行 120 | 改写 总额 全年 100")
    assert found(told) == ["fund-total error answer.typed.total.annual"]  # the cause; what follows from it waits
    total = only(told, "fund-total")
    stamp = stamp_of(told.values, total.places, total.sides)
    reason = Reason(9, ID, 1, total.subject, stamp, "另有批复。")
    meant = replace(told, values=replace(told.values, dossier=replace(told.dossier, reason=(reason,))))
    assert found(meant, "spent-within-budget") == ["spent-within-budget warning answer.typed.total.executed"]


@pytest.mark.parametrize(
    "table",
    [
        COUNTY,
        "资金 县区级 全年 150 到位 150 执行 0",
        "资金 县区级 执行 150",
        "资金 县区级 全年 50 到位 50 执行 50 | 资金 省级 全年 30 执行 30",
        "",
    ],
)
def test_order_is_silent_when_right_and_while_an_amount_is_missing(table: str) -> None:
    assert found(case(table), "spent-within-budget") == []


def test_yuan_typed_as_wan_is_found_and_mended_exactly() -> None:
    table = "资金 县区级 年初 150 全年 150 到位 150 执行 484443.84"
    told = case(table)
    assert found(told, "money-magnitude", "spent-within-budget") == ["money-magnitude error fund.county.executed"]
    assert sentence(told, "money-magnitude") == (
        "县区级的全年执行数 484443.84 万元，而实际到位数只有 150.00 万元，像是把元填进了万元的格子。"
    )
    mended = fixed(table, "money-magnitude", "改为 48.44 万元")
    assert mended.dossier.funds["county"].executed == "484443.84元"
    assert f"{mended.values.computed['total', 'execution_rate']:.2f}" == "32.30"
    assert found(mended, "money-magnitude", "money-unit") == []


def test_what_stands_on_a_slip_waits_so_that_one_slip_is_one_finding() -> None:
    table = """资金 县区级 全年 150 到位 150 执行 484443.84 | 改写 小计 执行 48.44 | 改写 县区级 执行率 32.30"""
    assert [rule for rule in found(case(table)) if "error" in rule] == ["money-magnitude error fund.county.executed"]


def test_several_cells_in_yuan_are_one_finding() -> None:
    table = "资金 县区级 年初 150 全年 150 到位 1500000 执行 1400000"
    told = case(table)
    assert found(told) == ["money-magnitude error fund.county.executed"]
    assert fixed(table, "money-magnitude").dossier.funds["county"].in_place == "150"


@pytest.mark.parametrize(
    "table",
    [
        COUNTY,
        "资金 县区级 年初 150 全年 150 执行 484443.84元",
        "资金 县区级 年初 150 全年 150 执行 0.5",
        "资金 县区级 年初 0 全年 150 执行 48.44",
        "资金 县区级 年初 1500 全年 1500 到位 1500 执行 0.8",
        "资金 县区级 年初 1500 全年 1500 到位 1500 执行 0.05",
        "资金 县区级 年初 1500 全年 1500 到位 0.1 执行 0.1",
        "资金 县区级 全年 1500 到位 0.1",
        "资金 县区级 年初 0.15 全年 1500 到位 1500 执行 1200",
        "资金 县区级 全年 2 到位 2 执行 50000",
        "资金 县区级 执行 484443.84",
        "资金 县区级 年初 150 全年 1..50 执行 48.44",
        "",
    ],
)
def test_magnitudes_that_can_be_are_left_alone(table: str) -> None:
    assert found(case(table), "money-magnitude") == []


def test_a_budget_barely_spent_is_asked_for_its_reason_and_not_taken_for_yuan() -> None:
    told = case("资金 县区级 年初 1500 全年 1500 到位 1500 执行 0.8")
    assert found(told) == ["execution-reason warning answer.execution_reason"]


def test_the_same_unit_behind_all_amounts_of_a_column_is_superfluous() -> None:
    table = "资金 省级 全年 86.78万 | 资金 县区级 全年 150万元"
    assert found(case(table), "money-unit") == ["money-unit hint fund.province.annual"]
    assert sentence(case(table), "money-unit") == "全年预算数一栏的金额写了单位（省级“86.78万”），表头已写明万元。"
    assert fixed(table, "money-unit").dossier.funds["county"].annual == "150"


def test_a_unit_behind_some_amounts_of_a_column_is_hinted_at() -> None:
    table = "资金 省级 全年 86.78万 | 资金 县区级 全年 150"
    assert found(case(table), "money-unit") == ["money-unit hint fund.province.annual"]
    assert sentence(case(table), "money-unit") == "全年预算数一栏有的金额写了单位（省级“86.78万”），有的没写。"
    assert fixed(table, "money-unit").dossier.funds["province"].annual == "86.78"


@pytest.mark.parametrize(
    "table",
    [
        "资金 省级 全年 86.78 | 资金 县区级 全年 150",
        "资金 省级 全年 860000元 | 资金 县区级 全年 1500000元",
        "资金 省级 全年 484443.84元 | 资金 县区级 全年 150",
        "资金 省级 全年 86.7812万元",
    ],
)
def test_units_typed_alike_or_for_exactness_are_left_alone(table: str) -> None:
    assert found(case(table), "money-unit") == []


@pytest.mark.parametrize(
    ("table", "end"),
    [
        (
            "资金 县区级 全年 430.94 | 资金 市级 全年 30.22 | 改写 小计 全年 416.16",
            "少 45.00 万元，像是相邻的两位数字写颠倒了。",
        ),
        (
            "资金 县区级 全年 416.16 | 资金 市级 全年 30.22 | 改写 小计 全年 491.38",
            "多 45.00 万元，像是县区级的全年预算数把 461.16 万元写成了 416.16 万元。",
        ),
        ("资金 县区级 全年 430.94 | 资金 市级 全年 30.22 | 改写 小计 全年 416.17", "少 44.99 万元。"),
        ("资金 县区级 全年 42 | 资金 市级 全年 0 | 改写 小计 全年 24", "少 18.00 万元。"),
    ],
)
def test_two_digits_that_changed_places_are_named(table: str, end: str) -> None:
    assert sentence(case(table), "fund-subtotal").endswith(end)


def test_an_office_may_let_a_small_difference_pass() -> None:
    form = msgspec.structs.replace(FORM, rules=(RuleChange("fund-total", values={"tolerance": Decimal(100)}),))
    table = "资金 县区级 全年 5 | 改写 总额 全年 {}"
    assert found(case(table.format("5.01"), form)) == []
    assert found(case(table.format("5.02"), form)) == ["fund-total error answer.typed.total.annual"]
    assert found(case(table.format("5.01"))) == ["fund-total error answer.typed.total.annual"]


@pytest.mark.parametrize("text", ["-148.44", "−148.44", "－１４８．４４"])
def test_a_negative_amount_is_one_finding_and_its_rates_wait(text: str) -> None:
    table = f"资金 县区级 年初 150 全年 150 到位 150 执行 {text} | 正文 problems 无。"
    told = case(table)
    assert found(told) == ["amount-negative warning fund.county.executed"]
    assert sentence(told, "amount-negative") == "县区级的全年执行数是负数：-148.44 万元。"
    assert found(fixed(table, "amount-negative")) == []


def test_an_adjustment_may_be_negative() -> None:
    told = case("资金 县区级 年初 150 调整 -5 到位 145 执行 145 | 正文 adjustment_reason 年中调减5万元。")
    assert found(told) == []
