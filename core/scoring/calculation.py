"""How points came about, figure by figure, in the words of the form; made only where somebody looks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.captions import column_caption
from core.forms.indicator_model import Step
from core.forms.model import Form
from core.kinds import Quantity, normal, rounded, shown, trimmed
from core.reading import IndicatorValues, target_field

MOST_DECIMALS = 6  # of a rate that two would show as if it had been rounded before it was multiplied
_TIMES = ("×", "=")
_DIVIDED = ("÷", "=", "×", "=")
_FIGURE = re.compile(r"\D*?(-?[\d.,]+)\s*(.*)")  # behind a relation: number and unit


@dataclass(frozen=True, slots=True)
class Calculation:
    """The figures with their captions and the signs between them.

    ``formula`` is the sum in one line (12.5 × 50.00 % = 6.25), blank where nothing is multiplied; ``compared`` the two
    values it rests on (目标 2 万张，完成 1 万张).
    """

    steps: tuple[tuple[str, str], ...] = ()
    signs: tuple[str, ...] = ()
    formula: str = ""
    compared: str = ""

    @property
    def line(self) -> str:
        """Formula and values as a sentence; blank where there is neither."""
        said = "，".join(part for part in (self.formula, self.compared) if part)
        return f"{said}。" if said else ""


def of_rate(rate: Decimal, weight: Decimal, points: Decimal, money: tuple[str, str] = ("", "")) -> Calculation:
    """Points in proportion to the execution rate; ``money`` is the budget and what was executed, as sentences."""
    gained, counted = f"{points:f}", min(max(rate, Decimal(0)), Decimal(100))
    compared = "，".join(said for said in money if said)
    share = percent_of(rate, weight, points)
    steps = (("执行率", share), ("分值", trimmed(weight)), ("得分", gained))
    if counted == rate:
        return Calculation(steps, _TIMES, f"{trimmed(weight)} × {share} = {gained}", compared)
    capped = f"{trimmed(weight)} × {trimmed(counted)} % = {gained}"
    limit = f"执行率 {share}，按 {trimmed(counted)} % 计"
    return Calculation(steps, ("·", "→"), capped, "，".join(said for said in (limit, compared) if said))


def of_interval(form: Form, actual: Decimal, step: Step | None, weight: Decimal, points: Decimal) -> Calculation:
    """Points of an actual value in percent by intervals."""
    captions = column_caption(form, "actual"), column_caption(form, "weight")
    return of_step(captions, f"{trimmed(actual)} %", step, weight, points)


def of_step(captions: tuple[str, str], value: str, step: Step | None, weight: Decimal, points: Decimal) -> Calculation:
    """Points by intervals: the value, the step it reached, and the share of the weight there."""
    gained = f"{points:f}"
    share = step.score * 100 if step else Decimal(0)
    reached = (("达到", _percent(step.at_least)),) if step else ()
    steps = ((captions[0], value), *reached, (captions[1], trimmed(weight)), ("得分", gained))
    signs = ("≥", "·", "→") if step else ("·", "→")
    formula = f"{trimmed(weight)} × {trimmed(share)} % = {gained}"
    how = f"，达到 {trimmed(step.at_least)} % 的一档" if step else "，没有达到最低的一档"
    return Calculation(steps, signs, formula, f"{captions[0]} {value}{how}")


def of_band(form: Form, word: str, share: Decimal, weight: Decimal, points: Decimal) -> Calculation:
    """Points of a qualitative band; ``share`` is the part of the weight at its upper end.

    The multiplication is told where it gives the points: the upper end of any but the best band lies outside.
    """
    gained, product = f"{points:f}", share * weight
    formula = f"{trimmed(weight)} × {trimmed(share * 100)} % = {gained}" if product == points else ""
    steps = (("完成情况", word), (column_caption(form, "weight"), trimmed(weight)), ("得分", gained))
    return Calculation(steps, ("·", "→"), formula, f"完成情况“{word}”" if formula else "")


def of_words(form: Form, target: str, actual: str, weight: Decimal, points: Decimal) -> Calculation:
    """Points of a target that is met or not, with nothing between: a day."""
    gained = f"{points:f}"
    share = Decimal(100) if points else Decimal(0)
    steps = ((column_caption(form, "actual"), actual), (column_caption(form, "target"), target), ("得分", gained))
    compared = f"目标“{target}”，完成“{actual}”"
    return Calculation(steps, ("·", "→"), f"{trimmed(weight)} × {trimmed(share)} % = {gained}", compared)


def of_values(form: Form, found: IndicatorValues, weight: Decimal, points: Decimal) -> Calculation:
    """Points of a measured indicator: a division only where the points come from one."""
    rate, less_is_better = found.completion, found.direction in ("≤", "<")
    target, actual = as_typed(found, target_field(found.row)), as_typed(found, "actual")
    compared = f"目标 {target}，完成 {actual}"
    gained, decimals = f"{points:f}", -int(points.as_tuple().exponent)
    pair = ((column_caption(form, "actual"), actual), (column_caption(form, "target"), target))
    if rate is not None and 0 <= rate <= 100 and rounded(rate / 100 * weight, decimals) == points:
        divided = reversed(pair) if less_is_better else pair
        share = percent_of(rate, weight, points)
        named = (column_caption(form, "completion"), share), (column_caption(form, "weight"), trimmed(weight))
        steps = (*divided, *named, ("得分", gained))
        return Calculation(steps, _DIVIDED, f"{trimmed(weight)} × {share} = {gained}", compared)
    sign = _beside(found, less_is_better, bool(points))
    steps = (*pair, ("得分", gained))
    return Calculation(steps, (sign, "→"), _deducted(found, less_is_better, weight, points), compared)


def as_typed(found: IndicatorValues, field: str) -> str:
    """A value of an indicator with its unit as the clerk wrote them: 48.44 万元, not 484400 元."""
    text, unit = str(getattr(found.row, field)), found.row.unit
    figure = _FIGURE.fullmatch(normal(text))
    if figure is None:
        return text.strip()
    own = figure[2]
    if own in ("", "万", "亿"):
        own += normal(unit).removeprefix(own)
    return f"{figure[1]} {own}".strip()


def _beside(found: IndicatorValues, less_is_better: bool, earned: bool) -> str:
    """The sign between actual and target value where nothing is divided."""
    if not less_is_better:
        return "≥" if earned else "≠"
    target, actual = found.target, found.actual
    within = isinstance(target, Quantity) and isinstance(actual, Quantity) and actual.number <= target.number
    return "≤" if within else ">"


def _deducted(found: IndicatorValues, less_is_better: bool, weight: Decimal, points: Decimal) -> str:
    """All, nothing, or what was taken off: by the share a limit is exceeded, or so many points."""
    if points <= 0 or points >= weight:
        return f"{trimmed(weight)} × {0 if points <= 0 else 100} % = {points:f}"
    target, actual = found.target, found.actual
    if not (isinstance(target, Quantity) and isinstance(actual, Quantity)):
        return ""
    if less_is_better:
        left = (2 * target.number - actual.number) / target.number * 100
        return f"{trimmed(weight)} × (1 − {percent_of(left, weight, points, taken_off=True)}) = {points:f}"
    return f"{trimmed(weight)} − {trimmed(weight - points)} = {points:f}"


def percent_of(rate: Decimal, weight: Decimal, points: Decimal, *, taken_off: bool = False) -> str:
    """A rate with two decimals, or as many more as it takes to see how it gives the points: 99.995 %, not 100.00 %.

    ``taken_off`` shows what is missing from 100 % instead.
    """
    decimals = -int(points.as_tuple().exponent)
    for more in range(2, MOST_DECIMALS):
        figure = rounded(rate, more)
        gives = not 0 <= rate <= 100 or rounded(weight * figure / 100, decimals) == points
        if gives and (figure == rate or figure != 100):
            break
    else:
        more = MOST_DECIMALS
    return f"{shown(100 - rate if taken_off else rate, more)} %"


def told_apart(value: Decimal, bounds: Iterable[Decimal], decimals: int = 2) -> str:
    """A figure with as many decimals as it takes to lie on the right side of its bounds: 89.996, not 90.00."""
    limits = tuple(bounds)
    for more in range(decimals, MOST_DECIMALS):
        figure = rounded(value, more)
        if all((figure >= limit) == (value >= limit) for limit in limits):
            return shown(value, more)
    return shown(value, MOST_DECIMALS)


def _percent(value: Decimal) -> str:
    return f"{shown(value, 2)} %"
