"""The projects of an open book read, scored and checked; kept while nothing they depend on changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.accounts.values import accounts_of
from core.beside import NOTHING_BESIDE, Beside, beside
from core.edits import Edit
from core.model import Book, Dossier, Project
from core.office.adapted import form_in
from core.reading import Values, read
from core.rules.finding import Case, Finding
from core.scoring.scores import score

if TYPE_CHECKING:
    from core.readiness import Standing


class Cases:
    """What was computed of a book.  The book is handed in with every question, as it stands then."""

    def __init__(self) -> None:
        self._cases: dict[int, Case] = {}
        self._as_of: dict[int, Book] = {}  # the book each case was made from
        self._findings: dict[int, tuple[Case, tuple[Finding, ...]]] = {}
        self._standings: dict[int, tuple[Values, tuple[Finding, ...], Standing]] = {}
        self._of_year: dict[int, tuple[Project, ...]] = {}

    def case(self, book: Book, project: int) -> Case:
        """A project read and scored, with its neighbours; the unit's dossier with every project of its year."""
        if self._as_of.get(project) is book:
            return self._cases[project]
        dossier = book.dossiers[project]
        peers = self._projects_of(book, dossier.project.year)
        members = tuple(self.case(book, p.id).values for p in peers) if dossier.is_unit else ()
        near = beside(book, dossier)
        case = _case(book, dossier, _others(peers, project), self._cases.get(project), members, near)
        self._cases[project], self._as_of[project] = case, book
        return case

    def findings(self, book: Book, project: int) -> tuple[Finding, ...]:
        """What does not add up in a project, answered findings included."""
        from core.checking import check  # the rules are loaded when they are to speak: a book is shown before that

        case = self.case(book, project)
        kept = self._findings.get(project)
        if kept is None or kept[0] is not case:
            kept = self._findings[project] = case, check(case)
        return kept[1]

    def findings_if(self, book: Book, edit: Edit, project: int) -> tuple[Finding, ...]:
        """What the findings of a project would be after an edit; nothing of it is kept."""
        from core.checking import check

        after = edit.apply(book)
        dossier = after.dossiers[project]
        projects = after.of_year(dossier.project.year)
        read_anew = (_case(after, d, (), self._cases.get(d.id)).values for d in projects)
        members = tuple(read_anew) if dossier.is_unit else ()
        peers = _others(tuple(d.project for d in projects), project)
        return check(_case(after, dossier, peers, self._cases.get(project), members, beside(after, dossier)))

    def standing(self, book: Book, project: int) -> Standing:
        """How one project, or the unit's dossier, stands before it is handed in."""
        from core.standing import standing

        case, findings = self.case(book, project), self.findings(book, project)
        kept = self._standings.get(project)
        if kept is None or kept[0] is not case.values or kept[1] != findings:
            kept = self._standings[project] = case.values, findings, standing(book, case, findings)
        return kept[2]

    def look_again(self) -> None:
        """Compute every project anew when it is asked for: the forms there are have changed, the book has not."""
        self._as_of.clear()

    def moved(self, before: Book, after: Book) -> None:
        """A step was taken: forget the projects that are gone."""
        self._of_year = {}
        for gone in before.dossiers.keys() - after.dossiers.keys():
            self._cases.pop(gone, None)
            self._as_of.pop(gone, None)
            self._findings.pop(gone, None)
            self._standings.pop(gone, None)

    def _projects_of(self, book: Book, year: int) -> tuple[Project, ...]:
        if year not in self._of_year:
            self._of_year[year] = tuple(dossier.project for dossier in book.of_year(year))
        return self._of_year[year]


def _case(
    book: Book,
    dossier: Dossier,
    neighbours: tuple[Project, ...],
    kept: Case | None,
    members: tuple[Values, ...] = (),
    near: Beside = NOTHING_BESIDE,
) -> Case:
    """The case of a project; ``kept`` serves as far as it was made from the very same rows and members."""
    form = form_in(book, dossier.project)
    before = accounts_of(book, dossier.project.year - 1) if dossier.is_unit else None
    same = kept is not None and kept.dossier is dossier and kept.values.unit is book.unit and kept.form is form
    if kept is not None and same and _are(kept.values.members, members):
        as_it_was = kept.neighbours == neighbours and kept.beside == near and kept.before is before
        return kept if as_it_was else replace(kept, neighbours=neighbours, beside=near, before=before)
    values = read(form, book.unit, dossier, members)
    return Case(values, score(values), neighbours, near, before)


def _are(these: tuple[Values, ...], those: tuple[Values, ...]) -> bool:
    """Whether both are the very same values: comparing what is in them would read every row."""
    return len(these) == len(those) and all(one is other for one, other in zip(these, those, strict=True))


def _others(projects: tuple[Project, ...], project: int) -> tuple[Project, ...]:
    """All but one, which may be missing; every step asks this of every project the unit sums up."""
    at = next((n for n, other in enumerate(projects) if other.id == project), len(projects))
    return (*projects[:at], *projects[at + 1 :])
