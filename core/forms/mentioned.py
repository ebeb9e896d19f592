"""The figures that the texts of a form put in or ask for, found in the trees of its templates.

A row is named by a number that stands for any: ``indicator.1.actual``; a project's own figure in a document of the
unit by its own path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from core.forms.check_accounts import chart_figures
from core.forms.check_sentences import users
from core.forms.model import Form
from core.remembered import by_identity
from core.report.paths import is_figure, of_one, parts
from core.report.spots import Spot, sample, step
from core.report.template import parsed

_Names = Mapping[str, Spot]


@by_identity
def mentioned(form: Form) -> frozenset[tuple[str, ...]]:
    """The paths of all figures named in sentences, tables, headings, charts and documents, cut at their dots."""
    found = (*_in_sentences(form), *(path for text in _texts(form) for _, path, _ in parts(text) if path))
    return frozenset(tuple(of_one(path).split(".")) for path in found)


def _texts(form: Form) -> Iterator[str]:
    yield from (cell.text for table in form.tables for row in table.rows for cell in row.cells)
    yield from (topic.paper for topic in form.topics)
    yield from (text for chart in form.charts for _, text in chart_figures(chart))
    for document in form.documents:
        yield document.title
        yield from (piece.text for piece in document.pieces)


def _in_sentences(form: Form) -> Iterator[str]:
    for sentence in form.sentences:
        tree = parsed(sentence.text)
        for of in users(form, sentence):
            yield from _below(tree, {"": Spot(of)})


def _below(node: nodes.Node, names: _Names) -> Iterator[str]:
    """The figures in a tree; ``names`` holds what its loops have named, and under a blank where all else begins."""
    match node:
        case nodes.TemplateData():
            yield from (path for _, path, _ in parts(node.data) if path)
        case nodes.Name() | nodes.Getattr():
            spot = _spot(node, names)
            yield from (spot.full,) if is_figure(spot.full) else ()
        case nodes.For(target=nodes.Name(name=name)):
            listed = _spot(node.iter, names)
            inner = {**names, name: _row(listed), "loop": Spot("loop")}
            inside = (*node.body, *node.else_, *((node.test,) if node.test else ()))
            yield from (path for child in inside for path in _below(child, inner))
        case _:
            yield from (path for child in node.iter_child_nodes() for path in _below(child, names))


def _row(listed: Spot) -> Spot:
    """A row as it could be; any level of the form stands for all."""
    return Spot(listed.row, "level.一级", listed.prefix) if listed.row in ("level1", "level2") else sample(listed)


def _spot(node: nodes.Node, names: _Names) -> Spot:
    match node:
        case nodes.Name(name=name):
            return names[name] if name in names else step(names[""], name)
        case nodes.Getattr(attr=attr):
            return step(_spot(node.node, names), attr)
    return Spot("figure")
