"""A menu some of whose entries are ticked: ticking leaves it open."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.look import icons
from ui.look.strokes import box
from ui.look.tokens import color

_BOX, _BOX_AT = 14, 12
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TickMenu(QMenu):
    """Stays open while its checkable entries are ticked, by mouse or by Space and Enter; each has a box to tick."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ticks", "true")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The boxes at the left of what can be ticked."""
        super().paintEvent(event)
        painter = QPainter(self)
        for action in self.actions():
            if not action.isCheckable():
                continue
            row = QRectF(self.actionGeometry(action))
            area = QRectF(row.left() + _BOX_AT, row.center().y() - _BOX / 2, _BOX, _BOX)
            box(painter, area, 3, color("paper"), color("accent" if action.isChecked() else "field"))
            if action.isChecked():
                icons.paint(painter, area, "check", "accent", _BOX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on an entry that can be ticked ticks it."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do the keys that choose an entry."""
        if event.key() not in _PRESSES or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True
