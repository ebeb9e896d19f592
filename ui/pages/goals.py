"""目标: for each goal the form asks for, what was expected and what came of it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.edits import AddRow, RemoveRow, move_row, next_position
from core.forms.model import Form, GoalBlock
from core.model import Goal, Place
from ui.bound import BoundText
from ui.desk import Desk
from ui.look.buttons import Button, Kind, icon_button
from ui.look.cards import Card, EmptyPlace
from ui.look.fields import label
from ui.look.grip import Grip, Order
from ui.pages.page import Page

_PERIODS: tuple[tuple[Literal["annual", "whole"], str], ...] = (("annual", "年度目标"), ("whole", "实施期目标"))
_HINTS = {
    "expected": "年初批复的目标，照批复填写；会印在目标栏里。",
    "actual": "到年底实际做到了什么，写明数量和结果；不要照抄预期目标。",
}
_LOW_BOX, _BOX, _HIGH_BOX = 84, 150, 208  # heights of a box of text
_NEAR = 24  # px from the edge of the page within which it scrolls on


class GoalsPage(Page):
    """The goals of the project that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shape: tuple[object, ...] = ()
        self._boxes: list[tuple[BoundText, bool]] = []
        self.reload()

    def reload(self) -> None:
        """Show the goals; laid out anew when the form or the rows are others."""
        dossier = self.desk.dossier
        if dossier is None:
            return
        shape = (self.desk.form.goals, dossier.id, tuple((goal.id, goal.period) for goal in dossier.goal))
        if shape != self._shape:
            self._shape = shape
            self.clear()
            self._boxes.clear()
            for block in (*self.desk.form.goals, *_others(self.desk.form)):
                self._card(block)
            self.column.addStretch(1)
        super().reload()

    def _card(self, block: GoalBlock) -> None:
        asked = block in self.desk.form.goals
        card = Card(block.caption, "" if asked else "这个表样不印，别的表样可能要用")
        goals = self._goals(block)
        order = Order(card)
        order.moved.connect(lambda number, by: self._shift(goals[number], by))
        order.passing.connect(self._keep_in_sight)
        for number, goal in enumerate(goals, start=1):
            card.body.addWidget(self._goal(block, goal, number, len(goals), order))
        if not goals:
            both = "预期目标和完成情况" if block.actual_caption else "预期目标"
            how = f"添加以后填写{both}。"
            actions = (("添加", lambda: self._add(block)),)
            card.body.addWidget(EmptyPlace("file", f"还没有{block.caption}", how, actions))
        elif block.several:
            add = Button("添加一条", Kind.QUIET, icon_name="plus", small=True)
            add.setEnabled(not self.desk.read_only)
            add.clicked.connect(lambda: self._add(block))
            card.tools.addWidget(add)
        self.column.addWidget(card)

    def _goals(self, block: GoalBlock) -> tuple[Goal, ...]:
        """The goals of a period: all of them where the form asks for several, else the first."""
        dossier = self.desk.dossier
        goals = tuple(goal for goal in dossier.goal if goal.period == block.period) if dossier is not None else ()
        return goals if block.several else goals[:1]

    def _goal(self, block: GoalBlock, goal: Goal, number: int, of: int, order: Order) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(4)
        if block.several:
            head = self._row_head(goal, number, of)
            column.addLayout(head)
            if of > 1 and not self.desk.read_only:
                grip = Grip("拖动可以换位置；也可以用右边的上移、下移")
                order.add(made, grip)
                head.insertWidget(0, grip)
        row = QHBoxLayout()
        row.setSpacing(24)
        for name, caption in (("expected", block.expected_caption), ("actual", block.actual_caption)):
            if caption:
                field = self._field(goal, name, caption, low=block.several)
                if caption == block.caption:
                    field.leave_out_caption()
                self.fields.append(field)
                row.addWidget(field, 1)
        column.addLayout(row)
        return made

    def _row_head(self, goal: Goal, number: int, of: int) -> QHBoxLayout:
        """The number of a goal, and what can be done with it."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(label(f"第 {number} 条", "caption_bold", "soft"))
        row.addStretch(1)
        tools = (
            ("chevron-up", "上移", lambda: self._shift(goal, -1), number > 1),
            ("chevron-down", "下移", lambda: self._shift(goal, 1), number < of),
            ("trash", "删除这一条", lambda: self._remove(goal), True),
        )
        for icon, tip, do, possible in tools:
            button = icon_button(icon, tip, small=True)
            button.setEnabled(possible and not self.desk.read_only)
            button.clicked.connect(lambda _=False, do=do: do())
            row.addWidget(button)
        return row

    def _field(self, goal: Goal, name: str, caption: str, *, low: bool) -> BoundText:
        place = Place("goal", goal.project, name, goal.id)
        field = BoundText(self.desk, lambda: place, caption, _HINTS[name])
        self._boxes.append((field, low))
        self._fit(field, low)
        return field

    def _fit(self, field: BoundText, low: bool) -> None:
        """A box is low where there are several goals, or the screen is low."""
        field.field.setMinimumHeight(_LOW_BOX if low or self._low else _BOX)
        field.field.setMaximumHeight(_BOX if self._low else _HIGH_BOX)

    def set_low(self, low: bool) -> None:
        """Lower boxes where the screen is low."""
        super().set_low(low)
        for field, several in self._boxes:
            self._fit(field, several)

    # --- rows --------------------------------------------------------------------------------------------------------

    def _add(self, block: GoalBlock) -> None:
        dossier = self.desk.dossier
        if dossier is not None:
            row = Goal(self.desk.new_id(), dossier.id, next_position(dossier.goal), block.period)
            if self.desk.submit(AddRow(row), f"添加{block.caption}"):
                self.go(Place("goal", dossier.id, "expected", row.id))

    def _remove(self, goal: Goal) -> None:
        """Take a goal out as the book has it: what was typed last is in it by now."""
        self.desk.leaving.emit()
        row = next((g for g in self.desk.book.dossiers[goal.project].goal if g.id == goal.id), None)
        if row is not None:
            self.desk.submit(RemoveRow(row), "删除目标")

    def _keep_in_sight(self, at: QPoint) -> None:
        """Scroll on while a goal is dragged to the edge of the page."""
        there = self.widget().mapFromGlobal(at)
        self.ensureVisible(there.x(), there.y(), 0, _NEAR)

    def _shift(self, goal: Goal, by: int) -> None:
        """Move past others of its period."""
        self.desk.leaving.emit()
        dossier = self.desk.book.dossiers[goal.project]
        inside = [g.id for g in dossier.goal if g.period == goal.period]
        at = inside.index(goal.id) + by
        if 0 <= at < len(inside):
            to = [g.id for g in dossier.goal].index(inside[at])
            self.desk.submit(move_row(dossier, "goal", goal.id, to), "移动目标")


def _others(form: Form) -> tuple[GoalBlock, ...]:
    """The goals this form does not print; other forms do, so they can be written here."""
    asked = {block.period for block in form.goals}
    return tuple(
        GoalBlock(period=period, caption=caption, expected_caption="预期目标", actual_caption="实际完成情况")
        for period, caption in _PERIODS
        if period not in asked
    )
