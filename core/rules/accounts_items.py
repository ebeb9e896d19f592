"""Rules about amounts that stand twice in the unit's year: as a line, as an economic item, as an item by function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES, EconomicLine, FunctionLine
from core.accounts.values import Accounts, RowAmounts
from core.rules.accounts_words import TOPIC, agree, named, setting, unequal, year_of
from core.rules.finding import Case, Level, Rule, Said
from core.rules.words import swap_hint

# The line of 三公 that an economic item belongs to, by code and name.
_OF_THREE_PUBLIC = (
    ("reception", "30217", "公务接待费"),
    ("abroad", "30212", "因公出国（境）费用"),
    ("car_running", "30231", "公务用车运行维护费"),
    ("car_purchase", "31013", "公务用车购置"),
)


@dataclass(frozen=True, slots=True)
class _Twice:
    """An amount that both tables have: by function under these codes, by economic item under this one."""

    function: tuple[tuple[str, str], ...]
    economic: tuple[str, str]


_CONTRIBUTIONS = (
    _Twice((("2210201", "住房公积金"),), ("30113", "住房公积金")),
    _Twice((("2080505", "机关事业单位基本养老保险缴费支出"),), ("30108", "机关事业单位基本养老保险缴费")),
    _Twice((("2080506", "机关事业单位职业年金缴费支出"),), ("30109", "职业年金缴费")),
    _Twice((("2101103", "公务员医疗补助"),), ("30111", "公务员医疗补助缴费")),
    _Twice((("2101101", "行政单位医疗"), ("2101102", "事业单位医疗")), ("30110", "职工基本医疗保险缴费")),
)


def running_cost_is_the_running_expenditure(case: Case) -> Iterator[Said]:
    """机关运行经费 = 公用经费 of the general budget (check 86); a unit that takes no part in it leaves it blank."""
    accounts = year_of(case)
    if accounts is None:
        return
    found, due = accounts.amount("running_cost"), accounts.amount("running")
    if not found or due is None or agree(case, "running_cost", found, due):
        return
    yield unequal(
        case,
        "running_cost",
        ((named("running_cost"), found), (named("running"), due)),
        (accounts.place("running_cost"), accounts.place("running")),
        (setting(case, accounts, "running_cost", "outturn", due, "按公用经费填"),),
        swap_hint(found / 10_000, due / 10_000),
    )


def economic_items_are_those_of_three_public(case: Case) -> Iterator[Said]:
    """公务接待费, 因公出国, 公务用车 among the economic items are those of “三公” (check 87)."""
    accounts = year_of(case)
    for line, code, name in _OF_THREE_PUBLIC if accounts else ():
        if accounts is None:
            continue
        rows = tuple(row for row in accounts.economic if _is(row, code, name))
        found, due = _sum(rows), accounts.amount(line)
        if found is None or due is None or agree(case, line, found, due):
            continue
        more = swap_hint(found / 10_000, due / 10_000)
        yield unequal(
            case,
            line,
            ((f"“{'、'.join(ECONOMIC_KINDS[1:])}”里的{name}", found), (f"“三公”经费里的{named(line)}", due)),
            (rows[0].place("outturn"), accounts.place(line)),
            more=more or ("" if found > due else "，其余若在项目支出里列支，请写明"),
        )


def contributions_are_the_same_by_function_and_by_item(case: Case) -> Iterator[Said]:
    """住房公积金, 养老, 年金, 医疗: what the 项 says is what the economic item says (check 88)."""
    accounts = year_of(case)
    for both in _CONTRIBUTIONS if accounts else ():
        if accounts is None:
            continue
        by_function = _by_function(accounts, both)
        by_item = tuple(row for row in accounts.economic if _is(row, *both.economic))
        found, due = _sum(by_function), _sum(by_item)
        if found is None or due is None or agree(case, "general", found, due):
            continue
        names = "、".join(name for code, name in both.function if any(_is(row, code, name) for row in by_function))
        yield unequal(
            case,
            "general",
            ((f"科目“{names}”", found), (f"经济科目“{both.economic[1]}”", due)),
            (by_function[0].place("outturn"), by_item[0].place("outturn")),
            more=swap_hint(found / 10_000, due / 10_000),
        )


def _by_function(accounts: Accounts, both: _Twice) -> tuple[RowAmounts, ...]:
    own = (row for row in accounts.function if not _is_of_other_budget(row))
    return tuple(row for row in own if any(_is(row, *one) for one in both.function))


def _is_of_other_budget(row: RowAmounts) -> bool:
    return isinstance(row.row, FunctionLine) and row.row.source.strip() in FUNCTION_SOURCES[1:]


def _is(row: RowAmounts, code: str, name: str) -> bool:
    """Whether a row is of a code; one without a code, whether it is called so."""
    own = row.row.code.strip()
    called = row.row.name if isinstance(row.row, EconomicLine) else getattr(row.row, "item", "")
    return own == code if own else called.strip() == name


def _sum(rows: tuple[RowAmounts, ...]) -> Decimal | None:
    """What rows add up to; None where there are none, or one is blank or cannot be read."""
    known = [row.amounts["outturn"] for row in rows if "outturn" in row.amounts]
    return sum(known, Decimal(0)) if known and len(known) == len(rows) else None


RULES = (
    Rule(
        "running-cost",
        86,
        "机关运行经费等于公用经费",
        Level.WARNING,
        TOPIC,
        "机关运行经费是行政和参公单位一般公共预算基本支出里的公用经费，两处是同一个数。",
        running_cost_is_the_running_expenditure,
        of=("unit",),
        example="公用经费 23.96 万元，机关运行经费填 29.36 万元：应为 23.96 万元，像是数字写颠倒了。",
        rests_on=("basic-sum",),
    ),
    Rule(
        "three-public-items",
        87,
        "“三公”经费与经济科目里的数一致",
        Level.WARNING,
        TOPIC,
        "公务接待费、因公出国（境）费、公务用车购置和运行维护费，“三公”经费表与经济科目表是同一个数；另有项目列支的写明。",
        economic_items_are_those_of_three_public,
        of=("unit",),
        example="公用经费里公务接待费 0.31 万元，“三公”经费里公务接待费 0.13 万元。",
        rests_on=("three-public-sum",),
    ),
    Rule(
        "contributions",
        88,
        "缴费类科目按功能和按经济一致",
        Level.HINT,
        TOPIC,
        "住房公积金、养老保险、职业年金、医疗保险、公务员医疗补助，按功能分类的项与按经济分类的款通常是同一个数。",
        contributions_are_the_same_by_function_and_by_item,
        of=("unit",),
        example="科目“住房公积金”26.37 万元，经济科目“住房公积金”23.67 万元，多 2.7 万元。",
    ),
)
