"""Blocks of a table: copied, cut, cleared, pasted, one text into many cells."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from core.pasting.block import Block
from ui.desk import Desk
from ui.sheets.blocks import PREVIEWED, said_of_left
from ui.sheets.clipboard import as_mime, from_mime, tiled
from ui.sheets.keyed import ENTER, KeyedView
from ui.sheets.menus import RowMenu
from ui.sheets.model import SheetModel
from ui.sheets.sheet import EARLIER_KEY, NOT_EMPTY
from ui.stepper import READ_ONLY

Index = QModelIndex | QPersistentModelIndex


class BlockView(KeyedView):
    """A table whose blocks go to and come from other programs."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._delegate.spread.connect(self._spread)
        desk.leaving.connect(self.drop_paste)

    def _command(self, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._sheet_model.plan is not None and (key in ENTER or key == Qt.Key.Key_Escape):
            self.take_paste() if key in ENTER else self.drop_paste()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif control and key == Qt.Key.Key_Semicolon:
            self._type(self.currentIndex(), date.today().isoformat(), "填入今天的日期")
        elif event.keyCombination() == _EARLIER:
            self.take_earlier(self.currentIndex())
        else:
            return super()._command(event)
        return True

    def offer_block(self, menu: RowMenu) -> None:
        """What can be done with the chosen block, for those who use the mouse."""
        menu.offer("剪切\tCtrl+X", self._cut)
        menu.offer("复制\tCtrl+C", self._copy, reads=True)
        menu.offer("粘贴\tCtrl+V", self._paste)
        menu.offer("清除内容\tDel", self._clear)

    # --- copy and paste ----------------------------------------------------------------------------------------------

    def _copy(self) -> bool:
        if not self._one_block("复制"):
            return False
        top, left, bottom, right = self._block()
        cells = [row.cells[left : right + 1] for row in self._sheet_model.sheet.rows[top : bottom + 1]]
        merged, covered = self._merged(top, left, bottom, right)
        seen = tuple(
            tuple("" if (r, c) in covered else cell.shown.lstrip("\u3000") for c, cell in enumerate(row))
            for r, row in enumerate(cells)
        )
        carried = tuple(tuple(cell.carried for cell in row) for row in cells)
        QGuiApplication.clipboard().setMimeData(as_mime(seen, carried, merged))
        self._desk.tell(f"已复制 {bottom - top + 1} 行 {right - left + 1} 列。")
        return True

    def _cut(self) -> None:
        if self._copy():
            self._clear()

    def _merged(
        self, top: int, left: int, bottom: int, right: int
    ) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """The merged cells inside a block, as far as they reach in it, and the cells they cover."""
        merged, covered = {}, set()
        for span in self._sheet_model.sheet.spans:
            first, last = max(span.row, top), min(span.row + span.down - 1, bottom)
            begin, end = max(span.column, left), min(span.column + span.across - 1, right)
            if first <= last and begin <= end:
                at = first - top, begin - left
                merged[at] = last - first + 1, end - begin + 1
                covered |= {(r - top, c - left) for r in range(first, last + 1) for c in range(begin, end + 1)} - {at}
        return merged, covered

    def _clear(self) -> None:
        self._type_into_chosen("", "清除内容")

    def _type_into_chosen(self, text: str, name: str) -> None:
        """The same text into every chosen cell, and into none that lies between them."""
        chosen = self._chosen()
        if not self._can_type(self._sheet_model.index(*spot) for spot in sorted(chosen)):
            return
        rows = sorted({row for row, _ in chosen})
        texts = {row: {c: text for r, c in sorted(chosen) if r == row} for row in rows}
        self._sheet_model.type_cells(texts, name)

    def _one_block(self, what: str) -> bool:
        """Whether the chosen cells are one block; else it is said that several pieces cannot be taken together."""
        if self._in_pieces():
            self._desk.tell(f"选中的格子不连在一起，不能一起{what}；选连成一块的格子再{what}。")
            return False
        return True

    def _paste(self) -> None:
        """Paste where shapes agree; else show first what goes where."""
        self.drop_paste()
        block = from_mime(QGuiApplication.clipboard().mimeData())
        if not block or not self.currentIndex().isValid():
            self._desk.tell("剪贴板里没有可以粘贴的文字。")
            return
        if self._desk.read_only:
            self._desk.tell(READ_ONLY)
            return
        if not self._one_block("粘贴"):
            return
        top, left, bottom, right = self._block()
        plan = self._sheet_model.plan_paste(tiled(block, bottom - top + 1, right - left + 1), top, left)
        if not plan.goes:
            why = self._sheet_model.cell(self._sheet_model.index(top, left)).fixed
            self._desk.tell(f"没有可以贴进来的内容。{why}")
        elif plan.shows:
            self._sheet_model.preview(plan)
            self._desk.tell(PREVIEWED)
        elif self._sheet_model.take(plan, _name(block)):
            self._desk.tell(f"已粘贴 {len(block)} 行。")

    def take_paste(self) -> None:
        """Paste as it is shown."""
        plan = self._sheet_model.plan
        if plan is None:
            return
        rows = len({goes.row for goes in plan.goes})
        if plan.added:
            self._sheet_model.view_as(None)  # the new rows are to be seen
        if self._sheet_model.take(plan, f"粘贴 {rows} 行"):
            self._sheet_model.preview(None)
            self._desk.tell(f"已粘贴 {rows} 行{said_of_left(plan, '没有贴入')}。")

    def drop_paste(self) -> None:
        """Give up the paste that is shown."""
        if self._sheet_model.plan is not None:
            self._sheet_model.preview(None)
            self._desk.tell("没有粘贴。")

    # --- one text into many -------------------------------------------------------------------------------------------

    def _spread(self, text: str) -> None:
        """Ctrl+Enter: what was typed goes into every chosen cell."""
        cells = [spot for spot in self._chosen() if self._editable(self._sheet_model.index(*spot))]
        self._type_into_chosen(text, f"填入 {max(len(cells), 1)} 格")
        self.setFocus()

    def _editable(self, index: QModelIndex) -> bool:
        return bool(self._sheet_model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _type(self, index: Index, text: str, name: str) -> None:
        if index.isValid():
            self._sheet_model.type_block(index.row(), index.column(), ((text,),), name)

    def take_earlier(self, index: Index) -> None:
        """Ctrl+': what stood in an empty cell last year."""
        if index.isValid() and not self._sheet_model.take_earlier(index):
            filled = bool(self._sheet_model.cell(index).shown.strip())
            self._desk.tell(NOT_EMPTY if filled else "这一格没有上年的内容可以填入。")


def _name(block: Block) -> str:
    return f"粘贴 {len(block)} 行"


_EARLIER = QKeySequence(EARLIER_KEY)[0]
