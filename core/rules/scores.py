"""Rules about 得分, 总分 and 等级 as the clerk typed them; silent where a form has no scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.captions import column_caption
from core.edits import SetField
from core.kinds import Quantity, Words, rounded, trimmed
from core.model import Place
from core.reading import TOTAL, TYPED_GRADE, TYPED_TOTAL, IndicatorValues
from core.remembered import by_identity
from core.rules.finding import ON_AMOUNTS, ON_SCORES, YEAR_END, Case, Fix, Level, Parameter, Rule, Said, Side
from core.rules.weights import meant_weight
from core.rules.words import asks, gap, indicator_name, percent, points, sides, swap_hint
from core.scoring.met import band_of, band_span, bands_of
from core.scoring.scores import grade, intervals

_TOLERANCE = Parameter("tolerance", "容许相差", Decimal(0), "分")
_COARSER = (0, 1, 2)  # decimals a rate may have been rounded to before it was multiplied


@dataclass(frozen=True, slots=True)
class _TypedScore:
    """A score the clerk typed: what it is called, where, its weight, the due score and the rate it comes from."""

    name: str
    place: Place
    typed: Decimal
    weight: Decimal | None
    due: Decimal | None
    rate: Decimal | None
    explained: bool = False
    meant: Decimal | None = None  # the weight with which the weights of its level would add up, where they do not

    @property
    def outside(self) -> bool:
        """Whether it lies below 0 or above the weight."""
        return self.typed < 0 or (self.weight is not None and self.typed > self.weight)

    def fits_meant_weight(self, decimals: int) -> bool:
        """Whether the score is right but for its weight, so that the weight is what is wrong."""
        if self.meant is None or self.meant <= 0 or self.rate is None:
            return False
        return rounded(min(self.rate, Decimal(100)) * self.meant / 100, decimals) == self.typed

    def rounded_rate(self, decimals: int) -> Decimal | None:
        """The coarsely rounded rate that gives exactly the typed score, None when none does."""
        if self.rate is None or self.weight is None:
            return None
        coarse = (rounded(self.rate, places) for places in _COARSER)
        return next((r for r in coarse if rounded(r * self.weight / 100, decimals) == self.typed), None)


@by_identity
def _typed_scores(case: Case) -> tuple[_TypedScore, ...]:
    """Every score typed over a computed one: of the execution rate, then of the indicators."""
    return tuple(_found_scores(case))


def _found_scores(case: Case) -> Iterator[_TypedScore]:
    scores, scoring, values = case.scores, case.form.scoring, case.values
    if scores is None or scoring is None:
        return
    typed = values.typed_over.get((TOTAL, "execution_score"))
    if typed is not None and scoring.execution_weight:
        by_formula = not scoring.execution_steps and scoring.execution_decimals is None
        rate = values.computed.get((TOTAL, "execution_rate")) if by_formula else None
        place = values.fund_place(TOTAL, "execution_score")
        yield _TypedScore("执行率得分", place, typed, scoring.execution_weight, scores.execution.computed, rate)
    if not asks(case.form, "score"):
        return
    caption = column_caption(case.form, "score")
    for found, score in zip(values.indicators, scores.indicators, strict=True):
        if found.typed_score is None:
            continue
        chosen = found.direction == "定性" or isinstance(found.target, Words)  # any score of its band: check 32
        yield _TypedScore(
            f"{indicator_name(found)}的{caption}",
            found.place("score"),
            found.typed_score,
            found.weight,
            None if chosen else score.computed,
            None if chosen or intervals(found) else found.completion,
            bool(found.row.score_reason.strip()),
            meant_weight(case, found),
        )


def score_lies_within_its_weight(case: Case) -> Iterator[Said]:
    """0 ≤ 得分 ≤ 分值, and the score of the execution rate at most its weight (check 14)."""
    for one in _typed_scores(case):
        if not one.outside or one.fits_meant_weight(case.form.scoring.decimals if case.form.scoring else 0):
            continue
        limit = Decimal(0) if one.typed < 0 or one.weight is None else one.weight
        beyond = "低于 0 分" if one.typed < 0 else f"超过分值 {points(limit)}"
        yield Said(
            f"{one.name} {points(one.typed)}，{beyond}，{gap(one.typed, limit, points)}。",
            (one.place,),
            sides(points(one.typed), points(limit), points(abs(one.typed - limit))),
            (_recompute(case, one.place) if one.due is not None else _set(case, one.place, limit),),
        )


def score_comes_from_unrounded_rate(case: Case) -> Iterator[Said]:
    """得分 is computed from the unrounded rate: 94.75 % of 10 is 9.48, not the 9.5 of 95 % (check 13)."""
    for one, due, coarse in _wrong_scores(case):
        if coarse is None or one.rate is None:
            continue
        yield _wrong(
            case,
            one,
            due,
            f"{one.name} {points(one.typed)}是按取整后的 {percent(trimmed(coarse))} 算的，"
            f"按 {percent(trimmed(rounded(one.rate, 2)))} 算应为 {points(due)}，{gap(one.typed, due, points)}。",
        )


def chosen_score_lies_in_its_band(case: Case) -> Iterator[Said]:
    """A score chosen for a qualitative indicator lies between the bounds of the band its actual value names (check 32).

    The 预算绩效 system refuses another; with a reason beside it it may stand.
    """
    if case.form.scoring is None or not asks(case.form, "score"):
        return
    for found in case.values.indicators:
        typed = found.typed_score
        span = None if typed is None else _span(case, found, typed)
        if typed is None or span is None or found.row.score_reason.strip() or span[1] <= typed <= span[2]:
            continue
        word, low, high = span
        near = low if typed < low else high
        yield Said(
            f"{indicator_name(found)}完成情况是“{word}”，{column_caption(case.form, 'score')}应在 {points(low)}到 "
            f"{points(high)}之间，填的是 {points(typed)}，{gap(typed, near, points)}。",
            (found.place("score"), found.place("actual")),
            sides(points(typed), f"{trimmed(low)}—{points(high)}", points(abs(typed - near))),
            (_set(case, found.place("score"), near),),
            answerable=True,
        )


def _span(case: Case, found: IndicatorValues, typed: Decimal) -> tuple[str, Decimal, Decimal] | None:
    """The band a qualitative indicator's actual value names, with its fewest and most points; None without one.

    A score beyond the weight is check 14's.
    """
    target, actual, weight, scoring = found.target, found.actual, found.weight, case.form.scoring
    qualitative = not found.judged and (found.direction == "定性" or isinstance(target, Words))
    if not qualitative or scoring is None or weight is None or not isinstance(target, Quantity | Words):
        return None
    if not isinstance(actual, Quantity | Words) or not 0 <= typed <= weight:
        return None
    bands = bands_of(case.form.bands, found)
    band = band_of(bands, target, actual)
    return None if band is None else (band.word, *band_span(scoring, band, weight, best=band is bands[0]))


def score_equals_its_formula(case: Case) -> Iterator[Said]:
    """得分 = 分值 × 完成率 by direction (check 29); with a reason beside it another may stand."""
    tolerance = case.parameter("score-formula", _TOLERANCE)
    for one, due, coarse in _wrong_scores(case):
        if coarse is None and not one.explained and abs(one.typed - due) > tolerance:
            what = f"{one.name} {points(one.typed)}，按公式应为 {points(due)}，{gap(one.typed, due, points)}。"
            yield _wrong(case, one, due, what)


def _wrong_scores(case: Case) -> Iterator[tuple[_TypedScore, Decimal, Decimal | None]]:
    """Typed scores that are not the due one, each with the rounded rate that explains it (or None)."""
    decimals = case.form.scoring.decimals if case.form.scoring else 0
    for one in _typed_scores(case):
        if one.due is None or one.outside or one.fits_meant_weight(decimals):
            continue
        if rounded(one.typed, decimals) != one.due:
            yield one, one.due, one.rounded_rate(decimals)


def _wrong(case: Case, one: _TypedScore, due: Decimal, message: str) -> Said:
    figures = points(one.typed), points(due), points(abs(one.typed - due))
    return Said(message, (one.place,), sides(*figures), (_recompute(case, one.place),), answerable=True)


def total_equals_its_scores(case: Case) -> Iterator[Said]:
    """总分 = Σ得分, or what the execution rate leaves of it (check 30); waits until every indicator has its points."""
    typed = case.values.typed_total
    due = case.scores.total if case.scores else None
    if typed is None or due is None or case.scores is None:
        return
    if abs(typed - due) <= case.parameter("score-total", _TOLERANCE):
        return
    place = Place("answer", case.dossier.id, TYPED_TOTAL)
    what = case.scores.capped.rstrip("。") or f"各项得分之和 {points(due)}"
    yield Said(
        f"总分 {points(typed)}，{what}，{gap(typed, due, points)}{swap_hint(typed, due)}。",
        (place,),
        sides(points(typed), points(due), points(abs(typed - due))),
        (Fix("按得分重算", SetField(place, case.dossier.text(place), "")),),
        answerable=True,
    )


def grade_fits_the_total(case: Case) -> Iterator[Said]:
    """等级 is the word of the band the total reaches, lower bound included (check 31)."""
    place = Place("answer", case.dossier.id, TYPED_GRADE)
    typed = case.dossier.text(place).strip()
    if not typed or case.scores is None:
        return
    total = case.scores.total if case.values.typed_total is None else case.values.typed_total
    due = None if total is None else grade(case.form, total)
    if total is None or due is None or typed == due:
        return
    yield Said(
        f"等级填的是“{typed}”，总分 {points(total)}应为“{due}”。",
        (place,),
        (Side("填写", typed), Side("应为", due), Side("总分", points(total))),
        (Fix(f"改为“{due}”", SetField(place, case.dossier.text(place), "")),),
    )


def _recompute(case: Case, place: Place) -> Fix:
    return Fix("按公式重算", SetField(place, case.dossier.text(place), ""))


def _set(case: Case, place: Place, value: Decimal) -> Fix:
    return Fix(f"改为 {points(value)}", SetField(place, case.dossier.text(place), trimmed(value)))


RULES = (
    Rule(
        "score-from-rounded-rate",
        13,
        "得分按未四舍五入的比率计算",
        Level.WARNING,
        "指标",
        "先把完成率或执行率取整再乘分值，得分会偏；按原数计算，最后一步四舍五入。",
        score_comes_from_unrounded_rate,
        stages=YEAR_END,
        example="执行率 94.75%，先取成 95% 得 9.5 分；按 94.75% 算，10 × 94.75% 应为 9.48 分。",
        rests_on=("value-magnitude", *ON_AMOUNTS),
    ),
    Rule(
        "score-within-weight",
        14,
        "得分不超过分值",
        Level.ERROR,
        "指标",
        "每项得分在 0 和分值之间。",
        score_lies_within_its_weight,
        stages=YEAR_END,
        example="分值 15 分的指标得分填 16：最多 15 分。",
        rests_on=("value-magnitude", *ON_AMOUNTS),
    ),
    Rule(
        "score-within-band",
        32,
        "定性指标的得分在所选档次之内",
        Level.ERROR,
        "指标",
        "定性指标按完成情况分档给分，得分在该档的上下限之间；另定得分须写明理由。",
        chosen_score_lies_in_its_band,
        stages=YEAR_END,
        example="分值 15 分，完成情况填“部分达成”（60%—80%），得分填 14：应在 9 到 11.99 分之间。",
        rests_on=("value-magnitude", *ON_AMOUNTS),
    ),
    Rule(
        "score-formula",
        29,
        "得分与公式相符",
        Level.ERROR,
        "指标",
        "得分按表样规定的公式由目标值、实际值和分值算出；另定得分须写明理由。",
        score_equals_its_formula,
        stages=YEAR_END,
        example="目标 ≥8755人次，实际 8676人次，分值 15 分，得分填 13：按公式应为 14.86 分。",
        parameters=(_TOLERANCE,),
        rests_on=("value-magnitude", *ON_AMOUNTS),
    ),
    Rule(
        "score-total",
        30,
        "总分等于各项得分之和",
        Level.ERROR,
        "指标",
        "总分 = 执行率得分 + 各指标得分之和；表样按执行率限定总分的，不超过限额。",
        total_equals_its_scores,
        stages=YEAR_END,
        example="各项得分加起来是 93 分，总分填 94：应为 93 分。",
        parameters=(_TOLERANCE,),
        rests_on=(*ON_AMOUNTS, *ON_SCORES),
    ),
    Rule(
        "grade",
        31,
        "等级与总分相符",
        Level.ERROR,
        "指标",
        "等级按表样的分数段评定，下限在内。",
        grade_fits_the_total,
        stages=YEAR_END,
        example="总分 89.99 分，等级填“优”：90 分起才是优，应为“良”。",
        rests_on=(*ON_AMOUNTS, *ON_SCORES, "score-total"),
    ),
)
