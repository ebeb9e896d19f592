"""Points per indicator, total and grade (财预〔2020〕10号 附件1); every parameter comes from the form.

Points are computed from unrounded values (but for an execution rate the form wants rounded first), capped at the
weight, and rounded half up once, at the end; typed points are rounded too, so that the points as printed add up to the
total as printed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import msgspec

from core.captions import column_caption
from core.forms.indicator_model import Band, Scoring, Step
from core.forms.model import Form
from core.kinds import Quantity, Unreadable, Words, money_in, rounded, shown, trimmed
from core.model import STAGES
from core.reading import TOTAL, IndicatorValues, Values, divisor_of, target_field
from core.remembered import by_identity
from core.scoring import calculation
from core.scoring.calculation import Calculation
from core.scoring.formulas import measured
from core.scoring.met import band_of, band_span, bands_of, day_kept, within

_NOTHING, _HUNDRED = Decimal(0), Decimal(100)


class Score(msgspec.Struct, frozen=True, gc=False, eq=False):
    """The points of one indicator: as computed, as they count, and how they came about.

    ``computed`` is None while a value is missing or cannot be compared; ``points`` is the typed score where the clerk
    gave one (``typed``), whose ``reason`` stands beside it.  ``why`` says in words what was done; ``way`` makes the
    calculation of what it is ``told``, where somebody looks.  Two scores are equal whatever their calculation.

    A book has thousands: see :class:`~core.reading.IndicatorValues`.
    """

    computed: Decimal | None
    points: Decimal | None
    why: str = ""
    way: Callable[..., Calculation] = Calculation
    told: tuple[object, ...] = ()
    typed: bool = False
    reason: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Score) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        return self.computed, self.points, self.why, self.typed, self.reason

    def trail(self) -> Calculation:
        """The calculation, figure by figure."""
        return self.way(*self.told)

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The calculation as (caption, figure) pairs, in order."""
        return self.trail().steps

    @property
    def signs(self) -> tuple[str, ...]:
        """What stands between the steps."""
        return self.trail().signs

    @property
    def overridden(self) -> bool:
        """Whether the clerk gave other points than the formula does."""
        return self.typed and self.computed is not None and self.points != self.computed

    @property
    def explained(self) -> str:
        """The points in one breath: 12.5 × 50.00 % = 6.25，目标 2 万张，完成 1 万张。未达目标……"""
        return f"{self.trail().line}{self.why}"


@dataclass(frozen=True, slots=True)
class Scores:
    """The points of a project.  ``total`` and ``grade`` are None while any weighted indicator has no points.

    ``capped`` says why the total is less than the points there are; blank where it is their sum.
    """

    execution: Score
    indicators: tuple[Score, ...]  # in the order of Values.indicators
    known: Decimal  # the sum of the points there are
    total: Decimal | None
    grade: str | None
    capped: str = ""


def score(values: Values) -> Scores | None:
    """Score a project; None under a form without scores."""
    form = values.form
    rules = form.scoring
    if rules is None:
        return None
    execution = execution_score(rules, values)
    indicators = tuple([indicator_score(form, rules, found) for found in values.indicators])
    pairs = zip(indicators, values.indicators, strict=True)
    counted = [one.points for one, found in pairs if found.weight is None or found.weight]
    if rules.execution_weight:
        counted.append(execution.points)
    points = [one for one in counted if one is not None]
    known = sum(points, _NOTHING)
    if len(points) < len(counted) or not values.indicators:
        return Scores(execution, indicators, known, None, None)
    total, capped = _below_cap(rules, values, known)
    return Scores(execution, indicators, known, total, grade(form, total), capped)


def _below_cap(rules: Scoring, values: Values, known: Decimal) -> tuple[Decimal, str]:
    """The total as the execution rate allows it, and why it is less than the sum of the points."""
    rate = values.computed.get((TOTAL, "execution_rate"))
    caps = [cap for cap in rules.caps if rate is not None and rate < cap.below]
    lowest = min(caps, key=lambda cap: cap.total, default=None)
    if rate is None or lowest is None or known <= lowest.total:
        return known, ""
    return lowest.total, (
        f"各项得分之和 {trimmed(known)} 分，"
        f"执行率 {calculation.told_apart(rate, (lowest.below,), values.form.rate_decimals)} %，"
        f"低于 {trimmed(lowest.below)} %，总分最高 {trimmed(lowest.total)} 分。"
    )


def grade(form: Form, total: Decimal) -> str | None:
    """The grade word of a total: the highest band whose lower bound it reaches."""
    bands = sorted(form.grades, key=lambda band: band.at_least, reverse=True)
    return next((band.word for band in bands if total >= band.at_least), None)


def execution_score(rules: Scoring, values: Values) -> Score:
    """Points for the execution rate, at most its weight (10 in the national form); typed points count instead."""
    result, typed = _execution(rules, values), values.typed_over.get((TOTAL, "execution_score"))
    if typed is None or not rules.execution_weight:
        return result
    return _given(result, typed, within(typed, rules.execution_weight, rules), "")


def _execution(rules: Scoring, values: Values) -> Score:
    rate, weight = values.computed.get((TOTAL, "execution_rate")), rules.execution_weight
    if not weight:
        return Score(None, None, "本表样的执行率不计分。")
    if rate is None:
        return Score(None, None, _why_no_rate(values))
    if rules.execution_decimals is not None:
        rate = rounded(rate, rules.execution_decimals)
    if rules.execution_steps:
        step = step_of(rules.execution_steps, rate)
        points = within(step.score * weight if step else _NOTHING, weight, rules)
        bounds = (one.at_least for one in rules.execution_steps)
        figure = f"{calculation.told_apart(rate, bounds)} %"
        told = ("执行率", "分值"), figure, step, weight, points
        return Score(points, points, "按执行率分档给分。", calculation.of_step, told)
    points = within(rate / _HUNDRED * weight, weight, rules)
    return Score(points, points, "执行率 × 分值，最高为分值。", _of_rate, (values, rate, weight, points))


def _why_no_rate(values: Values) -> str:
    """Why there is no execution rate: its divisor is 0, or one of the two amounts is missing."""
    base = divisor_of(values.form, "execution_rate")
    if values.amount(TOTAL, base) == 0:
        return f"{STAGES[base]}数是 0，执行率没有意义，请直接填得分。"
    return f"{STAGES[base]}数或执行数还没有填，执行率不能算。"


def _of_rate(values: Values, rate: Decimal, weight: Decimal, points: Decimal) -> Calculation:
    return calculation.of_rate(rate, weight, points, _money_of_rate(values))


def _money_of_rate(values: Values) -> tuple[str, str]:
    """What the execution rate is divided from, in a sentence each."""
    unit, decimals = values.form.money_unit, values.form.money_decimals
    base = divisor_of(values.form, "execution_rate")
    stages = (base, STAGES[base]), ("executed", "执行")
    amounts = ((word, values.amount(TOTAL, stage)) for stage, word in stages)
    budget, executed = (
        "" if amount is None else f"{word} {shown(money_in(amount, unit), decimals)} {unit}" for word, amount in amounts
    )
    return budget, executed


def indicator_score(form: Form, rules: Scoring, found: IndicatorValues) -> Score:
    """Points of one indicator; a score typed over counts in place of the computed one, at most the weight."""
    result, typed = _computed(form, rules, found), found.typed_score
    if typed is None:
        return result
    points = rounded(typed, rules.decimals) if found.weight is None else within(typed, found.weight, rules)
    return _given(result, typed, points, found.row.score_reason.strip())


def _given(result: Score, typed: Decimal, points: Decimal, reason: str) -> Score:
    """The points the clerk gave, as far as the weight allows, with the computed ones beside them."""
    why = result.why
    if result.computed is not None and points != result.computed:
        told = f"理由：{reason.rstrip('。')}" if reason else "没有写理由"
        said = f"按填写的 {trimmed(points)} 分计"
        if abs(typed - points) >= 1:
            said = f"填写的 {trimmed(typed)} 分不在分值之内，按 {trimmed(points)} 分计"
        why = f"{said}，{told}；按公式是 {trimmed(result.computed)} 分：{why}"
    return msgspec.structs.replace(result, points=points, why=why, typed=True, reason=reason)


def _computed(form: Form, rules: Scoring, found: IndicatorValues) -> Score:
    target, actual, weight = found.target, found.actual, found.weight
    if (
        isinstance(target, Quantity)
        and isinstance(actual, Quantity)
        and target.unit == actual.unit
        and found.direction != "定性"
        and weight is not None
        and not found.judged
    ):
        return _by_number(form, rules, found, target.number, actual.number, weight)
    if found.judged:
        return Score(None, None, "这项不按指标值计算，由评分人评定，请直接填得分。")
    if weight is None or target is None or actual is None:
        names = "、".join(column_caption(form, field) for field in ("weight", "target", "actual"))
        return Score(None, None, f"{names}填全以后才能算。")
    if isinstance(target, Unreadable) or isinstance(actual, Unreadable):
        return Score(None, None, f"{_pair(form, '或')}读不懂，不能算。")
    if found.direction == "定性" or isinstance(target, Words):
        in_time = day_kept(target, actual)
        if in_time is not None:
            return _by_day(form, found, rules, weight, in_time)
        return _qualitative(bands_of(form.bands, found), form, target, actual, weight)
    if isinstance(actual, Words):
        return Score(None, None, f"{_pair(form, '是数，')}不是数，不能算。")
    return Score(None, None, f"{_pair(form, '和')}的单位不同，不能算。")


def _pair(form: Form, between: str) -> str:
    """Target and actual value as the form calls them: 目标值和实际值."""
    return f"{column_caption(form, 'target')}{between}{column_caption(form, 'actual')}"


def _by_number(
    form: Form, rules: Scoring, found: IndicatorValues, target: Decimal, actual: Decimal, weight: Decimal
) -> Score:
    """Points of two numbers of one unit: by far the most indicators."""
    steps = intervals(found)
    if steps:
        return _by_interval(form, rules, steps, actual, weight)
    raw, why = measured(rules, found.direction, target, actual, weight)
    points = _full(weight, rules.decimals) if raw is weight else within(raw, weight, rules)
    return Score(points, points, why, calculation.of_values, (form, found, weight, points))


def _by_day(form: Form, found: IndicatorValues, rules: Scoring, weight: Decimal, in_time: bool) -> Score:
    """A day that was kept has full points; what a later one is worth nobody but the clerk knows."""
    if not in_time:
        return Score(None, None, "完成时间晚于目标，请按延期的情况直接填得分，须写偏差原因。")
    points = _full(weight, rules.decimals)
    texts = str(getattr(found.row, target_field(found.row))).strip(), found.row.actual.strip()
    return Score(points, points, "不晚于目标时间，得满分。", calculation.of_words, (form, *texts, weight, points))


def intervals(found: IndicatorValues) -> tuple[Step, ...]:
    """The steps an indicator is scored by: those of its 二级指标 where it is measured in percent."""
    steps = found.level[1].steps if found.level is not None else ()
    return steps if steps and isinstance(found.actual, Quantity) and found.actual.unit == "%" else ()


def step_of(steps: tuple[Step, ...], value: Decimal) -> Step | None:
    """The highest step a value reaches, None below the lowest."""
    return max((step for step in steps if value >= step.at_least), key=lambda step: step.at_least, default=None)


def _by_interval(form: Form, rules: Scoring, steps: tuple[Step, ...], actual: Decimal, weight: Decimal) -> Score:
    step = step_of(steps, actual)
    points = within(step.score * weight if step else _NOTHING, weight, rules)
    passed = min(step.at_least for step in steps)
    why = "按区间给分。" if step else f"没有达到及格线 {trimmed(passed)} %，不得分。"
    return Score(points, points, why, calculation.of_interval, (form, actual, step, weight, points))


def _qualitative(
    bands: tuple[Band, ...], form: Form, target: Quantity | Words, actual: Quantity | Words, weight: Decimal
) -> Score:
    band = band_of(bands, target, actual)
    if band is None:
        words = "、".join(f"“{b.word}”" for b in bands)
        choice = f"从{words}中选择完成情况，或" if bands else ""
        return Score(None, None, f"定性指标请{choice}直接填得分。")
    return _InBand(form).of(band, weight, band is bands[0])


@by_identity
class _InBand:
    """Points of qualitative bands under a form; the same for many indicators of a book."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.of = lru_cache(1024)(self._of)

    def _of(self, band: Band, weight: Decimal, best: bool) -> Score:
        """The most points of a band, and the words for its span."""
        rules = self._form.scoring or Scoring()
        low, points = band_span(rules, band, weight, best=best)
        way, told = calculation.of_band, (self._form, band.word, band.high, weight, points)
        if band.low == band.high:
            return Score(points, points, f"“{band.word}”得 {shown(points, rules.decimals)} 分。", way, told)
        span = f"{shown(low, rules.decimals)}—{shown(points, rules.decimals)}"
        share = f"{trimmed(band.low * 100)} %—{trimmed(band.high * 100)} %"
        why = f"“{band.word}”得分值的 {share}，可得 {span} 分，按上限计，可以改低。"
        return Score(points, points, why, way, told)


@lru_cache(1024)
def _full(weight: Decimal, decimals: int) -> Decimal:
    """The whole weight as points."""
    return rounded(weight, decimals)
