"""A table that behaves like a sheet of WPS 表格: keys, blocks, filling, and the message under the row it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from core.edits import Edit
from core.rules.finding import Finding
from ui.bound import SIGNS, worst
from ui.desk import Desk
from ui.look.cards import MOST_LINKS, MessageStrip
from ui.look.heads import Band, HeadView
from ui.look.signs import Sign
from ui.sheets.columns import HeadHands
from ui.sheets.heights import RowHeights
from ui.sheets.model import SheetModel
from ui.sheets.sheet import SheetColumn
from ui.sheets.staying import StayingView
from ui.sheets.widths import column_widths
from ui.ways import ways_out

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 34
LOW_ROW_HEIGHT = 30


class SheetView(StayingView):
    """One official table.  It is as high as its rows: the page scrolls, not the table."""

    grew = Signal()  # the height it needs has changed
    settled = Signal()  # after a change, or in another cell: once for both when a key does both

    def __init__(self, desk: Desk, model: SheetModel) -> None:
        super().__init__(desk, model)
        self._strip: MessageStrip | None = None
        self._spare: dict[tuple[Sign, int], MessageStrip] = {}  # put away, by sign and number of links
        self._spoken: Finding | None = None
        self._known: frozenset[str] = frozenset()  # what was wrong when the clerk last left a cell
        self._samples: tuple[str, ...] = ()
        self._strip_at: QPersistentModelIndex | None = None
        self._heights = RowHeights(self, model)
        self._high = self._head_high = 0
        self._forgiven = self._committing = False
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._settle)
        self._row_height = ROW_HEIGHT
        self.setModel(model)
        self._head = HeadView()
        self.setHorizontalHeader(self._head)
        hands = HeadHands(self._head)
        hands.drawn.connect(self._draw_width)
        hands.freed.connect(lambda column: self._draw_width(column, 0))
        hands.clicked.connect(self.open_view_menu)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._place_strip(self._feet()))
        self.setTabKeyNavigation(False)
        self.typed.connect(self._forgive)
        model.modelReset.connect(self._lay_out)
        model.dataChanged.connect(lambda first, last: self._heights.forget_rows(first.row(), last.row()))
        model.refreshed.connect(self._settle_soon)
        self._lay_out()

    # --- layout ------------------------------------------------------------------------------------------------------

    def set_row_height(self, height: int) -> None:
        """Rows of 34 px, or 30 where the screen is low."""
        if height != self._row_height:
            self._row_height = height
            self._settle()

    def _lay_out(self) -> None:
        """Columns and merged cells of another table."""
        self.clearSpans()
        sheet = self._sheet_model.sheet
        for span in sheet.spans:
            self.setSpan(span.row, span.column, span.down, span.across)
        self._head.set_bands(tuple(_bands(sheet.columns)))
        self._drop_strip()
        self._fit_columns()
        self._speak_of_new(or_first=True)
        self._settle()
        self.go_on()

    def commitData(self, editor: QWidget) -> None:
        """Hand the text to the book; leaving the cell comes next and settles the table once for both."""
        self._committing = True
        super().commitData(editor)
        self._committing = False

    def _settle_soon(self) -> None:
        if self._samples != self._wanted():
            self._fit_columns()
        if self._committing:
            self._later.start(0)
            return
        if self.editor() is None:
            self._speak_of_new(or_first=self._spoken is None)
        self._settle()

    def _wanted(self) -> tuple[str, ...]:
        return tuple(column.sample for column in self._sheet_model.sheet.columns)

    def _settle(self) -> None:
        """Row heights, strip and own height after any change; only what is another one is touched."""
        self._renew_strip()
        feet = self._feet()
        self._set_heights(feet)
        self._place_strip(feet)
        if self._high != self.fitting_height():
            self._high = self.fitting_height()
            self.updateGeometry()
            self.grew.emit()
        self.settled.emit()

    def _set_heights(self, feet: dict[int, int]) -> None:
        """The rows' heights at once: by itself Qt lays out and paints the whole table again some time after."""
        needed = {row: max(self._row_height, self._heights.needed(row)) + feet.get(row, 0)
                  for row in range(self._sheet_model.rowCount())}  # fmt: skip
        others = {row: high for row, high in needed.items() if high != self.rowHeight(row)}
        if others:
            high_before = self.verticalHeader().length()
            with QSignalBlocker(self.verticalHeader()):
                for row, high in others.items():
                    self.setRowHeight(row, high)
            self.updateGeometries()
            self.paint_rows(min(others), max(others), moved=high_before != self.verticalHeader().length())

    def _fit_columns(self) -> None:
        self._heights.forget()
        self._samples = self._wanted()
        for number, width in enumerate(self._widths()):
            self.setColumnWidth(number, width)
        self._head_high = self.horizontalHeader().sizeHint().height()

    def _widths(self) -> tuple[int, ...]:
        drawn = self._desk.column_widths.of(self.accessibleName())
        return column_widths(self._sheet_model.sheet.columns, self.viewport().width(), drawn)

    def _draw_width(self, column: int, width: int) -> None:
        """The clerk has drawn a column's border; the others make room, and the width is remembered."""
        caption = self._sheet_model.sheet.columns[column].caption
        self._desk.column_widths.draw(self.accessibleName(), caption, width)
        self._fit_columns()
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width; heights follow the columns."""
        super().resizeEvent(event)
        wide = event.size().width()
        if wide != event.oldSize().width():
            self._fit_columns()
            self._settle()
        if wide != self.viewport().width():  # the scroll bar came or went: before it is shown Qt says nothing of that
            self._fit_columns()
            self._settle()

    def fitting_height(self) -> int:
        """The height that shows every row."""
        return self._head_high + self.verticalHeader().length()

    # --- the message under the row -----------------------------------------------------------------------------------

    def _feet(self) -> dict[int, int]:
        if self._strip is None or self._strip_at is None:
            return {}
        return {self._strip_at.row(): self._strip.heightForWidth(self._strip_width())}

    def _strip_left(self) -> int:
        """The strip begins behind the merged level cells, so that it lies under the row it speaks of."""
        merged = [s.column + s.across for s in self._sheet_model.sheet.spans
                  if self._strip_at is not None and s.row <= self._strip_at.row() < s.row + s.down]  # fmt: skip
        return self.columnViewportPosition(max(merged)) if merged else 0

    def _strip_width(self) -> int:
        return max(200, self.viewport().width() - self._strip_left())

    def _speak(self, index: Index) -> None:
        """Show the most serious finding of a cell under its row."""
        found = worst(self._sheet_model.findings(index))
        if found is not None and found == self._spoken and self._strip_at == index:
            self._forgiven = False
            return
        if found is None:
            self._drop_strip()
            return
        self._strip = self._strip_for(found)
        self._strip_at, self._spoken, self._forgiven = QPersistentModelIndex(index), found, False
        self._strip.show()

    def _strip_for(self, found: Finding) -> MessageStrip:
        """The strip that is seen with other words, or one that was put away, where it fits; else a new one."""
        sign, links, bold = SIGNS[found.level], ways_out(self._desk, found), _due(found)
        kind = sign, len(links[:MOST_LINKS])
        strip = self._strip
        if strip is None or strip.kind != kind:
            self._drop_strip()
            strip = self._spare.pop(kind, None)
        if strip is None:
            return MessageStrip(sign, found.message, links, bold=bold, parent=self.viewport())
        strip.say(found.message, links, bold)
        return strip

    def _speak_of_new(self, *, or_first: bool) -> None:
        """Say what has come up anywhere in the table since the clerk last left a cell, else the first finding."""
        known, self._known = self._known, self._sheet_model.subjects()
        index = self._sheet_model.first_finding(known)
        if not index.isValid() and or_first:
            index = self._sheet_model.first_finding()
        if index.isValid():
            self._speak(index)

    def message(self) -> str:
        """The sentence that stands under a row now; blank when none does."""
        return "" if self._spoken is None or self._forgiven else self._spoken.message

    def _drop_strip(self) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._spare[self._strip.kind] = self._strip
        self._strip, self._strip_at, self._spoken, self._forgiven = None, None, None, False

    def _renew_strip(self) -> None:
        """After a change: the strip says what is so now, or goes."""
        at = self._strip_at
        if at is not None and at.isValid() and self._sheet_model.findings(at):
            self._speak(QModelIndex(at))
        elif at is not None:
            self._drop_strip()
        current = self.currentIndex()
        if self._strip is None and current.isValid() and self._sheet_model.findings(current):
            self._speak(current)

    def _place_strip(self, feet: dict[int, int]) -> None:
        self._delegate.set_feet(feet)
        if self._strip is None or self._strip_at is None:
            return
        area = self.visualRect(self._strip_at)
        high = feet[self._strip_at.row()]
        top = self.rowViewportPosition(self._strip_at.row()) + self.rowHeight(self._strip_at.row()) - high
        self._strip.setGeometry(self._strip_left(), top, self._strip_width(), high)
        self._strip.setVisible(area.isValid() and not self._forgiven)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """On reaching a cell that has a finding it is shown; after a change, first what is wrong where it was made.

        Where neither cell has one, what the change has made wrong elsewhere is said, as in a total.
        """
        super().currentChanged(current, previous)
        changed = bool(self._sheet_model.subjects() - self._known)
        told = next(
            (index for index in ((previous, current) if changed else (current, previous))
             if index.isValid() and self._sheet_model.findings(index)), None,
        )  # fmt: skip
        if told is not None:
            self._known = self._sheet_model.subjects()
            self._speak(told)
        else:
            self._speak_of_new(or_first=False)
        self._later.stop()
        self._settle()

    def _forgive(self, index: QPersistentModelIndex, text: str) -> None:
        """Hide the strip of the cell being edited while its text is right."""
        if self._strip is None or self._strip_at is None or self._strip_at != index or not index.isValid():
            return
        self._forgiven = not self._sheet_model.findings_if(index, text)
        self._strip.setVisible(not self._forgiven)

    def submit_here(self, edit: Edit, name: str) -> bool:
        """Take a step and stay at the cell it was taken in; False when it was refused."""
        return self._desk.submit(edit, name)

    def show_place(self, index: QModelIndex) -> None:
        """Choose a cell and say its finding."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def _bands(columns: tuple[SheetColumn, ...]) -> Iterator[Band]:
    """The captions over neighbouring columns."""
    first = 0
    for caption, inside in groupby(columns, key=lambda column: column.band):
        following = first + len(tuple(inside))
        if caption:
            yield Band(caption, first, following - 1)
        first = following


def _due(found: Finding) -> tuple[str, ...]:
    """The figure that should stand there, where the sentence names it first as such."""
    due = next((side.figure for side in found.sides if side.caption == "应为"), "")
    return (due,) if due and found.message.partition(due)[0].endswith(("应为 ", "应为\u00a0")) else ()
