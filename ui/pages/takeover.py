"""从上年带入: what of an earlier year begins the new one; shown before it is done, and one step of undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from core.headers import called
from core.model import Book, Dossier, Place
from core.trouble import Trouble
from core.years.takeover import Choice, Taken, Takeover, There, YearSpoken
from ui.desk import Desk
from ui.look.buttons import Button, Kind, Segments
from ui.look.cards import Action, Card, EmptyPlace, MessageStrip
from ui.look.fields import Dropdown, label
from ui.look.figure_table import Cell, Column, FigureTable, Row
from ui.look.list_card import ListCard
from ui.look.signs import Sign
from ui.look.tick import Tick
from ui.pages.beside import Beside
from ui.pages.year_page import YearPage
from ui.places import path_of, title_of

_FILTER = "绩评本账套 (*.jpb)"
_TICKS = (
    ("headers", "项目信息（编码、部门、级次、表样）", True),
    ("people", "负责人和联系电话", True),
    ("goals", "绩效目标", True),
    ("indicators", "绩效指标（名称、单位、权重）", True),
    ("targets", "指标的目标值", False),
    ("answers", "正文里写过的文字", True),
    ("whole", "部门整体的文字", True),
    ("previous", "上年决算数（部门整体）", True),
)
_THERE: tuple[There, ...] = ("fill", "skip")
_STATES = {"new": ("新建", "accent"), "filled": ("补填空白", "accent"), "skipped": ("已有，不动", "faint")}
_VERBS = (("新建", "new"), ("补填", "filled"))
_PROJECTS = (
    Column("项目", "城乡居民基本医疗保险补助"),
    Column("怎么带", "已有，不动"),
    Column("项目信息", "12", number=True),
    Column("目标", "12", number=True),
    Column("指标", "12", number=True),
    Column("正文", "12", number=True),
    Column("上年数", "12", number=True),
)
_YEARS = (Column("文字", "按照2021年预算批复"), Column("在哪里", "医疗救助资金 › 正文 › 项目情况"))


class TakeoverPage(YearPage):
    """Choose, look, take."""

    taken = Signal()  # the step was taken: stay here, the years want to be looked at

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "从上年带入")
        self.source: Book | None = None
        """Another book to take from; None for the one that is open."""
        self.plan = Takeover(None, (), ())
        self._file, self._left_out = "", frozenset[int]()
        self._done: tuple[YearSpoken, ...] = ()
        self._took, self._shown = False, desk.year
        self.take = Button("带入", Kind.FIX, icon_name="import", tip="一步完成，可以撤销")
        self.take.clicked.connect(self.take_over)
        self.head.addWidget(self.take)
        self._said = QVBoxLayout()
        self.column.addLayout(self._said)
        self.projects = FigureTable(_PROJECTS, "要带入的项目")
        self.projects.chosen.connect(self._turn)
        self._projects_card = ListCard("会带来这些", self.projects)
        self.years = FigureTable(_YEARS, "文字里说到的年份", row_height=30)
        self.years.chosen.connect(lambda spoken: self.desk.go_to(spoken.place))
        self._years_card = ListCard("文字里说到的年份", self.years)
        self._body = Beside(self._choice(), self._projects_card, self._years_card)
        self.column.addWidget(self._body)
        how = "这个账套里没有更早的年度。上年的账套如果是另一个文件，可以从那里带入。"
        self.empty = EmptyPlace("import", "没有可以带入的年度", how, (("选另一个账套", self._ask),))
        self.column.addWidget(self.empty, 1)
        self.column.addStretch(1)

    # --- what it is made of --------------------------------------------------------------------------------------

    def _choice(self) -> Card:
        card = Card("带入什么")
        self.year = Dropdown(field=True, small=True)
        self.year.setAccessibleName("从哪一年")
        self.year.currentIndexChanged.connect(lambda _: self._choose_year())
        self._book = label("", "caption", "faint", wrap=True)
        self.other = Button("选另一个账套", Kind.LINK, small=True)
        self.other.clicked.connect(self._ask)
        self.own = Button("改回本账套", Kind.LINK, small=True)
        self.own.clicked.connect(lambda: self.use(None, ""))
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (label("从"), self.year, label("年度")):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.other)
        row.addWidget(self.own)
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._book)
        column.addSpacing(4)
        self.ticks = {key: Tick(words, on) for key, words, on in _TICKS}
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _: self._replan())
            column.addWidget(tick)
        column.addSpacing(4)
        column.addWidget(label("本年已经有的项目", "caption", "soft"))
        self.there = Segments(("补填空白", "不动"))
        self.there.chosen.connect(lambda _: self._replan())
        column.addWidget(self.there)
        column.addSpacing(4)
        never = "本年的金额、完成情况、得分和说明每年重新填，不带。带来的内容标着“年”，改过或核对过就不再标。"
        column.addWidget(label(never, "caption", "faint", wrap=True))
        column.addStretch(1)
        card.body.addLayout(column)
        return card

    # --- what it shows -------------------------------------------------------------------------------------------

    def _put_away(self) -> None:
        """What was said of the step, and its years: they belong to the year it was taken in."""
        self._done, self._took = (), False
        self._say(None)

    def reload(self) -> None:
        """The years there are to take from, and what would be taken."""
        years = self._years()
        kept = self.year.currentData()
        self.year.blockSignals(True)
        self.year.offer((("", tuple((str(year), year) for year in years)),))
        self.year.setCurrentIndex(years.index(kept) if kept in years else 0)
        self.year.blockSignals(False)
        self.caption.set_text(f"带入 {self.desk.year} 年度")
        self._body.setVisible(bool(years))
        self.empty.setVisible(not years)
        self._book.setText(f"账套：{self._file}")
        self._book.setVisible(bool(self._file))
        self.own.setVisible(bool(self._file))
        self.other.setVisible(not self._file)
        if self._shown != self.desk.year:
            self._shown = self.desk.year
            self._put_away()
        self._replan()
        if self._took and self.plan.edit is not None:  # it was taken back
            self._put_away()
            self._show_years()

    def _years(self) -> list[int]:
        book = self.source or self.desk.book
        return [year for year in book.years() if year < self.desk.year]

    def _choose_year(self) -> None:
        self._left_out = frozenset()
        self._replan()

    def _replan(self) -> None:
        """What would be taken now."""
        year = self.year.currentData()
        self.plan = Takeover(None, (), ())
        if year is not None:
            self.plan = self.desk.plan_takeover(year, self._wanted(year), self.source)
        news = self._counted([one for one in self.plan.projects if one.state != "skipped"])
        self.take.set_text(f"带入 {news}" if news else "没有要带的")
        self.take.setEnabled(self.plan.edit is not None and not self.desk.read_only)
        self.ticks["targets"].setEnabled(self.ticks["indicators"].isChecked())
        self.ticks["whole"].setEnabled(self.ticks["answers"].isChecked())
        self._show_projects(year)
        self._show_years()

    def _wanted(self, year: int) -> Choice:
        on = {key: tick.isChecked() for key, tick in self.ticks.items()}
        chosen = None
        if self._left_out:
            chosen = frozenset(old.id for old in self._book_from().of_year(year)) - self._left_out
        return Choice(**on, there=_THERE[self.there.current()], projects=chosen)

    def _counted(self, taken: list[Taken]) -> str:
        """`9 个项目和部门整体`; blank when there is nothing."""
        dossiers = self._book_from().dossiers
        projects = sum(not dossiers[one.source].is_unit for one in taken)
        words = (f"{projects} 个项目" if projects else "", "部门整体" if projects < len(taken) else "")
        return "和".join(word for word in words if word)

    def _book_from(self) -> Book:
        return self.source or self.desk.book

    def _show_projects(self, year: int | None) -> None:
        taken = {one.source: one for one in self.plan.projects}
        book = self._book_from()
        rows = [] if year is None else [self._row(old, taken.get(old.id)) for old in book.of_year(year)]
        whole = None if year is None else book.whole_of(year)
        if whole is not None and whole.id in taken:
            rows.append(Row(_cells(taken[whole.id], Cell(title_of(whole), "soft"))))
        self.projects.show_rows(rows)
        self._projects_card.caption.setText("点一行，不带这个项目")

    def _row(self, old: Dossier, taken: Taken | None) -> Row:
        name = Cell(called(old.project) or "未命名项目", tick=old.id not in self._left_out)
        if taken is None:
            return Row((name, Cell("不带", "faint"), *(Cell("·", "faint"),) * 5), old.id)
        return Row(_cells(taken, name), old.id)

    def _turn(self, number: int) -> None:
        """Take a project, or leave it out."""
        self._left_out ^= {number}
        self._replan()

    def _show_years(self) -> None:
        """Before the step the places are not there yet: the words alone are shown; after it each line leads there."""
        spoken: tuple[YearSpoken, ...] = self._done or self.plan.years
        self._years_card.setVisible(bool(spoken))
        told = "点一行去改" if self._done else "照原样带来，带入以后请逐处核对"
        self._years_card.caption.setText(f"{len(spoken)} 处，{told}")
        self.years.show_rows([self._year_row(one) for one in spoken])

    def _year_row(self, one: YearSpoken) -> Row:
        words = Cell(f"{one.before}{one.year}{one.after}".replace("\n", " "))
        there = self.desk.book.dossiers.get(one.place.project) if self._done else None
        if there is None:
            named = {taken.project: taken.name for taken in self.plan.projects}
            return Row((words, Cell(named.get(one.place.project, "单位信息"), "soft")))
        where = f"{title_of(there)} › {path_of(one.place, self.desk.form_of(there.id), there)}"
        return Row((words, Cell(where, "soft")), one)

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getOpenFileName(self, "上年的账套", documents, _FILTER)
        if not name:
            return
        try:
            book = self.desk.other_book(Path(name))
        except Trouble as trouble:
            self._say(Sign.ERROR, str(trouble))
        else:
            self.use(book, Path(name).name)

    def use(self, book: Book | None, file: str) -> None:
        """Take from another book, named as its file is; with None from the one that is open."""
        self.source, self._file = book, file if book is not None else ""
        self._left_out = frozenset()
        self._put_away()
        self.reload()
        if book is not None and not self._years():
            self._say(Sign.WARNING, f"账套“{file}”里没有 {self.desk.year} 年度以前的项目，请选上年的账套。")

    def take_over(self) -> None:
        """Take what is shown, in one step."""
        plan, year = self.plan, self.year.currentData()
        if plan.edit is None or not self.desk.submit(plan.edit, f"从 {year} 年度带入"):
            return
        by_state = ((verb, [one for one in plan.projects if one.state == state]) for verb, state in _VERBS)
        told = "，".join(f"{verb} {self._counted(found)}" for verb, found in by_state if found)
        self._done, self._took = plan.years, True
        self._say(Sign.HINT, f"已从 {year} 年度带入：{told}。可以撤销。", (("开始填写", self._begin),))
        self._replan()
        self.taken.emit()

    def _begin(self) -> None:
        """To the first project of the year."""
        if self.desk.dossiers:
            self.desk.go_to(Place("project", self.desk.dossiers[0].id, "name"))

    def _say(self, sign: Sign | None, sentence: str = "", ways: tuple[Action, ...] = ()) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sign is not None:
            self._said.addWidget(MessageStrip(sign, sentence, ways))


def _cells(taken: Taken, name: Cell) -> tuple[Cell, ...]:
    words, ink = _STATES[taken.state]
    counts = (taken.headers, taken.goals, taken.indicators, taken.answers, taken.previous)
    return name, Cell(words, ink), *(Cell(str(number)) if number else Cell("·", "faint") for number in counts)
