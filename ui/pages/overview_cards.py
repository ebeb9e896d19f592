"""The cards of 年度概览: progress, what to do next; each shows an :class:`~core.years.overview.Overview`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.years.overview import Next, Overview, State
from ui.bound import SIGNS
from ui.look import icons
from ui.look.cards import Card
from ui.look.faces import advance, drop, face, metrics
from ui.look.meters import MeterValue, StackMeter, Tone
from ui.look.ring import Ringed
from ui.look.signs import Stage, paint_dial, paint_sign
from ui.look.strokes import box, edge
from ui.look.tokens import color

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TONES = ((State.READY, Tone.RUNNING), (State.CHECKING, Tone.ORDINARY), (State.FILLING, Tone.FAINT))
_FIGURE_SIZES = ("figure", "title", "verdict", "body")
_NEXT_ROW, _NEXT_SHOWN = 50, 3


class BigFigure(QWidget):
    """A caption, a big figure with its unit, and a line below; smaller where there is little room."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption, self._size = caption, _FIGURE_SIZES[0]
        self._figure, self._unit, self._below = "—", "", ""
        self.setFixedHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: str, unit: str, below: str) -> None:
        """Show another figure."""
        self._figure, self._unit, self._below = figure, unit, below
        self.setAccessibleName("，".join(part for part in (f"{self._caption} {figure} {unit}", below) if part))
        self.setToolTip(f"{figure} {unit}")
        self.update()

    def fits(self, size: str) -> bool:
        """Whether the figure has room in a size of the scale."""
        return advance(self._figure, size, False) + advance(self._unit, "caption") + 5 <= self.width()

    def set_size(self, size: str) -> None:
        """Show the figure in another size of the scale."""
        self._size = size
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three lines, left in line."""
        painter = QPainter(self)
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        painter.drawText(QPointF(0, 9 + drop("caption")), self._caption)
        painter.drawText(QPointF(0, 62 + drop("caption")), self._below)
        size = self._size
        painter.setFont(face(size, False))
        painter.setPen(color("ink"))
        baseline = 36 + drop("figure")
        painter.drawText(QPointF(0, baseline), self._figure)
        painter.setFont(face("caption"))
        painter.setPen(color("faint"))
        painter.drawText(QPointF(advance(self._figure, size, False) + 5, baseline), self._unit)


class StateButton(Ringed, QAbstractButton):
    """`◔ 待核实 2`: shows the projects of one state alone."""

    ring_radius = 6

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show another count."""
        self._count = count
        self.setAccessibleName(f"{self.state.value} {count}")
        self.setToolTip(f"只看{self.state.value}的项目")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Dial, word, count."""
        count = advance(str(self._count), "caption_bold")
        return QSize(round(1 + 12 + 5 + advance(self.state.value, "caption") + 5 + count + 6), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a quiet ground while its projects alone are shown."""
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            box(painter, self.rect(), 6, color("accent_tint" if self.isChecked() else "hover"))
        middle = self.height() / 2
        paint_dial(painter, QPointF(7, middle), Stage(self.state.value))
        baseline = middle + drop("caption")
        painter.setFont(face("caption"))
        painter.setPen(color("ink"))
        painter.drawText(QPointF(18, baseline), self.state.value)
        painter.setFont(face("caption_bold"))
        painter.drawText(QPointF(18 + advance(self.state.value, "caption") + 5, baseline), str(self._count))


class ProgressCard(Card):
    """Budget, executed and rate of all projects, and how far the projects are."""

    state_wanted = Signal(object)  # State whose projects alone are wanted; None for all

    def __init__(self) -> None:
        super().__init__("进度", " ")
        self.budget, self.executed, self.rate = (BigFigure(words) for words in ("全年预算", "全年执行", "执行率"))
        figures = self._figures = QHBoxLayout()
        figures.setSpacing(8)
        for figure, share in ((self.budget, 8), (self.executed, 8), (self.rate, 7)):
            figures.addWidget(figure, share)
        self.meter = StackMeter((), name="各状态的项目")
        self.states = {state: StateButton(state) for state in reversed(State)}
        legend = QHBoxLayout()
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(8)
        for button in self.states.values():
            button.toggled.connect(lambda on, button=button: self._toggled(button, on))
            legend.addWidget(button)
        legend.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        column.addLayout(figures)
        column.addStretch(1)
        column.addWidget(self.meter)
        column.addLayout(legend)
        self.body.addLayout(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All three figures in the largest size in which each has room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._figures.activate()
        figures = (self.budget, self.executed, self.rate)
        size = next((one for one in _FIGURE_SIZES if all(figure.fits(one) for figure in figures)), _FIGURE_SIZES[-1])
        for figure in figures:
            figure.set_size(size)

    def show_states(self, seen: Overview) -> None:
        """Show how many projects are in which state."""
        self._fit()
        count = len(seen.projects)
        self.caption.setText(f"{count} 个项目")
        for state, button in self.states.items():
            button.set_count(seen.states[state])
        shares = ((seen.states[state] / count if count else 0, tone) for state, tone in _TONES)
        self.meter.set_parts(tuple(MeterValue(share, tone) for share, tone in shares if share))

    def choose(self, state: State | None) -> None:
        """Mark the state whose projects alone are shown."""
        for each, button in self.states.items():
            button.blockSignals(True)
            button.setChecked(each is state)
            button.blockSignals(False)

    def _toggled(self, button: StateButton, on: bool) -> None:
        self.state_wanted.emit(button.state if on else None)


class _Steps(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Next, ...] = ()

    def show_rows(self, rows: tuple[Next, ...]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        step = self.rows[index.row()]
        return f"{step.words}，{step.more}" if role in words else None


class _StepDelegate(QStyledItemDelegate):
    """A sign, what to do, a second line, and a chevron: it leads there."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        if not isinstance(view, NextList):
            return
        step, area = view.steps[index.row()], QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected and view.hasFocus():
            painter.fillRect(area, color("accent_tint"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, color("hover"))
        if index.row() < len(view.steps) - 1:
            edge(painter, area.adjusted(40, 0, 0, 0), "b", color("line"))
        first, second = area.center().y() - 9.5, area.center().y() + 9.5
        if step.level is None:
            paint_dial(painter, QPointF(area.left() + 24, first), Stage.EMPTY, 11)
        else:
            paint_sign(painter, QPointF(area.left() + 24, first), SIGNS[step.level])
        left, room = area.left() + 41, area.width() - 41 - 36
        lines = (("body", "ink", step.words, first), ("caption", "soft", step.more, second))
        for size, ink, words, middle in lines:
            painter.setFont(face(size))
            painter.setPen(color(ink))
            cut = metrics(size).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, middle + drop(size)), cut)
        icons.paint(painter, QRectF(area.right() - 30, area.top(), 20, area.height()), "chevron-right", "soft", 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        return QSize(160, view.row_height if isinstance(view, NextList) else _NEXT_ROW)


class NextList(QListView):
    """What to do next; a click or Enter goes there."""

    chosen = Signal(object)  # Next

    def __init__(self) -> None:
        super().__init__()
        self._model = _Steps()
        self.setModel(self._model)
        self.setItemDelegate(_StepDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName("接下来")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.set_row_height(_NEXT_ROW)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def set_row_height(self, high: int) -> None:
        """Lower rows where the screen is low."""
        self.row_height = high
        self.setMinimumHeight(_NEXT_SHOWN * high + 6)
        self.scheduleDelayedItemsLayout()

    @property
    def steps(self) -> tuple[Next, ...]:
        """What is shown."""
        return self._model.rows

    def show_steps(self, steps: Sequence[Next]) -> None:
        """Show other steps."""
        self._model.show_rows(tuple(steps))

    def sizeHint(self) -> QSize:
        """Three of them; the others scroll."""
        return QSize(200, self.minimumHeight())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes there."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.steps[index.row()])
