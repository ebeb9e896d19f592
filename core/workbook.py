"""An open book: each step of the clerk goes to the disk first, then into memory, and says what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from core import marks
from core.accounts.values import accounts_of
from core.affected import affected
from core.backup import FOLDER, Backup, copy_to, listed, make, make_if_changed, put_back
from core.beside import NOTHING_BESIDE, Beside, beside
from core.checking import check
from core.edits import AddRow, Edit, Misfit, RemoveRow, SetField, steps, table_of
from core.forms.adapted import form_in
from core.forms.model import Form
from core.history import Step, Way, way_to
from core.model import UNIT_ROW, Book, Dossier, Mark, Place, Project
from core.readiness import Readiness, Standing, readiness, standing
from core.reading import Values, read
from core.rule_settings import RuleSetting, rule_settings
from core.rules.finding import Case, Finding
from core.scoring.scores import Scores, score
from core.store import Export, Store
from core.trouble import BookTrouble

MERGE_SECONDS = 60.0  # typing at one place within this time is one step of undo


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did: its name, the edit as it was carried out, and the projects to look at again.

    ``projects`` holds every project whose values or findings may be others now, one that is gone and the unit's dossier
    of the year included, and ``UNIT_ROW`` when the unit's own facts changed.
    """

    name: str
    edit: Edit
    projects: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Typing:
    """The step that more typing at the same place, or in the row it added, still belongs to."""

    step: int
    edit: SetField | AddRow
    since: float


class Workbook:
    """One open book.  Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store, backups: Path | None = None) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self._store = store
        self._backups = backups or store.path.parent / FOLDER
        self._book = store.load()
        self._next_id = self._book.next_id
        self._typing: _Typing | None = None
        self._cases: dict[int, Case] = {}
        self._as_of: dict[int, Book] = {}  # the book each case was made from
        self._findings: dict[int, tuple[Case, tuple[Finding, ...]]] = {}
        self._standings: dict[int, tuple[Values, tuple[Finding, ...], Standing]] = {}
        self._of_year: dict[int, tuple[Project, ...]] = {}
        self.backup_trouble = ""

    @classmethod
    def create(cls, path: Path, book: Book | None = None, *, backups: Path | None = None) -> Self:
        """Write a new file with ``book`` (default: an empty one) and open it.  BookTrouble when the name is taken."""
        Store.create(path, book or Book())
        return cls.open(path, backups=backups)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, backups: Path | None = None) -> Self:
        """Open a book; one of an older version is backed up and brought up to date.

        ``backups`` is the folder for backups.  When it is named, a changed book is backed up now; if that fails the
        book opens all the same and ``backup_trouble`` holds the sentence.  Without it, backups go beside the book.

        BookTrouble when the file is no sound book, of a newer version, read-only or open elsewhere; it stays as it is.
        """
        folder = backups or path.absolute().parent / FOLDER
        store = Store.open(
            path,
            read_only=read_only,
            before_upgrade=lambda source: make(source, path, folder, "升级前"),
        )
        try:
            workbook = cls(store, folder)
        except BaseException:
            store.close()
            raise
        if backups is not None and not read_only:
            workbook._back_up_if_changed()
        return workbook

    @classmethod
    def recover(cls, path: Path, from_backup: Path, *, backups: Path | None = None) -> Self:
        """Open, as one of its backups, a book that cannot be opened any more; what stood there is moved aside."""
        put_back(from_backup, path)
        return cls.open(path, backups=backups)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; every finished step is already in it.  A second time does nothing."""
        self._store.close()

    def renew(self) -> None:
        """Say to other machines that the book is still open here; asked now and then while nothing is typed.

        BookTrouble when one of them has taken it over meanwhile.
        """
        self._store.renew()

    # ---- what is there

    @property
    def book(self) -> Book:
        """The book as it stands on the disk; never changed in place."""
        return self._book

    @property
    def path(self) -> Path:
        """Where the book lies."""
        return self._store.path

    @property
    def number(self) -> str:
        """The book's own number, by which its backups are known."""
        return self._store.meta("book")

    @property
    def read_only(self) -> bool:
        """Whether every step will be refused."""
        return self._store.read_only

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have projects, newest first."""
        return self._book.years()

    def form(self, project: int) -> Form:
        """The form a project is filed under, with the office's own settings of the rules."""
        return form_in(self._book, self._book.dossiers[project].project)

    def case(self, project: int) -> Case:
        """A project read and scored, with its neighbours; computed when something it depends on has changed.

        The unit's dossier depends on every project of its year.
        """
        if self._as_of.get(project) is self._book:
            return self._cases[project]
        dossier = self._book.dossiers[project]
        peers = self._projects_of(dossier.project.year)
        members = tuple(self.case(p.id).values for p in peers) if dossier.is_unit else ()
        near = beside(self._book, dossier)
        case = _case(self._book, dossier, _others(peers, project), self._cases.get(project), members, near)
        self._cases[project], self._as_of[project] = case, self._book
        return case

    def look_again(self) -> None:
        """Compute every project anew when it is asked for: the forms there are have changed, the book has not."""
        self._as_of.clear()

    def scores(self, project: int) -> Scores | None:
        """The points of a project; None under a form without scores."""
        return self.case(project).scores

    def findings(self, project: int) -> tuple[Finding, ...]:
        """What does not add up in a project, answered findings included."""
        case = self.case(project)
        kept = self._findings.get(project)
        if kept is None or kept[0] is not case:
            kept = self._findings[project] = case, check(case)
        return kept[1]

    def findings_if(self, edit: Edit, project: int) -> tuple[Finding, ...]:
        """What the findings of a project would be after an edit; nothing is stored."""
        book = edit.apply(self._book)
        dossier = book.dossiers[project]
        projects = book.of_year(dossier.project.year)
        read_anew = (_case(book, d, (), self._cases.get(d.id)).values for d in projects)
        members = tuple(read_anew) if dossier.is_unit else ()
        peers = _others((d.project for d in projects), project)
        return check(_case(book, dossier, peers, self._cases.get(project), members, beside(book, dossier)))

    def _projects_of(self, year: int) -> tuple[Project, ...]:
        if year not in self._of_year:
            self._of_year[year] = tuple(dossier.project for dossier in self._book.of_year(year))
        return self._of_year[year]

    # ---- marks, settings, readiness

    def marks_at(self, place: Place) -> tuple[Mark, ...]:
        """The marks 待核 and 备注 of a cell."""
        return marks.marks_at(self._book, place)

    def origin_of(self, place: Place) -> marks.Origin:
        """Where the text of a cell came from, as a letter; blank when it was typed or confirmed."""
        return marks.origin_of(self._book, place)

    def pending(self, year: int) -> tuple[marks.Pending, ...]:
        """The values of a year marked 待核, those of the unit itself first."""
        return marks.pending(self._book, (UNIT_ROW, *(dossier.id for dossier in self._filed(year))))

    def rule_settings(self, form: Form | None = None) -> tuple[RuleSetting, ...]:
        """Every rule with its levels and parameters under a form (default: that of new projects)."""
        return rule_settings(self._book, form)

    def readiness(self, year: int) -> Readiness:
        """How a year stands before it is handed in; what has not changed since it was asked last is not done again."""
        standings = (self.standing(dossier.id) for dossier in self._filed(year))
        return readiness(self._book, year, standings, date.today())

    def standing(self, project: int) -> Standing:
        """How one project, or the unit's dossier, stands; kept while nothing it depends on changes."""
        case, findings = self.case(project), self.findings(project)
        kept = self._standings.get(project)
        if kept is None or kept[0] is not case.values or kept[1] != findings:
            kept = self._standings[project] = case.values, findings, standing(self._book, case, findings)
        return kept[2]

    def _filed(self, year: int) -> tuple[Dossier, ...]:
        """The projects of a year, behind them the unit's dossier."""
        whole = self._book.whole_of(year)
        return (*self._book.of_year(year), *((whole,) if whole else ()))

    # ---- the clerk's steps

    def new_id(self) -> int:
        """A number for a new row, never given before."""
        number = max(self._next_id, self._book.next_id)
        self._next_id = number + 1
        return number

    def submit(self, edit: Edit, name: str, merge: bool = False) -> Outcome:
        """Take one step.  ``name`` is what undo will call it.

        With ``merge`` typing at the place of the step before, or in the row that it added, belongs to that step, for a
        minute from its beginning; so does taking that row out again.
        An edit that changes nothing is no step.  BookTrouble when the disk refuses; :class:`~core.edits.Misfit` when
        the edit was made for another book.  In both cases nothing has changed.
        """
        after = edit.apply(self._book)
        if all(isinstance(step, SetField) and step.old == step.new for step in steps(edit)):
            return Outcome(name, edit, frozenset())
        typing = self._typing if merge else None
        if typing is not None and _goes_on(typing, edit):
            whole = _together(typing.edit, edit, after)
            self._store.extend(typing.step, edit, whole, after.next_id)
            self._typing = None if whole is None else replace(typing, edit=whole)
        else:
            step = self._store.add(edit, name, after.next_id)
            self._typing = _Typing(step, edit, monotonic()) if merge and isinstance(edit, SetField | AddRow) else None
        return self._moved(name, edit, after)

    @property
    def undo_name(self) -> str | None:
        """The name of the step :meth:`undo` takes back."""
        return self._store.undo_name

    @property
    def redo_name(self) -> str | None:
        """The name of the step :meth:`redo` takes again."""
        return self._store.redo_name

    def undo(self) -> Outcome | None:
        """Take the newest step back, of an earlier day as well; None when there is none.  BookTrouble as in submit."""
        step = self._store.step_to_undo()
        return None if step is None else self._turned(Way((step,), done=False))

    def redo(self) -> Outcome | None:
        """Take the step again that was taken back last; None when there is none.  BookTrouble as in submit."""
        step = self._store.step_to_redo()
        return None if step is None else self._turned(Way((step,), done=True))

    def history(self) -> tuple[Step, ...]:
        """The steps that are remembered, newest first, undone ones included; of a restored backup its own."""
        return self._store.steps()

    def go_to_step(self, number: int) -> Outcome | None:
        """Undo or redo until the step of this number is the last one done (:data:`core.history.START`: until none is).

        All of it or nothing; None when it is so already, or there is no such step.  BookTrouble as in submit.
        """
        way = way_to(self._store.steps(), number)
        return self._turned(way) if way.steps else None

    def _turned(self, way: Way) -> Outcome:
        try:
            after = way.edit.apply(self._book)
        except Misfit as error:
            verb = "重做" if way.done else "撤销"
            raise BookTrouble(
                f"不能{verb}“{way.name}”：账套的内容与记录对不上，可能被别的程序改过；请直接修改，或者从备份中恢复。"
            ) from error
        self._store.turn((step.id for step in way.steps), way.edit, way.done, after.next_id)
        self._typing = None
        return self._moved(way.name, way.edit, after)

    def _moved(self, name: str, edit: Edit, after: Book) -> Outcome:
        """The disk has it: now memory follows."""
        before, self._book = self._book, after
        self._of_year = {}
        for gone in before.dossiers.keys() - after.dossiers.keys():
            self._cases.pop(gone, None)
            self._as_of.pop(gone, None)
            self._findings.pop(gone, None)
            self._standings.pop(gone, None)
        return Outcome(name, edit, affected(edit, before, after))

    # ---- exports and backups

    def log_export(self, entry: Export) -> None:
        """Note down a file that was written.  A book opened for reading only keeps no such note."""
        if not self.read_only:
            self._store.log_export(entry)

    def exports(self) -> tuple[Export, ...]:
        """The files that were written, newest first."""
        return self._store.exports()

    def backup(self, why: str) -> Path:
        """Make a backup now and return its file; ``why`` becomes part of its name (导入前).  BookTrouble."""
        return make(self._store.connection, self.path, self._backups, why)

    def copy_to(self, path: Path) -> None:
        """Write the book as it stands to another file, history included.  BookTrouble when the name is taken."""
        copy_to(self._store.connection, path)

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this book, newest first."""
        return backups_of(self.path, self._backups)

    def restore(self, path: Path) -> Path:
        """Become what a backup holds, history included; returns the backup made of the book as it was.  BookTrouble."""
        with closing(Store.open(path, read_only=True)) as source:
            source.load()
        made = self.backup("恢复前")
        self._store.become(path)
        self._book = self._store.load()
        self._typing = None
        self._cases, self._findings, self._standings, self._of_year = {}, {}, {}, {}
        return made

    def _back_up_if_changed(self) -> None:
        try:
            make_if_changed(self._store.connection, self.path, self._backups, "打开时")
        except BookTrouble as trouble:
            self.backup_trouble = str(trouble)


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a book that need not be open, newest first; ``folder`` as for :meth:`Workbook.open`."""
    return listed(folder or path.absolute().parent / FOLDER, path)


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


def _others(projects: Iterable[Project], project: int) -> tuple[Project, ...]:
    return tuple(other for other in projects if other.id != project)


def _goes_on(typing: _Typing, edit: Edit) -> bool:
    if monotonic() - typing.since >= MERGE_SECONDS:
        return False
    begun = typing.edit
    if isinstance(begun, SetField):
        return isinstance(edit, SetField) and edit.place == begun.place
    if isinstance(begun.row, Project):
        return False
    if isinstance(edit, SetField):
        return (edit.place.table, edit.place.row) == (table_of(begun.row), begun.row.id)
    return isinstance(edit, RemoveRow) and edit.row == begun.row


def _together(begun: SetField | AddRow, edit: Edit, after: Book) -> SetField | AddRow | None:
    """The two steps as one; None where nothing is left of them.  ``after`` is the book as both have made it."""
    if not isinstance(edit, SetField):
        return None
    if isinstance(begun, SetField):
        return None if begun.old == edit.new else replace(begun, new=edit.new)
    rows = after.dossiers[edit.place.project].rows(edit.place.table)
    return AddRow(next(row for row in rows if row.id == edit.place.row))
