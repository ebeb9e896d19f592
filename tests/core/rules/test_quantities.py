"""Values of the indicators in texts, the numbers of one indicator, quantity × standard."""

from __future__ import annotations

import pytest

from tests.core.cases import case, found, sentence
from tests.core.rules.prose_cases import mended, telling

ROW = "指标 数量指标 困难群众救助人次 ≥1200人次 1140人次 10 偏差 申请较少"


def test_a_number_behind_an_indicators_name_is_its_value() -> None:
    told = telling("全年困难群众救助人次达到1150人次，按月结算。", ROW)
    assert sentence(told, "text-indicator-values") == (
        "“（二）资金使用”里“困难群众救助人次”写的是 1150人次，指标表的实际完成值是 1140人次。"
    )
    assert mended(told, "text-indicator-values") == "全年困难群众救助人次达到{indicator.1.actual}，按月结算。"


@pytest.mark.parametrize(
    "text",
    [
        "困难群众救助人次1140人次。",
        "困难群众救助人次不少于1200人次。",
        "困难群众救助人次上半年达到500人次。",
        "上年困难群众救助人次1500人次。",
        "困难群众救助人次{indicator.1.actual}。",
        "困难群众救助人次为0.114万人次。",
        "困难群众救助人次完成95%。",
        "全年救助1150人次。",
    ],
)
def test_its_values_and_other_numbers_are_silent(text: str) -> None:
    assert found(telling(text, ROW), "text-indicator-values") == []


def test_the_longest_name_is_meant() -> None:
    rows = "指标 质量指标 群众满意度 ≥90% 92% 10 | 指标 质量指标 参保群众满意度 ≥90% 95% 10"
    assert found(telling("参保群众满意度95%。", rows), "text-indicator-values") == []
    assert found(telling("群众满意度95%。", rows), "text-indicator-values") == [
        "text-indicator-values warning answer.use"
    ]


def test_quantity_times_standard_is_the_amount() -> None:
    told = telling("代缴8900人×97.5元/人＝86.75万元。")
    assert sentence(told, "quantity-standard") == (
        "“（二）资金使用”里 8900人×97.5元/人＝86.75 万元，算出来是 86.775 万元，少 0.025 万元。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "按32元/人补助153428人，共计4909696.00元。",
        "合计35元 /人*16万=560万元。",
        "7*4000=2.8万元，7*200*12=1.68万元。",
        "24个点×1.2万元＝28.8万元；系统维护5套×8万元＝40万元。",
        "2021年标准由35元/人降为32元/人，补助153428人，共计4909696元。",
        "上半年6人，下半年5人，每人每半年2000元，共计22000元。",
        "8900人按300元/人代缴，省级承担50%，共计867750元。",
        "每人每月200元，7人共计16800元。",
        "按每人每年320元标准为4800人代缴，共153.6万元。",
        "资助4800人，每人320元，资助金额153.6万元。",
        "资助4800人，每人320元，县级补助资金50万元。",
        "资助4800人，每人每半年320元，共150万元。",
        "规格为210×297=A4。",
    ],
)
def test_products_that_come_out_or_leave_something_unsaid_are_silent(text: str) -> None:
    assert found(telling(text), "quantity-standard") == []


def test_a_product_in_words_and_one_in_a_row_are_reckoned() -> None:
    assert found(telling("补助153428人，每人32元，共计490万元。"), "quantity-standard") != []
    row = "指标 成本指标 门诊补助 7人×4000元/人=2.4万元 2.4万元 10"
    assert found(case(row), "quantity-standard") == ["quantity-standard hint indicator.target 1"]


def test_the_numbers_of_one_indicator_agree() -> None:
    told = case("指标 数量指标 为7名老干部发放补助 6人 6人 10")
    assert sentence(told, "indicator-numbers") == "“为7名老干部发放补助”的名称里是 7 人，年度指标值是“6人”。"
    assert found(case("指标 数量指标 为6名老干部发放补助 6人 6人 10"), "indicator-numbers") == []
    assert found(case("指标 数量指标 15个工作日内付清 95% 96% 10"), "indicator-numbers") == []
    assert found(case("指标 数量指标 5人以上家庭 20人 21人 10"), "indicator-numbers") == []


def test_a_reason_names_the_gap_as_it_is() -> None:
    row = "指标 数量指标 参保人数 ≥160000人 153428人 10 偏差"
    wrong = sentence(case(f"{row} 外出务工，比目标少6672人。"), "indicator-numbers")
    assert wrong == (
        "“参保人数”的偏差原因分析及改进措施里写“比目标少6672人”，目标是“≥160000人”，实际是“153428人”，相差 6572 人。"
    )
    for reason in ("比预计少6572人。", "目标160000人，", "少于预计6572人。", "比计划少两个镇。", "减少6000人。"):
        assert found(case(f"{row} {reason}"), "indicator-numbers") == []


def test_satisfaction_alone_names_the_one_indicator_of_it() -> None:
    row = "指标 服务对象满意度指标 救助对象满意度 ≥90% 93.5% 10"
    assert found(telling("满意度达到98%。", row), "text-indicator-values")
    assert found(telling("满意度达到93.5%。", row), "text-indicator-values") == []
    assert found(telling("参会人员满意度98%。", row), "text-indicator-values") == []
    two = f"{row} | 指标 服务对象满意度指标 医院满意度 ≥90% 98% 10"
    assert found(telling("满意度达到98%。", two), "text-indicator-values") == []


def test_a_standard_may_be_one_of_aid() -> None:
    text = "按照人均资助80元的标准，资助参保8900人，共支付{}万元。"
    assert found(telling(text.format("72.1")), "quantity-standard") == ["quantity-standard hint answer.use"]
    assert found(telling(text.format("71.2")), "quantity-standard") == []


@pytest.mark.parametrize(
    "text",
    [
        "按每人每年320元标准为4800人代缴，共135.6万元。",
        "资助4800人，每人320元，资助金额135.6万元。",
        "4800人，320元/人·年，共135.6万元。",
    ],
)
def test_a_standard_of_a_year_is_that_of_the_report(text: str) -> None:
    assert sentence(telling(text), "quantity-standard").endswith("＝135.6 万元，算出来是 153.6 万元，少 18 万元。")
