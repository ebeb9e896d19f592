"""The rules about running text hear the unit's text too, the reasons beside its amounts included."""

from __future__ import annotations

import pytest

from core.checking import rules_of
from core.forms.library import known
from tests.core.unit_years import FORM, Change, answer, found, line, of_year, only, row, sentence

PROSE = (
    "unit-name", "project-name", "text-year", "problems-none", "prompt-left", "empty-heading", "other-report",
    "text-amount-unit", "document-number", "word-pairs", "person-named", "text-sum", "list-numbers",
)  # fmt: skip


def test_every_rule_about_prose_is_asked_of_the_unit() -> None:
    assert {rule.id for rule, _ in rules_of(known()[FORM], "unit")} >= set(PROSE)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("unit-name", answer("organisation", "示例县医疗保证局下设1个科室。")),
        ("prompt-left", answer("conclusion", "（可用表格形式反映）重点工作完成。")),
        ("empty-heading", answer("self_evaluation_quality", "")),
        ("document-number", answer("functions", "依据示府发[2020]3号文件履行职能。")),
        ("word-pairs", answer("conclusion", "资金拔付及时。")),
        ("text-amount-unit", answer("conclusion", "全年支出317.75，效果良好。")),
        ("list-numbers", answer("functions", "1.拟订政策。\n2.管理基金。\n4.监督检查。")),
        ("word-pairs", line("running_cost.reason", "资金拔付减少")),
        ("word-pairs", row("其他扶贫支出", "use", "用于拔付扶贫资金")),
        ("prompt-left", line("three_public.reason", "（可用表格形式反映）厉行节约")),
    ],
)
def test_the_units_text_is_read(rule: str, change: Change) -> None:
    assert rule in found(of_year(change))


def test_a_slip_in_a_reason_is_told_and_mended_where_it_stands() -> None:
    case = of_year(line("running_cost.reason", "资金拔付减少"))
    assert sentence(case, "word-pairs").startswith("机关运行经费的主要原因")
    place = only(case, "word-pairs").places[0]
    assert (place.table, place.field) == ("account", "running_cost.reason")


def test_what_cannot_be_read_is_named_by_its_line_or_row() -> None:
    assert "机关运行经费的决算数" in sentence(of_year(line("running_cost.outturn", "二十")), "text-readable")
    assert "“其他扶贫支出”" in sentence(of_year(row("其他扶贫支出", "outturn", "八十")), "text-readable")
