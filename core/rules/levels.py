"""Rules about the 一级 and 二级指标 an indicator stands under: known to the form, the right one, none left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from core.captions import caption
from core.edits import Batch, Edit, SetField
from core.forms.indicator_model import IndicatorBlock, Level1, Level2
from core.kinds import Quantity
from core.model import Place
from core.proof.clauses import has_one_of
from core.reading import IndicatorValues
from core.remembered import by_identity
from core.rules.finding import Case, Fix, Level, Rule, Said, Side
from core.rules.words import asks, indicator_name

_COST = ("成本", "费用", "支出")  # at the end of a name: with an amount of money as its target it is a cost
_OUTPUT = ("数量指标", "质量指标", "时效指标")
_BENEFIT = ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")
_MEANT: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (  # words of a name, where wrong, where right
    (("满意",), (*_OUTPUT, "成本指标", *_BENEFIT), "服务对象满意度指标"),
    (("及时率", "及时性", "按时完成率", "按期完成率"), ("数量指标", "质量指标", "成本指标"), "时效指标"),
    (("合格率", "准确率", "合规率", "达标率", "差错率"), ("数量指标", "时效指标", "成本指标"), "质量指标"),
    (("党风廉政", "党建", "党组织", "廉洁"), ("经济效益指标", "生态效益指标"), "社会效益指标"),
)
_WORDS = tuple(word for words, _, _ in _MEANT for word in words)


def _elsewhere() -> Iterator[tuple[str, tuple[re.Pattern[str], Mapping[str, str]]]]:
    """For every 二级指标 the words that belong elsewhere, and where each of them belongs."""
    for level2 in dict.fromkeys(level2 for _, wrong, _ in _MEANT for level2 in wrong):
        right = {word: meant for words, wrong, meant in _MEANT if level2 in wrong for word in words}
        yield level2, (re.compile("|".join(right)), right)


_ELSEWHERE = MappingProxyType(dict(_elsewhere()))


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


def every_required_level_has_an_indicator(case: Case) -> Iterator[Said]:
    """At least one indicator under each 二级指标 the form requires (check 28).

    Waits until the clerk has gone on: a row of a later 一级指标 is typed in full, or for the last one every row of all
    the others.
    """
    levels, found = case.form.indicators.levels, case.values.indicators
    there = {id(pair): pair for one in found if (pair := one.level)}  # few, where there are many indicators
    used = {id(part) for pair in there.values() for part in pair}
    missing = [one for one in _required(case.form.indicators) if id(one[2]) not in used]
    if not missing or not found or any(one.level is None and one.row.level2.strip() for one in found):
        return  # a row that stands under no level of the form (check 64) may be the one
    full = [one for one in found if _is_full(case, one)]
    begun = {id(one.level[0]) for one in full if one.level is not None}
    whole = len(full) == len(found)
    for n, level, part in missing:
        later = levels[n + 1 :]
        gone_on = any(id(other) in begun for other in later)
        others = whole and all(id(other) in begun for other in levels if other is not level)
        if gone_on or (not later and others):
            yield _left_out(case, level, part)


@by_identity
def _required(block: IndicatorBlock) -> tuple[tuple[int, Level1, Level2], ...]:
    """The 二级指标 a form requires, each with its 一级指标 and the number of that one."""
    return tuple((n, level, part) for n, level in enumerate(block.levels) for part in level.parts if part.required)


def _is_full(case: Case, found: IndicatorValues) -> bool:
    """Whether everything the form asks of a row is typed."""
    row = found.row
    asked = [("weight", row.weight)] if case.form.scoring else []
    asked += [] if found.judged else [("target", row.adjusted or row.target), ("actual", row.actual)]
    return bool(row.name.strip()) and all(text.strip() for field, text in asked if asks(case.form, field))


def _left_out(case: Case, level: Level1, part: Level2) -> Said:
    last = next((one for one in reversed(case.values.indicators) if one.level and one.level[0] is level), None)
    row = last or case.values.indicators[-1]
    return Said(
        f"{caption(level.shown)}里没有{caption(part.printed)}，本表样要求至少有一个。",
        (Place("indicator", row.row.project, "level2", row.row.id),),
        (Side("缺少", caption(part.printed)),),
        detail=part.name,
    )


def every_indicator_stands_where_its_name_says(case: Case) -> Iterator[Said]:
    """满意度 under 满意度指标, a cost in money under 成本指标, and other clear cases (check 40)."""
    for found in case.values.indicators:
        meant = _meant(found) if _says_where(found.row.name) else ""
        if not meant:
            continue
        place = case.form.level_of("", meant)
        if place is None or found.level is None or found.judged or place[1] is found.level[1] or place[0].judged:
            continue
        names = caption(found.level[1].printed), caption(place[1].printed)
        steps: tuple[Edit, ...] = (
            SetField(found.place("level1"), found.row.level1, place[0].name),
            SetField(found.place("level2"), found.row.level2, place[1].name),
        )
        yield Said(
            f"{indicator_name(found)}列在{names[0]}下，看名称像是{names[1]}。",
            (found.place("level2"), found.place("name")),
            (Side("填写", names[0]), Side("宜列在", names[1])),
            (Fix(f"移到{names[1]}", Batch(steps)),),
        )


@lru_cache(8192)
def _says_where(name: str) -> bool:
    """Whether a name has a word that belongs under one 二级指标 and no other: few have."""
    return has_one_of(name, _WORDS) or name.strip().endswith(_COST)


def _meant(found: IndicatorValues) -> str:
    """The 二级指标 an indicator's name clearly speaks of, when it stands under another; else blank."""
    if found.level is None:
        return ""
    level2 = found.level[1].name
    named = _named(level2, found.row.name)
    if named or level2 not in _OUTPUT:
        return named
    in_money = isinstance(found.target, Quantity) and found.target.unit == "元"
    return "成本指标" if in_money and found.row.name.strip().endswith(_COST) else ""


@lru_cache(8192)
def _named(level2: str, name: str) -> str:
    """Where a word of a name belongs, when not under this 二级指标; blank without such a word."""
    if level2 not in _ELSEWHERE:
        return ""
    pattern, right = _ELSEWHERE[level2]
    word = pattern.search(name)
    return right[word.group()] if word else ""


RULES = (
    Rule(
        "levels-covered",
        28,
        "表样要求的二级指标都有指标",
        Level.WARNING,
        "指标",
        "数量、质量、时效、成本、效益、满意度等表样规定必设的二级指标，各至少一个三级指标。",
        every_required_level_has_an_indicator,
        example="产出指标里有数量、质量、时效，没有成本指标：补一个，如“项目总成本 ≤150万元”。",
    ),
    Rule(
        "level-fits",
        40,
        "指标列在名称所说的二级指标下",
        Level.HINT,
        "指标",
        "满意度列在满意度指标下，及时率列在时效指标下，合格率列在质量指标下，以金额计的成本列在成本指标下。",
        every_indicator_stands_where_its_name_says,
        example="“参保群众满意度”列在社会效益指标下：应列在服务对象满意度指标下。",
    ),
    Rule(
        "level-known",
        64,
        "指标列在表样有的二级指标下",
        Level.WARNING,
        "指标",
        "一级、二级指标以表样所列为准。",
        every_indicator_stands_under_a_level_of_the_form,
        example="从别处抄来的“管理指标”，本表样没有：改列在表样有的二级指标下。",
    ),
)
