"""All checks over 200 projects × 40 indicators: reading, scoring and every rule, against the naive way.

The naive way is the same work without any memory for texts already read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from unittest import mock

from core import kinds, reading
from core.checking import check
from core.model import Book
from core.publish import case_of
from tests.bench.books import INDICATORS, PROJECTS, big_book
from tests.bench.measure import Line, against, turn_about

RUNS = 7
LIMIT_MS = 300.0
_MEMORIES = ("read_number", "read_money", "read_rate", "read_quantity")


def lines(runs: int = RUNS, projects: int = PROJECTS) -> Iterator[Line]:
    """From scratch, and once more with the texts known, each against the naive way."""
    book = big_book(projects)
    took = turn_about({"cold": lambda: cold(book), "warm": lambda: check_all(book), "naive": lambda: naive(book)}, runs)
    what = f"全部校验 {projects} 项目 × {INDICATORS} 指标"
    yield against(f"{what}，从头；对照：不记已读文字", took["cold"], took["naive"],
                  aim="< 300 ms", met=took["cold"] < LIMIT_MS)  # fmt: skip
    yield against(f"{what}，再来一次；对照同上", took["warm"], took["naive"])


def check_all(book: Book) -> int:
    """Read, score and check every project; gives the number of findings."""
    return sum(len(check(case_of(book, number))) for number in book.dossiers)


def cold(book: Book) -> int:
    """The first check after a start: the memory is empty."""
    for name in _MEMORIES:
        getattr(kinds, name).cache_clear()
    return check_all(book)


def naive(book: Book) -> int:
    """The same without any memory: every text is read again wherever it stands."""
    with ExitStack() as stack:
        for name in _MEMORIES:
            stack.enter_context(mock.patch.object(reading, name, getattr(kinds, name).__wrapped__))
        return check_all(book)
