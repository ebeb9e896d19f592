"""What a project holds and its form does not print: a card at the foot of 基本信息 that opens on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.forms.unprinted import Kept
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.fields import label
from ui.panels.words import shortened

_LONGEST = 120  # characters of a text in the list; the tool tip has it whole


class KeptCard(Card):
    """The facts by caption and text.  It is gone while there are none."""

    def __init__(self) -> None:
        super().__init__("这个表样不打印的内容", " ")
        self.kept: tuple[Kept, ...] = ()
        self._list = QWidget()
        self.toggle = Button("展开", Kind.QUIET, tip="看看是哪些内容")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._open)
        self.tools.addWidget(self.toggle)
        self.body.addWidget(self._list)
        self._list.hide()
        self.hide()

    def show_kept(self, kept: tuple[Kept, ...]) -> None:
        """Show these facts."""
        self.setVisible(bool(kept))
        if kept == self.kept:
            return
        self.kept = kept
        self.caption.setText(f"{len(kept)} 项，都保留着；换回别的表样还能用")
        if self.toggle.isChecked():
            self._fill()

    def _open(self, opened: bool) -> None:
        self.toggle.set_text("收起" if opened else "展开")
        if opened:
            self._fill()
        self._list.setVisible(opened)

    def _fill(self) -> None:
        """One line a fact: what it is called, what it says."""
        old, self._list = self._list, QWidget()
        grid = QGridLayout(self._list)
        grid.setContentsMargins(16, 0, 16, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for row, fact in enumerate(self.kept):
            text = label(shortened(fact.text, _LONGEST), wrap=True)
            text.setToolTip(fact.text if len(fact.text) > _LONGEST else "")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label(fact.caption, "caption", "soft", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        self.body.replaceWidget(old, self._list)
        old.hide()
        old.deleteLater()
