"""Do the charts of a written file show what the report says?  Their parts and cells are read by other means."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Final
from xml.etree import ElementTree
from zipfile import ZipFile

from core.export.sheet_chart import CELLS_NAME, LEGEND, NAMES, VALUES, table_of
from core.export.text import printable
from core.report.blocks import Chart, Report
from core.report.charts import heading

Cells = list[tuple[str | float, ...]]

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DOCUMENT: Final = "word/document.xml"
_PLOTS: Final = (("column", f"{_C}barChart"), ("pie", f"{_C}pieChart"))


def fault_in_docx_charts(report: Report, package: ZipFile) -> str | None:
    """Return the first difference as a Chinese clause, or None; the picture and its workbook must both be right.

    :raises KeyError: a part is missing.
    :raises ElementTree.ParseError: a part cannot be read.
    :raises CalamineError: a workbook cannot be read.
    """
    drawn = ElementTree.fromstring(package.read(_DOCUMENT)).iter(f"{_C}chart")
    targets = _targets(package, _DOCUMENT)
    parts = [targets[element.attrib[_ID]] for element in drawn]
    if fault := _miscounted(report, len(parts)):
        return fault
    for chart, part in zip(report.charts(), parts, strict=True):
        root = ElementTree.fromstring(package.read(part))
        external = root.find(f"{_C}externalData")
        if external is None:
            return _lies(chart, "数据表")
        workbook = package.read(_targets(package, part)[external.attrib[_ID]])
        fault = _picture_fault(chart, root) or _cells_fault(chart, sheet_cells(workbook, CELLS_NAME))
        if fault:
            return fault
    return None


def fault_in_xlsx_charts(report: Report, package: ZipFile) -> str | None:
    """Return the first difference between pictures and report as a Chinese clause, or None."""
    parts = sorted(
        (name for name in package.namelist() if name.startswith("xl/charts/chart")),
        key=lambda name: int("".join(filter(str.isdigit, name))),
    )
    if fault := _miscounted(report, len(parts)):
        return fault
    pairs = zip(report.charts(), parts, strict=True)
    faults = (_picture_fault(chart, ElementTree.fromstring(package.read(part))) for chart, part in pairs)
    return next(filter(None, faults), None)


def fault_in_chart_cells(report: Report, found: Cells) -> str | None:
    """Return the first difference between the worksheet of the charts and the report, or None."""
    rest = iter(found)
    for chart in report.charts():
        if fault := _cells_fault(chart, list(islice(rest, len(chart.values) + 1))):
            return fault
    surplus = next(rest, None)
    return f"多出“{surplus[0]}”" if surplus else None


def sheet_cells(workbook: bytes, name: str) -> Cells:
    """The rows of a worksheet that hold anything, without empty cells behind the last one."""
    from python_calamine import CalamineWorkbook

    grid = CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_name(name).to_python()
    return [cells for row in grid if (cells := tuple(_held(row)))]


def _held(row: Sequence[object]) -> Iterator[str | float]:
    for value in row:
        if isinstance(value, str | float | int) and value != "":
            yield value if isinstance(value, str) else float(value)


def _miscounted(report: Report, found: int) -> str | None:
    wanted = len(report.charts())
    return None if found == wanted else f"应有图表 {wanted} 个，实有 {found} 个"


def _picture_fault(chart: Chart, root: ElementTree.Element) -> str | None:
    """What a chart part says without its cells: kind, title, names and remembered values."""
    kinds = [kind for kind, tag in _PLOTS if root.find(f".//{tag}") is not None]
    if kinds != [chart.kind]:
        return _lies(chart, "类型")
    title = "".join(element.text or "" for element in root.iterfind(f"{_C}chart/{_C}title//{_A}t"))
    if title != printable(heading(chart)):
        return _lies(chart, "标题")
    _, *rows = table_of(chart)
    column = LEGEND if chart.kind == "pie" else NAMES
    if _remembered(root, "cat") != [row[column] for row in rows]:
        return _lies(chart, "类别")
    if [float(value) for value in _remembered(root, "val")] != [row[VALUES] for row in rows]:
        return _lies(chart, "数值")
    return None


def _remembered(root: ElementTree.Element, tag: str) -> list[str]:
    return [element.text or "" for element in root.iterfind(f".//{_C}ser/{_C}{tag}//{_C}v")]


def _cells_fault(chart: Chart, found: Cells) -> str | None:
    return None if found == list(table_of(chart)) else _lies(chart, "数据表")


def _lies(chart: Chart, what: str) -> str:
    return f"图表“{chart.title}”的{what}不符"


def _targets(package: ZipFile, part: str) -> dict[str, str]:
    """Name of each relation of a part -> the part it leads to."""
    folder, name = posixpath.split(part)
    root = ElementTree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    return {
        relation.attrib["Id"]: posixpath.normpath(posixpath.join(f"/{folder}", relation.attrib["Target"])).lstrip("/")
        for relation in root
    }
