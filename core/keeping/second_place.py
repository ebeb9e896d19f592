"""The second place for backups, on another disk or a stick: a copy there now and then survives the first disk.

The place and the days lie in :mod:`core.keeping.preferences`, since a stick belongs to a computer and not to a book.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from core import backup
from core.backup import Backup
from core.keeping import preferences, sealed
from core.store.file import EXTENSION
from core.store.told import told
from core.trouble import BookTrouble


@dataclass(frozen=True, slots=True)
class Standing:
    """How the second place of a book stands: the folder (None: not chosen), the days since the newest backup there
    (None: never), and after how many the clerk is reminded (0: never)."""

    place: Path | None
    days: int | None
    after: int

    @property
    def is_due(self) -> bool:
        """Whether the clerk is to be reminded."""
        return self.after > 0 and (self.days is None or self.days >= self.after)

    def sentence(self) -> str:
        """The reminder for the clerk; blank when none is due."""
        if not self.is_due:
            return ""
        if self.place is None:
            return "还没有选第二备份位置；电脑的磁盘坏了，备份会和账套一起丢失，请选一个 U 盘或另一个磁盘上的文件夹。"
        since = "还没有" if self.days is None else f"已有 {self.days} 天没有"
        return f"{since}备份到第二位置“{self.place}”；请接好 U 盘或磁盘，备份一次。"


def standing(number: str, today: date) -> Standing:
    """How it stands for the book with this number of its own."""
    settings = preferences.read()
    place = Path(settings.second_place) if settings.second_place else None
    return Standing(place, _days(settings.second_made.get(number), today), settings.remind_after)


def choose(place: Path | None) -> None:
    """Keep the folder as the second place of this computer, or none.  Trouble when the settings cannot be written."""
    preferences.write(replace(preferences.read(), second_place=str(place or "")))


def remind(after: int) -> None:
    """Keep after how many days without a backup there the clerk is reminded (0: never).  Trouble as :func:`choose`."""
    preferences.write(replace(preferences.read(), remind_after=after))


def is_on_the_same_disk(place: Path, book: Path) -> bool:
    """Whether a folder lies on the disk of the book, so that both would be lost together.  BookTrouble when gone."""
    with told(place):
        return place.stat().st_dev == book.stat().st_dev


def copy_there(made: Backup, book: Path, place: Path, today: date, password: str = "") -> Path:
    """Bring a backup of ``book`` to the second place, encrypted when there is a password, and return the file.

    It has been read back and holds the same; older ones there are thinned, and the day is kept.  BookTrouble when the
    place is gone or full; Trouble when only the day cannot be kept.
    """
    number = backup.number_of(made.path)
    if number is None:
        raise BookTrouble(f"备份“{made.path.name}”已经损坏，没有复制；请再备份一次。")
    with told(place, "没有备份到第二位置："):
        if not place.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder", place)
        kind = sealed.EXTENSION if password else EXTENSION
        target, at = backup.place_for(book, place, made.why, kind)
        if password:
            sealed.seal(made.path, number, target, password)
        else:
            backup.copy_file(made.path, target)
        backup.thin(place, book, number, at)
    settings = preferences.read()
    preferences.write(replace(settings, second_made={**settings.second_made, number: today.isoformat()}))
    return target


def opened(found: Backup, password: str, folder: Path) -> Path:
    """An encrypted backup as a book in a folder (one that vanishes), to be looked at or put back.  BookTrouble."""
    target = folder / f"{found.path.stem}{EXTENSION}"
    target.unlink(missing_ok=True)
    sealed.unseal(found.path, target, password)
    return target


def _days(made: str | None, today: date) -> int | None:
    try:
        return max((today - date.fromisoformat(made)).days, 0) if made else None
    except ValueError:
        return None
