"""得分怎样算出: the calculation of one score as figures with their captions, and the rule in words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.calculation import Calculation
from core.kinds import shown
from core.scoring import Score, Scores
from ui.look.cards import Card, Rule
from ui.look.fields import label

_TITLE, _ASK = "得分怎样算出", "选中一行，这里显示它的得分怎样算出。"


class ScoreCard(Card):
    """How a score came about.  Parts are made for a number of figures and kept: labels are dear to make at each key."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: QWidget | None = None
        self._labels: tuple[QLabel, ...] = ()
        self._steps = -1
        self.setFixedHeight(58)

    def show_score(self, name: str, kind: str, score: Score | None) -> None:
        """Show how ``score`` came about; None asks the clerk to choose a row."""
        self._show(name, kind, Calculation() if score is None else score.trail(), "" if score is None else score.why)

    def show_total(self, scores: Scores, decimals: int) -> None:
        """Show what the total is made of, and why it is less than that where it is."""
        known = shown(scores.known, decimals)
        if scores.total is None:
            self._show("总分", "", Calculation((("已有得分之和", known),)), "还有指标不能算，总分和等级暂时没有。")
            return
        total = ("总分", shown(scores.total, decimals))
        steps = (("各项得分之和", known), total) if scores.capped else (total,)
        self._show("总分", scores.grade or "", Calculation(steps, ("→",)), scores.capped or "各项得分之和。")

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
        self.body.addWidget(self._parts)


def _pair(row: QHBoxLayout, *looks: tuple[str, str]) -> tuple[QLabel, ...]:
    """A word over another, each in its size and ink."""
    column = QVBoxLayout()
    column.setSpacing(2)
    made = tuple(label("", size, ink) for size, ink in looks)
    for part in made:
        column.addWidget(part)
    row.addLayout(column)
    return made
