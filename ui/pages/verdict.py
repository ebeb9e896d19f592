"""The head of 提交前检查: how many projects are ready, the sentence that sums it up, and the counts of all levels;
of the year, or of the one project that is looked at."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from core.readiness import Readiness
from core.rules.finding import Level
from ui.look.cards import Card, Rule, SignMark
from ui.look.fields import label
from ui.look.finding_item import WHO_WAITS
from ui.look.meters import Ring
from ui.look.signs import Sign
from ui.panels.words import OneLine
from ui.stages import signs

_LONGEST_SHARE = 5  # characters that fit the ring
_PARTED, _PARTED_LOW = 40, 18  # heights of the lines between the counts


class VerdictCard(Card):
    """Ring, verdict, counts.  Where the screen is low the ring and what lies below the counts go; where it is lower
    still everything stands on one line."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self.ring = Ring("", 0)
        self.verdict = label("", "verdict", wrap=True)
        self.projects = OneLine("caption", "soft")
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.addWidget(self.verdict)
        self._words.addWidget(self.projects)
        self._row.addWidget(self.ring)
        self._row.addLayout(self._words, 1)
        self._row.setAlignment(self._words, Qt.AlignmentFlag.AlignVCenter)
        self._counts = {sign: _Count(sign) for sign in Sign}
        self._rules: list[Rule] = []
        for number, count in enumerate(self._counts.values()):
            if number:
                self._rules.append(Rule(upright=True, length=_PARTED))
                self._row.addWidget(self._rules[-1], 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(count)
        self.body.addLayout(self._row)
        self.set_low(False)

    def set_low(self, low: bool, *, flat: bool = False) -> None:
        """Less height where there is little; ``flat`` is one line."""
        above = 4 if flat else 6 if low else 14
        self._row.setContentsMargins(20, above, 24, above)
        self._words.setDirection(QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(12 if flat else 3)
        self.verdict.setWordWrap(not flat)  # beside the line about the projects it keeps its width
        self._words.setStretchFactor(self.projects, 1 if flat else 0)
        for rule in self._rules:
            rule.setFixedHeight(_PARTED_LOW if flat else _PARTED)
        self.ring.setVisible(not low)
        for count in self._counts.values():
            count.waits.setVisible(not low)

    def show_state(self, ready: Readiness, counts: Mapping[Level, int], only: str = "") -> None:
        """Show how a year stands, or the project of it called ``only``; ``counts`` are the open findings."""
        projects = [one for one in ready.standings if only or not one.project.scope]
        clear = sum(one.clear for one in projects)
        text = f"{clear}/{len(projects)}"
        share = clear / len(projects) if projects else 0.0
        self.ring.set_value(text if len(text) <= _LONGEST_SHARE else f"{share:.0%}", share)
        self.verdict.setText(_verdict(ready, counts))
        self.projects.set_text(f"只看“{only}”，别的不算在内。" if only else _told(len(projects), clear))
        for sign, number in signs(counts):
            self._counts[sign].set_number(number)


class _Count(QWidget):
    """`● 错误 4` over who waits."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        self._sign = sign
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 0, 8, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        self._number = label("", "section", sign.hue)
        self.waits = label(WHO_WAITS[sign], "caption", "soft")
        grid.setRowStretch(0, 1)
        grid.addWidget(SignMark(sign, 20), 1, 0)
        grid.addWidget(self._number, 1, 1)
        grid.addWidget(self.waits, 2, 1)
        grid.setRowStretch(3, 1)

    def set_number(self, number: int) -> None:
        """Show another count."""
        self._number.setText(f"{self._sign.word} {number}")
        self.setAccessibleName(f"{self._sign.word} {number}，{self.waits.text()}")


def _told(projects: int, clear: int) -> str:
    return f"{projects} 个项目中 {clear} 个没有遗留。" if projects else "这一年还没有项目。"


def _verdict(ready: Readiness, counts: Mapping[Level, int]) -> str:
    """The worst that is left, in one sentence."""
    left = (
        (counts[Level.ERROR], "还有 {} 处错误要改正"),
        (ready.missing_count, "还有 {} 处没有填"),
        (counts[Level.WARNING], "还有 {} 处要改正或写明说明"),
        (ready.pending_count, "还有 {} 个待核的数"),
        (ready.blanks, "报告里还有 {} 处空白"),
    )
    return next((words.format(number) for number, words in left if number), "可以报送了")
