"""Running text cut into sentences, with digits in one spelling and live figures masked.

Every character keeps its place, so that what is found in a sentence can be replaced in the text as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

LIVE = "\ufffc"  # stands for each character of a live figure, which follows the data and claims nothing
NUMBER = r"\d(?:\d{0,2}(?:,\d{3})+|\d*)(?:\.\d+)?"  # one digit first: what begins with it is quick to look for

_FIGURE = re.compile(r"\{[^{}\s]+\}")
_SPELLINGS = str.maketrans("０１２３４５６７８９．％＊＝＋／：；", "0123456789.%*=+/:;")
_SPELT_WIDE = re.compile("[０-９．％＊＝＋／：；]")
_AMOUNT_OR_RATE = re.compile(r"\d\s*[%％元百千万亿]")
_SENTENCE = re.compile(r"[^。！？!?\n]+")


@lru_cache(16_384)
def plain(text: str) -> str:
    """The text with half-width digits and signs (％ ＝ ： ；), its live figures masked; as long as it was."""
    masked = _FIGURE.sub(lambda found: LIVE * len(found[0]), text) if "{" in text else text
    return masked.translate(_SPELLINGS) if _SPELT_WIDE.search(masked) else masked


@lru_cache(16_384)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a text as :func:`plain` spells it, each with the place where it begins."""
    return tuple((found.start(), found[0]) for found in _SENTENCE.finditer(plain(text)))


def has_one_of(text: str, words: Iterable[str]) -> bool:
    """Whether one of these words stands in a text: asked before a pattern that can be found only beside one of them."""
    return any(map(text.__contains__, words))


@lru_cache(16_384)
def has_figures(text: str) -> bool:
    """Whether some amount of money or rate may stand in a text as typed: 48.44 万元, 32.30％."""
    return _AMOUNT_OR_RATE.search(text) is not None


def half_digit(written: str) -> Decimal:
    """Half a last written digit of a number: what rounding explains."""
    return Decimal("0.5").scaleb(-len(written.partition(".")[2]))
