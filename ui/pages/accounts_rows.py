"""The steps on rows of the two tables of 决算, each one step of undo; rows of a 款, or of a kind, stay together."""

from __future__ import annotations

from dataclasses import replace

from core.accounts.rows import EconomicLine, FunctionLine
from core.accounts.values import group_of
from core.edits import Batch, RemoveRow, next_position
from core.model import Place
from ui.desk import Desk
from ui.pages.placed_rows import CannotMove, move_past, put_below
from ui.sheets.line_sheet import NAMES
from ui.sheets.rowed import RowStep
from ui.sheets.sheet import Sheet, SheetRow

Line = FunctionLine | EconomicLine
_ONE_GROUP = {
    "function": "一次只能移动同一款里相连的行；换到别的类、款，改它的科目编码。",
    "economic": "一次只能移动同一类别里相连的行。",
}
_WHAT = {"function": "功能分类科目", "economic": "经济分类科目"}
_NO_YEAR = "这里没有可以添加行的表。"


class LineRows:
    """Makes the steps for the unit's year that is shown."""

    _desk: Desk
    _table: str

    @property
    def _what(self) -> str:
        return _WHAT[self._table]

    def add_below(self, row: SheetRow) -> RowStep:
        """An empty row below a row, in its 类 and 款; below a line with a sum in what it sums up."""
        dossier = self._desk.dossier
        if dossier is None:
            return RowStep(None, _NO_YEAR)
        beside = self._line(row.row or _behind(row))
        number, position = self._desk.new_id(), next_position(dossier.rows(self._table))
        made: Line
        if self._table == "economic":
            kind = beside.kind if isinstance(beside, EconomicLine) else row.key.removeprefix("kind ")
            made = EconomicLine(number, dossier.id, position, kind if row.key != "total" else "")
        else:
            made = FunctionLine(number, dossier.id, position)
            if isinstance(beside, FunctionLine):
                made = replace(made, source=beside.source, category=beside.category, section=beside.section)
        edit = put_below(self._desk.book, self._table, (made,), row.row)
        return RowStep(edit, f"添加{self._what}", Place(self._table, dossier.id, "code", number), True)

    def copy_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...]) -> RowStep:
        """Copies below the last of the rows."""
        found = self._lines(rows)
        last = next_position(self._rows())
        copies = tuple(replace(one, id=self._desk.new_id(), position=last) for one in found)
        place = Place(self._table, copies[0].project, "code", copies[0].id)
        return RowStep(
            put_below(self._desk.book, self._table, copies, rows[-1].row), f"复制{self._named(found)}", place
        )

    def remove_rows(self, rows: tuple[SheetRow, ...]) -> RowStep:
        """Take the rows out."""
        found = self._lines(rows)
        out = tuple(RemoveRow(one) for one in found)
        return RowStep(out[0] if len(out) == 1 else Batch(out), f"删除{self._named(found)}")

    def move_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...], by: int) -> RowStep:
        """Move the rows together within their 款, or their kind."""
        inside = [row.row for row in sheet.rows if row.group == rows[0].group and row.row]
        chosen = [row.row for row in rows]
        dossier = self._desk.dossier
        if dossier is None:
            return RowStep(None, _NO_YEAR)
        try:
            edit = move_past(self._desk.book, (self._table, dossier.id), inside, chosen, by)
        except CannotMove as why:
            end = f"已经在这一{'款' if self._table == 'function' else '类'}的最{'上' if by < 0 else '下'}面了。"
            return RowStep(None, end if why.at_end else _ONE_GROUP[self._table])
        name = f"移动{self._named(self._lines(rows))}"
        return RowStep(edit, name, Place(self._table, dossier.id, "code", chosen[0]))

    def _rows(self) -> tuple[Line, ...]:
        dossier = self._desk.dossier
        return () if dossier is None else (dossier.function if self._table == "function" else dossier.economic)

    def _lines(self, rows: tuple[SheetRow, ...]) -> list[Line]:
        wanted = [row.row for row in rows]
        found = {row.id: row for row in self._rows()}
        return [found[number] for number in wanted]

    def _line(self, number: int) -> Line | None:
        return next((row for row in self._rows() if row.id == number), None)

    def _named(self, rows: list[Line]) -> str:
        """The rows of a step in its name."""
        if len(rows) > 1:
            return f" {len(rows)} 行{self._what}"
        name = str(getattr(rows[0], NAMES[self._table])).strip() or rows[0].code.strip() or group_of(rows[0])
        return f"科目“{name or '未命名'}”"


def _behind(row: SheetRow) -> int:
    """The first row a line with a sum adds up."""
    return next((cell.place.row for cell in row.cells if cell.place is not None), 0)
