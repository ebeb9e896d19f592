"""Finished files: their formats, their names, and the safe way onto the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final
from uuid import uuid4

from core.export.pages import paged
from core.report.blocks import Report
from core.trouble import ExportTrouble, disk_words


class Format(StrEnum):
    """A file type; the value is its extension."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file on the disk."""

    path: Path
    sha256: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class _Work:
    """How a format is written, and how its bytes are read back: ``fault`` says what of the report is not in them."""

    write: Callable[[Report, BinaryIO], None]
    fault: Callable[[Report, bytes], str | None]


def _docx() -> _Work:
    from core.export import verify, word

    return _Work(word.write, verify.fault_in_docx)


def _pdf() -> _Work:
    from core.export import pdf, verify

    return _Work(pdf.write, verify.fault_in_pdf)


def _xlsx() -> _Work:
    from core.export import sheet, verify

    return _Work(sheet.write, verify.fault_in_xlsx)


# Made when asked for: the libraries behind them are slow to load.
_WORKS: Final = MappingProxyType({Format.DOCX: _docx, Format.PDF: _pdf, Format.XLSX: _xlsx})

_LONGEST_NAME: Final = 200  # bytes in UTF-8 with extension; Linux allows 255, some encrypted homes far fewer
_LONGEST_STEM: Final = _LONGEST_NAME - max(len(f".{format}") for format in Format)
_LONGEST_PATH: Final = 240  # characters; Windows allows 259
_NO_HARD_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV})

# Characters Windows refuses in a name, and the ones that look like them.
_STAND_INS: Final = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def file_name(unit: str, year: int, project: str, kind: str, format: Format) -> str:
    """Return 单位_年度_项目_文种.docx, a name that Windows and Linux accept; ``project`` may be empty.

    A name that is too long loses the end of the project's, then of the unit's, at last of the 文种; year and extension
    stay.
    The files of one document have the same name but for the extension.
    """
    parts = [_clean(part) for part in (unit, str(year), project, kind)]
    for longest in (2, 0, 3):
        over = len(_joined(parts).encode()) - _LONGEST_STEM
        if over > 0:
            parts[longest] = _cut(parts[longest], len(parts[longest].encode()) - over)
    return f"{_joined(parts)}.{format.value}"


def _joined(parts: list[str]) -> str:
    name = "_".join(part for part in parts if part)
    return f"_{name}" if _RESERVED.fullmatch(name.split(".")[0].rstrip()) else name


def _clean(part: str) -> str:
    """Line ends become spaces; invisible signs (some turn a name round) are dropped."""
    shown = "".join(sign for sign in " ".join(part.split()) if unicodedata.category(sign)[0] != "C")
    return shown.translate(_STAND_INS).strip(" .")


def _cut(part: str, size: int) -> str:
    return part.encode()[: max(size, 0)].decode(errors="ignore").rstrip(" .")


def load_writers() -> None:
    """Load what writing any format needs, before somebody waits for a file."""
    from core.export import pdf, sheet, verify, word  # noqa: F401


def write_file(report: Report, folder: Path, name: str, format: Format) -> Written:
    """Write ``report`` into ``folder``, read it back, and only then give it its name.

    The contents pages get their numbers first, so that all file types of a report show the same ones.  A file of that
    name is never touched: the new one is called “名称 (2).docx”.  Whatever happens on the way, no half
    file is left.

    :raises ExportTrouble: the folder is missing, closed or full, the path is too long, or the file on the disk does
        not hold what the report says.
    """
    if not folder.is_dir():
        raise ExportTrouble(f"文件夹“{folder}”不存在，请先建好或换一个文件夹。")
    target = folder / name
    if (length := len(str(target))) > _LONGEST_PATH:
        raise ExportTrouble(f"“{target}”共 {length} 个字符，超过 {_LONGEST_PATH} 个，请换一个路径短一些的文件夹。")
    work, finished = _WORKS[format](), paged(report)
    draft = folder / f".{uuid4().hex}.tmp"
    try:
        try:
            data = _written_bytes(work, finished, draft)
            fault = work.fault(finished, data)
            if fault:
                raise ExportTrouble(f"“{name}”写出后读回核对不符：{fault}；文件没有保存，请重试或换一种格式。")
            path = _settle(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise ExportTrouble(f"“{name}”没有保存到文件夹“{folder}”：{disk_words(error)}。") from error
    return Written(path, hashlib.sha256(data).hexdigest(), len(data))


def _written_bytes(work: _Work, report: Report, draft: Path) -> bytes:
    """Return the bytes as the disk has them."""
    made = BytesIO()  # a writer that meets a full disk leaves its archive open
    work.write(report, made)
    with draft.open("xb") as out:
        out.write(made.getbuffer())
        out.flush()
        os.fsync(out.fileno())
    return draft.read_bytes()


def _settle(draft: Path, target: Path) -> Path:
    """Give ``draft`` the first free name of ``target``'s; a name taken in this very moment counts as taken."""
    for candidate in _names(target):
        try:
            _take_name(draft, candidate)
        except FileExistsError:
            continue
        return candidate
    raise AssertionError("the names never end")


def _names(target: Path) -> Iterator[Path]:
    yield target
    number = 2
    while True:
        yield target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1


def _take_name(draft: Path, target: Path) -> None:
    """Rename without ever overwriting, in one step where the system has such a step.

    :raises FileExistsError: ``target`` exists.
    """
    if os.name == "nt":
        draft.rename(target)  # refuses an existing target
        return
    try:
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        _reserve_and_replace(draft, target)  # a FAT stick knows no links


def _reserve_and_replace(draft: Path, target: Path) -> None:
    target.open("xb").close()
    try:
        draft.replace(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
