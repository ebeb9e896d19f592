"""The middle of the window: the project, and the pages beside it, each made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.model import Place
from core.years.deadline import is_deadline, year_of
from ui.desk import Desk
from ui.look.cards import EmptyPlace
from ui.pages.page import Page
from ui.pages.year_page import LOW, ROOMY, YearPage
from ui.panels.export import ExportButton
from ui.panels.keyboard import come_into
from ui.panels.project import ProjectView

if TYPE_CHECKING:
    from ui.pages.basics import UnitPage
    from ui.pages.forms import FormsPage
    from ui.pages.intake import IntakePage
    from ui.pages.keeping import KeepingPage
    from ui.pages.overview import OverviewPage
    from ui.pages.readiness import ReadinessPage
    from ui.pages.replace import ReplacePage
    from ui.pages.rules import RulesPage
    from ui.pages.takeover import TakeoverPage
    from ui.panels.history import HistoryPanel

_Page = TypeVar("_Page", bound=QWidget)
_NO_WHOLE = (
    "这里收一年只填一次、各项目共用的内容，例如按单位写的一份报告。"
    "现在用的表样都没有这样的内容；有项目改用按单位出报告的表样以后，再来填写。"
)


class Rooms(QStackedWidget):
    """Shows one page at a time.  A page is imported, made and connected by the attribute that names it."""

    turned = Signal()  # another page is shown
    told = Signal(str, object, str)  # result, remarks and place, for a notice

    def __init__(self, desk: Desk, export: ExportButton) -> None:
        super().__init__()
        self.desk = desk
        self._export = export
        self._year = desk.year
        self.project = self._furnished("project", ProjectView(desk))
        desk.asked_for.connect(self._go)
        desk.selected.connect(lambda _: self._show_selected())

    def _furnished(self, name: str, page: _Page) -> _Page:
        page.setObjectName(name)
        self.addWidget(page)
        self._fit(page)
        return page

    def _fit(self, page: QWidget) -> None:
        """Margins of the pages that have no head of their own: as those that have one."""
        if isinstance(page, Page):
            page.set_margin(24 if self.width() >= ROOMY else 16)
            page.set_low(self.height() < LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Margins by the room there is."""
        super().resizeEvent(event)
        for number in range(self.count()):
            self._fit(self.widget(number))

    # --- the pages -------------------------------------------------------------------------------------------------

    @cached_property
    def unit(self) -> UnitPage:
        """单位信息."""
        from ui.pages.basics import UnitPage

        page = self._furnished("unit", UnitPage(self.desk))
        page.takeover_wanted.connect(self.show_takeover)
        return page

    @cached_property
    def no_whole(self) -> EmptyPlace:
        """What stands in for 部门整体 where no form asks for it."""
        return self._furnished("no_whole", EmptyPlace("building", "部门整体没有要填的内容", _NO_WHOLE))

    @cached_property
    def forms(self) -> FormsPage:
        """表样."""
        from ui.pages.forms import FormsPage

        return self._furnished("forms", FormsPage(self.desk))

    @cached_property
    def overview(self) -> OverviewPage:
        """年度概览."""
        from ui.pages.overview import OverviewPage

        page = self._furnished("overview", OverviewPage(self.desk))
        page.takeover_wanted.connect(self.show_takeover)
        page.history_wanted.connect(self.show_history)
        page.check_wanted.connect(self.show_readiness)
        page.whole_wanted.connect(self.show_whole)
        page.summary_wanted.connect(self._export.ask_summary)
        page.export_wanted.connect(self._export.ask_everything)
        return page

    @cached_property
    def takeover(self) -> TakeoverPage:
        """从上年带入."""
        from ui.pages.takeover import TakeoverPage

        page = self._furnished("takeover", TakeoverPage(self.desk))
        page.taken.connect(self.show_takeover)
        return page

    @cached_property
    def intake(self) -> IntakePage:
        """读入资料."""
        from ui.pages.intake import IntakePage

        page = self._furnished("intake", IntakePage(self.desk))
        page.project_wanted.connect(self.show_project)
        return page

    @cached_property
    def replace(self) -> ReplacePage:
        """替换文字."""
        from ui.pages.replace import ReplacePage

        return self._furnished("replace", ReplacePage(self.desk))

    @cached_property
    def history(self) -> HistoryPanel:
        """历史和回收站."""
        from ui.panels.history import HistoryPanel

        page = self._furnished("history", HistoryPanel(self.desk))
        page.moved.connect(self.show_history)
        return page

    @cached_property
    def readiness(self) -> ReadinessPage:
        """提交前检查."""
        from ui.pages.readiness import ReadinessPage

        page = self._furnished("readiness", ReadinessPage(self.desk))
        page.rules_wanted.connect(self._show_rules_of)
        page.unit_wanted.connect(self.show_unit)
        page.whole_wanted.connect(self.show_whole)
        page.export_wanted.connect(self._export.ask_everything)
        page.protocol_wanted.connect(self._export.ask_protocol)
        return page

    @cached_property
    def rules(self) -> RulesPage:
        """规则设置."""
        from ui.pages.rules import RulesPage

        return self._furnished("rules", RulesPage(self.desk))

    @cached_property
    def keeping(self) -> KeepingPage:
        """账套与备份."""
        from ui.pages.keeping import KeepingPage

        page = self._furnished("keeping", KeepingPage(self.desk))
        page.told.connect(self.told)
        return page

    # --- what is shown ---------------------------------------------------------------------------------------------

    @property
    def here(self) -> str:
        """The name of the page that is shown."""
        return self.currentWidget().objectName()

    @property
    def is_of_year(self) -> bool:
        """Whether the page that is shown speaks of all projects: the findings of one are not for there."""
        return isinstance(self.currentWidget(), YearPage)

    @property
    def looked_at(self) -> int | None:
        """The one project to which the page that is shown was narrowed; None for all."""
        return self.readiness.only if self.here == "readiness" else None

    @property
    def stands_alone(self) -> bool:
        """Whether findings have nothing to say beside the page that is shown: one of the year, or 表样."""
        return self.is_of_year or self.here == "forms"

    def return_to(self, name: str) -> None:
        """Show the page of a name that :attr:`here` gave, of this window or another on the same book."""
        shows: dict[str, Callable[[], object]] = {
            "overview": self.show_overview,
            "unit": self.show_unit,
            "readiness": self.show_readiness,
            "no_whole": self.show_whole,
            "takeover": self.show_takeover,
            "intake": self.show_intake,
            "replace": self.show_replace,
            "history": self.show_history,
            "keeping": self.show_keeping,
            "rules": self.show_rules,
            "forms": self.show_forms,
        }
        shows.get(name, self.show_project)()

    def _turn_to(self, page: QWidget) -> None:
        """Show a page, when what is being typed is in the book; those of the year speak of what was found."""
        at = self.window().focusWidget()
        comes = page is not self.currentWidget() and at is not None and self.isAncestorOf(at)
        if page is not self.project:
            self.desk.leaving.emit()
            self.desk.check_now()
        self.setCurrentWidget(page)
        if comes:
            self.enter()
        self.turned.emit()

    def enter(self) -> None:
        """Give the keyboard to the page at hand.

        Qt would give it to whatever Tab reaches first, where a stray key types into the deadline or changes the form.
        """
        if self.here == "project":
            self.project.enter()
        elif self.here == "overview":
            self.overview.entrance().setFocus()
        else:
            come_into(self.currentWidget())

    def show_project(self) -> None:
        """Show the project, or the unit's dossier, that is chosen."""
        self._turn_to(self.project)

    def show_unit(self) -> None:
        """Show 单位信息."""
        self.unit.reload()
        self._turn_to(self.unit)

    def _show_selected(self) -> None:
        """Show what was chosen; another year is looked at on the page at hand where that speaks of all projects.

        A year that is begun begins on 年度概览, which offers what can be brought from the year before.
        """
        turned, self._year = self._year != self.desk.year, self.desk.year
        if turned and self.here in ("readiness", "overview"):
            return
        if turned and self.desk.dossier is None:
            self.show_overview()
        else:
            self.show_project()

    def show_whole(self) -> None:
        """Show the unit's dossier of the year, or what it would be for."""
        self._turn_to(self.project if self.desk.choose_whole() else self.no_whole)

    def show_overview(self) -> None:
        """Show 年度概览."""
        self._turn_to(self.overview)

    def show_takeover(self) -> None:
        """Show 从上年带入."""
        self._turn_to(self.takeover)

    def show_intake(self) -> None:
        """Show 读入资料."""
        self._turn_to(self.intake)

    def show_replace(self, words: str = "") -> None:
        """Show 替换文字, beginning with some words."""
        self._turn_to(self.replace)
        self.replace.look_for(words or self.replace.old.text())

    def show_history(self) -> None:
        """Show 历史和回收站."""
        self._turn_to(self.history)

    def show_keeping(self) -> KeepingPage:
        """Show 账套与备份, and return it."""
        self._turn_to(self.keeping)
        return self.keeping

    def show_readiness(self, check: str = "") -> None:
        """Show 提交前检查, with one check in view when it is named."""
        self._turn_to(self.readiness)
        if check:
            self.readiness.choose(check)

    def show_rules(self, rule: str = "") -> None:
        """Show 规则设置, with one rule in view when it is named."""
        self._turn_to(self.rules)
        if rule:
            self.rules.go(rule)

    def _show_rules_of(self, check: str) -> None:
        """Show the rules behind a check of 提交前检查."""
        from ui.pages.checks import SWITCHED_OFF

        self.show_rules()
        self.rules.show_off() if check == SWITCHED_OFF else self.rules.go_to_topic(check)

    def show_forms(self) -> None:
        """Show the list of forms."""
        self.forms.reload()
        self._turn_to(self.forms)

    def _go(self, place: Place) -> None:
        if is_deadline(place):
            if (year := year_of(place)) not in (0, self.desk.year):
                self.desk.choose_year(year)
            self.show_overview()
            self.overview.go(place)
        elif place.table == "unit":
            self.show_unit()
            self.unit.go(place)
        else:
            self.show_project()
