"""The window: top bar, projects, page, findings, status line; what gives way when it gets narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model import Place
from core.overview import DEADLINE
from ui.desk import Desk
from ui.look.cards import Action, EmptyPlace
from ui.look.notices import Notice, Remark
from ui.look.signs import Sign
from ui.pages.basics import UnitPage
from ui.pages.checks import SWITCHED_OFF
from ui.pages.forms import FormsPage
from ui.pages.overview import OverviewPage
from ui.pages.readiness import ReadinessPage
from ui.pages.replace import ReplacePage
from ui.pages.rules import RulesPage
from ui.pages.takeover import TakeoverPage
from ui.panels.bars import HEIGHT, LOW_HEIGHT, StatusLine, TopBar
from ui.panels.export import ExportButton
from ui.panels.findings import FindingsRail
from ui.panels.history import HistoryPanel
from ui.panels.keyboard import go_round, step_out
from ui.panels.project import ProjectView
from ui.panels.projects import RAIL_WIDTH, ProjectPanel, ProjectRail
from ui.panels.projects import WIDTH as PROJECTS_WIDTH
from ui.panels.right_side import RightSide
from ui.panels.rule_card import RuleCards
from ui.panels.sides import Sides
from ui.places import Tab

WIDE, ROOMY, NARROW = 1600, 1340, 1100  # logical widths where something folds (look: layout)
LOW = 600  # logical height below which bars and heads get lower
USUAL_SIZE = QSize(1366, 697)  # a common screen less the bars of Windows
_NO_WHOLE = (
    "这里收一年只填一次、各项目共用的内容，例如按单位写的一份报告。"
    "现在用的表样都没有这样的内容；有项目改用按单位出报告的表样以后，再来填写。"
)
_FINDINGS_WIDTHS = ((WIDE, 396), (ROOMY, 320), (NARROW, 304))
_PREVIEW_WIDTHS = ((WIDE, 660), (ROOMY, 432), (NARROW, 304))


class Window(QMainWindow):
    """One window on one book."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.sides = Sides()
        """The clerk's own widths and folds."""
        self._notice: Notice | None = None
        self._refused = self._may_close = False
        self._year = desk.year
        self.export = ExportButton(desk, self)
        self.top = TopBar(desk, self.export)
        self.projects = ProjectPanel(desk)
        self.rail = ProjectRail(desk)
        self.project = ProjectView(desk)
        self.unit = UnitPage(desk)
        self.right = RightSide(desk)
        self.findings = self.right.findings
        self.findings_rail = FindingsRail(desk)
        self.status = StatusLine(desk)
        self._middle = QStackedWidget()
        self.forms = FormsPage(desk)
        self.overview = OverviewPage(desk)
        self.takeover = TakeoverPage(desk)
        self.replace = ReplacePage(desk)
        self.history = HistoryPanel(desk)
        self.readiness = ReadinessPage(desk)
        self.rules = RulesPage(desk)
        self.no_whole = EmptyPlace("building", "部门整体没有要填的内容", _NO_WHOLE)
        pages = (self.project, self.unit, self.forms, self.readiness, self.rules, self.no_whole)
        for page in (*pages, self.overview, self.takeover, self.replace, self.history):
            self._middle.addWidget(page)
        self.cards = RuleCards(desk, self, (self.right, self.findings_rail), self.show_rules)
        self._put_together()
        self._connect()
        self._shortcuts()
        self._title()
        self.resize(USUAL_SIZE)
        self.fold()

    def _put_together(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for widget in (self.rail, self.projects, self._middle, self.right, self.findings_rail):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(2, 1)
        self._splitter.splitterMoved.connect(self._dragged)
        around = QWidget()
        around.setObjectName("window")
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.status)
        self.setCentralWidget(around)

    def _connect(self) -> None:
        desk = self.desk
        self._connect_year()
        self.projects.unit_wanted.connect(lambda: self.show_unit(True))
        self.rail.unit.clicked.connect(lambda: self.show_unit(True))
        self.projects.check_wanted.connect(lambda: self.show_readiness())
        self.rail.check.clicked.connect(lambda: self.show_readiness())
        self.readiness.rules_wanted.connect(self._show_rules_of)
        self.readiness.unit_wanted.connect(lambda: self.show_unit(True))
        self.readiness.whole_wanted.connect(self.show_whole)
        self.readiness.export_wanted.connect(self.export.ask_everything)
        self.readiness.protocol_wanted.connect(self.export.ask_protocol)
        self.projects.whole_wanted.connect(self.show_whole)
        self.rail.whole.clicked.connect(self.show_whole)
        self.projects.project_wanted.connect(lambda: self.show_unit(False))
        self.projects.chosen.connect(self._hide_floating)
        self.rail.list.clicked.connect(self._float_projects)
        self.right.folded.connect(lambda: self._choose_fold(True))
        self.right.turned.connect(self._choose_preview)
        self.findings.rules_wanted.connect(lambda: self.show_rules())
        self.findings_rail.unfold.clicked.connect(lambda: self._choose_fold(False))
        self.project.tabs.currentChanged.connect(lambda _: self.fold())
        self.findings.reason.closed.connect(self.fold)
        self.status.next_wanted.connect(self.next_finding)
        self.export.finished.connect(self.status.show_exported)
        self.export.told.connect(self.notify)
        desk.removed.connect(self._offer_undo)
        desk.failed.connect(self._show_trouble)
        desk.asked_for.connect(self._go)
        desk.selected.connect(lambda _: self._title())
        desk.selected.connect(lambda _: self._show_selected())
        desk.changed.connect(lambda _: self._title())
        desk.wants_reason.connect(lambda _: self.fold())

    def _connect_year(self) -> None:
        """The pages that speak of all projects of a year, or of the whole book."""
        self.projects.overview_wanted.connect(self.show_overview)
        self.rail.overview.clicked.connect(self.show_overview)
        self.overview.takeover_wanted.connect(self.show_takeover)
        self.top.search.replace_wanted.connect(self.show_replace)
        self.overview.history_wanted.connect(self.show_history)
        self.history.moved.connect(self.show_history)
        self.takeover.taken.connect(self.show_takeover)
        self.overview.check_wanted.connect(self.show_readiness)
        self.overview.summary_wanted.connect(self.export.ask_summary)
        self.overview.whole_wanted.connect(self.show_whole)
        self.overview.export_wanted.connect(self.export.ask_everything)

    def _shortcuts(self) -> None:
        keys: tuple[tuple[QKeySequence | QKeySequence.StandardKey | str, Callable[[], None]], ...] = (
            (QKeySequence.StandardKey.Undo, self.desk.undo),
            ("Ctrl+Y", self.desk.redo),
            ("Ctrl+Shift+Z", self.desk.redo),
            ("F8", self.next_finding),
            (QKeySequence.StandardKey.Find, self._find),
            (QKeySequence.StandardKey.Replace, lambda: self.show_replace()),
            ("Ctrl+E", self.export.open_menu),
            ("Ctrl+N", self.desk.add_project),
            ("Ctrl+PgDown", lambda: self.project.turn(1)),
            ("Ctrl+PgUp", lambda: self.project.turn(-1)),
            ("F6", lambda: go_round(self._areas(), 1)),
            ("Shift+F6", lambda: go_round(self._areas(), -1)),
            ("Ctrl+Tab", lambda: step_out(self, 1)),
            ("Ctrl+Shift+Tab", lambda: step_out(self, -1)),
        )
        for key, do in keys:
            QShortcut(QKeySequence(key), self, activated=do)

    def _areas(self) -> tuple[QWidget, ...]:
        """The parts F6 goes round, as they are shown now."""
        left = self.rail if self.projects.isHidden() else self.projects
        right = self.findings_rail if self.right.isHidden() else self.right
        return (left, self._middle, right, self.top)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_unit(self, on: bool) -> None:
        """Show the unit's page, or the project's."""
        if on:
            self.unit.reload()
        self._show(self.unit if on else self.project)

    def _show_selected(self) -> None:
        """Show what was chosen; another year is looked at on the page at hand where that speaks of all projects."""
        turned, self._year = self._year != self.desk.year, self.desk.year
        if not (turned and self._middle.currentWidget() in (self.readiness, self.overview)):
            self.show_unit(False)

    def show_whole(self) -> None:
        """Show the unit's dossier of the year, or what it would be for."""
        self._show(self.project if self.desk.choose_whole() else self.no_whole)

    def show_overview(self) -> None:
        """Show 年度概览."""
        self._turn_to(self.overview)

    def show_takeover(self) -> None:
        """Show 从上年带入."""
        self._turn_to(self.takeover)

    def show_replace(self, words: str = "") -> None:
        """Show 替换文字, beginning with some words."""
        self._turn_to(self.replace)
        self.replace.look_for(words or self.replace.old.text())

    def show_history(self) -> None:
        """Show 历史和回收站."""
        self._turn_to(self.history)

    def show_readiness(self, check: str = "") -> None:
        """Show 提交前检查, with one check in view when it is named."""
        self._turn_to(self.readiness)
        if check:
            self.readiness.choose(check)

    def show_rules(self, rule: str = "") -> None:
        """Show 规则设置, with one rule in view when it is named."""
        self.desk.leaving.emit()
        self._show(self.rules)
        if rule:
            self.rules.go(rule)

    def _show_rules_of(self, check: str) -> None:
        """Show the rules behind a check of 提交前检查."""
        self.show_rules()
        self.rules.show_off() if check == SWITCHED_OFF else self.rules.go_to_topic(check)

    def show_forms(self) -> None:
        """Show the list of forms."""
        self.forms.reload()
        self._show(self.forms)

    def _turn_to(self, page: QWidget) -> None:
        """Show a page that speaks of all projects, when what is being typed is in the book."""
        self.desk.leaving.emit()
        self._hide_floating()
        self._show(page)

    def _show(self, page: QWidget) -> None:
        self._middle.setCurrentWidget(page)
        dossier = self.desk.dossier
        inside = page is self.project
        whole = page is self.no_whole or (inside and dossier is not None and dossier.is_unit)
        for side in (self.projects, self.rail):
            side.mark(
                overview=page is self.overview,
                unit=page is self.unit,
                check=page is self.readiness,
                whole=whole,
                project=inside and not whole,
            )
        self.fold()

    def next_finding(self) -> None:
        """Jump to the next open finding (F8)."""
        found = self.desk.next_finding(self.findings.chosen())
        if found is None:
            self.desk.tell("没有要处理的问题。")
        else:
            self.findings.choose(found)

    def _go(self, place: Place) -> None:
        if place == DEADLINE:
            self.show_overview()
            self.overview.go(place)
            return
        self.show_unit(place.table == "unit")
        if place.table == "unit":
            self.unit.go(place)

    def _find(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _title(self) -> None:
        unit = self.desk.book.unit.name or self.desk.path.stem
        self.setWindowTitle(f"绩评本 — {unit} · {self.desk.year} 年度")

    def _show_trouble(self, sentence: str) -> None:
        """The disk refused: say it where it does not go by, and that nothing typed is lost."""
        self._refused = True
        self.status.show_unsaved()
        remark = (Sign.ERROR, f"{sentence}您输入的内容还在原处，没有丢。")
        self.notify("刚才的修改没有存进账套", (remark,))

    def notify(
        self, result: str, remarks: tuple[Remark, ...], place: str = "", ways: tuple[Action, ...] = ()
    ) -> Notice:
        """Show a notice above the status line; the one before goes."""
        if self._notice is not None:
            self._notice.go()
        notice = self._notice = Notice(result, place, remarks, ways, self)
        notice.closed.connect(lambda: self._forget(notice))
        notice.present(self.status.height())
        return notice

    def _forget(self, notice: Notice) -> None:
        if self._notice is notice:
            self._notice = None

    def _offer_undo(self, name: str) -> None:
        """A project is gone: a way back for as long as it is the newest step."""
        notice = self.notify(f"已删除“{name}”", (), ways=(("撤销", self.desk.undo),))
        self.desk.changed.connect(notice.go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted closes the notice."""
        typing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        if event.key() == Qt.Key.Key_Escape and self._notice is not None and not typing:
            self._notice.go()
        else:
            super().keyPressEvent(event)

    # --- what gives way ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold by need."""
        super().resizeEvent(event)
        self.fold()
        self.export.place_card()

    def fold(self) -> None:
        """Lay out for the present width; the clerk's own choice of the right side wins on its page."""
        wide = self.width()
        narrow = wide < NARROW
        self.rail.setVisible(narrow)
        self.top.search.set_narrow(narrow)
        if narrow:
            self.projects.hide()
        elif self.projects.isHidden() or self.projects.parent() is not self._splitter:
            self._dock_projects()
        by_need = narrow or (wide < WIDE and self.project.tab is Tab.INDICATORS)
        of_all = (self.overview, self.takeover, self.replace, self.history, self.readiness, self.rules)
        alone = self._middle.currentWidget() in of_all  # of all projects: the findings of one are not for here
        folded = self.sides.folded.get(self.project.tab, by_need) and self.findings.reason.isHidden()
        self.right.setVisible(not folded and not alone)
        if self.findings.reason.isHidden():
            self.right.show_preview(self.sides.preview.get(self.project.tab, False))
        self.findings_rail.setVisible(folded and not alone)
        self.project.set_margin(24 if wide >= ROOMY else 16)
        self.project.set_low(self.height() < LOW)
        self.top.setFixedHeight(LOW_HEIGHT if self.height() < LOW else HEIGHT)
        self._size(wide)

    def _size(self, wide: int) -> None:
        """Widths of what lies in the splitter now: a list that floats does not."""
        need = next((width for least, width in self._right_widths() if wide >= least), 304)
        widths = {
            self.rail: RAIL_WIDTH,
            self.projects: self.sides.left,
            self.right: min(self.sides.width_of(self.project.tab, self.right.previews) or need, wide // 2),
            self.findings_rail: RAIL_WIDTH,
        }
        inside = [self._splitter.widget(number) for number in range(self._splitter.count())]
        seen = [widget for widget in inside if not widget.isHidden()]
        taken = sum(widths.get(widget, 0) for widget in seen) + self._splitter.handleWidth() * (len(seen) - 1)
        self._splitter.setSizes([widths.get(widget, max(1, wide - taken)) for widget in inside])

    def _dragged(self, _: int, handle: int) -> None:
        """The clerk's own widths stay."""
        if self._splitter.widget(handle) is self.right:
            self.sides.keep_width(self.project.tab, self.right.previews, self.right.width())
        elif self._splitter.widget(handle) is self._middle and not self.projects.isHidden():
            self.sides.left = self.projects.width()

    def _right_widths(self) -> tuple[tuple[int, int], ...]:
        return _PREVIEW_WIDTHS if self.right.previews else _FINDINGS_WIDTHS

    def _choose_preview(self, on: bool) -> None:
        """The clerk's choice of 校验 or 预览 is that of the page at hand."""
        self.sides.preview[self.project.tab] = on
        self.fold()

    def _choose_fold(self, folded: bool) -> None:
        if folded:
            self.findings.reason.store()
        self.sides.folded[self.project.tab] = folded
        self.fold()

    def _float_projects(self) -> None:
        """Where the list has no room of its own it comes over the page."""
        if self.projects.isVisible():
            self._hide_floating()
            return
        self.projects.setParent(self.centralWidget())
        top, bottom = self.top.height(), self.status.height()
        self.projects.setGeometry(self.rail.width(), top, PROJECTS_WIDTH, self.height() - top - bottom)
        self.projects.show()
        self.projects.raise_()

    def _hide_floating(self) -> None:
        if self.width() < NARROW:
            self.projects.hide()

    def _dock_projects(self) -> None:
        self._splitter.insertWidget(1, self.projects)
        self.projects.show()

    # --- leaving ------------------------------------------------------------------------------------------------------

    def store_all(self) -> bool:
        """Put whatever is being typed into the book; False, with a notice, when the disk refuses."""
        self._refused = False
        if self.focusWidget() is not None:
            self.focusWidget().clearFocus()
        self.desk.leaving.emit()
        if self._refused:
            remark = (Sign.ERROR, "现在关闭，刚才输入的内容会丢失；请先处理磁盘的问题，再关闭。")
            self.notify("还有内容没有存进账套", (remark,), ways=(("仍然关闭", self._close_anyway),))
        return not self._refused

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whatever is being typed goes into the book first; an export stops after its file."""
        if not self._may_close and not self.store_all():
            event.ignore()
            return
        self.export.stop()
        self.right.preview.stop()
        super().closeEvent(event)
