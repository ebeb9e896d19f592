"""The fund grid of a form as a sheet: sources against measures, either way round."""

from __future__ import annotations

from decimal import Decimal

from msgspec import structs

from core.forms.model import FundGrid, Line, Measure
from core.kinds import money_in, shown, trimmed
from core.model import STAGES, Place
from core.reading import ACCOUNT_STAGES, RATES, Values
from core.report.figures import Figures
from core.scoring.scores import Scores
from ui.sheets.sheet import LAST_YEAR, Sheet, SheetCell, SheetColumn, SheetRow

_NOTE_SAMPLE = "(6)=(3)/(2)"
_LEAST_SAMPLE = "1234.56"  # where the lines are the columns there are too many for more


def fund_sheet(
    values: Values, scores: Scores | None, every_source: bool = False, before: Values | None = None
) -> Sheet:
    """The fund grid; ``every_source`` also shows the optional lines that hold no amount, and every stage.

    What the project had the year ``before`` is said faintly where nothing is typed yet.
    """
    grid, figures = values.form.fund, Figures(values, scores)
    measures = (*grid.measures, *_other_stages(grid)) if every_source else grid.measures
    lines = grid.lines if every_source else _asked(values)
    if grid.lines_down:
        widest = max((_label(line).shown for line in lines), key=len, default="")
        cells = ((line, (_cell(figures, line, measure, before) for measure in measures)) for line in lines)
        rows = [SheetRow(line.key, (_label(line), *found)) for line, found in cells]
        figured = (_measure_column(measure, _longest(rows, n)) for n, measure in enumerate(measures, start=1))
        return Sheet((SheetColumn(grid.caption, widest), *figured), tuple(rows))
    return _measures_down(figures, lines, measures, before)


def _asked(values: Values) -> tuple[Line, ...]:
    """The lines of the form that are needed: no optional ones without an amount.

    A sum of which one source alone is left, and that one not printed, is that source under the caption of the sum:
    其他资金 is typed where it is printed while nothing is split up below it.
    """
    grid = values.form.fund
    lines = {line.key: line for line in grid.lines if not line.optional or _holds(values, line)}
    banded = {key for band in grid.bands for key in band.lines}
    over = {key for key, _ in values.typed_over}
    for line in grid.lines:
        left = [key for key in line.sum if key in lines]
        alone = lines[left[0]] if len(left) == 1 and len(line.sum) > 1 else None
        if alone and alone.source and not alone.printed and line.key in lines and line.key not in banded | over:
            lines[line.key] = structs.replace(alone, caption=line.caption, indent=line.indent)
            del lines[alone.key]
    return tuple(lines.values())


def _measures_down(
    figures: Figures, lines: tuple[Line, ...], measures: tuple[Measure, ...], before: Values | None
) -> Sheet:
    """The grid with the measures as rows; their 行次 stands behind them where the form numbers its rows."""
    noted = any(measure.note for measure in measures)
    rows = []
    for measure in measures:
        heads = (_text(measure.caption), _text(measure.note)) if noted else (_text(measure.caption),)
        rows.append(SheetRow(measure.key, (*heads, *(_cell(figures, line, measure, before) for line in lines))))
    fixed = [SheetColumn("项目", _longest(rows, 0))]
    if noted:
        fixed.append(SheetColumn("行次", _longest(rows, 1, _NOTE_SAMPLE)))
    bands = {key: band.caption for band in figures.form.fund.bands for key in band.lines}
    sources = tuple(
        SheetColumn(line.caption, _longest(rows, n, _LEAST_SAMPLE), 1, number=True, band=bands.get(line.key, ""))
        for n, line in enumerate(lines, start=len(fixed))
    )
    return Sheet((*fixed, *sources), tuple(rows))


def _longest(rows: list[SheetRow], column: int, least: str = "") -> str:
    return max((least, *(row.cells[column].shown for row in rows)), key=len)


def _other_stages(grid: FundGrid) -> tuple[Measure, ...]:
    """The stages this form does not ask for; other forms of the same year do."""
    asked = {measure.stage for measure in grid.measures}
    return tuple(Measure(caption=caption, stage=stage) for stage, caption in STAGES.items() if stage not in asked)


def _holds(values: Values, line: Line) -> bool:
    keys = (line.source or line.key, line.key)
    fund = values.dossier.funds.get(line.source)
    return fund is not None or any(key in keys for key, _ in (*values.computed, *values.typed_over))


def _label(line: Line) -> SheetCell:
    return SheetCell("　" * line.indent + line.caption, fixed="名称由表样规定。", label=True)


def _text(caption: str) -> SheetCell:
    return SheetCell(caption, fixed="名称由表样规定。", label=True)


def _measure_column(measure: Measure, longest: str) -> SheetColumn:
    least = "100.00" if measure.formula else _LEAST_SAMPLE
    return SheetColumn(measure.caption, max(least, longest, key=len), 1, number=True)


def _cell(figures: Figures, line: Line, measure: Measure, before: Values | None) -> SheetCell:
    values, scores = figures.values, figures.scores
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
        return _source_cell(values, line, measure, place, typed, before)
    if place.table == "account":
        return _account_cell(values, line, measure, place, typed)
    over = bool(typed.strip())
    value = values.typed_over.get((line.key, measure.key)) if over else values.computed.get((line.key, measure.key))
    said = typed if over and value is None else _figure(values, measure, value)
    if not over and value is None and measure.formula:
        said = figures.find(f"fund.{line.key}.{measure.key}", "数").text  # printed where nothing is computed
    exact = "" if over else _exact(values, measure, value)
    typed = typed if over else said.strip("—")
    unit = "" if measure.key in RATES else values.form.money_unit
    return SheetCell(said, typed, place, number=True, computed=True, over=over, exact=exact, unit=unit)


def _source_cell(
    values: Values, line: Line, measure: Measure, place: Place, typed: str, before: Values | None
) -> SheetCell:
    value = values.amounts.get((line.source, measure.key))
    derived = not typed.strip() and value is not None  # 全年 = 年初 + 调整
    said = typed if typed.strip() and value is None else _figure(values, measure, value)
    exact = _exact(values, measure, value) if derived else ""
    unit = "" if measure.key in RATES else values.form.money_unit
    cell = SheetCell(said, typed, place, number=True, computed=derived, exact=exact, unit=unit)
    earlier = None if said or before is None else before.amounts.get((line.source, measure.key))
    if earlier is None:
        return cell
    ghost = f"上年 {_figure(values, measure, earlier)}"
    return structs.replace(cell, ghost=ghost, earlier=_exact(values, measure, earlier), tip=LAST_YEAR)


def _account_cell(values: Values, line: Line, measure: Measure, place: Place, typed: str) -> SheetCell:
    """A cell of the unit's final accounts, which may be a sum there."""
    value, written = values.computed.get((line.key, measure.key)), bool(typed.strip())
    added = values.accounts is not None and (line.account, ACCOUNT_STAGES[measure.key]) in values.accounts.computed
    said = typed if written and value is None else _figure(values, measure, value)
    exact = "" if written else _exact(values, measure, value)
    computed, unit = added or (not written and value is not None), values.form.money_unit
    typed = typed if written else said
    return SheetCell(said, typed, place, number=True, computed=computed, over=written and added, exact=exact, unit=unit)


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
