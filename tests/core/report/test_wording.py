from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.forms.library import known
from core.model import Fund
from core.report.conditions import CONDITIONS, holds
from core.report.paths import is_figure, parts
from core.report.wording import answer_of, fill, joined, pieces, suggestion, worded
from tests.core.report.samples import EMPTY, FILLED, figures, form, indicators, with_answers, with_funds, with_project

FOUND = figures()


def filled(text: str) -> str:
    return fill(text, FOUND.find)


def test_figures_stand_where_the_braces_were() -> None:
    assert (
        filled("支出{fund.total.executed:万元}，执行率{fund.total.execution_rate}。") == "支出48.44万元，执行率32.30%。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{ year }",
        "{year",
        "年{0}度",
        "{year.__class__}",
        "{unit.__class__}",
        "{unit.form}",
        "{project.id}",
        "{fund.total.annual:吨}",
        "{fund.total.annual!r}",
        "{fund.total}",
        "{indicator.x.actual}",
        "{score.total.real}",
        "{{yearly}}",
        "{line.annual.x}",
        "集合｛甲｝与{乙}",
    ],
)
def test_braces_around_anything_else_stay_as_typed(text: str) -> None:
    assert filled(text) == text


def test_a_figure_without_a_value_prints_as_a_blank_and_leaves_a_cell_empty() -> None:
    template = "中央{fund.central.annual:元}，{indicator.404.actual}"
    assert fill(template, FOUND.find) == "中央＿＿元，＿＿"
    assert fill(template, FOUND.find, cell=True) == "中央，"


def test_what_nobody_can_read_stands_in_a_cell_and_in_no_sentence() -> None:
    found = figures(with_funds(annual="十来万"))
    assert fill("{fund.county.annual}", found.find, cell=True) == "十来万"
    assert fill("共{fund.county.annual:元}", found.find) == "共＿＿元"
    assert pieces("{fund.county.annual}", found)[0].text == "＿＿"


def test_what_is_put_in_is_not_read_again() -> None:
    found = figures(with_project(name="{year}"))
    assert fill("{project.name}", found.find) == "{year}"


def test_two_full_stops_never_meet() -> None:
    found = figures(with_answers(execution_reason="人数减少。"))
    assert fill("原因为{answer.execution_reason}。", found.find) == "原因为人数减少。"


def test_an_indicator_number_of_any_length_is_harmless() -> None:
    assert filled(f"{{indicator.{'9' * 6000}.actual}}") == "＿＿"


_BITS = st.sampled_from([*"{}:.年元<&\n", "{year}", "{fund.total.annual:元}", "{fund.city.annual:元}", "{unit.name}"])
_TEXTS = st.lists(_BITS).map("".join)


@given(_TEXTS)
@example("{{year}}")
@example("{year}{year")
def test_the_editor_gets_pieces_and_gives_the_same_text_back(text: str) -> None:
    cut = pieces(text, FOUND)
    assert joined(cut) == text
    assert "".join(piece.text for piece in cut) == filled(text)


def test_a_piece_shows_the_figure_and_its_name() -> None:
    plain, live = pieces("共{fund.total.executed:元}", FOUND)
    assert (plain.text, plain.path) == ("共", "")
    assert (live.text, live.path, live.spec, live.caption) == ("484443.84元", "fund.total.executed", "元", "全年执行数")


def test_the_suggestion_keeps_its_figures_alive() -> None:
    sichuan = form("sichuan-2021")
    plan = sichuan.topic("plan")
    assert plan is not None
    assert suggestion(plan, figures(name="sichuan-2021")) == (
        "项目资金共计{fund.total.annual:元}，其中县区级资金{fund.county.annual:元}。"
    )


def test_the_clerks_answer_follows_the_data() -> None:
    plan = form("sichuan-2021").topic("plan")
    assert plan is not None
    typed = with_answers(plan="安排{fund.total.annual:万元}。")
    assert answer_of(plan, figures(typed, "sichuan-2021")) == "安排150.00万元。"
    assert answer_of(plan, figures(EMPTY, "sichuan-2021")) == "项目资金共计＿＿元。"


@pytest.mark.parametrize(
    ("condition", "stages"),
    [
        ("arrived_in_full", {"annual": "8", "in_place": "8"}),
        ("arrived_short", {"annual": "8", "in_place": "7"}),
        ("arrived_over", {"annual": "8", "in_place": "9"}),
        ("nothing_arrived", {"in_place": "0"}),
        ("no_budget", {"annual": "0"}),
        ("nothing_executed", {"executed": "0"}),
        ("executed_in_full", {"annual": "8", "executed": "8"}),
        ("executed_partly", {"annual": "8", "executed": "3"}),
        ("overspent", {"annual": "8", "executed": "9"}),
        ("budget_changed", {"initial": "8", "annual": "9"}),
        ("adjusted_up", {"initial": "8", "annual": "9"}),
        ("adjusted_down", {"initial": "8", "annual": "7"}),
        ("carried_over", {"annual": "8", "executed": "0"}),
        ("county_money", {"annual": "8"}),
    ],
)
def test_a_condition_holds_when_its_amounts_say_so_and_never_without_them(
    condition: str, stages: dict[str, str]
) -> None:
    assert holds(condition, figures(with_funds(**stages)))
    assert not holds(condition, figures(EMPTY))


def test_a_condition_may_be_a_figure_that_has_a_value() -> None:
    assert holds("answer.arrived_in", FOUND)
    assert not holds("answer.arrived_in", figures(EMPTY))
    assert holds("scored", FOUND)
    assert not holds("scored", figures(EMPTY))
    assert holds("scored", figures(with_answers(EMPTY, **{"typed.score.total": "93.25"})))


@pytest.mark.parametrize(
    ("row", "missed"),
    [
        ("≥ | 90% | 89.99%", True),
        ("≥ | 90% | 90%", False),
        ("≤ | 5天 | 6天", True),
        ("≤ | 5天 | 4天", False),
        ("≤ | 0件 | 3件", True),
        ("≥ | 90人 | 3次", False),
        ("≥ | 90% | ", False),
        ("定性 | 健全 | 健全", False),
        ("定性 | 健全 | 部分达成", True),
        ("定性 | 健全 | ", False),
    ],
)
def test_a_target_is_missed_by_its_direction(row: str, missed: bool) -> None:
    found = replace(FILLED, indicator=indicators(f"产出指标 | 数量指标 | 甲 | {row}"))
    assert [holds("target_missed", figures(found, name)) for name in ("national-2020", "sichuan-2021")] == [missed] * 2


def test_the_kind_of_money_decides() -> None:
    kinds = ("initial_budget", "carried", "supplement", "allotted")
    named = {"年初预算": 0, "": 0, "结转资金": 1, "追加指标": 2, "下达": 3}
    for text, place in named.items():
        held = [holds(kind, figures(with_project(fund_kind=text))) for kind in kinds]
        assert held == [number == place for number in range(4)]


def test_money_added_in_the_year_raises_the_budget_whatever_the_amounts_say() -> None:
    assert holds("adjusted_up", figures(with_project(fund_kind="追加指标")))
    assert not holds("adjusted_up", figures(with_project(with_funds(initial="9", annual="8"))))


@pytest.mark.parametrize(
    ("level", "source", "county"),
    [
        ("县区级", "central", True),
        ("省级", "county", False),
        ("", "county", True),
        ("", "central", False),
    ],
)
def test_a_project_is_the_countys_by_its_level_or_its_money(level: str, source: str, county: bool) -> None:
    found = figures(replace(with_project(level=level), funds={source: Fund(annual="8")}))
    assert (holds("county_level", found), holds("upper_level", found)) == (county, not county)


@pytest.mark.parametrize("condition", sorted(CONDITIONS))
def test_every_condition_can_be_asked_of_any_project(condition: str) -> None:
    for dossier in (FILLED, EMPTY):
        assert holds(condition, figures(dossier)) in (True, False)


@pytest.mark.parametrize("name", known())
def test_every_sentence_of_every_form_leaves_only_known_figures(name: str) -> None:
    for dossier in (FILLED, EMPTY):
        found = figures(dossier, name)
        for sentence in found.form.sentences:
            cut = parts(worded(sentence, found))
            assert "{" not in "".join(plain for plain, _, _ in cut)
            assert all(is_figure(path) for _, path, _ in cut if path)
