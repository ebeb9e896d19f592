"""Last year's book stands beside this year's accounts, and a change in it reaches them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.affected import affected
from core.edits import RemoveRow, set_text
from core.model import Book, Dossier, Place
from core.publish import case_of_unit
from core.workbook import Workbook
from tests.core.unit_years import ID, UNIT, found, line, year

LAST = 98


def book() -> Book:
    """The year 2021 and, of the same figures but one, the year before."""
    now, then = year(), year(line("running_cost.outturn", "25.43"))
    before = Dossier(replace(now.project, id=LAST, year=2020), accounts=then.accounts)
    return Book(UNIT, {LAST: before, ID: now}, next_id=1000)


def cell(project: int, field: str) -> Place:
    return Place("account", project, field)


def test_last_years_dossier_stands_beside_the_years() -> None:
    told = case_of_unit(book(), 2021)
    assert told.before is not None
    assert told.before.dossier.id == LAST
    assert "previous-outturn" in found(told)
    assert case_of_unit(book(), 2020).before is None


@pytest.mark.parametrize(("project", "reached"), [(LAST, {LAST, ID}), (ID, {ID})])
def test_a_change_of_a_year_reaches_the_year_after(project: int, reached: set[int]) -> None:
    before = book()
    edit = set_text(before, cell(project, "running_cost.outturn"), "25.34")
    assert affected(edit, before, edit.apply(before)) == reached


def test_a_year_taken_away_reaches_the_year_after() -> None:
    before = Book(UNIT, {LAST: Dossier(book().dossiers[LAST].project), ID: year()}, next_id=1000)
    edit = RemoveRow(before.dossiers[LAST].project)
    assert ID in affected(edit, before, edit.apply(before))


def test_in_an_open_book_a_mended_year_before_takes_the_finding_away(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "账套.jpb", book()) as workbook:
        assert "running_cost.previous" in _previous(workbook)
        edit = set_text(workbook.book, cell(LAST, "running_cost.outturn"), "25.34")
        assert workbook.findings_if(edit, LAST) is not None
        assert ID in workbook.submit(edit, "改正上年决算数").projects
        assert "running_cost.previous" not in _previous(workbook)
        workbook.undo()
        assert "running_cost.previous" in _previous(workbook)


def _previous(workbook: Workbook) -> list[str]:
    return [f.places[0].field for f in workbook.findings(ID) if f.rule == "previous-outturn"]
