"""Weights make up their quotas and the form's total, and no single one decides the score."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.model import RuleChange
from core.rules.finding import Case
from tests.core.cases import FORM, ID, JUDGED, UNSCORED, book, case, fixed, found, of_book, only, sentence

OUTPUT = (
    "指标 数量指标 救助人次 - - 12.5 | 指标 数量指标 宣传次数 - - 12.5 | "
    "指标 质量指标 准确率 - - 12.5 | 指标 时效指标 及时率 - - 12.5"
)
BENEFIT = "指标 社会效益指标 知晓率 - - 15 | 指标 可持续影响指标 长效机制 - - 15"
CONTENT = "指标 服务对象满意度指标 满意度 - - 10"
_LEVELS = FORM.indicators.levels
WITHOUT_QUOTAS = msgspec.structs.replace(
    FORM,
    indicators=msgspec.structs.replace(
        FORM.indicators, levels=tuple(msgspec.structs.replace(level, quota=None) for level in _LEVELS)
    ),
)
REQUIRING = msgspec.structs.replace(
    FORM,
    indicators=msgspec.structs.replace(
        FORM.indicators,
        levels=(
            msgspec.structs.replace(
                _LEVELS[0], parts=tuple(msgspec.structs.replace(part, required=True) for part in _LEVELS[0].parts)
            ),
            *_LEVELS[1:],
        ),
    ),
)
WHOLE = f"{OUTPUT} | {BENEFIT} | {CONTENT}"


def test_a_level_short_of_its_quota_is_an_error() -> None:
    told = case(WHOLE.replace("长效机制 - - 15", "长效机制 - - 12.5"))
    assert found(told) == ["weight-sum error indicator.weight 5"]
    assert sentence(told, "weight-sum") == "效益指标权重 27.5，应为 30，少 2.5。"
    assert [place.row for place in only(told, "weight-sum").places] == [5, 6]


def test_a_level_beyond_its_quota_is_an_error() -> None:
    told = case(WHOLE.replace("满意度 - - 10", "满意度 - - 20"))
    assert sentence(told, "weight-sum") == "满意度指标权重 20，应为 10，多 10。"


DECIDED = (
    "指标 项目立项 立项依据 - - {} 得分 5 | 指标 项目立项 立项程序 - - 5 得分 5 | 指标 资金投入 预算编制 - - {} 得分 10"
)


def test_a_part_short_of_its_quota_is_an_error_and_its_level_waits() -> None:
    told = case(DECIDED.format("4", "10"), JUDGED)
    assert found(told, "weight-sum") == ["weight-sum error indicator.weight 1"]
    assert sentence(told, "weight-sum") == "二级指标项目立项权重 9，应为 10，少 1。"
    assert [place.row for place in only(told, "weight-sum").places] == [1, 2]


def test_a_part_beyond_its_quota_is_brought_back_in_proportion() -> None:
    table = DECIDED.format("15", "10")
    assert sentence(case(table, JUDGED), "weight-sum") == "二级指标项目立项权重 20，应为 10，多 10。"
    after = fixed(table, "weight-sum", form=JUDGED)
    assert [one.row.weight for one in after.values.indicators] == ["7.5", "2.5", "10"]


def test_a_part_waits_until_each_of_its_rows_has_a_weight() -> None:
    assert found(case("指标 项目立项 立项依据 - - 5 | 指标 项目立项 立项程序", JUDGED), "weight-sum") == []
    assert found(case(DECIDED.format("5", "10"), JUDGED), "weight-sum") == []


def test_a_form_without_the_column_asks_for_no_weight() -> None:
    columns = tuple(column for column in FORM.indicators.columns if column.field != "weight")
    form = msgspec.structs.replace(FORM, indicators=msgspec.structs.replace(FORM.indicators, columns=columns))
    assert found(case("指标 数量指标 救助人次 ≥1200人次 1200人次 | 指标 数量指标 宣传 ≥5次 5次 70", form)) == []


def test_a_form_without_quotas_has_its_total_checked() -> None:
    told = case(WHOLE.replace("满意度 - - 10", "满意度 - - 5"), WITHOUT_QUOTAS)
    assert sentence(told, "weight-sum") == "权重合计（含执行率） 95，应为 100，少 5。"
    assert found(case(f"{OUTPUT} | {BENEFIT}", WITHOUT_QUOTAS), "weight-sum") == []


def test_a_level_waits_for_the_parts_the_form_requires() -> None:
    half = "指标 数量指标 救助人次 - - 12.5 | 指标 质量指标 准确率 - - 12.5"
    assert found(case(half, REQUIRING), "weight-sum") == []
    told = case(f"{half} | 指标 时效指标 及时率 - - 12.5 | 指标 成本指标 成本 - - 10", REQUIRING)
    assert sentence(told, "weight-sum") == "产出指标权重 47.5，应为 50，少 2.5。"
    assert only(told, "weight-sum").fixes[0].label == "按比例补齐"


def test_too_much_is_told_at_once() -> None:
    assert sentence(case("指标 数量指标 救助人次 - - 60", REQUIRING), "weight-sum") == (
        "产出指标权重 60，应为 50，多 10。"
    )


def test_a_single_row_is_not_scaled() -> None:
    told = case("指标 社会效益指标 知晓率 - - 15")
    assert sentence(told, "weight-sum") == "效益指标权重 15，应为 30，少 15。"
    assert only(told, "weight-sum").fixes == ()


@pytest.mark.parametrize(
    "table",
    [
        WHOLE,
        WHOLE.replace("满意度 - - 10", "满意度 - - -"),
        WHOLE.replace("满意度 - - 10", "满意度"),
        OUTPUT.replace("及时率 - - 12.5", "及时率"),
        f"{OUTPUT} | {BENEFIT}",
        "指标 数量指标 救助人次",
        "",
    ],
)
def test_weights_are_silent_when_right_and_while_one_is_missing(table: str) -> None:
    assert found(case(table), "weight-sum") == []


def test_weights_beyond_the_quota_are_told_even_while_one_is_missing() -> None:
    told = case("指标 数量指标 救助人次 - - 45 | 指标 数量指标 宣传次数 - - 15 | 指标 质量指标 准确率")
    assert sentence(told, "weight-sum") == "产出指标权重 60，应为 50，多 10。"


def test_an_unreadable_weight_is_one_finding() -> None:
    assert found(case(WHOLE.replace("满意度 - - 10", "满意度 - - 十"))) == ["text-readable error indicator.weight 7"]


def test_filling_up_keeps_the_proportion() -> None:
    table = WHOLE.replace(
        "知晓率 - - 15 | 指标 可持续影响指标 长效机制 - - 15", "知晓率 - - 15 | 指标 可持续影响指标 长效机制 - - 12.5"
    )
    mended = fixed(table, "weight-sum", "按比例补齐")
    assert [row.weight for row in mended.dossier.indicator[4:6]] == ["16.36", "13.64"]
    assert found(mended, "weight-sum") == []


@given(weights=st.lists(st.decimals("0.1", 99, places=1), min_size=2, max_size=9))
def test_scaling_always_reaches_the_quota(weights: list[Decimal]) -> None:
    table = " | ".join(f"指标 数量指标 甲 - - {weight}" for weight in weights)
    level = [f for f in of_book(book(table)) if f.rule == "weight-sum" and "产出指标权重" in f.message]
    for fix in (fix for finding in level for fix in finding.fixes):
        after = [Decimal(row.weight) for row in fix.edit.apply(book(table)).dossiers[ID].indicator]
        assert sum(after) == 50
        assert all(weight > 0 and weight == round(weight, 2) for weight in after)


def test_what_is_missing_is_spread_in_equal_parts() -> None:
    table = WHOLE.replace("长效机制 - - 15", "长效机制 - - 12.5")
    assert [fix.label for fix in only(case(table), "weight-sum").fixes] == ["按比例补齐", "平均补齐"]
    mended = fixed(table, "weight-sum", "平均补齐")
    assert [row.weight for row in mended.dossier.indicator[4:6]] == ["16.25", "13.75"]
    assert found(mended, "weight-sum") == []


def test_what_does_not_divide_goes_to_the_first_rows() -> None:
    table = "指标 数量指标 甲 - - 30 | 指标 数量指标 乙 - - 20 | 指标 质量指标 丙 - - 20"
    after = fixed(table, "weight-sum", "平均扣减").dossier.indicator
    assert [row.weight for row in after] == ["23.34", "13.33", "13.33"]
    scaled = fixed(table, "weight-sum", "按比例调整").dossier.indicator
    assert [row.weight for row in scaled] == ["21.43", "14.29", "14.28"]


def test_a_way_that_would_leave_a_row_without_weight_is_not_offered() -> None:
    told = case("指标 数量指标 甲 - - 60 | 指标 质量指标 乙 - - 2")
    assert [fix.label for fix in only(told, "weight-sum").fixes] == ["按比例调整"]


def test_a_single_indicator_that_decides_the_score_is_asked_about() -> None:
    told = case("指标 数量指标 宣传单 ≥90张 90张 30.5")
    assert found(told, "weight-largest") == ["weight-largest warning indicator.weight 1"]
    assert sentence(told, "weight-largest") == ("“宣传单”的权重 30.5 分，超过 30 分，一项就左右总分，宜分成几个指标。")
    assert found(case("指标 社会效益指标 知晓率 ≥90% 90% 30"), "weight-largest") == []
    assert found(case("指标 数量指标 宣传单 ≥90张 90张 30.5", UNSCORED), "weight-largest") == []


def test_a_weight_that_is_only_wrong_in_its_sum_is_told_there() -> None:
    told = case("指标 社会效益指标 知晓率 ≥90% 90% 30.5")
    assert found(told, "weight-sum", "weight-largest") == ["weight-sum error indicator.weight 1"]


def test_a_weight_of_nothing_is_told_once() -> None:
    rows = "指标 社会效益指标 知晓率 ≥90% 90% 0 | 指标 可持续影响指标 机制 健全 健全 15"
    assert found(case(rows), "weight-sum", "weight-positive") == ["weight-positive warning indicator.weight 1"]


def test_a_form_may_set_another_limit() -> None:
    form = msgspec.structs.replace(FORM, rules=(RuleChange("weight-largest", values={"largest": Decimal(20)}),))
    assert found(case("指标 社会效益指标 知晓率 ≥90% 90% 25", form), "weight-largest") != []


def test_forms_without_scores_have_no_weights_to_check() -> None:
    told = case("指标 数量指标 救助人次 ≥5人次 5人次 12.5 得分 99 | 改写 得分 总分 12 | 改写 得分 等级 优", UNSCORED)
    assert found(told) == []
    assert isinstance(told, Case)


@pytest.mark.parametrize(
    ("weight", "message"), [("0", "“救助人次”的权重是 0，应大于 0。"), ("-5", "“救助人次”的权重是 -5，应大于 0。")]
)
def test_an_indicator_without_weight_is_asked_about(weight: str, message: str) -> None:
    told = case(f"指标 数量指标 救助人次 - - {weight}")
    assert found(told, "weight-positive") == ["weight-positive warning indicator.weight 1"]
    assert sentence(told, "weight-positive") == message


def test_a_blank_weight_is_told_once_the_row_is_filled() -> None:
    assert sentence(case("指标 数量指标 救助人次 ≥5人次 5人次"), "weight-positive") == "“救助人次”的权重还没有填。"
    assert found(case("指标 数量指标 救助人次 ≥5人次"), "weight-positive") == []


def test_a_weight_above_nothing_is_fine() -> None:
    assert found(case("指标 数量指标 救助人次 ≥5人次 5人次 0.5"), "weight-positive") == []
