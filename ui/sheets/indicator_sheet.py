"""The indicator table of a form as a sheet: execution row, merged levels, empty rows to begin in, total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from msgspec import structs

from core.fields import FIELDS
from core.forms.indicator_model import Column, Level1, Level2
from core.forms.model import Form
from core.kinds import shown, trimmed
from core.model import Indicator, Place
from core.reading import TOTAL, IndicatorValues, Values
from core.report.digits import percent
from core.report.figures import Figures, with_relation, with_unit
from core.report.wording import pieces
from core.scoring.scores import Score, Scores
from ui.sheets.sheet import LAST_YEAR, Sheet, SheetCell, SheetColumn, SheetRow, merged_levels

NEW = 0  # row number of a row that is not there yet; typing into it adds it
_SAMPLES = {
    "level1": "27.5 / 30　差 2.5", "level2": "服务对象满意度", "name": "救助对象认定准确率", "direction": "定性",
    "target": "≥1200 人次", "adjusted": "≥1200 人次", "midyear": "1200 人次", "actual": "1140 人次", "unit": "人次",
    "weight": "100.00", "completion": "100.00 %", "score": "100.00", "deviation": "3 月起低保边缘对象重新认定，少",
    "evidence": "佐证材料名称", "forecast": "1200 人次", "likelihood": "确定能", "cause": "制度保障",
    "remark": "备注里的话",
}  # fmt: skip
_STRETCH = {"name": 2, "deviation": 3, "remark": 2, "target": 1, "actual": 1, "forecast": 1}
_LONGEST = {"level2": 10, "name": 14, **dict.fromkeys(("target", "actual", "midyear", "forecast"), 10)}
"""Characters that stand in one line."""
_NOT_PRINTED = (
    "direction", "unit", "adjusted", "midyear", "forecast", "likelihood", "cause", "evidence", "remark",
)  # fmt: skip
_NUMBERS = frozenset({"target", "adjusted", "midyear", "forecast", "actual", "weight", "completion", "score"})
_MEASURED = frozenset({"direction", "target", "adjusted", "midyear", "forecast", "actual", "unit"})
_TAKEN = frozenset({"target", "actual"})  # said faintly, as they were last year
_LEVELS = {"level1": 1, "level2": 2}
_LINES = frozenset({"name", "deviation", "evidence", "remark"})
_WHY = {
    "level1": "一级指标由表样规定。",
    "level2": "二级指标由表样规定；右键可以在这一类下添加指标。",
    "completion": "完成率由目标值和实际值算出，不用填。",
    "judged": "这一类没有目标值和实际值，请直接在得分栏填分。",
}


class RowMemory:
    """The indicators' rows as they were made last.  Most are the same after a step and are taken over whole."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[tuple[object, ...], SheetRow]] = {}
        self._now: dict[int, tuple[tuple[object, ...], SheetRow]] = {}
        self._heads: dict[tuple[str, str], SheetCell] = {}

    def head(self, field: str, group: str, cell: SheetCell) -> SheetCell:
        """The cell of a level: the very same as before while it says the same, so that nobody need compare its rows."""
        kept = self._heads.get((field, group))
        if kept is not None and kept == cell:
            return kept
        self._heads[field, group] = cell
        return cell

    def begin(self) -> None:
        """Another table is made; rows that are not asked for again are forgotten."""
        self._before, self._now = self._now, {}

    def row(self, number: int, facts: tuple[object, ...], make: Callable[[], SheetRow]) -> SheetRow:
        """The row of an indicator: the one from before while it says the same ``facts``, else a new one."""
        kept = self._before.get(number)
        row = kept[1] if kept is not None and kept[0] == facts else make()
        self._now[number] = facts, row
        return row


def indicator_sheet(
    values: Values,
    scores: Scores | None,
    every_field: bool = False,
    memory: RowMemory | None = None,
    before: Mapping[int, Indicator] = MappingProxyType({}),
) -> Sheet:
    """The indicator table in the form's order; rows whose level the form does not know stand behind.

    ``every_field`` adds the fields that this form does not print: other forms, of the same year, do.  ``memory`` keeps
    rows from one table to the next.  ``before`` are the same indicators a year ago, by the numbers they have now: their
    target and actual values are said faintly where nothing is typed yet.
    """
    memory = memory or RowMemory()
    memory.begin()
    form = values.form
    columns = _columns(form, every_field)
    rows: list[SheetRow] = []
    if scores is not None and scores_execution(form):
        rows.append(
            SheetRow("execution", tuple(_execution_cell(c, values, scores) for c in columns), group="execution")
        )
    heads: dict[str, dict[str, SheetCell]] = {}
    for outer, part, found, points in _arranged(values, scores):
        group = f"{outer.name}/{part.name}"
        if group not in heads:
            heads[group] = {
                "level1": memory.head("level1", outer.name, _level1_cell(values, outer)),
                "level2": memory.head("level2", group, _level2_cell(values, outer, part)),
            }
        old = before.get(found.row.id) if found else None
        make = partial(_row, columns, values, (outer, part), found, points, heads[group], old)
        facts = form.id, columns, found and found.row, points and points.points, old, *heads[group].values()
        rows.append(memory.row(found.row.id, facts, make) if found else make())
    if scores is not None:
        rows.append(SheetRow("total", tuple(_total_cell(c, values, scores) for c in columns), group="total"))
    named = tuple(_column(c, [row.cells[n].shown for row in rows]) for n, c in enumerate(columns))
    return Sheet(named, tuple(rows), merged_levels(named, tuple(rows)))


def _columns(form: Form, every_field: bool) -> tuple[Column, ...]:
    named = {column.field for column in form.indicators.columns}
    others = tuple(field for field in _NOT_PRINTED if field not in named) if every_field else ()
    added = (Column(field=field, caption=FIELDS[f"indicator.{field}"].caption) for field in others)
    return (*form.indicators.columns, *added)


def fields_shown(form: Form, every_field: bool) -> tuple[str, ...]:
    """The fields of the columns, from left to right."""
    return tuple(column.field for column in _columns(form, every_field))


def scores_execution(form: Form) -> bool:
    """Whether the execution rate has points of its own under a form."""
    return form.scoring is not None and form.scoring.execution_weight != 0


def _row(
    columns: tuple[Column, ...],
    values: Values,
    levels: tuple[Level1, Level2],
    found: IndicatorValues | None,
    points: Score | None,
    heads: Mapping[str, SheetCell],
    before: Indicator | None,
) -> SheetRow:
    """One indicator, or the empty row of a 二级指标; ``heads`` are its levels, ``before`` is last year's."""
    outer, part = levels
    shown = frozenset(c.field for c in columns)
    cells = tuple(heads.get(c.field) or _cell(c, shown, values, outer, found, points, before) for c in columns)
    number = found.row.id if found else NEW
    group = f"{outer.name}/{part.name}"
    return SheetRow(f"{group}/{number}", cells, number, group, fresh=found is None)


def levels_at(form: Form, group: str) -> tuple[Level1, Level2] | None:
    """The levels a row's group stands for; None for the execution and total rows."""
    outer, _, part = group.partition("/")
    return form.level_of(outer, part) if part else None


def _arranged(
    values: Values, scores: Scores | None
) -> Iterator[tuple[Level1, Level2, IndicatorValues | None, Score | None]]:
    points = scores.indicators if scores else (None,) * len(values.indicators)
    inside: dict[tuple[str, str] | None, list[tuple[IndicatorValues, Score | None]]] = {}
    for found, score in zip(values.indicators, points, strict=True):
        names = None if found.level is None else (found.level[0].name, found.level[1].name)
        inside.setdefault(names, []).append((found, score))
    for outer in values.form.indicators.levels:
        for part in outer.parts:
            for found, score in inside.get((outer.name, part.name), ((None, None),)):
                yield outer, part, found, score
    for found, score in inside.get(None, ()):
        yield Level1(found.row.level1 or "其他", ()), Level2(found.row.level2 or "其他"), found, score


def _column(column: Column, texts: list[str]) -> SheetColumn:
    """A column of names is as wide as its longest text, within bounds, before the reasons get the spare room."""
    most, sample = _LONGEST.get(column.field), _SAMPLES[column.field]
    if most is not None:
        sample = max(sample, *(text[:most] for text in texts), key=len)
    return SheetColumn(
        column.caption,
        sample,
        _STRETCH.get(column.field, 0),
        number=column.field in _NUMBERS,
        level=_LEVELS.get(column.field, 0),
        naming=column.field == "name",
    )


def _cell(
    column: Column,
    columns: frozenset[str],
    values: Values,
    outer: Level1,
    found: IndicatorValues | None,
    points: Score | None,
    before: Indicator | None,
) -> SheetCell:
    number = column.field in _NUMBERS
    typed = getattr(found.row, column.field, "") if found else ""
    if outer.judged and not typed and column.field in _MEASURED | {"completion"}:
        return SheetCell(fixed=_WHY["judged"], number=number, computed=True)
    if column.field == "completion":
        rate = found.completion if found else None
        said = "" if found is None else "—" if rate is None else f"{percent(values.form, rate, 'completion')} %"
        return SheetCell(said, fixed=_WHY["completion"], number=True, computed=True)
    place = Place("indicator", values.dossier.id, column.field, found.row.id if found else NEW)
    if column.field == "score":
        return _judged_cell(place, typed, found) if outer.judged else _score_cell(place, found, points)
    cell = SheetCell(
        _said(column, columns, found) if found else "",
        typed,
        place,
        number=number,
        lines=column.field in _LINES,
        ghost="填写指标名称" if column.field == "name" and found is None else "",
        choices=FIELDS[f"indicator.{column.field}"].choices,
    )
    earlier = "" if typed or found is None or before is None else _earlier(column.field, found.row, before)
    return structs.replace(cell, ghost=f"上年 {earlier}", earlier=earlier, tip=LAST_YEAR) if earlier else cell


def _earlier(field: str, row: Indicator, before: Indicator) -> str:
    """The value of last year, with the relation and the unit its own row had where the row of now has none."""
    if field not in _TAKEN:
        return ""
    unit = "" if row.unit else before.unit
    typed = str(getattr(before, field))
    if field == "actual":
        return with_unit(typed, unit)
    return with_relation(typed, "" if row.direction else before.direction, unit)


def _said(column: Column, columns: frozenset[str], found: IndicatorValues) -> str:
    """What a cell says: where no columns for direction and unit are shown, they stand with the value."""
    row = found.row
    typed = str(getattr(row, column.field))
    if column.field == "direction":
        return typed or found.direction
    unit = "" if "unit" in columns else row.unit
    if column.field in ("target", "adjusted"):
        return with_relation(typed, "" if "direction" in columns else row.direction, unit)
    return with_unit(typed, unit) if column.field in ("actual", "midyear", "forecast") else typed


def _judged_cell(place: Place, typed: str, found: IndicatorValues | None) -> SheetCell:
    """The points the clerk gives where nothing is measured."""
    return SheetCell(typed, typed, place, number=True, ghost="填得分" if found else "")


def _score_cell(place: Place, found: IndicatorValues | None, points: Score | None) -> SheetCell:
    if found is None or points is None:
        return SheetCell("", fixed="先填指标名称和数值，得分自动算出。", number=True, computed=True)
    over = bool(found.row.score.strip())
    said = found.row.score if over else "—" if points.points is None else shown(points.points, 2)
    return SheetCell(said, found.row.score if over else said.strip("—"), place, number=True, computed=True, over=over)


def _level1_cell(values: Values, outer: Level1) -> SheetCell:
    weights = [f.weight or Decimal(0) for f in values.indicators if f.level is not None and f.level[0] is outer]
    return structs.replace(
        _quota_cell(outer.shown, _WHY["level1"], outer.quota, weights), strong=outer.quota is not None
    )


def _level2_cell(values: Values, outer: Level1, part: Level2) -> SheetCell:
    """A bar shows the share of the points only where several rows leave room for it."""
    weights = [f.weight or Decimal(0) for f in values.indicators if f.level is not None and f.level[1] is part]
    cell = _quota_cell(part.printed, _WHY["level2"], part.quota, weights)
    return cell if len(weights) > 1 else structs.replace(cell, share=None)


def _quota_cell(caption: str, why: str, quota: Decimal | None, weights: list[Decimal]) -> SheetCell:
    """The cell of a level with the points it must reach and how far they are given out."""
    if quota is None:
        return SheetCell(caption, fixed=why, label=True)
    have = sum(weights, Decimal(0))
    gap = quota - have
    return SheetCell(
        caption,
        fixed=why,
        label=True,
        below=f"{trimmed(have)} / {trimmed(quota)}",
        gap="" if gap == 0 else f"{'差' if gap > 0 else '多'} {trimmed(abs(gap))}",
        share=min(have / quota, Decimal(1)) if quota else None,
    )


def _execution_cell(column: Column, values: Values, scores: Scores) -> SheetCell:
    """The row of the execution rate, whose figures come from the funds page."""
    fixed = "取自“资金”页。"
    rate = values.computed.get((TOTAL, "execution_rate"))  # the one that scores, whatever is typed over it
    said = "—" if rate is None else f"{percent(values.form, rate)} %"
    weight = values.form.scoring.execution_weight if values.form.scoring else Decimal(0)
    if column.field == "deviation":
        return _execution_reason(values, scores)
    if column.field == "level1":
        full = f"{trimmed(weight)} / {trimmed(weight)}"
        return SheetCell("预算执行指标", fixed=fixed, label=True, strong=True, below=full, share=Decimal(1))
    points = scores.execution.points
    texts = {
        "level2": "预算执行率",
        "name": "预算执行率",
        "weight": trimmed(weight),
        "target": "100 %",
        "actual": said,
        "completion": said,
        "score": "—" if points is None else shown(points, 2),
    }
    number = column.field in _NUMBERS
    typed_over = values.fund_place(TOTAL, "execution_rate") if column.field in ("actual", "completion") else None
    return SheetCell(texts.get(column.field, ""), fixed=fixed, number=number, computed=number, source=typed_over)


def _execution_reason(values: Values, scores: Scores) -> SheetCell:
    """Why not all was spent, as it stands below the funds; with live figures in it it can be typed into only there."""
    place = Place("answer", values.dossier.id, "execution_reason")
    text = values.dossier.text(place)
    found = pieces(text, Figures(values, scores)) if "{" in text else ()
    if not any(piece.path for piece in found):
        return SheetCell(text, text, place, lines=True)
    said = "".join(piece.text for piece in found)
    return SheetCell(said, fixed="里面有随数据变化的数，请到“资金”页修改。", lines=True, source=place)


def _total_cell(column: Column, values: Values, scores: Scores) -> SheetCell:
    fixed = "合计由各行算出，不用填。"
    texts = {"level1": "总分"}
    if column.field == "weight":
        base = values.form.scoring.execution_weight if values.form.scoring else Decimal(0)
        texts["weight"] = trimmed(sum((f.weight or Decimal(0) for f in values.indicators), base))
    if column.field == "score":
        texts["score"] = shown(scores.known, 2)
    if column.field == "name":
        counted = (scores.execution, *scores.indicators) if scores_execution(values.form) else scores.indicators
        waiting = sum(1 for score in counted if score.points is None)
        texts["name"] = f"等级 {scores.grade}" if scores.grade else f"{waiting} 项不能算，暂不评等级" if waiting else ""
    said = texts.get(column.field, "")
    return SheetCell(said, fixed=fixed, number=column.field in _NUMBERS, label=column.field == "level1", total=True)
