"""Finds a name in running text that is spelt a character or two off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

_SHORTEST = 5  # shorter names differ by a character without being meant alike
_LONG = 8  # from here on two characters may be off


def near_misses(name: str, text: str, others: Sequence[str] = ()) -> tuple[str, ...]:
    """The spellings in ``text`` that are nearly ``name``, each once, in order.

    A spelling counts when it begins and ends like the name and differs by one character (two in a long name) put in,
    left out or replaced in between.  What is, or is part of, one of the ``others`` is meant as it stands.
    """
    if len(name) < _SHORTEST or not text:
        return ()
    found = _near(name, text)
    known = (name, *others)
    return tuple(spelling for spelling in found if not any(spelling in other for other in known))


@lru_cache(4096)
def _near(name: str, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_candidates(name, text)))


def _candidates(name: str, text: str) -> Iterator[str]:
    """Spellings that begin with the first and end with the last character of the name, about as long, nearly alike."""
    allowed = 2 if len(name) >= _LONG else 1
    start = text.find(name[0])
    while start >= 0:
        if text.startswith(name, start):
            start = text.find(name[0], start + len(name))
            continue
        best = min(_endings(name, text, start, allowed), default=None)
        if best is not None:
            yield text[start : start + best[1]]
        start = text.find(name[0], start + 1)


def _endings(name: str, text: str, start: int, allowed: int) -> Iterator[tuple[int, int]]:
    """(distance, length) of every candidate that begins at ``start``."""
    for length in range(len(name) - allowed, len(name) + allowed + 1):
        piece = text[start : start + length]
        if len(piece) == length and piece[-1] == name[-1] and name not in piece:
            off = distance(name, piece)
            if off <= allowed:
                yield off, length


def distance(one: str, other: str) -> int:
    """How many characters must be put in, left out or replaced to make ``other`` of ``one``."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            above, row[j] = row[j], min(above + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]
