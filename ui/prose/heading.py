"""Headings of the outline with nothing to type under them: plain ones, and those that repeat another answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.forms.model import Topic
from core.report.compose import paragraphs
from core.report.figures import Figures
from core.report.wording import answer_of
from ui.look.buttons import link
from ui.look.cards import RADIUS, IconLabel
from ui.look.fields import label
from ui.look.strokes import box
from ui.look.tokens import color
from ui.places import name_of

_TABLE = "这里印表格，内容取自资金、指标等各页。"
_NOTHING_YET = "那里还没有写。"


class Heading(QWidget):
    """A heading alone; what the form always prints there stands below it."""

    def __init__(self, topic: Topic) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(topic.heading, "section" if topic.level else "verdict", wrap=True))
        self._topic = topic
        self._printed = label("", "body", "soft", wrap=True)
        column.addWidget(self._printed)
        if topic.table:
            column.addWidget(label(_TABLE, "body", "soft", wrap=True))

    def reload(self, figures: Figures) -> None:
        """Show what the data have printed there."""
        said = answer_of(self._topic, figures) if self._topic.empty else ""
        self._printed.setText(said)
        self._printed.setVisible(bool(said))


class Repeat(QWidget):
    """A heading below which another answer is printed once more: it is shown, and changed where it is written."""

    source_wanted = Signal(str)  # key of the answer

    def __init__(self, topic: Topic, source: Topic) -> None:
        super().__init__()
        self._topic, self._source = topic, source
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(topic.heading, "section", wrap=True))
        self._card = _Card()
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(16, 8, 16, 12)
        inside.setSpacing(6)
        inside.addLayout(self._note())
        self.text = label("", "prose", "soft", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.text)
        column.addWidget(self._card)

    def _note(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        part = "第一段" if self._topic.first_paragraph else ""
        row.addWidget(IconLabel("copy"))
        row.addWidget(label(f"与“{name_of(self._source)}”{part}相同", "caption", "faint", wrap=True), 1)
        self.change = link("去修改", small=True)
        self.change.clicked.connect(lambda: self.source_wanted.emit(self._source.key))
        row.addWidget(self.change)
        return row

    def reload(self, figures: Figures) -> None:
        """Show what will be printed."""
        found = tuple(paragraphs(answer_of(self._source, figures)))
        said = "\n".join(f"　　{text}" for text in (found[:1] if self._topic.first_paragraph else found))
        self.text.setText(said or _NOTHING_YET)


class _Card(QWidget):
    """The ground of what the data, or another place, have written."""

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), RADIUS, color("calc"), color("line"))
