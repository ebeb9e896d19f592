"""Taking over last year: what was planned and who was in charge, never an amount, a result or a score of it, save the
final accounts of the unit, which stand in the new year's as those of the year before (上年决算数).

The year to take from lies in the same book or in another one.  A project is the same in both years when its name or
code is; one that is there already is left alone, or filled where it is blank.  What the clerk wrote is never changed,
and everything taken carries the mark 上年 until it is retyped or confirmed (:mod:`core.marks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Literal

from core.accounts.classification import item
from core.accounts.lines import SECTIONS
from core.accounts.rows import EconomicLine, FunctionLine
from core.accounts.values import read_accounts
from core.edits import POSITION_GAP, AddRow, Batch, Edit, next_position, set_text
from core.headers import called
from core.kinds import normal, read_date
from core.links import relinked_text
from core.marks import with_origin
from core.model import GOAL_PERIODS, LAST_YEAR, UNIT_ROW, Book, Dossier, Goal, Indicator, Place, Project
from core.reading import TYPED_OVER
from core.report.paths import parts
from core.search.alike import plain, same_project, same_rows

There = Literal["fill", "skip"]

_HEADERS = ("code", "department", "department_code", "agency", "agency_code", "level", "form")
_PEOPLE = ("leader", "finance_leader", "phone")
_UNIT_HEADERS = ("name", "code", "department", "department_code", "region", "level", "finance_bureau", "form")
_UNIT_PEOPLE = ("leader", "preparer", "phone")
_INDICATOR = ("level1", "level2", "name", "direction", "unit", "weight", "evidence")
_LASTING_KIND = "延续"  # 新增 and 一次性 are said of one year
_OF_FIGURES = frozenset({"execution_reason", "adjustment_reason", "arrival_reason", "arrived_in", "spending"})
"""Answers that explain the year's amounts: as little taken over as the amounts themselves."""
_WITH_PREVIOUS = tuple(line.key for section in SECTIONS if "previous" in section.measures for line in section.lines)
_YEARS = r"(?:19|20)\d\d\s*年|[〇○零一二三四五六七八九]{4}年"
_NO_WORDS = frozenset({"form", "code", "department_code", "agency_code", "phone"})  # digits there name no year
_BESIDE = 12  # letters shown on both sides of a year


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clerk wants of last year.

    ``projects`` are numbers of last year's projects, None for all.  ``there`` says what happens to a project that the
    new year has already.  Goals come without what became of them, indicators without targets unless ``targets``.
    """

    headers: bool = True
    people: bool = True
    goals: bool = True
    indicators: bool = True
    targets: bool = False
    answers: bool = True
    whole: bool = True  # the answers of the unit's dossier
    previous: bool = True  # 上年决算数, where the years follow each other
    there: There = "fill"
    projects: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of one project of last year (``source``, by its number there) into ``project`` of the new year."""

    source: int
    project: int
    name: str
    state: Literal["new", "filled", "skipped"]
    headers: int = 0
    goals: int = 0
    indicators: int = 0
    answers: int = 0
    previous: int = 0


@dataclass(frozen=True, slots=True)
class YearSpoken:
    """A year in a text that is taken as it stands: where it will stand, its words around it, and the year."""

    place: Place
    before: str
    year: str
    after: str


@dataclass(frozen=True, slots=True)
class Takeover:
    """The step, None when there is nothing to take; what it does project by project; and the years its texts name."""

    edit: Batch | None
    projects: tuple[Taken, ...]
    years: tuple[YearSpoken, ...]


def plan_takeover(
    book: Book, from_year: int, to_year: int, choice: Choice | None = None, source: Book | None = None
) -> Takeover:
    """Plan what a year takes from an earlier one; ``source`` is another book (default: this one)."""
    choice = choice or Choice()
    other = source or book
    plan = _Plan(book, from_year, to_year, choice)
    if other is not book:
        plan.take_unit(other)
    for old in other.of_year(from_year):
        if choice.projects is None or old.id in choice.projects:
            plan.take(old)
        else:
            plan.know(old)
    whole = other.whole_of(from_year)
    if whole is not None:
        plan.take_whole(whole)
    if not plan.edits:
        return Takeover(None, tuple(plan.taken), ())
    edit = with_origin(book, Batch(tuple(plan.edits)), LAST_YEAR)
    return Takeover(edit, tuple(plan.taken), tuple(plan.years))


class _Plan:
    """The step as it grows, and the book it has led to."""

    def __init__(self, book: Book, from_year: int, to_year: int, choice: Choice) -> None:
        self.book = book
        self.year = to_year
        self._is_next = to_year == from_year + 1
        self._year_words = re.compile(rf"(?<![\d.])(?:{_YEARS}|{from_year}(?!\d))", re.ASCII)
        self.choice = choice
        self.ids = count(book.next_id)
        self.edits: list[Edit] = []
        self.taken: list[Taken] = []
        self.years: list[YearSpoken] = []
        self.members: dict[int, tuple[int, Mapping[tuple[str, int], int]]] = {}  # last year's projects -> this year's

    def do(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.book = edit.apply(self.book)

    def fill(self, place: Place, text: str) -> bool:
        """Type a text where nothing stands; False when something does, or there is nothing to type."""
        if not text.strip() or self.book.text(place).strip():
            return False
        self.do(set_text(self.book, place, text))
        if place.field not in _NO_WORDS:
            self.years += self._years_in(place, text)
        return True

    def _years_in(self, place: Place, text: str) -> Iterator[YearSpoken]:
        """The years a text names, each where it comes first; last year's also without 年.  A live figure names none."""
        said = normal("…".join(piece for piece, _, _ in parts(text)))
        seen: set[str] = set()
        for found in self._year_words.finditer(said):
            if found.group() in seen:
                continue
            seen.add(found.group())
            yield YearSpoken(place, _before(said[: found.start()]), found.group(), said[found.end() :][:_BESIDE])

    def take_unit(self, other: Book) -> None:
        """The facts of the unit itself, from another book; not from that of another office."""
        ours, theirs = plain(self.book.unit.name), plain(other.unit.name)
        if ours and theirs and ours != theirs:
            return
        for name in (*(_UNIT_HEADERS if self.choice.headers else ()), *(_UNIT_PEOPLE if self.choice.people else ())):
            self.fill(Place("unit", UNIT_ROW, name), str(getattr(other.unit, name)))

    def know(self, old: Dossier) -> None:
        """Leave a project where it is; the unit's dossier may speak of it all the same."""
        if (there := self._same_as(old)) is not None:
            self.members[old.id] = there.id, same_rows(old, there)

    def take(self, old: Dossier) -> None:
        """One project of last year, or the unit's dossier."""
        there, choice, name = self._same_as(old), self.choice, called(old.project)
        if there is None and not plain(name):
            return  # nobody could tell it from another one
        if there is not None and choice.there == "skip":
            self.know(old)
            self.taken.append(Taken(old.id, there.id, name, "skipped"))
            return
        number = there.id if there is not None else self._add(old)
        headers = sum(self.fill(Place("project", number, field), text) for field, text in self._headers(old))
        indicators = self._indicators(old, number) if choice.indicators else 0
        previous = self._previous(old, number) if self._takes_accounts(old) else 0
        # The texts last: they speak of rows, which are there by now.
        self.members[old.id] = number, same_rows(old, self.book.dossiers[number])
        goals = self._goals(old, number) if choice.goals else 0
        answers = self._answers(old, number) if choice.answers else 0
        filled = headers or goals or indicators or answers or previous
        state: Literal["new", "filled", "skipped"] = "new" if there is None else "filled" if filled else "skipped"
        self.taken.append(Taken(old.id, number, name, state, headers, goals, indicators, answers, previous))

    def take_whole(self, old: Dossier) -> None:
        """The unit's dossier: its answers, and its final accounts as those of the year before."""
        if self.choice.answers and self.choice.whole:
            self.take(old)
        elif self._takes_accounts(old):
            self._take_accounts_alone(old)

    def _takes_accounts(self, old: Dossier) -> bool:
        return old.is_unit and self.choice.previous and self._is_next and read_accounts(old).begun

    def _take_accounts_alone(self, old: Dossier) -> None:
        there, name = self._same_as(old), called(old.project)
        if there is not None and self.choice.there == "skip":
            self.taken.append(Taken(old.id, there.id, name, "skipped"))
            return
        number = there.id if there is not None else self._add(old)
        taken = self._previous(old, number)
        state: Literal["new", "filled", "skipped"] = "new" if there is None else "filled" if taken else "skipped"
        self.taken.append(Taken(old.id, number, name, state, previous=taken))

    def _same_as(self, old: Dossier) -> Dossier | None:
        if old.is_unit:
            return self.book.whole_of(self.year)
        return next((d for d in self.book.of_year(self.year) if same_project(d.project, old.project)), None)

    def _add(self, old: Dossier) -> int:
        number = next(self.ids)
        position = 0 if old.is_unit else next_position(tuple(d.project for d in self.book.of_year(self.year)))
        self.do(AddRow(Project(number, self.year, position, old.project.name, scope=old.project.scope)))
        if not old.is_unit:
            for place, period in enumerate(GOAL_PERIODS, start=1):
                self.do(AddRow(Goal(next(self.ids), number, place * POSITION_GAP, period)))
        return number

    def _headers(self, old: Dossier) -> Iterator[tuple[str, str]]:
        """Fields of the project with their texts; a span of time only while it lasts into the new year."""
        project, choice = old.project, self.choice
        names = (*(_HEADERS if choice.headers else ()), *(_PEOPLE if choice.people else ()))
        yield from ((name, str(getattr(project, name))) for name in names)
        if choice.headers and project.kind == _LASTING_KIND:
            yield "kind", project.kind
        ends = read_date(project.ends)
        if choice.headers and isinstance(ends, date) and ends.year >= self.year:
            yield from (("starts", project.starts), ("ends", project.ends))

    def _goals(self, old: Dossier, number: int) -> int:
        """What was expected: the first goal of a period for the first, the second for the second."""
        rows = self.members[old.id][1]
        taken = 0
        for goal in old.goal:
            text = relinked_text(goal.expected, rows)
            there = rows.get(("goal", goal.id))
            if there is not None:
                taken += self.fill(Place("goal", number, "expected", there), text)
            elif text.strip():
                made = Goal(next(self.ids), number, next_position(self.book.dossiers[number].goal), goal.period, text)
                self.do(AddRow(made))
                self.years += self._years_in(Place("goal", number, "expected", made.id), text)
                taken += 1
        return taken

    def _indicators(self, old: Dossier, number: int) -> int:
        """Indicators by name: what is blank is filled, one that is not there is added behind."""
        fields = (*_INDICATOR, "target") if self.choice.targets else _INDICATOR
        there = same_rows(old, self.book.dossiers[number])
        taken = 0
        for row in old.indicator:
            texts = {field: str(getattr(row, field)) for field in fields}
            same = there.get(("indicator", row.id))
            if same is not None:
                filled = sum(self.fill(Place("indicator", number, f, same), text) for f, text in texts.items())
                taken += filled > 0
            elif plain(row.name):
                self._add_indicator(number, texts)
                taken += 1
        return taken

    def _add_indicator(self, number: int, texts: Mapping[str, str]) -> None:
        made = Indicator(next(self.ids), number, next_position(self.book.dossiers[number].indicator), **texts)
        self.do(AddRow(made))
        for field, text in texts.items():
            self.years += self._years_in(Place("indicator", number, field, made.id), text)

    def _previous(self, old: Dossier, number: int) -> int:
        """The outturns of last year; a row that is not there comes with its code and its names as they are now."""
        accounts = read_accounts(old)
        taken = 0
        for line in _WITH_PREVIOUS:
            if (line, "outturn") in accounts.typed:
                taken += self.fill(Place("account", number, f"{line}.previous"), accounts.text(line, "outturn"))
        there = same_rows(old, self.book.dossiers[number])
        for row in (*accounts.function, *accounts.economic):
            if "outturn" not in row.amounts:
                continue
            same = there.get((row.table, row.row.id))
            if same is not None:
                taken += self.fill(Place(row.table, number, "previous", same), row.row.outturn)
            else:
                self._add_line(number, row.table, row.row)
                taken += 1
        return taken

    def _add_line(self, number: int, table: str, old: FunctionLine | EconomicLine) -> None:
        made = next(self.ids), number, next_position(self.book.dossiers[number].rows(table))
        if isinstance(old, EconomicLine):
            self.do(AddRow(EconomicLine(*made, old.kind, old.code, old.name, previous=old.outturn)))
            return
        known = item(old.code, self.year)
        names = (known.category, known.section, known.item) if known else (old.category, old.section, old.item)
        self.do(AddRow(FunctionLine(*made, old.source, old.code, *names, previous=old.outturn)))

    def _answers(self, old: Dossier, number: int) -> int:
        rows = self.members[old.id][1]
        return sum(
            self.fill(Place("answer", number, key), relinked_text(text, rows, self.members))
            for key, text in old.answers.items()
            if _is_taken(key)
        )


def _before(text: str) -> str:
    """The end of what stands before a year: from its own sentence, and not without saying that it was cut."""
    sentence = re.split(r"[。；！？\n]", text)[-1].lstrip()
    return sentence if len(sentence) <= _BESIDE else f"…{sentence[-_BESIDE:]}"


def _is_taken(key: str) -> bool:
    """Whether an answer may be taken over: not what was typed over a computed cell, nor a reason for amounts."""
    return not key.startswith(TYPED_OVER) and key not in _OF_FIGURES
