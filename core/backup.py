"""Backups of a book, made through SQLite's backup API: written, checked, named, thinned, and put back.

All books of a user may have their backups in one folder; a backup is told from those of another book of the same name
by the book's own number in its table meta.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from uuid import uuid4

from core.keeping import sealed
from core.store import Store
from core.store.file import EXTENSION, examine, frozen, leftovers, must_be_short
from core.store.told import told
from core.trouble import BookTrouble

FOLDER = "备份"  # beside the book, when no other folder is named

_NAME = re.compile(r"(?P<book>.+)_(?P<at>\d{4}-\d\d-\d\d_\d{6})_(?P<why>[^_]*)\.jpbx?", re.DOTALL)
_TIME = "%Y-%m-%d_%H%M%S"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|_\x00-\x1f]')
_LONGEST_WHY = 20
_LONGEST_STEM = 150  # bytes of the book's name in that of a backup; a name has 255 at most
_HURRY = timedelta(minutes=1)  # a backup further ahead was made by a clock that has been put back since

RECENT, MOST_RECENT = timedelta(hours=24), 20
DAYS, WEEKS, MONTHS = 14, 8, 24


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was made and why."""

    path: Path
    at: datetime
    why: str

    @property
    def is_sealed(self) -> bool:
        """Whether it is encrypted; :func:`core.keeping.sealed.unseal` opens it."""
        return self.path.suffix == sealed.EXTENSION


# ---- making


def make(source: sqlite3.Connection, book: Path, folder: Path, why: str) -> Path:
    """Copy an open book into ``folder`` and return the file, which has been read back and holds the same.

    Older backups of the book are thinned (:func:`to_remove`).  BookTrouble when it cannot be written.
    """
    with told(folder, "没有备份："):
        target, at = place_for(book, folder, why, EXTENSION)
        with _written(source, target) as copy:
            copy.rename(target)
        thin(folder, book, _state(source)[0], at)
    return target


def place_for(book: Path, folder: Path, why: str, extension: str) -> tuple[Path, datetime]:
    """The free name of the next backup of a book in ``folder``, which is made when it is not there; and its time."""
    folder.mkdir(parents=True, exist_ok=True)
    at = _next_moment(folder, book)
    short = _NOT_IN_NAMES.sub("", why)[:_LONGEST_WHY]
    target = folder / f"{_stem(book)}_{at.strftime(_TIME)}_{short}{extension}"
    must_be_short(target)
    return target, at


def thin(folder: Path, book: Path, number: str | None, now: datetime) -> None:
    """Remove the backups of this very book that may go."""
    for old in to_remove([backup.path.name for backup in _of_book(number, book, folder)], now):
        (folder / old).unlink(missing_ok=True)


def make_if_changed(source: sqlite3.Connection, book: Path, folder: Path, why: str) -> Path | None:
    """As :func:`make`, unless the newest backup holds the book as it is now."""
    with told(folder, "没有备份："):
        newest = next(_of_book(_state(source)[0], book, folder), None)
        if newest is not None and _state_of(newest.path) == _state(source):
            return None
    return make(source, book, folder, why)


def listed(folder: Path, book: Path, number: str | None = None) -> tuple[Backup, ...]:
    """The backups in a folder that bear the name of a book, newest first.

    With the book's own ``number`` also those it made under another name, before it was renamed or salvaged.
    """
    found = filter(None, (_read_name(path) for path in folder.glob(f"*{EXTENSION}*")))
    mine = (b for stem, b in found if stem == _stem(book) or (number is not None and number_of(b.path) == number))
    return tuple(sorted(mine, key=lambda backup: backup.at, reverse=True))


def put_back(backup: Path, book: Path) -> Path | None:
    """Bring a backup to the place of a book that cannot be opened, or is not there any more.

    What stood there is moved aside and returned.  BookTrouble when the backup is unsound or nothing can be written.
    """
    with closing(Store.open(backup, read_only=True)) as store:
        store.load()
    with told(book, "没有恢复："), frozen(backup) as source, _written(source, book) as copy:
        aside = _moved_aside(book)
        copy.rename(book)
    return aside


def copy_to(source: sqlite3.Connection, target: Path) -> None:
    """Write an open book to another file, as a book of its own.  BookTrouble when the name is taken."""
    if target.exists():
        raise BookTrouble(f"“{target.name}”已经存在，没有改动它；请换一个名称。")
    with told(target, "没有另存："), _written(source, target) as copy:
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'book'", (uuid4().hex,))
        copy.rename(target)


def copy_file(backup: Path, target: Path) -> None:
    """Copy a backup to another file, which is read back.  BookTrouble when it is unsound or cannot be written."""
    examine(backup)
    with told(target), frozen(backup) as source, _written(source, target) as copy:
        copy.rename(target)


@contextmanager
def _written(source: sqlite3.Connection, target: Path) -> Iterator[Path]:
    """A sound copy of an open book beside ``target``, to be renamed; if it still lies there in the end, it goes."""
    copy = target.with_name(f"{target.name}.new")
    try:
        copy.unlink(missing_ok=True)
        copy.touch()  # says why it cannot be written, better than SQLite does
        with closing(sqlite3.connect(copy)) as connection:
            source.backup(connection)
        examine(copy)
        with frozen(copy) as written:
            if not _same(source, written):
                raise BookTrouble(f"“{copy.name}”写出后读回不符；请检查磁盘，或者换一个文件夹再试。")
        yield copy
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _next_moment(folder: Path, book: Path) -> datetime:
    """The time the next backup bears; of several in one second each is a second later, and so they keep their order."""
    at = datetime.now().replace(microsecond=0)
    taken = {backup.at for backup in listed(folder, book)}
    just_made = [other for other in taken if at <= other < at + _HURRY]
    return max(just_made) + timedelta(seconds=1) if just_made else at


def _same(one: sqlite3.Connection, other: sqlite3.Connection) -> bool:
    """Whether two books hold the same rows in the same tables."""
    tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    names = one.execute(tables).fetchall()
    if names != other.execute(tables).fetchall():
        return False
    for name, _ in names:
        quoted = '"' + name.replace('"', '""') + '"'
        rows = (connection.execute(f"SELECT * FROM {quoted}") for connection in (one, other))
        if any(row != found for row, found in zip_longest(*rows)):
            return False
    return True


def _moved_aside(book: Path) -> Path | None:
    """Give a file another name, with the log or journal beside it, which belongs to no other file.

    A name that is taken, as by a recovery in the same second, is left alone; the next second's serves instead.
    """
    if not book.exists():
        return None
    at, aside = datetime.now(), book
    while aside.exists() or leftovers(aside):
        aside = book.with_name(f"{_stem(book)}_恢复前_{at.strftime(_TIME)}{EXTENSION}")
        at += timedelta(seconds=1)
    beside = leftovers(book)
    book.rename(aside)
    for file in beside:
        file.rename(aside.with_name(aside.name + file.name.removeprefix(book.name)))
    return aside


def _stem(book: Path) -> str:
    """The name of a book as its backups bear it: short enough for what stands behind."""
    return book.stem.encode(errors="surrogateescape")[:_LONGEST_STEM].decode(errors="ignore")


def _of_book(number: str | None, book: Path, folder: Path) -> Iterator[Backup]:
    """The sound backups of the book with this number, newest first."""
    for backup in listed(folder, book):
        state = _state_of(backup.path)
        if state is not None and state[0] == number:
            yield backup


def number_of(backup: Path) -> str | None:
    """The number of the book in a backup; None when the file is unsound."""
    state = _state_of(backup)
    return state and state[0]


def _state_of(path: Path) -> tuple[str | None, str | None] | None:
    """As :func:`_state`; None when the file is unsound, which is no reason to stop."""
    try:
        if path.suffix == sealed.EXTENSION:
            number = sealed.number_of(path)
            return (number, None) if number else None
        with frozen(path) as connection:
            return _state(connection)
    except (sqlite3.Error, OSError, ValueError, BookTrouble):
        return None


def _state(connection: sqlite3.Connection) -> tuple[str | None, str | None]:
    """The number of a book and how often it was changed."""
    found = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('book', 'revision')").fetchall())
    return found.get("book"), found.get("revision")


def _read_name(path: Path) -> tuple[str, Backup] | None:
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found["at"], _TIME)
    except ValueError:
        return None
    return found["book"], Backup(path, at, found["why"])


# ---- thinning


def to_remove(names: Iterable[str], now: datetime) -> tuple[str, ...]:
    """The backups of one book that may go.

    Kept are the last 20 of the last 24 hours, the newest of each of the last 14 days, 8 weeks and 24 months, the newest
    of all, whatever bears a time still to come, and every name that is not a backup's.
    """
    found = [(backup.at, backup.path.name) for _, backup in filter(None, (_read_name(Path(name)) for name in names))]
    found.sort(reverse=True)
    past = [(at, name) for at, name in found if at <= now]
    kept = {name for at, name in found if at > now} | {name for _, name in found[:1]}
    kept |= {name for at, name in past[:MOST_RECENT] if now - at <= RECENT}
    for bucket, reach in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _newest_of_each(past, bucket, bucket(now) - reach)
    return tuple(name for _, name in reversed(found) if name not in kept)


def _newest_of_each(past: list[tuple[datetime, str]], bucket: Callable[[datetime], int], after: int) -> set[str]:
    """Of each bucket later than ``after``, the first name; ``past`` is newest first."""
    newest: dict[int, str] = {}
    for at, name in past:
        if bucket(at) > after:
            newest.setdefault(bucket(at), name)
    return set(newest.values())


def _day(at: datetime) -> int:
    return at.toordinal()


def _week(at: datetime) -> int:
    return (at.toordinal() - 1) // 7  # day 1 was a Monday


def _month(at: datetime) -> int:
    return at.year * 12 + at.month
