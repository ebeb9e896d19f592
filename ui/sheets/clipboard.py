"""Blocks of cells to and from WPS 表格 and Excel: tab-separated text with quoted cells."""

from __future__ import annotations

import csv
import io

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

Block = tuple[tuple[str, ...], ...]
_AS_TYPED = "application/x-jpb-cells"  # beside the plain text: the same block with every decimal there is


def to_text(block: Block) -> str:
    """A block as both programs put it on the clipboard: tabs, CRLF, quotes only where a cell needs them."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(block)
    return out.getvalue()


def from_text(text: str, *, keep_empty: bool = False) -> Block:
    """A block from the clipboard; a last empty line is no row, nor are empty rows at its end unless they are kept.

    Quoted cells may hold tabs and line breaks.
    """
    rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    while rows and not keep_empty and not any(rows[-1]):
        rows.pop()
    return tuple(tuple(cell.strip() for cell in row) for row in rows)


def tiled(block: Block, rows: int, columns: int) -> Block:
    """The block repeated over a selection whose size is a multiple of its own; else the block itself."""
    high, wide = len(block), max((len(row) for row in block), default=0)
    if not high or not wide or rows % high or columns % wide:
        return block
    return tuple(
        tuple(block[r % high][c % wide] if c % wide < len(block[r % high]) else "" for c in range(columns))
        for r in range(rows)
    )


def as_mime(seen: Block, carried: Block) -> QMimeData:
    """A block for the clipboard: as it is seen for other programs, as it was typed for our own tables."""
    made = QMimeData()
    made.setText(to_text(seen))
    made.setData(_AS_TYPED, to_text(carried).encode())
    return made


def leave_plain_text() -> None:
    """Before the program ends: what was copied stays as plain text.

    A clipboard that still holds one of our own objects destroys it after Python is gone, and crashes.
    """
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and data.hasText():
        clipboard.setText(data.text())


def from_mime(data: QMimeData | None) -> Block:
    """The block on the clipboard; one from our own tables with its texts as typed."""
    if data is None:
        return ()
    if data.hasFormat(_AS_TYPED):
        return from_text(bytes(data.data(_AS_TYPED).data()).decode(), keep_empty=True)
    return from_text(data.text())
