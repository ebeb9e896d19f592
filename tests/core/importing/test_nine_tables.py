"""Nine real tables of 2021 in figures: what they print comes out, and their two wrong rates are found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.checking import check
from core.importing.exchange import read
from core.kinds import shown
from core.model import Book
from core.publish import case_of
from core.reading import TYPED_OVER
from core.report.blocks import Paragraph, Report, Table
from core.report.compose import compose
from core.rules.finding import Case

FILE = Path(__file__).with_name("nine_tables.json")

# 项目, 预算数 and 执行数 in 万元 as printed, 到位率 and 执行率 as they should be printed
TABLES = (
    ("基金监管专项经费", "0.75", "0.68", "100.00", "90.60"),
    ("城乡医疗救助资金", "150", "48.44", "100.00", "32.30"),
    ("财务软件运行维护服务费", "0.08", "0.08", "100.00", "100.00"),
    ("村卫生室专网经费", "7.2", "7.2", "100.00", "100.00"),
    ("居民医保补助", "560", "490.97", "87.67", "87.67"),
    ("离休人员医疗费", "60", "31.88", "100.00", "53.13"),
    ("老干部医疗补助费", "8", "2.2", "100.00", "27.50"),
    ("退休人员社会化管理补助资金", "23", "23", "100.00", "100.00"),
    ("乡村振兴补助资金", "86.78", "86.78", "100.00", "99.99"),
)
RATE_RULES = ("rate", "rate-from-rounded-money")
WRONG = {"基金监管专项经费": ("90.67", "90.60"), "城乡医疗救助资金": ("32.39", "32.30")}


def book() -> Book:
    found = read(FILE)
    assert found.remarks == ()
    return found.book


def case(name: str, typed_rates: bool = True) -> Case:
    """One of the projects; without ``typed_rates`` as if nobody had typed a rate over."""
    whole = book()
    dossier = next(d for d in whole.dossiers.values() if d.project.name == name)
    if not typed_rates:
        plain = {key: text for key, text in dossier.answers.items() if not key.startswith(TYPED_OVER)}
        whole = replace(whole, dossiers={**whole.dossiers, dossier.id: replace(dossier, answers=plain)})
    return case_of(whole, dossier.id)


def report(found: Case) -> Report:
    return compose(found.form, found.form.documents[0], found.values, found.scores)


def fund_rows(table: Table) -> dict[str, tuple[str, str]]:
    """The head of the printed table: (预算数, 执行数) by the caption beside them."""
    lines: dict[int, list[str]] = {}
    for row, _, cell in table.placed():
        lines.setdefault(row, []).append(cell.text.replace("\n", ""))
    named = [[text for text in texts if not text.startswith("项目预算")] for texts in lines.values()]
    captions = {"预算数：": "total", "其中：财政拨款": "fiscal", "其他资金": "others"}
    return {captions[line[0]]: (line[1], line[3]) for line in named if line and line[0] in captions}


@pytest.mark.parametrize(("name", "planned", "executed", "arrival", "execution"), TABLES)
def test_the_printed_table_shows_the_figures_of_the_real_one(
    name: str, planned: str, executed: str, arrival: str, execution: str
) -> None:
    rows = fund_rows(report(case(name)).tables()[0])
    assert tuple(map(Decimal, rows["total"])) == (Decimal(planned), Decimal(executed))
    assert tuple(map(Decimal, rows["fiscal"])) == (Decimal(planned), Decimal(executed))
    assert rows["others"] == ("", "")


@pytest.mark.parametrize(("name", "planned", "executed", "arrival", "execution"), TABLES)
def test_the_rates_come_from_the_unrounded_amounts(
    name: str, planned: str, executed: str, arrival: str, execution: str
) -> None:
    computed = case(name).values.computed
    assert shown(computed["total", "arrival_rate"], 2) == arrival
    assert shown(computed["total", "execution_rate"], 2) == execution


@pytest.mark.parametrize("name", [name for name, *_ in TABLES])
def test_only_the_two_wrong_rates_are_reported(name: str) -> None:
    told = [finding.message for finding in check(case(name)) if finding.rule in RATE_RULES]
    if name not in WRONG:
        assert told == []
        return
    typed, due = WRONG[name]
    assert len(told) == 1
    assert typed in told[0]
    assert due in told[0]


@pytest.mark.parametrize("name", WRONG)
def test_a_rate_nobody_types_is_printed_right(name: str) -> None:
    texts = [block.text for block in report(case(name, typed_rates=False)).blocks() if isinstance(block, Paragraph)]
    used = next(text for text in texts if text.startswith("截至2021年12月31日"))
    assert f"完成预算数{WRONG[name][1]}%" in used
    assert not [finding for finding in check(case(name, typed_rates=False)) if finding.rule in RATE_RULES]


def test_the_fewer_insured_are_noticed() -> None:
    found = next(i for i in case("居民医保补助").values.indicators if i.row.name == "参保人数")
    assert found.completion is not None
    assert shown(found.completion, 2) == "95.89"
