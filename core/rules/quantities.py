"""Rules about quantities in texts: the values of the indicators, the numbers of one indicator, quantity × standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from core.captions import column_caption
from core.kinds import MONEY_UNITS, Quantity, read_quantity, trimmed
from core.proof.clauses import LIVE, NUMBER, has_one_of, plain
from core.proof.products import products
from core.reading import IndicatorValues, target_field
from core.rules.finding import BOTH, ON_VALUES, YEAR_END, Case, Level, Rule, Said, Side
from core.rules.prose import (
    Passage,
    heading,
    passages,
    passages_with_figures,
    place_of,
    rewritten,
    rows_in_words,
)
from core.rules.values import target_text
from core.rules.words import NBSP, gap, indicator_name, sides, written

_SHORTEST_NAME = 4  # characters of an indicator's name that a text does not hold by chance
_LONGEST_NAME = 40
_LONGEST_WAY = 40  # characters of the words between a name and its number: 全年实际共完成
_SENTENCE_ENDS = "。；;\n"
_SHORTEST_PRODUCT = 9  # characters: 7*40=280元
_UNIT = r"(?:%|[^\d\s,，。;；、:：（）()%×*=＝]{1,5}+)"  # up to the next sign, which ends it
_END = r"(?=[,，。;；、（）()\s]|$)"
_WITH_NUMBER = rf"(?P<value>(?P<number>{NUMBER})\s*{_UNIT}){_END}"
_VALUE = re.compile(_WITH_NUMBER)
_RUN_OF_DIGITS = re.compile(r"\d[\d,.]*")
_WIDEST_GAP = 4  # blanks between words and their number, and the last of the words
_REACHED = tuple("实际 全年 本年 当年 共 已 均 完成 达到 达 为 是 提高到 不低于 不少于 大于等于 ≥ >= : ：".split())
_WAY = re.compile(rf"(?:{'|'.join(_REACHED)}|\s)+$")
_OTHER_TIME = re.compile(r"上年|去年|半年|季度|(?<!\d)\d{1,2}月|同比|[比较]|原[来定]")
_WITH_UNIT = re.compile(rf"(?<![\d.第]){NUMBER}\s*万?(?:人次|人|名|户|家|个|次|张|份|套|场|期|%)")
_SATISFACTION = ("满意度", "满意率")
_OVERALL = re.compile("(?:^|[,，;；。:：]|总体|综合|整体|显示)满意[度率]$")
_AGAINST = re.compile(
    r"(?P<what>(?:[比较与](?:年初)?)?(?:目标|预计|计划)(?:值|数|任务)?)"
    r"(?P<way>少于?|低于?|多于?|高于?|减少|相差|超出?|高出)?(?:了|出|为|是|达到)*\s*" + _WITH_NUMBER
)


class _Told(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit in a text, where it stands, and what stands before it up to words such as 达到."""

    before: str
    number: str
    written: str
    start: int


def text_tells_the_values_of_the_indicators(case: Case) -> Iterator[Said]:
    """A number right behind an indicator's name is its target or its actual value (check 55)."""
    known: dict[str, IndicatorValues] | None = None
    for passage in passages(case):
        for told in _told(passage[3]):
            if known is None:
                known = _named(case)
                names = tuple(known)
            if told.before.endswith(names):
                name = max((name for name in names if told.before.endswith(name)), key=len)
                yield from _other_value(case, passage, known[name], told)
            elif told.before.endswith(_SATISFACTION) and _OVERALL.search(told.before):
                only = _only_satisfaction(case)
                yield from _other_value(case, passage, only, told) if only is not None else ()


def _named(case: Case) -> dict[str, IndicatorValues]:
    """The indicators by their names, those aside that may stand in any text."""
    found = case.values.indicators
    return {name: one for one in found if len(name := one.row.name.strip()) >= _SHORTEST_NAME}


def _only_satisfaction(case: Case) -> IndicatorValues | None:
    """The indicator of satisfaction, where there is no other: 满意度 is then enough to name it."""
    found = [one for one in case.values.indicators if one.row.name.strip().endswith(_SATISFACTION)]
    return found[0] if len(found) == 1 else None


@lru_cache(16_384)
def _told(text: str) -> tuple[_Told, ...]:
    """The numbers with a unit in a text that stand right behind words, those of other times left out."""
    said = plain(text)
    found = []
    for run in _RUN_OF_DIGITS.finditer(said):  # whole, so that no digit of a long one is looked at twice
        start = run.start()
        one = _VALUE.match(said, start) if _stands_behind_words(said, start) else None
        if one is None:
            continue
        sentence = said[max([said.rfind(end, 0, start) for end in _SENTENCE_ENDS]) + 1 : start]
        if LIVE not in sentence and not _OTHER_TIME.search(sentence):
            before = _without_way(said[max(start - _LONGEST_NAME - _LONGEST_WAY, 0) : start])[-_LONGEST_NAME:]
            found.append(_Told(before, one["number"], one["value"], start))
    return tuple(found)


def _without_way(before: str) -> str:
    """What stands before a number, without words such as 实际达到 at its end."""
    return _WAY.sub("", before) if before.endswith(_REACHED) or before[-1:].isspace() else before


def _stands_behind_words(said: str, start: int) -> bool:
    """Whether what stands before a place, blanks aside, is a word, or a sign such as ≥."""
    before = said[max(start - _WIDEST_GAP, 0) : start].rstrip()[-1:]
    return bool(before) and (before in ":≥=" or (before.isalnum() and not before.isascii() and not before.isdecimal()))


def _other_value(case: Case, passage: Passage, found: IndicatorValues, told: _Told) -> Iterator[Said]:
    """The number, where it is none of the indicator's values in its unit."""
    value = read_quantity(told.written)
    if not isinstance(value, Quantity) or not isinstance(found.actual, Quantity):
        return
    alike = [one for one in _values_of(found) if isinstance(one, Quantity) and one.unit == value.unit]
    if not alike or any(_agrees(value, told.number, one.number) for one in alike):
        return
    actual, end = column_caption(case.form, "actual"), told.start + len(told.written)
    live = f"{passage[3][: told.start]}{{indicator.{found.row.id}.actual}}{passage[3][end:]}"
    yield Said(
        f"{heading(case, passage)}里{indicator_name(found)}写的是 {told.written}，指标表的{actual}是 {_full(found)}。",
        (place_of(case, passage), found.place("actual"), found.place(target_field(found.row))),
        (Side("正文", told.written), Side(actual, _full(found)), Side("目标", target_text(found))),
        (rewritten(case, passage, f"改为 {_full(found)}", live),),
        detail=f"{found.row.id} {told.start}",
    )


def _values_of(found: IndicatorValues) -> Iterator[object]:
    row = found.row
    yield from (found.target, found.actual)
    yield from (read_quantity(text, row.unit) for text in (row.target, row.midyear, row.forecast))


def _agrees(value: Quantity, number: str, due: Decimal) -> bool:
    """Whether a number, as far as it is written out, is the one due."""
    plain_number = Decimal(number.replace(",", ""))
    worth = value.number / plain_number if plain_number else Decimal(1)
    return bool(abs(value.number - due) <= worth / 2 * Decimal(1).scaleb(-len(number.partition(".")[2])))


def _full(found: IndicatorValues) -> str:
    """The actual value with its unit."""
    text, unit = found.row.actual.strip(), found.row.unit.strip()
    return f"{text}{unit}" if unit and text[-1:].isdigit() else text


def quantity_times_standard_is_the_amount(case: Case) -> Iterator[Said]:
    """153428人×32元/人 is 4909696元 (check 46), in running text, targets, actual values and reasons."""
    for passage in _with_products(case):
        for found in products(passage[3]):
            if found.agrees:
                continue
            said, right = f"{found.written}{NBSP}{found.unit}", f"{found.result}{NBSP}{found.unit}"
            off = gap(found.stated, found.due, lambda value, unit=found.unit: _in(value, unit))  # type: ignore[misc]
            yield Said(
                f"{heading(case, passage)}里 {found.factors}＝{said}，算出来是 {right}，{off}。",
                (place_of(case, passage),),
                sides(said, right, off),
                detail=found.factors,
            )


def _in(value: Decimal, unit: str) -> str:
    return f"{trimmed(value / MONEY_UNITS[unit])}{NBSP}{unit}"


def _with_products(case: Case) -> Iterator[Passage]:
    """What may hold a product, where it is long enough: running text, then words, targets and actual values of rows."""
    yield from (one for one in passages_with_figures(case) if len(one[3]) >= _SHORTEST_PRODUCT)
    yield from rows_in_words(case.dossier, products, _SHORTEST_PRODUCT)
    for row in case.dossier.indicator:
        if len(row.target) >= _SHORTEST_PRODUCT:
            yield "indicator", "target", row.id, row.target
        if len(row.actual) >= _SHORTEST_PRODUCT:
            yield "indicator", "actual", row.id, row.actual


def numbers_of_one_indicator_agree(case: Case) -> Iterator[Said]:
    """Name, target, actual value and reason of an indicator tell the same numbers (check 45)."""
    for found in case.values.indicators:
        numbers, reasons = _in_name(found.row.name), _in_reason(found.row.deviation) if found.row.deviation else ()
        if (numbers or reasons) and isinstance(found.target, Quantity) and not found.judged:
            yield from _name_against_target(case, found, found.target, numbers)
            yield from _reason_against_values(case, found, found.target, reasons)


@lru_cache(65_536)
def _in_name(name: str) -> tuple[str, ...]:
    """Numbers with their units in an indicator's name: 7名 in 为7名老干部发放补助."""
    if not any(map(str.isdigit, name)):
        return ()
    text = plain(name)
    if re.search("以上|以下|以内|[每/]|人均|及时|率$", text):
        return ()
    return tuple(found[0] for found in _WITH_UNIT.finditer(text))


def _name_against_target(
    case: Case, found: IndicatorValues, target: Quantity, numbers: tuple[str, ...]
) -> Iterator[Said]:
    """为7名老干部发放补助 with a target of 6人."""
    read = (read_quantity(number.replace("名", "人")) for number in numbers)
    named = [one for one in read if isinstance(one, Quantity) and one.unit == target.unit]
    if target.unit and len(named) == 1 and named[0].number != target.number:
        caption, own = column_caption(case.form, "target"), f"{trimmed(named[0].number)}{NBSP}{target.unit}"
        yield Said(
            f"{indicator_name(found)}的名称里是 {own}，{caption}是“{target_text(found)}”。",
            (found.place("name"), found.place(target_field(found.row))),
            (Side("名称", own), Side(caption, target_text(found))),
        )


@lru_cache(65_536)
def _in_reason(text: str) -> tuple[re.Match[str], ...]:
    """Where a reason names the target, or how far it was missed."""
    return tuple(_AGAINST.finditer(plain(text))) if has_one_of(text, ("目标", "预计", "计划")) else ()


def _reason_against_values(
    case: Case, found: IndicatorValues, target: Quantity, reasons: tuple[re.Match[str], ...]
) -> Iterator[Said]:
    """比目标少66人次, where target and actual value are 60 apart."""
    actual = found.actual
    if not isinstance(actual, Quantity) or target.unit != actual.unit:
        return
    off = abs(target.number - actual.number)
    for one in reasons:
        value = read_quantity(one["value"])
        if not isinstance(value, Quantity) or value.unit not in (target.unit, "个百分点" if target.unit == "%" else ""):
            continue
        known = (off,) if one["way"] and one["what"][0] in "比较与" else (target.number, off)
        if not any(_agrees(value, one["number"], due) for due in known):
            yield _unlike(case, found, one[0], written(target_text(found), found.row.unit).figure(off))


def _unlike(case: Case, found: IndicatorValues, words: str, off: str) -> Said:
    caption = column_caption(case.form, "deviation")
    return Said(
        f"{indicator_name(found)}的{caption}里写“{words}”，目标是“{target_text(found)}”，实际是“{_full(found)}”，"
        f"相差 {off}。",
        (found.place("deviation"), found.place(target_field(found.row)), found.place("actual")),
        (Side(caption, words), Side("目标", target_text(found)), Side("实际", _full(found)), Side("相差", off)),
        detail=words,
    )


RULES = (
    Rule(
        "indicator-numbers",
        45,
        "一项指标里的数彼此相符",
        Level.WARNING,
        "指标",
        "名称、目标值、实际值和偏差原因写的是同一件事，里面的数应当一致。",
        numbers_of_one_indicator_agree,
        example="名称写“为7名老干部发放补助”，目标值是 6 人；两处应一致。",
        rests_on=("value-magnitude",),
    ),
    Rule(
        "quantity-standard",
        46,
        "人数乘标准等于金额",
        Level.HINT,
        "正文",
        "数量 × 标准 = 金额；写成算式或写在一句话里的，应当算得出来。",
        quantity_times_standard_is_the_amount,
        of=BOTH,
        example="写“8900人×97.5元/人＝86.75万元”，算出来是 86.775 万元。",
    ),
    Rule(
        "text-indicator-values",
        55,
        "正文里的指标值与指标表一致",
        Level.WARNING,
        "正文",
        "正文紧跟着指标名称写的数，应是指标表里的目标值或实际值。",
        text_tells_the_values_of_the_indicators,
        stages=YEAR_END,
        example="正文写“救助人次达到1200人次”，指标表的实际值是 1140 人次。",
        rests_on=ON_VALUES,
    ),
)
