"""The indicator table of a form as a sheet: execution row, merged levels, empty rows to begin in, total."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Literal

from core.fields import FIELDS
from core.forms.model import Column, Form, Level1, Level2
from core.kinds import shown, trimmed
from core.model import Place
from core.reading import TOTAL, IndicatorValues, Values
from core.report.figures import with_relation, with_unit
from core.scoring import Score, Scores
from ui.sheets.sheet import Sheet, SheetCell, SheetColumn, SheetRow, Span

NEW = 0  # row number of a row that is not there yet; typing into it adds it
_SAMPLES = {
    "level1": "27.5 / 30　差 2.5", "level2": "服务对象满意度", "name": "救助对象认定准确率", "direction": "定性",
    "target": "≥1200 人次", "adjusted": "≥1200 人次", "midyear": "1200 人次", "actual": "1140 人次", "unit": "人次",
    "weight": "100.00", "completion": "100.00", "score": "指标得分", "deviation": "3 月起低保边缘对象重新认定，少",
    "evidence": "佐证材料名称",
}  # fmt: skip
_LONGEST = {"level2": 10, "name": 14}  # characters that stand in one line
_NOT_PRINTED: tuple[Literal["direction", "unit", "adjusted", "midyear", "evidence"], ...] = (
    "direction", "unit", "adjusted", "midyear", "evidence",
)  # fmt: skip
_NUMBERS = frozenset({"target", "adjusted", "midyear", "actual", "weight", "completion", "score"})
_WHY = {
    "level1": "一级指标由表样规定。",
    "level2": "二级指标由表样规定；右键可以在这一类下添加指标。",
    "completion": "完成率由目标值和实际值算出，不用填。",
}


class RowMemory:
    """The indicators' rows as they were made last.  Most are the same after a step and are taken over whole."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[tuple[object, ...], SheetRow]] = {}
        self._now: dict[int, tuple[tuple[object, ...], SheetRow]] = {}

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
    values: Values, scores: Scores | None, every_field: bool = False, memory: RowMemory | None = None
) -> Sheet:
    """The indicator table in the form's order; rows whose level the form does not know stand behind.

    ``every_field`` adds the fields that this form does not print: other forms, of the same year, do.  ``memory`` keeps
    rows from one table to the next.
    """
    memory = memory or RowMemory()
    memory.begin()
    form = values.form
    columns = _columns(form, every_field)
    rows: list[SheetRow] = []
    if scores is not None:
        rows.append(
            SheetRow("execution", tuple(_execution_cell(c, values, scores) for c in columns), group="execution")
        )
    heads: dict[str, SheetCell] = {}
    for outer, part, found, points in _arranged(values, scores):
        if outer.name not in heads:
            heads[outer.name] = _level1_cell(values, outer)
        make = partial(_row, columns, values, outer, part, found, points, heads[outer.name])
        facts = form.id, columns, found and found.row, points and points.points, heads[outer.name]
        rows.append(memory.row(found.row.id, facts, make) if found else make())
    if scores is not None:
        rows.append(SheetRow("total", tuple(_total_cell(c, values, scores) for c in columns), group="total"))
    named = tuple(_column(c, [row.cells[n].shown for row in rows]) for n, c in enumerate(columns))
    return Sheet(named, tuple(rows), tuple(_spans(columns, rows)))


def _columns(form: Form, every_field: bool) -> tuple[Column, ...]:
    named = {column.field for column in form.indicators.columns}
    others = tuple(field for field in _NOT_PRINTED if field not in named) if every_field else ()
    added = (Column(field=field, caption=FIELDS[f"indicator.{field}"].caption) for field in others)
    return (*form.indicators.columns, *added)


def _row(
    columns: tuple[Column, ...],
    values: Values,
    outer: Level1,
    part: Level2,
    found: IndicatorValues | None,
    points: Score | None,
    head: SheetCell,
) -> SheetRow:
    """One indicator, or the empty row of a 二级指标; ``head`` is the cell of its 一级指标."""
    shown = frozenset(c.field for c in columns)
    cells = tuple(head if c.field == "level1" else _cell(c, shown, values, part, found, points) for c in columns)
    number = found.row.id if found else NEW
    return SheetRow(f"{outer.name}/{part.name}/{number}", cells, number, f"{outer.name}/{part.name}")


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
    longest = max((text[: _LONGEST.get(column.field, 0)] for text in texts), key=len, default="")
    sample = max(_SAMPLES[column.field], longest, key=len)
    stretch = {"name": 2, "deviation": 3, "target": 1, "actual": 1}.get(column.field, 0)
    return SheetColumn(column.caption, sample, stretch, number=column.field in _NUMBERS)


def _cell(
    column: Column,
    columns: frozenset[str],
    values: Values,
    part: Level2,
    found: IndicatorValues | None,
    points: Score | None,
) -> SheetCell:
    if column.field == "level2":
        return SheetCell(part.printed, fixed=_WHY["level2"], label=True)
    if column.field == "completion":
        rate = found.completion if found else None
        said = "" if found is None else "—" if rate is None else shown(rate, values.form.rate_decimals)
        return SheetCell(said, fixed=_WHY["completion"], number=True, computed=True)
    place = Place("indicator", values.dossier.id, column.field, found.row.id if found else NEW)
    if column.field == "score":
        return _score_cell(place, found, points)
    typed = getattr(found.row, column.field) if found else ""
    return SheetCell(
        _said(column, columns, found) if found else "",
        typed,
        place,
        number=column.field in _NUMBERS,
        lines=column.field in ("name", "deviation", "evidence"),
        ghost="填写指标名称" if column.field == "name" and found is None else "",
    )


def _said(column: Column, columns: frozenset[str], found: IndicatorValues) -> str:
    """What a cell says: where no columns for direction and unit are shown, they stand with the value."""
    row = found.row
    typed = str(getattr(row, column.field))
    if column.field == "direction":
        return typed or found.direction
    unit = "" if "unit" in columns else row.unit
    if column.field in ("target", "adjusted"):
        return with_relation(typed, "" if "direction" in columns else row.direction, unit)
    return with_unit(typed, unit) if column.field in ("actual", "midyear") else typed


def _score_cell(place: Place, found: IndicatorValues | None, points: Score | None) -> SheetCell:
    if found is None or points is None:
        return SheetCell("", fixed="先填指标名称和数值，得分自动算出。", number=True, computed=True)
    over = bool(found.row.score.strip())
    said = found.row.score if over else "—" if points.points is None else shown(points.points, 2)
    return SheetCell(said, found.row.score if over else said.strip("—"), place, number=True, computed=True, over=over)


def _level1_cell(values: Values, outer: Level1) -> SheetCell:
    caption = outer.shown
    if outer.quota is None:
        return SheetCell(caption, fixed=_WHY["level1"], label=True)
    have = sum(
        (f.weight for f in values.indicators if f.weight is not None and f.level is not None and f.level[0] is outer),
        Decimal(0),
    )
    gap = outer.quota - have
    return SheetCell(
        caption,
        fixed=_WHY["level1"],
        label=True,
        below=f"{trimmed(have)} / {trimmed(outer.quota)}",
        gap="" if gap == 0 else f"{'差' if gap > 0 else '多'} {trimmed(abs(gap))}",
        share=min(have / outer.quota, Decimal(1)) if outer.quota else None,
    )


def _execution_cell(column: Column, values: Values, scores: Scores) -> SheetCell:
    """The row of the execution rate, whose figures come from the funds page."""
    fixed = "取自“资金”页。"
    rate = values.computed.get((TOTAL, "execution_rate"))  # the one that scores, whatever is typed over it
    said = "—" if rate is None else shown(rate, values.form.rate_decimals)
    weight = values.form.scoring.execution_weight if values.form.scoring else Decimal(0)
    if column.field == "deviation":
        place = Place("answer", values.dossier.id, "execution_reason")
        text = values.dossier.text(place)
        return SheetCell(text, text, place, lines=True)
    if column.field == "level1":
        full = f"{trimmed(weight)} / {trimmed(weight)}"
        return SheetCell("预算执行指标", fixed=fixed, label=True, below=full, share=Decimal(1))
    points = scores.execution.points
    texts = {
        "level2": "预算执行率",
        "name": "预算执行率",
        "weight": trimmed(weight),
        "target": "100 %",
        "actual": said if rate is None else f"{said} %",
        "completion": said,
        "score": "—" if points is None else shown(points, 2),
    }
    number = column.field in _NUMBERS
    return SheetCell(texts.get(column.field, ""), fixed=fixed, number=number, computed=number)


def _total_cell(column: Column, values: Values, scores: Scores) -> SheetCell:
    fixed = "合计由各行算出，不用填。"
    texts = {"level1": "总分"}
    if column.field == "weight":
        base = values.form.scoring.execution_weight if values.form.scoring else Decimal(0)
        texts["weight"] = trimmed(sum((f.weight or Decimal(0) for f in values.indicators), base))
    if column.field == "score":
        texts["score"] = shown(scores.known, 2)
    if column.field == "name":
        waiting = sum(1 for s in (scores.execution, *scores.indicators) if s.points is None)
        texts["name"] = f"等级 {scores.grade}" if scores.grade else f"{waiting} 项不能算，暂不评等级" if waiting else ""
    said = texts.get(column.field, "")
    return SheetCell(said, fixed=fixed, number=column.field in _NUMBERS, label=column.field == "level1", total=True)


def _spans(columns: tuple[Column, ...], rows: list[SheetRow]) -> Iterator[Span]:
    """Merge equal level cells of neighbouring rows."""
    for number, column in enumerate(columns):
        if column.field not in ("level1", "level2"):
            continue
        start = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or _group(rows[end], column.field) != _group(rows[start], column.field):
                if end - start > 1:
                    yield Span(start, number, end - start)
                start = end


def _group(row: SheetRow, field: str) -> str:
    return row.group.partition("/")[0] if field == "level1" else row.group
