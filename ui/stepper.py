"""The stepping half of the desk: steps are taken and taken back, the place of work moves, and everybody hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from core.edits import Batch, Edit, set_text, steps
from core.garbage import search_put_off
from core.model import UNIT_ROW, Place
from core.trouble import Trouble
from core.workbook import Outcome, Workbook
from ui.reader import Reader
from ui.touched import place_of, project_of

READ_ONLY = "账套是只读的，可以看，可以导出，不能修改。"
FOLLOW_MS = 30  # behind the paint of the key, which the screen's own timer may hold back for some ms


class Stepper(Reader):
    """Takes steps in one open book, and knows which project is at hand."""

    changed = Signal(object)  # Outcome: a step is on disk and in memory
    followed = Signal(object)  # frozenset of projects: the place of work is painted, what stands around it comes next
    selected = Signal(int)  # another project (0: none) or year is shown
    asked_for = Signal(object)  # Place: bring this cell into view
    wants_reason = Signal(object)  # Finding: open the box for the clerk's answer
    wants_rule = Signal(str)  # id of a rule: show its card
    told = Signal(str)  # a sentence for the status line
    failed = Signal(str)  # a Trouble's sentence; what was typed is still in its cell
    saved = Signal(object)  # datetime of the last step on disk
    removed = Signal(str)  # name of a project that was taken out just now
    leaving = Signal()  # something else comes next: what is being typed goes into the book first

    def __init__(self, workbook: Workbook, parent: QObject | None = None) -> None:
        years = workbook.book.years()
        self._workbook = workbook
        super().__init__(workbook, years[0] if years else datetime.now().year - 1, parent)
        self._touched: frozenset[int] | None = None  # since it was followed last; None: nothing has been done
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._following.timeout.connect(self.follow)
        first = next(iter(self.dossiers), None)
        if first is not None:
            self._project = first.id
        self._listed = self.dossiers  # before the step at hand

    def submit(self, edit: Edit, name: str, *, merge: bool = False) -> bool:
        """Take one step; False, with a sentence sent by ``failed`` or ``told``, when it could not be taken."""
        if self.read_only:
            self.tell(READ_ONLY)
            return False
        try:
            outcome = self._workbook.submit(edit, name, merge=merge)
        except Trouble as trouble:
            self.failed.emit(str(trouble))
            return False
        self._after(outcome)
        return True

    def type_text(self, place: Place, text: str, name: str, *, merge: bool = False) -> bool:
        """Type a text at a place; the one that stands there already is only confirmed, where it came from elsewhere."""
        if self.text(place) == text:
            return not self.origin(place) or self.confirm(place)
        return self.submit(set_text(self.book, place, text), name, merge=merge)

    def _submit_if_any(self, edit: Edit, name: str) -> bool:
        """Take a step unless it changes nothing."""
        return not tuple(steps(edit)) or self.submit(edit, name)

    def undo(self) -> None:
        """Take the last step back."""
        self.leaving.emit()
        self._step_back(self._workbook.undo, "撤销")

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        self.leaving.emit()
        self._step_back(self._workbook.redo, "重做")

    def undo_name(self) -> str | None:
        """The name of the step that would be taken back."""
        return self._workbook.undo_name

    def redo_name(self) -> str | None:
        """The name of the step that would be taken again."""
        return self._workbook.redo_name

    def go_to_step(self, number: int) -> bool:
        """Undo or redo until the step of this number is the last one done; False when it stays as it is."""
        self.leaving.emit()
        if self.read_only:
            self.tell(READ_ONLY)
            return False
        try:
            outcome = self._workbook.go_to_step(number)
        except Trouble as trouble:
            self.failed.emit(str(trouble))
            return False
        if outcome is not None:
            self._after(outcome)
        return outcome is not None

    def _step_back(self, step: Callable[[], Outcome | None], word: str) -> None:
        """Turn a step and show where that was; its name is said."""
        if self.read_only:
            self.tell(READ_ONLY)
            return
        try:
            outcome = step()
        except Trouble as trouble:
            self.failed.emit(str(trouble))
            return
        if outcome is None:
            return
        self._after(outcome)
        place = place_of(outcome.edit, self.book, self.findings)
        if place is not None:
            self.go_to(place)
        elif project := project_of(outcome.edit, self.book):
            self.choose_project(project)
        self.tell(f"已{word}：{outcome.name}")

    def new_id(self) -> int:
        """The number for a new row."""
        return self._workbook.new_id()

    def choose_project(self, project: int) -> None:
        """Show a project."""
        if project != self._project:
            self.leaving.emit()
            self._project = project
            if (dossier := self.dossier) is not None:
                self._year = dossier.project.year
            self._listed = self.dossiers
            self.selected.emit(project)

    def choose_year(self, year: int) -> None:
        """Show a year, with its first project."""
        self.leaving.emit()
        self._year = year
        first = next(iter(self.dossiers), None)
        self._project = first.id if first else 0
        self._listed = self.dossiers
        self.selected.emit(self._project)

    def go_to(self, place: Place) -> None:
        """Bring a cell into view, in whatever project it stands; a list may still name one that was just deleted."""
        if place.project != UNIT_ROW:
            dossier = self.book.dossiers.get(place.project)
            if dossier is None or (place.row and all(row.id != place.row for row in dossier.rows(place.table))):
                return
            self.choose_project(place.project)
        self.asked_for.emit(place)

    def tell(self, sentence: str) -> None:
        """Say something in the status line."""
        self.told.emit(sentence)

    def check_later(self) -> None:
        """Nothing is checked before :meth:`check_now`: the rules alone take longer to load than the window to paint."""
        self.is_checked = False

    def check_now(self) -> None:
        """Check the book, if that was put off, and tell everybody what came of it."""
        if not self.is_checked:
            self.is_checked = True
            everything = frozenset(self.book.dossiers)
            self._touched = everything
            with search_put_off():
                self.changed.emit(Outcome("核对", Batch(()), everything))
                self.follow()

    def _after(self, outcome: Outcome) -> None:
        """Tell everybody; a shown project that is gone gives way to the one that took its place in the list."""
        shown = self._project
        if shown not in self.book.dossiers:
            self._project = self._neighbour()
        self._listed = self.dossiers
        self._touched = outcome.projects | (self._touched or frozenset())
        self.changed.emit(outcome)
        if not self._following.isActive():
            self._following.start()
        if self._project != shown:  # a year without projects stays one
            self.selected.emit(self._project)
        self.saved.emit(datetime.now())

    def follow(self) -> None:
        """Bring what stands around the place of work up to date: the lists of findings and of projects.

        It comes by itself shortly after a step, so that the key that took the step is answered first; steps that
        follow each other quickly are followed once.
        """
        self._following.stop()
        touched, self._touched = self._touched, None
        if touched is not None:
            self.followed.emit(touched)

    def _neighbour(self) -> int:
        """The project behind the one that is gone, else the one before it; 0 when none is left."""
        left = tuple(d.id for d in self.dossiers)
        at = next((n for n, dossier in enumerate(self._listed) if dossier.id == self._project), 0)
        return left[min(at, len(left) - 1)] if left else 0
