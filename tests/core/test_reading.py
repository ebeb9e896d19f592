"""From rows to values: sums, rates and levels of one project under a form."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checking import check
from core.forms.indicator_model import Scoring
from core.forms.library import known
from core.kinds import Words
from core.model import STAGES, Dossier, Fund, Indicator, Place, Project
from core.reading import RATES, Values, divisor_of, execution_is_low
from core.reading import read as read_values
from core.report.compose import compose
from core.rules.finding import Case
from core.scoring.scores import score
from tests.core.cases import FORM, ID, UNIT, case


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


@pytest.mark.parametrize(
    ("base", "stages"),
    [
        ("annual", ("annual", "annual", "annual")),
        ("initial", ("annual", "initial", "initial")),
        ("in_place", ("annual", "in_place", "annual")),
    ],
)
def test_every_rate_has_its_divisor(base: str, stages: tuple[str, ...]) -> None:
    form = msgspec.structs.replace(FORM, scoring=msgspec.convert({"execution_base": base}, Scoring))
    assert tuple(divisor_of(form, rate) for rate in RATES) == stages


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


@pytest.mark.parametrize("cell", ["执行率", "到位率", "执行率得分"])
def test_the_sign_for_no_rate_typed_over_a_rate_is_a_blank(cell: str) -> None:
    read = values(f"资金 县区级 全年 0 到位 0 执行 0 | 改写 总额 {cell} —")
    assert (read.unreadable, read.typed_over, read.unknown) == ((), {}, frozenset())


def test_the_sign_for_no_rate_is_no_amount() -> None:
    assert [place.field for place, _ in values("改写 总额 全年 —").unreadable] == ["typed.total.annual"]


@pytest.mark.parametrize(
    ("amounts", "low"),
    [("全年 100000 执行 89999.99", True), ("全年 10 执行 9", False), ("全年 0 执行 0", False), ("全年 10", False)],
)
def test_a_low_execution_rate_is_one_whose_exact_value_is_below_the_threshold(amounts: str, low: bool) -> None:
    assert execution_is_low(values(f"资金 县区级 {amounts}")) is low


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
        ("时效指标 甲 10天 - 1", "≤"),
        ("时效指标 甲 15个工作日 - 1", "≤"),
        ("时效指标 甲 10 - 1 单位 天", "≤"),
        ("时效指标 甲 3个月 - 1", "≤"),
        ("时效指标 甲 1年 - 1", "≤"),
        ("时效指标 甲 ≥10天 - 1", "≥"),
        ("时效指标 甲 10天 - 1 方向 =", "="),
        ("时效指标 甲 95% - 1", "≥"),
        ("时效指标 甲 12月 - 1", "定性"),
        ("时效指标 甲 2021年 - 1", "定性"),
        ("时效指标 甲 ≤12月 - 1", "≤"),
        ("数量指标 甲 12月 - 1", "≥"),
        ("数量指标 甲 10天 - 1", "≥"),
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
        ("≤5% -5%", None),
    ],
)
def test_completion_compares_values_of_one_unit(row: str, completion: str | None) -> None:
    read = values(f"指标 数量指标 甲 {row} 10").indicators[0].completion
    assert read == (None if completion is None else Decimal(completion))


def test_a_month_under_timeliness_is_a_point_in_time_in_target_and_actual() -> None:
    found = values("指标 时效指标 完成时间 12月 11月 10").indicators[0]
    assert (found.target, found.actual, found.completion) == (Words("12月"), Words("11月"), None)


def test_the_adjusted_target_counts_where_there_is_one() -> None:
    assert values("指标 数量指标 甲 ≥10次 8次 10 调整后 ≥8次").indicators[0].completion == 100


@given(amounts=st.lists(st.decimals(0, 10**8, places=2), min_size=4, max_size=4))
def test_sums_are_exact_whatever_the_amounts(amounts: list[Decimal]) -> None:
    names = ("中央", "省级", "县区级", "其他")
    rows = (f"资金 {name} 执行 {amount}元" for name, amount in zip(names, amounts, strict=True))
    assert values(" | ".join(rows)).computed["total", "executed"] == sum(amounts)


_PIECES = (
    "0 1 999999999999999 . , - ≥ ≤ % 元 万 亿元 人 天 月 2021年 以上 余 (含) 及时 — ² ③ m2 1e3 NaN"
    " { } {fund.total.executed}"
).split()
_NUMERIC = "0 -1 0.01元 0.0000000000000001 999999999999999元 999999999999999999亿元 99999999999999999.9".split()
_TYPED = st.sampled_from(_NUMERIC) | st.lists(st.sampled_from(_PIECES), max_size=6).map("".join) | st.text(max_size=8)


@st.composite
def _dossiers(draw: st.DrawFn) -> Dossier:
    fund = {source: Fund(**{stage: draw(_TYPED) for stage in STAGES}) for source in ("county", "other")}
    measures = ("annual", "executed", "execution_rate", "execution_score")
    answers = {f"typed.total.{measure}": draw(_TYPED) for measure in draw(st.sets(st.sampled_from(measures)))}
    answers |= {"typed.score.total": draw(_TYPED), "completion": draw(_TYPED)}
    rows = tuple(
        Indicator(
            number, ID, number, "产出指标", draw(st.sampled_from(["数量指标", "时效指标", "成本指标"])), draw(_TYPED),
            direction=draw(st.sampled_from(["", "≥", "≤", "=", "定性"])), target=draw(_TYPED), actual=draw(_TYPED),
            unit=draw(st.sampled_from(["", "%", "万元", "亿人", "月"])), weight=draw(_TYPED), score=draw(_TYPED),
        )
        for number in (1, 2)
    )  # fmt: skip
    return Dossier(Project(id=ID, year=2021, name=draw(_TYPED)), fund, answers, (), rows)


@settings(max_examples=60, deadline=None)
@given(dossier=_dossiers(), form=st.sampled_from(sorted(known())))
def test_whatever_is_typed_can_be_scored_checked_and_printed(dossier: Dossier, form: str) -> None:
    read = read_values(known()[form], UNIT, dossier)
    scores = score(read)
    check(Case(read, scores))
    for document in read.form.documents:
        compose(read.form, document, read, scores)


@pytest.mark.parametrize(
    ("annual", "executed"),
    [
        ("0.01元", "999999999999999999亿元"),
        ("0.0000000000000001", "999999999999999元"),
        ("999999999999999999亿元", "1"),
    ],
)
def test_absurd_amounts_are_checked_and_printed_all_the_same(annual: str, executed: str) -> None:
    funds = {"county": Fund(annual=annual, in_place=annual, executed=executed)}
    read = read_values(known()["national-2020"], UNIT, Dossier(Project(id=ID, year=2021), funds))
    assert check(Case(read, score(read)))
    assert compose(read.form, read.form.documents[0], read, score(read)).blocks()
