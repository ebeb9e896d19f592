"""The chosen finding of the list in full: a sentence whose nouns lead to their cells, figures, basis, ways out."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look.buttons import Button, Kind, link
from ui.look.cards import Action
from ui.look.fields import label
from ui.look.finding_item import BAR, LEFT, RIGHT, SIGN_AT
from ui.look.flow import FlowLayout
from ui.look.signs import Sign, paint_sign
from ui.look.strokes import edge, fill
from ui.look.tokens import THEME, color

_TEXT = Qt.TextInteractionFlag
Noun = tuple[int, int, Callable[[], object]]
"""Where words of the sentence begin and end, and what a click on them does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One side of a quarrel in the chosen finding; `off` marks the side that is to be mended."""

    caption: str
    value: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class ChosenFinding:
    """The chosen finding in full; `actions`: the offered fixes, then the second way out.

    `nouns` are the words of the sentence that lead somewhere, from left to right; `about` a link to the rule itself.
    """

    sign: Sign
    sentence: str
    figures: tuple[Figure, ...] = ()
    basis: str = ""
    actions: tuple[Action, ...] = field(default=(), compare=False)
    about: Action | None = field(default=None, compare=False)
    nouns: tuple[Noun, ...] = field(default=(), compare=False)
    answer: str = ""  # what the clerk has answered


class ChosenFindingWidget(QWidget):
    """The chosen finding on paper with an accent bar: both sides as figures, basis, fixes, second way out.

    `show_basis(False)` drops the basis line where the window is low.
    """

    def __init__(self, finding: ChosenFinding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setAccessibleName(f"{finding.sign.word}：{finding.sentence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 8, RIGHT, 8)
        column.setSpacing(0)
        self.sentence = label(finding.sentence, wrap=True)
        self.sentence.setMinimumHeight(20)
        if finding.nouns:
            self._lead_on()
        column.addWidget(self.sentence)
        if finding.figures:
            column.addSpacing(5)
            column.addLayout(self._figures())
        if finding.answer:
            said = label(finding.answer, "caption", "soft", wrap=True)
            said.setContentsMargins(0, 5, 0, 0)
            column.addWidget(said)
        self._basis = label(f"依据：{finding.basis}" if finding.basis else "", "caption", "soft", wrap=True)
        self._basis.setContentsMargins(0, 7, 0, 0)
        column.addWidget(self._basis)  # before it is shown: without a parent it would be a window of its own
        self._basis.setVisible(bool(finding.basis))
        if finding.actions or finding.about:
            column.addSpacing(8)
            column.addLayout(self._ways())
        column.addStretch(1)

    def show_basis(self, shown: bool) -> None:
        """Show or drop the line with the rule's basis."""
        self._basis.setVisible(shown and bool(self.finding.basis))
        self.updateGeometry()

    def _lead_on(self) -> None:
        """The nouns of the sentence become links, for the mouse and for Tab and Enter."""
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setTextInteractionFlags(_TEXT.LinksAccessibleByMouse | _TEXT.LinksAccessibleByKeyboard)
        self.sentence.setAccessibleName(self.finding.sentence)
        self.sentence.linkActivated.connect(lambda number: self.finding.nouns[int(number)][2]())
        THEME.changed.connect(self._write)
        self._write()

    def _write(self) -> None:
        """The sentence with its links in the colours of the scheme."""
        parts, at = [], 0
        for number, (start, end, _) in enumerate(self.finding.nouns):
            words = html.escape(self.finding.sentence[start:end])
            parts.append(html.escape(self.finding.sentence[at:start]))
            parts.append(f'<a href="{number}" style="color: {color("accent").name()}">{words}</a>')
            at = end
        self.sentence.setText("".join((*parts, html.escape(self.finding.sentence[at:]))))

    def _ways(self) -> FlowLayout:
        """The fixes, the first of them offered, the second way out, and the link to the rule."""
        row = FlowLayout()
        for number, action in enumerate(self.finding.actions):
            row.addWidget(_does(Button(action[0], Kind.PLAIN if number else Kind.FIX, small=True), action))
        if self.finding.about is not None:
            row.addWidget(_does(link(self.finding.about[0]), self.finding.about))
        return row

    def _figures(self) -> FlowLayout:
        """Both sides and the gap, on a second line where the panel is narrow."""
        row = FlowLayout()
        for figure in self.finding.figures:
            holder = QWidget()
            pair = QVBoxLayout(holder)
            pair.setContentsMargins(0, 0, 8, 0)
            pair.setSpacing(1)
            pair.addWidget(label(figure.caption, "caption", "faint"))
            ink = self.finding.sign.hue if figure.off else "ink"
            pair.addWidget(label(figure.value, "sum", ink))
            row.addWidget(holder)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("paper"))
        edge(painter, self.rect(), "tb", color("line"))
        fill(painter, QRectF(0, 0, BAR, self.height()), color("accent"))
        paint_sign(painter, QPointF(SIGN_AT, 8 + 10), self.finding.sign)


def _does(button: Button, action: Action) -> Button:
    button.clicked.connect(lambda: action[1]())
    return button
