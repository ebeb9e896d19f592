"""Passages that stand word for word in several texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from core.proof.clauses import LIVE, plain

_LIVE = re.compile(f"{LIVE}+")
_END = re.compile(r"(?<=[。！？；])")


@lru_cache(16_384)
def passages(text: str, shortest: int) -> tuple[str, ...]:
    """The lines and sentences of a text with at least so many characters, live figures left out; longest first."""
    if len(text) < shortest:
        return ()
    found: list[str] = []
    for line in plain(text).splitlines():
        for piece in _LIVE.split(line):
            if len(piece) >= shortest:
                found += [piece.strip(), *(one.strip() for one in _END.split(piece))]
    long = (one for one in found if len(one) >= shortest)
    return tuple(sorted(dict.fromkeys(long), key=len, reverse=True))


def repeats(texts: Iterable[tuple[int, str]], shortest: int) -> dict[str, tuple[int, ...]]:
    """The passages that stand in texts of several owners (numbers of projects), with these; a part of one told is not
    told again."""
    owners: dict[str, dict[int, None]] = {}
    for owner, text in texts:
        for passage in passages(text, shortest):
            owners.setdefault(passage, {})[owner] = None
    several = sorted((one for one, who in owners.items() if len(who) > 1), key=len, reverse=True)
    told: dict[str, tuple[int, ...]] = {}
    for passage in several:
        who = tuple(owners[passage])
        if not any(passage in longer and set(who) <= set(known) for longer, known in told.items()):
            told[passage] = who
    return told
