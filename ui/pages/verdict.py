"""The head of 提交前检查: how many projects are ready, the sentence that sums it up, and the counts of all levels."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.readiness import Readiness
from core.rules.finding import Level
from ui.look.cards import Card, Rule, SignMark
from ui.look.fields import label
from ui.look.finding_item import WHO_WAITS
from ui.look.meters import Ring
from ui.look.signs import Sign
from ui.stages import signs

_LONGEST_SHARE = 5  # characters that fit the ring


class VerdictCard(Card):
    """Ring, verdict, counts.  Where the screen is low the ring and the second lines go."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self.ring = Ring("", 0)
        self.verdict = label("", "verdict", wrap=True)
        self.projects = label("", "caption", "soft", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(self.verdict)
        words.addWidget(self.projects)
        words.addStretch(1)
        self._row.addWidget(self.ring)
        self._row.addLayout(words, 1)
        self._counts = {sign: _Count(sign) for sign in Sign}
        for number, count in enumerate(self._counts.values()):
            if number:
                self._row.addWidget(Rule(upright=True, length=40), 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(count)
        self.body.addLayout(self._row)
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        """Less height where there is little."""
        above = 6 if low else 14
        self._row.setContentsMargins(20, above, 24, above)
        self.ring.setVisible(not low)
        for count in self._counts.values():
            count.waits.setVisible(not low)

    def show_state(self, ready: Readiness, counts: Mapping[Level, int]) -> None:
        """Show how a year stands; ``counts`` are its open findings."""
        projects = [one for one in ready.standings if not one.project.scope]
        clear = sum(one.clear for one in projects)
        text = f"{clear}/{len(projects)}"
        share = clear / len(projects) if projects else 0.0
        self.ring.set_value(text if len(text) <= _LONGEST_SHARE else f"{share:.0%}", share)
        self.verdict.setText(_verdict(ready, counts))
        self.projects.setText(f"{len(projects)} 个项目中 {clear} 个没有遗留。" if projects else "这一年还没有项目。")
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
