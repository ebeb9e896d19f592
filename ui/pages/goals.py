"""目标: for each goal the form asks for, what was expected and what came of it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QHBoxLayout

from core.edits import AddRow, next_position
from core.forms.model import Form, GoalBlock
from core.model import Goal, Place
from ui.bound import BoundText
from ui.desk import Desk
from ui.look.cards import Card, EmptyPlace
from ui.pages.page import Page

_PERIODS: tuple[tuple[Literal["annual", "whole"], str], ...] = (("annual", "年度目标"), ("whole", "实施期目标"))
_HINTS = {
    "expected": "年初批复的目标，照批复填写；会印在目标栏里。",
    "actual": "到年底实际做到了什么，写明数量和结果；不要照抄预期目标。",
}


class GoalsPage(Page):
    """The goals of the project that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shape: tuple[object, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Show the goals; laid out anew when the form or the rows are others."""
        dossier = self.desk.dossier
        if dossier is None:
            return
        shape = (self.desk.form.id, dossier.id, tuple(goal.id for goal in dossier.goal))
        if shape != self._shape:
            self._shape = shape
            self.clear()
            for block in (*self.desk.form.goals, *_others(self.desk.form)):
                self._card(block, dossier.goal_of(block.period))
            self.column.addStretch(1)
        super().reload()

    def _card(self, block: GoalBlock, goal: Goal | None) -> None:
        asked = block in self.desk.form.goals
        card = Card(block.caption, "" if asked else "这个表样不印，别的表样可能要用")
        if goal is None:
            place = EmptyPlace("file", f"还没有{block.caption}", "添加以后填写预期目标和完成情况。",
                               (("添加", lambda: self._add(block)),))  # fmt: skip
            card.body.addWidget(place)
        else:
            row = QHBoxLayout()
            row.setContentsMargins(16, 4, 16, 16)
            row.setSpacing(24)
            for name, caption in (("expected", block.expected_caption), ("actual", block.actual_caption)):
                field = self._field(goal, name, caption)
                self.fields.append(field)
                row.addWidget(field, 1)
            card.body.addLayout(row)
        self.column.addWidget(card)

    def _field(self, goal: Goal, name: str, caption: str) -> BoundText:
        place = Place("goal", goal.project, name, goal.id)
        field = BoundText(self.desk, lambda: place, caption, _HINTS[name])
        field.field.setMinimumHeight(150)
        return field

    def _add(self, block: GoalBlock) -> None:
        dossier = self.desk.dossier
        if dossier is not None:
            row = Goal(self.desk.new_id(), dossier.id, next_position(dossier.goal), block.period)
            self.desk.submit(AddRow(row), f"添加{block.caption}")


def _others(form: Form) -> tuple[GoalBlock, ...]:
    """The goals this form does not print; other forms do, so they can be written here."""
    asked = {block.period for block in form.goals}
    return tuple(
        GoalBlock(period=period, caption=caption, expected_caption="预期目标", actual_caption="实际完成情况")
        for period, caption in _PERIODS
        if period not in asked
    )
