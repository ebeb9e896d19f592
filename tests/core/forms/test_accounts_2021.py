"""四川部门决算公开 2021: every computed sentence, the charts, the report, and the document with all its annexes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.export.files import Format, write_file
from core.export.pages import paged
from core.model import Book, Dossier, Project
from core.publish import case_of, case_of_unit, plan
from core.report.blocks import Contents, Paragraph, Report, Style
from core.report.compose import blanks
from core.rules.finding import Case
from tests.core.forms.filed import Files, below, book, headings, report, row, texts, whole_of

NAME = "accounts-2021"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def case() -> Case:
    made = book(NAME)
    return case_of(made, whole_of(made, 2021).id)


@cache
def document(key: str) -> Report:
    return paged(report(case(), key))


def under(heading: str, key: str = "statement") -> str:
    return "\n".join(below(document(key), heading))


def with_accounts(**lines: Account) -> Case:
    """The unit with other texts in some lines of its accounts."""
    made = book(NAME)
    whole = whole_of(made, 2021)
    changed = replace(whole, accounts={**whole.accounts, **lines})
    return case_of(replace(made, dossiers={**made.dossiers, whole.id: changed}), whole.id)


def test_the_outline_is_that_of_the_published_document() -> None:
    said = headings(document("disclosure"))
    assert [heading for heading in said if "部分" in heading] == [
        "第一部分　部门概况",
        "第二部分　2021年度部门决算情况说明",
        "第三部分　名词解释",
        "第四部分　附件",
        "第五部分　附表",
    ]  # fmt: skip
    assert "（二）2021年重点工作完成情况。" in said
    assert said[-14:][0] == "一、收入支出决算总表"
    assert said[-1] == "十四、国有资本经营预算财政拨款支出决算表"


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("一、收入支出决算总体", "总计1796.45万元。与2020年相比，收入、支出各增加186.17万元，增长11.56%。"),
        ("二、收入决算", "收入1758.56万元，占97.93%；政府性基金预算财政拨款收入37.21万元，占2.07%。"),
        ("三、支出决算", "合计1796.45万元，其中：基本支出287.43万元，占16%；项目支出1509.02万元，占84%。"),
        ("四、财政拨款", "财政拨款收入、支出各增加186.17万元，增长11.56%，主要变动原因是"),
        ("（一）一般公共预算财政拨款支出决算总体", "1759.24万元，占本年支出合计的97.93%。"),
        ("（一）一般公共预算财政拨款支出决算总体", "增长26.27%。"),
        ("（二）一般公共预算财政拨款支出决算结构", "0.08万元，占不到0.01%；社会保障和就业支出211.38万元，占12.02%；"),
        ("（三）一般公共预算财政拨款支出决算具体", "决算数为1759.24万元，完成调整预算数的100%。其中："),
        ("六、一般公共", "人员经费263.48万元，主要包括：基本工资59.21万元、津贴补贴118.63万元、"),
        ("六、一般公共", "日常公用经费23.96万元，主要包括：办公费2.72万元、"),
        ("（一）“三公”", "0.13万元，完成预算26.5%，决算数小于预算数的主要原因是厉行节约"),
        ("（二）“三公”", "公务接待费支出决算0.13万元，占100%。具体情况如下："),
        ("（二）“三公”", "未安排预算。全年安排因公出国（境）团组0次，出国（境）0人。"),
        ("（二）“三公”", "公务接待费支出决算比2020年减少0.12万元，降低48.3%。"),
        ("八、政府性基金", "2021年政府性基金预算拨款支出37.21万元。"),
        ("九、国有资本", "2021年国有资本经营预算拨款支出0万元。"),
        ("（一）机关运行", "示例县医疗保障局机关运行经费支出23.96万元，比2020年减少1.38万元，下降5.45%。"),
        ("（二）政府采购", "授予中小企业合同金额6.07万元，占政府采购支出总额的100%，其中：授予小微"),
        ("（三）国有资产", "共有车辆0辆，其中：副部（省）级及以上领导用车0辆、主要领导干部用车0辆、"),
        ("（四）预算绩效", "年终执行完毕后，对9个项目开展了绩效自评。"),
    ],
)  # fmt: skip
def test_the_sentences_state_the_right_figures(heading: str, sentence: str) -> None:
    assert sentence in under(heading)


def test_nothing_is_said_in_percent_of_nothing() -> None:
    text = "\n".join(texts(document("disclosure")))
    assert "占0%" not in text
    assert "NaN" not in text
    assert "完成预算0%" not in text


def test_seven_charts_stand_at_their_places_with_the_figures_of_the_text() -> None:
    charts = {chart.title: chart for chart in document("disclosure").charts()}
    assert [chart.kind for chart in charts.values()] == ["column", "pie", "pie", "column", "column", "pie", "pie"]
    spent = charts["本年支出合计"]
    assert dict(zip(spent.categories, spent.values, strict=True))["项目支出"] == Decimal("1509.02")
    blocks = list(document("statement").blocks())
    place = blocks.index(next(chart for chart in document("statement").charts() if "三公" in chart.title))
    before = blocks[place - 1]
    assert isinstance(before, Paragraph)
    assert before.text.endswith("具体情况如下：")


def test_a_typed_total_that_contradicts_its_items_is_printed_as_typed() -> None:
    found = report(with_accounts(general=Account(outturn="1758.56", previous="1392.73")), "statement")
    assert "增加365.83万元，增长26.27%。" in "".join(below(found, "（一）一般公共预算财政拨款支出决算总体"))


def test_without_last_year_the_sentences_keep_a_blank_and_the_charts_a_single_column() -> None:
    made = book(NAME)
    whole = whole_of(made, 2021)
    lines = {key: replace(line, previous="") for key, line in whole.accounts.items()}
    bare = replace(whole, accounts=lines)
    found = report(case_of(replace(made, dossiers={**made.dossiers, whole.id: bare}), whole.id), "statement")
    assert "与2020年相比，收入、支出各增减＿＿万元。" in "".join(below(found, "一、收入支出决算总体"))
    assert found.charts()[0].categories == ("2021年",)
    assert blanks(found) > blanks(document("statement"))


def test_an_empty_year_prints_blanks_and_no_chart() -> None:
    found = report(case_of_unit(Book(), 2021, case().form), "disclosure")
    assert found.charts() == ()
    assert blanks(found) > 20
    assert "NaN" not in "".join(texts(found))


def test_unknown_codes_and_names_are_printed_as_typed() -> None:
    made = book(NAME)
    whole = whole_of(made, 2021)
    odd = FunctionLine(9001, whole.id, 9001, code="12", category="", section="", item="某项", outturn="1")
    item = EconomicLine(9002, whole.id, 9002, kind="别的", name="某经济科目", outturn="1")
    changed = replace(whole, function=(*whole.function, odd), economic=(*whole.economic, item))
    found = case_of(replace(made, dossiers={**made.dossiers, whole.id: changed}), whole.id)
    assert "某项（项）：＿＿" in "".join(below(report(found, "statement"), "第三部分"))
    assert report(found, "tables").tables()


def test_the_report_repeats_what_the_parts_say() -> None:
    for heading, source in (
        ("（一）机构组成", "二、机构设置"),
        ("（二）机构职能", "（一）主要职能"),
        ("（一）部门财政资金收入", "四、财政拨款收入支出"),
        ("（二）部门财政资金支出", "三、支出决算"),
    ):
        assert under(heading, "report") == under(source)
    assert under("（三）人员概况", "report") == (
        "2021年年底实有在职人数22人，行政编制3人，参公编制12人，参公工人1人，事业编制1人，编内聘用1人，购买劳务4人。"
        "退休人员3人。"
    )


def test_the_glossary_counts_through_terms_and_items() -> None:
    lines = below(document("statement"), "第三部分")
    assert [line.split(".")[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    assert lines[8].startswith("9.一般公共服务支出（类）财政事务（款）信息化建设（项）：指")
    assert not any("＿＿" in line for line in lines)


def test_the_tables_have_sums_for_each_category_and_section() -> None:
    totals, functions, basic, three = document("tables").tables()
    assert row(totals, "收入总计") == ["收入总计", "1796.45", "支出总计", "1796.45"]
    assert row(functions, "210") == ["210", "卫生健康支出", "1434.62", "1434.62", "100%"]
    assert row(functions, "21011") == ["21011", "　行政事业单位医疗", "15.00", "15.00", "100%"]
    assert row(basic, "合计") == ["合计", "287.43"]
    assert row(three, "公务接待费")[1:] == ["0.50", "0.13", "0.26", "26.5%"]
    assert row(three, "因公出国（境）费")[-1] == ""


def test_contents_list_parts_headings_and_annexes_but_nothing_inside_of_these() -> None:
    entries = contents().entries
    projects = [dossier.project.name for dossier in book(NAME).of_year(2021)]
    annexed = [entry.text for entry in entries if entry.text.startswith("附件")]
    assert len(annexed) == 1 + len(projects) == 10
    assert annexed[0] == "附件1　2021年示例县医疗保障局部门整体支出绩效评价报告"
    assert all(name in text for name, text in zip(projects, annexed[1:], strict=True))
    assert len(entries) == 5 + 2 + 10 + 10 + 14


def contents() -> Contents:
    (found,) = (block for block in document("disclosure").blocks() if isinstance(block, Contents))
    return found


def test_annexes_hold_every_project_with_its_report_and_table_under_its_own_form() -> None:
    found = document("disclosure")
    labels = texts(found, Style.ATTACHMENT)
    assert labels == [f"附件{number}" for number in range(1, 11)]
    names = [table.name for table in found.tables()]
    assert names == [f"附件{number} 项目绩效目标自评表" for number in range(2, 11)]
    assert headings(found).count("五、评价结论及建议") == 9
    for dossier in book(NAME).of_year(2021):
        own = report(case_of(book(NAME), dossier.id), "report")
        inside = set(texts(found))
        assert set(texts(own)) <= inside


def test_the_assembled_pdf_counts_its_pages_through_and_the_contents_name_the_right_ones(tmp_path: Path) -> None:
    path = write_file(document("disclosure"), tmp_path, "公开.pdf", Format.PDF).path
    pages = Files(path, path, None).pages
    first = next(n for n, page in enumerate(pages) if "—1—" in page)
    assert all(f"—{number}—" in page for number, page in enumerate(pages[first:], start=1))
    for entry in contents().entries:
        words = entry.text.partition("　")[0] if entry.text.startswith("附件") else "".join(entry.text.split())
        assert words in pages[first + entry.page - 1]


def test_the_assembled_docx_holds_all_in_order_with_the_same_numbers(tmp_path: Path) -> None:
    path = write_file(document("disclosure"), tmp_path, "公开.docx", Format.DOCX).path
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    lines = ["".join(part.text or "" for part in line.iter(f"{W}t")) for line in root.iter(f"{W}p")]
    places = [lines.index(heading) for heading in headings(document("disclosure")) if "部分" in heading]
    assert places == sorted(places)
    for entry in contents().entries:
        assert f"{entry.text}{entry.page}" in lines
    assert sum(line.startswith("附件") and line[2:].isdigit() for line in lines) == 10
    assert len([name for name in zipfile.ZipFile(path).namelist() if re.search(r"charts/chart\d*\.xml$", name)]) == 7


def test_the_unit_is_published_with_the_assembled_document_and_single_files() -> None:
    made = book(NAME)
    jobs = plan(made, [whole_of(made, 2021).id, *(d.id for d in made.of_year(2021))], tuple(Format))
    (unit,) = (job for job in jobs if job.case.dossier.is_unit)
    assert [(part.key, [str(f) for f in formats]) for part, formats in unit.parts] == [
        ("disclosure", ["docx", "pdf"]),
        ("statement", ["docx", "pdf"]),
        ("report", ["docx", "pdf"]),
        ("tables", ["docx", "pdf", "xlsx"]),
    ]
    assert sum(not job.case.dossier.is_unit for job in jobs) == 9


def test_projects_filed_under_forms_with_annexes_of_their_own_never_annex_one_another_without_end() -> None:
    own = {1: "accounts-2021", 2: "accounts-2018", 3: "dazhou-2018"}
    single = {n: Dossier(Project(n, 2021, name=f"{form}项目", form=form)) for n, form in own.items()}
    for form in ("accounts-2021", "accounts-2018"):
        whole = Dossier(
            Project(9, 2021, scope="unit", form=form), accounts={"closing": Account(reason="{fund.total.annual}")}
        )
        found = report(case_of(Book(dossiers={**single, 9: whole}), 9), "disclosure")
        labels = texts(found, Style.ATTACHMENT)
        assert labels == [f"附件{number}" for number in range(1, len(labels) + 1)]
        assert 2 < len(labels) < 12
