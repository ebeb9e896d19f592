"""Results kept for things that never change in place: asked again for the very same thing, nothing is computed."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TypeVar

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")

_MOST = 512  # things remembered at a time; a book of 200 projects needs as many


def by_identity(compute: Callable[[_Thing], _Result]) -> Callable[[_Thing], _Result]:
    """``compute``, asked once for each thing; two things that are equal but not the same are asked for each.

    Comparing or hashing a table of marks costs more than reading it, so the thing is known by where it lies.  As with
    functools, ``cache_clear`` empties the memory.
    """
    kept: dict[int, tuple[_Thing, _Result]] = {}

    def look_up(thing: _Thing) -> _Result:
        found = kept.get(id(thing))
        if found is not None:  # the thing is held here, so its number is nobody else's
            return found[1]
        result = compute(thing)
        if len(kept) >= _MOST:
            kept.clear()
        kept[id(thing)] = thing, result
        return result

    look_up.cache_clear = kept.clear  # type: ignore[attr-defined]
    return update_wrapper(look_up, compute, updated=())
