"""Rules about 到位率 and 执行率: they follow from unrounded money, and from a divisor that is there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.captions import measure_caption
from core.edits import SetField
from core.kinds import MONEY_UNITS, normal, rounded, shown, trimmed
from core.model import Place
from core.reading import LOW_EXECUTION, RATES, TOTAL, divisor_of, execution_is_low, low_execution
from core.rules.finding import ON_AMOUNTS, YEAR_END, Case, Fix, Level, Parameter, Rule, Said, Side
from core.rules.magnitudes import rests_on_slip
from core.rules.words import fund_cell, gap, percent, percentage_points, rate, sides
from core.scoring.calculation import told_apart

REASON_KEY = "execution_reason"  # the answer “未执行完的原因” below the fund grid
AHEAD = Parameter("ahead", "得分率最多高出执行率", Decimal(30), "个百分点")
_BELOW = Parameter(LOW_EXECUTION[1], "执行率低于多少须写原因", LOW_EXECUTION[2], "%")
_TOLERANCE = Parameter("tolerance", "容许相差", Decimal(0), "个百分点")
_DIVIDEND = {"arrival_rate": "in_place", "execution_rate": "executed", "midyear_rate": "midyear"}


def rate_equals_its_amounts(case: Case) -> Iterator[Said]:
    """A printed rate is the one its amounts give, computed in 元 and rounded once (check 10)."""
    tolerance = case.parameter("rate", _TOLERANCE)
    for line, measure, typed, due in _wrong_rates(case):
        near = abs(typed - rounded(due, case.form.rate_decimals)) <= tolerance
        if not near and not _is_rounded_slip(case, line, measure, typed):
            yield _said(
                case,
                line,
                measure,
                f"{_name(case, line, measure)}与金额不符：应为 {rate(due, case.form)}，填的是 "
                f"{_as_typed(case, line, measure)}，{_off(case, typed, due)}。",
            )


def rate_comes_from_unrounded_money(case: Case) -> Iterator[Said]:
    """A rate is not computed from amounts already rounded to 万元: 0.68 ÷ 0.75 is 90.67 %, 6752 ÷ 7452.27 is 90.60 %
    (check 12)."""
    for line, measure, typed, due in _wrong_rates(case):
        money = _from_rounded_money(case, line, measure)
        if money is None or not _is_rounded_slip(case, line, measure, typed):
            continue
        above, below = (shown(amount, case.form.money_decimals) for amount in money)
        yield _said(
            case,
            line,
            measure,
            f"{_name(case, line, measure)} {_as_typed(case, line, measure)} 是用四舍五入后的 {above} ÷ {below} 算的，"
            f"按元计算应为 {rate(due, case.form)}，{_off(case, typed, due)}。",
        )


def _wrong_rates(case: Case) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    """Line, measure, typed and due rate of every rate typed over that is printed otherwise."""
    decimals = case.form.rate_decimals
    for (line, measure), typed in case.values.typed_over.items():
        due = case.values.computed.get((line, measure))
        if measure not in RATES or due is None or rounded(typed, decimals) == rounded(due, decimals):
            continue
        if not rests_on_slip(case, line, _DIVIDEND[measure], divisor_of(case.form, measure)):
            yield line, measure, typed, due


def _from_rounded_money(case: Case, line: str, measure: str) -> tuple[Decimal, Decimal] | None:
    """Dividend and divisor of a rate in 万元, rounded as they are printed; None when that leaves a divisor of 0."""
    values = case.values
    above, below = values.amount(line, _DIVIDEND[measure]), values.amount(line, divisor_of(values.form, measure))
    if above is None or not below:
        return None
    printed = [rounded(amount / MONEY_UNITS["万元"], case.form.money_decimals) for amount in (above, below)]
    return (printed[0], printed[1]) if printed[1] else None


def _is_rounded_slip(case: Case, line: str, measure: str, typed: Decimal) -> bool:
    money = _from_rounded_money(case, line, measure)
    decimals = case.form.rate_decimals
    return money is not None and rounded(money[0] / money[1] * 100, decimals) == rounded(typed, decimals)


def _name(case: Case, line: str, measure: str) -> str:
    """预算执行率 for the total, 县区级的预算执行率 for a line."""
    return measure_caption(case.form, measure) if line == TOTAL else fund_cell(case.form, line, measure)


def _as_typed(case: Case, line: str, measure: str) -> str:
    text = case.dossier.text(case.values.fund_place(line, measure))
    return percent(normal(text).removesuffix("%").strip())


def _off(case: Case, typed: Decimal, due: Decimal) -> str:
    return gap(typed, rounded(due, case.form.rate_decimals), percentage_points)


def _said(case: Case, line: str, measure: str, message: str) -> Said:
    values, form = case.values, case.form
    place = values.fund_place(line, measure)
    typed, due = values.typed_over[line, measure], rounded(values.computed[line, measure], form.rate_decimals)
    return Said(
        message,
        (
            place,
            values.fund_place(line, _DIVIDEND[measure]),
            values.fund_place(line, divisor_of(values.form, measure)),
        ),
        sides(_as_typed(case, line, measure), rate(due, form), percentage_points(abs(typed - due))),
        (Fix("按金额重算", SetField(place, case.dossier.text(place), "")),),
        answerable=True,
    )


def rate_has_a_divisor(case: Case) -> Iterator[Said]:
    """0 ÷ 0 is printed “—”, not 100 % and not 0 (check 15).  Waits while the divisor is not typed yet."""
    values, form = case.values, case.form
    for line, measure in values.typed_over:
        if measure not in RATES or (line, measure) in values.computed:
            continue
        base = divisor_of(values.form, measure)
        divisor = values.amount(line, base)
        if divisor != 0 or (line, base) in values.unknown:
            continue
        place = values.fund_place(line, measure)
        typed = _as_typed(case, line, measure)
        yield Said(
            f"{fund_cell(form, line, base)}是 0，{measure_caption(form, measure)}算不出来，"
            f"应印“{form.fund.undefined}”，填的是 {typed}。",
            (place, values.fund_place(line, base)),
            (Side("填写", typed), Side("应为", form.fund.undefined)),
            (Fix(f"改为“{form.fund.undefined}”", SetField(place, case.dossier.text(place), "")),),
        )


def low_execution_rate_has_a_reason(case: Case) -> Iterator[Said]:
    """执行率 below the form's bound has a reason (Sichuan 510000_0013zp: below 90 %; check 22)."""
    values, form = case.values, case.form
    due = values.computed.get((TOTAL, "execution_rate"))
    if due is None or not execution_is_low(values) or case.dossier.answers.get(REASON_KEY, "").strip():
        return
    if rests_on_slip(case, TOTAL, "executed", divisor_of(values.form, "execution_rate")):
        return
    bound = low_execution(form)
    threshold, reached = percent(trimmed(bound)), percent(told_apart(due, (bound,), form.rate_decimals))
    ahead = score_ahead(case)
    beside = f"；得分率却高出 {percentage_points(rounded(ahead, 2))}" if ahead is not None else ""
    yield Said(
        f"{measure_caption(form, 'execution_rate')} {reached}，低于 {threshold}，未写原因{beside}。",
        (
            Place("answer", values.dossier.id, REASON_KEY),
            values.fund_place(TOTAL, "execution_rate"),
        ),
        (
            Side(measure_caption(form, "execution_rate"), reached),
            Side("须写原因", f"低于 {threshold}"),
        ),
    )


def score_ahead(case: Case) -> Decimal | None:
    """How many percentage points the share of points got lies above the execution rate, where that is too many."""
    total = case.scores.total if case.scores else None
    rate = case.values.computed.get((TOTAL, "execution_rate"))
    if total is None or rate is None or case.form.scoring is None or not case.form.scoring.total:
        return None
    ahead = total / case.form.scoring.total * 100 - rate
    return ahead if ahead > case.parameter("score-above-execution", AHEAD) else None


RULES = (
    Rule(
        "rate",
        10,
        "到位率、执行率与金额相符",
        Level.ERROR,
        "资金",
        "到位率 = 到位 ÷ 全年预算，执行率 = 执行 ÷ 表样规定的分母；按元计算，最后一步四舍五入。",
        rate_equals_its_amounts,
        example="执行 484443.84 元，全年预算 1500000 元，执行率填 32.39%：应为 32.30%。",
        parameters=(_TOLERANCE,),
        rests_on=(*ON_AMOUNTS, "spent-within-budget"),
    ),
    Rule(
        "rate-from-rounded-money",
        12,
        "比率按未四舍五入的金额计算",
        Level.ERROR,
        "资金",
        "先把金额四舍五入到万元再相除，比率会偏；按元计算，最后一步四舍五入。",
        rate_comes_from_unrounded_money,
        example="0.68 万元 ÷ 0.75 万元得 90.67%；按 6752 元 ÷ 7452.27 元算，应为 90.60%。",
        rests_on=(*ON_AMOUNTS, "spent-within-budget"),
    ),
    Rule(
        "rate-without-divisor",
        15,
        "分母为 0 的比率不填数",
        Level.WARNING,
        "资金",
        "分母为 0 的比率没有意义，印“—”，不写 100 %，也不写 0。",
        rate_has_a_divisor,
        example="全年预算 0，执行 0，执行率填 100%：没有分母，应印“—”。",
        rests_on=ON_AMOUNTS,
    ),
    Rule(
        "execution-reason",
        22,
        "执行率低的写明原因",
        Level.WARNING,
        "资金",
        "执行率低于规定的界限（多为 90 %）须写明未执行完的原因；表样的句子和问题也按这个界限变。",
        low_execution_rate_has_a_reason,
        stages=YEAR_END,
        example="执行率 32.30%，原因空着：写明哪些钱没有用完、为什么、下一步怎样安排。",
        parameters=(_BELOW,),
        rests_on=(*ON_AMOUNTS, "amount-negative"),
    ),
)
