"""Sums of money and persons in running text, balances, quantity × standard."""

from __future__ import annotations

import pytest

from tests.core.cases import found, sentence
from tests.core.rules.prose_cases import telling


@pytest.mark.parametrize(
    "text",
    [
        "支出共计7.58万元（办公费2.23万元、差旅费1.75万元）。",
        "支出共计7.58万元（其中：办公费2.23万元，差旅费1.75万元）。",
        "资金合计150万元，包括中央财政100万元、县级财政40万元。",
        "资金合计150万元，分别为中央财政100万元、县级财政40万元。",
        "共安排150万元，其中中央财政100万元、县级财政40万元。",
    ],
)
def test_sums_in_brackets_and_behind_other_words_are_added_up(text: str) -> None:
    assert found(telling(text), "text-sum") == ["text-sum error answer.use"]


@pytest.mark.parametrize(
    "text",
    [
        "支出共计7.58万元（办公费5.83万元、差旅费1.75万元）。",
        "支出共计7.58万元（上年6.2万元，同比增加1.38万元）。",
        "支出共计7.58万元（含上级转移支付3.1万元）。",
        "支出共计7.58万元（办公费2.23万元、差旅费1.75万元等）。",
        "支出共计7.58万元（财政拨款，已扣除税费0.2万元、手续费0.1万元后支付）。",
        "资金合计150万元，项目包括宣传、培训。",
        "资金合计150万元，主要包括中央财政100万元、县级财政50万元。",
    ],
)
def test_brackets_that_list_no_parts_are_silent(text: str) -> None:
    assert found(telling(text), "text-sum") == []


@pytest.mark.parametrize(
    "text",
    [
        "住院救助100.44万元、门诊救助38万元，合计148.44万元。",
        "（一）住院救助100.44万元；（二）门诊救助38万元；共计148.44万元。",
        "全年支出情况：县级配套50万元、中央补助100万元，两项总计160万元。",
    ],
)
def test_a_total_behind_its_parts_is_added_up_too(text: str) -> None:
    assert found(telling(text), "text-sum") == ["text-sum error answer.use"]


@pytest.mark.parametrize(
    "text",
    [
        "住院救助100.44万元、门诊救助48万元，合计148.44万元。",
        "下达150万元，住院救助100.44万元、门诊救助48万元，合计148.44万元。",  # the last of them make it up
        "预算150万元，支出148.44万元，合计结余1.56万元。",
        "每人120元、特困人员280元，共150万元。",
        "预算150万元，救助1260人次，支出48万元，共150万元。",
        "住院救助10万元、门诊救助8万元，全县各类救助资金共148.44万元。",
        "住院救助10万元、门诊救助8万元，共148.44万元。",  # a list of some
        "年初下达50万元、追加90万元，共计150万元。",
    ],
)
def test_a_total_of_something_else_behind_amounts_is_silent(text: str) -> None:
    assert found(telling(text), "text-sum") == []


def test_persons_that_nearly_add_up_are_told() -> None:
    told = telling("全年共救助1200人次，其中低保对象800人次、特困人员390人次。")
    assert found(told, "text-count-sum") == ["text-count-sum warning answer.use"]
    assert sentence(told, "text-count-sum") == (
        "“（二）资金使用”里说共 1200 人次，列出的 2 项合计 1190 人次，多 10 人次。"
    )
    assert found(telling("共救助300户，其中甲镇400户、乙镇20户。"), "text-count-sum") != []
    assert found(telling("共发放1.2万份（城区0.8万份、乡镇0.35万份）。"), "text-count-sum") != []


@pytest.mark.parametrize(
    "text",
    [
        "全年共救助1200人次，其中低保对象800人次、特困人员400人次。",
        "全年共救助1200人次，其中低保对象300人次、特困人员50人次。",
        "全年共救助1200人次，其中低保对象800人次、特困人员390人次等。",
        "全年共救助1200人次，其中低保对象约800人次、特困人员390人次。",
        "全年共救助1200人次，其中低保对象800人、特困人员390人。",
        "全年共救助1200人次，其中低保对象1190人次。",
        "累计{indicator.1.actual}人次，其中甲800人次、乙390人次。",
    ],
)
def test_lists_that_name_some_of_many_are_silent(text: str) -> None:
    assert found(telling(text), "text-count-sum") == []


def test_a_closing_balance_in_the_text_is_worked_out() -> None:
    text = "年初结转591.04万元，本年收入5.83万元，支出360.73万元，年末结余{}万元。"
    told = telling(text.format("230.31"))
    assert found(told, "text-balance") == ["text-balance warning answer.use"]
    assert sentence(told, "text-balance") == (
        "“（二）资金使用”里说年末结余 230.31 万元，年初结转加收入减支出为 236.14 万元，少 5.83 万元。"
    )
    assert found(telling(text.format("236.14")), "text-balance") == []


@pytest.mark.parametrize(
    "text",
    [
        "年初结转591.04万元，本年收入5.83万元，年末结余230.31万元。",
        "年初结转591.04万元，本年收入5.83万元，其中甲支出3万元，乙支出360.73万元，年末结余230.31万元。",
        "年初结转591.04万元，本年收入{fund.total.annual:万元}，支出360.73万元，年末结余230.31万元。",
        "年末资金已全部支付。",
    ],
)
def test_a_sentence_without_the_four_amounts_is_silent(text: str) -> None:
    assert found(telling(text), "text-balance") == []


@pytest.mark.parametrize(
    "text",
    [
        "支付490.97万元（153428人×30元/人）。",
        "共补助20人，每人每月100元，发放12个月，共计2.5万元。",
    ],
)
def test_products_in_brackets_and_by_the_month_are_worked_out(text: str) -> None:
    assert found(telling(text), "quantity-standard") == ["quantity-standard hint answer.use"]


@pytest.mark.parametrize(
    "text",
    [
        "支付490.97万元（153428人×32元/人）。",
        "共补助20人，每人每月100元，发放12个月，共计2.4万元。",
        "共补助20人，每人每月100元，共计2.4万元。",
    ],
)
def test_right_products_and_open_ones_are_silent(text: str) -> None:
    assert found(telling(text), "quantity-standard") == []
