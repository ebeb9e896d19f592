"""What is judged has points from whoever judges it, and a reason where points were taken off."""

from __future__ import annotations

import msgspec
import pytest

from tests.core.cases import JUDGED, case, found, only, sentence

ROW = "指标 项目立项 立项程序 - - 5"


def test_a_judged_indicator_without_points_is_told() -> None:
    told = case(ROW, JUDGED)
    assert found(told, "judged-points") == ["judged-points warning indicator.score 1"]
    assert sentence(told, "judged-points") == "“立项程序”的得分还没有填。"


@pytest.mark.parametrize(
    "row", [f"{ROW} 得分 5", f"{ROW} 得分 五分", "指标 项目立项 立项程序", "指标 数量指标 甲 - - 5"]
)
def test_nothing_is_said_once_it_has_points_or_as_long_as_it_weighs_nothing(row: str) -> None:
    assert found(case(row, JUDGED), "judged-points") == []


def test_points_taken_off_ask_for_a_reason() -> None:
    told = case(f"{ROW} 得分 3.5", JUDGED)
    assert found(told, "judged-reason") == ["judged-reason warning indicator.deviation 1"]
    assert sentence(told, "judged-reason") == "“立项程序”得分 3.5 分，扣了 1.5 分，没有写原因。"
    assert only(told, "judged-reason").answerable


@pytest.mark.parametrize("row", [f"{ROW} 得分 3.5 偏差 程序不全", f"{ROW} 得分 5", f"{ROW} 得分 6", ROW])
def test_full_points_or_a_reason_need_no_more(row: str) -> None:
    assert found(case(row, JUDGED), "judged-reason") == []


def test_points_beyond_the_weight_are_an_error() -> None:
    told = case(f"{ROW} 得分 6", JUDGED)
    assert found(told, "score-within-weight") == ["score-within-weight error indicator.score 1"]


def test_nothing_else_is_asked_of_what_is_judged() -> None:
    rows = (
        "指标 项目立项 立项依据 2 1万张 5 得分 5 | 指标 项目立项 立项程序 ≥5次 已完成 5 得分 5 | "
        "指标 资金投入 预算编制 很多 ≥90% 5 得分 5 | 指标 资金投入 资金分配 1..2 1..3 5 得分 5"
    )
    assert found(case(rows, JUDGED)) == []


def test_a_form_without_the_columns_asks_for_neither() -> None:
    columns = tuple(c for c in JUDGED.indicators.columns if c.field not in ("score", "deviation"))
    form = msgspec.structs.replace(JUDGED, indicators=msgspec.structs.replace(JUDGED.indicators, columns=columns))
    assert found(case(f"{ROW} 得分 3.5", form), "judged-points", "judged-reason") == []
