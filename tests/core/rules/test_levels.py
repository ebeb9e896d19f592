"""Indicators stand under the levels of the form, the right ones, and none of those it requires is left out."""

from __future__ import annotations

import pytest

from tests.core.cases import case, fixed, found, only, sentence
from tests.core.rules.test_weights import REQUIRING

OUTPUT = "指标 数量指标 救助人次 ≥5人次 5人次 20 | 指标 质量指标 准确率 ≥98% 98% 15"
REST = "指标 社会效益指标 知晓率 ≥90% 91% 30 | 指标 服务对象满意度指标 满意度 ≥90% 92% 10"


def test_a_level_the_form_requires_is_missed_once_the_clerk_has_gone_on() -> None:
    told = case(f"{OUTPUT} | 指标 时效指标 及时率 ≥98% 98% 15 | {REST}", REQUIRING)
    assert found(told) == ["levels-covered warning indicator.level2 3"]
    assert sentence(told, "levels-covered") == "产出指标里没有成本指标，本表样要求至少有一个。"


def test_each_missing_level_is_told() -> None:
    told = case(f"{OUTPUT} | {REST}", REQUIRING)
    assert found(told, "levels-covered") == ["levels-covered warning indicator.level2 2"] * 2


def test_a_row_under_a_level_the_form_has_not_may_be_the_missing_one() -> None:
    told = case(f"{OUTPUT} | 指标 进度完成指标 及时率 ≥98% 98% 15 | {REST}", REQUIRING)
    assert found(told, "levels-covered", "level-known") == ["level-known warning indicator.level2 3"]


@pytest.mark.parametrize(
    "table",
    [
        "",
        OUTPUT,
        f"{OUTPUT} | 指标 社会效益指标 知晓率 ≥90% - 30",
        f"{OUTPUT} | 指标 时效指标 及时率 ≥98% 98% 10 | 指标 成本指标 成本 ≤5元 5元 5 | {REST}",
    ],
)
def test_a_form_still_being_filled_and_one_that_is_whole_are_silent(table: str) -> None:
    assert found(case(table, REQUIRING), "levels-covered") == []


@pytest.mark.parametrize(
    ("row", "message", "level2"),
    [
        (
            "社会效益指标 参保群众满意度 ≥90% 92% 10",
            "“参保群众满意度”列在社会效益指标下，看名称像是服务对象满意度指标。",
            "服务对象满意度指标",
        ),
        ("数量指标 拨付及时率 =100% 100% 10", "“拨付及时率”列在数量指标下，看名称像是时效指标。", "时效指标"),
        ("时效指标 资料合格率 ≥98% 98% 10", "“资料合格率”列在时效指标下，看名称像是质量指标。", "质量指标"),
        ("数量指标 宣传费用 ≤5万元 5万元 10", "“宣传费用”列在数量指标下，看名称像是成本指标。", "成本指标"),
    ],
)
def test_an_indicator_under_the_wrong_level_is_moved_at_one_click(row: str, message: str, level2: str) -> None:
    told = case(f"指标 {row}")
    assert found(told, "level-fits") == ["level-fits hint indicator.level2 1"]
    assert sentence(told, "level-fits") == message
    mended = fixed(f"指标 {row}", "level-fits")
    assert (mended.dossier.indicator[0].level2, found(mended, "level-fits")) == (level2, [])
    assert only(told, "level-fits").fixes[0].label == f"移到{level2}"


@pytest.mark.parametrize(
    "row",
    [
        "服务对象满意度指标 参保群众满意度 ≥90% 92% 10",
        "时效指标 拨付及时率 =100% 100% 10",
        "数量指标 追回资金 ≥5万元 6万元 10",
        "数量指标 人均支出 ≤32元/人 32元/人 10",
        "社会效益指标 就医费用降低额 ≥5万元 5万元 10",
        "数量指标",
    ],
)
def test_what_stands_right_or_is_not_clear_is_left_alone(row: str) -> None:
    assert found(case(f"指标 {row}"), "level-fits") == []


def test_an_indicator_under_a_foreign_level_is_asked_about() -> None:
    told = case("指标 管理指标 制度健全性 健全 达成 10")
    assert found(told) == ["level-known warning indicator.level2 1"]
    assert sentence(told, "level-known") == "“制度健全性”列在“管理指标”下，测试表样没有这个二级指标。"


def test_an_indicator_without_level_is_told() -> None:
    assert sentence(case("指标 - 制度健全性"), "level-known") == "“制度健全性”还没有选二级指标。"


def test_known_levels_and_empty_rows_are_silent() -> None:
    assert found(case("指标 数量指标 救助人次 | 指标 - -"), "level-known") == []
