"""When two names mean the same, when two projects are the same, and which of their rows are."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from core.kinds import normal
from core.model import WHOLE_UNIT, Dossier, Goal, Project, Row

_MEMORY = 65_536  # as many distinct texts as a book of 200 projects × 40 indicators holds
_NAMED_BY = MappingProxyType({"indicator": "name", "score_item": "item", "evidence": "name"})


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

    Rows are the same by name, the first of a name with the first; goals by their place within their period.
    """
    found: dict[tuple[str, int], int] = {}
    for table in _NAMED_BY:
        named = _by_name(within.rows(table), table)
        for row in of.rows(table):
            if same := named.get(_name(row, table)):
                found[table, row.id] = same.pop(0).id
    for period in dict.fromkeys(goal.period for goal in of.goal):
        pairs = zip(_of_period(of, period), _of_period(within, period), strict=False)
        found |= {("goal", one.id): other.id for one, other in pairs}
    return found


def _same(one: str, other: str) -> bool:
    return bool(plain(one)) and plain(one) == plain(other)


def _name(row: Row, table: str) -> str:
    return plain(str(getattr(row, _NAMED_BY[table])))


def _by_name(rows: tuple[Row, ...], table: str) -> dict[str, list[Row]]:
    named: dict[str, list[Row]] = {}
    for row in rows:
        if name := _name(row, table):
            named.setdefault(name, []).append(row)
    return named


def _of_period(dossier: Dossier, period: str) -> list[Goal]:
    return [goal for goal in dossier.goal if goal.period == period]
