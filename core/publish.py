"""Writing many documents at once: projects, and the unit, × the documents of their forms × file types, into one folder.

Everything needed goes in as values that never change, so that the work can be done beside the window; progress and
the wish to stop are asked for by two functions.  The work itself is done by :mod:`core.press`, which brings rules,
sentences and writers: it is loaded when files are written, not with the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.accounts.values import accounts_of
from core.beside import beside
from core.export.files import Format, Written
from core.forms.model import Form
from core.forms.paper_model import Document
from core.headers import PROTOCOL_NAME
from core.model import UNIT_ROW, WHOLE_UNIT, Book, Dossier, Project
from core.office.adapted import form_in, under
from core.reading import Values, read
from core.rules.finding import Case, Level
from core.scoring.scores import score
from core.store import Export


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a run has got: files done and in all, the name of the file at hand, blank at the end.

    ``failed`` are the files that could not be written, by their numbers from 0 in the order of the jobs.
    """

    done: int
    planned: int
    name: str = ""
    failed: tuple[int, ...] = ()


Progress = Callable[[Advance], None]
"""Told before each file and once at the end."""

PROTOCOL = Document("protocol", PROTOCOL_NAME, PROTOCOL_NAME, ())
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
