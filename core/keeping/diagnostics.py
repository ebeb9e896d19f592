"""What a maintainer needs to know about a fault, without anything the clerk typed: shown first, then written as a zip.

Counts and sizes, versions, the log; no name, no amount, no path of a user.
"""

from __future__ import annotations

import platform
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from core import logs, paths
from core.model import GRIDS, ROW_TYPES, Book
from core.trouble import ExportTrouble, disk_words
from core.version import VERSION

LIBRARIES = ("PySide6-Essentials", "sqlite-utils", "python-docx", "lxml", "reportlab", "pypdfium2", "XlsxWriter",
             "python-calamine", "msgspec", "Jinja2", "cryptography")  # fmt: skip
_LONGEST_LOG = 400_000  # letters of one log file, its end


def contents(book: Book | None, more: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The parts by file name, each a text the clerk can read before giving it away.

    ``more`` are facts the window adds (screen, scale, style); what is no technical word in them becomes ….
    """
    parts = {"版本.txt": "\n".join(_versions()), "账套概况.txt": "\n".join(_shape(book))}
    if more:
        parts["界面.txt"] = "\n".join(f"{key}：{logs.plain(text)}" for key, text in more.items())
    with suppress(OSError):
        for number, file in enumerate(logs.files(paths.log_folder())):
            parts[f"日志{number or ''}.txt"] = file.read_text(encoding="utf-8", errors="replace")[-_LONGEST_LOG:]
    return parts


def write(parts: Mapping[str, str], target: Path) -> None:
    """Write the parts as one zip.  ExportTrouble when the name is taken or the disk refuses; no half file is left."""
    beside = target.with_name(f"{target.name}.part")
    try:
        if target.exists():
            raise ExportTrouble(f"“{target.name}”已经存在，没有改动它；请换一个名称。")
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        beside.rename(target)
    except OSError as error:
        raise ExportTrouble(f"“{target.name}”没有写出：{disk_words(error)}。") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _versions() -> Iterator[str]:
    yield f"绩评本 {VERSION}"
    yield f"Python {platform.python_version()}（{sys.platform}，{platform.machine()}，{platform.release()}）"
    yield f"编码 {sys.getfilesystemencoding()}，{'打包版' if getattr(sys, 'frozen', False) else '源码'}"
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} 不详"


def _shape(book: Book | None) -> Iterator[str]:
    """How much there is of everything, and how long the longest text; no text."""
    if book is None:
        yield "没有打开账套。"
        return
    yield f"下一个编号 {book.next_id}，单位的正文 {len(book.answers)} 段，年度 {len(book.years())} 个"
    for number, dossier in enumerate(book.dossiers.values(), start=1):
        lines = [f"{table} {len(dossier.lines(table))}" for table in GRIDS]
        rows = "，".join([*lines, *(f"{table} {len(dossier.rows(table))}" for table in ROW_TYPES)])
        texts = [*dossier.answers.values(), *(row.deviation for row in dossier.indicator)]
        kind = "部门整体" if dossier.is_unit else "项目"
        yield (
            f"{kind} {number}：表样 {logs.plain(dossier.project.form) or '默认'}，{rows}，"
            f"正文 {len(dossier.answers)} 段，最长 {max(map(len, texts), default=0)} 字"
        )
