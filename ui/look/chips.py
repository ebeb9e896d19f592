"""Chips: state of a project, counts of findings, filters, figures to insert and figures that follow the data."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.look.faces import advance, drop, face
from ui.look.ring import Ringed
from ui.look.signs import SIGN_BOX, Counts, Sign, Stage, paint_dial, paint_sign
from ui.look.strokes import box
from ui.look.tokens import color

_HIGH = 22


def _baseline(widget: QWidget, size: str = "caption") -> float:
    return widget.height() / 2 + drop(size)


class _Chip(QWidget):
    """A round ground with a shape and a word that begins at `text_at`."""

    text_at = 25

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def word(self) -> str:
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(round(self.text_at + advance(self.word(), "caption") + 9), _HIGH)

    def paint_word(self, painter: QPainter, ink: str) -> None:
        painter.setFont(face("caption"))
        painter.setPen(color(ink))
        painter.drawText(QPointF(self.text_at, _baseline(self)), self.word())


class StageChip(_Chip):
    """State of a project: dial and word."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.set_stage(stage)

    def word(self) -> str:
        return self._stage.value

    def set_stage(self, stage: Stage) -> None:
        """Show another state."""
        self._stage = stage
        self.setAccessibleName(f"状态：{stage.value}")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), _HIGH / 2, color("hover"))
        paint_dial(painter, QPointF(13, self.height() / 2), self._stage)
        self.paint_word(painter, "soft")


class CountChip(_Chip):
    """How many findings of a level: `● 错误 2`."""

    text_at = 22

    def __init__(self, sign: Sign, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._count = sign, count
        self.setAccessibleName(self.word())

    def word(self) -> str:
        return f"{self._sign.word} {self._count}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), _HIGH / 2, color(f"{self._sign.hue}_tint"))
        paint_sign(painter, QPointF(12, self.height() / 2), self._sign)
        self.paint_word(painter, self._sign.hue)


class _FilterChip(Ringed, QAbstractButton):
    """One level to look at; `sign` None stands for all."""

    ring_radius = 12

    def __init__(self, sign: Sign | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        name = f"{self.sign.word if self.sign else '全部'} {count}"
        self.setText(str(count) if self.sign else name)
        self.setAccessibleName(name)
        self.setToolTip(name if self.sign else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        shape = SIGN_BOX + 5 if self.sign else 0
        return QSize(round(shape + advance(self.text(), "caption") + 17), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked():
            box(painter, self.rect(), 12, color("paper"), color("field"))
        elif self.underMouse():
            box(painter, self.rect(), 12, color("hover"))
        left = 8.0
        if self.sign:
            paint_sign(painter, QPointF(left + SIGN_BOX / 2, self.height() / 2), self.sign)
            left += SIGN_BOX + 5
        painter.setFont(face("caption"))
        painter.setPen(color("ink" if self.isChecked() else "soft"))
        painter.drawText(QPointF(left, _baseline(self)), self.text())


class FilterChips(QWidget):
    """`全部 6  ● 3  ▲ 2  ○ 1`: which level the list shows. `chosen` gives a Sign, or None for all."""

    chosen = Signal(object)

    def __init__(self, counts: Counts = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._chips = tuple(_FilterChip(sign, self) for sign in (None, *Sign))
        for chip in self._chips:
            row.addWidget(chip)
            chip.toggled.connect(lambda on, chip=chip: self.chosen.emit(chip.sign) if on else None)
        self._chips[0].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_counts(counts)

    def set_counts(self, counts: Counts) -> None:
        """Show other counts; the choice stays."""
        numbers = dict(counts)
        for chip in self._chips:
            chip.set_count(numbers.get(chip.sign, 0) if chip.sign else sum(numbers.values()))

    def choose(self, sign: Sign | None) -> None:
        """Show another level; None for all."""
        next(chip for chip in self._chips if chip.sign is sign).setChecked(True)

    def current(self) -> Sign | None:
        """The level chosen; None for all."""
        return next(chip.sign for chip in self._chips if chip.isChecked())


class InsertChip(Ringed, QAbstractButton):
    """A figure that can be put into prose: `全年执行 48.44 万元`."""

    ring_radius = 12

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(f"插入 {text}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), "caption")) + 17, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.underMouse() or self.isDown()
        box(painter, self.rect(), 12, color("hover" if lit else "paper"), color("edge"))
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


def _between(one: str, other: str) -> QColor:
    """The colour half way between two tokens, for an outline that must not outshout its text."""
    first, second = color(one), color(other)
    return QColor(
        (first.red() + second.red()) // 2, (first.green() + second.green()) // 2, (first.blue() + second.blue()) // 2
    )


def paint_live_ground(painter: QPainter, area: QRectF, *, stale: bool = False) -> None:
    """Ground of a live figure in prose, painted before the text; stale ones are amber."""
    if stale:
        box(painter, area, 4, color("amber_tint"), _between("amber_sign", "amber_tint"))
    else:
        box(painter, area, 4, color("accent_tint"), color("accent_line"))


class LiveFigure(QWidget):
    """How a live figure looks in prose, for legends and guidance."""

    def __init__(self, text: str, *, stale: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._stale = text, stale
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self._text, "prose")) + 11, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_live_ground(painter, QRectF(self.rect()), stale=self._stale)
        painter.setFont(face("prose"))
        painter.setPen(color("amber" if self._stale else "accent"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)
