"""The initials a Chinese text is found by: 参保率 → cbl, cbs; the table is made by build/initials.py."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product

from core.kinds import normal
from core.paths import RESOURCES

FILE = RESOURCES / "words" / "initials.txt"
BETWEEN = " "  # parts two ways to read a text; no query holds one

_MEMORY = 65_536
_MOST_WAYS = 16  # ways to read a text that are kept: four characters with two readings


@lru_cache(_MEMORY)
def initials(text: str) -> str:
    """Every way to write a text in initials, parted by blanks; Latin letters and figures stay, the rest is left out."""
    letters = [found for character in normal(text).lower() if (found := _letters(character))]
    ways = ["".join(way) for _, way in zip(range(_MOST_WAYS), product(*reversed(letters)), strict=False)]
    return BETWEEN.join(way[::-1] for way in ways)


def _letters(character: str) -> str:
    """The letters of one character; blank for punctuation and for characters outside GB 2312."""
    if character.isascii():
        return character if character.isalnum() else ""
    return _table().get(character, "")


@cache
def _table() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        for character in line[1:]:
            found[character] = found.get(character, "") + line[0]
    return found
