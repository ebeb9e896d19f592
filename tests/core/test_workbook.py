from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.accounts.values import accounts_of
from core.checking import check
from core.edits import AddRow, Batch, Misfit, MoveRow, RemoveRow, SetField, remove_project, set_text
from core.forms import library
from core.forms.library import DEFAULT_FORM, form_of
from core.model import Book, Dossier, Goal, Indicator, Place, Project, Reason
from core.projects import copied_project, new_project, new_whole
from core.reading import read
from core.rules.finding import Case
from core.scoring.scores import score
from core.store import Export, Store
from core.trouble import BookTrouble
from core.workbook import MERGE_SECONDS, Workbook
from tests.core.books import edits, facts, small_book
from tests.core.disks import often

NAME = Place("unit", 0, "name")
BASIS = Place("answer", 1, "basis")
ACTUAL = Place("indicator", 1, "actual", 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the book of the test lies."""
    return tmp_path / "账套.jpb"


@pytest.fixture
def workbook(path: Path) -> Iterator[Workbook]:
    """An open book with two projects."""
    with Workbook.create(path, small_book()) as workbook:
        yield workbook


def type_text(workbook: Workbook, place: Place, text: str, *, merge: bool = False) -> frozenset[int]:
    """Type a text and return the projects to look at again."""
    return workbook.submit(set_text(workbook.book, place, text), f"填写“{text}”", merge=merge).projects


def add_whole(workbook: Workbook, year: int) -> int:
    """Make the unit's dossier of a year and return its number."""
    edit, number = new_whole(workbook.book, year)
    workbook.submit(edit, "部门整体")
    return number


def add_project(workbook: Workbook, year: int, name: str) -> int:
    """Add a project and return its number."""
    edit, number = new_project(workbook.book, year, name)
    workbook.submit(edit, "新项目")
    return number


def fresh(book: Book, number: int) -> Case:
    """A case made from nothing but the book."""
    dossier = book.dossiers[number]
    year = book.of_year(dossier.project.year) if dossier.is_unit else ()
    members = tuple(read(form_of(book.unit, d.project), book.unit, d) for d in year)
    values = read(form_of(book.unit, dossier.project), book.unit, dossier, members)
    others = (other.project for other in book.of_year(dossier.project.year) if other.id != number)
    before = accounts_of(book, dossier.project.year - 1) if dossier.is_unit else None
    return Case(values, score(values), tuple(others), before=before)


# ---- steps


def test_a_step_is_in_memory_and_after_reopening(workbook: Workbook, path: Path) -> None:
    outcome = workbook.submit(set_text(workbook.book, ACTUAL, "9900"), "填写“实际完成值”")
    assert (outcome.name, outcome.projects) == ("填写“实际完成值”", {1})
    assert workbook.book.text(ACTUAL) == "9900"
    workbook.close()
    with Workbook.open(path) as again:
        assert again.book == workbook.book
        assert (again.undo_name, again.redo_name) == ("填写“实际完成值”", None)


def test_steps_go_back_and_come_again_after_reopening(workbook: Workbook, path: Path) -> None:
    before = workbook.book
    type_text(workbook, NAME, "甲")
    type_text(workbook, NAME, "乙")
    after = workbook.book
    workbook.close()
    with Workbook.open(path) as again:
        assert [again.undo_name, again.redo_name] == ["填写“乙”", None]
        undone = again.undo()
        assert undone is not None
        assert (undone.name, undone.edit) == ("填写“乙”", SetField(NAME, "乙", "甲"))
        assert [again.undo_name, again.redo_name] == ["填写“甲”", "填写“乙”"]
        again.undo()
        assert again.undo() is None
        assert again.book == before
    with Workbook.open(path) as third:
        assert third.redo_name == "填写“甲”"
        third.redo()
        third.redo()
        assert third.redo() is None
        assert third.book == after


def test_a_new_step_after_undo_drops_what_was_undone(workbook: Workbook, path: Path) -> None:
    for text in ("甲", "乙", "丙"):
        type_text(workbook, NAME, text)
    workbook.undo()
    workbook.undo()
    type_text(workbook, NAME, "丁")
    workbook.close()
    with Workbook.open(path) as again:
        assert again.redo() is None
        assert [again.undo_name, again.undo() and again.undo_name] == ["填写“丁”", "填写“甲”"]


def test_typing_at_one_place_is_one_step_of_undo(workbook: Workbook) -> None:
    old = workbook.book.text(BASIS)
    for text in ("一", "一二", "一二三"):
        type_text(workbook, BASIS, text, merge=True)
    assert workbook.undo_name == "填写“一”"
    workbook.undo()
    assert workbook.book.text(BASIS) == old
    workbook.redo()
    assert workbook.book.text(BASIS) == "一二三"


@pytest.mark.parametrize("between", ["another place", "undo", "a finished step", "a minute", "reopening"])
def test_typing_is_not_merged_across(
    between: str, workbook: Workbook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_text(workbook, BASIS, "一", merge=True)
    if between == "another place":
        type_text(workbook, NAME, "局", merge=True)
    elif between == "undo":
        type_text(workbook, BASIS, "一二", merge=True)
        workbook.undo()
        workbook.redo()
    elif between == "a finished step":
        type_text(workbook, BASIS, "一二")
    elif between == "a minute":
        monkeypatch.setattr("core.workbook.MERGE_SECONDS", -MERGE_SECONDS)
    else:
        workbook.close()
        workbook = Workbook.open(path)
    before = workbook.book.text(BASIS)
    type_text(workbook, BASIS, "一二三", merge=True)
    workbook.undo()
    assert workbook.book.text(BASIS) == before
    workbook.close()


def test_typing_back_what_stood_there_is_no_step(workbook: Workbook) -> None:
    old = workbook.book.text(BASIS)
    type_text(workbook, BASIS, "一", merge=True)
    type_text(workbook, BASIS, old, merge=True)
    assert (workbook.book.text(BASIS), workbook.undo_name) == (old, None)
    type_text(workbook, BASIS, "二", merge=True)
    workbook.undo()
    assert workbook.book.text(BASIS) == old


def test_typing_in_a_row_that_was_just_added_is_one_step_of_undo(workbook: Workbook) -> None:
    before = workbook.book.dossiers[1].reason
    row = Reason(workbook.new_id(), 1, 2048, "fund-total", "stamp", "先")
    workbook.submit(AddRow(row), "写说明", merge=True)
    for text in ("先写", "先写一半"):
        type_text(workbook, Place("reason", 1, "text", row.id), text, merge=True)
    assert workbook.undo_name == "写说明"
    workbook.undo()
    assert (workbook.book.dossiers[1].reason, workbook.undo_name) == (before, None)
    workbook.redo()
    assert workbook.book.dossiers[1].reason[-1].text == "先写一半"


def test_a_row_that_is_added_and_taken_out_again_is_no_step(workbook: Workbook) -> None:
    before = workbook.book.dossiers[1].reason
    row = Reason(workbook.new_id(), 1, 2048, "fund-total", "stamp", "先")
    workbook.submit(AddRow(row), "写说明", merge=True)
    workbook.submit(RemoveRow(row), "撤回说明", merge=True)
    assert (workbook.book.dossiers[1].reason, workbook.undo_name) == (before, None)


def test_typing_the_same_again_is_no_step(workbook: Workbook) -> None:
    assert type_text(workbook, ACTUAL, workbook.book.text(ACTUAL)) == frozenset()
    assert workbook.submit(Batch(()), "什么也没有").projects == frozenset()
    assert workbook.undo_name is None


def test_a_step_made_for_another_state_of_the_book_changes_nothing(workbook: Workbook) -> None:
    late = set_text(workbook.book, NAME, "晚到的")
    type_text(workbook, NAME, "甲")
    with pytest.raises(Misfit):
        workbook.submit(late, "晚到")
    assert workbook.book.unit.name == "甲"
    assert workbook.undo_name == "填写“甲”"


def test_when_the_disk_refuses_memory_and_history_stay(workbook: Workbook, path: Path) -> None:
    type_text(workbook, NAME, "甲")
    before, findings = workbook.book, workbook.findings(1)
    away = path.rename(path.with_name("移走了"))
    for step in (lambda: type_text(workbook, ACTUAL, "1"), workbook.undo):
        with pytest.raises(BookTrouble, match="这一步没有保存"):
            step()
        assert workbook.book is before
        assert (workbook.undo_name, workbook.redo_name) == ("填写“甲”", None)
    assert workbook.findings(1) is findings
    away.rename(path)
    workbook.undo()
    assert workbook.book == small_book()


def test_undo_of_a_book_that_another_program_rewrote_is_told(workbook: Workbook, path: Path) -> None:
    type_text(workbook, NAME, "甲")
    workbook.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE unit SET name = '外面改的'")
    with Workbook.open(path) as again, pytest.raises(BookTrouble, match="不能撤销“填写“甲””：账套的内容与记录对不上"):
        again.undo()


def test_a_broken_record_of_a_step_is_told(workbook: Workbook, path: Path) -> None:
    type_text(workbook, NAME, "甲")
    workbook.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE change SET edit = '{}'")
    with Workbook.open(path) as again:
        with pytest.raises(BookTrouble, match="“填写“甲””这一步的记录读不懂，不能撤销或重做"):
            again.undo()
        type_text(again, NAME, "乙")
        again.undo()
        assert again.book.unit.name == "甲"


def test_numbers_are_never_given_twice(workbook: Workbook, path: Path) -> None:
    first, second = workbook.new_id(), workbook.new_id()
    assert (first, second) == (14, 15)
    workbook.submit(AddRow(Goal(second, 1)), "添加目标")
    workbook.undo()
    workbook.close()
    with Workbook.open(path) as again:
        assert again.new_id() == 16
        edit, project = new_project(again.book, 2021, "新")
        again.submit(edit, "新项目")
        assert again.new_id() == project + 3


def test_a_read_only_book_shows_everything_and_takes_no_step(workbook: Workbook, path: Path) -> None:
    type_text(workbook, NAME, "甲")
    workbook.log_export(Export("2022-03-01T09:30:00", "甲.docx", "", "national-2020"))
    workbook.close()
    with Workbook.open(path, read_only=True, backups=path.parent / "backup") as reading:
        assert reading.read_only
        assert reading.undo_name == "填写“甲”"
        assert len(reading.findings(1)) > 0
        for step in (reading.undo, lambda: type_text(reading, NAME, "乙")):
            with pytest.raises(BookTrouble, match="是以只读方式打开的；要修改，请把它复制"):
                step()
        reading.log_export(Export("2022-03-01T09:30:00", "乙.docx", "", "national-2020"))
        assert [entry.file for entry in reading.exports()] == ["甲.docx"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_new_project_has_its_two_goals_and_stands_behind_the_others(workbook: Workbook) -> None:
    number = add_project(workbook, 2021, "新项目")
    added = workbook.book.dossiers[number]
    assert [dossier.id for dossier in workbook.book.of_year(2021)] == [1, number]
    assert [goal.period for goal in added.goal] == ["annual", "whole"]
    assert workbook.form(number).id == DEFAULT_FORM
    assert workbook.years == (2022, 2021)
    workbook.undo()
    assert facts(workbook.book) == facts(small_book())


# ---- the unit's dossier


def test_the_unit_s_dossier_is_no_project_of_its_year(workbook: Workbook) -> None:
    assert workbook.book.whole_of(2021) is None
    whole = add_whole(workbook, 2021)
    found = workbook.book.whole_of(2021)
    assert found is not None
    assert (found.id, found.is_unit, found.project.name, found.goal) == (whole, True, "", ())
    assert [dossier.id for dossier in workbook.book.of_year(2021)] == [1]
    assert workbook.form(whole).id == DEFAULT_FORM
    assert workbook.book.whole_of(2022) is None


def test_a_year_with_the_unit_s_dossier_alone_is_a_year(workbook: Workbook) -> None:
    add_whole(workbook, 2019)
    assert workbook.years == (2022, 2021, 2019)
    assert workbook.book.of_year(2019) == ()


def test_a_copy_is_always_a_budget_project(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    edit, number = copied_project(workbook.book, whole)
    workbook.submit(edit, "复制")
    assert not workbook.book.dossiers[number].is_unit


def test_a_copy_speaks_of_its_own_rows(workbook: Workbook) -> None:
    type_text(workbook, BASIS, "{goal.2.actual}{indicator.4.name}{evidence.7.name}{goal.annual.actual}")
    edit, number = copied_project(workbook.book, 1)
    workbook.submit(edit, "复制")
    copy = workbook.book.dossiers[number]
    assert copy.answers["basis"] == (
        f"{{goal.{copy.goal[0].id}.actual}}{{indicator.{copy.indicator[0].id}.name}}"
        f"{{evidence.{copy.evidence[0].id}.name}}{{goal.annual.actual}}"
    )


def test_the_unit_is_looked_at_again_when_a_project_of_its_year_changes(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    before = workbook.case(whole)
    assert before.values.amount("total", "executed") == 484400
    assert [project.id for project in before.neighbours] == [1]
    assert type_text(workbook, Place("fund", 1, "county.executed"), "50") == {1, whole}
    assert workbook.case(whole).values.amount("total", "executed") == 500000
    assert workbook.case(whole).values.members[0] is workbook.case(1).values
    assert type_text(workbook, Place("answer", 9, "basis"), "别的年度") == {9}
    assert type_text(workbook, Place("answer", whole, "overview"), "概况") == {whole}
    assert type_text(workbook, Place("project", whole, "form"), "sichuan-2021") == {whole}


def test_the_unit_s_case_stays_while_nothing_it_sums_up_changes(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    before = workbook.case(whole)
    type_text(workbook, Place("answer", 9, "basis"), "别的年度")
    assert workbook.case(whole) is before


def test_nothing_of_the_unit_is_computed_until_somebody_asks(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_whole(workbook, 2021)
    monkeypatch.setattr("core.workbook.read", None)
    assert type_text(workbook, ACTUAL, "9900")


def test_a_new_project_and_a_removed_one_concern_the_unit(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    edit, number = new_project(workbook.book, 2021, "新")
    assert workbook.submit(edit, "新项目").projects == {1, number, whole}
    assert len(workbook.case(whole).values.members) == 2
    gone = workbook.submit(remove_project(workbook.book.dossiers[number]), "删除项目").projects
    assert gone == {1, number, whole}
    assert len(workbook.case(whole).values.members) == 1


def test_what_would_be_found_for_the_unit_counts_the_project_as_it_would_be(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    edit = set_text(workbook.book, Place("answer", whole, "overview"), "共计10万元，其中甲3万元、乙4万元。")
    assert workbook.findings_if(edit, whole) == check(fresh(edit.apply(workbook.book), whole))
    assert [finding.rule for finding in workbook.findings_if(edit, whole)] == ["text-sum"]


# ---- findings


def test_only_the_touched_project_is_looked_at_again(workbook: Workbook) -> None:
    other = add_project(workbook, 2021, "另一个")
    seen = {number: (workbook.case(number), workbook.findings(number)) for number in (1, 9, other)}
    assert type_text(workbook, ACTUAL, "9900") == {1}
    assert workbook.case(1) is not seen[1][0]
    for number in (9, other):
        assert workbook.case(number) is seen[number][0]
        assert workbook.findings(number) is seen[number][1]


def test_a_project_s_own_row_concerns_the_projects_of_its_year(workbook: Workbook) -> None:
    other = add_project(workbook, 2021, "另一个")
    before = {number: workbook.case(number) for number in (1, 9, other)}
    assert type_text(workbook, Place("project", 1, "name"), "改名") == {1, other}
    assert workbook.case(other).neighbours[0].name == "改名"
    assert workbook.case(other).values is before[other].values
    assert workbook.case(9) is before[9]
    assert workbook.submit(MoveRow("project", 1, 1, 1024, 9000), "移动").projects == {1, other}
    assert workbook.submit(remove_project(workbook.book.dossiers[1]), "删除项目").projects == {1, other}
    assert workbook.case(other).neighbours == ()
    undone = workbook.undo()
    assert undone is not None
    assert undone.projects == {1, other}


def test_the_unit_concerns_every_project(workbook: Workbook) -> None:
    assert type_text(workbook, NAME, "新名") == {0, 1, 9}
    assert workbook.case(9).values.unit.name == "新名"
    assert type_text(workbook, Place("answer", 0, "overview"), "新的") == {0}


def test_what_would_be_found_is_told_without_a_step(workbook: Workbook) -> None:
    before = workbook.findings(1)
    edit = set_text(workbook.book, Place("indicator", 1, "weight", 4), "两个点1.2.3")
    assert workbook.findings_if(edit, 1) == check(fresh(edit.apply(workbook.book), 1))
    assert workbook.findings(1) is before
    assert workbook.undo_name is None


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


def test_a_large_book_opens_as_it_was_written(path: Path) -> None:
    rows = tuple(Indicator(n, 1, n, name=f"指标{n}") for n in range(2, 42))
    first = Dossier(Project(1, 2021), indicator=rows)
    dossiers = {
        n: replace(
            first, project=Project(n, 2021, n), indicator=tuple(replace(r, id=n + r.id, project=n) for r in rows)
        )
        for n in range(1, 2000, 50)
    }
    book = Book(dossiers=dossiers, next_id=5000)
    with Workbook.create(path, book) as workbook:
        assert workbook.book == book


def test_a_form_file_the_office_puts_in_place_of_another_counts_at_once(
    workbook: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "form_folder", lambda: tmp_path / "forms")
    official = (library.FOLDER / f"{DEFAULT_FORM}.toml").read_text("utf-8")
    changed = tmp_path / f"{DEFAULT_FORM}.toml"
    changed.write_text(official.replace('caption = "年度资金总额"', 'caption = "资金总额"'), "utf-8")
    assert workbook.case(1).form.fund.lines[0].caption == "年度资金总额"
    try:
        library.add(changed)
        workbook.look_again()
        assert workbook.case(1).form.fund.lines[0].caption == "资金总额"
    finally:
        monkeypatch.undo()
        library._shelf.cache_clear()
