"""The figures of a 一级 or 二级指标 in a form: its points, what was lost, how many indicators it holds."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from core.forms.indicator_model import Level1, Level2
from core.kinds import trimmed
from core.report.digits import points
from core.report.indicator_figures import Standing

if TYPE_CHECKING:
    from core.report.figures import Figures

PART_CAPTIONS = {
    "caption": "名称", "quota": "满分", "weights": "权重合计", "score": "得分", "lost": "扣分", "count": "三级指标个数",
    "parts": "二级指标个数",
}  # fmt: skip


def in_form_order(figures: Figures) -> tuple[tuple[Level1, tuple[tuple[Level2, tuple[int, ...]], ...]], ...]:
    """The levels in use, in the form's order, each 二级指标 with the places of its rows in ``Values.indicators``."""
    held: dict[Standing, list[int]] = {}
    for number in range(len(figures.values.indicators)):
        held.setdefault(figures.level_of(number), []).append(number)
    levels = (
        (outer, tuple((part, tuple(held[outer, part])) for part in outer.parts if (outer, part) in held))
        for outer in figures.style.indicators.levels
    )
    return tuple((outer, inner) for outer, inner in levels if inner)


def level_text(figures: Figures, level1: str, level2: str, part: str) -> str:
    """A part of a level by its canonical names, the 二级指标 blank for the whole 一级指标.

    Blank where the form has no such level, and for points as long as one indicator has none.
    """
    outer = next((level for level in figures.style.indicators.levels if level.name == level1), None)
    inner = next((p for p in outer.parts if p.name == level2), None) if outer and level2 else None
    if outer is None or (level2 and inner is None):
        return ""
    used = [(p, numbers) for level, inside in figures.levels if level is outer for p, numbers in inside]
    rows = [number for p, numbers in used if inner in (None, p) for number in numbers]
    match part:
        case "caption":
            return (inner or outer).printed
        case "count":
            return str(len(rows))
        case "parts":
            return str(len(used))
        case "weights":
            return _trimmed(_weights(figures, rows))
        case "quota":
            return _trimmed(_quota(figures, inner or outer, rows))
    gained = _gained(figures, rows)
    if part == "lost":
        quota = _quota(figures, inner or outer, rows)
        gained = None if gained is None or quota is None else quota - gained
    return "" if gained is None else points(figures.style, gained)


def _quota(figures: Figures, level: Level1 | Level2, rows: Iterable[int]) -> Decimal | None:
    """The points a level must reach; where the form names none, the weights of its indicators together."""
    return _weights(figures, rows) if level.quota is None else level.quota


def _weights(figures: Figures, rows: Iterable[int]) -> Decimal | None:
    """The weights together; None while there is none, or one cannot be read."""
    found = [figures.values.indicators[number] for number in rows]
    known = [row.weight for row in found if row.weight is not None]
    unreadable = any(row.weight is None and row.row.weight.strip() for row in found)
    return None if unreadable or not known else sum(known, Decimal(0))


def _gained(figures: Figures, rows: Iterable[int]) -> Decimal | None:
    """The points together; None while there are none, or an indicator that has a weight has no points."""
    counted = [number for number in rows if figures.values.indicators[number].weight != 0]
    known = [p for p in map(figures.points, counted) if p is not None]
    return sum(known, Decimal(0)) if counted and len(known) == len(counted) else None


def _trimmed(value: Decimal | None) -> str:
    return "" if value is None else trimmed(value)
