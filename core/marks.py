"""Marks on what the clerk typed: 待核 (not sure yet), a note, and where a text came from.  None is ever printed.

A mark of a cell names it as :mod:`core.subjects` spells it; the mark of an origin names a whole row and holds the
texts of its fields as they were taken, as JSON.  A cell counts as imported, or as last year's, only while its text is
still that: typing it anew needs no step of its own, and undo brings the sign back.

A mark whose row is gone counts nothing, and comes back with the row.  The unit has no rows: marks of its own facts are
answers of the unit, ``mark.待核.unit name 0``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from types import MappingProxyType
from typing import Literal

from msgspec import structs

from core.accounts.lines import GRID_LINES
from core.edits import AddRow, Batch, Edit, MoveRow, RemoveRow, SetField, set_text, steps, table_of
from core.links import relinked_text
from core.model import (
    GRIDS,
    IMPORTED,
    LAST_YEAR,
    NOTE,
    PENDING,
    ROW_TYPES,
    UNIT_ROW,
    Book,
    Dossier,
    Mark,
    Place,
    Project,
    Unit,
    text_fields,
)
from core.remembered import by_identity
from core.subjects import TABLES, WHOLE_ROW, place_in, stands, subject_of

Origin = Literal["", "导", "年"]

OF_THE_UNIT = "mark."  # answers of the unit with this prefix are marks of its own facts
_ORIGINS: Mapping[str, Origin] = MappingProxyType({LAST_YEAR: "年", IMPORTED: "导"})  # who says more speaks first
_NO_CELLS = frozenset({"form", "scope", "period"})  # what the program chose, not what stands in a cell
_LONGEST_TEXT = 60  # letters of a text kept in a mark; of a longer one its fingerprint is kept
_SIGN = "1"  # the text of a mark that has none of its own, where a blank would be no answer


# ---- reading


@dataclass(frozen=True, slots=True)
class Pending:
    """A value the clerk is not sure of yet: what stands there, what stood there when it was marked, and the note."""

    place: Place
    text: str
    was: str
    note: str


def marks_at(holder: Dossier | Book, place: Place) -> tuple[Mark, ...]:
    """The marks 待核 and 备注 of a cell, in this order.

    ``holder`` is the project's dossier, or the book, which knows the unit's own facts as well; so for all that follows.
    """
    if place.project == UNIT_ROW:
        return _marks_of_unit(holder.answers).get(subject_of(place), ()) if isinstance(holder, Book) else ()
    dossier = _dossier(holder, place)
    return _index(dossier.mark).cells.get(subject_of(place), ()) if dossier is not None and dossier.mark else ()


def is_pending(holder: Dossier | Book, place: Place) -> bool:
    """Whether a cell is marked 待核."""
    return any(mark.kind == PENDING for mark in marks_at(holder, place))


def note_at(holder: Dossier | Book, place: Place) -> str:
    """The note on a cell; blank when there is none."""
    return next((mark.text for mark in marks_at(holder, place) if mark.kind == NOTE), "")


def origin_of(holder: Dossier | Book, place: Place) -> Origin:
    """Where the text of a cell came from, as a letter, until it is retyped or confirmed; blank when it was typed."""
    dossier = _dossier(holder, place)
    if dossier is None or not dossier.mark:
        return ""
    return _origins(dossier).get((place.table, place.row, place.field), "")


def pending(book: Book, projects: Iterable[int]) -> tuple[Pending, ...]:
    """The values marked 待核 in some projects, in their order, each from top to bottom; ``UNIT_ROW`` is the unit."""
    found: list[Pending] = []
    for number in projects:
        marks = _marks_of(book, number)
        cells = [(place, mark) for mark in marks if mark.kind == PENDING and (place := _cell(book, number, mark))]
        cells.sort(key=lambda cell: _order(book, cell[0]))
        found += [Pending(at, book.text(at), mark.stamp, note_at(book, at)) for at, mark in cells]
    return tuple(found)


def pending_count(dossier: Dossier) -> int:
    """How many values of a project are marked 待核."""
    places = (place_in(mark.subject, mark.project) for mark in dossier.mark if mark.kind == PENDING)
    return sum(place is not None and stands(dossier, place) for place in places)


def notes(book: Book, project: int) -> tuple[tuple[Place, str], ...]:
    """The notes of a project, or of the unit, with their cells, from top to bottom."""
    marks = _marks_of(book, project)
    found = [(place, mark.text) for mark in marks if mark.kind == NOTE and (place := _cell(book, project, mark))]
    return tuple(sorted(found, key=lambda note: _order(book, note[0])))


# ---- writing


def set_pending(book: Book, place: Place, on: bool) -> Edit:
    """The step that marks a cell 待核, or takes the mark back; no step where nothing changes."""
    return _put(book, place, PENDING, on)


def write_note(book: Book, place: Place, text: str) -> Edit:
    """The step that writes, changes or (with a blank) takes back the note on a cell."""
    return _put(book, place, NOTE, bool(text.strip()), text)


def confirm(book: Book, place: Place) -> Edit:
    """The step by which the clerk says that a value is right: neither 待核 nor another's text any more."""
    out = [set_pending(book, place, False)]
    dossier = book.dossiers.get(place.project)
    for mark in dossier.mark if dossier else ():
        if mark.kind in _ORIGINS and mark.subject == subject_of(_row_of(place)) and place.field in _texts(mark):
            rest = {field: text for field, text in _texts(mark).items() if field != place.field}
            at = Place("mark", mark.project, "text", mark.id)
            out.append(SetField(at, mark.text, _as_json(rest)) if rest else RemoveRow(mark))
    return Batch(tuple(step for edit in out for step in steps(edit)))


def with_origin(book: Book, edit: Edit, kind: str) -> Batch:
    """An edit together with the marks that say where its texts come from: 导入 or 上年.

    One mark a row of the book.  Not marked are the unit's facts, blanks, and what is no cell of a page.
    """
    after = edit.apply(book)
    ids = count(after.next_id)
    marks: list[Edit] = []
    for row, texts in _taken(edit).items():
        if row.project not in after.dossiers:
            continue
        dossier, subject = after.dossiers[row.project], subject_of(row)
        old = next((mark for mark in dossier.mark if (mark.kind, mark.subject) == (kind, subject)), None)
        if old is None:
            marks.append(AddRow(Mark(next(ids), row.project, 0, kind, subject, _as_json(texts))))
        elif (whole := _as_json({**_texts(old), **texts})) != old.text:
            marks.append(SetField(Place("mark", old.project, "text", old.id), old.text, whole))
    return Batch((edit, *marks)) if marks else Batch((edit,))


# ---- inside


@dataclass(frozen=True, slots=True)
class _Index:
    """The marks of one project by what they are asked for."""

    cells: Mapping[str, tuple[Mark, ...]]  # 待核 and 备注 by subject
    rows: Mapping[tuple[str, int], tuple[tuple[str, Mapping[str, str]], ...]]  # the texts of an origin by row


@by_identity
def _index(marks: tuple[Mark, ...]) -> _Index:
    cells: dict[str, tuple[Mark, ...]] = {}
    rows: dict[tuple[str, int], tuple[tuple[str, Mapping[str, str]], ...]] = {}
    for mark in marks:
        place = place_in(mark.subject, mark.project)
        if mark.kind in (PENDING, NOTE):
            cells[mark.subject] = tuple(sorted((*cells.get(mark.subject, ()), mark), key=_pending_first))
        elif mark.kind in _ORIGINS and place is not None:
            row = place.table, place.row
            rows[row] = (*rows.get(row, ()), (mark.kind, _texts(mark)))
    return _Index(cells, {row: tuple(sorted(taken, key=_first_last_year)) for row, taken in rows.items()})


@by_identity
def _origins(dossier: Dossier) -> Mapping[tuple[str, int, str], Origin]:
    """The letter of every cell of a project whose text is still the one that was taken."""
    found: dict[tuple[str, int, str], Origin] = {}
    rows = {(table, row.id): row for table in TABLES if table in ROW_TYPES for row in dossier.rows(table)}
    for (table, number), taken in _index(dossier.mark).rows.items():
        row = rows.get((table, number))
        for kind, texts in taken:
            for field, kept in texts.items():
                text = getattr(row, field, "") if row else _single(dossier, Place(table, dossier.id, field))
                if text and kept == _kept(str(text)):
                    found.setdefault((table, number, field), _ORIGINS[kind])
    return found


def _single(dossier: Dossier, place: Place) -> str:
    """The text of a cell in a table of one row a project; blank where there is no such cell."""
    return dossier.text(place) if stands(dossier, place) else ""


def _pending_first(mark: Mark) -> bool:
    return mark.kind != PENDING


def _first_last_year(taken: tuple[str, Mapping[str, str]]) -> int:
    return tuple(_ORIGINS).index(taken[0])


@by_identity
def _marks_of_unit(answers: Mapping[str, str]) -> Mapping[str, tuple[Mark, ...]]:
    found: dict[str, tuple[Mark, ...]] = {}
    for key, text in answers.items():
        if key.startswith(OF_THE_UNIT):
            kind, _, subject = key.removeprefix(OF_THE_UNIT).partition(".")
            mark = Mark(UNIT_ROW, UNIT_ROW, 0, kind, subject, text if kind == NOTE else "")
            found[subject] = (*found.get(subject, ()), mark)
    return found


def _marks_of(book: Book, project: int) -> tuple[Mark, ...]:
    if project == UNIT_ROW:
        return tuple(mark for marks in _marks_of_unit(book.answers).values() for mark in marks)
    return book.dossiers[project].mark


def _cell(book: Book, project: int, mark: Mark) -> Place | None:
    """The cell of a mark, while it is there."""
    place = place_in(mark.subject, project)
    if place is None:
        return None
    if project == UNIT_ROW:
        return place if place.table == "unit" and place.field in text_fields(Unit) and not place.row else None
    return place if stands(book.dossiers[project], place) else None


def _order(book: Book, place: Place) -> tuple[int, int, int]:
    """Cells from top to bottom: by page, row and column; of a grid by line and measure."""
    table = place.table
    if table in GRIDS:
        line, _, measure = place.field.partition(".")
        measures = text_fields(GRIDS[table].kind)
        return TABLES.index(table), list(GRID_LINES[table]).index(line), measures.index(measure)
    if table == "answer":
        return TABLES.index(table), 0, 0
    fields = text_fields({"unit": Unit, "project": Project, **ROW_TYPES}[table])
    rows = book.dossiers[place.project].rows(table) if table in ROW_TYPES else ()
    return (
        TABLES.index(table),
        next((n for n, row in enumerate(rows) if row.id == place.row), 0),
        fields.index(place.field),
    )


def _dossier(holder: Dossier | Book, place: Place) -> Dossier | None:
    return holder.dossiers.get(place.project) if isinstance(holder, Book) else holder


def _put(book: Book, place: Place, kind: str, on: bool, text: str = "") -> Edit:
    """The step after which a cell has a mark of this kind, or none."""
    subject = subject_of(place)
    if place.project == UNIT_ROW:
        answer = Place("answer", UNIT_ROW, f"{OF_THE_UNIT}{kind}.{subject}")
        step = set_text(book, answer, (text or _SIGN) if on else "")
        return step if step.old != step.new else Batch(())
    dossier = book.dossiers[place.project]
    old = tuple(mark for mark in dossier.mark if (mark.kind, mark.subject) == (kind, subject))
    if not on:
        return Batch(tuple(RemoveRow(mark) for mark in old))
    if not old:
        return AddRow(Mark(book.next_id, place.project, 0, kind, subject, text, _kept(book.text(place))))
    at = Place("mark", place.project, "text", old[0].id)
    return set_text(book, at, text) if old[0].text != text else Batch(())


def _taken(edit: Edit) -> Mapping[Place, dict[str, str]]:
    """What an edit types, by row of the book and field, in the short form that is kept."""
    taken: dict[Place, dict[str, str]] = {}
    for step in steps(edit):
        for place, text in _typed(step):
            if place.project != UNIT_ROW and place.table in TABLES and place.field not in _NO_CELLS and text:
                taken.setdefault(_row_of(place), {})[place.field] = _kept(text)
    return taken


def _typed(step: SetField | AddRow | RemoveRow | MoveRow) -> Iterator[tuple[Place, str]]:
    """The cells a single step types into, with their texts."""
    match step:
        case SetField(place, _, new):
            yield place, new
        case AddRow(Project() as row):
            yield from ((Place("project", row.id, name), getattr(row, name)) for name in text_fields(Project))
        case AddRow(row) if not isinstance(row, Project):
            table, names = table_of(row), text_fields(type(row))
            yield from ((Place(table, row.project, name, row.id), str(getattr(row, name))) for name in names)


def _row_of(place: Place) -> Place:
    """The row of the book a cell lies in."""
    return structs.replace(place, field=WHOLE_ROW)


def _kept(text: str) -> str:
    """A text as a mark keeps it: without the numbers of rows, which an exchange file changes, and never long."""
    plain = relinked_text(text, {})
    if len(plain) <= _LONGEST_TEXT:
        return plain
    return f"#{blake2b(plain.encode(errors='replace'), digest_size=8).hexdigest()}"


def _texts(mark: Mark) -> dict[str, str]:
    """The texts an origin holds; none where a foreign hand wrote something else."""
    try:
        found = json.loads(mark.text)
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}


def _as_json(texts: Mapping[str, str]) -> str:
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
