"""The facts of two published final accounts, as they must be where the published text contradicts itself.

What the 2021 original says beside the facts: 一般公共预算支出 1758.56 (that is the income; with the opening balance of
0.68 it is 1759.24), grown by 26.00 % (26.27), 公务接待费占0% (100), 项目支出 3.2 in the pie (1509.02),
社会保障和就业支出占12.01% (12.02), 增长11.5% (11.56).  Its items add up to its totals only in 元, so the sample has
some of them in 元.  The 365.83 by which it says that 一般公共预算支出 has grown is the growth of the income.

What the 2018 original says: 社会保险经办机构（2080102） (2080109), two items of 社会保障和就业 are missing from its
list (45.86, 基本养老保险 and 职业年金), 公务接待费 grown by 0.064 (0.066), projects of 88 against 项目支出 of 69.85.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.accounts.classification import economic, item
from core.accounts.lines import LINES
from core.accounts.values import Accounts, growth, read_accounts, share
from core.importing.exchange import read
from core.model import Book
from tests.core.forms.filed import SAMPLES

BOOKS = {year: read(SAMPLES / f"accounts-{year}.json") for year in (2021, 2018)}


def accounts_of(year: int) -> Accounts:
    whole = BOOKS[year].book.whole_of(year)
    assert whole is not None
    return read_accounts(whole)


NOW, OLD = accounts_of(2021), accounts_of(2018)


def wan(amount: Decimal | None) -> str:
    """An amount as it is printed in 万元."""
    return "" if amount is None else f"{amount / 10000:.2f}"


def percent(value: Decimal | None) -> str:
    return "" if value is None else f"{round(value, 2):.2f}"


@pytest.mark.parametrize("year", [2021, 2018])
def test_the_samples_are_read_without_remarks_and_contradict_nothing(year: int) -> None:
    accounts = accounts_of(year)
    assert BOOKS[year].remarks == ()
    assert accounts.unreadable == ()
    assert not [cell for cell in accounts.typed if accounts.contradicts(*cell)]


@pytest.mark.parametrize("year", [2021, 2018])
def test_codes_and_names_of_the_samples_are_those_of_their_years(year: int) -> None:
    whole = BOOKS[year].book.whole_of(year)
    assert whole is not None
    for row in whole.function:
        known = item(row.code, year)
        assert known is not None, row.code
        assert known.is_called(row.category, row.section, row.item), row.code
        assert known.source == (row.source or "一般公共预算")
    for line in whole.economic:
        named = economic(line.code, year)
        assert named is not None
        assert (named.name, named.kind) == (line.name, line.kind)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("total_income", "1796.45"),
        ("income", "1795.77"),
        ("general_income", "1758.56"),
        ("fund_income", "37.21"),
        ("total_expenditure", "1796.45"),
        ("expenditure", "1796.45"),
        ("basic", "287.43"),
        ("projects", "1509.02"),
        ("fiscal_total_income", "1796.45"),
        ("fiscal_total_expenditure", "1796.45"),
        ("general", "1759.24"),
        ("fund", "37.21"),
        ("general_basic", "287.43"),
        ("personnel", "263.48"),
        ("running", "23.96"),
        ("running_cost", "23.96"),
        ("three_public", "0.13"),
        ("procurement", "6.07"),
    ],
)
def test_the_totals_of_2021_follow_from_their_parts(line: str, printed: str) -> None:
    assert wan(NOW.amount(line)) == printed


def test_totals_of_2021_that_must_be_the_same_are() -> None:
    for one, other in (
        ("total_income", "total_expenditure"),
        ("expenditure", "fiscal_expenditure"),
        ("basic", "general_basic"),
        ("running", "running_cost"),
    ):
        assert NOW.amount(one) == NOW.amount(other)
    assert NOW.amount("total_income", "previous") == NOW.amount("total_expenditure", "previous")


@pytest.mark.parametrize(
    ("line", "change", "rate"),
    [
        ("total_income", "186.17", "11.56"),
        ("fiscal_total_income", "186.17", "11.56"),
        ("general_income", "365.83", "26.27"),
        ("general", "366.00", "26.27"),
        ("reception", "-0.12", "-48.30"),
        ("running_cost", "-1.38", "-5.45"),
    ],
)
def test_the_growth_of_2021_is_that_of_the_facts(line: str, change: str, rate: str) -> None:
    now, before = NOW.amount(line), NOW.amount(line, "previous")
    assert now is not None
    assert before is not None
    assert wan(now - before) == change
    assert percent(growth(now, before)) == rate


def test_the_shares_of_2021() -> None:
    whole = NOW.amount("general")
    found = {each.name: percent(share(each.amount("outturn"), whole)) for each in NOW.categories("一般公共预算")}
    assert found == {
        "一般公共服务支出": "0.00",
        "社会保障和就业支出": "12.02",
        "卫生健康支出": "81.55",
        "农林水支出": "4.93",
        "住房保障支出": "1.50",
    }
    assert percent(share(NOW.amount("reception"), NOW.amount("three_public"))) == "100.00"
    assert percent(share(NOW.amount("three_public"), NOW.amount("three_public", "budget"))) == "26.50"
    assert percent(share(NOW.amount("projects"), NOW.amount("expenditure"))) == "84.00"
    assert percent(share(whole, NOW.amount("general", "adjusted"))) == "100.00"


def test_the_counts_of_2021() -> None:
    counted = ("staff", "retired", "vehicles", "domestic_batches", "domestic_guests", "evaluated", "monitored")
    assert [NOW.amount(line) for line in counted] == [22, 3, 0, 1, 11, 9, 5]
    assert len(BOOKS[2021].book.of_year(2021)) == 9


@pytest.mark.parametrize(
    ("line", "printed", "rate"),
    [
        ("income", "569.38", "-79.68"),
        ("expenditure", "543.37", "-80.82"),
        ("general", "543.37", "-80.82"),
        ("general_basic", "473.52", ""),
        ("projects", "69.85", ""),
        ("personnel", "434.66", ""),
        ("running_cost", "38.86", "769.35"),
        ("reception", "0.14", "89.42"),
    ],
)
def test_the_totals_and_the_growth_of_2018(line: str, printed: str, rate: str) -> None:
    assert wan(OLD.amount(line)) == printed
    assert percent(growth(OLD.amount(line), OLD.amount(line, "previous"))) == rate


def test_the_shares_of_2018() -> None:
    whole = OLD.amount("general")
    shares = [percent(share(each.amount("outturn"), whole)) for each in OLD.categories("一般公共预算")]
    assert shares == ["1.71", "88.36", "4.34", "5.59"]
    assert percent(share(OLD.amount("basic"), OLD.amount("expenditure"))) == "87.15"
    assert percent(share(OLD.amount("three_public"), OLD.amount("three_public", "budget"))) == "28.00"
    assert [OLD.amount(line) for line in ("staff", "posts", "vehicles")] == [39, 39, 1]


def test_the_samples_speak_of_no_real_place_and_no_line_that_is_gone() -> None:
    for found in BOOKS.values():
        book: Book = found.book
        assert book.unit.name.startswith("示例县")
        for dossier in book.dossiers.values():
            assert dossier.accounts.keys() <= LINES.keys()
