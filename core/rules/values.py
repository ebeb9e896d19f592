"""Rules about 目标值 and 实际值: a number with its unit where one is meant, two values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.captions import column_caption
from core.edits import Batch, Edit, SetField
from core.kinds import DURATIONS, Quantity, Words, normal, trimmed, written_unit
from core.reading import IndicatorValues, target_field
from core.rules.finding import YEAR_END, Case, Fix, Level, Rule, Said, Side
from core.rules.pairs import unlike_pairs
from core.rules.words import NBSP, asks, indicator_name, measured, quantity

_INTENDED = ("力争", "争取", "确保", "努力", "预计", "计划", "拟")  # words of a plan, not of a result
_PERCENT_NAMES = ("率", "度", "比例", "占比")
_SPEAKS_OF_NUMBER = re.compile(r"[\d每]")  # 12月底前, 每月一次
_DATE_LIKE = re.compile(r"\d\s*[年月日号季]|\d{4}[-./]\d")
_VALUE_BEHIND_WORDS = re.compile(r"[^\d]*?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*[^\d\s,，。;；、]*)[。;；]?")
_SIGNS = re.compile(r"[≥≤<>=]|不[少低]于|不超过")  # of a target
_LEAST_SHARE = Decimal("0.1")  # a smaller figure may be a percentage as it stands


def target_text(found: IndicatorValues) -> str:
    """The target as typed, 调整后指标值 where there is one."""
    return str(getattr(found.row, target_field(found.row))).strip()


def _level2(found: IndicatorValues) -> str:
    return found.level[1].name if found.level else found.row.level2


def unit_kind(unit: str) -> str:
    """What a unit counts: 比率, 金额, 时间 or 数量; blank for no unit."""
    if not unit or unit == "%":
        return "比率" if unit else ""
    return "金额" if unit.startswith("元") else "时间" if unit in DURATIONS else "数量"


def count_unlike(target: Quantity, actual: Quantity) -> bool:
    """Whether target and actual value count different things: a rate and a number of persons."""
    kinds = unit_kind(target.unit), unit_kind(actual.unit)
    return all(kinds) and kinds[0] != kinds[1]


def speaks_of_number(target: Words) -> bool:
    """Whether a target in words may be answered by a number: 12月底前, 每月一次."""
    return _SPEAKS_OF_NUMBER.search(target.text) is not None


def quantitative_target_has_number_and_unit(case: Case) -> Iterator[Said]:
    """A target of 数量 and 成本指标 is a number, and a number has a unit (check 33).

    Costs may be given as periods or as several figures.  A missing unit is left to check 34 where the actual value has
    one.
    """
    caption = column_caption(case.form, "target")
    for found in measured(case, "target"):
        target = found.target
        if isinstance(target, Words):
            level2 = _level2(found)
            if "数量" in level2 or ("成本" in level2 and not re.search(r"\d", target_text(found))):
                text = target_text(found)
                yield Said(
                    f"{indicator_name(found)}列在{level2}下，{caption}“{text}”读不出数，应写成“符号、数、单位”，如“≥100人次”。",
                    (found.place(target_field(found.row)),),
                    (Side("填写", text), Side("应为", "符号、数、单位")),
                )
        elif isinstance(target, Quantity) and not target.unit and found.direction != "定性":
            if isinstance(found.actual, Quantity) and (found.actual.unit or found.actual.number == target.number == 0):
                continue  # none of anything needs no unit
            text = target_text(found)
            yield Said(
                f"{indicator_name(found)}的{caption}“{text}”没有单位。",
                (found.place(target_field(found.row)),),
                (Side("填写", text),),
                _percent_fix(case, found),
            )


def _percent_fix(case: Case, found: IndicatorValues) -> tuple[Fix, ...]:
    """% behind the values of an indicator whose name says that it is a rate."""
    target, actual = found.target, found.actual
    if not isinstance(target, Quantity) or target.number > 100 or not found.row.name.strip().endswith(_PERCENT_NAMES):
        return ()
    edits: list[Edit] = []
    if any(column.field == "unit" for column in case.form.indicators.columns):
        edits.append(SetField(found.place("unit"), found.row.unit, "%"))
    else:
        edits.append(_with_unit(found, target_field(found.row), target, "%"))
        if isinstance(actual, Quantity):
            edits.append(_with_unit(found, "actual", actual, "%"))
    return (Fix(f"目标改为 {trimmed(target.number)}{NBSP}%", edits[0] if len(edits) == 1 else Batch(tuple(edits))),)


def _with_unit(found: IndicatorValues, field: str, value: Quantity, unit: str) -> SetField:
    """The step that writes a unit behind a number typed without one."""
    text = str(getattr(found.row, field))
    plain = normal(text)
    new = f"{plain}{unit}" if plain[-1:].isdigit() else f"{value.relation}{trimmed(value.number)}{unit}"
    return SetField(found.place(field), text, new)


def target_has_a_sign(case: Case) -> Iterator[Said]:
    """A quantitative target says which way is good: ≥, ≤ or = (check 33)."""
    caption = column_caption(case.form, "target")
    for found in measured(case, "target"):
        target = found.target
        if not isinstance(target, Quantity) or target.relation or found.row.direction.strip():
            continue
        if found.level is not None and found.level[1].direction:
            continue
        if target.unit == "%" and target.number == 100:  # nothing lies above: ≥ and = are one
            continue
        field, text = target_field(found.row), target_text(found)
        place = found.place(field)
        old = str(getattr(found.row, field))
        yield Said(
            f"{indicator_name(found)}的{caption}“{text}”没有写 ≥、≤ 或 =，按“=”计算。",
            (place,),
            (Side("填写", text),),
            tuple(Fix(f"改为 {sign}{text}", SetField(place, old, f"{sign}{text}")) for sign in ("≥", "≤")),
        )


def target_and_actual_have_one_unit(case: Case) -> Iterator[Said]:
    """Two values are compared in one unit only (check 34): “2” and “1万张” are not.

    Units that count different things altogether are left to check 38.
    """
    target_name, actual_name = column_caption(case.form, "target"), column_caption(case.form, "actual")
    for found, target, actual in unlike_pairs(case).two_units:
        if count_unlike(target, actual):
            continue
        texts = target_text(found), found.row.actual.strip()
        if not target.unit:
            quarrel = f"{target_name}“{texts[0]}”没有单位，{actual_name}“{texts[1]}”"
        elif not actual.unit:
            quarrel = f"{target_name}“{texts[0]}”，{actual_name}“{texts[1]}”没有单位"
        else:
            quarrel = f"{target_name}的单位是“{target.unit}”，{actual_name}的单位是“{actual.unit}”"
        yield Said(
            f"{indicator_name(found)}{quarrel}，不能算完成率。",
            (
                found.place("actual" if target.unit and not actual.unit else target_field(found.row)),
                found.place("actual"),
            ),
            (
                Side(target_name, texts[0] if target.unit else f"{texts[0]}，没有单位"),
                Side(actual_name, texts[1] if actual.unit else f"{texts[1]}，没有单位"),
            ),
            tuple(_unit_fixes(found, target, actual)),
        )


def _unit_fixes(found: IndicatorValues, target: Quantity, actual: Quantity) -> Iterator[Fix]:
    """Give the value without a unit that of the other: as written there (万张), and bare (张)."""
    if target.unit and actual.unit:
        if target.unit in actual.unit or actual.unit in target.unit:  # 人 and 人次
            new = f"{trimmed(actual.number)}{target.unit}"
            yield Fix(
                f"实际改为 {trimmed(actual.number)}{NBSP}{target.unit}",
                SetField(found.place("actual"), found.row.actual, new),
            )
        return
    if target.unit:
        word, field, value, other, text = "实际", "actual", actual, target, target_text(found)
    else:
        word, field, value, other, text = "目标", target_field(found.row), target, actual, found.row.actual
    if other.unit == "%" and _LEAST_SHARE <= value.number <= 1 < other.number:  # 0.95 for 95 %
        figure = f"{trimmed(value.number * 100)}"
        place = found.place(field)
        yield Fix(f"{word}改为 {figure}{NBSP}%", SetField(place, str(getattr(found.row, field)), f"{figure}%"))
        return
    for unit in dict.fromkeys((written_unit(text) or other.unit, other.unit)):
        label = f"{word}改为 {trimmed(value.number)}{NBSP}{unit}"
        yield Fix(label, _with_unit(found, field, value, unit))


def actual_is_a_value(case: Case) -> Iterator[Said]:
    """Where the target is a number the actual value is one, no status such as 已完成 (check 35).

    Dates and periods under 时效 are left alone.
    """
    caption = column_caption(case.form, "actual")
    for found, target, actual in unlike_pairs(case).number_then_words:
        if not _is_status(found, actual):
            continue
        text = found.row.actual.strip()
        has_number = re.search(r"\d", actual.text) is not None
        planned = quantity(target, target_text(found), found.row.unit)
        trouble = "读不出一个数" if has_number else "不是数，应填完成的数"
        yield Said(
            f"{indicator_name(found)}的目标是 {planned}，{caption}“{text}”{trouble}。",
            (found.place("actual"), found.place(target_field(found.row))),
            (Side("目标", planned), Side("填写", text)),
            _number_fix(found, actual.text) if has_number else (),
        )


def _is_status(found: IndicatorValues, actual: Words) -> bool:
    """Whether words that answer a number are no date or period, and not the target without its sign: 每季度1次."""
    if found.direction == "定性" or _DATE_LIKE.search(actual.text):
        return False
    return actual.text != _SIGNS.sub("", normal(target_text(found)))


def filled_indicator_can_be_scored(case: Case) -> Iterator[Said]:
    """An indicator with weight, target and actual value has points (check 65): 98% of 及时 names no level of the form.

    Silent where check 34, 35, 36, 37 or 38 already says why there are none.
    """
    if case.scores is None or not asks(case.form, "target", "actual"):
        return
    caption = column_caption(case.form, "actual")
    for found, score in zip(case.values.indicators, case.scores.indicators, strict=True):
        if score.points is not None or found.judged or not found.weight or found.row.score.strip():
            continue
        if not isinstance(found.target, Quantity | Words) or not isinstance(found.actual, Quantity | Words):
            continue
        if _is_told_elsewhere(found, found.target, found.actual) or _is_target_expression(found):
            continue
        text = found.row.actual.strip()
        yield Said(
            f"{indicator_name(found)}{caption}“{text}”算不出得分：{score.why.rstrip('。')}。",
            (found.place("actual"), found.place(target_field(found.row)), found.place("score")),
            (Side(column_caption(case.form, "target"), target_text(found)), Side(caption, text)),
        )


def _is_told_elsewhere(found: IndicatorValues, target: Quantity | Words, actual: Quantity | Words) -> bool:
    """Whether check 34, 35, 37 or 38 says why two values give no points."""
    if isinstance(target, Words):
        return isinstance(actual, Quantity) and not speaks_of_number(target)
    return target.unit != actual.unit if isinstance(actual, Quantity) else _is_status(found, actual)


def _number_fix(found: IndicatorValues, plain: str) -> tuple[Fix, ...]:
    """The one number of 完成1140人次, with what stands behind it."""
    only = _VALUE_BEHIND_WORDS.fullmatch(plain)
    if only is None:
        return ()
    new = only[1].strip()
    return (Fix(f"改为 {new}", SetField(found.place("actual"), found.row.actual, new)),)


def actual_is_no_target_expression(case: Case) -> Iterator[Said]:
    """The actual value is what came out, not a copy of the target such as ≥90% or 力争全面覆盖 (check 36)."""
    caption = column_caption(case.form, "actual")
    for found in measured(case, "actual"):
        if not _is_target_expression(found):
            continue
        text = found.row.actual.strip()
        if isinstance(found.actual, Words):
            yield Said(
                f"{indicator_name(found)}的{caption}“{text}”照抄了目标值，说的是打算，应写做到了什么。",
                (found.place("actual"), found.place(target_field(found.row))),
                (Side("填写", text), Side("应为", "完成情况")),
            )
            continue
        yield Said(
            f"{indicator_name(found)}的{caption}“{text}”是目标的写法，应填实际达到的数。",
            (found.place("actual"),),
            (Side("填写", text), Side("应为", "一个数")),
        )


def _is_target_expression(found: IndicatorValues) -> bool:
    """Whether an actual value has the sign of a target, or repeats a target that only says what is intended."""
    actual, target = found.actual, found.target
    if isinstance(actual, Quantity):
        return bool(actual.relation) and "达到" not in found.row.actual
    copied = isinstance(actual, Words) and isinstance(target, Words) and actual.text == target.text
    return copied and any(word in found.row.actual for word in _INTENDED)


RULES = (
    Rule(
        "target-quantity",
        33,
        "定量指标的目标值是数，带单位",
        Level.WARNING,
        "指标",
        "定量指标的目标值由符号、数、单位组成，如 ≥1200人次。",
        quantitative_target_has_number_and_unit,
        example="数量指标的目标写“确保活动有序开展”，读不出数：写成“≥4次”；“≥98”没有单位，写成“≥98%”。",
    ),
    Rule(
        "target-sign",
        33,
        "定量指标的目标值带符号",
        Level.HINT,
        "指标",
        "目标值的符号决定得分公式：≥ 越多越好，≤ 越少越好，= 等于。",
        target_has_a_sign,
        example="合格率目标写“98%”，没有符号：写成“≥98%”。",
    ),
    Rule(
        "same-unit",
        34,
        "目标值和实际值用同一单位",
        Level.ERROR,
        "指标",
        "目标值和实际值须用同一单位，才能算完成率。",
        target_and_actual_have_one_unit,
        stages=YEAR_END,
        example="目标填“2”，实际填“1万张”：目标补上单位，写成“2万张”。",
    ),
    Rule(
        "actual-value",
        35,
        "定量指标的实际值是数",
        Level.ERROR,
        "指标",
        "定量指标的实际值填完成的数，不填“已完成”“是”。",
        actual_is_a_value,
        stages=YEAR_END,
        example="目标 ≥1200人次，实际填“已完成”：应填完成的数，如“1140人次”。",
    ),
    Rule(
        "actual-scored",
        65,
        "填全的指标算得出得分",
        Level.WARNING,
        "指标",
        "定性指标的完成情况用表样的分档用词，或直接填得分；算不出得分的指标使总分空着。",
        filled_indicator_can_be_scored,
        stages=YEAR_END,
        example="目标“健全”，实际填“运行平稳”，不是表样的分档用词：改填“达成年度指标”，或直接填得分。",
    ),
    Rule(
        "actual-not-target",
        36,
        "实际值不照抄目标值的写法",
        Level.ERROR,
        "指标",
        "实际值是做到的结果，不带 ≥、≤、以上、以内。",
        actual_is_no_target_expression,
        stages=YEAR_END,
        example="满意度实际值填“≥90%”，是目标的写法：应填调查得到的数，如“93.5%”。",
    ),
)
