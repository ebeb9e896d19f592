"""Rules about target and actual value as a pair: of one kind, of one quantity, of one magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.captions import column_caption
from core.edits import SetField
from core.kinds import Quantity, normal, trimmed
from core.reading import IndicatorValues, target_field
from core.rules.finding import YEAR_END, Case, Fix, Level, Parameter, Rule, Said, Side
from core.rules.pairs import unlike_pairs
from core.rules.values import count_unlike, speaks_of_number, target_text, unit_kind
from core.rules.words import NBSP, indicator_name, measured, quantity

_YUAN = 10_000  # how many times too large 元 typed as 万元, or 张 typed as 万张, is
_SLIP, _FARTHEST_SLIP = 2000, 50_000  # between a fifth and five times that
_SHARE = 100  # how many times too small 0.95 typed for 95 % is
_TENTH, _TENFOLD = Decimal(10), Decimal(1000)  # percent of the target: what lies between is no slip
_FEWEST_PERCENT = 10  # a target below may well be met by less than 1 %
_SHARES = re.compile(  # at the end of a name: shares of a whole, of which there is never more than all
    r"(?:满意[度率]|知晓[度率]|(?:覆盖|准确|正确|合格|及时|优良|优秀|达标|公开|整改|办结|完好|成活|兑现|建档|结算)率)"
    r"(?:[（(][^（）()]*[）)])?$"
)
_ROWS = Parameter("rows", "至少几个指标才提醒", Decimal(5), "个")


def qualitative_target_has_a_qualitative_actual(case: Case) -> Iterator[Said]:
    """Words are answered by words: 及时 is reached or not, it is no 100 % (check 37)."""
    bands = case.form.bands
    for found, target, _ in unlike_pairs(case).words_then_number:
        if speaks_of_number(target):
            continue
        names = column_caption(case.form, "target"), column_caption(case.form, "actual")
        text, words = found.row.actual.strip(), target_text(found)
        instead = f"如“{bands[0].word}”" if bands else f"如“{words}”"
        yield Said(
            f"{indicator_name(found)}的{names[0]}“{words}”是定性的，{names[1]}“{text}”是数，应写完成情况，{instead}。",
            (found.place("actual"), found.place(target_field(found.row))),
            (Side(names[0], words), Side(names[1], text)),
            _reached(found, words),
        )


def _reached(found: IndicatorValues, words: str) -> tuple[Fix, ...]:
    """100 % of a target in words is the target itself."""
    actual = found.actual
    if not isinstance(actual, Quantity) or actual.unit != "%" or actual.number < _SHARE:
        return ()
    return (Fix(f"改为“{words}”", SetField(found.place("actual"), found.row.actual, words)),)


def target_and_actual_measure_one_quantity(case: Case) -> Iterator[Said]:
    """A rate is answered by a rate, an amount by an amount: 90 % is not met by 103.11万人 (check 38)."""
    for found, target, actual in unlike_pairs(case).two_units:
        if not count_unlike(target, actual):
            continue
        names = column_caption(case.form, "target"), column_caption(case.form, "actual")
        figures = quantity(target, target_text(found), found.row.unit), quantity(actual, found.row.actual, "")
        kinds = unit_kind(target.unit), unit_kind(actual.unit)
        yield Said(
            f"{indicator_name(found)}{names[0]}是{kinds[0]}（{figures[0]}），{names[1]}是{kinds[1]}（{figures[1]}），"
            "说的不是同一个量，不能算完成率。",
            (found.place("actual"), found.place(target_field(found.row))),
            (Side(names[0], figures[0]), Side(names[1], figures[1])),
        )


def target_and_actual_are_of_one_magnitude(case: Case) -> Iterator[Said]:
    """元 typed as 万元, 张 as 万张, 0.95 for 95 %: target and actual lie 10,000 or 100 times apart (check 17)."""
    for found in measured(case, "target", "actual"):
        target, actual, times = found.target, found.actual, slip_of(found)
        if not times or not isinstance(target, Quantity) or not isinstance(actual, Quantity):
            continue
        names = column_caption(case.form, "target"), column_caption(case.form, "actual")
        figures = quantity(target, target_text(found), found.row.unit), quantity(actual, _actual(found), found.row.unit)
        apart = "把百分数写成了小数" if target.unit == "%" else _cause(target.unit)
        yield Said(
            f"{indicator_name(found)}{names[0]} {figures[0]}，{names[1]} {figures[1]}，相差约 {times}{NBSP}倍，"
            f"像是{apart}。",
            (found.place("actual"), found.place(target_field(found.row))),
            (Side(names[0], figures[0]), Side(names[1], figures[1])),
            tuple(_ways(found, target, actual)),
            answerable=True,
        )


def slip_of(found: IndicatorValues) -> int:
    """How many times target and actual value lie apart when one of them is a slip (10,000 or 100); 0 when none is."""
    reached, target, actual = found.completion, found.target, found.actual
    if reached is not None and _TENTH < reached < _TENFOLD:
        return 0  # nearly every pair
    if not isinstance(target, Quantity) or not isinstance(actual, Quantity) or target.unit != actual.unit:
        return 0
    low, high = target.number, actual.number
    if low > high:
        low, high = high, low
    if low <= 0 or high < low * 10 or not target.unit:
        return 0
    if target.unit == "%":
        a_share = actual.number <= 1 and min(target.number, actual.number * _SHARE) >= _FEWEST_PERCENT
        return _SHARE if a_share and "%" not in normal(found.row.actual) else 0
    return _YUAN if low * _SLIP <= high <= low * _FARTHEST_SLIP else 0


def _cause(unit: str) -> str:
    return "元和万元混填" if unit == "元" else f"{unit}和万{unit}混填"


def _actual(found: IndicatorValues) -> str:
    return found.row.actual.strip()


def _ways(found: IndicatorValues, target: Quantity, actual: Quantity) -> Iterator[Fix]:
    """Either value brought to the magnitude of the other: the larger divided, the smaller multiplied."""
    aim = target_field(found.row)
    if target.unit == "%":
        yield _typed(found, "actual", "实际", Quantity("", (actual.number * _SHARE).normalize(), "%"), "")
        return
    larger, smaller = ("actual", aim) if actual.number > target.number else (aim, "actual")
    values = {"actual": ("实际", actual), aim: ("目标", target)}
    for field, divided in sorted(((larger, True), (smaller, False)), key=lambda way: way[0] != "actual"):
        word, value = values[field]
        number = value.number / _YUAN if divided else value.number
        if not divided or target.unit == "元" or number == number.to_integral_value():
            yield _typed(found, field, word, Quantity(value.relation, number, value.unit), "" if divided else "万")


def _typed(found: IndicatorValues, field: str, word: str, value: Quantity, ten_thousand: str) -> Fix:
    """The step that types a value with its unit."""
    number, unit = trimmed(value.number), f"{ten_thousand}{value.unit}"
    edit = SetField(found.place(field), str(getattr(found.row, field)), f"{value.relation}{number}{unit}")
    return Fix(f"{word}改为 {number}{NBSP}{unit}", edit)


def a_share_is_no_more_than_the_whole(case: Case) -> Iterator[Said]:
    """满意度, 覆盖率, 合格率 are shares: none is above 100 % (check 107).  完成率 and 增长率 may be."""
    for field in ("target", "actual"):
        for found in measured(case, field):
            value = found.target if field == "target" else found.actual
            if not isinstance(value, Quantity) or value.unit != "%" or value.number <= _SHARE:
                continue
            if _SHARES.search(found.row.name.strip()) is None:
                continue
            at = target_field(found.row) if field == "target" else field
            figure, over = f"{trimmed(value.number)}{NBSP}%", f"{trimmed(value.number - _SHARE)}{NBSP}个百分点"
            yield Said(
                f"{indicator_name(found)}的{column_caption(case.form, field)}是 {figure}，不会超过 100{NBSP}%，"
                f"多 {over}。",
                (found.place(at),),
                (Side("填写", figure), Side("最多", f"100{NBSP}%"), Side("相差", over)),
                tuple(_point_moved(found, at, value)),
            )


def _point_moved(found: IndicatorValues, field: str, value: Quantity) -> Iterator[Fix]:
    """935 % with its point one place further left."""
    less = (value.number / 10).normalize()
    if value.number >= 2 * _SHARE and less <= _SHARE:
        text = str(getattr(found.row, field))
        column = "%" not in normal(text)
        new = f"{value.relation}{less:f}{'' if column else '%'}"
        yield Fix(f"改为 {less:f}{NBSP}%", SetField(found.place(field), text, new))


def actual_values_are_no_copies(case: Case) -> Iterator[Said]:
    """Not every actual value is its target to the digit (check 36): then the column was copied.

    100 % and 0 are reached exactly as a rule and say nothing.
    """
    told: list[IndicatorValues] = []
    for one in measured(case, "target", "actual"):
        target, actual = one.target, one.actual
        if not isinstance(target, Quantity) or not isinstance(actual, Quantity) or _exact_as_a_rule(target):
            continue
        if target.number != actual.number:
            return
        told.append(one)
    if len(told) < case.parameter("actual-copied", _ROWS):
        return
    names = column_caption(case.form, "actual"), column_caption(case.form, "target")
    yield Said(
        f"{len(told)} 个定量指标的{names[0]}与{names[1]}都一字不差，像是照抄，请核对是否实际完成的数。",
        tuple(one.place("actual") for one in told),
        (Side("与目标相同", f"{len(told)}{NBSP}个"),),
    )


def _exact_as_a_rule(target: Quantity) -> bool:
    """Whether a target is reached exactly more often than not: all, none, or one piece."""
    return target.number <= 1 or (target.unit == "%" and target.number == _SHARE)


RULES = (
    Rule(
        "qualitative-pair",
        37,
        "定性目标用文字说明完成情况",
        Level.WARNING,
        "指标",
        "目标值是文字的，实际完成值写达成、部分达成、未达成等完成情况，不写数。",
        qualitative_target_has_a_qualitative_actual,
        stages=YEAR_END,
        example="目标“及时”，实际填“100%”：应填“及时”或“达成年度指标”；要填比率，目标就改成“及时率 ≥100%”。",
    ),
    Rule(
        "same-quantity",
        38,
        "目标值和实际值说的是同一个量",
        Level.ERROR,
        "指标",
        "目标是比率，实际也填比率；目标是数量或金额，实际也填数量或金额。",
        target_and_actual_measure_one_quantity,
        stages=YEAR_END,
        example="参保率目标 90%，实际填 103.11万人：应填参保率达到百分之几。",
    ),
    Rule(
        "value-magnitude",
        17,
        "目标值和实际值在一个量级",
        Level.ERROR,
        "指标",
        "目标值与实际值相差约一万倍，多半是元和万元、张和万张混填；比率相差约一百倍，多半是把 95% 写成了 0.95。",
        target_and_actual_are_of_one_magnitude,
        stages=YEAR_END,
        example="成本目标 ≤0.75万元，实际填 6752万元：应填 6752元。",
    ),
    Rule(
        "share-above-whole",
        107,
        "满意度、覆盖率等不超过 100%",
        Level.ERROR,
        "指标",
        "满意度、知晓率、覆盖率、准确率、合格率、及时率等是部分占全部的比率，最多 100%；完成率、增长率不在此列。",
        a_share_is_no_more_than_the_whole,
        example="“救助对象满意度”实际填 935%：漏了小数点，应为 93.5%。",
    ),
    Rule(
        "actual-copied",
        36,
        "实际值不是照抄目标值",
        Level.HINT,
        "指标",
        "各项实际值与目标值全都一字不差，多半是把目标值一栏复制了过来。",
        actual_values_are_no_copies,
        stages=YEAR_END,
        example="8000人、5000人次、95%、300万元、90% 五项的实际值与目标值完全一样：核对台账，填实际完成的数。",
        parameters=(_ROWS,),
    ),
)
