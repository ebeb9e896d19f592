"""Target and actual value as a pair: words to words, one quantity, one magnitude, no copies."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.indicator_model import Column
from core.rules.compared import slip_of
from tests.core.cases import FORM, case, fixed, found, only, sentence

WITH_UNIT_COLUMN = msgspec.structs.replace(
    FORM,
    indicators=msgspec.structs.replace(FORM.indicators, columns=(*FORM.indicators.columns, Column("unit", "单位"))),
)


def test_words_are_answered_by_words() -> None:
    row = "指标 时效指标 拨付时间 及时 100% 10"
    assert found(case(row), "qualitative-pair", "actual-scored") == ["qualitative-pair warning indicator.actual 1"]
    assert sentence(case(row), "qualitative-pair") == (
        "“拨付时间”的年度指标值“及时”是定性的，实际完成值“100%”是数，应写完成情况，如“达成年度指标”。"
    )
    mended = fixed(row, "qualitative-pair", "改为“及时”")
    assert (mended.dossier.indicator[0].actual, found(mended, "qualitative-pair")) == ("及时", [])


def test_less_than_all_of_what_is_said_in_words_has_no_click_and_is_told_once() -> None:
    told = case("指标 时效指标 拨付时间 及时 98% 10")
    assert found(told, "qualitative-pair", "actual-scored") == ["qualitative-pair warning indicator.actual 1"]
    assert only(told, "qualitative-pair").fixes == ()


@pytest.mark.parametrize(
    "row",
    [
        "时效指标 拨付时间 及时 及时 10",
        "时效指标 拨付时间 12月底前 12月25日 10",
        "数量指标 检查次数 每月一次 12次 10",
        "质量指标 合格率 ≥98% 98% 10",
        "质量指标 合格率 及时 - 10",
    ],
)
def test_words_to_words_and_numbers_to_numbers_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "qualitative-pair") == []


def test_a_rate_is_not_met_by_a_number_of_persons() -> None:
    told = case("指标 数量指标 参保率 ≥90% 103.11万人")
    assert found(told, "same-quantity", "same-unit") == ["same-quantity error indicator.actual 1"]
    assert sentence(told, "same-quantity") == (
        "“参保率”年度指标值是比率（90 %），实际完成值是数量（103.11 万人），说的不是同一个量，不能算完成率。"
    )


@pytest.mark.parametrize(
    "row", ["参保率 ≥90% 95%", "支出 ≤5万元 48000元", "人次 ≥5人次 5人", "宣传单 2 1万张", "人次 ≥5人次 已完成"]
)
def test_values_of_one_kind_are_left_to_the_other_checks(row: str) -> None:
    assert found(case(f"指标 数量指标 {row}"), "same-quantity") == []


@given(
    small=st.integers(1, 900),
    times=st.sampled_from(["0.5", "1", "9", "10", "1000", "1999.99", "2000", "10000", "50000", "50000.01"]),
    falls=st.booleans(),
)
def test_two_numbers_are_a_slip_from_a_fifth_to_five_times_ten_thousand_apart(
    small: int, times: str, falls: bool
) -> None:
    large = Decimal(small) * Decimal(times)
    target, actual = (large, small) if falls else (small, large)
    (found_row,) = case(f"指标 数量指标 宣传单 ≥{target}张 {actual}张").values.indicators
    assert slip_of(found_row) == (10_000 if 2000 <= Decimal(times) <= 50_000 else 0)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "成本指标 宣传成本 ≤0.75万元 6752万元",
            "“宣传成本”年度指标值 0.75 万元，实际完成值 6752 万元，相差约 10000 倍，像是元和万元混填。",
        ),
        (
            "数量指标 宣传单 ≥2张 1万张",
            "“宣传单”年度指标值 2 张，实际完成值 1 万张，相差约 10000 倍，像是张和万张混填。",
        ),
    ],
)
def test_a_slip_of_ten_thousand_is_told_and_nothing_that_rests_on_it(row: str, message: str) -> None:
    told = case(f"指标 {row}")
    named = found(told, "value-magnitude", "deviation-reason", "excess-reason", "cost-executed")
    assert named == ["value-magnitude error indicator.actual 1"]
    assert sentence(told, "value-magnitude") == message


def test_a_rate_written_as_a_share_is_told() -> None:
    told = case("指标 服务对象满意度指标 满意度 ≥90 0.95 - 单位 %", WITH_UNIT_COLUMN)
    assert found(told, "value-magnitude", "deviation-reason") == ["value-magnitude error indicator.actual 1"]
    row = "指标 服务对象满意度指标 满意度 ≥90 0.95 - 单位 %"
    assert fixed(row, "value-magnitude", form=WITH_UNIT_COLUMN).dossier.indicator[0].actual == "95%"


@pytest.mark.parametrize(
    ("row", "label", "target", "actual"),
    [
        ("成本指标 成本 ≤0.75万元 6752万元", "实际改为 6752 元", "≤0.75万元", "6752元"),
        ("成本指标 成本 ≤0.75万元 6752万元", "目标改为 7500 万元", "≤7500万元", "6752万元"),
        ("成本指标 成本 ≤7500万元 6752元", "实际改为 6752 万元", "≤7500万元", "6752万元"),
        ("成本指标 成本 ≤7500万元 6752元", "目标改为 7500 元", "≤7500元", "6752元"),
        ("数量指标 宣传单 ≥2张 1万张", "实际改为 1 张", "≥2张", "1张"),
        ("数量指标 宣传单 ≥2张 1万张", "目标改为 2 万张", "≥2万张", "1万张"),
        ("数量指标 宣传单 ≥2万张 1张", "实际改为 1 万张", "≥2万张", "1万张"),
    ],
)
def test_either_value_is_brought_to_the_magnitude_of_the_other(row: str, label: str, target: str, actual: str) -> None:
    mended = fixed(f"指标 {row}", "value-magnitude", label)
    assert (mended.dossier.indicator[0].target, mended.dossier.indicator[0].actual) == (target, actual)
    assert found(mended, "value-magnitude") == []


@pytest.mark.parametrize(
    "row",
    [
        "成本指标 成本 ≤8万元 2.2万元",
        "数量指标 救助人次 ≥50000人次 110406人次",
        "数量指标 救助人次 ≥50000人次 0人次",
        "质量指标 差错率 ≤0.1% 0.05%",
        "质量指标 合格率 ≥95% 0.9%",
        "数量指标 救助人次 ≥1 9000",
    ],
)
def test_values_far_apart_but_likely_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "value-magnitude") == []


COPIED = """指标 数量指标 甲 ≥8000人 8000人 | 指标 数量指标 乙 ≥5000人次 5000人次 | 指标 质量指标 丙 ≥95% 95%
指标 社会效益指标 丁 ≥300万元 300万元 | 指标 服务对象满意度指标 戊 ≥90% {} | 指标 时效指标 己 =100% 100%"""


def test_a_column_of_copies_is_hinted_at() -> None:
    told = case(COPIED.format("90%"))
    assert found(told, "actual-copied") == ["actual-copied hint indicator.actual 1"]
    assert sentence(told, "actual-copied") == (
        "5 个定量指标的实际完成值与年度指标值都一字不差，像是照抄，请核对是否实际完成的数。"
    )


def test_one_other_value_or_too_few_rows_show_that_nothing_was_copied() -> None:
    assert found(case(COPIED.format("91%")), "actual-copied") == []
    assert found(case("指标 数量指标 甲 ≥8000人 8000人"), "actual-copied") == []


def test_a_share_of_the_whole_is_never_above_it() -> None:
    table = "指标 服务对象满意度指标 群众满意度 ≥90% 935% 10"
    assert sentence(case(table), "share-above-whole") == (
        "“群众满意度”的实际完成值是 935 %，不会超过 100 %，多 835 个百分点。"
    )
    assert found(case(table), "excess-reason") == []
    assert fixed(table, "share-above-whole").dossier.indicator[0].actual == "93.5%"
    assert found(case("指标 社会效益指标 政策覆盖率 ≥105% 100% 30"), "share-above-whole", "deviation-reason") == [
        "share-above-whole error indicator.target 1"
    ]


@pytest.mark.parametrize("row", ["任务完成率 ≥100% 102%", "参保人数增长率 ≥20% 125%", "群众满意度 ≥90% 100%"])
def test_what_may_exceed_the_whole_is_left_alone(row: str) -> None:
    assert found(case(f"指标 社会效益指标 {row} 30"), "share-above-whole") == []
