"""The figures of a score sheet: its total, its groups, and its items as they are printed line by line."""

from __future__ import annotations

from decimal import Decimal

from core.fields import FIELDS
from core.kinds import trimmed
from core.model import Place
from core.reading import Values
from core.report.paths import GONE
from core.score_sheets.values import ItemValues, SheetValues, added

_CAPTIONS = {"total": "总分", "known": "已得分合计", "max": "满分", "lost": "扣分", "score": "得分", "caption": "名称"}
_ITEM_CAPTIONS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "explanation": "指标解释", "standard": "计分标准",
    "max": "分值", "score": "得分", "lost": "扣分",
}  # fmt: skip
_TYPED = ("value", "base", "note")
_TYPED_IN = {"lost": "score"}


def sheet_figure(values: SheetValues | None, words: list[str]) -> tuple[str, str]:
    """Caption and text of ``sheet.total`` or ``sheet.预算编制.score``; blank while an item has no points."""
    if values is None:
        return GONE, ""
    sheet = values.sheet
    if len(words) == 1:
        return f"{sheet.caption}{_CAPTIONS[words[0]]}", _whole(values, words[0])
    name, part = words
    group = sheet.group(name)
    if group is None:
        return GONE, ""
    if part == "caption":
        return f"{name}{_CAPTIONS[part]}", group.printed
    text = trimmed(group.max) if part == "max" else _gained(added(values.of_group(name)), group.max, part)
    return f"{name}{_CAPTIONS[part]}", text


def _whole(values: SheetValues, part: str) -> str:
    if part == "max":
        return trimmed(values.sheet.total)
    if part == "known":
        return trimmed(values.known)
    return _gained(values.total, values.sheet.total, part)


def _gained(gained: Decimal | None, most: Decimal, part: str) -> str:
    """The points, or those that are lacking; blank while they are unknown."""
    if gained is None:
        return ""
    return trimmed(most - gained if part == "lost" else gained)


def item_figure(values: SheetValues | None, key: str, part: str) -> tuple[str, str]:
    """Caption and text of ``item.review_level.score``, a column of the printed sheet."""
    found = values.item(key) if values else None
    if found is None:
        return GONE, ""
    caption = _ITEM_CAPTIONS.get(part) or FIELDS[f"score_item.{part}"].caption
    return f"“{found.item.name}”{caption}", _item_text(found, part)


def item_place(values: Values, key: str, part: str) -> Place | None:
    """Where a part of an item is typed; None for what the form says, and before the first text."""
    found = values.sheet.item(key) if values.sheet else None
    field = _TYPED_IN.get(part, part)
    return found.place(field) if found and found.row and field in (*_TYPED, "score") else None


def _item_text(found: ItemValues, part: str) -> str:
    match part:
        case "level1":
            return found.group.printed
        case "level2":
            return found.part.printed
        case "name":
            return found.item.printed
        case "explanation":
            return found.item.explanation
        case "standard":
            return found.item.standard
        case "max":
            return trimmed(found.max)
        case "score" | "lost":
            typed = found.text("score") if part == "score" else ""
            return _gained(found.points, found.max, part) or typed  # what nobody can read, as it was typed
    return found.text(part)
