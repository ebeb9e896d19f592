"""What becomes of a pasted block: which cell goes where, which rows are added, what is left over and why.

A table describes itself as a :class:`~core.pasting.grid.Grid`; it knows its rows and how a new one is made, this module
knows how blocks from outside look: heads with captions, merged 一级指标 and 二级指标, amounts in 元, totals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.captions import caption
from core.edits import Batch, Edit, SetField, set_text
from core.kinds import money_as_typed, normal
from core.model import Book
from core.pasting.block import Block
from core.pasting.grid import Cell, Grid
from core.pasting.heads import unit_in
from core.pasting.named import column_of_names, level_meant, lines_called
from core.search.alike import plain

_LONGEST_HEAD = 3  # rows a head may have
_TOTALS = frozenset({"合计", "总计", "小计", "总分", "总得分"})
_DASHES = frozenset({"-", "—", "——", "–"})  # how a table of amounts writes nothing
_NO_ROOM = "表外没有这一列"
_FIXED = "这一格不用填"
_COMPUTED = "由其他格算出，照旧自动算"
_NAMELESS = "这一行没有名称"
_TOTAL = "合计行由各行算出"


@dataclass(frozen=True, slots=True)
class Goes:
    """A cell of the block and where it goes: ``line`` of the grid, or None for the ``added``-th new row."""

    row: int
    column: int
    line: int | None
    added: int | None
    into: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Left:
    """A cell of the block that goes nowhere, and why."""

    row: int
    column: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Pasting:
    """The plan.  ``edit`` is None when nothing changes; ``head`` counts the rows of the block taken for its head.

    ``groups`` are those of the added rows, one each; ``begun`` of these fall on an empty row that waits for them.
    ``aside``: the block begins with 一级指标 and was put there, not where it was to be pasted.  ``named``: rows went to
    the lines they name, not where they fall.  ``shows``: block and
    table differ in shape, so the clerk should see what goes where before it is done.
    """

    edit: Batch | None
    goes: tuple[Goes, ...]
    left: tuple[Left, ...]
    groups: tuple[str, ...]
    begun: int
    head: int
    aside: bool = False
    named: bool = False

    @property
    def added(self) -> int:
        """How many rows are added."""
        return len(self.groups)

    @property
    def shows(self) -> bool:
        """Whether a preview is due."""
        return bool(self.head or self.aside or self.named or self.added > self.begun or self.left)


def plan_paste(book: Book, grid: Grid, block: Block, top: int, left: int) -> Pasting:
    """Plan a paste with its upper left cell at line ``top`` and column ``left``.

    A head with the table's captions decides the columns, and level columns decide the group of each row: there a row
    of the same name is written over, any other is added.  Where the block names lines of the form, each row goes to the
    line of its name.  Else cells go where they fall, rows past the end are added.
    """
    return _Plan(book, grid, block, top, left).carry_out()


@dataclass(slots=True)
class _Plan:
    """The plan as it grows."""

    book: Book
    grid: Grid
    block: Block
    top: int
    left: int
    into: dict[int, int] = field(default_factory=dict)  # columns of the block -> columns of the grid
    units: dict[int, str] = field(default_factory=dict)  # columns of the block whose head names a unit
    head: int = 0
    edits: list[Edit] = field(default_factory=list)
    goes: list[Goes] = field(default_factory=list)
    left_over: list[Left] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)  # of the rows that are added
    begun: int = 0
    aside: bool = False
    named: bool = False
    used: set[int] = field(default_factory=set)

    def carry_out(self) -> Pasting:
        self._read_head()
        self._begin_at_level1()
        rows = list(self._filled_down())
        levels = self._levels()
        if levels and self.grid.group_of and any(cells[column] for _, cells in rows for column in levels):
            self._by_group(rows, levels)
        elif (naming := column_of_names(self.grid, self.into, [cells for _, cells in rows])) is not None:
            self._by_name(rows, naming)
        else:
            self._as_it_falls(rows)
        self._leave_computed()
        edit = Batch(tuple(self.edits)) if self.edits else None
        return Pasting(
            edit,
            tuple(self.goes),
            tuple(self.left_over),
            tuple(self.groups),
            self.begun,
            self.head,
            self.aside,
            self.named,
        )

    # ---- reading the block

    def _read_head(self) -> None:
        """Columns by their captions, where the block begins with a head; else as they fall."""
        wide = len(self.block[0]) if self.block else 0
        for number, row in enumerate(self.block[: min(_LONGEST_HEAD, len(self.block) - 1)]):
            found = self._captions_in(row)
            said = sum(bool(text) for text in row)
            enough = 1 if wide == 1 or self.head else 2
            if len(found) >= enough and len(found) * 2 >= said:
                self.into |= found
                self.units |= {c: unit for c, text in enumerate(row) if (unit := unit_in(text))}
                self.head = number + 1
            elif self.head or wide == 1:
                break
        if not self.head:
            self.into = self._side_by_side(self.left) if self.block else {}

    def _begin_at_level1(self) -> None:
        """A block without a head that names levels of the table is put there, wherever it is pasted."""
        first = next((n for n, column in enumerate(self.grid.columns) if column.level), None)
        if self.head or not self.block or first is None or self.left == first:
            return
        as_it_falls, self.into = self.into, self._side_by_side(first)
        self.aside = self._names_groups()
        if not self.aside:
            self.into = as_it_falls

    def _side_by_side(self, left: int) -> dict[int, int]:
        return {c: left + c for c in range(len(self.block[0])) if left + c < len(self.grid.columns)}

    def _names_groups(self) -> bool:
        """Whether most rows, not counting totals, have words in all level columns that name a group."""
        levels = self._levels()
        rows = [cells for _, cells in self._filled_down() if any(cells) and not _is_total(cells)]
        if self.grid.group_of is None or len(levels) < sum(column.level for column in self.grid.columns):
            return False
        words = [tuple(cells[column] for column in levels) for cells in rows]
        return sum(all(row) and bool(self.grid.group_of(row)) for row in words) * 2 > len(rows)

    def _levels(self) -> list[int]:
        """The columns of the block that go to level columns."""
        return [column for column, into in self.into.items() if self.grid.columns[into].level]

    def _captions_in(self, row: tuple[str, ...]) -> dict[int, int]:
        """The columns of the grid that a row of the block names, each once."""
        found: dict[int, int] = {}
        for column, text in enumerate(row):
            into = self._column_called(text)
            if into is not None and into not in found.values() and into not in self.into.values():
                found[column] = into
        return found

    def _column_called(self, text: str) -> int | None:
        wanted = plain(caption(text))
        if not wanted:
            return None
        called = {n: {plain(caption(name)) for name in (column.caption, *column.also)}
                  for n, column in enumerate(self.grid.columns)}  # fmt: skip
        same = [n for n, names in called.items() if wanted in names]
        level = level_meant(wanted)
        near = [n for n, names in called.items() if level and level in map(level_meant, names)]
        return next(iter((*same, *near)), None)

    def _filled_down(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows below the head; a blank in a level column says what stands above it."""
        above: dict[int, str] = {}
        levels = self._levels()
        for number in range(self.head, len(self.block)):
            row = list(self.block[number])
            for place, column in enumerate(levels):
                if row[column]:
                    above = {c: text for c, text in above.items() if c in levels[:place]} | {column: row[column]}
                elif not _is_total(row):
                    row[column] = above.get(column, "")
            yield number, tuple(row)

    # ---- where rows go

    def _by_group(self, rows: list[tuple[int, tuple[str, ...]]], levels: list[int]) -> None:
        assert self.grid.group_of is not None
        naming = next((c for c, into in self.into.items() if into == self.grid.naming), None)
        for number, cells in rows:
            texts = tuple(cells[column] for column in levels)
            group = self.grid.group_of(texts)
            if _is_total(cells) or not group:
                why = _TOTAL if _is_total(cells) else f"表里没有“{' '.join(filter(None, texts))}”这一类"
                self._leave(number, cells, why)
                continue
            name = plain(cells[naming]) if naming is not None else ""
            line = self._line_named(group, name) if name else None
            if line is None:
                self._add(number, cells, group)
            else:
                self._write(number, cells, line, blanks=False)

    def _line_named(self, group: str, name: str) -> int | None:
        """The line of this name in a group that nothing was pasted into yet."""
        for number, line in enumerate(self.grid.lines):
            if number not in self.used and line.group == group and not line.fresh and plain(line.name) == name:
                return number
        return None

    def _by_name(self, rows: list[tuple[int, tuple[str, ...]]], naming: int) -> None:
        """Each row of the block into the line of its name, whatever stands above it there or here."""
        for number, cells in rows:
            name = cells[naming]
            free = [line for line in lines_called(self.grid, name) if line not in self.used]
            if free:
                line = min(free, key=lambda one: (one < self.top, one))
                self.named |= line != self.top + number - self.head
                self._write(number, (*cells[:naming], "", *cells[naming + 1 :]), line, blanks=True)
            else:
                self._leave(number, cells, f"表里没有“{name}”这一行" if name else _NAMELESS)

    def _as_it_falls(self, rows: list[tuple[int, tuple[str, ...]]]) -> None:
        """Line by line from ``top``; what lies past the last line that can be typed into is added to its group."""
        last = max((n for n, line in enumerate(self.grid.lines) if not line.fixed), default=-1)
        group = self.grid.lines[last].group if last >= 0 else ""
        for number, cells in rows:
            line = self.top + number - self.head
            if line <= last and not self.grid.lines[line].fresh:
                self._write(number, cells, line, blanks=True)
            elif _is_total(cells):
                self._leave(number, cells, _TOTAL)
            else:
                self.begun += self._add(number, cells, self.grid.lines[line].group if line <= last else group) and (
                    line <= last
                )

    # ---- writing

    def _leave_computed(self) -> None:
        """Sums that come with their parts stay computed; alone they are typed over as the clerk wants them."""
        computed = {goes: cell.place for goes in self.goes if goes.line is not None
                    and (cell := self.grid.lines[goes.line].cells[goes.into]).follows}  # fmt: skip
        if len(computed) == len(self.goes):
            return
        self.goes = [goes for goes in self.goes if goes not in computed]
        self.edits = [e for e in self.edits if not (isinstance(e, SetField) and e.place in computed.values())]
        for goes in computed:
            self._leave_cell(goes.row, goes.column, goes.new, _COMPUTED)

    def _write(self, number: int, cells: tuple[str, ...], line: int, *, blanks: bool) -> None:
        """Write a row of the block over a line; ``blanks`` says that a blank clears what stands there."""
        self.used.add(line)
        for column, text in enumerate(cells):
            into = self.into.get(column)
            if into is None:
                self._leave_cell(number, column, text, _NO_ROOM)
                continue
            cell = self.grid.lines[line].cells[into]
            if cell.place is None:
                if not (self.grid.columns[into].level or self.grid.lines[line].fixed):
                    self._leave_cell(number, column, text, _why_fixed(cell))
            elif text or blanks:
                old, new = self.book.text(cell.place), self._typed(column, text, cell)
                self.goes.append(Goes(number, column, line, None, into, old, new))
                if new != old:
                    self.edits.append(set_text(self.book, cell.place, new))

    def _add(self, number: int, cells: tuple[str, ...], group: str) -> bool:
        """Make a row of a row of the block, and say whether it could be made; a blank one makes none."""
        model = next((line for line in self.grid.lines if line.group == group and not line.fixed), None)
        wanted = {into: column for column, into in self.into.items() if not self.grid.columns[into].level}
        fixed = {into for into in wanted if model is not None and model.cells[into].place is None}
        texts = {
            into: self._typed(column, cells[column], model.cells[into] if model else Cell())
            for into, column in wanted.items()
            if cells[column] and into not in fixed
        }
        number_of_new = len(self.groups)
        made = self.grid.make(group, texts, number_of_new) if self.grid.make and any(texts.values()) else None
        if made is None:
            self._leave(number, cells, self.grid.no_row)
            return False
        self.edits.append(made)
        self.goes += [Goes(number, wanted[into], None, number_of_new, into, "", text) for into, text in texts.items()]
        self.groups.append(group)
        for column, text in enumerate(cells):
            if column not in self.into:
                self._leave_cell(number, column, text, _NO_ROOM)
            elif model is not None and (into := self.into[column]) in fixed:
                self._leave_cell(number, column, text, _why_fixed(model.cells[into]))
        return True

    def _typed(self, column: int, text: str, cell: Cell) -> str:
        """The text as the book keeps it: an amount with the unit its head names, else that of the table."""
        if not cell.unit:
            return text
        return "" if normal(text) in _DASHES else money_as_typed(text, self.units.get(column, cell.unit))

    def _leave(self, number: int, cells: tuple[str, ...], why: str) -> None:
        for column, text in enumerate(cells):
            if self.block[number][column]:
                self._leave_cell(number, column, text, why)

    def _leave_cell(self, number: int, column: int, text: str, why: str) -> None:
        if text:
            self.left_over.append(Left(number, column, text, why))


def _why_fixed(cell: Cell) -> str:
    return cell.fixed.rstrip("。") or _FIXED


def _is_total(row: list[str] | tuple[str, ...]) -> bool:
    return plain(caption(next((text for text in row if text), "-"))) in _TOTALS
