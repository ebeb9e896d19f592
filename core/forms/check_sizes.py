"""Sizes and numbers of a form: decimals, paper, tables and points that can be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.forms.model import Form
from core.forms.paper_model import Document, PageSpec

MOST_DECIMALS = 6
_PAPER = (Decimal(210), Decimal(297))  # millimetres of A4
_LEAST_ROOM = Decimal(50)  # millimetres between margins
_OVERHANG = Decimal(10)  # millimetres a table may stand out of the text area, as some official ones do


def size_faults(form: Form) -> Iterator[str]:
    """What is impossible about the sizes and numbers of a form, each as a sentence."""
    for key in ("money_decimals", "rate_decimals"):
        if not 0 <= getattr(form, key) <= MOST_DECIMALS:
            yield f"{key} 是 {getattr(form, key)}，应当在 0 到 {MOST_DECIMALS} 之间。"
    yield from _points(form)
    for document in form.documents:
        for page in _pages(document):
            yield from _page(document, page)
        yield from _tables(form, document)


def _points(form: Form) -> Iterator[str]:
    quotas = {level.name: level.quota for level in form.indicators.levels if level.quota is not None}
    quotas |= {
        part.name: part.quota for level in form.indicators.levels for part in level.parts if part.quota is not None
    }
    for name, quota in quotas.items():
        if quota < 0:
            yield f"“{name}”的 quota 是 {quota}，不能小于 0。"
    scoring = form.scoring
    if scoring is None:
        return
    if scoring.execution_weight < 0:
        yield f"scoring 的 execution_weight 是 {scoring.execution_weight}，不能小于 0。"
    if not 0 <= scoring.decimals <= MOST_DECIMALS:
        yield f"scoring 的 decimals 是 {scoring.decimals}，应当在 0 到 {MOST_DECIMALS} 之间。"
    if form.grades and form.grades[0].at_least > scoring.total:
        yield f"grades“{form.grades[0].word}”的 at_least 是 {form.grades[0].at_least}，比满分 {scoring.total} 还高。"


def _pages(document: Document) -> Iterator[PageSpec]:
    yield document.page
    yield from (piece.page for piece in document.pieces if piece.kind == "section")


def _page(document: Document, page: PageSpec) -> Iterator[str]:
    for keys, size in zip((("left_mm", "right_mm"), ("top_mm", "bottom_mm")), _sides(page), strict=True):
        margins = [getattr(page, key) for key in keys]
        if min(margins) < 0 or size - sum(margins) < _LEAST_ROOM:
            yield f"documents“{document.key}”的 {'、'.join(keys)} 不对：不能小于 0，中间至少留 {_LEAST_ROOM} 毫米。"


def _sides(page: PageSpec) -> tuple[Decimal, Decimal]:
    """Width and height of the sheet as it lies."""
    return (_PAPER[1], _PAPER[0]) if page.landscape else _PAPER


def _tables(form: Form, document: Document) -> Iterator[str]:
    """Every table fits between the edges of the paper it stands on, and every row on its page."""
    page = document.page
    for piece in document.pieces:
        if piece.kind == "section":
            page = piece.page
        topics = form.outline(document.of, piece.outline) if piece.kind == "outline" else ()
        keys = [topic.table for topic in topics] or [piece.table]
        for table in filter(None, map(form.table, keys)):
            width, height = _sides(page)
            room = width - page.left_mm - page.right_mm
            if sum(table.widths_mm) > room + _OVERHANG:
                yield f"tables“{table.key}”宽 {sum(table.widths_mm)} 毫米，页面只有 {room} 毫米。"
            most = max((row.min_height_mm for row in table.rows), default=Decimal(0))
            if not 0 <= most <= height - page.top_mm - page.bottom_mm:
                yield f"tables“{table.key}”有一行的 min_height_mm 是 {most}，一页放不下。"
