"""The right side: what does not add up, grouped by who waits; Enter jumps, the chosen finding opens."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout

from core.rules.finding import Finding, Level
from ui.bound import SIGNS
from ui.desk import Desk
from ui.look.buttons import Kind, MenuButton, icon_button
from ui.look.cards import EmptyPlace, Panel
from ui.look.chips import FilterChips
from ui.look.fields import label
from ui.look.finding_item import (
    FINDING,
    ChosenFinding,
    ChosenFindingWidget,
    Figure,
    FindingDelegate,
    FindingGroup,
    FindingItem,
)
from ui.look.rail import RailButton
from ui.look.signs import Counts, CountsLabel, Sign
from ui.panels.reason import ReasonBox
from ui.places import path_of, title_of
from ui.stages import signs
from ui.ways import ways_out

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
RAIL_WIDTH = 44
_HERE, _EVERYWHERE = "本项目", "全部项目"
_LOW = 740  # window height below which the basis line is dropped


class FindingModel(QAbstractListModel):
    """Groups and findings, one row each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: tuple[FindingGroup | Finding, ...] = ()

    def show_findings(self, findings: tuple[Finding, ...], only: Sign | None) -> None:
        """Show these findings under the heads of their levels; ``only`` one level of them."""
        rows: list[FindingGroup | Finding] = []
        for level in Level:
            inside = [f for f in findings if f.level is level and only in (None, SIGNS[level])]
            if inside:
                rows.append(FindingGroup(SIGNS[level], sum(1 for f in inside if f.open)))
                rows += sorted(inside, key=lambda f: not f.open)
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def finding(self, index: Index) -> Finding | None:
        """The finding of a row; None for the head of a group."""
        row = self.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Finding) else None

    def index_of(self, subject: str, project: int) -> QModelIndex:
        """The row of a finding."""
        for number, row in enumerate(self.rows):
            if isinstance(row, Finding) and (row.subject, row.project) == (subject, project):
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads of groups cannot be chosen."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.finding(index) else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The painted item, and its words."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == FINDING:
            return row if isinstance(row, FindingGroup) else self._item(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.words if isinstance(row, FindingGroup) else row.message
        return None

    def _item(self, finding: Finding) -> FindingItem:
        reason = f"已写说明：{finding.reason}　数变了会重新提出。" if finding.reason else ""
        link = finding.fixes[0].label if finding.fixes else "写说明" if finding.answerable else ""
        return FindingItem(SIGNS[finding.level], finding.message, self._path(finding), link, reason)

    def _path(self, finding: Finding) -> tuple[str, ...]:
        dossier = self._desk.book.dossiers.get(finding.project)
        if not finding.places or dossier is None:
            return (finding.topic,)
        path = path_of(finding.places[0], self._desk.form_of(finding.project), dossier)
        elsewhere = (title_of(dossier),) if finding.project != self._desk.project else ()
        return (*elsewhere, *path.split(" › "))


def _head(finding: Finding) -> str:
    """The sentence of the chosen finding: what its figures below say is not said twice."""
    what, colon, _ = finding.message.partition("：")
    return f"{what}。" if colon and len(finding.sides) > 1 else finding.message


class FindingsPanel(Panel):
    """The list with its filter; below it, when asked for, the box for the clerk's reason."""

    folded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "l")
        self.desk = desk
        self.model = FindingModel(desk)
        self._chosen: tuple[str, int] | None = None
        self.everywhere = False
        """Whether the findings of the whole year are listed."""
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addLayout(self._filters())
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list())
        self._stack.addWidget(EmptyPlace("shield", "没有发现问题", "数与数、数与文字都对得上。"))
        column.addLayout(self._stack, 1)
        self.reason = ReasonBox(desk)
        column.addWidget(self.reason)
        self.setMinimumWidth(260)
        desk.changed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())
        desk.wants_reason.connect(self.reason.ask)
        self.refresh()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 14, 12, 8)
        self._title = label("校验", "section")
        fold = icon_button("panel", "收起校验", small=True)
        fold.clicked.connect(self.folded)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(fold)
        return row

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 8, 10)
        self._filter = FilterChips()
        self._filter.chosen.connect(lambda _: self.refresh())
        self._scope = MenuButton(_HERE, Kind.QUIET, small=True, tip="校验范围")
        self._here = self._scope.menu.addAction(_HERE)
        self._here.triggered.connect(lambda: self._look_at(False))
        self._scope.menu.addAction(_EVERYWHERE).triggered.connect(lambda: self._look_at(True))
        row.addWidget(self._filter)
        row.addStretch(1)
        row.addWidget(self._scope)
        return row

    def _list(self) -> QListView:
        self.view = QListView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("校验结果")
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self._delegate = FindingDelegate(self.view)
        self._delegate.link_clicked.connect(self._follow_link)
        self.view.setItemDelegate(self._delegate)
        self.view.setModel(self.model)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._jump)
        return self.view

    def _look_at(self, everywhere: bool) -> None:
        self.everywhere = everywhere
        self.refresh()

    def _name_scope(self) -> None:
        """What is listed: this project or the unit's dossier, or everything of the year."""
        shown = self.desk.dossier
        here = title_of(shown) if shown is not None and shown.is_unit else _HERE
        self._here.setText(here)
        self._scope.set_text(_EVERYWHERE if self.everywhere else here)

    def refresh(self) -> None:
        """Show the findings as the book stands; the chosen one stays chosen while it is there."""
        desk = self.desk
        self._name_scope()
        projects = [d.id for d in desk.filed] if self.everywhere else [desk.project]
        findings = tuple(f for project in projects for f in desk.findings(project))
        counts = desk.year_counts() if self.everywhere else desk.counts()
        self._title.setText(f"校验 {sum(counts.values())}")
        self._filter.set_counts(signs(counts))
        self.model.show_findings(findings, self._filter.current())
        self._stack.setCurrentIndex(0 if self.model.rows else 1)
        if self._chosen is not None:
            self._open(self.model.index_of(*self._chosen))

    def choose(self, finding: Finding) -> None:
        """Open a finding in the list and jump to its cell."""
        index = self.model.index_of(finding.subject, finding.project)
        if not index.isValid():
            self._filter.choose(None)
            self.refresh()
            index = self.model.index_of(finding.subject, finding.project)
        self._open(index)
        self.view.scrollTo(index)
        self._jump(index)

    def chosen(self) -> Finding | None:
        """The finding that is open in the list."""
        return self.model.finding(self.model.index_of(*self._chosen)) if self._chosen else None

    def _clicked(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None:
            self._open(index)
            self._jump(index)

    def _open(self, index: QModelIndex) -> None:
        """Show one finding in full; the one before closes."""
        before = self.model.index_of(*self._chosen) if self._chosen else QModelIndex()
        if before.isValid():
            self.view.setIndexWidget(before, None)
        finding = self.model.finding(index)
        self._chosen = (finding.subject, finding.project) if finding else None
        if finding is not None and finding.open:
            widget = ChosenFindingWidget(self._in_full(finding))
            widget.show_basis(self.window().height() >= _LOW)
            self.view.setIndexWidget(index, widget)
        self.view.setCurrentIndex(index)
        self.view.doItemsLayout()

    def _in_full(self, finding: Finding) -> ChosenFinding:
        first = finding.sides[0].caption if finding.sides else ""
        figures = tuple(
            Figure(s.caption, s.figure.removesuffix("\u00a0个百分点"), off=s.caption == first) for s in finding.sides
        )
        return ChosenFinding(SIGNS[finding.level], _head(finding), figures, finding.basis, ways_out(self.desk, finding))

    def _follow_link(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None and not finding.reason:
            ways = ways_out(self.desk, finding)
            self._jump(index)
            if ways:
                ways[0][1]()

    def _jump(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None and finding.places:
            self.desk.go_to(finding.places[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew."""
        super().resizeEvent(event)
        self.view.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps to the chosen finding's cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.view.currentIndex())
        else:
            super().keyPressEvent(event)


class FindingsRail(Panel):
    """The right side folded: counts never go away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "l")
        self._desk = desk
        self.setFixedWidth(RAIL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(12)
        self.unfold = RailButton("panel", "展开校验")
        column.addWidget(self.unfold)
        self._shown: Counts = ()
        self._counts = CountsLabel(upright=True)
        column.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        desk.changed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show how many findings of each level are open."""
        counts = signs(self._desk.counts())
        if counts != self._shown:
            self._shown = counts
            self._counts.set_counts(counts)
