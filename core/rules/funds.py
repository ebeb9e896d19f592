"""Rules about amounts that must add up, and about which may not exceed which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from core.captions import measure_caption
from core.edits import SetField
from core.forms.model import Form
from core.kinds import money_in, normal, rounded, trimmed
from core.model import STAGES, Place
from core.reading import TOTAL, Values
from core.remembered import by_identity
from core.rules.finding import ON_AMOUNTS, Case, Fix, Level, Parameter, Rule, Said, Side
from core.rules.magnitudes import leaves, rests_on_slip
from core.rules.words import SWAPPED, fund_cell, gap, is_swapped, money, sides, swap_hint

_BUDGET = ("initial", "adjustment", "annual")
_FLOW = ("annual", "in_place", "executed")  # each at most the one before it
_TOLERANCE = Parameter("tolerance", "容许相差", Decimal(0), "元")


def same_money(form: Form, one: Decimal, other: Decimal) -> bool:
    """Whether two amounts of 元 are printed alike in the form."""
    unit, decimals = form.money_unit, form.money_decimals
    return rounded(money_in(one, unit), decimals) == rounded(money_in(other, unit), decimals)


def _agree(case: Case, rule: str, one: Decimal, other: Decimal) -> bool:
    """Whether two amounts of 元 are printed alike, or no farther apart than the rule lets pass."""
    return same_money(case.form, one, other) or abs(one - other) <= case.parameter(rule, _TOLERANCE)


def total_equals_its_parts(case: Case) -> Iterator[Said]:
    """年度资金总额 = 财政拨款 + 上年结转 + 其他资金, in every column (check 7)."""
    yield from _typed_sums(case, "fund-total", lambda line: line == TOTAL)


def subtotal_equals_its_parts(case: Case) -> Iterator[Said]:
    """财政拨款 = 中央 + 省 + 市 + 县区, in every column (check 8)."""
    yield from _typed_sums(case, "fund-subtotal", lambda line: line != TOTAL)


def _typed_sums(case: Case, rule: str, wanted: Callable[[str], bool]) -> Iterator[Said]:
    values, form = case.values, case.form
    lines = {line.key: line for line in form.fund.lines}
    for (key, stage), typed in values.typed_over.items():
        due = values.computed.get((key, stage))
        if stage not in STAGES or not wanted(key) or due is None or _agree(case, rule, typed, due):
            continue
        if rests_on_slip(case, key, stage):
            continue
        parts = [part for part in lines[key].sum if values.amount(part, stage) is not None]
        figures = money(typed, form), money(due, form)
        off = gap(typed, due, lambda value: money(value, form))
        place = values.fund_place(key, stage)
        yield Said(
            f"{fund_cell(form, key, stage)} {figures[0]}，分项合计 {figures[1]}，"
            f"{off}{_swap(case, stage, parts, typed, due)}。",
            (place, *(values.fund_place(part, stage) for part in parts)),
            sides(figures[0], figures[1], money(abs(typed - due), form)),
            (Fix("按分项重算", SetField(place, case.dossier.text(place), "")),),
            answerable=True,
        )


def _swap(case: Case, stage: str, parts: list[str], typed: Decimal, due: Decimal) -> str:
    """Where two digits changed places: in the sum itself, or in the one part that would make it right again."""
    form = case.form
    figures = [trimmed(money_in(amount, form.money_unit)) for amount in (typed, due)]
    if is_swapped(*figures):
        return SWAPPED
    amounts = ((part, case.values.amount(part, stage)) for part in parts)
    pairs = [(part, amount, amount + typed - due) for part, amount in amounts if amount is not None]
    told = [
        f"，像是{fund_cell(form, part, stage)}把 {money(meant, form)}写成了 {money(amount, form)}"
        for part, amount, meant in pairs
        if is_swapped(*(trimmed(money_in(value, form.money_unit)) for value in (amount, meant)))
    ]
    return told[0] if len(told) == 1 else ""


def budget_of_the_year_follows_from_its_adjustment(case: Case) -> Iterator[Said]:
    """年初 + 调整 = 全年, where all three are typed for a source (check 66)."""
    values, form = case.values, case.form
    if not any(measure.stage == "annual" for measure in form.fund.measures):
        return
    for line in form.fund.lines:
        if (line.source, "adjustment") not in values.amounts:
            continue
        initial, adjustment, annual = (values.amounts.get((line.source, stage)) for stage in _BUDGET)
        if initial is None or adjustment is None or annual is None:
            continue
        place = Place("fund", case.dossier.id, f"{line.source}.annual")
        if not case.dossier.text(place).strip():
            continue
        due = initial + adjustment
        if _agree(case, "adjusted-budget", annual, due) or rests_on_slip(case, line.key, "initial", "annual"):
            continue
        figures = money(annual, form), money(due, form)
        off = f"{gap(annual, due, lambda value: money(value, form))}{swap_hint(annual, due)}"
        yield Said(
            f"{fund_cell(form, line.key, 'annual')} {figures[0]}，{measure_caption(form, 'initial')}加"
            f"{measure_caption(form, 'adjustment')}为 {figures[1]}，{off}。",
            (place, *(values.fund_place(line.key, stage) for stage in ("initial", "adjustment"))),
            sides(figures[0], figures[1], money(abs(annual - due), form)),
            (Fix(f"改为 {figures[1]}", SetField(place, case.dossier.text(place), trimmed(money_in(due, "万元")))),),
        )


def amounts_are_not_negative(case: Case) -> Iterator[Said]:
    """Budget, money in place and spending of a source are 0 or more (check 110); a sum speaks through its sources.

    预算调整 may well be negative.
    """
    amounts = case.values.amounts
    if not any(amount < 0 for amount in amounts.values()):
        return
    form, dossier = case.form, case.dossier
    stages = [measure.stage for measure in form.fund.measures if measure.stage not in ("", "adjustment")]
    for line in form.fund.lines:
        for stage in stages if line.source in dossier.funds else ():
            amount = amounts.get((line.source, stage))
            if amount is None or amount >= 0:
                continue
            place = Place("fund", dossier.id, f"{line.source}.{stage}")
            text, figure = dossier.text(place), money(amount, form)
            yield Said(
                f"{fund_cell(form, line.key, stage)}是负数：{figure}。",
                (place,),
                (Side("填写", figure), Side("应为", "0 或正数")),
                (Fix("去掉负号", SetField(place, text, normal(text).replace("-", ""))),),
                detail=stage,
            )


def balance_is_what_arrived_less_what_was_spent(case: Case) -> Iterator[Said]:
    """资金结余 = 到位 − 执行 (row (5)=(3)-(4) of the Shanxi table; check 16).

    What arrived holds 上年结转, so this is 期初 + 收入 − 支出 = 期末 as well.
    """
    values, form = case.values, case.form
    for (key, measure), typed in values.typed_over.items():
        due = values.computed.get((key, measure))
        if measure != "balance" or due is None or _agree(case, "balance", typed, due):
            continue
        if rests_on_slip(case, key, "in_place", "executed"):
            continue
        place = values.fund_place(key, measure)
        figures = money(typed, form), money(due, form)
        off = gap(typed, due, lambda value: money(value, form))
        yield Said(
            f"{fund_cell(form, key, measure)} {figures[0]}，到位减执行为 {figures[1]}，{off}{swap_hint(typed, due)}。",
            (place, values.fund_place(key, "in_place"), values.fund_place(key, "executed")),
            sides(figures[0], figures[1], money(abs(typed - due), form)),
            (Fix("按金额重算", SetField(place, case.dossier.text(place), "")),),
            answerable=True,
        )


def spent_within_what_arrived_within_budget(case: Case) -> Iterator[Said]:
    """执行 ≤ 到位 ≤ 全年预算, for every source and every sum (check 9).

    A sum speaks only where no source of its own explains it, and only when no part of it is still to be typed.
    """
    values, form = case.values, case.form
    stages = _flow_of(form)
    told: set[tuple[str, str, str]] = set()
    sources = (line for line in form.fund.lines if line.source in case.dossier.funds)
    sums = (line for line in reversed(form.fund.lines) if not line.source)
    for line in (*sources, *sums):
        for upper, lower in _exceeded(values, line.key, stages):
            parts = tuple(leaves(form, line.key))
            if any((leaf, upper, lower) in told for leaf in parts) or not _complete(values, parts, upper, lower):
                continue
            if rests_on_slip(case, line.key, upper, lower):
                continue
            told |= {(leaf, upper, lower) for leaf in parts}
            yield _beyond(case, line.key, upper, lower)


@by_identity
def _flow_of(form: Form) -> list[str]:
    """The stages of the flow that a form has."""
    return [stage for stage in _FLOW if any(measure.stage == stage for measure in form.fund.measures)]


def _exceeded(values: Values, key: str, stages: list[str]) -> list[tuple[str, str]]:
    """The pairs of neighbouring known stages of which the later is the larger."""
    known = [(stage, amount) for stage in stages if (amount := values.amount(key, stage)) is not None]
    return [(upper, lower) for (upper, limit), (lower, amount) in pairwise(known) if amount > limit]


def _beyond(case: Case, key: str, upper: str, lower: str) -> Said:
    values, form = case.values, case.form
    limit, amount = values.amount(key, upper) or Decimal(0), values.amount(key, lower) or Decimal(0)
    return Said(
        f"{fund_cell(form, key, lower)} {money(amount, form)}，"
        f"超过{measure_caption(form, upper)} {money(limit, form)}，多 {money(amount - limit, form)}。",
        (values.fund_place(key, lower), values.fund_place(key, upper)),
        (
            Side(measure_caption(form, lower), money(amount, form)),
            Side(measure_caption(form, upper), money(limit, form)),
            Side("相差", money(amount - limit, form)),
        ),
        detail=upper,
    )


def _complete(values: Values, parts: tuple[str, ...], upper: str, lower: str) -> bool:
    """Whether every source that has the smaller amount has the larger one too."""
    return all(values.amount(leaf, lower) is None or values.amount(leaf, upper) is not None for leaf in parts)


RULES = (
    Rule(
        "adjusted-budget",
        66,
        "全年预算等于年初预算加调整",
        Level.ERROR,
        "资金",
        "全年预算 = 年初预算 + 预算调整，三个数都填了才核对，按元计算。",
        budget_of_the_year_follows_from_its_adjustment,
        example="年初预算 4748.70 万元，调增 461.16 万元，全年预算填 5164.86 万元：应为 5209.86 万元。",
        parameters=(_TOLERANCE,),
        rests_on=("money-magnitude", "money-in-yuan"),
    ),
    Rule(
        "fund-total",
        7,
        "资金总额等于各项来源之和",
        Level.ERROR,
        "资金",
        "年度资金总额 = 财政拨款 + 上年结转资金 + 其他资金，逐栏核对，按元计算。",
        total_equals_its_parts,
        example="资金总额填 0，财政拨款 90 万元：总额应为 90 万元；填 0 时执行率和得分都会算错。",
        parameters=(_TOLERANCE,),
        rests_on=("fund-subtotal", "money-magnitude", "money-in-yuan"),
    ),
    Rule(
        "fund-subtotal",
        8,
        "财政拨款等于各级之和",
        Level.ERROR,
        "资金",
        "财政拨款小计 = 中央 + 省 + 市 + 县区，逐栏核对，按元计算。",
        subtotal_equals_its_parts,
        example="县级 430.94 万元、市级 30.22 万元，小计填 416.16 万元：应为 461.16 万元，两位数字写颠倒了。",
        parameters=(_TOLERANCE,),
        rests_on=("money-magnitude", "money-in-yuan"),
    ),
    Rule(
        "spent-within-budget",
        9,
        "执行数不超过到位数，到位数不超过全年预算",
        Level.WARNING,
        "资金",
        "执行 ≤ 到位 ≤ 全年预算，超过的须写明原因。",
        spent_within_what_arrived_within_budget,
        example="全年预算 1172.55 万元，执行 1268.72 万元，多 96.17 万元：补记追加的预算，或说明动用了哪笔资金。",
        rests_on=(*ON_AMOUNTS, "amount-negative"),
    ),
    Rule(
        "amount-negative",
        110,
        "预算、到位、执行不是负数",
        Level.WARNING,
        "资金",
        "各来源的预算、到位、执行不小于 0；红字冲销以前年度支出的，写明原因。预算调整可以是负数。",
        amounts_are_not_negative,
        example="县区级全年执行数填 -148.44：执行率成了 -98.96 %，应为 148.44。",
    ),
    Rule(
        "balance",
        16,
        "结余等于到位减执行",
        Level.ERROR,
        "资金",
        "资金结余 = 实际到位（含上年结转）− 全年执行，也就是期初 + 收入 − 支出 = 期末，按元计算。",
        balance_is_what_arrived_less_what_was_spent,
        example="上年结转 591.04 万元，当年到位 5.83 万元，执行 360.73 万元，结余填 230.31 万元：应为 236.14 万元。",
        parameters=(_TOLERANCE,),
        rests_on=(*ON_AMOUNTS, "spent-within-budget"),
    ),
)
