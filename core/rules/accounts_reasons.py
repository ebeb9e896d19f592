"""Rules about figures of the unit's year that ask for a reason: above the budget, above last year, off the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from core.accounts.lines import measure_caption
from core.accounts.rows import FunctionLine
from core.accounts.values import Accounts, RowAmounts, growth, share
from core.model import Place
from core.rules.accounts_words import TOPIC, agree, figure, named, row_name, year_of
from core.rules.finding import YEAR_END, Case, Level, Parameter, Rule, Said, Side
from core.rules.words import money, rate

_KINDS = ("abroad", "cars", "reception")
# Where the reason for a line may stand as well: its parts, and the line it is part of.
_FAMILY = {
    "abroad": ("abroad",),
    "cars": ("cars", "car_purchase", "car_running"),
    "reception": ("reception", "domestic_reception", "foreign_reception"),
    "three_public": ("three_public",),
    "running_cost": ("running_cost",),
}
# Lines whose change is explained in an answer of the unit's, by the key of the answer; the first serves all.
_TOLD = (
    ("total_income", "total_reason"),
    ("fiscal_total_income", "fiscal_reason"),
    ("fiscal_expenditure", "spending_reason"),
    ("general", "general_reason"),
)
_CHANGE = Parameter("percent", "比上年增减超过多少写原因", Decimal(0), "%")
_OFF = Parameter("percent", "与预算相差超过多少写原因", Decimal(0), "%")


def three_public_stays_within_its_budget(case: Case) -> Iterator[Said]:
    """“三公” and each of its kinds do not exceed their budget; else a reason is written (check 89)."""
    yield from _three_public(case, "budget", "超过")


def three_public_does_not_grow_without_a_reason(case: Case) -> Iterator[Said]:
    """“三公” and each of its kinds do not exceed last year's without a reason (check 90)."""
    yield from _three_public(case, "previous", "高于")


def _three_public(case: Case, measure: str, verb: str) -> Iterator[Said]:
    """The kinds that exceed a measure; the total only where none of them explains it."""
    accounts = year_of(case)
    told = False
    for line in (*_KINDS, "three_public") if accounts and "three_public" in case.form.accounts else ():
        if accounts is None or (line == "three_public" and told):
            continue
        found, limit = accounts.amount(line), accounts.amount(line, measure)
        if found is None or limit is None or found <= limit or agree(case, line, found, limit):
            continue
        told = True
        if not _reason(accounts, line):
            yield _above(case, accounts, line, measure, verb, (found, limit))


def _reason(accounts: Accounts, line: str) -> str:
    return next((text for key in _FAMILY[line] if (text := accounts.text(key, "reason"))), "")


def _above(
    case: Case, accounts: Accounts, line: str, measure: str, verb: str, amounts: tuple[Decimal, Decimal]
) -> Said:
    found, limit = amounts
    caption = measure_caption(line, measure)
    shown = figure(case, line, found), figure(case, line, limit), figure(case, line, found - limit)
    grown = growth(found, limit) if measure == "previous" else None
    more = f"（增长 {rate(grown, case.form)}）" if grown is not None else ""
    return Said(
        f"{named(line)} {shown[0]}，{verb}{caption} {shown[1]}，多 {shown[2]}{more}，没有写原因。",
        (accounts.place(line, "reason"), accounts.place(line), accounts.place(line, measure)),
        (Side("决算数", shown[0]), Side(caption, shown[1]), Side("相差", shown[2])),
    )


def changes_against_last_year_are_explained(case: Case) -> Iterator[Said]:
    """What is more or less than last year has its 主要原因: totals, 三公, 机关运行经费 (check 91)."""
    accounts = year_of(case)
    if accounts is None:
        return
    wanted = ((line, key) for line, key in _TOLD if case.form.topic(key) and not _is_told(case, key))
    totals = (one for line, key in wanted for one in _unexplained(case, accounts, line, _answer(case, key)))
    yield from islice(totals, 1)  # the common reason serves the others
    for line in ("cars", "reception", "running_cost"):
        grew = (accounts.amount(line) or 0) > (accounts.amount(line, "previous") or 0)
        if not _reason(accounts, line) and not (line in _KINDS and grew):
            yield from _unexplained(case, accounts, line, accounts.place(line, "reason"))


def _answer(case: Case, key: str) -> Place:
    return Place("answer", case.dossier.id, key)


def _is_told(case: Case, key: str) -> bool:
    """Whether the answer, the common one, or the whole section typed by the clerk tells the reason."""
    answers = case.dossier.answers
    note = key.replace("_reason", "_note")
    return any(answers.get(name, "").strip() for name in (key, _TOLD[0][1], note))


def _unexplained(case: Case, accounts: Accounts, line: str, place: Place) -> Iterator[Said]:
    found, before = accounts.amount(line), accounts.amount(line, "previous")
    if found is None or before is None or agree(case, line, found, before):
        return
    change = growth(found, before)
    if change is not None and abs(change) <= case.parameter("change-reason", _CHANGE):
        return
    word = "多" if found > before else "少"
    more = "" if change is None else f"（{'增长' if change > 0 else '下降'} {rate(abs(change), case.form)}）"
    yield Said(
        f"{named(line)} {figure(case, line, found)}，比上年 {figure(case, line, before)}{word} "
        f"{figure(case, line, abs(found - before))}{more}，没有写主要原因。",
        (place, accounts.place(line), accounts.place(line, "previous")),
        (
            Side("本年", figure(case, line, found)),
            Side("上年", figure(case, line, before)),
            Side("相差", figure(case, line, abs(found - before))),
        ),
        detail=line,
    )


def items_off_their_budget_are_explained(case: Case) -> Iterator[Said]:
    """A 项 whose outturn is not its adjusted budget (else the initial one) has its reason (check 92)."""
    accounts = year_of(case)
    if accounts is not None and "three_public" in case.form.accounts:
        yield from _below_budget(case, accounts)
    for row in accounts.function if accounts and "function" in case.form.accounts else ():
        told = row.row
        measure = "adjusted" if "adjusted" in row.amounts else "budget"
        found, due = row.amounts.get("outturn"), row.amounts.get(measure)
        if not isinstance(told, FunctionLine) or told.reason.strip() or measure in row.unknown:
            continue
        if found is not None and due is not None and not agree(case, "general", found, due):
            yield from _off(case, row, measure, (found, due))


def _below_budget(case: Case, accounts: Accounts) -> Iterator[Said]:
    """“三公” below its budget: the sentence about it tells why."""
    found, budget = accounts.amount("three_public"), accounts.amount("three_public", "budget")
    if found is None or budget is None or found >= budget or agree(case, "three_public", found, budget):
        return
    if accounts.text("three_public", "reason") or case.dossier.answers.get("three_public_note", "").strip():
        return
    shown = money(found, case.form), money(budget, case.form), money(budget - found, case.form)
    yield Said(
        f"{named('three_public')} {shown[0]}，比年初预算数 {shown[1]}少 {shown[2]}，没有写原因。",
        (accounts.place("three_public", "reason"), accounts.place("three_public")),
        (Side("决算数", shown[0]), Side("年初预算数", shown[1]), Side("相差", shown[2])),
    )


def _off(case: Case, row: RowAmounts, measure: str, amounts: tuple[Decimal, Decimal]) -> Iterator[Said]:
    found, due = amounts
    reached = share(found, due)
    if reached is not None and abs(reached - 100) <= case.parameter("outturn-reason", _OFF):
        return
    caption = measure_caption("general", measure)
    more = "" if reached is None else f"，完成 {rate(reached, case.form)}"
    word = "多" if found > due else "少"
    yield Said(
        f"{row_name(row)}的决算数 {money(found, case.form)}，比{caption} {money(due, case.form)}{word} "
        f"{money(abs(found - due), case.form)}{more}，没有写原因。",
        (row.place("reason"), row.place("outturn"), row.place(measure)),
        (
            Side("决算数", money(found, case.form)),
            Side(caption, money(due, case.form)),
            Side("相差", money(abs(found - due), case.form)),
        ),
    )


RULES = (
    Rule(
        "three-public-budget",
        89,
        "“三公”经费不超预算",
        Level.WARNING,
        TOPIC,
        "“三公”经费从严控制，决算数不超过预算数；超过的写明原因。",
        three_public_stays_within_its_budget,
        of=("unit",),
        stages=YEAR_END,
        example="公务接待费预算 0.13 万元，决算 0.49 万元，超过 0.36 万元，没有写原因。",
        rests_on=("three-public-sum",),
    ),
    Rule(
        "three-public-growth",
        90,
        "“三公”经费比上年增加的写明原因",
        Level.WARNING,
        TOPIC,
        "“三公”经费只减不增；比上年增加的写明原因。",
        three_public_does_not_grow_without_a_reason,
        of=("unit",),
        stages=YEAR_END,
        example="公务接待费 0.14 万元，上年 0.076 万元，增长 84.21 %，没有写原因。",
        rests_on=("three-public-sum",),
    ),
    Rule(
        "change-reason",
        91,
        "比上年增减的写明主要原因",
        Level.WARNING,
        TOPIC,
        "决算公开格式：收入支出总计、财政拨款、一般公共预算支出、机关运行经费、公务用车和公务接待比上年增减，都写主要变动原因。",
        changes_against_last_year_are_explained,
        of=("unit",),
        stages=YEAR_END,
        example="机关运行经费 23.96 万元，比上年 25.34 万元少 1.38 万元，没有写主要原因。",
        parameters=(_CHANGE,),
        rests_on=("three-public-sum", "previous-outturn"),
    ),
    Rule(
        "outturn-reason",
        92,
        "决算数不等于预算数的写明原因",
        Level.WARNING,
        TOPIC,
        "各项科目的决算数大于或小于调整预算数（没有调整的，年初预算数）的，写明主要原因。",
        items_off_their_budget_are_explained,
        of=("unit",),
        stages=YEAR_END,
        example="“城乡医疗救助”决算 630.48 万元，比调整预算数 700 万元少 69.52 万元，没有写原因。",
        parameters=(_OFF,),
    ),
)
