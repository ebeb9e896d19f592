"""Rows and edits in the two spellings of a book's file: JSON for the history, SQL for the tables.

Nothing here opens a file; :mod:`core.store` carries the statements out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import Any

from core.edits import AddRow, Batch, Edit, MoveRow, RemoveRow, SetField, steps, table_of
from core.model import GRIDS, NUMBER_FIELDS, ROW_TYPES, UNIT_ROW, Book, Dossier, Place, Project, Row, Unit, text_fields

Statement = tuple[str, tuple[Any, ...]]

ENTRIES: Mapping[str, type[Row | Project]] = MappingProxyType({"project": Project, **ROW_TYPES})
"""The tables whose entries have a number of their own."""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unit": text_fields(Unit),
        **{table: ("project", grid.key, *text_fields(grid.kind)) for table, grid in GRIDS.items()},
        "answer": ("project", "key", "text"),
        **{table: tuple(f.name for f in fields(kind)) for table, kind in ENTRIES.items()},
    }
)
"""The columns of each table in the order of its row type: what is read and written, whatever else a file holds."""

_TEXTS = MappingProxyType(
    {
        "unit": text_fields(Unit),
        **{table: text_fields(grid.kind) for table, grid in GRIDS.items()},
        **{table: text_fields(kind) for table, kind in ENTRIES.items()},
    }
)


# ---- JSON


def edit_as_json(edit: Edit) -> str:
    """An edit as one line of JSON that a person can read."""
    return json.dumps(_plain(edit), ensure_ascii=False, separators=(",", ":"))


def edit_from_json(text: str) -> Edit:
    """The edit that :func:`edit_as_json` wrote; ValueError when the text is none."""
    try:
        return _edit(json.loads(text))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not an edit: {error}") from error


def _plain(edit: Edit) -> dict[str, Any]:
    match edit:
        case SetField(place, old, new):
            where = {"set": place.table, "project": place.project, "row": place.row, "field": place.field}
            return {**where, "old": old, "new": new}
        case AddRow(row):
            return {"add": _table_of(row), "row": _filled(row)}
        case RemoveRow(row):
            return {"remove": _table_of(row), "row": _filled(row)}
        case MoveRow(table, project, row, old, new):
            return {"move": table, "project": project, "row": row, "old": old, "new": new}
        case Batch(edits):
            return {"batch": [_plain(part) for part in edits]}


def _edit(plain: dict[str, Any]) -> Edit:
    number, text = _checked(int, plain), _checked(str, plain)
    if "batch" in plain:
        return Batch(tuple(_edit(part) for part in plain["batch"]))
    if "set" in plain:
        place = Place(text("set"), number("project"), text("field"), number("row"))
        return SetField(place, text("old"), text("new"))
    if "move" in plain:
        return MoveRow(text("move"), number("project"), number("row"), number("old"), number("new"))
    if "add" in plain:
        return AddRow(_row(text("add"), plain["row"]))
    return RemoveRow(_row(text("remove"), plain["row"]))


def _checked(kind: type, plain: dict[str, Any]) -> Any:
    def get(key: str) -> Any:
        value = plain[key]
        if type(value) is not kind:
            raise TypeError(f"{key} is {value!r}")
        return value

    return get


def _filled(row: Row | Project) -> dict[str, Any]:
    """The fields of a row that differ from its type's defaults."""
    return {f.name: value for f in fields(row) if (value := getattr(row, f.name)) != f.default}


def _row(table: str, plain: dict[str, Any]) -> Row | Project:
    """A row from its fields; those it does not name take their defaults, and unknown ones are left out."""
    number, text = _checked(int, plain), _checked(str, plain)
    kind = ENTRIES[table]
    wanted = [f.name for f in fields(kind) if f.name in plain or f.default is MISSING]
    return kind(**{name: number(name) if name in NUMBER_FIELDS else text(name) for name in wanted})


# ---- SQL


def statements(edit: Edit) -> Iterator[Statement]:
    """What brings the tables from before an edit to after it; only the edit's own rows are touched."""
    for step in steps(edit):
        match step:
            case SetField(place, _, new):
                yield from _typed(place, new)
            case AddRow(row):
                yield _inserted(_table_of(row), tuple(getattr(row, name) for name in COLUMNS[_table_of(row)]))
            case RemoveRow(row):
                yield f"DELETE FROM {_table_of(row)} WHERE id = ?", (row.id,)
            case MoveRow(table, _, row_id, _, new_position):
                yield f"UPDATE {_known(table)} SET position = ? WHERE id = ?", (new_position, row_id)


def whole_book(book: Book) -> Iterator[Statement]:
    """What fills the tables of an empty book."""
    for name in COLUMNS["unit"]:
        yield f"UPDATE unit SET {name} = ? WHERE id = 1", (getattr(book.unit, name),)
    for key, text in book.answers.items():
        yield _inserted("answer", (UNIT_ROW, key, text))
    for dossier in book.dossiers.values():
        yield from _whole_dossier(dossier)


def _whole_dossier(dossier: Dossier) -> Iterator[Statement]:
    yield from statements(AddRow(dossier.project))
    for table, grid in GRIDS.items():
        for key, line in dossier.lines(table).items():
            yield _inserted(table, (dossier.id, key, *(getattr(line, name) for name in text_fields(grid.kind))))
    for key, text in dossier.answers.items():
        yield _inserted("answer", (dossier.id, key, text))
    for table in ROW_TYPES:
        for row in dossier.rows(table):
            yield from statements(AddRow(row))


def _typed(place: Place, new: str) -> Iterator[Statement]:
    if place.table == "answer":
        yield _answered(place, new)
    elif place.table in GRIDS:
        yield from _typed_in_grid(place, new)
    else:
        row = {"unit": 1, "project": place.project}.get(place.table, place.row)
        yield f"UPDATE {place.table} SET {_known_text(place.table, place.field)} = ? WHERE id = ?", (new, row)


def _answered(place: Place, new: str) -> Statement:
    if not new:
        return "DELETE FROM answer WHERE project = ? AND key = ?", (place.project, place.field)
    return "INSERT OR REPLACE INTO answer (project, key, text) VALUES (?, ?, ?)", (place.project, place.field, new)


def _typed_in_grid(place: Place, new: str) -> Iterator[Statement]:
    """Type one cell of a grid; a line without any text has no row."""
    table, grid = place.table, GRIDS[place.table]
    key, name = place.field.split(".")
    measure = _known_text(table, name)
    put = f"INSERT INTO {table} (project, {grid.key}, {measure}) VALUES (?, ?, ?)"
    yield f"{put} ON CONFLICT DO UPDATE SET {measure} = excluded.{measure}", (place.project, key, new)
    if not new:
        blank = " AND ".join(f"{text} = ''" for text in text_fields(grid.kind))
        yield f"DELETE FROM {table} WHERE project = ? AND {grid.key} = ? AND {blank}", (place.project, key)


def _inserted(table: str, values: tuple[Any, ...]) -> Statement:
    columns = COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", values


def _table_of(row: Row | Project) -> str:
    return "project" if isinstance(row, Project) else table_of(row)


def _known(table: str) -> str:
    """The name of a table, which goes into SQL as it is and so must be one of ours."""
    if table not in ENTRIES:
        raise ValueError(f"no table {table!r}")
    return table


def _known_text(table: str, name: str) -> str:
    """The name of a column the clerk types into, which goes into SQL as it is and so must be one of ours."""
    if name not in _TEXTS.get(table, ()):
        raise ValueError(f"no text column {name!r} in {table!r}")
    return name


# ---- reading a book


def read_book(select: Callable[[str], list[tuple[Any, ...]]]) -> Book:
    """The book in the tables ``select`` reads; ValueError, TypeError or LookupError when they hold something else."""

    def rows_of(table: str, order: str) -> list[tuple[Any, ...]]:
        return select(f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY {order}")

    (unit,) = rows_of("unit", "id")
    projects = [Project(*values) for values in rows_of("project", "position, id")]
    parts: dict[int, dict[str, Any]] = {UNIT_ROW: {}, **{project.id: {} for project in projects}}
    for table, grid in GRIDS.items():
        for project, key, *texts in rows_of(table, f"project, {grid.key}"):
            _part(parts, project, grid.held_in, dict)[key] = grid.kind(*texts)
    for project, key, text in rows_of("answer", "project, key"):
        _part(parts, project, "answers", dict)[key] = text
    for table, kind in ROW_TYPES.items():
        for values in rows_of(table, "position, id"):
            row = kind(*values)
            _part(parts, row.project, table, list).append(row)
    dossiers = {project.id: _dossier(project, parts[project.id]) for project in projects}
    numbers = [*dossiers, *(row.id for d in dossiers.values() for table in ROW_TYPES for row in d.rows(table))]
    if min(numbers, default=1) <= UNIT_ROW:
        raise ValueError("a row without a number of its own")
    (next_id,) = select("SELECT value FROM meta WHERE key = 'next_id'")[0]
    next_id = max(int(next_id), max(numbers, default=UNIT_ROW) + 1)
    return Book(Unit(*unit), dossiers, parts[UNIT_ROW].get("answers", {}), next_id)


def _part(parts: dict[int, dict[str, Any]], project: int, table: str, empty: type) -> Any:
    if project not in parts or (project == UNIT_ROW and table != "answers"):
        raise ValueError(f"{table}: a row of project {project}, which is not there")
    return parts[project].setdefault(table, empty())


def _dossier(project: Project, parts: dict[str, Any]) -> Dossier:
    rows: dict[str, Any] = {table: tuple(parts.get(table, ())) for table in ROW_TYPES}
    grids: dict[str, Any] = {grid.held_in: parts.get(grid.held_in, {}) for grid in GRIDS.values()}
    return Dossier(project, answers=parts.get("answers", {}), **grids, **rows)
