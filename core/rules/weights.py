"""Rules about 分值 (权重); silent where a form has no weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from operator import attrgetter

from core.captions import caption, column_caption
from core.edits import Batch, SetField
from core.forms.indicator_model import Level1, Scoring
from core.kinds import trimmed
from core.reading import IndicatorValues, Values
from core.remembered import by_identity
from core.rules.finding import Case, Fix, Level, Parameter, Rule, Said, Side
from core.rules.words import asks, gap, indicator_name, points, sides, swap_hint

_weight = attrgetter("weight")
_NOTHING = Decimal(0)
_LARGEST = Parameter("largest", "单个指标的分值最多", Decimal(30), "分")


def weights_reach_their_quota(case: Case) -> Iterator[Said]:
    """Σ分值 of a 一级 or 二级指标 is its quota, all of them with the execution rate are the form's total (check 25).

    Waits while an indicator stands under a level the form does not have.  A level that is short waits until it is
    typed to the end: each of its rows has a weight, and each 二级指标 the form requires has a row.  A 一级指标 speaks
    only where none of its 二级指标 does, the total only where no level does and all of them are typed to the end.
    """
    scoring = case.form.scoring
    found = case.values.indicators
    if scoring is None or not asks(case.form, "weight"):
        return
    if [one for one in found if one.level is None and one.weight]:
        return
    told, whole, total = False, True, scoring.execution_weight
    by_level = _by_level(case.values)
    for level in case.form.indicators.levels:
        rows = by_level.get(id(level), [])
        finished, reached = _typed_to_the_end(level, rows), _sum(rows)
        whole &= finished
        total += reached
        for said in _off_parts(case, level, rows) or _off_level(case, level, rows, reached, finished):
            told = True
            yield said
    if whole and not told and total != scoring.total:
        yield _off_total(case, total, scoring)


def _typed_to_the_end(level: Level1, rows: Sequence[IndicatorValues]) -> bool:
    """Whether a level has all rows it needs, and each of them a weight; one of 0 is told by check 27."""
    if not rows or not _are_weighed(rows):
        return False
    needed = [id(part) for part in level.parts if part.required]
    return not needed or {id(one.level[1]) for one in rows if one.level is not None}.issuperset(needed)


def _are_weighed(rows: Sequence[IndicatorValues]) -> bool:
    return all(map(_weight, rows))


@by_identity
def _by_level(values: Values) -> Mapping[int, Sequence[IndicatorValues]]:
    """The rows of each 一级指标 of the form, by where it lies."""
    rows: dict[int, list[IndicatorValues]] = {}
    for found in values.indicators:
        if found.level is not None:
            at = id(found.level[0])
            if at not in rows:
                rows[at] = []
            rows[at].append(found)
    return rows


def _off_parts(case: Case, level: Level1, rows: Sequence[IndicatorValues]) -> tuple[Said, ...]:
    """What there is to say on the 二级指标 of a 一级指标."""
    out: list[Said] = []
    for part in level.parts:
        if part.quota is None:
            continue
        inside = [one for one in rows if one.level is not None and one.level[1] is part]
        whole = bool(inside) and _are_weighed(inside)
        if _is_off(_sum(inside), part.quota, whole):
            name = caption(part.printed)
            out.append(_off_quota(case, f"二级指标{name}", part.quota, inside, f"{level.name} {part.name}"))
    return tuple(out)


def _off_level(
    case: Case, level: Level1, rows: Sequence[IndicatorValues], reached: Decimal, finished: bool
) -> tuple[Said, ...]:
    """What there is to say on a 一级指标 as a whole."""
    if level.quota is None or not _is_off(reached, level.quota, finished):
        return ()
    name = caption(level.printed)
    return (_off_quota(case, name, level.quota, rows, name),)


def _is_off(reached: Decimal, due: Decimal, whole: bool) -> bool:
    """Whether weights miss their sum; one that is short only when they are typed to the end."""
    return reached > due or (reached < due and whole)


def meant_weight(case: Case, found: IndicatorValues) -> Decimal | None:
    """The weight with which the weights of an indicator's level reach their quota, where check 25 says that they do
    not; else None."""
    if found.level is None or found.weight is None or case.form.scoring is None:
        return None
    outer, part = found.level
    sums, due = _sums(case.values), part.quota if part.quota is not None else outer.quota
    if due is None:
        return None
    off = sums[id(part if part.quota is not None else outer)] - due
    rows = _by_level(case.values).get(id(outer), []) if off < 0 else []
    return found.weight - off if off > 0 or (off < 0 and _typed_to_the_end(outer, rows)) else None


@by_identity
def _sums(values: Values) -> Mapping[int, Decimal]:
    """The weights of each level of the form, added up."""
    sums: dict[int, Decimal] = {}
    for found in values.indicators:
        for level in found.level or ():
            sums[id(level)] = sums.get(id(level), Decimal(0)) + (found.weight or 0)
    return sums


def _sum(rows: Sequence[IndicatorValues]) -> Decimal:
    return sum(filter(None, map(_weight, rows)), _NOTHING)


def _off_quota(case: Case, name: str, due: Decimal, rows: Sequence[IndicatorValues], detail: str) -> Said:
    found = _sum(rows)
    return Said(
        f"{name}{column_caption(case.form, 'weight')} {trimmed(found)}，应为 {trimmed(due)}，"
        f"{gap(found, due, trimmed)}{swap_hint(found, due)}。",
        tuple(one.place("weight") for one in rows),
        sides(trimmed(found), trimmed(due), trimmed(abs(found - due))),
        _ways(case, rows, due),
        detail=detail,
    )


def _off_total(case: Case, found: Decimal, scoring: Scoring) -> Said:
    """The total with the execution rate, where no level explains it."""
    rows, due = case.values.indicators, scoring.total
    name = f"{column_caption(case.form, 'weight')}合计{'（含执行率）' if scoring.execution_weight else ''}"
    return Said(
        f"{name} {trimmed(found)}，应为 {trimmed(due)}，{gap(found, due, trimmed)}。",
        tuple(one.place("weight") for one in rows),
        sides(trimmed(found), trimmed(due), trimmed(abs(found - due))),
        _ways(case, rows, due - scoring.execution_weight),
        detail="total",
    )


def _ways(case: Case, rows: Sequence[IndicatorValues], due: Decimal) -> tuple[Fix, ...]:
    """The steps that bring weights to ``due``: in their own proportion, and by the same number of points each.

    A single row has neither; what would leave a weight at 0 or below is not offered.
    """
    weights = [one.weight for one in rows if one.weight is not None]
    found, decimals = sum(weights, Decimal(0)), case.form.scoring.decimals if case.form.scoring else 0
    if len(rows) < 2 or len(weights) < len(rows) or any(weight < 0 for weight in weights) or not found:
        return ()
    scaled = _exact([weight * due / found for weight in weights], due, decimals)
    spread = _exact([weight + (due - found) / len(rows) for weight in weights], due, decimals)
    short = found < due
    ways = (("按比例补齐" if short else "按比例调整", scaled), ("平均补齐" if short else "平均扣减", spread))
    fixes = tuple(Fix(label, _written(rows, weights, new)) for label, new in ways if all(weight > 0 for weight in new))
    return fixes[:1] if scaled == spread else fixes


def _exact(weights: Sequence[Decimal], due: Decimal, decimals: int) -> list[Decimal]:
    """Weights with the form's decimals that add up to ``due`` exactly: the steps rounding leaves go to the rows that
    rounding took most from, the first of equals first."""
    step = Decimal(1).scaleb(-decimals)
    down = [(weight / step).to_integral_value(ROUND_FLOOR) * step for weight in weights]
    left = due - sum(down, Decimal(0))
    order = sorted(range(len(weights)), key=lambda n: down[n] - weights[n])
    for n in order[: int(left / step)]:
        down[n] += step
    down[order[0]] += due - sum(down, Decimal(0))  # where the quota has more decimals than the form
    return down


def _written(rows: Sequence[IndicatorValues], old: Sequence[Decimal], new: Sequence[Decimal]) -> Batch:
    """The step that types weights; a row whose weight stays is left as it was typed."""
    changed = (
        SetField(row.place("weight"), row.row.weight, trimmed(weight))
        for row, before, weight in zip(rows, old, new, strict=True)
        if before != weight
    )
    return Batch(tuple(changed))


def no_indicator_weighs_too_much(case: Case) -> Iterator[Said]:
    """No single indicator decides the score (check 26); that 一级指标 weigh what the scheme says is check 25."""
    if case.form.scoring is None or not asks(case.form, "weight"):
        return
    largest = case.parameter("weight-largest", _LARGEST)
    for found in case.values.indicators:
        if found.weight is None or found.weight <= largest or _alone(found):
            continue
        meant = meant_weight(case, found)
        if meant is not None and 0 < meant <= largest:
            continue  # the sum of the weights tells that this one is wrong
        name = f"{indicator_name(found)}的{column_caption(case.form, 'weight')}"
        yield Said(
            f"{name} {points(found.weight)}，超过 {points(largest)}，一项就左右总分，宜分成几个指标。",
            (found.place("weight"),),
            (Side("填写", points(found.weight)), Side("最多", points(largest))),
        )


def _alone(found: IndicatorValues) -> bool:
    """Whether the form itself gives the weight to a 二级指标 that may hold one indicator only."""
    return found.level is not None and found.level[1].quota == found.weight


def every_indicator_weighs_something(case: Case) -> Iterator[Said]:
    """分值 > 0 (check 27).  A blank one is told once target and actual are typed, or the points where those count."""
    if case.form.scoring is None or not asks(case.form, "weight"):
        return
    for found in case.values.indicators:
        if found.weight is not None and found.weight > _NOTHING:
            continue
        name = f"{indicator_name(found)}的{column_caption(case.form, 'weight')}"
        if found.weight is not None:
            figure = trimmed(found.weight)
            yield Said(f"{name}是 {figure}，应大于 0。", (found.place("weight"),), (Side("填写", figure),))
        elif not found.row.weight.strip() and _is_filled(found):
            yield Said(f"{name}还没有填。", (found.place("weight"),))


def _is_filled(found: IndicatorValues) -> bool:
    """Whether everything but the weight is typed."""
    if found.judged:
        return found.typed_score is not None
    return found.target is not None and found.actual is not None


RULES = (
    Rule(
        "weight-sum",
        25,
        "分值合计与表样规定相等",
        Level.ERROR,
        "指标",
        "各一级、二级指标的分值之和等于表样规定的分值，连同执行率分值合计等于总分。",
        weights_reach_their_quota,
        example="效益指标规定 30 分，两个指标 15 分和 12.5 分，合计 27.5 分：少 2.5 分，可以按比例或平均补齐。",
    ),
    Rule(
        "weight-largest",
        26,
        "单个指标的分值不过大",
        Level.WARNING,
        "指标",
        "一个指标分值过大，总分由它一项决定；宜分成几个指标。一级指标的分值见“分值合计与表样规定相等”。",
        no_indicator_weighs_too_much,
        example="一个数量指标分值 90 分，其余没有分值：按产出、效益、满意度分开设，单项不超过 30 分。",
        parameters=(_LARGEST,),
    ),
    Rule(
        "weight-positive",
        27,
        "每个指标都有分值",
        Level.WARNING,
        "指标",
        "列入自评表的三级指标分值大于 0。",
        every_indicator_weighs_something,
        example="“救助人次”分值填 0：删去这一行，或者给它分值。",
    ),
)
