"""All checks over 200 projects × 40 indicators: reading, scoring and every rule, against the naive way.

The naive way is the same work without any memory for texts already read; after an edit it looks at every project again,
where the program looks at the one that was touched.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from unittest import mock

from core import kinds, reading
from core.checking import check
from core.edits import set_text
from core.forms.library import form_of
from core.garbage import search_put_off
from core.model import Book, Dossier, Place, Project
from core.reading import grid, indicators, read
from core.rules.finding import Case
from core.scoring.scores import score
from tests.bench.books import INDICATORS, PROJECTS, big_book
from tests.bench.measure import Line, against, milliseconds, turn_about

RUNS = 7
LIMIT_MS, EDIT_MS = 200.0, 16.0
_MEMORIES = ("read_number", "read_money", "read_rate", "read_quantity")
_READERS = (reading, grid, indicators)  # who asks them
_YEAR = 2021


def lines(runs: int = RUNS, projects: int = PROJECTS) -> Iterator[Line]:
    """From scratch, once more with the texts known, and after one edit, each against the naive way."""
    book, typed = big_book(projects), count()
    took = turn_about({"warm": lambda: check_all(book), "edit": lambda: edited(book, next(typed))}, runs)
    cold, slow = from_scratch(runs, projects)
    what = f"全部校验 {projects} 项目 × {INDICATORS} 指标"
    yield against(f"{what}，从头（新开的账本，一字未读）；对照：不记已读文字", cold, slow,
                  aim="< 200 ms", met=cold < LIMIT_MS)  # fmt: skip
    yield against(f"{what}，再来一次；对照同上", took["warm"], slow)
    yield against("改一格后重查；对照：全部重查", took["edit"], took["warm"],
                  aim="< 16 ms", met=took["edit"] < EDIT_MS)  # fmt: skip


def from_scratch(runs: int, projects: int) -> tuple[float, float]:
    """Median milliseconds of the first check after a start, in turns with the naive one.

    Each run has a book of its own, made outside the measured time, and knows no text: every memory of core is emptied
    but those of the forms, which a start has read before it checks.
    """
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for times, work in zip(took, (check_all, naive), strict=True):
            book = big_book(projects)
            forget()
            times.append(milliseconds(partial(work, book)))
    return statistics.median(took[0]), statistics.median(took[1])


def forget() -> None:
    """Empty every memory of texts."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("core.") and not name.startswith("core.forms"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear") and kept.__module__ == name:
                    kept.cache_clear()


def check_all(book: Book) -> int:
    """Read, score and check every project; gives the number of findings."""
    dossiers = book.of_year(_YEAR)
    projects = tuple(dossier.project for dossier in dossiers)
    with search_put_off():
        return sum(len(_findings(book, dossier, projects, n)) for n, dossier in enumerate(dossiers))


def edited(book: Book, number: int) -> int:
    """Type another actual value into the first indicator of a project, and check what that can affect."""
    dossiers = book.of_year(_YEAR)
    at = number % len(dossiers)
    chosen = dossiers[at]
    row = chosen.indicator[0]
    after = set_text(book, Place("indicator", chosen.id, "actual", row.id), f"{1000 + number}人次").apply(book)
    return len(_findings(after, after.dossiers[chosen.id], tuple(dossier.project for dossier in dossiers), at))


def _findings(book: Book, dossier: Dossier, projects: tuple[Project, ...], at: int) -> tuple[object, ...]:
    """Of the project that stands ``at`` this place among those of its year."""
    values = read(form_of(book.unit, dossier.project), book.unit, dossier)
    return check(Case(values, score(values), (*projects[:at], *projects[at + 1 :])))


def naive(book: Book) -> int:
    """The same without any memory: every text is read again wherever it stands."""
    with ExitStack() as stack:
        for name in _MEMORIES:
            for reader in _READERS:
                if hasattr(reader, name):
                    stack.enter_context(mock.patch.object(reader, name, getattr(kinds, name).__wrapped__))
        return check_all(book)
