"""Annexes of an assembled document: which documents they are, and how one stands in another.

A document of a project stands there as its own form prints it.  Its cover and headings stay, its contents page goes:
the assembled document has one of its own, which names each annex once, and its page numbers run through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.forms.model import Form
from core.forms.paper_model import Document, Piece
from core.reading import read
from core.report.blocks import Block, Contents, PageBreak, Paragraph, Section, Style, Table, listed
from core.report.figures import Figures
from core.report.wording import fill
from core.scoring.scores import score

_SHEET_NAME = 31
_LOWEST = 4  # headings of every level stay out of the contents page


@dataclass(frozen=True, slots=True)
class Annex:
    """The documents of one annex, and the figures they are composed from under their form."""

    documents: tuple[Document, ...]
    figures: Figures

    @property
    def form(self) -> Form:
        """The form the documents belong to."""
        return self.figures.form

    @property
    def title(self) -> str:
        """What a contents page calls it."""
        return fill(self.documents[0].title, self.figures.find, cell=True).replace("\n", "")


def annexes(piece: Piece, figures: Figures) -> tuple[Annex, ...]:
    """The annexes that a piece of a document of the unit asks for, in order."""
    if piece.of == "project":
        return tuple(_of_projects(figures, piece.without))
    known = {document.key: document for document in figures.form.documents_of("unit")}
    return tuple(Annex((known[key],), figures) for key in piece.documents)


def _of_projects(figures: Figures, without: tuple[str, ...]) -> Iterator[Annex]:
    """What the forms of the projects print over all of them, each document once, then one annex for each project.

    ``without`` are the 文种 that the document itself says already.
    """
    of_unit = figures.values
    forms = {member.form.id: member.form for member in of_unit.members if member.form.id != figures.form.id}
    for form in forms.values():
        values = read(form, of_unit.unit, of_unit.dossier, of_unit.members)
        whole = Figures(values, score(values))
        yield from (
            Annex((one,), whole)
            for one in form.documents_of("unit")
            if not one.is_assembled and one.kind not in without
        )
    for member in of_unit.members:
        documents = tuple(one for one in member.form.documents_of("project") if one.kind not in without)
        if documents:
            yield Annex(documents, Figures(member, score(member)))


def under_heading(
    number: int, title: str, sections: Iterable[Section], above: tuple[Block, ...] = ()
) -> Iterator[Section]:
    """The sections of an annex with its heading 附件N in front, in place of a label of its own, below ``above``."""
    heading = Paragraph(Style.ATTACHMENT, f"附件{number}", entry=f"附件{number}　{title}")
    first = (*above, heading)
    for section in sections:
        blocks = without_breaks_at_ends(
            _inside(block, number) for block in section.blocks if not _is_of_contents(block)
        )
        if first and blocks and isinstance(blocks[0], Paragraph) and blocks[0].style is Style.ATTACHMENT:
            blocks = blocks[1:]
        if blocks:
            yield Section(replace(section.page, numbered=True), (*first, *blocks))
            first = ()


def _is_of_contents(block: Block) -> bool:
    return isinstance(block, Contents) or (isinstance(block, Paragraph) and block.style is Style.CONTENTS_TITLE)


def _inside(block: Block, number: int) -> Block:
    """A block as it stands in an annex: not listed, a table under a name of its own."""
    if isinstance(block, Table):
        return replace(block, name=f"附件{number} {block.name}"[:_SHEET_NAME])
    return replace(block, entry="") if isinstance(block, Paragraph) and listed(block, _LOWEST) is not None else block


def without_breaks_at_ends(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without page breaks at the ends or behind one another."""
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, PageBreak) or (kept and not isinstance(kept[-1], PageBreak)):
            kept.append(block)
    while kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return tuple(kept)
