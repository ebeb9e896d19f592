"""Amounts and sums as running text states them, and names nearly right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.proof.figures_in_text import stated_sums
from core.proof.misspelt import near_misses


def test_only_money_counts_as_an_amount() -> None:
    (told,) = stated_sums("共计１，５００万元，其中宣传单1万张、人均32元/人、甲0.1亿元、乙500万（含利息）。")
    assert [f"{part.written}{part.unit}" for part in told.parts] == ["0.1亿元", "500万"]
    assert told.gap == 0


def test_each_list_belongs_to_the_total_before_it() -> None:
    text = "共计100万元，其中：中央60万元，地方共计40万元，其中：省级30万元、县级10万元。合计5元，其中甲2元；乙2元。"
    told = [(one.total.written, [part.written for part in one.parts]) for one in stated_sums(text)]
    assert told == [("40", ["30", "10"]), ("5", ["2", "2"])]


def test_rounding_explains_half_a_digit_for_each_figure_and_nothing_in_yuan() -> None:
    (wan,) = stated_sums("共计0.75万元，其中甲0.3万元、乙0.44万元。")
    assert (wan.gap, wan.rounding) == (100, 150)
    (yuan,) = stated_sums("共计5.00元，其中甲2.00元、乙2.99元。")
    assert yuan.rounding == 0


@given(st.text("共计合其中：万元亿0123456789.,，、（）。甲 ", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    list(stated_sums(text))
    near_misses("城乡医疗救助资金", text)


def test_near_misses_begin_and_end_like_the_name() -> None:
    assert near_misses("城乡医疗救助资金", "城乡医疗求助资金与城乡医疗救助工作") == ("城乡医疗求助资金",)
    assert near_misses("办公费", "办公贵费") == ()


def test_two_characters_are_left_out_or_put_in_but_never_replaced() -> None:
    name = "城乡居民基本医疗保险补助"
    assert near_misses(name, "城乡居民医疗保险补助") == ("城乡居民医疗保险补助",)
    assert near_misses(name, "城乡居民基本养老保险补助") == ()
    assert near_misses(name, "城乡居民医疗基本保险补助") == ()


def test_the_total_is_the_last_amount_before_its_parts() -> None:
    assert list(stated_sums("共计100万元，执行90万元，其中甲40万元、乙40万元。")) == []
