"""Which findings are listed: of this project, 部门整体, the year or one of its projects; of a level, of a topic."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.rules.begun import is_begun
from core.rules.finding import TOPICS, Finding, counts
from ui.bound import SIGNS
from ui.desk import Desk
from ui.look.buttons import Kind, MenuButton
from ui.look.chips import FilterChips
from ui.panels.words import shortened
from ui.places import title_of
from ui.stages import signs

_NAME = 6  # characters of a project's name beside the counts; its tool tip has all of them


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
        self.project = 0
        """The project of the year that alone is listed, whichever is shown; 0 for all."""
        self.topic = ""
        """The topic that alone is listed; blank for all."""
        row = self._row = QHBoxLayout(self)
        self.set_alone(True)
        self.levels = FilterChips()
        self.levels.chosen.connect(lambda _: self.changed.emit())
        self.scopes = MenuButton(Scope.HERE, Kind.QUIET, small=True, tip="校验范围", flush=True)
        self._by_scope = {scope: self.scopes.menu.addAction(scope.value) for scope in Scope}
        for scope, action in self._by_scope.items():
            action.triggered.connect(lambda _=False, scope=scope: self.look_at(scope))
        self.projects = self.scopes.menu.addMenu("一个项目")
        self._one_project = QActionGroup(self.projects)
        self.projects.aboutToShow.connect(self._fill_projects)
        row.addWidget(self.levels)
        row.addStretch(1)
        row.addWidget(self.scopes)
        self.topics = MenuButton(
            "", Kind.QUIET, icon_name="filter", small=True, chevron=False, flush=True, tip="只看一类问题", parent=self
        )
        self.topics.hide()  # until it is taken into the head
        self._one_topic = QActionGroup(self.topics.menu)
        self.topics.menu.aboutToShow.connect(self._fill_topics)
        keeps = self.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keeps)

    def be_there(self, known: bool) -> None:
        """Show itself once the findings are known: before the first check there is nothing to count or choose from."""
        self.setVisible(known)
        self.topics.setEnabled(known)

    def set_alone(self, alone: bool) -> None:
        """Margins of a line of its own above the list, or of a part of the line above."""
        self._row.setContentsMargins(*((16, 0, 8, 10) if alone else (12, 0, 4, 0)))

    def look_at(self, scope: Scope, project: int = 0) -> None:
        """List the findings of another scope; with ``project``, of that one of the year alone."""
        self.scope, self.project = scope, project
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

    def take_in(self, of: int) -> None:
        """List every level and topic again, and a project that the scope leaves out."""
        self.show_all()
        if of not in self._in_scope():
            self.look_at(Scope.HERE if of == self._desk.project else Scope.YEAR)

    def listed(self) -> tuple[Finding, ...]:
        """The findings to list; the counts and names shown follow."""
        if self.project not in (dossier.id for dossier in self._desk.filed):
            self.project = 0  # it was deleted, or another year is shown
        here = tuple(f for f in self._inside() if self.topic in ("", f.topic))
        self._name_scope()
        self.levels.set_counts(signs(counts(here)))
        only = self.levels.current()
        return tuple(f for f in here if only in (None, SIGNS[f.level]))

    def hides(self) -> bool:
        """Whether there is something to list in the scope, of another level or topic."""
        return bool(self._inside())

    def is_blank(self) -> bool:
        """Whether nothing has been typed yet in the scope that could be checked."""
        dossiers = self._desk.book.dossiers
        return not any(is_begun(dossiers[project]) for project in self._in_scope() if project in dossiers)

    def waiting(self) -> int:
        """How many findings of the scope are open, of whatever level and topic."""
        return sum(counts(self._inside()).values())

    def _inside(self) -> tuple[Finding, ...]:
        """The findings of the scope."""
        return tuple(f for project in self._in_scope() for f in self._desk.findings(project))

    def _in_scope(self) -> tuple[int, ...]:
        """The numbers of the projects whose findings are listed."""
        desk = self._desk
        if self.scope is Scope.YEAR:
            return tuple(dossier.id for dossier in desk.filed if self.project in (0, dossier.id))
        whole = desk.whole if self.scope is Scope.WHOLE else None
        return (whole.id if whole else desk.project,)

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
        named = here if self.scope is Scope.HERE else self.scope.value
        if self.project:
            named = title_of(desk.book.dossiers[self.project])
        self.scopes.setToolTip(f"校验范围：{named}" if self.project else "校验范围")
        self.scopes.set_text(shortened(named, _NAME))

    def _fill_projects(self) -> None:
        """The projects of the year with something to list, and how much."""
        self.projects.clear()
        for dossier in self._desk.filed:
            found = sum(f.open for f in self._desk.findings(dossier.id))
            if not found and dossier.id != self.project:
                continue
            action = self.projects.addAction(f"{title_of(dossier)}　{found}")
            action.setCheckable(True)
            action.setChecked(dossier.id == self.project)
            self._one_project.addAction(action)
            action.triggered.connect(lambda _=False, project=dossier.id: self.look_at(Scope.YEAR, project))
        if self.projects.isEmpty():
            self.projects.addAction("全年没有要处理的问题").setEnabled(False)

    def _fill_topics(self) -> None:
        """The topics with something to list, and how much."""
        menu = self.topics.menu
        menu.clear()
        found = [f.topic for f in self._inside() if f.open]
        for topic in ("", *(topic for topic in TOPICS if topic in found or topic == self.topic)):
            action = menu.addAction(f"{topic}　{found.count(topic)}" if topic else f"全部　{len(found)}")
            action.setCheckable(True)
            action.setChecked(topic == self.topic)
            self._one_topic.addAction(action)
            action.triggered.connect(lambda _=False, topic=topic: self.look_for(topic))
