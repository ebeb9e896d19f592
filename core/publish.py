"""Writing many documents at once: projects, and the unit, × the documents of their forms × file types, into one folder.

Everything needed goes in as values that never change, so that the work can be done beside the window; progress and
the wish to stop are asked for by two functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.checking import check, counts
from core.export import fonts
from core.export.files import Format, Written, file_name, write_file
from core.forms.library import form_of
from core.forms.model import Document, Form
from core.headers import called
from core.model import UNIT_ROW, WHOLE_UNIT, Book, Dossier, Project
from core.reading import Values, read
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
    """One project, or the unit in one year, with the documents to be written and everything they are made from."""

    case: Case
    parts: tuple[tuple[Document, tuple[Format, ...]], ...]

    @property
    def files(self) -> int:
        """How many files the job makes."""
        return sum(len(formats) for _, formats in self.parts)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A finished file, and how many findings of its project, or of the unit's dossier, were still open, by level."""

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

    The documents of the unit are written for a year of which its dossier is among ``projects``, or every project, or
    one whose form prints nothing for a single project; under the form given, else those of the projects chosen and of
    the dossier.  A document that its form does not print in any of ``formats`` is left out.
    """
    wanted = tuple(dict.fromkeys(formats))
    chosen = [book.dossiers[number] for number in dict.fromkeys(projects)]
    single = [case_of(book, dossier.id, form) for dossier in chosen if not dossier.is_unit]
    jobs = [_job(case, wanted, "project") for case in single]
    for year in dict.fromkeys(dossier.project.year for dossier in chosen):
        here = [case for case in single if case.dossier.project.year == year]
        named = any(dossier.is_unit and dossier.project.year == year for dossier in chosen)
        if named or _asks_for_the_unit(book, year, here):
            forms = [form] if form else [*(case.form for case in here), *_form_of_dossier(book, year)]
            jobs += [_job(case, wanted, "unit") for case in _cases_of_unit(book, year, forms)]
    return tuple(job for job in jobs if job.parts)


def run(jobs: Iterable[Job], folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Published:
    """Write every file; what cannot be written is told in ``troubles`` and does not stop the others.

    :raises ExportTrouble: the folder does not exist and cannot be made.
    """
    _make(folder)
    work = tuple(jobs)
    return _Run(folder, progress, cancelled, sum(job.files for job in work)).all(work)


def _asks_for_the_unit(book: Book, year: int, chosen: Sequence[Case]) -> bool:
    """Whether all projects of a year are chosen, or one that is printed in a document of the unit only."""
    if any(not case.form.documents_of("project") for case in chosen):
        return True
    return bool(chosen) and {case.dossier.id for case in chosen} == {dossier.id for dossier in book.of_year(year)}


def _form_of_dossier(book: Book, year: int) -> Iterator[Form]:
    """The form of the unit's dossier, where the year has one."""
    if whole := book.whole_of(year):
        yield form_of(book.unit, whole.project)


def _cases_of_unit(book: Book, year: int, forms: Iterable[Form]) -> Iterator[Case]:
    """The unit in a year under every form that prints something for it."""
    of_unit = {form.id: form for form in forms if form.documents_of("unit")}
    members = members_of(book, year) if of_unit else ()
    for form in of_unit.values():
        yield case_of_unit(book, year, form, members)


def _job(case: Case, formats: tuple[Format, ...], of: str) -> Job:
    parts = ((doc, tuple(f for f in formats if f in doc.formats)) for doc in case.form.documents_of(of))
    return Job(case, tuple(part for part in parts if part[1]))


def case_of(book: Book, number: int, form: Form | None = None) -> Case:
    """One project of a book, or the unit's dossier, read and scored under its own form or the one given."""
    dossier = book.dossiers[number]
    if dossier.is_unit:
        return case_of_unit(book, dossier.project.year, form)
    values = read(form or form_of(book.unit, dossier.project), book.unit, dossier)
    neighbours = tuple(d.project for d in book.of_year(dossier.project.year) if d.id != number)
    return Case(values, score(values), neighbours)


def case_of_unit(book: Book, year: int, form: Form | None = None, members: tuple[Values, ...] | None = None) -> Case:
    """The unit in a year; a blank dossier stands in where it has none.  ``members`` as of :func:`members_of`."""
    whole = book.whole_of(year) or Dossier(Project(UNIT_ROW, year, scope=WHOLE_UNIT))
    members = members_of(book, year) if members is None else members
    values = read(form or form_of(book.unit, whole.project), book.unit, whole, members)
    return Case(values, score(values), tuple(member.dossier.project for member in members))


def members_of(book: Book, year: int) -> tuple[Values, ...]:
    """The values of all projects of a year, each under its own form."""
    return tuple(read(form_of(book.unit, d.project), book.unit, d) for d in book.of_year(year))


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
        self.counted: set[tuple[int, int]] = set()  # number and year of those whose findings are in it
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
        """The documents of one project, or of the unit."""
        case, found = job.case, counts(check(job.case))
        before = len(self.files)
        for document, formats in job.parts:
            finished = len(self.files)
            report = compose(case.form, document, case.values, case.scores)
            for format in formats:
                self.write(job, document, format, report, found)
            if len(self.files) > finished and (count := blanks(report)):
                self.blanks[called(case.dossier.project) or "未命名项目"] += count
        who = case.dossier.id, case.dossier.project.year
        if len(self.files) > before and who not in self.counted:
            self.counted.add(who)
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
