"""The second start on a book that is open already: it leaves a word, and the first window comes to the front.

A file in the data folder and no socket: nothing of this program ever opens one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from time import time

from core.paths import data_folder

_FRESH = 30.0  # seconds; an older word is of a start nobody waits for any more
_LARGEST = 10_000  # bytes


def folder() -> Path:
    """The folder the first window watches."""
    return data_folder()


def call(book: Path) -> None:
    """Ask the window that has ``book`` open to come to the front; a disk that refuses is no reason to stop."""
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        beside = _file().with_suffix(".part")
        beside.write_text(json.dumps({"book": str(book.absolute()), "at": time()}), encoding="utf-8")
        beside.replace(_file())


def is_called(book: Path) -> bool:
    """Whether somebody has just asked for the window of ``book``; the word is taken away when it was for it."""
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError):
        if _file().stat().st_size <= _LARGEST:
            word = json.loads(_file().read_text(encoding="utf-8"))
            if Path(word["book"]) == book.absolute():
                _file().unlink()
                return 0 <= time() - float(word["at"]) < _FRESH
    return False


def _file() -> Path:
    return folder() / "front.json"
