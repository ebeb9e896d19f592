"""How a table comes to the screen: its own ground, and after a change only what looks different."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent

from ui.desk import Desk
from ui.look.tokens import color
from ui.sheets.marked import MarkedView
from ui.sheets.model import SheetModel

_LINE = 3  # px that the line around a block reaches into its cells


class PaintedView(MarkedView):
    """A table that is painted no more than it has changed."""

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies below is not painted with it

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells cover their own ground; what they leave free is paper."""
        rows, columns = self.verticalHeader().length(), self.horizontalHeader().length()
        area = self.viewport().rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area.adjusted(columns, 0, 0, 0), color("paper"))
        painter.fillRect(area.adjusted(0, rows - self.verticalOffset(), 0, 0), color("paper"))
        painter.end()
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt moves what is painted; the words of merged cells that are cut stand elsewhere in them now."""
        super().scrollContentsBy(dx, dy)
        seen = self.viewport().rect()
        for span in self._sheet_model.sheet.spans:
            area = self.visualRect(self._sheet_model.index(span.row, span.column))
            if area.intersects(seen) and not (seen.contains(area) and seen.contains(area.translated(0, -dy))):
                self.viewport().update(area)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nothing but the chosen cells could look different: Qt would paint the whole table, head and border anew."""
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.begin()  # a click chooses its own
        if self.currentIndex().isValid():
            editable = self._sheet_model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, bool(editable))
            self._paint_chosen()
        else:
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """As on getting the keyboard."""
        self._paint_chosen()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The cells around those that Qt paints lose or get the line at the block's edge, which lies inside of them."""
        super().selectionChanged(selected, deselected)
        if selected == self.selectionModel().selection():
            return  # nothing that was chosen before still is: Qt paints all of it
        for changed in (selected, deselected):
            area = self.visualRegionForSelection(changed).boundingRect()
            if not area.isEmpty():
                self.viewport().update(area.adjusted(-_LINE, -_LINE, _LINE, _LINE))

    def _paint_chosen(self) -> None:
        self.viewport().update(self.visualRegionForSelection(self.selectionModel().selection()))

    def paint_rows(self, first: int, last: int, *, moved: bool) -> None:
        """Paint rows anew, and the merged cells beside them; all that lies below as well when it has ``moved``."""
        top, bottom = self.rowViewportPosition(first), self.rowViewportPosition(last) + self.rowHeight(last)
        wide, high = self.viewport().width(), self.viewport().height()
        self.viewport().update(0, top, wide, (high if moved else bottom) - top)
        for span in self._sheet_model.sheet.spans:
            if span.row <= last and span.row + span.down > first:
                self.viewport().update(self.visualRect(self._sheet_model.index(span.row, span.column)))
