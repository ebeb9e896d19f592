"""The middle: title, form, tabs and the page that is shown, of a project or of the unit's dossier (部门整体)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.forms.model import Form
from core.model import Dossier, Place
from core.rules.finding import Level
from ui.desk import Desk
from ui.forms import grouped
from ui.look.buttons import icon_button, open_below
from ui.look.cards import EmptyPlace, Panel
from ui.look.chips import StageChip
from ui.look.fields import Dropdown, label
from ui.look.signs import Counts, Stage
from ui.look.tabs import Tabs
from ui.pages.page import Page
from ui.panels.headline import headline
from ui.panels.keyboard import come_into
from ui.panels.words import OneLine
from ui.places import Tab, tab_of, tab_of_finding, tabs_for, title_of
from ui.stages import signs, stage_of

if TYPE_CHECKING:
    from ui.pages.accounts import AccountsPage
    from ui.pages.basics import BasicsPage
    from ui.pages.evidence import EvidencePage
    from ui.pages.funds import FundsPage
    from ui.pages.goals import GoalsPage
    from ui.pages.indicators import IndicatorsPage
    from ui.pages.prose import ProsePage
    from ui.pages.score_sheet import ScorePage
    from ui.pages.summary import SummaryPage

TABS, LOW_TABS = 40, 34  # heights

ProjectPage: TypeAlias = (
    "BasicsPage | FundsPage | GoalsPage | IndicatorsPage | AccountsPage | ScorePage | ProsePage | EvidencePage"
    " | SummaryPage"
)


class ProjectView(QWidget):
    """One project, or the unit's dossier: head, tabs, pages.

    A page is made when it is first shown and reloaded only while it is.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[Tab, ProjectPage] = {}
        self._margin = 24
        self._low = self._crowded = False
        self._stale: set[Tab] = set()
        self._behind = False  # whether something has changed while another page was shown
        self._counts: dict[Tab, Counts] = {}  # as the tabs show them
        self._forms: tuple[Form, ...] = ()  # as they are offered; all of them when somebody looks
        self._tabs: tuple[Tab, ...] = ()  # of what is shown
        self._entering = QTimer(self, singleShot=True)  # Qt tells of a click on a tab before it turns to it
        self._entering.timeout.connect(self.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self.stack = QStackedWidget()
        self.empty = EmptyPlace("file", "还没有项目", "新建一个项目，按表样一页一页往下填。",
                                (("新项目", lambda: desk.add_project()),))  # fmt: skip
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        desk.changed.connect(lambda _: self._follow())
        desk.selected.connect(lambda _: self._follow())
        desk.asked_for.connect(self.go)
        self.tabs.currentChanged.connect(lambda _: self._show_page())
        self.tabs.tabBarClicked.connect(lambda _: self._entering.start(0))
        self.tabs.setCurrentIndex(list(Tab).index(Tab.FUNDS))
        self.refresh()

    def _head(self) -> QWidget:
        self.head = Panel("paper", "b")
        column = QVBoxLayout(self.head)
        column.setSpacing(0)
        self._title_row = QWidget()
        row = QHBoxLayout(self._title_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.title = OneLine("title")
        self._stage = Stage.EMPTY
        self.stage = StageChip(self._stage)
        self.figures = OneLine("caption", "soft")
        self.form = Dropdown()
        self.form.setAccessibleName("表样")
        self.form.activated.connect(self._choose_form)
        self.form.wanted.connect(self.offer_forms)
        self.more = icon_button("more", "更多：复制或删除项目")
        self.more.clicked.connect(self._open_more)
        row.addWidget(self.title)
        row.addWidget(self.stage)
        row.addWidget(self.figures)
        row.addStretch(1)
        row.addWidget(label("表样", "caption", "soft"))
        row.addWidget(self.form)
        row.addWidget(self.more)
        column.addWidget(self._title_row)
        self.tabs = Tabs(tuple(Tab), high=TABS)
        self.tabs.setAccessibleName("项目的各页")
        self.tabs.setToolTip("换页（Ctrl+PgUp、Ctrl+PgDn）")
        self._beside_tabs = OneLine("body_bold", "soft")
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.tabs, 0)
        line.addStretch(1)
        line.addWidget(self._beside_tabs)
        column.addLayout(line)
        self._beside_tabs.hide()
        return self.head

    @property
    def tab(self) -> Tab:
        """The page that is shown."""
        return list(Tab)[self.tabs.currentIndex()]

    def page(self, tab: Tab) -> ProjectPage:
        """A page of the project."""
        if tab not in self._pages:
            made = _page_of(tab, self.desk)
            made.set_margin(self._margin)
            if isinstance(made, Page):
                made.set_low(self._low)
            self._pages[tab] = made
            self.stack.addWidget(made)
        return self._pages[tab]

    def show_tab(self, tab: Tab) -> None:
        """Show a page; where what is shown has no such page, nothing happens."""
        if not self._tabs or tab in self._tabs:
            self.tabs.setCurrentIndex(list(Tab).index(tab))

    def turn(self, by: int) -> None:
        """Show the next page (1) or the one before (-1), round at the ends."""
        if self._tabs:
            self.show_tab(self._tabs[(self._tabs.index(self.tab) + by) % len(self._tabs)])

    def enter(self) -> None:
        """Give the keyboard to the page that is shown, where it was last; in a table to the first cell that waits."""
        if self.desk.dossier is not None:
            page = self.page(self.tab)
            come_into(page, page.entrance())

    def set_margin(self, margin: int) -> None:
        """Margins of all pages, 24 or 16 px."""
        self._margin = margin
        above, below = (7, 3) if self._low else (14, 6)
        self.head.layout().setContentsMargins(margin, above, margin, 0)
        self.head.layout().setSpacing(below)
        for page in self._pages.values():
            page.set_margin(margin)

    def set_low(self, low: bool) -> None:
        """Where the screen is low the head is 42 instead of 52 px high above its tabs."""
        self._low = low
        self.tabs.set_high(LOW_TABS if low else TABS)
        self._show_head()
        self.set_margin(self._margin)
        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_low(low)

    def set_crowded(self, crowded: bool) -> None:
        """Whether something lies below the page: on a low screen the head is one line then, name and tabs."""
        self._crowded = crowded
        self._show_head()

    def _show_head(self) -> None:
        close = self._low and self._crowded
        self._title_row.setVisible(not close)
        self._beside_tabs.setVisible(close)

    def _follow(self) -> None:
        """Something has changed: show it now, or when the project is seen next, behind a page of the year."""
        self._behind = self.isHidden()
        if not self._behind:
            self.refresh()

    def _catch_up(self) -> None:
        if self._behind:
            self._behind = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened meanwhile."""
        super().showEvent(event)
        self._catch_up()

    def refresh(self) -> None:
        """Head, tabs and the page that is shown, as the book stands; the others when they are shown next."""
        dossier = self.desk.dossier
        self.head.setVisible(dossier is not None)
        if dossier is None:
            self.stack.setCurrentWidget(self.empty)
            return
        for title in (self.title, self._beside_tabs):
            title.set_text(title_of(dossier))
        stage = stage_of(dossier, self.desk.counts())
        if stage is not self._stage:
            self._stage = stage
            self.stage.set_stage(stage)
        self.stage.setVisible(not dossier.is_unit and self.desk.is_checked)
        self.more.setVisible(not dossier.is_unit)
        self.figures.setVisible(dossier.is_unit)
        if dossier.is_unit:
            self.figures.set_text(headline(self.desk.values))
        self._show_form()
        self._show_tabs(dossier)
        self._show_counts()
        self._stale = set(self._pages)
        self._show_page()

    def _show_page(self) -> None:
        if self.desk.dossier is None:
            return
        tab = self.tab
        try:
            if tab in self._stale:
                self.page(tab).reload()
                self._stale.discard(tab)
        finally:  # whatever became of it: what it stores on the way may have turned to another tab
            self.stack.setCurrentWidget(self.page(self.tab))

    def _show_tabs(self, dossier: Dossier) -> None:
        """The tabs of what is shown; the first one where the page at hand is not among them."""
        tabs = tabs_for(dossier, self.desk.form)
        if tabs != self._tabs:
            at = self.tab if self.tab in tabs else tabs[0] if dossier.is_unit else Tab.FUNDS
            self._tabs = tabs
            with QSignalBlocker(self.tabs):  # while they come and go Qt steps to others, whose pages nobody asked for
                for number, tab in enumerate(Tab):
                    self.tabs.setTabVisible(number, tab in tabs)
                self.show_tab(at)
            self.tabs.currentChanged.emit(self.tabs.currentIndex())

    def _show_counts(self) -> None:
        form = self.desk.form
        found = Counter((tab_of_finding(f, form), f.level) for f in self.desk.findings() if f.open)
        for number, tab in enumerate(Tab):
            counts = signs({level: found[tab, level] for level in Level})
            if counts != self._counts.get(tab):
                self._counts[tab] = counts
                self.tabs.set_counts(number, counts)

    def _show_form(self) -> None:
        """The form it has; reading the others takes longer than opening the window."""
        if self.form.findData(self.desk.form.id) < 0:
            self._offer((self.desk.form,))
        self.form.setCurrentIndex(self.form.findData(self.desk.form.id))
        self.form.setEnabled(not self.desk.read_only)

    def offer_forms(self) -> None:
        """Offer the forms made for what is shown, and in any case the one it has."""
        dossier = self.desk.dossier
        if dossier is not None:
            fitting = self.desk.forms_for("unit" if dossier.is_unit else "project")
            self._offer(fitting if self.desk.form in fitting else (self.desk.form, *fitting))
            self.form.setCurrentIndex(self.form.findData(self.desk.form.id))

    def _offer(self, forms: tuple[Form, ...]) -> None:
        if forms != self._forms:
            self._forms = forms
            groups = ((stage, tuple((form.name, form.id) for form in inside)) for stage, inside in grouped(forms))
            self.form.offer(tuple(groups))

    def _choose_form(self, row: int) -> None:
        """Change the form and say what the new one does not print."""
        project, form = self.desk.project, self.desk.forms()[self.form.itemData(row)]
        place = Place("project", project, "form")
        if form is self.desk.form or not self.desk.type_text(place, form.id, f"改用表样“{form.name}”"):
            return
        kept = len(self.desk.unprinted(project))
        told = f"有 {kept} 项内容这个表样不印，都保留着，列在“基本信息”页下方。" if kept else "填过的内容都印。"
        self.desk.tell(f"已改用“{form.name}”；{told}")

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        project = self.desk.project
        menu.addAction("复制为新项目").triggered.connect(lambda: self.desk.copy_project(project))
        menu.addSeparator()
        menu.addAction("删除这个项目").triggered.connect(lambda: self.desk.remove_project(project))
        menu.setEnabled(not self.desk.read_only)
        open_below(self.more, menu, flush=True)

    def go(self, place: Place) -> None:
        """Show the page of a cell and bring the cell into view."""
        if place.table == "unit" or self.desk.dossier is None:
            return
        self._catch_up()
        tab = tab_of(place, self.desk.form)
        if tab in self._tabs:
            self.show_tab(tab)
            self.page(tab).go(place)


def _page_of(tab: Tab, desk: Desk) -> ProjectPage:
    """A new page; what it is made of is imported now and not before."""
    match tab:
        case Tab.BASICS:
            from ui.pages.basics import BasicsPage as Made
        case Tab.FUNDS:
            from ui.pages.funds import FundsPage as Made
        case Tab.GOALS:
            from ui.pages.goals import GoalsPage as Made
        case Tab.INDICATORS:
            from ui.pages.indicators import IndicatorsPage as Made
        case Tab.ACCOUNTS:
            from ui.pages.accounts import AccountsPage as Made
        case Tab.SCORES:
            from ui.pages.score_sheet import ScorePage as Made
        case Tab.PROSE:
            from ui.pages.prose import ProsePage as Made
        case Tab.EVIDENCE:
            from ui.pages.evidence import EvidencePage as Made
        case Tab.SUMMARY:
            from ui.pages.summary import SummaryPage as Made
    return Made(desk)
