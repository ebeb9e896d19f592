"""Which findings are listed: of this project, of 部门整体 or of the whole year, of one level, of one topic."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.checking import TOPICS, counts
from core.rules.finding import Finding
from ui.bound import SIGNS
from ui.desk import Desk
from ui.look.buttons import Kind, MenuButton
from ui.look.chips import FilterChips
from ui.places import title_of
from ui.stages import signs


class Scope(StrEnum):
    """Whose findings are listed; the value is the word on screen."""

    HERE = "本项目"
    WHOLE = "部门整体"
    YEAR = "全年"


class FindingFilter(QWidget):
    """Chips for the levels and a menu for the scope; ``topics`` is a menu of its own, for the head of the list."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.scope = Scope.HERE
        self.topic = ""
        """The topic that alone is listed; blank for all."""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 10)
        self.levels = FilterChips()
        self.levels.chosen.connect(lambda _: self.changed.emit())
        self.scopes = MenuButton(Scope.HERE, Kind.QUIET, small=True, tip="校验范围", flush=True)
        self._by_scope = {scope: self.scopes.menu.addAction(scope.value) for scope in Scope}
        for scope, action in self._by_scope.items():
            action.triggered.connect(lambda _=False, scope=scope: self.look_at(scope))
        row.addWidget(self.levels)
        row.addStretch(1)
        row.addWidget(self.scopes)
        self.topics = MenuButton(
            "", Kind.QUIET, icon_name="filter", small=True, chevron=False, flush=True, tip="只看一类问题"
        )
        self.topics.menu.aboutToShow.connect(self._fill_topics)

    def look_at(self, scope: Scope) -> None:
        """List the findings of another scope."""
        self.scope = scope
        self.changed.emit()

    def look_for(self, topic: str) -> None:
        """List the findings of one topic; blank for all."""
        self.topic = topic
        self.topics.set_text(topic)
        self.changed.emit()

    def show_all(self) -> None:
        """List every level and topic again."""
        self.levels.choose(None)
        if self.topic:
            self.look_for("")

    def listed(self) -> tuple[Finding, ...]:
        """The findings to list; the counts and names shown follow."""
        here = tuple(f for f in self._inside() if self.topic in ("", f.topic))
        self._name_scope()
        self.levels.set_counts(signs(counts(here)))
        only = self.levels.current()
        return tuple(f for f in here if only in (None, SIGNS[f.level]))

    def waiting(self) -> int:
        """How many findings of the scope are open, of whatever level and topic."""
        return sum(counts(self._inside()).values())

    def _inside(self) -> tuple[Finding, ...]:
        """The findings of the scope."""
        desk = self._desk
        if self.scope is Scope.YEAR:
            return tuple(f for dossier in desk.filed for f in desk.findings(dossier.id))
        whole = desk.whole if self.scope is Scope.WHOLE else None
        return desk.findings(whole.id if whole else desk.project)

    def _name_scope(self) -> None:
        """This project by that word, the unit's dossier by its own name; 部门整体 is offered where there is one."""
        desk = self._desk
        is_unit = desk.dossier is not None and desk.dossier.is_unit
        here = title_of(desk.dossier) if is_unit and desk.dossier is not None else Scope.HERE.value
        apart = desk.whole is not None and not is_unit
        self._by_scope[Scope.HERE].setText(here)
        self._by_scope[Scope.WHOLE].setVisible(apart)
        if self.scope is Scope.WHOLE and not apart:
            self.scope = Scope.HERE
        self.scopes.set_text(here if self.scope is Scope.HERE else self.scope.value)

    def _fill_topics(self) -> None:
        """The topics with something to list, and how much."""
        menu = self.topics.menu
        menu.clear()
        one_of = QActionGroup(menu)
        found = [f.topic for f in self._inside() if f.open]
        for topic in ("", *(topic for topic in TOPICS if topic in found or topic == self.topic)):
            action = menu.addAction(f"{topic}　{found.count(topic)}" if topic else f"全部　{len(found)}")
            action.setCheckable(True)
            action.setChecked(topic == self.topic)
            one_of.addAction(action)
            action.triggered.connect(lambda _=False, topic=topic: self.look_for(topic))
