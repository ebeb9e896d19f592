"""How points came about, figure by figure; made only where somebody looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.forms.model import Scoring, Step
from core.kinds import Quantity, normal, rounded, shown, trimmed
from core.reading import IndicatorValues, target_field

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


def of_rate(rate: Decimal, weight: Decimal, points: Decimal) -> Calculation:
    """Points in proportion to the execution rate."""
    gained = f"{points:f}"
    steps = (("执行率", _percent(rate)), ("分值", trimmed(weight)), ("得分", gained))
    whole = rate > 100
    return Calculation(steps, ("·", "→") if whole else _TIMES, "" if whole else _product(weight, rate, gained))


def of_step(caption: str, value: str, step: Step | None, weight: Decimal, points: Decimal) -> Calculation:
    """Points by intervals: the value, the step it reached, and the share of the weight there."""
    gained = f"{points:f}"
    share = step.score * 100 if step else Decimal(0)
    reached = (("达到", _percent(step.at_least)),) if step else ()
    steps = ((caption, value), *reached, ("分值", trimmed(weight)), ("得分", gained))
    signs = ("≥", "·", "→") if step else ("·", "→")
    formula = f"{trimmed(weight)} × {trimmed(share)} % = {gained}"
    return Calculation(steps, signs, formula, f"{caption} {value}")


def of_band(word: str, weight: Decimal, points: Decimal) -> Calculation:
    """Points of a qualitative band."""
    return Calculation((("完成情况", word), ("权重", trimmed(weight)), ("得分", f"{points:f}")), ("·", "→"))


def of_values(rules: Scoring, found: IndicatorValues, weight: Decimal, points: Decimal) -> Calculation:
    """Points of a measured indicator: a division only where the points come from one."""
    rate, less_is_better = found.completion, found.direction in ("≤", "<")
    target, actual = as_typed(found, target_field(found.row)), as_typed(found, "actual")
    compared = f"目标 {target}，完成 {actual}"
    gained = f"{points:f}"
    if rate is not None and 0 <= rate <= 100 and rounded(rate / 100 * weight, rules.decimals) == points:
        pair = (("实际值", actual), ("目标值", target))
        divided = reversed(pair) if less_is_better else pair
        steps = (*divided, ("完成率", _percent(rate)), ("权重", trimmed(weight)), ("得分", gained))
        return Calculation(steps, _DIVIDED, _product(weight, rate, gained), compared)
    sign = _beside(found, less_is_better, bool(points))
    steps = (("实际值", actual), ("目标值", target), ("得分", gained))
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
    """What was taken off: by the share a limit is exceeded, or so many points; blank where nothing was."""
    target, actual = found.target, found.actual
    if not (isinstance(target, Quantity) and isinstance(actual, Quantity)) or not 0 < points < weight:
        return ""
    if less_is_better:
        beyond = (actual.number - target.number) / target.number * 100
        return f"{trimmed(weight)} × (1 − {_percent(beyond)}) = {points:f}"
    return f"{trimmed(weight)} − {trimmed(weight - points)} = {points:f}"


def _product(weight: Decimal, rate: Decimal, gained: str) -> str:
    return f"{trimmed(weight)} × {_percent(rate)} = {gained}"


def _percent(value: Decimal) -> str:
    return f"{shown(value, 2)} %"
