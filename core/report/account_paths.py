"""The grammar of figures about the unit's year: lines of the final accounts, 类, 款 and 项, economic items, terms.

A line is named by its key, ``account.income.outturn``; anything else by the number of its row, ``function.12.outturn``,
a 类 or 款 by that of its first row, so that a figure in the clerk's text follows the row when others come and go.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.accounts.lines import LINES

ACCOUNT = "account"
AMOUNTS = ("budget", "adjusted", "outturn", "previous", "change")
RATES = ("growth", "completion", "completion_adjusted")
WORDS = ("use", "reason")
MEASURES = (*AMOUNTS, *RATES, *WORDS)
# What else a row of each kind is asked for.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "category": ("name", "called", "code", "share"),
        "section": ("name", "code", "share"),
        "function": ("name", "code", "category", "section", "share"),
        "economic": ("name", "code", "share"),
        "subject": ("name", "meaning"),
        "term": ("name", "meaning"),
    }
)
_WITHOUT_AMOUNTS = ("subject", "term")
HEADS = (ACCOUNT, *NAMES)
ENTRY = "entry"  # the row of a table that repeats such rows
ENTRY_PARTS = ("indent", "name", "code", "share", *AMOUNTS, *RATES, *WORDS)


def is_account(words: list[str]) -> bool:
    """Whether the words of a path name a figure of the unit's year."""
    match words:
        case ["account", line, *part]:
            return line in LINES and (part == ["caption"] or _is_measure(part))
        case [kind, number, *part] if kind in NAMES and number.isascii() and number.isdecimal():
            named = len(part) == 1 and part[0] in NAMES[kind]
            return named or (kind not in _WITHOUT_AMOUNTS and _is_measure(part))
    return False


def is_amount(path: str) -> bool:
    """Whether a path names an amount of a line, as a chart can draw it."""
    match path.split("."):
        case ["account", line, measure]:
            return line in LINES and LINES[line].kind == "money" and measure in AMOUNTS[:-1]
    return False


def _is_measure(part: list[str]) -> bool:
    match part:
        case [measure]:
            return measure in MEASURES
        case ["share_of", line]:  # of a whole that is named: account.basic.share_of.expenditure
            return line in LINES
    return False
