"""How a mark names a cell in words that survive a restart: ``table field row``, ``fund county.executed 0``."""

from __future__ import annotations

from core.accounts.lines import GRID_LINES
from core.model import GRIDS, ROW_TYPES, Dossier, Place, Project, text_fields

TABLES = (
    "unit",
    "project",
    "fund",
    "account",
    "function",
    "economic",
    "answer",
    "goal",
    "indicator",
    "score_item",
    "evidence",
)
"""The tables whose cells can be marked, in the order of the window's pages."""

WHOLE_ROW = "*"  # the field of a subject that names a row: indicator * 12

_LONGEST_NUMBER = 15


def subject_of(place: Place) -> str:
    """How a cell is named: ``fund county.executed 0``.  :func:`place_in` reads it."""
    return f"{place.table} {place.field} {place.row}"


def place_in(subject: str, project: int) -> Place | None:
    """The cell, or with the field ``*`` the row, that a subject names; None when it names none."""
    table, _, rest = subject.partition(" ")
    field, _, row = rest.rpartition(" ")
    if table not in TABLES or not field or not (row.isascii() and row.isdecimal()) or len(row) > _LONGEST_NUMBER:
        return None
    return Place(table, project, field, int(row))


def stands(dossier: Dossier, place: Place) -> bool:
    """Whether there is such a cell in a project: its row is there and has such a field."""
    match place.table:
        case "project":
            return not place.row and place.field in text_fields(Project)
        case table if table in GRIDS:
            line, _, measure = place.field.partition(".")
            return not place.row and line in GRID_LINES[table] and measure in text_fields(GRIDS[table].kind)
        case "answer":
            return not place.row
        case table if table in ROW_TYPES:
            known = place.field in (*text_fields(ROW_TYPES[table]), WHOLE_ROW)
            return known and any(row.id == place.row for row in dossier.rows(table))
    return False
