from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.lines import LINES
from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES, Account, EconomicLine, FunctionLine
from core.accounts.values import Accounts, growth, read_accounts, share
from core.model import WHOLE_UNIT, Dossier, Place, Project

PARTS = tuple(line.key for line in LINES.values() if not line.is_sum and line.kind == "money")
COUNTS = tuple(line.key for line in LINES.values() if not line.is_sum and line.kind == "count")


def year(lines: str = "", function: str = "", economic: str = "") -> Accounts:
    """Read lines ``income 12 previous 3; …``, rows ``code 类 款 outturn [source]`` and ``kind name outturn``."""
    accounts = {}
    for line in filter(None, map(str.strip, lines.split(";"))):
        key, *rest = line.split()
        pairs = dict(zip(rest[1::2], rest[2::2], strict=True)) if len(rest) % 2 else {}
        accounts[key] = Account(outturn=rest[0], **pairs)
    by_function = [row.split() for row in filter(None, map(str.strip, function.split(";")))]
    by_item = [row.split() for row in filter(None, map(str.strip, economic.split(";")))]
    return read_accounts(
        Dossier(
            Project(1, 2021, scope=WHOLE_UNIT),
            accounts=accounts,
            function=tuple(
                FunctionLine(10 + n, 1, n, "".join(source), code, category, section, outturn=amount)
                for n, (code, category, section, amount, *source) in enumerate(by_function)
            ),
            economic=tuple(
                EconomicLine(50 + n, 1, n, kind, "", name, outturn=amount)
                for n, (kind, name, amount) in enumerate(by_item)
            ),
        )
    )


def wan(text: str) -> Decimal:
    return Decimal(text) * 10_000


def test_a_sum_is_its_parts_and_a_sum_of_sums_too() -> None:
    accounts = year("general_income 1758.56; fund_income 37.21; opening 0.68")
    assert accounts.amount("income") == wan("1795.77")
    assert accounts.amount("total_income") == wan("1796.45")
    assert accounts.amount("fiscal_total_income") == wan("1795.77")  # fiscal_opening is a line of its own


def test_rows_by_function_add_up_by_budget_and_rows_by_item_by_kind() -> None:
    accounts = year(
        function="2101501 卫生健康支出 医疗保障管理事务 205.8; 2210201 住房保障支出 住房改革支出 26.37;"
        " 2296013 其他支出 彩票公益金安排的支出 37.21 政府性基金",
        economic="人员经费 基本工资 59.21; 公用经费 办公费 2.72; 其他 无 9",
    )
    assert accounts.amount("general") == wan("232.17")
    assert accounts.amount("fund") == wan("37.21")
    assert accounts.amount("capital") is None
    assert accounts.amount("fiscal_expenditure") == wan("269.38")
    assert accounts.amount("general_basic") == wan("61.93")
    assert [row.row.id for row in accounts.rows_of("personnel")] == [50]
    assert accounts.rows_of("income") == ()


def test_what_is_typed_at_a_sum_counts_and_goes_on_into_the_sums_above_it() -> None:
    accounts = year("general_income 1758.56; fund_income 37.21; income 1800; opening 1")
    assert accounts.amount("income") == wan("1800")
    assert accounts.computed["income", "outturn"] == wan("1795.77")
    assert accounts.contradicts("income", "outturn")
    assert accounts.amount("total_income") == wan("1801")
    agreed = year("general_income 2; income 2")
    assert not agreed.contradicts("income", "outturn")


def test_a_blank_is_nothing_beside_what_is_known_and_unknown_alone() -> None:
    accounts = year("general_income 3")
    assert accounts.amount("income") == wan("3")
    assert accounts.amount("income", "previous") is None
    assert accounts.amount("expenditure") is None
    assert not accounts.contradicts("expenditure", "outturn")
    assert not year().begun
    assert accounts.begun


def test_what_cannot_be_read_makes_every_sum_above_it_unknown_unless_that_is_typed() -> None:
    accounts = year("general_income 约3; fund_income 2; fiscal_income 5")
    assert accounts.amount("income") is None
    assert accounts.amount("total_income") is None
    assert ("total_income", "outturn") in accounts.unknown
    assert accounts.amount("fiscal_income") == wan("5")
    assert accounts.amount("fiscal_total_income") == wan("5")
    assert [place for place, _ in accounts.unreadable] == [Place("account", 1, "general_income.outturn")]
    rows = year(function="2101501 卫生健康支出 甲 若干; 2101502 卫生健康支出 甲 1")
    assert rows.amount("general") is None
    assert rows.categories(FUNCTION_SOURCES[0])[0].amount("outturn") is None
    assert [place for place, _ in rows.unreadable] == [Place("function", 1, "outturn", 10)]


def test_negative_amounts_are_added_as_they_are() -> None:
    accounts = year("basic 287.43; projects -2.5")
    assert accounts.amount("expenditure") == wan("284.93")


def test_counts_are_numbers_without_a_unit_of_money() -> None:
    accounts = year("administrative 3人; civil 12; retired 3")
    assert accounts.amount("staff") == 15
    assert accounts.amount("retired") == 3


def test_lines_the_program_does_not_know_are_left_alone() -> None:
    accounts = read_accounts(Dossier(Project(1, 2021, scope=WHOLE_UNIT), accounts={"gone": Account(outturn="1")}))
    assert (dict(accounts.typed), accounts.unreadable) == ({}, ())


def test_rows_fall_into_categories_and_a_section_that_comes_again_is_named_again() -> None:
    accounts = year(
        function="1 卫生健康支出 甲 1; 2 社会保障和就业支出 丙 5; 3 卫生健康支出 甲 2;"
        " 4 卫生健康支出 乙 3; 5 卫生健康支出 甲 4"
    )
    health, social = accounts.categories("一般公共预算")
    assert (health.name, health.amount("outturn"), health.amount("budget")) == ("卫生健康支出", wan("10"), None)
    assert [(name, len(rows)) for name, rows in health.sections] == [("甲", 2), ("乙", 1), ("甲", 1)]
    assert social.amount("outturn") == wan("5")
    assert accounts.categories("政府性基金") == ()


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [("1", "4", "25"), ("0", "4", "0"), ("-1", "4", "-25"), ("1", "0", None), ("1", "-4", None), (None, "4", None)],
)
def test_a_share_needs_a_whole_above_nothing(part: str | None, whole: str, percent: str | None) -> None:
    found = share(None if part is None else Decimal(part), Decimal(whole))
    assert found == (None if percent is None else Decimal(percent))


def test_growth_needs_a_base_above_nothing() -> None:
    assert growth(Decimal(17592400), Decimal(13932400)) == Decimal(3660000) / 13932400 * 100
    assert growth(Decimal(0), Decimal("0.13")) == -100
    assert growth(Decimal(5), Decimal(0)) is None
    assert growth(Decimal(5), Decimal(-1)) is None
    assert growth(None, Decimal(1)) is None
    assert growth(Decimal(1), None) is None


amounts = st.decimals(-99999, 99999, places=2)


@given(
    st.dictionaries(st.sampled_from(PARTS), amounts),
    st.dictionaries(st.sampled_from(COUNTS), st.integers(0, 999)),
    st.lists(st.tuples(st.sampled_from(("", *FUNCTION_SOURCES)), amounts)),
    st.lists(st.tuples(st.sampled_from(ECONOMIC_KINDS), amounts)),
)
def test_every_total_is_the_sum_of_its_parts(
    money: dict[str, Decimal],
    counts: dict[str, int],
    function: list[tuple[str, Decimal]],
    economic: list[tuple[str, Decimal]],
) -> None:
    typed = {key: Account(outturn=str(value)) for key, value in {**money, **counts}.items()}
    rows = tuple(FunctionLine(n, 1, n, source, outturn=str(value)) for n, (source, value) in enumerate(function, 1))
    items = tuple(EconomicLine(n, 1, n, kind, outturn=str(value)) for n, (kind, value) in enumerate(economic, 1000))
    accounts = read_accounts(Dossier(Project(1, 2021, scope=WHOLE_UNIT), accounts=typed, function=rows, economic=items))
    assert not accounts.unknown
    assert not accounts.unreadable
    for line in LINES.values():
        parts = [accounts.amount(part) for part in line.parts]
        parts += [row.amounts.get("outturn") for row in accounts.rows_of(line.key)]
        known = [part for part in parts if part is not None]
        if line.is_sum:
            assert accounts.amount(line.key) == (sum(known) if known else None), line.key
            assert not accounts.contradicts(line.key, "outturn")
    by_category = [each.amount("outturn") for source in FUNCTION_SOURCES for each in accounts.categories(source)]
    whole = [accounts.amount(key) for key in ("general", "fund", "capital")]
    assert sum(filter(None, by_category)) == sum(filter(None, whole))
