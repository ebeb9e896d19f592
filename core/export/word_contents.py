"""The contents page of a docx: written out with its numbers, inside a field that Word and WPS can update."""

from __future__ import annotations

from typing import Final, cast

from docx.oxml.document import CT_Body
from docx.oxml.ns import qn
from docx.oxml.text.hyperlink import CT_Hyperlink
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm

from core.export.text import printable
from core.export.word_styles import ENTRY_STYLE_IDS, GAP_STYLE
from core.export.word_xml import add, add_mark, add_run, begin_field, end_field
from core.report.blocks import Entry

_LIST: Final = "C"  # the letter under which Word itself files entries of a contents page


def add_contents(body: CT_Body, depth: int, listing: tuple[tuple[Entry, int], ...], text_width_mm: float) -> CT_P:
    """Add a line for each entry and its heading's block number; return the unseen paragraph that ends the field.

    Updated, the field lists what stands at the outline levels 1 to ``depth``: attachments and parts are of the first;
    and, under ``\\f``, what :func:`name_in_contents` names.
    """
    for number, (entry, heading) in enumerate(listing):
        paragraph: CT_P = body.add_p()
        paragraph.style = ENTRY_STYLE_IDS[entry.level]
        if not number:
            begin_field(paragraph, f'TOC \\o "1-{max(depth, 1)}" \\f {_LIST} \\h \\z \\u')
        _add_entry(paragraph, entry, heading, text_width_mm)
    end: CT_P = body.add_p()
    end.style = GAP_STYLE
    if listing:
        end_field(end)
    return end


def _add_entry(paragraph: CT_P, entry: Entry, heading: int, text_width_mm: float) -> None:
    """The number is text as well as the rest, so that it is there before anybody updates the field; 0 is not shown."""
    link = cast(CT_Hyperlink, add(paragraph, "hyperlink", anchor=_name(heading), history=1))
    if not entry.page:
        add_run(link, entry.text)
        return
    tabs = add(paragraph.get_or_add_pPr(), "tabs")
    add(tabs, "tab", val="right", leader="dot", pos=Mm(text_width_mm).twips)
    add_run(link, f"{entry.text}\t{entry.page}")


def name_in_contents(paragraph: CT_P, entry: Entry) -> None:
    """Say what an updated contents page calls a paragraph that does not stand there by its own text."""
    text = printable(entry.text).replace("\\", "\\\\").replace('"', '\\"')
    add_mark(paragraph, f'TC "{text}" \\f {_LIST} \\l "{max(entry.level, 1)}"')


def bookmark(paragraph: CT_P, heading: int) -> None:
    """Mark the whole paragraph as the aim of the contents page; ``heading`` is the number of its block."""
    start = add(paragraph, "bookmarkStart", id=heading, name=_name(heading))
    add(paragraph, "bookmarkEnd", id=heading)
    properties = paragraph.find(qn("w:pPr"))
    properties.addnext(start)


def _name(heading: int) -> str:
    """As Word names its own: nine figures."""
    return f"_Toc{heading:09d}"
