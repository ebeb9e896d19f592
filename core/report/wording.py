"""Words around live figures: filling templates, formulaic sentences, the clerk's answers, and the editor's pieces.

Only the paths of :mod:`core.report.paths` mean anything between braces.  What is put in is never read again, so that
no text of the clerk can name a figure by way of another, and nothing can reach the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.forms.model import Sentence, Topic
from core.report.conditions import holds
from core.report.figures import Figures, Lookup
from core.report.paths import BLANK as BLANK  # the editor shows it too
from core.report.paths import blank_of, parts, written


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a clerk's answer: plain text, or with ``path`` a live figure as it is shown."""

    text: str
    path: str = ""
    spec: str = ""
    caption: str = ""


def fill(template: str, look: Lookup, cell: bool = False) -> str:
    """Put the figures into a template; ＿＿ with the unit asked for stands where one has no value.

    In a table cell the place stays empty instead, and text nobody can read stands there as it was typed; a line of
    figures that comes out blank is left out.  A text put in before a 。 ， or ； loses its own 。.
    """
    if cell and "\n" in template:
        lines = ((line, fill(line, look, cell=True)) for line in template.split("\n"))
        return "\n".join(said for line, said in lines if said.strip() or not line.strip())
    out: list[str] = []
    for plain, path, spec in parts(template):
        if out and plain.startswith(("。", "，", "；")):
            out[-1] = out[-1].removesuffix("。")
        out.append(plain)
        if path:
            found = look(path, spec)
            out.append(found.text or (found.raw if cell else blank_of(spec)))
    return "".join(out)


def worded(sentence: Sentence, figures: Figures) -> str:
    """A formulaic sentence as it fits the project: its figures still in braces, a line feed between paragraphs."""
    from core.report.template import rendered  # brings Jinja, which most forms do not need

    return rendered(sentence.text, figures)


def suggestion(topic: Topic, figures: Figures) -> str:
    """What the form would write below a heading, with live figures in braces; blank when it has no sentence."""
    sentence = figures.form.sentence(topic.sentence) if topic.sentence else None
    return worded(sentence, figures) if sentence else ""


def answer_of(topic: Topic, figures: Figures) -> str:
    """What is printed below a heading: the clerk's answer, the form's sentence, or its words for an empty one.

    Where those words would be untrue, such as 无。 for the problems of a project that missed a target, a blank.
    """
    typed = figures.values.dossier.answers.get(topic.key, "") if topic.key else ""
    if said := typed if typed.strip() else suggestion(topic, figures):
        return fill(said, figures.find)
    untrue = any(holds(condition, figures) for condition in topic.empty_unless)
    return BLANK if untrue else fill(topic.empty, figures.find)


def pieces(text: str, figures: Figures) -> tuple[Piece, ...]:
    """Cut a stored answer for the editor into plain text and live figures; :func:`joined` puts it together again."""
    out: list[Piece] = []
    for plain, path, spec in parts(text):
        if plain:
            out.append(Piece(plain))
        if path:
            figure = figures.find(path, spec)
            out.append(Piece(figure.text or blank_of(spec), path, spec, figure.caption))
    return tuple(out)


def joined(found: Iterable[Piece]) -> str:
    """The answer to store: plain text as it is, live figures in braces."""
    return "".join(written(piece.path, piece.spec) if piece.path else piece.text for piece in found)
