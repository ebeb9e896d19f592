from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from core.export import word
from core.report.blocks import Block, Cell, Page, PageBreak, Paragraph, Report, Row, Section, Style, Table
from tests.core.export.samples import RARE, UNIT, long_report, national_report, sichuan_report, sichuan_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(report: Report) -> bytes:
    out = BytesIO()
    word.write(report, out)
    return out.getvalue()


def part(report: Report, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(written(report))) as package:
        return ElementTree.fromstring(package.read(name))


def a_report(*blocks: Block, page: Page | None = None) -> Report:
    return Report("标题", "自评报告", UNIT, date(2022, 3, 15), (Section(page or Page(), blocks),))


def body_of(report: Report) -> list[ElementTree.Element]:
    body = part(report).find(f"{W}body")
    assert body is not None
    return list(body)


def values(root: ElementTree.Element, tag: str, attribute: str = "val") -> list[str | None]:
    return [element.get(f"{W}{attribute}") for element in root.iter(f"{W}{tag}")]


def rows_of(table: ElementTree.Element) -> Iterator[list[ElementTree.Element]]:
    for row in table.iter(f"{W}tr"):
        yield row.findall(f"{W}tc")


def test_every_paragraph_and_cell_stands_in_the_file_in_order() -> None:
    document = docx.Document(BytesIO(written(sichuan_report())))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:4] == [
        "附件1",
        f"{UNIT}\n2021年度部门预算项目支出绩效自评报告",
        "（城乡医疗救助资金）",
        "一、项目概况",
    ]
    assert f"负责人：{RARE}；单价<5元&数量>3件。" in texts
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [
        "主管部门及代码", "325", "325", "实施单位", UNIT, UNIT,
    ]  # fmt: skip


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(sichuan_report()) == written(sichuan_report())


def test_a_report_written_before_leaves_no_trace_in_the_next() -> None:
    before = written(sichuan_report())
    written(long_report())
    assert written(sichuan_report()) == before


def test_a_title_of_any_length_becomes_a_property() -> None:
    report = replace(a_report(), title="题" * 300)
    assert docx.Document(BytesIO(written(report))).core_properties.title == "题" * 255


def test_the_file_holds_our_parts_and_styles_and_nothing_of_a_template() -> None:
    data = written(sichuan_report())
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert set(package.namelist()[1:]) == {
            "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
            "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/footer1.xml",
        }  # fmt: skip
        assert not any(word in package.read(name) for name in package.namelist() for word in (b"rsid", b"Theme="))
    assert [style.name for style in docx.Document(BytesIO(data)).styles] == [
        "Normal", "Default Paragraph Font", "Normal Table", "封面标题", "封面项目", "封面日期", "TOC Heading",
        "附件标签", "Title", "Subtitle", "篇名", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Body Text",
        "表题", "表注", "Signature", "目录篇名", "toc 1", "toc 2", "toc 3", "toc 4",
        "表格正文", "表格栏目", "Footer", "表后间隔", "图表",
    ]  # fmt: skip


def test_the_properties_come_from_the_report_alone() -> None:
    data = written(sichuan_report())
    properties = docx.Document(BytesIO(data)).core_properties
    moment = datetime(2022, 3, 15, tzinfo=UTC)
    assert (properties.title, properties.author) == ("城乡医疗救助资金绩效自评报告", UNIT)
    assert (properties.created, properties.modified, properties.last_modified_by) == (moment, moment, UNIT)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"python" in package.read(name).lower() for name in package.namelist())


@pytest.mark.parametrize("report", [sichuan_report(), national_report(), long_report()], ids=lambda r: r.kind)
def test_grid_and_cell_widths_sum_exactly_to_the_table_width(report: Report) -> None:
    for table in part(report).iter(f"{W}tbl"):
        whole = int(values(table, "tblW", "w")[0] or 0)
        grid = [int(width or 0) for width in values(table, "gridCol", "w")]
        assert sum(grid) == whole
        for cells in rows_of(table):
            column = 0
            for cell in cells:
                across = int((values(cell, "gridSpan") or ["1"])[0] or 0)
                assert int(values(cell, "tcW", "w")[0] or 0) == sum(grid[column : column + across])
                column += across
            assert column == len(grid)


def test_a_cell_merged_down_goes_on_in_every_row_it_covers() -> None:
    table = Table("表", (50, 50), (Row((Cell("左", down=2), Cell("甲"))), Row((Cell("乙"),))))
    first, second = rows_of(next(part(a_report(table)).iter(f"{W}tbl")))
    assert (values(first[0], "vMerge"), values(second[0], "vMerge")) == (["restart"], ["continue"])
    assert len(list(second[0].iter(f"{W}t"))) == 0


def test_head_rows_repeat_and_no_row_is_split() -> None:
    root = part(long_report(rows=30))
    assert len(list(root.iter(f"{W}tblHeader"))) == 1
    assert len(list(root.iter(f"{W}cantSplit"))) == 31


def test_a_head_in_the_middle_repeats_because_a_second_table_begins_there() -> None:
    upper, lower, _ = part(national_report()).iter(f"{W}tbl")  # the last: 总分, which the head says nothing of
    assert len(list(upper.iter(f"{W}tblHeader"))) == 0
    head, *others = lower.iter(f"{W}tr")
    assert len(list(head.iter(f"{W}tblHeader"))) == 1
    assert not any(list(row.iter(f"{W}tblHeader")) for row in others)


def test_a_caption_that_reaches_from_the_head_into_the_body_is_parted_without_a_rule_so_that_the_head_repeats() -> None:
    rows = (Row((Cell("绩效指标", down=3), Cell("栏目")), head=True), Row((Cell("甲"),)), Row((Cell("乙"),)))
    head, first, second = rows_of(next(part(a_report(Table("表", (50, 50), rows))).iter(f"{W}tbl")))
    assert [values(cells[0], "vMerge") for cells in (head, first, second)] == [[], ["restart"], ["continue"]]
    assert ["".join(cells[0].itertext()) for cells in (head, first, second)] == ["", "绩效指标", ""]
    assert values(head[0], "bottom") == values(first[0], "top") == ["nil"]
    assert values(second[0], "top") == values(second[0], "bottom") == []


def test_a_head_under_a_cell_from_above_does_not_part_the_table() -> None:
    rows = (Row((Cell("左", down=2), Cell("甲"))), Row((Cell("乙"),), head=True))
    assert len(list(part(a_report(Table("表", (50, 50), rows))).iter(f"{W}tbl"))) == 1


def test_a_row_is_at_least_as_high_as_the_form_says() -> None:
    table = Table("表", (50,), (Row((Cell("甲"),), min_height_mm=10),))
    height = next(part(a_report(table)).iter(f"{W}trHeight"))
    assert (height.get(f"{W}val"), height.get(f"{W}hRule")) == ("567", "atLeast")


def test_headings_are_word_s_own_so_that_the_navigation_pane_lists_them() -> None:
    document = docx.Document(BytesIO(written(sichuan_report())))
    styles = {paragraph.text: paragraph.style for paragraph in document.paragraphs}
    assert styles["一、项目概况"].name == "Heading 1"
    assert styles["（1）项目主要内容。"].name == "Heading 4"
    assert styles["（二）项目绩效目标。"].element.find(".//" + qn("w:outlineLvl")).get(qn("w:val")) == "1"


def test_each_style_names_the_official_chinese_face_and_the_latin_one() -> None:
    root = part(sichuan_report(), "word/styles.xml")
    faces = {}
    for style in root.iter(f"{W}style"):
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if fonts is not None:
            faces[style.get(f"{W}styleId")] = (fonts.get(f"{W}eastAsia"), fonts.get(f"{W}ascii"))
    assert faces["Title"] == ("方正小标宋简体", "Times New Roman")
    assert faces["Heading1"] == ("黑体", "Times New Roman")
    assert faces["Heading2"] == ("楷体_GB2312", "Times New Roman")
    assert faces["BodyText"] == ("仿宋_GB2312", "Times New Roman")
    assert faces["TableText"] == ("宋体", "Times New Roman")


def test_body_text_is_indented_by_two_characters_on_an_exact_pitch() -> None:
    root = part(sichuan_report(), "word/styles.xml")
    (body,) = [style for style in root.iter(f"{W}style") if style.get(f"{W}styleId") == "BodyText"]
    indent, spacing = next(body.iter(f"{W}ind")), next(body.iter(f"{W}spacing"))
    assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "640")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("576", "exact")


def test_no_space_comes_between_chinese_and_latin_so_that_lines_break_as_in_the_pdf() -> None:
    defaults = part(sichuan_report(), "word/styles.xml").find(f"{W}docDefaults")
    assert defaults is not None
    assert values(defaults, "autoSpaceDE") == values(defaults, "autoSpaceDN") == ["0"]


def test_the_run_in_title_is_bold_and_the_rest_is_not() -> None:
    paragraph = body_of(a_report(Paragraph(Style.BODY, "共计100元。", "1．资金计划。")))[0]
    assert [bool(list(run.iter(f"{W}b"))) for run in paragraph.iter(f"{W}r")] == [True, False]


def test_signs_that_latin_fonts_also_have_are_set_in_the_chinese_face() -> None:
    quoted, plain = body_of(a_report(Paragraph(Style.BODY, "“一站式”"), Paragraph(Style.BODY, "100元")))[:2]
    assert values(quoted, "rFonts", "hint") == ["eastAsia"]
    assert values(plain, "rFonts", "hint") == []


def footers_of(report: Report) -> list[str | None]:
    """The text of the footer each section brings; None holds on to that of the section before."""
    document = docx.Document(BytesIO(written(report)))
    footers = [section.footer for section in document.sections]
    return [None if f.is_linked_to_previous else "".join(ElementTree.XML(f.part.blob).itertext()) for f in footers]


def test_a_numbered_page_has_a_page_field_between_dashes_and_a_cover_has_none() -> None:
    assert footers_of(long_report()) == [None, "—  PAGE 1 —", None]
    assert values(part(long_report(), "word/footer1.xml"), "fldChar", "fldCharType") == ["begin", "separate", "end"]


def test_an_unnumbered_section_behind_a_numbered_one_ends_the_numbers() -> None:
    pages = (Page(), Page(numbered=False), Page(numbered=False), Page())
    sections = tuple(Section(page, (Paragraph(Style.BODY, "甲"),)) for page in pages)
    report = Report("标题", "自评报告", UNIT, date(2022, 3, 15), sections)
    assert footers_of(report) == ["—  PAGE 1 —", "", None, "—  PAGE 1 —"]
    assert [values(section, "pgNumType", "start") for section in part(report).iter(f"{W}sectPr")] == [["1"], [], [], []]


def test_pages_count_from_one_behind_the_cover_and_on_through_the_sections() -> None:
    sections = list(part(long_report()).iter(f"{W}sectPr"))
    assert [values(section, "pgNumType", "start") for section in sections] == [[], ["1"], []]


def test_paper_and_margins_are_those_of_the_section() -> None:
    _, upright, across = part(long_report()).iter(f"{W}sectPr")
    (size,), (margins,) = upright.iter(f"{W}pgSz"), upright.iter(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient")) == ("11906", "16838", None)
    assert [margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")] == [
        "2098",
        "1474",
        "1984",
        "1587",
    ]
    (size,) = across.iter(f"{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient")) == ("16838", "11906", "landscape")


def test_what_follows_a_page_break_begins_on_a_new_page() -> None:
    table = Table("表", (50,), (Row((Cell("甲"),)),))
    report = a_report(Paragraph(Style.BODY, "前"), PageBreak(), Paragraph(Style.BODY, "后"), PageBreak(), table)
    before, after, gap, _, _, _ = body_of(report)
    assert [len(list(block.iter(f"{W}pageBreakBefore"))) for block in (before, after, gap)] == [0, 1, 1]


def test_two_tables_in_a_row_do_not_grow_together() -> None:
    table = Table("表", (50,), (Row((Cell("甲"),)),))
    assert [block.tag.removeprefix(W) for block in body_of(a_report(table, table))] == [
        "tbl",
        "p",
        "tbl",
        "p",
        "sectPr",
    ]


def test_a_section_may_end_with_a_table_a_page_break_or_nothing() -> None:
    table = Table("表", (50,), (Row((Cell("甲"),)),))
    sections = tuple(Section(Page(), blocks) for blocks in ((table,), (PageBreak(),), (), (table,)))
    report = Report("标题", "自评报告", UNIT, date(2022, 3, 15), sections)
    document = docx.Document(BytesIO(written(report)))
    assert len(document.sections) == 4
    assert len(document.tables) == 2


def test_line_feeds_and_tabs_become_breaks_and_tabs_and_unwritable_signs_go() -> None:
    paragraph = body_of(a_report(Paragraph(Style.BODY, "甲\r\n乙\v丙\t丁\x00\x1f\ud800")))[0]
    signs = [child.tag.removeprefix(W) for child in next(paragraph.iter(f"{W}r")) if child.tag != f"{W}rPr"]
    assert signs == ["t", "br", "t", "br", "t", "tab", "t"]
    assert "".join(paragraph.itertext()) == "甲乙丙丁"


def test_word_opens_the_file_without_compatibility_mode() -> None:
    settings = part(sichuan_report(), "word/settings.xml")
    modes = {s.get(f"{W}name"): s.get(f"{W}val") for s in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_the_sample_table_covers_every_position_once() -> None:
    assert len(list(sichuan_table().placed())) > 60


def kept_rows(*downs: int) -> list[bool]:
    """Whether each row is kept with the one below, in a table of groups with so many rows each."""
    rows = [
        Row((Cell("级", down=down), Cell(f"{number}")) if number == 0 else (Cell(f"{number}"),))
        for down in downs
        for number in range(down)
    ]
    table = next(b for b in body_of(a_report(Table("表", (20, 40), tuple(rows)))) if b.tag == qn("w:tbl"))
    return [
        all(cell.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:keepNext')}") is not None for cell in row)
        for row in rows_of(table)
    ]


def test_a_short_group_under_one_label_stays_on_one_page_and_the_groups_may_part() -> None:
    assert kept_rows(3, 1, 2, 1, 1, 1) == [True, True, False, False, True, False, False, False, False]


def test_a_short_table_stays_on_one_page() -> None:
    assert kept_rows(1, 1, 2) == [True, True, True, False]


def test_a_long_group_may_run_over_the_page() -> None:
    assert kept_rows(9) == [False] * 9


def test_an_annex_and_its_headings_stay_out_of_the_headings_that_word_lists_anew() -> None:
    label = Paragraph(Style.ATTACHMENT, "附件1", entry="附件1　整体报告")
    inner = Paragraph(Style.HEADING_1, "一、部门概况", entry="")
    report = a_report(Paragraph(Style.HEADING_1, "一、概况"), label, inner)
    styles = {p.text: p.style for p in docx.Document(BytesIO(written(report))).paragraphs}
    assert styles["一、概况"].name == "Heading 1"
    assert styles["一、部门概况"].base_style.name == "Heading 1"
    levels = [style.element.find(".//" + qn("w:outlineLvl")).get(qn("w:val")) for style in styles.values()]
    assert levels == ["0", "3", "4"]  # in the outline all the same, what stands in an annex below its number


def test_a_report_without_annexes_has_no_styles_for_them() -> None:
    names = [style.name for style in docx.Document(BytesIO(written(sichuan_report()))).styles]
    assert not any(name.startswith("附件内") for name in names)


def test_a_head_is_not_repeated_over_what_no_longer_belongs_to_it() -> None:
    indicators = Row((Cell("绩效指标", down=3), Cell("三级指标")), head=True)
    rows = (Row((Cell("名称", across=2),)), indicators, Row((Cell("人次"),)), Row((Cell("比率"),)))
    table = Table("表", (30, 60), (*rows, Row((Cell("评价结论"), Cell("好"))), Row((Cell("存在问题"), Cell("无")))))
    _, head, rest = part(a_report(table)).iter(f"{W}tbl")
    assert [len(list(one.iter(f"{W}tr"))) for one in (head, rest)] == [3, 2]
    assert len(list(head.iter(f"{W}tblHeader"))) == 1
    assert not list(rest.iter(f"{W}tblHeader"))


def test_a_full_line_of_body_text_holds_28_characters() -> None:
    root = part(sichuan_report(), "word/styles.xml")
    (body,) = [style for style in root.iter(f"{W}style") if style.get(f"{W}styleId") == "BodyText"]
    closer = body.find(f"{W}rPr/{W}spacing")
    assert closer is not None
    assert 28 * (16 + int(closer.get(f"{W}val", "")) / 20) <= 156 * 72 / 25.4


def test_a_blank_is_not_torn_by_the_end_of_a_line() -> None:
    settings = part(sichuan_report(), "word/settings.xml")
    (marks,) = (str(value) for value in values(settings, "noLineBreaksBefore"))
    assert "＿" in marks
    assert "。" in marks
