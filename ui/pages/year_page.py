"""What the pages of all projects share: a head that stays, a column that scrolls, and showing the book as it stands."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.look.fields import label
from ui.pages.page import Page
from ui.panels.words import OneLine

ROOMY, LOW = 1000, 560  # width and height of a page where something gives way


class YearPage(QWidget):
    """Title, caption and tools above (``heads``), ``column`` below.

    A page says in :meth:`reload` what it shows; that is asked when it comes into view and something has changed since,
    and at once while it is seen.
    """

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # no page makes the window wider
        self.title = label(title, "title")
        self.caption = OneLine("caption", "faint")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.title)
        self.head.addWidget(self.caption, 99)
        self.head.addStretch(1)  # where the caption is not shown
        self.heads = QVBoxLayout()
        self.heads.setSpacing(12)
        self.heads.addLayout(self.head)
        self.page = Page(desk)
        self.column = self.page.column
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.heads)
        whole.addWidget(self.page, 1)
        desk.changed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())

    def reload(self) -> None:
        """Show the book as it stands."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Something has changed: show it now, or when the page is seen next."""
        self._stale = True
        if self.isVisible():
            self._show_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._show_anew()

    def _show_anew(self) -> None:
        self._stale = False
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Margins by the room there is; :meth:`give_way` has the rest."""
        super().resizeEvent(event)
        roomy, low = self.width() >= ROOMY, self.height() < LOW
        side = 24 if roomy else 16
        self.heads.setContentsMargins(side, 8 if low else 16, side, 0)
        self.page.set_margin(side)
        self.page.set_low(low)
        self.give_way(roomy, low)

    def give_way(self, roomy: bool, low: bool) -> None:
        """Lay out for the room there is."""
