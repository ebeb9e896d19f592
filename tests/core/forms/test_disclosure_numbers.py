"""Every number in the text of a disclosure is a fact of the year, or worked out from facts by plain arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from core.accounts.lines import LINES
from core.accounts.rows import FUNCTION_SOURCES
from core.accounts.values import Accounts
from core.proof.figures_in_text import amounts
from core.publish import case_of
from core.report.blocks import Paragraph
from core.rules.finding import Case
from tests.core.forms.filed import book, report, texts, whole_of

_MEASURES = ("budget", "adjusted", "outturn", "previous")
_CENT = Decimal("0.01")
_COUNT = re.compile(r"(?<![\d.])(\d+)(?:人次|人|批次|次|辆|台|个项目)")
_PRICE = re.compile(r"单价\d+万元以上")  # words of the format
_TWICE = re.compile(r".{0,6}(?:[，。；：、]{2}|（）|%%|万元元|万元万元|(?<![\d.])0(?:\.0+)?%)")
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")


def case(form: str, year: int) -> Case:
    made = book(form)
    return case_of(made, whole_of(made, year).id)


def accounts_of(found: Case) -> Accounts:
    assert found.values.accounts is not None
    return found.values.accounts


def rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def entries(accounts: Accounts) -> Iterator[dict[str, Decimal]]:
    """The amounts by measure of each line, each row, and each 类."""
    for line in LINES:
        found = {measure: accounts.amount(line, measure) for measure in _MEASURES}
        yield {measure: amount for measure, amount in found.items() if amount is not None}
    for row in (*accounts.function, *accounts.economic):
        yield dict(row.amounts)
    for source in FUNCTION_SOURCES:
        for category in accounts.categories(source):
            yield {"outturn": sum((row.amounts.get("outturn", Decimal(0)) for row in category.rows), Decimal(0))}


def computed(found: Case) -> tuple[set[Decimal], set[Decimal]]:
    """Amounts in 万元 and rates in percent that may stand in the text."""
    accounts = accounts_of(found)
    money, rates = {Decimal(0)}, set[Decimal]()
    wholes = [accounts.amount(line, "outturn") for line in ("income", "expenditure", "three_public", "procurement")]
    wholes.append(accounts.amount("general", "outturn"))
    for entry in entries(accounts):
        now, before = entry.get("outturn"), entry.get("previous")
        money |= set(entry.values())
        if now is not None and before is not None:
            money.add(abs(now - before))
            rates |= {abs(now - before) / before * 100} if before else set()
        bases = (entry.get("budget"), entry.get("adjusted"), *wholes)
        rates |= {now / base * 100 for base in bases if base and now is not None}
    for member in found.values.members:
        planned, spent = member.amount("total", "annual"), member.amount("total", "executed")
        money |= {amount for amount in (planned, spent) if amount is not None}
        rates |= {spent / planned * 100} if planned and spent is not None else set()
    money |= {sum((m.amount("total", "annual") or Decimal(0) for m in found.values.members), Decimal(0))}
    return {rounded(amount / 10_000) for amount in money}, {rounded(rate) for rate in rates} | {_CENT}


def typed(found: Case) -> str:
    """What the clerk wrote, in which any number may stand."""
    of = (found.dossier, *(member.dossier for member in found.values.members))
    rows = (row for row in (*found.dossier.accounts.values(), *found.dossier.function))
    reasons = (f"{row.use} {row.reason}" for row in rows)
    return "\n".join((*(text for dossier in of for text in dossier.answers.values()), *reasons))


def text_of(found: Case, key: str) -> str:
    """The running text without the definitions of the glossary."""
    paragraphs = [block.text for block in report(found, key).blocks() if isinstance(block, Paragraph)]
    end = next((n for n, text in enumerate(paragraphs) if text.startswith("第三部分")), len(paragraphs))
    return _PRICE.sub("", "\n".join(paragraphs[:end]))


@pytest.mark.parametrize(("form", "year"), [("accounts-2021", 2021), ("accounts-2018", 2018)])
@pytest.mark.parametrize("key", ["statement", "report"])
def test_every_number_is_a_fact_or_computed_from_facts(form: str, year: int, key: str) -> None:
    found = case(form, year)
    money, rates = computed(found)
    text, own = text_of(found, key), typed(found)
    said = [amount for amount in amounts(text) if amount.written not in own]
    assert [amount.written for amount in said if rounded(amount.value / 10_000) not in money] == []
    percents = [rate for rate in _PERCENT.findall(text) if rate not in own]
    assert [rate for rate in percents if rounded(Decimal(rate)) not in rates] == []
    counts = {str(amount) for entry in entries(accounts_of(found)) for amount in entry.values()}
    counts |= {str(len(found.values.members))}
    assert [count for count in _COUNT.findall(text) if count not in counts and count not in own] == []
    assert len(said) + len(percents) >= (60 if key == "statement" else 6)


@pytest.mark.parametrize(("form", "year"), [("accounts-2021", 2021), ("accounts-2018", 2018)])
def test_no_mark_stands_twice_and_no_rate_is_nothing(form: str, year: int) -> None:
    assert _TWICE.findall("\n".join(texts(report(case(form, year), "disclosure")))) == []
