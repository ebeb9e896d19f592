"""提交前检查: one screen for the year of what is missing, contradicts, was answered or waits; export always goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from core.answers import NOTED
from core.export.files import Format
from core.model import UNIT_ROW, Place
from core.rules.finding import Level
from ui.desk import Desk
from ui.look.buttons import Button, Kind, MenuButton
from ui.look.cards import Card, EmptyPlace, IconLabel, Rule
from ui.look.check_list import CHECK, LOW_ROW, ROW, CheckHead, CheckLine, CheckRow, CheckRowDelegate, CheckView
from ui.look.fields import label
from ui.look.signs import counts_in_words
from ui.pages.checks import CONFIRM, FILL, MISSING, OPEN_PROJECT, OPEN_UNIT, Check, Entry, Group, checks
from ui.pages.verdict import VerdictCard
from ui.pages.year_page import LOW, YearPage
from ui.panels.words import shortened
from ui.places import title_of
from ui.stages import signs

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EVERYTHING, _ONE = "全部项目", "只看一个项目"
_NAME = 16  # characters of a project's name on the button; its tool tip has all of them
_LIST_WIDTHS = (296, 216)
_SHAPES = ((250, LOW_ROW), (224, 24), (118, 19))
"""Px above and below the rows, and the least height of one: with the whole verdict, with the low one, with one line."""
_AS_HIGH_AS_THERE_IS_ROOM = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
_PROTOCOLS = (
    (Format.PDF, "存为 pdf（可打印）"),
    (Format.DOCX, "存为 docx（可打印、可改）"),
    (Format.XLSX, "存为 xlsx"),
)
_Shown = CheckRow | CheckHead | CheckLine


class _Rows(QAbstractListModel):
    """Painted rows, one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[_Shown, ...] = ()

    def show_rows(self, rows: Sequence[_Shown]) -> None:
        """Show other rows; where as many stand as before, only those that differ are painted anew."""
        new = tuple(rows)
        if len(new) == len(self.rows):
            old, self.rows = self.rows, new
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self.rows = new
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The painted row, and its words."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == CHECK:
            return row
        return row.words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


class ReadinessPage(YearPage):
    """The gate: nothing is forbidden here, everything is said."""

    export_wanted = Signal()
    rules_wanted = Signal(str)  # words of the check whose rules are wanted
    unit_wanted = Signal()
    whole_wanted = Signal()
    protocol_wanted = Signal(object)  # Format of the 审核说明

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "提交前检查")
        self.only: int | None = None
        """The one project that is looked at; None for all."""
        self.checks: tuple[Check, ...] = ()
        self._chosen = ""  # name of the check whose lines are shown
        self._behind: tuple[Group | Entry, ...] = ()  # what lies behind the lines, one by one
        self._fill_head()
        self.verdict = VerdictCard()
        self.column.addWidget(self.verdict)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._checks_card())
        row.addWidget(self._lines_card(), 1)
        self.column.addLayout(row, 1)

    # --- what it is made of --------------------------------------------------------------------------------------

    def _fill_head(self) -> None:
        self.project = MenuButton(_EVERYTHING, Kind.QUIET, icon_name="filter", tip=_ONE)
        self.project.menu.aboutToShow.connect(self._fill_projects)
        self.protocol = MenuButton("审核说明", Kind.PLAIN, tip="校验的规则和结果，可以打印，随材料一起报送", flush=True)
        for format, words in _PROTOCOLS:
            self.protocol.menu.addAction(words).triggered.connect(
                lambda _=False, format=format: self.protocol_wanted.emit(format)
            )
        self.head.addWidget(self.project)
        self.head.addWidget(self.protocol)

    def _checks_card(self) -> Card:
        self._list_card = Card("检查内容", " ")
        self.list = QListView()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("检查内容")
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(*_AS_HIGH_AS_THERE_IS_ROOM)
        self._row_delegate = CheckRowDelegate(self.list)
        self.list.setItemDelegate(self._row_delegate)
        self._rows = _Rows()
        self.list.setModel(self._rows)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self._list_card.body.addWidget(self.list)
        self._list_card.body.addSpacing(8)
        return self._list_card

    def _lines_card(self) -> Card:
        self._card = Card(" ", " ")
        self.basis = Button("规则和依据", Kind.QUIET, icon_name="library", small=True, tip="这些规则的依据、例子和设置")
        self.basis.clicked.connect(lambda: self.rules_wanted.emit(self._chosen))
        self._card.tools.addWidget(self.basis)
        self.view = CheckView()
        self.view.setSizePolicy(*_AS_HIGH_AS_THERE_IS_ROOM)
        self._lines = _Rows()
        self.view.setModel(self._lines)
        self.view.chosen.connect(lambda index: self._jump(index.row()))
        self.view.way_taken.connect(lambda index: self._take_way(index.row()))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._card.body.addLayout(self._stack, 1)
        self._card.body.addWidget(self._foot())
        return self._card

    def _foot(self) -> QWidget:
        """Export goes on in every case, and what is still open is written down."""
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(10)
        self._told = label("", "caption", "soft", wrap=True)
        self.export = Button("导出报送材料", Kind.FIX, icon_name="export", small=True, tip="全部项目，所有文件类型")
        self.export.clicked.connect(self.export_wanted)
        row.addWidget(IconLabel("file"))
        row.addWidget(self._told, 1)
        row.addWidget(self.export)
        column.addLayout(row)
        return foot

    # --- what it shows -------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Everything as the book stands."""
        desk = self.desk
        if self.only is not None and self.only not in {dossier.id for dossier in desk.filed}:
            self.only = None
        ready = desk.readiness() if self.only is None else desk.readiness().of(self.only)
        self.checks = checks(desk, ready)
        only = "" if self.only is None else title_of(desk.book.dossiers[self.only])
        self.verdict.show_state(ready, desk.counts(self.only) if only else desk.year_counts(), only)
        self.caption.set_text(f"规则随填随查，最近 {datetime.now():%H:%M}")
        self.project.set_text(shortened(only, _NAME) or _EVERYTHING)
        self.project.setToolTip(f"只看“{only}”" if only else _ONE)
        self.export.setEnabled(bool(desk.dossiers))
        self.protocol.setEnabled(bool(desk.dossiers))
        self._told.setText(self._told_of_export())
        self._list_card.caption.setText(f"{len(self.checks)} 项")
        self._rows.show_rows([check.row for check in self.checks])
        self._fit_rows(self.height() < LOW)
        self._show_chosen()

    def _told_of_export(self) -> str:
        """Files are written of all projects, whichever is looked at."""
        counts = {**self.desk.year_counts(), Level.HINT: 0}
        left = counts_in_words(tuple((sign, number) for sign, number in signs(counts) if number))
        if self.only is None:
            return f"现在也可以导出，导出记录里会写明还有{left}。" if left else "随时可以导出。"
        return f"导出的是全部项目，导出记录里会写明还有{left}。" if left else "导出的是全部项目，随时可以导出。"

    def _show_chosen(self) -> None:
        """Mark the chosen check, at first the worst, and show its lines."""
        names = [check.name for check in self.checks]
        if self._chosen not in names:
            self._chosen = next((check.name for check in self.checks if check.row.mark != "check"), names[0])
        index = self._rows.index(names.index(self._chosen))
        flags = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self._show_lines(self.checks[index.row()])

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and self.checks[index.row()].name != self._chosen:
            self._chosen = self.checks[index.row()].name
            self._show_lines(self.checks[index.row()])
            self.view.scrollToTop()

    def choose(self, name: str) -> None:
        """Show the lines of a check."""
        self._chosen = name
        self._show_chosen()

    def _show_lines(self, check: Check) -> None:
        self._card.title.setText(check.name)
        self._card.caption.setText(check.remark)
        rows: list[_Shown] = []
        behind: list[Group | Entry] = []
        for group in check.groups:
            rows += [_head_of(group), *(entry.line for entry in group.entries)]
            behind += [group, *group.entries]
        at, current = self.view.verticalScrollBar().value(), self.view.currentIndex().row()
        self._behind = tuple(behind)
        self._lines.show_rows(rows)
        self.view.scheduleDelayedItemsLayout()
        if rows and current >= 0:
            self.view.setCurrentIndex(self._lines.index(min(current, len(rows) - 1)))
            self.view.verticalScrollBar().setValue(at)
        self.view.setAccessibleName(check.name)
        self._show_empty("" if rows else check.fine)

    def _show_empty(self, fine: str) -> None:
        if self._stack.count() > 1 and (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        if fine:
            self._stack.addWidget(EmptyPlace("check", fine, ""))
        self._stack.setCurrentIndex(1 if fine else 0)

    def _fill_projects(self) -> None:
        menu = self.project.menu
        menu.clear()
        menu.addAction(_EVERYTHING).triggered.connect(lambda: self.look_at(None))
        menu.addSeparator()
        for dossier in self.desk.filed:
            chosen = menu.addAction(title_of(dossier))
            chosen.setCheckable(True)
            chosen.setChecked(dossier.id == self.only)
            chosen.triggered.connect(lambda _=False, number=dossier.id: self.look_at(number))

    def look_at(self, project: int | None) -> None:
        """Look at one project, or with None at all."""
        self.only = project
        self.reload()

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _jump(self, number: int) -> None:
        """Go to the cell of a line, open the project of a head, or the rules a line speaks of."""
        behind = self._behind[number]
        if isinstance(behind, Group):
            self._open(behind.project)
        elif behind.place is not None:
            self.desk.go_to(behind.place)
        else:
            self._open(self._group_of(number))

    def _take_way(self, number: int) -> None:
        """Take the way out a line offers; one that needs the cell leads there first."""
        behind = self._behind[number]
        if isinstance(behind, Group) or not behind.line.button:
            self._jump(number)
        elif behind.line.button == CONFIRM and behind.place is not None:
            self.desk.confirm(behind.place)
        elif behind.finding is None or behind.line.button == FILL:
            self._jump(number)
        elif behind.line.button == NOTED:
            self.desk.take_note(behind.finding)
        elif behind.line.fix:
            self.desk.apply(behind.finding.fixes[0])
        else:
            self._jump(number)
            self.desk.wants_reason.emit(behind.finding)

    def _open(self, project: int | None) -> None:
        if project == UNIT_ROW:
            self.unit_wanted.emit()
        elif project is not None:
            self.desk.go_to(Place("project", project, "name"))
        elif self._chosen == MISSING:
            self.whole_wanted.emit()
        else:
            self.rules_wanted.emit(self._chosen)

    def _group_of(self, number: int) -> int | None:
        """The project a line stands under."""
        heads = (behind for behind in reversed(self._behind[:number]) if isinstance(behind, Group))
        return next((head.project for head in heads), None)

    # --- what gives way ------------------------------------------------------------------------------------------

    def give_way(self, roomy: bool, low: bool) -> None:
        """Widths and heights by the room there is."""
        self.column.setSpacing(8 if low else 16)
        self._list_card.setFixedWidth(_LIST_WIDTHS[0 if roomy else 1])
        self._fit_rows(low)

    def _fit_rows(self, low: bool) -> None:
        """Everything that is checked is in sight at once: first the rows get lower, then the verdict above them; on a
        low screen both are as low as can be, and the list needs no head."""
        rows, last = max(1, len(self.checks)), len(_SHAPES) - 1
        fitting = (n for n, (taken, least) in enumerate(_SHAPES) if self.height() - taken >= least * rows)
        shape = next((n for n in fitting if n or not low), last)
        taken, least = _SHAPES[shape]
        flat = shape == last
        self.verdict.set_low(shape > 0, flat=flat)
        self._list_card.title.parentWidget().setVisible(not flat)
        self._list_card.body.setContentsMargins(0, 4 if flat else 0, 0, 0)
        self._row_delegate.row_height = min(ROW, max(least, (self.height() - taken) // rows))
        self.list.scheduleDelayedItemsLayout()


def _head_of(group: Group) -> CheckHead:
    link = "" if group.project is None else OPEN_UNIT if group.project == UNIT_ROW else OPEN_PROJECT
    return CheckHead(group.title, link)
