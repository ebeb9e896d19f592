"""A table as a paste sees it: what its columns are called, which cells take a text, and how a row is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.edits import Edit
from core.model import Place

Make = Callable[[str, Mapping[int, str], int], Edit | None]
"""Makes a row: its group, its texts by column, and how many rows this paste has made before it."""

_NO_ROW = "这里不能添加行"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its caption, what else heads of other tables call it, and whether it holds the group of its row."""

    caption: str
    also: tuple[str, ...] = ()
    level: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; without ``place`` it cannot be typed into, and ``fixed`` says why.

    ``unit`` is the one of a bare amount there (元, 万元).  ``follows``: it is computed until it is typed over.
    """

    place: Place | None = None
    unit: str = ""
    fixed: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row.  ``name`` is what it is called in its group; ``fresh``: it is there to begin a new row in."""

    cells: tuple[Cell, ...]
    group: str = ""
    name: str = ""
    fresh: bool = False

    @property
    def fixed(self) -> bool:
        """Whether nothing can be typed into it: a total, a heading."""
        return all(cell.place is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.  ``naming`` is the column that names a row; ``group_of`` reads the texts of the level columns as a
    group, blank when the table has none of that name; ``make`` is None where no rows can be added, ``no_row`` says why
    it makes none of a row of the block."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    make: Make | None = None
    naming: int | None = None
    group_of: Callable[[tuple[str, ...]], str] | None = None
    no_row: str = _NO_ROW
