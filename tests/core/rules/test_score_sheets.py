"""Score sheets: impossible scores, scores that contradict what was counted, and what is still open."""

from __future__ import annotations

import pytest

from core.checking import check
from core.forms.library import known
from core.model import Book, Dossier, Project, ScoreItem, Unit
from core.reading import read
from core.rules.finding import Case, Finding
from core.scoring.scores import score

FORM = known()["unit-scores-2018"]
UNIT = Unit(name="示例县医疗保障局")
ID = 7


def case(*rows: tuple[str, ...]) -> Case:
    """The unit with rows of the sheet: key, value, base, score, note."""
    fields = ("item", "value", "base", "score", "note")
    items = tuple(
        ScoreItem(n, ID, n, **dict(zip(fields, texts, strict=False))) for n, texts in enumerate(rows, start=1)
    )
    values = read(FORM, UNIT, Dossier(Project(ID, 2018, scope="unit"), score_item=items))
    return Case(values, score(values))


def found(rule: str, *rows: tuple[str, ...]) -> list[Finding]:
    return [finding for finding in check(case(*rows)) if finding.rule == rule]


def said(rule: str, *rows: tuple[str, ...]) -> list[str]:
    return [finding.message.replace("\u00a0", " ") for finding in found(rule, *rows)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("budget_accuracy", "", "", "3"), "“预算编制准确”3 分不可能：按评分标准只能是 4、1、0。"),
        (("budget_accuracy", "", "", "5"), "“预算编制准确”5 分超过满分 4 分，多 1 分。"),
        (("nontax_collected", "", "", "1.8"), "“非税收入征收情况”1.8 分不可能：按评分标准只能是 2、1.5、1、0.5、0。"),
        (("evaluated_level", "", "", "1"), "“评价层次”1 分不可能：按评分标准只能是 2、0。"),
        (("overall", "", "", "-1"), "“部门整体成效”-1 分不可能：按评分标准应在 0 到 20 之间。"),
    ],
)
def test_a_score_the_standard_cannot_give_is_an_error(row: tuple[str, ...], sentence: str) -> None:
    assert said("sheet-possible", row) == [sentence]
    (finding,) = found("sheet-possible", row)
    assert (finding.level, finding.places[0].field, finding.answerable) == ("error", "score", False)


@pytest.mark.parametrize("typed", ["4", "1", "0", "", "四"])
def test_a_score_of_the_standard_is_left_alone(typed: str) -> None:
    assert said("sheet-possible", ("budget_accuracy", "", "", typed)) == []


def test_a_score_that_contradicts_what_was_counted_shows_both_sides_and_goes_back_at_a_click() -> None:
    row = ("budget_disclosure", "3处", "", "2")
    (finding,) = found("sheet-computed", row)
    assert said("sheet-computed", row) == [
        "“预算公开”填了 2 分，按评分标准应为 0.5 分，多 1.5 分：2 − 0.5 × 3 处 = 0.5。"
    ]
    assert [(side.caption, side.figure.replace("\u00a0", " ")) for side in finding.sides] == [
        ("填写", "2 分"),
        ("应为", "0.5 分"),
        ("相差", "1.5 分"),
    ]
    before = case(row).dossier
    book = finding.fixes[0].edit.apply(Book(UNIT, {ID: before}, next_id=100))
    assert book.dossiers[ID].score_item[0].score == ""


@pytest.mark.parametrize(
    "row",
    [
        ("budget_disclosure", "3处", "", "0.5"),
        ("budget_disclosure", "3处", "", ""),
        ("budget_disclosure", "", "", "2"),
        ("budget_disclosure", "3处", "", "2", "两处属涉密信息"),
        ("budget_accuracy", "1", "", "3"),  # impossible, and told as that
        ("payment_progress", "60%", "83%", "4"),  # whoever judges gives it
    ],
)
def test_nothing_contradicts(row: tuple[str, ...]) -> None:
    assert said("sheet-computed", row) == []


def test_what_is_still_open_is_told_once_the_sheet_is_begun() -> None:
    assert found("sheet-scored") == []
    (finding,) = found("sheet-scored", ("basic_update", "0"))
    assert finding.message == "“预算编制准确”、“部门预算审查”、“部门整体目标”等 29 项还没有得分，总分算不出来。"
    assert (finding.level, finding.places[0].row) == ("hint", 0)


def test_an_item_nobody_can_read_is_told_as_that_and_not_as_open() -> None:
    rows = tuple((item.item.key, "", "", "0") for item in case(("basic_update", "0")).values.sheet.items[1:])  # type: ignore[union-attr]
    assert said("sheet-scored", ("basic_update", "好几天"), *rows) == []
    assert said("sheet-readable", ("basic_update", "好几天"), *rows) == [
        "“基础信息更新”的超过规定的工作日数：“好几天”不是数，请填数。"
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("asset_reports", "④"), "“行政事业单位资产报表上报情况”的扣分条目：没有 ④ 这一条，只有 ①②③。"),
        (("debt", "12", "很多"), "“债务还本付息”的应付金额：“很多”不是数，请填数。"),
        (("debt", "", "", "二"), "“债务还本付息”的得分：“二”不是数字。"),
    ],
)
def test_what_cannot_be_read_is_named_by_what_was_asked(row: tuple[str, ...], sentence: str) -> None:
    assert said("sheet-readable", row) == [sentence]


def test_judged_points_below_the_maximum_ask_for_a_note() -> None:
    assert said("sheet-judged", ("overall", "4", "", "18")) == ["“部门整体成效”评了 18 分，扣了 2 分，没有写说明。"]
    assert said("sheet-judged", ("overall", "4", "", "18", "复核滞后")) == []
    assert said("sheet-judged", ("overall", "4", "", "20")) == []
    assert said("sheet-judged", ("evaluated_level", "", "", "0")) == []


def test_too_few_goals_of_the_units_own_are_told() -> None:
    assert said("sheet-judged", ("overall", "2", "", "20")) == ["“部门整体成效”的特性指标个数是 2，不得低于 3，少 1。"]


def test_a_ratio_without_a_base_leaves_the_points_to_the_clerk() -> None:
    assert said("sheet-possible", ("budget_completion", "0", "0")) == []
    assert case(("budget_completion", "0", "0")).values.sheet.items[6].points is None  # type: ignore[union-attr]
