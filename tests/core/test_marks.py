from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.edits import AddRow, Batch, Edit, RemoveRow, SetField, remove_project, set_text, steps
from core.links import relinked
from core.marks import (
    confirm,
    is_pending,
    marks_at,
    note_at,
    notes,
    origin_of,
    pending,
    pending_count,
    set_pending,
    with_origin,
    write_note,
)
from core.model import IMPORTED, LAST_YEAR, UNIT_ROW, Book, Dossier, Indicator, Mark, Place, Project
from core.subjects import place_in, subject_of
from core.workbook import Workbook
from tests.core.books import edits, facts, places, small_book

FULL = small_book()
BOOK = replace(FULL, dossiers={n: replace(dossier, mark=()) for n, dossier in FULL.dossiers.items()})
AMOUNT = Place("fund", 1, "county.executed")
TARGET, PEOPLE = Place("indicator", 1, "target", 5), Place("indicator", 1, "actual", 4)
BASIS = Place("answer", 1, "basis")
UNIT_NAME = Place("unit", UNIT_ROW, "name")


def done(book: Book, *steps_: Edit) -> Book:
    """The book after some steps; each must know its way back."""
    for step in steps_:
        after = step.apply(book)
        assert facts(step.inverse().apply(after)) == facts(book)
        book = after
    return book


def doubted(book: Book, *cells: Place) -> Book:
    for cell in cells:
        book = done(book, set_pending(book, cell, on=True))
    return book


def from_outside(*cells: Place, kind: str = IMPORTED, book: Book = BOOK) -> Book:
    """The book after what stands in some cells was taken from outside."""
    blank = Batch(tuple(set_text(book, cell, "") for cell in cells)).apply(book)
    return done(blank, with_origin(blank, Batch(tuple(set_text(blank, c, book.text(c)) for c in cells)), kind))


# ---- subjects


@given(st.sampled_from([place for place in places(BOOK) if place.table not in ("reason", "mark")]))
def test_a_cell_is_named_in_words_and_found_again(place: Place) -> None:
    assert place_in(subject_of(place), place.project) == place


def test_an_answer_may_have_a_key_with_blanks() -> None:
    place = Place("answer", 1, "my own key")
    assert subject_of(place) == "answer my own key 0"
    assert place_in(subject_of(place), 1) == place


@pytest.mark.parametrize(
    "subject", ["", "fund", "fund county.executed", "fund county.executed x", "reason text 3", "fund  0", "goal a ²"]
)
def test_what_names_no_cell_is_none(subject: str) -> None:
    assert place_in(subject, 1) is None


# ---- 待核 and notes


@pytest.mark.parametrize("place", [AMOUNT, TARGET, BASIS, Place("project", 1, "leader"), UNIT_NAME])
def test_any_value_can_be_marked_as_not_sure_and_freed_again(place: Place) -> None:
    marked = doubted(BOOK, place)
    assert is_pending(marked, place)
    assert marked.text(place) == BOOK.text(place)
    assert facts(done(marked, set_pending(marked, place, on=False))) == facts(BOOK)


def test_a_mark_set_twice_is_no_step() -> None:
    marked = doubted(BOOK, AMOUNT, UNIT_NAME)
    for place in (AMOUNT, UNIT_NAME):
        assert list(steps(set_pending(marked, place, on=True))) == []
        assert list(steps(set_pending(BOOK, place, on=False))) == []


@pytest.mark.parametrize("place", [AMOUNT, UNIT_NAME])
def test_a_note_is_written_changed_and_taken_back(place: Place) -> None:
    book = done(BOOK, write_note(BOOK, place, "问过财务股"))
    assert note_at(book, place) == "问过财务股"
    book = done(book, write_note(book, place, "财务股 2 月 3 日答复"))
    assert note_at(book, place) == "财务股 2 月 3 日答复"
    assert list(steps(write_note(book, place, "财务股 2 月 3 日答复"))) == []
    assert facts(done(book, write_note(book, place, " "))) == facts(BOOK)


def test_marks_of_a_cell_are_its_own() -> None:
    book = doubted(done(BOOK, write_note(BOOK, AMOUNT, "附记")), AMOUNT)
    assert [mark.kind for mark in marks_at(book, AMOUNT)] == ["待核", "备注"]
    assert marks_at(book.dossiers[1], AMOUNT) == marks_at(book, AMOUNT)
    assert marks_at(book, structs.replace(AMOUNT, field="county.annual")) == ()
    assert marks_at(book, structs.replace(AMOUNT, project=9)) == ()


def test_what_is_not_sure_is_listed_from_top_to_bottom_with_what_stood_there() -> None:
    book = doubted(BOOK, TARGET, BASIS, PEOPLE, AMOUNT, Place("project", 9, "code"), UNIT_NAME)
    book = done(book, set_text(book, PEOPLE, "9900"), write_note(book, TARGET, "待统计"))
    found = pending(book, (UNIT_ROW, 1, 9))
    assert [one.place for one in found] == [UNIT_NAME, AMOUNT, BASIS, PEOPLE, TARGET, Place("project", 9, "code")]
    assert [(one.was, one.text) for one in found if one.place == PEOPLE] == [("9800", "9900")]
    assert [one.note for one in found if one.place == TARGET] == ["待统计"]
    assert pending(book, (9,)) == found[-1:]
    assert pending_count(book.dossiers[1]) == 4


def test_notes_are_listed_from_top_to_bottom() -> None:
    book = done(BOOK, write_note(BOOK, TARGET, "二"))
    book = done(book, write_note(book, AMOUNT, "一"), write_note(book, UNIT_NAME, "局"))
    assert notes(book, 1) == ((AMOUNT, "一"), (TARGET, "二"))
    assert notes(book, UNIT_ROW) == ((UNIT_NAME, "局"),)


def test_a_mark_of_a_row_that_is_gone_counts_nothing_and_comes_back_with_it() -> None:
    book = doubted(BOOK, TARGET)
    removal = RemoveRow(book.dossiers[1].indicator[1])
    gone = done(book, removal)
    assert pending(gone, (1,)) == ()
    assert pending_count(gone.dossiers[1]) == 0
    assert len(pending(removal.inverse().apply(gone), (1,))) == 1


# ---- where it came from


def test_what_was_taken_says_so_while_its_text_is_the_same() -> None:
    book = from_outside(AMOUNT, TARGET, BASIS)
    assert [origin_of(book, place) for place in (AMOUNT, TARGET, BASIS, PEOPLE)] == ["导", "导", "导", ""]
    assert origin_of(book.dossiers[1], AMOUNT) == "导"
    retyped = done(book, set_text(book, AMOUNT, "50"))
    assert origin_of(retyped, AMOUNT) == ""
    assert origin_of(done(retyped, set_text(retyped, AMOUNT, "48.44")), AMOUNT) == "导"
    blank = done(book, set_text(book, AMOUNT, ""))
    assert origin_of(blank, AMOUNT) == ""


def test_one_row_of_the_book_needs_one_mark() -> None:
    row = Indicator(12, 1, 4096, "产出指标", "数量指标", "培训人次", "≥", "100人次", actual="120人次", weight="10")
    book = done(BOOK, with_origin(BOOK, AddRow(row), LAST_YEAR))
    assert [mark.subject for mark in book.dossiers[1].mark] == ["indicator * 12"]
    assert origin_of(book, Place("indicator", 1, "name", 12)) == "年"


def test_last_years_text_says_more_than_the_file_it_came_in() -> None:
    book = from_outside(AMOUNT, kind=LAST_YEAR, book=from_outside(AMOUNT))
    assert origin_of(book, AMOUNT) == "年"


def test_a_confirmed_value_is_neither_foreign_nor_in_doubt_any_more() -> None:
    book = doubted(from_outside(AMOUNT, structs.replace(AMOUNT, field="county.annual")), AMOUNT)
    book = done(book, write_note(book, AMOUNT, "已核对"), confirm(book, AMOUNT))
    assert (origin_of(book, AMOUNT), is_pending(book, AMOUNT), note_at(book, AMOUNT)) == ("", False, "已核对")
    other = structs.replace(AMOUNT, field="county.annual")
    assert origin_of(book, other) == "导"
    book = done(book, confirm(book, other))
    assert [mark.kind for mark in book.dossiers[1].mark] == ["备注"]
    assert list(steps(confirm(book, other))) == []


def test_a_long_text_is_kept_as_a_fingerprint() -> None:
    long = "资助困难群众参加基本医疗保险，" * 40
    step = SetField(Place("answer", 1, "long"), "", long)
    book = done(BOOK, with_origin(BOOK, step, IMPORTED))
    assert origin_of(book, step.place) == "导"
    assert len(book.dossiers[1].mark[0].text) < 60
    assert origin_of(done(book, set_text(book, step.place, long[:-1])), step.place) == ""


def test_a_text_with_live_figures_stays_the_same_under_other_numbers() -> None:
    step = SetField(Place("answer", 1, "told"), "", "救助{indicator.4.actual}")
    book = done(BOOK, with_origin(BOOK, step, LAST_YEAR))
    moved = relinked(book.dossiers[1], {("indicator", 4): 77, ("indicator", 5): 78})
    assert moved.answers["told"] == "救助{indicator.77.actual}"
    assert origin_of(moved, step.place) == "年"


@pytest.mark.parametrize("text", ["", "[]", "3", "{", '{"executed": 1}', "[" * 5000])
def test_a_mark_written_by_a_foreign_hand_does_no_harm(text: str) -> None:
    marks = tuple(Mark(20 + n, 1, 0, kind, "fund * 0", text) for n, kind in enumerate(("导入", "待核", "?", "")))
    dossier = replace(BOOK.dossiers[1], mark=(*marks, Mark(30, 1, 0, "待核", "fund nowhere.never 0")))
    book = replace(BOOK, dossiers={1: dossier})
    assert origin_of(dossier, AMOUNT) == ""
    assert pending(book, (1,)) == ()
    assert list(steps(confirm(book, AMOUNT))) == []


@given(st.data())
def test_whatever_is_taken_from_outside_goes_back_in_one_step(data: st.DataObject) -> None:
    edit = with_origin(BOOK, data.draw(edits(BOOK)), IMPORTED)
    assert facts(edit.inverse().apply(edit.apply(BOOK))) == facts(BOOK)


# ---- on the disk


def test_marks_are_undone_like_any_other_step_and_stay_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "甲.jpb"
    with Workbook.create(path, BOOK) as workbook:
        workbook.submit(set_pending(workbook.book, AMOUNT, on=True), "标记待核")
        workbook.submit(write_note(workbook.book, AMOUNT, "问财务股"), "写备注")
        workbook.submit(set_pending(workbook.book, UNIT_NAME, on=True), "标记待核")
    with Workbook.open(path) as workbook:
        assert [one.place for one in workbook.pending(2021)] == [UNIT_NAME, AMOUNT]
        assert [mark.kind for mark in workbook.marks_at(AMOUNT)] == ["待核", "备注"]
        assert workbook.undo_name == "标记待核"
        workbook.undo()
        workbook.undo()
        assert [mark.kind for mark in workbook.marks_at(AMOUNT)] == ["待核"]
        workbook.redo()
        assert note_at(workbook.book, AMOUNT) == "问财务股"


def test_a_project_is_removed_with_its_marks() -> None:
    book = doubted(BOOK, AMOUNT)
    assert 1 not in done(book, remove_project(book.dossiers[1])).dossiers


def test_a_mark_of_a_project_that_is_not_there_is_none() -> None:
    assert origin_of(Book(), AMOUNT) == ""
    assert marks_at(Book(), AMOUNT) == ()
    assert marks_at(Dossier(Project(1, 2021)), UNIT_NAME) == ()
