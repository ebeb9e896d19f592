"""年度概览: the year at a glance: projects, money, points, findings, what to do next; everything leads somewhere."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from core.export.files import Format
from core.model import SOURCES, Place
from core.reading import TOTAL
from core.years.deadline import deadline_of, deadline_text, is_deadline, is_usual
from core.years.overview import Next, Overview, ProjectLine, State
from ui.bound import asks_to_undo
from ui.desk import Desk
from ui.look.buttons import Button, Kind, MenuButton
from ui.look.cards import Card, EmptyPlace
from ui.look.fields import LineField, label, set_ink
from ui.look.figure_table import Cell, FigureTable, Row
from ui.look.list_card import ListCard
from ui.look.signs import Sign
from ui.pages.checks import SWITCHED_OFF
from ui.pages.overview_cards import NextList, ProgressCard
from ui.pages.overview_rows import (
    FINDINGS,
    FUNDS,
    PROJECTS,
    REST,
    MoneyCells,
    days_left,
    figure_cell,
    finding_rows,
)
from ui.pages.year_page import YearPage

PENDING, TYPED_OVER, SINCE_EXPORT = "待核的数", "改写的计算值", "上次导出以后的修改"
_TIGHT = 700  # height of the page below which rows get lower: that of a screen of 768
_ROOMY, _WIDE = 920, 1500  # widths of the page from which three cards, or four, stand in a row
_LOWEST, _HIGHEST = 28, 40  # rows of projects
_FORMATS = ((Format.PDF, "存为 pdf（可打印）"), (Format.DOCX, "存为 docx（可打印、可改）"), (Format.XLSX, "存为 xlsx"))


class DeadlineField(LineField):
    """The day by which the year's files must be handed in; stored when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "如 2022-03-15")
        self.desk = desk
        self.setFixedWidth(132)
        self.setAccessibleName("报送期限")
        self.editingFinished.connect(self.store)
        desk.leaving.connect(self.store)

    def store(self) -> None:
        """Put what is typed into the book."""
        text, desk = self.text().strip(), self.desk
        if not self.isModified() or not desk.set_deadline(text):
            return
        self.setModified(False)
        due = deadline_of(desk.book, desk.year)
        if due is not None and not is_usual(due, desk.year):
            desk.tell(f"{text} 不在 {desk.year} 年度报送的时候，请核对。")

    def show_text(self, text: str) -> None:
        """Show what stands in the book, unless the clerk is just typing."""
        self.setReadOnly(self.desk.read_only)
        if not self.isModified() and text != self.text():
            self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z belongs to the window unless something typed here is not in the book yet."""
        if asks_to_undo(event) and not self.isModified():
            event.ignore()
            return True
        return super().event(event)


class OverviewPage(YearPage):
    """The start page of a year."""

    check_wanted = Signal(str)  # name of a check of 提交前检查
    summary_wanted = Signal(object)  # Format of the 汇总表
    whole_wanted = Signal()
    export_wanted = Signal()
    takeover_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "年度概览")
        self.seen: Overview | None = None
        self.state: State | None = None
        """The state whose projects alone are shown."""
        self.source = ""
        """The source of money whose projects alone are shown."""
        self._in_a_row = 0
        self._make()
        self._fill_head()
        self.column.addWidget(self._cards, 1)
        ways = (("新建第一个项目", lambda: desk.add_project()), ("从上年带入", self.takeover_wanted.emit))
        how = "新建项目，或者把上年的项目、目标和指标带过来；金额和完成情况每年重新填。"
        self.empty = EmptyPlace("chart", "这一年还没有项目", how, ways)
        for button in self.empty.buttons:
            button.setEnabled(not desk.read_only)
        self.column.addWidget(self.empty, 1)

    # --- what it is made of --------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.progress = ProgressCard()
        self.progress.state_wanted.connect(self._only_state)
        self.funds = FigureTable(FUNDS, "资金来源", row_height=28)
        self.funds.chosen.connect(self._only_source)
        self._funds_card = ListCard("资金来源", self.funds)
        self.next = NextList()
        self.next.chosen.connect(self._take)
        self._next_card = Card("接下来")
        self._next_card.body.addWidget(self.next, 1)
        self._next_card.body.addSpacing(6)
        self.projects = FigureTable(PROJECTS, "项目")
        self.projects.chosen.connect(lambda number: self.desk.go_to(Place("project", number, "name")))
        self.projects.moved.connect(self._follow)
        self._projects_card = ListCard("项目", self.projects)
        self.copy = Button("复制到表格", Kind.QUIET, icon_name="clipboard", small=True, tip="复制后粘贴到 WPS 或 Excel")
        self.copy.clicked.connect(self._copy)
        self._everything = Button("看全部", Kind.LINK, small=True)
        self._everything.clicked.connect(lambda: self._only(None, ""))
        self._projects_card.facts.addWidget(self._everything)
        self._projects_card.tools.addWidget(self.copy)
        self.findings = FigureTable(FINDINGS, "校验", row_height=28)
        self.findings.chosen.connect(lambda topic: self.check_wanted.emit(topic))
        self.rest = FigureTable(REST, "其他", row_height=24, head=False, lines=False)
        self.rest.chosen.connect(self._open_rest)
        self._findings_card = ListCard("校验", self.findings, self.rest)
        self._findings_card.caption.setText("按内容")
        self._findings_card.setMinimumWidth(256)
        self._cards = QWidget()
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)

    def _fill_head(self) -> None:
        self.head.setSpacing(8)
        self.deadline = DeadlineField(self.desk)
        self._days = label("", "caption", "soft")
        self.print = MenuButton("汇总表", Kind.PLAIN, icon_name="export", tip="全年各项目一张表，可以打印", flush=True)
        for format, words in _FORMATS:
            self.print.menu.addAction(words).triggered.connect(
                lambda _=False, format=format: self.summary_wanted.emit(format)
            )
        for widget in (label("报送期限", "caption", "soft"), self.deadline, self._days):
            self.head.addWidget(widget)
        self.head.addSpacing(8)
        self.head.addWidget(self.print)

    def entrance(self) -> QWidget:
        """Where the keyboard comes in: what is next, or how a year begins."""
        return self.next if self.next.isVisible() else self.empty.buttons[0]

    # --- what it shows -------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The year as the book stands."""
        now, desk = datetime.now(), self.desk
        seen = desk.overview(now.date())
        if self.seen is None or self.seen.year != seen.year:
            self.state, self.source = None, ""
        self.seen = seen
        self.title.setText(f"{seen.year} 年度概览")
        self.caption.set_text(f"截至 {now.year} 年 {now.month} 月 {now.day} 日 {now:%H:%M}")
        self._show_deadline(seen)
        there = bool(seen.projects)
        self._cards.setVisible(there)
        self.empty.setVisible(not there)
        self.print.setEnabled(there)
        if there:
            self._show_money(seen)
            self.progress.show_states(seen)
            self.next.show_steps(seen.next)
            self._show_findings(seen)
            self._show_projects()

    def _show_deadline(self, seen: Overview) -> None:
        self.deadline.setPlaceholderText(f"如 {seen.year + 1}-03-15")
        text = deadline_text(self.desk.book, seen.year)
        self.deadline.show_text(text)
        words, ink = days_left(seen, text)
        self._days.setText(words)
        self._days.setVisible(bool(words))
        set_ink(self._days, ink)
        self.deadline.set_severity(Sign.WARNING if ink == "amber" and seen.deadline is None else None)

    def _show_money(self, seen: Overview) -> None:
        form = self.desk.form_of(seen.projects[0].id)
        self._money = money = MoneyCells(form.money_unit, form.money_decimals)
        before = seen.before
        for figure, stage in ((self.progress.budget, "annual"), (self.progress.executed, "executed")):
            was = before.of(stage) if before else None
            below = f"上年 {money.cell(was).text}" if was is not None else ""
            figure.show_figure(money.cell(seen.money.of(stage)).text, money.unit, below)
        rate, was = seen.money.rate(), before.rate() if before else None
        below = f"上年 {figure_cell(was).text}" if was is not None else ""
        self.progress.rate.show_figure(figure_cell(rate).text, "%" if rate is not None else "", below)
        self._funds_card.caption.setText(f"单位：{money.unit}")
        self.funds.show_rows(money.fund_rows(seen.money))

    def _show_findings(self, seen: Overview) -> None:
        self.findings.show_rows(finding_rows(seen))
        off = sum(not one.on for one in self.desk.rule_settings())
        since = self.desk.changes_since_export()
        counted = ((PENDING, seen.pending), (TYPED_OVER, seen.typed_over), (SWITCHED_OFF, off), (SINCE_EXPORT, since))
        self.rest.show_rows(
            [Row((Cell(name, "soft"), Cell(str(number))), name if number else None) for name, number in counted]
        )

    def _show_projects(self) -> None:
        assert self.seen is not None
        lines = sorted(self.seen.projects, key=lambda line: -(line.annual or Decimal(-1)))
        found = [line for line in lines if self._is_wanted(line)]
        narrowed = self.state.value if self.state else SOURCES.get(self.source, "")
        self._projects_card.caption.setText(f"只看{narrowed}的 {len(found)} 个" if narrowed else "按预算金额排列")
        self._everything.setVisible(bool(narrowed))
        self.progress.choose(self.state)
        self.projects.show_rows([self._money.project_row(line) for line in found])
        self._fit_rows()

    def _is_wanted(self, line: ProjectLine) -> bool:
        if self.source:
            values = self.desk.values_of(line.id)
            return any(values.amounts.get((self.source, stage)) for stage in ("annual", "executed"))
        return self.state in (None, line.state)

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _only_state(self, state: State | None) -> None:
        self._only(state, "")

    def _only_source(self, source: str) -> None:
        self._only(None, "" if source in (TOTAL, self.source) else source)

    def _only(self, state: State | None, source: str) -> None:
        """Show the projects of one state, or with money of one source, alone."""
        self.state, self.source = state, source
        self._show_projects()

    def _take(self, step: Next) -> None:
        """Go where the step is done."""
        if step.place is not None:
            self.desk.go_to(step.place)
        elif step.words.startswith("导出"):
            self.export_wanted.emit()
        else:
            self.whole_wanted.emit()

    def _open_rest(self, name: str) -> None:
        if name == SINCE_EXPORT:
            self.history_wanted.emit()
        elif name == TYPED_OVER:
            place = self.desk.first_typed_over()
            if place is not None:
                self.desk.go_to(place)
        else:
            self.check_wanted.emit(name)

    def _copy(self) -> None:
        """The projects as they are listed, for a sheet."""
        heads = [column.caption for column in PROJECTS]
        lines = [heads, *([cell.words for cell in row.cells] for row in self.projects.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self.desk.tell(f"已复制 {len(lines) - 1} 个项目，可以粘贴到 WPS 或 Excel。")

    def go(self, place: Place) -> None:
        """Give the deadline the keyboard."""
        if is_deadline(place):
            self.deadline.setFocus(Qt.FocusReason.OtherFocusReason)
            self.deadline.selectAll()

    # --- what gives way ------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Bring the row where the keyboard stands into view."""
        if self.projects.hasFocus():
            rect = self.projects.visualRect(self.projects.currentIndex())
            at = self.projects.viewport().mapTo(self._cards, QPoint(0, rect.center().y())) + self._cards.pos()
            self.page.ensureVisible(0, at.y(), 0, rect.height() * 2)

    def give_way(self, roomy: bool, low: bool) -> None:
        """Two cards in a row, three or four; rows of projects as high as there is room for."""
        tight = self.height() < _TIGHT
        self.page.set_low(tight)
        self.next.set_row_height(44 if tight else 50)
        in_a_row = 4 if self.width() >= _WIDE else 3 if self.width() >= _ROOMY else 2
        self.caption.setVisible(in_a_row > 2)
        if in_a_row != self._in_a_row:
            self._in_a_row = in_a_row
            self._lay_out(in_a_row)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Where all rows go on the page they share it; else they are low."""
        first = (self._grid.itemAtPosition(0, column) for column in range(0, 12, 3))
        above = max(item.sizeHint().height() for item in first) + self._grid.spacing()
        around = self.column.contentsMargins().top() + self.column.contentsMargins().bottom()
        rows = max(1, len(self.projects.rows))
        card = self._projects_card.sizeHint().height() - rows * self.projects.row_height
        each = (self.page.height() - above - around - card) // rows
        self.projects.set_row_height(max(_LOWEST, min(_HIGHEST, each)))

    def _lay_out(self, in_a_row: int) -> None:
        progress, funds, steps = self.progress, self._funds_card, self._next_card
        projects, findings = self._projects_card, self._findings_card
        places: dict[int, tuple[tuple[QWidget, int, int, int], ...]] = {
            2: ((progress, 0, 0, 6), (steps, 0, 6, 6), (projects, 1, 0, 12), (funds, 2, 0, 6), (findings, 2, 6, 6)),
            3: ((progress, 0, 0, 4), (funds, 0, 4, 4), (steps, 0, 8, 4), (projects, 1, 0, 9), (findings, 1, 9, 3)),
            4: ((progress, 0, 0, 3), (funds, 0, 3, 3), (steps, 0, 6, 3), (findings, 0, 9, 3), (projects, 1, 0, 12)),
        }
        with QSignalBlocker(self):
            for card, row, column, span in places[in_a_row]:
                self._grid.removeWidget(card)
                self._grid.addWidget(card, row, column, 1, span)
        for column in range(12):
            self._grid.setColumnStretch(column, 1)
        last = {2: 2, 3: 1, 4: 3}[in_a_row]  # with four in a row what is left stays empty below the projects
        for row in range(4):
            self._grid.setRowStretch(row, int(row == last))
