"""Rules about sums of the unit's year that must equal each other: income and expenditure, fiscal money, last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.accounts.lines import measure_caption
from core.accounts.values import Accounts
from core.rules.accounts_words import TOPIC, agree, asked_lines, figure, named, setting, unequal, year_of
from core.rules.finding import Case, Level, Rule, Said
from core.rules.words import swap_hint

_TOTALS = (
    # income, expenditure, what is left, and the lines one of which must be known on either side
    ("total_income", "total_expenditure", "closing", ("income",), ("expenditure",)),
    (
        "fiscal_total_income", "fiscal_total_expenditure", "fiscal_closing",
        ("fiscal_income",), ("fiscal_expenditure",),
    ),
)  # fmt: skip
_ITEMS = {"expenditure": ("basic", "projects")}  # a computed sum says nothing while one of them is still blank
_OTHER_MONEY = ("superior_income", "business_income", "operating_income", "affiliated_income", "other_income",
                "surplus_used")  # fmt: skip
_CARRIED = (("closing", "opening"), ("fiscal_closing", "fiscal_opening"))


def total_income_is_total_expenditure(case: Case) -> Iterator[Said]:
    """收入总计 = 支出总计, of all money and of fiscal money: opening + income − expenditure = closing (check 81)."""
    accounts = year_of(case)
    for income, expenditure, closing, *needed in _TOTALS if accounts else ():
        if accounts is None or not all(_is_known(accounts, line) for lines in needed for line in lines):
            continue
        found, due = accounts.amount(income), accounts.amount(expenditure)
        if found is None or due is None or agree(case, income, found, due):
            continue
        left = (accounts.amount(closing) or Decimal(0)) + found - due
        over = (expenditure, "outturn") in accounts.typed or left < 0 or (closing, "outturn") in accounts.unknown
        fixes = () if over else (setting(case, accounts, closing, "outturn", left, f"{named(closing)}填"),)
        yield unequal(
            case,
            income,
            ((named(income), found), (named(expenditure), due)),
            tuple(accounts.place(line) for line in (expenditure, income, closing)),
            fixes,
            swap_hint(found / 10_000, due / 10_000),
        )


def _is_known(accounts: Accounts, line: str) -> bool:
    """Whether a sum is typed, or computed from all that it cannot do without."""
    if (line, "outturn") in accounts.typed:
        return True
    return accounts.amount(line) is not None and all(accounts.amount(part) is not None for part in _ITEMS.get(line, ()))


def fiscal_expenditure_is_within_the_whole(case: Case) -> Iterator[Said]:
    """财政拨款支出 ≤ 本年支出, and all of it where the unit has fiscal money alone (check 82)."""
    accounts = year_of(case)
    if accounts is None or not _is_known(accounts, "expenditure"):
        return
    whole, fiscal = accounts.amount("expenditure"), accounts.amount("fiscal_expenditure")
    if whole is None or fiscal is None or agree(case, "expenditure", whole, fiscal):
        return
    if fiscal < whole and not _has_fiscal_money_alone(case, accounts):
        return
    why = "，本年没有其他收入，两个数应当相等" if fiscal < whole else "，财政拨款支出不会大于全部支出"
    yield unequal(
        case,
        "expenditure",
        ((named("expenditure"), whole), (named("fiscal_expenditure"), fiscal)),
        tuple(map(accounts.place, ("expenditure", "fiscal_expenditure", "general", "fund"))),
        more=why + swap_hint(whole / 10_000, fiscal / 10_000),
        answerable=True,
    )


def _has_fiscal_money_alone(case: Case, accounts: Accounts) -> bool:
    """Whether all money of the year, and what was left from the year before, is fiscal."""
    income, fiscal = accounts.amount("income"), accounts.amount("fiscal_income")
    opening, own = (accounts.amount(line) or Decimal(0) for line in ("opening", "fiscal_opening"))
    unclear = any((line, "outturn") in accounts.unknown for line in (*_OTHER_MONEY, "opening", "fiscal_opening"))
    if income is None or fiscal is None or unclear:
        return False
    others = any(accounts.amount(line) for line in _OTHER_MONEY)
    return not others and agree(case, "income", income, fiscal) and agree(case, "income", opening, own)


def basic_expenditure_holds_that_of_the_general_budget(case: Case) -> Iterator[Said]:
    """基本支出 ≥ 一般公共预算基本支出, and no more above it than was spent outside the general budget (check 83)."""
    accounts = year_of(case)
    if accounts is None:
        return
    basic, general_basic = accounts.amount("basic"), accounts.amount("general_basic")
    if basic is None or general_basic is None or agree(case, "basic", basic, general_basic):
        return
    known = _is_known(accounts, "expenditure") and accounts.amount("general") is not None
    outside = (accounts.amount("expenditure") or Decimal(0)) - (accounts.amount("general") or Decimal(0))
    if basic > general_basic and (not known or basic - general_basic <= outside):
        return
    why = "，支出里没有这么多一般公共预算以外的钱" if basic > general_basic else "，应当不小于它"
    yield unequal(
        case,
        "basic",
        ((named("basic"), basic), (named("general_basic"), general_basic)),
        tuple(map(accounts.place, ("basic", "general_basic", "personnel", "running"))),
        (setting(case, accounts, "basic", "outturn", general_basic, "基本支出改为"),),
        why + swap_hint(basic / 10_000, general_basic / 10_000),
        answerable=True,
    )


def opening_balance_is_what_was_left_last_year(case: Case) -> Iterator[Said]:
    """年初结转和结余 = 上年的年末结转和结余, as last year's book has it (check 84)."""
    accounts, before = year_of(case), case.before
    for closing, opening in _CARRIED if accounts and before else ():
        if accounts is None or before is None:
            continue
        found, due = accounts.amount(opening), before.amount(closing)
        if found is None or due is None or agree(case, opening, found, due):
            continue
        year = case.dossier.project.year - 1
        yield unequal(
            case,
            opening,
            ((named(opening), found), (f"{year} 年账套的{named(closing)}", due)),
            (accounts.place(opening), before.place(closing)),
            (setting(case, accounts, opening, "outturn", due, "按上年账套填"),),
        )


def previous_figures_are_those_of_last_years_book(case: Case) -> Iterator[Said]:
    """上年决算数 = 决算数 of last year's book, line by line (check 85)."""
    accounts, before = year_of(case), case.before
    if accounts is None or before is None or not before.begun:
        return
    for line, measures in asked_lines(case):
        found, due = accounts.typed.get((line.key, "previous")), before.amount(line.key)
        if "previous" not in measures or found is None or due is None or agree(case, line.key, found, due):
            continue
        year = case.dossier.project.year - 1
        yield unequal(
            case,
            line.key,
            ((named(line.key, "previous"), found), (f"{year} 年账套的{measure_caption(line.key, 'outturn')}", due)),
            (accounts.place(line.key, "previous"), before.place(line.key)),
            (setting(case, accounts, line.key, "previous", due, "按上年账套填"),),
            swap_hint(found, due),
        )


def goods_and_contracts_fit_into_each_other(case: Case) -> Iterator[Said]:
    """授予小微企业 ≤ 授予中小企业 ≤ 政府采购支出总额 (check 96)."""
    accounts = year_of(case)
    for part, whole in (("sme_contracts", "procurement"), ("micro_contracts", "sme_contracts")) if accounts else ():
        if accounts is None:
            continue
        found, limit = accounts.amount(part), accounts.amount(whole)
        if found is None or limit is None or found <= limit or agree(case, part, found, limit):
            continue
        yield unequal(
            case,
            part,
            ((named(part), found), (named(whole), limit)),
            (accounts.place(part), accounts.place(whole)),
            more=f"，应当不超过 {figure(case, whole, limit)}",
        )


RULES = (
    Rule(
        "totals-equal",
        81,
        "收入总计等于支出总计",
        Level.ERROR,
        TOPIC,
        "收入支出决算总表：收入总计 = 支出总计，即年初结转 + 本年收入 − 本年支出 = 年末结转；财政拨款的总计也一样。",
        total_income_is_total_expenditure,
        of=("unit",),
        example="收入总计 1796.45 万元，支出总计 1795.77 万元，多 0.68 万元：多半是年末结转没有填。",
        rests_on=("income-sum", "expenditure-sum", "fiscal-sum"),
    ),
    Rule(
        "fiscal-within",
        82,
        "财政拨款支出与本年支出对得上",
        Level.ERROR,
        TOPIC,
        "财政拨款支出不大于本年支出；本年没有其他收入、年初也没有其他结余的，两者相等。",
        fiscal_expenditure_is_within_the_whole,
        of=("unit",),
        example="本年支出 1796.45 万元，一般公共预算 1758.56 万元加基金 37.21 万元是 1795.77 万元，差 0.68 万元。",
        rests_on=("expenditure-sum",),
    ),
    Rule(
        "basic-within",
        83,
        "基本支出与一般公共预算基本支出对得上",
        Level.ERROR,
        TOPIC,
        "基本支出不小于一般公共预算的基本支出，多出的部分不大于一般公共预算以外的支出；全是一般公共预算的，两者相等。",
        basic_expenditure_holds_that_of_the_general_budget,
        of=("unit",),
        example="基本支出 287.43 万元，人员经费加公用经费 297.43 万元：基本支出少 10 万元。",
        rests_on=("basic-sum", "fiscal-sum", "expenditure-sum"),
    ),
    Rule(
        "opening-carried",
        84,
        "年初结转等于上年的年末结转",
        Level.WARNING,
        TOPIC,
        "年初结转和结余 = 上年决算的年末结转和结余；上年的数取自上年账套，年初调整过的写明原因。",
        opening_balance_is_what_was_left_last_year,
        of=("unit",),
        example="上年年末结转 0.68 万元，本年年初结转填 0.86 万元。",
    ),
    Rule(
        "previous-outturn",
        85,
        "上年决算数与上年账套一致",
        Level.WARNING,
        TOPIC,
        "填写的上年决算数与账套里上年部门整体的决算数是同一个数，增减额和增减率都由它算出。",
        previous_figures_are_those_of_last_years_book,
        of=("unit",),
        example="上年账套里公务接待费决算 0.25 万元，本年表里的上年决算数填 0.52 万元。",
    ),
    Rule(
        "contracts-within",
        96,
        "中小企业合同金额不超过采购总额",
        Level.ERROR,
        TOPIC,
        "授予小微企业的合同金额含在授予中小企业的合同金额里，后者含在政府采购支出总额里。",
        goods_and_contracts_fit_into_each_other,
        of=("unit",),
        example="政府采购支出总额 6.07 万元，授予中小企业合同金额填 60.7 万元：多 54.63 万元。",
        rests_on=("count-sum",),
    ),
)
