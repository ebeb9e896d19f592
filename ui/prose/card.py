"""What an answer lies on: its card with a frame that shows the focus, and the box with the form's guidance."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look.cards import RADIUS, IconLabel, Rule
from ui.look.fields import label
from ui.look.strokes import box, outside_corner
from ui.look.tokens import color


class _Frame(QWidget):
    """Lies over the card: rounds what its children paint into the corners, and draws the line around it."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self.focus = False
        self.ink = "line"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        corners = QPainterPath()
        for x in (whole.left(), whole.right() - RADIUS):
            for y in (whole.top(), whole.bottom() - RADIUS):
                corners.addPath(outside_corner(QRectF(QPointF(x, y), QPointF(x + RADIUS, y + RADIUS)), RADIUS, whole))
        painter.fillPath(corners, color("canvas"))
        if self.focus:
            box(painter, whole, RADIUS, None, color("accent"), 2)
        else:
            box(painter, whole, RADIUS, None, color(self.ink))


class EditorCard(QWidget):
    """White paper with a toolbar, the editor, and at its foot what does not add up."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        self.bar = QWidget()
        bar = QVBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(0)
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(8, 4, 8, 4)
        self.tools.setSpacing(4)
        bar.addLayout(self.tools)
        bar.addWidget(Rule())
        self.note = QHBoxLayout()
        self.note.setContentsMargins(14, 8, 14, 2)
        self.note.setSpacing(6)
        inside = QHBoxLayout()
        inside.setContentsMargins(14, 3, 14, 13)  # the first line has its spare height above it
        inside.addWidget(editor)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self.note)
        column.addLayout(inside)
        column.addLayout(self.foot)
        self._frame = _Frame(self)
        self._ground = "paper"
        editor.installEventFilter(self)

    def set_line(self, token: str) -> None:
        """The colour of the line around it: stronger where it is a box to type in, a severity's where one is said."""
        self._frame.ink = token
        self._frame.update()

    def set_computed(self, computed: bool) -> None:
        """Whether the data have written what stands here."""
        self._ground = "calc" if computed else "paper"
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame shows whether the editor has the keyboard."""
        if isinstance(event, QFocusEvent) and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._frame.focus = event.type() == QEvent.Type.FocusIn
            self._frame.update()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The frame covers the card."""
        super().resizeEvent(event)
        self._frame.setGeometry(self.rect())
        self._frame.raise_()

    def raise_frame(self) -> None:
        """Bring the frame over parts that were added later."""
        self._frame.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper; its line is painted by the frame above the children."""
        box(QPainter(self), self.rect(), RADIUS, color(self._ground))


_PRINTED = {
    "": "提示只在屏幕上显示，不打印。",
    "below": "这段提示会印在标题下面。",
    "behind": "这段提示会接在标题后面印出来。",
}


class Guidance(QWidget):
    """What the form says about a topic, with a bulb; seen on screen only unless the form prints it."""

    def __init__(self, text: str, printed: Literal["", "below", "behind"]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("bulb"), 0, Qt.AlignmentFlag.AlignTop)
        where = _PRINTED[printed]
        self.sentence = label(f"{text}{where}", "caption", "soft", wrap=True)
        row.addWidget(self.sentence, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet ground."""
        box(QPainter(self), self.rect(), 6, color("hover"))
