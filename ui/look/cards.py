"""Cards, panels, empty places and the message strip: the grounds everything else lies on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QChildEvent, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.look import icons
from ui.look.buttons import Button, Kind, link
from ui.look.fields import label
from ui.look.sentence import Sentence
from ui.look.signs import Sign, paint_sign
from ui.look.strokes import box, edge, exact, fill, outside_corner, pixel
from ui.look.tokens import color

RADIUS = 8
LOW = 34
"""Height of a message strip of one line."""
MOST_LINKS = 2
"""On a message strip."""
Action = tuple[str, Callable[[], object]]
"""Words on a button or link, and what it does."""


class Panel(QWidget):
    """A plain ground (`canvas`, `chrome`, `paper`, `head`, `hover`) with lines at the named sides, any of "ltrb"."""

    def __init__(self, ground: str = "chrome", lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground, self._lines = ground, lines

    def set_lines(self, lines: str) -> None:
        """Lines at other sides, where the panel lies elsewhere."""
        self._lines = lines
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._ground))
        edge(painter, self.rect(), self._lines, color("line"))


class Rule(QWidget):
    """A line of one device pixel between parts, lying or standing."""

    def __init__(self, *, upright: bool = False, token: str = "line", length: int = 0) -> None:
        super().__init__()
        self._upright, self._token = upright, token
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        if length and upright:
            self.setFixedHeight(length)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge(QPainter(self), self.rect(), "l" if self._upright else "t", color(self._token))


class _Corner(QWidget):
    """Covers what a child paints outside a rounded corner of its card; lies above it and lets the mouse through."""

    def __init__(self, card: Card, right: bool, bottom: bool) -> None:
        super().__init__(card)
        self._card, self._right, self._bottom = card, right, bottom
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(RADIUS, RADIUS)

    def place(self) -> None:
        card = self._card
        self.move(card.width() - RADIUS if self._right else 0, card.height() - RADIUS if self._bottom else 0)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self._card.rect()).translated(QPointF(-self.x(), -self.y()))
        whole = exact(painter, whole)
        mine = QRectF(self.rect()).adjusted(-1, -1, 1, 1)
        painter.fillPath(outside_corner(mine, RADIUS, whole), color(self._card.ground))
        thin = pixel(painter)
        painter.setPen(QPen(color("line"), thin))
        whole.adjust(thin / 2, thin / 2, -thin / 2, -thin / 2)
        painter.drawRoundedRect(whole, RADIUS - thin / 2, RADIUS - thin / 2)


class Card(QWidget):
    """White paper with a thin line and round corners; children that fill it are cut at the corners.

    With a `title` it has a head (title, caption, `facts`, a row for what stands beside them, then `tools`, a row for
    buttons); content goes into `body`.
    `ground` is the token of what the card lies on.
    """

    def __init__(
        self,
        title: str = "",
        caption: str = "",
        *,
        ground: str = "canvas",
        high: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ground = ground
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.title = label(title, "section")
        self.caption = label(caption, "caption", "faint")
        self.facts = QHBoxLayout()
        self.facts.setSpacing(8)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        if title:
            head = QWidget()
            head.setFixedHeight(high)
            row = QHBoxLayout(head)
            row.setContentsMargins(16, 0, 8, 0)
            row.setSpacing(12)
            row.addWidget(self.title)
            row.addWidget(self.caption)
            row.addLayout(self.facts)
            row.addStretch(1)
            row.addLayout(self.tools)
            outer.addWidget(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)
        self._corners = tuple(_Corner(self, right, bottom) for right in (False, True) for bottom in (False, True))

    def offer(self, *buttons: Button) -> None:
        """Put buttons at the right end of the head; edge or words of the last one are in line with what is below."""
        for button in buttons:
            self.tools.addWidget(button)
        if buttons[-1].kind is not Kind.QUIET:
            self.tools.addSpacing(8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corners()

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished:
            self._place_corners()

    def _place_corners(self) -> None:
        for corner in getattr(self, "_corners", ()):
            corner.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), RADIUS, color("paper"), color("line"))


class IconLabel(QWidget):
    """An icon beside text that names it; `size` in logical pixels."""

    def __init__(self, name: str, token: str = "soft", size: int = 16) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), self._name, self._token, self._size)


class EmptyPlace(QWidget):
    """What is missing, how it gets here, and one or two ways; the first one is the offered one."""

    def __init__(self, icon_name: str, missing: str, how: str, actions: tuple[Action, ...] = ()) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 16, 20)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(IconLabel(icon_name, "faint", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(label(missing, "body_bold"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(3)
        sentence = label(how, "caption", "soft", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sentence)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.buttons = tuple(_button(action, number) for number, action in enumerate(actions))
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)


def _button(action: Action, number: int) -> Button:
    text, do = action
    made = Button(text, Kind.PLAIN if number else Kind.FIX, small=True)
    made.clicked.connect(lambda: do())
    return made


def ways(actions: tuple[Action, ...]) -> QHBoxLayout:
    """A row of small buttons, the offered one first."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for number, action in enumerate(actions):
        row.addWidget(_button(action, number))
    row.addStretch(1)
    return row


class SignMark(QWidget):
    """A sign alone beside a word that names it."""

    def __init__(self, sign: Sign, high: int = 16) -> None:
        super().__init__()
        self._sign = sign
        self.setFixedSize(12, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_sign(QPainter(self), QRectF(self.rect()).center(), self._sign)


class MessageStrip(QWidget):
    """What is so, right where it is so: 3 px bar, sign, word, sentence, at most two links. Wraps, is never cut."""

    def __init__(
        self,
        sign: Sign,
        sentence: str,
        links: tuple[Action, ...] = (),
        *,
        bold: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sign = sign
        self._heights: dict[int, int] = {}  # by width: a table asks at each key, and the sentence is laid out anew
        self.setAccessibleName(f"{sign.word}：{sentence}")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 12, 6)
        row.setSpacing(0)
        self._row = row
        self.setMinimumHeight(LOW)
        row.addWidget(SignMark(sign, 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(7)
        word = label(sign.word, "caption_bold", sign.hue)
        row.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(11)
        self._sentence = Sentence(sentence, bold)
        row.addWidget(self._sentence, 1)
        self._does = tuple(do for _, do in links[:MOST_LINKS])
        self.links = tuple(self._link(number, text) for number, (text, _) in enumerate(links[:MOST_LINKS]))
        for made in self.links:
            row.addSpacing(16)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        word.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _link(self, number: int, text: str) -> Button:
        made = link(text)
        made.clicked.connect(lambda: self._does[number]())
        return made

    @property
    def kind(self) -> tuple[Sign, int]:
        """The sign and the number of links it is made for; `say` can give it the words of any other of its kind."""
        return self._sign, len(self.links)

    def say(self, sentence: str, links: tuple[Action, ...], bold: tuple[str, ...] = ()) -> None:
        """Other words and links: far less work than another strip."""
        self.setAccessibleName(f"{self._sign.word}：{sentence}")
        self._sentence.say(sentence, bold)
        self._heights.clear()
        self._does = tuple(do for _, do in links[:MOST_LINKS])
        for made, (text, _) in zip(self.links, links, strict=False):
            made.set_text(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in logical pixels the strip needs at `width`; a row grows by it."""
        if width not in self._heights:
            for part in self.findChildren(QWidget):
                part.ensurePolished()  # before it is shown a label still measures without its font
            self._heights[width] = max(LOW, self._row.totalHeightForWidth(width))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(self.width() if self.width() > 100 else 720))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, LOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(f"{self._sign.hue}_tint"))
        fill(painter, QRectF(0, 0, 3, self.height()), color(f"{self._sign.hue}_sign"))
