"""Sums and equations of the unit's year: each finds its fault with both sides, and stays silent otherwise."""

from __future__ import annotations

import pytest

from core.accounts.rows import FunctionLine
from core.checking import check
from core.model import Book, Dossier
from tests.core.unit_years import ID, UNIT, Change, case_of, found, line, more, of_year, only, row, sentence, year

SUMS = (
    (
        "income-sum",
        line("income.outturn", "1796.45"),
        "本年收入合计 1796.45 万元，分项合计 1795.77 万元，多 0.68 万元。",
    ),
    (
        "expenditure-sum",
        line("expenditure.outturn", "1795.77"),
        "本年支出合计 1795.77 万元，分项合计 1796.45 万元，少 0.68 万元。",
    ),
    (
        "fiscal-sum",
        line("general.outturn", "1758.56"),
        "一般公共预算财政拨款支出 1758.56 万元，10 个科目合计 1759.24 万元，少 0.68 万元。",
    ),
    ("basic-sum", line("running.outturn", "23.95"), "公用经费 23.95 万元，2 个科目合计 23.96 万元，少 0.01 万元。"),
    (
        "three-public-sum",
        line("three_public.outturn", "0.23"),
        "“三公”经费合计 0.23 万元，分项合计 0.13 万元，多 0.10 万元。",
    ),
    ("count-sum", line("staff.outturn", "17人"), "在职人员 17 人，分项合计 16 人，多 1 人。"),
)


def test_a_consistent_year_has_no_finding() -> None:
    assert found(of_year()) == []


def test_a_year_nobody_has_begun_has_no_finding() -> None:
    assert found(case_of(Dossier(year().project))) == []


@pytest.mark.parametrize(("rule", "change", "said"), SUMS, ids=[rule for rule, *_ in SUMS])
def test_a_sum_typed_over_its_parts_is_told_and_goes_back_at_a_click(rule: str, change: Change, said: str) -> None:
    case = of_year(change)
    assert sentence(case, rule) == said
    (fix,) = only(case, rule).fixes
    assert fix.label.startswith("用计算值")
    mended = fix.edit.apply(Book(UNIT, {ID: case.dossier}, next_id=1000)).dossiers[ID]
    assert found(case_of(mended)) == []


def test_a_sum_typed_as_it_is_computed_is_left_alone() -> None:
    assert found(of_year(line("income.outturn", "17957700元"), line("general.outturn", "1759.24"))) == []


def test_swapped_digits_are_recognised() -> None:
    assert sentence(of_year(line("income.outturn", "1759.77")), "income-sum").endswith("像是相邻的两位数字写颠倒了。")


def test_last_years_sum_with_only_some_of_its_parts_is_left_alone_until_they_exceed_it() -> None:
    assert found(of_year(line("income.previous", "1600"), line("general_income.previous", "1500"))) == []
    told = of_year(line("income.previous", "1600"), line("general_income.previous", "1601"))
    assert "income-sum" in found(told)


def test_a_part_that_cannot_be_read_keeps_its_sums_silent() -> None:
    told = of_year(line("total_income.outturn", "1"), line("fund_income.outturn", "三十七"))
    assert found(told, "income-sum", "fiscal-within", "text-readable") == ["text-readable"]
    assert only(told, "text-readable").topic == "决算"


# ---- equations


def test_income_without_what_is_left_of_it_is_told_with_the_closing_balance_to_type() -> None:
    case = of_year(line("opening.outturn", "0.86"), line("fiscal_opening.outturn", "0.86"))
    findings = [f for f in check(case) if f.rule == "totals-equal"]
    assert findings[0].message.replace("\u00a0", " ") == "收入总计 1796.63 万元，支出总计 1796.45 万元，多 0.18 万元。"
    assert [f.fixes[0].label.replace("\u00a0", " ") for f in findings] == [
        "年末结转和结余填 0.18 万元",
        "年末财政拨款结转和结余填 0.18 万元",
    ]
    book = Book(UNIT, {ID: case.dossier}, next_id=1000)
    for finding in findings:
        book = finding.fixes[0].edit.apply(book)
    assert found(case_of(book.dossiers[ID])) == []


def test_totals_wait_until_basic_and_project_expenditure_are_typed() -> None:
    assert found(of_year(line("projects.outturn", "")), "totals-equal", "fiscal-within", "basic-within") == []


def test_fiscal_expenditure_is_all_there_is_where_all_income_is_fiscal() -> None:
    case = of_year(row("其他扶贫支出", "outturn", "86.10"), row("其他扶贫支出", "adjusted", "86.10"))
    assert sentence(case, "fiscal-within") == (
        "本年支出合计 1796.45 万元，本年财政拨款支出 1795.77 万元，多 0.68 万元，本年没有其他收入，两个数应当相等。"
    )
    other = line("other_income.outturn", "0.68"), line("fiscal_opening.outturn", "0"), line("opening.outturn", "0")
    assert "fiscal-within" not in found(of_year(row("其他扶贫支出", "outturn", "86.10"), *other))


def test_fiscal_expenditure_is_never_more_than_all_expenditure() -> None:
    case = of_year(row("其他扶贫支出", "outturn", "90"), line("other_income.outturn", "5"))
    assert "财政拨款支出不会大于全部支出" in sentence(case, "fiscal-within")


def test_basic_expenditure_is_not_below_that_of_the_general_budget() -> None:
    case = of_year(row("基本工资", "outturn", "210.28"))
    assert sentence(case, "basic-within") == (
        "基本支出 287.43 万元，一般公共预算财政拨款基本支出 297.43 万元，少 10.00 万元，应当不小于它。"
    )


def test_basic_expenditure_above_that_of_the_general_budget_needs_other_money() -> None:
    assert found(of_year(row("基本工资", "outturn", "170.28")), "basic-within") == []  # 30 of 37.21 from the fund
    assert "没有这么多" in sentence(of_year(row("基本工资", "outturn", "150.28")), "basic-within")


def test_contracts_with_small_firms_lie_within_the_whole_of_procurement() -> None:
    assert sentence(of_year(line("sme_contracts.outturn", "60.7")), "contracts-within").startswith(
        "授予中小企业合同金额 60.70 万元，政府采购支出总额 6.07 万元，多 54.63 万元"
    )
    assert found(of_year(line("sme_contracts.outturn", "")), "contracts-within") == []


# ---- the year before


def test_the_opening_balance_is_what_was_left_last_year() -> None:
    before = Dossier(year().project, accounts=year(line("closing.outturn", "0.86")).accounts)
    case = of_year(before=before)
    assert sentence(case, "opening-carried") == (
        "年初结转和结余 0.68 万元，2020 年账套的年末结转和结余 0.86 万元，少 0.18 万元。"
    )
    assert only(case, "opening-carried").fixes[0].label.replace("\u00a0", " ") == "按上年账套填 0.86 万元"


def test_last_years_figures_are_those_of_last_years_book() -> None:
    before = year(line("running_cost.outturn", "25.43"), line("domestic_reception.outturn", "0.25"))
    case = of_year(before=before)
    told = [f.places[0].field for f in check(case) if f.rule == "previous-outturn"]
    assert "running_cost.previous" in told
    assert "domestic_reception.previous" not in told
    assert found(of_year(), "previous-outturn", "opening-carried") == []


def test_a_row_without_an_amount_is_left_alone() -> None:
    blank = FunctionLine(300, ID, 99, "一般公共预算", "2101502", "卫生健康支出", "医疗保障管理事务", "一般行政管理事务")
    assert found(of_year(more(blank))) == []
