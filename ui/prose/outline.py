"""The outline beside the text: every heading of the form, and how far each has got."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from ui.look import icons
from ui.look.cards import Panel
from ui.look.faces import face, metrics
from ui.look.fields import label
from ui.look.signs import Sign, paint_sign
from ui.look.strokes import box
from ui.look.tokens import color

NARROWEST, WIDEST = 184, 264
_ROW, _STEP, _STATE_ROOM = 32, 8, 28
_LINE = Qt.ItemDataRole.UserRole.value + 1
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class State(StrEnum):
    """How far a topic has got; the value is the word for tool tip and screen reader."""

    HEADING = ""
    WRITTEN = "已写"
    AUTO = "由数据生成"
    EMPTY = "还没有写"
    REPEAT = "与别处相同"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One heading: ``level`` counts from 1, a part has 0; ``sign`` is that of its most serious open finding."""

    heading: str
    level: int
    state: State
    sign: Sign | None = None

    @property
    def said(self) -> str:
        """Heading and state in words."""
        words = (self.heading, self.state.value, self.sign.word if self.sign else "")
        return "，".join(word for word in words if word)


class _Lines(QAbstractListModel):
    """The headings; a line that changes keeps its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[OutlineLine, ...] = ()

    def show_lines(self, lines: tuple[OutlineLine, ...]) -> None:
        if len(lines) != len(self.lines):
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
        elif lines != self.lines:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.heading
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.said
        return None


class _LineDelegate(QStyledItemDelegate):
    """A heading with its state at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(NARROWEST - 16, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: OutlineLine = index.data(_LINE)
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, area, 6, color("accent_tint" if chosen else "hover"))
        room = area.adjusted(16 + _STEP * (max(line.level, 1) - 1), 0, -_STATE_ROOM if line.state else -4, 0)
        size = "body" if line.level else "caption"
        bold = chosen or not line.level
        said = metrics(size, bold).elidedText(line.heading, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(face(size, bold))
        painter.setPen(color("ink" if line.level == 1 or chosen else "soft"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
        _paint_state(painter, QPointF(area.right() - 13, area.center().y()), line)
        painter.restore()


def _paint_state(painter: QPainter, center: QPointF, line: OutlineLine) -> None:
    around = QRectF(center.x() - 8, center.y() - 8, 16, 16)
    if line.sign is not None:
        paint_sign(painter, center, line.sign)
    elif line.state is State.WRITTEN:
        icons.paint(painter, around, "check", "accent")
    elif line.state is State.AUTO:
        icons.paint(painter, around, "calculator", "soft")
    elif line.state is State.REPEAT:
        icons.paint(painter, around, "copy", "faint")
    elif line.state is State.EMPTY:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("field"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, 3.2, 3.2)


class Outline(Panel):
    """提纲, with how many of the answers are written."""

    chosen = Signal(int)  # number of the heading

    def __init__(self) -> None:
        super().__init__("paper", "r")
        self.setFixedWidth(NARROWEST)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        self.count = label("", "caption", "faint")
        head.addWidget(label("提纲", "caption", "faint"))
        head.addStretch(1)
        head.addWidget(self.count)
        self._model = _Lines(self)
        self.view = QListView()
        self.view.setAccessibleName("提纲")
        self.view.setModel(self._model)
        self.view.setItemDelegate(_LineDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.view.activated.connect(lambda index: self.chosen.emit(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    @property
    def lines(self) -> tuple[OutlineLine, ...]:
        """The headings as they are shown."""
        return self._model.lines

    def show_lines(self, lines: tuple[OutlineLine, ...]) -> None:
        """Show the headings and count the answers."""
        self._model.show_lines(lines)
        answers = [line for line in lines if line.state not in (State.HEADING, State.REPEAT)]
        written = sum(line.state is not State.EMPTY for line in answers)
        self.count.setText(f"已写 {written} / {len(answers)}")

    def set_current(self, number: int) -> None:
        """Show which heading the clerk is at."""
        index = self._model.index(number)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
