"""Numbers as they are printed: which texts a spreadsheet may hold as numbers, and how it shows them unchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_EXACT_DIGITS: Final = 15  # a spreadsheet holds numbers as binary floats
_NUMBER: Final = re.compile(
    r"(?P<sign>-?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?(?P<percent> ?%)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number for a cell and the number format that shows it exactly as the report prints it."""

    value: Decimal
    shown_as: str


def number_of(text: str) -> Number | None:
    """Return the number that ``text`` shows, or None if a spreadsheet cannot hold and show exactly this text.

    "1,234.50" is 1234.50 shown as ``#,##0.00``; "32.30%" is 0.3230 shown as ``0.00%``.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    whole, decimals, percent = match["whole"], match["decimals"] or "", match["percent"] or ""
    digits = whole.replace(",", "")
    value = Decimal(f"{match['sign']}{digits}.{decimals or 0}")
    if (
        len(digits + decimals) > _EXACT_DIGITS
        or (len(digits) > 1 and digits[0] == "0")
        or (match["sign"] and not value)
    ):
        return None
    pattern = ("#,##0" if "," in whole else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    return Number(value / 100 if percent else value, pattern + percent.replace(" ", "\\ "))
