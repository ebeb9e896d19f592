"""The right side of the window: 校验 and 预览, one of them shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout

from ui.desk import Desk
from ui.look.buttons import Segments, icon_button
from ui.look.cards import Panel
from ui.panels.findings import FindingsPanel

if TYPE_CHECKING:
    from ui.panels.preview import PreviewPanel

FINDINGS, PREVIEW = 0, 1


class RightSide(Panel):
    """The two views under one head; which of them is shown is chosen there, and kept by the window for each page."""

    folded = Signal()
    turned = Signal(bool)  # the clerk chose: whether it is the preview

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "l")
        self._desk = desk
        desk.wants_reason.connect(lambda _: self.show_preview(False))  # heard before the list, whose box takes the keys
        self.findings = FindingsPanel(desk)
        self.views = Segments(("校验", "预览"))
        self.views.setAccessibleName("右侧看什么")
        self._turning = False
        self._stack = QStackedLayout()
        self._stack.addWidget(self.findings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addLayout(self._stack, 1)
        self.views.chosen.connect(self._turn)
        self._low = False
        self.findings.counted.connect(self._say_count)
        if desk.is_checked:
            self._say_count(self.findings.filter.waiting())

    @cached_property
    def preview(self) -> PreviewPanel:
        """预览, made when it is first shown."""
        from ui.panels.preview import PreviewPanel

        made = PreviewPanel(self._desk)
        self._stack.addWidget(made)
        return made

    def stop(self) -> None:
        """End the work of the preview; before the window closes."""
        if self._stack.count() > PREVIEW:
            self.preview.stop()

    def lie_below(self, on: bool) -> None:
        """Lie below the page, or beside it again: below it head and filter are one line."""
        if on is self._low:
            return
        self._low = on
        self.set_lines("t" if on else "l")
        self._row.setContentsMargins(16, *((4, 12, 4) if on else (14, 12, 8)))
        if on:
            self._row.insertWidget(1, self.findings.filter)
        else:
            self.findings.take_filter()
        self.findings.filter.set_alone(not on)

    def _head(self) -> QHBoxLayout:
        row = self._row = QHBoxLayout()
        row.setContentsMargins(16, 14, 12, 8)
        row.setSpacing(4)
        fold = icon_button("panel", "收起右侧", small=True)
        fold.clicked.connect(self.folded)
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.findings.filter.topics)
        self.findings.filter.topics.show()
        row.addWidget(fold)
        return row

    def _say_count(self, waiting: int) -> None:
        self.views.set_text(FINDINGS, f"校验 {waiting}")

    @property
    def previews(self) -> bool:
        """Whether 预览 is shown."""
        return self.views.current() == PREVIEW

    def show_preview(self, on: bool) -> None:
        """Show 预览, or 校验; not the clerk's own choice."""
        self._turning = True
        self.views.choose(PREVIEW if on else FINDINGS)
        self._turning = False

    def _turn(self, view: int) -> None:
        if view == PREVIEW:
            self.findings.reason.store()
        self._stack.setCurrentWidget(self.preview if view == PREVIEW else self.findings)
        self.findings.filter.topics.setVisible(view == FINDINGS)
        if not self._turning:
            self.turned.emit(view == PREVIEW)
