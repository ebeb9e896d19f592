"""Facts + form → report: the pieces of a document in order, each with its figures put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from core.forms.model import Document, Form, PageSpec, Piece, Topic
from core.kinds import read_date
from core.model import Unit
from core.reading import Values
from core.report.blocks import HEADINGS, Block, Page, PageBreak, Paragraph, Report, Section, Style
from core.report.figures import Figures
from core.report.paths import BLANK
from core.report.printed import table
from core.report.wording import answer_of, fill
from core.scoring import Scores

_BLANKS = re.compile(f"(?:{BLANK})+")
_INDENTS = " \t\u3000"  # clerks type the indent of a paragraph; on paper the style has it


def compose(form: Form, document: Document, values: Values, scores: Scores | None) -> Report:
    """One document of one project, ready for every writer.

    A figure that is missing stands as ＿＿ in running text and leaves a table cell blank.
    """
    figures = Figures(values, scores)
    blocks = tuple(block for piece in document.pieces for block in _blocks(form, piece, figures))
    return Report(
        title=fill(document.title, figures.find, cell=True),
        kind=document.kind,
        author=values.unit.name.strip(),
        dated=reported_on(values.unit, values.dossier.project.year),
        sections=(Section(_page(document.page), blocks),),
    )


def blanks(report: Report) -> int:
    """How many places of the running text still wait for a word or figure, ＿＿ of the clerk's own among them."""
    return sum(len(_BLANKS.findall(block.text)) for block in report.blocks() if isinstance(block, Paragraph))


def reported_on(unit: Unit, year: int) -> date:
    """The date of a report: the unit's 填报日期, else the last day of the year it speaks of."""
    typed = read_date(unit.reported_on)
    return typed if isinstance(typed, date) else date(min(max(year, 1), 9999), 12, 31)


def _blocks(form: Form, piece: Piece, figures: Figures) -> Iterator[Block]:
    match piece.kind:
        case "paragraph":
            yield Paragraph(Style(piece.style), fill(piece.text, figures.find))
        case "table":
            spec = form.table(piece.table)
            if spec is not None:
                yield table(spec, figures)
        case "outline":
            for topic in form.topics:
                if topic.page == "text":
                    yield from _topic(topic, figures)
        case "break":
            yield PageBreak()


def _topic(topic: Topic, figures: Figures) -> Iterator[Block]:
    """A heading, its guidance where the format prints it, and the paragraphs of the answer."""
    yield Paragraph(HEADINGS[topic.level - 1], topic.heading)
    if topic.guidance and topic.print_guidance:
        yield Paragraph(Style.BODY, topic.guidance)
    if topic.key or topic.empty:
        yield from (Paragraph(Style.BODY, text) for text in paragraphs(answer_of(topic, figures)))


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of an answer: one a line, without typed indents; blank lines are dropped."""
    for line in text.splitlines():
        if plain := line.strip(_INDENTS):
            yield plain


def _page(spec: PageSpec) -> Page:
    top, bottom, left, right = map(float, (spec.top_mm, spec.bottom_mm, spec.left_mm, spec.right_mm))
    return Page(spec.landscape, top, bottom, left, right, spec.numbered)
