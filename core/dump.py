"""Writing the exchange file (docs/exchange.md): the facts of a book as JSON text, the same bytes for the same facts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.accounts.lines import GRID_LINES
from core.importing.exchange import FORMAT, LISTS, VERSION
from core.links import members_in_lists, places_in_lists, relinked
from core.model import GRIDS, IMPORTED, ROW_TYPES, Book, Dossier, Mark, Project, Row, Unit, text_fields
from core.reading import TYPED_OVER
from core.subjects import place_in
from core.trouble import ExportTrouble, disk_words


def dump(book: Book, years: Collection[int] | None = None) -> str:
    """The exchange file of a book, or of some of its years: newest year first, blank fields left out."""
    chosen = [year for year in book.years() if years is None or year in years]
    unit = _texts(book.unit, Unit) | _some("answers", _by_key(book.answers))
    projects = [entry for year in chosen for entry in _year(book, year)]
    facts = {"format": FORMAT, "version": VERSION, "unit": unit, "projects": projects}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def write(book: Book, file: Path, years: Collection[int] | None = None) -> None:
    """Write the exchange file of a book, or of some of its years, into a new file.

    :raises ExportTrouble: the name is taken, or the disk refuses; no half file is left.
    """
    begun = False
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            begun = True
            out.write(dump(book, years))
    except FileExistsError as error:
        raise ExportTrouble(f"“{file}”已经存在，没有覆盖；请换一个文件名。") from error
    except OSError as error:
        if begun:
            with suppress(OSError):
                file.unlink(missing_ok=True)
        raise ExportTrouble(f"无法写入“{file}”：{disk_words(error)}。") from error


def _year(book: Book, year: int) -> Iterator[dict[str, Any]]:
    """The projects of a year, behind them the unit's dossier."""
    projects = book.of_year(year)
    for dossier in projects:
        yield _project(relinked(dossier, places_in_lists(dossier)))
    if whole := book.whole_of(year):
        yield _project(relinked(whole, places_in_lists(whole), members_in_lists(projects)))


def _project(dossier: Dossier) -> dict[str, Any]:
    facts: dict[str, Any] = {"year": dossier.project.year, **_texts(dossier.project, Project)}
    for table, grid in GRIDS.items():
        lines = dossier.lines(table)
        facts |= _some(grid.held_in, {key: _texts(lines[key], grid.kind) for key in GRID_LINES[table] if key in lines})
    facts |= _some("typed_over", _typed_over(dossier.answers))
    for key, table in LISTS.items():
        facts |= _some(key, [_texts(row, type(row)) for row in dossier.rows(table) if _goes_along(row)])
    plain = {key: text for key, text in dossier.answers.items() if not key.startswith(TYPED_OVER)}
    return facts | _some("answers", _by_key(plain))


def _goes_along(row: Row) -> bool:
    """Whether a row is written: not the mark of a row that is gone, nor 导入, which whoever reads the file gives."""
    if not isinstance(row, Mark):
        return True
    place = place_in(row.subject, row.project)
    gone = place is not None and place.table in ROW_TYPES and not place.row
    return row.kind != IMPORTED and not gone


def _typed_over(answers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    lines: dict[str, dict[str, str]] = {}
    for key in sorted(key for key in answers if key.startswith(TYPED_OVER)):
        line, _, measure = key.removeprefix(TYPED_OVER).partition(".")
        lines.setdefault(line, {})[measure] = answers[key]
    return lines


def _texts(row: object, kind: type) -> dict[str, str]:
    return {name: text for name in text_fields(kind) if (text := getattr(row, name))}


def _by_key(answers: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(answers.items()))


def _some(key: str, value: Any) -> dict[str, Any]:
    """One entry, or none when there is nothing to say."""
    return {key: value} if value else {}
