"""Charts of a spreadsheet, drawn by the reader's own program from cells.

A docx holds the same chart with a workbook of its own: the markup of a chart is one for all of Office (ECMA-376 Part 1,
21.2), so XlsxWriter writes it for both.  As in the pdf a list beside the pie gives name, value and share of each slice:
labels around it lie on each other where slices are small, and programs do not agree on how they show a share.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from core.export.sheet_base import POINTS_PER_MM, Formats, set_up_page
from core.export.text import printable
from core.report.blocks import Chart, Page
from core.report.charts import AXIS, LABEL, LEAST_SHARE, PALETTE, TITLE, heading, legend, ratios, size_mm, words
from core.report.typography import LATIN_FACE

CELLS_NAME: Final = "Sheet1"  # as in the workbooks that Word makes
NAMES, VALUES, RATIOS, LEGEND = range(4)
"""The columns; a chart of columns has the first two."""

_HEADS: Final = ("类别", "", "占比", "图例")
_WIDTHS_MM: Final = (46.0, 42.0, 18.0, 62.0, 6.0)  # those, and a gutter in front of the picture
_PIXELS_PER_MM: Final = 96 / 25.4
_ROW, _HEAD_ROW = 20.0, 34.0  # points
_CHART_PART: Final = "xl/charts/chart1.xml"
_SHARE: Final = "0.00%"
_LEGEND_EMS: Final = 18  # of an entry beside a pie on one line
_PAGE: Final = Page(landscape=True, top_mm=28, bottom_mm=26, left_mm=26, right_mm=26)


def add_charts(book: Workbook, name: str, charts: tuple[Chart, ...], formats: Formats) -> None:
    """Add a worksheet with every chart beside the cells that it is drawn from, one below the other."""
    worksheet = book.add_worksheet(name)
    for column, width in enumerate(_WIDTHS_MM):
        worksheet.set_column_pixels(column, column, round(width * _PIXELS_PER_MM))
    width = max(size_mm(chart)[0] for chart in charts)
    scale = _PAGE.text_width_mm / (sum(_WIDTHS_MM) + width + 64 / _PIXELS_PER_MM)
    room = (_PAGE.size_mm[1] - _PAGE.top_mm - _PAGE.bottom_mm) * POINTS_PER_MM / scale
    row, used, breaks = 0, 0.0, list[int]()
    for chart in charts:
        height = _height(chart)
        if used and used + height > room:
            breaks.append(row)
            used = 0.0
        row, used = _add_chart(book, worksheet, chart, row, formats), used + height
    worksheet.print_area(0, 0, row - 1, len(_WIDTHS_MM) - 1 + math.ceil(width * _PIXELS_PER_MM / 64))
    set_up_page(worksheet, _PAGE)
    worksheet.set_h_pagebreaks(breaks)


def table_of(chart: Chart) -> Iterator[tuple[str | float, ...]]:
    """The rows of cells that a chart is drawn from, as far as it has columns."""
    pie = chart.kind == "pie"
    heads = (_HEADS[NAMES], printable(heading(chart)), *_HEADS[RATIOS:])
    yield heads if pie else heads[:RATIOS]
    parts = list(zip(map(_number, ratios(chart)), map(printable, legend(chart)), strict=True)) if pie else []
    for number, (name, value) in enumerate(zip(chart.categories, chart.values, strict=True)):
        yield (printable(name), _number(value), *(parts[number] if pie else ()))


def _number(value: Decimal) -> float:
    """As a spreadsheet holds and writes it: to 15 digits."""
    return float(f"{value:.15g}")


def embedded(chart: Chart, dated: date) -> tuple[bytes, bytes]:
    """The markup of the chart, and the workbook that holds its cells."""
    with ZipFile(BytesIO(_workbook(chart, dated, drawn=True))) as package:
        markup = package.read(_CHART_PART)
    return markup, _workbook(chart, dated, drawn=False)


def _workbook(chart: Chart, dated: date, drawn: bool) -> bytes:
    """Names and values to be typed over; shares and legend follow them by formulas."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": datetime.combine(dated, time())})
        worksheet = book.add_worksheet(CELLS_NAME)
        for column, width in enumerate(_WIDTHS_MM[: LEGEND + 1]):
            worksheet.set_column_pixels(column, column, round(width * _PIXELS_PER_MM))
        looks = {
            VALUES: book.add_format({"num_format": pattern(chart)}),
            RATIOS: book.add_format({"num_format": _SHARE}),
        }
        for row, cells in enumerate(table_of(chart)):
            for column, value in enumerate(cells):
                if row and column >= RATIOS:
                    worksheet.write_formula(row, column, _formula(chart, row, column), looks.get(column), value)
                else:
                    _put(worksheet, row, column, value, looks.get(column))
        if drawn:
            worksheet.insert_chart(0, len(_WIDTHS_MM), _native(book, worksheet, chart, 0))
    return out.getvalue()


def _formula(chart: Chart, row: int, column: int) -> str:
    name, value, ratio = (xl_rowcol_to_cell(row, place) for place in (NAMES, VALUES, RATIOS))
    if column == RATIOS:
        first, last = (xl_rowcol_to_cell(place, VALUES, row_abs=True) for place in (1, len(chart.values)))
        return f"={value}/SUM({first}:{last})"
    share = f'IF(AND({ratio}>0,ROUND({ratio},4)=0),"{LEAST_SHARE}",TEXT({ratio},"{_SHARE}"))'
    return f'={name}&" "&TEXT({value},"{pattern(chart)}")&"（"&{share}&"）"'


def _height(chart: Chart) -> float:
    """Points that the cells or the picture take, whichever is higher, with space below."""
    rows = max(math.ceil((size_mm(chart)[1] * POINTS_PER_MM - _HEAD_ROW) / _ROW), len(chart.values))
    return _HEAD_ROW + (rows + 1) * _ROW


def _add_chart(book: Workbook, worksheet: Worksheet, chart: Chart, first: int, formats: Formats) -> int:
    """Write cells and picture from row ``first`` on; return the row behind them and the space below."""
    end = first + 1 + round((_height(chart) - _HEAD_ROW) / _ROW)
    for row in range(first, end):
        worksheet.set_row(row, _ROW if row > first else _HEAD_ROW)
    shown_as = {VALUES: pattern(chart), RATIOS: _SHARE}
    for row, cells in enumerate(table_of(chart), first):
        for column, value in enumerate(cells):
            head = row == first
            align = "center" if head else "right" if column in shown_as else "left"
            look = formats.cell(head, align, "" if head else shown_as.get(column, ""), False)
            _put(worksheet, row, column, value, look)
    native = _native(book, worksheet, chart, first)
    worksheet.insert_chart(first, len(_WIDTHS_MM), native, {"description": printable(words(chart))})
    return end


def _put(worksheet: Worksheet, row: int, column: int, value: str | float, look: CellFormat | None) -> None:
    if isinstance(value, float):
        worksheet.write_number(row, column, value, look)
    else:
        worksheet.write_string(row, column, value, look)


def pattern(chart: Chart) -> str:
    """The number format that shows the values as they are printed."""
    return f"0.{'0' * chart.decimals}" if chart.decimals else "0"


def _native(book: Workbook, worksheet: Worksheet, chart: Chart, head: int) -> NativeChart:
    """The chart over the cells below row ``head``."""
    first, last = head + 1, head + len(chart.values)
    names = LEGEND if chart.kind == "pie" else NAMES
    native = book.add_chart({"type": chart.kind})
    series: dict[str, Any] = {
        "name": [worksheet.name, head, VALUES],
        "categories": [worksheet.name, first, names, last, names],
        "values": [worksheet.name, first, VALUES, last, VALUES],
    }
    native.set_title({"name": printable(heading(chart)), "name_font": _font(TITLE.size), "overlay": False})
    native.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    width, height = (round(side * _PIXELS_PER_MM) for side in size_mm(chart))
    native.set_size({"width": width, "height": height})
    if chart.kind == "pie":
        _draw_pie(native, series, chart)
    else:
        _draw_columns(native, series, chart)
    return native


def _draw_pie(native: NativeChart, series: dict[str, Any], chart: Chart) -> None:
    points = [
        {"fill": {"color": PALETTE[number % len(PALETTE)]}, "border": _edge(ratio)}
        for number, ratio in enumerate(ratios(chart))
    ]
    native.add_series(series | {"points": points})
    native.set_plotarea({"layout": {"x": 0.02, "y": 0.18, "width": 0.4, "height": 0.75}})
    native.set_legend({"position": "right", "font": _font(LABEL.size)} | {"layout": _beside(chart)})


def _edge(ratio: Decimal) -> dict[str, Any]:
    """A white line between a slice and its neighbours, none where it has none."""
    return {"color": "#FFFFFF", "width": 0.75} if 0 < ratio < 1 else {"none": True}


def _beside(chart: Chart) -> dict[str, float]:
    """Where the list stands: in the middle of the pie's height."""
    lines = sum(1 + (_ems(text) > _LEGEND_EMS) for text in legend(chart))
    height = min(0.8, lines * (LABEL.pitch + 4) / (size_mm(chart)[1] * POINTS_PER_MM))
    return {"x": 0.44, "y": 0.555 - height / 2, "width": 0.55, "height": height}


def _ems(text: str) -> float:
    """About how wide a text is: Latin letters and figures take half a square."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _draw_columns(native: NativeChart, series: dict[str, Any], chart: Chart) -> None:
    labels = {"value": True, "position": "outside_end", "num_format": pattern(chart), "font": _font(LABEL.size)}
    native.add_series(series | {"fill": {"color": PALETTE[0]}, "gap": 150, "data_labels": labels})
    native.set_legend({"none": True})
    axis = {"line": {"color": AXIS}, "major_tick_mark": "none", "label_position": "low"}
    native.set_x_axis(axis | {"num_font": _font(LABEL.size)})
    native.set_y_axis({"visible": False, "major_gridlines": {"visible": False}} | _from_zero(chart))


def _from_zero(chart: Chart) -> dict[str, float]:
    """A column as high as its value: left alone, a program would begin 1610 and 1796 at 1500."""
    if min(chart.values) >= 0:
        return {"min": 0}
    return {"max": 0} if max(chart.values) <= 0 else {}


def _font(size: float) -> dict[str, Any]:
    return {"name": LATIN_FACE, "size": size, "bold": False, "color": "#000000"}
