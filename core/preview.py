"""What the preview shows: a document as it would be written now, and where on its pages a cell of the book stands.

Everything goes in as values that never change, so that the work can be done beside the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO

from msgspec import structs

from core.edits import set_text
from core.export.areas import Area, CellAt, areas_of
from core.export.pages import paged
from core.forms.model import Form, Topic
from core.forms.paper_model import Document
from core.model import UNIT_ROW, WHOLE_UNIT, Book, Dossier, Place, Project, Unit
from core.publish import PROTOCOL
from core.readiness import Readiness
from core.reading import TOTAL, Values, read
from core.report.blocks import HEADINGS, Paragraph, Report, Style, Table
from core.report.compose import compose, printed_heading
from core.report.figures import Figure, Figures
from core.report.printed import table
from core.report.protocol import protocol
from core.report.wording import answer_of, fill
from core.scoring.scores import Scores, score

MARK = "\u241f"
"""A sign nobody types: what comes from a place that is looked for carries it."""

Matches = Callable[[Place], bool]


def documents(form: Form, is_unit: bool) -> tuple[Document, ...]:
    """What can be looked at beside a project, or beside the unit's dossier: its documents, the unit's, 审核说明."""
    own = () if is_unit else form.documents_of("project")
    return (*own, *form.documents_of("unit"), PROTOCOL)


@dataclass(frozen=True, eq=False)
class Draft:
    """A document and the facts it is made from; ``members`` are the projects of the year, for one of the unit.

    ``ready`` is what the 审核说明 tells, and None for any other document.
    """

    form: Form
    document: Document
    unit: Unit
    dossier: Dossier
    members: tuple[Values, ...] = ()
    ready: Readiness | None = None

    @cached_property
    def values(self) -> Values:
        """The facts as they are read."""
        return read(self.form, self.unit, self.dossier, self.members)

    @cached_property
    def scores(self) -> Scores | None:
        """Their points."""
        return score(self.values)

    @cached_property
    def report(self) -> Report:
        """The document with the page numbers of its contents.

        :raises ExportTrouble: a font file of our own is missing or damaged.
        """
        if self.ready is not None:
            return protocol(self.unit, self.ready)
        return paged(compose(self.form, self.document, self.values, self.scores))


def draft_of(
    book: Book,
    number: int,
    form: Form,
    document: Document,
    members: tuple[Values, ...],
    typed: tuple[Place, str] | None,
) -> Draft:
    """A document of a project, or of the unit in its year, with what is being ``typed`` and not in the book yet."""
    if typed is not None and typed[0].project in (UNIT_ROW, *book.dossiers):
        book = set_text(book, *typed).apply(book)
        members = tuple(_again(member, book) for member in members)
    dossier = book.dossiers[number]
    if document.of == "unit" and not dossier.is_unit:
        year = dossier.project.year
        dossier = book.whole_of(year) or Dossier(Project(UNIT_ROW, year, scope=WHOLE_UNIT))
    return Draft(form, document, book.unit, dossier, members if document.of == "unit" else ())


def of_year(draft: Draft, ready: Readiness) -> Draft:
    """The 审核说明 of the year in place of the draft's own document."""
    return replace(draft, ready=ready)


def _again(values: Values, book: Book) -> Values:
    """A project's values as they are in another book."""
    dossier = book.dossiers[values.dossier.id]
    same = dossier is values.dossier and book.unit is values.unit
    return values if same else read(values.form, book.unit, dossier)


def pdf_of(report: Report) -> bytes:
    """The pages.

    :raises ExportTrouble: a font file of our own is missing or damaged.
    """
    from core.export import pdf

    out = BytesIO()
    pdf.write(report, out)
    return out.getvalue()


def stands(draft: Draft, place: Place) -> tuple[Area, ...]:
    """Where the text of a cell of the book is printed in a document; nothing where it is not.

    An answer: its paragraphs, else its heading.  Any other cell: the cells of tables that show it and the lines
    around them; else the answers that speak of it; else what else is printed of the same row.
    """
    if draft.ready is not None:
        return ()
    topics = _topics(draft)
    for paragraphs, cells in _ways(draft, place, topics):
        if paragraphs or cells:
            return areas_of(draft.report, paragraphs, cells)
    return ()


_Found = tuple[frozenset[int], frozenset[CellAt]]
_NOTHING: frozenset[CellAt] = frozenset()


def _ways(draft: Draft, place: Place, topics: dict[Topic, frozenset[int]]) -> Iterator[_Found]:
    """What may stand for a place, the best first."""
    if place.table == "answer":
        own = (blocks for topic, blocks in topics.items() if topic.key == place.field)
        yield from ((blocks, _NOTHING) for blocks in own if place.project == draft.dossier.id)

    def itself(other: Place) -> bool:
        return other == place

    exact = _Traced(draft, itself)
    yield _printed(draft, exact)
    spoken = (blocks for topic, blocks in topics.items() if MARK in answer_of(topic, exact))
    yield frozenset().union(*spoken), _NOTHING
    yield _printed(draft, _Traced(draft, lambda other: _beside(place, other)))


def _beside(place: Place, other: Place) -> bool:
    """Whether a place is of the same row as one that is not printed, or what an amount goes into."""
    if place.table == "fund":
        measure = place.field.partition(".")[2]
        return other.project == place.project and other.field in (f"typed.{TOTAL}.{measure}", f"{TOTAL}.{measure}")
    if place.table == "goal":
        return structs.replace(other, row=place.row) == place
    merged = other.table == "indicator" and other.field in ("level1", "level2")  # a mark would part them
    return bool(place.row) and not merged and structs.replace(other, field=place.field) == place


class _Traced(Figures):
    """Figures that carry a mark where they come from a place that is looked for."""

    def __init__(self, draft: Draft, wanted: Matches) -> None:
        super().__init__(draft.values, draft.scores)
        self._wanted = wanted

    def find(self, path: str, spec: str = "") -> Figure:
        found = super().find(path, spec)
        if found.place is None or not self._wanted(found.place):
            return found
        return replace(found, text=f"{MARK}{found.text or found.raw}")


def _printed(draft: Draft, traced: Figures) -> _Found:
    """The paragraphs of the document itself, and the cells of its tables, that show what is traced."""
    plain = Figures(draft.values, draft.scores)
    texts = (piece.text for piece in draft.document.pieces if piece.kind == "paragraph" and piece.text)
    lines = {fill(text, plain.find) for text in texts if MARK in fill(text, traced.find)}
    paragraphs, cells = set[int](), set[CellAt]()
    for number, block in enumerate(draft.report.blocks()):
        if isinstance(block, Paragraph) and block.text in lines:
            paragraphs.add(number)
        elif isinstance(block, Table):
            cells |= {(number, cell) for cell in _cells(draft.form, block, traced)}
    return frozenset(paragraphs), frozenset(cells)


def _cells(form: Form, block: Table, traced: Figures) -> Iterator[int]:
    """The numbers of the cells of a table that show what is traced."""
    spec = next((spec for spec in form.tables if spec.name == block.name), None)
    if spec is None:
        return
    marked = [cell for row in table(spec, traced).rows for cell in row.cells]
    if len(marked) == sum(len(row.cells) for row in block.rows):  # else a mark has parted what is merged
        yield from (number for number, cell in enumerate(marked) if MARK in cell.text)


def _topics(draft: Draft) -> dict[Topic, frozenset[int]]:
    """The headings of the outline with the blocks below each: those of its answer, else the heading's own."""
    if not any(piece.kind == "outline" for piece in draft.document.pieces):
        return {}
    blocks, found, behind = tuple(draft.report.blocks()), dict[Topic, frozenset[int]](), 0
    figures = Figures(draft.values, draft.scores)
    for topic in draft.form.outline(draft.document.of):
        at = next((n for n in range(behind, len(blocks)) if _begins(topic, blocks[n], figures)), None)
        if at is None:
            continue
        behind = at + 1
        while behind < len(blocks) and _is_body(blocks[behind]):
            behind += 1
        first = at if topic.run_in or behind == at + 1 else at + 1
        found[topic] = frozenset(range(first, behind))
    return found


def _begins(topic: Topic, block: object, figures: Figures) -> bool:
    """Whether a block is the heading of a topic."""
    if not isinstance(block, Paragraph):
        return False
    if topic.run_in:
        return block.lead == topic.heading
    return block.style is HEADINGS[topic.level] and block.text.startswith(printed_heading(topic, figures))


def _is_body(block: object) -> bool:
    return isinstance(block, Paragraph) and block.style is Style.BODY and not block.lead
