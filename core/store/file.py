"""The file a book lies in: looked at before it is touched, locked while it is open, and the sentence when it fails."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from core.migrations import APPLICATION_ID, VERSION
from core.trouble import BookTrouble

EXTENSION = ".jpb"

_LOCK_WAIT = 1.0  # seconds; a virus scanner holds a file for less
_COPY_ATTEMPTS = 5
DAMAGED = "账套“{name}”已经损坏，没有改动它；请从备份中恢复。"
_READ_ONLY_FOLDER = "“{name}”所在的文件夹不能写入；请以只读方式打开，或者把账套复制到可以写入的文件夹。"
_SENTENCES: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: "“{name}”所在的磁盘已满；请清理磁盘空间后再试。",
        sqlite3.SQLITE_BUSY: "账套“{name}”正被另一个程序打开（也可能是另一个绩评本窗口）；请先在那里关闭它，再试一次。",
        sqlite3.SQLITE_LOCKED: "账套“{name}”正被占用；请稍后再试。",
        sqlite3.SQLITE_READONLY: "账套“{name}”是只读的；请取消文件的只读属性，或者把它复制到可以写入的文件夹。",
        sqlite3.SQLITE_READONLY_DIRECTORY: _READ_ONLY_FOLDER,
        sqlite3.SQLITE_CANTOPEN: _READ_ONLY_FOLDER,
        sqlite3.SQLITE_PERM: "没有读写“{name}”的权限；请换一个文件夹，或者联系电脑的管理员。",
        sqlite3.SQLITE_IOERR: "读写“{name}”时磁盘出错；请检查磁盘或 U 盘是否接好、空间是否够用，再试一次。",
        sqlite3.SQLITE_NOTFOUND: "找不到“{name}”所在的文件夹；请确认文件夹还在，磁盘或 U 盘已经接好。",
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_NOTADB: DAMAGED,
    }
)
_AS_SQLITE = MappingProxyType(
    {
        errno.EACCES: sqlite3.SQLITE_PERM,
        errno.EPERM: sqlite3.SQLITE_PERM,
        errno.ENOENT: sqlite3.SQLITE_NOTFOUND,
        errno.ENOTDIR: sqlite3.SQLITE_NOTFOUND,
        errno.ENOSPC: sqlite3.SQLITE_FULL,
        errno.EROFS: sqlite3.SQLITE_READONLY_DIRECTORY,
    }
)

# What this process has open, by device and number. POSIX drops all of a process's locks on a file as soon as one of
# its handles to it is closed, so a book that is open here must not even be looked at a second time.
_open_here: set[tuple[int, int]] = set()


def examine(path: Path) -> int:
    """Make sure that ``path`` is a sound book and return its version; nothing is written or left behind.

    BookTrouble when it is missing, a folder, empty, foreign, newer, damaged, open here already, or not readable.
    """
    _must_be_ours(path.name, _head(path))
    with told(path), frozen(path) as connection:
        connection.text_factory = bytes  # a verdict quotes what it stumbled over
        verdicts = [verdict for (verdict,) in connection.execute("PRAGMA quick_check(1)")]
        if verdicts != [b"ok"]:
            raise BookTrouble(DAMAGED.format(name=path.name)) from ValueError(verdicts)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    _must_be_known(path.name, version)
    return int(version)


@contextmanager
def frozen(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a file as it lies there, log included, and neither locks it nor writes beside it."""
    log = log_of(path)
    if not (log.exists() and log.stat().st_size):
        with closing(sqlite3.connect(_uri(path, "mode=ro&immutable=1"), uri=True)) as connection:
            yield connection
        return
    with TemporaryDirectory() as folder:  # what a killed program left in its log counts: read a copy of both
        copy = _copied_while_still(path, Path(folder) / "book")
        with closing(sqlite3.connect(_uri(copy, "mode=rw"), uri=True)) as connection:
            yield connection


@contextmanager
def told(path: Path, before: str = "") -> Iterator[None]:
    """Turn what disk and SQLite can do to a file into sentences, each beginning with ``before``; bugs come through."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)  # the low byte is the kind of error
        sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
        if sentence is None:
            raise
        raise BookTrouble(before + sentence.format(name=path.name)) from error
    except UnicodeDecodeError as error:  # SQLite's own words quote the damaged text
        raise BookTrouble(before + DAMAGED.format(name=path.name)) from error
    except OSError as error:
        code = _AS_SQLITE.get(error.errno or 0, sqlite3.SQLITE_IOERR)
        raise BookTrouble(before + _SENTENCES[code].format(name=path.name)) from error


def _copied_while_still(path: Path, copy: Path) -> Path:
    """Copy a file and its log at a moment when nobody writes to them."""
    files = (path, log_of(path))
    for _ in range(_COPY_ATTEMPTS):
        before = [(found.st_mtime_ns, found.st_size) for found in map(Path.stat, files)]
        for source, target in zip(files, (copy, log_of(copy)), strict=True):
            shutil.copyfile(source, target)
        if before == [(found.st_mtime_ns, found.st_size) for found in map(Path.stat, files)]:
            return copy
    raise BookTrouble(_SENTENCES[sqlite3.SQLITE_BUSY].format(name=path.name))


def _head(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise BookTrouble(f"“{name}”是文件夹，不是账套；请选择扩展名为 {EXTENSION} 的文件。")
        if not path.is_file():
            raise FileNotFoundError(path)
        if identity(path) in _open_here:
            raise BookTrouble(f"账套“{name}”已经打开了。")
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError as error:
        raise BookTrouble(f"找不到账套“{path}”；它可能已被移动、改名或删除，请重新选择。") from error
    except PermissionError as error:
        raise BookTrouble(f"没有读取“{name}”的权限；请联系电脑的管理员，或者换一个账套。") from error
    except OSError as error:
        raise BookTrouble(f"读取“{name}”时磁盘出错；请检查磁盘或 U 盘是否接好，再试一次。") from error


def _must_be_ours(name: str, head: bytes) -> None:
    """Judge a file by its first 100 bytes, laid out in "Database File Format" of SQLite, section 1.3."""
    if not head:
        raise BookTrouble(f"“{name}”是空文件，里面什么也没有；请从备份中恢复，或者换一个账套。")
    if not head.startswith(b"SQLite format 3\0"):
        raise BookTrouble(
            f"“{name}”不是绩评本的账套，或者文件开头已经损坏，没有改动它；请换一个账套，或者从备份中恢复。"
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise BookTrouble(f"“{name}”是别的软件的数据库，不是绩评本的账套，没有改动它；请换一个文件。")
    _must_be_known(name, int.from_bytes(head[60:64], "big"))


def _must_be_known(name: str, version: int) -> None:
    if version > VERSION:
        raise BookTrouble(
            f"“{name}”是新版绩评本保存的（账套第 {version} 版，本程序最高认到第 {VERSION} 版），没有改动它；"
            "请升级绩评本后再打开。"
        )


def must_be_writable(path: Path) -> None:
    """BookTrouble when a file cannot be written."""
    try:
        path.open("r+b").close()
    except OSError as error:
        raise BookTrouble(
            f"账套“{path.name}”是只读的；请以只读方式打开，或者取消文件的只读属性，或者把它复制到可以写入的文件夹。"
        ) from error


def log_of(path: Path) -> Path:
    """The log that SQLite keeps beside an open file, and leaves there when the program is killed."""
    return path.with_name(f"{path.name}-wal")


def identity(path: Path) -> tuple[int, int]:
    """Device and number of a file: which one lies at ``path`` just now."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _uri(path: Path, options: str) -> str:
    """A URI for SQLite, which unlike ``Path.as_uri`` wants a server's name behind the empty authority."""
    plain = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if plain.startswith('/') else '/'}{plain}?{options}"


def in_memory(path: Path) -> sqlite3.Connection:
    """A copy of a file in memory."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with frozen(path) as connection:
        connection.backup(memory)
    return memory


def locked(path: Path) -> sqlite3.Connection:
    """The one connection that writes to a file.  Close it with :func:`release`."""
    connection = sqlite3.connect(_uri(path, "mode=rw"), uri=True, isolation_level=None, timeout=_LOCK_WAIT)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    _open_here.add(identity(path))
    return connection


def release(connection: sqlite3.Connection, file: tuple[int, int]) -> None:
    """Close a connection to the file with this :func:`identity`; its log is brought into it and vanishes."""
    connection.close()
    _open_here.discard(file)
