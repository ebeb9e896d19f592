"""The head is filled in, and everything typed can be read."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from core.forms.model import Header
from core.model import Unit
from core.rules.begun import is_begun
from tests.core.cases import FORM, ID, UNIT, UNSCORED, case, fixed, found, only, sentence, unit_case

BEGUN = "资金 县区级 年初 150 全年 150 到位 150 执行 150"


def test_a_required_field_left_blank_is_an_error() -> None:
    told = case(f"基本 项目名称 - | {BEGUN}")
    assert found(told, "header-filled") == ["header-filled error project.name"]
    assert sentence(told, "header-filled") == "项目名称还没有填。"


@pytest.mark.parametrize(
    "row", ["", "目标", "目标 - -", "指标 数量指标", "资金 县区级", "正文 use -"], ids=lambda row: row or "nothing"
)
def test_nothing_is_amiss_before_anything_is_typed(row: str) -> None:
    assert not is_begun(case(row).dossier)
    assert found(case(f"基本 项目名称 - | {row}")) == []


@pytest.mark.parametrize(
    "row",
    [
        "目标 救助困难群众",
        "目标 - 救助1140人次",
        "指标 数量指标 救助人次",
        "指标 数量指标 - 1200人次",
        "资金 县区级 预计 150",
        "正文 use 已拨付。",
        "改写 总额 执行率 32",
    ],
)
def test_one_word_or_figure_besides_the_head_begins_a_project(row: str) -> None:
    assert is_begun(case(row).dossier)
    assert found(case(f"基本 项目名称 - | {row}"), "header-filled") == ["header-filled error project.name"]


def test_what_the_unit_says_counts_for_the_project() -> None:
    assert found(case(BEGUN), "header-filled") == []


def test_what_neither_project_nor_unit_says_is_missing() -> None:
    assert found(case(BEGUN, unit=Unit(name="示例县医疗保障局")), "header-filled") == [
        "header-filled error project.department",
        "header-filled error project.department_code",
    ]
    named = f"基本 主管部门 示例县卫生健康局 主管部门代码 360 | {BEGUN}"
    assert found(case(named, unit=Unit(name="示例县医疗保障局"))) == []


@pytest.mark.parametrize(
    ("row", "address", "message"),
    [
        ("资金 县区级 执行 4..84", "fund.county.executed", "县区级的全年执行数“4..84”有两个小数点。"),
        ("资金 县区级 全年 1e3", "fund.county.annual", "县区级的全年预算数“1e3”不是数字。"),
        ("改写 总额 执行率 约三成", "answer.typed.total.execution_rate", "年度总金额的预算执行率“约三成”不是数字。"),
        ("改写 得分 总分 九十", "answer.typed.score.total", "总分“九十”不是数字。"),
        ("指标 数量指标 救助人次 ≥1..2人次 - 12", "indicator.target 1", "“救助人次”的年度指标值“1..2”有两个小数点。"),
        ("指标 数量指标 救助人次 ≥12人次 - 十二", "indicator.weight 1", "“救助人次”的权重“十二”不是数字。"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_text(row: str, address: str, message: str) -> None:
    assert found(case(row), "text-readable") == [f"text-readable error {address}"]
    assert sentence(case(row), "text-readable") == message


def test_unreadable_text_stands_on_the_page_of_its_table() -> None:
    assert only(case("资金 县区级 执行 4..84"), "text-readable").topic == "资金"
    assert only(case("指标 数量指标 救助人次 ≥1人次 - 十"), "text-readable").topic == "指标"


def test_full_width_figures_units_and_separators_can_be_read() -> None:
    table = """资金 县区级 年初 １５０．００ 全年 1,500,000元 到位 150万元 执行 0.015亿元
        指标 数量指标 救助人次 ≥１２００人次 - 12.5分"""
    assert found(case(table), "text-readable") == []


def test_an_amount_the_form_does_not_show_is_not_asked_for() -> None:
    assert found(case("资金 县区级 年中 4..84"), "text-readable") == []


def test_one_unreadable_amount_is_one_finding_and_its_sums_wait() -> None:
    table = "资金 县区级 全年 150 到位 150 执行 4..84 | 资金 省级 全年 50 到位 50 执行 90 | 改写 总额 执行率 8"
    assert found(case(table, UNSCORED)) == [
        "text-readable error fund.county.executed",
        "spent-within-budget warning fund.province.executed",
    ]
    assert case(table).dossier.id == ID


def test_the_units_own_texts_ask_for_its_name() -> None:
    told = unit_case("资金 县区级 年初 150 全年 150", typed={"overview": "本年共一个项目。"})
    nameless = replace(told, values=replace(told.values, unit=replace(UNIT, name=" ")))
    assert found(told, "header-filled") == []
    assert found(nameless, "header-filled") == ["header-filled error unit.name"]
    assert sentence(nameless, "header-filled") == "单位名称还没有填。"


def test_a_project_stands_once_in_a_year() -> None:
    own = case("基本 项目名称 医疗救助资金", neighbours=("医疗救助资金 ", "养老补助"))
    assert sentence(own, "project-twice") == "2021 年有两个项目都叫“医疗救助资金”，合计时金额会重复。"
    assert found(case("基本 项目名称 医疗救助资金", neighbours=("医疗救助资金（二）",)), "project-twice") == []
    first, other = replace(own.dossier.project, code="A1"), replace(own.neighbours[0], code="A2")
    coded = replace(own, values=replace(own.values, dossier=replace(own.dossier, project=first)), neighbours=(other,))
    assert found(coded, "project-twice") == []


def test_a_copied_project_has_a_name_of_its_own() -> None:
    table = "基本 项目名称 医疗救助资金（副本）"
    assert sentence(case(table), "project-copied") == "项目名称“医疗救助资金（副本）”还写着“副本”，会照样印在表上。"
    assert fixed(table, "project-copied").dossier.project.name == "医疗救助资金"
    assert found(case("基本 项目名称 病历副本管理费"), "project-copied") == []


def test_a_copied_project_has_a_code_of_its_own() -> None:
    coded = msgspec.structs.replace(FORM, headers=(*FORM.headers, Header("project.code", "项目代码")))
    told = case("基本 项目名称 医疗救助资金", coded, neighbours=("养老补助",))
    assert found(told, "project-copied") == []
    own, other = replace(told.dossier.project, code="51A1"), replace(told.neighbours[0], code="51A1")
    same = replace(told, values=replace(told.values, dossier=replace(told.dossier, project=own)), neighbours=(other,))
    assert found(same, "project-copied") == ["project-copied warning project.code"]
    assert sentence(same, "project-copied") == "项目代码 51A1 和“养老补助”的一样，一个代码是一个项目。"
    assert found(replace(same, neighbours=(replace(other, code="51A2"),)), "project-copied") == []
    assert found(replace(same, values=replace(same.values, form=FORM)), "project-copied") == []
    assert found(replace(same, neighbours=(replace(other, name=own.name),)), "project-copied", "project-twice") == [
        "project-twice warning project.name"
    ]
