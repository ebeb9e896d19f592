"""Shanxi 2021: one project with the figures of a real report, from the exchange file to its text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from core.checking import check
from core.forms.library import known
from core.model import Dossier, Fund, Goal
from core.report.blocks import HEADINGS, Contents, Paragraph, Report, Style
from core.report.compose import blanks
from core.scoring.scores import grade
from tests.core.forms import filed
from tests.core.forms.shanxi import (
    ANNEXES,
    FORM,
    OUTLINE,
    case,
    dossier,
    report,
    said,
)
from tests.core.report.golden import assert_golden

RUN_IN = ("项目概况：", "立项依据：", "设立的必要性：", "保证项目实施的措施与制度：", "项目实施计划：")

CONCLUSION = (
    "综合考虑预算执行情况、产出、效益、服务对象满意度各方面因素，通过数据采集及分析，"
    "最终评分结果：医保经办运行经费项目绩效自评价结果为：总得分93.23分，属于“优秀”。"
)

ANALYSIS = (
    "2021年我单位医保经办运行经费项目实际完成情况：项目总支出7.58万元，占预算经费94.75%，"
    "其中：办公费2.23万元，差旅费1.75万元，印刷费2.34万元，培训费0.29万元，办公设备购置0.47万元，咨询费0.5万元。"
)

MATERIALS = [
    "1. 2021年医保经办运行经费预算批复（示财预〔2021〕8号）",
    "2. 经费支出明细账和记账凭证",
    "3. 政策宣讲签到表和现场照片",
    "4. 办事群众满意度调查问卷及汇总表",
]


def with_answers(**answers: str) -> Dossier:
    """The sample with other answers; a blank one is taken away."""
    one = dossier()
    return replace(one, answers={key: text for key, text in {**one.answers, **answers}.items() if text})


def below(found: Report, heading: str) -> list[str]:
    """The body paragraphs below a heading, run-in titles in front of their text."""
    texts = said(found)
    start = next(n for n, block in enumerate(texts) if block.text == heading)
    body: list[str] = []
    for block in texts[start + 1 :]:
        if block.style is not Style.BODY:
            break
        body.append(block.lead + block.text)
    return body


def test_nothing_is_found_in_the_sample() -> None:
    assert filed.findings(case()) == []


def test_the_points_come_from_the_unrounded_rate() -> None:
    scores = case().scores
    assert scores is not None
    assert (scores.execution.points, scores.total, scores.grade) == (Decimal("9.48"), Decimal("93.23"), "优秀")


def test_with_the_rate_rounded_first_the_total_is_that_of_the_real_report() -> None:
    form = known()[FORM]
    assert form.scoring is not None
    whole = msgspec.structs.replace(form.scoring, execution_decimals=0)
    scores = case(form=msgspec.structs.replace(form, scoring=whole)).scores
    assert scores is not None
    assert (scores.execution.points, scores.total, scores.grade) == (Decimal("9.5"), Decimal("93.25"), "优秀")


@pytest.mark.parametrize(
    ("total", "word"),
    [("100", "优秀"), ("90", "优秀"), ("89.99", "良好"), ("80", "良好"), ("79.99", "合格"), ("60", "合格"),
     ("59.99", "不合格"), ("0", "不合格")],
)  # fmt: skip
def test_the_grade_follows_from_the_total(total: str, word: str) -> None:
    assert grade(known()[FORM], Decimal(total)) == word


def test_a_missed_target_without_its_reason_is_found() -> None:
    one = dossier()
    rows = tuple(replace(row, deviation="") for row in one.indicator)
    (finding,) = check(case(replace(one, indicator=rows)))
    assert finding.rule == "deviation-reason"
    assert "政策折页印发数量" in finding.message


def test_the_rounded_rate_of_the_real_report_is_found_where_somebody_types_it() -> None:
    rules = [finding.rule for finding in check(case(with_answers(**{"typed.total.execution_rate": "95"})))]
    assert rules == ["rate"]


def test_the_report_prints_what_it_printed_before() -> None:
    assert_golden(f"{FORM}-sample", report())


def test_cover_contents_text_and_annexes_have_paper_of_their_own() -> None:
    pages = [(section.page.landscape, section.page.numbered) for section in report().sections]
    assert pages == [(False, False), (False, False), (False, True), (True, True), (False, True)]


def test_the_cover_says_what_the_report_is_about() -> None:
    cover = [(block.style, block.text) for block in report().sections[0].blocks if isinstance(block, Paragraph)]
    assert cover == [
        (Style.COVER_TITLE, "财政项目支出绩效自评报告"),
        (Style.COVER_LINE, "项目名称：医保经办运行经费"),
        (Style.COVER_LINE, "项目单位：示例县医疗保障局"),
        (Style.COVER_LINE, "主管部门：示例县医疗保障局-305001"),
        (Style.COVER_DATE, "2022年2月"),
    ]


def test_the_headings_are_the_official_ones_in_order() -> None:
    assert tuple(block.text for block in said(report()) if block.style in HEADINGS) == OUTLINE
    assert tuple(block.text for block in said(report()) if block.style is Style.ATTACHMENT) == ANNEXES


def test_the_contents_list_two_levels_and_the_annexes() -> None:
    (contents,) = (block for block in report().blocks() if isinstance(block, Contents))
    listed = [heading for heading in OUTLINE if not re.match(r"（\d）|\d\.", heading)]
    assert [entry.text for entry in contents.entries] == [*listed, *ANNEXES]
    assert [entry.level for entry in contents.entries] == [
        2 if e.text.startswith("（") else 1 for e in contents.entries
    ]


def test_the_first_chapter_has_five_run_in_paragraphs() -> None:
    found = below(report(), "（一）项目概况")
    assert [next(lead for lead in RUN_IN if text.startswith(lead)) for text in found] == list(RUN_IN)
    plan = below(report(), "（四）项目实施计划")
    assert len(plan) == 2
    assert found[-1] == f"项目实施计划：{plan[0]}"  # its first paragraph, typed once


def test_without_a_goal_of_the_whole_period_that_of_the_year_stands_for_it() -> None:
    assert below(report(), "（1）项目实施期绩效目标")[0].startswith("三年内")
    one = dossier()
    year = replace(one, goal=tuple(goal for goal in one.goal if goal.period == "annual"))
    assert below(report(year), "（1）项目实施期绩效目标") == below(report(year), "（2）项目年度目标")
    assert len(below(report(year), "（2）项目年度目标")) == 2


def test_the_conclusion_names_total_and_grade() -> None:
    assert below(report(), "二、项目绩效情况") == [CONCLUSION]


def test_the_analysis_tells_money_and_what_came_of_each_indicator() -> None:
    (first,) = below(report(), "1. 项目实施和预算执行情况及分析")
    assert first.startswith(ANALYSIS)
    assert first.endswith(
        "预算执行率达94.75%。政策宣讲场次5场，政策折页印发数量1万张，宣传材料合格率98%，宣讲活动开展及时性达成，"
        "参保群众政策知晓情况达成，政策宣传长效机制达成，办事群众满意度95%。"
    )
    (output,) = below(report(), "2. 产出情况及分析")
    assert "政策折页印发数量没有达到≥2万张的目标，原因和措施：下半年改以短信" in output
    assert below(report(), "3. 效益情况及分析") == ["2021年我单位参保群众政策知晓情况达成，政策宣传长效机制达成。"]
    assert below(report(), "4. 满意度情况及分析") == ["2021年我单位调查结果显示，办事群众满意度95%。"]


def test_only_a_report_that_missed_nothing_says_so() -> None:
    one = dossier()
    met = tuple(replace(row, actual="2万张") if row.name == "政策折页印发数量" else row for row in one.indicator)
    (text,) = below(report(replace(one, indicator=met)), "1. 项目实施和预算执行情况及分析")
    assert "。较好地完成了年初设定目标，预算执行率达94.75%。" in text
    (missed,) = below(report(), "1. 项目实施和预算执行情况及分析")
    assert "较好" not in missed


def test_the_items_are_left_out_where_none_are_typed() -> None:
    (text,) = below(report(with_answers(spending="")), "1. 项目实施和预算执行情况及分析")
    assert "其中" not in text
    assert "占预算经费94.75%。" in text


def test_the_items_add_up_to_what_was_spent() -> None:
    items = re.findall(r"费?([\d.]+)万元", dossier().answers["spending"])
    assert sum(map(Decimal, items)) == Decimal("7.58")


def test_a_changed_budget_is_told_with_its_reason() -> None:
    one = replace(
        with_answers(adjustment_reason="追加宣传经费。"), funds={"county": Fund("8", "", "10", "10", "9.475")}
    )
    (text,) = below(report(one), "1. 项目实施和预算执行情况及分析")
    assert "全年预算由8万元调整为10万元，原因是追加宣传经费。" in text


def test_the_materials_are_listed() -> None:
    assert below(report(), ANNEXES[1]) == MATERIALS
    assert below(report(replace(dossier(), evidence=())), ANNEXES[1]) == ["无。"]


def test_a_filled_report_has_no_blank_and_an_empty_one_prints() -> None:
    assert blanks(report()) == 0
    one = dossier()
    empty = report(replace(one, funds={}, answers={}, goal=(), indicator=(), evidence=()))
    assert tuple(block.text for block in said(empty) if block.style in HEADINGS) == OUTLINE
    assert below(empty, "二、项目绩效情况")[0].endswith("总得分＿＿分，属于“＿＿”。")


def test_a_second_goal_of_the_year_is_a_paragraph_more() -> None:
    one = dossier()
    more = (*one.goal, Goal(990, one.id, 990, "annual", "建成线上宣传栏目。"))
    assert below(report(replace(one, goal=more)), "（2）项目年度目标")[-1] == "建成线上宣传栏目。"
