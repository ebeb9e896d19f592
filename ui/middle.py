"""What lies side by side in the window, and what gives way when it gets narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui.desk import Desk
from ui.panels.findings import FindingsRail
from ui.panels.projects import RAIL_WIDTH, ProjectPanel, ProjectRail
from ui.panels.projects import WIDTH as PROJECTS_WIDTH
from ui.panels.right_side import RightSide
from ui.panels.sides import Sides
from ui.places import Tab
from ui.rooms import Rooms

WIDE, ROOMY, NARROW = 1600, 1340, 1100  # logical widths where something folds (look: layout)
_FINDINGS_WIDTHS = ((WIDE, 396), (ROOMY, 320), (NARROW, 304), (0, 288))
_PREVIEW_WIDTHS = ((WIDE, 660), (ROOMY, 432), (NARROW, 304), (0, 272))
_BELOW, _LEAST_PAGE = 162, 150  # heights: 校验 below the page of a narrow window, and what is left to the page
_WITH_WIDE_TABLES = (Tab.INDICATORS, Tab.ACCOUNTS, Tab.SCORES)


class Middle(QSplitter):
    """Rail or list of projects, the page, findings or preview or their rail; folded by need, or as the clerk chose.

    Where it is narrow the findings lie below the page: its table needs the whole width.
    """

    def __init__(self, desk: Desk, rooms: Rooms) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.sides = Sides()
        """The clerk's own widths and folds."""
        self.rooms = rooms
        self.projects = ProjectPanel(desk)
        self.rail = ProjectRail(desk)
        self.right = RightSide(desk)
        self.findings_rail = FindingsRail(desk)
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._centre.addWidget(rooms)
        self._centre.setStretchFactor(0, 1)
        for splitter in (self, self._centre):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        for widget in (self.rail, self.projects, self._centre, self.right, self.findings_rail):
            self.addWidget(widget)
        self._centre.splitterMoved.connect(lambda *_: self._drawn_below())
        self.setStretchFactor(2, 1)
        self.splitterMoved.connect(self._dragged)
        self.right.folded.connect(lambda: self._choose_fold(True))
        self.right.turned.connect(self._choose_preview)
        self.right.findings.reason.closed.connect(self.fold)
        self.findings_rail.unfold.clicked.connect(lambda: self._choose_fold(False))
        self.projects.chosen.connect(self.hide_floating)
        self.rail.list.clicked.connect(self._float_projects)
        rooms.project.tabs.currentChanged.connect(lambda _: self.fold())
        rooms.turned.connect(self._turn)
        desk.wants_reason.connect(lambda _: self.fold())

    def areas(self) -> tuple[QWidget, ...]:
        """The parts F6 goes round, as they are shown now."""
        left = self.rail if self.projects.isHidden() else self.projects
        right = self.findings_rail if self.right.isHidden() else self.right
        return (left, self.rooms, right)

    def _tab(self) -> Tab:
        return self.rooms.project.tab

    def fold(self) -> None:
        """Lay out for the present width; the clerk's own choice of the right side wins on its page."""
        wide = self.window().width()
        narrow = wide < NARROW
        self.rail.setVisible(narrow)
        if narrow:
            self.projects.hide()
        elif self.projects.isHidden() or self.projects.parent() is not self:
            self._dock_projects()
        by_need = narrow or (wide < WIDE and self._tab() in _WITH_WIDE_TABLES)
        alone = self.rooms.stands_alone
        reason = self.right.findings.reason
        folded = self.sides.folded.get(self._tab(), by_need) and reason.isHidden()
        self.right.setVisible(not folded and not alone)
        if reason.isHidden():
            self.right.show_preview(self.sides.preview.get(self._tab(), self._tab() is Tab.PROSE))
        self.findings_rail.setVisible(folded and not alone)
        self._lay_below(narrow and reason.isHidden() and not self.right.previews)
        self._size(wide)

    def _lay_below(self, on: bool) -> None:
        """The right side below the page, or beside it: pages to look at, and room to write, are upright."""
        below, at_work = self._centre.indexOf(self.right) >= 0, self.window().focusWidget()
        if on and not below:
            self._centre.addWidget(self.right)
        elif below and not on:
            self.insertWidget(self.indexOf(self.findings_rail), self.right)
        if on is not below and at_work is not None and self.right.isAncestorOf(at_work):
            at_work.setFocus()  # it lost the keyboard on the way
        self.right.lie_below(on)
        self.rooms.project.set_crowded(on and not self.right.isHidden())
        if on:
            room = self._centre.height()
            high = min(self.sides.below or _BELOW, max(_BELOW, room - _LEAST_PAGE))
            self._centre.setSizes([max(1, room - high - self._centre.handleWidth()), high])

    def _drawn_below(self) -> None:
        """The clerk's own height stays."""
        self.sides.below = self.right.height()

    def _size(self, wide: int) -> None:
        """Widths of what lies here now: a list that floats does not."""
        need = next(width for least, width in self._right_widths() if wide >= least)
        widths = {
            self.rail: RAIL_WIDTH,
            self.projects: self.sides.left,
            self.right: min(self.sides.width_of(self._tab(), self.right.previews) or need, wide // 2),
            self.findings_rail: RAIL_WIDTH,
        }
        inside = [self.widget(number) for number in range(self.count())]
        seen = [widget for widget in inside if not widget.isHidden()]
        taken = sum(widths.get(widget, 0) for widget in seen) + self.handleWidth() * (len(seen) - 1)
        self.setSizes([widths.get(widget, max(1, wide - taken)) for widget in inside])

    def _right_widths(self) -> tuple[tuple[int, int], ...]:
        return _PREVIEW_WIDTHS if self.right.previews else _FINDINGS_WIDTHS

    def _turn(self) -> None:
        """Another page is shown: its row is marked on the left, and the right side is its own."""
        self.hide_floating()
        here, dossier = self.rooms.here, self.rooms.desk.dossier
        inside = here == "project"
        whole = here == "no_whole" or (inside and dossier is not None and dossier.is_unit)
        for side in (self.projects, self.rail):
            side.mark(
                overview=here == "overview",
                unit=here == "unit",
                check=here == "readiness",
                whole=whole,
                project=inside and not whole,
            )
        self.fold()

    # --- what the clerk chooses --------------------------------------------------------------------------------------

    def _dragged(self, _: int, handle: int) -> None:
        """The clerk's own widths stay."""
        if self.widget(handle) is self.right:
            self.sides.keep_width(self._tab(), self.right.previews, self.right.width())
        elif self.widget(handle) is self._centre and not self.projects.isHidden():
            self.sides.left = self.projects.width()

    def _choose_preview(self, on: bool) -> None:
        """The clerk's choice of 校验 or 预览 is that of the page at hand."""
        self.sides.preview[self._tab()] = on
        self.fold()

    def _choose_fold(self, folded: bool) -> None:
        if folded:
            self.right.findings.reason.store()
        self.sides.folded[self._tab()] = folded
        self.fold()

    # --- the list where it has no room of its own --------------------------------------------------------------------

    def _float_projects(self) -> None:
        """The list comes over the page."""
        if self.projects.isVisible():
            self.hide_floating()
            return
        self.projects.setParent(self.parentWidget())
        self.projects.setGeometry(QRect(self.rail.width(), self.y(), PROJECTS_WIDTH, self.height()))
        self.projects.show()
        self.projects.raise_()

    @property
    def floats(self) -> bool:
        """Whether the list lies over the page."""
        return self.window().width() < NARROW and not self.projects.isHidden()

    def hide_floating(self) -> None:
        """The list goes again; the keyboard goes back to the page."""
        at = self.window().focusWidget()
        if self.floats:
            self.projects.hide()
            if at is not None and self.projects.isAncestorOf(at):
                self.rooms.enter()

    def _dock_projects(self) -> None:
        self.insertWidget(1, self.projects)
        self.projects.show()
