"""Where a figure departs from what was planned, a reason is written."""

from __future__ import annotations

import pytest

from tests.core.cases import UNSCORED, case, found, only, sentence


def test_a_changed_budget_asks_for_a_reason() -> None:
    told = case("资金 县区级 年初 150 全年 120")
    assert found(told, "adjustment-reason") == ["adjustment-reason warning answer.adjustment_reason"]
    assert sentence(told, "adjustment-reason") == (
        "全年预算数 120.00 万元，年初预算数 150.00 万元，少 30.00 万元，未写调整原因。"
    )


def test_a_budget_changed_by_an_adjustment_asks_too() -> None:
    assert found(case("资金 县区级 年初 150 调整 -30"), "adjustment-reason") != []


@pytest.mark.parametrize(
    "table",
    [
        "资金 县区级 年初 150 全年 150",
        "资金 县区级 年初 150 全年 120 | 正文 adjustment_reason 年中压减一般性支出。",
        "资金 县区级 年初 150",
        "资金 县区级 年初 150 全年 1..2",
        "",
    ],
)
def test_no_reason_for_a_budget_that_stands_is_explained_or_unknown(table: str) -> None:
    assert found(case(table), "adjustment-reason") == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "数量指标 资助参保人数 ≥160000人 153428人 10",
            "“资助参保人数”实际完成值 153428 人，未达到目标 160000 人，少 6572 人，未写偏差原因。",
        ),
        (
            "成本指标 人均成本 ≤32元/人 35元/人 10",
            "“人均成本”实际完成值 35 元/人，超过目标 32 元/人，多 3 元/人，未写偏差原因。",
        ),
        (
            "质量指标 合格率 100% 98.5% 10",
            "“合格率”实际完成值 98.5 %，未达到目标 100 %，少 1.5 个百分点，未写偏差原因。",
        ),
        (
            "成本指标 项目成本 ≤20万元 25万元 10",
            "“项目成本”实际完成值 25 万元，超过目标 20 万元，多 5 万元，未写偏差原因。",
        ),
        (
            "数量指标 宣传单 ≥1万张 9500张 10",
            "“宣传单”实际完成值 9500 张，未达到目标 1 万张，少 0.05 万张，未写偏差原因。",
        ),
        (
            "成本指标 项目成本 ≤20 250000元 10 单位 万元",
            "“项目成本”实际完成值 250000 元，超过目标 20 万元，多 5 万元，未写偏差原因。",
        ),
        (
            "数量指标 宣传单 2万 1.5万 10 单位 张",
            "“宣传单”实际完成值 1.5 万张，未达到目标 2 万张，少 0.5 万张，未写偏差原因。",
        ),
        (
            "可持续影响指标 长效机制 健全 部分达成 10",
            "“长效机制”实际完成值“部分达成”，没有完全达到目标，未写偏差原因。",
        ),
    ],
)
def test_a_missed_target_asks_for_a_reason(row: str, message: str) -> None:
    told = case(f"指标 {row}")
    assert found(told, "deviation-reason") == ["deviation-reason error indicator.deviation 1"]
    assert sentence(told, "deviation-reason") == message
    assert not only(told, "deviation-reason").answerable


@pytest.mark.parametrize(
    "row",
    [
        "数量指标 资助参保人数 ≥160000人 153428人 10 偏差 部分人员转为职工参保",
        "数量指标 资助参保人数 ≥160000人 16万人 10",
        "成本指标 人均成本 ≤32元/人 30元/人 10",
        "数量指标 资助参保人数 ≥160000人 - 10",
        "数量指标 资助参保人数 - 153428人 10",
        "数量指标 宣传资料 2 1万张 10",
        "可持续影响指标 长效机制 健全 达成 10",
        "可持续影响指标 长效机制 健全 运行平稳 10",
        "数量指标 资助参保人数 ≥160000人 12..5人 10",
    ],
)
def test_no_reason_for_a_target_met_explained_or_not_comparable(row: str) -> None:
    assert found(case(f"指标 {row}"), "deviation-reason") == []


def test_a_form_without_the_column_takes_a_written_reason() -> None:
    told = case("指标 数量指标 资助参保人数 ≥160000人 153428人", UNSCORED)
    assert found(told, "deviation-reason") == ["deviation-reason error indicator.actual 1"]
    assert only(told, "deviation-reason").answerable
