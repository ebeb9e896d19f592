from __future__ import annotations

from decimal import Decimal

from core.affected import affected
from core.beside import NOTHING_BESIDE, Beside, beside
from core.edits import SetField, set_text
from core.model import Book, Dossier, Fund, Place, Project


def year(*budgets: str, of: int = 2021, first: int = 1) -> dict[int, Dossier]:
    return {
        n: Dossier(Project(n, of, n, f"项目{n - first}"), {"county": Fund(annual=text)})
        for n, text in enumerate(budgets, start=first)
    }


def test_the_other_projects_and_the_year_before_stand_beside_a_project() -> None:
    book = Book(dossiers=year("150", "20", "3", "700") | year("160", of=2020, first=50))
    assert beside(book, book.dossiers[1]) == Beside(7, Decimal(1_600_000))  # 700 万元 is less than ten million
    assert beside(book, book.dossiers[4]) == Beside(7, None)
    assert beside(book, book.dossiers[50]) == NOTHING_BESIDE


def test_a_few_projects_say_nothing() -> None:
    book = Book(dossiers=year("150", "20", "很多"))
    assert beside(book, book.dossiers[1]) == NOTHING_BESIDE


def test_a_change_of_magnitude_concerns_the_others_and_an_ordinary_one_does_not() -> None:
    book = Book(dossiers=year("150", "20", "3", "7") | year("160", of=2022, first=50))
    place = Place("fund", 2, "county.annual")

    def touched(text: str) -> frozenset[int]:
        edit = set_text(book, place, text)
        assert isinstance(edit, SetField)
        return affected(edit, book, edit.apply(book))

    assert touched("30") == {2}
    assert touched("20000") == {1, 2, 3, 4}
    first = set_text(book, Place("fund", 1, "county.annual"), "151")
    assert affected(first, book, first.apply(book)) == {1, 50}
