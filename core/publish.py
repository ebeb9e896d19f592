"""Writing many documents at once: projects × the documents of their forms × file types, into one folder.

Everything needed goes in as values that never change, so that the work can be done beside the window; progress and
the wish to stop are asked for by two functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.checking import check, counts
from core.export import fonts
from core.export.files import Format, Written, file_name, write_file
from core.forms.library import form_of
from core.forms.model import Document, Form
from core.model import Book, Project
from core.reading import read
from core.report.blocks import Report
from core.report.compose import blanks, compose
from core.rules.finding import Case, Level
from core.scoring import score
from core.store import Export
from core.trouble import ExportTrouble, disk_words

Progress = Callable[[int, int, str], None]
"""Told before each file and once at the end: files done, files in all, the name of the file at hand."""

_MOST_NAMED = 5  # projects named in one remark


@dataclass(frozen=True, slots=True)
class Job:
    """One project with the documents to be written and everything they are made from."""

    case: Case
    parts: tuple[tuple[Document, tuple[Format, ...]], ...]

    @property
    def files(self) -> int:
        """How many files the job makes."""
        return sum(len(formats) for _, formats in self.parts)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A finished file, and how many findings of its project were still open, by level."""

    project: Project
    form: str
    kind: str
    format: Format
    written: Written
    open_findings: Mapping[Level, int]

    def log_entry(self) -> Export:
        """The line for the export log of the book."""
        at = datetime.now().isoformat(timespec="seconds")
        counts = (self.open_findings.get(level, 0) for level in (Level.ERROR, Level.WARNING, Level.HINT))
        return Export(at, str(self.written.path), self.written.sha256, self.form, self.project.id, *counts)


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it.  ``troubles`` name the files that could not be written, ``remarks`` what the clerk should know.

    ``planned`` is how many files there should be; fewer after 取消.
    """

    files: tuple[PublishedFile, ...]
    troubles: tuple[str, ...]
    remarks: tuple[str, ...]
    open_findings: Mapping[Level, int]
    planned: int
    cancelled: bool


def plan(book: Book, projects: Iterable[int], formats: Iterable[Format], form: Form | None = None) -> tuple[Job, ...]:
    """The work for some projects of a book, each under its own form unless one is given for all.

    A document that its form does not print in any of ``formats`` is left out.
    """
    wanted = tuple(dict.fromkeys(formats))
    return tuple(job for number in projects if (job := _job(book, number, wanted, form)).parts)


def run(jobs: Iterable[Job], folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Published:
    """Write every file; what cannot be written is told in ``troubles`` and does not stop the others.

    :raises ExportTrouble: the folder does not exist and cannot be made.
    """
    _make(folder)
    work = tuple(jobs)
    return _Run(folder, progress, cancelled, sum(job.files for job in work)).all(work)


def _job(book: Book, number: int, formats: tuple[Format, ...], form: Form | None) -> Job:
    case = case_of(book, number, form)
    parts = ((document, tuple(f for f in formats if f in document.formats)) for document in case.form.documents)
    return Job(case, tuple(part for part in parts if part[1]))


def case_of(book: Book, number: int, form: Form | None = None) -> Case:
    """One project of a book, read and scored under its own form or the one given."""
    dossier = book.dossiers[number]
    values = read(form or form_of(book.unit, dossier.project), book.unit, dossier)
    neighbours = tuple(d.project for d in book.of_year(dossier.project.year) if d.id != number)
    return Case(values, score(values), neighbours)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ExportTrouble(f"“{folder}”是一个文件，不是文件夹，请换一个文件夹。") from error
    except OSError as error:
        raise ExportTrouble(f"无法新建文件夹“{folder}”：{disk_words(error)}。") from error


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
        self.open: Counter[Level] = Counter()
        self.blanks: Counter[str] = Counter()

    def all(self, jobs: tuple[Job, ...]) -> Published:
        for job in jobs:
            if self.stopped:
                break
            self.one(job)
        self.progress(self.done, self.planned, "")
        remarks = (*_remarks(self.files, self.open, self.renamed), *_on_blanks(self.blanks))
        return Published(tuple(self.files), tuple(self.troubles), remarks, dict(self.open), self.planned, self.stopped)

    def one(self, job: Job) -> None:
        """The documents of one project."""
        case, found = job.case, counts(check(job.case))
        before = len(self.files)
        for document, formats in job.parts:
            finished = len(self.files)
            report = compose(case.form, document, case.values, case.scores)
            for format in formats:
                self.write(job, document, format, report, found)
            if len(self.files) > finished and (count := blanks(report)):
                self.blanks[case.dossier.project.name or "未命名项目"] += count
        if len(self.files) > before:
            self.open.update(found)

    def write(self, job: Job, document: Document, format: Format, report: Report, found: Mapping[Level, int]) -> None:
        if self.stopped or self.cancelled():
            self.stopped = True
            return
        project = job.case.dossier.project
        name = file_name(job.case.values.unit.name, project.year, project.name, document.kind, format)
        self.progress(self.done, self.planned, name)
        self.done += 1
        try:
            written = write_file(report, self.folder, name, format)
        except ExportTrouble as trouble:
            self.troubles.append(str(trouble))
        else:
            self.renamed += written.path.name != name
            self.files.append(PublishedFile(project, job.case.form.id, document.kind, format, written, found))


def _remarks(files: list[PublishedFile], found: Mapping[Level, int], renamed: int) -> Iterator[str]:
    if found.get(Level.ERROR):
        yield f"尚有 {found[Level.ERROR]} 处错误未改正，报送前请逐条处理。"
    if found.get(Level.WARNING):
        yield f"尚有 {found[Level.WARNING]} 处需核实的内容没有改正，也没有写说明。"
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
