"""Figures of the unit's year: a line of its accounts, a 类, 款 or 项, an economic item, a term; and what holds of them.

A blank counts as nothing beside what is known: a part of a sum that has an amount, a count among counts.  A rate
without a base has no text, and :data:`CONDITIONS` let a sentence choose other words (上年无此项，无可比性).  Rates
come from unrounded amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from core.accounts.lines import LINES, SECTIONS, AccountSection, measure_caption
from core.accounts.rows import EconomicLine
from core.accounts.values import Accounts, RowAmounts, function_line, group_of, growth, share
from core.forms.model import Form
from core.kinds import trimmed
from core.model import Place
from core.reading import Values
from core.report.account_paths import AMOUNTS, NAMES, RATES, WORDS
from core.report.digits import TOO_SMALL, money, percent
from core.report.terms import term_text

_CAPTIONS = {
    "change": "增减额", "growth": "增减率", "completion": "完成年初预算", "completion_adjusted": "完成调整预算",
    "share": "占比", "name": "名称", "called": "名称", "code": "科目编码", "category": "类", "section": "款",
    "meaning": "含义", "caption": "名称",
}  # fmt: skip
_CODE_DIGITS = {"category": 3, "section": 5}  # of the seven of a 项

Amount = Callable[[str], Decimal | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What has amounts: ``amount`` by measure (元, or a count), ``words`` by part, the line it is a ``whole`` of."""

    caption: str
    amount: Amount
    words: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    counted: bool = False
    undivided: bool = False
    place: Callable[[str], Place | None] = lambda measure: None

    def change(self) -> Decimal | None:
        """How far the year is from the last, with sign."""
        now, before = self.amount("outturn"), self.amount("previous")
        return None if now is None or before is None else now - before


def account_figure(values: Values, style: Form, path: str, spec: str) -> tuple[str, str, Place | None]:
    """Caption, text and place of a path of :mod:`core.report.account_paths`, printed as the form ``style`` does.

    No text where there is no value.
    """
    head, key, *part = path.split(".")
    if head in ("subject", "term"):
        return _CAPTIONS[part[0]], term_text(values, head, key, part[0]), None
    entry = entry_of(values, head, key)
    if entry is None:
        return "", "", None
    measure = part[0]
    caption = entry.caption + (_CAPTIONS.get(measure) or (_captioned(head, key, measure)))
    whole = part[1] if len(part) > 1 else entry.whole
    base = amount_of(values.accounts, whole, "outturn") if values.accounts and whole else None
    return caption, _text(style, entry, measure, base, spec), entry.place(measure)


def entry_of(values: Values, head: str, key: str) -> Entry | None:
    """The line, 类, 款, 项 or economic item of a path; None where there is none, or no unit's year."""
    accounts = values.accounts
    if accounts is None:
        return None
    if head == "account":
        return _of_line(accounts, key)
    rows = accounts.economic if head == "economic" else accounts.function
    found = next((row for row in rows if str(row.row.id) == key), None)
    return None if found is None else _OF_ROW[head](accounts, found)


def amount_at(values: Values, path: str) -> Decimal | None:
    """The amount (元) a path names, unrounded; None while it is unknown or the path names none."""
    head, key, measure = path.split(".")
    entry = entry_of(values, head, key)
    return None if entry is None else entry.amount(measure)


def holds_of_account(path: str, values: Values) -> bool:
    """Whether a condition behind a line or row holds: ``account.income.grew``."""
    head, key, condition = path.split(".")
    entry = entry_of(values, head, key)
    return entry is not None and CONDITIONS[condition](entry)


def amount_of(accounts: Accounts, line: str, measure: str) -> Decimal | None:
    """The amount or count of a line; a blank is 0 beside what is known, None while it is unknown."""
    found = accounts.amount(line, measure)
    if found is not None or (line, measure) in accounts.unknown:
        return found
    sums = _sums_with(line)
    if any((one, measure) in accounts.computed or amount_of(accounts, one, measure) == 0 for one in sums):
        return Decimal(0)
    if any((one, measure) in accounts.typed for one in sums):  # a whole that nobody has divided
        return None
    return Decimal(0) if any(accounts.amount(other, measure) is not None for other in _counted_beside(line)) else None


@cache
def _sums_with(line: str) -> tuple[str, ...]:
    return tuple(key for key, other in LINES.items() if line in other.parts)


@cache
def _counted_beside(line: str) -> tuple[str, ...]:
    """The counts that are asked for together with a count: who typed one of them means 0 by a blank."""
    if LINES[line].kind != "count":
        return ()
    return tuple(other.key for other in section_of(line).lines if other.kind == "count")


@cache
def section_of(line: str) -> AccountSection:
    """The section a line is asked for in."""
    return next(section for section in SECTIONS if any(other.key == line for other in section.lines))


def _of_line(accounts: Accounts, line: str) -> Entry:
    known = LINES[line]
    words = {word: accounts.text(line, word) for word in WORDS} | {"caption": known.caption}

    def amount(measure: str) -> Decimal | None:
        return amount_of(accounts, line, measure)

    def place(measure: str) -> Place | None:
        """Where a measure is typed; a sum is typed nowhere, unless the clerk wrote over it."""
        computed = known.is_sum and measure not in WORDS and (line, measure) not in accounts.typed
        return accounts.place(line, measure) if measure in section_of(line).measures and not computed else None

    return Entry(known.caption, amount, words, "", known.kind == "count", accounts.is_undivided(line), place)


def _of_function(accounts: Accounts, found: RowAmounts) -> Entry:
    row = function_line(found)
    words = {"name": row.item, "code": row.code, "category": row.category, "section": row.section}
    words |= {"use": row.use, "reason": row.reason}
    caption = f"“{row.item.strip() or '未命名的项'}”"
    return Entry(caption, _row_amount(accounts, (found,)), _plain(words), _line_of(found), place=found.place)


def _of_economic(accounts: Accounts, found: RowAmounts) -> Entry:
    row = found.row
    name = row.name if isinstance(row, EconomicLine) else ""
    words = _plain({"name": name, "code": row.code})
    return Entry(f"“{name.strip()}”", _row_amount(accounts, (found,)), words, _line_of(found), place=found.place)


def _of_group(level: str) -> Callable[[Accounts, RowAmounts], Entry]:
    def entry(accounts: Accounts, found: RowAmounts) -> Entry:
        rows = rows_with(accounts, level, found)
        name = str(getattr(function_line(found), level)).strip()
        words = {"name": name, "called": f"{name.removesuffix('支出')}支出", "code": _code(level, rows)}
        return Entry(f"“{name}”", _row_amount(accounts, rows), words, _line_of(found))

    return entry


_OF_ROW: Mapping[str, Callable[[Accounts, RowAmounts], Entry]] = MappingProxyType(
    {
        "function": _of_function,
        "economic": _of_economic,
        "category": _of_group("category"),
        "section": _of_group("section"),
    }
)


def rows_with(accounts: Accounts, level: str, found: RowAmounts) -> tuple[RowAmounts, ...]:
    """The rows of the same budget in the 类, or the neighbouring ones in the 款, that a row begins."""
    for category in accounts.categories(group_of(found.row)):
        if found in category.rows:
            sections = (rows for _, rows in category.sections if found in rows)
            return category.rows if level == "category" else next(sections)
    return (found,)


def _row_amount(accounts: Accounts, rows: tuple[RowAmounts, ...]) -> Amount:
    line = _line_of(rows[0])

    def amount(measure: str) -> Decimal | None:
        known = [row.amounts[measure] for row in rows if measure in row.amounts]
        if any(measure in row.unknown for row in rows):
            return None
        beside = bool(known) or bool(line and accounts.computed.get((line, measure)) is not None)
        return sum(known, Decimal(0)) if beside else None

    return amount


@cache
def _line_with(rows: str) -> str:
    return next((key for key, line in LINES.items() if line.rows == rows), "")


def _line_of(row: RowAmounts) -> str:
    """The line of the accounts that adds a row up."""
    return _line_with(group_of(row.row) or "—")


def _code(level: str, rows: Iterable[RowAmounts]) -> str:
    """The code of a 类 or 款: what the codes of its 项 begin with; blank where they do not agree."""
    codes = {function_line(row).code.strip()[: _CODE_DIGITS[level]] for row in rows if function_line(row).code.strip()}
    (code,) = codes if len(codes) == 1 else ("",)
    return code if len(code) == _CODE_DIGITS[level] else ""


def _plain(words: Mapping[str, str]) -> dict[str, str]:
    return {part: text.strip() for part, text in words.items()}


def _captioned(head: str, key: str, measure: str) -> str:
    return "占比" if measure == "share_of" else measure_caption(key if head == "account" else "", measure)


def _text(style: Form, entry: Entry, measure: str, whole: Decimal | None, spec: str) -> str:
    """A part of an entry, a share of ``whole``, as the form prints it; blank while it cannot be worked out."""
    if measure in AMOUNTS:
        amount = entry.change() if measure == "change" else entry.amount(measure)
        amount = abs(amount) if amount is not None and measure == "change" else amount
        return "" if amount is None else _amount(style, entry, amount, spec)
    if measure in RATES or measure in ("share", "share_of"):
        rate = _rate(entry, measure, whole)
        if rate is None:
            return ""
        return _rate_text(style, abs(rate) if measure == "growth" else rate, spec)  # a fall is said in words
    return entry.words.get(measure, "")


def _rate_text(style: Form, rate: Decimal, spec: str) -> str:
    """A rate in percent; one too small to be printed is not said to be 0."""
    said = percent(style, rate)
    if spec == "数":
        return said
    least = Decimal(1).scaleb(-style.rate_decimals)
    return f"{TOO_SMALL}{least}%" if rate and not Decimal(said) else f"{said}%"


def _amount(style: Form, entry: Entry, amount: Decimal, spec: str) -> str:
    return trimmed(amount) if entry.counted else money(style, amount, spec)


def _rate(entry: Entry, measure: str, whole: Decimal | None) -> Decimal | None:
    now = entry.amount("outturn")
    match measure:
        case "growth":
            return growth(now, entry.amount("previous"))
        case "completion":
            return share(now, entry.amount("budget"))
        case "completion_adjusted":
            return share(now, entry.amount("adjusted"))
    return share(now, whole)


def _against(measure: str, by: Callable[[Decimal, Decimal], bool]) -> Callable[[Entry], bool]:
    """Whether the outturn stands so to another measure; false while one of them is unknown."""

    def condition(entry: Entry) -> bool:
        now, other = entry.amount("outturn"), entry.amount(measure)
        return now is not None and other is not None and by(now, other)

    return condition


def _is_zero(measure: str) -> Callable[[Entry], bool]:
    return lambda entry: entry.amount(measure) == 0


CONDITIONS: Mapping[str, Callable[[Entry], bool]] = MappingProxyType(
    {
        "none": _is_zero("outturn"),
        "undivided": lambda entry: entry.undivided,
        "grew": _against("previous", lambda now, before: now > before != 0),
        "fell": _against("previous", lambda now, before: now < before != 0),
        "level": _against("previous", lambda now, before: now == before),
        "new": _against("previous", lambda now, before: now != before == 0),
        "no_budget": _is_zero("budget"),
        "below_budget": _against("budget", lambda now, budget: now < budget),
        "above_budget": _against("budget", lambda now, budget: now > budget),
        "as_budget": _against("budget", lambda now, budget: now == budget),
        "no_adjusted": _is_zero("adjusted"),
        "below_adjusted": _against("adjusted", lambda now, adjusted: now < adjusted),
        "above_adjusted": _against("adjusted", lambda now, adjusted: now > adjusted),
        "as_adjusted": _against("adjusted", lambda now, adjusted: now == adjusted),
    }
)
"""What may be asked of a line, 类, 款, 项 or economic item; false while an amount it needs is unknown."""

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("grew", "fell", "level", "new", "change", "growth"), ("outturn", "previous")),
        **dict.fromkeys(("below_budget", "above_budget", "as_budget", "completion"), ("outturn", "budget")),
        **dict.fromkeys(("below_adjusted", "above_adjusted", "as_adjusted", "completion_adjusted"),
                        ("outturn", "adjusted")),
        "none": ("outturn",),
        "undivided": ("outturn",),
        "share_of": ("outturn",),
        "no_budget": ("budget",),
        "no_adjusted": ("adjusted",),
    }
)  # fmt: skip
"""The measures of a line that a condition or a computed measure is worked out from."""


def is_condition(path: str) -> bool:
    """Whether a path is a condition behind a line or a row with amounts."""
    match path.split("."):
        case ["account", line, condition]:
            return line in LINES and condition in CONDITIONS
        case [kind, number, condition]:
            return kind in NAMES and number.isdecimal() and condition in CONDITIONS
    return False
