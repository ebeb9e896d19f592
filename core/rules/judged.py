"""Rules about indicators that nothing measures: whoever judges them gives their points."""

from __future__ import annotations

from collections.abc import Iterator

from core.captions import column_caption
from core.reading import IndicatorValues
from core.rules.finding import YEAR_END, Case, Level, Rule, Said, Side
from core.rules.words import asks, has_judged, indicator_name, points


def _judged(case: Case) -> Iterator[IndicatorValues]:
    """The judged indicators that weigh something."""
    if has_judged(case.form.indicators) and asks(case.form, "score"):
        yield from (found for found in case.values.indicators if found.judged and found.weight)


def judged_indicator_has_points(case: Case) -> Iterator[Said]:
    """Without typed points there is no total (check 67)."""
    for found in _judged(case):
        if not found.row.score.strip():
            yield Said(
                f"{indicator_name(found)}的{column_caption(case.form, 'score')}还没有填。", (found.place("score"),)
            )


def deduction_has_a_reason(case: Case) -> Iterator[Said]:
    """Points below the weight have their reason in the column for it (check 68)."""
    if not asks(case.form, "deviation"):
        return
    for found in _judged(case):
        weight, given = found.weight, found.typed_score
        if weight is None or given is None or given >= weight or found.row.deviation.strip():
            continue
        caption = column_caption(case.form, "score")
        yield Said(
            f"{indicator_name(found)}{caption} {points(given)}，扣了 {points(weight - given)}，没有写原因。",
            (found.place("deviation"), found.place("score"), found.place("weight")),
            (Side("分值", points(weight)), Side(caption, points(given)), Side("扣分", points(weight - given))),
        )


RULES = (
    Rule(
        "judged-points",
        67,
        "评定的指标填了得分",
        Level.WARNING,
        "指标",
        "不按指标值计算的指标由评分人评定；有一项没有得分，总分就算不出来。",
        judged_indicator_has_points,
        stages=YEAR_END,
        example="“立项依据充分性”分值 2 分，得分空着，总分就算不出来：按评分标准填 0 到 2 分。",
    ),
    Rule(
        "judged-reason",
        68,
        "扣分写明原因",
        Level.WARNING,
        "指标",
        "评定的得分低于分值的，须写明扣分原因。",
        deduction_has_a_reason,
        stages=YEAR_END,
        example="“预算编制合理性”分值 2 分，得 1 分，原因栏空着：写明为什么扣 1 分。",
    ),
)
