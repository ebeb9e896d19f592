"""Facts + form → report: the pieces of a document in order, each with its figures put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from core.forms.model import Form, Topic
from core.forms.paper_model import Document, PageSpec, Piece
from core.kinds import read_date
from core.model import Unit
from core.reading import Values
from core.report.annexes import annexes, under_heading, without_breaks_at_ends
from core.report.blocks import (
    HEADINGS,
    Block,
    Contents,
    Entry,
    Page,
    PageBreak,
    Paragraph,
    Report,
    Section,
    Style,
    listed,
)
from core.report.chart_figures import chart
from core.report.figures import Figures
from core.report.paths import BLANK
from core.report.printed import table
from core.report.wording import answer_of, fill, worded
from core.scoring.scores import Scores

_BLANKS = re.compile(f"(?:{BLANK})+")
_INDENTS = " \t\u3000"  # clerks type the indent of a paragraph; on paper the style has it


def compose(form: Form, document: Document, values: Values, scores: Scores | None) -> Report:
    """One document of one project, or of the unit for the year, ready for every writer.

    A figure that is missing stands as ＿＿ in running text and leaves a table cell blank.
    """
    figures = Figures(values, scores)
    sections = tuple(_sections(form, document, figures))
    return Report(
        title=fill(document.title, figures.find, cell=True),
        kind=document.kind,
        author=values.unit.name.strip(),
        dated=reported_on(values.unit, values.dossier.project.year),
        sections=tuple(_with_contents(section, sections) for section in sections),
    )


def blanks(report: Report) -> int:
    """How many places of the running text still wait for a word or figure, ＿＿ of the clerk's own among them."""
    return sum(len(_BLANKS.findall(block.text)) for block in report.blocks() if isinstance(block, Paragraph))


def reported_on(unit: Unit, year: int) -> date:
    """The date of a report: the unit's 填报日期, else the last day of the year it speaks of."""
    typed = read_date(unit.reported_on)
    return typed if isinstance(typed, date) else date(min(max(year, 1), 9999), 12, 31)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of an answer: one a line, without typed indents; blank lines are dropped."""
    for line in text.splitlines():
        if plain := line.strip(_INDENTS):
            yield plain


def _sections(form: Form, document: Document, figures: Figures) -> Iterator[Section]:
    """The pieces up to the next beginning of a section, each run on its own paper; annexes on that of their form.

    Headings alone on their page, 第四部分　附件, stand above the first annex behind them.
    """
    page, blocks, annexed = _page(document.page), list[Block](), 0
    for piece in document.pieces:
        if piece.kind not in ("section", "annex"):
            blocks += _blocks(form, document, piece, figures)
            continue
        above = _headings_alone(blocks) if piece.kind == "annex" else []
        before = tuple(blocks[: len(blocks) - len(above)])
        if before := without_breaks_at_ends(before) if above else before:
            yield Section(page, before)
        page, blocks = _page(piece.page) if piece.kind == "section" else page, above
        for annex in annexes(piece, figures) if piece.kind == "annex" else ():
            annexed += 1
            inside = (part for each in annex.documents for part in _sections(annex.form, each, annex.figures))
            yield from under_heading(annexed, annex.title, inside, above=tuple(blocks))
            blocks = []
    if blocks or not annexed:
        yield Section(page, tuple(blocks))


def _headings_alone(blocks: list[Block]) -> list[Block]:
    """The headings behind the last page break, where nothing else stands there."""
    breaks = [number for number, block in enumerate(blocks) if isinstance(block, PageBreak)]
    behind = blocks[breaks[-1] + 1 :] if breaks else blocks
    return behind if all(isinstance(block, Paragraph) and block.style in HEADINGS for block in behind) else []


def _blocks(form: Form, document: Document, piece: Piece, figures: Figures) -> Iterator[Block]:
    match piece.kind:
        case "paragraph":
            yield from _paragraphs(form, piece, figures)
        case "table":
            yield from _table(form, piece.table, figures)
        case "outline":
            for topic in form.outline(document.of, piece.outline):
                yield from _topic(form, topic, figures)
        case "chart":
            yield from _chart(form, piece.chart, figures)
        case "contents":
            yield Contents(piece.depth, ())
        case "break":
            yield PageBreak()


def _paragraphs(form: Form, piece: Piece, figures: Figures) -> Iterator[Block]:
    """A paragraph of the document itself, or those of a formulaic sentence."""
    sentence = form.sentence(piece.sentence) if piece.sentence else None
    if sentence is None:
        yield Paragraph(Style(piece.style), fill(piece.text, figures.find))
    else:
        texts = paragraphs(fill(worded(sentence, figures), figures.find))
        yield from (Paragraph(Style(piece.style), text) for text in texts)


def _table(form: Form, key: str, figures: Figures) -> Iterator[Block]:
    spec = form.table(key)
    if spec is not None:
        yield table(spec, figures)


def _topic(form: Form, topic: Topic, figures: Figures) -> Iterator[Block]:
    """A heading, its guidance where the format prints it, the paragraphs of the answer, and the table below."""
    if topic.new_page:
        yield PageBreak()
    answer = [Paragraph(Style.BODY, text) for text in paragraphs(_answer(form, topic, figures))]
    if topic.run_in:
        first = answer[0].text if answer else ""
        answer[:1] = [Paragraph(Style.BODY, first, lead=topic.heading)]
    else:
        behind = topic.guidance if topic.print_guidance == "behind" else ""
        yield Paragraph(HEADINGS[topic.level], f"{printed_heading(topic, figures)}{behind}")
    if topic.guidance and topic.print_guidance == "below":
        yield Paragraph(Style.BODY, topic.guidance)
    above = topic.chart_after or len(answer)
    yield from answer[:above]
    yield from _chart(form, topic.chart, figures)
    yield from answer[above:]
    yield from _table(form, topic.table, figures)


def printed_heading(topic: Topic, figures: Figures) -> str:
    """A heading as it stands on paper."""
    return fill(topic.paper, figures.find) if topic.paper else topic.heading


def _chart(form: Form, key: str, figures: Figures) -> Iterator[Block]:
    """A chart that has something to show."""
    spec = form.chart(key)
    if spec is not None and (drawn := chart(spec, figures)) is not None:
        yield drawn


def _answer(form: Form, topic: Topic, figures: Figures) -> str:
    """What stands below a heading: its own answer, or that of the topic it repeats."""
    source = form.topic(topic.repeats) if topic.repeats else None
    if source is not None:
        text = answer_of(source, figures)
        return next(paragraphs(text), "") if topic.first_paragraph else text
    return answer_of(topic, figures) if topic.key or topic.empty else ""


def _with_contents(section: Section, sections: tuple[Section, ...]) -> Section:
    """The section with its contents pages filled from the headings of all sections."""
    blocks = tuple(
        replace(block, entries=tuple(_entries(block.depth, sections))) if isinstance(block, Contents) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _entries(depth: int, sections: tuple[Section, ...]) -> Iterator[Entry]:
    for block in (block for section in sections for block in section.blocks):
        level = listed(block, depth)
        if level is not None and isinstance(block, Paragraph):
            yield Entry(level, block.text.replace("\n", "") if block.entry is None else block.entry)


def _page(spec: PageSpec) -> Page:
    top, bottom, left, right = map(float, (spec.top_mm, spec.bottom_mm, spec.left_mm, spec.right_mm))
    return Page(spec.landscape, top, bottom, left, right, spec.numbered)
