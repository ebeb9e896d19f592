"""报送期限: one a year; the single one of an older book counts for the years it fits until one gets its own."""

from __future__ import annotations

from datetime import date

from core.dump import dump
from core.edits import set_text
from core.importing.exchange import read
from core.keeping.difference import difference
from core.model import UNIT_ROW, Book, Dossier, Place, Project
from core.years.deadline import deadline_edit, deadline_of, deadline_place, deadline_text, is_deadline, year_of

OLDER = Place("answer", UNIT_ROW, "deadline")


def book(*years: int, older: str = "") -> Book:
    answers = {"deadline": older} if older else {}
    return Book(dossiers={year: Dossier(Project(year, year)) for year in years}, answers=answers)


def told(held: Book, *years: int) -> list[str]:
    return [deadline_text(held, year) for year in years]


def test_each_year_has_its_own_deadline_and_the_next_one_does_not_take_it_away() -> None:
    first = deadline_edit(book(2021, 2022), 2021, "2022-03-20").apply(book(2021, 2022))
    both = deadline_edit(first, 2022, "2023年3月25日").apply(first)
    assert told(both, 2021, 2022, 2023) == ["2022-03-20", "2023年3月25日", ""]
    assert deadline_of(both, 2022) == date(2023, 3, 25)
    assert deadline_edit(both, 2022, "").apply(both) == first
    assert deadline_edit(both, 2022, "2023年3月25日").edits == (), "typing what stands there is no step"


def test_what_is_no_day_is_kept_as_it_was_typed() -> None:
    held = deadline_edit(book(2021), 2021, "三月中").apply(book(2021))
    assert (deadline_text(held, 2021), deadline_of(held, 2021)) == ("三月中", None)


def test_the_single_deadline_of_an_older_book_counts_for_the_year_it_fits() -> None:
    spring, autumn = (book(2021, 2022, older=day) for day in ("2022-03-20", "2022-08-31"))
    assert told(spring, 2019, 2021, 2022) == ["", "2022-03-20", ""]
    assert deadline_of(autumn, 2022) == date(2022, 8, 31), "the monitoring of the year at hand"
    assert deadline_of(book(2022, older="2022-03-20"), 2022) == date(2022, 3, 20)
    assert told(book(2021, older="三月"), 2021, 2022) == ["三月", "三月"]


def test_the_single_deadline_of_an_older_book_stays_with_its_other_year_when_one_gets_its_own() -> None:
    older = book(2021, 2022, older="2022-08-31")
    step = deadline_edit(older, 2022, "2023-03-20")
    after = step.apply(older)
    assert told(after, 2021, 2022) == ["2022-08-31", "2023-03-20"]
    assert OLDER.field not in after.answers
    assert step.inverse().apply(after) == older
    assert told(deadline_edit(older, 2021, "").apply(older), 2021, 2022) == ["", "2022-08-31"]


def test_a_place_of_a_deadline_is_known_by_its_year() -> None:
    assert year_of(deadline_place(2021)) == 2021
    assert {year_of(Place("answer", UNIT_ROW, key)) for key in ("deadline", "deadline.x", "deadline.21", "x")} == {0}
    assert year_of(Place("answer", 1, "deadline.2021")) == 0
    assert is_deadline(OLDER)
    assert not is_deadline(Place("answer", 1, "deadline"))


def test_deadlines_travel_in_the_exchange_file_and_are_called_by_their_name() -> None:
    held = deadline_edit(book(2021), 2021, "2022-03-20").apply(book(2021))
    assert read(dump(held)).book.answers == held.answers
    (unit,) = difference(held, set_text(held, deadline_place(2021), "2022-03-31").apply(held)).projects
    assert [cell.caption for cell in unit.cells] == ["2021 年度报送期限"]
