"""The score sheet of a form: groups, parts and items with their points, printed texts and the rules they are scored by.

An item is not measured by a target but judged by its 计分标准 (部门整体支出绩效评价得分表 and its like).  A rule names
one of the kinds of :mod:`core.score_sheets.rules`; nothing here computes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from core.forms.part import Part
from core.kinds import trimmed

SheetKind = Literal["steps", "each", "clauses", "ratio", "range", "at_most", "at_least", "whole", "judged"]


class SheetStep(Part, frozen=True):
    """``points`` while what is counted is at most so many."""

    at_most: Decimal
    points: Decimal


class SheetClause(Part, frozen=True):
    """One clause ①②③ of a standard, by its place: the ``points`` it takes off, with ``each`` for every case anew."""

    caption: str
    points: Decimal
    each: bool = False


class SheetRule(Part, frozen=True):
    """How an item is scored, and what is asked for it: ``value`` and ``base`` are captions, blank where not asked.

    ``unit`` is that of what is counted, or of both amounts of a ratio.  A kind takes of the rest what it needs:
    ``steps`` the steps; ``each`` takes ``points`` off for ``every`` so many, the first ``free`` ones not counted,
    ``begun`` for a period that has only begun; ``ratio`` is value ÷ base, with ``reverse`` what is left of 1;
    ``range`` gives full points from ``low`` to ``high`` percent; ``at_most`` and ``at_least`` up to or from ``limit``
    percent on, the limit itself left out with ``strict``.  ``outside`` these there are no points, or a share by how
    far it is off, or whoever judges gives them.  ``no_base`` says what a base of 0 gives: full, none, or nobody
    knows.  ``judged`` may ask for at least ``fewest`` of what is counted.
    """

    kind: SheetKind
    value: str = ""
    base: str = ""
    unit: str = ""
    steps: tuple[SheetStep, ...] = ()
    clauses: tuple[SheetClause, ...] = ()
    points: Decimal = Decimal(0)
    every: Decimal = Decimal(1)
    free: Decimal = Decimal(0)
    begun: bool = False
    reverse: bool = False
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)
    limit: Decimal = Decimal(100)
    strict: bool = False
    outside: Literal["none", "share", "judged"] = "none"
    no_base: Literal["", "full", "none"] = ""
    fewest: Decimal | None = None

    @property
    def asks(self) -> tuple[str, str]:
        """The captions of what is typed as value and as base; blank where it is not asked."""
        return self.value, self.base


class SheetItem(Part, frozen=True):
    """One line of the sheet.  Without ``max`` its points are what its part has left.

    ``paper`` is the printed name where it is not name（max分）.
    """

    key: str
    name: str
    rule: SheetRule
    max: Decimal | None = None
    paper: str = ""
    explanation: str = ""
    standard: str = ""

    @property
    def printed(self) -> str:
        """The name on paper, its points behind it."""
        return self.paper or _with_points(self.name, self.max)


class SheetPart(Part, frozen=True):
    """A 二级 of the sheet; without ``max`` it has the points of its items together."""

    name: str
    items: tuple[SheetItem, ...]
    max: Decimal | None = None
    paper: str = ""

    @property
    def printed(self) -> str:
        """The name on paper, its points behind it."""
        return self.paper or _with_points(self.name, self.max)

    @property
    def points(self) -> Decimal:
        """The most its items can bring together."""
        return sum((item.max or Decimal(0) for item in self.items), Decimal(0)) if self.max is None else self.max

    def points_of(self, item: SheetItem) -> Decimal:
        """The most an item can bring."""
        if item.max is not None:
            return item.max
        return self.points - sum((other.max or Decimal(0) for other in self.items), Decimal(0))


class SheetGroup(Part, frozen=True):
    """A 一级 of the sheet.  Its name is a word in the paths of figures."""

    name: str
    max: Decimal
    parts: tuple[SheetPart, ...]
    paper: str = ""

    @property
    def printed(self) -> str:
        """The name on paper, its points behind it."""
        return self.paper or _with_points(self.name, self.max)


class ScoreSheet(Part, frozen=True):
    """The score sheet of the unit, or of a project."""

    caption: str
    groups: tuple[SheetGroup, ...]
    of: Literal["project", "unit"] = "unit"
    total: Decimal = Decimal(100)
    decimals: int = 2  # of points that are computed

    def item(self, key: str) -> SheetItem | None:
        """The item with this key."""
        return next((item for g in self.groups for part in g.parts for item in part.items if item.key == key), None)

    def group(self, name: str) -> SheetGroup | None:
        """The 一级 with this name."""
        return next((group for group in self.groups if group.name == name), None)


def _with_points(name: str, most: Decimal | None) -> str:
    return name if most is None else f"{name}（{trimmed(most)}分）"
