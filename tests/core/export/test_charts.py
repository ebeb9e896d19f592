"""Charts in every file type: the figures of the report and no others, drawn by Word and Excel themselves."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pypdfium2
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given
from hypothesis import strategies as st

from core.export import pdf, sheet, verify, word
from core.export.files import Format, write_file
from core.export.fonts import available
from core.export.pdf_chart import Slice
from core.export.pdf_flow import pages_of
from core.export.pdf_table import MM
from core.export.pictures import Pages
from core.report.blocks import Block, Cell, Chart, Page, Paragraph, Report, Row, Section, Style, Table
from core.report.charts import SPACE, size_mm
from tests.core.export.samples import UNIT

FONTS = available(bundled_only=True)
FAULTS = {Format.DOCX: verify.fault_in_docx, Format.XLSX: verify.fault_in_xlsx, Format.PDF: verify.fault_in_pdf}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TOTAL = Chart("column", "收入、支出总计", ("2020年", "2021年"), (Decimal("1610.28"), Decimal("1796.45")), 2)
PARTS = Chart("pie", "本年支出合计", ("基本支出", "项目支出"), (Decimal("287.43"), Decimal("1509.02")), 2)
FUNCTIONS = Chart(
    "pie",
    "一般公共预算财政拨款支出",
    ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "农林水支出", "住房保障支出"),
    tuple(map(Decimal, ("0.18", "0.11", "1432.02", "0", "26.37"))),
    2,
)
LOSS = Chart(
    "column", "年初结转和结余调整", ("2019年", "2020年", "2021年"), tuple(map(Decimal, ("-16.28", "0", "30.5"))), 2
)
ALL = (TOTAL, PARTS, FUNCTIONS, LOSS)


def body(text: str) -> Paragraph:
    return Paragraph(Style.BODY, text)


def a_report(*blocks: Block) -> Report:
    return Report("决算情况说明", "决算说明", UNIT, date(2022, 3, 15), (Section(Page(), blocks),))


REPORT = a_report(body("总体情况如下。"), *ALL)


def written(report: Report, format: Format) -> bytes:
    out = io.BytesIO()
    match format:
        case Format.DOCX:
            word.write(report, out)
        case Format.PDF:
            pdf.write(report, out, FONTS)
        case Format.XLSX:
            sheet.write(report, out)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package with a text of one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for entry in package.namelist():
            content = package.read(entry)
            if entry == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            copy.writestr(entry, content)
    return out.getvalue()


def remembered(root: ElementTree.Element, tag: str) -> list[str | None]:
    return [value.text for value in root.iterfind(f".//{C}ser/{C}{tag}//{C}v")]


# Every file type


@pytest.mark.parametrize("format", list(Format))
def test_a_report_with_charts_is_written_read_back_and_found_whole(format: Format, tmp_path: Path) -> None:
    write_file(REPORT, tmp_path, f"文件.{format}", format)


@pytest.mark.parametrize("format", list(Format))
def test_the_same_report_gives_the_same_bytes(format: Format) -> None:
    assert written(REPORT, format) == written(REPORT, format)


@given(
    kind=st.sampled_from(("column", "pie")),
    values=st.lists(st.decimals(0, 10**9, places=6), min_size=1, max_size=13).filter(any),
    names=st.data(),
)
def test_any_figures_survive_in_every_format(kind: str, values: list[Decimal], names: st.DataObject) -> None:
    texts = st.text("支出<&\"'=（）A1 \n\v\t", min_size=1, max_size=30)
    categories = tuple(names.draw(texts) for _ in values)
    chart = Chart("pie" if kind == "pie" else "column", names.draw(texts), categories, tuple(values), 2)
    report = a_report(chart)
    for format, fault in FAULTS.items():
        assert fault(report, written(report, format)) is None


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize(
    "other",
    [
        replace(PARTS, values=(Decimal("287.43"), Decimal("3.2"))),
        replace(PARTS, categories=("基本支出", "第二季度")),
        replace(PARTS, title="销售额"),
        replace(PARTS, unit="元"),
    ],
    ids=["value", "category", "title", "unit"],
)
def test_another_value_category_title_or_unit_is_found(format: Format, other: Chart) -> None:
    assert FAULTS[format](a_report(PARTS), written(a_report(other), format)) is not None


@pytest.mark.parametrize("format", [Format.DOCX, Format.XLSX])
def test_another_kind_of_chart_a_missing_and_a_surplus_one_are_found(format: Format) -> None:
    fault = FAULTS[format]
    assert fault(a_report(PARTS), written(a_report(replace(PARTS, kind="column")), format)) == (
        "图表“本年支出合计”的类型不符"
    )
    assert fault(a_report(PARTS, TOTAL), written(a_report(PARTS), format)) == "应有图表 2 个，实有 1 个"
    assert fault(a_report(PARTS), written(a_report(PARTS, TOTAL), format)) == "应有图表 1 个，实有 2 个"
    assert fault(a_report(PARTS, TOTAL), written(a_report(TOTAL, PARTS), format)) is not None


# Word


def test_the_values_in_each_chart_and_its_workbook_are_exactly_those_of_the_report() -> None:
    data = written(REPORT, Format.DOCX)
    for number, chart in enumerate(ALL, 1):
        root = ElementTree.fromstring(part(data, f"word/charts/chart{number}.xml"))
        assert [Decimal(text or "") for text in remembered(root, "val")] == list(chart.values)
        workbook = openpyxl.load_workbook(io.BytesIO(part(data, f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")))
        (cells,) = workbook.worksheets
        rows = list(cells.iter_rows(min_row=2, max_col=2, values_only=True))
        assert [(name, Decimal(str(value))) for name, value in rows] == list(
            zip(chart.categories, chart.values, strict=True)
        )
        assert cells["B1"].value == f"{chart.title}（单位：万元）"


def test_nothing_but_the_figures_of_the_report_stands_in_a_chart() -> None:
    data = written(a_report(PARTS), Format.DOCX)
    root = ElementTree.fromstring(part(data, "word/charts/chart1.xml"))
    assert [value.text for value in root.iter(f"{C}v")] == [
        "本年支出合计（单位：万元）",
        "基本支出 287.43（16.00%）",
        "项目支出 1509.02（84.00%）",
        "287.43",
        "1509.02",
    ]


def test_word_finds_the_workbook_that_its_chart_names() -> None:
    document = docx.Document(io.BytesIO(written(REPORT, Format.DOCX)))
    relations = [r for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.CHART]
    assert len(relations) == len(ALL)
    for relation in relations:
        chart = relation.target_part
        external = ElementTree.fromstring(chart.blob).find(f"{C}externalData")
        assert external is not None
        (key,) = external.attrib.values()
        assert chart.rels[key].reltype == RELATIONSHIP_TYPE.PACKAGE
        assert chart.rels[key].target_part.blob.startswith(b"PK")


def test_shares_and_legend_follow_the_values_that_somebody_types_into_the_workbook() -> None:
    data = part(written(a_report(PARTS), Format.DOCX), "word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    cells = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in cells[3]] == [
        "项目支出",
        1509.02,
        "=B3/SUM(B$2:B$3)",
        '=A3&" "&TEXT(B3,"0.00")&"（"&IF(AND(C3>0,ROUND(C3,4)=0),"不到0.01%",TEXT(C3,"0.00%"))&"）"',
    ]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert shown["D3"].value == "项目支出 1509.02（84.00%）"


def test_the_workbook_in_the_document_bears_the_date_of_the_report_alone() -> None:
    data = part(written(a_report(PARTS), Format.DOCX), "word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(data)).properties.created.date() == date(2022, 3, 15)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/charts/chart1.xml", "<c:v>1509.02</c:v>", "<c:v>3.2</c:v>"),
        ("word/charts/chart1.xml", "项目支出 1509.02", "项目支出 1509.03"),
        ("word/charts/chart1.xml", "externalData", "otherData"),
    ],
)
def test_a_chart_part_that_differs_from_the_report_is_found(name: str, old: str, new: str) -> None:
    report = a_report(PARTS)
    assert "图表“本年支出合计”" in (
        verify.fault_in_docx(report, changed(written(report, Format.DOCX), name, old, new)) or ""
    )


def test_a_workbook_that_differs_from_its_chart_is_found() -> None:
    report = a_report(PARTS)
    data = written(report, Format.DOCX)
    name = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
    other = changed(part(data, name), "xl/worksheets/sheet1.xml", "<v>1509.02</v>", "<v>3.2</v>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
        for entry in package.namelist():
            copy.writestr(entry, other if entry == name else package.read(entry))
    assert verify.fault_in_docx(report, out.getvalue()) == "图表“本年支出合计”的数据表不符"


def test_the_picture_is_as_large_as_in_the_pdf_and_says_its_figures_to_who_cannot_see_it() -> None:
    root = ElementTree.fromstring(part(written(REPORT, Format.DOCX), "word/document.xml"))
    drawn = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    sizes = [(int(size.attrib["cx"]), int(size.attrib["cy"])) for size in root.iter(f"{drawn}extent")]
    assert sizes == [tuple(round(side * 36000) for side in size_mm(chart)) for chart in ALL]
    names = [(words.attrib["id"], words.attrib["descr"]) for words in root.iter(f"{drawn}docPr")]
    assert [key for key, _ in names] == ["1", "2", "3", "4"]
    assert names[1][1] == "饼图“本年支出合计（单位：万元）”：基本支出 287.43，占 16.00%；项目支出 1509.02，占 84.00%。"


def test_chinese_words_in_a_chart_have_the_faces_of_the_document() -> None:
    root = ElementTree.fromstring(part(written(a_report(TOTAL), Format.DOCX), "word/charts/chart1.xml"))
    faces = {(run.find(f"{A}latin").get("typeface"), run.find(f"{A}ea").get("typeface"))  # type: ignore[union-attr]
             for tag in ("defRPr", "rPr") for run in root.iter(f"{A}{tag}")}  # fmt: skip
    assert faces == {("Times New Roman", "黑体"), ("Times New Roman", "宋体")}


@pytest.mark.parametrize("chart", [TOTAL, LOSS], ids=["gain", "loss"])
def test_word_is_told_every_switch_that_it_would_else_take_for_on(chart: Chart) -> None:
    root = ElementTree.fromstring(part(written(a_report(chart), Format.DOCX), "word/charts/chart1.xml"))
    (labels,) = root.iter(f"{C}dLbls")
    shown = {switch.tag.removeprefix(f"{C}show"): switch.get("val") for switch in labels if "show" in switch.tag}
    assert shown == {"LegendKey": "0", "Val": "1", "CatName": "0", "SerName": "0", "Percent": "0", "BubbleSize": "0"}
    for tag in ("roundedCorners", "autoTitleDeleted", "overlay", "varyColors", "invertIfNegative"):
        assert [switch.get("val") for switch in root.iter(f"{C}{tag}")] == ["0"], tag


@pytest.mark.parametrize(("chart", "least"), [(TOTAL, ["0"]), (LOSS, [])], ids=["gain", "loss"])
def test_columns_stand_on_zero_so_that_they_are_as_high_as_their_values(chart: Chart, least: list[str]) -> None:
    root = ElementTree.fromstring(part(written(a_report(chart), Format.DOCX), "word/charts/chart1.xml"))
    assert [limit.get("val") for limit in root.iterfind(f".//{C}valAx/{C}scaling/{C}min")] == least


# Excel


def test_every_chart_stands_beside_its_cells_on_one_worksheet_behind_the_tables() -> None:
    table = Table("收入决算表", (40, 40), (Row((Cell("项目"), Cell("1.00", numeric=True))),))
    data = written(a_report(table, *ALL), Format.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["收入决算表", "图表"]
    cells = [row for row in book["图表"].iter_rows(max_col=3, values_only=True) if row[0]]
    assert cells[:6] == [
        ("类别", "收入、支出总计（单位：万元）", None),
        ("2020年", 1610.28, None),
        ("2021年", 1796.45, None),
        ("类别", "本年支出合计（单位：万元）", "占比"),
        ("基本支出", 287.43, pytest.approx(0.16, rel=1e-4)),
        ("项目支出", 1509.02, pytest.approx(0.84, rel=1e-4)),
    ]
    assert len(book["图表"]._charts) == len(ALL)
    assert book["图表"].row_breaks.count == 1


def test_a_spreadsheet_draws_from_the_cells_beside() -> None:
    root = ElementTree.fromstring(part(written(a_report(PARTS), Format.XLSX), "xl/charts/chart1.xml"))
    assert [place.text for place in root.iter(f"{C}f")] == ["图表!$B$1", "图表!$D$2:$D$3", "图表!$B$2:$B$3"]
    assert remembered(root, "val") == ["287.43", "1509.02"]


def test_a_report_of_charts_alone_gives_a_spreadsheet() -> None:
    assert sheet.has_sheets(a_report(PARTS))
    assert openpyxl.load_workbook(io.BytesIO(written(a_report(PARTS), Format.XLSX))).sheetnames == ["图表"]


def test_a_table_named_like_the_worksheet_of_the_charts_keeps_its_name() -> None:
    table = Table("图表", (40,), (Row((Cell("项目"),)),))
    report = a_report(table, PARTS)
    data = written(report, Format.XLSX)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["图表", "图表(2)"]
    assert verify.fault_in_xlsx(report, data) is None


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/charts/chart1.xml", "<c:v>1509.02</c:v>", "<c:v>3.2</c:v>"),
        ("xl/worksheets/sheet1.xml", "<v>1509.02</v>", "<v>3.2</v>"),
    ],
)
def test_a_spreadsheet_whose_picture_or_cells_differ_is_found(name: str, old: str, new: str) -> None:
    report = a_report(PARTS)
    assert "图表“本年支出合计”" in (
        verify.fault_in_xlsx(report, changed(written(report, Format.XLSX), name, old, new)) or ""
    )


# Pdf and preview


def words_of(report: Report) -> list[str]:
    document = pypdfium2.PdfDocument(written(report, Format.PDF))
    texts = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return texts


def test_a_pdf_lists_every_slice_with_value_and_share() -> None:
    (text,) = words_of(a_report(FUNCTIONS))
    for name, value, share in (("一般公共服务支出", "0.18", "0.01%"), ("农林水支出", "0.00", "0.00%")):
        assert f"{name}{value}{share}" in text


def test_no_words_of_a_chart_lie_on_each_other_and_none_leave_the_picture() -> None:
    for chart in ALL:
        (printed,) = pages_of(a_report(chart), FONTS)
        (placed,) = printed.sheet.charts
        boxes = [
            (line.left + run.x, line.top, line.left + line.line.width, line.top + line.pitch)
            for line in placed.chart.lines
            for run in line.line.runs[:1]
        ]
        assert all(left >= 0 and bottom <= placed.chart.height for left, _, _, bottom in boxes)
        for number, (left, top, _, bottom) in enumerate(boxes):
            for other_left, other_top, other_right, other_bottom in boxes[number + 1 :]:
                below = top >= other_bottom - 0.01 or other_top >= bottom - 0.01
                assert below or left > other_right or other_left > left


def test_a_chart_stands_whole_on_one_page() -> None:
    for lines in range(10, 26):
        pages = list(pages_of(a_report(*(body("资金") for _ in range(lines)), PARTS, body("完")), FONTS))
        (top,) = (placed.top for page in pages for placed in page.sheet.charts)
        assert top + size_mm(PARTS)[1] * MM <= (297 - 37 - 35) * MM + 0.01


def test_what_follows_a_chart_stands_below_it() -> None:
    (printed,) = pages_of(a_report(PARTS, body("完")), FONTS)
    assert printed.sheet.lines[0].top == pytest.approx(size_mm(PARTS)[1] * MM + SPACE)


def test_slices_of_a_pie_go_once_around_and_one_that_is_all_is_a_circle() -> None:
    for chart in (FUNCTIONS, replace(FUNCTIONS, values=tuple(map(Decimal, (0, 0, 0, 0, 7))))):
        (printed,) = pages_of(a_report(chart), FONTS)
        slices = [shape for shape in printed.sheet.charts[0].chart.shapes if isinstance(shape, Slice)]
        assert len(slices) == sum(value > 0 for value in chart.values)
        assert sum(piece.end - piece.start for piece in slices) == pytest.approx(360)
        assert slices[0].whole is (len(slices) == 1)


@pytest.mark.parametrize("ink", [(0, 0, 0), (231, 233, 235)], ids=["day", "night"])
def test_slices_keep_their_colours_in_the_preview_by_day_and_night(ink: tuple[int, int, int]) -> None:
    with Pages(written(a_report(PARTS), Format.PDF)) as pages:
        picture = pages.picture(0, 400, (30, 30, 34) if ink[0] else (255, 255, 255), ink)
    pixels = {bytes(picture.pixels[at : at + 3]) for at in range(0, len(picture.pixels), 4)}
    assert {bytes.fromhex("8C5D2F"), bytes.fromhex("DEC4A9")} <= pixels
