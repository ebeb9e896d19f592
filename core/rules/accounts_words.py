"""The unit's year as rules about it need it: whether it is asked for, its cells in a sentence, the ways out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.accounts.lines import LINES, SECTIONS, AccountLine, measure_caption
from core.accounts.rows import FunctionLine
from core.accounts.values import Accounts, RowAmounts
from core.edits import SetField
from core.kinds import money_in, trimmed
from core.model import Place
from core.rules.finding import Case, Fix, Said, Side
from core.rules.funds import same_money
from core.rules.words import NBSP, gap, money

TOPIC = "决算"


def year_of(case: Case) -> Accounts | None:
    """The unit's year, where the form asks for it and something of it was typed; else no rule speaks."""
    accounts = case.values.accounts
    return accounts if accounts is not None and case.form.accounts and accounts.begun else None


def asked_lines(case: Case) -> Iterator[tuple[AccountLine, tuple[str, ...]]]:
    """The lines the form asks for, each with its measures."""
    for section in SECTIONS:
        if section.key in case.form.accounts:
            yield from ((line, section.measures) for line in section.lines)


def named(line: str, measure: str = "outturn") -> str:
    """A cell in a sentence: 本年收入合计, 本年收入合计的上年决算数."""
    caption = LINES[line].caption
    return caption if measure == "outturn" else f"{caption}的{measure_caption(line, measure)}"


def figure(case: Case, line: str, value: Decimal) -> str:
    """An amount in the form's unit, a count with its own: 1759.24 万元, 12 人次."""
    known = LINES[line]
    return f"{trimmed(value)}{NBSP}{known.unit}" if known.kind == "count" else money(value, case.form)


def agree(case: Case, line: str, one: Decimal, other: Decimal) -> bool:
    """Whether two values of a line are printed alike."""
    return one == other if LINES[line].kind == "count" else same_money(case.form, one, other)


def typed(line: str, value: Decimal) -> str:
    """A value as it is typed into a cell of the line: a bare amount is 万元."""
    return trimmed(value if LINES[line].kind == "count" else money_in(value, "万元"))


def setting(case: Case, accounts: Accounts, line: str, measure: str, value: Decimal, label: str = "改为") -> Fix:
    """The way out that types a value: 改为 26.01 万元."""
    place = accounts.place(line, measure)
    return Fix(f"{label} {figure(case, line, value)}", SetField(place, case.dossier.text(place), typed(line, value)))


def unequal(
    case: Case,
    line: str,
    sides: tuple[tuple[str, Decimal], tuple[str, Decimal]],
    places: tuple[Place, ...],
    fixes: tuple[Fix, ...] = (),
    more: str = "",
    answerable: bool = False,
    detail: str = "",
) -> Said:
    """Two figures that should be one: 收入总计 1796.45 万元，支出总计 1795.77 万元，多 0.68 万元。"""
    (name, found), (other, due) = sides
    shown = figure(case, line, found), figure(case, line, due)
    off = gap(found, due, lambda value: figure(case, line, value))
    return Said(
        f"{name} {shown[0]}，{other} {shown[1]}，{off}{more}。",
        places,
        (Side(name, shown[0]), Side(other, shown[1]), Side("相差", figure(case, line, abs(found - due)))),
        fixes,
        answerable,
        detail,
    )


def row_name(row: RowAmounts) -> str:
    """A row in a sentence: “行政运行”."""
    told = row.row
    name = told.item if isinstance(told, FunctionLine) else told.name
    return f"“{name.strip() or told.code.strip() or '未命名科目'}”"
