"""Targets and actual values: numbers with units where they are meant, of one kind where they are compared."""

from __future__ import annotations

import msgspec
import pytest

from core.forms.indicator_model import Column
from tests.core.cases import FORM, UNSCORED, case, fixed, found, only, sentence

WITH_UNIT_COLUMN = msgspec.structs.replace(
    FORM,
    indicators=msgspec.structs.replace(FORM.indicators, columns=(*FORM.indicators.columns, Column("unit", "单位"))),
)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "数量指标 组织活动 确保活动有序开展",
            "“组织活动”列在数量指标下，年度指标值“确保活动有序开展”读不出数，应写成“符号、数、单位”，如“≥100人次”。",
        ),
        (
            "成本指标 成本控制 严格控制",
            "“成本控制”列在成本指标下，年度指标值“严格控制”读不出数，应写成“符号、数、单位”，如“≥100人次”。",
        ),
        ("质量指标 参与面 ≥98", "“参与面”的年度指标值“≥98”没有单位。"),
    ],
)
def test_a_quantitative_target_without_number_or_unit_is_asked_about(row: str, message: str) -> None:
    assert found(case(f"指标 {row}"), "target-quantity") == ["target-quantity warning indicator.target 1"]
    assert sentence(case(f"指标 {row}"), "target-quantity") == message


@pytest.mark.parametrize(
    "row",
    [
        "数量指标 救助人次 ≥1200人次",
        "数量指标 救助人次 ≥1200 - - 单位 人次",
        "数量指标 救助人次",
        "数量指标 救助人次 ≥1..2",
        "数量指标 宣传资料 2 1万张",
        "成本指标 人均成本 2021年每人32元，全年2.4万元",
        "时效指标 完成时间 2021年12月底前",
        "质量指标 资料质量 符合要求",
        "服务对象满意度指标 满意度 较高",
    ],
)
def test_targets_that_are_right_qualitative_dated_or_blank_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "target-quantity") == []


def test_a_rate_without_percent_gets_it_on_both_sides() -> None:
    mended = fixed("指标 质量指标 合格率 ≥98 99", "target-quantity", "目标改为 98 %").dossier.indicator[0]
    assert (mended.target, mended.actual) == ("≥98%", "99%")


def test_a_rate_without_percent_gets_it_in_the_unit_column() -> None:
    mended = fixed("指标 质量指标 合格率 ≥98 99", "target-quantity", form=WITH_UNIT_COLUMN).dossier.indicator[0]
    assert (mended.target, mended.actual, mended.unit) == ("≥98", "99", "%")


def test_a_number_that_is_no_rate_gets_no_percent() -> None:
    assert only(case("指标 质量指标 参与面 98"), "target-quantity").fixes == ()


def test_a_target_without_a_sign_is_hinted_at() -> None:
    told = case("指标 质量指标 合格率 98%")
    assert found(told, "target-sign") == ["target-sign hint indicator.target 1"]
    assert sentence(told, "target-sign") == "“合格率”的年度指标值“98%”没有写 ≥、≤ 或 =，按“=”计算。"
    assert fixed("指标 质量指标 合格率 98%", "target-sign", "改为 ≥98%").dossier.indicator[0].target == "≥98%"


@pytest.mark.parametrize(
    "row",
    [
        "质量指标 合格率 ≥98%",
        "质量指标 合格率 98%以上",
        "质量指标 合格率 98% - - 方向 ≥",
        "质量指标 合格率 100%",
        "数量指标 救助人次 1200人次",
        "质量指标 资料质量 优良",
        "质量指标 合格率",
    ],
)
def test_a_sign_written_chosen_or_given_by_the_form_is_enough(row: str) -> None:
    assert found(case(f"指标 {row}"), "target-sign") == []


def test_values_of_two_units_cannot_be_compared() -> None:
    told = case("指标 数量指标 宣传资料发放量 2 1万张")
    assert found(told, "same-unit", "target-quantity") == ["same-unit error indicator.target 1"]
    assert sentence(told, "same-unit") == "“宣传资料发放量”年度指标值“2”没有单位，实际完成值“1万张”，不能算完成率。"
    assert [side.figure for side in only(told, "same-unit").sides] == ["2，没有单位", "1万张"]


@pytest.mark.parametrize(
    ("row", "label", "target", "actual"),
    [
        ("宣传资料 2 1万张", "目标改为 2 万张", "2万张", "1万张"),
        ("宣传资料 ≥2 1万张", "目标改为 2 张", "≥2张", "1万张"),
        ("宣传次数 5 5次", "目标改为 5 次", "5次", "5次"),
        ("宣传次数 5以上 5次", "目标改为 5 次", "≥5次", "5次"),
        ("满意率 ≥95% 96", "实际改为 96 %", "≥95%", "96%"),
        ("支出 ≤86.78万元 86.7", "实际改为 86.7 万元", "≤86.78万元", "86.7万元"),
        ("救助人次 ≥1200人次 1140人", "实际改为 1140 人次", "≥1200人次", "1140人次"),
    ],
)
def test_a_missing_unit_is_taken_from_the_other_side(row: str, label: str, target: str, actual: str) -> None:
    mended = fixed(f"指标 数量指标 {row}", "same-unit", label)
    assert (mended.dossier.indicator[0].target, mended.dossier.indicator[0].actual) == (target, actual)
    assert found(mended, "same-unit") == []


def test_units_that_have_nothing_in_common_offer_no_click() -> None:
    told = case("指标 数量指标 送药量 ≥90家 103万人")
    assert sentence(told, "same-unit") == "“送药量”年度指标值的单位是“家”，实际完成值的单位是“人”，不能算完成率。"
    assert only(told, "same-unit").fixes == ()


def test_what_only_repeats_an_intention_is_no_result() -> None:
    told = case("指标 社会效益指标 宣传面 力争全覆盖 力争全覆盖 10")
    assert found(told, "actual-not-target", "actual-scored") == ["actual-not-target error indicator.actual 1"]
    assert sentence(told, "actual-not-target") == (
        "“宣传面”的实际完成值“力争全覆盖”照抄了目标值，说的是打算，应写做到了什么。"
    )
    assert found(case("指标 社会效益指标 宣传面 全覆盖 全覆盖 10"), "actual-not-target") == []


@pytest.mark.parametrize(
    "row",
    [
        "宣传资料 2万张 1.5万张",
        "宣传资料 2万张 15000张",
        "满意率 ≥95％ 96%",
        "宣传资料 2万张",
        "宣传资料 - 1万张",
        "宣传资料 2 1..5万张",
        "宣传资料 2万 15000 - 单位 张",
    ],
)
def test_values_of_one_unit_or_not_both_known_are_silent(row: str) -> None:
    assert found(case(f"指标 数量指标 {row}"), "same-unit") == []


@pytest.mark.parametrize("status", ["已完成", "完成", "是", "达到预期", "按时完成"])
def test_a_status_is_no_actual_value_of_a_number(status: str) -> None:
    told = case(f"指标 数量指标 救助人次 ≥1200人次 {status}")
    assert found(told, "actual-value") == ["actual-value error indicator.actual 1"]
    assert sentence(told, "actual-value") == (
        f"“救助人次”的目标是 1200 人次，实际完成值“{status}”不是数，应填完成的数。"
    )


def test_the_target_is_shown_in_the_unit_it_is_typed_in() -> None:
    assert sentence(case("指标 数量指标 宣传单 ≥1万张 已发放"), "actual-value") == (
        "“宣传单”的目标是 1 万张，实际完成值“已发放”不是数，应填完成的数。"
    )


def test_a_number_among_words_is_taken_out_at_one_click() -> None:
    row = "指标 数量指标 救助人次 ≥1200人次 共完成1140人次。"
    assert (
        sentence(case(row), "actual-value")
        == "“救助人次”的目标是 1200 人次，实际完成值“共完成1140人次。”读不出一个数。"
    )
    assert fixed(row, "actual-value", "改为 1140人次").dossier.indicator[0].actual == "1140人次"
    assert only(case("指标 数量指标 救助人次 ≥1200人次 门诊40人次住院1100人次"), "actual-value").fixes == ()


@pytest.mark.parametrize(
    "row",
    [
        "数量指标 救助人次 ≥1200人次 1140人次",
        "数量指标 救助人次 ≥1200人次",
        "数量指标 救助人次 - 已完成",
        "时效指标 及时性 及时 已完成",
        "时效指标 完成时间 12月 2021年12月底",
        "质量指标 合格率 98% 达标 - 方向 定性",
    ],
)
def test_actual_values_that_are_numbers_qualitative_dated_or_blank_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "actual-value") == []


@pytest.mark.parametrize("copy", ["≥90%", "满意度≥90%", "90％以上", "不低于90%", "＞＝90%"])
def test_a_copy_of_the_target_is_no_actual_value(copy: str) -> None:
    told = case(f"指标 服务对象满意度指标 满意度 ≥90% {copy}")
    assert found(told, "actual-not-target") == ["actual-not-target error indicator.actual 1"]
    assert sentence(told, "actual-not-target") == f"“满意度”的实际完成值“{copy}”是目标的写法，应填实际达到的数。"


@pytest.mark.parametrize("actual", ["92%", "满意度92%", "达到92%", "满意", "-", "9..2%"])
def test_actual_values_of_their_own_are_silent(actual: str) -> None:
    assert found(case(f"指标 服务对象满意度指标 满意度 ≥90% {actual}"), "actual-not-target") == []


@pytest.mark.parametrize(
    ("row", "actual"),
    [
        ("时效指标 拨付及时 及时 情况待核 10", "情况待核"),
        ("可持续影响指标 长效机制 健全 一般 10", "一般"),
        ("时效指标 完成时间 及时 2021年11月 10", "2021年11月"),
    ],
)
def test_a_filled_indicator_that_cannot_be_scored_is_told(row: str, actual: str) -> None:
    told = case(f"指标 {row}")
    assert found(told, "actual-scored") == ["actual-scored warning indicator.actual 1"]
    said = sentence(told, "actual-scored")
    assert said.startswith(f"“{row.split()[1]}”实际完成值“{actual}”算不出得分：")
    assert told.scores is not None
    assert told.scores.indicators[0].why.rstrip("。") in said


@pytest.mark.parametrize(
    "row",
    [
        "时效指标 拨付及时 及时 已完成 10",
        "时效指标 拨付及时 及时 情况待核 10 得分 3",
        "时效指标 拨付及时 及时 情况待核 10 得分 十",
        "时效指标 拨付及时 及时 情况待核",
        "时效指标 拨付及时 及时 情况待核 0",
        "时效指标 拨付及时 及时 - 10",
        "时效指标 拨付及时 - 不及时 10",
        "数量指标 救助人次 ≥1200人次 1140人次 10",
        "数量指标 救助人次 ≥1200人次 已完成 10",
        "数量指标 宣传单 2 1万张 10",
        "数量指标 救助人次 ≥1200人次 11..4 10",
    ],
)
def test_indicators_scored_half_filled_or_told_otherwise_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "actual-scored") == []


def test_forms_without_scores_ask_for_none() -> None:
    assert found(case("指标 时效指标 拨付及时 及时 情况待核 10", UNSCORED), "actual-scored") == []


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ("不晚于2021年12月31日 2021年11月20日", []),
        ("12月底前 12月20日", []),
        ("6月底前 7月2日", ["deviation-reason", "actual-scored"]),
        ("12月底前 2022年1月5日", ["text-year"]),
        ("2021年12月底前 2022年1月5日", ["deviation-reason", "actual-scored"]),
    ],
)
def test_a_day_is_met_when_it_is_not_later(values: str, rules: list[str]) -> None:
    told = case(f"指标 时效指标 资金拨付时间 {values} 10")
    asked = ("actual-scored", "deviation-reason", "text-year", "qualitative-pair", "actual-value")
    assert [line.split()[0] for line in found(told, *asked)] == rules


def test_none_of_anything_needs_no_unit() -> None:
    assert found(case("指标 质量指标 重大安全事故 0 0 10"), "target-quantity") == []
    assert found(case("指标 质量指标 重大安全事故 0 2 10"), "target-quantity") == [
        "target-quantity warning indicator.target 1"
    ]


def test_a_frequency_without_its_sign_is_a_value() -> None:
    assert found(case("指标 数量指标 检查频次 每季度≥1次 每季度1次 10"), "actual-value") == []
    assert found(case("指标 数量指标 检查频次 每季度≥1次 已完成 10"), "actual-value") == [
        "actual-value error indicator.actual 1"
    ]
