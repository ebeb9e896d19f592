"""What stands in a table on screen: cells with their text, their address and why some cannot be typed into.

A table is described anew after every step and held against the one before, so its parts are structs: they are made and
compared several times faster than dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

import msgspec

from core.model import Place

EARLIER_KEY = "Ctrl+'"
NOT_EMPTY = "这里已经填了，上年的只填进空格。"
LAST_YEAR = f"浅色的是上年的，这一格还没有填；按 {EARLIER_KEY} 填入。"


class SheetCell(msgspec.Struct, frozen=True, gc=False):
    """One cell.

    ``shown`` is what it says, ``typed`` what an editor begins with.  A cell without ``place`` cannot be typed into;
    ``fixed`` says why.  ``computed`` cells follow from others, ``over`` marks one that the clerk typed over; ``exact``
    is a computed amount with all its decimals, ``unit`` that of a bare amount typed here.  ``source`` is the cell a
    figure without ``place`` is taken from: what is wrong there is seen here too.
    """

    shown: str = ""
    typed: str = ""
    place: Place | None = None
    fixed: str = ""
    number: bool = False
    computed: bool = False
    over: bool = False
    label: bool = False
    total: bool = False
    lines: bool = False  # text of several lines
    strong: bool = False
    below: str = ""  # small second line: 27.5 / 30
    gap: str = ""  # 差 2.5
    share: Decimal | None = None  # meter under the text, 0 to 1
    ghost: str = ""  # faint words in an empty cell
    earlier: str = ""  # what stood there last year, as it would be typed: a key takes it into the empty cell
    exact: str = ""
    source: Place | None = None
    choices: tuple[str, ...] = ()  # words offered while it is typed into
    unit: str = ""  # 元, 万元
    coming: bool = False  # a text that is about to be pasted
    tip: str = ""  # what there is to say on it besides findings and marks: how it came about, what is asked

    @property
    def about(self) -> Place | None:
        """The cell of the book it speaks of."""
        return self.place or self.source

    @property
    def carried(self) -> str:
        """What goes along when the cell is copied: nothing that was typed, or computed, is rounded away."""
        return self.exact or self.typed or ("" if self.place is not None else self.shown.strip("\u3000—"))


class SheetRow(msgspec.Struct, frozen=True, gc=False):
    """One row; ``key`` stays the same while the row's cells change.  ``head`` rows cannot be moved or removed."""

    key: str
    cells: tuple[SheetCell, ...]
    row: int = 0  # id of the clerk's row behind it
    group: str = ""  # rows of one group are shown under one merged label
    open_end: bool = False  # the empty row to go on in: each text typed into it becomes a row of its own
    fresh: bool = False  # the empty row of a group, there to begin a row in


class SheetColumn(msgspec.Struct, frozen=True, gc=False):
    """One column: caption, the widest text it should hold without wrapping, and its share of the spare width.

    Neighbouring columns of one ``band`` stand under it in a head of two lines.  ``level`` says that the column holds
    the name of the row's group, of its first, its second … part; ``naming`` that it names the row in its group.
    """

    caption: str
    sample: str
    stretch: int = 0
    number: bool = False
    band: str = ""
    level: int = 0
    naming: bool = False


class Span(msgspec.Struct, frozen=True, gc=False):
    """Cells shown as one: the top left one and how far it reaches."""

    row: int
    column: int
    down: int
    across: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole table."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    spans: tuple[Span, ...] = ()


def merged_levels(columns: tuple[SheetColumn, ...], rows: tuple[SheetRow, ...]) -> tuple[Span, ...]:
    """Merge the cells of the level columns over neighbouring rows of one group, or one part of it."""
    groups = tuple([row.group for row in rows])
    return tuple(span for number, column in enumerate(columns) if column.level
                 for span in _merged(groups, number, column.level))  # fmt: skip


@lru_cache(maxsize=64)
def _merged(groups: tuple[str, ...], column: int, level: int) -> tuple[Span, ...]:
    """The spans of a column over rows of these groups, which seldom change."""
    parts = [group.split("/")[:level] for group in groups]  # 产出指标/数量指标 down to the level
    runs = [tuple(run) for _, run in groupby(range(len(parts)), key=lambda row: parts[row])]
    return tuple(Span(run[0], column, len(run)) for run in runs if len(run) > 1)


def differing(old: Sheet, new: Sheet) -> Iterator[tuple[int, int]]:
    """The cells that differ between two sheets of one shape; rows that are the same are passed over whole."""
    for r, (before, after) in enumerate(zip(old.rows, new.rows, strict=True)):
        if before != after:
            yield from ((r, c) for c, (a, b) in enumerate(zip(before.cells, after.cells, strict=True)) if a != b)


def shape(sheet: Sheet) -> tuple[object, ...]:
    """What makes it another table; a longer text in a column only makes the column wider."""
    columns = tuple((column.caption, column.band) for column in sheet.columns)
    return (columns, sheet.spans, tuple(row.key for row in sheet.rows))
