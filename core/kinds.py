"""Each kind of field with all its faces: typed text, value, display.

``read`` takes what clerks type (full-width digits and points, thousands separators, 元 / 万元 / 亿元 behind the
number, ``≥90%``, ``90％以上``, ``1万张``, ``及时``) and gives the value, ``None`` for a blank, or :class:`Unreadable`
with a sentence.  Nothing is ever guessed: NaN, 1e3 or a number with two points is unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

import msgspec

MONEY_UNITS = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "万": 10_000, "百万元": 1_000_000,
               "亿元": 100_000_000, "亿": 100_000_000}  # fmt: skip
_LONGEST_UNITS = tuple(sorted(MONEY_UNITS, key=len, reverse=True))
_UNIT_ENDS = ("元", "万", "亿")
_COUNT_WORDS = (("百万", 1_000_000), ("千万", 10_000_000), ("万", 10_000), ("亿", 100_000_000))
DURATIONS = ("小时", "分钟", "天", "日", "个工作日", "工作日", "个月", "月", "年")  # units in which a span is counted
_KILOMETRES = frozenset({"公里", "千米"})
_YEARS = range(1900, 2101)  # with 年 behind it such a number is a point in time
_LONGEST_NUMBER = 18
_TOO_LARGE = Decimal(10) ** 15  # in 元 or single things; more is a slip, and no figure on any form
_WIDE = Context(prec=60)  # the default 28 digits are too few for a quotient of absurd figures
_LAST_DIGITS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(10))
_MEMORY = 65_536  # a book of 200 projects × 40 indicators holds some 20,000 distinct texts

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+", re.ASCII)
_USUAL = re.compile(r"[ -ln-~\u4e00-\u9fff≥≤、。《》“”]*")  # in normal spelling as it stands; m may be a metre
_METRE = re.compile("[m㎡㎥㎢]")
_UNCOMMON = re.compile(r"[^\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # what Chinese text seldom holds
_SPELT_OTHERWISE = re.compile("[−–﹣≧≦⩾⩽﹪]")
_SPELLINGS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "﹪": "%"})
_METRES = tuple(
    (re.compile(rf"{sign}|(?<![a-zA-Z]){short}[{raised}]|(?<=[\d\s万亿/]){short}{digit}(?![\da-zA-Z])"), name)
    for sign, short, raised, digit, name in (
        ("㎢", "km", "²", "2", "平方公里"),
        ("㎡", "m", "²", "2", "平方米"),
        ("㎥", "m", "³", "3", "立方米"),
    )
)  # NFKC would write ㎡ and m² as m2, with a digit inside the unit


class Unreadable(msgspec.Struct, frozen=True, gc=False):
    """What was typed and one sentence why it cannot be read."""

    text: str
    why: str


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit and, where typed, its relation (``≥ ≤ = > <`` or blank).

    ``number`` has words like 万 multiplied out; money units are brought to 元, ``%`` stays a unit.
    """

    relation: str
    number: Decimal
    unit: str


class Words(msgspec.Struct, frozen=True, gc=False):
    """A value that is not a number: 及时, 2021年12月底前."""

    text: str


def normal(text: str) -> str:
    """Typed text in one spelling: NFKC (full-width → half-width), one kind of minus and relation sign, trimmed."""
    if _USUAL.fullmatch(text):
        return text.strip()
    plain = text
    if _METRE.search(plain):
        for pattern, name in _METRES:
            plain = pattern.sub(name, plain)
    if plain.isascii():
        return plain.strip()
    if not unicodedata.is_normalized("NFKC", plain):
        if any(map(_feigns_digits, _UNCOMMON.findall(plain))):
            plain = "".join(c if _feigns_digits(c) else unicodedata.normalize("NFKC", c) for c in plain)
        else:
            plain = unicodedata.normalize("NFKC", plain)
    return (plain.translate(_SPELLINGS) if _SPELT_OTHERWISE.search(plain) else plain).strip()


@lru_cache(_MEMORY)
def _feigns_digits(character: str) -> bool:
    """Whether NFKC would make an ordinary digit of what is none: ², ③, ½."""
    return not character.isdecimal() and re.search("[0-9]", unicodedata.normalize("NFKC", character)) is not None


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up: the last step before a figure is shown, and nowhere else."""
    return value.quantize(_LAST_DIGITS[decimals], rounding=ROUND_HALF_UP, context=_WIDE)


def shown(value: Decimal, decimals: int) -> str:
    """A figure with a fixed number of decimals, no thousands separators, and never “-0.00”."""
    figure = rounded(value, decimals)
    return f"{abs(figure) if figure == 0 else figure:f}"


def trimmed(value: Decimal) -> str:
    """A figure without superfluous zeros: 12.50 → 12.5, 10.00 → 10."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(figure: str, text: str) -> Decimal | Unreadable:
    """A plain number, already in normal spelling; ``text`` is what was typed, as a sentence names it."""
    if (figure.isascii() and figure.isdigit()) or _NUMBER.fullmatch(figure):
        if len(figure) <= _LONGEST_NUMBER:
            return Decimal(figure.replace(",", ""))
        why = "位数太多，请核对。"
    elif figure.count(".") > 1:
        why = "有两个小数点。"
    elif "," in figure and _NUMBER.fullmatch(figure.replace(",", "")):
        why = "的千分位逗号位置不对。"
    else:
        why = "不是数字。"
    return Unreadable(text, f"“{text.strip()}”{why}")


def _without_sign(text: str, sign: str) -> Decimal | Unreadable | None:
    """A number that may have one certain sign behind it."""
    plain = normal(text)
    if not plain:
        return None
    number = plain.removesuffix(sign).strip()
    return _number(number, text) if number else _no_number(text)


def _no_number(text: str) -> Unreadable:
    return Unreadable(text, f"“{text.strip()}”里没有数，请写上数。")


def _too_large(text: str) -> Unreadable:
    return Unreadable(text, f"“{text}”数太大，请核对。")


@lru_cache(_MEMORY)
def read_number(text: str) -> Decimal | Unreadable | None:
    """A weight or score: a number without a unit; 分 behind it is taken off."""
    return _without_sign(text, "分")


@lru_cache(_MEMORY)
def read_money(text: str) -> Decimal | Unreadable | None:
    """An amount in 元.  A number without a unit is 万元, the unit of all official forms."""
    plain = normal(text)
    if not plain:
        return None
    plain = plain.replace("¥", "").replace(" ", "")
    unit = next((unit for unit in _LONGEST_UNITS if plain.endswith(unit)), "") if plain[-1:] in _UNIT_ENDS else ""
    if plain == unit:
        return _no_number(text)
    number = _number(plain.removesuffix(unit), text)
    if isinstance(number, Unreadable):
        return number
    yuan = number * MONEY_UNITS[unit or "万元"]
    return yuan if abs(yuan) < _TOO_LARGE else _too_large(text)


def money_as_typed(text: str, unit: str) -> str:
    """The text to store when ``text`` was typed into a cell whose unit is ``unit``.

    A book stores bare numbers as 万元; in a form that counts in another unit the unit is written behind the number.
    """
    plain = normal(text)
    return f"{plain}{unit}" if unit != "万元" and _NUMBER.fullmatch(plain) else text


def money_in(value: Decimal, unit: str) -> Decimal:
    """An amount of 元 in another unit, unrounded."""
    return value / MONEY_UNITS[unit]


@lru_cache(_MEMORY)
def read_rate(text: str) -> Decimal | Unreadable | None:
    """A rate in percent: ``32.30``, ``32.30%`` and ``32.30 ％`` are all 32.30."""
    return _without_sign(text, "%")


_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")


@lru_cache(_MEMORY)
def read_date(text: str) -> date | Unreadable | None:
    """A day: 2021-12-31, 2021.12.31, 2021年12月31日, 20211231.  Month or year alone give their first day."""
    plain = normal(text).replace(" ", "")
    if not plain:
        return None
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _DATE.fullmatch(plain)
    if found is None:
        return Unreadable(text, f"“{text}”不是日期，请写成 2021-12-31。")
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return Unreadable(text, f"“{text}”不是真实的日期。")


_SYMBOLS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "=", "≥": "≥", "≤": "≤", "=": "=", ">": ">", "<": "<"}
_PREFIXES = {
    "大于等于": "≥", "大于或等于": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥", "至少": "≥", "达到": "≥",
    "小于等于": "≤", "小于或等于": "≤", "不高于": "≤", "不超过": "≤", "不大于": "≤", "不多于": "≤", "至多": "≤",
    "大于": ">", "高于": ">", "超过": ">", "多于": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=",
}  # fmt: skip
_SUFFIXES = {
    "及以上": "≥", "或以上": "≥", "以上": "≥", "及以下": "≤", "或以下": "≤", "以下": "≤", "以内": "≤", "内": "≤",
}  # fmt: skip
_SYMBOL = re.compile(r"(>=|=>|<=|=<|==|≥|≤|=|>|<)")
_SUFFIX_ENDS = ("上", "下", "内")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"[\u4e00-\u9fff]*(?<![年季月])(?:率|度|数|量|额|比例)[为:]?(?=[\d大小不至高低超多少等达])")
_NOTE = re.compile(r"\([^()]*\)$")
_QUANTITY = re.compile(  # nan and inf are no words: Decimal would take them for numbers
    r"([+-]?[.,]*\d[\d.,]*(?:[eE][+-]?\d+)?|(?i:nan|[+-]?inf(?:inity)?)$)(.*)", re.DOTALL
)
_ABOUT = re.compile(r"^(百万|千万|万|亿)?[余多]")  # 50余人, 2万多张
_DONE = re.compile(r"已?完成$")  # 100%完成
_DAY = re.compile(r"\d{4}[./-]\d{1,2}[./-]\d{1,2}(?![\d.,])")


def _relation(plain: str) -> tuple[str, str]:
    """Split the relation off: (relation, rest).  Notes, and a label before it or the number (满意度≥90%), are dropped.

    A suffix that says the same as the sign before the number (≥50人以上) is dropped too.
    """
    relation, rest = _sign(_without_note(plain))
    if rest.endswith(_SUFFIX_ENDS):
        for word, meant in _SUFFIXES.items():
            if rest.endswith(word) and (not relation or _same_way(relation, meant)):
                relation, rest = relation or meant, rest[: -len(word)].rstrip()
                break
    return relation, _without_note(rest).removesuffix("左右").strip()


def _without_note(plain: str) -> str:
    """The text without the note in brackets at its end."""
    return _NOTE.sub("", plain).rstrip() if ")" in plain else plain


def _sign(plain: str) -> tuple[str, str]:
    """The relation written before the number, and the rest."""
    first = plain[:1]
    if first.isdecimal():
        return "", plain
    if first in ("≥", "≤"):
        return first, plain[1:].strip()
    symbol = _SYMBOL.search(plain)
    if symbol is not None and not _DIGIT.search(plain, 0, symbol.start()):
        return _SYMBOLS[symbol.group()], plain[symbol.end() :].strip()
    label = _LABEL.match(plain)
    plain = plain[label.end() :] if label else plain
    for word, relation in _PREFIXES.items():
        if plain.startswith(word):
            return relation, plain[len(word) :].strip()
    return "", plain


def _same_way(one: str, other: str) -> bool:
    return (one in "≥>") == (other in "≥>") and one != "="


def _unit(behind: str) -> str:
    """What stands behind a number as a unit: no blanks, no 余, 多 or 完成."""
    unit = "".join(behind.split())
    unit = _DONE.sub("", unit) if unit.endswith("完成") else unit
    return _ABOUT.sub(r"\1", unit) if "余" in unit or "多" in unit else unit


@lru_cache(_MEMORY)
def _measure(behind: str, column: str) -> tuple[int, str] | None:
    """What stands behind a number: what the number is multiplied by, and its unit; None where it makes words of it.

    ``column`` is the unit of the unit column.  Units are few, however many numbers stand before them.
    """
    if _DIGIT.search(behind):
        return None
    own = _unit(behind)
    if own.startswith(("年", "月", "日")) and len(own) > 1 and not own.startswith(("年/", "月/", "日/")):
        return None
    if own in ("万", "亿"):
        own += column.removeprefix(own)
    return _scale(own or column)


def _scale(unit: str) -> tuple[int, str]:
    """Multiply 万 and 亿 out of a unit, bring money to 元 and 公里 to 米; 万元/人 becomes 元/人."""
    head, slash, per = unit.partition("/")
    if head in MONEY_UNITS and head not in ("万", "亿"):
        return MONEY_UNITS[head], f"元{slash}{per}"
    word, factor = next((pair for pair in _COUNT_WORDS if head.startswith(pair[0])), ("", 1))
    head = head[len(word) :]
    return (factor * 1000, f"米{slash}{per}") if head in _KILOMETRES else (factor, f"{head}{slash}{per}")


@lru_cache(_MEMORY)
def read_quantity(text: str, unit: str = "") -> Quantity | Words | Unreadable | None:
    """A target or actual value.  ``unit`` is the one of the unit column, used when the text carries none."""
    plain = normal(text)
    if not plain:
        return None
    relation, rest = _relation(plain)
    found = _QUANTITY.fullmatch(rest)
    if found is None:
        return Words(plain)
    figure, behind = found.groups()
    if not unicodedata.is_normalized("NFKC", behind) and any(map(_feigns_digits, behind)) and not _DIGIT.search(behind):
        return Unreadable(text, f"“{text}”里有上标或带圈的数字，请写普通数字。")
    measure = _measure(behind, normal(unit))
    if measure is None:
        return Words(plain)
    number, (factor, unit) = _number(figure, figure), measure
    if isinstance(number, Unreadable):
        return Words(plain) if _DAY.match(rest) else Unreadable(text, number.why)
    if factor != 1:
        number *= factor
    elif unit == "年" and number in _YEARS:
        return Words(plain)
    return Quantity(relation, number, unit) if abs(number) < _TOO_LARGE else _too_large(text)


def written_unit(text: str) -> str:
    """The unit as it stands behind the number, with its 万: ``1万张`` → 万张; blank when there is none."""
    found = _QUANTITY.fullmatch(_relation(normal(text))[1])
    return _unit(found[2]) if found else ""
