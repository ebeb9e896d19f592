"""The rule about charts: every slice of a pie is a part of the whole the text states, and can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.accounts.lines import LINES
from core.accounts.values import Accounts
from core.forms.paper_model import ChartSpec
from core.model import Place
from core.rules.accounts_words import TOPIC, agree, figure, named, year_of
from core.rules.finding import Case, Level, Rule, Said, Side
from core.rules.words import money

_LISTS = {"categories": "general", "fund_categories": "fund", "capital_categories": "capital"}
_Slice = tuple[str, Decimal, Place]


def pies_show_their_whole(case: Case) -> Iterator[Said]:
    """The slices of a pie make up the whole that its text states, and none is below 0 (check 62)."""
    accounts = year_of(case)
    for spec in case.form.charts if accounts else ():
        if accounts is None or spec.kind != "pie":
            continue
        slices, whole = _slices(accounts, spec)
        if not slices:
            continue
        below = [one for one in slices if one[1] < 0]
        if below:
            yield _not_drawn(case, spec, below)
        elif (stated := accounts.amount(whole)) is not None:
            yield from _not_whole(case, accounts, spec, slices, (whole, stated))


def _slices(accounts: Accounts, spec: ChartSpec) -> tuple[list[_Slice], str]:
    """What a pie shows with the cell of each slice, and the line that is its whole; none without one."""
    if spec.each in _LISTS:
        line = _LISTS[spec.each]
        found = accounts.categories(LINES[line].rows)
        amounts = ((one.name, one.amount("outturn"), one.rows[0].place("outturn")) for one in found)
        return [(name, amount, place) for name, amount, place in amounts if amount is not None], line
    keys = [key for point in spec.points if (key := _line_of(point.figure))]
    whole = next((key for key, line in LINES.items() if keys and set(keys) <= set(line.parts)), "")
    lines = ((key, accounts.amount(key)) for key in keys if whole)
    return [(LINES[key].caption, amount, accounts.place(key)) for key, amount in lines if amount is not None], whole


def _line_of(path: str) -> str:
    """The line whose outturn a point shows; blank for anything else."""
    match path.split("."):
        case ["account", line, "outturn"]:
            return line if line in LINES else ""
    return ""


def _not_drawn(case: Case, spec: ChartSpec, below: list[_Slice]) -> Said:
    names = "、".join(f"{name} {money(amount, case.form)}" for name, amount, _ in below)
    return Said(
        f"{_title(spec)}画不出来：{names}是负数，饼图会从文稿里略去，请核对。",
        tuple(place for *_, place in below),
        tuple(Side(name, money(amount, case.form)) for name, amount, _ in below),
        detail=spec.key,
    )


def _not_whole(
    case: Case, accounts: Accounts, spec: ChartSpec, slices: list[_Slice], whole: tuple[str, Decimal]
) -> Iterator[Said]:
    line, stated = whole
    shown = sum((amount for _, amount, _ in slices), Decimal(0))
    rest = _outside(accounts, spec, line)
    if agree(case, line, shown + rest, stated):
        return
    yield Said(
        f"{_title(spec)}各块合计 {figure(case, line, shown)}，正文写的{named(line)}是 {figure(case, line, stated)}，"
        f"差 {figure(case, line, abs(stated - shown))}。",
        (accounts.place(line), *(place for *_, place in slices)),
        (Side("图中合计", figure(case, line, shown)), Side("正文", figure(case, line, stated))),
        detail=spec.key,
    )


def _outside(accounts: Accounts, spec: ChartSpec, line: str) -> Decimal:
    """The parts of the whole that the form gives no slice: 上缴上级支出 beside basic and projects."""
    points = {_line_of(point.figure) for point in spec.points}
    parts = (accounts.amount(part) for part in LINES[line].parts if points and part not in points)
    return sum((amount for amount in parts if amount is not None), Decimal(0))


def _title(spec: ChartSpec) -> str:
    return f"饼图“{spec.title}”"


RULES = (
    Rule(
        "chart-whole",
        62,
        "饼图各块合起来是正文的总数",
        Level.WARNING,
        TOPIC,
        "图由决算数画出；总数另填的，图中各块之和应等于正文的总数，各块不是负数。",
        pies_show_their_whole,
        of=("unit",),
        example="饼图里基本支出 287.43 万元、项目支出 3.2 万元，正文写本年支出 1796.45 万元：应为 1509.02 万元。",
        rests_on=("income-sum", "expenditure-sum", "fiscal-sum", "three-public-sum"),
    ),
)
