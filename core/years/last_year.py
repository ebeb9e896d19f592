"""What stood at the same place last year: for the faint figure in an empty cell, and for text nobody has touched since.

The same place is that of the same project (by name or code), and in it of the row of the same name; the goals of a
period are counted.  Nothing here is ever printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec import structs

from core.links import Members, relinked_text
from core.model import Book, Dossier, Place
from core.remembered import by_identity
from core.search.alike import plain, same_rows


@dataclass(frozen=True)  # no slots: what is asked for is kept
class _Twins:
    """A project and what it was the year before."""

    now: Dossier
    before: Dossier

    @cached_property
    def rows_before(self) -> Mapping[tuple[str, int], int]:
        return same_rows(self.now, self.before)

    @cached_property
    def rows_now(self) -> Mapping[tuple[str, int], int]:
        return same_rows(self.before, self.now)


def last_year_place(book: Book, place: Place) -> Place | None:
    """The same place a year before; None when there is no such project or row."""
    twins = _twins(book).get(place.project)
    if twins is None:
        return None
    if not place.row:
        return structs.replace(place, project=twins.before.id)
    row = twins.rows_before.get((place.table, place.row))
    return None if row is None else structs.replace(place, project=twins.before.id, row=row)


def last_year_value(book: Book, place: Place) -> str:
    """What was typed at the same place a year before; blank when nothing.  Live figures speak of last year's rows."""
    before = last_year_place(book, place)
    return "" if before is None else book.text(before)


def unchanged_since_last_year(book: Book, place: Place) -> bool:
    """Whether a text is last year's, blanks at its ends aside; live figures count as the same when their rows are."""
    text, before = book.text(place).strip(), last_year_value(book, place).strip()
    if not text or not before:
        return False
    if "{" not in text or "{" not in before:
        return text == before
    twins = _twins(book)[place.project]
    return text == relinked_text(before, twins.rows_now, _members(book, twins.now))


@by_identity
def _twins(book: Book) -> Mapping[int, _Twins]:
    """Each project that has a twin in the year before."""
    found: dict[int, _Twins] = {}
    for year in book.years():
        earlier = book.of_year(year - 1)
        by_name = {plain(d.project.name): d for d in reversed(earlier)}
        by_code = {plain(d.project.code): d for d in reversed(earlier)}
        for now in book.of_year(year) if earlier else ():
            name, code = plain(now.project.name), plain(now.project.code)
            before = (by_name.get(name) if name else None) or (by_code.get(code) if code else None)
            if before is not None:
                found[now.id] = _Twins(now, before)
        whole, whole_before = book.whole_of(year), book.whole_of(year - 1)
        if whole is not None and whole_before is not None:
            found[whole.id] = _Twins(whole, whole_before)
    return found


def _members(book: Book, now: Dossier) -> Members:
    """For the unit's dossier: the number this year of each of last year's projects, and of its rows."""
    if not now.is_unit:
        return {}
    pairs = (_twins(book).get(d.id) for d in book.of_year(now.project.year))
    return {twins.before.id: (twins.now.id, twins.rows_now) for twins in pairs if twins is not None}
