"""Blocks of a table: copied, cut, cleared, pasted, filled down and right, one text into many cells."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent

from core.pasting.block import Block
from ui.desk import Desk
from ui.sheets.blocks import PREVIEWED, said_of_left
from ui.sheets.choosing import Area
from ui.sheets.clipboard import as_mime, from_mime, tiled
from ui.sheets.keyed import ENTER, KeyedView
from ui.sheets.menus import RowMenu
from ui.sheets.model import SheetModel
from ui.sheets.sheet import EARLIER_KEY, NOT_EMPTY
from ui.stepper import READ_ONLY

Index = QModelIndex | QPersistentModelIndex
_HANDLE = 10  # px at the lower right corner that take hold of it
_DOWN, _RIGHT = "向下填充", "向右填充"


class BlockView(KeyedView):
    """A table whose blocks go to and come from other programs, and are filled with the handle at their corner."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._filling: Area | None = None  # the block whose handle is being dragged
        self.viewport().setMouseTracking(True)
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
        elif event.keyCombination() == _CONTROL_D:
            self._fill_down()
        elif event.keyCombination() == _CONTROL_R:
            self._fill_right()
        elif control and key == Qt.Key.Key_Semicolon:
            self._type(self.currentIndex(), date.today().isoformat(), "填入今天的日期")
        elif event.keyCombination() == _EARLIER:
            self.take_earlier(self.currentIndex())
        else:
            return super()._command(event)
        return True

    def offer_block(self, menu: RowMenu) -> None:
        """What can be done with the chosen block, for those who use the mouse."""
        top, left, bottom, right = self._block()
        menu.offer("剪切\tCtrl+X", self._cut)
        menu.offer("复制\tCtrl+C", self._copy, reads=True)
        menu.offer("粘贴\tCtrl+V", self._paste)
        menu.offer("清除内容\tDel", self._clear)
        if bottom > top:
            menu.offer(f"{_DOWN}\tCtrl+D", self._fill_down)
        if right > left:
            menu.offer(f"{_RIGHT}\tCtrl+R", self._fill_right)

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

    # --- filling -----------------------------------------------------------------------------------------------------

    def _fill_down(self) -> None:
        """The first row of the block goes into all rows below it; a single row takes the one above."""
        if not self._one_block("填充"):
            return
        top, left, bottom, right = self._block()
        top -= top == bottom
        if top >= 0:
            self._fill((top, left, top, right), (top, left, bottom, right))

    def _fill_right(self) -> None:
        """The first column of the block goes into all columns right of it; a single column takes the one before."""
        if not self._one_block("填充"):
            return
        top, left, bottom, right = self._block()
        left -= left == right
        if left >= 0:
            self._fill((top, left, bottom, left), (top, left, bottom, right))

    def _fill(self, source: Area, whole: Area) -> None:
        """Repeat a block over what lies below it or right of it."""
        top, left, bottom, right = source
        rows = self._sheet_model.sheet.rows
        texts = tuple(tuple(c.carried for c in row.cells[left : right + 1]) for row in rows[top : bottom + 1])
        beyond = (bottom + 1, left, whole[2], right) if whole[2] > bottom else (top, right + 1, bottom, whole[3])
        if not self._can_type(self._cells(beyond)):
            return
        if whole[2] > bottom:
            high = whole[2] - bottom
            below = tuple(texts[r % len(texts)] for r in range(high))
            self._sheet_model.type_block(bottom + 1, left, below, _DOWN)
        elif whole[3] > right:
            wide = whole[3] - right
            beside = tuple(tuple(row[c % len(row)] for c in range(wide)) for row in texts)
            self._sheet_model.type_block(top, right + 1, beside, _RIGHT)

    def _cells(self, area: Area) -> list[QModelIndex]:
        top, left, bottom, right = area
        return [self._sheet_model.index(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]

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

    # --- the handle --------------------------------------------------------------------------------------------------

    def handle(self) -> QRect:
        """Where the handle at the corner of the block lies; empty while nothing can be filled."""
        _, _, bottom, right = self._block()
        if self.editor() is not None or self._desk.read_only or self._sheet_model.plan is not None or bottom < 0:
            return QRect()
        if self._in_pieces():
            return QRect()
        index = self._sheet_model.index(bottom, right)
        area = self.visualRect(index)
        low = area.bottom() - self._delegate.foot(self, index)
        return QRect(area.right() - _HANDLE + 2, low - _HANDLE + 2, _HANDLE, _HANDLE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, or choose a cell."""
        held = event.button() == Qt.MouseButton.LeftButton and self.handle().contains(event.position().toPoint())
        if held:
            self._filling = self._block()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the handle: fill down as far as the column beside it is filled, as in WPS 表格."""
        if not self.handle().contains(event.position().toPoint()):
            super().mouseDoubleClickEvent(event)
            return
        top, left, bottom, right = self._block()
        rows, beside = self._sheet_model.sheet.rows, left - 1 if left else right + 1
        last = bottom
        while beside < len(rows[0].cells) and last + 1 < len(rows) and rows[last + 1].cells[beside].shown.strip():
            last += 1
        self._fill((top, left, bottom, right), (top, left, last, right))
        self._choose((top, left, last, right))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the block on with its handle; over the handle the pointer is a cross."""
        at = event.position().toPoint()
        if self._filling is not None:
            self._choose(self._reached(self.indexAt(at)))
            return
        over = not event.buttons() and self.handle().contains(at)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fill what the handle was drawn over."""
        if self._filling is None:
            super().mouseReleaseEvent(event)
            return
        source, whole = self._filling, self._reached(self.indexAt(event.position().toPoint()))
        self._filling = None
        self._fill(source, whole)
        self._choose(whole)

    def _reached(self, index: QModelIndex) -> Area:
        """The block drawn on to a cell: down or to the right, whichever is farther."""
        assert self._filling is not None
        top, left, bottom, right = self._filling
        down, beside = index.row() - bottom, index.column() - right
        if not index.isValid() or max(down, beside) <= 0:
            return self._filling
        return (top, left, index.row(), right) if down >= beside else (top, left, bottom, index.column())


def _name(block: Block) -> str:
    return f"粘贴 {len(block)} 行"


_CONTROL_D = QKeySequence("Ctrl+D")[0]
_CONTROL_R = QKeySequence("Ctrl+R")[0]
_EARLIER = QKeySequence(EARLIER_KEY)[0]
