from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from core.export import sheet
from core.report.blocks import Align, Block, Cell, Page, Paragraph, Report, Row, Section, Style, Table
from core.report.numbers import number_of
from core.report.typography import CELL
from tests.core.export.samples import UNIT, long_report, national_report, sichuan_report


def written(report: Report) -> bytes:
    out = BytesIO()
    sheet.write(report, out)
    return out.getvalue()


def opened(report: Report) -> Workbook:
    return openpyxl.load_workbook(BytesIO(written(report)))


def a_report(*blocks: Block, page: Page | None = None) -> Report:
    return Report("标题", "自评表", UNIT, date(2022, 3, 15), (Section(page or Page(), blocks),))


def one_cell(text: str, numeric: bool = False, name: str = "表") -> Table:
    return Table(name, (60,), (Row((Cell(text, numeric=numeric),)),))


def test_a_report_without_tables_gives_no_spreadsheet() -> None:
    report = a_report(Paragraph(Style.BODY, "正文"))
    assert not sheet.has_sheets(report)
    with pytest.raises(ValueError, match="neither table nor chart"):
        written(report)


def test_the_lines_directly_above_a_table_stand_above_it_and_body_text_does_not() -> None:
    worksheet = opened(sichuan_report()).worksheets[0]
    column = [worksheet.cell(row, 1).value for row in range(1, 5)]
    assert column == [
        "附件2", "项目绩效目标自评表", "（2021年度）　　金额单位：万元",
        "2021年部门预算项目自评\n城乡医疗救助资金项目绩效目标自评",
    ]  # fmt: skip
    assert "A1:F1" in {str(area) for area in worksheet.merged_cells.ranges}
    assert worksheet.cell(worksheet.max_row, 1).value == "注：实际完成值按年度决算数填列。"


def test_a_note_between_two_tables_stands_above_the_second() -> None:
    note, signature = Paragraph(Style.TABLE_NOTE, "单位：万元"), Paragraph(Style.SIGNATURE, "填报人：")
    first, second = sheet.sheets_of(a_report(one_cell("甲"), signature, note, one_cell("乙")))
    assert (first.below, second.above) == ((signature,), (note,))


@pytest.mark.parametrize(
    ("text", "value", "shown_as"),
    [
        ("150", 150, "0"),
        ("48.44", 48.44, "0.00"),
        ("0.00", 0, "0.00"),
        ("-3.50", -3.5, "0.00"),
        ("1,234,567.80", 1234567.8, "#,##0.00"),
        ("32.30%", 0.323, "0.00%"),
        ("32.30 %", 0.323, "0.00\\ %"),
        ("100%", 1, "0%"),
    ],
)
def test_a_number_is_a_number_and_shown_as_printed(text: str, value: float, shown_as: str) -> None:
    cell = opened(a_report(one_cell(text, numeric=True))).worksheets[0]["A1"]
    assert (cell.value, cell.number_format, cell.data_type) == (value, shown_as, "n")


@pytest.mark.parametrize(
    "text", ["—", "", "007", "-0.00", "1e3", "NaN", "≥90%", "12345678901234567.89", "1,23", "５０"]
)
def test_what_a_spreadsheet_could_not_show_exactly_stays_text(text: str) -> None:
    assert number_of(text) is None
    cell = opened(a_report(one_cell(text, numeric=True))).worksheets[0]["A1"]
    assert (cell.value or "") == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.booleans(), st.sampled_from(["", "%"]))
def test_every_amount_keeps_its_value(amount: Decimal, grouped: bool, percent: str) -> None:
    text = (f"{amount:,.2f}" if grouped else f"{amount:.2f}") + percent
    number = number_of(text)
    if amount.is_signed() and not amount:
        assert number is None
    else:
        assert number is not None
        assert number.value * (100 if percent else 1) == amount


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5吨", "@总额", "{=A1}", "http://example.com", "48.44", "2021"])
@pytest.mark.parametrize("across", [1, 2])
def test_text_stays_text_whatever_it_begins_with(text: str, across: int) -> None:
    table = Table("表", (40, 40), (Row((Cell(text, across), *(Cell() for _ in range(2 - across)))),))
    data = written(a_report(table))
    cell = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_sheet_names_are_cleaned_short_and_distinct() -> None:
    names = ("自评[1]表/甲", "A" * 40, "a" * 40, "", "History", "'引'")
    sheets = sheet.sheets_of(a_report(*(one_cell("甲", name=name) for name in names)))
    assert [s.name for s in sheets] == ["自评 1 表 甲", "A" * 31, "a" * 28 + "(2)", "表", "History(2)", "引"]
    assert opened(a_report(*(one_cell("甲", name=name) for name in names))).sheetnames == [s.name for s in sheets]


def test_the_page_is_a4_as_the_section_says_and_the_head_repeats() -> None:
    worksheet = opened(long_report()).worksheets[0]
    assert (worksheet.page_setup.paperSize, worksheet.page_setup.orientation) == (9, "landscape")
    assert (worksheet.page_setup.fitToHeight, worksheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert round(worksheet.page_margins.left * 25.4) == 26
    assert worksheet.print_title_rows == "$2:$2"
    assert "— &P —" in worksheet.oddFooter.center.text


def test_an_unnumbered_page_has_no_number() -> None:
    worksheet = opened(a_report(one_cell("甲"), page=Page(numbered=False))).worksheets[0]
    assert worksheet.oddFooter.center.text is None


def test_merges_and_official_faces_are_those_of_the_report() -> None:
    worksheet = opened(national_report()).worksheets[0]
    assert "A5:A9" in {str(area) for area in worksheet.merged_cells.ranges}
    assert (worksheet["A1"].font.name, worksheet["A5"].font.name) == ("方正小标宋简体", "黑体")
    assert worksheet["D6"].font.name == CELL.face
    assert worksheet["D6"].alignment.horizontal == Align.RIGHT


def test_a_row_is_high_enough_for_its_text() -> None:
    text = "资助困难群众参加城乡居民基本医疗保险，做到应保尽保；" * 6
    short, long = (sheet.row_heights(one_cell(words))[0] for words in ("甲", text))
    lines = len(text) * CELL.size / (57.6 * 72 / 25.4)
    assert short < 25
    assert long >= lines * CELL.pitch


def test_a_row_taller_than_a_spreadsheet_allows_is_laid_over_several() -> None:
    table = Table("表", (30, 30), (Row((Cell("长" * 700), Cell("短"))), Row((Cell("甲"), Cell("乙")))))
    worksheet = opened(a_report(table)).worksheets[0]
    merged = {str(area) for area in worksheet.merged_cells.ranges}
    assert any(area.startswith("A1:A") for area in merged)
    assert any(area.startswith("B1:B") for area in merged)
    heights = [worksheet.row_dimensions[row].height for row in range(1, worksheet.max_row + 1)]
    assert all(height <= 409 for height in heights)
    assert sum(heights) > 700 / 7 * CELL.pitch


def test_properties_come_from_the_report_and_the_bytes_repeat() -> None:
    properties = opened(sichuan_report()).properties
    assert (properties.title, properties.creator) == ("城乡医疗救助资金绩效自评报告", UNIT)
    assert properties.created == datetime(2022, 3, 15)
    assert written(sichuan_report()) == written(sichuan_report())


@pytest.mark.parametrize(("rows", "stands"), [(16, "top"), (15, "center")])
def test_a_label_over_more_rows_than_one_sees_stands_at_their_top(rows: int, stands: str) -> None:
    first = Row((Cell("产出指标", down=rows, label=True), Cell("0")))
    table = Table("表", (20, 40), (first, *(Row((Cell(f"{number}"),)) for number in range(1, rows))))
    sheet_of = opened(a_report(table)).worksheets[0]
    assert (sheet_of["A1"].alignment.vertical, sheet_of["B1"].alignment.vertical) == (stands, "center")
