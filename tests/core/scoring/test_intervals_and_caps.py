"""Points by intervals, by yes and no and by bands of a part; deductions and caps."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.indicator_model import Band, Cap, Excess, Step
from tests.core.cases import FORM, case, found
from tests.core.scoring.scored import of, scores, with_part

INTERVALS = tuple(Step(Decimal(at), Decimal(share)) for at, share in (("90", "1"), ("80", "0.8"), ("60", "0.5")))


@pytest.mark.parametrize(
    ("actual", "points"),
    [("100%", "10.00"), ("90%", "10.00"), ("89.9%", "8.00"), ("80%", "8.00"), ("60%", "5.00"), ("59.99%", "0.00")],
)
def test_a_satisfaction_scores_by_intervals_with_a_pass_mark(actual: str, points: str) -> None:
    told = with_part(f"≥95% {actual} 10", steps=INTERVALS)
    assert str(told.points) == points


def test_an_interval_is_explained() -> None:
    told = with_part("≥95% 85% 10", steps=INTERVALS)
    assert told.explained == "10 × 80 % = 8.00，实际完成值 85 %，达到 80 % 的一档。按区间给分。"
    assert [caption for caption, _ in told.steps] == ["实际完成值", "达到", "权重", "得分"]
    failed = with_part("≥95% 50% 10", steps=INTERVALS)
    assert failed.explained.endswith("没有达到及格线 60 %，不得分。")
    assert len(failed.signs) == len(failed.steps) - 1


def test_what_is_not_measured_in_percent_does_not_score_by_intervals() -> None:
    assert with_part("≥5次 4次 10", steps=INTERVALS).points == Decimal("8.00")


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ("是 是 10", "10.00"),
        ("是 已完成 10", "10.00"),
        ("是 否 10", "0.00"),
        ("是 未达成 10", "0.00"),
        ("否 否 10", "10.00"),
        ("否 是 10", "0.00"),
        ("有 无 10", "0.00"),
        ("无 无 10", "10.00"),
    ],
)
def test_yes_and_no_score_in_full_or_not_at_all(row: str, points: str) -> None:
    assert str(of(row).points) == points


def test_yes_for_no_is_a_missed_target_and_what_lies_between_has_no_points() -> None:
    assert found(case("指标 社会效益指标 发生重大事故 否 是 10"), "deviation-reason") != []
    assert found(case("指标 社会效益指标 发生重大事故 否 否 10"), "deviation-reason") == []
    assert of("是 部分达成 10").points is None
    assert of("是 否 10").why == "“否”得 0.00 分。"


def test_bands_are_data_of_the_form_and_of_a_part() -> None:
    bands = (
        Band("好", Decimal("0.8"), Decimal(1)),
        Band("中", Decimal("0.5"), Decimal("0.8")),
        Band("差", Decimal(0), Decimal("0.5")),
    )
    form = msgspec.structs.replace(FORM, bands=bands)
    told = case("指标 社会效益指标 甲 良好 中 10 | 指标 社会效益指标 乙 良好 差 10", form).scores
    assert told is not None
    assert [str(one.points) for one in told.indicators] == ["7.99", "4.99"]
    assert str(with_part("良好 中 10", bands=bands).points) == "7.99"
    assert with_part("良好 部分达成 10", bands=bands).points is None


@pytest.mark.parametrize(
    ("actual", "points"), [("129次", "10.00"), ("130次", "8.00"), ("199次", "8.00"), ("200次", "5.00")]
)
def test_what_lies_far_above_its_target_loses_points_where_the_form_says_so(actual: str, points: str) -> None:
    excess = (Excess(Decimal(130), Decimal(2)), Excess(Decimal(200), Decimal(5)))
    assert str(of(f"≥100次 {actual} 10", excess=excess).points) == points


def test_a_deduction_is_explained_and_never_more_than_the_weight() -> None:
    told = of("≥100次 150次 10", excess=(Excess(Decimal(130), Decimal(2)),))
    assert told.explained == "10 − 2 = 8.00，目标 100 次，完成 150 次。完成目标的 150.00 %，超出较多，扣 2 分。"
    assert of("≥100次 150次 1", excess=(Excess(Decimal(130), Decimal(2)),)).points == 0
    assert of("≥0次 50次 10", excess=(Excess(Decimal(130), Decimal(2)),)).points == 10


CAPS = tuple(Cap(Decimal(below), Decimal(total)) for below, total in ((80, 89), (70, 79), (60, 69), (50, 59)))


@pytest.mark.parametrize(
    ("executed", "total", "grade"),
    [
        ("8", "98.00", "优"),
        ("7.99", "89", "良"),
        ("7", "89", "良"),
        ("6.5", "79", "中"),
        ("5.5", "69", "中"),
        ("4.9", "59", "差"),
    ],
)
def test_the_execution_rate_caps_the_total(executed: str, total: str, grade: str) -> None:
    told = scores(f"资金 县区级 全年 10 执行 {executed} | 指标 数量指标 甲 5次 5次 90", caps=CAPS)
    assert (str(told.total), told.grade) == (total, grade)
    assert bool(told.capped) == (executed != "8")


def test_a_cap_is_explained_and_leaves_a_lower_sum_alone() -> None:
    told = scores("资金 县区级 全年 10 执行 6.5 | 指标 数量指标 甲 5次 5次 90", caps=CAPS)
    assert told.capped == "各项得分之和 96.5 分，执行率 65.00 %，低于 70 %，总分最高 79 分。"
    low = scores("资金 县区级 全年 10 执行 6.5 | 指标 数量指标 甲 5次 3次 90", caps=CAPS)
    assert (str(low.total), low.capped) == ("60.50", "")
