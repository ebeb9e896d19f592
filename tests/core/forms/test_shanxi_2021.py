"""Shanxi 2021: one project with the figures of a real report, from the exchange file to the files read back."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import msgspec
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from python_calamine import CalamineWorkbook

from core.checking import check
from core.export.files import Format, write_file
from core.export.pages import paged
from core.forms.library import known
from core.forms.model import Form
from core.model import Dossier, Fund, Goal
from core.publish import case_of
from core.report.blocks import HEADINGS, Contents, Paragraph, Report, Style, Table
from core.report.compose import blanks, compose
from core.rules.finding import Case
from core.scoring.scores import grade
from tests.core.forms import filed
from tests.core.report.golden import assert_golden

FORM = "shanxi-2021"

OUTLINE = (
    "一、项目的基本情况",
    "（一）项目概况",
    "（二）预算执行情况",
    "（三）项目绩效目标",
    "（1）项目实施期绩效目标",
    "（2）项目年度目标",
    "（四）项目实施计划",
    "二、项目绩效情况",
    "（一）预算执行情况",
    "（二）项目产出情况",
    "（三）项目效益情况",
    "（四）项目满意度情况",
    "三、项目绩效分析",
    "1. 项目实施和预算执行情况及分析",
    "2. 产出情况及分析",
    "3. 效益情况及分析",
    "4. 满意度情况及分析",
    "四、项目主要经验做法",
    "五、项目管理中存在问题及原因分析",
    "六、进一步加强项目管理措施及建议",
)
ANNEXES = ("附件1.项目支出绩效自评表", "附件2.绩效自评相关资料")
RUN_IN = ("项目概况：", "立项依据：", "设立的必要性：", "保证项目实施的措施与制度：", "项目实施计划：")

# C1: two header rows, then seven rows; nothing stands for 0 in (1) to (4), a 0 in (5) to (7).
FUND_HEAD = (
    ("项目", 1, 2), ("行次", 1, 2), ("年度总金额(万元)", 1, 2), ("财政资金", 5, 1), ("上年结转资金(万元)", 1, 2),
    ("其他资金(万元)", 1, 2), ("小计", 1, 1), ("中央级", 1, 1), ("省级", 1, 1), ("市级", 1, 1), ("县区级", 1, 1),
)  # fmt: skip
FUND_ROWS = (
    ("年初预算资金", "(1)", "8", "8", "", "", "", "8", "", ""),
    ("全年预算资金", "(2)", "8", "8", "", "", "", "8", "", ""),
    ("实际到位资金", "(3)", "8", "8", "", "", "", "8", "", ""),
    ("全年执行资金", "(4)", "7.58", "7.58", "", "", "", "7.58", "", ""),
    ("资金结余", "(5)=(3)-(4)", "0.42", "0.42", "0", "0", "0", "0.42", "0", "0"),
    ("预算到位率", "(6)=(3)/(2)", "100", "100", "0", "0", "0", "100", "0", "0"),
    ("预算执行率(%)", "(7)=(4)/(2)", "94.75", "94.75", "0", "0", "0", "94.75", "0", "0"),
)

# C6: captions and rows; where one level stands over several rows it is written once.
EVALUATION_HEAD = (
    "一级指标", "二级指标", "目标指标", "权重", "目标值", "业绩值", "完成率", "指标得分", "偏差原因分析及改进措施",
)  # fmt: skip
EXTRACT_HEAD = ("二级指标", "三级指标", "权重", "目标值", "业绩值", "得分")
EVALUATION_ROWS = (
    ("预算执行指标", "预算执行指标", "预算执行率", "10", "100%", "94.75%", "94.75%", "9.48"),
    ("产出指标", "数量指标", "政策宣讲场次", "12.5", "≥5场", "5场", "100.00%", "12.5"),
    ("产出指标", "数量指标", "政策折页印发数量", "12.5", "≥2万张", "1万张", "50.00%", "6.25"),
    ("产出指标", "质量指标", "宣传材料合格率", "12.5", "≥98%", "98%", "100.00%", "12.5"),
    ("产出指标", "时效指标", "宣讲活动开展及时性", "12.5", "及时", "达成", "100%", "12.5"),
    ("效益指标", "社会效益", "参保群众政策知晓情况", "15", "普遍知晓", "达成", "100%", "15"),
    ("效益指标", "可持续影响指标", "政策宣传长效机制", "15", "健全", "达成", "100%", "15"),
    ("满意度指标", "服务对象满意度指标", "办事群众满意度", "10", "≥95%", "95%", "100.00%", "10"),
)
LEVELS = ("预算执行指标", "产出指标", "效益指标", "满意度指标")  # each has its extract in a chapter of its own
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


def dossier() -> Dossier:
    (only,) = filed.book(FORM).of_year(2021)
    return only


def case(changed: Dossier | None = None, form: Form | None = None) -> Case:
    """The sample, or what has been made of it, under its form."""
    made, one = filed.book(FORM), changed or dossier()
    return case_of(replace(made, dossiers={one.id: one}), one.id, form)


def report(changed: Dossier | None = None) -> Report:
    found = case(changed)
    return compose(found.form, found.form.documents[0], found.values, found.scores)


def with_answers(**answers: str) -> Dossier:
    """The sample with other answers; a blank one is taken away."""
    one = dossier()
    return replace(one, answers={key: text for key, text in {**one.answers, **answers}.items() if text})


def said(found: Report) -> list[Paragraph]:
    return [block for block in found.blocks() if isinstance(block, Paragraph)]


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


def table(found: Report, name: str) -> Table:
    return next(each for each in found.tables() if each.name == name)


def grid(found: Table) -> list[list[str]]:
    """The table with the text of a merged cell in every position it covers."""
    rows = [[""] * len(found.widths_mm) for _ in found.rows]
    for row, column, cell in found.placed():
        for r in range(row, row + cell.down):
            rows[r][column : column + cell.across] = [filed.flat(cell.text)] * cell.across
    return rows


def one_line(text: str) -> str:
    return re.sub(r"\s", "", text)


# Facts and points


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


# The report


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


# Tables


def test_the_fund_grid_has_ten_columns_under_two_rows_of_captions() -> None:
    found = table(report(), "预算执行情况")
    head = [cell for row in found.rows if row.head for cell in row.cells]
    assert [(filed.flat(cell.text), cell.across, cell.down) for cell in head] == list(FUND_HEAD)
    assert [tuple(row) for row in grid(found)[2:]] == list(FUND_ROWS)
    assert (len(found.widths_mm), sum(map(Decimal, map(str, found.widths_mm)))) == (10, 165)


def test_the_sums_and_formulas_of_the_fund_grid_hold_over_all_sources() -> None:
    funds = {
        "central": Fund("", "", "20", "18", "9"),
        "county": Fund("8", "", "8", "8", "7.58"),
        "carried": Fund("", "", "1.5", "1.5", "1.5"),
        "own": Fund("", "", "0.5", "0", "0"),
    }
    rows = {row[0]: row[2:] for row in grid(table(report(replace(dossier(), funds=funds)), "预算执行情况"))}
    assert rows["全年预算资金"] == ["30", "28", "20", "", "", "8", "1.5", "0.5"]
    assert rows["实际到位资金"] == ["27.5", "26", "18", "", "", "8", "1.5", ""]
    assert rows["全年执行资金"] == ["18.08", "16.58", "9", "", "", "7.58", "1.5", ""]
    assert [rows["资金结余"][n] for n in (0, 1, 2, 5, 6, 7)] == ["9.42", "9.42", "9", "0.42", "0", "0"]
    assert [rows["预算到位率"][n] for n in (0, 1, 2, 5, 6, 7)] == ["91.67", "92.86", "90", "100", "100", "0"]
    assert [rows["预算执行率(%)"][n] for n in (0, 1, 2, 5, 6, 7)] == ["60.27", "59.21", "45", "94.75", "100", "0"]


def test_annex_1_has_nine_columns_with_completion_and_reasons() -> None:
    found = table(report(), "附件1.项目支出绩效自评表")
    rows = grid(found)
    assert rows[0] == ["附件1.项目支出绩效自评表"] * 9
    assert tuple(rows[1]) == EVALUATION_HEAD
    assert [tuple(row[:8]) for row in rows[2:]] == list(EVALUATION_ROWS)
    assert [bool(row[8]) for row in rows[2:]] == [True, False, True, False, False, False, False, False]
    assert [row.head for row in found.rows][:3] == [True, True, False]
    assert (len(found.widths_mm), sum(found.widths_mm)) == (9, 247.0)


def test_levels_of_annex_1_are_merged_downwards() -> None:
    found = table(report(), "附件1.项目支出绩效自评表")
    downs = {cell.text: cell.down for row in found.rows for cell in row.cells if cell.down > 1}
    assert downs == {"产出指标": 4, "数量指标": 2, "效益指标": 2}


@pytest.mark.parametrize("level1", LEVELS)
def test_the_tables_of_the_chapters_are_extracts_of_annex_1(level1: str) -> None:
    found = table(report(), level1)
    rows = grid(found)
    assert tuple(rows[0]) == EXTRACT_HEAD
    assert [tuple(row) for row in rows[1:]] == [(*row[1:6], row[7]) for row in EVALUATION_ROWS if row[0] == level1]
    assert (len(found.widths_mm), sum(found.widths_mm)) == (6, 165.0)


# Files, read back


def test_the_files_hold_the_report_with_its_tables(tmp_path: Path) -> None:
    document = docx.Document(str(write_file(report(), tmp_path, "报告.docx", Format.DOCX).path))
    assert [section.orientation for section in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert (
        tuple(p.text for p in document.paragraphs if p.style and (p.style.name or "").startswith("Heading")) == OUTLINE
    )
    cells = [[[filed.flat(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    assert cells == [grid(table) for table in report().tables()]
    widths = [[(column.width or 0) / Mm(1) for column in table.columns] for table in document.tables]
    due = [pytest.approx(table.widths_mm, abs=0.2) for table in report().tables()]  # Word counts in 1/20 pt
    assert widths == due


def test_the_pages_named_in_the_contents_are_those_the_headings_stand_on(tmp_path: Path) -> None:
    (contents,) = (block for block in paged(report()).blocks() if isinstance(block, Contents))
    path = write_file(report(), tmp_path, "报告.pdf", Format.PDF).path
    document = pypdfium2.PdfDocument(path)
    pages = [one_line(page.get_textpage().get_text_bounded()) for page in document]
    landscape = [page.get_width() > page.get_height() for page in document]
    document.close()
    numbers = [re.search(r"—(\d+)—", page) for page in pages]
    assert [number and number[1] for number in numbers] == [None, None, *map(str, range(1, len(pages) - 1))]
    for entry in contents.entries:
        assert one_line(entry.text) in pages[entry.page + 1]  # behind the cover and the contents page
        assert re.search(rf"{re.escape(one_line(entry.text))}\W*{entry.page}(?!\d)", pages[1])
    assert landscape.index(True) == contents.entries[-2].page + 1
    assert sum(landscape) == 1


def test_the_xlsx_holds_the_tables_with_their_figures_as_numbers(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(write_file(report(), tmp_path, "报告.xlsx", Format.XLSX).path))
    assert book.sheet_names == [each.name for each in report().tables()]
    rows = book.get_sheet_by_name("预算执行情况").to_python(skip_empty_area=False)
    executed = next(row for row in rows if row[0] == "全年执行资金")
    assert executed == ["全年执行资金", "(4)", 7.58, 7.58, "", "", "", 7.58, "", ""]
    rates = next(row for row in rows if row[0] == "预算执行率(%)")
    assert rates[2:] == [94.75, 94.75, 0, 0, 0, 94.75, 0, 0]
    evaluation = book.get_sheet_by_name("附件1.项目支出绩效自评表").to_python(skip_empty_area=False)
    assert [row[7] for row in evaluation][-8:] == [9.48, 12.5, 6.25, 12.5, 12.5, 15, 15, 10]


def test_a_second_goal_of_the_year_is_a_paragraph_more() -> None:
    one = dossier()
    more = (*one.goal, Goal(990, one.id, 990, "annual", "建成线上宣传栏目。"))
    assert below(report(replace(one, goal=more)), "（2）项目年度目标")[-1] == "建成线上宣传栏目。"
