"""A score sheet, read and scored: what each item gives, what was typed over it, sums by group, the total.

Points are computed by the item's rule from what was counted; a typed score counts in their place, within 0 and the
item's maximum.  The total is known when every item has its points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.forms.model import Form
from core.forms.sheet_model import ScoreSheet, SheetGroup, SheetItem, SheetPart
from core.kinds import Unreadable, read_number, rounded, trimmed
from core.model import Dossier, Place, ScoreItem
from core.score_sheets.rules import Gain, Task, allowed, gain, hint, possible

FIELDS = ("value", "base", "score", "note")  # what the clerk types beside an item


@dataclass(frozen=True, slots=True)
class ItemValues:
    """One item of the sheet.  ``row`` is what the clerk typed, None before the first text.

    ``gain`` is what the rule gives; ``typed`` the readable score typed over it; ``unreadable`` what nobody can read,
    by field.
    """

    group: SheetGroup
    part: SheetPart
    item: SheetItem
    task: Task
    project: int
    row: ScoreItem | None
    gain: Gain
    typed: Decimal | None
    unreadable: tuple[tuple[str, Unreadable], ...]

    @property
    def max(self) -> Decimal:
        """The most the item can bring."""
        return self.task.most

    @property
    def computed(self) -> Decimal | None:
        """The points by the rule; None while it gives none."""
        return self.gain.points

    @property
    def points(self) -> Decimal | None:
        """The points as they count: typed within 0 and the maximum, else computed; None while there are none."""
        return self.computed if self.typed is None else self.task.capped(self.typed)

    @property
    def possible(self) -> tuple[Decimal, ...]:
        """The points the rule can give, the most first; none where it is any number up to the maximum."""
        return possible(self.task)

    @property
    def allowed(self) -> str:
        """The points the rule can give, in words."""
        return allowed(self.task)

    @property
    def hint(self) -> str:
        """What the clerk types as value and base; blank where nothing is asked."""
        return hint(self.item.rule)

    @property
    def explained(self) -> str:
        """How the points came about: 2 − 0.5 × 3 次 = 0.5。"""
        if self.typed is None or self.typed == self.computed:
            return self.gain.why
        told = f"按填写的 {trimmed(self.task.capped(self.typed))} 分计"
        if self.computed is None:
            return f"{told}；{self.gain.why}" if self.text("value") else f"{told}。"
        return f"{told}；按评分标准是 {trimmed(self.computed)} 分：{self.gain.why}"

    def text(self, field: str) -> str:
        """What was typed in a field of the item."""
        return "" if self.row is None else str(getattr(self.row, field)).strip()

    def place(self, field: str) -> Place:
        """The address of one of its cells; row 0 before the first text."""
        return Place("score_item", self.project, field, self.row.id if self.row else 0)


@dataclass(frozen=True, slots=True)
class SheetValues:
    """The whole sheet of a dossier, in the order of the form."""

    sheet: ScoreSheet
    items: tuple[ItemValues, ...]

    @property
    def total(self) -> Decimal | None:
        """The points together; None while an item has none."""
        return added(self.items)

    @property
    def known(self) -> Decimal:
        """The points there are so far."""
        return sum((item.points for item in self.items if item.points is not None), Decimal(0))

    @property
    def unscored(self) -> tuple[ItemValues, ...]:
        """The items that have no points yet."""
        return tuple(item for item in self.items if item.points is None)

    @property
    def begun(self) -> bool:
        """Whether anything was typed on the sheet."""
        return any(item.text(field) for item in self.items for field in FIELDS)

    def of_group(self, name: str) -> tuple[ItemValues, ...]:
        """The items of a 一级."""
        return tuple(item for item in self.items if item.group.name == name)

    def of_part(self, group: str, name: str) -> tuple[ItemValues, ...]:
        """The items of a 二级."""
        return tuple(item for item in self.of_group(group) if item.part.name == name)

    def item(self, key: str) -> ItemValues | None:
        """The item with this key."""
        return next((item for item in self.items if item.item.key == key), None)


def added(items: Iterable[ItemValues]) -> Decimal | None:
    """The points of items together; None while one has none."""
    points = [item.points for item in items]
    known = [one for one in points if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(points) else None


def read(form: Form, dossier: Dossier) -> SheetValues | None:
    """Read and score the sheet of a dossier; None where the form has none for the unit, or for a project."""
    sheet = form.scores
    if sheet is None or (sheet.of == "unit") != dossier.is_unit:
        return None
    rows = {row.item: row for row in reversed(dossier.score_item)}  # of two rows of one item the first counts
    return SheetValues(
        sheet,
        tuple(
            _item(group, part, item, Task(item.rule, part.points_of(item), sheet.decimals), dossier.id, rows)
            for group in sheet.groups
            for part in group.parts
            for item in part.items
        ),
    )


def _item(
    group: SheetGroup, part: SheetPart, item: SheetItem, task: Task, project: int, rows: dict[str, ScoreItem]
) -> ItemValues:
    row = rows.get(item.key)
    found = gain(task, row.value if row else "", row.base if row else "")
    typed = read_number(row.score) if row else None
    unreadable = found.faults
    if isinstance(typed, Unreadable):
        unreadable = (*unreadable, ("score", typed))
    score = rounded(typed, task.decimals) if isinstance(typed, Decimal) else None
    return ItemValues(group, part, item, task, project, row, found, score, unreadable)
