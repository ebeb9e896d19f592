"""Which line of a table a pasted row names, where the lines are the form's: 中央财政, 省级财政 …

The names stand beside the figures in other people's tables, in another order and with other lines between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.pasting.grid import Grid
from core.search.alike import plain

_SHORTEST_PART = 2  # characters of a name that is part of another
_LEVELS = tuple(
    (level, re.compile(rf"(?:{names})(?:财政|资金|拨款|补助|配套|预算|安排|投入)*"))
    for level, names in (
        ("central", r"中央级?|国家级"),
        ("province", r"(?:省|自治区|省区市|省\((?:自治)?区、(?:直辖)?市\))级"),
        ("city", r"(?:市|州|地市|市州|州市|盟市|设区市|市\(州\))级"),
        ("county", r"(?=[^级]*[县区旗])[县区市旗、/()]+本?级"),
        ("own", r"本级"),
    )
)
"""How tables name the money of a level of government, in one spelling: 县级, 区级财政资金, 县(市、区)级."""
_HERE = "county"  # the level of the clerk's unit: what 本级 means where a table has no line of that name


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
    """The lines of a name; where none has just it, the only one whose name is part of it or has it as a part, else the
    only one of the level of government that the name means."""
    wanted, called = _bare(name), {n: _bare(line.name) for n, line in enumerate(grid.lines) if line.name}
    same = tuple(n for n, own in called.items() if own == wanted)
    if same or len(wanted) < _SHORTEST_PART:
        return same
    near = tuple(n for n, own in called.items() if wanted in own or own in wanted)
    if len(near) != 1 and (level := level_meant(wanted)):
        near = tuple(n for n, own in called.items() if _level_in(own) == level)
    return near if len(near) == 1 else ()


def level_meant(name: str) -> str:
    """The level of government whose money a name means, the name in one spelling without blanks; blank: none."""
    found = _level_in(name)
    return _HERE if found == "own" else found


def _level_in(name: str) -> str:
    return next((level for level, pattern in _LEVELS if pattern.fullmatch(name)), "")


def _bare(name: str) -> str:
    return plain(name).removeprefix("其中:")
