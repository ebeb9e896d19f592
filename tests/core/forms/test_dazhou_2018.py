"""Dazhou 2018: the table of goals reached, of one project and of all, and the evaluation report over five projects."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from core.checking import check
from core.export.files import Format, write_file
from core.model import Book, Dossier, Fund
from core.publish import case_of
from core.report.blocks import HEADINGS, Paragraph, Report, Style, Table
from core.report.compose import blanks, compose
from tests.core.forms.filed import taken_in, whole_of
from tests.core.report.golden import assert_golden

UNIT = "示例县医疗保险管理局"
NAMES = (
    "党建工作经费",
    "医疗保险网络维护费",
    "住院核查及异地住院监督费",
    "居民参保档案整理费",
    "医疗保险政策宣传费",
)
BUDGETS = ("3", "20", "45", "10", "10")  # 万元, 88 together
OUTLINE = (
    "一、评价工作开展及项目情况",
    "二、评价结论及绩效分析",
    "（一）评价结论",
    "（二）绩效分析",
    "1、项目决策",
    "2、项目管理",
    "3、项目绩效",
    "三、存在主要问题",
    "四、相关措施建议",
)
WIDTHS: tuple[float, ...] = (18, 27, 31, 34, 30, 30)
LABELS = ("一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值")


def book() -> Book:
    """The sample as it comes into an empty book."""
    return taken_in("dazhou-2018")


def whole(of: Book) -> Dossier:
    return whole_of(of, 2018)


def with_dossier(of: Book, dossier: Dossier) -> Book:
    return replace(of, dossiers={**of.dossiers, dossier.id: dossier})


def report(key: str, of: Book | None = None, number: int | None = None) -> Report:
    """A document by its key: of the unit, or of the project with this number."""
    made = of or book()
    found = case_of(made, number or whole(made).id)
    document = next(document for document in found.form.documents if document.key == key)
    return compose(found.form, document, found.values, found.scores)


def of_project(place: int) -> Report:
    """The table of the n-th project, from 0."""
    made = book()
    return report("table", made, made.of_year(2018)[place].id)


def texts(found: Report) -> list[str]:
    return [block.text for block in found.blocks() if isinstance(block, Paragraph)]


def below(found: Report, heading: str) -> list[str]:
    blocks = [block for block in found.blocks() if isinstance(block, Paragraph)]
    start = next(n for n, block in enumerate(blocks) if block.text.startswith(heading))
    body: list[str] = []
    for block in blocks[start + 1 :]:
        if block.style is not Style.BODY:
            break
        body.append(block.text)
    return body


def shape(table: Table) -> list[list[tuple[str, int, int]]]:
    """Each row's cells: what they say in one line, and the columns and rows they cover."""
    return [[(cell.text.replace("\n", ""), cell.across, cell.down) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("key", ["goals_reached", "evaluation"])
def test_the_documents_of_the_unit_print_what_they_printed_before(key: str) -> None:
    assert_golden(f"dazhou-2018-{key.replace('_', '-')}", report(key))


def test_the_table_of_a_project_prints_what_it_printed_before() -> None:
    assert_golden("dazhou-2018-table", of_project(4))


def test_the_table_of_a_project_has_the_official_shape() -> None:
    table = of_project(4).tables()[0]
    assert table.widths_mm == WIDTHS
    assert shape(table) == [
        [("项目支出绩效目标完成情况表(2018 年度)", 6, 1)],
        [("项目名称", 1, 1), ("医疗保险政策宣传费", 5, 1)],
        [("预算单位", 1, 1), (UNIT, 5, 1)],
        [("预算执行情况(万元)", 1, 3), ("预算数:", 2, 1), ("10", 1, 1), ("执行数:", 1, 1), ("10", 1, 1)],
        [("其中-财政拨款:", 2, 1), ("10", 1, 1), ("其中-财政拨款:", 1, 1), ("10", 1, 1)],
        [("其它资金:", 2, 1), ("0", 1, 1), ("其它资金:", 1, 1), ("0", 1, 1)],
        [("年度目标完成情况", 1, 2), ("预期目标", 3, 1), ("实际完成目标", 2, 1)],
        [("居民参保率保持在95%以上。", 3, 1), ("居民参保率97.2%，宣讲到乡镇24个。", 2, 1)],
        [("绩效指标完成情况", 1, 4), *((label, 1, 1) for label in LABELS)],
        [(text, 1, 1) for text in ("项目完成指标", "数量指标", "居民医保参保率", "≥95%", "97.2%")],
        [(text, 1, 1) for text in ("效益指标", "社会效益指标", "居民政策知晓率", "≥85%", "88%")],
        [(text, 1, 1) for text in ("满意度指标", "满意度指标", "公众满意度", "≥90%", "93%")],
    ]


def test_the_table_of_all_joins_names_adds_amounts_and_numbers_goals() -> None:
    table = report("goals_reached").tables()[0]
    rows = shape(table)
    assert table.widths_mm == WIDTHS
    assert rows[1] == [("项目名称", 1, 1), ("、".join(NAMES), 5, 1)]
    assert rows[2] == [("预算单位", 1, 1), (UNIT, 5, 1)]
    assert rows[3] == [
        ("预算执行情况(万元)", 1, 3), ("预算数:", 2, 1), ("88", 1, 1), ("执行数:", 1, 1), ("88", 1, 1),
    ]  # fmt: skip
    assert rows[4] == [("其中-财政拨款:", 2, 1), ("88", 1, 1), ("其中-财政拨款:", 1, 1), ("88", 1, 1)]
    assert rows[5] == [("其它资金:", 2, 1), ("0", 1, 1), ("其它资金:", 1, 1), ("0", 1, 1)]
    assert rows[6] == [("年度目标完成情况", 1, 6), ("预期目标", 3, 1), ("实际完成目标", 2, 1)]
    goals = [[text for text, *_ in row] for row in rows[7:12]]
    assert [expected[:2] for expected, _ in goals] == [f"{number}、" for number in range(1, 6)]
    assert goals[1] == ["2、保证医保结算网络全年稳定运行。", "2、全年网络可用率99.6%，故障都在4小时内排除。"]


def test_the_table_of_all_lists_every_indicator_by_level_with_both_levels_printed() -> None:
    rows = shape(report("goals_reached").tables()[0])[12:]
    assert rows[0] == [("绩效指标完成情况", 1, 12), *((label, 1, 1) for label in LABELS)]
    assert [row[0][0] for row in rows[1:]] == ["项目完成指标"] * 5 + ["效益指标"] * 5 + ["满意度指标"]
    assert {(across, down) for row in rows[1:] for _, across, down in row} == {(1, 1)}
    assert [text for text, *_ in rows[1]] == ["项目完成指标", "数量指标", "召开党员大会次数", "≥4次", "4次"]
    assert [text for text, *_ in rows[-1]] == ["满意度指标", "满意度指标", "公众满意度", "≥90%", "93%"]


def test_the_summaries_name_each_project_with_its_amounts() -> None:
    found = texts(report("goals_reached"))
    quoted = "".join(f"“{name}”" for name in NAMES)
    assert found[0] == f"{UNIT}\n2018年度项目绩效目标完成情况"
    assert found[1] == f"本部门在2018年度部门决算中反映{quoted}等5个项目绩效目标实际完成情况。"
    assert len(found) == 7
    for text, name, budget in zip(found[2:], NAMES, BUDGETS, strict=True):
        assert text.startswith(
            f"{name}项目绩效目标完成情况综述。项目全年预算数{budget}万元，执行数为{budget}万元，完成预算的100%。"
            "通过项目实施，"
        )
    assert "发现的主要问题" not in found[2]
    assert found[5].endswith(
        "通过项目实施，当年报销资料全部归档，可以按人查到。"
        "发现的主要问题：报销资料多，存放场地不够。下一步改进措施：先扫描后移库，腾出近三年资料的位置。"
    )


def test_the_evaluation_report_has_the_official_headings() -> None:
    found = report("evaluation")
    paragraphs = [block for block in found.blocks() if isinstance(block, Paragraph)]
    assert [(block.style, block.text) for block in paragraphs[:2]] == [
        (Style.ATTACHMENT, "附件2"),
        (Style.TITLE, f"{UNIT}\n2018年项目支出绩效评价报告"),
    ]
    assert tuple(block.text for block in paragraphs if block.style in HEADINGS) == OUTLINE
    assert blanks(found) == 0
    assert found.tables() == ()


def test_the_listed_projects_make_up_the_total() -> None:
    first, *listed = below(report("evaluation"), OUTLINE[0])
    assert first == f"根据当年财政预算安排，{UNIT}项目预算资金为88万元，实际到位88万元。"
    for number, (text, name, budget) in enumerate(zip(listed, NAMES, BUDGETS, strict=True), start=1):
        assert text.startswith(f"{number}.{name}{budget}万元，主要用于")
        assert text.endswith("，在2018年已全部完成，资金来源为财政资金，资金管理制度健全。")
    assert sum(map(int, BUDGETS)) == 88


def test_a_project_not_spent_in_full_says_so_with_its_reason() -> None:
    made = book()
    second = made.of_year(2018)[1]
    funds = {"county": Fund(annual="20", in_place="20", executed="15")}
    answers = {**second.answers, "execution_reason": "尾款按合同次年支付。"}
    other = with_dossier(made, replace(second, funds=funds, answers=answers))
    assert below(report("evaluation", other), OUTLINE[0])[2] == (
        "2.医疗保险网络维护费20万元，主要用于专线租用、服务器维护和故障处理，在2018年执行15万元，完成预算的75%，"
        "没有全部支付的原因是尾款按合同次年支付，资金来源为财政资金，资金管理制度健全。"
    )
    assert "完成预算的75%。" in texts(report("goals_reached", other))[3]
    assert below(report("evaluation", other), OUTLINE[2])[0].startswith(
        f"2018年{UNIT}组织实施5个项目，预算88万元，执行83万元，执行率94.32%。"
    )


def test_problems_and_measures_of_the_projects_stand_until_the_clerk_writes() -> None:
    made = book()
    found = report("evaluation", made)
    assert below(found, "三、")[0] == "1、财务审批流程还可以更细。"
    assert below(found, "四、") == [
        "1、每季度培训一次系统操作，与软件公司约定故障响应时间。",
        "2、增加突击检查，对查实的问题按协议扣款并通报。",
        "3、先扫描后移库，腾出近三年资料的位置。",
        "4、春节前后集中宣传，用手机短信推送缴费时间。",
    ]
    for dossier in made.of_year(2018):
        answers = {key: text for key, text in dossier.answers.items() if key not in ("problems", "suggestions")}
        made = with_dossier(made, replace(dossier, answers=answers))
    assert below(report("evaluation", made), "四、") == ["无。"]


def test_nothing_is_found_in_the_sample() -> None:
    made = book()
    for dossier in made.dossiers.values():
        assert [(dossier.project.name, finding.message) for finding in check(case_of(made, dossier.id))] == []


@pytest.mark.parametrize("key", ["goals_reached", "evaluation"])
def test_the_docx_of_the_unit_holds_every_paragraph_and_cell(tmp_path: Path, key: str) -> None:
    found = report(key)
    path = write_file(found, tmp_path, "报告.docx", Format.DOCX).path
    document = docx.Document(str(path))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == texts(found)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells if cell.text}
    assert {cell.text for table in found.tables() for _, _, cell in table.placed()} == cells


def test_the_pdf_of_the_table_holds_every_cell(tmp_path: Path) -> None:
    found = of_project(4)
    path = write_file(found, tmp_path, "表.pdf", Format.PDF).path
    document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    text = "".join(re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document)
    assert len(document) == 1
    document.close()
    for _, _, cell in found.tables()[0].placed():
        assert re.sub(r"\s", "", cell.text) in text


def test_the_sheet_holds_the_amounts_as_numbers(tmp_path: Path) -> None:
    path = write_file(report("goals_reached"), tmp_path, "表.xlsx", Format.XLSX).path
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert values.count(88) == 4
    assert values.count(0) == 2
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A1:F1", "B2:F2", "A4:A6", "A7:A12"}
