"""One rule in 规则设置: its title, level, parameters, the mark of a change and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.kinds import trimmed
from core.office.adapted import number_in
from core.office.rule_settings import WORDS, ParameterSetting, RuleSetting, Word
from core.rules.finding import Level
from ui.bound import SIGNS, asks_to_undo
from ui.desk import Desk
from ui.look.buttons import Button, Kind, icon_button, link, open_below
from ui.look.check_list import Mark, paint_mark
from ui.look.fields import LineField, label, set_ink
from ui.look.signs import Letter, Sign, paint_letter
from ui.look.strokes import box, edge
from ui.look.tokens import color

LEVEL_WORDS: tuple[Word, ...] = ("error", "warning", "hint", "off")
"""The levels a rule can have, as they are offered."""
_FADES = 600  # ms
_LEVEL_WIDTH, _NUMBER_WIDTH, _SMALL = 104, 64, 28
_NOT_A_NUMBER = "{}写的是“{}”，不起作用，应为不小于 0 的数。"


class RuleRow(QWidget):
    """A rule; whoever changes it is the clerk alone: showing a setting submits nothing."""

    def __init__(self, desk: Desk, setting: RuleSetting) -> None:
        super().__init__()
        self.desk = desk
        self.setting = setting
        rule = setting.rule
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(4)
        self._sign = _SmallMark()
        self._changed = _Changed()
        self.title = label(rule.title, wrap=True)
        self.back = link("恢复")
        self.back.setToolTip("改回表样和程序的规定")
        self.back.setAccessibleName(f"{rule.title}：恢复")
        self.back.clicked.connect(lambda: desk.reset_rules(rule.id))
        self.level = LevelButton(rule.title)
        self.level.chosen.connect(self._choose_level)
        self.about = icon_button("help", "依据和例子", small=True)
        self.about.setAccessibleName(f"{rule.title}：依据和例子")
        self.about.clicked.connect(lambda: desk.wants_rule.emit(rule.id))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.title, 1)
        self.fields = tuple(_ParameterField(desk, rule.id, one) for one in setting.parameters)
        inline = self.fields if len(self.fields) == 1 else ()
        for widget in (*inline, self._changed, self.back, self.level, self.about):
            row.addWidget(widget)
        column.addLayout(row)
        if self.fields and not inline:
            column.addLayout(self._parameters())
        self.wrong = label("", "caption", "amber", wrap=True) if self.fields else None
        if self.wrong is not None:
            self.wrong.setContentsMargins(24, 0, 0, 0)
            column.addWidget(self.wrong)
        self._light = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_FADES)
        self._light.valueChanged.connect(lambda _: self.update())
        self.show_setting(setting)

    def light_up(self) -> None:
        """Show which rule it is: a tint that fades, as where a finding leads to."""
        self._light.stop()
        self._light.start()

    @property
    def lit(self) -> bool:
        """Whether the tint is still there."""
        return self._light.state() is QAbstractAnimation.State.Running

    def _parameters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 0, 2)
        row.setSpacing(24)
        for field in self.fields:
            row.addWidget(field)
        row.addStretch(1)
        return row

    def show_setting(self, setting: RuleSetting) -> None:
        """Show how the rule stands."""
        self.setting = setting
        off, free = not setting.on, not self.desk.read_only
        self._sign.set_mark("minus" if setting.word == "off" else SIGNS[Level(setting.word)])
        set_ink(self.title, "faint" if off else "ink")
        idle = "" if setting.applies else "（这类表样用不到）"
        self.title.setText(f"{setting.rule.title}{idle}")
        self.level.show_level(setting.word)
        self.level.setToolTip(f"原为“{WORDS[_known(setting)]}”" if setting.by_office else "")
        self.level.setEnabled(free)
        for widget in (self._changed, self.back):
            _show(widget, setting.changed)
        self.back.setEnabled(free)
        for field, one in zip(self.fields, setting.parameters, strict=True):
            field.show_setting(one, free)
        unread = [one for one in setting.parameters if _unread(one)]
        if self.wrong is None:
            return
        self.wrong.setText("".join(_NOT_A_NUMBER.format(one.parameter.caption, one.typed) for one in unread))
        _show(self.wrong, bool(unread))

    def _choose_level(self, word: Word) -> None:
        """Take a level; the one that form and program say is no change of the office."""
        if word != self.setting.word:
            self.desk.set_rule_level(self.setting.rule.id, "" if word == _known(self.setting) else word)

    def store(self) -> None:
        """Put what is being typed into the book."""
        for field in self.fields:
            field.store()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above, as in a table."""
        if self.lit:
            tint = QColor(color("accent_tint"))  # a colour of our own: its alpha changes
            tint.setAlphaF(float(self._light.currentValue()))
            box(QPainter(self), QRectF(self.rect()).adjusted(4, 2, -4, -1), 6, tint)
        edge(QPainter(self), self.rect().adjusted(16, 0, -16, 0), "t", color("line"))


class LevelButton(Button):
    """The level of a rule, with the others in a menu (click, Space, Enter, Down); dozens of combo boxes were slow."""

    chosen = Signal(object)  # Word

    def __init__(self, rule: str) -> None:
        super().__init__("", Kind.PLAIN, small=True, chevron=True)
        self._rule = rule
        self._word: Word = ""
        self.setFixedWidth(_LEVEL_WIDTH)
        self.clicked.connect(self.open_menu)

    def show_level(self, word: Word) -> None:
        """Show another level."""
        self._word = word
        self.set_text(WORDS[word])
        self.setAccessibleName(f"{self._rule}：级别 {WORDS[word]}")

    def open_menu(self) -> None:
        """Offer the levels below the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word in LEVEL_WORDS:
            action = menu.addAction(WORDS[word])
            action.setCheckable(True)
            action.setChecked(word == self._word)
            action.triggered.connect(lambda _=False, word=word: self.chosen.emit(word))
        open_below(self, menu, flush=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the menu."""
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)


class _ParameterField(QWidget):
    """`名称最多 [30] 字`."""

    def __init__(self, desk: Desk, rule: str, one: ParameterSetting) -> None:
        super().__init__()
        self.one = one
        self._type = partial(desk.set_rule_parameter, rule, one.parameter.key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.field = LineField()
        self.field.setFixedSize(_NUMBER_WIDTH, _SMALL)
        self.field.setAccessibleName(f"{one.parameter.caption}（{one.parameter.unit}）")
        self.field.editingFinished.connect(self.store)
        self.field.installEventFilter(self)
        row.addWidget(label(one.parameter.caption, "caption", "soft"))
        row.addWidget(self.field)
        row.addWidget(label(one.parameter.unit, "caption", "soft"))

    def show_setting(self, one: ParameterSetting, free: bool) -> None:
        """Show the value that counts, or what was typed and cannot be read."""
        self.one = one
        self.field.setText(self._shown())
        self.field.setReadOnly(not free)
        self.field.set_severity(Sign.WARNING if _unread(one) else None)
        known = one.parameter.default if one.by_form is None else one.by_form
        self.field.setToolTip(f"原为 {trimmed(known)} {one.parameter.unit}".rstrip() if one.typed else "")

    def _shown(self) -> str:
        return self.one.typed if _unread(self.one) else trimmed(self.one.value)

    def store(self) -> None:
        """Take what is typed; the value that form and program say is no change of the office."""
        text, one = self.field.text().strip(), self.one
        if text == self._shown():
            return
        known = one.parameter.default if one.by_form is None else one.by_form
        if self._type("" if number_in(text) == known else text):
            self.field.setText(self._shown())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z belongs to the window unless something typed here is not in the book yet."""
        if not asks_to_undo(event) or self.field.text() != self._shown():
            return False
        event.ignore()
        return True


class _SmallMark(QWidget):
    """The sign of a level, or a dash."""

    def __init__(self) -> None:
        super().__init__()
        self._mark: Mark = "minus"
        self.setFixedSize(16, 20)

    def set_mark(self, mark: Mark) -> None:
        """Show another mark."""
        if mark != self._mark:
            self._mark = mark
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark in the middle."""
        paint_mark(QPainter(self), QPointF(QRectF(self.rect()).center()), self._mark)


class _Changed(QWidget):
    """The letter 改, with its meaning as tool tip and accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(16, 20))
        self.setToolTip("本单位改过")
        self.setAccessibleName("本单位改过")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The letter in the middle."""
        paint_letter(QPainter(self), QRectF(0, 2, 16, 16), Letter.OVERRIDDEN)


def _show(widget: QWidget, shown: bool) -> None:
    """Show or hide it; asking Qt for what is so already costs as much as a change."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)


def _unread(one: ParameterSetting) -> bool:
    """Whether the office typed something that is no value."""
    return bool(one.typed) and one.by_office is None


def _known(setting: RuleSetting) -> Word:
    """The level that form and program say."""
    return setting.by_form or setting.rule.level.value
