"""From rows to values: sums, rates and levels of one project under a form."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.model import Scoring
from core.model import Place
from core.reading import Values
from tests.core.cases import FORM, ID, case


def values(table: str) -> Values:
    return case(table).values


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


def test_totals_follow_from_their_sources() -> None:
    read = values("资金 省级 全年 90 | 资金 县区级 全年 60 | 资金 其他 全年 0.5")
    assert read.computed["fiscal", "annual"] == wan("150")
    assert read.computed["total", "annual"] == wan("150.5")
    assert ("total", "executed") not in read.computed


def test_the_year_is_what_it_began_with_and_its_adjustment() -> None:
    read = values("资金 县区级 年初 150 调整 -30")
    assert read.amount("county", "annual") == wan("120")
    assert read.amount("total", "annual") == wan("120")


def test_the_adjustment_is_the_difference_where_it_is_not_typed() -> None:
    assert values("资金 县区级 年初 150 全年 120").computed["total", "adjustment"] == wan("-30")


def test_a_figure_typed_over_a_sum_counts_in_what_stands_on_it() -> None:
    read = values("资金 县区级 全年 100 执行 50 | 资金 其他 全年 10 执行 5 | 改写 小计 全年 200")
    assert read.computed["fiscal", "annual"] == wan("100")
    assert read.amount("fiscal", "annual") == wan("200")
    assert read.amount("total", "annual") == wan("210")
    assert read.computed["fiscal", "execution_rate"] == 25


def test_a_rate_typed_over_changes_no_other_value() -> None:
    read = values("资金 县区级 全年 100 执行 50 | 改写 总额 执行率 99")
    assert read.computed["total", "execution_rate"] == 50
    assert read.typed_over["total", "execution_rate"] == 99


def test_what_stands_on_unreadable_text_is_unknown() -> None:
    read = values("资金 省级 执行 30 | 资金 县区级 全年 100 执行 1..5")
    assert read.amount("total", "executed") is None
    assert ("total", "execution_rate") not in read.computed
    assert {("county", "executed"), ("fiscal", "executed"), ("total", "executed")} <= read.unknown
    assert [place for place, _ in read.unreadable] == [Place("fund", ID, "county.executed")]


def test_unreadable_text_over_a_sum_makes_it_unknown_but_not_its_parts() -> None:
    read = values("资金 县区级 全年 100 执行 50 | 改写 总额 全年 一百")
    assert read.amount("total", "annual") is None
    assert read.computed["county", "execution_rate"] == 50
    assert ("total", "execution_rate") not in read.computed


def test_an_unreadable_adjustment_leaves_the_year_unknown() -> None:
    assert ("total", "annual") in values("资金 县区级 年初 100 调整 1..5").unknown


def test_a_divisor_of_nothing_leaves_the_rate_unknown() -> None:
    read = values("资金 县区级 全年 0 到位 0 执行 0")
    assert ("county", "execution_rate") not in read.computed
    assert read.computed["county", "balance"] == 0


@pytest.mark.parametrize(("base", "rate"), [("annual", 50), ("initial", 25), ("in_place", 100)])
def test_the_form_names_the_divisor_of_the_execution_rate(base: str, rate: int) -> None:
    scoring = msgspec.convert({"execution_base": base}, Scoring)
    form = msgspec.structs.replace(FORM, scoring=scoring)
    read = case("资金 县区级 年初 200 全年 100 到位 50 执行 50", form).values
    assert read.computed["total", "execution_rate"] == rate


def test_what_is_typed_over_a_line_the_form_does_not_have_is_left_alone() -> None:
    told = case("改写 总额 执行率 50")
    bare = msgspec.structs.replace(FORM, fund=msgspec.structs.replace(FORM.fund, lines=()))
    assert case("改写 总额 执行率 5..0", bare).values.unreadable == ()
    assert told.values.typed_over == {("total", "execution_rate"): 50}


def test_typed_total_and_grade_are_no_cells_of_the_fund_grid() -> None:
    read = values("改写 得分 总分 93.25分 | 改写 得分 等级 优")
    assert (read.typed_total, read.unreadable, read.typed_over) == (Decimal("93.25"), (), {})


def test_points_typed_into_the_fund_grid_are_points() -> None:
    assert values("改写 总额 执行率得分 9.5").typed_over["total", "execution_score"] == Decimal("9.5")


def test_cells_have_addresses() -> None:
    read = values("")
    assert read.fund_place("county", "executed") == Place("fund", ID, "county.executed")
    assert read.fund_place("county", "execution_rate") == Place("answer", ID, "typed.county.execution_rate")
    assert read.fund_place("total", "executed") == Place("answer", ID, "typed.total.executed")


@pytest.mark.parametrize(
    ("row", "direction"),
    [
        ("数量指标 甲 5次 - 1", "≥"),
        ("数量指标 甲 ≤5次 - 1", "≤"),
        ("数量指标 甲 ≤5次 - 1 方向 =", "="),
        ("质量指标 甲 5次 - 1", "="),
        ("质量指标 甲 及时 - 1", "定性"),
        ("成本指标 甲 5元 - 1", "≤"),
    ],
)
def test_the_direction_is_the_columns_then_the_targets_then_the_forms(row: str, direction: str) -> None:
    assert values(f"指标 {row}").indicators[0].direction == direction


@pytest.mark.parametrize(
    ("row", "completion"),
    [
        ("≥1200人次 1140人次", "95"),
        ("≤4元 5元", "80"),
        ("≥0次 1次", None),
        ("2 1万张", None),
        ("2万张 1万张", "50"),
        ("5次 -", None),
        ("5次 已完成", None),
    ],
)
def test_completion_compares_values_of_one_unit(row: str, completion: str | None) -> None:
    read = values(f"指标 数量指标 甲 {row} 10").indicators[0].completion
    assert read == (None if completion is None else Decimal(completion))


def test_the_adjusted_target_counts_where_there_is_one() -> None:
    assert values("指标 数量指标 甲 ≥10次 8次 10 调整后 ≥8次").indicators[0].completion == 100


@given(amounts=st.lists(st.decimals(0, 10**8, places=2), min_size=4, max_size=4))
def test_sums_are_exact_whatever_the_amounts(amounts: list[Decimal]) -> None:
    names = ("中央", "省级", "县区级", "其他")
    rows = (f"资金 {name} 执行 {amount}元" for name, amount in zip(names, amounts, strict=True))
    assert values(" | ".join(rows)).computed["total", "executed"] == sum(amounts)
