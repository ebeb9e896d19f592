"""The marks of a table's cells by key and menu: 待核, a note, 已核对; and the menu of a cell and its row."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent

from core.model import Place
from ui.marks import NOTE_KEY, NoteCard, offer_marks, toggle_pending, wanted_by
from ui.sheets.dragged import DragView
from ui.sheets.menus import RowMenu
from ui.sheets.sheet import EARLIER_KEY

Index = QModelIndex | QPersistentModelIndex


class MarkedView(DragView):
    """A table whose cells can be marked."""

    menu_asked = Signal(object, int, object)  # index, row, RowMenu: the page adds what it offers there

    @cached_property
    def note_card(self) -> NoteCard:
        """The card of a note; made when it is first asked for."""
        return NoteCard(self._desk, self)

    def chosen_places(self) -> tuple[Place, ...]:
        """The chosen cells that have an address, from top to bottom."""
        cells = (self._sheet_model.sheet.rows[row].cells[column] for row, column in sorted(self._chosen()))
        return tuple(cell.place for cell in cells if cell.place is not None)

    def _command(self, event: QKeyEvent) -> bool:
        """F4 marks the block 待核, Shift+F2 opens the note on the current cell."""
        key = wanted_by(event)
        if not key or not self.currentIndex().isValid():
            return super()._command(event)
        if key == NOTE_KEY:
            self.write_note(self.currentIndex())
        else:
            toggle_pending(self._desk, self.chosen_places())
        return True

    def write_note(self, index: Index) -> None:
        """Open the card of a note below its cell."""
        place = self._sheet_model.cell(index).place
        if place is None or not self._desk.can_mark(place):
            self._desk.tell("这一格还没有内容可以加备注。")
            return
        self.note_card.open_at(place, self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(0, 3)))

    # --- the menu ----------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse for the cell below it, by key for the current one."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            row, where = index.row(), self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        else:
            index, row, where = self.indexAt(event.pos()), self.rowAt(event.pos().y()), event.globalPos()
        menu = self.menu_at(index, row)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(where)

    def menu_at(self, index: Index, row: int) -> RowMenu:
        """What can be done with a cell, and behind it what the page offers for its row."""
        menu = RowMenu(self, read_only=self._desk.read_only)
        if index.isValid():
            self._offer_cell(menu, index)
        menu.addSeparator()
        self.menu_asked.emit(index, row, menu)
        return menu

    def _offer_cell(self, menu: RowMenu, index: Index) -> None:
        cell = self._sheet_model.cell(index)
        if cell.over:
            menu.offer("恢复自动计算", lambda: self._type(index, "", "恢复自动计算"))
        if cell.earlier and not cell.shown.strip():
            menu.offer(f"填入上年的内容\t{EARLIER_KEY}", lambda: self.take_earlier(index))
        for finding in self._sheet_model.findings(index):
            for fix in finding.fixes:
                menu.offer(fix.label, lambda fix=fix: self._desk.apply(fix))
        menu.addSeparator()
        self.offer_block(menu)
        menu.addSeparator()
        chosen = self.chosen_places()
        places = chosen if cell.place in chosen else (cell.place,) if cell.place is not None else ()
        at = QPersistentModelIndex(index)
        offer_marks(menu, self._desk, places, lambda _: self.write_note(at))
