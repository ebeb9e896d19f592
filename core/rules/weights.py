"""Rules about 分值 (权重) and about the level an indicator stands under; silent where a form has no weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.captions import caption, column_caption
from core.edits import Batch, SetField
from core.forms.model import Level1
from core.kinds import rounded, trimmed
from core.reading import IndicatorValues
from core.rules.finding import Case, Fix, Level, Rule, Said, Side
from core.rules.words import asks, gap, indicator_name, sides

_DECIMALS = 2  # of a weight that was scaled


def weights_reach_their_quota(case: Case) -> Iterator[Said]:
    """Σ分值 of a 一级 or 二级指标 is its quota, all of them with the execution rate are the form's total (check 25).

    Waits while an indicator stands under a level the form does not have.  A level that is short waits until it is
    typed to the end: each of its rows has a weight, and each 二级指标 the form requires has a row.  A 一级指标 speaks
    only where none of its 二级指标 does, the total only where no level does and all of them are typed to the end.
    """
    scoring = case.form.scoring
    found = case.values.indicators
    if scoring is None or not asks(case.form, "weight") or any(one.level is None and one.weight for one in found):
        return
    told = False
    whole = True
    for level in case.form.indicators.levels:
        rows = [one for one in found if one.level is not None and one.level[0] is level]
        whole &= _typed_to_the_end(level, rows)
        for said in _off_parts(case, level, rows) or _off_level(case, level, rows):
            told = True
            yield said
    if whole and not told:
        yield from _off_total(case, scoring.total - scoring.execution_weight)


def _typed_to_the_end(level: Level1, rows: Sequence[IndicatorValues]) -> bool:
    """Whether a level has all rows it needs, and each of them a weight."""
    parts = {id(one.level[1]) for one in rows if one.level is not None}
    required = all(id(part) in parts for part in level.parts if part.required)
    return bool(rows) and required and all(one.weight is not None for one in rows)


def _off_parts(case: Case, level: Level1, rows: Sequence[IndicatorValues]) -> tuple[Said, ...]:
    """What there is to say on the 二级指标 of a 一级指标."""
    out: list[Said] = []
    for part in level.parts:
        inside = [one for one in rows if one.level is not None and one.level[1] is part]
        whole = bool(inside) and all(one.weight is not None for one in inside)
        if part.quota is not None and _is_off(inside, part.quota, whole):
            name = caption(part.printed)
            out.append(_off_quota(case, f"二级指标{name}", part.quota, inside, f"{level.name} {part.name}"))
    return tuple(out)


def _off_level(case: Case, level: Level1, rows: Sequence[IndicatorValues]) -> tuple[Said, ...]:
    """What there is to say on a 一级指标 as a whole."""
    if level.quota is None or not _is_off(rows, level.quota, _typed_to_the_end(level, rows)):
        return ()
    name = caption(level.printed)
    return (_off_quota(case, name, level.quota, rows, name),)


def _is_off(rows: Sequence[IndicatorValues], due: Decimal, whole: bool) -> bool:
    """Whether weights miss their sum; one that is short only when they are typed to the end."""
    found = sum((one.weight or Decimal(0) for one in rows), Decimal(0))
    return found > due or (found < due and whole)


def _off_quota(case: Case, name: str, due: Decimal, rows: Sequence[IndicatorValues], detail: str) -> Said:
    found = sum((one.weight or Decimal(0) for one in rows), Decimal(0))
    return Said(
        f"{name}{column_caption(case.form, 'weight')} {trimmed(found)}，应为 {trimmed(due)}，"
        f"{gap(found, due, trimmed)}。",
        tuple(one.place("weight") for one in rows),
        sides(trimmed(found), trimmed(due), trimmed(abs(found - due))),
        _scaled(rows, due),
        detail=detail,
    )


def _off_total(case: Case, due: Decimal) -> Iterator[Said]:
    """The total with the execution rate, where no level explains it."""
    rows, scoring = case.values.indicators, case.form.scoring
    found = sum((one.weight or Decimal(0) for one in rows), Decimal(0))
    if scoring is None or found == due:
        return
    base = scoring.execution_weight
    total = f"{column_caption(case.form, 'weight')}合计{'（含执行率）' if base else ''}"
    yield Said(
        f"{total} {trimmed(found + base)}，应为 {trimmed(due + base)}，{gap(found, due, trimmed)}。",
        tuple(one.place("weight") for one in rows),
        sides(trimmed(found + base), trimmed(due + base), trimmed(abs(found - due))),
        _scaled(rows, due),
        detail="total",
    )


def _scaled(rows: Sequence[IndicatorValues], due: Decimal) -> tuple[Fix, ...]:
    """The step that brings the weights to ``due`` in their own proportion; what rounding leaves goes to the largest.

    A single row has no proportion to keep.
    """
    weights = [one.weight or Decimal(0) for one in rows]
    found = sum(weights, Decimal(0))
    if len(rows) < 2 or found <= 0 or any(weight < 0 for weight in weights) or any(one.weight is None for one in rows):
        return ()
    new = [rounded(weight * due / found, _DECIMALS) for weight in weights]
    largest = new.index(max(new))
    new[largest] += due - sum(new, Decimal(0))
    edits = tuple(
        SetField(one.place("weight"), one.row.weight, trimmed(weight)) for one, weight in zip(rows, new, strict=True)
    )
    changed = tuple(edit for edit in edits if edit.old != edit.new)
    return (Fix("按比例补齐" if found < due else "按比例调整", Batch(changed)),)


def every_indicator_weighs_something(case: Case) -> Iterator[Said]:
    """分值 > 0 (check 27).  A blank one is told once target and actual are typed, or the points where those count."""
    if case.form.scoring is None or not asks(case.form, "weight"):
        return
    for found in case.values.indicators:
        if found.weight is not None and found.weight > 0:
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


def every_indicator_stands_under_a_level_of_the_form(case: Case) -> Iterator[Said]:
    """一级 and 二级指标 are those of the form; others have no place in its table."""
    for found in case.values.indicators:
        row = found.row
        if found.level is not None or not (row.name.strip() or row.level2):
            continue
        if not row.level2:
            yield Said(f"{indicator_name(found)}还没有选二级指标。", (found.place("level2"),))
            continue
        levels = "›".join(level for level in (row.level1, row.level2) if level)
        yield Said(
            f"{indicator_name(found)}列在“{levels}”下，{caption(case.form.name)}没有这个二级指标。",
            (found.place("level2"), found.place("level1")),
            (Side("填写", levels),),
        )


RULES = (
    Rule(
        "weight-sum",
        25,
        "分值合计与表样规定相等",
        Level.ERROR,
        "指标",
        "各一级、二级指标的分值之和等于表样规定的分值，连同执行率分值合计等于总分。",
        weights_reach_their_quota,
    ),
    Rule(
        "weight-positive",
        27,
        "每个指标都有分值",
        Level.WARNING,
        "指标",
        "列入自评表的三级指标分值大于 0。",
        every_indicator_weighs_something,
    ),
    Rule(
        "level-known",
        64,
        "指标列在表样有的二级指标下",
        Level.WARNING,
        "指标",
        "一级、二级指标以表样所列为准。",
        every_indicator_stands_under_a_level_of_the_form,
    ),
)
