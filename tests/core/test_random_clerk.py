"""A random clerk at the book: whatever is done, memory and disk agree, undo goes back exactly, nothing is out of date.

500 steps; ``LONG=1`` takes 10,000 (:mod:`tests.core.disks`).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.checking import check
from core.edits import Batch, Edit, set_text
from core.export.files import Format
from core.forms.library import known
from core.marks import set_pending, with_origin, write_note
from core.model import IMPORTED, UNIT_ROW, Place
from core.press import run
from core.projects import copied_project, new_project
from core.publish import case_of, plan
from core.store import Store
from core.workbook import Workbook
from core.years.takeover import plan_takeover
from tests.core.books import TEXT, edits, facts, places, small_book
from tests.core.disks import often

RUNS, STEPS = often(10, 100), often(50, 100)
FORMS = ("", *known())
TYPED = TEXT | st.sampled_from(
    ["48.44", "150", "1,234.5元", "95%", "8236人", "10", "已完成", "2021", "=1+1", "{fund.total.annual}"]
)


class Clerk(RuleBasedStateMachine):
    """One book and everything the window lets a clerk do with it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "账套.jpb"
        self.workbook = Workbook.create(self.path, small_book(), backups=Path(self.folder.name) / "备份")
        self.before: dict[int, Any] = {}  # the facts before and after each step, by its number
        self.after: dict[int, Any] = {}
        self.kept: tuple[Path, Any] | None = None  # a backup and what was in the book then

    def teardown(self) -> None:
        self.workbook.close()
        self.folder.cleanup()

    # ---- what the clerk does

    def submit(self, edit: Edit, *, merge: bool = False) -> None:
        before, newest = facts(self.workbook.book), self.newest()
        self.workbook.submit(edit, "修改", merge=merge)
        if self.newest() > newest:  # a number is given again when what had it was undone
            self.before[self.newest()] = before
        self.after[self.newest()] = facts(self.workbook.book)

    def newest(self) -> int:
        """The number of the newest step that is done."""
        return next((step.id for step in self.workbook.history() if step.done), 0)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """Type, add, remove, move: a row or a project, one or several at once."""
        self.submit(data.draw(edits(self.workbook.book)))

    @rule(data=st.data(), typed=st.lists(TYPED, min_size=1, max_size=4))
    def type_on(self, data: st.DataObject, typed: list[str]) -> None:
        """Type in one cell, letter after letter."""
        place = data.draw(st.sampled_from(list(places(self.workbook.book))))
        for text in typed:
            self.submit(set_text(self.workbook.book, place, text), merge=True)

    @rule(data=st.data(), block=st.lists(TYPED, min_size=2, max_size=8), origin=st.booleans())
    def paste(self, data: st.DataObject, block: list[str], origin: bool) -> None:
        """Put a block of texts into cells that follow each other."""
        book = self.workbook.book
        cells = list(places(book))
        start = data.draw(st.integers(0, max(len(cells) - len(block), 0)))
        chosen = [
            place for place in cells[start : start + len(block)] if (place.table, place.field) != ("project", "scope")
        ]
        edit = Batch(tuple(set_text(book, place, text) for place, text in zip(chosen, block, strict=False)))
        self.submit(with_origin(book, edit, IMPORTED) if origin and edit.edits else edit)

    @rule(data=st.data(), form=st.sampled_from(FORMS))
    def switch_form(self, data: st.DataObject, form: str) -> None:
        """File a project, or the unit, under another form."""
        numbers = [UNIT_ROW, *self.workbook.book.dossiers]
        number = data.draw(st.sampled_from(numbers))
        place = Place("project", number, "form") if number else Place("unit", UNIT_ROW, "form")
        self.submit(set_text(self.workbook.book, place, form))

    @rule(data=st.data(), on=st.booleans(), note=TEXT)
    def mark(self, data: st.DataObject, on: bool, note: str) -> None:
        """Mark a cell 待核 or write a note on it."""
        book = self.workbook.book
        place = data.draw(st.sampled_from([p for p in places(book) if p.project]) if book.dossiers else st.none())
        if place is not None:
            self.submit(set_pending(book, place, on) if note == "" else write_note(book, place, note))

    @rule(year=st.integers(2020, 2023), name=TEXT)
    def add_project(self, year: int, name: str) -> None:
        self.submit(new_project(self.workbook.book, year, name)[0])

    @precondition(lambda self: 0 < len(self.workbook.book.dossiers) < 8)
    @rule(data=st.data())
    def copy_project(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(list(self.workbook.book.dossiers)))
        if not self.workbook.book.dossiers[number].is_unit:
            self.submit(copied_project(self.workbook.book, number)[0])

    @precondition(lambda self: len(self.workbook.book.dossiers) < 8)
    @rule(year=st.integers(2020, 2022))
    def take_over_last_year(self, year: int) -> None:
        found = plan_takeover(self.workbook.book, year, year + 1)
        if found.edit is not None:
            self.submit(found.edit)

    @rule()
    def undo(self) -> None:
        done = [step.id for step in self.workbook.history() if step.done]
        outcome = self.workbook.undo()
        assert (outcome is None) == (not done)
        if done:
            assert facts(self.workbook.book) == self.before[done[0]]

    @rule()
    def redo(self) -> None:
        undone = [step.id for step in self.workbook.history() if not step.done]
        outcome = self.workbook.redo()
        assert (outcome is None) == (not undone)
        if undone:
            assert facts(self.workbook.book) == self.after[undone[-1]]

    @rule(data=st.data())
    def go_to_a_step(self, data: st.DataObject) -> None:
        steps = [step.id for step in self.workbook.history()]
        if steps:
            number = data.draw(st.sampled_from(steps))
            self.workbook.go_to_step(number)
            assert facts(self.workbook.book) == self.after[number]

    @rule()
    def close_and_open_again(self) -> None:
        before, names = self.workbook.book, (self.workbook.undo_name, self.workbook.redo_name)
        self.workbook.close()
        self.workbook = Workbook.open(self.path, backups=Path(self.folder.name) / "备份")
        assert self.workbook.book == before
        assert (self.workbook.undo_name, self.workbook.redo_name) == names

    @rule()
    def back_up(self) -> None:
        self.kept = self.workbook.backup("手动"), (self.workbook.book, dict(self.before), dict(self.after))

    @precondition(lambda self: self.kept is not None and self.kept[0].exists())
    @rule()
    def restore(self) -> None:
        assert self.kept is not None
        file, (book, self.before, self.after) = self.kept[0], self.kept[1]
        self.workbook.restore(file)
        assert facts(self.workbook.book) == facts(book)
        self.before, self.after = dict(self.before), dict(self.after)

    @precondition(lambda self: bool(self.workbook.book.dossiers))
    @rule(data=st.data(), format=st.sampled_from(list(Format)))
    def export(self, data: st.DataObject, format: Format) -> None:
        """Write the files of one project; what cannot be written is told."""
        number = data.draw(st.sampled_from(list(self.workbook.book.dossiers)))
        before = self.workbook.book
        jobs = plan(before, [number], [format])[:1]
        result = run(jobs, Path(self.folder.name) / "报送", lambda *_: None, lambda: False)
        assert not result.troubles
        for file in result.files:
            self.workbook.log_export(file.log_entry())
        assert self.workbook.book is before

    # ---- what always holds

    @invariant()
    def memory_equals_disk(self) -> None:
        store: Store = self.workbook._store
        assert store.load() == self.workbook.book

    @invariant()
    def findings_equal_a_fresh_check(self) -> None:
        book = self.workbook.book
        for number in book.dossiers:
            assert self.workbook.findings(number) == check(case_of(book, number))

    @invariant()
    def totals_equal_their_parts(self) -> None:
        for number, dossier in self.workbook.book.dossiers.items():
            if dossier.is_unit:
                continue
            values = self.workbook.case(number).values
            for line in values.form.fund.lines:
                for stage in {measure.stage for measure in values.form.fund.measures if measure.stage and line.sum}:
                    cell = (line.key, stage)
                    parts = [values.amount(part, stage) for part in line.sum]
                    if cell in values.computed and cell not in values.unknown:
                        assert values.computed[cell] == sum((p for p in parts if p is not None), Decimal(0))

    @invariant()
    def numbers_are_never_given_twice(self) -> None:
        book = self.workbook.book
        used = [
            *book.dossiers,
            *(row.id for d in book.dossiers.values() for t in ("goal", "indicator") for row in d.rows(t)),
        ]
        assert len(used) == len(set(used))
        assert self.workbook.new_id() > max(used, default=0)


def test_a_random_clerk_never_gets_the_book_out_of_step() -> None:
    run_state_machine_as_test(
        Clerk,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),  # shrinking thousands of steps takes longer than reading them
            suppress_health_check=list(HealthCheck),
        ),
    )
