"""The cover, the contents page and the ways through a pdf."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdfium2
import pytest
from pypdfium2 import raw

from core.export import pdf
from core.export.fonts import available
from core.export.pages import paged
from core.export.pdf_contents import set_entry
from core.export.pdf_flow import Sheet, set_section
from core.export.pdf_lines import Line, width_of
from core.export.pdf_table import MM
from core.report.blocks import Block, Contents, Entry, Page, PageBreak, Paragraph, Report, Section, Style
from core.report.typography import CONTENTS_ENTRIES, STYLES
from tests.core.export.samples import UNIT, sichuan_report
from tests.core.export.samples_parts import cover_report

FONTS = available(bundled_only=True)
WIDTH = Page().text_width_mm * MM
ROOM = 225 * MM


def written(report: Report) -> bytes:
    out = io.BytesIO()
    pdf.write(paged(report, FONTS), out, FONTS)
    return out.getvalue()


def text_of(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def sheets(*blocks: Block) -> tuple[Sheet, ...]:
    return set_section(Section(Page(), blocks), FONTS)


def tops(sheet: Sheet) -> dict[str, float]:
    return {text_of(placed.line): placed.top for placed in sheet.lines}


def test_a_report_with_cover_and_contents_gives_the_same_bytes_twice() -> None:
    assert written(cover_report()) == written(cover_report())


def test_the_number_on_the_contents_page_is_the_one_at_the_foot_of_the_heading_s_page() -> None:
    document = pypdfium2.PdfDocument(written(cover_report()))
    texts = [re.sub(r"[ \r]", "", page.get_textpage().get_text_range()) for page in document]
    document.close()
    lines = re.findall(r"^(.+?)\.{3,}(\d+)$", texts[1], re.MULTILINE)
    assert len(lines) == 18
    for title, number in lines:
        (page,) = [text for text in texts if f"—{number}—" in text.split("\n")]
        assert title in page


# A line of the contents page


@pytest.mark.parametrize("level", range(5))
@pytest.mark.parametrize("text", ["一、概况", "很长的标题" * 8, "一、" + "资" * 29, ""])
def test_dots_lead_to_a_number_at_the_right_margin(level: int, text: str) -> None:
    style, (*above, last) = CONTENTS_ENTRIES[level], set_entry(Entry(level, text, 128), FONTS, WIDTH)
    *_, dots, number = last.runs
    chain, left = FONTS.chain(style.face), style.left_indent * style.size
    assert number.text == "128"
    assert left + number.x + width_of("128", chain, style.size) == pytest.approx(WIDTH)
    assert set(dots.text) == {"."}
    assert dots.x + len(dots.text) * (dots.spacing + width_of(".", chain, style.size)) <= number.x
    assert "".join(map(text_of, above)) + text_of(last).rstrip("128").rstrip(".") == text


def test_the_dots_of_all_lines_stand_one_below_the_other() -> None:
    ends = []
    for level, text, page in ((1, "一、概况", 1), (2, "（一）项目基本情况", 12), (3, "1.立项", 128)):
        style = CONTENTS_ENTRIES[level]
        run = set_entry(Entry(level, text, page), FONTS, WIDTH)[-1].runs[-2]
        ends.append((WIDTH - style.left_indent * style.size - run.x) / (0.3 * style.size))
    assert ends == pytest.approx([round(end) for end in ends])


def test_a_line_breaks_alike_before_its_number_is_known() -> None:
    for length in range(20, 70):
        known, unknown = (set_entry(Entry(1, "资" * length, page), FONTS, WIDTH) for page in (128, 0))
        assert len(known) == len(unknown)
        assert text_of(unknown[-1]).count(".") == 0


def test_a_contents_page_runs_over_pages() -> None:
    pages = sheets(Paragraph(Style.CONTENTS_TITLE, "目录"), Contents(1, (Entry(1, "一、概况", 1),) * 60))
    assert [len(sheet.lines) for sheet in pages] == [23, 24, 14]
    assert [mark.entry for sheet in pages for mark in sheet.marks if mark.block == 1] == list(range(60))


# The cover


def test_the_title_of_a_cover_stands_well_below_the_top_and_the_date_at_the_foot() -> None:
    (sheet,) = sheets(
        Paragraph(Style.COVER_TITLE, "自评报告"),
        Paragraph(Style.COVER_LINE, "甲"),
        Paragraph(Style.COVER_DATE, "2022年3月"),
    )
    places = tops(sheet)
    assert places["自评报告"] == STYLES[Style.COVER_TITLE].before
    assert places["2022年3月"] == pytest.approx(ROOM - STYLES[Style.COVER_DATE].pitch)


def test_the_space_above_a_cover_title_stays_on_a_page_behind_a_break() -> None:
    _, second = sheets(Paragraph(Style.BODY, "甲"), PageBreak(), Paragraph(Style.COVER_TITLE, "乙"))
    assert tops(second) == {"乙": STYLES[Style.COVER_TITLE].before}


def test_two_lines_at_the_foot_stand_one_below_the_other() -> None:
    (sheet,) = sheets(*(Paragraph(Style.COVER_DATE, text) for text in ("示例县", "2022年3月")))
    pitch = STYLES[Style.COVER_DATE].pitch
    assert tops(sheet) == pytest.approx({"示例县": ROOM - 2 * pitch, "2022年3月": ROOM - pitch})


def test_a_cover_too_full_for_its_date_goes_on_to_another_page() -> None:
    lines = [Paragraph(Style.COVER_LINE, f"第{number}行") for number in range(17)]
    _, second = sheets(*lines, Paragraph(Style.COVER_DATE, "2022年3月"))
    assert list(tops(second)) == ["2022年3月"]


def test_a_long_project_name_goes_on_below_its_own_beginning() -> None:
    (sheet,) = sheets(Paragraph(Style.COVER_LINE, "项目名称：" + "资" * 30))
    first, second = sheet.lines
    size = STYLES[Style.COVER_LINE].size
    assert first.left + first.line.runs[0].x == pytest.approx(4 * size)
    assert second.left + second.line.runs[0].x == pytest.approx(9 * size)
    assert 9 * size + second.line.width <= WIDTH - 2 * size


# Ways through the file


def test_the_headings_are_listed_beside_the_pages_each_below_its_chapter() -> None:
    document = pypdfium2.PdfDocument(written(cover_report(3, parts=True)))
    listed = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert listed[:4] == [
        (0, "第一部分 自评报告", 2), (1, "一、项目的基本情况", 2),
        (2, "（一）项目概况", 2), (2, "（二）预算执行情况", 2),
    ]  # fmt: skip
    assert listed[-1] == (1, "附件2.绩效自评相关资料", 10)


def test_a_report_without_a_contents_page_has_bookmarks_too() -> None:
    document = pypdfium2.PdfDocument(written(sichuan_report()))
    listed = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert listed[:4] == [(0, "附件1"), (0, "一、项目概况"), (1, "（一）项目基本情况。"),
                          (2, "1．说明项目主管部门（单位）在该项目管理中的职能。")]  # fmt: skip


def test_each_line_of_the_contents_page_leads_to_the_page_of_its_heading() -> None:
    report = paged(cover_report(), FONTS)
    (contents,) = [block for block in report.blocks() if isinstance(block, Contents)]
    (sheet,) = set_section(report.sections[1], FONTS)
    document = pypdfium2.PdfDocument(written(report))
    page = document[1]
    for mark in sheet.marks[1:]:
        x, y = Page().left_mm * MM + 50, (297 - Page().top_mm) * MM - (mark.top + mark.bottom) / 2
        link = raw.FPDFLink_GetLinkAtPoint(page, x, y)
        aim = raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link))
        assert aim == contents.entries[mark.entry].page + 1  # cover and contents lie before
    document.close()


def test_headings_that_begin_below_the_first_level_are_listed_all_the_same() -> None:
    blocks = (
        Paragraph(Style.HEADING_3, "1.甲"),
        Paragraph(Style.HEADING_1, "一、乙"),
        Paragraph(Style.HEADING_4, "（1）丙"),
    )
    report = Report("标题", "报告", UNIT, date(2022, 3, 15), (Section(Page(), blocks),))
    document = pypdfium2.PdfDocument(written(report))
    assert [(mark.level, mark.get_title()) for mark in document.get_toc()] == [
        (0, "1.甲"),
        (0, "一、乙"),
        (1, "（1）丙"),
    ]
    document.close()
