"""Rules about score sheets: what was typed can be read, and every score is one that its standard gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.edits import SetField
from core.fields import FIELDS
from core.kinds import trimmed
from core.rules.finding import BOTH, YEAR_END, Case, Fix, Level, Rule, Said, Side
from core.rules.words import NBSP, gap, points, sides
from core.score_sheets.values import ItemValues

_LOOSE = re.compile(r"(?<=\d) (?=[%\u4e00-\u9fff])")  # the blank between a figure and its unit
_NAMED = 3  # items a sentence names one by one


def _items(case: Case) -> tuple[ItemValues, ...]:
    return case.values.sheet.items if case.values.sheet else ()


def _name(found: ItemValues) -> str:
    return f"“{found.item.name}”"


def score_is_one_the_standard_gives(case: Case) -> Iterator[Said]:
    """A typed score lies between 0 and the maximum, and on one of the steps of its standard (check 70)."""
    for found in _items(case):
        typed = found.typed
        if typed is None:
            continue
        if 0 <= typed <= found.max and (not found.possible or typed in found.possible):
            continue
        if typed > found.max:
            what = f"{_name(found)}{points(typed)}超过满分 {points(found.max)}，{gap(typed, found.max, points)}。"
        else:
            only = "只能是 " if found.possible else "应在 "
            what = f"{_name(found)}{points(typed)}不可能：按评分标准{only}{found.allowed}。"
        yield Said(
            what,
            (found.place("score"),),
            (Side("填写", points(typed)), Side("评分标准", found.allowed), Side("满分", points(found.max))),
            _clearing(found),
        )


def score_is_what_the_standard_gives(case: Case) -> Iterator[Said]:
    """A typed score equals the one computed from what was counted (check 71); with a note beside it another may
    stand."""
    for found in _items(case):
        typed, due = found.typed, found.computed
        if typed is None or due is None or typed == due or not 0 <= typed <= found.max or found.text("note"):
            continue
        if found.possible and typed not in found.possible:
            continue
        how = _LOOSE.sub(NBSP, found.gain.why)
        yield Said(
            f"{_name(found)}填了 {points(typed)}，按评分标准应为 {points(due)}，{gap(typed, due, points)}：{how}",
            (found.place("score"), found.place("value"), found.place("base")),
            sides(points(typed), points(due), points(abs(typed - due))),
            _clearing(found),
            answerable=True,
        )


def _clearing(found: ItemValues) -> tuple[Fix, ...]:
    """The way back to the computed score, where there is one."""
    if found.row is None or found.computed is None:
        return ()
    place = found.place("score")
    return (Fix(f"改为 {points(found.computed)}", SetField(place, found.row.score, "")),)


def every_item_has_its_points(case: Case) -> Iterator[Said]:
    """Without the points of every item there is no total (check 72); waits until the sheet is begun."""
    sheet = case.values.sheet
    if sheet is None or not sheet.begun:
        return
    left = [found for found in sheet.unscored if not found.unreadable]
    if not left:
        return
    names = "、".join(_name(found) for found in left[:_NAMED])
    more = f"等 {len(left)} 项" if len(left) > _NAMED else ""
    yield Said(
        f"{names}{more}还没有得分，总分算不出来。",
        (left[0].place("score"),),
        (Side("已评", f"{len(sheet.items) - len(sheet.unscored)} 项"), Side("未评", f"{len(sheet.unscored)} 项")),
    )


def what_was_typed_can_be_read(case: Case) -> Iterator[Said]:
    """What a standard counts, and a typed score, are as the standard asks for them (check 73)."""
    for found in _items(case):
        for field, unreadable in found.unreadable:
            rule = found.item.rule
            caption = {"value": rule.value, "base": rule.base}.get(field) or FIELDS[f"score_item.{field}"].caption
            yield Said(
                f"{_name(found)}的{caption}：{unreadable.why}",
                (found.place(field),),
                (Side("填写", unreadable.text),),
            )


def judged_points_are_explained(case: Case) -> Iterator[Said]:
    """Who judges sets enough goals of the unit's own, and writes down why points were taken off (check 74)."""
    for found in _items(case):
        rule, number = found.item.rule, found.gain.number
        if rule.fewest is not None and number is not None and number < rule.fewest:
            yield Said(
                f"{_name(found)}的{rule.value}是 {trimmed(number)}，不得低于 {trimmed(rule.fewest)}，"
                f"少 {trimmed(rule.fewest - number)}。",
                (found.place("value"),),
                (Side("填写", trimmed(number)), Side("至少", trimmed(rule.fewest))),
                detail="fewest",
            )
        typed = found.typed
        if typed is None or found.computed is not None or not 0 <= typed < found.max or found.text("note"):
            continue
        if found.possible:
            continue
        yield Said(
            f"{_name(found)}评了 {points(typed)}，扣了 {points(found.max - typed)}，没有写说明。",
            (found.place("note"), found.place("score")),
            (Side("满分", points(found.max)), Side("评定", points(typed)), Side("扣分", points(found.max - typed))),
        )


RULES = (
    Rule(
        "sheet-possible",
        70,
        "评分表的得分是评分标准给得出的分",
        Level.ERROR,
        "评分",
        "评分表每项的计分标准：分档的只能取其中一档，按次扣分的只能是扣后剩余的分，都不超过该项满分。",
        score_is_one_the_standard_gives,
        of=BOTH,
        stages=YEAR_END,
        example="“预算编制准确”按变动 1 个以内、2—3 个、3 个以上得 4、1、0 分，得分填 3：3 分不可能，只能是 4、1、0。",
    ),
    Rule(
        "sheet-computed",
        71,
        "评分表的得分与实际数相符",
        Level.ERROR,
        "评分",
        "评分表每项的得分由实际数按计分标准算出；另定得分须写说明。",
        score_is_what_the_standard_gives,
        of=BOTH,
        stages=YEAR_END,
        example="“预算公开”不合要求 3 处，每处扣 0.5 分，满分 2 分，得分填 2：应为 2 − 0.5 × 3 = 0.5 分。",
    ),
    Rule(
        "sheet-scored",
        72,
        "评分表每项都有得分",
        Level.HINT,
        "评分",
        "各项得分相加才有总分；有一项没有得分，正文里的总分就空着。",
        every_item_has_its_points,
        of=BOTH,
        stages=YEAR_END,
        example="30 项里有 2 项还没有得分：填实际数，或直接填得分。",
    ),
    Rule(
        "sheet-readable",
        73,
        "评分表的实际数、基数、得分都能读懂",
        Level.ERROR,
        "评分",
        "次数、金额、扣分条目照计分标准填写才能计算；读不懂的照原样保存，不参加计算。",
        what_was_typed_can_be_read,
        of=BOTH,
        stages=YEAR_END,
        example="“资产报表”的扣分条目填“④”，标准只有 ①②③：照标准改填，没有扣分填“无”。",
    ),
    Rule(
        "sheet-judged",
        74,
        "评定的得分写明依据",
        Level.WARNING,
        "评分",
        "评分标准没有算法的由评分人评定，扣了分要写明原因；特性指标不得少于标准规定的个数。",
        judged_points_are_explained,
        of=BOTH,
        stages=YEAR_END,
        example="“部门整体成效”满分 20 分，评了 18 分，说明空着：写明为什么扣 2 分。",
    ),
)
