"""What the clerk has written beside what the data would write now: said in a line, shown with every difference marked,
and taken over at a click."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look.buttons import Button, Kind, link
from ui.look.cards import RADIUS, IconLabel
from ui.look.fields import label, set_ink
from ui.look.strokes import box
from ui.look.tokens import THEME, color

_WORD = re.compile(r"\d[\d.,]*\d%?|\d%?|[A-Za-z]+|\s+|.", re.DOTALL)
_FIGURE = re.compile(r"\d[\d.,]*\d%?|\d%?")
_MOST_NAMED = 3  # figures that the line names


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: in both, only in the clerk's ``own``, or only in what the ``data`` write."""

    kind: Literal["both", "own", "data"]
    text: str


def runs(own: str, data: str) -> tuple[Run, ...]:
    """Both texts as one, figures and words whole; what the data write stands behind what it would take the place of."""
    mine, theirs = _WORD.findall(own), _WORD.findall(data)
    out: list[Run] = []
    for word, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if word == "equal":
            out.append(Run("both", "".join(mine[i1:i2])))
            continue
        out += [Run("own", "".join(mine[i1:i2]))] if i2 > i1 else []
        out += [Run("data", "".join(theirs[j1:j2]))] if j2 > j1 else []
    return tuple(out)


def figures_missing(own: str, data: str) -> tuple[str, ...]:
    """Figures of what the data write that the clerk's text does not have: it was written for other data."""
    there = set(_FIGURE.findall(own))
    return tuple(dict.fromkeys(found for found in _FIGURE.findall(data) if found not in there))


class Difference(QWidget):
    """Below an answer of the clerk's own: the line, and the marked text while it is opened."""

    taken = Signal()  # what the data write is to stand here

    def __init__(self) -> None:
        super().__init__()
        self._own = self._data = ""
        self.said = label("", "caption", "faint", wrap=True)
        self.open = link("对照", small=True)
        self.open.setToolTip("看数据现在会写成什么，与您写的差在哪里")
        self.open.clicked.connect(lambda: self.show_marked(self._box.isHidden()))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("compare"))
        row.addWidget(self.said, 1)
        row.addWidget(self.open)
        self.marked = label("", "body", "soft", wrap=True)
        self.marked.setTextFormat(Qt.TextFormat.RichText)
        self.take = Button("改用自动文字", Kind.FIX, small=True, tip="不要您写的，重新由数据生成；可以撤销")
        self.take.clicked.connect(self.taken)
        self._box = _Box()
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(12, 8, 12, 10)
        inside.setSpacing(8)
        inside.addWidget(self.marked)
        inside.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._box)
        self._box.hide()
        self.hide()
        THEME.changed.connect(self._mark)

    def compare(self, own: str, data: str, *, free: bool = True) -> None:
        """Show how the two differ; nothing where they do not, or where there is nothing to compare with."""
        self._own, self._data = own, data
        differs = bool(own and data) and "".join(own.split()) != "".join(data.split())
        self.setVisible(differs)
        self.take.setEnabled(free)
        if not differs:
            self._box.hide()
            return
        missing = figures_missing(own, data)
        more = "等" if len(missing) > _MOST_NAMED else ""
        named = "、".join(missing[:_MOST_NAMED])
        self.said.setText(f"数据里现在有 {named}{more}，这段文字里没有。" if missing else "与自动文字不同。")
        set_ink(self.said, "amber" if missing else "faint")
        if not self._box.isHidden():
            self._mark()

    def show_marked(self, shown: bool) -> None:
        """Open or close the marked text."""
        self._box.setVisible(shown)
        self.open.set_text("收起" if shown else "对照")
        if shown:
            self._mark()

    def _mark(self) -> None:
        looks = {
            "both": "",
            "own": f"color:{color('faint').name()};text-decoration:line-through",
            "data": f"color:{color('accent').name()};background:{color('accent_tint').name()}",
        }
        parts = (f'<span style="{looks[run.kind]}">{_html(run.text)}</span>' for run in runs(self._own, self._data))
        self.marked.setText("".join(parts))
        self.marked.setAccessibleName(
            "；".join(_in_words(run) for run in runs(self._own, self._data) if run.kind != "both")
        )


def _html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _in_words(run: Run) -> str:
    return f"{'您写的' if run.kind == 'own' else '数据写的'}：{run.text}"


class _Box(QWidget):
    """A quiet ground for the marked text."""

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), RADIUS, color("calc"), color("line"))
