"""Results far above the target, costs beside the fund grid, scores beside the execution rate."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.model import RuleChange
from tests.core.cases import FORM, UNDIVIDED, UNSCORED, case, found, only, sentence


def with_value(rule: str, **values: int) -> msgspec.Struct:
    change = RuleChange(rule, values={key: Decimal(value) for key, value in values.items()})
    return msgspec.structs.replace(FORM, rules=(change,))


def test_a_result_far_above_its_target_has_a_reason() -> None:
    told = case("指标 数量指标 救助人次 ≥50000人次 110406人次")
    assert found(told, "excess-reason", "deviation-reason") == ["excess-reason warning indicator.deviation 1"]
    assert sentence(told, "excess-reason") == (
        "“救助人次”实际完成值 110406 人次，是目标 50000 人次的 220.81 %，超出较多，未写原因。"
    )


def test_a_target_of_nothing_is_exceeded_from_thirty_on() -> None:
    told = case("指标 数量指标 群众来信 ≥0件 35件")
    assert sentence(told, "excess-reason") == "“群众来信”实际完成值 35 件，而目标是 0，超出较多，未写原因。"
    assert found(case("指标 数量指标 群众来信 ≥0件 29件"), "excess-reason") == []


@pytest.mark.parametrize(
    "row",
    [
        "数量指标 救助人次 ≥50000人次 64999人次",
        "数量指标 救助人次 ≥50000人次 110406人次 - 偏差 集中救助",
        "成本指标 成本 ≤5万元 8万元",
        "数量指标 救助人次 ≥50000人次",
        "社会效益指标 知晓 健全 达成",
        "数量指标 救助人次 ≥5人次 50人",
    ],
)
def test_results_near_the_target_explained_or_of_another_kind_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "excess-reason") == []


def test_another_limit_and_a_form_without_the_column() -> None:
    row = "指标 数量指标 救助人次 ≥100人次 125人次"
    assert found(case(row, with_value("excess-reason", ratio=120)), "excess-reason") != []
    told = only(case("指标 数量指标 救助人次 ≥100人次 135人次", UNSCORED), "excess-reason")
    assert (told.places[0].field, told.answerable) == ("actual", True)


FUNDS = "资金 县区级 全年 86.78 到位 86.78 执行 86.775"


def test_the_cost_of_the_whole_project_is_what_was_executed() -> None:
    told = case(f"{FUNDS} | 指标 成本指标 县级支出 ≤86.78万元 86.7万元")
    assert found(told, "cost-executed") == ["cost-executed warning indicator.actual 1"]
    assert sentence(told, "cost-executed") == (
        "“县级支出”实际完成值 86.7 万元，资金表的全年执行数是 86.78 万元，少 0.08 万元。"
    )


def test_a_cost_near_what_was_executed_is_taken_for_it() -> None:
    told = case(f"{FUNDS} | 指标 成本指标 县级支出 ≤90万元 86.5万元")
    assert found(told, "cost-executed") == ["cost-executed warning indicator.actual 1"]


@pytest.mark.parametrize(
    "rows",
    [
        "指标 成本指标 县级支出 ≤86.78万元 86.78万元",
        "指标 成本指标 县级支出 ≤86.78万元 867750元",
        "指标 成本指标 县级支出 ≤86.78万元 86.8万元",
        "指标 成本指标 人均成本 ≤97.5元/人 97.5元/人",
        "指标 成本指标 印制费 ≤9.5万元 9.1万元",
        "指标 成本指标 印制费 ≤50万元 1万元 | 指标 成本指标 工作补助 ≤86万元 85.775万元",
        "指标 数量指标 补助金额 ≤86.78万元 86.7万元",
        "指标 成本指标 县级支出 ≤86.78万元",
    ],
)
def test_costs_that_agree_or_are_of_a_part_are_silent(rows: str) -> None:
    assert found(case(f"{FUNDS} | {rows}"), "cost-executed") == []


HIGH = "资金 县区级 全年 80000元 执行 22000元 | 指标 数量指标 人数 =6人 6人 90"
LOWER = msgspec.structs.replace(UNDIVIDED, rules=(RuleChange("execution-reason", values={"below": Decimal(20)}),))


def test_a_high_score_beside_a_low_execution_rate_is_told_with_the_missing_reason() -> None:
    told = case(HIGH)
    assert found(told, "score-above-execution", "execution-reason") == [
        "execution-reason warning answer.execution_reason"
    ]
    assert sentence(told, "execution-reason") == (
        "预算执行率 27.50 %，低于 90 %，未写原因；得分率却高出 65.25 个百分点。"
    )


def test_where_no_reason_is_asked_for_it_is_hinted_at() -> None:
    told = case(HIGH, LOWER)
    assert found(told, "score-above-execution", "execution-reason") == [
        "score-above-execution hint answer.typed.score.total"
    ]
    assert sentence(told, "score-above-execution") == (
        "总分 92.75 分，预算执行率 27.50 %，得分率高出 65.25 个百分点，"
        "请核对目标是否定低、预算是否多报，并写明未执行完的原因。"
    )


def test_a_reason_speaks_for_the_score_too() -> None:
    assert found(case(f"{HIGH} | 正文 execution_reason 人员减少。", LOWER), "score-above-execution") == []
    changes = (*LOWER.rules, RuleChange("score-above-execution", values={"ahead": Decimal(70)}))
    assert found(case(HIGH, msgspec.structs.replace(FORM, rules=changes)), "score-above-execution") == []
    assert found(case("资金 县区级 全年 8 执行 2", LOWER), "score-above-execution") == []
