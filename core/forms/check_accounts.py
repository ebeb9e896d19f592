"""What a form asks of the unit's year: sections there are, and of its lines only what they can have."""

from __future__ import annotations

from collections.abc import Iterator

from core.accounts.lines import LINES, SECTIONS
from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES
from core.forms.model import Form
from core.forms.paper_model import ChartSpec
from core.report.account_figures import NEEDS, section_of
from core.report.account_paths import ACCOUNT, NAMES

ROWS = ("function", "economic")  # the tables asked for beside the sections
_OF_ECONOMIC = ("economic",)


def asked_faults(form: Form) -> Iterator[str]:
    """What is wrong with the list of what is asked, the terms and the charts themselves."""
    known = (*(section.key for section in SECTIONS), *ROWS)
    for key in form.accounts:
        if key not in known:
            yield f"accounts 里的“{key}”程序不认识，可用的有：{'、'.join(known)}。"
    for term in form.terms:
        if bool(term.each) == bool(term.name and term.meaning):
            yield f"terms“{term.name}”要么写 name 和 meaning，要么写 each，二者必居其一。"
    if any(term.each for term in form.terms) and "function" not in form.accounts:
        yield 'terms 里有 each = "subjects"，accounts 里就要有 "function"。'
    for chart in form.charts:
        if bool(chart.each) == bool(chart.points):
            yield f"charts“{chart.key}”要么写 points，要么写 each，二者必居其一。"


def list_fault(form: Form, row: str) -> str:
    """What is wrong with listing rows of a kind, as the end of a sentence; blank when nothing is."""
    if row not in NAMES or row == "term":
        return ""
    table = "economic" if row in _OF_ECONOMIC else "function"
    return "" if table in form.accounts else f'要列出科目，表样的 accounts 里没有 "{table}"。'


def account_fault(form: Form, path: str) -> str:
    """What is wrong with a figure or condition of the accounts, as the end of a sentence; blank when nothing is."""
    head, _, rest = path.partition(".")
    if head != ACCOUNT:
        return ""
    line, *part = rest.split(".")
    section = section_of(line)
    if section.key not in form.accounts:
        return f"属于“{section.caption}”，表样的 accounts 里没有 {section.key}。"
    if len(part) > 1:
        return account_fault(form, f"{ACCOUNT}.{part[1]}.outturn")
    needed = NEEDS.get(part[0], (part[0],))
    missing = [measure for measure in needed if measure not in (*section.measures, "caption")]
    return f"没有数：“{section.caption}”里不填 {'、'.join(missing)}。" if missing else ""


def line_fault(each: str, line: str) -> str:
    """What is wrong with the ``line`` of a table's row, as the end of a sentence; blank when nothing is."""
    kinds = {"function": FUNCTION_SOURCES, "economic": ECONOMIC_KINDS}.get(each)
    if kinds is None and not line:
        return ""
    rows = LINES[line].rows if line in LINES else ""
    return "" if rows in (kinds or ()) else f"的 line“{line}”不是 each 列出的科目相加得到的。"


def chart_figures(chart: ChartSpec) -> Iterator[tuple[str, str]]:
    """The texts and paths of a chart that name figures: what they are, and the text with its figures in braces."""
    yield "title", chart.title
    for point in chart.points:
        yield "points", f"{point.caption}{{{point.figure}}}"
