"""The day by which a year's files must be handed in (报送期限): one a year, an answer of the unit under its year.

A book of an older version has a single one; it goes on counting for the years it fits until one of them gets its own.
"""

from __future__ import annotations

from datetime import date

from core.edits import Batch, set_text
from core.kinds import read_date
from core.model import UNIT_ROW, Book, Place

_MONITORING = 7  # month from which a year is reported on before it has ended
_PREFIX = "deadline."
_OLDER = Place("answer", UNIT_ROW, "deadline")


def deadline_place(year: int) -> Place:
    """Where the deadline of a year stands."""
    return Place("answer", UNIT_ROW, f"{_PREFIX}{year}")


def is_deadline(place: Place) -> bool:
    """Whether the deadline of a year, or the single one of an older book, stands at a place."""
    return place == _OLDER or year_of(place) > 0


def year_of(place: Place) -> int:
    """The year whose deadline stands at a place; 0 for any other place."""
    year = place.field.removeprefix(_PREFIX)
    is_year = len(year) == 4 and year.isascii() and year.isdecimal()
    return int(year) if is_year and place == deadline_place(int(year)) else 0


def deadline_words(place: Place) -> str:
    """What a deadline is called in lists; blank for any other place."""
    year = year_of(place)
    return f"{year} 年度报送期限" if year else "报送期限" if place == _OLDER else ""


def deadline_text(book: Book, year: int) -> str:
    """The deadline of a year as it was typed; blank when none is set, or the single one is that of another year."""
    older = book.text(_OLDER)
    due = read_date(older)
    return book.text(deadline_place(year)) or (older if not isinstance(due, date) or _fits(due, book, year) else "")


def deadline_of(book: Book, year: int) -> date | None:
    """The day by which a year's files must be handed in; None when none is set, or what is typed is no day."""
    due = read_date(deadline_text(book, year))
    return due if isinstance(due, date) else None


def deadline_edit(book: Book, year: int, text: str) -> Batch:
    """The step that sets the deadline of a year; the single one of an older book becomes one for each year it fits."""
    if text == deadline_text(book, year):
        return Batch(())
    texts = {deadline_place(each): deadline_text(book, each) for each in book.years()}
    typed = {**texts, deadline_place(year): text, _OLDER: ""}
    return Batch(tuple(set_text(book, place, new) for place, new in typed.items() if new != book.text(place)))


def is_usual(due: date, year: int) -> bool:
    """Whether files of a year are handed in about that day: in the year itself or the one after."""
    return due.year in (year, year + 1)


def _fits(due: date, book: Book, year: int) -> bool:
    """Whether the single deadline is that of a year: it lies in the year after.

    One of the year itself counts from July on, when its monitoring is asked for; before that it is the year before
    that hands in, where the book has one.
    """
    in_it = due.year == year and (due.month >= _MONITORING or year - 1 not in book.years())
    return in_it or due.year == year + 1
