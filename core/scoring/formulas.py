"""Unrounded points of two numbers of one unit, and the words for them, by the direction in which they count."""

from __future__ import annotations

from decimal import Decimal

from core.forms.indicator_model import Scoring
from core.kinds import shown, trimmed

_NOTHING = Decimal(0)
_REACHED = "达到目标，得满分。"


def measured(rules: Scoring, direction: str, target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    """Unrounded points and the words for them, by direction (the table of the 预算绩效 system).

    The system gives a negative actual value 0 points.  That is meant for what should grow; where less is better a
    negative value (complaints down by 5 %) reaches its target all the more, so there it is compared like any other.
    """
    if direction in ("≤", "<"):
        return _reverse(rules, target, actual, weight)
    if target <= 0 and direction == "=":
        return _at_most_nothing(target, actual, weight)
    if target < 0:
        reached = actual >= target
        return (weight, _REACHED) if reached else (_NOTHING, _missed_without_share(target, actual))
    if actual < 0:
        return _NOTHING, "实际值小于 0，不得分。"
    if actual >= target:
        return _reached(rules, target, actual, weight) if rules.excess else (weight, _REACHED)
    return actual / target * weight, "未达目标，按完成率给分，须写偏差原因。"


def _reached(rules: Scoring, target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    """Full points, less what the form takes off for a target that was set far too low."""
    if target <= 0:
        return weight, _REACHED
    rate = actual / target * 100
    off = max((excess.points for excess in rules.excess if rate >= excess.at_least), default=_NOTHING)
    if not off:
        return weight, _REACHED
    return weight - off, f"完成目标的 {shown(rate, 2)} %，超出较多，扣 {trimmed(off)} 分。"


def _at_most_nothing(target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    """A target of “= 0” is reached by 0 and less, one of “= -5” by itself alone."""
    if actual == target or actual < target == 0:
        return weight, _REACHED
    return _NOTHING, _missed_without_share(target, actual)


def _missed_without_share(target: Decimal, actual: Decimal) -> str:
    """Why there are no points where the target is no divisor."""
    return f"目标为 {trimmed(target)}，实际{'超过' if actual > target else '低于'} {trimmed(target)}，不得分。"


def _reverse(rules: Scoring, target: Decimal, actual: Decimal, weight: Decimal) -> tuple[Decimal, str]:
    if actual <= target:
        return weight, "不超过目标，得满分。"
    if target <= 0:
        return _NOTHING, _missed_without_share(target, actual)
    if rules.reverse == "ratio":
        return target / actual * weight, "超过目标，按目标值 ÷ 实际值给分，须写偏差原因。"
    if actual >= 2 * target:
        return _NOTHING, "达到目标的 2 倍或更多，不得分，须写偏差原因。"
    return (1 - (actual - target) / target) * weight, "超过目标，按超出的比例扣分，须写偏差原因。"
