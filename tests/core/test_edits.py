from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edits import (
    AddRow,
    Batch,
    Misfit,
    MoveRow,
    RemoveRow,
    SetField,
    move_row,
    remove_project,
    set_text,
    touched_projects,
)
from core.encoding import edit_as_json, edit_from_json
from core.model import Book, Goal, Indicator, Place, Project
from tests.core.books import edits, facts, small_book

BOOK = small_book()


@given(st.data())
def test_every_step_knows_its_way_back(data: st.DataObject) -> None:
    edit = data.draw(edits(BOOK))
    after = edit.apply(BOOK)
    assert facts(edit.inverse().apply(after)) == facts(BOOK)
    assert edit.inverse().inverse() == edit


@given(st.data())
def test_a_step_is_written_as_json_and_read_back_the_same(data: st.DataObject) -> None:
    edit = data.draw(edits(BOOK))
    assert edit_from_json(edit_as_json(edit)) == edit


def test_a_step_can_be_read_by_a_person() -> None:
    edit = set_text(BOOK, Place("fund", 1, "county.executed"), "48.45")
    assert edit_as_json(edit) == (
        '{"set":"fund","project":1,"row":0,"field":"county.executed","old":"48.44","new":"48.45"}'
    )
    assert edit_as_json(AddRow(Goal(12, 1, 3072, expected="救助"))) == (
        '{"add":"goal","row":{"id":12,"project":1,"position":3072,"expected":"救助"}}'
    )


def test_a_step_of_a_later_version_is_read_without_the_columns_this_one_has_not() -> None:
    text = '{"add":"goal","row":{"id":12,"project":1,"colour":"red"}}'
    assert edit_from_json(text) == AddRow(Goal(12, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"set":"unit"}',
        '{"add":"nothing","row":{"id":1,"project":1}}',
        '{"add":"goal","row":{"id":"1","project":1}}',
        '{"add":"goal","row":{"project":1}}',
        '{"batch":[{"move":"goal","project":1,"row":true,"old":0,"new":1}]}',
        "[" * 5000,
    ],
)
def test_what_is_no_step_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an edit|Expecting"):
        edit_from_json(text)


@pytest.mark.parametrize(
    "edit",
    [
        SetField(Place("unit", 0, "name"), "别的单位", "新名"),
        SetField(Place("indicator", 1, "target", 99), "1", "2"),
        SetField(Place("project", 77, "name"), "", "新名"),
        SetField(Place("answer", 77, "basis"), "", "新名"),
        AddRow(Project(1, 2021)),
        AddRow(Goal(2, 1)),
        AddRow(Goal(50, 77)),
        RemoveRow(Indicator(4, 1)),
        RemoveRow(BOOK.dossiers[1].project),
        MoveRow("goal", 1, 2, 5, 6),
        MoveRow("project", 77, 77, 0, 1),
    ],
)
def test_a_step_made_for_another_book_is_refused_and_overwrites_nothing(edit: SetField) -> None:
    with pytest.raises(Misfit):
        edit.apply(BOOK)


def test_a_project_is_removed_with_everything_in_it_and_comes_back() -> None:
    edit = remove_project(BOOK.dossiers[1])
    without = edit.apply(BOOK)
    assert list(without.dossiers) == [9]
    assert facts(edit.inverse().apply(without)) == facts(BOOK)
    assert touched_projects(edit) == {1}


@pytest.mark.parametrize(("positions", "to"), [((0, 0, 0), 0), ((1, 2, 3), 1), ((1024, 2048, 3072), 0), ((5, 6, 7), 2)])
def test_a_row_is_brought_to_any_place_however_close_the_others_are(positions: tuple[int, ...], to: int) -> None:
    book = AddRow(Project(1, 2021)).apply(Book())
    for n, position in enumerate(positions, start=2):
        book = AddRow(Goal(n, 1, position)).apply(book)
    edit = move_row(book.dossiers[1], "goal", 3, to)
    moved = [goal.id for goal in edit.apply(book).dossiers[1].goal]
    expected = [2, 4]
    expected.insert(to, 3)
    assert moved == expected


def test_half_a_character_is_replaced_before_it_reaches_the_book() -> None:
    assert set_text(BOOK, Place("unit", 0, "name"), "局\ud83d").new == "局\ufffd"
    assert set_text(BOOK, Place("unit", 0, "name"), "\ud83d\ude00\ufeff").new == "\U0001f600\ufeff"


def test_several_steps_in_one_go_back_in_reverse() -> None:
    place = Place("unit", 0, "name")
    edit = Batch((SetField(place, "示例县医疗保障局", "甲"), SetField(place, "甲", "乙")))
    assert edit.apply(BOOK).unit.name == "乙"
    assert edit.inverse().apply(edit.apply(BOOK)) == BOOK
