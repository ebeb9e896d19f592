"""The reading half of the desk: what is in the book, what of it is shown, and what does not add up there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from core.edits import Edit, set_text
from core.forms import library
from core.forms.model import Form
from core.history import Deleted, Line, Step, deleted, listed
from core.marks import Origin, is_pending, note_at, origin_of
from core.model import Book, Dossier, Place
from core.office.rule_settings import RuleSetting
from core.reading import TYPED_OVER, Values
from core.rules.finding import Case, Finding, Level, counts
from core.scoring.scores import Scores
from core.search.searching import Hit, Replacement, find, replacements
from core.store import Export
from core.subjects import stands
from core.years.overview import Overview, overview
from core.years.takeover import Choice, Takeover, plan_takeover
from ui.causes import by_cause

if TYPE_CHECKING:
    from core.forms.unprinted import Kept
    from core.readiness import Readiness


class Source(Protocol):
    """What is asked of a workbook."""

    book: Book
    path: Path
    read_only: bool

    def form(self, project: int) -> Form: ...
    def case(self, project: int) -> Case: ...
    def scores(self, project: int) -> Scores | None: ...
    def findings(self, project: int) -> tuple[Finding, ...]: ...
    def findings_if(self, edit: Edit, project: int) -> tuple[Finding, ...]: ...
    def readiness(self, year: int) -> Readiness: ...
    def rule_settings(self, form: Form | None = None) -> tuple[RuleSetting, ...]: ...
    def history(self) -> tuple[Step, ...]: ...
    def exports(self) -> tuple[Export, ...]: ...


class Reader(QObject):
    """Answers what widgets ask of one open book; it changes nothing."""

    def __init__(self, workbook: Source, year: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbook = workbook
        self._year = year
        self._project = 0
        self.is_checked = True
        """Whether the findings are known; while they are not, there are none, and nobody says that all is well."""

    # --- what is there -------------------------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The book as it stands; never changed in place."""
        return self._workbook.book

    @property
    def path(self) -> Path:
        """Where the book lies."""
        return self._workbook.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be typed into this book."""
        return self._workbook.read_only

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self._year

    @property
    def years(self) -> tuple[int, ...]:
        """The years to choose from, newest first."""
        return tuple(sorted({*self.book.years(), self._year}, reverse=True))

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The projects of the year that is shown."""
        return self.book.of_year(self._year)

    @property
    def whole(self) -> Dossier | None:
        """The unit's dossier of the year that is shown (部门整体); None while nothing is kept in it."""
        return self.book.whole_of(self._year)

    @property
    def filed(self) -> tuple[Dossier, ...]:
        """Everything of the year: its projects, then the unit's dossier."""
        return self.dossiers if self.whole is None else (*self.dossiers, self.whole)

    @property
    def project(self) -> int:
        """The number of the project, or of the unit's dossier, that is shown; 0 when there is none."""
        return self._project

    @property
    def dossier(self) -> Dossier | None:
        """The project that is shown."""
        return self.book.dossiers.get(self._project)

    @property
    def form(self) -> Form:
        """The form of the project that is shown."""
        return self._workbook.form(self._project)

    @property
    def values(self) -> Values:
        """The values of the project that is shown."""
        return self._workbook.case(self._project).values

    @property
    def scores(self) -> Scores | None:
        """The points of the project that is shown; None under a form without scores."""
        return self._workbook.scores(self._project)

    def values_of(self, project: int) -> Values:
        """The values of any project."""
        return self._workbook.case(project).values

    def scores_of(self, project: int) -> Scores | None:
        """The points of any project."""
        return self._workbook.scores(project)

    def form_of(self, project: int) -> Form:
        """The form of any project."""
        return self._workbook.form(project)

    def forms(self) -> Mapping[str, Form]:
        """Every form there is."""
        return library.known()

    def forms_for(self, of: str) -> tuple[Form, ...]:
        """The forms that print or ask something ``of`` a project or the unit, in the order they are offered."""
        return tuple(form for form in library.known().values() if _concerns(form, of))

    def form_of_whole(self) -> Form | None:
        """The form that asks or prints something of the unit: the unit's own, else one its projects use."""
        used = (library.find(self.book.unit.form), *(self.form_of(dossier.id) for dossier in self.dossiers))
        return next((form for form in used if form is not None and _concerns(form, "unit")), None)

    def unprinted(self, project: int) -> tuple[Kept, ...]:
        """The facts of a project that are kept, and that its form does not print."""
        from core.forms.unprinted import unprinted  # reads the sentences of the form

        return unprinted(self.form_of(project), self.book.dossiers[project])

    def text(self, place: Place) -> str:
        """What is typed at a place."""
        return self.book.text(place)

    # --- marks ---------------------------------------------------------------------------------------------------

    def can_mark(self, place: Place) -> bool:
        """Whether there is such a cell in the book, so that it can be marked."""
        dossier = self.book.dossiers.get(place.project)
        return place.table == "unit" if dossier is None else stands(dossier, place)

    def is_pending(self, place: Place) -> bool:
        """Whether a cell is marked 待核."""
        return is_pending(self.book, place)

    def note(self, place: Place) -> str:
        """The note on a cell; blank when there is none."""
        return note_at(self.book, place)

    def origin(self, place: Place) -> Origin:
        """Where the text of a cell came from, as a letter, until it is retyped or confirmed."""
        return origin_of(self.book, place)

    # --- what does not add up ------------------------------------------------------------------------------------

    def findings(self, project: int | None = None) -> tuple[Finding, ...]:
        """The findings of a project, of the one that is shown when none is named."""
        chosen = self._project if project is None else project
        known = self.is_checked and chosen in self.book.dossiers
        return self._workbook.findings(chosen) if known else ()

    def findings_at(self, place: Place) -> tuple[Finding, ...]:
        """The open findings that speak of a place."""
        return tuple(f for f in self.findings(place.project) if f.open and place in f.places)

    def findings_if(self, place: Place, text: str) -> tuple[Finding, ...]:
        """The findings there would be with ``text`` typed at ``place``; nothing is stored."""
        return self._workbook.findings_if(set_text(self.book, place, text), place.project)

    def counts(self, project: int | None = None) -> Mapping[Level, int]:
        """How many findings of each level are open in a project."""
        return counts(self.findings(project))

    def year_counts(self) -> Mapping[Level, int]:
        """How many findings of each level are open in the year that is shown."""
        return counts(tuple(f for dossier in self.filed for f in self.findings(dossier.id)))

    def readiness(self) -> Readiness:
        """How the year that is shown stands before it is handed in."""
        return self._workbook.readiness(self._year)

    def overview(self, today: date) -> Overview:
        """The year that is shown at a glance, with the money of the year before."""
        of_both = (*self.filed, *self.book.of_year(self._year - 1))
        cases = {dossier.id: self._workbook.case(dossier.id) for dossier in of_both}
        findings = {dossier.id: self._workbook.findings(dossier.id) for dossier in self.filed}
        return overview(self.book, self._year, cases, findings, today)

    def changes_since_export(self) -> int:
        """How many steps were taken since files were written last, or at all."""
        last = max((one.at for one in self._workbook.exports()), default="")
        return sum(step.done and step.at > last for step in self._workbook.history())

    def first_typed_over(self) -> Place | None:
        """The first computed cell of the year that was typed over."""
        answers = ((dossier.id, key, text) for dossier in self.filed for key, text in dossier.answers.items())
        found = (Place("answer", number, key) for number, key, text in answers if key.startswith(TYPED_OVER) and text)
        return next(found, None)

    def find(self, words: str) -> tuple[Hit, ...]:
        """The texts of the book that hold some words; those of the year that is shown first."""
        return find(self.book, words, self._year)

    def replacements(self, old: str, new: str) -> tuple[Replacement, ...]:
        """What replacing words in the answers and goals of the year that is shown would change."""
        return replacements(self.book, old, new, self._year)

    def plan_takeover(self, year: int, choice: Choice, source: Book | None = None) -> Takeover:
        """What the year that is shown would take from an earlier one, of this book or of ``source``."""
        return plan_takeover(self.book, year, self._year, choice, source)

    def past(self) -> tuple[tuple[Line, ...], tuple[Deleted, ...]]:
        """The steps that are remembered, newest first, undone ones included; and what was deleted and can come back."""
        steps = self._workbook.history()
        return listed(self.book, steps), deleted(self.book, steps)

    def rule_settings(self) -> tuple[RuleSetting, ...]:
        """Every rule with its level and parameters, under the form of what is shown."""
        return self._workbook.rule_settings(self.form if self._project in self.book.dossiers else None)

    def next_finding(self, after: Finding | None) -> Finding | None:
        """The open finding behind ``after`` in the list, which may have been answered meanwhile; round to the first."""
        here = "" if after is None else after.subject
        listed = by_cause(f for f in self.findings() if f.open or f.subject == here)
        behind = next((number + 1 for number, f in enumerate(listed) if f.subject == here), 0)
        return next((f for f in (*listed[behind:], *listed[:behind]) if f.open), None)


def _concerns(form: Form, of: str) -> bool:
    """Whether a project, or the unit, may be filed under a form; a summary alone is filed for the unit."""
    if form.documents_of(of):
        return True
    if of == "unit":
        return any(topic.of == "unit" and topic.key for topic in form.topics)
    return form.stage != "summary"
