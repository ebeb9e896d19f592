"""The pdf that is handed in: its words, its pages, its lines, its tables."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export import pdf
from core.export.fonts import available
from core.export.pdf_flow import set_section
from core.export.pdf_lines import Line, Measure, set_lines
from core.export.pdf_table import MM, SMALLEST, Rest, set_table, take
from core.report.blocks import Align, Block, Cell, Page, PageBreak, Paragraph, Report, Row, Section, Style, Table
from core.report.typography import BODY_PITCH, CELL, Face, Justify
from tests.core.export.samples import long_report, national_report, sichuan_report

FONTS = available(bundled_only=True)
FANG = FONTS.chain(Face.FANG)
BODY_WIDTH = Page().text_width_mm * MM
PROSE = "截至年末，县医疗保障局按照“应保尽保、应助尽助”的要求完成参保登记；资金拨付及时、使用规范。"


def report(*blocks: Block, page: Page | None = None) -> Report:
    return Report("自评报告", "自评报告", "示例县医疗保障局", date(2025, 3, 12), (Section(page or Page(), blocks),))


def body(text: str) -> Paragraph:
    return Paragraph(Style.BODY, text)


def written(of: Report) -> bytes:
    out = io.BytesIO()
    pdf.write(of, out, FONTS)
    return out.getvalue()


def page_texts(of: Report) -> list[str]:
    document = pypdfium2.PdfDocument(written(of))
    texts = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    document.close()
    return texts


def one_line(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def lines(text: str, width: float = BODY_WIDTH, justify: Justify = Justify.BOTH, indent: float = 0) -> list[str]:
    return [text_of(line) for line in set_lines(((text, FANG),), Measure(16, width, justify, indent))]


# The file


@pytest.mark.parametrize("sample", [sichuan_report, national_report, long_report])
def test_the_same_report_gives_the_same_bytes(sample: object) -> None:
    assert callable(sample)
    assert written(sample()) == written(sample())


def test_title_author_and_date_come_from_the_report() -> None:
    document = pypdfium2.PdfDocument(written(report(body("资金"))))
    data = document.get_metadata_dict(skip_empty=True)
    assert data == {
        "Title": "自评报告",
        "Author": "示例县医疗保障局",
        "Subject": "自评报告",
        "Creator": "绩评本",
        "Producer": "绩评本",
        "CreationDate": "D:20250312000000+08'00'",
        "ModDate": "D:20250312000000+08'00'",
    }


def test_text_can_be_copied_as_it_was_typed_rare_characters_too() -> None:
    text = "负责人张镕喆、𬭎、䶮㛃，面积12㎡，温度≥5℃，①②，“完成率”为32.30%——×÷…"
    assert text in one_line(page_texts(report(body(text), page=Page(numbered=False)))[0])


def test_a_character_that_no_font_has_is_printed_as_a_box_and_can_still_be_copied() -> None:
    assert "姓名กข。" in one_line(page_texts(report(body("姓名กข。")))[0])


def test_a_report_of_many_different_characters_can_be_copied() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 1500)))
    assert text in one_line("".join(page_texts(report(body(text), page=Page(numbered=False)))))


@pytest.mark.parametrize("sample", [sichuan_report(), report()])
def test_every_font_named_in_the_file_is_embedded(sample: Report) -> None:
    data = written(sample)
    assert len(re.findall(rb"/Type /Font\b(?!Desc)", data)) == data.count(b"/FontFile2 ") > 0
    assert b"Helvetica" not in data


def test_two_reports_may_be_written_at_the_same_time() -> None:
    samples = [sichuan_report(), national_report()] * 3
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(written, samples)) == [written(sample) for sample in samples[:2]] * 3


def test_every_word_of_the_official_samples_is_on_the_pages() -> None:
    for sample in (sichuan_report(), national_report()):
        printed = one_line("".join(page_texts(sample)))
        for block in sample.blocks():
            if isinstance(block, Paragraph) and len(block.text) < 25:
                assert one_line(block.lead + block.text) in printed


def test_paper_lies_as_its_section_says() -> None:
    sections = (Section(Page(), (body("竖"),)), Section(Page(landscape=True), (body("横"),)))
    document = pypdfium2.PdfDocument(written(Report("表", "表", "局", date(2025, 1, 1), sections)))
    assert [tuple(round(side / MM) for side in page.get_size()) for page in document] == [(210, 297), (297, 210)]


def test_only_numbered_pages_carry_a_number_and_are_counted() -> None:
    cover = Section(Page(numbered=False), (body("封面"),))
    rest = Section(Page(), (body("正文"), PageBreak(), body("附表")))
    texts = page_texts(Report("报告", "报告", "局", date(2025, 1, 1), (cover, rest)))
    assert [one_line(text) for text in texts] == ["封面", "正文—1—", "附表—2—"]


def test_an_empty_section_is_an_empty_page() -> None:
    assert [one_line(text) for text in page_texts(report())] == ["—1—"]


# Lines


def test_a_line_of_body_text_holds_28_characters() -> None:
    assert [len(line) for line in lines("资" * 60)] == [28, 28, 4]


def test_a_page_of_body_text_holds_22_lines() -> None:
    sheets = set_section(Section(Page(), (body("资" * 28 * 40),)), FONTS)
    assert len(sheets[0].lines) == 22
    assert sheets[0].lines[1].top - sheets[0].lines[0].top == BODY_PITCH


@given(
    st.text("资金使用拨付，。、；：？！）》”“（《12345.67%万元—…A ", max_size=120),
    st.sampled_from([100.0, 200.0, BODY_WIDTH]),
)
def test_no_mark_begins_a_line_and_no_opening_one_ends_it(text: str, width: float) -> None:
    plain = re.sub(r"[，。、；：？！）》”“（《.%]+", "，", text)  # a heap of marks alone may be wider than a line
    rows = lines(plain, width)
    assert "".join(rows).replace(" ", "") == plain.replace(" ", "")
    assert not [row for row in rows[1:] if row.startswith("，")]


@pytest.mark.parametrize("shift", range(28))
@pytest.mark.parametrize(
    "whole", ["150.00万元", "32.30%。", "≥95%", "12月", "1,234,567人次", "（街", "道）", "——", "……"]
)
def test_a_figure_stays_with_its_unit_and_a_mark_with_its_neighbour(shift: int, whole: str) -> None:
    assert any(whole in row for row in lines("资" * shift + whole + "金" * 30))


@pytest.mark.parametrize("shift", range(28))
def test_full_lines_end_at_the_margin_without_holes(shift: int) -> None:
    text = "资" * shift + PROSE + "安排预算150.00万元，实际支出48.44万元，执行率32.30%。" + PROSE
    for line in set_lines(((text, FANG),), Measure(16, BODY_WIDTH, Justify.BOTH))[:-1]:
        assert line.width == pytest.approx(BODY_WIDTH, abs=0.05)
        assert max(run.spacing for run in line.runs) < 0.3 * 16


def test_a_mark_at_the_end_of_a_line_hangs_out_by_its_empty_half_only() -> None:
    assert lines("资" * 28 + "。") == ["资" * 27, "资。"]
    assert lines("资" * 27 + "。" + "金") == ["资" * 27 + "。", "金"]


def test_a_word_wider_than_the_line_is_parted() -> None:
    assert "".join(lines("1" * 300)) == "1" * 300
    assert lines("484443.84万元", width=75) == ["484443.84", "万元"]


def test_a_line_feed_is_a_line_break_and_an_empty_paragraph_a_blank_line() -> None:
    assert lines("甲\n\n乙") == ["甲", "", "乙"]
    assert lines("") == [""]


def test_a_title_does_not_leave_one_word_on_its_last_line() -> None:
    title = Paragraph(Style.TITLE, "示例县医疗保障局城乡居民基本医疗保险补助资金")
    (sheet,) = set_section(Section(Page(), (title,)), FONTS)
    assert [len(text_of(placed.line)) for placed in sheet.lines] == [11, 11]


def test_a_run_in_title_is_set_in_hei() -> None:
    (sheet,) = set_section(Section(Page(), (Paragraph(Style.BODY, "拨付及时。", lead="资金使用。"),)), FONTS)
    assert [run.font.name for run in sheet.lines[0].line.runs] == ["NotoSansSC-Regular", "FandolFang-Regular"]


# Pages


def sheet_lines(*blocks: Block) -> list[list[str]]:
    return [[text_of(placed.line) for placed in sheet.lines] for sheet in set_section(Section(Page(), blocks), FONTS)]


@pytest.mark.parametrize("before", range(16, 23))
def test_a_heading_never_stands_at_the_foot_of_a_page(before: int) -> None:
    heading = Paragraph(Style.HEADING_1, "一、项目概况"), Paragraph(Style.HEADING_2, "（一）项目基本情况")
    pages = sheet_lines(*(body(f"第{number}行") for number in range(before)), *heading, body(PROSE * 3))
    assert not [page for page in pages[:-1] if page[-1].endswith(("概况", "基本情况"))]


@pytest.mark.parametrize("before", range(15, 23))
@pytest.mark.parametrize("length", range(2, 7))
def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph(before: int, length: int) -> None:
    long = body("资" * (28 * length - 5))
    pages = sheet_lines(*(body(f"第{number}行") for number in range(before)), long)
    assert [count for page in pages if (count := sum("资" in line for line in page)) == 1] == []


def test_a_table_keeps_its_title() -> None:
    rows = tuple(Row((Cell(f"第{number}项"),)) for number in range(3))
    for before in range(15, 23):
        blocks = [body(f"第{number}行") for number in range(before)]
        section = Section(Page(), (*blocks, Paragraph(Style.TABLE_TITLE, "自评表"), Table("表", (150,), rows)))
        for sheet in set_section(section, FONTS):
            titles = [text_of(placed.line) for placed in sheet.lines].count("自评表")
            assert not titles or sheet.pieces


# Tables


def indicators(count: int, reason: str = "") -> Table:
    head = Row((Cell("一级", label=True), Cell("指标"), Cell("得分"), Cell("原因")), head=True)
    first = Row((Cell("产出指标", down=count, label=True), Cell("指标0"), Cell("5.00"), Cell(reason, align=Align.LEFT)))
    more = (Row((Cell(f"指标{number}"), Cell("5.00"), Cell(""))) for number in range(1, count))
    return Table("指标", (20, 40, 20, 60), (head, first, *more))


def pieces(table: Table, room: float = 300) -> list[list[tuple[float, float, float, str]]]:
    """Every page's cells as (left, top, height, text)."""
    setting, rest, pages = set_table(table, FONTS, room), Rest(), []
    while rest.row < len(setting.heights):
        taken = take(setting, rest, room, whole_page=True)
        assert taken is not None
        piece, rest = taken
        assert piece.height <= room + 0.01
        pages.append([(c.left, c.top, c.height, "".join(map(text_of, c.lines))) for c in piece.cells])
    return pages


def test_head_rows_and_merged_captions_are_printed_again_on_each_page() -> None:
    pages = pieces(indicators(30))
    assert len(pages) > 1
    for page in pages:
        texts = [text for _, _, _, text in page]
        assert texts.count("一级") == texts.count("产出指标") == 1
    assert [t for page in pages for *_, t in page if re.match(r"指标\d", t)] == [
        f"指标{number}" for number in range(30)
    ]


def test_a_merged_caption_reaches_over_exactly_its_rows_of_the_page() -> None:
    for page in pieces(indicators(30)):
        (caption,) = [(top, height) for _, top, height, text in page if text == "产出指标"]
        rows = [(top, height) for _, top, height, text in page if re.match(r"指标\d", text)]
        assert caption[0] == pytest.approx(rows[0][0])
        assert sum(caption) == pytest.approx(sum(rows[-1]))


def test_a_head_row_in_the_middle_is_the_one_repeated_below_it() -> None:
    rows = (
        Row((Cell("项目名称"), Cell("救助")), head=True),
        Row((Cell("绩效指标", down=41), Cell("三级指标")), head=True),
        *(Row((Cell(f"指标{number}"),)) for number in range(40)),
    )
    *_, last = pieces(Table("表", (40, 100), rows))
    assert [text for *_, text in last][:2] == ["项目名称", "救助"]
    middle = (Row((Cell("项目名称"), Cell("救助"))), rows[1], *rows[2:])
    *_, last = pieces(Table("表", (40, 100), middle))
    assert [text for *_, text in last][:3] == ["绩效指标", "三级指标", last[2][3]]


def test_a_reason_of_3000_characters_runs_over_pages_without_losing_one() -> None:
    reason = "".join(chr(0x4E00 + number) for number in range(3000))
    pages = pieces(indicators(3, reason))
    assert len(pages) > 5
    printed = "".join(text for page in pages for left, _, _, text in page if left > 200 and text != "原因")
    assert printed == reason
    assert all(text.count("产出指标") <= 1 for page in pages for *_, text in page)


def test_a_long_text_merged_over_short_rows_is_printed_once() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(900))
    first = Row((Cell(text, down=60, align=Align.LEFT), Cell("0")))
    table = Table("表", (60, 60), (first, *(Row((Cell(str(number)),)) for number in range(1, 60))))
    pages = pieces(table)
    assert "".join(cell for page in pages for left, _, _, cell in page if left < 1) == text


def test_rows_are_as_high_as_their_highest_cell_and_the_form_ask() -> None:
    table = Table(
        "表",
        (30, 30),
        (Row((Cell("短"), Cell("甲\n乙\n丙")), min_height_mm=8), Row((Cell(""), Cell("")), min_height_mm=20)),
    )
    heights = set_table(table, FONTS, 500).heights
    assert heights[0] >= 3 * CELL.pitch
    assert heights[1] == pytest.approx(20 * MM)


def test_a_number_shrinks_before_it_breaks() -> None:
    table = Table("表", (18,), (Row((Cell("1,234,567.89", numeric=True, align=Align.RIGHT),)),))
    (cell,) = set_table(table, FONTS, 500).on_row[0]
    assert len(cell.lines) == 1
    assert SMALLEST * CELL.size <= cell.lines[0].size < CELL.size


def test_columns_are_as_wide_as_the_form_says() -> None:
    setting = set_table(indicators(2), FONTS, 500)
    assert [round(cell.width / MM, 3) for cell in setting.on_row[0]] == [20, 40, 20, 60]


def test_captions_are_hei_and_figures_stand_right() -> None:
    table = Table("表", (30, 30), (Row((Cell("合计", label=True), Cell("3.23", align=Align.RIGHT, numeric=True))),))
    label, figure = set_table(table, FONTS, 500).on_row[0]
    assert label.lines[0].runs[0].font.name == "NotoSansSC-Regular"
    run = figure.lines[0].runs[0]
    assert run.x + figure.lines[0].width == pytest.approx(30 * MM - 2 * 1.2 * MM)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 90), st.booleans()), min_size=1, max_size=12),
    st.integers(140, 500),
)
def test_whatever_the_merges_every_row_is_printed_once(groups: list[tuple[int, int, bool]], room: int) -> None:
    rows = [Row((Cell("一级", label=True), Cell("三级"), Cell("原因")), head=True)]
    for name, (count, length, label) in enumerate(groups):
        first = Cell(f"类{name}", down=count, label=label)
        reason = Cell("因" * length, down=count, align=Align.LEFT)
        rows.append(Row((first, Cell(f"行{name}之0"), reason)))
        rows.extend(Row((Cell(f"行{name}之{number}"),)) for number in range(1, count))
    pages = pieces(Table("表", (20, 30, 25), tuple(rows)), room)
    printed = [text for page in pages for *_, text in page if "之" in text]
    assert list(dict.fromkeys(printed)) == [f"行{n}之{i}" for n, (count, *_) in enumerate(groups) for i in range(count)]


def test_a_caption_breaks_into_even_lines_and_keeps_its_bracket_whole() -> None:
    table = Table("表", (16, 14), (Row((Cell("满意度指标（10分）", label=True), Cell("一级指标", label=True))),))
    first, second = (
        ["".join(map(text_of, (line,))) for line in c.lines] for c in set_table(table, FONTS, 500).on_row[0]
    )
    assert (first[-1], second) == ("（10分）", ["一级", "指标"])
    (narrow,) = set_table(Table("表", (14,), (Row((Cell("效益指标\n（30分）", label=True),)),)), FONTS, 500).on_row[0]
    assert [text_of(line) for line in narrow.lines] == ["效益", "指标", "（30", "分）"]
