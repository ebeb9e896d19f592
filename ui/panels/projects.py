"""The left side: the pages of unit and year, and the projects with their state; a rail where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QMenu, QVBoxLayout

from core.headers import WHOLE_UNIT_NAME
from core.kinds import shown
from core.model import Dossier
from core.reading import execution_is_low
from core.rules.finding import Level
from core.search.searching import is_called
from ui.desk import Desk
from ui.look.buttons import icon_button
from ui.look.cards import Panel, Rule
from ui.look.fields import LineField, label
from ui.look.meters import MeterValue, Tone
from ui.look.rail import PROJECT, NavRow, ProjectDelegate, ProjectItem, RailButton
from ui.look.signs import Counts, Stage
from ui.stages import signs, stage_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WIDTH, RAIL_WIDTH = 232, 44
NEW_TIP = "新项目（Ctrl+N）"
OVERVIEW = "年度概览"
_TOO_LONG = 1000  # %; the words of such a rate need the room of its meter, which has been full for long


class ProjectModel(QAbstractListModel):
    """The projects of the year whose names hold the filter's words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = ""
        self._ids: tuple[int, ...] = ()
        self._items: dict[int, ProjectItem] = {}

    def refresh(self, touched: frozenset[int] | None = None) -> None:
        """Take the list from the book; only ``touched`` projects are read anew when the rows are the same."""
        found = [d for d in self._desk.dossiers if is_called(d.project.name, self._wanted)]
        ids = tuple(d.id for d in found)
        if ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self._items = {d.id: self._item(d) for d in found}
            self.endResetModel()
            return
        for row, dossier in enumerate(found):
            if touched is None or dossier.id in touched:
                item = self._item(dossier)
                if item == self._items[dossier.id]:
                    continue
                self._items[dossier.id] = item
                self.dataChanged.emit(self.index(row), self.index(row))

    def filter(self, words: str) -> None:
        """Show only projects whose name holds these words, or whose initials they are."""
        self._wanted = words.strip()
        self.refresh()

    def project(self, index: Index) -> int:
        """The project behind a row."""
        return self._ids[index.row()]

    def index_of(self, project: int) -> QModelIndex:
        """The row of a project; invalid when it is filtered out."""
        return self.index(self._ids.index(project)) if project in self._ids else QModelIndex()

    def _item(self, dossier: Dossier) -> ProjectItem:
        counts = self._desk.counts(dossier.id)
        name = dossier.project.name or "未命名项目"
        stage = stage_of(dossier, counts)
        if stage is Stage.EMPTY:
            return ProjectItem(name, note="还没有填")
        values, scores = self._desk.values_of(dossier.id), self._desk.scores_of(dossier.id)
        rate = values.computed.get(("total", "execution_rate"))
        tone = Tone.LOW if execution_is_low(values) else Tone.ORDINARY
        return ProjectItem(
            name,
            signs(counts),
            ready=stage is Stage.READY and self._desk.is_checked,
            rate="执行 —" if rate is None else f"执行 {shown(rate, 0)} %",
            meter=None if rate is None or rate >= _TOO_LONG else MeterValue(float(rate) / 100, tone),
            score="" if scores is None or scores.total is None else shown(scores.total, 2),
            known="" if scores is None or scores.total is not None else _points(scores.known),
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Projects shown."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The painted item, and its words."""
        if not index.isValid():
            return None
        item = self._items[self._ids[index.row()]]
        if role == PROJECT:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.words
        return None


def _points(known: Decimal) -> str:
    """The points there are while others are missing: they are no score; blank when there are none yet."""
    return f"已得 {shown(known, 2)}" if known else ""


class ProjectList(QListView):
    """The projects; a row whose words change stays as high as it was, so that nothing else is laid out or painted."""

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: list[int] | None = None) -> None:
        """Paint the rows anew."""
        for row in range(first.row(), last.row() + 1):
            self.update(self.model().index(row, 0))


class ProjectPanel(Panel):
    """Unit page, the unit's dossier of the year, its projects, filter and “new”."""

    overview_wanted = Signal()
    unit_wanted = Signal()
    check_wanted = Signal()
    whole_wanted = Signal()
    project_wanted = Signal()
    chosen = Signal()  # a row was clicked: a panel that floats can go away

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "r")
        self.desk = desk
        self.model = ProjectModel(desk)
        self._projects_shown = True
        self._whole_counts: Counts = ()
        self._open: dict[int, Mapping[Level, int]] = {}  # findings that wait, by project
        self._open_counts: Counts = ()
        self.overview = NavRow(OVERVIEW, "chart")
        self.overview.clicked.connect(self.overview_wanted)
        self.unit = NavRow("单位信息", "clipboard")
        self.unit.clicked.connect(self.unit_wanted)
        self.check = NavRow("提交前检查", "shield")
        self.check.clicked.connect(self.check_wanted)
        self.whole = NavRow(WHOLE_UNIT_NAME, "building")
        self.whole.clicked.connect(self.whole_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 1, 0)
        column.setSpacing(0)
        for row in (self.overview, self.unit, self.check, self.whole):
            column.addWidget(row)
        column.addSpacing(8)
        column.addWidget(Rule())
        column.addLayout(self._head())
        self.filter = LineField("", "名称里的字或拼音首字母", icon_name="search")
        self.filter.textChanged.connect(self._narrow)
        self.filter.hide()
        around = QHBoxLayout()
        around.setContentsMargins(12, 0, 12, 6)
        around.addWidget(self.filter)
        column.addLayout(around)
        column.addWidget(self._list(), 1)
        self.setMinimumWidth(180)
        desk.followed.connect(self._refresh)
        desk.selected.connect(lambda _: self._refresh(None))
        self._refresh(None)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 8, 12, 4)
        row.setSpacing(0)
        self._count = label("", "caption", "faint")
        funnel = icon_button("filter", "筛选项目", small=True)
        funnel.clicked.connect(self._toggle_filter)
        self.add = icon_button("plus", "新项目", small=True)
        self.add.setToolTip(NEW_TIP)
        self.add.clicked.connect(lambda: self.desk.add_project())
        self.add.setEnabled(not self.desk.read_only)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(funnel)
        row.addWidget(self.add)
        return row

    def _list(self) -> QListView:
        self.view = ProjectList()
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setItemDelegate(ProjectDelegate(self.view))
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName("项目")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.clicked.connect(lambda _: self.chosen.emit())
        return self.view

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.project_wanted.emit()
            self.desk.choose_project(self.model.project(index))

    def _refresh(self, touched: frozenset[int] | None) -> None:
        self.model.refresh(touched)
        self._count.setText(f"项目 {len(self.desk.dossiers)}")
        if self.desk.whole is not None or self._whole_counts:
            self._show_whole()
        self._show_open(touched)
        index = self.model.index_of(self.desk.project)
        flags = QItemSelectionModel.SelectionFlag
        if index != self.view.currentIndex() and self._projects_shown:
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def _show_whole(self) -> None:
        """What is open in the unit's dossier stands beside its row."""
        whole = self.desk.whole
        counts = () if whole is None else signs(self.desk.counts(whole.id))
        if counts != self._whole_counts:
            self._whole_counts = counts
            self.whole.set_counts(counts)

    def _show_open(self, touched: frozenset[int] | None) -> None:
        """What is open in the whole year stands beside 提交前检查; only ``touched`` projects are counted anew."""
        filed = tuple(dossier.id for dossier in self.desk.filed)
        known = {} if touched is None else {number: self._open[number] for number in filed if number in self._open}
        again = [number for number in filed if number not in known or touched is None or number in touched]
        self._open = {**known, **{number: self.desk.counts(number) for number in again}}
        counts = signs({level: sum(one[level] for one in self._open.values()) for level in Level})
        if counts != self._open_counts:
            self._open_counts = counts
            self.check.set_counts(counts)

    def _narrow(self, words: str) -> None:
        """Show the projects that hold the words; the one that is shown keeps its mark."""
        self.model.filter(words)
        self._refresh(frozenset())

    def mark(self, *, overview: bool, unit: bool, check: bool, whole: bool, project: bool) -> None:
        """Mark the row of what is shown; none of them is where a page of the program itself is."""
        self.overview.setChecked(overview)
        self.unit.setChecked(unit)
        self.check.setChecked(check)
        self.whole.setChecked(whole)
        self._projects_shown = project
        if project:
            self._refresh(frozenset())
        else:
            self.view.selectionModel().clear()

    def _toggle_filter(self) -> None:
        self.filter.setVisible(self.filter.isHidden())
        if self.filter.isHidden():
            self.filter.clear()
        else:
            self.filter.setFocus()

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setEnabled(not self.desk.read_only)
        menu.addAction("新项目").triggered.connect(lambda: self.desk.add_project())
        if index.isValid():
            project = self.model.project(index)
            menu.addAction("复制为新项目").triggered.connect(lambda: self.desk.copy_project(project))
            menu.addAction("删除这个项目").triggered.connect(lambda: self.desk.remove_project(project))
        menu.popup(self.view.viewport().mapToGlobal(at))


class ProjectRail(Panel):
    """The left side folded to icons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "r")
        self.setFixedWidth(RAIL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 0, 9)
        column.setSpacing(4)
        self.overview = RailButton("chart", OVERVIEW)
        self.overview.setCheckable(True)
        self.unit = RailButton("clipboard", "单位信息")
        self.unit.setCheckable(True)
        self.check = RailButton("shield", "提交前检查")
        self.check.setCheckable(True)
        self.whole = RailButton("building", WHOLE_UNIT_NAME)
        self.whole.setCheckable(True)
        self.list = RailButton("list", "项目")
        self.list.setCheckable(True)
        self.list.setChecked(True)
        self.add = RailButton("plus", "新项目")
        self.add.setToolTip(NEW_TIP)
        self.add.clicked.connect(lambda: desk.add_project())
        self.add.setEnabled(not desk.read_only)
        for widget in (self.overview, self.unit, self.check, self.whole, self.list):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.add)

    def mark(self, *, overview: bool, unit: bool, check: bool, whole: bool, project: bool) -> None:
        """Mark the button of what is shown."""
        self.overview.setChecked(overview)
        self.unit.setChecked(unit)
        self.check.setChecked(check)
        self.whole.setChecked(whole)
        self.list.setChecked(project)
