"""得分怎样算出: the calculation of one score as figures with their captions, and the rule in words; below it the reason
for another score, where the clerk gave one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.calculation import Calculation
from core.kinds import shown, trimmed
from core.model import Place
from core.scoring import Score, Scores
from ui.desk import Desk
from ui.look.buttons import link
from ui.look.cards import Card, Rule
from ui.look.fields import LineField, label
from ui.look.signs import Letter, LetterLabel, Sign

_HIGH, _REASON_HIGH = 58, 46
_TITLE, _ASK = "得分怎样算出", "选中一行，这里显示它的得分怎样算出。"


class ScoreCard(Card):
    """How a score came about.  Parts are made for a number of figures and kept: labels are dear to make at each key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._parts: QWidget | None = None
        self._labels: tuple[QLabel, ...] = ()
        self._steps = -1
        self._low = self._only_reason = False
        self.reason = ScoreReason(desk)
        self.body.addWidget(self.reason)
        self._ask(None, None)

    def set_low(self, low: bool) -> None:
        """Where the screen is low the reason takes the place of the calculation; both scores stand beside it."""
        self._low = low

    def show_score(self, name: str, kind: str, score: Score | None, place: Place | None = None) -> None:
        """Show how ``score`` came about; None asks the clerk to choose a row.

        ``place`` is where it is typed over; a reason is asked there where that has been done.
        """
        self._ask(score, place)
        self._show(name, kind, Calculation() if score is None else score.trail(), "" if score is None else score.why)

    def show_total(self, scores: Scores, decimals: int) -> None:
        """Show what the total is made of, and why it is less than that where it is."""
        self._ask(None, None)
        known = shown(scores.known, decimals)
        if scores.total is None:
            self._show("总分", "", Calculation((("已有得分之和", known),)), "还有指标不能算，总分和等级暂时没有。")
            return
        total = ("总分", shown(scores.total, decimals))
        steps = (("各项得分之和", known), total) if scores.capped else (total,)
        self._show("总分", scores.grade or "", Calculation(steps, ("→",)), scores.capped or "各项得分之和。")

    def _ask(self, score: Score | None, place: Place | None) -> None:
        asked = score is not None and score.overridden and place is not None
        self.reason.show_reason(score if asked else None, place if asked else None)
        self._only_reason = asked and self._low
        self.setFixedHeight(_HIGH + (_REASON_HIGH if asked and not self._low else 0))

    def _show(self, name: str, kind: str, trail: Calculation, why: str) -> None:
        steps = trail.steps
        if self._parts is None or self._steps != len(steps):
            self._make(len(steps))
        of = " · ".join(part for part in (name, kind) if part)
        signs = ("", *trail.signs)
        told = ((sign, caption, figure) for sign, (caption, figure) in zip(signs, steps, strict=False))
        texts = [_TITLE, of, *(text for step in told for text in step)]
        formula = "" if "×" in trail.signs or not trail.formula else f"{trail.formula}。"  # said once
        texts.append(f"{formula}{why}" if name else _ASK)
        for part, text in zip(self._labels, texts, strict=True):
            part.setText(text)
        if self._parts is not None:
            self._parts.setVisible(not self._only_reason)

    def _make(self, steps: int) -> None:
        """Parts for a calculation of so many figures."""
        if self._parts is not None:
            self._parts.hide()
            self._parts.deleteLater()
        self._parts, self._steps = QWidget(), steps
        row = QHBoxLayout(self._parts)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        labels = list(_pair(row, ("body_bold", "ink"), ("caption", "faint")))
        for number in range(steps):
            if not number:
                row.addWidget(Rule(upright=True))
            labels.append(label("", "body", "faint"))
            if number:
                row.addWidget(labels[-1])
            last = number == steps - 1
            labels += _pair(row, ("caption", "faint"), ("body_bold", "accent") if last else ("body", "ink"))
        row.addWidget(Rule(upright=True))
        labels.append(label("", "caption", "soft", wrap=True))
        row.addWidget(labels[-1], 1)
        self._labels = tuple(labels)
        self.body.insertWidget(0, self._parts)


class ScoreReason(QWidget):
    """Why the clerk gave another score than the computed one, asked where that is seen; one click brings it back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None  # of the score
        self.field = LineField("", "为什么与计算值不同；审核时凭它判断")
        self.field.setAccessibleName("改得分的理由")
        self.field.editingFinished.connect(self.store)
        self.sides = label("", "caption", "soft")
        self.back = link("用计算值")
        self.back.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 10)
        row.setSpacing(12)
        row.addWidget(LetterLabel(Letter.OVERRIDDEN, "改得分的理由"))
        row.addWidget(self.field, 1)
        row.addWidget(self.sides)
        row.addWidget(self.back)
        desk.leaving.connect(self.store)

    def show_reason(self, score: Score | None, place: Place | None) -> None:
        """Ask for the reason of a typed score; what is typed here and not in the book yet goes there first."""
        if place != self._place:
            self.store()
        self._place = place
        self.setVisible(score is not None)
        if score is None or score.computed is None or score.points is None:
            return
        self.sides.setText(f"填写 {trimmed(score.points)}，计算 {trimmed(score.computed)}")
        if not self.field.isModified():
            self.field.setText(score.reason)
        self.field.setReadOnly(self._desk.read_only)
        self.back.setEnabled(not self._desk.read_only)
        self.field.set_severity(None if self.field.text().strip() else Sign.WARNING)

    def store(self) -> None:
        """Put what is typed into the book; what the disk refuses stays in the field."""
        if self._place is not None and self.field.isModified():
            place, text = replace(self._place, field="score_reason"), self.field.text().strip()
            self.field.setModified(False)  # before the page hears of it and shows the field again
            if not self._desk.type_text(place, text, "写改得分的理由"):
                self.field.setModified(True)

    def _take_back(self) -> None:
        if self._place is not None:
            self._desk.type_text(self._place, "", "用计算的得分")


def _pair(row: QHBoxLayout, *looks: tuple[str, str]) -> tuple[QLabel, ...]:
    """A word over another, each in its size and ink."""
    column = QVBoxLayout()
    column.setSpacing(2)
    made = tuple(label("", size, ink) for size, ink in looks)
    for part in made:
        column.addWidget(part)
    row.addLayout(column)
    return made
