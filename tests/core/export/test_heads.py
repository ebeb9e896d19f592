"""Tables with two head rows whose captions are merged across and down, in every file type."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from core.export import sheet
from core.export.fonts import available
from core.export.pdf_table import Rest, set_table, take
from core.report.blocks import Cell, Page, Paragraph, Report, Row, Section, Style, Table
from tests.core.export.samples import UNIT
from tests.core.export.samples_parts import fund_grid, head_in_the_middle
from tests.core.export.test_word import W, part, rows_of, values

FONTS = available(bundled_only=True)
FUND_HEADS = [
    *("项目", "行次", "年度总金额\n（万元）", "财政资金（万元）", "上年结转资金\n（万元）", "其他资金\n（万元）"),
    *("小计", "中央级", "省级", "市级", "县区级"),
]
TWO_HEADS = [
    (fund_grid(8), FUND_HEADS, 0),
    (head_in_the_middle(60), ["一级指标", "指标", "得分", "二级指标", "三级指标"], 1),
]


def a_report(table: Table) -> Report:
    blocks = (Paragraph(Style.ATTACHMENT, "附件1.情况表"), table)
    return Report("标题", "自评表", UNIT, date(2022, 3, 15), (Section(Page(landscape=True), blocks),))


@pytest.mark.parametrize(("table", "heads", "above"), TWO_HEADS)
def test_both_head_rows_stand_whole_on_each_page_of_a_pdf(table: Table, heads: list[str], above: int) -> None:
    setting, rest, pages = set_table(table, FONTS, 400), Rest(), []
    while rest.row < len(setting.heights):
        taken = take(setting, rest, 400, whole_page=True)
        assert taken is not None
        piece, rest = taken
        pages.append(piece)
    assert len(pages) > 1
    wanted = sorted(text.replace("\n", "") for text in heads)
    for number, piece in enumerate(pages):
        shown = ["".join(run.text for line in cell.lines for run in line.runs) for cell in piece.cells]
        first = 2 * above if not number else 0
        assert sorted(shown[first : first + len(heads)]) == wanted
        tall = [cell for cell, text in zip(piece.cells, shown, strict=True) if text in ("项目", "得分")]
        body = [cell for cell, text in zip(piece.cells, shown, strict=True) if text in ("小计", "三级指标")]
        assert [cell.top + cell.height for cell in tall] == pytest.approx([cell.top + cell.height for cell in body])


@pytest.mark.parametrize(("table", "heads", "above"), TWO_HEADS)
def test_both_head_rows_repeat_in_word(table: Table, heads: list[str], above: int) -> None:
    tables = list(part(a_report(table)).iter(f"{W}tbl"))
    assert len(tables) == 1 + above
    rows = list(tables[-1].iter(f"{W}tr"))
    assert [bool(list(row.iter(f"{W}tblHeader"))) for row in rows[:3]] == [True, True, False]
    shown = ["".join(cell.itertext()) for row in list(rows_of(tables[-1]))[:2] for cell in row]
    assert sorted(filter(None, shown)) == sorted(text.replace("\n", "") for text in heads)
    merged = [values(cell, "vMerge") for row in list(rows_of(tables[-1]))[:3] for cell in row]
    assert merged.count(["restart"]) >= merged.count(["continue"]) > 0


@pytest.mark.parametrize(("table", "heads", "above"), TWO_HEADS)
def test_both_head_rows_are_print_titles_of_the_spreadsheet(table: Table, heads: list[str], above: int) -> None:
    out = BytesIO()
    sheet.write(a_report(table), out)
    (worksheet,) = openpyxl.load_workbook(out).worksheets
    first = 2 + above  # below the attachment's name
    assert worksheet["A1"].value == "附件1.情况表"
    assert worksheet.print_title_rows == f"${first}:${first + 1}"
    shown = [cell.value for row in worksheet.iter_rows(first, first + 1) for cell in row if cell.value]
    assert shown == heads
    assert f"A{first}:A{first + 1}" in {str(area) for area in worksheet.merged_cells.ranges}


def test_a_caption_over_both_head_rows_and_the_body_does_not_keep_them_from_repeating() -> None:
    rows = (
        Row((Cell("绩效指标", down=4), Cell("指标", 2)), head=True),
        Row((Cell("二级"), Cell("三级")), head=True),
        Row((Cell("甲"), Cell("乙"))),
        Row((Cell("丙"), Cell("丁"))),
    )
    table = next(part(a_report(Table("表", (30, 30, 30), rows))).iter(f"{W}tbl"))
    first = [cells[0] for cells in rows_of(table)]
    assert [values(cell, "vMerge") for cell in first] == [["restart"], ["continue"], ["restart"], ["continue"]]
    assert ["".join(cell.itertext()) for cell in first] == ["", "", "绩效指标", ""]
    assert [bool(list(row.iter(f"{W}tblHeader"))) for row in table.iter(f"{W}tr")] == [True, True, False, False]


def test_a_head_whose_caption_has_ended_does_not_stand_over_the_part_that_follows() -> None:
    rows = (
        Row((Cell("绩效指标（90分）", down=3), Cell("二级"), Cell("三级")), head=True),
        Row((Cell("甲"), Cell("乙"))),
        Row((Cell("丙"), Cell("丁"))),
        Row((Cell("评价结论", 3),), min_height_mm=40),
    )
    setting = set_table(Table("表", (12, 30, 30), rows), FONTS, 180)
    taken = take(setting, Rest(3), 180, whole_page=True)
    assert taken is not None
    shown = ["".join(run.text for line in cell.lines for run in line.runs) for cell in taken[0].cells]
    assert shown == ["评价结论"]
