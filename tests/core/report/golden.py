"""Reports as text, part by part, held against the files of tests/golden.

``GOLDENS=update pytest tests/core/report`` writes the files anew and removes those no longer used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.report.blocks import Block, Chart, Contents, Paragraph, Report, Row, Table

FOLDER = Path(__file__).resolve().parents[2] / "golden"


def parts_of(report: Report) -> dict[str, str]:
    """What a report says: its properties, its running text, each of its tables."""
    pages = (repr(section.page) for section in report.sections)
    properties = (report.title, report.kind, report.author, report.dated.isoformat(), *pages)
    parts = {"properties.txt": _lines(properties), "text.txt": _lines(_text(report))}
    for number, table in enumerate(report.tables(), start=1):
        parts[f"table-{number}.txt"] = _lines((table.name, repr(table.widths_mm), *map(_row, table.rows)))
    return parts


def assert_golden(name: str, report: Report) -> None:
    """The report says what the files of tests/golden/``name`` say."""
    found = parts_of(report)
    folder = FOLDER / name
    if os.environ.get("GOLDENS") == "update":
        _update(folder, found)
    stored = {path.name: path.read_text("utf-8") for path in folder.glob("*.txt")}
    assert found == stored


def _update(folder: Path, parts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        if path.name not in parts:
            path.unlink()
    for name, text in parts.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def _text(report: Report) -> Iterator[str]:
    for number, section in enumerate(report.sections, start=1):
        if number > 1:
            yield "[section]"
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"[{block.style}] {f'**{block.lead}**' if block.lead else ''}{block.text}"
        case Table():
            yield f"[table] {block.name}"
        case Contents():
            yield from (f"[contents {entry.level}] {entry.text}" for entry in block.entries)
        case Chart():
            figures = (f"{name} {value}" for name, value in zip(block.categories, block.values, strict=True))
            yield f"[{block.kind} chart] {block.title} {block.unit}: {', '.join(figures)}"
        case _:
            yield "[page break]"


def _row(row: Row) -> str:
    cells = []
    for cell in row.cells:
        span = f"{cell.across}x{cell.down} " if (cell.across, cell.down) != (1, 1) else ""
        marks = f"{'*' if cell.label else ''}{'#' if cell.numeric else ''}"
        cells.append(f"{span}{marks}{cell.text}".replace("\n", "⏎"))
    return f"{'= ' if row.head else '- '}{' | '.join(cells)}"


def _lines(lines: Iterator[str] | tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in lines)
