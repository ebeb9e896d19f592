"""What a line of a list tells, painted the same in every list: a sentence, below it where that is, and what was said
to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from ui.look.cell_text import Laid, draw, lay
from ui.look.faces import drop, face, metrics
from ui.look.tokens import color

ABOVE, PATH = 9, 21  # px above and below all of it; of the path with the room above it
_SEPARATOR = " › "
_BEFORE_NOTE = 2


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a line.  ``most`` lines of the sentence are shown at most (0: all of them).

    ``below`` keeps the line of the path free even without one, for a link.
    """

    sentence: str
    path: tuple[str, ...] = ()
    note: str = ""
    most: int = 0
    settled: bool = False
    below: bool = False

    @property
    def where(self) -> str:
        """The path in words."""
        return _SEPARATOR.join(self.path)

    def laid(self, room: int) -> Laid:
        """The sentence in its lines."""
        return lay(self.sentence, room, most=self.most)

    def height(self, room: int) -> int:
        """Logical pixels it takes in a room so wide, margins included."""
        below = PATH if self.path or self.below else 0
        noted = _BEFORE_NOTE + round(lay(self.note, room, "caption").height) if self.note else 0
        return 2 * ABOVE + round(self.laid(room).height) + below + noted

    def paint(self, painter: QPainter, left: float, top: float, room: int, path_room: float | None = None) -> None:
        """Paint it from ``top``, margin included; the path may have less room, beside a link."""
        top += ABOVE
        laid = self.laid(room)
        painter.setPen(color("soft" if self.settled else "ink"))
        draw(painter, laid, left, top + laid.height / 2)
        top += round(laid.height)
        if self.path:
            painter.setFont(face("caption"))
            painter.setPen(color("faint"))
            free = room if path_room is None else path_room
            path = metrics("caption").elidedText(self.where, Qt.TextElideMode.ElideMiddle, free)
            painter.drawText(QPointF(left, top + PATH - 9 + drop("caption")), path)
        top += PATH if self.path or self.below else 0
        if self.note:
            note = lay(self.note, room, "caption")
            painter.setPen(color("faint" if self.settled else "soft"))
            draw(painter, note, left, top + _BEFORE_NOTE + note.height / 2)
