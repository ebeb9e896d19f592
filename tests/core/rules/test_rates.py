"""Rates follow from unrounded money and from a divisor that is there; figures of real reports."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.model import RuleChange
from core.kinds import shown
from core.reading import execution_is_low
from tests.core.cases import FORM, case, fixed, found, only, sentence

SUPERVISION = "资金 县区级 全年 7452.27元 到位 7452.27元 执行 6752.00元"
RELIEF = "资金 县区级 年初 150 全年 150 到位 150 执行 484443.84元"


@pytest.mark.parametrize(
    ("table", "rate"),
    [
        (SUPERVISION, "90.60"),
        (RELIEF, "32.30"),
        ("资金 县区级 全年 4 执行 3.52", "88.00"),
        ("资金 其他 全年 317.75 执行 130.37", "41.03"),
    ],
)
def test_the_rate_is_computed_from_yuan(table: str, rate: str) -> None:
    assert shown(case(table).values.computed["total", "execution_rate"], 2) == rate


def test_a_rate_that_its_amounts_do_not_give_is_an_error() -> None:
    told = case(f"{RELIEF} | 改写 总额 执行率 32.39%")
    assert found(told, "rate") == ["rate error answer.typed.total.execution_rate"]
    assert sentence(told, "rate") == "预算执行率与金额不符：应为 32.30 %，填的是 32.39 %，多 0.09 个百分点。"
    assert [side.caption for side in only(told, "rate").sides] == ["填写", "应为", "相差"]
    assert only(told, "rate").answerable


def test_a_rate_of_one_source_is_named_by_its_line() -> None:
    told = case("资金 县区级 全年 560 到位 490.97 | 改写 县区级 到位率 87.76")
    assert sentence(told, "rate") == "县区级的预算到位率与金额不符：应为 87.67 %，填的是 87.76 %，多 0.09 个百分点。"


def test_a_rate_from_rounded_money_is_told_once_and_with_its_cause() -> None:
    told = case(f"{SUPERVISION} | 改写 总额 执行率 90.67")
    assert found(told, "rate", "rate-from-rounded-money") == [
        "rate-from-rounded-money error answer.typed.total.execution_rate"
    ]
    assert sentence(told, "rate-from-rounded-money") == (
        "预算执行率 90.67 % 是用四舍五入后的 0.68 ÷ 0.75 算的，按元计算应为 90.60 %，多 0.07 个百分点。"
    )


@pytest.mark.parametrize("rule", ["rate", "rate-from-rounded-money"])
@pytest.mark.parametrize("typed", ["改写 总额 执行率 90.60", "改写 总额 执行率 90.6％", "改写 总额 执行率 90.603", ""])
def test_a_rate_typed_right_in_whatever_spelling_is_fine(rule: str, typed: str) -> None:
    assert found(case(f"{SUPERVISION} | {typed}"), rule) == []


@pytest.mark.parametrize(
    "amounts", ["全年 150", "全年 150 执行 4..8", "全年 1..5 执行 48", "执行 0", "执行 5", "年初 5"]
)
def test_a_rate_waits_for_its_amounts(amounts: str) -> None:
    told = case(f"资金 县区级 {amounts} | 改写 总额 执行率 50")
    assert found(told, "rate", "rate-from-rounded-money", "rate-without-divisor") == []


def test_recomputing_a_rate_takes_the_typed_figure_away() -> None:
    assert found(fixed(f"{RELIEF} | 改写 总额 执行率 32.39", "rate", "按金额重算"), "rate") == []
    assert found(fixed(f"{SUPERVISION} | 改写 总额 执行率 90.67", "rate-from-rounded-money"), "rate") == []


@given(annual=st.integers(1, 10**12), executed=st.integers(0, 10**12))
def test_the_computed_rate_typed_over_itself_is_never_wrong(annual: int, executed: int) -> None:
    amounts = f"资金 县区级 全年 {Decimal(annual) / 100}元 执行 {Decimal(executed) / 100}元"
    rate = shown(case(amounts).values.computed["total", "execution_rate"], 2)
    assert found(case(f"{amounts} | 改写 总额 执行率 {rate}"), "rate", "rate-from-rounded-money") == []


def test_a_rate_without_divisor_is_not_typed() -> None:
    table = "资金 县区级 全年 0 执行 0 | 改写 县区级 执行率 100"
    assert sentence(case(table), "rate-without-divisor") == (
        "县区级的全年预算数是 0，预算执行率算不出来，应印“—”，填的是 100 %。"
    )
    assert found(fixed(table, "rate-without-divisor"), "rate-without-divisor") == []


def test_a_rate_with_divisor_or_not_typed_has_no_such_trouble() -> None:
    assert found(case("资金 县区级 全年 5 执行 0 | 改写 县区级 执行率 0"), "rate-without-divisor") == []
    assert found(case("资金 县区级 全年 0 执行 0"), "rate-without-divisor") == []


def test_a_low_execution_rate_asks_for_a_reason() -> None:
    told = case(RELIEF)
    assert found(told, "execution-reason") == ["execution-reason warning answer.execution_reason"]
    assert sentence(told, "execution-reason") == "预算执行率 32.30 %，低于 90 %，未写原因。"
    assert only(told, "execution-reason").answerable


@pytest.mark.parametrize(
    "table",
    [
        f"{RELIEF} | 正文 execution_reason 上级资金到位充足，优先使用。",
        SUPERVISION,
        "资金 县区级 全年 150",
        "资金 县区级 全年 0 执行 0",
        "",
    ],
)
def test_no_reason_is_asked_when_written_or_high_or_unknown(table: str) -> None:
    assert found(case(table), "execution-reason") == []


def test_the_bound_of_a_low_execution_rate_is_a_parameter_of_the_rule() -> None:
    low = "资金 县区级 年初 150 全年 150 到位 150 执行 120"
    form = msgspec.structs.replace(FORM, rules=(RuleChange("execution-reason", values={"below": Decimal(80)}),))
    assert found(case(low), "execution-reason") != []
    assert found(case(low, form), "execution-reason") == []
    assert execution_is_low(case(low).values)
    assert not execution_is_low(case(low, form).values)


def test_an_office_may_let_a_rounding_pass() -> None:
    form = msgspec.structs.replace(FORM, rules=(RuleChange("rate", values={"tolerance": Decimal("0.1")}),))
    table = "资金 县区级 年初 150 全年 150 到位 150 执行 484443.84元 | 改写 总额 执行率 32.39"
    assert found(case(table), "rate") != []
    assert found(case(table, form), "rate") == []


def test_a_rate_a_hair_below_its_bound_is_shown_as_it_is() -> None:
    told = case("资金 县区级 全年 100000 到位 100000 执行 89999.6")
    assert "预算执行率 89.9996 %，低于 90 %" in sentence(told, "execution-reason")
