"""What is typed into a sheet, pasted, or taken from last year: each becomes one step of the page's keeper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from core.edits import Batch, Edit
from core.pasting.block import Block
from core.pasting.plan import Pasting, plan_paste
from core.rules.finding import Finding
from ui.sheets.blocks import Called, Grouping, Publishing, grid_of
from ui.sheets.sheet import SheetRow
from ui.sheets.shown import Index, ShownModel


class SheetModel(ShownModel):
    """A sheet for a view that types into it."""

    def plan_paste(self, block: Block, top: int, left: int) -> Pasting:
        """What would become of a block pasted with its upper left cell there; nothing is stored."""
        called = self._keeper if isinstance(self._keeper, Called) else None
        grouping = self._keeper if isinstance(self._keeper, Grouping) else None
        grid = grid_of(self._sheet, self._keeper.edit, called, grouping)
        if isinstance(self._keeper, Publishing):
            block, grid = self._keeper.under_one_head(block), replace(grid, no_row=self._keeper.no_row)
        return plan_paste(self._desk.book, grid, block, top, left)

    def take(self, plan: Pasting, name: str) -> bool:
        """Paste as planned, in one step; True when it is in the book."""
        return plan.edit is None or self._desk.submit(plan.edit, name)

    def type_block(self, top: int, left: int, block: Block, name: str) -> None:
        """Type a block of texts as one step."""
        cells = {top + r: {left + c: text for c, text in enumerate(texts)} for r, texts in enumerate(block)}
        self.type_cells(cells, name)

    def type_cells(self, texts: Mapping[int, Mapping[int, str]], name: str) -> None:
        """Type texts, by row and column, as one step; what lies outside or cannot be typed into is passed over."""
        edits: list[Edit] = []
        for number, wanted in texts.items():
            row = self._row_for(number)
            if row is None:
                continue
            fitting = {c: text for c, text in wanted.items() if c < len(row.cells) and row.cells[c].place is not None}
            if fitting and (edit := self._keeper.edit(row, fitting)) is not None:
                edits.append(edit)
        if edits:
            self._desk.submit(edits[0] if len(edits) == 1 else Batch(tuple(edits)), name)

    def _row_for(self, number: int) -> SheetRow | None:
        """The row a pasted line goes to; behind the last one that is the empty row to go on in, if there is one."""
        rows = self._sheet.rows
        if number < len(rows):
            return rows[number]
        return rows[-1] if rows and rows[-1].open_end else None

    def findings_if(self, index: Index, text: str) -> tuple[Finding, ...]:
        """The findings that would speak of a cell with ``text`` in it."""
        place = self.cell(index).place
        if place is None:
            return ()
        return tuple(f for f in self._desk.findings_if(place, text) if f.open and place in f.places)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Type a text; True when it is in the book."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        cell, row = self.cell(index), self.row(index)
        if cell.place is None or str(value) == cell.typed:
            return False
        edit = self._keeper.edit(row, {index.column(): str(value)})
        return edit is not None and self._desk.submit(edit, self._keeper.name(cell, self._column(index)))

    def retyped(self, index: Index) -> None:
        """The clerk typed what stood there already: from now on it is the clerk's own."""
        place = self.cell(index).place
        if place is not None and self._desk.origin(place):
            self._desk.confirm(place)

    def take_earlier(self, index: Index) -> bool:
        """Fill an empty cell with what stood there last year, in one step; it counts as taken over until touched.

        False where nothing stood there, or something stands there now.
        """
        cell = self.cell(index)
        if not cell.earlier or cell.shown.strip() or cell.place is None:
            return False
        edit = self._keeper.edit(self.row(index), {index.column(): cell.earlier})
        name = f"填入上年的{self._column(index).partition('(')[0]}"
        return edit is not None and self._desk.take_from_last_year(edit, name)
