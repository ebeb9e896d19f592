"""How a chart is set and what it says: size, colours, words.  The one place that knows.

The same words stand in every file type; only a spreadsheet and Word place them themselves.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

from core.kinds import shown
from core.report.blocks import Chart
from core.report.digits import TOO_SMALL
from core.report.typography import Face, Justify, TextStyle

WIDTH_MM: Final = 140.0
SPACE: Final = 6.0  # points above and below
TITLE: Final = TextStyle(Face.HEI, 12, 18, Justify.CENTER)
LABEL: Final = TextStyle(Face.SONG, 10.5, 14, Justify.CENTER)
AXIS: Final = "#7F7F7F"
PALETTE: Final = (
    "#2F5D8C", "#A9C4DE", "#5E8F8A", "#E0CF9F", "#8A5A4E", "#BFD3B0",
    "#4A4E69", "#D9A88F", "#6E8F57", "#C9C9C9", "#7A5C8E", "#93BFC4",
)  # fmt: skip
"""Dark and light by turns, so that neighbours differ in grey too; the columns of a chart have the first."""

LEAST_SHARE: Final = f"{TOO_SMALL}0.01%"
NAME_EMS: Final = 15  # of a name beside a pie on one line
_HEIGHT_MM: Final = 75.0
_ROWS: Final = 10  # lines of names beside a pie of the usual height
_ROW_MM: Final = 6.0


def size_mm(chart: Chart) -> tuple[float, float]:
    """Width and height of the picture; a pie of many slices is higher, so that the list of its names has room."""
    rows = sum(map(_lines, chart.categories)) if chart.kind == "pie" else 0
    return WIDTH_MM, _HEIGHT_MM + max(rows - _ROWS, 0) * _ROW_MM


def _lines(name: str) -> int:
    return sum(max(math.ceil(len(part) / NAME_EMS), 1) for part in name.split("\n"))


def heading(chart: Chart) -> str:
    """The line above the picture: what is shown, in which unit."""
    return f"{chart.title}（单位：{chart.unit}）" if chart.unit else chart.title


def figures(chart: Chart) -> tuple[str, ...]:
    """The values as they are printed."""
    return tuple(shown(value, chart.decimals) for value in chart.values)


def shares(chart: Chart) -> tuple[str, ...]:
    """What each slice of a pie has of the whole: “16.01%”; one too small to be printed is not said to be 0."""
    said = ((ratio, shown(ratio * 100, 2)) for ratio in ratios(chart))
    return tuple(LEAST_SHARE if ratio and not Decimal(share) else f"{share}%" for ratio, share in said)


def ratios(chart: Chart) -> tuple[Decimal, ...]:
    """What each slice has of the whole, 0 to 1, not rounded."""
    whole = sum(chart.values)
    return tuple(value / whole for value in chart.values)


def legend(chart: Chart) -> tuple[str, ...]:
    """The slices as a native chart lists them beside the pie: “基本支出 287.43（16.00%）”."""
    parts = zip(chart.categories, figures(chart), shares(chart), strict=True)
    return tuple(f"{name} {figure}（{share}）" for name, figure, share in parts)


def words(chart: Chart) -> str:
    """The picture in words, for those who cannot see it."""
    kind = "柱形图" if chart.kind == "column" else "饼图"
    parts = (f"{name} {figure}" for name, figure in zip(chart.categories, figures(chart), strict=True))
    if chart.kind == "pie":
        parts = (f"{part}，占 {share}" for part, share in zip(parts, shares(chart), strict=True))
    return f"{kind}“{heading(chart)}”：{'；'.join(parts)}。"
