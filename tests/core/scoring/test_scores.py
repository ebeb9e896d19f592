"""Points by direction, typed points, total and grade; parameters from the form."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.indicator_model import Step
from core.forms.library import known
from core.kinds import Words
from core.scoring.calculation import of_words
from core.scoring.met import band_of, missed
from core.scoring.scores import Score, grade
from tests.core.cases import FORM, JUDGED, UNSCORED, case, found
from tests.core.scoring.scored import of, scores


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ("≥1200人次 1140人次 12.5", "11.88"),
        ("≥1200人次 1300人次 12.5", "12.50"),
        ("≥8755人次 8676人次 15", "14.86"),
        ("=5次 6次 10", "10.00"),
        ("=0起 0起 10", "10.00"),
        ("=0起 1起 10", "0.00"),
        ("≥0起 3起 10", "10.00"),
        ("≤90元 80元 10", "10.00"),
        ("≤90元 100元 10", "8.89"),
        ("≤90元 180元 10", "0.00"),
        ("≥90元 -1元 10", "0.00"),
        ("=90元 -1元 10", "0.00"),
        ("=0起 -1起 10", "10.00"),
        ("=-5% -5% 10", "10.00"),
        ("=-5% -6% 10", "0.00"),
        ("≤0% -5% 10", "10.00"),
        ("≤5% -5% 10", "10.00"),
        ("≤0起 3起 10", "0.00"),
        ("≤-5% -3% 10", "0.00"),
    ],
)
def test_points_by_direction(row: str, points: str) -> None:
    assert str(of(row).points) == points


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("≤0起 3起 10", "目标为 0，实际超过 0，不得分。"),
        ("=0起 3起 10", "目标为 0，实际超过 0，不得分。"),
        ("≤-5% -3% 10", "目标为 -5，实际超过 -5，不得分。"),
        ("≥5次 -1次 10", "实际值小于 0，不得分。"),
    ],
)
def test_no_points_are_explained(row: str, why: str) -> None:
    assert of(row).why == why
    assert of(row, reverse="ratio").why == why


@pytest.mark.parametrize(("actual", "points"), [("8天", "10.00"), ("10天", "10.00"), ("15天", "5.00")])
def test_a_period_under_timeliness_is_better_when_shorter(actual: str, points: str) -> None:
    assert str(scores(f"指标 时效指标 拨付时限 10天 {actual} 10").indicators[0].points) == points


def test_the_second_formula_for_less_is_better_divides_target_by_actual() -> None:
    assert of("≤90元 100元 10", reverse="ratio").points == Decimal("9.00")


@pytest.mark.parametrize(
    ("actual", "points"),
    [
        ("达成", "10.00"),
        ("已完成", "10.00"),
        ("100%", "10.00"),
        ("健全", "10.00"),
        ("部分达成", "7.99"),
        ("未达成", "5.99"),
    ],
)
def test_qualitative_levels_take_the_top_of_their_band(actual: str, points: str) -> None:
    assert str(of(f"健全 {actual} 10").points) == points


def test_a_missed_qualitative_target_is_found_under_a_form_without_scores_too() -> None:
    told = case("指标 时效指标 拨付及时性 及时 未达成 | 指标 时效指标 报送及时性 及时 及时", UNSCORED)
    assert found(told, "deviation-reason") == ["deviation-reason error indicator.actual 1"]


def test_a_form_without_bands_asks_for_the_points() -> None:
    told = case("指标 数量指标 甲 健全 达成 10", msgspec.structs.replace(FORM, bands=())).scores
    assert told is not None
    assert told.indicators[0].why == "定性指标请直接填得分。"


@pytest.mark.parametrize(
    ("actual", "weight", "why"),
    [
        ("达成", "10", "“达成年度指标”得分值的 80 %—100 %，可得 8.00—10.00 分，按上限计，可以改低。"),
        ("部分达成", "10", "“部分达成并具有一定效果”得分值的 60 %—80 %，可得 6.00—7.99 分，按上限计，可以改低。"),
        ("未达成", "10", "“未达成且效果较差”得分值的 0 %—60 %，可得 0.00—5.99 分，按上限计，可以改低。"),
        ("部分达成", "3.33", "“部分达成并具有一定效果”得分值的 60 %—80 %，可得 2.00—2.66 分，按上限计，可以改低。"),
        ("未达成", "0", "“未达成且效果较差”得分值的 0 %—60 %，可得 0.00—0.00 分，按上限计，可以改低。"),
    ],
)
def test_the_span_of_a_band_is_told_with_its_upper_bound_left_out(actual: str, weight: str, why: str) -> None:
    assert of(f"健全 {actual} {weight}").why == why


@given(st.decimals("0.1", 100, places=2))
def test_points_of_a_lower_band_lie_inside_it(weight: Decimal) -> None:
    partly, missed = (of(f"健全 {actual} {weight}").points for actual in ("部分达成", "未达成"))
    assert partly is not None
    assert missed is not None
    assert partly < weight * 8 / 10
    assert 0 <= missed < weight * 6 / 10


NOT_SAID = ("延期完成", "逾期完成", "无法完成", "难以达标", "勉强合格", "即将完成", "较好", "全部未完成")


@pytest.mark.parametrize("form", ["national-2020", "sichuan-2021"])
@pytest.mark.parametrize("actual", NOT_SAID)
def test_words_the_form_does_not_list_name_no_band(form: str, actual: str) -> None:
    assert band_of(known()[form].bands, Words("按时完成"), Words(actual)) is None


@pytest.mark.parametrize("form", ["national-2020", "sichuan-2021"])
@pytest.mark.parametrize(
    ("actual", "band"),
    [(word, 0) for word in ("及时", "良好", "健全", "优", "好", "达标", "合格", "达到预期", "是", "已完成", "全部完成")]
    + [("部分完成", 1), ("未完成", 2), ("不及时", 2)],
)
def test_everyday_words_are_listed_in_the_forms(form: str, actual: str, band: int) -> None:
    bands = known()[form].bands
    assert band_of(bands, Words("有序"), Words(actual)) == bands[band]


def test_what_was_aimed_at_in_the_same_words_is_reached() -> None:
    assert of("家喻户晓 家喻户晓。 10").points == 10
    assert of("家喻户晓 较好 10").points is None


@pytest.mark.parametrize(
    "row", ["≥5次 - 10", "- 5次 10", "≥5次 5次 -", "≥5次 已完成 10", "2 1万张 10", "健全 一般 10", "≥5..1次 5次 10"]
)
def test_what_cannot_be_computed_has_no_points_but_a_sentence(row: str) -> None:
    assert of(row).points is None
    assert of(row).why.endswith("。")


@pytest.mark.parametrize(("typed", "points"), [("9", "9"), ("11", "10"), ("-1", "0")])
def test_typed_points_count_within_the_weight(typed: str, points: str) -> None:
    told = of(f"≥5次 4次 10 得分 {typed}")
    assert (told.computed, told.points) == (Decimal("8.00"), Decimal(points))


def test_printed_points_add_up_to_the_printed_total() -> None:
    rows = " | ".join(f"指标 数量指标 甲 ≥9人 3人 10 得分 3.335 理由 {n}" for n in range(3))
    told = scores(f"资金 县区级 全年 8 执行 8 | 改写 总额 执行率得分 9.125 | {rows}")
    assert [str(one.points) for one in (told.execution, *told.indicators)] == ["9.13", "3.34", "3.34", "3.34"]
    assert str(told.total) == "19.15"


def test_the_calculation_can_be_shown_step_by_step() -> None:
    assert of("≥1200人次 1140人次 12.5").steps == (
        ("实际完成值", "1140 人次"),
        ("年度指标值", "1200 人次"),
        ("完成率", "95.00 %"),
        ("权重", "12.5"),
        ("得分", "11.88"),
    )
    assert of("≥1200人次 1140人次 12.5").signs == ("÷", "=", "×", "=")


def test_a_division_is_shown_only_where_it_gives_the_points() -> None:
    """Figures as typed; where less is better the target stands above."""
    met = of("≤150万元 48.44万元 10")
    assert met.steps == (("实际完成值", "48.44 万元"), ("年度指标值", "150 万元"), ("得分", "10.00"))
    assert (met.signs, met.why) == (("≤", "→"), "不超过目标，得满分。")
    missed = of("≤150万元 200万元 10")
    assert [caption for caption, _ in missed.steps[:2]] in (["年度指标值", "实际完成值"], ["实际完成值", "年度指标值"])
    assert of("=0起 0起 10").steps[2] == ("得分", "10.00")
    assert of("≥1200人次 1320人次 10").signs == ("≥", "→")


@pytest.mark.parametrize(
    ("amounts", "points"),
    [
        ("全年 8 执行 7.58", "9.48"),
        ("全年 8 执行 9", "10.00"),
        ("全年 8 执行 0", "0.00"),
        ("全年 0 执行 0", None),
        ("全年 8", None),
    ],
)
def test_points_of_the_execution_rate(amounts: str, points: str | None) -> None:
    told = scores(f"资金 县区级 {amounts}").execution.points
    assert told == (None if points is None else Decimal(points))


def test_points_of_the_execution_rate_by_steps() -> None:
    steps = (Step(Decimal(80), Decimal("0.7")), Step(Decimal(100), Decimal(1)))
    told = scores("资金 县区级 全年 8 执行 7.58", execution_steps=steps)
    assert told.execution.points == 7


def test_typed_points_of_the_execution_rate_count_in_the_total() -> None:
    told = scores("资金 县区级 全年 8 执行 7.58 | 改写 总额 执行率得分 9.5 | 指标 数量指标 甲 5次 5次 90")
    assert (told.execution.computed, told.total) == (Decimal("9.48"), Decimal("99.50"))


def test_the_calculation_shows_the_rate_as_it_scored() -> None:
    told = scores("资金 县区级 全年 8 执行 7.58", execution_decimals=0).execution
    assert (told.points, told.steps[0]) == (Decimal("9.50"), ("执行率", "95.00 %"))


def test_a_form_that_does_not_score_the_execution_rate_does_not_wait_for_it() -> None:
    told = scores("指标 数量指标 甲 5次 5次 100", execution_weight=Decimal(0))
    assert (told.total, told.execution.points) == (100, None)
    assert told.execution.why == "本表样的执行率不计分。"
    typed = "资金 县区级 全年 8 执行 8 | 改写 总额 执行率得分 10 | 指标 数量指标 甲 5次 5次 100"
    assert scores(typed, execution_weight=Decimal(0)).total == 100


def test_points_of_what_is_judged_are_those_the_clerk_gives() -> None:
    told = case("指标 项目立项 立项依据 - - 5 得分 4.5 | 指标 项目立项 立项程序 ≥5次 3次 5 得分 9", JUDGED).scores
    assert told is not None
    assert [(one.computed, one.points) for one in told.indicators] == [(None, Decimal("4.50")), (None, Decimal("5.00"))]
    assert told.total == Decimal("9.50")
    assert "请直接填得分" in told.indicators[0].why
    assert case("指标 项目立项 立项依据 - - 5", JUDGED).scores.total is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "worse"),
    [
        ("数量指标 甲 ≥5次 4次", True),
        ("数量指标 甲 ≥5次 5次", False),
        ("成本指标 甲 ≤5元 6元", True),
        ("成本指标 甲 ≤5元 4元", False),
        ("数量指标 甲 ≥5次 4人", False),
        ("数量指标 甲 ≥5次 -", False),
        ("数量指标 甲 ≥5次 已完成", False),
        ("社会效益指标 甲 健全 部分达成", True),
        ("社会效益指标 甲 健全 健全", False),
        ("社会效益指标 甲 健全 运行平稳", False),
        ("项目立项 甲 ≥5次 4次", False),
    ],
)
def test_an_indicator_is_missed_when_it_came_out_worse_by_its_direction(row: str, worse: bool) -> None:
    (told,) = case(f"指标 {row}", JUDGED).values.indicators
    assert missed(JUDGED.bands, told) is worse


def test_there_is_no_total_before_every_weighted_indicator_has_points() -> None:
    table = "资金 县区级 全年 8 执行 8 | 指标 数量指标 甲 5次 5次 50 | 指标 数量指标 乙 5次 {} {}"
    assert scores(table.format("-", "40")).total is None
    assert scores(table.format("-", "40")).known == Decimal("60.00")
    assert scores(table.format("-", "0")).total == 60
    assert scores("资金 县区级 全年 8 执行 8").total is None


def test_a_form_without_scores_gives_none() -> None:
    assert case("资金 县区级 全年 8 执行 8", UNSCORED).scores is None


@pytest.mark.parametrize(
    ("total", "word"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_a_grade_includes_its_lower_bound(total: str, word: str) -> None:
    assert grade(FORM, Decimal(total)) == word


@given(
    relation=st.sampled_from(["≥", "≤", "=", ">", "<"]),
    target=st.integers(0, 10**6),
    actual=st.integers(-(10**3), 10**7),
    weight=st.decimals("0.1", 100, places=1),
)
def test_points_never_leave_the_weight(relation: str, target: int, actual: int, weight: Decimal) -> None:
    points = of(f"{relation}{target}次 {actual}次 {weight}").points
    assert points is not None
    assert 0 <= points <= weight


def test_two_scores_are_alike_when_they_say_the_same_however_they_are_explained() -> None:
    ten, told = Decimal(10), (FORM, "2021年12月", "2021年11月", Decimal(10), Decimal(10))
    one, other = Score(ten, ten, "得满分。", of_words, told), Score(ten, ten, "得满分。")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Score(ten, Decimal(9), "得满分。", of_words, told)
    assert one.trail() == of_words(*told)
