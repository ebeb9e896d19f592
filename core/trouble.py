"""Faults of the machine, each told to the clerk in one sentence.

Three kinds of trouble have three homes: what is wrong with the clerk's figures is a finding (``core.rules``), what
the machine cannot do is a :class:`Trouble`, and a bug reaches the crash net of ``main`` as an ordinary exception.
"""

from __future__ import annotations

import errno
from types import MappingProxyType

_DISK_FULL = "磁盘空间不足，请清理这个磁盘或换一个磁盘"
_NOT_ALLOWED = "没有权限，或者它正被别的程序占用，请关闭那个程序或换一个文件夹"
_GONE = "读写不了（U 盘可能已拔出），请检查后重试"
_DISK_WORDS = MappingProxyType(
    {
        errno.ENOSPC: _DISK_FULL,
        errno.EDQUOT: _DISK_FULL,
        errno.EACCES: _NOT_ALLOWED,
        errno.EPERM: _NOT_ALLOWED,
        errno.EROFS: "这个磁盘是只读的，没有权限写入，请换一个磁盘",
        errno.ENAMETOOLONG: "名称或路径太长，系统不接受，请换一个路径短一些的文件夹或缩短名称",
        errno.ENOENT: "找不到这个位置（文件夹可能已移走，U 盘可能已拔出），请检查后重试",
        errno.ENOTDIR: "路径中间有一段是文件，不是文件夹，请检查路径",
        errno.EISDIR: "它是一个文件夹，不是文件，请重新选择",
        errno.EBUSY: "它正被别的程序占用，请关闭那个程序再试",
        errno.EINVAL: "系统不接受这个名称，请换一个",
        errno.EIO: _GONE,
        errno.ENODEV: _GONE,
    }
)


def disk_words(error: OSError) -> str:
    """What a disk or file system refused and what to do, as the end of a Chinese sentence without its 。."""
    return _DISK_WORDS.get(error.errno or 0, f"磁盘出错（系统编号 {error.errno or '不明'}），请检查磁盘或换一个位置")


class Trouble(Exception):
    """Base: ``str(trouble)`` is a Chinese sentence with what is so and what to do."""


class BookTrouble(Trouble):
    """A book cannot be opened, read or written."""


class DamagedBook(BookTrouble):
    """A book is broken; a backup, or what can be salvaged of it, takes its place."""


class ForeignLog(DamagedBook):
    """The log beside a book is broken or belongs to another file; without it the book is sound."""


class UnwritableBook(BookTrouble):
    """Nothing can be written where a book lies; it can be opened for reading."""


class HeldBook(BookTrouble):
    """Somebody else has a book open, who is named; it can be opened for reading."""


class OpenBook(BookTrouble):
    """The same user has a book open already, in this window or in another one, which can come to the front."""


class FormTrouble(Trouble):
    """A form file is broken; the sentence names file, place and mend."""


class SubjectTrouble(Trouble):
    """A file of 科目 is broken; the sentence names file, place and mend."""


class ImportTrouble(Trouble):
    """A file from outside cannot be read."""


class ExportTrouble(Trouble):
    """A file cannot be written or does not hold what it should."""
