"""Whole projects as one step: a new one, a copy of another, and the dossier of the unit."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from core.edits import POSITION_GAP, AddRow, Batch, Edit, SetField, next_position, table_of
from core.links import relinked
from core.model import GOAL_PERIODS, ROW_TYPES, WHOLE_UNIT, Book, Dossier, Goal, Place, Project, Row
from core.reading import TYPED_OVER

# An answer to a finding belongs to the figures it was written for; who makes a copy looks at it anew.
_NOT_COPIED = frozenset({"reason", "mark"})


def new_project(book: Book, year: int, name: str) -> tuple[Edit, int]:
    """The step that adds a project behind the others of a year, with its two goals still blank; and its number."""
    number = book.next_id
    goals = (
        AddRow(Goal(number + n, number, n * POSITION_GAP, period)) for n, period in enumerate(GOAL_PERIODS, start=1)
    )
    return Batch((AddRow(Project(number, year, _last(book, year), name)), *goals)), number


def new_whole(book: Book, year: int) -> tuple[Edit, int]:
    """The step that makes the unit's dossier of a year, under the unit's form; and its number.

    A year has one at most (``Book.whole_of``).
    """
    return AddRow(Project(book.next_id, year, scope=WHOLE_UNIT)), book.next_id


def copied_project(book: Book, project: int) -> tuple[Edit, int]:
    """The step that adds a copy of a project behind the others of its year; and the copy's number.

    Everything typed goes with it but the project's code, which it has alone, the reasons, the marks, what was typed
    over computed cells, and the scope.
    """
    source = book.dossiers[project]
    number = book.next_id
    year = source.project.year
    name = f"{source.project.name}（副本）"
    source = relinked(source, {(table_of(row), row.id): number + n for n, row in enumerate(_rows(source), start=1)})
    copy = replace(source.project, id=number, position=_last(book, year), name=name, code="", scope="")
    added = [AddRow(replace(row, id=number + n, project=number)) for n, row in enumerate(_rows(source), start=1)]
    return Batch((AddRow(copy), *added, *_typed(source, number))), number


def _rows(source: Dossier) -> list[Row]:
    return [row for table in ROW_TYPES if table not in _NOT_COPIED for row in source.rows(table)]


def _last(book: Book, year: int) -> int:
    return next_position(tuple(dossier.project for dossier in book.of_year(year)))


def _typed(source: Dossier, number: int) -> list[SetField]:
    """Amounts and answers of the copy."""
    texts = {structs.replace(place, project=number): text for place, text in source.cells()}
    texts |= {
        Place("answer", number, key): text for key, text in source.answers.items() if not key.startswith(TYPED_OVER)
    }
    return [SetField(place, "", text) for place, text in texts.items() if text]
