"""得分怎样算出: the calculation of one score as figures with their captions, and the rule in words; below it the reason
for another score, where the clerk gave one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.kinds import shown, trimmed
from core.model import Place
from core.scoring.calculation import Calculation
from core.scoring.scores import Score, Scores
from ui.desk import Desk
from ui.look.buttons import link
from ui.look.cards import Card, Rule
from ui.look.fields import LineField, label
from ui.look.sentence import Sentence
from ui.look.signs import Letter, LetterLabel, Sign
from ui.panels.words import OneLine

_HIGH, _LOW_HIGH, _REASON_HIGH = 58, 34, 46
_REASON_BELOW, _REASON_ALONE = (0, 16, 10), (5, 16, 5)  # margins above, right and below
_TITLE, _ASK = "得分怎样算出", "选中一行，这里显示它的得分怎样算出。"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The widgets that tell a calculation of so many figures."""

    whole: QWidget
    labels: tuple[QLabel | OneLine, ...]

    def say(self, texts: list[str]) -> None:
        """Each label gets its text; nothing happens where it has it already."""
        for part, text in zip(self.labels, texts, strict=True):
            part.set_text(text) if isinstance(part, OneLine) else part.setText(text)


class ScoreCard(Card):
    """How a score came about.  Parts are made for a number of figures and kept: labels are dear to make at each key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._made: dict[int, _Parts] = {}  # by the number of figures
        self._low = self._only_reason = False
        self.reason = ScoreReason(desk)
        self.body.addWidget(self.reason)
        self.setAccessibleName(_TITLE)
        self._ask(None, None)

    def set_low(self, low: bool) -> None:
        """Where the screen is low all stands in one line without a title, and the reason takes the place of the
        calculation: both scores stand beside it.  What is shown next is laid out so."""
        if low != self._low:
            self._low = low
            for parts in self._made.values():
                parts.whole.hide()
                parts.whole.deleteLater()
            self._made.clear()

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
        self.reason.layout().setContentsMargins(16, *(_REASON_ALONE if self._only_reason else _REASON_BELOW))
        calculation = 0 if self._only_reason else _LOW_HIGH if self._low else _HIGH
        self.setFixedHeight(calculation + (_REASON_HIGH if asked else 0))

    def _show(self, name: str, kind: str, trail: Calculation, why: str) -> None:
        steps = trail.steps
        of = " · ".join(part for part in (name, kind) if part)
        signs = ("", *trail.signs)
        told = ((sign, caption, figure) for sign, (caption, figure) in zip(signs, steps, strict=False))
        texts = [_TITLE, of, *(text for step in told for text in step)]
        formula = "" if "×" in trail.signs or not trail.formula else f"{trail.formula}。"  # said once
        texts.append(f"{formula}{why}" if name else _ASK)
        parts = self._parts_for(len(steps))
        parts.say(texts)
        for other in self._made.values():
            other.whole.setVisible(other is parts and not self._only_reason)
        if self.isVisible():
            for widget in (parts.whole, self):  # at once: Qt does it after it has painted, and then paints again
                widget.layout().activate()

    def _parts_for(self, steps: int) -> _Parts:
        if steps not in self._made:
            self._made[steps] = self._make(steps)
            self.body.insertWidget(0, self._made[steps].whole)
        return self._made[steps]

    def _make(self, steps: int) -> _Parts:
        """Parts for a calculation of so many figures."""
        whole = QWidget()
        whole.setMinimumWidth(1)  # long figures make no page wider than the window
        row = QHBoxLayout(whole)
        beside = 0 if self._low else 8
        row.setContentsMargins(16, beside, 16, beside)
        row.setSpacing(8 if self._low else 16)
        labels: list[QLabel | OneLine] = list(self._titles(row))
        for number in range(steps):
            if not number:
                row.addWidget(Rule(upright=True))
            labels.append(label("", "body", "faint"))
            if number:
                row.addWidget(labels[-1])
            last = number == steps - 1
            figure = label("", "body_bold", "accent") if last else label("", "body", "ink")
            labels += self._pair(row, label("", "caption", "faint"), figure)
        row.addWidget(Rule(upright=True))
        labels.append(OneLine("caption", "soft") if self._low else Sentence("", size="caption", ink="soft"))
        row.addWidget(labels[-1], 1)
        return _Parts(whole, tuple(labels))

    def _titles(self, row: QHBoxLayout) -> tuple[QLabel | OneLine, ...]:
        """What the card is, and whose score it tells; in one line the latter alone."""
        title = label("", "body_bold")
        if self._low:
            title.hide()
        return self._pair(row, title, OneLine("caption", "soft") if self._low else label("", "caption", "faint"))

    def _pair(self, row: QHBoxLayout, *parts: QLabel | OneLine) -> tuple[QLabel | OneLine, ...]:
        """A word over another; beside it where all stands in one line."""
        pair = QHBoxLayout() if self._low else QVBoxLayout()
        pair.setSpacing(6 if self._low else 2)
        for part in parts:
            pair.addWidget(part)
        row.addLayout(pair)
        return parts


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
            project, row = self._place.project, self._place.row
            place, text = Place("indicator", project, "score_reason", row), self.field.text().strip()
            self.field.setModified(False)  # before the page hears of it and shows the field again
            if not self._desk.type_text(place, text, "写改得分的理由"):
                self.field.setModified(True)

    def _take_back(self) -> None:
        if self._place is not None:
            self._desk.type_text(self._place, "", "用计算的得分")
