"""Fields to type in and to choose from: label above, field line of one device pixel, 2 px accent when in focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.look import icons
from ui.look.faces import advance, face, metrics
from ui.look.signs import Sign, SignLabel
from ui.look.strokes import box
from ui.look.tokens import color

HEIGHT = 32
_MOST_VISIBLE = 24
_PADDING = 10


def paint_field(painter: QPainter, area: QRectF, *, focus: bool, live: bool, severity: Sign | None) -> None:
    """Ground and line of a field; `live` is false for disabled and read-only ones."""
    ground = color("paper" if live else "calc")
    if focus and live:
        box(painter, area, 6, ground, color("accent"), 2)
    elif severity in (Sign.ERROR, Sign.WARNING):
        box(painter, area, 6, ground, color(f"{severity.hue}_sign"), 1.5 if severity is Sign.ERROR else None)
    else:
        box(painter, area, 6, ground, color("field" if live else "line"))


def leave_to_window(event: QEvent) -> bool:
    """Whether a key belongs to the window though a field would take it: on Linux Ctrl+E goes to the end of the line."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    if event.key() != Qt.Key.Key_E or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    event.ignore()
    return True


class LineField(QLineEdit):
    """A line to type in; `placeholder` says what belongs there, `severity` colours its line."""

    def __init__(self, text: str = "", placeholder: str = "", *, icon_name: str = "", note: str = "") -> None:
        super().__init__(text)
        self._severity: Sign | None = None
        self._icon_name = icon_name
        self._note = note
        self.setPlaceholderText(placeholder)
        self.setFrame(False)
        self.setFixedHeight(HEIGHT)
        left = _PADDING + (20 if icon_name else 0)
        right = _PADDING + (round(advance(note, "caption")) + 8 if note else 0)
        self.setTextMargins(left - 2, 0, right - 2, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Keys of the window stay the window's."""
        return leave_to_window(event) or super().event(event)

    @property
    def severity(self) -> Sign | None:
        return self._severity

    def set_severity(self, severity: Sign | None) -> None:
        """Mark the field (None: in order); the sentence stands beside the label, not in the field."""
        self._severity = severity
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(146, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        live = self.isEnabled() and not self.isReadOnly()
        paint_field(painter, QRectF(self.rect()), focus=self.hasFocus(), live=live, severity=self._severity)
        if self._icon_name:
            icons.paint(painter, QRectF(8, 0, 20, self.height()), self._icon_name, "faint")
        if self._note and not self.text():
            painter.setFont(face("caption"))
            painter.setPen(color("faint"))
            room = QRectF(self.rect()).adjusted(0, 0, -_PADDING, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._note)
        painter.end()
        super().paintEvent(event)


class TextField(QWidget):
    """Several lines to type in; grows no further than its layout lets it. The editor itself is `edit`."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, text: str = "", placeholder: str = "", *, size: str = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._severity: Sign | None = None
        self.edit = QPlainTextEdit(text)
        self.edit.setFont(face(size))
        self.edit.setPlaceholderText(placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.document().setDocumentMargin(0)
        self.edit.viewport().setAutoFillBackground(False)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 8, 4, 8)
        around.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self.changed)
        self.setMinimumHeight(2 * round(metrics(size).lineSpacing()) + 18)

    def text(self) -> str:
        """What is typed, lines parted by \\n."""
        return self.edit.toPlainText()

    def set_severity(self, severity: Sign | None) -> None:
        """Mark the field; None: in order."""
        self._severity = severity
        self.update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if leave_to_window(event):
            return True
        if isinstance(event, QFocusEvent):
            self.update()
            if event.type() == QEvent.Type.FocusOut:
                self.left.emit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        live = self.edit.isEnabled() and not self.edit.isReadOnly()
        area = QRectF(self.rect())
        paint_field(QPainter(self), area, focus=self.edit.hasFocus(), live=live, severity=self._severity)


class Dropdown(QComboBox):
    """A choice among a few; looks like a button with a chevron. `field` draws the stronger line of input fields.

    `wanted` comes before the list is opened or a key changes the choice: who fills it late does so then.
    """

    wanted = Signal()

    def __init__(self, texts: tuple[str, ...] = (), *, field: bool = False, small: bool = False) -> None:
        super().__init__()
        self._field = field
        self._high = 28 if small else HEIGHT
        self.addItems(texts)
        self.setFixedHeight(self._high)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)

    def offer(self, groups: tuple[tuple[str, tuple[tuple[str, object], ...]], ...]) -> None:
        """Offer other choices, each a text with its data; several groups get their names as heads nobody can choose."""
        self.clear()
        for name, choices in groups:
            if len(groups) > 1:
                self.addItem(name)
                head = self.model().item(self.count() - 1)
                head.setEnabled(False)
                head.setFont(face("caption_bold"))
            for text, data in choices:
                self.addItem(text, data)
        self.setMaxVisibleItems(max(12, min(self.count(), _MOST_VISIBLE)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        widest = max((advance(self.itemText(row)) for row in range(self.count())), default=40)
        return QSize(round(widest) + 11 + 7 + 10 + 11, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 72), self._high)

    def showPopup(self) -> None:
        """Open the list."""
        self.wanted.emit()
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters choose."""
        self.wanted.emit()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QEvent) -> None:
        """The wheel scrolls the page; it must not change a choice in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.hasFocus():
            box(painter, area, 6, color("paper"), color("accent"), 2)
        else:
            ground = "calc" if not self.isEnabled() else "hover" if self.underMouse() else "paper"
            box(painter, area, 6, color(ground), color("field" if self._field else "edge"))
        ink = "ink" if self.isEnabled() else "off"
        room = area.adjusted(11, 0, -27, 0)
        painter.setFont(face("body"))
        painter.setPen(color(ink))
        text = metrics("body").elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        icons.paint(painter, QRectF(area.right() - 21, 0, 10, area.height()), "chevron-down", "soft")


def label(text: str, size: str = "body", ink: str = "ink", *, wrap: bool = False) -> QLabel:
    """A label in a size of the scale and an ink of the tokens (ink, soft, faint, accent, red, amber, blue)."""
    made = QLabel(text)
    made.setFont(face(size))
    made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def set_ink(text: QLabel, ink: str) -> None:
    """Give a label another ink of the tokens."""
    if text.property("ink") != ink:
        text.setProperty("ink", ink)
        text.style().polish(text)


class Labelled(QWidget):
    """A field with its label above, the finding beside the label and, for long texts, `0 / 200 字` at the right.

    `limit` counts characters without white space; nothing is refused, the count only turns red.
    """

    def __init__(self, text: str, inner: QWidget, *, strong: bool = False, limit: int | None = None) -> None:
        super().__init__()
        self.inner = inner
        self._limit = limit
        self._sign: SignLabel | None = None
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(6)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._label = label(text, "body_bold" if strong else "caption", "ink" if strong else "faint")
        self._label.setBuddy(inner)
        self._sentence = label("", "caption", "soft", wrap=True)
        self._count = label("", "caption", "faint")
        self._count.setVisible(limit is not None)
        self._head.addWidget(self._label)
        self._head.addWidget(self._sentence, 1)
        self._head.addWidget(self._count)
        around.addLayout(self._head)
        around.addWidget(inner)
        inner.setAccessibleName(text)
        if isinstance(inner, TextField):
            inner.edit.setAccessibleName(text)
            inner.changed.connect(self._recount)
        self._recount()

    def say(self, severity: Sign | None, sentence: str = "") -> None:
        """Show a finding beside the label and mark the field; None takes it away."""
        if self._sign is not None:
            self._head.removeWidget(self._sign)
            self._sign.deleteLater()
            self._sign = None
        if severity is not None:
            self._sign = SignLabel(severity)
            self._head.insertWidget(1, self._sign)
        self._sentence.setText(sentence)
        if isinstance(self.inner, LineField | TextField):
            self.inner.set_severity(severity)

    def leave_out_caption(self) -> None:
        """Do not write the caption above the field: a head just above says the same."""
        self._label.hide()

    def add_tool(self, tool: QWidget) -> None:
        """Put something small at the right end of the line above the field."""
        self._head.addWidget(tool)

    def _recount(self) -> None:
        if self._limit is None or not isinstance(self.inner, TextField):
            return
        written = len("".join(self.inner.text().split()))
        self._count.setText(f"{written} / {self._limit} 字")
        set_ink(self._count, "red" if written > self._limit else "faint")
