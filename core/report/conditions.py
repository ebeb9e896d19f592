"""When a wording of a formulaic sentence holds.  A form names a condition; what it means stands here.

Every condition about amounts speaks of the whole project and is false while an amount it needs is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from core.forms.model import Band, Topic
from core.kinds import Quantity, Words
from core.reading import IndicatorValues, Values, execution_is_low
from core.report.figures import Figures
from core.report.paths import is_figure, is_local
from core.scoring import band_of


def holds(condition: str, figures: Figures) -> bool:
    """Whether a named condition, or a figure taken as one (it has a value), holds."""
    named = CONDITIONS.get(condition)
    return named(figures) if named else bool(figures.find(condition).text)


def asked(topic: Topic, figures: Figures) -> bool:
    """Whether a topic is asked of the clerk now: always, or while one of its conditions holds."""
    return not topic.when or any(holds(condition, figures) for condition in topic.when)


def is_condition(condition: str) -> bool:
    """Whether a form may name this condition."""
    return condition in CONDITIONS or (is_figure(condition) and not is_local(condition))


def _amounts(figures: Figures, *stages: str) -> tuple[Decimal, ...] | None:
    found = [figures.values.amount("total", stage) for stage in stages]
    return None if None in found else tuple(amount for amount in found if amount is not None)


def _compare(*stages: str, by: Callable[..., bool]) -> Callable[[Figures], bool]:
    def condition(figures: Figures) -> bool:
        amounts = _amounts(figures, *stages)
        return amounts is not None and by(*amounts)

    return condition


def _fund_kind(*kinds: str) -> Callable[[Figures], bool]:
    return lambda figures: figures.values.dossier.project.fund_kind.strip() in kinds


def _some(*sources: str) -> Callable[[Figures], bool]:
    """Whether any of these sources has money in the budget of the year."""

    def condition(figures: Figures) -> bool:
        return any(_planned(figures.values, source) for source in sources)

    return condition


def _planned(values: Values, source: str) -> Decimal:
    return values.amounts.get((source, "annual")) or Decimal(0)


def _execution_low(figures: Figures) -> bool:
    return execution_is_low(figures.values)


def _target_missed(figures: Figures) -> bool:
    """Whether an indicator came out worse than its target: in number by its direction, else below the best band."""
    return any(_is_missed(found, figures.form.bands) for found in figures.values.indicators)


def _is_missed(found: IndicatorValues, bands: tuple[Band, ...]) -> bool:
    target, actual = found.target, found.actual
    if not (isinstance(target, Quantity | Words) and isinstance(actual, Quantity | Words)):
        return False
    if found.direction == "定性":
        return band_of(bands, target, actual) not in (None, *bands[:1])
    if isinstance(target, Words) or isinstance(actual, Words):
        return False
    less_is_better = found.direction in ("≤", "<")
    worse = actual.number > target.number if less_is_better else actual.number < target.number
    return worse and target.unit == actual.unit


CONDITIONS: Mapping[str, Callable[[Figures], bool]] = MappingProxyType(
    {
        "initial_budget": _fund_kind("", "年初预算"),
        "carried": _fund_kind("结转资金"),
        "supplement": _fund_kind("追加指标"),
        "allotted": _fund_kind("下达"),
        "county_money": _some("county"),
        "upper_money": _some("central", "province", "city"),
        "no_budget": _compare("annual", by=lambda annual: annual == 0),
        "nothing_arrived": _compare("in_place", by=lambda in_place: in_place == 0),
        "arrived_in_full": _compare("annual", "in_place", by=lambda annual, in_place: annual == in_place),
        "arrived_short": _compare("annual", "in_place", by=lambda annual, in_place: in_place < annual),
        "arrived_over": _compare("annual", "in_place", by=lambda annual, in_place: in_place > annual),
        "nothing_executed": _compare("executed", by=lambda executed: executed == 0),
        "executed_in_full": _compare("annual", "executed", by=lambda annual, executed: 0 < annual == executed),
        "executed_partly": _compare("annual", "executed", by=lambda annual, executed: 0 < executed < annual),
        "overspent": _compare("annual", "executed", by=lambda annual, executed: executed > annual),
        "execution_low": _execution_low,
        "target_missed": _target_missed,
        "budget_changed": _compare("initial", "annual", by=lambda initial, annual: initial != annual),
        "has_score": lambda figures: figures.scores is not None and figures.scores.total is not None,
    }
)
