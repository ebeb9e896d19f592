"""Where one row speaks of another by its number: live figures such as ``{indicator.12.actual}`` in the clerk's prose,
``{of.7.score.total}`` and ``{function.9.outturn}`` in that of the unit, and reasons and marks, whose subject names the
row they speak of.

In a book the number is the row's own; in an exchange file it is the row's place in its list, counted from 1 (of a
project among those of its year), and 0 for a row that is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from msgspec import structs

from core.model import NOTE, ROW_TYPES, Dossier, Mark, Reason, Row, text_fields
from core.report.paths import parts, written
from core.subjects import place_in, subject_of

Numbers = Mapping[tuple[str, int], int]
"""By table and number: the number to be written instead; a number that is missing is that of a row that is gone."""

Members = Mapping[int, tuple[int, Numbers]]
"""By number of a project: the number to be written instead, and the numbers of its rows."""

_NOBODY: Members = MappingProxyType({})
TABLES: Mapping[str, str] = MappingProxyType(
    {
        **{table: table for table in ("indicator", "goal", "evidence", "function", "economic")},
        **dict.fromkeys(("category", "section", "subject"), "function"),
    }
)
"""By the head of a figure the table whose row its number names: of a 类 or 款 its first row, of a term its 项."""

_MARKS = tuple(f"{{{head}." for head in (*TABLES, "of"))
_GONE = 0  # no row has this number
_LONGEST_NUMBER = 15


def places_in_lists(dossier: Dossier) -> dict[tuple[str, int], int]:
    """The place of each row in its list, by table and number."""
    return {(table, row.id): n for table in ROW_TYPES for n, row in enumerate(dossier.rows(table), start=1)}


def numbers_in_lists(dossier: Dossier) -> dict[tuple[str, int], int]:
    """The number of each row, by table and place in its list."""
    return {(table, place): number for (table, number), place in places_in_lists(dossier).items()}


def members_in_lists(projects: Iterable[Dossier]) -> Members:
    """The place of each project of a year, by its number."""
    return {dossier.id: (n, places_in_lists(dossier)) for n, dossier in enumerate(projects, start=1)}


def members_by_place(projects: Iterable[Dossier]) -> Members:
    """The number of each project of a year, by its place."""
    return {n: (dossier.id, numbers_in_lists(dossier)) for n, dossier in enumerate(projects, start=1)}


def relinked(dossier: Dossier, numbers: Numbers, members: Members = _NOBODY) -> Dossier:
    """The project with every mention of a row renumbered; the rows themselves keep their numbers.

    The unit's dossier speaks of its ``members`` as well.
    """
    rows: dict[str, Any] = {
        table: tuple(_relinked_row(row, numbers, members) for row in dossier.rows(table)) for table in ROW_TYPES
    }
    answers = {key: relinked_text(text, numbers, members) for key, text in dossier.answers.items()}
    return replace(dossier, answers=answers, **rows)


def relinked_text(text: str, numbers: Numbers, members: Members = _NOBODY) -> str:
    """A text with its live figures of rows and projects renumbered."""
    if "{" not in text or not any(mark in text for mark in _MARKS):
        return text
    pieces = []
    for plain, path, spec in parts(text):
        pieces.append(plain)
        if path:
            pieces.append(written(_path(path, numbers, members), spec))
    return "".join(pieces)


def _relinked_row(row: Row, numbers: Numbers, members: Members) -> Row:
    if isinstance(row, Mark):
        return _relinked_mark(row, numbers, members)
    texts = {name: str(getattr(row, name)) for name in text_fields(type(row))}
    changed: dict[str, Any] = {name: relinked_text(text, numbers, members) for name, text in texts.items()}
    if isinstance(row, Reason):
        changed["subject"] = _subject(row.subject, numbers)
    return row if changed == texts else replace(row, **changed)


def _relinked_mark(mark: Mark, numbers: Numbers, members: Members) -> Mark:
    """A mark on the renumbered row; the texts of an origin name no rows by number (``core.marks``)."""
    place = place_in(mark.subject, mark.project)
    subject, text = mark.subject, mark.text
    if place is not None and place.table in ROW_TYPES:
        subject = subject_of(structs.replace(place, row=_renumbered(place.table, str(place.row), numbers)))
    if mark.kind == NOTE:
        text = relinked_text(text, numbers, members)
    return mark if (subject, text) == (mark.subject, mark.text) else replace(mark, subject=subject, text=text)


def _path(path: str, numbers: Numbers, members: Members = _NOBODY) -> str:
    head, _, rest = path.partition(".")
    number, _, part = rest.partition(".")
    if head == "of" and part and number.isdecimal():
        new, inside = members.get(int(number), (_GONE, {})) if len(number) <= _LONGEST_NUMBER else (_GONE, {})
        return f"of.{new}.{_path(part, inside)}"
    if head not in TABLES or not part or not number.isdecimal():
        return path  # {indicator.name} speaks of the row it is printed in, {goal.annual.actual} of a period
    return f"{head}.{_renumbered(TABLES[head], number, numbers)}.{part}"


def _subject(subject: str, numbers: Numbers) -> str:
    """A finding's subject (``core.checking``): rule, ``table.field``, row, and what tells it from its like."""
    words = subject.split(" ", 3)
    if len(words) < 3 or not words[2].isdecimal() or words[2] == str(_GONE):
        return subject
    table = words[1].partition(".")[0]
    words[2] = str(_renumbered(table, words[2], numbers))
    return " ".join(words)


def _renumbered(table: str, number: str, numbers: Numbers) -> int:
    return numbers.get((table, int(number)), _GONE) if len(number) <= _LONGEST_NUMBER else _GONE
