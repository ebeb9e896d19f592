"""Charts of a pdf: where their shapes and words stand, and the painting of the shapes.

The names of slices stand in a list beside the pie, with value and share: slices of 0.01 % lie side by side and their
names would lie on each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from core.export.fonts import Chain, FontSet
from core.export.pdf_lines import Line, Measure, PlacedLine, set_centred, set_lines, width_of
from core.export.pdf_table import MM
from core.export.text import printable
from core.report.blocks import Chart
from core.report.charts import AXIS, LABEL, NAME_EMS, PALETTE, TITLE, figures, heading, shares, size_mm
from core.report.typography import Justify

_MARGIN: Final = 6.0  # points between the edge of the picture and what is in it
_GAP: Final = 1.5  # between two columns, in widths of one
_WIDEST: Final = 28 * MM
_KEY: Final = 7.0  # side of the square in front of a name
_SPACING: Final = 10.0  # between the columns of the list
_LINE: Final = 0.75
_ROUND: Final = 1  # pdf's number for strokes that meet in a round corner
_WHOLE: Final = 359.999  # degrees
_NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle, in points from the top left corner of the picture."""

    left: float
    top: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a circle; degrees run clockwise from the top."""

    centre: tuple[float, float]
    radius: float
    start: float
    end: float
    colour: str

    @property
    def whole(self) -> bool:
        """Whether nothing of the circle is left to others."""
        return self.end - self.start > _WHOLE


@dataclass(frozen=True, slots=True)
class SetChart:
    """A chart in points: its shapes, painted in order, and its words."""

    width: float
    height: float
    shapes: tuple[Bar | Slice, ...]
    lines: tuple[PlacedLine, ...]


def set_chart(chart: Chart, fonts: FontSet) -> SetChart:
    """Place everything in the picture, which is as large as in the other file types."""
    width, height = (side * MM for side in size_mm(chart))
    title = set_centred(printable(heading(chart)), fonts.chain(TITLE.face), Measure(TITLE.size, width, TITLE.justify))
    head = tuple(_stacked(title, 0.0, _MARGIN, TITLE.pitch))
    top = 2 * _MARGIN + len(title) * TITLE.pitch
    field = _Field(top, width, height - _MARGIN, fonts.chain(LABEL.face))
    shapes, lines = _pie(chart, field) if chart.kind == "pie" else _columns(chart, field)
    return SetChart(width, height, tuple(shapes), (*head, *lines))


@dataclass(frozen=True, slots=True)
class _Field:
    """What of the picture is left below the title."""

    top: float
    width: float
    bottom: float
    chain: Chain

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def set(self, text: str, width: float, justify: Justify) -> tuple[Line, ...]:
        """``text`` in lines of ``width``."""
        return set_lines(((printable(text), self.chain),), Measure(LABEL.size, width, justify))

    def centred(self, text: str, width: float) -> tuple[Line, ...]:
        """``text`` in lines of about equal length."""
        return set_centred(printable(text), self.chain, Measure(LABEL.size, width, Justify.CENTER))

    def figure(self, text: str, width: float) -> tuple[Line, ...]:
        """``text`` on one line, smaller where it must be."""
        size = LABEL.size * min(1.0, (width - 1) / width_of(text, self.chain, LABEL.size))
        return set_lines(((text, self.chain),), Measure(size, width, Justify.CENTER))


def _stacked(lines: tuple[Line, ...], left: float, top: float, pitch: float) -> Iterator[PlacedLine]:
    return (PlacedLine(left, top + number * pitch, pitch, line) for number, line in enumerate(lines))


def _columns(chart: Chart, field: _Field) -> tuple[list[Bar | Slice], list[PlacedLine]]:
    """Columns on a line at zero, each with its value at its end and its name at the foot of the picture."""
    slot = field.width / len(chart.values)
    names = [field.centred(name, slot - _MARGIN) for name in chart.categories]
    foot = field.bottom - max(map(len, names)) * LABEL.pitch
    high, low = (float(limit) for limit in (max(_NONE, *chart.values), min(_NONE, *chart.values)))
    above, below = LABEL.pitch, LABEL.pitch if low else _MARGIN / 2
    scale = (foot - field.top - above - below) / (high - low or 1.0)
    zero = field.top + above + high * scale
    wide = min(slot / (1 + _GAP), _WIDEST)
    shapes: list[Bar | Slice] = []
    lines: list[PlacedLine] = []
    for number, (value, figure) in enumerate(zip(chart.values, figures(chart), strict=True)):
        left, tall = number * slot, float(value) * scale
        shapes.append(Bar(left + (slot - wide) / 2, zero - max(tall, 0), wide, abs(tall), PALETTE[0]))
        label = zero - tall - LABEL.pitch if value >= 0 else zero - tall
        lines += _stacked(field.figure(figure, slot), left, label, LABEL.pitch)
        lines += _stacked(names[number], left + _MARGIN / 2, foot, LABEL.pitch)
    shapes.append(Bar(_MARGIN, zero, field.width - 2 * _MARGIN, _LINE, AXIS))
    return shapes, lines


def _pie(chart: Chart, field: _Field) -> tuple[list[Bar | Slice], list[PlacedLine]]:
    """A pie with the list of its slices to the right, both in the middle of the picture."""
    texts = figures(chart), shares(chart)
    figure_width, share_width = (max(width_of(text, field.chain, LABEL.size) for text in column) for column in texts)
    name_width = NAME_EMS * LABEL.size
    names = [field.set(name, name_width, Justify.LEFT) for name in chart.categories]
    name_width = max(line.width for lines in names for line in lines)
    table = _KEY + name_width + figure_width + share_width + 3 * _SPACING
    radius = min(field.height, field.width - table - 4 * _MARGIN) / 2
    left = (field.width - 2 * radius - 4 * _MARGIN - table) / 2
    shapes = _slices(chart, (left + radius, field.top + field.height / 2), radius)
    left += 2 * radius + 4 * _MARGIN
    pitch = min(LABEL.pitch + 4, field.height / sum(map(len, names)))
    top = field.top + (field.height - pitch * sum(map(len, names))) / 2
    lines: list[PlacedLine] = []
    for number, name in enumerate(names):
        shapes.append(Bar(left, top + (pitch - _KEY) / 2, _KEY, _KEY, PALETTE[number % len(PALETTE)]))
        at = left + _KEY + _SPACING
        lines += _stacked(name, at, top, pitch)
        at += name_width + _SPACING
        for column, wide in zip(texts, (figure_width, share_width), strict=True):
            lines += _stacked(field.set(column[number], wide, Justify.RIGHT), at, top, pitch)
            at += wide + _SPACING
        top += pitch * len(name)
    return shapes, lines


def _slices(chart: Chart, centre: tuple[float, float], radius: float) -> list[Bar | Slice]:
    whole = sum(chart.values)
    turns = pairwise(accumulate((float(value * 360 / whole) for value in chart.values), initial=0.0))
    return [
        Slice(centre, radius, start, end, PALETTE[number % len(PALETTE)])
        for number, (start, end) in enumerate(turns)
        if end > start
    ]


def paint(canvas: Canvas, chart: SetChart, left: float, top: float) -> None:
    """Paint the shapes with the top left corner of the picture at a point of the page.

    Each is a gradient of one colour: the preview at night gives every plain fill the ink of the text.
    """
    canvas.saveState()
    canvas.setStrokeGray(1)
    canvas.setLineWidth(_LINE)
    canvas.setLineJoin(_ROUND)
    for shape in chart.shapes:
        path = _outline(canvas, shape, left, top)
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.linearGradient(left, top, left + chart.width, top, [HexColor(shape.colour)] * 2)
        canvas.restoreState()
        if isinstance(shape, Slice) and not shape.whole:
            canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def _outline(canvas: Canvas, shape: Bar | Slice, left: float, top: float) -> PDFPathObject:
    path = canvas.beginPath()
    if isinstance(shape, Bar):
        path.rect(left + shape.left, top - shape.top - shape.height, shape.width, shape.height)
        return path
    x, y, radius = left + shape.centre[0], top - shape.centre[1], shape.radius
    if shape.whole:
        path.circle(x, y, radius)
        return path
    path.moveTo(x, y)
    path.arcTo(x - radius, y - radius, x + radius, y + radius, 90 - shape.start, shape.start - shape.end)
    path.close()
    return path
