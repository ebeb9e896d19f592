"""What is typed on a score sheet: counts, amounts, clauses ①③ and yes or no, read without guessing; what to type."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from core.forms.sheet_model import SheetRule
from core.kinds import Quantity, Unreadable, normal, read_quantity, trimmed

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"
MOST_CASES = 1000  # of one clause; more is a slip
_YES = ("是", "有", "√")
_NO = ("否", "无", "没有", "×")
_NOTHING = ("无", "没有", "0", "无扣分")
_CLAUSE = re.compile(rf"([{SIGNS}])(?:[×xX*](\d{{1,9}}))?[次个处项]?[、,，;；]?")


def count_of(rule: SheetRule, text: str) -> Decimal | Unreadable | None:
    """A whole number of 0 and more, with the rule's unit behind it or none."""
    found = read_quantity(text, rule.unit)
    if found is None or isinstance(found, Unreadable):
        return found
    if not isinstance(found, Quantity) or found.relation:
        return Decimal(0) if normal(text) in _NOTHING else Unreadable(text, f"“{text.strip()}”不是数，请填数。")
    if rule.unit and found.unit != normal(rule.unit):
        return Unreadable(text, f"“{text.strip()}”的单位应当是{rule.unit}。")
    if found.number < 0 or found.number != found.number.to_integral_value():
        return Unreadable(text, f"“{text.strip()}”不是从 0 起的整数。")
    return found.number


def amount_of(text: str, unit: str) -> Quantity | Unreadable | None:
    """One side of a ratio, or a rate; ``unit`` is the one it has where none is typed."""
    found = read_quantity(text, unit)
    if found is None or isinstance(found, Unreadable):
        return found
    if not isinstance(found, Quantity) or found.relation:
        return Unreadable(text, f"“{text.strip()}”不是数，请填数。")
    return Unreadable(text, f"“{text.strip()}”小于 0，请核对。") if found.number < 0 else found


def cases_of(rule: SheetRule, text: str) -> tuple[int, ...] | Unreadable | None:
    """How often each clause applies: ①③, ③×2, 无."""
    plain = "".join(normal(text).split())
    if not plain:
        return None
    if plain in _NOTHING:
        return (0,) * len(rule.clauses)
    found = [_CLAUSE.match(plain)]
    while found[-1] is not None and found[-1].end() < len(plain):
        found.append(_CLAUSE.match(plain, found[-1].end()))
    if found[-1] is None:
        return Unreadable(text, f"“{text.strip()}”读不懂，请填 {example_of(rule)}，没有填 无。")
    times = Counter[str]()
    for one in found:
        if one is not None:
            times[one[1]] += int(one[2]) if one[2] else 1
    for sign, often in times.items():
        place = SIGNS.index(sign)
        if place >= len(rule.clauses):
            return Unreadable(text, f"没有 {sign} 这一条，只有 {SIGNS[: len(rule.clauses)]}。")
        if often > 1 and not rule.clauses[place].each:
            return Unreadable(text, f"{sign} 只扣一次，不能写 {often} 次。")
        if often > MOST_CASES:
            return Unreadable(text, f"{sign} 写了 {often} 次，请核对。")
    return tuple(times[sign] for sign in SIGNS[: len(rule.clauses)])


def example_of(rule: SheetRule) -> str:
    """How clauses are typed under a rule: ①② and, where one counts every case, ②×2."""
    counted = next((sign for sign, clause in zip(SIGNS, rule.clauses, strict=False) if clause.each), "")
    signs = SIGNS[: min(2, len(rule.clauses))]
    return f"{signs}（几次写 {counted}×2）" if counted else signs


def answer_of(text: str) -> bool | Unreadable | None:
    """Whether the clerk said yes."""
    said = normal(text)
    if said in (*_YES, *_NO):
        return said in _YES
    return Unreadable(text, f"“{text.strip()}”读不懂，请填 是 或 否。") if said else None


def counted_hint(rule: SheetRule) -> str:
    """What is typed where something is counted."""
    return f"填整数，单位是{rule.unit}，没有填 0" if rule.unit else "填整数，没有填 0"


def clause_hint(rule: SheetRule) -> str:
    """The clauses by their signs, with what each takes off."""
    told = "，".join(
        f"{sign}{clause.caption} 扣 {trimmed(clause.points)} 分{'（每次）' if clause.each else ''}"
        for sign, clause in zip(SIGNS, rule.clauses, strict=False)
    )
    return f"填 {example_of(rule)}，没有填 无。{told}"


def ratio_hint(rule: SheetRule) -> str:
    """What is typed for a ratio or a rate."""
    unit = f"，不写单位就是{rule.unit}" if rule.unit else ""
    return f"填两个数，单位相同{unit}" if rule.base else "填百分数，例：95%"


def judged_hint(rule: SheetRule) -> str:
    """What is typed beside judged points; blank when nothing is."""
    return counted_hint(rule) if rule.value else ""
