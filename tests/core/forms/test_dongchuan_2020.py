"""Kunming Dongchuan 2020: a summary made from the body, points by level, opening + income - spent = closing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from core.checking import check
from core.forms.library import known
from core.kinds import shown
from core.model import Dossier, Fund
from core.publish import case_of
from core.report.blocks import HEADINGS, Paragraph, Report, Style
from core.report.compose import blanks, compose
from core.rules.finding import Case
from core.scoring.scores import grade
from tests.core.forms import filed
from tests.core.report.golden import assert_golden

FORM = "dongchuan-2020"
TITLE = "示例县医疗保障局2020年度\n离休人员医疗统筹补助\n项目支出预算绩效自评报告"

SUMMARY = (
    "摘要",
    "一、项目概况",
    "二、评价结论",
    "三、经验、问题和建议",
    "（一）主要经验及做法",
    "（二）存在的问题",
    "（三）改进措施及建议",
)
BODY = (
    "一、项目基本情况",
    "（一）项目概况",
    "部门工作完成情况",
    "部门资金来源及使用情况",
    "组织及管理情况",
    "（二）绩效目标",
    "二、绩效评价工作情况",
    "（一）绩效评价目的",
    "（二）绩效评价工作方案制定过程",
    "（三）绩效评价原则、评价方法",
    "（四）绩效评价实施过程",
    "（五）本次绩效评价的局限性",
    "三、评价结论和绩效分析",
    "（一）评价结论",
    "1.评价结果",
    "2.主要绩效",
    "（二）具体绩效分析",
    "四、成本效益分析",
    "五、主要经验及做法、存在的问题和建议",
    "（一）主要经验及做法",
    "（二）存在的问题",
    "（三）改进措施及建议",
)
REPEATED = (  # heading in the summary -> heading in the body, and how many of its paragraphs
    ("一、项目概况", "（一）项目概况", 1),
    ("二、评价结论", "1.评价结果", 1),
    ("（一）主要经验及做法", "（一）主要经验及做法", 2),
    ("（二）存在的问题", "（二）存在的问题", 1),
    ("（三）改进措施及建议", "（三）改进措施及建议", 1),
)
MONEY = [
    (
        "1.2020年收入5.83万元，其中，财政拨款收入0万元，利息收入5.83万元，"
        "无上级补助收入、事业收入、经营收入和附属单位上缴收入。"
    ),
    "2.2020年支出360.73万元。",
    (
        "3.上年结转结余591.04万元，2020年末累计结转结余资金236.14万元，"
        "因统筹金连年使用，当年收入以外的支出由历年结余承担，结转结余部分下年继续使用。"
    ),
]
COST = (
    "2020年收入5.83万元（其中：财政拨款收入0万元，利息收入5.83万元）；本年待遇支出360.73万元；"
    "上年结转结余591.04万元，本年末收支累计结余为236.14万元，下年继续使用。"
)
RESULT = (
    "根据自评材料，按照既定的绩效指标评价体系和评分标准，2020年度离休人员医疗统筹补助项目绩效评价得分为99分，"
    "评价结果为优。从整体看绩效目标明确，各项工作开展完成情况良好。"
)
LOST = "预算按上年人数测算，没有考虑大额住院费用的变化，预算数与实际支出相差较大。"
SCORES = [
    "2020年项目支出绩效自评指标体系设置3个一级指标、7个二级指标、29个三级（含小四级指标）指标。其中：",
    (
        "1.一级指标项目决策包含项目立项、项目目标2个二级指标，10个三级（含小四级指标）指标。"
        "项目决策满分20分，经评分本项得分20分。"
    ),
    "（1）二级指标“项目立项”满分8分，评价得分为8分。",
    "（2）二级指标“项目目标”满分12分，评价得分为12分。",
    (
        "2.一级指标项目管理包含投入管理、财务管理、项目实施3个二级指标，11个三级（含小四级指标）指标。"
        "项目管理满分20分，经评分本项得分19分。"
    ),
    "（1）二级指标“投入管理”满分4分，评价得分为3分。",
    LOST,
    "（2）二级指标“财务管理”满分6分，评价得分为6分。",
    "（3）二级指标“项目实施”满分10分，评价得分为10分。",
    (
        "3.一级指标项目绩效包含项目产出、项目效益2个二级指标，8个三级（含小四级指标）指标。"
        "项目绩效满分60分，经评分本项得分60分。"
    ),
    "（1）二级指标“项目产出”满分30分，评价得分为30分。",
    "（2）二级指标“项目效益”满分30分，评价得分为30分。",
]


def dossier() -> Dossier:
    (only,) = filed.book(FORM).of_year(2020)
    return only


def case(changed: Dossier | None = None) -> Case:
    """The sample, or what has been made of it, under its form."""
    made, one = filed.book(FORM), changed or dossier()
    return case_of(replace(made, dossiers={one.id: one}), one.id)


def report(changed: Dossier | None = None) -> Report:
    found = case(changed)
    return compose(found.form, found.form.documents[0], found.values, found.scores)


def with_answers(**answers: str) -> Dossier:
    """The sample with other answers; a blank one is taken away."""
    one = dossier()
    return replace(one, answers={key: text for key, text in {**one.answers, **answers}.items() if text})


def with_indicator(name: str, **texts: str) -> Dossier:
    """The sample with one indicator changed."""
    one, changes = dossier(), dict[str, Any](texts)
    rows = tuple(replace(row, **changes) if row.name == name else row for row in one.indicator)
    return replace(one, indicator=rows)


def rules(changed: Dossier) -> list[str]:
    return [finding.rule for finding in check(case(changed))]


def said(found: Report) -> list[Paragraph]:
    return [block for block in found.blocks() if isinstance(block, Paragraph)]


def below(found: Report, heading: str, after: str = BODY[0]) -> list[str]:
    """The paragraphs below a heading: of the body, or with ``after`` 摘要 of the summary."""
    texts = said(found)
    begin = next(n for n, block in enumerate(texts) if block.text == after)
    start = next(n for n, block in enumerate(texts[begin:], begin) if block.text == heading)
    body: list[str] = []
    for block in texts[start + 1 :]:
        if block.style is not Style.BODY:
            break
        body.append(block.text)
    return body


# Facts and points


def test_nothing_is_found_in_the_sample() -> None:
    assert filed.findings(case()) == []


def test_the_points_are_those_of_the_real_report() -> None:
    found = case()
    assert found.scores is not None
    assert (found.scores.total, found.scores.grade) == (Decimal(99), "优")
    assert len(found.values.indicators) == 29


@pytest.mark.parametrize(
    ("total", "word"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")]
)
def test_the_grade_follows_from_the_total(total: str, word: str) -> None:
    assert grade(known()[FORM], Decimal(total)) == word


def test_opening_and_income_less_what_was_spent_is_closing() -> None:
    values = case().values
    opening, income = values.amount("carried", "in_place"), values.amount("income", "in_place")
    spent, closing = values.amount("total", "executed"), values.amount("total", "balance")
    assert [opening, income, spent, closing] == [5910400, 58300, 3607300, 2361400]
    assert shown(values.computed["total", "execution_rate"], 2) == "60.44"


def test_a_low_execution_rate_asks_for_its_reason() -> None:
    assert rules(with_answers(execution_reason="")) == ["execution-reason"]


def test_points_taken_off_ask_for_their_reason() -> None:
    assert rules(with_indicator("预算编制合理性", deviation="")) == ["judged-reason"]


def test_an_indicator_without_points_leaves_the_total_open() -> None:
    missing = with_indicator("档案资料完整性", score="")
    assert rules(missing) == ["judged-points"]
    (result,) = below(report(missing), "1.评价结果")
    assert "绩效评价得分为＿＿分，评价结果为＿＿。" in result


def test_the_points_of_each_second_level_must_reach_its_quota() -> None:
    (finding,) = check(case(with_indicator("资金到位情况", weight="2", score="2")))
    assert finding.rule == "weight-sum"
    assert "投入管理" in finding.message
    assert " 5" in finding.message


# The report


def test_the_report_prints_what_it_printed_before() -> None:
    assert_golden(f"{FORM}-sample", report())


def test_the_title_stands_in_three_lines_and_there_is_no_table() -> None:
    found = report()
    assert [(block.style, block.text) for block in said(found)[:2]] == [(Style.TITLE, TITLE), (Style.PART, "摘要")]
    assert found.tables() == ()
    assert len(found.sections) == 1


def test_the_headings_are_the_official_ones_in_order() -> None:
    assert tuple(block.text for block in said(report()) if block.style in HEADINGS) == (*SUMMARY, *BODY)


@pytest.mark.parametrize(("heading", "source", "count"), REPEATED)
def test_the_summary_says_word_for_word_what_the_body_says(heading: str, source: str, count: int) -> None:
    found = report()
    summary = below(found, heading, "摘要")
    assert len(summary) == count
    assert summary == below(found, source)[:count]


def test_the_summary_follows_the_body() -> None:
    assert below(report(with_answers(problems="没有。")), "（二）存在的问题", "摘要") == ["没有。"]
    assert below(report(with_answers(overview="甲。\n乙。")), "一、项目概况", "摘要") == ["甲。"]


def test_the_money_is_told_by_source() -> None:
    assert below(report(), "部门资金来源及使用情况") == MONEY
    assert below(report(), "四、成本效益分析") == [COST]


def test_other_income_is_told_where_there_is_some() -> None:
    funds = {**dossier().funds, "own": Fund(in_place="2"), "special_account": Fund(in_place="1.5")}
    found = report(replace(dossier(), funds=funds))
    said_of_others = "上级补助收入、事业收入、经营收入和附属单位上缴收入3.5万元"
    assert f"利息收入5.83万元，{said_of_others}。" in below(found, "部门资金来源及使用情况")[0]
    assert below(found, "四、成本效益分析")[0].startswith(
        f"2020年收入9.33万元（其中：财政拨款收入0万元，利息收入5.83万元，{said_of_others}）；"
    )


def test_a_project_without_opening_balance_that_spent_all_says_so() -> None:
    found = report(replace(dossier(), funds={"county": Fund(in_place="8", executed="8")}))
    assert below(found, "部门资金来源及使用情况") == [
        "1.2020年收入8万元，其中，财政拨款收入8万元，无利息收入，无上级补助收入、事业收入、经营收入和附属单位上缴收入。",
        "2.2020年支出8万元。",
        "3.无上年结转结余，2020年末累计结转结余资金0万元。",
    ]
    assert below(found, "四、成本效益分析")[0].endswith("无上年结转结余，本年末收支累计结余为0万元。")


def test_a_project_that_lives_on_its_opening_balance_has_no_income() -> None:
    found = report(replace(dossier(), funds={"carried": Fund(in_place="8", executed="3")}))
    assert below(found, "部门资金来源及使用情况")[0] == "1.2020年没有收入。"
    assert below(found, "四、成本效益分析")[0].startswith("2020年没有收入；本年待遇支出3万元；上年结转结余8万元，")


def test_the_result_names_points_grade_and_what_fell_short() -> None:
    assert below(report(), "1.评价结果") == [f"{RESULT}但存在预算测算不细等问题。"]
    assert below(report(with_answers(shortcoming="")), "1.评价结果") == [RESULT]


def test_praise_is_left_out_below_good() -> None:
    one = dossier()
    rows = tuple(replace(row, score="1", deviation="差得多。") for row in one.indicator)
    (result,) = below(report(replace(one, indicator=rows)), "1.评价结果")
    assert "得分为29分，评价结果为差。但存在" in result


def test_the_points_are_told_level_by_level_with_the_reasons_of_what_was_lost() -> None:
    assert below(report(), "（二）具体绩效分析") == SCORES


def test_a_reason_is_not_told_once_nothing_is_lost() -> None:
    found = below(report(with_indicator("预算编制合理性", score="2")), "（二）具体绩效分析")
    assert LOST not in found
    assert "（1）二级指标“投入管理”满分4分，评价得分为4分。" in found


def test_the_points_told_add_up() -> None:
    text = "".join(below(report(), "（二）具体绩效分析"))
    assert sum(map(int, re.findall(r"本项得分(\d+)分", text))) == 99
    assert sum(map(int, re.findall(r"评价得分为(\d+)分", text))) == 99
    assert sum(map(int, re.findall(r"”满分(\d+)分", text))) == 100


def test_a_filled_report_has_no_blank_and_an_empty_one_prints() -> None:
    assert blanks(report()) == 0
    empty = report(replace(dossier(), funds={}, answers={}, goal=(), indicator=(), evidence=()))
    assert tuple(block.text for block in said(empty) if block.style in HEADINGS) == (*SUMMARY, *BODY)
    assert below(empty, "部门资金来源及使用情况")[1] == "2.2020年支出＿＿万元。"


# Files, read back


def test_the_form_writes_text_and_no_sheet() -> None:
    assert known()[FORM].documents[0].formats == ("docx", "pdf")


def test_the_files_hold_every_paragraph_in_order(tmp_path: Path) -> None:
    files = filed.written(report(), tmp_path)
    document = docx.Document(str(files.docx))
    assert [paragraph.text for paragraph in document.paragraphs] == [block.text for block in said(report())]
    headings = [p.text for p in document.paragraphs if p.style and (p.style.name or "").startswith("Heading")]
    assert tuple(headings) == tuple(text for text in (*SUMMARY, *BODY) if text != "摘要")
    assert (document.tables, files.xlsx) == ([], None)


def test_the_pdf_holds_every_heading_and_every_figure(tmp_path: Path) -> None:
    pages = filed.written(report(), tmp_path).pages
    assert all(f"—{number}—" in page for number, page in enumerate(pages, start=1))
    text = re.sub(r"—\d+—", "", "".join(pages))
    for expected in (*SUMMARY, *BODY, *MONEY, COST, RESULT, *SCORES):
        assert expected in text


def test_an_income_nobody_knows_is_a_blank_and_one_there_is_not_is_said_to_be_none() -> None:
    one = dossier()
    known = {source: fund for source, fund in one.funds.items() if source != "other"}
    assert "无利息收入" in "".join(block.text for block in said(report(replace(one, funds=known))))
    unread = {**one.funds, "other": replace(one.funds["other"], in_place="约一百")}
    text = "".join(block.text for block in said(report(replace(one, funds=unread))))
    assert "利息收入＿＿万元" in text
    assert "无利息收入" not in text
    nothing = "".join(block.text for block in said(report(replace(one, funds={}))))
    assert "财政拨款收入＿＿万元，利息收入＿＿万元" in nothing
