"""What a form of 申报 or 监控 does not ask, and what concerns the unit."""

from __future__ import annotations

import msgspec
import pytest

from core.checking import RULES, check, rules_of
from core.forms.indicator_model import Column
from core.forms.model import Form
from core.rules.finding import BOTH
from tests.core.cases import FORM, UNIT, case, found, unit_case

POOR = """资金 县区级 年初 150 全年 160 到位 160 执行 10
指标 数量指标 救助人次 ≥1200人次 1140人次 12.5 得分 13
指标 数量指标 宣传单 2 1万张 12.5
指标 质量指标 达标率 ≥98% 已完成 12.5
指标 社会效益指标 知晓率 ≥90% ≥95% 15
改写 得分 等级 差"""


def without(form: Form, *fields: str) -> Form:
    columns = tuple(column for column in form.indicators.columns if column.field not in fields)
    return msgspec.structs.replace(form, indicators=msgspec.structs.replace(form.indicators, columns=columns))


@pytest.mark.parametrize("stage", ["application", "monitoring"])
def test_before_the_end_of_the_year_nobody_asks_what_came_of_it(stage: str) -> None:
    form = msgspec.structs.replace(FORM, stage=stage)
    assert {line.split()[0] for line in found(case(POOR, form))} <= {"weight-sum", "target-quantity", "target-sign"}
    asked = {rule.id for rule, _ in rules_of(form)}
    assert {"header-filled", "fund-total", "text-sum"} <= asked
    assert not asked & {"execution-reason", "deviation-reason", "score-formula", "judged-points", "actual-value"}


def test_at_the_end_of_the_year_all_of_it_is_asked() -> None:
    rules = {line.split()[0] for line in found(case(POOR))}
    assert {"execution-reason", "adjustment-reason", "deviation-reason", "same-unit", "actual-value"} <= rules
    form = msgspec.structs.replace(FORM, stage="summary")
    assert {rule.id for of in BOTH for rule, _ in rules_of(form, of)} == {rule.id for rule in RULES}


@pytest.mark.parametrize(
    ("column", "silent"),
    [
        (
            "target",
            {"target-quantity", "target-sign", "same-unit", "actual-value", "actual-scored", "deviation-reason"},
        ),
        ("actual", {"same-unit", "actual-value", "actual-scored", "actual-not-target", "deviation-reason"}),
        ("weight", {"weight-sum", "weight-positive"}),
        ("score", {"score-within-weight", "score-formula", "score-from-rounded-rate"}),
    ],
)
def test_what_the_form_has_no_column_for_is_not_asked(column: str, silent: set[str]) -> None:
    assert not {line.split()[0] for line in found(case(POOR, without(FORM, column)))} & silent


def test_what_cannot_be_read_is_told_only_where_the_form_shows_it() -> None:
    row = "指标 数量指标 甲 1..2次 3次 一分"
    assert found(case(row), "text-readable") == [
        "text-readable error indicator.target 1",
        "text-readable error indicator.weight 1",
    ]
    assert found(case(row, without(FORM, "target", "weight")), "text-readable") == []


def test_choices_nobody_knows_stay_as_typed() -> None:
    columns = (*FORM.indicators.columns, Column("likelihood", "完成可能性"), Column("cause", "偏差原因"))
    form = msgspec.structs.replace(FORM, indicators=msgspec.structs.replace(FORM.indicators, columns=columns))
    told = case("指标 数量指标 甲 ≥5次 5次 10 可能性 大概能 原因 天气 预计 六七次 备注 无", form)
    assert found(told, "text-readable") == []
    assert told.dossier.indicator[0].likelihood == "大概能"


# ---- the unit


def test_the_unit_is_asked_for_nothing_a_project_must_have() -> None:
    assert check(unit_case(POOR, POOR)) == ()
    assert {rule.id for rule, _ in rules_of(FORM, "unit")} >= {"text-readable", "rate-coverage"}


def test_the_text_of_the_unit_calls_every_project_by_its_name() -> None:
    told = unit_case("", typed={"use": "城乡医疗求助资金和城乡医疗救助资金都已支付。"})
    (finding,) = check(told)
    assert finding.message == "“（二）资金使用”里写作“城乡医疗求助资金”，项目名称是“城乡医疗救助资金”。"
    assert [place.project for place in finding.places] == [99, 7]
    assert finding.project == 99


def test_two_projects_of_nearly_one_name_are_told_once() -> None:
    told = unit_case("", "", typed={"use": "城乡医疗求助资金"})
    assert found(told) == ["project-name warning answer.use"]


def test_sums_in_the_text_of_the_unit_are_checked() -> None:
    assert found(unit_case("", typed={"use": "共计10万元，其中甲3万元、乙4万元。"})) == ["text-sum error answer.use"]


def test_what_is_typed_over_a_sum_of_the_unit_must_be_a_number() -> None:
    told = unit_case("资金 县区级 全年 5", typed={"typed.total.annual": "五万"})
    assert found(told) == ["text-readable error answer.typed.total.annual"]
    assert told.values.unit is UNIT
