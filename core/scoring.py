"""Points per indicator, total and grade (财预〔2020〕10号 附件1); every parameter comes from the form.

Points are computed from unrounded values (but for an execution rate the form wants rounded first), capped at the
weight, and rounded half up once, at the end; typed points are rounded too, so that the points as printed add up to the
total as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from core.forms.model import Band, Form, Scoring
from core.kinds import Quantity, Unreadable, Words, normal, rounded, shown, trimmed
from core.reading import TOTAL, IndicatorValues, Values, target_field

_TIMES = ("×", "=")
_DIVIDED = ("÷", "=", "×", "=")
_FIGURE = re.compile(r"\D*?(-?[\d.,]+)\s*(.*)")  # behind a relation: number and unit


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one indicator: as computed, as they count, and how they came about.

    ``computed`` is None while a value is missing or cannot be compared; ``points`` is the typed score where the clerk
    gave one.  ``trail`` holds the calculation (a Decimal is a rate) and ``signs`` what stands between its parts;
    ``why`` says in words what was done.
    """

    computed: Decimal | None
    points: Decimal | None
    trail: tuple[tuple[str, Decimal | str], ...] = ()
    why: str = ""
    signs: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The calculation as (caption, figure) pairs, in order; written out only where somebody looks."""
        return tuple((caption, _figure(value)) for caption, value in self.trail)


@dataclass(frozen=True, slots=True)
class Scores:
    """The points of a project.  ``total`` and ``grade`` are None while any weighted indicator has no points."""

    execution: Score
    indicators: tuple[Score, ...]  # in the order of Values.indicators
    known: Decimal  # the sum of the points there are
    total: Decimal | None
    grade: str | None


def score(values: Values) -> Scores | None:
    """Score a project; None under a form without scores."""
    form = values.form
    rules = form.scoring
    if rules is None:
        return None
    execution = execution_score(rules, values)
    indicators = tuple(indicator_score(form, rules, found) for found in values.indicators)
    counted = [s for s, v in zip(indicators, values.indicators, strict=True) if v.weight != 0]
    if rules.execution_weight:
        counted.append(execution)
    points = [s.points for s in counted if s.points is not None]
    known = sum(points, Decimal(0))
    total = known if len(points) == len(counted) and values.indicators else None
    return Scores(execution, indicators, known, total, None if total is None else grade(form, total))


def grade(form: Form, total: Decimal) -> str | None:
    """The grade word of a total: the highest band whose lower bound it reaches."""
    bands = sorted(form.grades, key=lambda band: band.at_least, reverse=True)
    return next((band.word for band in bands if total >= band.at_least), None)


def execution_score(rules: Scoring, values: Values) -> Score:
    """Points for the execution rate, at most its weight (10 in the national form); typed points count instead."""
    result = _execution(rules, values)
    typed = values.typed_over.get((TOTAL, "execution_score"))
    return (
        result
        if typed is None or not rules.execution_weight
        else replace(result, points=_capped(typed, rules.execution_weight, rules))
    )


def _execution(rules: Scoring, values: Values) -> Score:
    rate, weight = values.computed.get((TOTAL, "execution_rate")), rules.execution_weight
    if not weight:
        return Score(None, None, why="本表样的执行率不计分。")
    if rate is None:
        return Score(None, None, why="全年预算数或执行数还没有填，执行率不能算。")
    if rules.execution_decimals is not None:
        rate = rounded(rate, rules.execution_decimals)
    if rules.execution_steps:
        reached = [step for step in rules.execution_steps if rate >= step.at_least]
        share = max((step.score for step in reached), default=Decimal(0))
        raw, why, signs = share * weight, "按执行率分档给分。", ("·", "→")
    else:
        raw, why, signs = rate / 100 * weight, "执行率 × 分值，最高为分值。", _TIMES
    points = _capped(raw, weight, rules)
    return Score(points, points, (("执行率", rate), ("分值", trimmed(weight)), ("得分", f"{points:f}")), why, signs)


def indicator_score(form: Form, rules: Scoring, found: IndicatorValues) -> Score:
    """Points of one indicator; a score typed over counts in place of the computed one, at most the weight."""
    result, typed = _computed(form, rules, found), found.typed_score
    if typed is None:
        return result
    points = rounded(typed, rules.decimals) if found.weight is None else _capped(typed, found.weight, rules)
    return replace(result, points=points)


def _computed(form: Form, rules: Scoring, found: IndicatorValues) -> Score:
    target, actual, weight = found.target, found.actual, found.weight
    if found.judged:
        return Score(None, None, why="这项不按指标值计算，由评分人评定，请直接填得分。")
    if weight is None or target is None or actual is None:
        return Score(None, None, why="权重、目标值、实际值填全以后才能算。")
    if isinstance(target, Unreadable) or isinstance(actual, Unreadable):
        return Score(None, None, why="目标值或实际值读不懂，不能算。")
    if found.direction == "定性" or isinstance(target, Words):
        return _qualitative(form.bands, rules, target, actual, weight)
    if isinstance(actual, Words):
        return Score(None, None, why="目标值是数，实际值不是数，不能算。")
    if target.unit != actual.unit:
        return Score(None, None, why="目标值和实际值的单位不同，不能算。")
    raw, why = _measured(rules, found.direction, target.number, actual.number, weight)
    points = _capped(raw, weight, rules)
    trail, signs = _calculation(rules, found, actual.number <= target.number, weight, points)
    return Score(points, points, trail, why, signs)


def _calculation(
    rules: Scoring, found: IndicatorValues, within: bool, weight: Decimal, points: Decimal
) -> tuple[tuple[tuple[str, Decimal | str], ...], tuple[str, ...]]:
    """The parts of a measured score and the signs between them: a division only where the points come from one."""
    row, rate, less_is_better = found.row, found.completion, found.direction in ("≤", "<")
    actual = ("实际值", _as_typed(row.actual, row.unit))
    target = ("目标值", _as_typed(getattr(row, target_field(row)), row.unit))
    gained = ("得分", f"{points:f}")
    if rate is not None and 0 <= rate <= 100 and _capped(rate / 100 * weight, weight, rules) == points:
        divided = (target, actual) if less_is_better else (actual, target)
        return (*divided, ("完成率", rate), ("权重", trimmed(weight)), gained), _DIVIDED
    beside = ("≤" if within else ">") if less_is_better else ("≥" if points else "≠")
    return (actual, target, gained), (beside, "→")


def _as_typed(text: str, unit: str) -> str:
    """A value with its unit as the clerk wrote them: 48.44 万元, not 484400 元."""
    found = _FIGURE.fullmatch(normal(text))
    if found is None:
        return text.strip()
    own = found[2]
    if own in ("", "万", "亿"):
        own += normal(unit).removeprefix(own)
    return f"{found[1]} {own}".strip()


def _measured(rules: Scoring, direction: str, target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    """Unrounded points and the words for them, by direction (the table of the 预算绩效 system).

    The system gives a negative actual value 0 points.  That is meant for what should grow; where less is better a
    negative value (complaints down by 5 %) reaches its target all the more, so there it is compared like any other.
    """
    if direction in ("≤", "<"):
        return _reverse(rules, target, actual, weight)
    if direction == "=" and target <= 0:
        return _at_most_nothing(target, actual, weight)
    if actual < 0:
        return Decimal(0), "实际值小于 0，不得分。"
    if actual >= target:
        return weight, "达到目标，得满分。"
    return actual / target * weight, "未达目标，按完成率给分，须写偏差原因。"


def _at_most_nothing(target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    """A target of “= 0” is reached by 0 and less, one of “= -5” by itself alone."""
    if actual == target or actual < target == 0:
        return weight, "达到目标，得满分。"
    return Decimal(0), _missed_without_share(target, actual)


def _missed_without_share(target: Decimal, actual: Decimal) -> str:
    """Why there are no points where the target is no divisor."""
    return f"目标为 {trimmed(target)}，实际{'超过' if actual > target else '低于'} {trimmed(target)}，不得分。"


def _reverse(rules: Scoring, target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    if actual <= target:
        return weight, "不超过目标，得满分。"
    if target <= 0:
        return Decimal(0), _missed_without_share(target, actual)
    if rules.reverse == "ratio":
        return target / actual * weight, "超过目标，按目标值 ÷ 实际值给分，须写偏差原因。"
    if actual >= 2 * target:
        return Decimal(0), "达到目标的 2 倍或更多，不得分，须写偏差原因。"
    return (1 - (actual - target) / target) * weight, "超过目标，按超出的比例扣分，须写偏差原因。"


def missed(bands: tuple[Band, ...], found: IndicatorValues) -> bool:
    """Whether an indicator came out worse than its target: in number by its direction, else below the best band.

    False where the two are not of one unit or kind, and where nothing is measured.
    """
    target, actual = found.target, found.actual
    if found.judged or not (isinstance(target, Quantity | Words) and isinstance(actual, Quantity | Words)):
        return False
    if found.direction == "定性":
        return band_of(bands, target, actual) not in (None, *bands[:1])
    if isinstance(target, Words) or isinstance(actual, Words) or target.unit != actual.unit:
        return False
    less_is_better = found.direction in ("≤", "<")
    return actual.number > target.number if less_is_better else actual.number < target.number


def band_of(bands: tuple[Band, ...], target: Quantity | Words, actual: Quantity | Words) -> Band | None:
    """The qualitative band an actual value names, None when it names none; nothing is guessed.

    It names the band one of whose words it is, exactly; the best one too when it is 100 % or repeats the target.
    """
    if not bands:
        return None
    if isinstance(actual, Quantity):
        return bands[0] if actual.unit == "%" and actual.number >= 100 else None
    text = _bare(actual)
    named = next((band for band in bands if text in (band.word, *band.also)), None)
    if named is None and isinstance(target, Words) and text == _bare(target):
        return bands[0]
    return named


def _bare(words: Words) -> str:
    """Words, already in normal spelling, without the full stop some put behind them."""
    return words.text.rstrip("。. ")


def _qualitative(
    bands: tuple[Band, ...], rules: Scoring, target: Quantity | Words, actual: Quantity | Words, weight: Decimal
) -> Score:
    band = band_of(bands, target, actual)
    if band is None:
        words = "、".join(f"“{b.word}”" for b in bands)
        choice = f"从{words}中选择完成情况，或" if bands else ""
        return Score(None, None, why=f"定性指标请{choice}直接填得分。")
    low, points = band_span(rules, band, weight, best=band is bands[0])
    trail = (("完成情况", band.word), ("权重", trimmed(weight)), ("得分", f"{points:f}"))
    span = f"{shown(low, rules.decimals)}—{shown(points, rules.decimals)}"
    return Score(points, points, trail, f"“{band.word}”可得 {span} 分，按上限计，可以改低。", ("·", "→"))


def band_span(rules: Scoring, band: Band, weight: Decimal, best: bool) -> tuple[Decimal, Decimal]:
    """The fewest and most points of a band, both included, with the form's decimals.

    100—80 %(含), 80—60 %(含), 60—0 % of the weight: every upper bound but that of the best band lies outside.
    """
    step = Decimal(1).scaleb(-rules.decimals)
    low, high = band.low * weight / step, band.high * weight / step
    fewest = low.to_integral_value(ROUND_CEILING) * step
    if best:
        return fewest, _capped(band.high * weight, weight, rules)
    return fewest, max((high.to_integral_value(ROUND_CEILING) - 1) * step, Decimal(0) * step)


def _capped(raw: Decimal, weight: Decimal, rules: Scoring) -> Decimal:
    return rounded(_within(raw, weight), rules.decimals)


def _within(points: Decimal, weight: Decimal) -> Decimal:
    return min(max(points, Decimal(0)), weight)


def _figure(value: Decimal | str) -> str:
    return f"{shown(value, 2)} %" if isinstance(value, Decimal) else value
