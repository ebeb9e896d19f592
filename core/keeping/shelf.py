"""The backups of a book wherever they lie, in this computer and at the second place: how large, and whether sound.

Reading every one of them takes its time, so that is asked one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.backup import Backup, listed, number_of
from core.keeping import second_place
from core.store.file import examine
from core.store.preview import Preview, preview
from core.trouble import BookTrouble


class Soundness(StrEnum):
    """What reading a backup through came to; the value is the word for the clerk."""

    SOUND = "完好"
    SEALED = "加密"
    DAMAGED = "已损坏"
    OTHER = "另一个账套"
    """It bears the same name, but is no state of this book."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A backup, its size in bytes, when its file was written last (ns), and whether it lies at the second place."""

    backup: Backup
    size: int
    written: int
    is_second: bool


def shelf(book: Path, number: str, here: Path, second: Path | None) -> tuple[Shelved, ...]:
    """The backups of a book in both folders, by its name or its own ``number``, newest first.

    A folder that is gone holds none.
    """
    found = [*_in(here, book, number, is_second=False)]
    found += _in(second, book, number, is_second=True) if second else ()
    return tuple(sorted(found, key=lambda shelved: shelved.backup.at, reverse=True))


def soundness(backup: Backup, number: str | None) -> Soundness:
    """Read a backup through.  ``number`` is the book's own; with None every book is taken for it."""
    try:
        if not backup.is_sealed:
            examine(backup.path)
    except BookTrouble:
        return Soundness.DAMAGED
    found = number_of(backup.path)
    if found is None:
        return Soundness.DAMAGED
    if number is not None and found != number:
        return Soundness.OTHER
    return Soundness.SEALED if backup.is_sealed else Soundness.SOUND


def looked_into(backup: Backup, password: str, folder: Path) -> tuple[Path, Preview]:
    """A backup as a file that opens, and what is in it; an encrypted one is opened in ``folder``, which vanishes.

    BookTrouble when it is unsound or the password is wrong.
    """
    path = second_place.opened(backup, password, folder) if backup.is_sealed else backup.path
    return path, preview(path)


def _in(folder: Path, book: Path, number: str, *, is_second: bool) -> Iterable[Shelved]:
    for backup in listed(folder, book, number):
        try:
            found = backup.path.stat()
        except OSError:  # a stick may be pulled out meanwhile
            continue
        yield Shelved(backup, found.st_size, found.st_mtime_ns, is_second)
