"""Rules about results that look too good, and about the cost an indicator reports beside what the fund grid says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.captions import column_caption, measure_caption
from core.kinds import Quantity, normal, rounded, trimmed
from core.model import Place
from core.reading import TOTAL, TYPED_TOTAL, IndicatorValues, execution_is_low, target_field
from core.rules.compared import slip_of
from core.rules.finding import ON_AMOUNTS, ON_SCORES, YEAR_END, Case, Level, Parameter, Rule, Said, Side
from core.rules.funds import same_money
from core.rules.magnitudes import rests_on_slip
from core.rules.rates import AHEAD, REASON_KEY, score_ahead
from core.rules.values import target_text
from core.rules.words import asks, gap, indicator_name, measured, money, percent, percentage_points, points, quantity
from core.rules.words import rate as shown_rate

_RATIO = Parameter("ratio", "完成率达到多少须写原因", Decimal(130), "%")
_ABOVE_ZERO = Parameter("above_zero", "目标为 0 时实际达到多少须写原因", Decimal(30))
_NEAR = Parameter("near", "与执行数相差多少以内算同一笔", Decimal(1), "%")
_BUDGETS = ("initial", "annual")


def large_excess_has_a_reason(case: Case) -> Iterator[Said]:
    """An actual value far above its target has a reason: the target may have been set too low (check 44).

    Guangxi asks from 130 % on, and from 30 on where the target is 0.
    """
    has_column = asks(case.form, "deviation")
    ratio, above_zero = case.parameter("excess-reason", _RATIO), case.parameter("excess-reason", _ABOVE_ZERO)
    for found in measured(case, "target", "actual"):
        rate = found.completion
        if (rate is not None and rate < ratio) or found.direction in ("≤", "<", "定性") or found.row.deviation.strip():
            continue
        target, actual = found.target, found.actual
        if not isinstance(target, Quantity) or not isinstance(actual, Quantity) or target.unit != actual.unit:
            continue
        of_nothing = target.number == 0 and actual.number >= above_zero
        if slip_of(found) or not (of_nothing or (rate is not None and rate >= ratio)):
            continue
        yield _exceeded(case, found, target, actual, has_column)


def _exceeded(case: Case, found: IndicatorValues, target: Quantity, actual: Quantity, has_column: bool) -> Said:
    names = column_caption(case.form, "target"), column_caption(case.form, "actual")
    figures = quantity(target, target_text(found), found.row.unit), quantity(actual, found.row.actual, found.row.unit)
    share = "" if found.completion is None else percent(trimmed(rounded(found.completion, 2)))
    how = f"是目标 {figures[0]}的 {share}" if share else "而目标是 0"
    places = (found.place("actual"), found.place(target_field(found.row)))
    return Said(
        f"{indicator_name(found)}{names[1]} {figures[1]}，{how}，超出较多，未写原因。",
        (found.place("deviation"), *places) if has_column else places,
        (Side(names[0], figures[0]), Side(names[1], figures[1])),
        answerable=not has_column,
    )


def total_cost_is_what_was_executed(case: Case) -> Iterator[Said]:
    """A cost indicator that stands for the whole project reports what the fund grid says was spent (check 47).

    It does so when its target is the whole budget, or its actual value lies within a percent of what was spent.
    Several costs that make up the sum together are right.
    """
    executed = case.values.amount(TOTAL, "executed")
    if executed is None or executed <= 0 or rests_on_slip(case, TOTAL, "executed"):
        return
    in_money = [found for found in measured(case, "target", "actual") if _in_money(found.actual)]
    costs = [found for found in in_money if _is_cost(found) and not slip_of(found)]
    if not costs:
        return
    if sum((_number(found) for found in costs), Decimal(0)) == executed:
        return
    for found in costs:
        actual = found.actual
        if not isinstance(actual, Quantity) or _same(case, found.row.actual, actual.number, executed):
            continue
        if _stands_for_all(case, found, executed):
            yield _other_cost(case, found, actual.number, executed)


def _in_money(value: object) -> bool:
    return isinstance(value, Quantity) and value.unit == "元"


def _is_cost(found: IndicatorValues) -> bool:
    """Whether an indicator stands under a 成本指标."""
    return "成本" in (found.level[1].name if found.level else found.row.level2)


def _number(found: IndicatorValues) -> Decimal:
    return found.actual.number if isinstance(found.actual, Quantity) else Decimal(0)


def _stands_for_all(case: Case, found: IndicatorValues, executed: Decimal) -> bool:
    """Whether the cost is that of the whole project: by its target, or by its amount."""
    target, text = found.target, target_text(found)
    if isinstance(target, Quantity) and target.unit == "元" and _is_whole_budget(case, text, target.number):
        return True
    return abs(_number(found) - executed) * 100 <= case.parameter("cost-executed", _NEAR) * executed


def _is_whole_budget(case: Case, text: str, amount: Decimal) -> bool:
    budgets = (case.values.amount(TOTAL, stage) for stage in _BUDGETS)
    return any(budget and _same(case, text, amount, budget) for budget in budgets)


def _same(case: Case, text: str, amount: Decimal, other: Decimal) -> bool:
    """Whether two amounts are printed alike, or are alike in as many decimals as the clerk typed."""
    plain = normal(text)
    digits = "".join(sign for sign in plain if sign.isdigit() or sign == ".")
    decimals = len(digits.partition(".")[2])
    worth = Decimal(1) if "万" not in plain and "元" in plain else Decimal(10_000)
    alike = decimals < 10 and rounded(amount / worth, decimals) == rounded(other / worth, decimals)
    return same_money(case.form, amount, other) or alike


def _other_cost(case: Case, found: IndicatorValues, actual: Decimal, executed: Decimal) -> Said:
    form = case.form
    names = column_caption(form, "actual"), measure_caption(form, "executed")
    figures = quantity(Quantity("", actual, "元"), found.row.actual, found.row.unit), money(executed, form)
    off = gap(actual, executed, lambda value: money(value, form))
    return Said(
        f"{indicator_name(found)}{names[0]} {figures[0]}，资金表的{names[1]}是 {figures[1]}，{off}。",
        (found.place("actual"), case.values.fund_place(TOTAL, "executed")),
        (Side("指标", figures[0]), Side("资金表", figures[1]), Side("相差", money(abs(actual - executed), form))),
    )


def score_goes_with_the_execution_rate(case: Case) -> Iterator[Said]:
    """A project that got most of the points has spent most of its money, or says why not (check 69).

    A reason for the low execution rate speaks for the score too; where it is asked for, check 22 says both.
    """
    ahead, scores, form = score_ahead(case), case.scores, case.form
    if ahead is None or scores is None or scores.total is None or execution_is_low(case.values):
        return
    if case.dossier.answers.get(REASON_KEY, "").strip() or rests_on_slip(case, TOTAL, *_BUDGETS, "executed"):
        return
    name, rate = measure_caption(form, "execution_rate"), case.values.computed[TOTAL, "execution_rate"]
    yield Said(
        f"总分 {points(scores.total)}，{name} {shown_rate(rate, form)}，得分率高出 "
        f"{percentage_points(rounded(ahead, 2))}，请核对目标是否定低、预算是否多报，并写明未执行完的原因。",
        (Place("answer", case.dossier.id, TYPED_TOTAL), case.values.fund_place(TOTAL, "execution_rate")),
        (
            Side("总分", points(scores.total)),
            Side(name, shown_rate(rate, form)),
            Side("高出", percentage_points(rounded(ahead, 2))),
        ),
    )


RULES = (
    Rule(
        "excess-reason",
        44,
        "超出目标较多的写明原因",
        Level.WARNING,
        "指标",
        "实际值达到目标值 130%（有的地方是 120%）以上的，说明超出的原因；目标定低了的，下一年度调整。",
        large_excess_has_a_reason,
        stages=YEAR_END,
        rests_on=("share-above-whole",),
        example="救助人次目标 ≥50000，实际 110406，是目标的 220.81%，原因空着：写明为什么超出这么多。",
        parameters=(_RATIO, _ABOVE_ZERO),
    ),
    Rule(
        "cost-executed",
        47,
        "成本指标与资金表的执行数一致",
        Level.WARNING,
        "指标",
        "以项目总支出作成本指标的，实际值就是资金表的全年执行数。",
        total_cost_is_what_was_executed,
        stages=YEAR_END,
        example="资金表执行 86.78 万元，“县级代缴支出”实际填 86.7万元：应为 86.78 万元。",
        parameters=(_NEAR,),
        rests_on=(*ON_AMOUNTS, "value-magnitude"),
    ),
    Rule(
        "score-above-execution",
        69,
        "得分与执行率相称",
        Level.HINT,
        "指标",
        "钱用得不多，得分却很高，审核时会追问：或是目标定低，或是预算多报；写明未执行完的原因即可。执行率低于须写原因的界限时，由那一条一并说明。",
        score_goes_with_the_execution_rate,
        stages=YEAR_END,
        example="执行率 27.50%，总分 92.75 分，高出 65.25 个百分点，没有说明：写明哪些钱为什么没有用。",
        parameters=(AHEAD,),
        rests_on=(*ON_AMOUNTS, "amount-negative", *ON_SCORES, "score-total"),
    ),
)
