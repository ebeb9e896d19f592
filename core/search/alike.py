"""When two names mean the same, when two projects are the same, and which of their rows are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from core.accounts.rows import FunctionLine
from core.accounts.values import group_of
from core.kinds import normal
from core.model import WHOLE_UNIT, Dossier, Goal, Project, Row

_MEMORY = 65_536  # as many distinct texts as a book of 200 projects × 40 indicators holds
# What makes rows the same, the surest way first.
_NAMED_BY: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "indicator": (("name",),),
        "score_item": (("item",),),
        "evidence": (("name",),),
        "function": (("source", "code"), ("source", "category", "section", "item")),
        "economic": (("kind", "code"), ("kind", "name")),
    }
)


@lru_cache(_MEMORY)
def plain(text: str) -> str:
    """A name as it is compared: in one spelling, without blanks."""
    return "".join(normal(text).split())


def same_project(one: Project, other: Project) -> bool:
    """Whether two projects, of one year or of two, are the same: by name or by code; the unit's dossier by its kind."""
    if WHOLE_UNIT in (one.scope, other.scope):
        return one.scope == other.scope
    return _same(one.name, other.name) or _same(one.code, other.code)


def same_rows(of: Dossier, within: Dossier) -> dict[tuple[str, int], int]:
    """For each row of one dossier, by table and number, the number of the same row of another.

    Rows are the same by name, the first of a name with the first, those of the final accounts by code before their
    names; goals by their place within their period.
    """
    found: dict[tuple[str, int], int] = {}
    for table, ways in _NAMED_BY.items():
        left = of.rows(table), within.rows(table)
        for fields in ways if all(left) else ():
            pairs = _pairs(*left, fields)
            found |= {(table, one.id): other.id for one, other in pairs}
            taken = {id(row) for pair in pairs for row in pair}
            left = _without(left[0], taken), _without(left[1], taken)
    for period in dict.fromkeys(goal.period for goal in of.goal):
        goals = zip(_of_period(of, period), _of_period(within, period), strict=False)
        found |= {("goal", one.id): other.id for one, other in goals}
    return found


def _same(one: str, other: str) -> bool:
    return bool(plain(one)) and plain(one) == plain(other)


def _pairs(rows: tuple[Row, ...], others: tuple[Row, ...], fields: tuple[str, ...]) -> list[tuple[Row, Row]]:
    """The rows whose names are the same, each with the first of the others that is left."""
    named: dict[tuple[str, ...], list[Row]] = {}
    for other in others:
        if name := _name(other, fields):
            named.setdefault(name, []).append(other)
    return [(row, same.pop(0)) for row in rows if (same := named.get(_name(row, fields)))]


def _name(row: Row, fields: tuple[str, ...]) -> tuple[str, ...]:
    """What is compared of a row; nothing where the last of it, which tells it from its neighbours, is blank."""
    name = tuple(plain(_said(row, field)) for field in fields)
    return name if name[-1] else ()


def _said(row: Row, field: str) -> str:
    return group_of(row) if field == "source" and isinstance(row, FunctionLine) else str(getattr(row, field))


def _without(rows: tuple[Row, ...], taken: set[int]) -> tuple[Row, ...]:
    return tuple(row for row in rows if id(row) not in taken)


def _of_period(dossier: Dossier, period: str) -> list[Goal]:
    return [goal for goal in dossier.goal if goal.period == period]
