"""Floating cards over the page: the notice when a work is done, and the card of a running export."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from ui.look import icons
from ui.look.buttons import Button, Kind, icon_button
from ui.look.cards import Action, IconLabel, Rule, SignMark, ways
from ui.look.faces import face
from ui.look.fields import label
from ui.look.meters import Meter, MeterValue, Tone
from ui.look.signs import Dial, Sign, Stage, paint_ring
from ui.look.strokes import box
from ui.look.tokens import color

WIDTH = 400
_AWAY_AFTER = 8000
_SLIDE = 8
_MOTION = 120

Remark = tuple[Sign, str]
"""A level and a sentence that stays with a result."""


class FloatingCard(QWidget):
    """A card with a shadow over its parent; it slides in by 8 px unless the system shows no animations."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(WIDTH)
        self._motion: QPropertyAnimation | None = None
        if parent is not None:
            shadow = QGraphicsDropShadowEffect(self)
            shadow.setBlurRadius(40)
            shadow.setOffset(0, 10)
            shadow.setColor(QColor(0, 0, 0, 46))
            self.setGraphicsEffect(shadow)

    def fit(self) -> None:
        """Take the height the content needs at the card's width."""
        self.resize(self.width(), self.heightForWidth(self.width()))

    def arrive(self, place: QPoint, come_from: int = _SLIDE) -> None:
        """Show the card with its top left corner at `place`, coming `come_from` px from below (negative: above)."""
        self.show()
        self.raise_()
        if not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self):
            self.move(place)
            return
        self._motion = QPropertyAnimation(self, b"pos", self)
        self._motion.setDuration(_MOTION)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setStartValue(place + QPoint(0, come_from))
        self._motion.setEndValue(place)
        self._motion.start()

    def settle(self, place: QPoint) -> None:
        """Move without motion, such as when the window changes its size."""
        if self._motion is not None:
            self._motion.stop()
        self.move(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), 10, color("paper"), color("edge"))


class Notice(FloatingCard):
    """Result, place, at most two remarks, two buttons. Without remarks it goes after 8 s. Never takes the focus.

    ``sign`` stands before a result that is no success; what is done has its tick.
    """

    closed = Signal()

    def __init__(
        self,
        result: str,
        place: str = "",
        remarks: tuple[Remark, ...] = (),
        actions: tuple[Action, ...] = (),
        parent: QWidget | None = None,
        sign: Sign | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(result)
        self.setAccessibleDescription("。".join((place, *(sentence for _, sentence in remarks))))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 14)
        row.setSpacing(13)
        mark = Dial(Stage.READY, 16) if sign is None else SignMark(sign, 16)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(_column(result, place, remarks, actions), 1)
        self.close_button = icon_button("close", "关闭通知", small=True)
        self.close_button.clicked.connect(self.go)
        self.close_button.setParent(self)
        self.close_button.adjustSize()  # no layout has it: it would lie as large as a window over the other buttons
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.go)
        self._bottom = 0
        if not remarks:
            self._clock.start(_AWAY_AFTER)
        if parent is not None:
            parent.installEventFilter(self)

    def go(self) -> None:
        """Take the notice away."""
        self._clock.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def present(self, bottom: int = 0) -> None:
        """Show it in the lower right of the parent, `bottom` px (the status line) and 16 px of margin off its end."""
        self._bottom = bottom
        self.fit()
        self.arrive(self._place())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.close_button.move(self.width() - self.close_button.width() - 9, 11)

    def _place(self) -> QPoint:
        around = self.parentWidget() or self
        return QPoint(around.width() - self.width() - 24, around.height() - self.height() - 16 - self._bottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.settle(self._place())
        return False


def _column(result: str, place: str, remarks: tuple[Remark, ...], actions: tuple[Action, ...]) -> QVBoxLayout:
    """The words of a notice one below the other, then its buttons."""
    column = QVBoxLayout()
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setContentsMargins(0, 0, 0, 0)
    head.addWidget(label(result, "body_bold", wrap=True), 1)
    head.addSpacing(28)  # the button that closes it lies there
    column.addLayout(head)
    if place:
        column.addSpacing(3)
        column.addWidget(label(place, "caption", "soft", wrap=True))
    column.addSpacing(7)
    for remark in remarks[:2]:
        column.addLayout(_remark(*remark))
    column.addSpacing(7)
    if actions:
        buttons = ways(actions[:2])
        buttons.setSpacing(8)
        column.addLayout(buttons)
    return column


def _remark(sign: Sign, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.setContentsMargins(0, 2, 0, 2)
    row.addWidget(SignMark(sign, 18), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sign.word, "caption", sign.hue), 0, Qt.AlignmentFlag.AlignTop)
    words = label(sentence, "caption", "soft", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


class StepState(StrEnum):
    """How far one item of a work has got."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the export card: name, state, and a remark at the right such as `3 个文件，已核对`."""

    name: str
    state: StepState = StepState.WAITING
    remark: str = ""


class _StepRow(QWidget):
    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self.setFixedHeight(30)
        self.setAccessibleName(f"{step.name} {step.remark}".strip())

    def set_step(self, step: Step) -> None:
        if step != self._step:
            self._step = step
            self.setAccessibleName(f"{step.name} {step.remark}".strip())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = QRectF(0, 0, 16, self.height())
        state = self._step.state
        if state is StepState.DONE:
            icons.paint(painter, mark, "check", "accent")
        elif state is StepState.RUNNING:
            paint_ring(painter, mark.center(), 0.4)
        elif state is StepState.FAILED:
            icons.paint(painter, mark, "close", "red")
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(color("faint"))
            painter.drawEllipse(mark.center(), 2.5, 2.5)
        room = QRectF(22, 0, self.width() - 22, self.height())
        painter.setFont(face("caption"))
        painter.setPen(color("red" if state is StepState.FAILED else "soft"))
        taken = painter.boundingRect(room, _RIGHT, self._step.remark).width()
        painter.drawText(room, _RIGHT, self._step.remark)
        painter.setFont(face("body"))
        painter.setPen(color("faint" if state is StepState.WAITING else "ink"))
        room.setRight(room.right() - taken - 8)
        name = painter.fontMetrics().elidedText(self._step.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)


_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ExportCard(FloatingCard):
    """What a running export does: title, `16 / 28 个文件`, bar, place, one row per item, 停止."""

    stopped = Signal()

    def __init__(
        self, title: str, place: str, remark: str, steps: tuple[Step, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 18, 1, 1)
        column.setSpacing(0)
        self._count = label("", "caption", "soft")
        self._bar = Meter(MeterValue(0, Tone.RUNNING), thick=6, name=title)
        self._left = label("", "caption", "soft")
        column.addLayout(_line(label(title, "section"), self._count))
        column.addSpacing(8)
        column.addLayout(_line(self._bar))
        column.addSpacing(8)
        column.addLayout(_line(IconLabel("folder"), label(place, "caption", "soft"), self._left))
        column.addSpacing(12)
        column.addWidget(Rule())
        column.addSpacing(7)
        self._steps = QVBoxLayout()
        self._steps.setContentsMargins(20, 0, 20, 0)
        self._steps.setSpacing(0)
        column.addLayout(self._steps)
        column.addSpacing(5)
        column.addWidget(Rule())
        self.stop = Button("停止", Kind.PLAIN, small=True)
        self.stop.clicked.connect(self.stopped)
        foot = _line(label(remark, "caption", "soft", wrap=True), self.stop)
        foot.setContentsMargins(20, 12, 11, 11)
        column.addLayout(foot)
        self._rows = tuple(_StepRow(step) for step in steps)
        for row in self._rows:
            self._steps.addWidget(row)

    def set_progress(self, done: int, total: int, steps: tuple[Step, ...], left: str = "") -> None:
        """`done` of `total` files; `steps` in the order given at first; `left` such as `大约还要 3 秒`."""
        self._count.setText(f"{done} / {total} 个文件")
        self._bar.set_value(MeterValue(done / total if total else 0, Tone.RUNNING))
        self._left.setText(left)
        for row, step in zip(self._rows, steps, strict=True):
            row.set_step(step)


def _line(*parts: QWidget) -> QHBoxLayout:
    """Parts in a row; the one before the last takes the spare width when there is more than one."""
    row = QHBoxLayout()
    row.setContentsMargins(20, 0, 20, 0)
    row.setSpacing(6)
    for number, part in enumerate(parts):
        row.addWidget(part, 1 if number == max(0, len(parts) - 2) else 0)
    return row
