"""What the rules of a score sheet give: points from what was counted, the points that can be, and both in words.

Each kind reads what the clerk typed, computes from unrounded values, and rounds half up once, at the end.  Nothing is
guessed: what cannot be read gives no points and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from core.forms.sheet_model import SheetClause, SheetRule
from core.kinds import Quantity, Unreadable, normal, rounded, shown, trimmed, written_unit
from core.score_sheets.typing import (
    SIGNS,
    amount_of,
    answer_of,
    cases_of,
    clause_hint,
    count_of,
    counted_hint,
    judged_hint,
    ratio_hint,
)

_LISTED = 9  # scores are listed one by one up to so many

Fault = tuple[str, Unreadable]  # of the field value or base


@dataclass(frozen=True, slots=True)
class Gain:
    """The points a rule gives, None while it gives none, with the calculation or what is missing in a sentence.

    ``number`` is what was counted or measured.
    """

    points: Decimal | None
    why: str
    faults: tuple[Fault, ...] = ()
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A rule with the most it can bring, and the decimals its points are rounded to."""

    rule: SheetRule
    most: Decimal
    decimals: int

    def capped(self, raw: Decimal) -> Decimal:
        """Points within 0 and the most, rounded."""
        return rounded(min(max(raw, Decimal(0)), self.most), self.decimals)

    @property
    def full(self) -> str:
        """The most, as it stands in a calculation."""
        return trimmed(self.most)


def gain(task: Task, value: str, base: str) -> Gain:
    """The points for what was typed as value and base."""
    return _KINDS[task.rule.kind].gain(task, value, base)


def possible(task: Task) -> tuple[Decimal, ...]:
    """The points the rule can give, the most first; none where it is any number from 0 to the most."""
    return _KINDS[task.rule.kind].possible(task)


def allowed(task: Task) -> str:
    """The points the rule can give, in words: 4、1、0; 0 到 5 之间."""
    found = possible(task)
    if not found:
        return f"0 到 {task.full} 之间"
    if len(found) <= _LISTED:
        return "、".join(map(trimmed, found))
    gaps = {upper - lower for upper, lower in pairwise(found)}
    step = f"，每档相差 {trimmed(gaps.pop())}" if len(gaps) == 1 else "，按扣分标准"
    return f"0 到 {task.full} 之间{step}"


def hint(rule: SheetRule) -> str:
    """What the clerk types as value (and base) for a rule; blank where nothing is asked."""
    return _KINDS[rule.kind].hint(rule)


# ---- points


def _steps(task: Task, value: str, base: str) -> Gain:
    rule, count = task.rule, count_of(task.rule, value)
    if not isinstance(count, Decimal):
        return _without(rule, count)
    for step in rule.steps:
        if count <= step.at_most:
            points = task.capped(step.points)
            said = f"{trimmed(count)} {rule.unit}，不超过 {trimmed(step.at_most)} {rule.unit}"
            return Gain(points, f"{said}，得 {trimmed(points)} 分。", number=count)
    most = trimmed(rule.steps[-1].at_most)
    return Gain(
        task.capped(Decimal(0)), f"{trimmed(count)} {rule.unit}，超过 {most} {rule.unit}，不得分。", number=count
    )


def _each(task: Task, value: str, base: str) -> Gain:
    rule, count = task.rule, count_of(task.rule, value)
    if not isinstance(count, Decimal):
        return _without(rule, count)
    counted = max(count - rule.free, Decimal(0))
    rounding = ROUND_CEILING if rule.begun else ROUND_FLOOR
    times = (counted / rule.every).to_integral_value(rounding)
    raw = task.most - rule.points * times
    if not times:
        within = f"，不满 {trimmed(rule.every)} {rule.unit}" if counted else ""
        said = f"{trimmed(count)} {rule.unit}{within}，不扣分，得 {task.full} 分。"
        return Gain(task.capped(raw), said, number=count)
    unit = rule.unit if rule.every == 1 else "次"
    said = f"{task.full} − {trimmed(rule.points)} × {trimmed(times)} {unit} = {trimmed(raw)}"
    if rule.every != 1:
        full = "不满也算一次" if rule.begun else "不满不算"
        said = f"{said}，{trimmed(counted)} {rule.unit}，每 {trimmed(rule.every)} {rule.unit}一次，{full}"
    if rule.free:
        said = f"{said}，{trimmed(rule.free)} {rule.unit}以内不扣"
    return Gain(task.capped(raw), f"{said}{_floored(raw)}。", number=count)


def _clauses(task: Task, value: str, base: str) -> Gain:
    cases = cases_of(task.rule, value)
    if not isinstance(cases, tuple):
        return _without(task.rule, cases)
    off = [(sign, clause, n) for sign, clause, n in zip(SIGNS, task.rule.clauses, cases, strict=False) if n]
    raw = task.most - sum((clause.points * n for _, clause, n in off), Decimal(0))
    taken = "".join(f" − {trimmed(clause.points)}{f' × {n}' if n > 1 else ''}（{sign}）" for sign, clause, n in off)
    said = f"{task.full}{taken} = {trimmed(raw)}" if off else f"没有扣分，得 {task.full} 分"
    return Gain(task.capped(raw), f"{said}{_floored(raw)}。")


def _floored(raw: Decimal) -> str:
    return "，扣完为止，得 0 分" if raw < 0 else ""


def _whole(task: Task, value: str, base: str) -> Gain:
    answer = answer_of(value)
    if not isinstance(answer, bool):
        return _without(task.rule, answer)
    points = task.capped(task.most if answer else Decimal(0))
    return Gain(points, f"{normal(value)}，{f'得 {task.full} 分' if answer else '不得分'}。")


def _judged(task: Task, value: str, base: str) -> Gain:
    said = f"由评分人评定，{allowed(task)}。"
    count = count_of(task.rule, value) if task.rule.value else None
    if isinstance(count, Unreadable):
        return Gain(None, said, (("value", count),))
    return Gain(None, said, number=count)


def _ratio(task: Task, value: str, base: str) -> Gain:
    rule, sides = task.rule, _sides(task, value, base)
    if isinstance(sides, Gain):
        return sides
    part, whole = sides
    fraction = f"{normal(value)} ÷ {normal(base)}"
    rest = 1 - part / whole if rule.reverse else part / whole
    points = task.capped(rest * task.most)
    said = f"（1 − {fraction}）× {task.full}" if rule.reverse else f"{fraction} × {task.full}"
    beyond = f"，最高 {task.full} 分" if rest > 1 else "，得 0 分" if rest < 0 else ""
    return Gain(points, f"{said} = {trimmed(rounded(rest * task.most, task.decimals))}{beyond}。", number=part)


def _rate(task: Task, value: str, base: str) -> Gain:
    """A rate in percent between bounds, or on the right side of one."""
    rule, sides = task.rule, _sides(task, value, base)
    if isinstance(sides, Gain):
        return sides
    part, whole = sides
    rate = part / whole * 100
    counted = f"{normal(value)} ÷ {normal(base)} = {shown(rate, 2)} %" if rule.base else f"{shown(rate, 2)} %"
    inside, bounds, share = _held(rule, rate)
    if inside:
        return Gain(task.capped(task.most), f"{counted}，{bounds}，得 {task.full} 分。", number=part)
    match rule.outside:
        case "judged":
            return Gain(None, f"{counted}，不合“{bounds}”，由评分人评定。", number=part)
        case "share":
            points = task.capped(share * task.most)
            said = f"{task.full} × {shown(share * 100, 2)} % = {trimmed(points)}"
            return Gain(points, f"{counted}，不合“{bounds}”，按偏离的比例给分：{said}。", number=part)
    return Gain(task.capped(Decimal(0)), f"{counted}，不合“{bounds}”，不得分。", number=part)


def _held(rule: SheetRule, rate: Decimal) -> tuple[bool, str, Decimal]:
    """Whether a rate keeps the bounds, what they are in words, and its share of the bound it misses."""
    limit = trimmed(rule.limit)
    match rule.kind:
        case "at_most":
            words = f"小于 {limit} %" if rule.strict else f"不超过 {limit} %"
            return (rate < rule.limit if rule.strict else rate <= rule.limit), words, _of(rule.limit, rate)
        case "at_least":
            words = f"大于 {limit} %" if rule.strict else f"不低于 {limit} %"
            return (rate > rule.limit if rule.strict else rate >= rule.limit), words, _of(rate, rule.limit)
    words = f"在 {trimmed(rule.low)} % 到 {trimmed(rule.high)} % 之间"
    share = _of(rate, rule.low) if rate < rule.low else _of(rule.high, rate)
    return rule.low <= rate <= rule.high, words, share


def _of(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else Decimal(0)


def _sides(task: Task, value: str, base: str) -> tuple[Decimal, Decimal] | Gain:
    """Part and whole, which is not 0; of a rate that is typed itself, the rate and 100.  Else what is given without."""
    rule = task.rule
    if not rule.base:
        rate = amount_of(value, "%")
        if isinstance(rate, Quantity) and rate.unit != "%":
            rate = Unreadable(value, f"“{value.strip()}”的单位应当是%。")
        return (rate.number, Decimal(100)) if isinstance(rate, Quantity) else _without(rule, rate)
    part = amount_of(value, rule.unit or written_unit(base))
    whole = amount_of(base, rule.unit or written_unit(value))
    if isinstance(part, Quantity) and isinstance(whole, Quantity):
        if part.unit == whole.unit:
            return (part.number, whole.number) if whole.number else _no_base(task)
        fault = Unreadable(base, f"“{value.strip()}”和“{base.strip()}”的单位不同，不能相除。")
        return Gain(None, fault.why, (("base", fault),))
    faults = [(n, found) for n, found in (("value", part), ("base", whole)) if isinstance(found, Unreadable)]
    return Gain(None, _missing(rule) if not faults else faults[0][1].why, tuple(faults))


def _no_base(task: Task) -> Gain:
    said = f"{task.rule.base or '基数'}是 0"
    match task.rule.no_base:
        case "full":
            return Gain(task.capped(task.most), f"{said}，没有可扣的，得 {task.full} 分。")
        case "none":
            return Gain(task.capped(Decimal(0)), f"{said}，不得分。")
    return Gain(None, f"{said}，算不出比例，由评分人评定。")


def _without(rule: SheetRule, found: Unreadable | None) -> Gain:
    """No points: nothing typed, or what nobody can read."""
    return Gain(None, found.why, (("value", found),)) if found else Gain(None, _missing(rule))


def _missing(rule: SheetRule) -> str:
    return f"填了{'和'.join(f'“{asked}”' for asked in rule.asks if asked)}才能算。"


# ---- the points that can be


def _of_steps(task: Task) -> tuple[Decimal, ...]:
    return _descending({task.capped(step.points) for step in task.rule.steps} | {task.capped(Decimal(0))})


def _of_each(task: Task) -> tuple[Decimal, ...]:
    return _left(task, (SheetClause("", task.rule.points, each=True),))


def _of_clauses(task: Task) -> tuple[Decimal, ...]:
    return _left(task, task.rule.clauses)


@lru_cache(256)
def _left(task: Task, clauses: tuple[SheetClause, ...]) -> tuple[Decimal, ...]:
    """What can be left of the most after any choice of deductions."""
    left = {task.most}
    for clause in clauses:
        waiting = list(left)
        while waiting:
            points = max(waiting.pop() - clause.points, Decimal(0))
            if points not in left:
                left.add(points)
                if clause.each:
                    waiting.append(points)
    return _descending({task.capped(points) for points in left})


def _all_or_nothing(task: Task) -> tuple[Decimal, ...]:
    return () if task.rule.outside != "none" else (task.capped(task.most), task.capped(Decimal(0)))


def _any(task: Task) -> tuple[Decimal, ...]:
    return ()


def _descending(points: set[Decimal]) -> tuple[Decimal, ...]:
    return tuple(sorted(points, reverse=True))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What one kind of rule does."""

    gain: Callable[[Task, str, str], Gain]
    possible: Callable[[Task], tuple[Decimal, ...]]
    hint: Callable[[SheetRule], str]


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "steps": _Kind(_steps, _of_steps, counted_hint),
        "each": _Kind(_each, _of_each, counted_hint),
        "clauses": _Kind(_clauses, _of_clauses, clause_hint),
        "ratio": _Kind(_ratio, _any, ratio_hint),
        "range": _Kind(_rate, _all_or_nothing, ratio_hint),
        "at_most": _Kind(_rate, _all_or_nothing, ratio_hint),
        "at_least": _Kind(_rate, _all_or_nothing, ratio_hint),
        "whole": _Kind(_whole, _all_or_nothing, lambda rule: "填 是 或 否"),
        "judged": _Kind(_judged, _any, judged_hint),
    }
)
