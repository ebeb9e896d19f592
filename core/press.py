"""The press: writes the files of jobs (:mod:`core.publish`) one after the other, and says what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.checking import check
from core.export import fonts
from core.export.files import Format, file_name, write_file
from core.forms.paper_model import Document
from core.headers import called
from core.marks import pending_count
from core.office.rule_set import fingerprint_of
from core.publish import Advance, Checked, Job, Progress, Published, PublishedFile
from core.readiness import readiness
from core.report.blocks import Report
from core.report.compose import blanks, compose
from core.report.protocol import protocol
from core.rules.finding import Case, Level, counts
from core.standing import standing
from core.trouble import ExportTrouble, disk_words

_MOST_NAMED = 5  # projects named in one remark


def run(jobs: Iterable[Job], folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Published:
    """Write every file; what cannot be written is told in ``troubles`` and does not stop the others.

    :raises ExportTrouble: the folder does not exist and cannot be made.
    """
    work = tuple(jobs)
    _make(folder)
    return _Run(folder, progress, cancelled, sum(job.files for job in work)).all(work)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ExportTrouble(f"“{folder}”是一个文件，不是文件夹，请换一个文件夹。") from error
    except OSError as error:
        raise ExportTrouble(f"无法新建文件夹“{folder}”：{disk_words(error)}。") from error


@dataclass(frozen=True, slots=True)
class _State:
    """What was still open when a file was written, and by which rules that was found."""

    found: Mapping[Level, int]
    pending: int
    rules: str

    @classmethod
    def of(cls, case: Case) -> _State:
        return cls(counts(check(case)), sum(_pending(case).values()), fingerprint_of(case.form))

    @classmethod
    def sum_of(cls, states: Sequence[_State], pending: int) -> _State:
        """Of several projects, with the fingerprint of each of their rule sets."""
        found: Counter[Level] = Counter()
        for state in states:
            found.update(state.found)
        return cls(found, pending, " ".join(dict.fromkeys(state.rules for state in states)))


def _pending(case: Case) -> dict[int, int]:
    """How many values are marked 待核 in a project; for the unit in each of the year's."""
    dossiers = (case.dossier, *(member.dossier for member in case.values.members))
    return {dossier.id: pending_count(dossier) for dossier in dossiers}


class _Run:
    """One run: what has been written so far, and what there is to say about it."""

    def __init__(self, folder: Path, progress: Progress, cancelled: Callable[[], bool], planned: int) -> None:
        self.folder = folder
        self.progress = progress
        self.cancelled = cancelled
        self.planned = planned
        self.done = 0
        self.renamed = 0
        self.stopped = False
        self.files: list[PublishedFile] = []
        self.troubles: list[str] = []
        self.failed: list[int] = []  # their numbers
        self.open: Counter[Level] = Counter()
        self.pending: dict[int, int] = {}  # of each project that stands in a file
        self.counted: set[tuple[int, int]] = set()  # number and year of those whose findings are in it
        self.blanks: Counter[str] = Counter()

    def all(self, jobs: tuple[Job, ...]) -> Published:
        for job in jobs:
            if self.stopped:
                break
            self.one(job)
        self.advance()
        remarks = (*_remarks(self.files, self.open, sum(self.pending.values()), self.renamed), *_on_blanks(self.blanks))
        return Published(tuple(self.files), tuple(self.troubles), remarks, dict(self.open), self.planned, self.stopped)

    def advance(self, name: str = "") -> None:
        """Say how far it is, and which file comes now."""
        self.progress(Advance(self.done, self.planned, name, tuple(self.failed)))

    def one(self, job: Job) -> None:
        """The documents of one project, or of the unit, or the 审核说明."""
        if job.checked is not None:
            self.protocol(job, job.checked)
            return
        case, state = job.case, _State.of(job.case)
        before = len(self.files)
        for document, formats in job.parts:
            finished = len(self.files)
            report = compose(case.form, document, case.values, case.scores)
            for format in formats:
                self.write(job, document, format, report, state)
            once = not document.is_assembled  # the blanks of an assembled document are those of its parts
            if once and len(self.files) > finished and (count := blanks(report)):
                self.blanks[called(case.dossier.project) or "未命名项目"] += count
        who = case.dossier.id, case.dossier.project.year
        if len(self.files) > before and who not in self.counted:
            self.counted.add(who)
            self.open.update(state.found)
        if len(self.files) > before:
            self.pending |= _pending(case)

    def protocol(self, job: Job, checked: Checked) -> None:
        """The 审核说明: what it speaks of is counted with the projects' own files, and stands in the log as a sum."""
        book, year = checked.book, job.case.dossier.project.year
        standings = [standing(book, case, check(case)) for case in checked.cases]
        ready = readiness(book, year, standings, date.today())
        report = protocol(book.unit, ready)
        state = _State.sum_of([_State.of(case) for case in checked.cases], ready.pending_count)
        for document, formats in job.parts:
            for format in formats:
                self.write(job, document, format, report, state)

    def write(self, job: Job, document: Document, format: Format, report: Report, state: _State) -> None:
        if self.stopped or self.cancelled():
            self.stopped = True
            return
        project = job.case.dossier.project
        name = file_name(job.case.values.unit.name, project.year, project.name, document.kind, format)
        self.advance(name)
        self.done += 1
        try:
            written = write_file(report, self.folder, name, format)
        except ExportTrouble as trouble:
            self.troubles.append(str(trouble))
            self.failed.append(self.done - 1)
        else:
            self.renamed += written.path.name != name
            form = "" if job.checked else job.case.form.id
            made = (project, form, document.kind, format, written)
            self.files.append(PublishedFile(*made, state.found, state.pending, state.rules))


def _remarks(files: list[PublishedFile], found: Mapping[Level, int], pending: int, renamed: int) -> Iterator[str]:
    if found.get(Level.ERROR):
        yield f"尚有 {found[Level.ERROR]} 处错误未改正，报送前请逐条处理。"
    if found.get(Level.WARNING):
        yield f"尚有 {found[Level.WARNING]} 处需核实的内容没有改正，也没有写说明。"
    if pending:
        yield f"尚有 {pending} 处标着“待核”，文件里照所填的印，没有标记。"
    if renamed:
        yield f"文件夹中已有同名文件，没有覆盖；{renamed} 个新文件的名称后面加了编号。"
    if any(file.format is Format.PDF for file in files):
        replaced = fonts.available().substitutions
        if replaced:
            told = "，".join(f"{missing} → {instead}" for missing, instead in replaced)
            yield f"本机缺少公文字体，pdf 用了代替的：{told}。"


def _on_blanks(blanks: Mapping[str, int]) -> Iterator[str]:
    """One sentence for the ＿＿ left in all reports."""
    named = [f"“{project}”的报告还有 {count} 处空白" for project, count in blanks.items()]
    if named:
        more = f"，另有 {len(named) - _MOST_NAMED} 个项目的报告也有空白" if len(named) > _MOST_NAMED else ""
        yield f"{'，'.join(named[:_MOST_NAMED])}{more}。"
