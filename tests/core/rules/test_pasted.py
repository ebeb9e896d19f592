"""Prompts left in, empty headings, text of another report, passages repeated."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from core.forms.model import RuleChange, Sentence, Topic
from core.rules.finding import Case
from tests.core.cases import FORM, case, found, only, sentence, unit_case
from tests.core.rules.prose_cases import mended, telling

ASKING = msgspec.structs.replace(
    FORM,
    topics=(
        Topic("（一）资金拨付方面的问题。", 2, key="payment", guidance="拨付是否及时，有无滞留、闲置等现象。"),
        Topic("（二）项目完成情况", 2, key="completion", guidance="写实。"),
        Topic("（三）项目效益情况", 2, key="benefit", sentence="benefit"),
        Topic("（四）存在的问题", 2, key="problems", empty="无。"),
        Topic("（五）资金用途", 2, key="purpose", page="fund"),
        Topic("（六）追加原因", 2, key="added", when=("supplement",)),
        Topic("（七）后续工作", 2, key="next_steps", of="unit"),
    ),
    sentences=(Sentence("benefit", "{% if carried %}结转资金{% endif %}效益明显。"),),
)
OWN = "本局每季度抽查乡镇报销台账一次，核对名册、票据和银行回单，发现的问题当月整改，年底汇总通报，抽查结果归档备查。"


def test_the_guidance_of_the_form_is_not_left_in() -> None:
    told = telling("拨付是否及时，有无滞留、闲置等现象。区级资金拨付及时。", key="payment", form=ASKING)
    assert sentence(told, "prompt-left") == (
        "“（一）资金拨付方面的问题”里还留着填写提示“拨付是否及时，有无滞留、闲置等现象”。"
    )
    assert mended(told, "prompt-left") == "区级资金拨付及时。"


def test_an_answer_in_the_words_of_the_guidance_is_an_answer() -> None:
    answer = "拨付及时，无滞留、闲置等现象。"
    assert found(telling(answer, key="payment", form=ASKING), "prompt-left") == []
    assert found(telling("写实。", key="completion", form=ASKING), "prompt-left") == []


@pytest.mark.parametrize(
    "prompt", ["（可用表格形式反映）", "（不超过200字）", "请在此处填写", "XX万元", "××年", "____元"]
)
def test_prompts_of_any_template_are_told(prompt: str) -> None:
    assert found(telling(f"资金使用情况{prompt}。"), "prompt-left") == ["prompt-left warning answer.use"]


@pytest.mark.parametrize(
    "text", ["（含上级转移支付386.44万元）", "王××", "限额管理。", "请财政部门支持。", "此表另附。"]
)
def test_other_words_in_brackets_are_silent(text: str) -> None:
    assert found(telling(text), "prompt-left") == []


def test_a_report_begun_fills_every_heading() -> None:
    told = telling("区级资金拨付及时。", key="payment", form=ASKING)
    assert sentence(told, "empty-heading") == "“（二）项目完成情况”下面没有内容。"
    assert only(told, "empty-heading").places[0].field == "completion"


def test_a_project_begun_is_asked_for_its_report_once() -> None:
    told = case("资金 县区级 全年 5", ASKING)
    assert found(told, "empty-heading") == ["empty-heading warning answer.payment"]
    assert sentence(told, "empty-heading") == "“（一）资金拨付方面的问题”、“（二）项目完成情况”下面没有内容。"
    assert len(found(case("指标 数量指标 甲 ≥5次 5次 10", ASKING), "empty-heading")) == 1


def test_a_project_not_begun_and_a_unit_without_a_report_wait() -> None:
    assert found(case("", ASKING), "empty-heading") == []
    assert found(unit_case("资金 县区级 全年 5", form=ASKING), "empty-heading") == []


def test_a_form_may_set_how_serious_an_empty_heading_is() -> None:
    form = msgspec.structs.replace(ASKING, rules=(RuleChange("empty-heading", "error"),))
    assert found(case("资金 县区级 全年 5", form), "empty-heading") == ["empty-heading error answer.payment"]


def test_a_label_has_something_behind_it() -> None:
    told = telling("项目概况：保障日常运转。\n设立的必要性：\n实施计划：按季实施。")
    assert found(told, "empty-heading") == ["empty-heading warning answer.use"]
    assert sentence(told, "empty-heading") == "“（二）资金使用”里“设立的必要性：”后面没有内容。"
    assert found(telling("设立的必要性："), "empty-heading") != []
    assert found(telling("设立的必要性：\n窗口人少事多。\n做法如下：\n1.宣传"), "empty-heading") == []


@pytest.mark.parametrize("text", ["2021年部门整体支出绩效自评指标体系设置3个一级指标。", "部门绩效满分60分。"])
def test_a_project_does_not_conclude_for_the_department(text: str) -> None:
    assert "这是一个项目的报告，可能贴错了文字" in sentence(telling(text), "other-report")


@pytest.mark.parametrize(
    "text",
    [
        "结果作为部门整体支出绩效评价的依据。",
        "见《2021年部门整体支出绩效评价报告》。",
        "公开部门整体支出绩效自评报告。",
    ],
)
def test_the_departments_report_may_be_mentioned(text: str) -> None:
    assert found(telling(text), "other-report") == []


def test_the_results_of_another_project_are_told() -> None:
    others = ["医保办公运行补助", "医疗救助资金"]
    told = telling("医保办公运行补助项目绩效自评价结果为93分。", neighbours=others)
    assert "写的是“医保办公运行补助”，本项目是“城乡医疗救助资金”" in sentence(told, "other-report")
    for text in (
        "城乡医疗救助资金项目绩效自评结果为93分。",
        "与医保办公运行补助资金共计200万元。",
        "医保办公运行补助也由本局管理。",
    ):
        assert found(telling(text, neighbours=others), "other-report") == []


def test_the_units_report_speaks_of_all_projects() -> None:
    two = unit_case("", "基本 项目名称 医保信息化经费", typed={"use": "本项目按计划完成。"})
    assert found(two, "other-report") == ["other-report warning answer.use"]
    assert found(unit_case("", typed={"use": "本项目按计划完成。"}), "other-report") == []
    named = {"use": "医保信息化经费按计划完成，该项目全部验收。"}
    assert found(unit_case("", "基本 项目名称 医保信息化经费", typed=named), "other-report") == []


def test_projects_do_not_repeat_each_other() -> None:
    tables = (f"正文 use {OWN}", f"基本 项目名称 医保信息化经费 | 正文 use 2021年按计划实施。{OWN}")
    told = only(unit_case(*tables), "repeated")
    assert told.message == (f"“城乡医疗救助资金”、“医保信息化经费”有 {len(OWN)} 个字一字不差：“{OWN[:20]}……”。")
    assert [(place.project, place.field) for place in told.places] == [(7, "use"), (8, "use")]


def test_several_passages_of_the_same_projects_are_told_together() -> None:
    other = "名册与民政、税务部门按月比对，新增对象当月补登，死亡和迁出人员当月核减，年底移交档案室存档。"
    tables = (f"正文 use {OWN}{other}", f"基本 项目名称 医保信息化经费 | 正文 use {OWN}2021年新设台账。{other}")
    assert "“城乡医疗救助资金”、“医保信息化经费”有 2 段文字一字不差" in sentence(unit_case(*tables), "repeated")


def test_short_passages_and_those_of_the_form_may_be_repeated() -> None:
    short = "基金监管查出的问题已逐条整改。"
    assert found(unit_case(f"正文 use {short}", f"正文 use {short}"), "repeated") == []
    assert found(unit_case(f"正文 use {OWN}"), "repeated") == []
    form = msgspec.structs.replace(FORM, sentences=(Sentence("use", f"{{% if carried %}}结转。{{% endif %}}{OWN}"),))
    told = unit_case(f"正文 use {OWN}", f"基本 项目名称 医保信息化经费 | 正文 use {OWN}")
    members = tuple(replace(one, form=form) for one in told.values.members)
    assert found(Case(replace(told.values, members=members), None), "repeated") == []
