"""A chart of a form from the facts: the same amounts as in the sentences, unrounded; never a figure nobody gave."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.forms.paper_model import ChartSpec
from core.kinds import money_in
from core.report.account_figures import amount_at
from core.report.blocks import Chart, drawable
from core.report.figures import Figures
from core.report.listing import listed
from core.report.spots import Spot, step
from core.report.wording import fill

_UNNAMED = "未命名"  # a blank cell is none to whoever reads the chart's cells back


def chart(spec: ChartSpec, figures: Figures) -> Chart | None:
    """The chart as it is printed; None where it has nothing to show.

    A column without an amount is left out; a pie whose slices are not all known is not drawn, as the others would look
    like the whole.  A slice of 0 is left out.
    """
    form = figures.style
    points = tuple(_points(spec, figures))
    if spec.kind == "pie" and any(amount is None for _, amount in points):
        return None
    known = [(name, money_in(amount, form.money_unit)) for name, amount in points if amount is not None]
    found = [(name, value) for name, value in known if value or spec.kind == "column"]
    values = tuple(value for _, value in found)
    if not drawable(spec.kind, values) or not any(values):
        return None
    title = fill(spec.title, figures.find)
    return Chart(spec.kind, title, tuple(name for name, _ in found), values, form.money_decimals, form.money_unit)


def _points(spec: ChartSpec, figures: Figures) -> Iterator[tuple[str, Decimal | None]]:
    for point in spec.points:
        yield fill(point.caption, figures.find), amount_at(figures.values, point.figure)
    if spec.each:
        name = "called" if step(Spot("unit"), spec.each).row == "category" else "name"
        for _, row in listed(figures, step(Spot("unit"), spec.each)):
            yield figures.find(f"{row.path}.{name}").text or _UNNAMED, amount_at(figures.values, f"{row.path}.outturn")
