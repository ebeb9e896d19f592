"""The card of a rule: what it expects, on what it stands, an example, its parameters, and where to change them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.kinds import trimmed
from core.office.rule_settings import WORDS, ParameterSetting, RuleSetting
from ui.desk import Desk
from ui.look.buttons import Button, Kind, icon_button
from ui.look.fields import label
from ui.look.notices import FloatingCard
from ui.look.signs import Letter, LetterLabel

_EDGE = 16  # between the card and what lies around it
_STATUS = 32  # height of the status line, which stays in sight
CHANGE = "改这条规则"


def level_words(setting: RuleSetting) -> str:
    """The level that counts, or why the rule says nothing here."""
    return WORDS[setting.word] if setting.applies else "这类表样不用"


def value_words(one: ParameterSetting) -> str:
    """A parameter's value with its unit: 30 分."""
    unit = one.parameter.unit
    return f"{trimmed(one.value)} {unit}".strip()


class RuleCard(FloatingCard):
    """One rule in full, over the page; Esc, the cross or a click elsewhere closes it."""

    def __init__(self, setting: RuleSetting, change: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        rule = setting.rule
        self.setAccessibleName(f"规则：{rule.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(self._head(rule.title))
        column.addWidget(label(f"{rule.topic}，{level_words(setting)}", "caption", "soft"))
        column.addWidget(_part("依据", rule.basis))
        if rule.example:
            column.addWidget(_part("例子", rule.example))
        if setting.parameters:
            column.addWidget(_parameters(setting.parameters))
        row = QHBoxLayout()
        self.change = Button(CHANGE, Kind.PLAIN, small=True, tip="级别和参数在“规则设置”里改，可以撤销")
        self.change.clicked.connect(change)
        row.addWidget(self.change)
        row.addStretch(1)
        if setting.changed:
            row.addWidget(LetterLabel(Letter.OVERRIDDEN, "本单位改过"))
        column.addLayout(row)
        self.fit()

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        name = label(title, "body_bold", wrap=True)
        row.addWidget(name, 1)
        self.cross = icon_button("close", "关闭", small=True)
        self.cross.clicked.connect(self.leave)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def leave(self) -> None:
        """Close the card for good."""
        self.hide()
        self.deleteLater()


class RuleCards(QObject):
    """Opens the card a rule is asked for, one at a time, at the lower right over the page of a window."""

    def __init__(self, desk: Desk, window: QWidget, beside: tuple[QWidget, ...], change: Callable[[str], None]) -> None:
        """What lies ``beside``, at the right, is not covered; ``change`` leads to where a rule is set."""
        super().__init__(window)
        self._desk, self._window, self._beside, self._change = desk, window, beside, change
        self.card: RuleCard | None = None
        desk.wants_rule.connect(self.show_rule)
        desk.changed.connect(lambda _: self.close())
        desk.selected.connect(lambda _: self.close())

    def show_rule(self, rule: str) -> None:
        """Show the card of a rule; asked for again it goes."""
        shown = self.card.setting.rule.id if self.card is not None else ""
        self.close()
        setting = next((one for one in self._desk.rule_settings() if one.rule.id == rule), None)
        if setting is None or rule == shown:
            return
        self.card = RuleCard(setting, lambda: self._go(rule), self._window)
        self.card.cross.clicked.connect(self.close)
        self.card.arrive(self._corner(self.card))
        self._window.installEventFilter(self)

    def _go(self, rule: str) -> None:
        self.close()
        self._change(rule)

    def close(self) -> None:
        """Put the card away."""
        if self.card is not None:
            self.card.leave()
            self.card = None
            self._window.removeEventFilter(self)

    def _corner(self, card: RuleCard) -> QPoint:
        """Upper left corner: low, at the right of the window or of what lies left of ``beside``, and wholly inside.

        Above it where it lies below the page.
        """
        right, bottom = self._window.width(), self._window.height() - _STATUS
        for one in (one for one in self._beside if one.isVisible()):
            at = one.mapTo(self._window, QPoint(0, 0))
            if at.x() > self._window.width() // 2:
                right = min(right, at.x())
            else:
                bottom = min(bottom, at.y())
        return QPoint(max(0, right - card.width() - _EDGE), max(0, bottom - card.height() - _EDGE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes it; with another size of the window it moves along."""
        if event.type() == QEvent.Type.Resize and self.card is not None:
            self.card.settle(self._corner(self.card))
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not escapes or event.type() != QEvent.Type.KeyPress or self.card is None:
            return False
        self.close()
        return True


def _part(caption: str, text: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(caption, "caption", "faint"))
    column.addWidget(_selectable(text))
    return part


def _selectable(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _parameters(parameters: tuple[ParameterSetting, ...]) -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, one in enumerate(parameters):
        grid.addWidget(label(one.parameter.caption, "caption", "faint"), row, 0)
        default = f"（原为 {trimmed(one.parameter.default)}）" if one.value != one.parameter.default else ""
        grid.addWidget(label(f"{value_words(one)}{default}"), row, 1)
    return part
