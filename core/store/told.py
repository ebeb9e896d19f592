"""What disk and SQLite can do to a file, each in one sentence: what is so, and what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from core.trouble import BookTrouble, DamagedBook, UnwritableBook

DAMAGED = "账套“{name}”已经损坏，没有改动它；请从备份中恢复。"
BUSY = "账套“{name}”正被另一个程序打开（也可能是另一个绩评本窗口）；请先在那里关闭它，再试一次。"
TOO_LONG = "“{name}”的名称或路径太长，系统不接受；请换一个路径短一些的文件夹，或者缩短名称。"
OLDEST_SQLITE = (3, 37, 0)
"""The first that knows STRICT tables; to an older one every book looks damaged."""
_TOO_OLD = (
    "这个 Python 带的 SQLite 是 {found}，账套要 {needed} 或更新；请用绩评本的安装包，或者换一个带新 SQLite 的 Python。"
)
_READ_ONLY_FOLDER = "“{name}”所在的文件夹不能写入；请以只读方式打开，或者把账套复制到可以写入的文件夹。"
_SENTENCES: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: "“{name}”所在的磁盘已满；请清理磁盘空间后再试。",
        sqlite3.SQLITE_BUSY: BUSY,
        sqlite3.SQLITE_LOCKED: "账套“{name}”正被占用；请稍后再试。",
        sqlite3.SQLITE_READONLY: "账套“{name}”是只读的；请取消文件的只读属性，或者把它复制到可以写入的文件夹。",
        sqlite3.SQLITE_READONLY_DIRECTORY: _READ_ONLY_FOLDER,
        sqlite3.SQLITE_CANTOPEN: _READ_ONLY_FOLDER,
        sqlite3.SQLITE_PERM: "没有读写“{name}”的权限；请换一个文件夹，或者联系电脑的管理员。",
        sqlite3.SQLITE_IOERR: "读写“{name}”时磁盘出错；请检查磁盘或 U 盘是否接好、空间是否够用，再试一次。",
        sqlite3.SQLITE_NOTFOUND: "找不到“{name}”所在的文件夹；请确认文件夹还在，磁盘或 U 盘已经接好。",
        sqlite3.SQLITE_TOOBIG: "账套“{name}”里有一段内容大得不合常理，没有改动它；请从备份中恢复。",
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_NOTADB: DAMAGED,
    }
)
_DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG})
_REFUSALS = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_KINDS: Mapping[int, type[BookTrouble]] = MappingProxyType(
    dict.fromkeys(_DAMAGES, DamagedBook) | dict.fromkeys(_REFUSALS, UnwritableBook)
)
_AS_SQLITE = MappingProxyType(
    {
        errno.EACCES: sqlite3.SQLITE_PERM,
        errno.EPERM: sqlite3.SQLITE_PERM,
        errno.ENOENT: sqlite3.SQLITE_NOTFOUND,
        errno.ENOTDIR: sqlite3.SQLITE_NOTFOUND,
        errno.ENOSPC: sqlite3.SQLITE_FULL,
        errno.EDQUOT: sqlite3.SQLITE_FULL,
        errno.EROFS: sqlite3.SQLITE_READONLY_DIRECTORY,
    }
)


@contextmanager
def told(path: Path, before: str = "") -> Iterator[None]:
    """Turn what disk and SQLite can do to a file into sentences, each beginning with ``before``; bugs come through."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE[:2]))
        raise BookTrouble(before + _TOO_OLD.format(found=sqlite3.sqlite_version, needed=needed))
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)  # the low byte is the kind of error
        sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
        if sentence is None:
            raise
        raise _kind(code)(before + sentence.format(name=path.name)) from error
    except UnicodeDecodeError as error:  # SQLite's own words quote the damaged text
        raise DamagedBook(before + DAMAGED.format(name=path.name)) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise BookTrouble(before + TOO_LONG.format(name=path.name)) from error
        code = _AS_SQLITE.get(error.errno or 0, sqlite3.SQLITE_IOERR)
        raise _kind(code)(before + _SENTENCES[code].format(name=path.name)) from error


def _kind(code: int) -> type[BookTrouble]:
    return _KINDS.get(code & 0xFF, BookTrouble)
