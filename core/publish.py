"""Writing many documents at once: projects, and the unit, × the documents of their forms × file types, into one folder.

Everything needed goes in as values that never change, so that the work can be done beside the window; progress and
the wish to stop are asked for by two functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.accounts.values import accounts_of
from core.beside import beside
from core.checking import check, counts
from core.export import fonts
from core.export.files import Format, Written, file_name, write_file
from core.forms.adapted import form_in, under
from core.forms.model import Document, Form
from core.headers import called
from core.marks import pending_count
from core.model import UNIT_ROW, WHOLE_UNIT, Book, Dossier, Project
from core.readiness import readiness, standing
from core.reading import Values, read
from core.report.blocks import Report
from core.report.compose import blanks, compose
from core.report.protocol import KIND, protocol
from core.rule_set import fingerprint_of
from core.rules.finding import Case, Level
from core.scoring.scores import score
from core.store import Export
from core.trouble import ExportTrouble, disk_words

Progress = Callable[[int, int, str], None]
"""Told before each file and once at the end: files done, files in all, the name of the file at hand."""

_MOST_NAMED = 5  # projects named in one remark


PROTOCOL = Document("protocol", KIND, KIND, ())
"""Stands among the documents of a job for the 审核说明, which no form describes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a 审核说明 speaks of: projects of one year of a book, and the unit's dossier where it is among them."""

    book: Book
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One project, or the unit in one year, with the documents to be written and everything they are made from.

    ``checked`` is None but for the 审核说明 of the year, which is made of it.
    """

    case: Case
    parts: tuple[tuple[Document, tuple[Format, ...]], ...]
    checked: Checked | None = None

    @property
    def files(self) -> int:
        """How many files the job makes."""
        return sum(len(formats) for _, formats in self.parts)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A finished file, and what was still open in its project, or in the unit's dossier: findings by level, 待核.

    ``rules`` is the fingerprint of the rule set it was checked by.
    """

    project: Project
    form: str
    kind: str
    format: Format
    written: Written
    open_findings: Mapping[Level, int]
    pending: int = 0
    rules: str = ""

    def log_entry(self) -> Export:
        """The line for the export log of the book."""
        at = datetime.now().isoformat(timespec="seconds")
        errors, warnings, hints = (self.open_findings.get(level, 0) for level in Level)
        path, sha256 = str(self.written.path), self.written.sha256
        who = self.form, self.project.id
        return Export(at, path, sha256, *who, errors, warnings, hints, self.pending, self.rules)


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


def plan(
    book: Book, projects: Iterable[int], formats: Iterable[Format], form: Form | None = None, protocol: bool = False
) -> tuple[Job, ...]:
    """The work for some projects of a book, each under its own form unless one is given for all.

    The documents of the unit are written for a year of which its dossier is among ``projects``, or every project, or
    one whose form prints nothing for a single project; under the form given, else those of the projects chosen and of
    the dossier.  A document that its form does not print in any of ``formats`` is left out.

    With ``protocol`` a 审核说明 of the projects chosen is written for each year, in every format.
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
        if protocol:
            whole = [case_of_unit(book, year, form)] if named else []
            jobs.append(_protocol_job(book, year, (*here, *whole), wanted))
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
        yield form_in(book, whole.project)


def _cases_of_unit(book: Book, year: int, forms: Iterable[Form]) -> Iterator[Case]:
    """The unit in a year under every form that prints something for it."""
    of_unit = {form.id: form for form in forms if form.documents_of("unit")}
    members = members_of(book, year) if of_unit else ()
    for form in of_unit.values():
        yield case_of_unit(book, year, form, members)


def _job(case: Case, formats: tuple[Format, ...], of: str) -> Job:
    parts = ((doc, tuple(f for f in formats if f in doc.formats)) for doc in case.form.documents_of(of))
    return Job(case, tuple(part for part in parts if part[1]))


def _protocol_job(book: Book, year: int, cases: tuple[Case, ...], formats: tuple[Format, ...]) -> Job:
    """The 审核说明 of a year, filed under the unit."""
    return Job(case_of_unit(book, year, members=()), ((PROTOCOL, formats),) if formats else (), Checked(book, cases))


def case_of(book: Book, number: int, form: Form | None = None) -> Case:
    """One project of a book, or the unit's dossier, read and scored under its own form or the one given."""
    dossier = book.dossiers[number]
    if dossier.is_unit:
        return case_of_unit(book, dossier.project.year, form)
    values = read(_form(book, form, dossier.project), book.unit, dossier)
    neighbours = tuple(d.project for d in book.of_year(dossier.project.year) if d.id != number)
    return Case(values, score(values), neighbours, beside(book, dossier))


def case_of_unit(book: Book, year: int, form: Form | None = None, members: tuple[Values, ...] | None = None) -> Case:
    """The unit in a year; a blank dossier stands in where it has none.  ``members`` as of :func:`members_of`."""
    whole = book.whole_of(year) or Dossier(Project(UNIT_ROW, year, scope=WHOLE_UNIT))
    members = members_of(book, year) if members is None else members
    values = read(_form(book, form, whole.project), book.unit, whole, members)
    neighbours = tuple(member.dossier.project for member in members)
    return Case(values, score(values), neighbours, before=accounts_of(book, year - 1))


def members_of(book: Book, year: int) -> tuple[Values, ...]:
    """The values of all projects of a year, each under its own form."""
    return tuple(read(form_in(book, d.project), book.unit, d) for d in book.of_year(year))


def _form(book: Book, given: Form | None, project: Project) -> Form:
    """The form given, else the project's own, with the office's settings."""
    return under(book, given) if given else form_in(book, project)


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
        self.open: Counter[Level] = Counter()
        self.pending: dict[int, int] = {}  # of each project that stands in a file
        self.counted: set[tuple[int, int]] = set()  # number and year of those whose findings are in it
        self.blanks: Counter[str] = Counter()

    def all(self, jobs: tuple[Job, ...]) -> Published:
        for job in jobs:
            if self.stopped:
                break
            self.one(job)
        self.progress(self.done, self.planned, "")
        remarks = (*_remarks(self.files, self.open, sum(self.pending.values()), self.renamed), *_on_blanks(self.blanks))
        return Published(tuple(self.files), tuple(self.troubles), remarks, dict(self.open), self.planned, self.stopped)

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
        self.progress(self.done, self.planned, name)
        self.done += 1
        try:
            written = write_file(report, self.folder, name, format)
        except ExportTrouble as trouble:
            self.troubles.append(str(trouble))
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
