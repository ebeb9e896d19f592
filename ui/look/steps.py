"""Parts of a page that is done in steps: the number of a step, one choice of a list, one of some tiles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look import icons
from ui.look.faces import advance, drop, face, metrics
from ui.look.ring import Ringed
from ui.look.strokes import box
from ui.look.tokens import color

_SIDE = 24


class StepMark(QWidget):
    """`①` in a circle: to be done (outline), at hand (filled), done (tick)."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._state = "later"
        self.setFixedSize(_SIDE, _SIDE)

    def set_state(self, state: str) -> None:
        """``later``, ``now`` or ``done``."""
        self._state = state
        self.setAccessibleName(f"第 {self._number} 步{'，已完成' if state == 'done' else ''}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle with the number or a tick."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._state == "done":
            box(painter, area, _SIDE / 2, color("accent_tint"))
            icons.paint(painter, area, "check", "accent", 14)
            return
        now = self._state == "now"
        box(painter, area, _SIDE / 2, color("accent" if now else "paper"), None if now else color("field"))
        painter.setFont(face("caption_bold" if now else "caption"))
        painter.setPen(color("on_accent" if now else "soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Choice(Ringed, QAbstractButton):
    """Two lines of words; one of a group is chosen."""

    def __init__(self, text: str, caption: str, chip: str = "") -> None:
        super().__init__()
        self.setText(text)
        self._caption, self._chip = caption, chip
        self._low = False
        self.setAccessibleName("，".join(part for part in (text, caption, chip) if part))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_low(self, low: bool) -> None:
        """Closer lines where the screen is low."""
        self._low = low
        self.updateGeometry()

    def _words(self, painter: QPainter, left: float, right: float) -> None:
        """Name and caption between two edges, cut where there is no room."""
        middle, room, apart = self.height() / 2, right - left, 8.5 if self._low else 10
        painter.setFont(face("body_bold" if self.isChecked() else "body"))
        painter.setPen(color("ink" if self.isEnabled() else "off"))
        cut = Qt.TextElideMode.ElideRight
        words = metrics("body", self.isChecked()).elidedText(self.text(), cut, room)
        painter.drawText(QPointF(left, middle - apart + drop()), words)
        painter.setFont(face("caption"))
        painter.setPen(color("soft" if self.isEnabled() else "off"))
        painter.drawText(
            QPointF(left, middle + apart + drop("caption")), metrics("caption").elidedText(self._caption, cut, room)
        )


class ChoiceRow(_Choice):
    """A row of a list with a round mark at the left and a chip at the right."""

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(260, 40 if self._low else 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark, words, chip."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(area, color("accent_tint" if self.isChecked() else "hover"))
        mark = QRectF(14, self.height() / 2 - 8, 16, 16)
        box(painter, mark, 8, color("paper"), color("accent" if self.isChecked() else "field"), 1.5)
        if self.isChecked():
            box(painter, mark.adjusted(4, 4, -4, -4), 4, color("accent"))
        right = area.right() - 12
        if self._chip:
            wide = advance(self._chip, "caption") + 16
            chip = QRectF(right - wide, self.height() / 2 - 10, wide, 20)
            box(painter, chip, 10, color("hover"))
            painter.setFont(face("caption"))
            painter.setPen(color("soft"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._chip)
            right = chip.left() - 12
        self._words(painter, 40, right)


class ChoiceTile(_Choice):
    """A tile with an icon."""

    def __init__(self, icon_name: str, text: str, caption: str) -> None:
        super().__init__(text, caption)
        self._icon = icon_name

    def sizeHint(self) -> QSize:
        """Two lines and their air."""
        return QSize(160, 48 if self._low else 68)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, words."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        ground = "accent_tint" if on else "hover" if self.underMouse() else "paper"
        box(painter, area, 8, color(ground), color("accent" if on else "edge"), 2 if on else None)
        icons.paint(painter, QRectF(16, 0, 16, area.height()), self._icon, "accent" if on else "soft")
        self._words(painter, 48, area.right() - 12)
