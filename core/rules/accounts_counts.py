"""Rules about numbers of people, times and cars against the amounts they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.accounts.lines import LINES
from core.accounts.values import Accounts
from core.kinds import trimmed
from core.rules.accounts_words import TOPIC, agree, asked_lines, figure, named, unequal, year_of
from core.rules.finding import YEAR_END, Case, Level, Parameter, Rule, Said, Side
from core.rules.words import NBSP

# An amount, and the count there is none of without it.
_TOGETHER = (
    ("domestic_reception", "domestic_batches"),
    ("domestic_reception", "domestic_guests"),
    ("foreign_reception", "foreign_batches"),
    ("foreign_reception", "foreign_guests"),
    ("abroad", "abroad_groups"),
    ("abroad", "abroad_people"),
    ("car_purchase", "bought_cars"),
    ("car_running", "kept_cars"),
)
_NOT_FEWER = (
    ("domestic_guests", "domestic_batches"),
    ("foreign_guests", "foreign_batches"),
    ("abroad_people", "abroad_groups"),
    ("vehicles", "kept_cars"),
)
_CARS = tuple(key.removeprefix("bought_") for key in LINES if key.startswith("bought_") and key != "bought_cars")
_ON_POSTS = ("administrative", "civil", "civil_workers", "institution", "contract")
_PER_HEAD = Parameter("yuan", "每人次超过多少元才提示", Decimal(200), "元")
_POSTS = Parameter("percent", "人编比率超过多少才提示", Decimal(100), "%")


def amounts_and_counts_go_together(case: Case) -> Iterator[Said]:
    """Money for receptions, journeys and cars goes with their number, and the number with money (check 93)."""
    accounts = year_of(case)
    for line, count in _TOGETHER if accounts else ():
        if accounts is None:
            continue
        money, number = accounts.amount(line), accounts.amount(count)
        if money is None or number is None or (money == 0) == (number == 0) or min(money, number) < 0:
            continue
        yield Said(
            f"{named(line)} {figure(case, line, money)}，{named(count)} {figure(case, count, number)}，对不上。",
            (accounts.place(count), accounts.place(line)),
            (Side(named(line), figure(case, line, money)), Side(named(count), figure(case, count, number))),
        )
    if accounts is not None:
        yield from _smaller(case, accounts)


def _smaller(case: Case, accounts: Accounts) -> Iterator[Said]:
    """Fewer guests than batches, fewer vehicles than cars in use."""
    for larger, smaller in _NOT_FEWER:
        found, least = accounts.amount(larger), accounts.amount(smaller)
        if found is not None and least is not None and found < least and _is_asked(case, larger):
            sides = (named(larger), found), (named(smaller), least)
            places = accounts.place(larger), accounts.place(smaller)
            yield unequal(case, larger, sides, places, more="，不会比它少", detail="fewer")


def _is_asked(case: Case, key: str) -> bool:
    return any(line.key == key for line, _ in asked_lines(case))


def cars_bought_are_paid_for(case: Case) -> Iterator[Said]:
    """购置费 = the amounts of the kinds of cars, and a kind without a car has no amount (check 94)."""
    accounts = year_of(case)
    if accounts is None or "car_amounts" not in case.form.accounts:
        return
    paid = {kind: amount for kind in _CARS if (amount := accounts.amount(f"paid_{kind}")) is not None}
    whole = accounts.amount("car_purchase")
    due = sum(paid.values(), Decimal(0))
    if paid and whole is not None and not agree(case, "car_purchase", whole, due):
        places = (accounts.place("car_purchase"), *(accounts.place(f"paid_{kind}") for kind in paid))
        yield unequal(case, "car_purchase", ((named("car_purchase"), whole), ("各类车的购置金额合计", due)), places)
    for kind, amount in paid.items():
        line, count = f"paid_{kind}", f"bought_{kind}"
        if (number := accounts.amount(count)) is not None and (number == 0) != (amount == 0):
            yield Said(
                f"{named(count)} {figure(case, count, number)}，{named(line)} {figure(case, line, amount)}，对不上。",
                (accounts.place(line), accounts.place(count)),
                (Side(named(count), figure(case, count, number)), Side(named(line), figure(case, line, amount))),
            )


def receptions_cost_what_is_usual(case: Case) -> Iterator[Said]:
    """A reception does not cost more a head than the parameter says (check 95)."""
    accounts = year_of(case)
    if accounts is None:
        return
    money, guests = accounts.amount("domestic_reception"), accounts.amount("domestic_guests")
    limit = case.parameter("reception-per-head", _PER_HEAD)
    if money is None or not guests or guests < 0 or money / guests <= limit:
        return
    each = f"{trimmed((money / guests).quantize(Decimal('0.01')))}{NBSP}元"
    yield Said(
        f"国内公务接待费 {figure(case, 'domestic_reception', money)}，{figure(case, 'domestic_guests', guests)}，"
        f"每人次 {each}，高于 {trimmed(limit)}{NBSP}元，请核对人次和金额。",
        (accounts.place("domestic_guests"), accounts.place("domestic_reception")),
        (Side("每人次", each), Side("提示线", f"{trimmed(limit)}{NBSP}元")),
    )


def staff_is_within_the_posts(case: Case) -> Iterator[Said]:
    """在编人员 ÷ 核定编制 is not above 100 % (check 97); 购买劳务 has no post."""
    accounts = year_of(case)
    posts = accounts.amount("posts") if accounts else None
    if accounts is None or not posts or posts < 0:
        return
    known = [amount for line in _ON_POSTS if (amount := accounts.amount(line)) is not None]
    staff = sum(known, Decimal(0))
    ratio = staff / posts * 100
    if not known or ratio <= case.parameter("staff-posts", _POSTS):
        return
    shown = f"{trimmed(ratio.quantize(Decimal('0.01')))}{NBSP}%"
    yield Said(
        f"在编人员 {figure(case, 'staff', staff)}，核定编制 {figure(case, 'posts', posts)}，人编比率 {shown}，"
        f"多 {figure(case, 'staff', staff - posts)}。",
        (accounts.place("posts"), accounts.place("staff")),
        (
            Side("在编人员", figure(case, "staff", staff)),
            Side("核定编制", figure(case, "posts", posts)),
            Side("人编比率", shown),
        ),
    )


RULES = (
    Rule(
        "counts-and-amounts",
        93,
        "接待、出国、车辆的数量与金额对得上",
        Level.WARNING,
        TOPIC,
        "有支出就有批次、人次、辆数，没有支出就没有；人次不少于批次，车辆总数不少于公务用车保有量。",
        amounts_and_counts_go_together,
        of=("unit",),
        example="国内公务接待费 0.13 万元，国内公务接待批次填 0：应为 1 批次。",
        rests_on=("three-public-sum", "count-sum"),
    ),
    Rule(
        "car-amounts",
        94,
        "各类车的购置金额合计等于购置费",
        Level.WARNING,
        TOPIC,
        "公务用车购置费等于轿车、越野车等各类车的购置金额之和；没有购置的车型没有金额。",
        cars_bought_are_paid_for,
        of=("unit",),
        example="公务用车购置费 18 万元，轿车 1 辆、金额填 1.8 万元：少 16.2 万元。",
        rests_on=("three-public-sum", "count-sum"),
    ),
    Rule(
        "reception-per-head",
        95,
        "接待费每人次的金额在常见范围",
        Level.HINT,
        TOPIC,
        "国内公务接待费 ÷ 接待人次明显偏高的，多半是人次或金额填错；各地有接待标准的按标准调整参数。",
        receptions_cost_what_is_usual,
        of=("unit",),
        stages=YEAR_END,
        example="接待费 1.3 万元、11 人次，每人次 1181.82 元：应为 0.13 万元。",
        parameters=(_PER_HEAD,),
        rests_on=("three-public-sum",),
    ),
    Rule(
        "staff-posts",
        97,
        "在编人员不超过核定编制",
        Level.HINT,
        TOPIC,
        "人编比率 = 在编人员 ÷ 核定编制，一般不超过 100 %；购买劳务的人员不占编制。",
        staff_is_within_the_posts,
        of=("unit",),
        example="核定编制 36 名，参公编制人员填 39 人：人编比率 108.33 %，请核对。",
        parameters=(_POSTS,),
    ),
)
