"""The steps on rows of the indicator table, each one step of undo; rows of a 二级指标 stay together."""

from __future__ import annotations

from dataclasses import replace

from core.edits import Batch, RemoveRow, next_position
from core.model import Indicator, Place
from ui.desk import Desk
from ui.pages.placed_rows import CannotMove, move_past, put_below
from ui.sheets.indicator_sheet import levels_at
from ui.sheets.rowed import RowStep
from ui.sheets.sheet import Sheet, SheetRow

_ONE_GROUP = "一次只能移动同一个二级指标里相连的行。"
_NO_LEVEL = "这一行由表样规定，下面不能添加指标。"


class IndicatorRows:
    """Makes the steps for the project that is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_below(self, row: SheetRow) -> RowStep:
        """An empty indicator below a row, or at the end of its empty 二级指标."""
        levels, dossier = levels_at(self._desk.form, row.group), self._desk.dossier
        if levels is None or dossier is None:
            return RowStep(None, _NO_LEVEL)
        made = Indicator(
            self._desk.new_id(), dossier.id, next_position(dossier.indicator), levels[0].name, levels[1].name
        )
        edit = put_below(self._desk.book, "indicator", (made,), row.row)
        return RowStep(edit, f"添加{levels[1].name}", Place("indicator", dossier.id, "name", made.id), True)

    def copy_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...]) -> RowStep:
        """Copies below the last of the rows."""
        found = [self._indicator(row.row) for row in rows]
        last = next_position(self._rows())
        copies = tuple(replace(one, id=self._desk.new_id(), position=last) for one in found)
        place = Place("indicator", copies[0].project, "name", copies[0].id)
        return RowStep(put_below(self._desk.book, "indicator", copies, rows[-1].row), f"复制{_what(found)}", place)

    def remove_rows(self, rows: tuple[SheetRow, ...]) -> RowStep:
        """Take the rows out."""
        found = [self._indicator(row.row) for row in rows]
        out = tuple(RemoveRow(one) for one in found)
        return RowStep(out[0] if len(out) == 1 else Batch(out), f"删除{_what(found)}")

    def move_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...], by: int) -> RowStep:
        """Move the rows together past others of their 二级指标."""
        dossier = self._desk.dossier
        inside = [row.row for row in sheet.rows if row.group == rows[0].group and row.row]
        chosen = [row.row for row in rows]
        if dossier is None:
            return RowStep(None, _ONE_GROUP)
        try:
            edit = move_past(self._desk.book, ("indicator", dossier.id), inside, chosen, by)
        except CannotMove as why:
            return RowStep(None, f"已经在这一类的最{'上' if by < 0 else '下'}面了。" if why.at_end else _ONE_GROUP)
        found = [self._indicator(number) for number in chosen]
        place = Place("indicator", dossier.id, "name", chosen[0])
        return RowStep(edit, f"移动{_what(found)}", place)

    def _rows(self) -> tuple[Indicator, ...]:
        dossier = self._desk.dossier
        return () if dossier is None else dossier.indicator

    def _indicator(self, number: int) -> Indicator:
        return next(row for row in self._rows() if row.id == number)


def _what(rows: list[Indicator]) -> str:
    """The rows of a step in its name."""
    return f"指标“{rows[0].name or rows[0].level2}”" if len(rows) == 1 else f" {len(rows)} 行指标"
