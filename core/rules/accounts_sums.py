"""Rules about the sums of the unit's year: what is typed over a sum is what its parts or rows add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from core.accounts.lines import LINES, MONEY_MEASURES, AccountLine
from core.accounts.values import Accounts
from core.edits import SetField
from core.model import Place
from core.rules.accounts_words import TOPIC, agree, asked_lines, figure, named, unequal, year_of
from core.rules.finding import Case, Fix, Level, Parameter, Rule, Said
from core.rules.words import swap_hint

_TOLERANCE = Parameter("tolerance", "容许相差", Decimal(0), "元")
_INCOME = ("income", "total_income")
_EXPENDITURE = ("expenditure", "total_expenditure")
_BASIC = ("personnel", "running", "general_basic")
_THREE_PUBLIC = ("cars", "reception", "three_public")
_FISCAL = (
    "fiscal_income", "fiscal_total_income", "general", "fund", "capital", "fiscal_expenditure",
    "fiscal_total_expenditure",
)  # fmt: skip
_OTHERS = ("bought_cars", "kept_cars", "procurement", "vehicles", "staff")
_MOST_PLACES = 24  # cells a finding tints beside its own


def income_is_the_sum_of_its_sources(case: Case) -> Iterator[Said]:
    """本年收入合计 = 各项收入, 收入总计 = 本年收入 + 结余 + 年初结转 (check 75)."""
    yield from _typed_sums(case, "income-sum", _INCOME)


def expenditure_is_basic_and_projects(case: Case) -> Iterator[Said]:
    """本年支出合计 = 基本支出 + 项目支出 + …, 支出总计 = 本年支出 + 结余分配 + 年末结转 (check 76)."""
    yield from _typed_sums(case, "expenditure-sum", _EXPENDITURE)


def fiscal_lines_are_the_sums_of_their_items(case: Case) -> Iterator[Said]:
    """财政拨款支出 = 一般公共预算 + 政府性基金 + 国有资本经营, each the sum of its 类 and 项 (check 77)."""
    yield from _typed_sums(case, "fiscal-sum", _FISCAL)


def basic_expenditure_is_personnel_and_running(case: Case) -> Iterator[Said]:
    """基本支出 = 人员经费 + 公用经费, each the sum of its economic items (check 78)."""
    yield from _typed_sums(case, "basic-sum", _BASIC)


def three_public_is_the_sum_of_three(case: Case) -> Iterator[Said]:
    """“三公”经费 = 因公出国 + 公务用车 + 公务接待, 公务接待 = 国内 + 外事 (check 79)."""
    yield from _typed_sums(case, "three-public-sum", _THREE_PUBLIC)


def counts_are_the_sums_of_their_kinds(case: Case) -> Iterator[Said]:
    """在职人员, 公务用车, 车辆 and 政府采购 are the sums of their kinds (check 80)."""
    yield from _typed_sums(case, "count-sum", _OTHERS)


def _typed_sums(case: Case, rule: str, keys: tuple[str, ...]) -> Iterator[Said]:
    accounts = year_of(case)
    if accounts is None:
        return
    for line, measures in asked_lines(case):
        for measure in MONEY_MEASURES if line.key in keys else ():
            if measure not in measures or not accounts.contradicts(line.key, measure):
                continue
            typed, due = accounts.typed[line.key, measure], accounts.computed[line.key, measure]
            close = line.kind == "money" and abs(typed - due) <= case.parameter(rule, _TOLERANCE)
            if not close and not agree(case, line.key, typed, due) and _speaks(accounts, line, measure, typed, due):
                yield _differs(case, accounts, line, measure, typed, due)


def _speaks(accounts: Accounts, line: AccountLine, measure: str, typed: Decimal, due: Decimal) -> bool:
    """Whether the parts can be held against the sum.

    Of the year itself a blank is nothing.  Budgets and last year's figures are often typed for the sum and a few parts
    alone: then the parts tell something only when they exceed the sum.
    """
    if measure == "outturn" or _is_complete(accounts, line, measure):
        return True
    amounts = [accounts.amount(part, measure) for part in line.parts]
    amounts += [row.amounts.get(measure) for row in accounts.rows_of(line.key)]
    return due > typed and all(amount is None or amount >= 0 for amount in amounts)


def _is_complete(accounts: Accounts, line: AccountLine, measure: str) -> bool:
    known = all(accounts.amount(part, measure) is not None for part in line.parts)
    return known and all(measure in row.amounts for row in accounts.rows_of(line.key))


def _differs(case: Case, accounts: Accounts, line: AccountLine, measure: str, typed: Decimal, due: Decimal) -> Said:
    place = accounts.place(line.key, measure)
    parts = f"{len(accounts.rows_of(line.key))} 个科目合计" if line.rows else "分项合计"
    clearing = Fix(f"用计算值 {figure(case, line.key, due)}", SetField(place, case.dossier.text(place), ""))
    return unequal(
        case,
        line.key,
        ((named(line.key, measure), typed), (parts, due)),
        (place, *_parts(accounts, line, measure)),
        (clearing,),
        _swap(case, accounts, line, measure, typed - due) or swap_hint(*map(_counted(line), (typed, due))),
        answerable=True,
    )


def _counted(line: AccountLine) -> Callable[[Decimal], Decimal]:
    """Brings an amount to 万元, as it is typed."""
    return lambda value: value if line.kind == "count" else value / 10_000


def _swap(case: Case, accounts: Accounts, line: AccountLine, measure: str, off: Decimal) -> str:
    """The one part in which swapped digits would explain the gap: its meant figure makes the sum right."""
    unit = _counted(line)
    found = []
    for part in line.parts:
        amount = accounts.amount(part, measure)
        if amount is not None and swap_hint(unit(amount), unit(amount + off)):
            shown = figure(case, part, amount + off), figure(case, part, amount)
            found.append(f"，像是{LINES[part].caption}把 {shown[0]}写成了 {shown[1]}")
    return found[0] if len(found) == 1 else ""


def _parts(accounts: Accounts, line: AccountLine, measure: str) -> tuple[Place, ...]:
    """Where what adds up was typed."""
    parts = (accounts.place(part, measure) for part in line.parts if accounts.amount(part, measure) is not None)
    rows = (row.place(measure) for row in accounts.rows_of(line.key) if measure in row.amounts)
    return (*parts, *rows)[:_MOST_PLACES]


RULES = (
    Rule(
        "income-sum",
        75,
        "收入合计等于各项收入之和",
        Level.ERROR,
        TOPIC,
        "收入支出决算总表：本年收入合计 = 各项收入之和，收入总计 = 本年收入 + 使用非财政拨款结余 + 年初结转和结余。",
        income_is_the_sum_of_its_sources,
        of=("unit",),
        example="一般公共预算收入 1758.56 万元、政府性基金 37.21 万元，收入合计填 1796.45 万元：应为 1795.77 万元。",
        parameters=(_TOLERANCE,),
    ),
    Rule(
        "expenditure-sum",
        76,
        "支出合计等于各项支出之和",
        Level.ERROR,
        TOPIC,
        "收入支出决算总表：本年支出 = 基本支出 + 项目支出 + 其他，支出总计 = 本年支出 + 结余分配 + 年末结转和结余。",
        expenditure_is_basic_and_projects,
        of=("unit",),
        example="基本支出 287.43 万元、项目支出填 3.2 万元，本年支出合计填 1796.45 万元：项目支出应为 1509.02 万元。",
        parameters=(_TOLERANCE,),
    ),
    Rule(
        "fiscal-sum",
        77,
        "财政拨款支出等于各科目之和",
        Level.ERROR,
        TOPIC,
        "财政拨款收入支出决算总表和明细表：三种预算的支出相加是财政拨款支出，每种预算的支出是它各类、各项科目之和。",
        fiscal_lines_are_the_sums_of_their_items,
        of=("unit",),
        example="一般公共预算财政拨款支出填 1758.56 万元，各项科目合计 1759.24 万元，少 0.68 万元。",
        parameters=(_TOLERANCE,),
        rests_on=("subject-twice",),
    ),
    Rule(
        "basic-sum",
        78,
        "人员经费和公用经费等于各经济科目之和",
        Level.ERROR,
        TOPIC,
        "一般公共预算财政拨款基本支出决算表：人员经费、公用经费各等于其经济科目之和，两者相加是基本支出。",
        basic_expenditure_is_personnel_and_running,
        of=("unit",),
        example="公用经费填 23.96 万元，15 个经济科目合计 23.95 万元，多 0.01 万元。",
        parameters=(_TOLERANCE,),
        rests_on=("economic-twice",),
    ),
    Rule(
        "three-public-sum",
        79,
        "“三公”经费等于三项之和",
        Level.ERROR,
        TOPIC,
        "“三公”经费 = 因公出国（境）费 + 公务用车购置及运行维护费 + 公务接待费；公务用车、公务接待各等于其两项之和。",
        three_public_is_the_sum_of_three,
        of=("unit",),
        example="公务接待费 0.13 万元，另两项为 0，“三公”经费合计填 0.31 万元：应为 0.13 万元，像是数字写颠倒了。",
        parameters=(_TOLERANCE,),
    ),
    Rule(
        "count-sum",
        80,
        "人数、车辆和采购额等于各类之和",
        Level.ERROR,
        TOPIC,
        "在职人员等于各类编制人员之和，公务用车、车辆等于各类之和，政府采购支出总额等于货物、工程、服务之和。",
        counts_are_the_sums_of_their_kinds,
        of=("unit",),
        example="行政 3 人、参公 12 人、工人 1 人、事业 1 人、编内聘用 1 人、劳务 4 人，在职人员填 23 人：应为 22 人。",
        parameters=(_TOLERANCE,),
    ),
)
