"""Published tables of the final accounts on the clipboard, as :mod:`core.pasting.plan` reads tables: under one head.

Their heads have several rows (项目, 科目编码, 类款项, 栏次), their codes may stand in three columns or merged over
three, and the basic expenditure stands in two or three tables side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from core.captions import caption
from core.kinds import normal
from core.pasting.block import Block
from core.search.alike import plain

_MOST_ROWS = 8  # of a head, with the title and the unit above it
_CODES = frozenset(
    {"科目编码", "功能分类科目编码", "支出功能分类科目编码", "经济分类科目编码", "科目代码", "编码", "代码"}
)
_LEVELS = ("类", "款", "项")
_NUMBERING = frozenset({"栏次", "行次"})
_TOTALS = frozenset({"合计", "总计"})
_CODE = re.compile(r"\d{2,7}")
_FIGURE = re.compile(r"-?[\d,]*\.?\d+")
_UNIT = re.compile(r"单位[:：]?(万元|元)")
_HEAD_OF_CODES = "科目编码"


class _Column(NamedTuple):
    """The first column of a code, and over how many it is spread."""

    first: int
    wide: int


def under_one_head(block: Block, knows: Callable[[str], bool]) -> Block:
    """A table of 科目 with one row of captions, one column of codes, and what stands side by side one below the other.

    Captions nobody ``knows`` are left blank, so that many further columns do not hide what the head is.  A block whose
    head names no codes comes back as it is.
    """
    codes = _columns_of_codes(block[:_MOST_ROWS])
    head = _rows_of_head(block, codes)
    if not head:
        return block
    captions = _captions(block[:head], codes, knows)
    ends = [*(column.first for column in codes[1:]), len(block[0])]
    tables = [_table(block[head:], captions, column, end) for column, end in zip(codes, ends, strict=True)]
    wide = max(len(row) for table in tables for row in table)
    first, *others = tables
    rows = (*first, *(row for table in others for row in table[1:] if any(row)))
    return tuple(row + ("",) * (wide - len(row)) for row in rows)


def _columns_of_codes(rows: Block) -> list[_Column]:
    """Where codes stand, by what the head says above them."""
    found: dict[int, int] = {}
    for row in rows:
        said = [plain(caption(text)) for text in row]
        for column, text in enumerate(said):
            if tuple(said[column : column + 3]) == _LEVELS:
                found[column] = 3
            elif text in _CODES:
                found.setdefault(column, 1)
    return [_Column(first, wide) for first, wide in sorted(found.items())]


def _rows_of_head(block: Block, codes: list[_Column]) -> int:
    """How many rows stand above the first code or the total; 0 where no row does, or no code comes."""
    for number, row in enumerate(block):
        if any(_CODE.fullmatch(row[column.first].strip()) for column in codes) or _is_total(row):
            return number if codes else 0
    return 0


def _is_total(row: tuple[str, ...]) -> bool:
    said = [text for text in row if text.strip()]
    names = [text for text in said if not _is_figure(text)]
    return len(names) == 1 and len(said) > 1 and plain(names[0]) in _TOTALS


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(normal(text)) is not None


def _captions(head: Block, codes: list[_Column], knows: Callable[[str], bool]) -> list[str]:
    """The lowest caption of each column; amounts in the unit that a line above the table names."""
    found = [""] * len(head[0])
    for row in head:
        if any(plain(text) in _NUMBERING for text in row):
            continue
        for column, text in enumerate(row):
            if text.strip() and not _is_figure(text) and plain(text) not in _LEVELS:
                found[column] = text
    for code in codes:
        found[code.first] = _HEAD_OF_CODES
    unit, named = _unit_above(head), {place for code in codes for place in (code.first, code.first + code.wide)}
    return [_with_unit(text, "" if place in named else unit) if knows(text) else "" for place, text in enumerate(found)]


def _unit_above(head: Block) -> str:
    """The unit that a line above a table names: 金额单位：元."""
    return next((said[1] for row in head for text in row if (said := _UNIT.search(normal(text)))), "")


def _with_unit(text: str, unit: str) -> str:
    return f"{text}（{unit}）" if unit and "（" not in text else text


def _table(rows: Block, captions: list[str], column: _Column, end: int) -> list[tuple[str, ...]]:
    """One of the tables: its code in one column, behind it the others up to the next table."""
    behind = column.first + column.wide
    cut = [(_joined(row[column.first : behind]), *row[behind:end]) for row in rows]
    return [(captions[column.first], *captions[behind:end]), *cut]


def _joined(parts: tuple[str, ...]) -> str:
    """A code from its 类, 款 and 项; what stands whole in the first, or is no code, as it is."""
    digits = [part.strip() for part in parts]
    split = len(digits) > 1 and all(not part or part.isdecimal() for part in digits) and len(digits[0]) == 3
    return "".join(digits) if split else next((part for part in digits if part), "")
