"""Blocks of cells on the clipboard: as text and HTML for WPS 表格, Excel and Calc, as typed for our own tables."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.pasting.block import Block, Merged, from_clipboard, from_text, to_html, to_text

_AS_TYPED = "application/x-jpb-cells"  # beside the plain text: the same block with every decimal there is


def tiled(block: Block, rows: int, columns: int) -> Block:
    """The block repeated over a selection whose size is a multiple of its own; else the block itself."""
    high, wide = len(block), max((len(row) for row in block), default=0)
    if not high or not wide or rows % high or columns % wide:
        return block
    return tuple(
        tuple(block[r % high][c % wide] if c % wide < len(block[r % high]) else "" for c in range(columns))
        for r in range(rows)
    )


def as_mime(seen: Block, carried: Block, merged: Merged) -> QMimeData:
    """A block for the clipboard: as it is seen for other programs, as it was typed for our own tables."""
    made = QMimeData()
    made.setText(to_text(seen))
    made.setHtml(to_html(seen, merged))
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
    return from_clipboard(data.text(), data.html() if data.hasHtml() else "")
