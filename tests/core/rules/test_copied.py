"""Reasons and goals that say nothing of their own."""

from __future__ import annotations

import msgspec
import pytest

from core.forms.model import RuleChange
from tests.core.cases import FORM, case, fixed, found, sentence

MISSED = "指标 数量指标 救助人次 ≥1200人次 1140人次 10 偏差"


def test_a_row_just_at_its_target_needs_no_reason() -> None:
    table = "指标 数量指标 宣传次数 5次 5次 10 偏差 因工作实际情况调整"
    assert sentence(case(table), "reason-on-met-row") == (
        "“宣传次数”已达到目标，偏差原因分析及改进措施仍写着“因工作实际情况调整”。"
    )
    assert found(fixed(table, "reason-on-met-row"), "reason-on-met-row") == []
    words = "指标 质量指标 管理制度 健全 达成 10 方向 定性 偏差 已修订"
    assert found(case(words), "reason-on-met-row") != []


@pytest.mark.parametrize(
    "row",
    [
        f"{MISSED} 申请较少",
        "指标 数量指标 救助人次 ≥1200人次 2400人次 10 偏差 年中扩大范围",
        "指标 数量指标 宣传次数 5次 5次 10 偏差 无",
        "指标 数量指标 宣传次数 5次 5次 10 得分 8 偏差 一次未留签到表",
        "指标 质量指标 管理制度 健全 部分达成 10 方向 定性 偏差 预案尚未修订",
        "指标 数量指标 宣传次数 5次 - 10 偏差 尚未统计",
    ],
)
def test_reasons_that_explain_something_may_stand(row: str) -> None:
    assert found(case(row), "reason-on-met-row") == []


def test_rows_have_reasons_of_their_own() -> None:
    rows = " | ".join(f"指标 数量指标 救助{n} ≥12次 10次 10 偏差 部分对象重新认定。" for n in "甲乙丙")
    assert sentence(case(rows), "same-reason") == (
        "“救助甲”、“救助乙”、“救助丙” 3 项指标写的是同一个原因“部分对象重新认定。”。"
    )
    two = " | ".join(f"指标 数量指标 救助{n} ≥12次 10次 10 偏差 部分对象重新认定" for n in "甲乙")
    assert found(case(two), "same-reason") == []
    change = msgspec.convert({"rule": "same-reason", "values": {"rows": 2}}, RuleChange)
    assert found(case(two, msgspec.structs.replace(FORM, rules=(change,))), "same-reason") != []


@pytest.mark.parametrize(
    "reason", ["因工作实际情况调整", "由于客观原因造成。", "工作需要", "根据实际情况进行调整", "按实际情况", "无"]
)
def test_a_reason_says_what_happened(reason: str) -> None:
    assert found(case(f"{MISSED} {reason}"), "generic-reason") == ["generic-reason warning indicator.deviation 1"]


@pytest.mark.parametrize(
    "reason", ["因3个镇实际申请减少", "按实际人数支付", "受雨季影响", "工作人员不足", "实际情况见附件二"]
)
def test_a_reason_that_names_a_cause_is_enough(reason: str) -> None:
    assert found(case(f"{MISSED} {reason}"), "generic-reason") == []


def test_the_reason_for_a_low_rate_is_read_too() -> None:
    table = "资金 县区级 全年 150 到位 150 执行 48.44 | 正文 execution_reason 因工作实际情况调整"
    assert found(case(table), "generic-reason") == ["generic-reason warning answer.execution_reason"]


def test_a_reason_shortened_is_the_same_reason() -> None:
    rows = (
        "指标 数量指标 甲 ≥5次 4次 10 偏差 受疫情影响线下活动减少",
        "指标 数量指标 乙 ≥6次 4次 10 偏差 受疫情影响线下活动减少，改到次年",
        "指标 数量指标 丙 ≥7次 4次 10 偏差 受疫情影响线下活动减少",
    )
    assert found(case("\n".join(rows)), "same-reason") == ["same-reason hint indicator.deviation 1"]
    assert found(case("\n".join(rows).replace("减少，改到", "改线上，改到")), "same-reason") == []


def test_a_reason_for_other_points_says_something_too() -> None:
    row = "指标 数量指标 甲 ≥5次 5次 10 得分 8 理由 {}"
    told = case(row.format("因工作实际情况调整"))
    assert found(told, "generic-reason") == ["generic-reason warning indicator.score_reason 1"]
    assert found(case(row.format("县级复核时两次活动没有记录")), "generic-reason") == []


@pytest.mark.parametrize(
    ("actual", "how"),
    [
        ("完成财务软件的运行维护工作,保障软件正常使用", "与目标一字不差"),
        ("已完成财务软件的运行维护工作，保障软件正常使用。", "与目标只差“已”“了”这样的字"),
        ("完成财务软件的运行维护工作，保障软件正常", "是照抄目标的一部分"),
        ("已完成了财务软件运行维护工作，保障了软件正常使用。", "与目标只差“已”“了”这样的字"),
        ("已完成软件的运行维护工作，软件正常使用。", "是照抄目标的一部分"),
    ],
)
def test_what_came_of_a_goal_is_no_copy(actual: str, how: str) -> None:
    told = case(f"目标 完成财务软件的运行维护工作，保障软件正常使用。 {actual}")
    assert sentence(told, "goal-copied") == f"目标完成情况{how}，应写实际完成了什么、完成多少。"


@pytest.mark.parametrize(
    "actual",
    ["全年故障3次，都在当日排除，软件运行正常。", "印发折页。", "完成财务软件维护12次，保障软件正常使用。", "-"],
)
def test_what_came_of_it_in_other_words_is_silent(actual: str) -> None:
    assert found(case(f"目标 完成财务软件的运行维护工作，保障软件正常使用。 {actual}"), "goal-copied") == []
    assert found(case("目标 印发折页5000份。 印发折页5000份。"), "goal-copied") == []


def test_a_reason_that_says_nothing_has_no_place_on_a_row_a_little_above_its_target() -> None:
    row = "指标 数量指标 救助人次 ≥1200人次 1260人次 50 偏差 {}"
    assert found(case(row.format("受疫情影响")), "reason-on-met-row") == [
        "reason-on-met-row warning indicator.deviation 1"
    ]
    assert found(case(row.format("新增低保对象60人")), "reason-on-met-row") == []


def test_arrangements_that_changed_are_no_reason() -> None:
    row = "指标 数量指标 救助人次 ≥1200人次 1100人次 50 偏差 工作安排调整"
    assert found(case(row), "generic-reason") == ["generic-reason warning indicator.deviation 1"]


@pytest.mark.parametrize(
    "reason",
    [
        "受客观因素影响，下一步加强管理",
        "因客观原因未完成年度目标，今后将加大工作力度",
        "受疫情影响未能按期完成",
        "加强项目管理",
    ],
)
def test_a_promise_that_fits_anything_is_no_reason(reason: str) -> None:
    assert found(case(f"{MISSED} {reason}"), "generic-reason") == ["generic-reason warning indicator.deviation 1"]


@pytest.mark.parametrize(
    "reason", ["受疫情影响，两个镇停办两个月", "乡镇申报晚，下一步加强业务培训", "改到次年一月，加快推进"]
)
def test_a_cause_before_a_promise_is_enough(reason: str) -> None:
    assert found(case(f"{MISSED} {reason}"), "generic-reason") == []
