"""Points, grade, growth and shares in running text."""

from __future__ import annotations

import pytest

from core.rules.finding import Case
from tests.core.cases import found, sentence
from tests.core.rules.prose_cases import mended, telling

WHOLE = """资金 县区级 年初 150 全年 150 到位 150 执行 145.2
指标 数量指标 救助人次 ≥1200人次 1260人次 50
指标 社会效益指标 救助覆盖率 ≥95% 99% 30
指标 服务对象满意度指标 救助对象满意度 ≥90% 93.5% 10"""  # 99.68 points


def told(text: str) -> Case:
    return telling(text, WHOLE)


def test_points_and_grade_in_the_text_are_those_of_the_table() -> None:
    wrong = told("截至12月31日，本项目自评得分89分。")
    assert sentence(wrong, "text-score") == (
        "“（二）资金使用”里得分写的是 89 分，指标表的总分是 99.68 分，少 10.68 分。"
    )
    assert mended(wrong, "text-score") == "截至12月31日，本项目自评得分{score.total}分。"
    graded = told("评价等级为“良”。")
    assert sentence(graded, "text-score") == "“（二）资金使用”里等级写的是“良”，按总分是“优”。"
    assert mended(graded, "text-score") == "评价等级为“{grade}”。"


@pytest.mark.parametrize(
    "text",
    [
        "自评得分99.68分，等级为“优”。",
        "自评总分99.7分，评定等级为优秀。",
        "自评总分100分，其中预算执行10分。",
        "自评得分{score.total}分。",
        "上年自评得分88分。",
        "产出指标自评得分49分。",
        "自评得分90分以上的为优。",
        "自评得分在90—95分之间。",
        "部门整体支出自评得分93分。",
        "定点医疗机构等级为一级的5家。",
        "满意度评价等级为良。",
        "2020年度自评得分95.2分，2021年度有所提高。",
        "绩效考核等次为“良好”。",
        "12家医院评价等级为“优”，3家评价等级为“良”。",
        "第三方评价得分93.5分。",
    ],
)
def test_points_of_something_else_are_left_alone(text: str) -> None:
    assert found(told(text), "text-score") == []


def test_points_wait_until_there_is_a_total() -> None:
    assert found(telling("自评得分89分。", "指标 数量指标 救助人次 ≥1200人次 - 50"), "text-score") == []


def test_growth_is_the_change_over_the_value_of_before() -> None:
    wrong = told("全年救助1260人次，比上年增加160人次，增长15.45%。")
    assert sentence(wrong, "text-growth") == (
        "“（二）资金使用”里写“1260人次，比上年增加160人次，增长15.45%”，按这两个数算出来是 14.55 %，多 0.9 个百分点。"
    )
    assert mended(wrong, "text-growth") == "全年救助1260人次，比上年增加160人次，增长14.55%。"


def test_growth_beside_the_value_of_before_is_recomputed_as_well() -> None:
    wrong = told("全年支出1759.24万元，比上年1509.02万元增长26.00%。")
    assert sentence(wrong, "text-growth").endswith("按这两个数算出来是 16.58 %，多 9.42 个百分点。")
    assert mended(wrong, "text-growth") == "全年支出1759.24万元，比上年1509.02万元增长16.58%。"
    assert found(told("救助1100人次，较2020年的1260人次下降21.7%。"), "text-growth") == [
        "text-growth warning answer.use"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全年救助1260人次，同比增长{}，上年为1100人次。",
        "救助人次由上年的1100人次增加到1260人次，增长{}。",
        "救助人次从2020年的1,100人次上升至1,260人次，上升{}。",
        "2021年救助1260人次，较2020年的1100人次增加160人次，增幅{}。",
        "全年救助1260人次，比上年增加160人次，同比上升{}。",
        "上年救助1100人次，本年救助1260人次，增长{}。",
        "2020年救助1100人次，2021年1260人次，增长率为{}。",
        "全年救助1260人次（上年1100人次），增长{}。",
    ],
)
def test_growth_is_recomputed_however_it_is_put(text: str) -> None:
    assert found(told(text.format("14.55%")), "text-growth") == []
    wrong = told(text.format("15.45%"))
    assert sentence(wrong, "text-growth").endswith("按这两个数算出来是 14.55 %，多 0.9 个百分点。")
    assert mended(wrong, "text-growth") == text.format("14.55%")


@pytest.mark.parametrize(
    "text",
    [
        "比上年增加160人次，今年1260人次，增长14.55%。",
        "从2019年的900人次增加到2021年的1260人次，年均增长18.3%。",
        "支出145.2万元，上年结转10万元，增长5%。",
        "接待费1325元，接待11人次，人均120.45元，比上年2563元下降48.3%。",  # of the first
        "2021年支出160万元，2022年安排148万元，下降7.5%。",
        "全年支出1759.24万元，比上年1509.02万元增长16.58%。",
        "全年支出1.8万元，与上年1.5万元相比，增长17%。",  # as far as the amounts are written out
        "救助1100人次，较2020年的1260人次下降12.7%。",
        "全年支出1759.24万元，比上年预算1509.02万元增长26.00%。",  # of something else
        "全年救助1260人次，比上年增加160人次，增长14.55%。",
        "全年救助1260人次，较2020年减少160人次，下降11.27%。",
        "支出145.2万元，比上年增加10.3万元，增长7.64%。",  # as far as the amounts are written out
        "支出145.2万元，比上年增加10.3万元，完成预算96.8%。",
        "资金支出145.2万元，其中：住院120.2万元，占82.78%；门诊25万元，占17.22%。",
        "资金支出145.2万元，其中：住院120.2万元，占县级资金的85%。",
        "资金支出145.2万元，其中：住院120.2万元，占58%；门诊25万元，占12%。",  # of some other whole
    ],
)
def test_sound_growth_and_shares_are_not_told(text: str) -> None:
    assert found(told(text), "text-growth", "text-sum") == []


def test_a_share_among_sound_ones_is_recomputed() -> None:
    wrong = told("资金支出145.2万元，其中：住院120.2万元，占28.78%；门诊25万元，占17.22%。")
    assert sentence(wrong, "text-growth") == (
        "“（二）资金使用”里 120.2万元写的占比是 28.78 %，算出来是 82.78 %，少 54 个百分点。"
    )
    assert "占82.78%；门诊" in mended(wrong, "text-growth")


def test_parts_are_added_up_over_their_shares_and_the_share_waits() -> None:
    wrong = told("资金支出145.2万元，其中：住院120.2万元，占82.78%；门诊26万元，占17.22%。")
    assert found(wrong, "text-sum", "text-growth") == ["text-sum error answer.use"]


def test_what_was_spent_may_be_listed_in_part() -> None:
    assert found(told("全年支出145.2万元，其中一季度30万元，二季度40万元。"), "text-sum") == []


@pytest.mark.parametrize(
    "text",
    [
        "住院救助120.2万元，占28.78%；门诊救助25万元，占17.22%。",
        "资金支出145.2万元。其中：住院120.2万元，占28.78%；门诊25万元，占17.22%。",
    ],
)
def test_parts_of_a_whole_nobody_names_make_it_up(text: str) -> None:
    assert "120.2万元写的占比是 28.78 %，算出来是 82.78 %" in sentence(told(text), "text-growth")


@pytest.mark.parametrize(
    "text",
    [
        "住院救助120.2万元，占82.78%；门诊救助25万元，占17.22%。",
        "甲10万元，占10%；乙20万元，占20%；丙30万元，占50%。",  # of some other whole, and one by chance
        "住院救助120.2万元，占县级资金的85%。",
    ],
)
def test_parts_of_some_other_whole_are_left_alone(text: str) -> None:
    assert found(told(text), "text-growth") == []
