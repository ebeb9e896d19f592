"""Names and sums in running text."""

from __future__ import annotations

import pytest

from core.reading import read
from core.rules.finding import Case
from tests.core.cases import FORM, UNIT, case, dossier, fixed, found, only, sentence

NAME = "城乡医疗救助资金"


@pytest.mark.parametrize("wrong", ["城乡医疗求助资金", "城乡医疗助资金", "城乡医疗救助助资金", "城乡医保救助资金"])
def test_a_name_a_character_off_is_asked_about(wrong: str) -> None:
    told = case(f"正文 use 本年{wrong}用于资助参保。")
    assert found(told, "project-name") == ["project-name warning answer.use"]
    assert sentence(told, "project-name") == f"“（二）资金使用”里写作“{wrong}”，项目名称是“{NAME}”。"


def test_the_name_is_put_right_everywhere_in_the_answer() -> None:
    mended = fixed("正文 use 城乡医疗求助资金按月拨付，城乡医疗求助资金专款专用。", "project-name", f"改为“{NAME}”")
    assert mended.dossier.answers["use"] == f"{NAME}按月拨付，{NAME}专款专用。"


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}专款专用。",
        f"城区{NAME}专款专用。",
        "城乡医疗救助工作扎实推进，医疗救助资金及时拨付。",
        "城乡居民医疗保障补助资金专款专用。",
        "-",
    ],
)
def test_the_right_name_and_other_phrases_are_silent(text: str) -> None:
    assert found(case(f"正文 use {text}"), "project-name") == []


@pytest.mark.parametrize("scheme", ["城乡居民基本养老保险补助", "城乡居民大病医疗保险补助"])
def test_another_scheme_is_no_misspelling(scheme: str) -> None:
    table = f"基本 项目名称 城乡居民基本医疗保险补助 | 正文 use 与{scheme}统筹安排。"
    assert found(case(table), "project-name") == []


@pytest.mark.parametrize("wrong", ["城乡居民基本医疗保障补助", "城乡居民医疗保险补助", "城乡居民基本医疗保险费用补助"])
def test_a_character_replaced_or_two_left_out_or_put_in_are_asked_about(wrong: str) -> None:
    table = f"基本 项目名称 城乡居民基本医疗保险补助 | 正文 use 本年{wrong}按月拨付。"
    assert found(case(table), "project-name") == ["project-name warning answer.use"]


def test_a_neighbours_name_is_meant_as_it_stands() -> None:
    table = "基本 项目名称 基本医疗保险补助 | 正文 use 与基本医疗保障补助统筹安排。"
    assert found(case(table), "project-name") == ["project-name warning answer.use"]
    assert found(case(table, neighbours=["基本医疗保障补助"]), "project-name") == []


def test_without_a_name_there_is_nothing_to_compare() -> None:
    assert found(case("基本 项目名称 - | 正文 use 城乡医疗求助资金。"), "project-name") == []


def test_a_stated_total_is_the_sum_of_its_items() -> None:
    told = case("正文 use 调增预算共计416.16万元，其中：医疗救助430.94万元、参保资助30.22万元。")
    assert found(told, "text-sum") == ["text-sum error answer.use"]
    assert sentence(told, "text-sum") == (
        "“（二）资金使用”里说共 416.16 万元，其中列出的 2 项合计 461.16 万元，少 45 万元。"
    )
    assert only(told, "text-sum").answerable


@pytest.mark.parametrize(
    "text",
    [
        "全年总支出9万元，占预算的九成，其中：会议费1.2万元，租车费2.4万元，资料费5.4万元。",
        "预算总额150万元，执行48.44万元，其中财政拨款48.44万元，其他0万元。",
        "共支出100万元，其中上半年40万元，下半年60万元，比上年增加5万元。",
        "共支出100万元，其中上半年40万元，下半年60万元，结余5万元。",
        "资金共计100万元，其中县级40万元、市级60万元，已执行90万元。",
        "资金共计100万元，其中县级40万元、市级60万元、奖补5万元。",
        "资金共计0.75万元，其中县级0.33万元、市级0.41万元，同比增加5万元。",
        "资金共计100万元，其中培训40万元、比赛60万元。",
        "资金共计100万元，其中培训40万元、比赛20万元、会议40万元。",
        "资金共计0.75万元，其中差旅费0.33万元、印刷费0.41万元。",
        "资金共计100万元，其中区级资金50万元。",
        "资金共计100万元，其中中央50万元、省级30万元等。",
        "资金共计100万元，其中中央60万元（其中彩票公益金20万元）、省级40万元。",
        "救助共计100万人，其中门诊60万人、住院30万人。",
        "资金共计100万元。其中：中央60万元、省级30万元。",
        "其中：中央60万元、省级30万元。",
        "-",
    ],
)
def test_sums_that_add_up_or_claim_nothing_are_silent(text: str) -> None:
    assert found(case(f"正文 use {text}"), "text-sum") == []


def test_what_was_spent_of_the_parts_does_not_make_up_for_them() -> None:
    told = case("正文 use 资金共计100万元，其中县级40万元、市级50万元，已执行90万元，比上年增加5万元。")
    assert "其中列出的 2 项合计 90 万元，多 10 万元" in sentence(told, "text-sum")


def test_a_sentence_with_live_figures_follows_the_data_and_waits() -> None:
    text = "支出共计{fund.total.executed:万元}，其中省级30万元、县区级17万元。"
    assert found(case(f"资金 省级 执行 30 | 资金 县区级 执行 18 | 正文 use {text}"), "text-sum") == []


def test_goals_are_read_too() -> None:
    rows = dossier("目标 - 资金共计100万元，其中中央60万元、省级30万元。")
    told = Case(read(FORM, UNIT, rows), None)
    assert found(told, "text-sum") == ["text-sum error goal.actual 500"]
