"""The way of a sample: exchange file → book → case → report → files, and the files read back by other means."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest

from core.checking import check
from core.export.files import Format, write_file
from core.importing.exchange import read
from core.importing.merge import plan_import
from core.model import Book, Dossier
from core.publish import case_of
from core.report.blocks import HEADINGS, Align, Paragraph, Report, Style, Table
from core.report.compose import compose
from core.report.numbers import number_of
from core.rules.finding import Case

SAMPLES = Path(__file__).with_name("samples")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS_PER_MM = 1440 / 25.4
_PIXELS_PER_MM = 96 / 25.4


def book(name: str) -> Book:
    """The book of a sample, read without a remark."""
    found = read(SAMPLES / f"{name}.json")
    assert found.remarks == ()
    return found.book


def taken_in(name: str) -> Book:
    """The sample as it comes into an empty book, without a remark."""
    taken = plan_import(Book(), read(SAMPLES / f"{name}.json"))
    assert taken.remarks == ()
    assert taken.edit is not None
    return taken.edit.apply(Book())


def whole_of(of: Book, year: int) -> Dossier:
    """The dossier of 部门整体 in a year."""
    found = of.whole_of(year)
    assert found is not None
    return found


def only(name: str) -> Case:
    """The one project of a sample under its own form."""
    of = book(name)
    (number,) = of.dossiers
    return case_of(of, number)


def report(case: Case, key: str = "table") -> Report:
    """A document of a case by its key."""
    document = next(document for document in case.form.documents if document.key == key)
    return compose(case.form, document, case.values, case.scores)


def findings(case: Case) -> list[str]:
    """What the rules say, with ordinary blanks."""
    return [found.message.replace("\u00a0", " ") for found in check(case)]


def points(case: Case) -> list[Decimal | None]:
    """The points of the execution rate and of each indicator."""
    assert case.scores is not None
    return [case.scores.execution.points, *(score.points for score in case.scores.indicators)]


def texts(found: Report, *styles: Style) -> list[str]:
    """The paragraphs of these styles, or all."""
    blocks = (block for block in found.blocks() if isinstance(block, Paragraph))
    return [block.text for block in blocks if not styles or block.style in styles]


def headings(found: Report) -> list[str]:
    """The headings of all levels."""
    return texts(found, *HEADINGS)


def below(found: Report, heading: str) -> list[str]:
    """The paragraphs below a heading."""
    said = [(block.style, block.text) for block in found.blocks() if isinstance(block, Paragraph)]
    start = next(n for n, (_, text) in enumerate(said) if text.startswith(heading))
    after = next((n for n, (style, _) in enumerate(said) if n > start and style in HEADINGS), len(said))
    return [text for _, text in said[start + 1 : after]]


def flat(text: str) -> str:
    """A text in one line."""
    return text.replace("\n", "")


def rows(table: Table) -> list[list[str]]:
    """What the cells say that begin in each row, each in one line."""
    return [[flat(cell.text) for cell in row.cells] for row in table.rows]


def row(table: Table, first: str) -> list[str]:
    """The texts of the row that holds a cell with this text, from that cell on."""
    said = next(said for said in rows(table) if first in said)
    return said[said.index(first) :]


def spans(table: Table) -> dict[str, tuple[int, int]]:
    """The columns and rows that each cell covers which covers more than one, by its text."""
    return {
        flat(cell.text): (cell.across, cell.down)
        for _, _, cell in table.placed()
        if (cell.across, cell.down) != (1, 1) and cell.text
    }


@dataclass(frozen=True, slots=True)
class Files:
    """A report as it lies on the disk."""

    docx: Path
    pdf: Path
    xlsx: Path | None

    @property
    def pages(self) -> list[str]:
        """The pages of the pdf without white space."""
        document = pypdfium2.PdfDocument(io.BytesIO(self.pdf.read_bytes()))
        try:
            return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
        finally:
            document.close()

    @property
    def page_size(self) -> tuple[int, int]:
        """Width and height of the first page of the pdf in millimetres."""
        document = pypdfium2.PdfDocument(io.BytesIO(self.pdf.read_bytes()))
        try:
            width, height = document[0].get_size()
        finally:
            document.close()
        return round(width / 72 * 25.4), round(height / 72 * 25.4)


def written(found: Report, folder: Path) -> Files:
    """Write a report in every file type and hold each table in docx and xlsx against the report's."""
    paths = {
        format: write_file(found, folder, f"{found.kind}.{format}", format).path
        for format in Format
        if format is not Format.XLSX or found.tables()
    }
    _assert_docx(paths[Format.DOCX], found.tables())
    if Format.XLSX in paths:
        _assert_xlsx(paths[Format.XLSX], found.tables())
    return Files(paths[Format.DOCX], paths[Format.PDF], paths.get(Format.XLSX))


def _assert_docx(path: Path, tables: Sequence[Table]) -> None:
    """Same rows, same cells over the same columns, same widths; one table may stand in pieces below each other."""
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    lines = [line for table in root.iter(f"{_W}tbl") for line in table.iter(f"{_W}tr")]
    assert len(lines) == sum(len(table.rows) for table in tables)
    cells = Counter(_docx_cell(cell) for line in lines for cell in line.iter(f"{_W}tc"))
    due = Counter((flat(cell.text), cell.across) for table in tables for _, _, cell in table.placed() if cell.text)
    assert {key: count for key, count in cells.items() if key[0]} == dict(due)
    grids = [[float(column.get(f"{_W}w", 0)) for column in grid] for grid in root.iter(f"{_W}tblGrid")]
    for widths in grids:
        assert any(
            widths == pytest.approx([mm * _TWIPS_PER_MM for mm in table.widths_mm], abs=1.5)
            for table in tables
            if len(table.widths_mm) == len(widths)
        )


def _docx_cell(cell: ElementTree.Element) -> tuple[str, int]:
    """What a cell says in one line, and how many columns it covers."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    text = "".join(part.text or "" for part in cell.iter(f"{_W}t"))
    return text, 1 if span is None else int(span.get(f"{_W}val", 1))


def _assert_xlsx(path: Path, tables: Sequence[Table]) -> None:
    """Same values at the same places, same merged areas, same widths, numbers as numbers and aligned as printed."""
    sheets = openpyxl.load_workbook(path).worksheets
    assert [sheet.title for sheet in sheets] == [table.name for table in tables]
    for sheet, table in zip(sheets, tables, strict=True):
        first = _first_row(sheet, table)
        merged = {str(area) for area in sheet.merged_cells.ranges if area.min_row >= first}
        for number, column, cell in table.placed():
            found = sheet.cell(first + number, column + 1)
            value = number_of(cell.text) if cell.numeric else None
            if value is None:
                assert (found.value or "") == cell.text
            else:
                assert (found.data_type, Decimal(str(found.value))) == ("n", value.value)
            assert found.alignment.horizontal == cell.align.value or cell.align is Align.LEFT
            if (cell.across, cell.down) != (1, 1):
                end = sheet.cell(first + number + cell.down - 1, column + cell.across).coordinate
                assert f"{found.coordinate}:{end}" in merged
        ranges = sheet.column_dimensions.values()  # equal neighbours share one
        widths = {place: found.width for found in ranges for place in range(found.min, found.max + 1)}
        due = [round(mm * _PIXELS_PER_MM) for mm in table.widths_mm]
        assert [widths[place] * 7 for place in sorted(widths)] == pytest.approx(due, abs=1)


def _first_row(sheet: openpyxl.worksheet.worksheet.Worksheet, table: Table) -> int:
    """The row of the sheet in which the table begins: behind the lines above it."""
    text = table.rows[0].cells[0].text
    return next(number for number in range(1, sheet.max_row + 1) if sheet.cell(number, 1).value == text)
