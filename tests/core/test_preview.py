"""The document beside the form: what there is to look at, what is being typed in it, and where a cell stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.edits import set_text
from core.export.areas import Area
from core.model import UNIT_ROW, Book, Place
from core.office.adapted import form_in
from core.preview import Draft, documents, draft_of, of_year, pdf_of, stands
from core.publish import PROTOCOL, case_of
from core.report.blocks import Paragraph
from core.sample import sample
from core.workbook import Workbook
from tests.core.forms.filed import book as accounts_book
from tests.core.forms.filed import whole_of

TABLE, REPORT = 1, 17  # projects of the sample: a 自评表 of one table; a 自评报告 with prose and a table


def draft(number: int, typed: tuple[Place, str] | None = None, book: Book | None = None) -> Draft:
    book = book or sample()
    form = form_in(book, book.dossiers[number].project)
    return draft_of(book, number, form, documents(form, is_unit=False)[0], (), typed)


@pytest.fixture(scope="module")
def one_table() -> Draft:
    return draft(TABLE)


@pytest.fixture(scope="module")
def prose() -> Draft:
    return draft(REPORT)


def texts(of: Draft) -> str:
    return "\n".join(block.text for block in of.report.blocks() if isinstance(block, Paragraph))


def cell(of: Draft, field: str, table: str = "indicator", nth: int = 0) -> tuple[Area, ...]:
    row = of.dossier.rows(table)[nth]
    return stands(of, Place(table, of.dossier.id, field, row.id))


def test_the_审核说明_can_be_looked_at_beside_every_project() -> None:
    book = sample()
    kinds = [d.kind for d in documents(form_in(book, book.dossiers[REPORT].project), is_unit=False)]
    assert kinds == ["项目支出绩效自评报告", "审核说明"]


def test_the_审核说明_is_that_of_the_year(tmp_path: object) -> None:
    with Workbook.create(tmp_path / "账套.jpb", sample()) as workbook:  # type: ignore[operator]
        told = of_year(replace(draft(TABLE), document=PROTOCOL), workbook.readiness(2021))
    assert "审核说明" in told.report.title
    assert stands(told, Place("project", TABLE, "name")) == ()
    assert pdf_of(told.report).startswith(b"%PDF")


def test_what_is_being_typed_is_printed_before_it_is_in_the_book() -> None:
    book = sample()
    typed = draft(REPORT, (Place("answer", REPORT, "use"), "资金全部用于基金监管。"), book)
    assert "资金全部用于基金监管。" in texts(typed)
    assert "资金全部用于基金监管。" not in texts(draft(REPORT, None, book))


def test_what_was_typed_in_a_project_that_is_gone_is_passed_over() -> None:
    assert draft(REPORT, (Place("answer", 99999, "use"), "没有了。")).report == draft(REPORT).report


def test_an_answer_stands_at_its_paragraphs(prose: Draft) -> None:
    (found,) = stands(prose, Place("answer", REPORT, "use"))
    assert not found.cell
    assert found.page == 2


def test_answers_stand_in_the_order_of_the_outline(prose: Draft) -> None:
    keys = [t.key for t in prose.form.outline("project") if t.key]
    places = [stands(prose, Place("answer", REPORT, key))[0] for key in keys]
    assert places == sorted(places, key=lambda area: (area.page, area.top))
    assert len(set(places)) == len(keys)


def test_an_answer_that_says_nothing_stands_at_its_heading() -> None:
    book = sample()
    place = Place("answer", REPORT, "problems")
    blank = draft(REPORT, None, set_text(book, place, "").apply(book))
    assert len(stands(blank, place)) == 1


def test_an_amount_stands_in_its_cell(one_table: Draft) -> None:
    (found,) = stands(one_table, one_table.values.fund_place("total", "executed"))
    assert found.cell
    assert found.page == 0


def test_an_amount_the_form_does_not_print_stands_where_it_adds_up(one_table: Draft) -> None:
    total = stands(one_table, one_table.values.fund_place("total", "executed"))
    assert stands(one_table, Place("fund", TABLE, "county.executed")) == total


def test_a_rate_that_no_table_prints_stands_where_it_is_spoken_of(prose: Draft) -> None:
    found = stands(prose, prose.values.fund_place("total", "execution_rate"))
    assert found
    assert not any(area.cell for area in found)


def test_two_indicators_with_the_same_value_stand_in_their_own_rows(one_table: Draft) -> None:
    rows = one_table.dossier.indicator
    tops = [cell(one_table, "actual", nth=n)[0] for n in range(len(rows))]
    assert len({(area.page, area.top) for area in tops}) == len(rows)


def test_a_cell_without_text_stands_in_its_place(one_table: Draft) -> None:
    blank = next(n for n, row in enumerate(one_table.dossier.indicator) if not row.deviation)
    (found,) = cell(one_table, "deviation", nth=blank)
    assert found.cell


def test_a_level_stands_at_the_row_it_belongs_to(one_table: Draft) -> None:
    (name,) = cell(one_table, "name")
    found = cell(one_table, "level2")
    assert found
    assert {area.top for area in found} == {name.top}


def test_a_name_stands_everywhere_it_is_printed(prose: Draft) -> None:
    found = stands(prose, Place("project", REPORT, "name"))
    assert {area.cell for area in found} == {True, False}


def test_what_is_not_printed_stands_nowhere(one_table: Draft) -> None:
    assert stands(one_table, Place("unit", UNIT_ROW, "phone")) == ()


def test_an_answer_stands_below_a_heading_that_says_more_on_paper() -> None:
    made = accounts_book("accounts-2021")
    case = case_of(made, whole_of(made, 2021).id)
    for key in ("statement", "disclosure"):
        document = next(one for one in case.form.documents if one.key == key)
        draft = draft_of(made, case.dossier.id, case.form, document, case.values.members, None)
        (area, *_) = stands(draft, Place("answer", case.dossier.id, "key_work"))
        assert not area.cell
