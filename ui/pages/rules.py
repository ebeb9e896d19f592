"""规则设置: every rule by topic with its level and parameters; what the office changed is marked, with a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.office.rule_settings import WORDS, RuleSetting, ineffective
from core.rules.finding import TOPICS
from ui.desk import Desk
from ui.look.buttons import Button, Kind, Segments
from ui.look.cards import Card, EmptyPlace, MessageStrip
from ui.look.fields import LineField
from ui.look.signs import Sign
from ui.pages.rule_row import RuleRow
from ui.pages.year_page import YearPage

_ALL, _CHANGED, _OFF = range(3)
_ROOM, _ABOVE = 96, 12  # px kept free around a rule that is shown, and above a topic


class RulesPage(YearPage):
    """The rules as the office has them.  Every change is a step that undo takes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "规则设置")
        self.rows: dict[str, RuleRow] = {}
        self._cards: dict[str, Card] = {}
        self.back = Button("全部恢复", Kind.PLAIN, icon_name="restore", tip="本单位改过的级别和参数都改回原样")
        self.back.clicked.connect(lambda: self.desk.reset_rules())
        self.head.addWidget(self.back)
        self.heads.addLayout(self._filters())
        self._idle = QVBoxLayout()
        self.column.addLayout(self._idle)
        everything = (("看全部规则", self.show_all),)
        self.empty = EmptyPlace("search", "没有这样的规则", "换几个字，或看全部规则。", everything)
        self.column.addWidget(self.empty)
        self.column.addStretch(1)
        desk.leaving.connect(self.store)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.segments = Segments(("全部", "改过", WORDS["off"]))
        self.segments.chosen.connect(lambda _: self._filter())
        self.find = LineField("", "规则名称、依据里的字", icon_name="search")
        self.find.setAccessibleName("查找规则")
        self.find.setMaximumWidth(288)
        self.find.textChanged.connect(lambda _: self._filter())
        row.addWidget(self.segments)
        row.addStretch(1)
        row.addWidget(self.find, 9)
        return row

    # --- what it shows -------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Show the rules as the book has them."""
        settings = self.desk.rule_settings()
        if not self.rows:
            self._lay_out(settings)
        for setting in settings:
            self.rows[setting.rule.id].show_setting(setting)
        changed, off = (sum(test(one) for one in settings) for test in (_is_changed, _is_off))
        for number, words in enumerate((f"全部 {len(settings)}", f"改过 {changed}", f"{WORDS['off']} {off}")):
            self.segments.set_text(number, words)
        idle = ineffective(self.desk.book.answers)
        self.back.setEnabled(bool(changed or idle) and not self.desk.read_only)
        dossier = self.desk.dossier
        shown = f"按表样“{self.desk.form.name}”显示；" if dossier is not None else ""
        self.caption.set_text(f"{shown}改动对本单位所有表样有效，存在账套里，可以撤销。")
        self._show_idle(idle)
        self._filter()

    def _lay_out(self, settings: tuple[RuleSetting, ...]) -> None:
        """One card a topic, one row a rule."""
        place = 1
        for topic in (*TOPICS, *dict.fromkeys(one.rule.topic for one in settings if one.rule.topic not in TOPICS)):
            inside = [one for one in settings if one.rule.topic == topic]
            if not inside:
                continue
            card = self._cards[topic] = Card(topic, " ", high=44)
            for setting in inside:
                row = self.rows[setting.rule.id] = RuleRow(self.desk, setting)
                card.body.addWidget(row)
            card.body.addSpacing(4)
            self.column.insertWidget(place, card)
            place += 1

    def _show_idle(self, sentences: tuple[str, ...]) -> None:
        """Settings that change nothing are said on top."""
        while (item := self._idle.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in sentences:
            self._idle.addWidget(MessageStrip(Sign.WARNING, sentence))

    def _filter(self) -> None:
        """Show the rows that hold the words and belong to the segment."""
        wanted, segment = self.find.text().strip(), self.segments.current()
        seen = {rule: self._fits(row.setting, wanted, segment) for rule, row in self.rows.items()}
        for rule, row in self.rows.items():
            if row.isHidden() == seen[rule]:
                row.setVisible(seen[rule])
        for topic, card in self._cards.items():
            count = sum(seen[rule] for rule, row in self.rows.items() if row.setting.rule.topic == topic)
            card.setVisible(count > 0)
            card.caption.setText(f"{count} 条")
        self.empty.setVisible(not any(seen.values()))

    def _fits(self, setting: RuleSetting, wanted: str, segment: int) -> bool:
        if (segment == _CHANGED and not setting.changed) or (segment == _OFF and not _is_off(setting)):
            return False
        rule = setting.rule
        return any(wanted in text for text in (rule.title, rule.basis, rule.example, rule.topic, str(rule.number)))

    # --- where it leads ------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """No filter."""
        self.find.clear()
        self.segments.choose(_ALL)

    def go(self, rule: str) -> None:
        """Bring a rule into view and give its level the keyboard."""
        self.show_all()
        if (row := self.rows.get(rule)) is not None:
            self._lay_out_now()
            row.level.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.ensureWidgetVisible(row, 0, _ROOM)
            row.light_up()

    def go_to_topic(self, topic: str) -> None:
        """Bring the card of a topic to the top."""
        self.show_all()
        if (card := self._cards.get(topic)) is not None:
            self._lay_out_now()
            self.page.verticalScrollBar().setValue(card.y() - _ABOVE)
        else:
            self.page.verticalScrollBar().setValue(0)

    def _lay_out_now(self) -> None:
        """Heights as they are with what is shown now, so that what is where can be asked."""
        inner = self.page.widget()
        inner.layout().activate()
        inner.resize(inner.width(), max(inner.layout().minimumSize().height(), self.page.viewport().height()))

    def show_off(self) -> None:
        """Only the rules that are switched off."""
        self.find.clear()
        self.segments.choose(_OFF)

    def store(self) -> None:
        """Put what is being typed into the book."""
        for row in self.rows.values():
            row.store()


def _is_changed(setting: RuleSetting) -> bool:
    return setting.changed


def _is_off(setting: RuleSetting) -> bool:
    return setting.word == "off"
