"""Writes the one-page quick guide, docs/quick.pdf, from docs/manual/quick.md with the program's own writer."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "manual" / "quick.md"
TARGET = ROOT / "docs" / "quick.pdf"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.export import fonts, pdf  # noqa: E402
from core.report.blocks import Align, Block, Cell, Page, Paragraph, Report, Row, Section, Style, Table  # noqa: E402
from core.version import VERSION  # noqa: E402

_PAGE = Page(top_mm=12.0, bottom_mm=10.0, left_mm=18.0, right_mm=18.0, numbered=False)
_WIDTHS = {2: (60.0, 114.0), 3: (32.0, 71.0, 71.0)}
_STYLES = {"# ": Style.TITLE, "## ": Style.TABLE_TITLE}


def report() -> Report:
    """The guide as a document."""
    text = SOURCE.read_text(encoding="utf-8")
    section = Section(_PAGE, tuple(_blocks(text)))
    return Report("绩评本 一页速查", "速查", f"绩评本 {VERSION}", date(2026, 1, 1), (section,))


def _blocks(text: str) -> Iterator[Block]:
    for part in re.split(r"\n{2,}", text.strip()):
        lines = part.splitlines()
        mark = next((mark for mark in _STYLES if lines[0].startswith(mark)), "")
        if lines[0].startswith("|"):
            yield _table(lines)
        elif mark:
            yield Paragraph(_STYLES[mark], lines[0].removeprefix(mark))
        else:
            yield from (Paragraph(Style.TABLE_NOTE, line) for line in lines)


def _table(lines: list[str]) -> Table:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line]
    made = (
        Row(tuple(Cell(text, align=Align.LEFT, label=not number) for text in row), head=not number)
        for number, row in enumerate(rows)
    )
    return Table(rows[0][0], _WIDTHS[len(rows[0])], tuple(made))


def written() -> bytes:
    """The file, in the bundled faces, so that every machine writes the same."""
    out = BytesIO()
    pdf.write(report(), out, fonts.available(bundled_only=True))
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(written())
