"""How wide the columns of a table are: as their samples need, the room there is shared out.

Where there is too little, captions wrap first, then what stands in the cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.look.faces import advance
from ui.sheets.sheet import SheetColumn

_PADDING = 18
_LEAST = "一二三四"  # no column of words is made narrower than this
_FIGURE, _CLOSE = "150.00", 13  # and none of figures than this, with what a figure needs beside it
_WRAPPED = 3  # characters of a caption that stay in one line
_TEXT = 2  # a column of this stretch holds names, of more running text
_TALLER = 0.6  # of its width is left to running text before names are broken again


def column_widths(columns: tuple[SheetColumn, ...], room: int, drawn: Mapping[str, int]) -> tuple[int, ...]:
    """Whole pixels that sum to ``room``, unless even the least widths are more.

    ``drawn`` are the clerk's own widths by caption; the other columns share what these leave, and where that is too
    little, the clerk's own give way as well.
    """
    free = tuple(column for column in columns if column.caption not in drawn)
    least = sum(_least(column) for column in free)
    own = sum(drawn[column.caption] for column in columns if column.caption in drawn)
    if not free or own > room - least:
        return _found(columns, room)
    others = iter(_found(free, room - own))
    return tuple(drawn[c.caption] if c.caption in drawn else next(others) for c in columns)


def _found(columns: tuple[SheetColumn, ...], room: int) -> tuple[int, ...]:
    """The widths of columns whose widths nobody has drawn."""
    wanted = [max(advance(c.sample), advance(c.caption, "caption")) + _PADDING for c in columns]
    spare = room - sum(wanted)
    if spare >= 0:
        widths = _shared(columns, wanted, spare)
    else:
        wrapped = [max(advance(c.sample), advance(c.caption[:_WRAPPED], "caption")) + _PADDING for c in columns]
        widths, missing = _taken(wanted, wrapped, -spare)
        widths = _squeezed(columns, widths, missing)
    whole = [int(width) for width in widths]
    if whole and sum(whole) < room:
        whole[-1] += room - sum(whole)
    return tuple(whole)


def _shared(columns: tuple[SheetColumn, ...], widths: list[float], spare: float) -> list[float]:
    shares = sum(column.stretch for column in columns)
    return [w + spare * c.stretch / shares for w, c in zip(widths, columns, strict=True)] if shares else widths


def _taken(widths: list[float], least: list[float], excess: float) -> tuple[list[float], float]:
    """Each column gives of what it has above its least; returns also what is still too much."""
    able = [max(0.0, wide - low) for wide, low in zip(widths, least, strict=True)]
    share = min(1.0, excess / sum(able)) if sum(able) else 0.0
    return [wide - a * share for wide, a in zip(widths, able, strict=True)], excess - share * sum(able)


def _squeezed(columns: tuple[SheetColumn, ...], widths: list[float], excess: float) -> list[float]:
    """First the names of groups give what they can, and figures the air beside them; then names are broken in two;
    then longer texts grow tall, though not as narrow as a group's name yet.
    """
    steps: tuple[Callable[[SheetColumn, float], float], ...] = (
        lambda c, w: _figures(c, c.sample, 4) if c.number else w if _names(c) or c.stretch > _TEXT else _least(c),
        lambda c, w: _in_two(c, w) if _names(c) else w,
        lambda c, w: max(_least(c), w * _TALLER) if c.stretch > _TEXT else w,
        lambda c, w: _least(c) if c.number else w,
        lambda c, w: _least(c),
    )
    for step in steps:
        low = [min(w, step(c, w)) for w, c in zip(widths, columns, strict=True)]
        widths, excess = _taken(widths, low, excess)
    return widths


def _least(column: SheetColumn) -> float:
    return _figures(column, _FIGURE, _WRAPPED) if column.number else advance(_LEAST) + _PADDING


def _figures(column: SheetColumn, sample: str, together: int) -> float:
    """What a column needs for a figure and the first characters of its caption."""
    return max(advance(sample) + _CLOSE, advance(column.caption[:together], "caption") + _PADDING)


def _names(column: SheetColumn) -> bool:
    """Whether a column says what its rows are: a name, or the label of an official line."""
    return column.stretch == _TEXT or not (column.number or column.level or column.stretch)


def _in_two(column: SheetColumn, width: float) -> float:
    """The width at which a column's sample stands in two lines."""
    half = column.sample[: (len(column.sample) + 1) // 2]
    return min(width, max(advance(half) + _PADDING, _least(column)))
