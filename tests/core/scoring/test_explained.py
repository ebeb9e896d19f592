"""How points came about, in one breath."""

from __future__ import annotations

import msgspec
import pytest

from core.scoring.scores import Score
from tests.core.cases import FORM, case
from tests.core.scoring.scored import of, scores


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "≥2万张 1万张 12.5",
            "12.5 × 50.00 % = 6.25，目标 2 万张，完成 1 万张。未达目标，按完成率给分，须写偏差原因。",
        ),
        ("≥5次 6次 10", "10 × 100 % = 10.00，目标 5 次，完成 6 次。达到目标，得满分。"),
        (
            "≤90元 100元 10",
            "10 × (1 − 11.11 %) = 8.89，目标 90 元，完成 100 元。超过目标，按超出的比例扣分，须写偏差原因。",
        ),
        ("≤90元 200元 10", "10 × 0 % = 0.00，目标 90 元，完成 200 元。达到目标的 2 倍或更多，不得分，须写偏差原因。"),
        (
            "健全 达成 10",
            (
                "10 × 100 % = 10.00，完成情况“达成年度指标”。"
                "“达成年度指标”得分值的 80 %—100 %，可得 8.00—10.00 分，按上限计，可以改低。"
            ),
        ),
        (
            "≤2021年12月底前 2021年11月20日 10",
            "10 × 100 % = 10.00，目标“≤2021年12月底前”，完成“2021年11月20日”。不晚于目标时间，得满分。",
        ),
        ("12月底前 12月31日 10", "10 × 100 % = 10.00，目标“12月底前”，完成“12月31日”。不晚于目标时间，得满分。"),
        ("6月底前 7月2日 10", "完成时间晚于目标，请按延期的情况直接填得分，须写偏差原因。"),
        (
            "≥1000000张 999990张 50",
            "50 × 99.999 % = 50.00，目标 1000000 张，完成 999990 张。未达目标，按完成率给分，须写偏差原因。",
        ),
        ("≥5次 - 10", "权重、年度指标值、实际完成值填全以后才能算。"),
        (
            "≥5次 4次 10 得分 9 理由 县级复核。",
            (
                "10 × 80.00 % = 8.00，目标 5 次，完成 4 次。"
                "按填写的 9 分计，理由：县级复核；按公式是 8 分：未达目标，按完成率给分，须写偏差原因。"
            ),
        ),
    ],
)
def test_every_score_is_explained_in_one_breath(row: str, told: str) -> None:
    assert of(row).explained == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("≥5次 - 10", "满分、指标值、业绩值填全以后才能算。"),
        ("≥5次 4人 10", "指标值和业绩值的单位不同，不能算。"),
        ("≥5次 已完成 10", "指标值是数，业绩值不是数，不能算。"),
        ("≥1..5次 4次 10", "指标值或业绩值读不懂，不能算。"),
    ],
)
def test_what_is_missing_is_called_as_the_form_calls_it(row: str, told: str) -> None:
    assert _called_otherwise(row).explained == told


def test_the_steps_are_called_as_the_form_calls_them() -> None:
    captions = [caption for caption, _ in _called_otherwise("≥5次 4次 10").steps]
    assert captions == ["业绩值", "指标值", "完成率", "满分", "得分"]


def _called_otherwise(row: str) -> Score:
    """A score under a form with other captions of its columns."""
    names = {"weight": "满分", "target": "指标值（A）", "actual": "业绩值"}
    replace = msgspec.structs.replace
    columns = [replace(one, caption=names.get(one.field, one.caption)) for one in FORM.indicators.columns]
    form = replace(FORM, indicators=replace(FORM.indicators, columns=tuple(columns)))
    told = case(f"指标 数量指标 甲 {row}", form).scores
    assert told is not None
    return told.indicators[0]


def test_the_points_of_the_execution_rate_are_explained_too() -> None:
    told = scores("资金 县区级 全年 8 执行 7.58").execution
    assert told.explained == "10 × 94.75 % = 9.48，全年预算 8.00 万元，执行 7.58 万元。执行率 × 分值，最高为分值。"
    assert scores("资金 县区级 全年 8 执行 9").execution.explained == (
        "10 × 100 % = 10.00，执行率 112.50 %，按 100 % 计，全年预算 8.00 万元，执行 9.00 万元。"
        "执行率 × 分值，最高为分值。"
    )
    short = scores("资金 县区级 全年 100000 执行 99995").execution.explained
    assert short.startswith("10 × 99.995 % = 10.00，")


@pytest.mark.parametrize(("base", "name"), [("annual", "全年预算"), ("initial", "年初预算"), ("in_place", "到位")])
def test_the_points_of_the_execution_rate_name_what_the_form_divides_by(base: str, name: str) -> None:
    told = scores("资金 县区级 年初 8 全年 8 到位 8 执行 4", execution_base=base).execution
    assert told.explained.startswith(f"10 × 50.00 % = 5.00，{name} 8.00 万元，执行 4.00 万元。")
    blank = scores("资金 县区级 执行 4", execution_base=base).execution
    assert blank.explained == f"{name}数或执行数还没有填，执行率不能算。"
    nothing = scores("资金 县区级 年初 0 全年 0 到位 0 执行 0", execution_base=base).execution
    assert nothing.explained == f"{name}数是 0，执行率没有意义，请直接填得分。"


def test_a_negative_execution_rate_is_told_with_two_decimals() -> None:
    told = scores("资金 县区级 全年 100 执行 -20").execution
    assert told.explained.startswith("10 × 0 % = 0.00，执行率 -20.00 %，按 0 % 计，全年预算 100.00 万元，")


def test_points_the_clerk_gave_carry_a_mark_and_their_reason() -> None:
    told = of("≥5次 4次 10 得分 9 理由 县级复核")
    assert (told.typed, told.overridden, told.reason) == (True, True, "县级复核")
    same = of("≥5次 4次 10 得分 8")
    assert (same.typed, same.overridden, same.reason) == (True, False, "")
    assert not of("≥5次 4次 10").typed
