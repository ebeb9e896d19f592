"""The window's only door to core: one open book, what is chosen in it, and what changes.

Widgets read through the desk, hand it typed text, and learn of every change by its signals, their own included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.answers import reason_edit, taken_note
from core.backup import Backup
from core.edits import Batch, Edit, SetField, remove_project, set_text, steps
from core.forms.library import add
from core.forms.model import Form
from core.headers import called
from core.marks import confirm, set_pending, with_origin, write_note
from core.model import LAST_YEAR, UNIT_ROW, Book, Place
from core.office.rule_settings import Word, reset, set_level, set_parameter
from core.paths import backup_folder
from core.projects import copied_project, new_project, new_whole
from core.rules.finding import Finding, Fix
from core.search.searching import replace_in_answers
from core.store.file import set_log_aside
from core.store.lock import is_free
from core.trouble import HeldBook, Trouble, UnwritableBook
from core.workbook import Outcome, Workbook
from core.years.deadline import deadline_edit, deadline_place, deadline_words
from ui.sheets.columns import ColumnWidths
from ui.stepper import Stepper

if TYPE_CHECKING:
    from core.importing.intake import ChosenFile, Review
    from core.publish import Published


NOT_OFFERED = "数刚刚变了，这处改法已不适用，请看现在的校验结果。"


class Desk(Stepper):
    """One open book and the clerk's place in it."""

    def __init__(self, workbook: Workbook, parent: QObject | None = None) -> None:
        super().__init__(workbook, parent)
        self.column_widths = ColumnWidths()
        """The widths of columns the clerk has drawn."""
        self.opening_remark = workbook.backup_trouble
        """What the clerk should know about the opening; blank when all is well."""
        self.is_held = False
        """Whether somebody else had the book open when it was opened, which is for reading only then."""

    @classmethod
    def open(cls, path: Path) -> Desk:
        """Sit down before a book.

        :raises BookTrouble: it cannot be opened, not even for reading.
        """
        try:
            return cls(Workbook.open(path, backups=backup_folder()))
        except (HeldBook, UnwritableBook) as trouble:
            desk = cls(Workbook.open(path, read_only=True))
            desk.opening_remark = str(trouble)
            desk.is_held = isinstance(trouble, HeldBook)
            return desk

    @classmethod
    def create(cls, path: Path) -> Desk:
        """Sit down before a new, empty book.

        :raises BookTrouble: it cannot be written, or the name is taken.
        """
        return cls(Workbook.create(path, backups=backup_folder()))

    @classmethod
    def recover(cls, path: Path, backup: Backup) -> Desk:
        """Sit down before a book that cannot be opened any more, as one of its backups; what lay there is kept aside.

        :raises BookTrouble: the backup cannot be put there.
        """
        return cls(Workbook.recover(path, backup.path, backups=backup_folder()))

    @classmethod
    def open_without_log(cls, path: Path) -> Desk:
        """Sit down before a book whose log is broken or another's; the log is kept under another name.

        :raises BookTrouble: it cannot be opened even so.
        """
        set_log_aside(path)
        return cls.open(path)

    # --- what the clerk does -------------------------------------------------------------------------------------

    def take_from_last_year(self, edit: Edit, name: str) -> bool:
        """Take a step that types what stood there last year: its cells count as taken over until they are touched."""
        return self.submit(with_origin(self.book, edit, LAST_YEAR), name)

    def apply(self, fix: Fix) -> None:
        """Take the way out that a finding offers, as it is offered now: a list may be one step behind the book."""
        self.leaving.emit()
        offered = next((one for one in self._offered() if _is_same_way(one, fix)), None)
        if offered is None:
            self.follow()
            self.tell(NOT_OFFERED)
        else:
            self.submit(offered.edit, offered.label)

    def _offered(self) -> Iterator[Fix]:
        """Every fix that is offered in the year, those of the project that is shown first."""
        for project in (self.project, *(dossier.id for dossier in self.filed)):
            yield from (fix for finding in self.findings(project) for fix in finding.fixes)

    def explain(self, finding: Finding, text: str) -> bool:
        """Write, change or (with a blank) withdraw the reason that answers a finding; False when it was refused.

        Changes of one reason within a short time are one step of undo.
        """
        written = reason_edit(self.book, self.values_of(finding.project), finding, text)
        changes = [step for step in steps(written) if not _changes_nothing(step)]
        edit = changes[0] if len(changes) == 1 else Batch(tuple(changes))
        name = "写说明" if text.strip() else "撤回说明"
        return not changes or self.submit(edit, name, merge=len(changes) == 1)

    def take_note(self, finding: Finding) -> bool:
        """Close a hint, as it stands now, at one click; False when it was refused."""
        now = (other for other in self.findings(finding.project) if other.subject == finding.subject)
        values = self.values_of(finding.project)
        return self._submit_if_any(taken_note(self.book, values, next(now, finding)), "知道了")

    def confirm(self, *places: Place) -> bool:
        """Say that values are right: they are neither 待核 nor another's text any more."""
        return self._mark(places, confirm, "已核对")

    def mark_pending(self, *places: Place, on: bool) -> bool:
        """Mark cells 待核, or take the mark back."""
        return self._mark(places, lambda book, at: set_pending(book, at, on), "标为待核" if on else "取消待核")

    def write_note(self, place: Place, text: str) -> bool:
        """Write, change or (with a blank) take back the note on a cell."""
        name = "写备注" if text.strip() else "删除备注"
        return self._mark((place,), lambda book, at: write_note(book, at, text.strip()), name)

    def _mark(self, places: Iterable[Place], edit_of: Callable[[Book, Place], Edit], name: str) -> bool:
        """One step for the marks of several cells; what cannot be marked is passed over."""
        book, edits = self.book, []
        for place in filter(self.can_mark, places):
            edit = edit_of(book, place)
            book = edit.apply(book)
            edits.append(edit)
        return self._submit_if_any(Batch(tuple(step for edit in edits for step in steps(edit))), name)

    def set_rule_level(self, rule: str, word: Word) -> bool:
        """Set a rule's level for all forms of the office; blank: as form and program say."""
        return self._submit_if_any(set_level(self.book, rule, word), "改校验规则的级别")

    def set_rule_parameter(self, rule: str, key: str, text: str) -> bool:
        """Type a parameter of a rule for all forms of the office; blank: as form and program say."""
        return self._submit_if_any(set_parameter(self.book, rule, key, text), "改校验规则的参数")

    def reset_rules(self, rule: str | None = None) -> bool:
        """Take back the office's settings of a rule, or of all rules."""
        name = "恢复校验规则" if rule else "恢复全部校验规则"
        return self._submit_if_any(reset(self.book, rule), name)

    def replace(self, old: str, new: str, places: frozenset[Place]) -> bool:
        """Replace words in the running text at some places, in one step."""
        return self.submit(replace_in_answers(self.book, old, new, places), f"把“{old}”替换为“{new}”")

    def add_project(self, name: str = "") -> None:
        """Add a project to the year that is shown, and go to its name."""
        self.leaving.emit()
        edit, project = new_project(self.book, self._year, name)
        if self.submit(edit, "新项目"):
            self.go_to(Place("project", project, "name"))

    def remove_project(self, project: int) -> None:
        """Take a project out; undo brings it back."""
        self.leaving.emit()
        dossier = self.book.dossiers[project]
        name = called(dossier.project) or "未命名项目"
        if self.submit(remove_project(dossier), f"删除项目“{name}”"):
            self.removed.emit(name)

    def copy_project(self, project: int) -> None:
        """Add a copy of a project to its year, and show it; reasons and marks stay behind."""
        self.leaving.emit()
        edit, copy = copied_project(self.book, project)
        if self.submit(edit, "复制项目"):
            self.choose_project(copy)

    def choose_whole(self) -> bool:
        """Show the unit's dossier of the year; one step makes it when a form in use asks for it.

        False when there is nothing to show: no form asks for it, or the book is read-only.
        """
        self.leaving.emit()
        if self.whole is None and (form := self.form_of_whole()) is not None:
            made, number = new_whole(self.book, self._year)
            filed = SetField(Place("project", number, "form"), "", form.id)
            self.submit(Batch((made, filed)), "建立部门整体")
        if self.whole is not None:
            self.choose_project(self.whole.id)
        return self.whole is not None

    def add_form(self, path: Path) -> Form:
        """Take a form file of the office; every project is looked at again, its form may be another now.

        :raises FormTrouble: it is no sound form, or cannot be copied.
        """
        form = add(path)
        self._workbook.look_again()
        self._after(Outcome("添加表样", Batch(()), frozenset(self.book.dossiers)))
        return form

    def log_export(self, published: Published) -> None:
        """Remember in the book which files were written, and what was still open then."""
        try:
            for file in published.files:
                self._workbook.log_export(file.log_entry())
        except Trouble as trouble:
            self.failed.emit(str(trouble))

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this book, newest first."""
        return self._workbook.backups()

    @property
    def number(self) -> str:
        """The book's own number, by which its backups are known."""
        return self._workbook.number

    def back_up(self, why: str) -> Backup:
        """Make a backup now, and return it.

        :raises BookTrouble: it cannot be written.
        """
        self.leaving.emit()
        made = self._workbook.backup(why)
        return next(backup for backup in self.backups() if backup.path == made)

    def restore(self, backup: Backup) -> bool:
        """Become what a backup holds; the book as it stands is backed up first.  False when the disk refused."""
        self.leaving.emit()
        before = frozenset(self.book.dossiers)
        try:
            self._workbook.restore(backup.path)
        except Trouble as trouble:
            self.failed.emit(str(trouble))
            return False
        self._after(Outcome("恢复备份", Batch(()), before | self.book.dossiers.keys()))
        self.selected.emit(self._project)
        return True

    def copy_to(self, path: Path) -> None:
        """Write the book as it stands to another file.

        :raises BookTrouble: the file cannot be written, or the name is taken.
        """
        self._workbook.copy_to(path)

    def write_data(self, path: Path) -> None:
        """Write the facts of the book into a new exchange file.

        :raises ExportTrouble: the file cannot be written, or the name is taken.
        """
        from core.dump import write  # the exchange format is not needed at a usual start

        write(self.book, path)

    def review(self, files: Iterable[ChosenFile], update: bool) -> Review:
        """What reading exchange files into the book would do."""
        from core.importing.intake import review

        return review(self.book, files, update)

    def other_book(self, path: Path) -> Book:
        """What another book holds, read only.

        :raises BookTrouble: it cannot be opened.
        """
        if path.resolve() == self.path.resolve():
            return self.book
        with Workbook.open(path, read_only=True) as other:
            return other.book

    def choose_waiting(self, only: int | None = None) -> bool:
        """Show the first project of the year in which something is open, unless there is in the one that is shown;
        of ``only`` one project when that alone is looked at.  False when nothing is open there."""
        self.check_now()
        looked_at = [dossier.id for dossier in self.filed if only in (None, dossier.id)]
        waiting = [number for number in looked_at if any(self.counts(number).values())]
        if waiting and self._project not in waiting:
            self.choose_project(waiting[0])
        return bool(waiting)

    def begin(self, unit: Mapping[str, str], year: int) -> None:
        """Write down the facts of the unit, by field, in a new book, and turn to the first year."""
        typed = tuple(set_text(self.book, Place("unit", UNIT_ROW, field), text) for field, text in unit.items())
        if self.submit(Batch(typed), "填写单位信息"):
            self.choose_year(year)

    def set_deadline(self, text: str) -> bool:
        """Type the day by which the files of the year that is shown must be handed in."""
        name = deadline_words(deadline_place(self._year))
        return self._submit_if_any(deadline_edit(self.book, self._year, text), name)

    def get_ready(self) -> None:
        """Load what the first step needs, while nobody waits for it."""
        self._workbook.get_ready()

    def renew(self) -> None:
        """Say to other machines that the book is still open here; asked now and then."""
        try:
            self._workbook.renew()
        except Trouble as trouble:
            self.failed.emit(str(trouble))

    def is_freed(self) -> bool:
        """Whether the one who had the book open has closed it, so that it can be opened for typing."""
        return self.is_held and is_free(self.path)

    def close(self) -> None:
        """Close the book; every finished step is already on disk."""
        self.is_checked = True  # what was put off is not wanted any more
        self._following.stop()
        self._workbook.close()


def _is_same_way(one: Fix, other: Fix) -> bool:
    """Whether two fixes say the same about the same cells; what they write may differ with the values."""
    return one.label == other.label and _cells(one.edit) == _cells(other.edit)


def _cells(edit: Edit) -> tuple[object, ...]:
    return tuple(step.place if isinstance(step, SetField) else type(step) for step in steps(edit))


def _changes_nothing(step: Edit) -> bool:
    return isinstance(step, SetField) and step.old == step.new
