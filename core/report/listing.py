"""The rows of what a template can list, each with the figures of the project it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.accounts.lines import LINES
from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES
from core.accounts.values import RowAmounts
from core.forms.indicator_model import Level2
from core.report.account_figures import rows_with
from core.report.conditions import holds
from core.report.spots import Spot
from core.report.terms import subjects, term_paths

if TYPE_CHECKING:
    from core.report.figures import Figures

_BUDGETS = MappingProxyType(
    dict(zip(("categories", "fund_categories", "capital_categories"), FUNCTION_SOURCES, strict=True))
)
_ITEMS = MappingProxyType(dict(zip(("personnel_items", "running_items"), ECONOMIC_KINDS, strict=True)))


def listed(figures: Figures, spot: Spot) -> Iterator[tuple[Figures, Spot]]:
    """The rows of what can be listed; none of what cannot."""
    if spot.row == "project":
        for member in _members(figures, spot.path):
            yield member, Spot("project", "", f"of.{member.values.dossier.id}.")
    elif paths := _PATHS.get(spot.row):
        yield from ((figures, Spot(spot.row, path, spot.prefix)) for path in paths(figures, spot))


def _members(figures: Figures, path: str) -> list[Figures]:
    """The projects of ``projects``, ``projects.carried``, ``agencies.2`` or ``agencies.2.carried``."""
    head, *rest = path.split(".")
    found = figures.members if head == "projects" else figures.agencies[int(rest.pop(0)) - 1][1]
    return [member for member in found if all(holds(condition, member) for condition in rest)]


def _agencies(figures: Figures, spot: Spot) -> Iterable[str]:
    return (f"agencies.{number}" for number in range(1, len(figures.agencies) + 1))


def _indicators(figures: Figures, spot: Spot) -> Iterator[str]:
    """The indicators of ``indicators`` or ``level.产出指标.数量指标.indicators``."""
    names = spot.path.split(".")[2:-1]
    numbers: Iterable[int] = range(len(figures.values.indicators))
    if spot.path != "indicators":
        numbers = (n for part, inside in _parts(figures, spot) if names in ([], [part.name]) for n in inside)
    return (f"indicator.{figures.values.indicators[number].row.id}" for number in numbers)


def _levels(figures: Figures, spot: Spot) -> Iterable[str]:
    return (f"level.{outer.name}" for outer, _ in figures.levels)


def _inner_levels(figures: Figures, spot: Spot) -> Iterable[str]:
    return (f"{spot.path.removesuffix('.parts')}.{part.name}" for part, _ in _parts(figures, spot))


def _parts(figures: Figures, spot: Spot) -> Iterator[tuple[Level2, tuple[int, ...]]]:
    """The 二级 in use of the 一级 that a path names, with the places of their indicators."""
    name = spot.path.split(".")[1]
    yield from (found for outer, inner in figures.levels if outer.name == name for found in inner)


def _categories(figures: Figures, spot: Spot) -> Iterator[str]:
    accounts = figures.values.accounts
    for category in accounts.categories(_BUDGETS[spot.path]) if accounts else ():
        yield f"category.{category.rows[0].row.id}"


def _sections(figures: Figures, spot: Spot) -> Iterator[str]:
    """The 款 of ``category.12.sections``, each named by its first row."""
    accounts, rows = figures.values.accounts, _inside(figures, spot)
    while accounts and rows:
        section = rows_with(accounts, "section", rows[0])
        yield f"section.{rows[0].row.id}"
        rows = rows[len(section) :]


def _functions(figures: Figures, spot: Spot) -> Iterable[str]:
    """The 项 of ``category.12.lines`` or ``section.12.lines``."""
    return (f"function.{row.row.id}" for row in _inside(figures, spot))


def _inside(figures: Figures, spot: Spot) -> tuple[RowAmounts, ...]:
    """The rows of the 类 or 款 whose first row a path names."""
    level, number, _ = spot.path.split(".")
    accounts = figures.values.accounts
    first = next((row for row in accounts.function if str(row.row.id) == number), None) if accounts else None
    return rows_with(accounts, level, first) if accounts and first else ()


def _account_parts(figures: Figures, spot: Spot) -> Iterable[str]:
    """The lines that ``account.income.parts`` adds up."""
    return (f"account.{part}" for part in LINES[spot.path.split(".")[1]].parts)


def _items(figures: Figures, spot: Spot) -> Iterator[str]:
    accounts, kind = figures.values.accounts, _ITEMS[spot.path]
    line = next(key for key, line in LINES.items() if line.rows == kind)
    for row in accounts.rows_of(line) if accounts else ():
        yield f"economic.{row.row.id}"


_PATHS: Mapping[str, Callable[[Figures, Spot], Iterable[str]]] = MappingProxyType(
    {
        "agency": _agencies,
        "indicator": _indicators,
        "level1": _levels,
        "level2": _inner_levels,
        "goal": lambda figures, spot: (f"goal.{row.id}" for row in figures.values.dossier.goal),
        "material": lambda figures, spot: (f"evidence.{row.id}" for row in figures.values.dossier.evidence),
        "category": _categories,
        "section": _sections,
        "function": _functions,
        "economic": _items,
        "line": _account_parts,
        "subject": lambda figures, spot: (f"subject.{row.row.id}" for row in subjects(figures.values)),
        "term": lambda figures, spot: term_paths(figures.values),
    }
)
