"""What all pages share: a scrolled column, the desk, and bringing a cell into view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.model import Place
from ui.bound import Bound
from ui.desk import Desk

NARROW = 1100  # logical width of the window below which margins shrink (look: layout)


class Page(QScrollArea):
    """A page that scrolls down and never sideways.  ``fields`` are its bound fields."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.fields: list[Bound] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click on empty ground leaves the keyboard where it is
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(24, 16, 24, 24)
        self.column.setSpacing(16)
        self.setWidget(inner)
        self._margin = 24
        self._low = False
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._set_margins())

    def set_margin(self, margin: int) -> None:
        """The margin left and right, 24 or 16 px."""
        self._margin = margin
        self._set_margins()

    def set_low(self, low: bool) -> None:
        """Where the screen is low, the page begins higher up."""
        self._low = low
        self._set_margins()

    def _set_margins(self) -> None:
        """The scroll bar stands in the right margin, so that nothing moves when it comes and goes."""
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() else 0
        above = 8 if self._low else 16
        self.column.setContentsMargins(self._margin, above, self._margin - taken, above if self._low else self._margin)

    def entrance(self) -> QWidget | None:
        """Where the keyboard comes in the first time; None: by the order of Tab."""
        return None

    def reload(self) -> None:
        """Show what stands in the book."""
        for field in self.fields:
            field.reload()

    def go(self, place: Place) -> None:
        """Bring a cell into view and give it the keyboard."""
        for field in self.fields:
            if field.place() == place:
                field.inner.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(field, 0, 48)
                return

    def clear(self) -> None:
        """Take everything off the page, before it is laid out for another form."""
        self.fields.clear()
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
