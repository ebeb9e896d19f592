"""Documents of a form and the charts in them: pieces that name what there is, contents that list, annexes that end."""

from __future__ import annotations

from collections.abc import Iterator

from core.forms.check_accounts import chart_figures, list_fault
from core.forms.check_figures import figure_faults
from core.forms.model import Form
from core.forms.paper_model import ChartSpec, Document, Piece
from core.report.account_paths import NAMES, is_amount
from core.report.spots import Spot, step


def document_faults(form: Form, document: Document) -> Iterator[str]:
    """Everything wrong with a document of a form, each as a sentence."""
    where = f"documents“{document.key}”"
    yield from figure_faults(form, f"{where}的 title", document.title, document.of)
    for piece in document.pieces:
        yield from figure_faults(form, f"{where}的 pieces", piece.text, document.of)
        if piece.kind == "table" and form.table(piece.table) is None:
            yield f"{where}用的表“{piece.table}”在 tables 里没有。"
        if piece.sentence and form.sentence(piece.sentence) is None:
            yield f"{where}用的句子“{piece.sentence}”在 sentences 里没有。"
        if piece.sentence and (piece.kind != "paragraph" or piece.text):
            yield f'{where}的 sentence 只能用在 kind = "paragraph" 里，不能再有 text。'
        asked = piece.chart or piece.kind == "chart"
        if asked and (piece.kind != "chart" or document.of != "unit" or form.chart(piece.chart) is None):
            yield f"{where}用的图“{piece.chart}”在 charts 里没有，或这个文件不是单位的。"
        if piece.kind == "contents":
            yield from _contents(form, document, piece.depth)
        if piece.kind == "annex":
            yield from _annex(form, document, piece)


def _contents(form: Form, document: Document, depth: int) -> Iterator[str]:
    """A contents page lists headings of its own document."""
    where = f"documents“{document.key}”"
    if all(piece.kind != "outline" for piece in document.pieces):
        yield f'{where}有目录（contents），却没有 kind = "outline"，没有标题可列。'
    elif depth > max((topic.level for topic in form.outline(document.of)), default=depth):
        yield f"{where}目录的 depth 是 {depth}，标题没有这么多级。"


def _annex(form: Form, document: Document, piece: Piece) -> Iterator[str]:
    """An annex is another document of the unit that has no annexes itself, or of the projects."""
    where = f"documents“{document.key}”的 annex"
    if document.of != "unit":
        yield f'{where}只能用在 of = "unit" 的文件里。'
    if bool(piece.documents) == bool(piece.of):
        yield f'{where}要么写 documents，要么写 of = "project"，二者必居其一。'
    if piece.without and not piece.of:
        yield f'{where}的 without 只能与 of = "project" 一起用。'
    for key in piece.documents:
        found = next((other for other in form.documents_of("unit") if other.key == key), None)
        if found is None or found.is_assembled:
            yield f'{where}的“{key}”应当是 of = "unit" 的另一个文件，自己没有 annex。'


def chart_faults(form: Form, chart: ChartSpec) -> Iterator[str]:
    """What is wrong with a chart: its figures are amounts of the unit, what it lists is listed there."""
    where = f"charts“{chart.key}”"
    for key, text in chart_figures(chart):
        yield from figure_faults(form, f"{where}的 {key}", text, "unit")
    for point in chart.points:
        if not is_amount(point.figure):
            yield f"{where}里的“{point.figure}”应当是部门决算里的金额，例：account.income.outturn。"
    row = step(Spot("unit"), chart.each).row
    if chart.each and "share" not in NAMES.get(row, ()):
        yield f"{where}的 each“{chart.each}”不能画成图，可用的有 categories、personnel_items 等。"
    elif wrong := list_fault(form, row):
        yield f"{where}的 each“{chart.each}”{wrong}"
