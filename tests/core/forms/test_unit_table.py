"""部门整体支出绩效自评表 (Guizhou style): the money of the final accounts, goals and indicators of the unit itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.accounts.rows import Account
from core.model import Book, Place
from core.publish import case_of
from core.rules.finding import Case
from tests.core.forms.filed import findings, points, report, row, rows, spans, taken_in, whole_of, written
from tests.core.report.golden import assert_golden

NAME = "unit-table"


def unit(**accounts: Account) -> Case:
    """The sample with other accounts."""
    made = taken_in(NAME)
    whole = whole_of(made, 2021)
    changed = replace(whole, accounts={**whole.accounts, **accounts})
    return case_of(Book(made.unit, {**made.dossiers, whole.id: changed}), whole.id)


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("unit-table", report(unit(), "unit_table"))


def test_nothing_is_found_in_the_sample() -> None:
    assert findings(unit()) == []


def test_the_money_comes_from_the_final_accounts() -> None:
    table = report(unit(), "unit_table").tables()[0]
    method = "执行率*该指标分值，最高不得超过分值上限"
    assert row(table, "年度资金总额") == ["年度资金总额", "692.36", "678.54", "10", method, "9.8"]
    assert row(table, "基本支出") == ["基本支出", "412.36", "428.75"]
    assert row(table, "项目支出") == ["项目支出", "260.00", "231.29"]
    assert row(table, "其他") == ["其他", "20.00", "18.50"]
    assert spans(table)[method] == (1, 4)


def test_every_indicator_is_scored_and_the_total_adds_up() -> None:
    assert [str(one) for one in points(unit())] == [
        "9.80", "15.00", "10.00", "10.00", "14.25", "20.00", "10.00", "10.00",
    ]  # fmt: skip
    assert rows(report(unit(), "unit_table").tables()[0])[-1] == ["总分", "100", "", "99.05"]


def test_spending_beyond_the_budget_brings_no_more_than_the_weight() -> None:
    assert str(points(unit(basic=Account(budget="400", outturn="480")))[0]) == "10.00"


@pytest.mark.parametrize("budget", ["0", ""])
def test_without_a_budget_there_is_no_rate_and_no_score(budget: str) -> None:
    gone = Account(budget=budget)
    case = unit(basic=replace(gone, outturn="5"), projects=gone, subsidies=gone)
    assert points(case)[0] is None
    assert row(report(case, "unit_table").tables()[0], "年度资金总额")[3:] == [
        "10", "执行率*该指标分值，最高不得超过分值上限", "",
    ]  # fmt: skip


def test_an_amount_nobody_can_read_leaves_the_sum_open_and_stands_as_typed() -> None:
    case = unit(basic=Account(budget="4..1", outturn="428.75"))
    table = report(case, "unit_table").tables()[0]
    assert row(table, "基本支出") == ["基本支出", "4..1", "428.75"]
    assert row(table, "年度资金总额")[1] == ""
    assert case.values.fund_place("basic", "initial") == Place("account", case.dossier.id, "basic.budget")


def test_the_files_hold_what_the_report_says(tmp_path: Path) -> None:
    files = written(report(unit(), "unit_table"), tmp_path)
    assert len(files.pages) == 1
