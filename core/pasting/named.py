"""Which line of a table a pasted row names, where the lines are the form's: 中央财政, 省级财政 …

The names stand beside the figures in other people's tables, in another order and with other lines between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.pasting.grid import Grid
from core.search.alike import plain

_SHORTEST_PART = 2  # characters of a name that is part of another


def column_of_names(grid: Grid, into: Mapping[int, int], rows: Sequence[tuple[str, ...]]) -> int | None:
    """The column of a block whose texts name lines of the table, at least half of them; None where none does.

    ``into`` says where the columns of the block go: one whose texts would be typed somewhere holds no names.
    """
    if grid.naming is not None:  # the rows are the clerk's, and so are their names
        return None
    typed = {n for line in grid.lines for n, cell in enumerate(line.cells) if cell.place is not None}
    for column in range(max(map(len, rows), default=0)):
        names = [cells[column] for cells in rows if cells[column]]
        known = sum(bool(lines_called(grid, name)) for name in names)
        if into.get(column) not in typed and known and known * 2 >= len(names):
            return column
    return None


def lines_called(grid: Grid, name: str) -> tuple[int, ...]:
    """The lines of a name; where none has just it, the only one whose name is part of it or has it as a part."""
    wanted, called = _bare(name), {n: _bare(line.name) for n, line in enumerate(grid.lines) if line.name}
    same = tuple(n for n, own in called.items() if own == wanted)
    if same or len(wanted) < _SHORTEST_PART:
        return same
    near = tuple(n for n, own in called.items() if wanted in own or own in wanted)
    return near if len(near) == 1 else ()


def _bare(name: str) -> str:
    return plain(name).removeprefix("其中:")
