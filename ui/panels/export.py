"""导出报送材料: the choice, the work beside the window with progress and 停止, and the notice when it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QPoint, QStandardPaths, QThread, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core.export.files import Format
from core.forms.model import Form
from core.headers import PROTOCOL_NAME as KIND
from core.model import Dossier
from core.publish import Advance, Job, Published, plan
from core.publish_apart import WINDOWS_OWN
from core.trouble import Trouble
from ui.desk import Desk
from ui.forms import grouped
from ui.look.buttons import Kind, MenuButton
from ui.look.menus import TickMenu
from ui.look.notices import ExportCard, Step
from ui.look.signs import Sign
from ui.panels.export_words import place, remarks, result, step_of
from ui.panels.words import shortened
from ui.places import title_of

SUMMARY_FORM = "summary"  # the form of the 汇总表
_LONGEST_NAME = 24  # characters of a project's name in the menu
_CHOOSING = 60_000  # milliseconds in which something is chosen, or nothing is wanted
_BESIDES = ("application", "monitoring", "summary")  # stages whose forms are printed beside a project's own


class ExportWork(QThread):
    """Writes the files of some projects.  It holds values that never change and answers by signal."""

    moved = Signal(object)  # Advance
    done = Signal(object)  # Published
    failed = Signal(str)

    def __init__(self, jobs: tuple[Job, ...], folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._folder = folder
        self._stop = Event()
        self.published: Published | None = None

    def stop(self) -> None:
        """Ask it to stop after the file at hand."""
        self._stop.set()

    def run(self) -> None:
        """Runs in its own thread, and waits there for a process of its own."""
        try:
            published = WINDOWS_OWN.run(self._jobs, self._folder, self.moved.emit, self._stop.is_set)
        except Trouble as trouble:
            self.failed.emit(str(trouble))
        else:
            self.published = published
            self.done.emit(published)


class ExportButton(MenuButton):
    """The one primary button: this project or all, in all file types or one; beside each own form others as ticked."""

    menu_type = TickMenu
    finished = Signal(object)  # datetime of a finished export
    told = Signal(str, object, str, object, object)  # result, remarks, place, ways out and sign, for a notice

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__("导出报送材料", Kind.PRIMARY, flush=True)
        self.setToolTip("导出报送材料（Ctrl+E）")
        self.desk = desk
        self._window = window
        self._work: ExportWork | None = None
        self._card: ExportCard | None = None
        self._jobs: tuple[Job, ...] = ()
        self.folder: Path | None = None
        """Where files of this book were written last."""
        self.besides: tuple[str, ...] = ()
        """The forms, by id, that are printed as well, from the same facts."""
        self.protocol = False
        """Whether the 审核说明 of the year is written as well."""
        self._counted: list[tuple[QAction, str, tuple[int, ...], tuple[Format, ...]]] = []
        self._began = datetime.now()
        self.menu.aboutToShow.connect(self._fill)
        self._unwanted = QTimer(self, singleShot=True, interval=_CHOOSING)
        self._unwanted.timeout.connect(WINDOWS_OWN.dismiss)

    def open_menu(self) -> None:
        """The menu; while an export runs, its card."""
        if self._card is not None:
            self._card.setVisible(self._card.isHidden())
        else:
            super().open_menu()

    def _fill(self) -> None:
        self.menu.clear()
        self._counted.clear()
        if not self.desk.dossiers:
            self.menu.addAction("还没有项目可以导出").setEnabled(False)
            return
        WINDOWS_OWN.get_ready()
        self._unwanted.start()
        here, everything = self.desk.dossier, tuple(d.id for d in self.desk.filed)
        if here is not None:
            self._offer_here(here)
        self._offer(f"全部 {len(self.desk.dossiers)} 个项目", everything)
        for format in Format:
            self._offer(f"全部项目，只要 {format.value}", everything, (format,))
        self._offer_besides()
        self._count()

    def _offer_here(self, here: Dossier) -> None:
        """The project that is shown: again into the folder of last time, somewhere else, one type alone."""
        folder, name = self.folder, title_of(here) if here.is_unit else "本项目"
        if folder is not None and folder.is_dir():
            words = f"{name}再导出到“{folder.name or folder}”"
            self._offer(words, (here.id,), do=lambda: self.begin((here.id,), tuple(Format), folder))
            self.menu.addSeparator()
        whole = name if here.is_unit else f"{name}（{shortened(title_of(here), _LONGEST_NAME)}）"
        self._offer(whole, (here.id,))
        for format in Format:
            self._offer(f"{name}，只要 {format.value}", (here.id,), (format,))
        self.menu.addSeparator()

    def _offer(
        self,
        text: str,
        projects: tuple[int, ...],
        formats: tuple[Format, ...] = tuple(Format),
        do: Callable[[], None] | None = None,
    ) -> None:
        """Offer to write some projects, with the number of files behind it; ``do`` knows the folder already."""
        chosen = do or (lambda: self.ask(projects, formats))
        action = self.menu.addAction(text)
        action.triggered.connect(lambda _=False: chosen())
        self._counted.append((action, text, projects, formats))

    def _offer_besides(self) -> None:
        """What can be written as well, each to be ticked: the 审核说明 and other forms."""
        forms = tuple(form for form in self.desk.forms().values() if form.stage in _BESIDES)
        self.menu.addSeparator()
        self.menu.addAction("另外导出（用同一份数据）").setEnabled(False)
        protocol = self.menu.addAction(KIND)
        protocol.setCheckable(True)
        protocol.setChecked(self.protocol)
        protocol.toggled.connect(self._tick_protocol)
        for form in (form for _, inside in grouped(forms) for form in inside):
            action = self.menu.addAction(form.name)
            action.setCheckable(True)
            action.setChecked(form.id in self.besides)
            action.toggled.connect(lambda on, form=form: self._tick(form, on))

    def _tick_protocol(self, on: bool) -> None:
        self.protocol = on
        self._count()

    def _tick(self, form: Form, on: bool) -> None:
        others = tuple(name for name in self.besides if name != form.id)
        self.besides = (*others, form.id) if on else others
        self._count()

    def _count(self) -> None:
        """Behind each entry, how many files it makes now; the types of one choice are counted in one plan."""
        plans: dict[tuple[int, ...], list[Format]] = {}
        for action, text, projects, formats in self._counted:
            if projects not in plans:
                jobs = self._jobs_for(projects, tuple(Format))
                plans[projects] = [format for job in jobs for _, made in job.parts for format in made]
            files = sum(format in formats for format in plans[projects])
            action.setText(f"{text}\t{files} 个文件")
            action.setEnabled(files > 0)

    def _jobs_for(self, projects: tuple[int, ...], formats: tuple[Format, ...]) -> tuple[Job, ...]:
        """The work for some projects under their own forms, and under each of those ticked; nothing is made twice."""
        found: dict[tuple[int, str, bool], Job] = {}
        forms = self.desk.forms()
        for form in (None, *(forms[name] for name in self.besides if name in forms)):
            for job in plan(self.desk.book, projects, formats, form, protocol=self.protocol and form is None):
                found.setdefault((job.case.dossier.id, job.case.form.id, job.checked is not None), job)
        return tuple(found.values())

    def ask(self, projects: tuple[int, ...], formats: tuple[Format, ...]) -> None:
        """Ask for the folder, then write into it."""
        if (folder := self._ask_folder()) is not None:
            self.begin(projects, formats, folder)

    def ask_everything(self) -> None:
        """Ask for the folder, then write everything of the year; while an export runs, show its card."""
        if self._card is not None:
            self.open_menu()
        else:
            self.ask(tuple(dossier.id for dossier in self.desk.filed), tuple(Format))

    def ask_protocol(self, format: Format) -> None:
        """Ask for the folder, then write the 审核说明 of the year alone; while an export runs, show its card."""
        if self._card is not None:
            self.open_menu()
        elif (folder := self._ask_folder()) is not None:
            self.desk.leaving.emit()
            everything = tuple(dossier.id for dossier in self.desk.filed)
            jobs = plan(self.desk.book, everything, (format,), protocol=True)
            self._start(tuple(job for job in jobs if job.checked is not None), folder)

    def ask_summary(self, format: Format) -> None:
        """Ask for the folder, then write the 汇总表 of the year alone; while an export runs, show its card."""
        if self._card is not None:
            self.open_menu()
        elif (folder := self._ask_folder()) is not None:
            self.desk.leaving.emit()
            everything = tuple(dossier.id for dossier in self.desk.filed)
            self._start(plan(self.desk.book, everything, (format,), self.desk.forms()[SUMMARY_FORM]), folder)

    def _ask_folder(self) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(self.folder) if self.folder is not None else documents or str(self.desk.path.parent)
        chosen = QFileDialog.getExistingDirectory(self._window, "导出到哪个文件夹", start)
        return Path(chosen) if chosen else None

    def begin(self, projects: tuple[int, ...], formats: tuple[Format, ...], folder: Path) -> None:
        """Write the files of some projects as they stand now."""
        self.desk.leaving.emit()
        self._start(self._jobs_for(projects, formats), folder)

    def _start(self, jobs: tuple[Job, ...], folder: Path) -> None:
        self._jobs = jobs
        self._began = datetime.now()
        self.folder = folder
        self._work = ExportWork(self._jobs, folder, self)
        self._work.moved.connect(self._show_progress)
        self._work.done.connect(self._tell)
        self._work.failed.connect(self._fail)
        self._work.finished.connect(self._break_off)
        remark = f"可以继续填报，导出的是 {self._began:%H:%M} 的内容。"
        self._card = ExportCard("正在导出", place(folder), remark, self._steps(Advance(0, self._files())), self._window)
        self._card.stopped.connect(self._stop_after_the_file)
        self._card.set_progress(0, self._files(), self._steps(Advance(0, self._files())))
        self._card.fit()
        self._card.arrive(self._card_corner(), -8)
        self.set_progress(0.0)
        self._work.start()

    def running(self) -> bool:
        """Whether files are being written."""
        return self._work is not None

    def _stop_after_the_file(self) -> None:
        """The clerk wants no more; what is being written is finished, and the card says what it waits for."""
        if self._work is not None and self._card is not None:
            self._work.stop()
            self._card.stop.set_text("正在停止")
            self._card.stop.setEnabled(False)
            self._card.stop.setToolTip("写完手上这个文件就停")

    def stop(self) -> None:
        """Stop after the file at hand, wait for it and note down what was written, before the window closes."""
        WINDOWS_OWN.dismiss()
        work = self._work
        if work is not None:
            work.stop()
            self._end()
            if work.published is not None:
                self.desk.log_export(work.published)

    def place_card(self) -> None:
        """Bring the card of a running export below the button, wherever the window has moved that."""
        if self._card is not None:
            self._card.settle(self._card_corner())

    def _card_corner(self) -> QPoint:
        assert self._card is not None
        corner = self.mapTo(self._window, QPoint(self.width(), self.height() + 9))
        return corner - QPoint(self._card.width(), 0)

    def _files(self) -> int:
        return sum(job.files for job in self._jobs)

    def _steps(self, advance: Advance) -> tuple[Step, ...]:
        """One line a project, from the number of files done."""
        steps, before = [], 0
        for job in self._jobs:
            after = before + job.files
            failed = sum(before <= number < after for number in advance.failed)
            steps.append(Step(self._name(job), *step_of(job.files, advance.done - before, failed)))
            before = after
        return tuple(steps)

    def _name(self, job: Job) -> str:
        """A job in the list: its project, and its form where that is not the project's own."""
        if job.checked is not None:
            return KIND
        dossier, form = job.case.dossier, job.case.form
        own = dossier.id in self.desk.book.dossiers and self.desk.form_of(dossier.id) is form
        return title_of(dossier) if own else f"{title_of(dossier)}：{form.name}"

    def _show_progress(self, advance: Advance) -> None:
        if self._work is None:
            return  # late: the window has already been told to close
        done, planned = advance.done, advance.planned
        self.set_text(f"导出 {done}/{planned}")
        self.set_progress(done / planned if planned else 1.0)
        if self._card is not None:
            left = (datetime.now() - self._began).total_seconds() / done * (planned - done) if done else 0.0
            said = f"大约还要 {left:.0f} 秒" if left >= 1 else ""
            self._card.set_progress(done, planned, self._steps(advance), said)

    def _end(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        if self._work is not None:
            self._work.wait()
            self._work.deleteLater()
        self._card, self._work = None, None
        self.set_progress(None)
        self.set_text("导出报送材料")

    def _break_off(self) -> None:
        """The work ended without a word, by a bug, which is told elsewhere; the next export can begin."""
        if self._work is not None and self._work.isFinished():
            self._end()

    def _fail(self, sentence: str) -> None:
        if self._work is None:
            return
        self._end()
        self.told.emit("没有导出", ((Sign.ERROR, sentence),), "", (), Sign.ERROR)

    def _tell(self, published: Published) -> None:
        """Say what came of it, and remember it in the book."""
        if self._work is None:
            return
        self._end()
        self.desk.log_export(published)
        said, sign = result(published)
        if not published.files:
            self.told.emit(said, remarks(published), "", (), sign)
            return
        self.finished.emit(datetime.now())
        first = published.files[0].written.path
        ways = (("打开", lambda: _open(first)), ("所在文件夹", lambda: _open(first.parent)))
        self.told.emit(said, remarks(published), place(first.parent), ways, sign)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
