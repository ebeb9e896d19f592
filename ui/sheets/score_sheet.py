"""The score sheet of a form as a sheet: groups and parts merged, what is counted, the points and their sums."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import structs

from core.kinds import trimmed
from core.score_sheets.values import ItemValues, SheetValues
from ui.sheets.sheet import Sheet, SheetCell, SheetColumn, SheetRow, merged_levels

FIELDS = ("", "", "", "", "value", "base", "score", "note")
"""The field typed in each column, from left to right; blank where the form or the program writes."""
_COLUMNS = (
    SheetColumn("一级", "预算编制", level=1),
    SheetColumn("二级", "财政预算执行", level=2),
    SheetColumn("指标（满分）", "政府采购实施计划编", 2),
    SheetColumn("计分标准", "超过规定5个工作日扣0.5分，10个工作日扣1分", 5),
    SheetColumn("实际数", "超过规定的工作", 2),
    SheetColumn("基数", "预算数（万元）", 2),
    SheetColumn("自评得分", "12.50 分", number=True),
    SheetColumn("说明", "评定的依据、扣分", 3),
)
_FIXED = "名称、满分和标准由表样规定。"
_NOT_ASKED = {
    "value": "这一项不问实际数，请评分人直接填自评得分。",
    "base": "这一项按实际数计分，不用填基数。",
}
_SUM = "由各项得分相加，不用填。"


def score_sheet(values: SheetValues) -> Sheet:
    """Every item of the sheet with its points, and the total."""
    rows = [_row(values, item) for item in values.items]
    rows.append(_total(values))
    return Sheet(_COLUMNS, tuple(rows), merged_levels(_COLUMNS, tuple(rows)))


def _row(values: SheetValues, item: ItemValues) -> SheetRow:
    group, part = item.group, item.part
    cells = (
        _level(group.name, values.of_group(group.name), group.max, strong=True),
        _level(part.printed, values.of_part(group.name, part.name), None),
        SheetCell(_named(item), fixed=_FIXED, label=True, lines=True, tip=item.item.explanation),
        SheetCell(item.item.standard.strip(), fixed=_FIXED, label=True, lines=True, tip=item.item.explanation),
        _asked(item, "value"),
        _asked(item, "base"),
        _points(item),
        SheetCell(item.text("note"), item.text("note"), item.place("note"), lines=True),
    )
    group_of_one = f"{group.name}/{part.name}/{item.item.key}"  # a block pasted into an item that is blank begins it
    return SheetRow(item.item.key, cells, group=group_of_one, fresh=item.row is None)


def _named(item: ItemValues) -> str:
    """The item with its points, which the form leaves to its part where the part has no other."""
    return item.item.printed if item.item.max is not None else f"{item.item.printed}（{trimmed(item.max)}分）"


def _level(name: str, items: tuple[ItemValues, ...], most: Decimal | None, *, strong: bool = False) -> SheetCell:
    """A 一级 with the points its items have so far; a 二级 by its name."""
    cell = SheetCell(name, fixed=_FIXED, label=True, strong=strong)
    if most is None:
        return cell
    have = _known(items)
    waiting = sum(item.points is None for item in items)
    below = f"{trimmed(have)} / {trimmed(most)}"
    share = min(have / most, Decimal(1)) if most else None
    return structs.replace(cell, below=below, share=share, tip=f"还有 {waiting} 项没有得分。" if waiting else _SUM)


def _known(items: Iterable[ItemValues]) -> Decimal:
    return sum((item.points for item in items if item.points is not None), Decimal(0))


def _asked(item: ItemValues, field: str) -> SheetCell:
    """What was counted or measured; while it is blank its caption stands there faintly."""
    rule = item.item.rule
    caption = rule.asks[0 if field == "value" else 1]
    typed = item.text(field)
    if not caption and not typed:
        return SheetCell(fixed=_NOT_ASKED[field], computed=True, tip=_NOT_ASKED[field])
    unit = f"（{rule.unit}）" if rule.unit and rule.unit not in caption else ""
    tip = f"{caption}{unit}。{item.hint}。" if caption else _NOT_ASKED[field]
    choices = ("是", "否") if rule.kind == "whole" and field == "value" else ()
    return SheetCell(
        typed, typed, item.place(field), lines=not choices, ghost=f"{caption}{unit}", choices=choices, tip=tip
    )


def _points(item: ItemValues) -> SheetCell:
    """The points: computed, or typed over; the scores the standard can give are offered."""
    typed = item.text("score")
    said = typed or ("" if item.computed is None else trimmed(item.computed))
    return SheetCell(
        said,
        said,
        item.place("score"),
        number=True,
        computed=not typed and item.item.rule.kind != "judged",
        over=bool(typed) and item.computed is not None,
        choices=tuple(map(trimmed, item.possible)),
        ghost="" if said or item.item.rule.kind != "judged" else "评定",
        tip=item.explained,
    )


def _total(values: SheetValues) -> SheetRow:
    waiting = len(values.unscored)
    told = f"还有 {waiting} 项没有得分" if waiting else ""
    texts = {0: "总分", 2: told, 6: f"{trimmed(values.known)}", 7: f"满分 {trimmed(values.sheet.total)}"}
    cells = tuple(
        SheetCell(texts.get(n, ""), fixed=_SUM, number=column.number, label=not n, total=True)
        for n, column in enumerate(_COLUMNS)
    )
    return SheetRow("total", cells, group="total")
