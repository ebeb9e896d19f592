"""Finds a name in running text that is spelt a character or two off."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORTEST = 5  # shorter names differ by a character without being meant alike
_TITLES = re.compile("《[^》]*》")  # what a document is called is its own name
_LONG = 8  # from here on two characters may be put in or left out


def near_misses(name: str, text: str) -> tuple[str, ...]:
    """The spellings in ``text`` that are nearly ``name``, each once, in order.

    A spelling counts when it begins and ends like the name and differs in between by one character replaced, or by
    one (two in a long name) put in or left out: 养老 for 医疗 is another scheme, 保障 for 保险 a slip.  A part of the
    name is meant as it stands.
    """
    if len(name) < _SHORTEST:
        return ()
    own = text if "《" in name else _TITLES.sub(lambda title: "《" * len(title[0]), text)
    return tuple(dict.fromkeys(spelling for spelling in _candidates(name, own) if spelling not in name))


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
    """(characters off, length) of every candidate that begins at ``start``."""
    for length in range(len(name) - allowed, len(name) + allowed + 1):
        piece = text[start : start + length]
        if len(piece) == length and piece[-1] == name[-1] and name not in piece and _alike(name, piece):
            yield abs(length - len(name)) or 1, length


def _alike(name: str, piece: str) -> bool:
    """Whether one character is replaced, or characters are only put in or only left out."""
    if len(name) == len(piece):
        return sum(a != b for a, b in zip(name, piece, strict=True)) == 1
    short, long = sorted((name, piece), key=len)
    rest = iter(long)
    return all(character in rest for character in short)
