"""The cover, the contents page and the sections of a docx."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from core.export import word
from core.export.fonts import available
from core.export.pages import paged
from core.report.blocks import Block, Contents, Page, PageBreak, Paragraph, Report, Section, Style
from core.report.typography import STYLES
from tests.core.export.samples import sichuan_report
from tests.core.export.samples_parts import cover_report, with_entries
from tests.core.export.test_word import W, a_report, body_of, footers_of, part, values, written

FONTS = available(bundled_only=True)
REPORT = paged(cover_report(), FONTS)


def styled(report: Report, prefix: str) -> list[ElementTree.Element]:
    """The paragraphs of a document whose style has an id that begins so."""
    found = part(report).iter(f"{W}p")
    return [paragraph for paragraph in found if (values(paragraph, "pStyle") or [""])[0].startswith(prefix)]


def text_of(paragraph: ElementTree.Element) -> str:
    signs = {f"{W}tab": "\t", f"{W}t": ""}
    parts = (part for run in paragraph.iter(f"{W}r") for part in run)
    return "".join(part.text or "" if part.tag == f"{W}t" else signs.get(part.tag, "") for part in parts)


def entries(report: Report = REPORT) -> list[ElementTree.Element]:
    return [line for line in styled(report, "TOC") if values(line, "pStyle") != ["TOCHeading"]]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(REPORT) == written(paged(cover_report(), FONTS))


def test_every_line_of_the_contents_page_is_text_with_its_number() -> None:
    (contents,) = [block for block in REPORT.blocks() if isinstance(block, Contents)]
    assert [text_of(line) for line in entries()] == [f"{entry.text}\t{entry.page}" for entry in contents.entries]
    assert values(entries()[0], "pStyle") + values(entries()[1], "pStyle") == ["TOC1", "TOC2"]


def test_the_number_stands_at_the_right_margin_behind_dots() -> None:
    for line in entries():
        (tab,) = line.iterfind(f"{W}pPr/{W}tabs/{W}tab")
        assert (tab.get(f"{W}val"), tab.get(f"{W}leader"), tab.get(f"{W}pos")) == ("right", "dot", "8844")


def test_no_right_indent_hides_the_number_from_libreoffice() -> None:
    for style in part(REPORT, "word/styles.xml").iter(f"{W}style"):
        if (style.get(f"{W}styleId") or "").startswith(("TOC", "Contents")):
            assert values(style, "ind", "right") in ([], [None])


def test_the_lines_are_what_a_field_shows_until_it_is_updated() -> None:
    root = part(REPORT)
    assert [code.text for code in root.iter(f"{W}instrText")] == [' TOC \\o "1-2" \\f C \\h \\z \\u ']
    assert values(root, "fldChar", "fldCharType") == ["begin", "separate", "end"]
    blocks = body_of(REPORT)
    lines = [number for number, block in enumerate(blocks) if list(block.iter(f"{W}hyperlink"))]
    assert values(blocks[lines[0]], "fldChar", "fldCharType") == ["begin", "separate"]
    assert values(blocks[lines[-1] + 1], "fldChar", "fldCharType") == ["end"]


def test_an_annex_keeps_its_title_on_the_contents_page_when_the_field_is_updated() -> None:
    label = Paragraph(Style.ATTACHMENT, "附件1", entry='附件1　“甲”与"乙"\\丙自评报告')
    report = paged(with_entries(a_report(Contents(2, ()), Paragraph(Style.HEADING_1, "一、甲"), label)), FONTS)
    codes = [code.text for code in part(report).iter(f"{W}instrText")]
    assert codes[1:] == [r' TC "附件1　“甲”与\"乙\"\\丙自评报告" \f C \l "1" ']
    (heading,) = styled(report, "InnerAttachment")
    assert text_of(heading) == "附件1"
    assert not list(heading.iter(f"{W}vanish"))  # LibreOffice does not list what is hidden


def test_a_label_that_says_all_itself_is_listed_by_its_outline_level_alone() -> None:
    report = paged(with_entries(a_report(Contents(2, ()), Paragraph(Style.ATTACHMENT, "附件1"))), FONTS)
    assert [code.text for code in part(report).iter(f"{W}instrText")] == [' TOC \\o "1-2" \\f C \\h \\z \\u ']
    assert styled(report, "Attachment")


def test_word_does_not_ask_whether_to_update_when_it_opens_the_file() -> None:
    assert not list(part(REPORT, "word/settings.xml").iter(f"{W}updateFields"))


def test_every_line_leads_to_the_bookmark_of_its_heading() -> None:
    root = part(REPORT)
    marked = {
        start.get(f"{W}name"): text_of(paragraph)
        for paragraph in root.iter(f"{W}p")
        for start in paragraph.iterfind(f"{W}bookmarkStart")
    }
    leads = [(link.get(f"{W}anchor"), text_of(link).split("\t")[0]) for link in root.iter(f"{W}hyperlink")]
    assert [marked[anchor] for anchor, _ in leads] == [text for _, text in leads]
    assert len(marked) == len(leads) == 18
    assert all(name is not None and name.startswith("_Toc") for name in marked)
    assert values(root, "bookmarkStart", "id") == values(root, "bookmarkEnd", "id")


def test_a_report_without_a_contents_page_has_no_bookmarks() -> None:
    assert not list(part(sichuan_report()).iter(f"{W}bookmarkStart"))


def test_all_that_is_listed_has_an_outline_level_so_that_an_update_finds_it() -> None:
    levels = {
        style.get(f"{W}styleId"): values(style, "outlineLvl")
        for style in part(REPORT, "word/styles.xml").iter(f"{W}style")
    }
    found = [levels[key] for key in ("Attachment", "Part", "Heading1", "Heading2", "Heading3", "Heading4")]
    assert found == [["0"], ["0"], ["0"], ["1"], ["2"], ["3"]]
    assert [key for key, level in levels.items() if level and key not in ("Attachment", "Part")] == [
        "Heading1", "Heading2", "Heading3", "Heading4",
    ]  # fmt: skip


def test_a_heading_on_a_page_without_number_is_listed_without_one() -> None:
    summary = Section(Page(numbered=False), (Contents(1, ()), PageBreak(), Paragraph(Style.PART, "摘要")))
    report = a_report(Paragraph(Style.HEADING_1, "一、概况"))
    report = paged(with_entries(Report("题", "报告", "局", report.dated, (summary, *report.sections))), FONTS)
    assert [text_of(line) for line in (*styled(report, "ContentsPart"), *entries(report))] == ["摘要", "一、概况\t1"]


def test_an_empty_contents_page_is_no_field() -> None:
    assert not list(part(a_report(Contents(2, ()))).iter(f"{W}fldChar"))


def test_a_contents_page_behind_a_break_begins_on_a_new_page() -> None:
    report = paged(with_entries(a_report(Paragraph(Style.HEADING_1, "一、甲"), PageBreak(), Contents(1, ()))), FONTS)
    assert [len(list(block.iter(f"{W}pageBreakBefore"))) for block in body_of(report)[:3]] == [0, 1, 0]


def test_pages_are_numbered_from_one_behind_cover_and_contents_page() -> None:
    assert footers_of(REPORT) == [None, None, "—  PAGE 1 —", None, None]
    starts = [values(section, "pgNumType", "start") for section in part(REPORT).iter(f"{W}sectPr")]
    assert starts == [[], [], ["1"], [], []]


# The cover


def test_the_date_floats_on_the_bottom_margin_and_stays_on_its_page() -> None:
    line, date, gap = body_of(REPORT)[3:6]
    (frame,) = date.iter(f"{W}framePr")
    assert [frame.get(f"{W}{key}") for key in ("vAnchor", "yAlign", "xAlign", "w")] == [
        "margin",
        "bottom",
        "center",
        "8844",
    ]
    assert values(line, "pStyle") + values(gap, "pStyle") == ["CoverLine", "Gap"]
    assert gap.find(f"{W}pPr/{W}sectPr") is not None


@pytest.mark.parametrize("behind", [(), (PageBreak(), Paragraph(Style.BODY, "后")), (Paragraph(Style.BODY, "后"),)])
def test_lines_at_the_foot_have_an_unseen_one_behind_them_on_the_same_page(behind: tuple[Block, ...]) -> None:
    dates = (Paragraph(Style.COVER_DATE, "示例县"), Paragraph(Style.COVER_DATE, "2022年3月"))
    shown = body_of(a_report(*dates, *behind))[:3]
    assert [values(block, "pStyle") for block in shown] == [["CoverDate"], ["CoverDate"], ["Gap"]]
    assert not list(shown[2].iter(f"{W}pageBreakBefore"))


def test_the_lines_of_a_cover_hang_by_their_caption() -> None:
    styles = {style.get(f"{W}styleId"): style for style in part(REPORT, "word/styles.xml").iter(f"{W}style")}
    (indent,) = styles["CoverLine"].iter(f"{W}ind")
    assert [indent.get(f"{W}{key}") for key in ("left", "hanging", "leftChars", "hangingChars")] == [
        "2880", "1600", None, None,
    ]  # fmt: skip
    (spacing,) = styles["CoverTitle"].iter(f"{W}spacing")
    assert spacing.get(f"{W}before") == str(STYLES[Style.COVER_TITLE].before * 20)


def test_elements_of_a_paragraph_stand_in_the_order_of_the_schema() -> None:
    order = ["pStyle", "keepNext", "pageBreakBefore", "framePr", "tabs", "spacing", "jc", "sectPr"]
    out = BytesIO()
    word.write(REPORT, out)
    with zipfile.ZipFile(out) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    for properties in root.iter(f"{W}pPr"):
        places = [order.index(child.tag.removeprefix(W)) for child in properties]
        assert places == sorted(places)
