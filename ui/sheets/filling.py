"""Filling: a block repeated over the cells below it or beside it, by key, or any way with the handle at its corner."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from ui.desk import Desk
from ui.sheets.blocked import BlockView
from ui.sheets.choosing import Area, Spot
from ui.sheets.menus import RowMenu
from ui.sheets.model import SheetModel

Index = QModelIndex | QPersistentModelIndex
_HANDLE = 10  # px at the lower right corner that take hold of it
_DOWN, _RIGHT, _UP, _LEFT = "向下填充", "向右填充", "向上填充", "向左填充"


class FillView(BlockView):
    """A table whose blocks are filled on with the handle at their corner."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._filling: Area | None = None  # the block whose handle is being dragged
        self._corner: Spot | None = None  # the cell at the block's corner; None while it is to be found again
        self._idle = False  # whether the button is still held after Esc: it draws nothing more
        self.viewport().setMouseTracking(True)

    def _command(self, event: QKeyEvent) -> bool:
        if event.keyCombination() == _CONTROL_D:
            self._fill_down()
        elif event.keyCombination() == _CONTROL_R:
            self._fill_right()
        elif event.key() == Qt.Key.Key_Escape and self._filling is not None:
            source, self._filling, self._idle = self._filling, None, True
            self._choose(source)
        else:
            return super()._command(event)
        return True

    def offer_block(self, menu: RowMenu) -> None:
        """What can be done with the chosen block, filling it included."""
        super().offer_block(menu)
        top, left, bottom, right = self._block()
        if bottom > top:
            menu.offer(f"{_DOWN}\tCtrl+D", self._fill_down)
        if right > left:
            menu.offer(f"{_RIGHT}\tCtrl+R", self._fill_right)

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
        """Repeat a block over what the whole has on one side of it, as a pattern laid on from the block."""
        top, left, bottom, right = source
        name, beyond = _beyond(source, whole)
        if not self._can_type(self._cells(beyond)):
            return
        rows = self._sheet_model.sheet.rows
        texts = tuple(tuple(c.carried for c in row.cells[left : right + 1]) for row in rows[top : bottom + 1])
        high, wide = bottom - top + 1, right - left + 1
        block = tuple(
            tuple(texts[(r - top) % high][(c - left) % wide] for c in range(beyond[1], beyond[3] + 1))
            for r in range(beyond[0], beyond[2] + 1)
        )
        self._sheet_model.type_block(beyond[0], beyond[1], block, name)

    def _cells(self, area: Area) -> list[QModelIndex]:
        top, left, bottom, right = area
        return [self._sheet_model.index(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]

    # --- the handle --------------------------------------------------------------------------------------------------

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Another block has its corner elsewhere; of pieces none has one."""
        super().selectionChanged(selected, deselected)
        self._move_handle()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """The cell that is gone to may lie outside of what is chosen, and is then the block itself."""
        super().currentChanged(current, previous)
        self._move_handle()

    def _move_handle(self) -> None:
        """What carried the handle is painted again, Qt paints only what was chosen or left."""
        if self._corner is not None:
            self.viewport().update(self.visualRect(self._sheet_model.index(*self._corner)))
        self._corner = None

    def carries_handle(self, index: Index) -> bool:
        """Whether a cell is the one at whose corner the handle is."""
        if self._desk.read_only or self._sheet_model.plan is not None:
            return False
        if self._corner is None:
            _, _, bottom, right = self._block()
            self._corner = (-1, -1) if bottom < 0 or self._in_pieces() else self._first_of(bottom, right)
        return (index.row(), index.column()) == self._corner

    def handle(self) -> QRect:
        """Where the handle at the corner of the block lies; empty while nothing can be filled."""
        _, _, bottom, right = self._block()
        index = self._sheet_model.index(*self._first_of(bottom, right))
        if self.editor() is not None or not index.isValid() or not self.carries_handle(index):
            return QRect()
        area = self.visualRect(index)
        low = area.bottom() - self._delegate.foot(self, index)
        return QRect(area.right() - _HANDLE + 2, low - _HANDLE + 2, _HANDLE, _HANDLE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, or choose a cell."""
        self._idle = False
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
            self._choose(self._reached(self._filling, at))
            return
        if self._idle and event.buttons():
            return
        over = not event.buttons() and self.handle().contains(at)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fill what the handle was drawn over."""
        idle, self._idle = self._idle, False
        if self._filling is None:
            if not idle:
                super().mouseReleaseEvent(event)
            return
        source, self._filling = self._filling, None
        whole = self._reached(source, event.position().toPoint())
        self._fill(source, whole)
        self._choose(whole)

    def _reached(self, source: Area, at: QPoint) -> Area:
        """The block drawn on to a point: to the one side on which that lies farthest, in cells."""
        top, left, bottom, right = source
        row, column = self.rowAt(at.y()), self.columnAt(at.x())
        if row < 0 or column < 0:
            return source
        far = max(row - bottom, column - right, top - row, left - column)
        if far <= 0:
            return source
        if far in (row - bottom, top - row):
            return min(top, row), left, max(bottom, row), right
        return top, min(left, column), bottom, max(right, column)


def _beyond(source: Area, whole: Area) -> tuple[str, Area]:
    """What of the whole lies outside a block, and the name of filling it; an area without cells where nothing does."""
    top, left, bottom, right = source
    if whole[2] > bottom:
        return _DOWN, (bottom + 1, left, whole[2], right)
    if whole[0] < top:
        return _UP, (whole[0], left, top - 1, right)
    if whole[1] < left:
        return _LEFT, (top, whole[1], bottom, left - 1)
    return _RIGHT, (top, right + 1, bottom, whole[3])


_CONTROL_D = QKeySequence("Ctrl+D")[0]
_CONTROL_R = QKeySequence("Ctrl+R")[0]
