"""The fund grid of a form as a sheet: sources against measures, either way round."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from core.forms.model import FundGrid, Line, Measure
from core.kinds import money_in, shown, trimmed
from core.model import STAGES, Place
from core.reading import RATES, Values
from core.scoring import Scores
from ui.sheets.sheet import Sheet, SheetCell, SheetColumn, SheetRow

_MONEY_SAMPLE = "123456.78"
_STAGES: tuple[Literal["initial", "adjustment", "annual", "in_place", "executed", "midyear"], ...] = (
    "initial", "adjustment", "annual", "in_place", "executed", "midyear",
)  # fmt: skip


def fund_sheet(values: Values, scores: Scores | None, every_source: bool = False) -> Sheet:
    """The fund grid; ``every_source`` also shows the optional lines that hold no amount, and every stage."""
    grid = values.form.fund
    measures = (*grid.measures, *_other_stages(grid)) if every_source else grid.measures
    lines = tuple(line for line in grid.lines if every_source or not line.optional or _holds(values, line))
    if grid.lines_down:
        widest = max((_label(line).shown for line in lines), key=len, default="")
        columns = (SheetColumn(grid.caption, widest), *(_measure_column(m) for m in measures))
        rows = tuple(
            SheetRow(line.key, (_label(line), *(_cell(values, scores, line, m) for m in measures)))
            for line in lines
        )
        return Sheet(columns, rows)
    columns = (
        SheetColumn("项目", "预算执行率(%)"),
        SheetColumn("行次", "(5)=(3)-(4)"),
        *(SheetColumn(line.caption, _MONEY_SAMPLE, 1, number=True) for line in lines),
    )
    rows = tuple(
        SheetRow(m.key, (_text(m.caption), _text(m.note), *(_cell(values, scores, line, m) for line in lines)))
        for m in measures
    )
    return Sheet(columns, rows)


def _other_stages(grid: FundGrid) -> tuple[Measure, ...]:
    """The stages this form does not ask for; other forms of the same year do."""
    asked = {measure.stage for measure in grid.measures}
    return tuple(Measure(caption=STAGES[stage], stage=stage) for stage in _STAGES if stage not in asked)


def _holds(values: Values, line: Line) -> bool:
    keys = (line.source or line.key, line.key)
    fund = values.dossier.funds.get(line.source)
    return fund is not None or any(key in keys for key, _ in (*values.computed, *values.typed_over))


def _label(line: Line) -> SheetCell:
    return SheetCell("　" * line.indent + line.caption, fixed="名称由表样规定。", label=True)


def _text(caption: str) -> SheetCell:
    return SheetCell(caption, fixed="名称由表样规定。", label=True)


def _measure_column(measure: Measure) -> SheetColumn:
    sample = "100.00" if measure.formula else _MONEY_SAMPLE
    return SheetColumn(measure.caption, sample, 1, number=True)


def _cell(values: Values, scores: Scores | None, line: Line, measure: Measure) -> SheetCell:
    if measure.only and line.key not in measure.only:
        return SheetCell(measure.elsewhere, fixed="这一格按表样不填。", number=True, computed=True)
    if measure.formula == "execution_weight":
        weight = values.form.scoring.execution_weight if values.form.scoring else None
        return _fixed("" if weight is None else trimmed(weight), "执行率的分值由表样规定。")
    if measure.formula == "execution_score":
        points = scores.execution.points if scores else None
        return _fixed("" if points is None else shown(points, 2), "得分由执行率算出，不用填。")
    place = values.fund_place(line.key, measure.key)
    typed = values.dossier.text(place)
    if place.table == "fund":
        return _source_cell(values, line, measure, place, typed)
    over = bool(typed.strip())
    value = values.typed_over.get((line.key, measure.key)) if over else values.computed.get((line.key, measure.key))
    said = typed if over and value is None else _figure(values, measure, value)
    if not over and value is None and measure.key in RATES and _divides_by_zero(values, line):
        said = values.form.fund.undefined
    exact = "" if over else _exact(values, measure, value)
    typed = typed if over else said.strip("—")
    return SheetCell(said, typed, place, number=True, computed=True, over=over, exact=exact)


def _source_cell(values: Values, line: Line, measure: Measure, place: Place, typed: str) -> SheetCell:
    value = values.amounts.get((line.source, measure.key))
    derived = not typed.strip() and value is not None  # 全年 = 年初 + 调整
    said = typed if typed.strip() and value is None else _figure(values, measure, value)
    exact = _exact(values, measure, value) if derived else ""
    return SheetCell(said, typed, place, number=True, computed=derived, exact=exact)


def _fixed(said: str, why: str) -> SheetCell:
    return SheetCell(said, fixed=why, number=True, computed=True)


def _figure(values: Values, measure: Measure, value: Decimal | None) -> str:
    if value is None:
        return ""
    if measure.key in RATES:
        return shown(value, values.form.rate_decimals)
    return shown(money_in(value, values.form.money_unit), values.form.money_decimals)


def _exact(values: Values, measure: Measure, value: Decimal | None) -> str:
    """An amount with every decimal; a rate is not exact at any length and goes as it is shown."""
    if value is None or measure.key in RATES:
        return ""
    return trimmed(money_in(value, values.form.money_unit))


def _divides_by_zero(values: Values, line: Line) -> bool:
    return values.amount(line.key, "annual") == 0
