"""What a form may ask of a project by name: whether a wording of a sentence holds, which projects a total is over.

Every condition about amounts speaks of the whole project and is false while an amount it needs is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.forms.model import Topic
from core.reading import Values, execution_is_low
from core.report.account_figures import holds_of_account, is_condition
from core.scoring.met import missed

if TYPE_CHECKING:
    from core.report.figures import Figures

MISSED = "missed"  # the condition of an indicator
_COUNTY = "县区级"
_UPPER = ("central", "province", "city")


def holds(condition: str, figures: Figures) -> bool:
    """Whether a named condition holds, one behind a row (``account.income.grew``), or a figure has a value."""
    if named := CONDITIONS.get(condition):
        return named(figures)
    if is_condition(condition):
        return holds_of_account(condition, figures.values)
    if amount := unknown_amount(condition):
        return _is_unknown(figures.values, *amount)
    head, _, last = condition.rpartition(".")
    if last == MISSED:
        place = figures.numbered.get(head.rpartition(".")[2])
        return place is not None and missed(figures.form.bands, figures.values.indicators[place])
    return bool(figures.find(condition).text)


def unknown_amount(condition: str) -> tuple[str, str] | None:
    """Line and stage of the fund grid that ``fund.county.executed.unknown`` speaks of; None for another condition."""
    match condition.split("."):
        case ["fund", line, measure, "unknown"]:
            return line, measure
    return None


def _is_unknown(values: Values, line: str, stage: str) -> bool:
    """Whether nobody knows the amount: it cannot be read, or no line has one; a blank beside others is nothing."""
    nothing_said = values.amount("total", stage) is None
    return values.amount(line, stage) is None and (nothing_said or (line, stage) in values.unknown)


def asked(topic: Topic, figures: Figures) -> bool:
    """Whether a topic is asked of the clerk now: always, or while one of its conditions holds."""
    return not topic.when or any(holds(condition, figures) for condition in topic.when)


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


def _county_level(figures: Figures) -> bool:
    """Whether the project is the county's own: its 项目级别 says so, or says nothing and no money comes from above."""
    level = figures.values.dossier.project.level.strip()
    return level == _COUNTY or (not level and not _some(*_UPPER)(figures))


def _adjusted_up(figures: Figures) -> bool:
    return _more(figures) or _supplement(figures)


def _several_projects(figures: Figures) -> bool:
    return len(figures.values.members) > 1


def _execution_low(figures: Figures) -> bool:
    return execution_is_low(figures.values)


def _target_missed(figures: Figures) -> bool:
    return any(missed(figures.form.bands, found) for found in figures.values.indicators)


_more = _compare("initial", "annual", by=lambda initial, annual: initial < annual)
_supplement = _fund_kind("追加指标")

CONDITIONS: Mapping[str, Callable[[Figures], bool]] = MappingProxyType(
    {
        "initial_budget": _fund_kind("", "年初预算"),
        "carried": _fund_kind("结转资金"),
        "supplement": _supplement,
        "allotted": _fund_kind("下达"),
        "county_money": _some("county"),
        "upper_money": _some(*_UPPER),
        "county_level": _county_level,
        "upper_level": lambda figures: not _county_level(figures),
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
        "adjusted_up": _adjusted_up,
        "adjusted_down": _compare("initial", "annual", by=lambda initial, annual: annual < initial),
        "carried_over": _compare("annual", "executed", by=lambda annual, executed: executed < annual),
        "scored": lambda figures: bool(figures.find("score.total").text),
        "several_projects": _several_projects,
    }
)
