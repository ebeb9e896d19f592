"""Does a written file hold what the report says?  Each check reads the bytes by other means than wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Final
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from core.export.pages import listings
from core.export.sheet import Sheet, charts_name, sheets_of
from core.export.text import full_text, printable
from core.export.verify_chart import (
    fault_in_chart_cells,
    fault_in_docx_charts,
    fault_in_xlsx_charts,
    sheet_cells,
)
from core.report.blocks import Contents, Entry, Paragraph, Report
from core.report.charts import figures, heading, shares
from core.report.numbers import number_of
from core.report.typography import page_number_text

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNREADABLE: Final = "文件打不开"

_HYPHENS: Final = "-\u2010"  # pdfium adds or takes them at the end of a line
_RIGHT_TO_LEFT: Final = ("R", "AL")
_SHORTEST_PIECE: Final = 4
_WHOLE: Final = 20  # characters at either end of a heading that no page break cuts


def fault_in_docx(report: Report, data: bytes) -> str | None:
    """Return what the docx lacks or has too much as a Chinese clause, or None.

    Paragraphs and the lines of a contents page must stand in the report's order; cells in any, since one merged from a
    head row into the body of its table is written down in the body.
    """
    from python_calamine import CalamineError

    try:
        with ZipFile(BytesIO(data)) as package:
            root = ElementTree.fromstring(package.read("word/document.xml"))
            drawn = fault_in_docx_charts(report, package)
    except (BadZipFile, KeyError, ElementTree.ParseError, CalamineError):
        return _UNREADABLE
    running = (_paragraph_text(paragraph) for paragraph in root.iterfind(f"{_W}body/{_W}p"))
    in_cells = (_paragraph_text(paragraph) for paragraph in root.iterfind(f".//{_W}tc/{_W}p"))
    faults = (
        _first_difference(_running(report), running),
        _first_difference(sorted(_cells(report)), sorted(in_cells)),
        drawn,
    )
    return next(filter(None, faults), None)


def fault_in_xlsx(report: Report, data: bytes) -> str | None:
    """Return what the xlsx lacks or has too much, or None: names, texts and numbers are there and no formula is."""
    from python_calamine import CalamineError, CalamineWorkbook

    sheets = sheets_of(report)
    charts = (charts_name(report),) if report.charts() else ()
    try:
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                if name.startswith("xl/worksheets/") and re.search(b"<f[ />]", package.read(name)):
                    return "表格里出现了公式"
            drawn = fault_in_xlsx_charts(report, package)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names, wanted = book.sheet_names, [*(sheet.name for sheet in sheets), *charts]
        if names != wanted:
            return f"工作表应为“{'、'.join(wanted)}”，实为“{'、'.join(names)}”"
        grids = [book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False) for sheet in sheets]
        cells = [row for name in charts for row in sheet_cells(data, name)]
    except (BadZipFile, CalamineError, ElementTree.ParseError):
        return _UNREADABLE
    if fault := drawn or fault_in_chart_cells(report, cells):
        return fault
    for sheet, grid in zip(sheets, grids, strict=True):
        found = (value if isinstance(value, str) else repr(value) for row in grid for value in row)
        fault = _first_difference(_sheet_values(sheet), found)
        if fault:
            return fault
    return None


def fault_in_pdf(report: Report, data: bytes) -> str | None:
    """Return the first text that the pages lack as a Chinese clause, or None.

    Lines may be wrapped and justified and head rows repeated, so white space does not count and a text may occur more
    often than in the report, but not more seldom; only the end of a page may cut it.  A contents page must give the
    number at the foot of the page on which the heading stands.
    """
    pages = _page_lines(data)
    if pages is None:
        return _UNREADABLE
    whole = "\n".join(map("".join, pages))
    titles = (printable(entry.text) for entry in _entries(report))
    for text, times in Counter(chain(_paragraphs(report), titles, _cells(report), _charts(report))).items():
        bare = _bare(text)
        if bare and whole.count(bare) < times and not _stands_in_pieces(bare, whole.replace(bare, "\n"), len(pages)):
            return _lacks(text)
    return _misleading(report, pages)


def _running(report: Report) -> Iterator[str]:
    """Paragraphs and lines of the contents page as a docx has them."""
    for block in report.blocks():
        match block:
            case Paragraph():
                yield full_text(block.lead, block.text)
            case Contents():
                for entry in block.entries:
                    yield printable(f"{entry.text}\t{entry.page}" if entry.page else entry.text)


def _paragraphs(report: Report) -> Iterator[str]:
    for block in report.blocks():
        if isinstance(block, Paragraph):
            yield full_text(block.lead, block.text)


def _entries(report: Report) -> Iterator[Entry]:
    for block in report.blocks():
        if isinstance(block, Contents):
            yield from block.entries


def _cells(report: Report) -> Iterator[str]:
    for table in report.tables():
        for _, _, cell in table.placed():
            yield printable(cell.text)


def _charts(report: Report) -> Iterator[str]:
    """The words of the charts as a pdf has them."""
    for chart in report.charts():
        yield printable(heading(chart))
        yield from map(printable, chart.categories)
        yield from figures(chart)
        if chart.kind == "pie":
            yield from shares(chart)


def _sheet_values(sheet: Sheet) -> Iterator[str]:
    for paragraph in sheet.above:
        yield full_text(paragraph.lead, paragraph.text)
    for _, _, cell in sheet.table.placed():
        text = printable(cell.text)
        number = number_of(text) if cell.numeric else None
        yield repr(float(number.value)) if number else text
    for paragraph in sheet.below:
        yield full_text(paragraph.lead, paragraph.text)


def _paragraph_text(paragraph: ElementTree.Element) -> str:
    signs = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    parts = (part for run in paragraph.iter(f"{_W}r") for part in run)
    return "".join(part.text or "" if part.tag == f"{_W}t" else signs.get(part.tag, "") for part in parts)


def _first_difference(expected: Iterable[str], found: Iterable[str]) -> str | None:
    """Compare two runs of texts; empty ones only separate."""
    wanted = [text for text in expected if text.strip()]
    there = [text for text in found if text.strip()]
    if wanted == there:
        return None
    lacking, surplus = Counter(wanted) - Counter(there), Counter(there) - Counter(wanted)
    if lacking:
        return _lacks(next(iter(lacking)))
    if surplus:
        return f"多出“{_short(next(iter(surplus)))}”"
    return f"次序不对，从“{_short(next(text for text, other in zip(wanted, there, strict=True) if text != other))}”起"


def _lacks(text: str) -> str:
    return f"缺少“{_short(text)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:30]}…"


def _page_lines(data: bytes) -> list[list[str]] | None:
    """The bare lines of each page; None if the pages cannot be opened."""
    import pypdfium2

    from core.export.pictures import PDFIUM

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return None
        try:
            texts = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
    return [[_bare(line) for line in text.splitlines()] for text in texts]


def _misleading(report: Report, pages: list[list[str]]) -> str | None:
    """The first line of a contents page that lacks its number, or whose heading stands on a page with another one."""
    blocks = tuple(report.blocks())
    for entry, place in chain.from_iterable(listings(report).values()):
        title, number = _bare(printable(entry.text))[-_WHOLE:], str(entry.page or "")
        line = re.compile(r"\n?".join(map(re.escape, title)) + rf"[.\n]*{number}$", re.MULTILINE)
        if not any(line.search("\n".join(lines)) for lines in pages):
            return f"目录中“{_short(entry.text)}”的页码不是 {entry.page}"
        heading = blocks[place]
        assert isinstance(heading, Paragraph)
        if number and not _begins_on(heading, _bare(page_number_text(entry.page)), pages):
            return f"“{_short(entry.text)}”不在目录所写的第 {entry.page} 页"
    return None


def _begins_on(heading: Paragraph, foot: str, pages: list[list[str]]) -> bool:
    beginning = _bare(full_text(heading.lead, heading.text))[:_WHOLE]
    return any(foot in text and beginning in text for text in map("".join, pages))


def _bare(text: str) -> str:
    """Without white space, signs that have no glyph, and the difference between a sign and its compatible form."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if not _lost_in_pdf(sign))


def _lost_in_pdf(sign: str) -> bool:
    """Words written from right to left come out of a page in another order than they went in."""
    return (
        not sign.isprintable()
        or sign.isspace()
        or sign in _HYPHENS
        or unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT
    )


def _stands_in_pieces(text: str, whole: str, pages: int) -> bool:
    """Whether ``text`` stands in ``whole`` cut into at most one piece a page, none but the last very short."""
    rest = text
    for _ in range(pages):
        length = _longest_start(rest, whole)
        if length == len(rest):
            return True
        if length < _SHORTEST_PIECE:
            return False
        rest = rest[length:]
    return False


def _longest_start(text: str, whole: str) -> int:
    """Return how many characters of the beginning of ``text`` stand together in ``whole``."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in whole else (low, middle - 1)
    return low
