"""The window: top bar, projects, page, findings, status line; what gives way when it gets narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.model import Place
from ui.desk import Desk
from ui.look.notices import Notice, Remark
from ui.look.signs import Sign
from ui.pages.basics import UnitPage
from ui.panels.bars import HEIGHT, LOW_HEIGHT, StatusLine, TopBar
from ui.panels.export import ExportButton
from ui.panels.findings import FindingsPanel, FindingsRail
from ui.panels.project import ProjectView
from ui.panels.projects import WIDTH as PROJECTS_WIDTH
from ui.panels.projects import ProjectPanel, ProjectRail
from ui.places import Tab

WIDE, ROOMY, NARROW = 1600, 1340, 1100  # logical widths where something folds (look: layout)
LOW = 600  # logical height below which bars and heads get lower
_FINDINGS_WIDTHS = ((WIDE, 396), (ROOMY, 320), (NARROW, 304))


class Window(QMainWindow):
    """One window on one book."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._folded: dict[Tab, bool] = {}  # the clerk's own choice for the right side, page by page
        self.export = ExportButton(desk, self)
        self.top = TopBar(desk, self.export)
        self.projects = ProjectPanel(desk)
        self.rail = ProjectRail(desk)
        self.project = ProjectView(desk)
        self.unit = UnitPage(desk)
        self.findings = FindingsPanel(desk)
        self.findings_rail = FindingsRail(desk)
        self.status = StatusLine(desk)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.project)
        self._middle.addWidget(self.unit)
        self._put_together()
        self._connect()
        self._shortcuts()
        self._title()
        self.resize(1366, 697)
        self.fold()

    def _put_together(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for widget in (self.rail, self.projects, self._middle, self.findings, self.findings_rail):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(2, 1)
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
        self.projects.unit_wanted.connect(lambda: self.show_unit(True))
        self.rail.unit.clicked.connect(lambda: self.show_unit(True))
        self.projects.project_wanted.connect(lambda: self.show_unit(False))
        self.projects.chosen.connect(self._hide_floating)
        self.rail.list.clicked.connect(self._float_projects)
        self.findings.folded.connect(lambda: self._choose_fold(True))
        self.findings_rail.unfold.clicked.connect(lambda: self._choose_fold(False))
        self.project.tabs.currentChanged.connect(lambda _: self.fold())
        self.export.finished.connect(self.status.show_exported)
        desk.failed.connect(self._show_trouble)
        desk.asked_for.connect(self._go)
        desk.selected.connect(lambda _: self._title())
        desk.selected.connect(lambda _: self.show_unit(False))
        desk.changed.connect(lambda _: self._title())
        desk.wants_reason.connect(lambda _: self._choose_fold(False))

    def _shortcuts(self) -> None:
        keys: tuple[tuple[QKeySequence | QKeySequence.StandardKey | str, Callable[[], None]], ...] = (
            (QKeySequence.StandardKey.Undo, self.desk.undo),
            ("Ctrl+Y", self.desk.redo),
            ("Ctrl+Shift+Z", self.desk.redo),
            ("F8", self.next_finding),
            (QKeySequence.StandardKey.Find, self._find),
            ("Ctrl+E", self.export.open_menu),
        )
        for key, do in keys:
            QShortcut(QKeySequence(key), self, activated=do)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_unit(self, on: bool) -> None:
        """Show the unit's page, or the project's."""
        if on:
            self.unit.reload()
        self._middle.setCurrentWidget(self.unit if on else self.project)
        self.projects.show_unit(on)
        self.rail.unit.setChecked(on)
        self.rail.list.setChecked(not on)
        self.fold()

    def next_finding(self) -> None:
        """Jump to the next open finding (F8)."""
        found = self.desk.next_finding(self.findings.chosen())
        if found is None:
            self.desk.tell("没有要处理的问题。")
        else:
            self.findings.choose(found)

    def _go(self, place: Place) -> None:
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
        self.status.show_unsaved()
        remark = (Sign.ERROR, f"{sentence}您输入的内容还在原处，没有丢。")
        self.notify("刚才的修改没有存进账套", (remark,))

    def notify(self, result: str, remarks: tuple[Remark, ...], place: str = "") -> None:
        """Show a notice above the status line."""
        Notice(result, place, remarks, (), self).present(self.status.height())

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
        folded = self._folded.get(self.project.tab, by_need)
        self.findings.setVisible(not folded)
        self.findings_rail.setVisible(folded)
        self.project.set_margin(24 if wide >= ROOMY else 16)
        self.project.set_low(self.height() < LOW)
        self.top.setFixedHeight(LOW_HEIGHT if self.height() < LOW else HEIGHT)
        self._size(wide)

    def _size(self, wide: int) -> None:
        right = next((width for least, width in _FINDINGS_WIDTHS if wide >= least), 304)
        left = max(PROJECTS_WIDTH, self.projects.width())
        self._splitter.setSizes([44, left, max(1, wide - left - right), right, 44])

    def _choose_fold(self, folded: bool) -> None:
        self._folded[self.project.tab] = folded
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

    # --- its place on the screen -------------------------------------------------------------------------------------

    def restore_place(self, settings: QSettings) -> None:
        """Where the window stood last time."""
        geometry = settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def keep_place(self, settings: QSettings) -> None:
        """Remember where the window stands."""
        settings.setValue("window/geometry", self.saveGeometry())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whatever is being typed goes into the book first; an export stops after its file."""
        if self.focusWidget() is not None:
            self.focusWidget().clearFocus()
        self.export.stop()
        super().closeEvent(event)
