"""Shanxi 2021: the tables of the report, and its files read back."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from python_calamine import CalamineWorkbook

from core.export.files import Format, write_file
from core.export.pages import paged
from core.model import Fund
from core.report.blocks import Contents
from tests.core.forms import filed
from tests.core.forms.shanxi import (
    EVALUATION_HEAD,
    EXTRACT_HEAD,
    FUND_HEAD,
    OUTLINE,
    dossier,
    grid,
    one_line,
    report,
    table,
)

FUND_ROWS = (
    ("年初预算资金", "(1)", "8", "8", "", "", "", "8", "", ""),
    ("全年预算资金", "(2)", "8", "8", "", "", "", "8", "", ""),
    ("实际到位资金", "(3)", "8", "8", "", "", "", "8", "", ""),
    ("全年执行资金", "(4)", "7.58", "7.58", "", "", "", "7.58", "", ""),
    ("资金结余", "(5)=(3)-(4)", "0.42", "0.42", "0", "0", "0", "0.42", "0", "0"),
    ("预算到位率", "(6)=(3)/(2)", "100", "100", "0", "0", "0", "100", "0", "0"),
    ("预算执行率(%)", "(7)=(4)/(2)", "94.75", "94.75", "0", "0", "0", "94.75", "0", "0"),
)

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
