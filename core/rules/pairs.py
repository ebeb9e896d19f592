"""Target and actual value of the indicators where they are not two numbers of one unit, sorted by what they are.

Nearly all pairs are two such numbers; the rules that speak of the few others need not go through all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.kinds import Quantity, Words
from core.reading import IndicatorValues
from core.remembered import by_identity
from core.rules.finding import Case
from core.rules.words import measured


@dataclass(frozen=True, slots=True)
class UnlikePairs:
    """Indicators both of whose values can be read, by what these are; each list in the order of the table."""

    two_units: list[tuple[IndicatorValues, Quantity, Quantity]] = field(default_factory=list)
    words: list[tuple[IndicatorValues, Words, Words]] = field(default_factory=list)
    words_then_number: list[tuple[IndicatorValues, Words, Quantity]] = field(default_factory=list)
    number_then_words: list[tuple[IndicatorValues, Quantity, Words]] = field(default_factory=list)


def unlike_pairs(case: Case) -> UnlikePairs:
    """The pairs of a project; none where the form lacks one of the two columns."""
    return _unlike_pairs(measured(case, "target", "actual"))


@by_identity
def _unlike_pairs(indicators: tuple[IndicatorValues, ...]) -> UnlikePairs:
    pairs = UnlikePairs()
    for found in indicators:
        target, actual = found.target, found.actual
        if isinstance(target, Quantity):
            if isinstance(actual, Quantity):
                if target.unit != actual.unit:
                    pairs.two_units.append((found, target, actual))
            elif isinstance(actual, Words):
                pairs.number_then_words.append((found, target, actual))
        elif isinstance(target, Words):
            if isinstance(actual, Words):
                pairs.words.append((found, target, actual))
            elif isinstance(actual, Quantity):
                pairs.words_then_number.append((found, target, actual))
    return pairs
