"""The second start on a book that is open already: it leaves a word, and the first window comes to the front.

A file in the data folder and no socket: nothing of this program ever opens one.  The window looks for the word now and
then and takes it away, by which the second start knows that it was heard.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep, time

from core.paths import data_folder

_FRESH = 30.0  # seconds; an older word is of a start nobody waits for any more
_LARGEST = 10_000  # bytes
_PAUSE = 0.05  # seconds between two looks at the word


def call(book: Path) -> None:
    """Ask the window that has ``book`` open to come to the front; a disk that refuses is no reason to stop."""
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        beside = _file().with_suffix(".part")
        beside.write_text(json.dumps({"book": str(book.absolute()), "at": time()}), encoding="utf-8")
        beside.replace(_file())


def is_heard(within: float) -> bool:
    """Wait some seconds until the word is taken away.  When nobody takes it, it is withdrawn, and False comes back."""
    until = monotonic() + within
    while _file().exists():
        if monotonic() >= until:
            with suppress(OSError):
                _file().unlink(missing_ok=True)
            return False
        sleep(_PAUSE)
    return True


def is_called(book: Path) -> bool:
    """Whether somebody has just asked for the window of ``book``; the word is taken away when it was for it."""
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError):
        if _file().stat().st_size <= _LARGEST:
            word = json.loads(_file().read_text(encoding="utf-8"))
            if Path(word["book"]).resolve() == book.resolve():
                _file().unlink()
                return 0 <= time() - float(word["at"]) < _FRESH
    return False


def _file() -> Path:
    return data_folder() / "front.json"
