"""The engine: what a form changes, the order of findings, reasons that count until a value changes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.rows import FunctionLine
from core.answers import reason_edit, taken_note
from core.checking import RULES, _Order, check
from core.edits import set_text
from core.forms.model import RuleChange
from core.model import Book, Dossier, Place, Project
from core.rules.finding import TOPICS, Finding, Level, counts
from tests.core.cases import FORM, ID, book, case, of_book, values_of

ROOT = Path(__file__).resolve().parents[2]
LOW = "资金 县区级 年初 150 全年 150 到位 150 执行 484443.84元"
ASKED = {1, 3, 4, *range(7, 19), 21, 22, *range(25, 43), 44, 47, *range(63, 70)}


def the(findings: tuple[Finding, ...], rule: str) -> Finding:
    (one,) = [finding for finding in findings if finding.rule == rule]
    return one


def answered(changed: Book, rule: str, text: str) -> Book:
    return reason_edit(changed, values_of(changed), the(of_book(changed), rule), text).apply(changed)


def test_every_check_asked_for_has_a_rule_and_every_rule_a_name_of_its_own() -> None:
    assert {rule.number for rule in RULES} >= ASKED
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.topic in TOPICS and rule.title and rule.basis for rule in RULES)


def test_every_rule_has_an_example_and_parameters_with_names_of_their_own() -> None:
    assert [rule.id for rule in RULES if not rule.example.endswith("。")] == []
    for rule in RULES:
        assert len({parameter.key for parameter in rule.parameters}) == len(rule.parameters)
        assert all(parameter.caption and parameter.default >= 0 for parameter in rule.parameters)


@pytest.mark.parametrize("level", ["error", "hint"])
def test_a_form_may_change_the_level_of_a_rule(level: str) -> None:
    form = msgspec.structs.replace(
        FORM, rules=(msgspec.convert({"rule": "execution-reason", "level": level}, RuleChange),)
    )
    assert the(check(case(LOW, form)), "execution-reason").level == level


def test_a_form_may_turn_a_rule_off() -> None:
    form = msgspec.structs.replace(FORM, rules=(RuleChange("execution-reason", "off"),))
    assert check(case(LOW, form)) == ()


def test_errors_come_first_then_pages_then_rows() -> None:
    told = check(
        case(
            f"""{LOW} | 改写 总额 执行率 32.39
            指标 质量指标 甲 98% 99% 20
            指标 数量指标 乙 5次 已完成 15
            指标 数量指标 丙 2 1万张 20"""
        )
    )
    assert [(f.rule, f.places[0].row) for f in told] == [
        ("rate", 0),
        ("weight-sum", 1),
        ("actual-value", 2),
        ("same-unit", 3),
        ("execution-reason", 0),
        ("target-sign", 1),
    ]


def test_a_reason_closes_a_finding() -> None:
    after = answered(book(LOW), "execution-reason", " 上级资金充足，优先使用。 ")
    told = the(of_book(after), "execution-reason")
    assert (told.reason, told.open) == ("上级资金充足，优先使用。", False)
    assert counts(of_book(after))[Level.WARNING] == 0
    assert counts(of_book(book(LOW)))[Level.WARNING] == 1


@pytest.mark.parametrize(
    "place",
    [
        Place("fund", ID, "county.executed"),
        Place("fund", ID, "county.annual"),
        Place("fund", ID, "province.annual"),
    ],
)
def test_a_changed_value_reopens_the_finding_and_the_old_value_closes_it_again(place: Place) -> None:
    after = answered(book(LOW), "execution-reason", "上级资金充足。")
    changed = set_text(after, place, "120").apply(after)
    assert the(of_book(changed), "execution-reason").open
    assert not the(of_book(set_text(changed, place, after.text(place)).apply(changed)), "execution-reason").open


@pytest.mark.parametrize("spelling", ["12.0", "12.00", "１２", "12万元", "120000元", "0.0012亿元"])
def test_a_value_spelt_otherwise_leaves_a_reason_alone(spelling: str) -> None:
    start = book("资金 县区级 年初 10 全年 10 到位 12 执行 10")
    after = answered(start, "spent-within-budget", "上级提前拨付。")
    spelt = set_text(after, Place("fund", ID, "county.in_place"), spelling).apply(after)
    assert not the(of_book(spelt), "spent-within-budget").open


@pytest.mark.parametrize(
    ("field", "same", "other"),
    [("actual", "４０张", "41张"), ("target", "≥50.0张", "≥51张"), ("weight", "10.0", "11"), ("name", "乙", None)],
)
def test_the_values_of_an_indicator_count_and_not_their_spelling(field: str, same: str, other: str | None) -> None:
    form = msgspec.structs.replace(
        FORM, indicators=msgspec.structs.replace(FORM.indicators, columns=FORM.indicators.columns[:-1])
    )
    start = book("指标 数量指标 甲 ≥50张 40张 10")
    told = the(of_book(start, form), "deviation-reason")
    after = reason_edit(start, values_of(start, form), told, "印刷推迟。").apply(start)
    place = Place("indicator", ID, field, 1)
    assert not the(of_book(set_text(after, place, same).apply(after), form), "deviation-reason").open
    if other is not None and field != "weight":
        changed = set_text(after, place, other).apply(after)
        assert the(of_book(changed, form), "deviation-reason").open


def test_a_typed_total_and_words_count_as_they_read() -> None:
    table = "资金 县区级 全年 100 执行 120 | 指标 时效指标 拨付 及时 情况待核 10"
    after = answered(answered(book(table), "spent-within-budget", "已批准。"), "actual-scored", "另行说明。")
    spelt = set_text(after, Place("fund", ID, "county.annual"), "100.0万元").apply(after)
    spelt = set_text(spelt, Place("indicator", ID, "actual", 1), "情况待核 ").apply(spelt)
    assert not the(of_book(spelt), "spent-within-budget").open
    assert not the(of_book(spelt), "actual-scored").open
    changed = set_text(spelt, Place("indicator", ID, "actual", 1), "拖延").apply(spelt)
    assert the(of_book(changed), "actual-scored").open


def test_other_values_leave_a_reason_alone() -> None:
    after = answered(book(LOW), "execution-reason", "上级资金充足。")
    named = set_text(after, Place("project", ID, "leader"), "某某").apply(after)
    assert not the(of_book(named), "execution-reason").open


@pytest.mark.parametrize(
    ("table", "cause"),
    [
        ("资金 县区级 全年 150 到位 150 执行 140 | 改写 总额 全年 0 | 改写 总额 执行率 93.33", "fund-total"),
        ("资金 县区级 全年 150 | 改写 小计 全年 0 | 改写 总额 全年 150", "fund-subtotal"),
        ("资金 县区级 全年 150 执行 1400 | 改写 总额 执行率 93.33", "spent-within-budget"),
        ("指标 社会效益指标 知晓率 ≥90% 90% 1.5 得分 15 | 指标 可持续影响指标 机制 健全 健全 15", "weight-sum"),
    ],
)
def test_one_wrong_figure_is_told_at_its_cause_alone(table: str, cause: str) -> None:
    assert {finding.rule for finding in of_book(book(table))} == {cause}


def test_other_figures_go_on_being_checked() -> None:
    table = "资金 县区级 全年 150 到位 150 执行 140 | 改写 总额 年初 7 | 改写 总额 到位率 12"
    rows = "指标 数量指标 甲 ≥5张 6万张 10 得分 3 | 指标 数量指标 乙 ≥5张 4张 10 得分 3"
    found = {finding.rule for finding in of_book(book(f"{table} | {rows}"))}
    assert {"rate", "value-magnitude", "score-formula", "deviation-reason"} <= found


def test_rules_rest_on_rules_there_are() -> None:
    known = {rule.id for rule in RULES}
    assert {name for rule in RULES for name in rule.rests_on} <= known
    assert [rule.id for rule in RULES if rule.id in rule.rests_on] == []


def test_a_hint_is_closed_at_one_click_until_its_value_changes() -> None:
    start = book("指标 质量指标 合格率 95% 96% 10")
    hint = the(of_book(start), "target-sign")
    assert hint.answerable
    after = taken_note(start, values_of(start), hint).apply(start)
    assert the(of_book(after), "target-sign").reason == "知道了"
    changed = set_text(after, Place("indicator", ID, "target", 1), "94%").apply(after)
    assert the(of_book(changed), "target-sign").open


def test_a_reason_is_replaced_taken_back_and_undone() -> None:
    first = answered(book(LOW), "execution-reason", "甲")
    edit = reason_edit(first, values_of(first), the(of_book(first), "execution-reason"), "乙")
    second = edit.apply(first)
    assert [reason.text for reason in second.dossiers[ID].reason] == ["乙"]
    assert edit.inverse().apply(second) == first
    third = answered(second, "execution-reason", "  ")
    assert third.dossiers[ID].reason == ()
    assert answered(third, "execution-reason", "").dossiers[ID].reason == ()


def test_an_error_takes_a_reason_only_where_a_figure_was_typed_over_on_purpose() -> None:
    table = f"{LOW} | 改写 总额 执行率 32.39 | 指标 数量指标 甲 5次 已完成 10"
    after = answered(answered(book(table), "rate", "财政系统导出的数。"), "actual-value", "不改了。")
    assert not the(of_book(after), "rate").open
    assert the(of_book(after), "actual-value").open


def test_findings_of_one_project_have_subjects_of_their_own() -> None:
    table = (
        f"{LOW} | 改写 总额 执行率 1 | 改写 县区级 执行率 1 | 指标 数量指标 甲 5次 是 10 | 指标 数量指标 乙 5次 是 10"
    )
    subjects = [finding.subject for finding in of_book(book(table))]
    assert len(set(subjects)) == len(subjects)


def test_every_way_out_goes_and_comes_back() -> None:
    start = book(f"{LOW} | 改写 总额 执行率 32.39 | 指标 数量指标 甲 2 1万张 12.5 | 指标 质量指标 率 98 99 40 得分 50")
    fixes = [fix for finding in of_book(start) for fix in finding.fixes]
    assert len(fixes) >= 5
    for fix in fixes:
        assert fix.edit.inverse().apply(fix.edit.apply(start)) == start


@given(
    cells=st.lists(
        st.sampled_from(["-", "0", "1", "150", "1..5", "484443.84", "9万元", "NaN"]), min_size=8, max_size=8
    ),
    row=st.tuples(*[st.sampled_from(["-", "0", "≥5次", "95%", "已完成", "2", "-3", "及时", "1e3", "12.5"])] * 4),
)
def test_whatever_is_typed_the_rules_answer_in_whole_sentences(cells: tuple[str, ...], row: tuple[str, ...]) -> None:
    table = (
        f"资金 县区级 年初 {cells[0]} 全年 {cells[1]} 到位 {cells[2]} 执行 {cells[3]} | 资金 其他 全年 {cells[4]}"
        f" | 改写 总额 全年 {cells[5]} | 改写 总额 执行率 {cells[6]} | 改写 县区级 结余 {cells[7]}"
        f" | 指标 数量指标 甲 {' '.join(row[:3])} 得分 {row[3]} | 指标 成本指标 乙 {' '.join(row[:3])}"
    )
    for finding in check(case(table)):
        assert finding.message.endswith("。")
        assert finding.places
        assert " 万元" not in finding.message, "a figure parted from its unit"
        assert " %" not in finding.message, "a figure parted from its unit"


def test_the_page_of_checks_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("checks_page", ROOT / "build" / "checks_page.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == script.page(), "run python build/checks_page.py"


def test_rows_of_the_units_year_are_told_from_top_to_bottom() -> None:
    items = tuple(FunctionLine(id=n, project=ID, position=n, code="21015") for n in (31, 32))
    order = _Order(Dossier(Project(ID, 2021, scope="unit"), function=items))
    first, second = (_about(Place("function", ID, "code", n)) for n in (31, 32))
    assert sorted((second, first), key=order) == [first, second]


def _about(place: Place) -> Finding:
    return Finding("subject-code", Level.WARNING, "决算", "", ID, "", (place,), (), (), True, "")
