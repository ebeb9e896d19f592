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
from core.model import NUMBER_FIELDS, ROW_TYPES, UNIT_ROW, Book, Dossier, Fund, Place, Project, Row, Unit, text_fields

Statement = tuple[str, tuple[Any, ...]]

ENTRIES: Mapping[str, type[Row | Project]] = MappingProxyType({"project": Project, **ROW_TYPES})
"""The tables whose entries have a number of their own."""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unit": text_fields(Unit),
        "fund": ("project", "source", *text_fields(Fund)),
        "answer": ("project", "key", "text"),
        **{table: tuple(f.name for f in fields(kind)) for table, kind in ENTRIES.items()},
    }
)
"""The columns of each table in the order of its row type: what is read and written, whatever else a file holds."""

_TEXTS = MappingProxyType({"unit": text_fields(Unit), "fund": text_fields(Fund)} | {
    table: text_fields(kind) for table, kind in ENTRIES.items()
})  # fmt: skip


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
    for source, fund in dossier.funds.items():
        yield _inserted("fund", (dossier.id, source, *(getattr(fund, name) for name in text_fields(Fund))))
    for key, text in dossier.answers.items():
        yield _inserted("answer", (dossier.id, key, text))
    for table in ROW_TYPES:
        for row in dossier.rows(table):
            yield from statements(AddRow(row))


def _typed(place: Place, new: str) -> Iterator[Statement]:
    if place.table == "answer":
        yield _answered(place, new)
    elif place.table == "fund":
        source, stage = place.field.split(".")
        yield from _funded(place.project, source, _known_text("fund", stage), new)
    else:
        row = {"unit": 1, "project": place.project}.get(place.table, place.row)
        yield f"UPDATE {place.table} SET {_known_text(place.table, place.field)} = ? WHERE id = ?", (new, row)


def _answered(place: Place, new: str) -> Statement:
    if not new:
        return "DELETE FROM answer WHERE project = ? AND key = ?", (place.project, place.field)
    return "INSERT OR REPLACE INTO answer (project, key, text) VALUES (?, ?, ?)", (place.project, place.field, new)


def _funded(project: int, source: str, stage: str, new: str) -> Iterator[Statement]:
    """Type one amount; a source without any amount has no row."""
    put = f"INSERT INTO fund (project, source, {stage}) VALUES (?, ?, ?)"
    yield f"{put} ON CONFLICT DO UPDATE SET {stage} = excluded.{stage}", (project, source, new)
    if not new:
        blank = " AND ".join(f"{name} = ''" for name in text_fields(Fund))
        yield f"DELETE FROM fund WHERE project = ? AND source = ? AND {blank}", (project, source)


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
    for project, source, *amounts in rows_of("fund", "project, source"):
        _part(parts, project, "funds", dict)[source] = Fund(*amounts)
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
    rows = {table: tuple(parts.get(table, ())) for table in ROW_TYPES}
    return Dossier(project, parts.get("funds", {}), parts.get("answers", {}), **rows)
