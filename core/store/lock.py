"""The note beside an open book that says who has it open.

SQLite's own lock keeps two programs of one machine apart.  Over a shared folder it often does not reach, and it never
says who holds it; the note does both.  A note that was left behind heals: of this machine, as soon as SQLite's lock is
free; of another, when nobody has renewed it for a day.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from time import time
from uuid import uuid4

from core.trouble import BookTrouble, HeldBook, OpenBook

STALE_AFTER = 24 * 3600.0  # seconds without a beat; a computer that sleeps over night keeps its book
_HALF_WRITTEN = 10.0  # seconds in which a note may still be on its way to the disk
_LARGEST = 2000  # bytes; somebody else's file of that name is no note
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a book open: the computer's and the user's name, the number of the program, and since when."""

    host: str
    user: str
    pid: int
    since: str  # 2026-11-22T14:03:01

    @property
    def is_here(self) -> bool:
        """Whether it is a user of this machine."""
        return self.host == _host()

    @property
    def is_me(self) -> bool:
        """Whether it is this user on this machine, perhaps with another window."""
        return self.is_here and self.user == _user()

    def told(self) -> str:
        """The holder in a sentence: “HOST”上的“user”（11 月 22 日 14:03 起）."""
        try:
            at = datetime.fromisoformat(self.since)
            since = f"（{at.month} 月 {at.day} 日 {at:%H:%M} 起）"
        except ValueError:
            since = ""
        return f"电脑“{self.host}”上的用户“{self.user}”{since}"


def note_of(book: Path) -> Path:
    """Where the note on a book lies."""
    return book.with_name(f"{book.name}.lock")


def holder(book: Path) -> Holder | None:
    """Who has a book open now, as far as its note says; None when nobody, or the note was left behind."""
    note = note_of(book)
    found = _read(note)
    if found is None or _age(note) > STALE_AFTER or (found[0].is_here and not _runs(found[0].pid)):
        return None
    return found[0]


def is_free(book: Path) -> bool:
    """Whether nobody has a book open any more, as far as its note says."""
    return holder(book) is None and not _is_being_written(note_of(book))


def must_be_free_elsewhere(book: Path) -> None:
    """HeldBook when somebody on another machine has a book open; asked before the file is touched."""
    now = holder(book)
    if now is not None and not now.is_here:
        raise HeldBook(_refusal(book, now))


def refusal(book: Path, busy: str) -> BookTrouble:
    """What to say when SQLite found a book locked: by whom, when its note says so, else the sentence ``busy``."""
    now = holder(book)
    sentence = busy.format(name=book.name)
    if now is None:
        return BookTrouble(sentence)
    return OpenBook(sentence) if now.is_me else HeldBook(_refusal(book, now))


def forget(book: Path) -> None:
    """Take away the note of somebody who is known to be gone; the clerk has said so."""
    note_of(book).unlink(missing_ok=True)


class Note:
    """Our own note, while the book is open."""

    def __init__(self, book: Path, token: str) -> None:
        """Use :meth:`leave`."""
        self._book = book
        self._token = token

    @classmethod
    def leave(cls, book: Path) -> Note:
        """Leave a note on a book whose SQLite lock we hold, in place of one that was left behind.

        HeldBook when somebody on another machine was faster; OSError when nothing can be written there.
        """
        path, token = note_of(book), uuid4().hex
        mine = Holder(_host(), _user(), os.getpid(), datetime.now().isoformat(timespec="seconds"))
        content = json.dumps({**asdict(mine), "token": token}, ensure_ascii=False)
        for _ in range(_ATTEMPTS):
            try:
                _write(path, content)
            except FileExistsError:
                must_be_free_elsewhere(book)
                if _is_being_written(path):
                    raise HeldBook(
                        f"账套“{book.name}”刚刚在另一台电脑上打开；请稍后再试，或者以只读方式打开。"
                    ) from None
                _away(path)
            else:
                return cls(book, token)
        raise HeldBook(f"账套“{book.name}”正在别处打开；请稍后再试，或者以只读方式打开。")

    def renew(self) -> None:
        """Say that we are still here; BookTrouble when another machine has taken the book over meanwhile.

        A note that somebody swept away is left again.
        """
        path = note_of(self._book)
        found = _read(path)
        if found is None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
                self._token = Note.leave(self._book)._token
        elif found[1] != self._token:
            raise BookTrouble(
                f"账套“{self._book.name}”已由{found[0].told()}接手，这里不能再写入；请重新打开它，核对最后几步。"
            )
        else:
            with suppress(OSError):
                os.utime(path)

    def take_away(self) -> None:
        """Take our own note away, and nobody else's."""
        found = _read(note_of(self._book))
        if found is not None and found[1] == self._token:
            with suppress(OSError):
                note_of(self._book).unlink(missing_ok=True)


def _write(note: Path, content: str) -> None:
    """Write a new note whole, or leave none.  FileExistsError when there is one."""
    with note.open("x", encoding="utf-8") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            note.unlink(missing_ok=True)
            raise


def _refusal(book: Path, now: Holder) -> str:
    return f"账套“{book.name}”正由{now.told()}打开；现在可以以只读方式查看和导出，等对方关闭后再修改。"


def _read(note: Path) -> tuple[Holder, str] | None:
    """The holder and the token of a note; None when there is none that can be read."""
    try:
        if note.stat().st_size > _LARGEST:
            return None
        found = json.loads(note.read_text(encoding="utf-8"))
        who = Holder(str(found["host"]), str(found["user"]), int(found["pid"]), str(found["since"]))
        return who, str(found["token"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _is_being_written(note: Path) -> bool:
    """Whether a note nobody can read may still be on its way to the disk."""
    return _read(note) is None and _age(note) < _HALF_WRITTEN


def _age(note: Path) -> float:
    try:
        return time() - note.stat().st_mtime
    except OSError:
        return float("inf")


def _away(note: Path) -> None:
    """Remove a note that was left behind; renamed first, so that of two programs only one removes it."""
    aside = note.with_name(f"{note.name}.{uuid4().hex}")
    with suppress(FileNotFoundError):
        note.rename(aside)
        aside.unlink()


def _runs(pid: int) -> bool:
    """Whether a program of this number runs on this machine."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _runs_on_windows(pid)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(pid: int) -> bool:
    """As :func:`_runs`: another user's program may not be asked, and one that has ended may still have its number."""
    if sys.platform == "win32":
        import ctypes

        query, denied, still_active = 0x1000, 5, 259  # PROCESS_QUERY_LIMITED_INFORMATION, ERROR_ACCESS_DENIED
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(query, False, pid)
        if not handle:
            return ctypes.get_last_error() == denied
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == still_active
    return False


def _host() -> str:
    """The name of this machine, asked without any network function."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def _user() -> str:
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "")
    import pwd  # only where there are such accounts

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return str(os.getuid())
