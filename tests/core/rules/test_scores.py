"""Scores, total and grade as typed, against those the form's parameters give."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.indicator_model import Cap, Scoring
from core.forms.model import RuleChange
from tests.core.cases import FORM, case, fixed, found, only, sentence

OFFICE = """资金 县区级 年初 8 全年 8 到位 8 执行 7.58
指标 数量指标 宣传次数 5次 5次 12.5
指标 数量指标 宣传单 2万张 1万张 12.5 偏差 印刷推迟
指标 质量指标 达标率 98% 98% 12.5
指标 时效指标 及时性 及时 已完成 12.5
指标 社会效益指标 知晓率 ≥90% 95% 15
指标 可持续影响指标 管理机制 健全 达成 15
指标 服务对象满意度指标 群众满意度 95% 95% 10"""


def test_the_scores_of_a_real_report() -> None:
    told = case(OFFICE)
    assert told.scores is not None
    assert [str(score.points) for score in told.scores.indicators] == [
        "12.50",
        "6.25",
        "12.50",
        "12.50",
        "15.00",
        "15.00",
        "10.00",
    ]
    assert (str(told.scores.execution.points), str(told.scores.total), told.scores.grade) == ("9.48", "93.23", "优")


@pytest.mark.parametrize(("decimals", "points", "total"), [(0, "9.50", "93.25"), (1, "9.48", "93.23")])
def test_the_same_report_under_a_form_that_rounds_the_rate_before_it_scores(
    decimals: int, points: str, total: str
) -> None:
    form = msgspec.structs.replace(FORM, scoring=Scoring(execution_decimals=decimals))
    told = case(f"{OFFICE} | 改写 总额 执行率得分 {points}", form)
    assert told.scores is not None
    assert (str(told.scores.execution.points), str(told.scores.total)) == (points, total)
    assert found(told, "score-from-rounded-rate", "score-formula") == []


def test_a_score_from_the_unrounded_rate_is_no_match_where_the_form_rounds_it() -> None:
    form = msgspec.structs.replace(FORM, scoring=Scoring(execution_decimals=0))
    told = case(f"{OFFICE} | 改写 总额 执行率得分 9.48", form)
    assert sentence(told, "score-formula") == "执行率得分 9.48 分，按公式应为 9.5 分，少 0.02 分。"


def test_a_score_from_a_rounded_rate_is_told_with_its_cause() -> None:
    told = case(f"{OFFICE} | 改写 总额 执行率得分 9.5")
    assert found(told, "score-from-rounded-rate", "score-formula") == [
        "score-from-rounded-rate warning answer.typed.total.execution_score"
    ]
    assert sentence(told, "score-from-rounded-rate") == (
        "执行率得分 9.5 分是按取整后的 95 % 算的，按 94.75 % 算应为 9.48 分，多 0.02 分。"
    )
    assert (
        found(fixed(f"{OFFICE} | 改写 总额 执行率得分 9.5", "score-from-rounded-rate"), "score-from-rounded-rate") == []
    )


def test_the_typed_score_counts_in_the_total_so_one_mistake_is_one_finding() -> None:
    told = case(f"{OFFICE} | 改写 总额 执行率得分 9.5 | 改写 得分 总分 93.25")
    assert found(told, "score-from-rounded-rate", "score-total", "score-formula") == [
        "score-from-rounded-rate warning answer.typed.total.execution_score"
    ]


def test_an_indicator_scored_from_a_rounded_rate_is_told() -> None:
    told = case("指标 数量指标 救助人次 ≥1200人次 1137人次 10 得分 9.5 偏差 有")
    assert sentence(told, "score-from-rounded-rate") == (
        "“救助人次”的得分 9.5 分是按取整后的 95 % 算的，按 94.75 % 算应为 9.48 分，多 0.02 分。"
    )


@pytest.mark.parametrize(
    "table",
    [
        f"{OFFICE} | 改写 总额 执行率得分 9.48",
        OFFICE,
        "改写 总额 执行率得分 9.5",
        "资金 县区级 全年 8 执行 7..5 | 改写 总额 执行率得分 9.5",
    ],
)
def test_scores_of_the_execution_rate_are_silent_when_right_and_while_amounts_are_missing(table: str) -> None:
    assert found(case(table), "score-from-rounded-rate", "score-formula") == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("救助人次 ≥8755人次 8676人次 15 得分 13", "“救助人次”的得分 13 分，按公式应为 14.86 分，少 1.86 分。"),
        ("合格率 95% 95% 30 得分 27", "“合格率”的得分 27 分，按公式应为 30 分，少 3 分。"),
    ],
)
def test_a_score_the_formula_does_not_give_is_an_error(row: str, message: str) -> None:
    told = case(f"指标 数量指标 {row}")
    assert found(told, "score-formula") == ["score-formula error indicator.score 1"]
    assert sentence(told, "score-formula") == message
    assert only(told, "score-formula").answerable
    assert found(fixed(f"指标 数量指标 {row}", "score-formula", "按公式重算"), "score-formula") == []


@pytest.mark.parametrize(
    "row",
    [
        "数量指标 救助人次 ≥8755人次 8676人次 15 得分 14.86",
        "数量指标 救助人次 ≥8755人次 8676人次 15 得分 13 理由 县级复核扣分",
        "数量指标 救助人次 ≥8755人次 - 15 得分 13",
        "数量指标 救助人次 ≥8755人次 已完成 15 得分 13",
        "数量指标 救助人次 ≥8755人次 8676人次 - 得分 13",
        "可持续影响指标 长效机制 健全 达成 15 得分 13",
    ],
)
def test_scores_right_reasoned_chosen_or_not_yet_computable_are_silent(row: str) -> None:
    assert found(case(f"指标 {row}"), "score-formula", "score-from-rounded-rate") == []


def test_a_score_above_its_weight_is_an_error_and_the_only_one() -> None:
    row = "指标 数量指标 救助人次 ≥8755人次 8676人次 15 得分 16"
    assert found(case(row), "score-within-weight", "score-formula") == ["score-within-weight error indicator.score 1"]
    assert sentence(case(row), "score-within-weight") == "“救助人次”的得分 16 分，超过分值 15 分，多 1 分。"
    assert found(fixed(row, "score-within-weight", "按公式重算"), "score-within-weight") == []


def test_a_chosen_score_above_its_weight_is_brought_down_to_it() -> None:
    row = "指标 可持续影响指标 长效机制 健全 达成 15 得分 16"
    assert fixed(row, "score-within-weight", "改为 15 分").dossier.indicator[0].score == "15"


def test_scores_below_nothing_and_of_the_execution_rate_have_limits_too() -> None:
    assert sentence(case("指标 数量指标 救助人次 - - 15 得分 -1"), "score-within-weight") == (
        "“救助人次”的得分 -1 分，低于 0 分，少 1 分。"
    )
    assert found(case("改写 总额 执行率得分 10.5"), "score-within-weight") == [
        "score-within-weight error answer.typed.total.execution_score"
    ]


@pytest.mark.parametrize("row", ["救助人次 - - 15 得分 15", "救助人次 - - - 得分 15", "救助人次 - - 15 得分 十"])
def test_scores_within_their_weight_or_without_one_are_silent(row: str) -> None:
    assert found(case(f"指标 数量指标 {row}"), "score-within-weight") == []


def test_the_total_is_the_sum_of_its_scores() -> None:
    told = case(f"{OFFICE} | 改写 得分 总分 93.25")
    assert found(told, "score-total") == ["score-total error answer.typed.score.total"]
    assert sentence(told, "score-total") == "总分 93.25 分，各项得分之和 93.23 分，多 0.02 分。"
    assert found(fixed(f"{OFFICE} | 改写 得分 总分 93.25", "score-total"), "score-total") == []


def test_a_total_typed_right_or_before_all_scores_are_known_is_silent() -> None:
    assert found(case(f"{OFFICE} | 改写 得分 总分 93.23"), "score-total") == []
    assert found(case("指标 数量指标 救助人次 ≥5人次 - 50 | 改写 得分 总分 94"), "score-total") == []
    assert found(case(f"{OFFICE} | 改写 得分 总分 九十"), "score-total") == []


def test_the_grade_fits_the_total() -> None:
    told = case(f"{OFFICE} | 改写 得分 等级 良")
    assert found(told, "grade") == ["grade error answer.typed.score.grade"]
    assert sentence(told, "grade") == "等级填的是“良”，总分 93.23 分应为“优”。"
    assert found(fixed(f"{OFFICE} | 改写 得分 等级 良", "grade", "改为“优”"), "grade") == []


@pytest.mark.parametrize(
    ("total", "grade"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差")]
)
def test_the_lower_bound_of_a_grade_is_included(total: str, grade: str) -> None:
    assert found(case(f"改写 得分 总分 {total} | 改写 得分 等级 {grade}"), "grade") == []


def test_a_grade_before_there_is_a_total_waits() -> None:
    assert found(case("改写 得分 等级 优"), "grade") == []


@pytest.mark.parametrize(
    ("actual", "typed", "message", "mended"),
    [
        (
            "部分达成",
            "14",
            "“长效机制”完成情况是“部分达成并具有一定效果”，得分应在 9 分到 11.99 分之间，填的是 14 分，多 2.01 分。",
            "11.99",
        ),
        (
            "达成",
            "9",
            "“长效机制”完成情况是“达成年度指标”，得分应在 12 分到 15 分之间，填的是 9 分，少 3 分。",
            "12",
        ),
    ],
)
def test_a_chosen_score_lies_in_the_band_its_words_name(actual: str, typed: str, message: str, mended: str) -> None:
    row = f"指标 可持续影响指标 长效机制 健全 {actual} 15 偏差 有 得分 {typed}"
    assert found(case(row), "score-within-band") == ["score-within-band error indicator.score 1"]
    assert sentence(case(row), "score-within-band") == message
    assert fixed(row, "score-within-band").dossier.indicator[0].score == mended


@pytest.mark.parametrize(
    "row",
    [
        "健全 部分达成 15 得分 9",
        "健全 达成 15 得分 12.5",
        "健全 部分达成 15 得分 14 理由 县级复核",
        "健全 运行平稳 15 得分 1",
        "健全 达成 15 得分 16",
        "健全 达成 15",
        "≥5次 4次 15 得分 1",
    ],
)
def test_chosen_scores_in_their_band_or_with_a_reason_are_silent(row: str) -> None:
    assert found(case(f"指标 可持续影响指标 长效机制 {row}"), "score-within-band") == []


def test_a_total_beyond_what_the_execution_rate_allows_is_told() -> None:
    form = msgspec.structs.replace(FORM, scoring=Scoring(caps=(Cap(Decimal(100), Decimal(89)),)))
    told = case(f"{OFFICE} | 改写 得分 总分 93.23", form)
    assert sentence(told, "score-total") == (
        "总分 93.23 分，各项得分之和 93.23 分，执行率 94.75 %，低于 100 %，总分最高 89 分，多 4.23 分。"
    )
    assert found(case(f"{OFFICE} | 改写 得分 总分 89 | 改写 得分 等级 良", form), "score-total", "grade") == []


def test_an_office_may_let_a_tenth_of_a_point_pass() -> None:
    form = msgspec.structs.replace(FORM, rules=(RuleChange("score-total", values={"tolerance": Decimal("0.1")}),))
    assert found(case(f"{OFFICE} | 改写 得分 总分 93.3", form), "score-total") == []
    assert found(case(f"{OFFICE} | 改写 得分 总分 93.4", form), "score-total") != []
