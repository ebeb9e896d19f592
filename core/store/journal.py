"""How SQLite keeps a book safe while it writes: a log beside the file, or on a network drive a rollback journal.

A write-ahead log needs memory that all programs share, which a network file system does not have; there the older
way is slower and sound.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

_NO_SHARED_MEMORY = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL})  # what a disk says that cannot do WAL
_REMOTE_KINDS = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|glusterfs|davfs|fuse\.(sshfs|davfs\d?|gvfsd-fuse|smbnetfs|rclone))"
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


def choose(connection: sqlite3.Connection, path: Path) -> None:
    """Set the journal of a connection that was just opened for writing; every commit reaches the disk before it ends.

    sqlite3.Error when the file is held by another program or cannot be written.
    """
    if not is_remote(path) and _takes_log(connection):
        connection.execute("PRAGMA synchronous = FULL")
        return
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")  # the folder is synced as well when the journal goes


def _takes_log(connection: sqlite3.Connection) -> bool:
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_SHARED_MEMORY:
            raise
        return False
    return str(mode).lower() == "wal"


def is_remote(path: Path) -> bool:
    """Whether a file lies on another machine's disk; False where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        anchor = path.absolute().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return kind_of_mount(path.absolute(), mounts) is not None


def kind_of_mount(path: Path, mounts: str) -> str | None:
    """The network file system a path lies on, as ``mounts`` (/proc/self/mounts) lists it; None when it is no such."""
    found = [(place, kind) for place, kind in _listed(mounts) if path.is_relative_to(place)]
    if not found:
        return None
    longest = max(len(place.parts) for place, _ in found)
    kind = [kind for place, kind in found if len(place.parts) == longest][-1]  # the last one mounted there is in sight
    return kind if _REMOTE_KINDS.fullmatch(kind) else None


def _listed(mounts: str) -> Iterator[tuple[Path, str]]:
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            yield Path(_OCTAL.sub(lambda sign: chr(int(sign[1], 8)), parts[1])), parts[2]
