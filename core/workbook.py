"""An open book: each step of the clerk goes to the disk first, then into memory, and says what it changed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core import marks
from core.affected import affected
from core.backup import FOLDER, Backup, copy_to, listed, make, make_if_changed, put_back
from core.cases import Cases
from core.edits import AddRow, Edit, Misfit, SetField, steps
from core.forms.model import Form
from core.history import Step, Way, way_to
from core.merging import Typing, goes_on, together
from core.model import UNIT_ROW, Book, Dossier, Mark, Place
from core.office.adapted import form_in
from core.office.rule_settings import RuleSetting, rule_settings
from core.rules.finding import Case, Finding
from core.scoring.scores import Scores
from core.store import Export, Store
from core.trouble import BookTrouble

if TYPE_CHECKING:
    from core.readiness import Readiness, Standing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did: its name, the edit as it was carried out, and the projects to look at again.

    ``projects`` holds every project whose values or findings may be others now, one that is gone and the unit's dossier
    of the year included, and ``UNIT_ROW`` when the unit's own facts changed.
    """

    name: str
    edit: Edit
    projects: frozenset[int]


class Workbook:
    """One open book.  Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store, backups: Path | None = None) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self._store = store
        self._backups = backups or store.path.parent / FOLDER
        self._book = store.load()
        self._next_id = self._book.next_id
        self._typing: Typing | None = None
        self._cases = Cases()
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

    def get_ready(self) -> None:
        """Load what the first step needs, while nobody waits for it."""
        self._store.get_ready()

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
        return self._cases.case(self._book, project)

    def look_again(self) -> None:
        """Compute every project anew when it is asked for: the forms there are have changed, the book has not."""
        self._cases.look_again()

    def scores(self, project: int) -> Scores | None:
        """The points of a project; None under a form without scores."""
        return self.case(project).scores

    def findings(self, project: int) -> tuple[Finding, ...]:
        """What does not add up in a project, answered findings included."""
        return self._cases.findings(self._book, project)

    def findings_if(self, edit: Edit, project: int) -> tuple[Finding, ...]:
        """What the findings of a project would be after an edit; nothing is stored."""
        return self._cases.findings_if(self._book, edit, project)

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
        from core.readiness import readiness

        standings = (self.standing(dossier.id) for dossier in self._filed(year))
        return readiness(self._book, year, standings, date.today())

    def standing(self, project: int) -> Standing:
        """How one project, or the unit's dossier, stands; kept while nothing it depends on changes."""
        return self._cases.standing(self._book, project)

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
        if typing is not None and goes_on(typing, edit):
            whole = together(typing.edit, edit, after)
            self._store.extend(typing.step, edit, whole, after.next_id)
            self._typing = None if whole is None else replace(typing, edit=whole)
        else:
            step = self._store.add(edit, name, after.next_id)
            self._typing = Typing(step, edit, monotonic()) if merge and isinstance(edit, SetField | AddRow) else None
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
        self._cases.moved(before, after)
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
        self._cases = Cases()
        return made

    def _back_up_if_changed(self) -> None:
        try:
            make_if_changed(self._store.connection, self.path, self._backups, "打开时")
        except BookTrouble as trouble:
            self.backup_trouble = str(trouble)


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a book that need not be open, newest first; ``folder`` as for :meth:`Workbook.open`."""
    return listed(folder or path.absolute().parent / FOLDER, path)
