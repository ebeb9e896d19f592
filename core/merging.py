"""When typing on belongs to the step before: at the place it filled, or in the row it added, for a minute."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

from core.edits import AddRow, Edit, RemoveRow, SetField, table_of
from core.model import Book, Project

MERGE_SECONDS = 60.0  # typing at one place within this time is one step of undo


@dataclass(frozen=True, slots=True)
class Typing:
    """The step that more typing at the same place, or in the row it added, still belongs to."""

    step: int
    edit: SetField | AddRow
    since: float


def goes_on(typing: Typing, edit: Edit) -> bool:
    """Whether an edit belongs to the step that typing began."""
    if monotonic() - typing.since >= MERGE_SECONDS:
        return False
    begun = typing.edit
    if isinstance(begun, SetField):
        return isinstance(edit, SetField) and edit.place == begun.place
    if isinstance(begun.row, Project):
        return False
    if isinstance(edit, SetField):
        return (edit.place.table, edit.place.row) == (table_of(begun.row), begun.row.id)
    return isinstance(edit, RemoveRow) and edit.row == begun.row


def together(begun: SetField | AddRow, edit: Edit, after: Book) -> SetField | AddRow | None:
    """The two steps as one; None where nothing is left of them.  ``after`` is the book as both have made it."""
    if not isinstance(edit, SetField):
        return None
    if isinstance(begun, SetField):
        return None if begun.old == edit.new else replace(begun, new=edit.new)
    rows = after.dossiers[edit.place.project].rows(edit.place.table)
    return AddRow(next(row for row in rows if row.id == edit.place.row))
