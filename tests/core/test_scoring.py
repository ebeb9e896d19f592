"""Points by direction, caps, typed points, total and grade; parameters from the form."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.model import Step
from core.scoring import Score, Scores, grade
from tests.core.cases import FORM, UNSCORED, case


def scores(table: str, **parameters: object) -> Scores:
    assert FORM.scoring is not None
    scoring = msgspec.structs.replace(FORM.scoring, **parameters)
    told = case(table, msgspec.structs.replace(FORM, scoring=scoring)).scores
    assert told is not None
    return told


def of(row: str, **parameters: object) -> Score:
    return scores(f"指标 数量指标 甲 {row}", **parameters).indicators[0]


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
    ],
)
def test_points_by_direction(row: str, points: str) -> None:
    assert str(of(row).points) == points


def test_the_second_formula_for_less_is_better_divides_target_by_actual() -> None:
    assert of("≤90元 100元 10", reverse="ratio").points == Decimal("9.00")


@pytest.mark.parametrize(
    ("actual", "points"),
    [("达成", "10.00"), ("已完成", "10.00"), ("100%", "10.00"), ("部分达成", "8.00"), ("未达成", "6.00")],
)
def test_qualitative_levels_take_the_top_of_their_band(actual: str, points: str) -> None:
    assert str(of(f"健全 {actual} 10").points) == points


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


def test_the_calculation_can_be_shown_step_by_step() -> None:
    assert of("≥1200人次 1140人次 12.5").steps == (
        ("实际值", "1140 人次"),
        ("目标值", "1200 人次"),
        ("完成率", "95.00 %"),
        ("权重", "12.5"),
        ("得分", "11.88"),
    )
    assert of("=0起 0起 10").steps[2] == ("完成率", "—")


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
