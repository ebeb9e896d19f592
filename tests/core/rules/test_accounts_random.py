"""Years with anything in them never stop a rule; the samples' figures, typed as the originals had them, are told."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.accounts.lines import LINES, SECTIONS
from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.checking import RULES, check
from core.forms.library import known
from core.kinds import read_money, trimmed
from core.model import Book, Dossier
from core.publish import case_of as case_in
from core.report.blocks import Paragraph
from core.report.compose import compose
from tests.core.forms.filed import book
from tests.core.unit_years import ID, Change, answer, case_of, found, line, of_year, row, year

AMOUNTS = st.sampled_from(["", "0", "-12.5", "1759.24", "三十七", "1e9", "0.001", "12,345.6", "８", "100%", " "])
MEASURES = st.sampled_from(["budget", "adjusted", "outturn", "previous"])
NAMES = st.sampled_from(["", "行政运行", "住房公积金", "公务接待费", "其他支出（）", "（项）", "A+B"])
CODES = st.sampled_from(["", "2101501", "2101599", "30217", "21", "abcdefg", "9999999", "２１０１５０１"])
TEXTS = st.lists(
    st.sampled_from(
        ["。", "2021年", "与2020年相比", "公务接待费", "占", "完成预算", "增长", "减少", "0万元", "12.5%", "，",
         "2020年", "一般公共预算财政拨款支出", "项目支出", "其中：", "{account.general.outturn}", "上年",
         "行政运行（项）"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@st.composite
def years(draw: st.DrawFn) -> Dossier:
    """A year with blanks, zeros, amounts below 0 and texts nobody can read, anywhere."""
    accounts = {
        key: Account(**{draw(MEASURES): draw(AMOUNTS) for _ in range(2)})
        for key in draw(st.lists(st.sampled_from(list(LINES)), max_size=25, unique=True))
    }
    function = tuple(
        FunctionLine(300 + n, ID, n, draw(st.sampled_from(["", "政府性基金", "别的"])), draw(CODES), draw(NAMES),
                     draw(NAMES), draw(NAMES), budget=draw(AMOUNTS), adjusted=draw(AMOUNTS), outturn=draw(AMOUNTS))
        for n in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    economic = tuple(
        EconomicLine(400 + n, ID, n, draw(st.sampled_from(["", "人员经费", "公用经费"])), draw(CODES), draw(NAMES),
                     outturn=draw(AMOUNTS))
        for n in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    answers = {"general_note": draw(TEXTS), "conclusion": draw(TEXTS), "glossary": draw(TEXTS)}
    return Dossier(year().project, answers=answers, accounts=accounts, function=function, economic=economic)


@settings(max_examples=120, deadline=None)
@given(whole=years(), before=st.none() | years(), form=st.sampled_from(["accounts-2021", "accounts-2018"]))
def test_whatever_is_typed_no_rule_stops_and_nothing_is_no_number(
    whole: Dossier, before: Dossier | None, form: str
) -> None:
    for finding in check(case_of(whole, before=before, form=form)):
        told = " ".join((finding.message, *(side.figure for side in finding.sides)))
        assert not re.search(r"NaN|Infinity|None|\dE[+-]?\d", told)
        assert all(place.table for place in finding.places)


@settings(max_examples=25, deadline=None)
@given(times=st.integers(1, 400))
def test_a_consistent_year_of_any_size_has_no_finding(times: int) -> None:
    def larger(text: str) -> str:
        value = read_money(text) if text else None
        return f"{trimmed(value * times)}元" if isinstance(value, Decimal) else text

    whole = year()
    counts = {key for key, told in LINES.items() if told.kind == "count"}
    money = ("budget", "adjusted", "outturn", "previous")
    accounts = {
        key: told if key in counts else replace(told, **{m: larger(getattr(told, m)) for m in money})
        for key, told in whole.accounts.items()
    }
    accounts["domestic_guests"] = Account(outturn=str(11 * times))
    function = tuple(replace(r, adjusted=larger(r.adjusted), outturn=larger(r.outturn)) for r in whole.function)
    economic = tuple(replace(r, outturn=larger(r.outturn)) for r in whole.economic)
    whole = replace(whole, accounts=accounts, function=function, economic=economic)
    assert found(case_of(whole, larger("1000"), larger("509.02"))) == []


BREAKS: tuple[tuple[Change, str], ...] = (
    (line("general_income.outturn", "1785.56"), "totals-equal"),
    (line("projects.outturn", "1590.02"), "totals-equal"),
    (row("其他扶贫支出", "outturn", "78.78"), "fiscal-within"),
    (row("基本工资", "outturn", "100"), "basic-within"),
    (line("running_cost.outturn", "23.69"), "running-cost"),
    (line("domestic_batches.outturn", "0"), "counts-and-amounts"),
    (line("posts.outturn", "11"), "staff-posts"),
    (line("monitored.outturn", "7"), "management-counts"),
    (line("sme_contracts.outturn", "60.7"), "contracts-within"),
    (row("行政运行", "code", "2101599"), "subject-name"),
    *((line(f"{key}.outturn", "1"), rule) for key, rule in (
        ("income", "income-sum"), ("expenditure", "expenditure-sum"), ("general", "fiscal-sum"), ("fund", "fiscal-sum"),
        ("personnel", "basic-sum"), ("running", "basic-sum"), ("reception", "three-public-sum"),
        ("three_public", "three-public-sum"), ("procurement", "count-sum"), ("staff", "count-sum"),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("change", "rule"), BREAKS, ids=[f"{n} {rule}" for n, (_, rule) in enumerate(BREAKS)])
def test_one_broken_figure_is_found_by_its_cause(change: Change, rule: str) -> None:
    assert rule in found(of_year(change))


def test_every_rule_of_the_accounts_is_asked_of_the_unit_alone() -> None:
    own = [rule for rule in RULES if rule.check.__module__.startswith("core.rules.accounts_")]
    assert all(rule.of == ("unit",) for rule in own)
    assert {rule.number for rule in own} >= {24, 52, 59, 62, *range(75, 107)}


def test_every_line_stands_in_one_section() -> None:
    assert len(LINES) == sum(len(section.lines) for section in SECTIONS)


# ---- the originals


@pytest.mark.parametrize("name", ["accounts-2021", "accounts-2018"])
def test_what_the_program_writes_from_the_accounts_is_never_told_when_it_is_typed(name: str) -> None:
    told, whole = _whole(name)
    case = case_in(told, whole.id)
    documents = [document for document in case.form.documents_of("unit") if document.key in ("statement", "report")]
    reports = [compose(case.form, document, case.values, case.scores) for document in documents]
    blocks = (block for report in reports for section in report.sections for block in section.blocks)
    text = "\n".join(dict.fromkeys(block.text for block in blocks if isinstance(block, Paragraph)))
    assert len(re.findall("万元", text)) > 30
    found_in_it = {rule for rule, *_ in _typed(name, answer("conclusion", text))}
    assert found_in_it.isdisjoint({"text-accounts", "same-fact", "share-sum", "text-figures", "text-sum"})


def _whole(name: str) -> tuple[Book, Dossier]:
    told = book(name)
    return told, next(d for d in told.dossiers.values() if d.is_unit)


def _typed(name: str, *changes: Change) -> list[tuple[str, str, str]]:
    """What is found with the figures of the original typed: rule, first cell and sentence."""
    told, whole = _whole(name)
    changed = whole
    for change in changes:
        changed = change(changed)
    after = replace(told, dossiers={**told.dossiers, whole.id: changed})
    findings = check(case_in(after, whole.id))
    return [(f.rule, f.places[0].field, f.message.replace("\u00a0", " ")) for f in findings]


def _says(findings: list[tuple[str, str, str]], rule: str, field: str, words: str) -> bool:
    return any(one[0] == rule and one[1] == field and words in one[2] for one in findings)


GENERAL_2021 = (
    "2021年一般公共预算财政拨款支出1758.56万元，占本年支出合计的97.90%。"
    "与2020年相比，一般公共预算财政拨款支出增加365.83万元，增长26.00%。"
)


def test_the_figures_of_the_first_original_are_told_at_their_places() -> None:
    told = _typed(
        "accounts-2021",
        answer("general_note", GENERAL_2021),
        answer("structure_note", "2021年一般公共预算财政拨款支出1759.24万元。"),
        answer("three_public_items", "2021年“三公”经费中，公务接待费支出决算0.13万元，占0%。"),
    )
    assert _says(told, "text-accounts", "general_note", "1758.56 万元，按决算数是 1759.24 万元")
    assert _says(told, "text-accounts", "general_note", "增长 26.00 %，按决算数是 增长 26.27 %")
    assert _says(told, "text-accounts", "three_public_items", "占比写的是 0 %，按决算数是 100 %")
    assert not _says(told, "text-accounts", "structure_note", "")


def test_the_typed_total_of_the_first_original_is_told_against_its_items_and_its_share() -> None:
    told = _typed("accounts-2021", line("general.outturn", "1758.56"), answer("general_note", GENERAL_2021))
    assert _says(told, "fiscal-sum", "general.outturn", "一般公共预算财政拨款支出 1758.56 万元")
    assert _says(told, "fiscal-within", "expenditure.outturn", "1796.45 万元，本年财政拨款支出 1795.77 万元")
    assert _says(told, "text-accounts", "general_note", "占比写的是 97.90 %，按决算数是 97.89 %")


def test_the_slice_left_at_its_default_is_told() -> None:
    told = _typed("accounts-2021", line("projects.outturn", "3.2"), line("expenditure.outturn", "1796.45"))
    assert _says(told, "expenditure-sum", "expenditure.outturn", "多 1505.82 万元")
    told = _typed("accounts-2021", answer("expenditure_note", "2021年本年支出合计1796.45万元，其中：项目支出3.2万元。"))
    assert _says(told, "text-accounts", "expenditure_note", "项目支出写的是 3.2 万元，按决算数是 1509.02 万元")


def test_projects_of_the_second_original_spent_more_than_its_accounts_say() -> None:
    assert _says(
        _typed("accounts-2018"), "project-outturn", "projects.outturn", "88.00 万元，决算的项目支出 69.85 万元"
    )


def test_a_code_of_the_second_original_belongs_to_another_item() -> None:
    told = _typed("accounts-2018", row("社会保险经办机构", "code", "2080102"))
    assert any(one[0] == "subject-name" and "一般行政管理事务" in one[2] for one in told)


@pytest.mark.parametrize("form", ["unit-table", "sichuan-2021"])
def test_a_form_that_asks_for_no_accounts_hears_nothing_of_them(form: str) -> None:
    if form in known():
        told = check(case_of(year(line("income.outturn", "1")), form=form))
        assert [f.rule for f in told if f.places[0].table == "account"] == []
