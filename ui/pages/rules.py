"""规则设置: every rule by topic with its level and parameters; what the office changed is marked, with a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.checking import TOPICS
from core.rule_settings import RuleSetting, ineffective
from ui.desk import Desk
from ui.look.buttons import Button, Kind, Segments
from ui.look.cards import Card, EmptyPlace, MessageStrip
from ui.look.fields import LineField, label
from ui.look.signs import Sign
from ui.pages.page import Page
from ui.pages.rule_row import RuleRow
from ui.panels.words import OneLine

_ALL, _CHANGED, _OFF = range(3)
_ROOMY, _LOW = 1000, 560


class RulesPage(QWidget):
    """The rules as the office has them.  Every change is a step that undo takes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: dict[str, RuleRow] = {}
        self._cards: dict[str, Card] = {}
        self._stale = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # no page makes the window wider
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._heads = QVBoxLayout()
        self._heads.setSpacing(8)
        self._heads.addLayout(self._head())
        self._heads.addLayout(self._filters())
        column.addLayout(self._heads)
        self.page = Page(desk)
        self._idle = QVBoxLayout()
        self.page.column.addLayout(self._idle)
        everything = (("看全部规则", self.show_all),)
        self.empty = EmptyPlace("search", "没有这样的规则", "换几个字，或看全部规则。", everything)
        self.page.column.addWidget(self.empty)
        self.page.column.addStretch(1)
        column.addWidget(self.page, 1)
        desk.changed.connect(lambda _: self._reload_if_seen())
        desk.selected.connect(lambda _: self._reload_if_seen())
        desk.leaving.connect(self.store)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._form = OneLine("caption", "faint")
        self.back = Button("全部恢复", Kind.PLAIN, icon_name="restore", tip="本单位改过的级别和参数都改回原样")
        self.back.clicked.connect(lambda: self.desk.reset_rules())
        row.addWidget(label("规则设置", "title"))
        row.addWidget(self._form, 1)
        row.addWidget(self.back)
        return row

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.segments = Segments(("全部", "改过", "不检查"))
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

    def showEvent(self, event: QShowEvent) -> None:
        """What happened meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _reload_if_seen(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Show the rules as the book has them."""
        self._stale = False
        settings = self.desk.rule_settings()
        if not self.rows:
            self._lay_out(settings)
        for setting in settings:
            self.rows[setting.rule.id].show_setting(setting)
        changed, off = (sum(test(one) for one in settings) for test in (_is_changed, _is_off))
        for number, words in enumerate((f"全部 {len(settings)}", f"改过 {changed}", f"不检查 {off}")):
            self.segments.set_text(number, words)
        idle = ineffective(self.desk.book.answers)
        self.back.setEnabled(bool(changed or idle) and not self.desk.read_only)
        dossier = self.desk.dossier
        shown = f"按表样“{self.desk.form.name}”显示；" if dossier is not None else ""
        self._form.set_text(f"{shown}改动对本单位所有表样有效，存在账套里，可以撤销。")
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
            self.page.column.insertWidget(place, card)
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
            self.page.widget().adjustSize()
            row.level.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.ensureWidgetVisible(row, 0, 48)

    def go_to_topic(self, topic: str) -> None:
        """Bring the card of a topic to the top."""
        self.show_all()
        if (card := self._cards.get(topic)) is not None:
            self.page.widget().adjustSize()
            self.page.verticalScrollBar().setValue(card.y())
        else:
            self.page.verticalScrollBar().setValue(0)

    def show_off(self) -> None:
        """Only the rules that are switched off."""
        self.find.clear()
        self.segments.choose(_OFF)

    def store(self) -> None:
        """Put what is being typed into the book."""
        for row in self.rows.values():
            row.store()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Margins by the room there is."""
        super().resizeEvent(event)
        margin, low = (24 if self.width() >= _ROOMY else 16), self.height() < _LOW
        self._heads.setContentsMargins(margin, 8 if low else 20, margin, 0)
        self.page.set_margin(margin)
        self.page.set_low(low)


def _is_changed(setting: RuleSetting) -> bool:
    return setting.changed


def _is_off(setting: RuleSetting) -> bool:
    return setting.word == "off"
