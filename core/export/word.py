"""Report -> docx, built for WPS and Word with python-docx."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr
from docx.oxml.text.paragraph import CT_P
from docx.section import Section as WordSection
from docx.shared import Emu, Mm, Pt

from core.export.pages import Listing, listings
from core.export.text import printable
from core.export.word_base import new_document
from core.export.word_contents import add_contents, bookmark, name_in_contents
from core.export.word_styles import CHART_STYLE, GAP_STYLE, STYLE_IDS, add_inner_styles, inner_style_id
from core.export.word_table import pieces
from core.export.word_xml import add, add_run, begin_field, drop_foreign_names, end_field
from core.report.blocks import Chart, Page, PageBreak, Paragraph, Report, Section, Table
from core.report.charts import SPACE
from core.report.typography import BELOW_TABLE, PAGE_NUMBER, PAGE_NUMBER_BELOW_TEXT_MM, STYLES

_LONGEST_PROPERTY: Final = 255  # python-docx takes no longer one
_HEADER_EDGE: Final = Pt(36)


def write(report: Report, out: BinaryIO) -> None:
    """Write ``report`` as docx into ``out``; the same report gives the same bytes."""
    document, entries, first = new_document(), listings(report), 0
    _set_properties(document, report)
    paragraphs = (block for block in report.blocks() if isinstance(block, Paragraph))
    add_inner_styles(document, {block.style for block in paragraphs if block.entry is not None})
    for number, section in enumerate(report.sections, 1):
        last = _add_blocks(document, section, first, entries)
        first += len(section.blocks)
        if number < len(report.sections):
            last.set_sectPr(deepcopy(document.element.body.sectPr))
    _set_pages(document, [section.page for section in report.sections])
    saved = BytesIO()
    document.save(saved)
    _copy_without_times(saved, out)


def _set_properties(document: Document, report: Report) -> None:
    """The file tells what the report says of itself and nothing of this computer."""
    properties = document.core_properties
    moment = datetime(report.dated.year, report.dated.month, report.dated.day)
    properties.title = printable(report.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = printable(report.author)[:_LONGEST_PROPERTY]
    properties.created = properties.modified = moment


def _copy_without_times(saved: BytesIO, out: BinaryIO) -> None:
    """Copy a zip so that it tells neither the hour nor the system it was written on."""
    with ZipFile(saved) as package, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            copy.writestr(entry, package.read(name))


def _add_blocks(document: Document, section: Section, first: int, entries: Mapping[int, Listing]) -> CT_P:
    """Write the section's blocks and return its last paragraph, which may carry the page set-up.

    ``first`` is the number of its first block in the report.  A paragraph of no height stands where Word needs one:
    behind a table that ends a section, between two tables, which would otherwise grow together, and behind lines at
    the foot of a page, which float and belong to the page of what follows.
    """
    aims = {heading: entry for listing in entries.values() for entry, heading in listing}
    new_page = after_table = floating = False
    last = None
    for number, block in enumerate(section.blocks, first):
        at_foot = isinstance(block, Paragraph) and STYLES[block.style].at_foot
        if floating and not at_foot:
            _add_paragraph(document, GAP_STYLE, False)
        floating = at_foot
        if isinstance(block, PageBreak):
            new_page, last = True, None
            continue
        if isinstance(block, Paragraph | Chart):
            last = _add_line(document, block, new_page)
            if after_table and not new_page:
                before = STYLES[block.style].before if isinstance(block, Paragraph) else SPACE
                last.get_or_add_pPr().spacing_before = Pt(before + BELOW_TABLE)
            if at_foot:
                _float_to_foot(last, section.page)
            if number in aims:
                if isinstance(block, Paragraph) and block.entry is not None:
                    name_in_contents(last, aims[number])
                bookmark(last, number)
        else:
            if new_page or after_table:
                _add_paragraph(document, GAP_STYLE, new_page)
            last = None
            if isinstance(block, Table):
                _add_table(document, block)
            else:
                last = add_contents(document.element.body, block.depth, entries[number], section.page.text_width_mm)
        new_page, after_table = False, isinstance(block, Table)
    return _add_paragraph(document, GAP_STYLE, False) if last is None or floating else last


def _add_line(document: Document, block: Paragraph | Chart, new_page: bool) -> CT_P:
    """Add what stands in a paragraph of its own: text, or a picture."""
    if isinstance(block, Chart):
        from core.export.word_chart import add_chart  # not before there is one: it loads the writer of workbooks

        paragraph = _add_paragraph(document, CHART_STYLE, new_page)
        add_chart(document, paragraph, block)
        return paragraph
    style_id = STYLE_IDS[block.style] if block.entry is None else inner_style_id(block.style)
    paragraph = _add_paragraph(document, style_id, new_page)
    add_run(paragraph, block.lead, bold=True)
    add_run(paragraph, block.text)
    return paragraph


def _float_to_foot(paragraph: CT_P, page: Page) -> None:
    """Put the paragraph into a frame on the bottom margin, whatever stands above; LibreOffice knows none in styles."""
    place = {"vAnchor": "margin", "hAnchor": "margin", "xAlign": "center", "yAlign": "bottom"}
    add(paragraph.get_or_add_pPr(), "framePr", w=Mm(page.text_width_mm).twips, wrap="around", **place)


def _add_paragraph(document: Document, style_id: str, new_page: bool) -> CT_P:
    """python-docx looks a style up in the whole list for each paragraph; ours are known by their ids."""
    paragraph: CT_P = document.element.body.add_p()
    paragraph.style = style_id
    if new_page:
        paragraph.get_or_add_pPr().pageBreakBefore_val = True
    return paragraph


def _add_table(document: Document, table: Table) -> None:
    for number, piece in enumerate(pieces(table)):
        if number:
            _add_paragraph(document, GAP_STYLE, False)
        document.element.body.sectPr.addprevious(piece)


def _set_pages(document: Document, pages: list[Page]) -> None:
    """Set paper, margins and footer of each section; pages count from 1 at the first that shows a number, and on.

    A section's footer holds for those behind it until one has its own.
    """
    numbered = counting = False
    for page, properties in zip(pages, document.element.sectPr_lst, strict=True):
        section = WordSection(properties, document.part)
        _set_page(section, page)
        if page.numbered != numbered:
            _add_footer(section, page.numbered)
            numbered = page.numbered
        if numbered and not counting:
            _count_from_one(properties)
            counting = True


def _set_page(section: WordSection, page: Page) -> None:
    width, height = page.size_mm
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
    section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
    section.header_distance = _HEADER_EDGE
    footer_edge = Mm(page.bottom_mm - PAGE_NUMBER_BELOW_TEXT_MM) - Pt(PAGE_NUMBER.pitch)
    section.footer_distance = Emu(max(footer_edge, 0))


def _count_from_one(properties: CT_SectPr) -> None:
    number = add(properties, "pgNumType", start=1)
    properties.find(qn("w:cols")).addprevious(number)


def _add_footer(section: WordSection, numbered: bool) -> None:
    """Add a footer with “— 1 —” around a PAGE field, or an empty one that ends the numbers of the section before."""
    footer = section.footer
    footer.is_linked_to_previous = False
    drop_foreign_names(footer.part.element)
    if not numbered:
        return
    paragraph = footer.paragraphs[0]._p
    add_run(paragraph, "— ")
    begin_field(paragraph, "PAGE")
    add_run(paragraph, "1")
    end_field(paragraph)
    add_run(paragraph, " —")
