"""A sum of the unit's year that was typed without its parts is printed as typed, and the clerk is told."""

from __future__ import annotations

from dataclasses import replace

from core.accounts.rows import Account
from core.model import Dossier, Place
from tests.core.unit_years import ID, Change, case_of, found, line, of_year, only, sentence, year

RULE = "sum-undivided"


def without(*keys: str) -> Change:
    """The lines as if nobody had typed them."""
    return lambda whole: replace(whole, accounts={k: a for k, a in whole.accounts.items() if k not in keys})


def without_rows(whole: Dossier) -> Dossier:
    return replace(whole, function=(), economic=())


def told(*changes: Change) -> list[str]:
    return found(of_year(*changes), RULE)


def test_income_typed_as_a_total_alone_is_told() -> None:
    case = of_year(without("general_income", "fund_income"), line("income.outturn", "1795.77"))
    assert sentence(case, RULE) == "本年收入合计 1795.77 万元，分项一项也没有填，说不出其中各是多少。"
    places = only(case, RULE).places
    assert places[0] == Place("account", ID, "income.outturn")
    assert Place("account", ID, "fund_income.outturn") in places


def test_expenditure_by_function_typed_as_a_total_alone_is_told() -> None:
    case = of_year(without_rows, line("general.outturn", "1759.24"))
    assert sentence(case, RULE).startswith("一般公共预算财政拨款支出 1759.24 万元，各科目的金额一项也没有填")


def test_vehicles_typed_as_a_number_alone_are_told_with_their_unit() -> None:
    case = of_year(line("vehicles.outturn", "2"))
    assert sentence(case, RULE) == "共有车辆 2 辆，分项一项也没有填，说不出其中各是多少。"


def test_staff_and_basic_expenditure_may_be_told_without_their_parts() -> None:
    totals = (line("staff.outturn", "16"), line("personnel.outturn", "263.47"), line("running.outturn", "23.96"))
    assert told(without("civil", "service"), lambda whole: replace(whole, economic=()), *totals) == []


def test_one_part_is_enough_for_the_rule_about_sums_to_speak_instead() -> None:
    case = of_year(line("income.outturn", "1800"))
    assert (found(case, RULE), found(case, "income-sum")) == ([], ["income-sum"])


def test_a_sum_of_nothing_has_no_parts() -> None:
    assert told(without("goods"), line("procurement.outturn", "0")) == []


def test_a_part_that_cannot_be_read_is_no_blank() -> None:
    changes = (without("fund_income"), line("income.outturn", "1795.77"), line("general_income.outturn", "约1700"))
    assert told(*changes) == []


def test_last_years_figures_are_often_known_as_totals_alone() -> None:
    assert told(line("income.previous", "1609")) == []


def test_a_form_that_does_not_ask_for_the_parts_is_content_with_the_total() -> None:
    whole = year(without("general_income", "fund_income"), line("income.outturn", "1795.77"))
    assert found(case_of(whole, form="national-2020"), RULE) == []


def test_a_reason_answers_it() -> None:
    whole = replace(year(), accounts={"income": Account(outturn="10")})
    assert only(case_of(whole), RULE).answerable
