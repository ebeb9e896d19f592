"""三级指标 are called what they measure, in few words, once only."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.model import RuleChange
from tests.core.cases import FORM, case, found, sentence


@pytest.mark.parametrize(
    "name",
    [
        "2021年1-12月",
        "0.75万元",
        "≥90%",
        "12",
        "2021年12月底前",
        "2021.1-2021.12",
        "153428人",
        "32元/人",
        "1月至12月",
        "5次以上",
        "2021年12月底前完成",
        "6月30日前按时拨付",
    ],
)
def test_a_date_or_a_value_is_no_name(name: str) -> None:
    told = case(f"指标 数量指标 {name} ≥5次 5次 10")
    assert found(told, "indicator-name") == ["indicator-name warning indicator.name 1"]
    assert sentence(told, "indicator-name") == (
        f"三级指标“{name}”是时间或数值，不是指标名称，应写衡量的是什么，如“救助人次”。"
    )


@pytest.mark.parametrize(
    "name",
    [
        "15个工作日内付清率",
        "救助人次",
        "2021年参保人数",
        "每月25日前拨付率",
        "1级医院覆盖率",
        "第3季度检查次数",
        "12345热线办结率",
        "2021年完成率",
        "12月底前拨付率",
        "-",
    ],
)
def test_a_name_with_a_number_in_it_is_a_name(name: str) -> None:
    assert found(case(f"指标 数量指标 {name} ≥5次 5次 10"), "indicator-name") == []


def test_a_name_of_more_than_thirty_signs_is_too_long() -> None:
    told = case(f"指标 数量指标 {'救助' * 16} ≥5次 5次 10")
    assert sentence(told, "indicator-name") == (
        "三级指标“救助救助救助救助救助救助……”有 32 字，超过 30 字，宜只写衡量的是什么。"
    )
    assert found(case(f"指标 数量指标 {'救助' * 15} ≥5次 5次 10"), "indicator-name") == []
    form = msgspec.structs.replace(FORM, rules=(RuleChange("indicator-name", values={"longest": Decimal(32)}),))
    assert found(case(f"指标 数量指标 {'救助' * 16} ≥5次 5次 10", form), "indicator-name") == []


def test_the_same_indicator_twice_is_told_at_its_second_place() -> None:
    told = case("指标 数量指标 救助人次 ≥5次 5次 10 | 指标 社会效益指标 救助人次 ≥5次 5次 10")
    assert found(told, "indicator-twice") == ["indicator-twice warning indicator.name 2"]
    assert sentence(told, "indicator-twice") == ("“救助人次”分别列在数量指标、社会效益指标下，同一指标只应列一次。")
    told = case("指标 数量指标 １类人次 ≥5次 5次 10 | 指标 数量指标 1类人次 ≥5次 5次 10")
    assert sentence(told, "indicator-twice") == "“1类人次”写了两行，同一指标只应列一次。"


def test_indicators_of_other_names_and_rows_without_one_are_silent() -> None:
    table = "指标 数量指标 救助人次 | 指标 数量指标 救助人数 | 指标 数量指标 | 指标 数量指标"
    assert found(case(table), "indicator-twice") == []
