"""A random clerk: steps, undo, redo and reopening in any order."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.checking import check
from core.store import Store
from core.workbook import Workbook
from tests.core.books import edits, facts, small_book
from tests.core.disks import often
from tests.core.workbook.hands import fresh


class Clerk(RuleBasedStateMachine):
    """Types, takes back, takes again, closes and opens; disk, memory, history and findings stay one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "账套.jpb"
        Store.create(self.path, small_book())
        self.open()
        self.done = [facts(small_book())]
        self.undone: list[tuple[object, ...]] = []

    def open(self) -> None:
        """Open the book, keeping the store at hand to compare it."""
        self.store = Store.open(self.path)
        self.workbook = Workbook(self.store)

    @rule(data=st.data())
    def take_a_step(self, data: st.DataObject) -> None:
        """Any step."""
        edit = data.draw(edits(self.workbook.book))
        name = f"第{len(self.done)}步"
        if self.workbook.submit(edit, name).projects:
            self.done.append(facts(self.workbook.book))
            self.undone.clear()

    @precondition(lambda self: len(self.done) > 1)
    @rule()
    def undo(self) -> None:
        """Take a step back."""
        assert self.workbook.undo_name == f"第{len(self.done) - 1}步"
        self.workbook.undo()
        self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Take a step again."""
        assert self.workbook.redo_name == f"第{len(self.done)}步"
        self.workbook.redo()
        self.done.append(self.undone.pop())

    @rule()
    def reopen(self) -> None:
        """Close the program and start it again."""
        self.workbook.close()
        self.open()

    @invariant()
    def disk_and_memory_are_one(self) -> None:
        """What is on the disk is what is shown, and what is to be expected."""
        assert self.store.load() == self.workbook.book
        assert facts(self.workbook.book) == self.done[-1]
        assert (self.workbook.undo_name is None) == (len(self.done) == 1)
        assert (self.workbook.redo_name is None) == (not self.undone)

    @invariant()
    def findings_are_those_of_the_book_as_it_stands(self) -> None:
        """Nothing kept from before is out of date."""
        for number in self.workbook.book.dossiers:
            case = fresh(self.workbook.book, number)
            assert self.workbook.case(number) == case
            assert self.workbook.findings(number) == check(case)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.workbook.close()
        self.folder.cleanup()


TestARandomClerk = Clerk.TestCase

TestARandomClerk.settings = settings(max_examples=often(12, 200), stateful_step_count=15)
