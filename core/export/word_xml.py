"""What python-docx has no name for: an element of WordprocessingML with its attributes, and Chinese runs.

Whoever adds an element keeps the order of the schema (ECMA-376 Part 1), which WPS takes more strictly than Word.
"""

from __future__ import annotations

import re
from typing import Final

from docx.oxml.ns import qn
from docx.oxml.text.hyperlink import CT_Hyperlink
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from core.export.text import printable

# These characters stand in both Latin and Chinese fonts; without the hint Word takes “ ” … ≥ ① from the Latin one.
_IN_BOTH_FONTS: Final = re.compile("[\u0080-\u2e7f]")
_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def add(parent: BaseOxmlElement, tag: str, /, **attributes: str | int) -> BaseOxmlElement:
    """Return a new last child ``w:tag`` of ``parent``; each attribute is ``w:`` too."""
    written = {qn(f"w:{key}"): str(value) for key, value in attributes.items()}
    child: BaseOxmlElement = etree.SubElement(parent, qn(f"w:{tag}"), written)
    return child


def add_run(paragraph: CT_P | CT_Hyperlink, text: str, bold: bool = False) -> None:
    """Add ``text`` to the paragraph, its line ends as line breaks and its tabs as tabs; nothing for no text."""
    shown = printable(text)
    if not shown:
        return
    run = paragraph.add_r()
    in_chinese_face = _IN_BOTH_FONTS.search(shown)
    if in_chinese_face or bold:
        properties = run.get_or_add_rPr()
        if in_chinese_face:
            add(properties, "rFonts", hint="eastAsia")
        if bold:
            add(properties, "b")
    run.text = shown


def begin_field(paragraph: CT_P, code: str) -> None:
    """Begin a field; what follows up to :func:`end_field` is what it shows until it is updated.

    A field of separate begin, instruction and end runs in a plain paragraph: WPS hides numbers in frames and boxes.
    """
    add(paragraph.add_r(), "fldChar", fldCharType="begin")
    _add_instruction(paragraph.add_r(), code)
    add(paragraph.add_r(), "fldChar", fldCharType="separate")


def add_mark(paragraph: CT_P, code: str) -> None:
    """Add a field that only marks its place.  Word hides it unasked; one set hidden is lost on LibreOffice."""
    add(paragraph.add_r(), "fldChar", fldCharType="begin")
    _add_instruction(paragraph.add_r(), code)
    end_field(paragraph)


def end_field(paragraph: CT_P) -> None:
    """End the field that began in this paragraph or in one before it."""
    add(paragraph.add_r(), "fldChar", fldCharType="end")


def _add_instruction(run: BaseOxmlElement, code: str) -> None:
    instruction = add(run, "instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "


def drop_foreign_names(root: BaseOxmlElement) -> None:
    """Take from a part's root the names of markup that we do not use."""
    root.attrib.pop(_IGNORABLE, None)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
