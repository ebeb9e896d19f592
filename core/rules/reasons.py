"""Rules that ask for a written reason where a figure departs from what was planned."""

from __future__ import annotations

from collections.abc import Iterator

from core.captions import column_caption, measure_caption
from core.kinds import Quantity
from core.model import Place
from core.reading import TOTAL, IndicatorValues, target_field
from core.rules.compared import slip_of
from core.rules.copied import says_something
from core.rules.finding import ON_AMOUNTS, YEAR_END, Case, Level, Rule, Said, Side
from core.rules.funds import same_money
from core.rules.magnitudes import rests_on_slip
from core.rules.values import target_text
from core.rules.words import asks, gap, indicator_name, money, percentage_points, quantity, written
from core.scoring.met import misses

ADJUSTMENT_REASON = "adjustment_reason"  # the answer “预算调整的原因”


def changed_budget_has_a_reason(case: Case) -> Iterator[Said]:
    """全年预算 differs from 年初预算: the form of Sichuan (510000_0013zp) asks why (check 21)."""
    values, form = case.values, case.form
    initial, annual = values.amount(TOTAL, "initial"), values.amount(TOTAL, "annual")
    stages = {measure.stage for measure in form.fund.measures}
    if initial is None or annual is None or same_money(form, initial, annual) or not {"initial", "annual"} <= stages:
        return
    if case.dossier.answers.get(ADJUSTMENT_REASON, "").strip() or rests_on_slip(case, TOTAL, "initial", "annual"):
        return
    names = measure_caption(form, "annual"), measure_caption(form, "initial")
    off = gap(annual, initial, lambda value: money(value, form))
    yield Said(
        f"{names[0]} {money(annual, form)}，{names[1]} {money(initial, form)}，{off}，未写调整原因。",
        (
            Place("answer", case.dossier.id, ADJUSTMENT_REASON),
            values.fund_place(TOTAL, "annual"),
            values.fund_place(TOTAL, "initial"),
        ),
        (
            Side(names[0], money(annual, form)),
            Side(names[1], money(initial, form)),
            Side("相差", money(abs(annual - initial), form)),
        ),
    )


def missed_target_has_a_reason(case: Case) -> Iterator[Said]:
    """An actual value worse than its target, by direction, has a 偏差原因 (check 42).

    Where the form has no column for it, a written reason closes the finding.
    """
    has_column = asks(case.form, "deviation")
    for found in misses(case.values) if asks(case.form, "target", "actual") else ():
        if says_something(found.row.deviation) or slip_of(found):
            continue
        actual, target, how = _described(found)
        target_name, actual_name = column_caption(case.form, "target"), column_caption(case.form, "actual")
        places = (found.place("actual"), found.place(target_field(found.row)))
        blank = "" if actual.startswith("“") else " "
        yield Said(
            f"{indicator_name(found)}{actual_name}{blank}{actual}，{how}，未写偏差原因。",
            (found.place("deviation"), *places) if has_column else places,
            (Side(target_name, target), Side(actual_name, actual)),
            answerable=not has_column,
        )


def _described(found: IndicatorValues) -> tuple[str, str, str]:
    """Actual and target value of a missed indicator, and in what way it was missed."""
    target, actual = found.target, found.actual
    if found.direction == "定性" or not (isinstance(target, Quantity) and isinstance(actual, Quantity)):
        return f"“{found.row.actual.strip()}”", f"“{target_text(found)}”", "没有完全达到目标"
    how = "超过目标" if found.direction in ("≤", "<") else "未达到目标"
    planned = written(target_text(found), found.row.unit)
    off = gap(actual.number, target.number, percentage_points if target.unit == "%" else planned.figure)
    due = planned.figure(target.number)
    return quantity(actual, found.row.actual, found.row.unit), due, f"{how} {due}，{off}"


RULES = (
    Rule(
        "adjustment-reason",
        21,
        "预算调整写明原因",
        Level.WARNING,
        "资金",
        "全年预算与年初预算不同的，须说明调整原因。",
        changed_budget_has_a_reason,
        stages=YEAR_END,
        example="年初预算 60 万元，全年预算 54.5 万元，没有说明：写明调减 5.5 万元的原因和文号。",
        rests_on=(*ON_AMOUNTS, "amount-negative"),
    ),
    Rule(
        "deviation-reason",
        42,
        "没有达到目标的写明偏差原因",
        Level.ERROR,
        "指标",
        "实际值没有达到目标值的，须写偏差原因分析及改进措施。",
        missed_target_has_a_reason,
        stages=YEAR_END,
        rests_on=("share-above-whole",),
        example="参保人数目标 ≥160000人，实际 153428人，偏差原因空着：写明少 6572 人的原因和改进措施。",
    ),
)
