"""Where one row speaks of another by its number: live figures such as ``{indicator.12.actual}`` in the clerk's prose,
and reasons, whose subject names the row they were written for.

In a book the number is the row's own; in an exchange file it is the row's place in its list, counted from 1, and 0
for a row that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.model import ROW_TYPES, Dossier, Reason, Row, text_fields
from core.report.paths import parts, written

Numbers = Mapping[tuple[str, int], int]
"""By table and number: the number to be written instead; a number that is missing is that of a row that is gone."""

_GONE = 0  # no row has this number
_LONGEST_NUMBER = 15


def places_in_lists(dossier: Dossier) -> dict[tuple[str, int], int]:
    """The place of each row in its list, by table and number."""
    return {(table, row.id): n for table in ROW_TYPES for n, row in enumerate(dossier.rows(table), start=1)}


def numbers_in_lists(dossier: Dossier) -> dict[tuple[str, int], int]:
    """The number of each row, by table and place in its list."""
    return {(table, place): number for (table, number), place in places_in_lists(dossier).items()}


def relinked(dossier: Dossier, numbers: Numbers) -> Dossier:
    """The project with every mention of a row renumbered; the rows themselves keep their numbers."""
    rows: dict[str, Any] = {
        table: tuple(_relinked_row(row, numbers) for row in dossier.rows(table)) for table in ROW_TYPES
    }
    return replace(dossier, answers={k: relinked_text(text, numbers) for k, text in dossier.answers.items()}, **rows)


def relinked_text(text: str, numbers: Numbers) -> str:
    """A text with its live figures of indicators renumbered."""
    if "{indicator." not in text:
        return text
    pieces = []
    for plain, path, spec in parts(text):
        pieces.append(plain)
        if path:
            pieces.append(written(_path(path, numbers), spec))
    return "".join(pieces)


def _relinked_row(row: Row, numbers: Numbers) -> Row:
    texts = {name: str(getattr(row, name)) for name in text_fields(type(row))}
    changed: dict[str, Any] = {name: relinked_text(text, numbers) for name, text in texts.items()}
    if isinstance(row, Reason):
        changed["subject"] = _subject(row.subject, numbers)
    return row if changed == texts else replace(row, **changed)


def _path(path: str, numbers: Numbers) -> str:
    head, _, rest = path.partition(".")
    number, _, part = rest.partition(".")
    if head != "indicator" or not part:  # {indicator.name} speaks of the row it is printed in
        return path
    return f"indicator.{_renumbered('indicator', number, numbers)}.{part}"


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
