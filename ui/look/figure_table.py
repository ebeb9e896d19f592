"""A read-only table of a few painted columns: words, figures with meters, states, counts; a row leads somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.look.cell_text import width_of
from ui.look.faces import advance, drop, face, metrics
from ui.look.meters import MeterValue, paint_meter
from ui.look.signs import SIGN_BOX, Counts, Sign, Stage, counts_in_words, paint_counts, paint_dial, paint_sign
from ui.look.strokes import edge
from ui.look.tick import SIDE, paint_tick
from ui.look.tokens import color

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEAD = 32
_SHORT = 8  # letters that have room in any column
_PADDING, _DIAL, _GAP = 8, 18, 8
_METER, _LEAST_METER, _LONGEST_METER = 60, 28, 140
_AIR = 48  # px at most between columns, besides what their texts need
_SIGN_COLUMN = 30
"""Width of the counts of one level in a column of counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``sample`` is a text as wide as its texts usually are.

    Where there is room to spare, words are not cut, meters grow, and the columns stand apart; the first one, which
    begins at the left edge, takes the rest.

    ``signs``: it holds the counts of each level side by side; ``stage``: a dial before the word; ``sign`` stands before
    the caption.
    """

    caption: str
    sample: str
    number: bool = False
    meter: bool = False
    signs: bool = False
    stage: bool = False
    sign: Sign | None = None

    @property
    def width(self) -> int:
        """The room it usually needs without its meter."""
        if self.signs:
            return 3 * _SIGN_COLUMN + 2 * _PADDING
        caption = advance(self.caption, "caption") + (SIGN_BOX + 4 if self.sign else 0)
        text = advance(self.sample, "body") + (_DIAL if self.stage else 0)
        return round(max(caption, text)) + (_PADDING + 4 if self.sign else 2 * _PADDING + 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows."""

    text: str = ""
    ink: str = "ink"
    meter: MeterValue | None = None
    stage: Stage | None = None
    counts: Counts = ()
    tick: bool | None = None
    """Whether the box before the words is ticked; None without a box."""

    @property
    def words(self) -> str:
        """All of it for screen readers and the clipboard."""
        return self.text or counts_in_words(self.counts)


@dataclass(frozen=True, slots=True)
class Row:
    """A line; ``key`` is sent when it is chosen, with None it leads nowhere."""

    cells: tuple[Cell, ...]
    key: object = None
    total: bool = False


class _Model(QAbstractTableModel):
    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self.columns = columns
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.rows[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.words
        if role == Qt.ItemDataRole.CheckStateRole and cell.tick is not None:
            return Qt.CheckState.Checked if cell.tick else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.words if len(cell.words) > _SHORT or cell.counts else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation is Qt.Orientation.Horizontal
        return self.columns[section].caption if across and role == Qt.ItemDataRole.DisplayRole else None


class _Head(QHeaderView):
    """Faint captions, aligned as their columns."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._columns = columns
        self.meter = 0
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(16)
        self.setFixedHeight(HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._columns[logicalIndex]
        area = QRectF(rect)
        painter.fillRect(area, color("paper"))
        edge(painter, area, "b", color("line"))
        text = _text_area(column, area, self.meter)
        painter.setFont(face("caption"))
        wide = advance(column.caption, "caption")
        left = text.right() - wide if column.number else text.left()
        middle = area.center().y()
        if column.sign is not None:
            paint_sign(painter, QPointF(left - 4 - SIGN_BOX / 2, middle), column.sign)
        painter.setPen(color(column.sign.hue if column.sign else "faint"))
        painter.drawText(QPointF(left, middle + drop("caption")), column.caption)


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        if not isinstance(view, FigureTable):
            return
        row, column, area = view.rows[index.row()], view.columns[index.column()], QRectF(option.rect)
        ground = view.ground_of(index.row())
        if ground:
            painter.fillRect(area, color(ground))
        if view.lines and index.row() < len(view.rows) - 1:
            edge(painter, area, "b", color("line"))
        _paint_cell(painter, area, row.cells[index.column()], column, view.meter, row.total)


def _text_area(column: Column, area: QRectF, meter: int) -> QRectF:
    """Where the words of a column stand: left of its meter."""
    behind = meter + _GAP if column.meter and meter else 0
    return area.adjusted(_PADDING, 0, -_PADDING - behind, 0)


def _paint_cell(painter: QPainter, area: QRectF, cell: Cell, column: Column, meter: int, bold: bool) -> None:
    text, middle = _text_area(column, area, meter), area.center().y()
    if column.signs:
        for number, one in enumerate(cell.counts):
            paint_counts(painter, text.left() + number * _SIGN_COLUMN, middle, (one,))
        return
    if cell.stage is not None:
        paint_dial(painter, QPointF(text.left() + 6, middle), cell.stage)
        text.setLeft(text.left() + _DIAL)
    if cell.tick is not None:
        paint_tick(painter, QPointF(text.left() + SIDE / 2, middle), cell.tick)
        text.setLeft(text.left() + SIDE + 8)
    painter.setFont(face("body", bold))
    painter.setPen(color(cell.ink))
    words = metrics("body", bold).elidedText(cell.text, Qt.TextElideMode.ElideRight, text.width() + 1)
    left = text.right() - advance(words, "body", bold) if column.number else text.left()
    painter.drawText(QPointF(left, middle + drop()), words)
    if column.meter and meter and cell.meter is not None:
        paint_meter(painter, QRectF(text.right() + _GAP, middle - 2, meter, 4), cell.meter)


class FigureTable(QTableView):
    """As high as its rows: the page scrolls.  A click or Enter on a row sends its key."""

    chosen = QtSignal(object)
    moved = QtSignal()  # another row is the current one

    def __init__(
        self, columns: tuple[Column, ...], name: str, *, row_height: int = 32, head: bool = True, lines: bool = True
    ) -> None:
        super().__init__()
        self.columns = columns
        self.lines = lines
        self.meter = 0
        self._over = -1
        self._model = _Model(columns)
        self.setModel(self._model)
        self._head = _Head(columns)
        self.setHorizontalHeader(self._head)
        self._head.setVisible(head)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self.show_rows(())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other lines."""
        self._model.show_rows(tuple(rows))
        self.setFixedHeight(self._high())
        self._lay_out()

    @property
    def row_height(self) -> int:
        """Height of a line in logical pixels."""
        return self.verticalHeader().defaultSectionSize()

    def set_row_height(self, high: int) -> None:
        """Lower lines where the screen is low."""
        self.verticalHeader().setDefaultSectionSize(high)
        self.setFixedHeight(self._high())

    def _high(self) -> int:
        head = 0 if self._head.isHidden() else HEAD
        return head + len(self.rows) * self.row_height

    def ground_of(self, row: int) -> str:
        """Token of the ground of a line; blank on plain paper."""
        if self.hasFocus() and row == self.currentIndex().row():
            return "accent_tint"
        return "hover" if row == self._over and self.rows[row].key is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """The first column takes what is left.

        Where that cuts its words, the others give what their own texts do not need, then the meters; where there is
        little room the meters go first of all.
        """
        wide = [column.width for column in self.columns]
        meters, room = sum(column.meter for column in self.columns), self.viewport().width()
        each = (room - sum(wide)) // meters - _GAP if meters else 0
        self.meter = min(_METER, each) if each >= _LEAST_METER else 0
        spare = room - sum(wide) - meters * (self.meter + _GAP if self.meter else 0)
        spare -= max(0, self._needed(0) - wide[0])
        if spare < 0:
            self._narrow(wide, meters, -spare)
        else:
            self._widen(wide, meters, spare)
        self._head.meter = self.meter
        behind = self.meter + _GAP if self.meter else 0
        for number, column in enumerate(self.columns[1:], start=1):
            wide[number] += behind if column.meter else 0
            self.setColumnWidth(number, wide[number])
        self.setColumnWidth(0, max(24, room - sum(wide[1:])))

    def _narrow(self, wide: list[int], meters: int, missing: int) -> None:
        for number, column in enumerate(self.columns[1:], start=1):
            least = max(self._needed(number), round(advance(column.caption, "caption")) + 2 * _PADDING + 2)
            less = 0 if column.signs or column.sign else max(0, min(missing, wide[number] - least))
            wide[number], missing = wide[number] - less, missing - less
        if self.meter and missing > 0:
            self.meter = max(_LEAST_METER, self.meter - -(-missing // meters))

    def _widen(self, wide: list[int], meters: int, spare: int) -> None:
        for number in range(1, len(wide)):
            if not self.columns[number].number:
                more = max(0, min(spare, self._needed(number) - wide[number]))
                wide[number], spare = wide[number] + more, spare - more
        if self.meter and spare > 0:
            more = min(_LONGEST_METER - self.meter, spare // 2 // meters)
            self.meter, spare = self.meter + more, spare - more * meters
        air = max(0, min(_AIR, spare // len(wide)))
        wide[1:] = [each + air for each in wide[1:]]

    def _needed(self, number: int) -> int:
        """The room in which no text of a column is cut, beside what is painted before it."""
        before = 2 * _PADDING + (_DIAL if self.columns[number].stage else 0)
        cells = [(row.cells[number], row.total) for row in self.rows]
        widths = (width_of(cell.text, bold) + (SIDE + 8 if cell.tick is not None else 0) for cell, bold in cells)
        return round(max(widths, default=0)) + before + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads where a click leads."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a line."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.indexAt(event.position().toPoint()))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and (key := self.rows[index.row()].key) is not None:
            self.chosen.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line under the mouse is lit."""
        super().mouseMoveEvent(event)
        self._light(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No line is lit any more."""
        super().leaveEvent(event)
        self._light(-1)

    def _light(self, row: int) -> None:
        if row != self._over:
            self._over = row
            leads = row >= 0 and self.rows[row].key is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on a line at once."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows:
            self.setCurrentIndex(self._model.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The mark of the keyboard goes with it."""
        super().focusOutEvent(event)
        self.viewport().update()
