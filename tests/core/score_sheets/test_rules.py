"""What each kind of rule of a score sheet gives, which points can be, and what nobody can read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.sheet_model import SheetClause, SheetRule, SheetStep
from core.score_sheets.rules import Task, allowed, gain, hint, possible

STEPS = SheetRule(
    "steps", "变动个数", unit="个", steps=(SheetStep(Decimal(1), Decimal(4)), SheetStep(Decimal(3), Decimal(1)))
)
LATE = SheetRule("each", "晚报天数", unit="个工作日", points=Decimal("0.5"), every=Decimal(5))
BEGUN = SheetRule("each", "晚报天数", unit="天", points=Decimal("0.5"), every=Decimal(5), begun=True, free=Decimal(2))
CASES = SheetRule("each", "次数", unit="次", points=Decimal("0.5"))
CLAUSES = SheetRule(
    "clauses",
    "扣分条目",
    clauses=(
        SheetClause("少一个单位", Decimal(1), each=True),
        SheetClause("没有及时录入", Decimal("0.5"), each=True),
        SheetClause("没有专人", Decimal(1)),
    ),
)
RATIO = SheetRule("ratio", "实际还本付息金额", "应付金额", "万元", no_base="full")
REST = SheetRule("ratio", "调整资金", "预算资金", "万元", reverse=True, no_base="none")
BARE = SheetRule("ratio", "已整改", "应整改")
RANGE = SheetRule("range", "部门支付进度", "平均支付进度", low=Decimal(90), high=Decimal(110))
GRADED = SheetRule("range", "部门支付进度", "平均支付进度", low=Decimal(90), high=Decimal(110), outside="share")
OPEN = SheetRule("range", "部门支付进度", "平均支付进度", low=Decimal(90), high=Decimal(110), outside="judged")
MOST = SheetRule("at_most", "实际员工", "编制数", "人")
LEAST = SheetRule("at_least", "已评价", "项目总数", "个", limit=Decimal(50), strict=True)
PERCENT = SheetRule("at_most", "增长率", limit=Decimal(5))
WHOLE = SheetRule("whole", "有方案")
JUDGED = SheetRule("judged", "特性指标个数", unit="个", fewest=Decimal(3))
ALL = (
    STEPS, LATE, BEGUN, CASES, CLAUSES, RATIO, REST, BARE, RANGE, GRADED, OPEN, MOST, LEAST, PERCENT, WHOLE, JUDGED,
)  # fmt: skip


def task(rule: SheetRule, most: str = "2") -> Task:
    return Task(rule, Decimal(most), 2)


@pytest.mark.parametrize(
    ("rule", "most", "value", "base", "points", "why"),
    [
        (STEPS, "4", "1", "", "4", "1 个，不超过 1 个，得 4 分。"),
        (STEPS, "4", "2个", "", "1", "2 个，不超过 3 个，得 1 分。"),
        (STEPS, "4", "４", "", "0", "4 个，超过 3 个，不得分。"),
        (LATE, "2", "4", "", "2", "4 个工作日，不满 5 个工作日，不扣分，得 2 分。"),
        (LATE, "2", "12", "", "1", "2 − 0.5 × 2 次 = 1，12 个工作日，每 5 个工作日一次，不满不算。"),
        (BEGUN, "2", "9", "", "1", "2 − 0.5 × 2 次 = 1，7 天，每 5 天一次，不满也算一次，2 天以内不扣。"),
        (BEGUN, "2", "2", "", "2", "2 天，不扣分，得 2 分。"),
        (CASES, "2", "3次", "", "0.5", "2 − 0.5 × 3 次 = 0.5。"),
        (CASES, "2", "0", "", "2", "0 次，不扣分，得 2 分。"),
        (CASES, "2", "无", "", "2", "0 次，不扣分，得 2 分。"),
        (CASES, "2", "7", "", "0", "2 − 0.5 × 7 次 = -1.5，扣完为止，得 0 分。"),
        (CLAUSES, "2", "无", "", "2", "没有扣分，得 2 分。"),
        (CLAUSES, "2", "②×2、③", "", "0", "2 − 0.5 × 2（②） − 1（③） = 0。"),
        (CLAUSES, "2", "②③", "", "0.5", "2 − 0.5（②） − 1（③） = 0.5。"),
        (CLAUSES, "2", "① x 3 次", "", "0", "2 − 1 × 3（①） = -1，扣完为止，得 0 分。"),
        (RATIO, "2", "12", "120000元", "2", "12 ÷ 120000元 × 2 = 2。"),
        (RATIO, "2", "10万元", "30万元", "0.67", "10万元 ÷ 30万元 × 2 = 0.67。"),
        (RATIO, "2", "40", "30", "2", "40 ÷ 30 × 2 = 2.67，最高 2 分。"),
        (RATIO, "2", "0", "0", "2", "应付金额是 0，没有可扣的，得 2 分。"),
        (REST, "2", "3", "100", "1.94", "（1 − 3 ÷ 100）× 2 = 1.94。"),
        (REST, "2", "120", "100", "0", "（1 − 120 ÷ 100）× 2 = -0.4，得 0 分。"),
        (REST, "2", "0", "0", "0", "预算资金是 0，不得分。"),
        (BARE, "4", "3", "0", None, "应整改是 0，算不出比例，由评分人评定。"),
        (BARE, "4", "3", "4个", "3", "3 ÷ 4个 × 4 = 3。"),
        (RANGE, "5", "76%", "80%", "5", "76% ÷ 80% = 95.00 %，在 90 % 到 110 % 之间，得 5 分。"),
        (RANGE, "5", "60%", "80%", "0", "60% ÷ 80% = 75.00 %，不合“在 90 % 到 110 % 之间”，不得分。"),
        (GRADED, "5", "54%", "80%", "3.75",
         "54% ÷ 80% = 67.50 %，不合“在 90 % 到 110 % 之间”，按偏离的比例给分：5 × 75.00 % = 3.75。"),
        (OPEN, "5", "60%", "80%", None, "60% ÷ 80% = 75.00 %，不合“在 90 % 到 110 % 之间”，由评分人评定。"),
        (MOST, "3", "40", "40人", "3", "40 ÷ 40人 = 100.00 %，不超过 100 %，得 3 分。"),
        (MOST, "3", "41", "40", "0", "41 ÷ 40 = 102.50 %，不合“不超过 100 %”，不得分。"),
        (LEAST, "2", "5", "10", "0", "5 ÷ 10 = 50.00 %，不合“大于 50 %”，不得分。"),
        (LEAST, "2", "6", "10", "2", "6 ÷ 10 = 60.00 %，大于 50 %，得 2 分。"),
        (PERCENT, "3", "4.5", "", "3", "4.50 %，不超过 5 %，得 3 分。"),
        (WHOLE, "5", "是", "", "5", "是，得 5 分。"),
        (WHOLE, "5", "否", "", "0", "否，不得分。"),
        (JUDGED, "20", "4", "", None, "由评分人评定，0 到 20 之间。"),
        (STEPS, "4", "", "", None, "填了“变动个数”才能算。"),
        (RATIO, "2", "12", "", None, "填了“实际还本付息金额”和“应付金额”才能算。"),
    ],
)  # fmt: skip
def test_each_kind_gives_its_points_and_says_how(
    rule: SheetRule, most: str, value: str, base: str, points: str | None, why: str
) -> None:
    found = gain(task(rule, most), value, base)
    assert (found.points, found.why) == (None if points is None else Decimal(points), why)
    assert found.faults == ()


@pytest.mark.parametrize(
    ("rule", "value", "base", "field", "why"),
    [
        (STEPS, "两个", "", "value", "“两个”不是数，请填数。"),
        (STEPS, "≥2", "", "value", "“≥2”不是数，请填数。"),
        (STEPS, "2次", "", "value", "“2次”的单位应当是个。"),
        (CASES, "1.5", "", "value", "“1.5”不是从 0 起的整数。"),
        (CASES, "-1", "", "value", "“-1”不是从 0 起的整数。"),
        (CASES, "1..5", "", "value", "“1..5”有两个小数点。"),
        (CLAUSES, "④", "", "value", "没有 ④ 这一条，只有 ①②③。"),
        (CLAUSES, "③×2", "", "value", "③ 只扣一次，不能写 2 次。"),
        (CLAUSES, "①×1001", "", "value", "① 写了 1001 次，请核对。"),
        (CLAUSES, "13", "", "value", "“13”读不懂，请填 ①②（几次写 ①×2），没有填 无。"),
        (RATIO, "很多", "30", "value", "“很多”不是数，请填数。"),
        (RATIO, "-3", "30", "value", "“-3”小于 0，请核对。"),
        (BARE, "3个", "4次", "base", "“3个”和“4次”的单位不同，不能相除。"),
        (PERCENT, "5人", "", "value", "“5人”的单位应当是%。"),
        (WHOLE, "大概", "", "value", "“大概”读不懂，请填 是 或 否。"),
        (JUDGED, "若干", "", "value", "“若干”不是数，请填数。"),
    ],
)
def test_what_cannot_be_read_gives_nothing_and_says_why(
    rule: SheetRule, value: str, base: str, field: str, why: str
) -> None:
    found = gain(task(rule), value, base)
    assert found.points is None
    assert [(name, unreadable.why) for name, unreadable in found.faults] == [(field, why)]


@pytest.mark.parametrize(
    ("rule", "most", "words"),
    [
        (STEPS, "4", "4、1、0"),
        (CASES, "2", "2、1.5、1、0.5、0"),
        (SheetRule("each", "次数", points=Decimal("0.3")), "1", "1、0.7、0.4、0.1、0"),
        (SheetRule("each", "次数", points=Decimal("0.5")), "10", "0 到 10 之间，每档相差 0.5"),
        (SheetRule("each", "次数", points=Decimal("0.7")), "10", "0 到 10 之间，按扣分标准"),
        (CLAUSES, "2", "2、1.5、1、0.5、0"),
        (SheetRule("clauses", clauses=(SheetClause("甲", Decimal("1.5")), SheetClause("乙", Decimal(1)))), "4",
         "4、3、2.5、1.5"),
        (RANGE, "5", "5、0"),
        (OPEN, "5", "0 到 5 之间"),
        (WHOLE, "3", "3、0"),
        (RATIO, "2", "0 到 2 之间"),
        (JUDGED, "20", "0 到 20 之间"),
    ],
)  # fmt: skip
def test_the_points_that_can_be_are_told(rule: SheetRule, most: str, words: str) -> None:
    assert allowed(task(rule, most)) == words


def test_the_clerk_is_told_what_to_type() -> None:
    assert [hint(rule) for rule in (STEPS, CLAUSES, RATIO, PERCENT, WHOLE, JUDGED, SheetRule("judged"))] == [
        "填整数，单位是个，没有填 0",
        (
            "填 ①②（几次写 ①×2），没有填 无。①少一个单位 扣 1 分（每次），②没有及时录入 扣 0.5 分（每次），"
            "③没有专人 扣 1 分"
        ),
        "填两个数，单位相同，不写单位就是万元",
        "填百分数，例：95%",
        "填 是 或 否",
        "填整数，单位是个，没有填 0",
        "",
    ]


TYPED = st.text(max_size=6) | st.sampled_from(
    [
        "",
        "0",
        "1",
        "3个",
        "-2",
        "99999999",
        "1..5",
        "NaN",
        "1e3",
        "①",
        "①②③",
        "②×9",
        "是",
        "无",
        "72%",
        "12万元",
        "½",
        "×",
    ]
)


@given(st.sampled_from(ALL), st.sampled_from(["1", "2", "4.5", "20"]), TYPED, TYPED)
def test_whatever_is_typed_points_lie_within_what_the_rule_can_give(
    rule: SheetRule, most: str, value: str, base: str
) -> None:
    told = task(rule, most)
    found = gain(told, value, base)
    assert found.why.endswith("。")
    if found.points is not None:
        assert 0 <= found.points <= told.most
        assert not possible(told) or found.points in possible(told)
