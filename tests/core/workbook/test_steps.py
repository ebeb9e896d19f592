"""Steps of the clerk: done, taken back, merged, refused, and the same after reopening."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.edits import AddRow, Batch, Misfit, RemoveRow, SetField, set_text
from core.forms.library import DEFAULT_FORM
from core.merging import MERGE_SECONDS
from core.model import Book, Dossier, Goal, Indicator, Place, Project, Reason
from core.projects import new_project
from core.store import Export
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import facts, small_book
from tests.core.workbook.hands import ACTUAL, BASIS, NAME, add_project, type_text


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
        monkeypatch.setattr("core.merging.MERGE_SECONDS", -MERGE_SECONDS)
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
