"""The clerk's steps.  Each knows how to change a book and its own way back; none knows a disk or a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from core.accounts.rows import Account
from core.model import GRIDS, ROW_TYPES, UNIT_ROW, Book, Dossier, Fund, Place, Project, Row

_T = TypeVar("_T")

POSITION_GAP = 1024  # new rows are set this far apart, so that a row can be moved between two others


class Misfit(ValueError):
    """An edit does not fit the book: what it expects is not there.  Nothing typed is overwritten blindly."""


@dataclass(frozen=True, slots=True)
class SetField:
    """Type ``new`` where ``old`` stood.  :class:`Misfit` when something else stands there."""

    place: Place
    old: str
    new: str

    def inverse(self) -> SetField:
        return SetField(self.place, self.new, self.old)

    def apply(self, book: Book) -> Book:
        place = self.place
        if place.project != UNIT_ROW and place.project not in book.dossiers:
            raise Misfit(f"no project {place.project}")
        if book.text(place) != self.old:
            raise Misfit(f"another text stands at {place}")
        if place.table == "unit":
            return replace(book, unit=_with(book.unit, place.field, self.new))
        if place.project == UNIT_ROW:
            return replace(book, answers=_answered(book.answers, place.field, self.new))
        return _with_dossier(book, _set(book.dossiers[place.project], place, self.new))


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a row of any table that has rows, or a whole empty project."""

    row: Row | Project

    def inverse(self) -> RemoveRow:
        return RemoveRow(self.row)

    def apply(self, book: Book) -> Book:
        row = self.row
        book = replace(book, next_id=max(book.next_id, row.id + 1))
        if isinstance(row, Project):
            if row.id in book.dossiers:
                raise Misfit(f"project {row.id} is there already")
            return _with_dossier(book, Dossier(row))
        dossier = _dossier_of(book, row.project)
        table = table_of(row)
        if any(r.id == row.id for r in dossier.rows(table)):
            raise Misfit(f"{table} {row.id} is there already")
        rows = sorted((*dossier.rows(table), row), key=lambda r: (r.position, r.id))
        return _with_dossier(book, _with(dossier, table, tuple(rows)))


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row out; it is given as it stood, so that it can come back.  A project must be empty."""

    row: Row | Project

    def inverse(self) -> AddRow:
        return AddRow(self.row)

    def apply(self, book: Book) -> Book:
        row = self.row
        if isinstance(row, Project):
            if _dossier_of(book, row.id) != Dossier(row):
                raise Misfit(f"project {row.id} is not empty, or not as it was given")
            return replace(book, dossiers={k: d for k, d in book.dossiers.items() if k != row.id})
        dossier = _dossier_of(book, row.project)
        table = table_of(row)
        if row not in dossier.rows(table):
            raise Misfit(f"{table} {row.id} is not there, or not as it was given")
        rest = tuple(r for r in dossier.rows(table) if r.id != row.id)
        return _with_dossier(book, _with(dossier, table, rest))


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Give a row (or, with table ``project``, a project) another position in its table."""

    table: str
    project: int
    row: int
    old: int
    new: int

    def inverse(self) -> MoveRow:
        return replace(self, old=self.new, new=self.old)

    def apply(self, book: Book) -> Book:
        dossier = _dossier_of(book, self.project)
        rows_there: tuple[Row | Project, ...] = (
            (dossier.project,) if self.table == "project" else dossier.rows(self.table)
        )
        if not any(r.id == self.row and r.position == self.old for r in rows_there):
            raise Misfit(f"{self.table} {self.row} is not at {self.old}")
        if self.table == "project":
            return _with_dossier(book, replace(dossier, project=replace(dossier.project, position=self.new)))
        moved = (_with(r, "position", self.new) if r.id == self.row else r for r in dossier.rows(self.table))
        rows = tuple(sorted(moved, key=lambda r: (r.position, r.id)))
        return _with_dossier(book, _with(dossier, self.table, rows))


@dataclass(frozen=True, slots=True)
class Batch:
    """Several steps that are one step for the clerk."""

    edits: tuple[Edit, ...]

    def inverse(self) -> Batch:
        return Batch(tuple(edit.inverse() for edit in reversed(self.edits)))

    def apply(self, book: Book) -> Book:
        for edit in self.edits:
            book = edit.apply(book)
        return book


Edit = SetField | AddRow | RemoveRow | MoveRow | Batch


def table_of(row: Row) -> str:
    """The table a row belongs to."""
    return next(table for table, kind in ROW_TYPES.items() if isinstance(row, kind))


def steps(edit: Edit) -> Iterator[SetField | AddRow | RemoveRow | MoveRow]:
    """The single steps of an edit, in order."""
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from steps(part)
    else:
        yield edit


def set_text(book: Book, place: Place, new: str) -> SetField:
    """The step that types ``new`` at a place, knowing what stands there now.

    Half a character outside the basic plane, which no file can hold, becomes “�”.
    """
    whole = new.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return SetField(place, book.text(place), whole)


def touched_projects(edit: Edit) -> frozenset[int]:
    """The projects an edit changes; ``UNIT_ROW`` stands for the unit's own facts."""
    return frozenset(_project_of(step) for step in steps(edit))


def next_position(rows: tuple[Row, ...] | tuple[Project, ...]) -> int:
    """A position behind all rows."""
    return max((row.position for row in rows), default=0) + POSITION_GAP


def remove_project(dossier: Dossier) -> Batch:
    """Take a project out with everything in it."""
    out: list[Edit] = [RemoveRow(row) for table in ROW_TYPES for row in dossier.rows(table)]
    out += [SetField(place, text, "") for place, text in dossier.cells()]
    out += [SetField(Place("answer", dossier.id, key), text, "") for key, text in dossier.answers.items()]
    return Batch((*out, RemoveRow(dossier.project)))


def move_row(dossier: Dossier, table: str, row: int, to: int) -> Edit:
    """Bring a row to index ``to`` of its table, counted without the row itself."""
    rest = [r for r in dossier.rows(table) if r.id != row]
    moved = next(r for r in dossier.rows(table) if r.id == row)
    before = rest[to - 1].position if to > 0 else 0
    after = rest[to].position if to < len(rest) else before + 2 * POSITION_GAP
    if after - before > 1:
        return MoveRow(table, dossier.id, row, moved.position, (before + after) // 2)
    order = [*rest[:to], moved, *rest[to:]]
    spread = enumerate(order, start=1)
    return Batch(tuple(MoveRow(table, dossier.id, r.id, r.position, n * POSITION_GAP) for n, r in spread))


def _project_of(step: SetField | AddRow | RemoveRow | MoveRow) -> int:
    if isinstance(step, SetField):
        return step.place.project
    if isinstance(step, MoveRow):
        return step.project
    return step.row.id if isinstance(step.row, Project) else step.row.project


def _dossier_of(book: Book, project: int) -> Dossier:
    try:
        return book.dossiers[project]
    except KeyError as error:
        raise Misfit(f"no project {project}") from error


def _with(thing: _T, field: str, value: Any) -> _T:
    return replace(thing, **{field: value})  # type: ignore[type-var]


def _with_dossier(book: Book, dossier: Dossier) -> Book:
    return replace(book, dossiers={**book.dossiers, dossier.id: dossier})


def _answered(answers: Any, key: str, text: str) -> dict[str, str]:
    rest = {k: v for k, v in answers.items() if k != key}
    return {**rest, key: text} if text else rest


def _in_grid(
    lines: Mapping[str, Fund | Account], blank: Fund | Account, field: str, new: str
) -> dict[str, Fund | Account]:
    """A grid with one cell typed, named ``line.measure``; a line without any text is no line."""
    key, measure = field.split(".")
    line = _with(lines.get(key, blank), measure, new)
    rest = {k: other for k, other in lines.items() if k != key}
    return {**rest, key: line} if line != blank else rest


def _set(dossier: Dossier, place: Place, new: str) -> Dossier:
    if place.table == "project":
        return replace(dossier, project=_with(dossier.project, place.field, new))
    if place.table == "answer":
        return replace(dossier, answers=_answered(dossier.answers, place.field, new))
    if place.table in GRIDS:
        grid = GRIDS[place.table]
        return _with(dossier, grid.held_in, _in_grid(dossier.lines(place.table), grid.kind(), place.field, new))
    rows = tuple(_with(r, place.field, new) if r.id == place.row else r for r in dossier.rows(place.table))
    return _with(dossier, place.table, rows)
