"""What the clerk should know before handing in: what is missing, contradicts, waits, was answered, is 待核 or blank.

Everything here is said, nothing is forbidden: files can be written in every case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from core.forms.model import Form
from core.headers import called
from core.marks import Pending, pending
from core.model import UNIT_ROW, Book, Place, Project
from core.office.rule_set import RuleSet
from core.office.rule_settings import ineffective
from core.place_words import words_of
from core.rules.finding import Finding, Level, counts

PageName = Literal["基本信息", "资金", "目标", "指标", "正文"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A blank the form wants filled: the page it is on, what it is called, and what a rule says of it, if one does."""

    place: Place
    page: PageName
    words: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value marked 待核, and what it is called."""

    pending: Pending
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a value, and what the value is called."""

    place: Place
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Override:
    """Points the clerk gave in place of the computed ones: what they are called, both in 分, and the reason."""

    place: Place
    words: str
    given: Decimal
    computed: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one project, or the unit's dossier, stands.

    ``contradicting`` are the errors, ``waiting`` the 需核实 and ``hints`` the 提示 nobody has answered; a finding about
    a blank stands with that blank in ``missing`` and in none of them.  ``blanks`` counts the ＿＿ its documents would
    print in running text.
    """

    project: Project
    form: Form
    rules: RuleSet
    missing: tuple[Missing, ...]
    contradicting: tuple[Finding, ...]
    waiting: tuple[Finding, ...]
    hints: tuple[Finding, ...]
    answered: tuple[Finding, ...]
    pending: tuple[Doubt, ...]
    notes: tuple[Note, ...]
    overrides: tuple[Override, ...]
    blanks: int

    @property
    def open(self) -> tuple[Finding, ...]:
        """Every finding that waits for the clerk, errors first; those about a blank are in ``missing``."""
        return (*self.contradicting, *self.waiting, *self.hints)

    @property
    def sections(self) -> int:
        """Headings of the running text under which nothing is written."""
        return sum(one.page == "正文" for one in self.missing)

    @property
    def name(self) -> str:
        """What the project is called in a list."""
        return called(self.project) or "未命名项目"

    @property
    def clear(self) -> bool:
        """Whether nothing is left to do: hints, reasons and notes do not count."""
        return not (self.missing or self.contradicting or self.waiting or self.pending or self.blanks)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a year stands: the unit's own facts, then every project in the clerk's order, the unit's dossier last.

    ``whole_missing`` says that a form in use prints documents of the unit and nothing is written for them yet;
    ``ineffective`` are the settings of rules that change nothing.
    """

    year: int
    on: date
    missing: tuple[Missing, ...]  # of the unit itself
    pending: tuple[Doubt, ...]
    standings: tuple[Standing, ...]
    whole_missing: bool
    ineffective: tuple[str, ...]

    def of(self, project: int) -> Readiness:
        """How one project stands alone, beside the unit's own facts, which its documents print as well."""
        own = tuple(one for one in self.standings if one.project.id == project)
        return replace(self, standings=own, whole_missing=False)

    @property
    def missing_count(self) -> int:
        """Blanks to fill, those of the unit counted once."""
        return len(self.missing) + sum(len(one.missing) for one in self.standings)

    @property
    def sections(self) -> int:
        """Headings under which nothing is written, in all documents."""
        return sum(one.sections for one in self.standings)

    def counts(self, topic: str = "") -> Mapping[Level, int]:
        """How many findings of each level wait for the clerk, of one topic or of all."""
        found = (finding for one in self.standings for finding in one.open)
        return counts(finding for finding in found if topic in ("", finding.topic))

    @property
    def pending_count(self) -> int:
        """Values marked 待核."""
        return len(self.pending) + sum(len(one.pending) for one in self.standings)

    @property
    def blanks(self) -> int:
        """＿＿ that would be printed."""
        return sum(one.blanks for one in self.standings)

    @property
    def clear(self) -> bool:
        """Whether nothing is left to do in the whole year."""
        return not (self.missing or self.pending) and all(one.clear for one in self.standings)


def readiness(book: Book, year: int, standings: Iterable[Standing], on: date) -> Readiness:
    """The readiness of a year, made of how each of its projects and the unit's dossier stand (:mod:`core.standing`)."""
    found = tuple(standings)
    missing = {one.place: one for each in found for one in each.missing if one.place.project == UNIT_ROW}
    own = tuple(_without_unit(each) for each in found)
    form = found[0].form if found else None
    doubts = doubts_of(book, UNIT_ROW, form) if form else ()
    wanted = any(one.form.documents_of("unit") for one in found)
    return Readiness(
        year,
        on,
        tuple(missing.values()),
        doubts,
        own,
        wanted and book.whole_of(year) is None,
        ineffective(book.answers),
    )


def doubts_of(book: Book, project: int, form: Form) -> tuple[Doubt, ...]:
    """The values of a project, or of the unit itself, that are marked 待核."""
    dossier = book.dossiers.get(project)
    return tuple(Doubt(one, words_of(form, dossier, one.place)) for one in pending(book, (project,)))


def _without_unit(one: Standing) -> Standing:
    own = tuple(each for each in one.missing if each.place.project != UNIT_ROW)
    return one if len(own) == len(one.missing) else replace(one, missing=own)
