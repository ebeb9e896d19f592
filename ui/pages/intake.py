"""读入资料: exchange files into the book; what they would do is shown before it is done, and is one step of undo."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from core.importing.exchange import Remark
from core.importing.intake import Change, ChosenFile, Review, Touched, sources
from core.model import Dossier
from core.trouble import Trouble
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Action, Card, EmptyPlace, MessageStrip
from ui.look.fields import label
from ui.look.figure_table import Cell, Column, FigureTable, Row
from ui.look.list_card import ListCard
from ui.look.signs import Sign
from ui.look.tick import Tick
from ui.pages.beside import Beside
from ui.pages.replace import excerpts
from ui.pages.year_page import YearPage
from ui.panels.words import OneLine
from ui.stepper import READ_ONLY

_FILTER = "数据文件 (*.json)"
_MOST = 200  # lines of changes shown
_MOST_REMARKS = 30
_FEW = 3  # projects with nothing new that have a line each
_UNNAMED = "未命名项目"
_HOW = "数据文件（.json）是别的程序生成的，或者另一台电脑上的绩评本导出的。可以选几个，也可以把文件拖到这里。"
_NEVER = "读入前先做备份；读入是一步，可以撤销。文件里空着的不改账套。读入的内容标着“导”，改过或核对过就不再标。"
_STATES = {
    "new": ("新建", "accent"),
    "updated": ("更新", "accent"),
    "differs": ("已有，内容不同，不动", "soft"),
    "same": ("已有，内容相同", "faint"),
}
_DONE = {**_STATES, "new": ("已新建", "accent"), "updated": ("已更新", "accent")}
_PROJECTS = (
    Column("项目", "城乡居民基本医疗保险补助"),
    Column("年度", "2021"),
    Column("怎么读", "已有，内容不同，不动"),
    Column("处", "1234", number=True),
)
_CHANGES = (
    Column("在哪里", "医疗救助资金 › “救助人次”的实际完成值"),
    Column("原来", "全年救助困难群众一千二百人次"),
    Column("改为", "全年救助困难群众一千二百人次"),
)
_Message = tuple[Sign, str, tuple[Action, ...]]


class IntakePage(YearPage):
    """Choose files, look, read them in."""

    project_wanted = Signal()  # the project that was chosen is to be shown

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "读入资料")
        self.files: tuple[ChosenFile, ...] = ()
        self.plan = Review(None, "", (), (), ())
        self._done: Review | None = None
        self._said: tuple[_Message, ...] = ()
        self._refused = ""
        self.setAcceptDrops(True)
        self.take = Button("读入", Kind.FIX, icon_name="import", tip="先备份，一步完成，可以撤销")
        self.take.clicked.connect(self.take_in)
        self.head.addWidget(self.take)
        self._strips = QVBoxLayout()
        self._strips.setSpacing(8)
        self.column.addLayout(self._strips)
        self._body = Beside(self._choice(), *self._lists())
        self.column.addWidget(self._body)
        self.empty = EmptyPlace("import", "还没有选文件", _HOW, (("选文件", self.ask),))
        self.column.addWidget(self.empty, 1)
        self.column.addStretch(1)

    # --- what it is made of --------------------------------------------------------------------------------------

    def _choice(self) -> Card:
        card = Card("数据文件")
        self.other = Button("换文件", Kind.LINK, small=True)
        self.other.clicked.connect(self.ask)
        card.offer(self.other)
        self._names = QVBoxLayout()
        self._names.setSpacing(2)
        self.update_known = Tick("更新已有的项目")
        self.update_known.toggled.connect(lambda _: self._choose_again())
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(6)
        column.addLayout(self._names)
        column.addSpacing(6)
        column.addWidget(self.update_known)
        column.addWidget(label(_NEVER, "caption", "faint", wrap=True))
        card.body.addLayout(column)
        return card

    def _lists(self) -> tuple[Card, ...]:
        self.projects = FigureTable(_PROJECTS, "文件里的项目")
        self.projects.chosen.connect(self._go)
        self.changes = FigureTable(_CHANGES, "会改的内容", row_height=30)
        self._projects_card = ListCard("文件里的项目", self.projects)
        self._changes_card = ListCard("会改这些", self.changes)
        self._remarks_card = Card("请留意", " ")
        self._remarks = QVBoxLayout()
        self._remarks.setContentsMargins(16, 0, 16, 16)
        self._remarks.setSpacing(10)
        self._remarks_card.body.addLayout(self._remarks)
        return self._projects_card, self._changes_card, self._remarks_card

    def give_way(self, roomy: bool, low: bool) -> None:
        """Where it is narrow the lists stand below the files."""
        self._body.stack(not roomy)

    # --- what it shows -------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """What the files would do to the book as it stands; after the step what it did, until that is taken back."""
        if self._done is not None and self.desk.redo_name() == self._done.step:
            self._done = None
        if self._done is None:
            self.plan = self.desk.review(self.files, self.update_known.isChecked())
        shown = self._done or self.plan
        self.caption.set_text("" if self.files else "数据文件里的项目读进账套")
        self._body.setVisible(bool(self.files))
        self.empty.setVisible(not self.files)
        self.take.set_text(self._words_of_button())
        self.take.setEnabled(self._done is None and self.plan.edit is not None and not self.desk.read_only)
        self.update_known.setEnabled(self._done is None)
        self._show_names()
        self._show_projects(shown)
        self._show_changes(shown)
        self._show_remarks(shown.remarks)
        self._say(self._messages())

    def _words_of_button(self) -> str:
        if self._done is not None:
            return "已读入"
        if found := _counted((*self.plan.named("new"), *self.plan.named("updated"))):
            return f"读入 {found}"
        if self.plan.edit is not None:
            return "读入单位信息"
        return "没有要读的" if self.files else "读入"

    def _show_names(self) -> None:
        _clear(self._names)
        for file in self.files:
            name = OneLine("body", "ink")
            name.set_text(file.name)
            words = "读不了"
            if file.content is not None:
                words = _counted(file.content.book.dossiers.values()) or "没有项目"
            self._names.addWidget(name)
            self._names.addWidget(label(words, "caption", "red" if file.content is None else "faint"))

    def _show_projects(self, shown: Review) -> None:
        self._projects_card.setVisible(bool(shown.projects))
        done = self._done is not None
        self._projects_card.caption.setText("点一行去看" if done else "点“读入”以前什么都不改")
        same = shown.named("same")
        listed = shown.projects if len(same) <= _FEW else shown.projects[: -len(same)]
        rows = [_project_row(one, done) for one in listed]
        if len(same) > _FEW:
            names = "、".join(one.name or _UNNAMED for one in same)
            rows.append(_row(Cell(names, "faint"), "", Cell(f"{len(same)} 个已有，内容相同", "faint"), 0, None))
        self.projects.show_rows(rows)

    def _show_changes(self, shown: Review) -> None:
        """What is typed into the unit's facts, and over what the book has where that was asked for."""
        lines = [("单位信息", change) for change in shown.unit]
        lines += [(one.name, change) for one in shown.named("updated") for change in one.changes]
        self._changes_card.setVisible(bool(lines))
        self._changes_card.title.setText("改了这些" if self._done else "会改这些")
        more = f"，列出前 {_MOST} 处" if len(lines) > _MOST else ""
        self._changes_card.caption.setText(f"{len(lines)} 处{more}")
        self.changes.show_rows([_change_row(name, change) for name, change in lines[:_MOST]])

    def _show_remarks(self, remarks: tuple[tuple[str, Remark], ...]) -> None:
        _clear(self._remarks)
        self._remarks_card.setVisible(bool(remarks))
        self._remarks_card.caption.setText(f"{len(remarks)} 处")
        for file, remark in remarks[:_MOST_REMARKS]:
            self._remarks.addLayout(_remark(remark.sentence, f"{file} › {remark.path}" if remark.path else file))
        if len(remarks) > _MOST_REMARKS:
            more = f"另有 {len(remarks) - _MOST_REMARKS} 处没有列出。"
            self._remarks.addWidget(label(more, "caption", "faint"))

    def _messages(self) -> tuple[_Message, ...]:
        """What the clerk must know: why nothing can be read in, which files are broken, what was done."""
        said: list[_Message] = []
        if self.desk.read_only:
            said.append((Sign.WARNING, f"{READ_ONLY[:-1]}，也不能读入。", ()))
        if self._refused:
            said.append((Sign.ERROR, self._refused, ()))
        if self._done is not None:
            said.append((Sign.HINT, _told(self._done), (("撤销", self.desk.undo),)))
        named = ((file, file.trouble) for file in self.files if file.content is None)
        said += [(Sign.ERROR, why if file.name in why else f"“{file.name}”：{why}", ()) for file, why in named]
        return tuple(said)

    def _say(self, messages: tuple[_Message, ...]) -> None:
        if [one[:2] for one in messages] == [one[:2] for one in self._said]:
            return
        self._said = messages
        _clear(self._strips)
        for sign, sentence, ways in messages:
            self._strips.addWidget(MessageStrip(sign, sentence, ways))

    # --- what the clerk does -------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the files."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        names, _ = QFileDialog.getOpenFileNames(self, "读入资料", documents, _FILTER)
        if names:
            self.use(Path(name) for name in names)

    def use(self, files: Iterable[Path]) -> None:
        """Look at these files in place of those before."""
        self.files = sources(files)
        self._choose_again()

    def _choose_again(self) -> None:
        self._done, self._refused = None, ""
        self.reload()

    def take_in(self) -> None:
        """Read in what is shown, in one step; the book as it stands is backed up first."""
        try:
            self.desk.back_up("导入前")
        except Trouble as trouble:
            self._refused = str(trouble)
            self.reload()
            return
        plan = self.plan  # what was still being typed is in the book by now
        if plan.edit is not None and self.desk.submit(plan.edit, plan.step):
            self._done, self._refused = plan, ""
            self.reload()

    def _go(self, project: int) -> None:
        if project in self.desk.book.dossiers:
            self.desk.choose_project(project)
            self.project_wanted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As if they had been chosen."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.use(files)


def _counted(found: Iterable[Touched | Dossier]) -> str:
    """`9 个项目和部门整体`; blank when there is nothing."""
    is_unit = [one.is_unit for one in found]
    projects = is_unit.count(False)
    words = (f"{projects} 个项目" if projects else "", "部门整体" if True in is_unit else "")
    return "和".join(word for word in words if word)


def _told(done: Review) -> str:
    """`已读入：新建 2 个项目，更新 1 个项目，填写单位信息 3 处。`"""
    counts = (("新建", _counted(done.named("new"))), ("更新", _counted(done.named("updated"))))
    parts = [f"{verb} {found}" for verb, found in counts if found]
    parts += [f"填写单位信息 {len(done.unit)} 处"] if done.unit else []
    kept = _counted(done.named("differs"))
    parts += [f"内容不同的 {kept}没有动"] if kept else []
    return f"已读入：{'，'.join(parts)}。读入前的账套已备份。"


def _project_row(one: Touched, done: bool) -> Row:
    words, ink = (_DONE if done else _STATES)[one.state]
    name = Cell(one.name or _UNNAMED, "faint" if one.state == "same" else "ink")
    return _row(name, str(one.year), Cell(words, ink), one.size, one.project if done else None)


def _row(name: Cell, year: str, words: Cell, size: int, key: int | None) -> Row:
    return Row((name, Cell(year, "soft"), words, Cell(str(size)) if size else Cell("·", "faint")), key)


def _change_row(name: str, change: Change) -> Row:
    before, after = excerpts(change.old, change.new)
    old = Cell(before, "soft") if before else Cell("空白", "faint")
    new = Cell(after) if after else Cell("没有了", "faint")
    return Row((Cell(f"{name} › {change.where}"), old, new))


def _remark(sentence: str, where: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label(sentence, wrap=True))
    column.addWidget(label(where, "caption", "faint", wrap=True))
    return column


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if isinstance(inner := item.layout(), QVBoxLayout):
            _clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
