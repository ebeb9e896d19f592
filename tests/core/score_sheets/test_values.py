"""A score sheet read from the clerk's rows: what counts, sums by group and the total."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec

from core.forms.library import known
from core.forms.sheet_model import ScoreSheet, SheetGroup, SheetItem, SheetPart, SheetRule, SheetStep
from core.model import Dossier, Place, Project, ScoreItem
from core.score_sheets.values import SheetValues, read
from tests.core.cases import FORM, ID

SHEET = ScoreSheet(
    "评分表",
    (
        SheetGroup(
            "预算编制",
            Decimal(6),
            (
                SheetPart(
                    "编制质量",
                    (
                        SheetItem(
                            "accuracy",
                            "预算编制准确",
                            SheetRule(
                                "steps",
                                "变动个数",
                                unit="个",
                                steps=(SheetStep(Decimal(1), Decimal(4)), SheetStep(Decimal(3), Decimal(1))),
                            ),
                            Decimal(4),
                        ),
                        SheetItem("review", "预算审查", SheetRule("each", "错误数", unit="个", points=Decimal("0.5"))),
                    ),
                    Decimal(6),
                ),
            ),
        ),
        SheetGroup(
            "整体效益",
            Decimal(4),
            (SheetPart("成效", (SheetItem("effect", "成效", SheetRule("judged")),), Decimal(4)),),
        ),
    ),
    total=Decimal(10),
)  # fmt: skip
SHEETED = msgspec.structs.replace(FORM, scores=SHEET)
WHOLE = Project(ID, 2021, scope="unit")


def rows(**typed: tuple[str, str, str]) -> tuple[ScoreItem, ...]:
    """Rows by item: value, base, score."""
    return tuple(row(n, key, *texts) for n, (key, texts) in enumerate(typed.items(), start=20))


def row(number: int, item: str, value: str = "", base: str = "", score: str = "") -> ScoreItem:
    return ScoreItem(number, ID, number, item, value=value, base=base, score=score)


def sheet(*found: ScoreItem) -> SheetValues:
    values = read(SHEETED, Dossier(WHOLE, score_item=found))
    assert values is not None
    return values


def test_points_come_from_the_rule_or_from_what_was_typed_over_it() -> None:
    found = sheet(*rows(accuracy=("2", "", ""), review=("1", "", "2"), effect=("", "", "3.5")))
    assert [(item.computed, item.typed, item.points) for item in found.items] == [
        (1, None, 1), (Decimal("1.5"), 2, 2), (None, Decimal("3.5"), Decimal("3.5")),
    ]  # fmt: skip
    assert found.total == Decimal("6.5")
    assert [item.explained for item in found.items] == [
        "2 个，不超过 3 个，得 1 分。",
        "按填写的 2 分计；按评分标准是 1.5 分：2 − 0.5 × 1 个 = 1.5。",
        "按填写的 3.5 分计。",
    ]


def test_an_item_without_points_has_what_its_part_leaves() -> None:
    assert [item.max for item in sheet().items] == [4, 2, 4]


def test_a_typed_score_counts_within_nothing_and_the_maximum() -> None:
    found = sheet(*rows(accuracy=("", "", "9"), review=("", "", "-1")))
    assert [item.points for item in found.items] == [4, 0, None]


def test_the_total_waits_for_every_item() -> None:
    found = sheet(*rows(accuracy=("1", "", ""), review=("很多", "", "")))
    assert (found.total, found.known) == (None, 4)
    assert [item.item.key for item in found.unscored] == ["review", "effect"]
    assert found.of_group("预算编制") == found.of_part("预算编制", "编制质量") == found.items[:2]


def test_what_cannot_be_read_keeps_its_place() -> None:
    item = sheet(*rows(accuracy=("两个", "", "四分"))).items[0]
    assert [(field, unreadable.text) for field, unreadable in item.unreadable] == [("value", "两个"), ("score", "四分")]
    assert item.points is None
    assert item.place("score") == Place("score_item", ID, "score", 20)


def test_of_two_rows_of_one_item_the_first_counts() -> None:
    one, other = row(1, "accuracy", "1"), row(2, "accuracy", "9")
    assert sheet(one, other).items[0].points == 4


def test_only_the_dossier_a_form_has_a_sheet_for_is_scored() -> None:
    assert read(SHEETED, Dossier(replace(WHOLE, scope=""))) is None
    assert read(FORM, Dossier(WHOLE)) is None
    of_project = msgspec.structs.replace(SHEETED, scores=msgspec.structs.replace(SHEET, of="project"))
    assert read(of_project, Dossier(replace(WHOLE, scope=""))) is not None


def test_every_sheet_of_the_program_has_a_caption_for_whatever_it_asks() -> None:
    sheets = [form.scores for form in known().values() if form.scores]
    assert sheets
    for one in sheets:
        for group in one.groups:
            for part in group.parts:
                for item in part.items:
                    asks = item.rule.asks
                    assert asks[0] or item.rule.kind == "judged"
                    assert bool(asks[1]) <= bool(asks[0])
