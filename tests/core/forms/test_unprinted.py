from __future__ import annotations

from dataclasses import replace

import msgspec

from core.forms.library import known
from core.forms.model import FundGrid
from core.forms.unprinted import unprinted
from core.model import Dossier, Evidence, Fund, Goal, Indicator, Place, Project

NATIONAL, SICHUAN = known()["national-2020"], known()["sichuan-2021"]
PROJECT = Dossier(Project(1, 2021, name="城乡医疗救助资金"))


def captions(dossier: Dossier, form: object = NATIONAL) -> list[str]:
    return [kept.caption for kept in unprinted(form, dossier)]  # type: ignore[arg-type]


def test_a_blank_project_keeps_nothing_back() -> None:
    assert unprinted(NATIONAL, PROJECT) == ()


def test_an_answer_of_another_form_is_listed_with_the_heading_it_has_there() -> None:
    kept = unprinted(NATIONAL, replace(PROJECT, answers={"basis": "示财社〔2021〕12号，共{fund.total.annual:万元}。"}))
    assert [(k.place, k.text) for k in kept] == [(Place("answer", 1, "basis"), "示财社〔2021〕12号，共…。")]
    assert "依据" in kept[0].caption
    assert unprinted(SICHUAN, replace(PROJECT, answers={"basis": "有"})) == ()


def test_an_answer_no_form_asks_for_any_more_is_listed_too() -> None:
    assert captions(replace(PROJECT, answers={"去年(的)栏目": "有内容", "空的": " "})) == ["去年(的)栏目"]


def test_a_rate_typed_over_belongs_to_the_table_and_is_not_listed() -> None:
    assert captions(replace(PROJECT, answers={"typed.total.execution_rate": "32.39"})) == []


def test_amounts_of_a_stage_the_form_has_no_column_for_are_listed_together() -> None:
    funds = {"county": Fund(initial="150", midyear="20", annual="150"), "carried": Fund(midyear="3")}
    kept = unprinted(NATIONAL, replace(PROJECT, funds=funds))
    assert [(k.caption, k.text, k.place.field) for k in kept] == [
        ("年中执行", "县区级财政 20，上年结转 3", "county.midyear")
    ]
    grid: FundGrid = NATIONAL.fund
    fewer = msgspec.structs.replace(grid, measures=tuple(m for m in grid.measures if m.stage != "initial"))
    tables = tuple(t for t in NATIONAL.tables if t.key == "none")
    without = msgspec.structs.replace(NATIONAL, fund=fewer, tables=tables)
    assert captions(replace(PROJECT, funds={"county": Fund(initial="150")}), without) == ["年初预算"]


def test_a_goal_of_the_whole_period_is_listed_where_only_the_year_is_asked_for() -> None:
    goals = (Goal(2, 1, period="whole", expected="三年内实现全覆盖"), Goal(3, 1, expected="当年九成"))
    assert captions(replace(PROJECT, goal=goals)) == ["实施期目标"]


def test_reasons_of_indicators_are_listed_where_the_table_has_no_such_column() -> None:
    rows = (
        Indicator(
            5, 1, name="救助人次", direction="≥", target="80", actual="60", unit="人次", deviation="申请少于预计"
        ),
        Indicator(6, 1, name="及时率", deviation="资料报送较晚"),
    )
    kept = unprinted(SICHUAN, replace(PROJECT, indicator=rows))
    assert [(k.caption, k.text) for k in kept] == [("偏差原因分析及改进措施（2 个指标）", "申请少于预计；资料报送较晚")]


def test_attachments_are_listed_where_nothing_prints_them() -> None:
    assert captions(replace(PROJECT, evidence=(Evidence(9, 1, name="拨付凭证"), Evidence(8, 1)))) == [
        "佐证材料的材料名称（1 件）"
    ]


def test_a_reason_the_form_asks_for_and_does_not_print_is_listed() -> None:
    kept = unprinted(NATIONAL, replace(PROJECT, answers={"adjustment_reason": "年中追加（示财预〔2021〕9号）。"}))
    assert [(k.caption, k.text) for k in kept] == [("预算调整的原因", "年中追加（示财预〔2021〕9号）。")]


def test_names_of_indicators_are_listed_where_only_their_levels_are_printed() -> None:
    rows = (Indicator(5, 1, level1="项目决策", level2="项目立项", name="立项规范", weight="8", score="8"),)
    assert captions(replace(PROJECT, indicator=rows), known()["dongchuan-2020"]) == ["三级指标（1 个指标）"]
