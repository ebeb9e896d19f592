from __future__ import annotations

from dataclasses import replace

import msgspec

from core.accounts.rows import Account, FunctionLine
from core.forms.library import known
from core.forms.mentioned import mentioned
from core.forms.model import FundGrid, Sentence
from core.forms.paper_model import CellSpec, RowSpec, TableSpec
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


def test_the_units_year_is_listed_by_sections_where_the_form_asks_for_none() -> None:
    whole = Dossier(
        Project(9, 2021, scope="unit"),
        answers={"functions": "管理基金。"},
        accounts={"general_income": Account(outturn="10", previous="8"), "staff": Account(outturn="22")},
        function=(FunctionLine(10, 9, item="城乡医疗救助", outturn="6"),),
    )
    kept = {found.caption: found.text for found in unprinted(NATIONAL, whole)}
    assert kept["收入决算"] == "一般公共预算财政拨款收入决算数 10；一般公共预算财政拨款收入上年决算数 8"
    assert kept["人员"] == "在职人员本年数 22"
    assert kept["支出功能科目（1 行）"] == "城乡医疗救助 6"
    assert kept["主要职能"] == "管理基金。"
    assert unprinted(known()["accounts-2021"], whole) == ()


def test_a_stage_is_not_printed_because_a_field_of_an_indicator_has_its_name() -> None:
    funds = {"county": Fund(midyear="20")}
    assert captions(replace(PROJECT, funds=funds), known()["national-monitoring"]) == []
    cells = ("{indicator.midyear}",)
    assert ("indicator", "midyear") in mentioned_in(cells)
    assert ("fund", "county", "midyear") not in mentioned_in(cells)


def mentioned_in(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The figures of a form with these texts in its one table."""
    cells = tuple(CellSpec(text) for text in texts)
    table = TableSpec("t", "表", (10,) * len(cells), (RowSpec(cells, each="indicator"),))  # type: ignore[arg-type]
    return mentioned(msgspec.structs.replace(NATIONAL, tables=(table,), sentences=(), documents=()))


def test_what_a_loop_of_a_sentence_says_of_its_rows_is_found_whatever_the_loop_calls_them() -> None:
    text = "{% for i in indicators if i.missed %}{{ i.name }}{% if i.cause %}因{{ i.cause }}{% endif %}{% endfor %}。"
    form = msgspec.structs.replace(NATIONAL, tables=(), documents=(), sentences=(Sentence("s", text),))
    assert mentioned(form) == {("indicator", "1", "name"), ("indicator", "1", "cause")}


def test_a_project_spoken_of_in_a_document_of_the_unit_is_found_by_its_own_path() -> None:
    said = mentioned(known()["accounts-2018"])
    assert {("project", "name"), ("answer", "benefit"), ("account", "income", "share_of", "income")} & said
    assert ("answer", "benefit") in said
