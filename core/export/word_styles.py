"""The named styles of a docx: every one of :mod:`core.report.typography`, and none besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles

from core.export.word_xml import add, drop_foreign_names
from core.report.blocks import Style
from core.report.charts import SPACE
from core.report.typography import (
    BODY_PITCH,
    CELL,
    CELL_LABEL,
    CONTENTS_ENTRIES,
    LATIN_FACE,
    PAGE_NUMBER,
    STYLES,
    Face,
    Justify,
    TextStyle,
)

CELL_STYLE: Final = "TableText"
LABEL_STYLE: Final = "TableLabel"
GAP_STYLE: Final = "Gap"
CHART_STYLE: Final = "Chart"
_FOOTER_STYLE: Final = "Footer"  # the id that python-docx gives the paragraph of a new footer

STYLE_IDS: Final = MappingProxyType(
    {
        Style.COVER_TITLE: "CoverTitle",
        Style.COVER_LINE: "CoverLine",
        Style.COVER_DATE: "CoverDate",
        Style.CONTENTS_TITLE: "TOCHeading",
        Style.ATTACHMENT: "Attachment",
        Style.TITLE: "Title",
        Style.SUBTITLE: "Subtitle",
        Style.PART: "Part",
        Style.HEADING_1: "Heading1",
        Style.HEADING_2: "Heading2",
        Style.HEADING_3: "Heading3",
        Style.HEADING_4: "Heading4",
        Style.BODY: "BodyText",
        Style.TABLE_TITLE: "TableTitle",
        Style.TABLE_NOTE: "TableNote",
        Style.SIGNATURE: "Signature",
    }
)
# By the level of the heading.  Word's own styles take over where it lists the headings anew.
ENTRY_STYLE_IDS: Final = ("ContentsPart", "TOC1", "TOC2", "TOC3", "TOC4")
# Word shows its own names in the language of its menus; a foreign name is shown as written.
_NAMES: Final = MappingProxyType(
    {
        "CoverTitle": "封面标题",
        "CoverLine": "封面项目",
        "CoverDate": "封面日期",
        "TOCHeading": "TOC Heading",
        "ContentsPart": "目录篇名",
        "TOC1": "toc 1",
        "TOC2": "toc 2",
        "TOC3": "toc 3",
        "TOC4": "toc 4",
        "Part": "篇名",
        "Attachment": "附件标签",
        "Title": "Title",
        "Subtitle": "Subtitle",
        "Heading1": "Heading 1",
        "Heading2": "Heading 2",
        "Heading3": "Heading 3",
        "Heading4": "Heading 4",
        "BodyText": "Body Text",
        "TableTitle": "表题",
        "TableNote": "表注",
        "Signature": "Signature",
        CELL_STYLE: "表格正文",
        LABEL_STYLE: "表格栏目",
        _FOOTER_STYLE: "Footer",
        GAP_STYLE: "表后间隔",
        CHART_STYLE: "图表",
    }
)
# Word holds its own headings at these levels, so a part and an attachment stand beside the first of them.
_OUTLINE_LEVELS: Final = MappingProxyType(
    {"Attachment": 0, "Part": 0, "Heading1": 0, "Heading2": 1, "Heading3": 2, "Heading4": 3}
)
_ANNEX_LEVEL: Final = 3  # behind the last that a contents page lists; what stands in an annex is below it
_KEPT: Final = ("Normal", "Default Paragraph Font", "Normal Table")
# Twentieths of a point between the characters of full lines: 28 of 16 pt come onto 156 mm (GB/T 9704-2012, 5.2.3),
# as in the pdf, so that headings stand on the pages that the contents name.
_CLOSER: Final = -5


def define_styles(document: Document) -> None:
    """Put our styles in the place of all that the template brings."""
    styles = document.styles
    for style in tuple(styles):
        if style.name not in _KEPT:
            style.delete()
    root = styles.element
    for name in ("docDefaults", "latentStyles"):
        root.remove(root.find(qn(f"w:{name}")))
    drop_foreign_names(root)
    root.insert(0, _defaults(root))
    _set_normal(styles["Normal"])
    for kind, text_style in STYLES.items():
        _set(_new(styles, STYLE_IDS[kind]), text_style)
    for style_id, text_style in zip(ENTRY_STYLE_IDS, CONTENTS_ENTRIES, strict=True):
        _set(_new(styles, style_id), replace(text_style, right_indent=0))  # LibreOffice loses a number set in it
    for style_id, text_style in ((CELL_STYLE, CELL), (LABEL_STYLE, CELL_LABEL), (_FOOTER_STYLE, PAGE_NUMBER)):
        _set(_new(styles, style_id), text_style)
    _set_gap(_new(styles, GAP_STYLE))
    _set_chart(_new(styles, CHART_STYLE))
    for style_id, level in _OUTLINE_LEVELS.items():
        heading = styles[_NAMES[style_id]]
        heading.next_paragraph_style = styles[_NAMES[STYLE_IDS[Style.BODY]]]
        add(heading.element.get_or_add_pPr(), "outlineLvl", val=level)


def add_inner_styles(document: Document, kinds: Iterable[Style]) -> None:
    """Add the styles of :func:`inner_style_id` for headings of these kinds."""
    for kind in sorted(kinds):
        name = _NAMES[STYLE_IDS[kind]]
        inner_name = "附件序号" if kind is Style.ATTACHMENT else f"附件内{name.replace('Heading ', '标题')}"
        style = document.styles.add_style(inner_name, WD_STYLE_TYPE.PARAGRAPH)
        style.style_id = inner_style_id(kind)
        style.base_style = document.styles[name]
        style.next_paragraph_style = document.styles[_NAMES[STYLE_IDS[Style.BODY]]]
        below = 0 if kind is Style.ATTACHMENT else 1 + _OUTLINE_LEVELS[STYLE_IDS[kind]]
        add(style.element.get_or_add_pPr(), "outlineLvl", val=_ANNEX_LEVEL + below)


def inner_style_id(kind: Style) -> str:
    """The style of a heading that a contents page does not list by its own text: that of an annex, and those inside.

    It looks like any other, is found in the outline, and an updated contents page leaves it out.
    """
    return f"Inner{STYLE_IDS[kind]}"


def _defaults(root: BaseOxmlElement) -> BaseOxmlElement:
    """The look of body text and Chinese line breaking for everything that says nothing else.

    No space is put between Chinese and Latin, so that lines break as in the pdf and pages have the same numbers.
    """
    body = STYLES[Style.BODY]
    defaults = add(root, "docDefaults")
    letters = add(add(defaults, "rPrDefault"), "rPr")
    add(letters, "rFonts", ascii=LATIN_FACE, eastAsia=body.face, hAnsi=LATIN_FACE, cs=LATIN_FACE)
    for name in ("sz", "szCs"):
        add(letters, name, val=round(body.size * 2))
    add(letters, "lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    lines = add(add(defaults, "pPrDefault"), "pPr")
    for name in ("widowControl", "kinsoku", "wordWrap", "overflowPunct"):
        add(lines, name)
    for name in ("autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid"):
        add(lines, name, val=0)
    return defaults


def _new(styles: Styles, style_id: str) -> ParagraphStyle:
    name = _NAMES[style_id]
    style: ParagraphStyle = styles.add_style(  # type: ignore[no-untyped-call]
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.isascii()
    )
    style.style_id = style_id
    style.base_style = styles["Normal"]
    return style


def _set_normal(style: ParagraphStyle) -> None:
    for revision in style.element.findall(qn("w:rsid")):
        style.element.remove(revision)
    style.paragraph_format.line_spacing = Pt(BODY_PITCH)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.from_xml(Justify.BOTH)


def _set(style: ParagraphStyle, text_style: TextStyle) -> None:
    style.quick_style = True
    lines = style.paragraph_format
    if text_style.keep_with_next:
        lines.keep_with_next = True
    lines.space_before = Pt(text_style.before)
    lines.space_after = Pt(text_style.after)
    lines.line_spacing = Pt(text_style.pitch)
    lines.alignment = WD_ALIGN_PARAGRAPH.from_xml(text_style.justify)
    _indent(style, text_style)
    if text_style.bold:
        style.font.bold = True
    if text_style.justify is Justify.BOTH:
        add(style.element.get_or_add_rPr(), "spacing", val=_CLOSER)
    _set_size(style, text_style.size)
    _set_faces(style, text_style.face)


def _indent(style: ParagraphStyle, text_style: TextStyle) -> None:
    """In points for readers that know only those and in characters for Word and WPS, which follow the text's size.

    A hanging line is given in points alone: its characters would be counted from another edge.
    """
    lines = style.paragraph_format
    if text_style.left_indent:
        lines.left_indent = Pt(text_style.left_indent * text_style.size)
    if text_style.first_indent:
        lines.first_line_indent = Pt(text_style.first_indent * text_style.size)
    if text_style.right_indent:
        lines.right_indent = Pt(text_style.right_indent * text_style.size)
    for name, characters in (("firstLineChars", text_style.first_indent), ("rightChars", text_style.right_indent)):
        if characters > 0:
            style.element.get_or_add_pPr().get_or_add_ind().set(qn(f"w:{name}"), str(round(characters * 100)))


def _set_size(style: ParagraphStyle, points: float) -> None:
    style.font.size = Pt(points)
    add(style.element.get_or_add_rPr(), "szCs", val=round(points * 2))


def _set_faces(style: ParagraphStyle, face: Face) -> None:
    """python-docx names only the face of Latin letters."""
    style.font.name = LATIN_FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:cs"), LATIN_FACE)


def _set_gap(style: ParagraphStyle) -> None:
    """A paragraph that is not seen."""
    style.hidden = True
    style.paragraph_format.line_spacing = Pt(0.1)
    _set_size(style, 1)


def _set_chart(style: ParagraphStyle) -> None:
    """A line as high as the picture in it: an exact pitch would cut it off."""
    style.quick_style = True
    lines = style.paragraph_format
    lines.line_spacing = 1.0
    lines.space_before = lines.space_after = Pt(SPACE)
    lines.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_size(style, 1)
