"""The score sheet of a form: points that add up, and rules that say all their kind needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from core.forms.check_figures import WHOSE
from core.forms.model import Form
from core.forms.sheet_model import ScoreSheet, SheetGroup, SheetItem, SheetPart, SheetRule
from core.kinds import trimmed
from core.report.paths import SHEET_WORDS
from core.score_sheets.typing import SIGNS

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_NAME = re.compile(r"[^\W\d]\w*")
_MOST = Decimal(1000)  # points of a sheet
_FINEST = Decimal("0.01")  # of points


def sheet_faults(form: Form) -> Iterator[str]:
    """Everything wrong with the score sheet of a form, each as a sentence with its place."""
    sheet = form.scores
    if sheet is None:
        return
    if not 0 <= sheet.decimals <= 2:
        yield f"scores 的 decimals 是 {sheet.decimals}，应当在 0 到 2 之间。"
    if not 0 < sheet.total <= _MOST:
        yield f"scores 的 total 是 {trimmed(sheet.total)}，应当大于 0，不超过 {_MOST}。"
    if sheet.of == "project" and form.scoring is not None:
        yield 'scores 的 of = "project" 时，不能再有 scoring：一个项目只有一个总分。'
    if not form.documents_of(sheet.of):
        yield f'scores 是{WHOSE[sheet.of]}的评分表，documents 里却没有 of = "{sheet.of}" 的文件。'
    yield from _names(sheet)
    yield from _sums(sheet)
    for group in sheet.groups:
        for part in group.parts:
            for item in part.items:
                yield from _item(part, item)


def _names(sheet: ScoreSheet) -> Iterator[str]:
    keys = Counter(item.key for group in sheet.groups for part in group.parts for item in part.items)
    groups = Counter(group.name for group in sheet.groups)
    for what, names in (("items 的 key", keys), ("groups 的 name", groups)):
        for name, count in names.items():
            if count > 1:
                yield f"scores 的 {what}“{name}”出现了 {count} 次，只能出现一次。"
    for key in keys:
        if not _KEY.fullmatch(key):
            yield f"scores 的 items 的 key“{key}”应当是小写英文字母、数字和下划线。"
    for name in groups:
        if not _NAME.fullmatch(name) or name in SHEET_WORDS:
            yield f"scores 的 groups 的 name“{name}”是数据名称的一部分，应当是汉字，不能有标点和空格。"
    for group in sheet.groups:
        for part, count in Counter(part.name for part in group.parts).items():
            if count > 1:
                yield f"scores“{group.name}”的 parts 的 name“{part}”出现了 {count} 次，只能出现一次。"


def _sums(sheet: ScoreSheet) -> Iterator[str]:
    """Points of items make those of parts, these those of groups, these the total."""
    for group in sheet.groups:
        for part in group.parts:
            yield from _part(group, part)
        yield from _sum(f"scores“{group.name}”各二级", [part.points for part in group.parts], group.max)
    yield from _sum("scores 各一级", [group.max for group in sheet.groups], sheet.total)


def _part(group: SheetGroup, part: SheetPart) -> Iterator[str]:
    where = f"scores“{group.name}”的“{part.name}”"
    blank = [item for item in part.items if item.max is None]
    if not part.items:
        yield f"{where}没有 items。"
    elif blank and part.max is None:
        yield f"{where}没有写 max，它的 items 就都要写。"
    elif len(blank) > 1:
        yield f"{where}有 {len(blank)} 个 items 没有写 max，最多一个。"
    elif not blank:
        yield from _sum(f"{where}各项", [part.points_of(item) for item in part.items], part.points)


def _sum(what: str, parts: list[Decimal], whole: Decimal) -> Iterator[str]:
    total = sum(parts, Decimal(0))
    if total != whole:
        yield f"{what}的 max 加起来是 {trimmed(total)}，应当是 {trimmed(whole)}，差 {trimmed(abs(total - whole))}。"


def _item(part: SheetPart, item: SheetItem) -> Iterator[str]:
    where = f"scores 的“{item.name}”"
    most = part.points_of(item)
    if most <= 0 or not _is_fine(most):
        yield f"{where}的分值是 {trimmed(most)}，应当大于 0，最多两位小数。"
    rule = item.rule
    if rule.base and not rule.value:
        yield f"{where}的 rule 有 base，就要有 value。"
    yield from (f"{where}的 rule {wrong}" for wrong in _CHECKS[rule.kind](rule, most))


def _steps(rule: SheetRule, most: Decimal) -> Iterator[str]:
    if not rule.steps:
        yield "要写 steps。"
    if any(not 0 <= step.points <= most or not _is_fine(step.points) for step in rule.steps):
        yield f"的 steps 的 points 应当在 0 到 {trimmed(most)} 之间，最多两位小数。"
    for one, other in pairwise(rule.steps):
        if one.at_most >= other.at_most or one.points < other.points:
            yield "的 steps 应当从少到多写，at_most 不能重复，points 一档不比一档高。"
            return
    yield from _asks(rule, "value")


def _each(rule: SheetRule, most: Decimal) -> Iterator[str]:
    if not 0 < rule.points <= most or not _is_fine(rule.points):
        yield f"的 points 应当大于 0，不超过 {trimmed(most)}，最多两位小数。"
    if rule.every < 1 or rule.free < 0:
        yield "的 every 不能小于 1，free 不能小于 0。"
    yield from _asks(rule, "value")


def _clauses(rule: SheetRule, most: Decimal) -> Iterator[str]:
    if not 1 <= len(rule.clauses) <= len(SIGNS):
        yield f"的 clauses 应当有 1 到 {len(SIGNS)} 条。"
    if any(not 0 < clause.points <= most or not _is_fine(clause.points) for clause in rule.clauses):
        yield f"的 clauses 的 points 应当大于 0，不超过 {trimmed(most)}，最多两位小数。"


def _ratio(rule: SheetRule, most: Decimal) -> Iterator[str]:
    yield from _asks(rule, "value", "base")


def _rate(rule: SheetRule, most: Decimal) -> Iterator[str]:
    if rule.limit < 0 or not 0 <= rule.low < rule.high:
        yield "的 limit、low 不能小于 0，low 应当小于 high。"
    yield from _asks(rule, "value")


def _judged(rule: SheetRule, most: Decimal) -> Iterator[str]:
    if rule.fewest is not None and not rule.value:
        yield "有 fewest，就要有 value：数什么。"


def _asks(rule: SheetRule, *names: str) -> Iterator[str]:
    for name in names:
        if not getattr(rule, name):
            yield f"要写 {name}：问经办人要什么数。"


def _whole(rule: SheetRule, most: Decimal) -> Iterator[str]:
    yield from _asks(rule, "value")


def _is_fine(points: Decimal) -> bool:
    """Whether points have no more decimals than a sheet counts."""
    return points % _FINEST == 0


_CHECKS: Mapping[str, Callable[[SheetRule, Decimal], Iterator[str]]] = MappingProxyType(
    {
        "steps": _steps,
        "each": _each,
        "clauses": _clauses,
        "ratio": _ratio,
        "range": _rate,
        "at_most": _rate,
        "at_least": _rate,
        "whole": _whole,
        "judged": _judged,
    }
)
