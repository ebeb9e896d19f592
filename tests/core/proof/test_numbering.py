"""The numbers of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.proof.numbering import faults, from_chinese, in_chinese, markers, renumbered


@given(st.integers(1, 99))
def test_chinese_numbers_are_read_as_they_are_written(number: int) -> None:
    assert from_chinese(in_chinese(number)) == number


@pytest.mark.parametrize("word", ["十十", "一二", "二一十", ""])
def test_what_is_no_number_counts_as_none(word: str) -> None:
    assert from_chinese(word) == 0


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("1、甲\n2、乙", ["1、", "1、"]),
        ("做法：1.甲；2．乙；", ["1.", "1."]),
        ("（一）甲\n(二)乙\n（1）丙\n1）丁", ["（一）", "（一）", "（1）", "1）"]),
        ("一是甲，二是乙", ["一是", "一是"]),
        ("第一，甲。第二、乙", ["第一，", "第一，"]),
        ("①甲②乙", ["①", "①"]),
        ("1.5万元、3、4季度、1—3月、2021年", []),
    ],
)
def test_markers_are_known_by_their_style(text: str, styles: list[str]) -> None:
    assert [one.style for one in markers(text)] == styles


@pytest.mark.parametrize(
    "text",
    [
        "1、甲\n3、乙\n4、丙",
        "（一）甲\n（2）乙",
        "①甲③乙",
        "一、甲\n二、乙\n四、丙\n一、丁\n二、戊",
        "1.甲；1.乙；3.丙",
    ],
)
def test_a_list_brought_in_order_has_no_such_fault(text: str) -> None:
    for fault in faults(text):
        assert fault not in faults(renumbered(text, fault))
    (fault, *_) = faults(text) or (None,)
    if fault is not None:
        assert faults(renumbered(text, fault)) == ()


@given(st.text("1234、.．（）()一二三四是第，；。\n甲乙①②③④ ", max_size=40))
def test_any_text_can_be_numbered_anew(text: str) -> None:
    for fault in faults(text):
        renumbered(text, fault)
