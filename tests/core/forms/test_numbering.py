from __future__ import annotations

import msgspec
import pytest

from core.forms.library import known
from core.forms.model import Form, Topic
from core.forms.numbering import chinese, numbered, written

PATTERNS = ("一、", "（一）", "1．", "（1）")


def headings(*topics: Topic, numbering: tuple[str, ...] = PATTERNS) -> list[str]:
    form = msgspec.structs.replace(_plain(), topics=topics, numbering=numbering)
    return [topic.heading for topic in numbered(form).topics]


def _plain() -> Form:
    return known()["national-2020"]


def test_each_level_counts_anew_below_the_one_above() -> None:
    said = headings(
        Topic("项目概况", 1), Topic("基本情况", 2), Topic("职能", 3), Topic("依据", 3), Topic("目标", 2),
        Topic("内容", 3), Topic("资金", 1), Topic("申报", 2),
    )  # fmt: skip
    assert said == [
        "一、项目概况", "（一）基本情况", "1．职能", "2．依据", "（二）目标", "1．内容", "二、资金", "（一）申报",
    ]  # fmt: skip


def test_a_part_begins_the_chapters_anew() -> None:
    assert headings(Topic("摘要", 0), Topic("概况", 1), Topic("正文", 0), Topic("概况", 1)) == [
        "摘要", "一、概况", "正文", "一、概况",
    ]  # fmt: skip


def test_a_heading_without_number_is_left_out_of_the_count_but_begins_the_next_level_anew() -> None:
    run = Topic("部门工作完成情况", 2, numbered=False)
    assert headings(Topic("概况", 2), Topic("一件", 3), run, Topic("一件", 3), Topic("目标", 2)) == [
        "（一）概况", "1．一件", "部门工作完成情况", "1．一件", "（二）目标",
    ]  # fmt: skip


def test_a_run_in_heading_and_one_asked_elsewhere_have_no_number() -> None:
    said = headings(Topic("概况", 1), Topic("立项依据：", 2, key="basis", run_in=True), Topic("时间", 1, page="fund"))
    assert said == ["一、概况", "立项依据：", "时间"]


def test_the_outlines_of_project_and_unit_count_apart() -> None:
    assert headings(Topic("概况", 1), Topic("总体", 1, of="unit"), Topic("资金", 1)) == [
        "一、概况", "一、总体", "二、资金",
    ]  # fmt: skip


def test_a_form_without_numbering_keeps_the_numbers_it_has_typed() -> None:
    assert headings(Topic("一、概况", 1), numbering=()) == ["一、概况"]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九")]
)
def test_numbers_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said
    assert written("第一章 ", number) == f"第{said}章 "
    assert written("（1）", number) == f"（{number}）"
