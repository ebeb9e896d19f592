"""Whether an indicator met its target: by number, by day, or by the qualitative band its actual value names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

from core.forms.indicator_model import Band, Scoring
from core.kinds import Quantity, Unreadable, Words, rounded
from core.reading import IndicatorValues, Values
from core.remembered import by_identity
from core.scoring.deadlines import met_in_time

_NOTHING = Decimal(0)
_MOST_PAIRS = 4096  # of words kept for a form
_OPPOSITES = {"是": "否", "否": "是", "有": "无", "无": "有"}  # targets that are met or not, with nothing between


def missed(bands: tuple[Band, ...], found: IndicatorValues) -> bool:
    """Whether an indicator came out worse than its target: in number by its direction, else below the best band.

    False where the two are not of one unit or kind, and where nothing is measured.
    """
    target, actual = found.target, found.actual
    if isinstance(target, Quantity) and isinstance(actual, Quantity) and found.direction != "定性":
        less_is_better = found.direction in ("≤", "<")
        worse = actual.number > target.number if less_is_better else actual.number < target.number
        return worse and target.unit == actual.unit and not found.judged
    if found.judged or target is None or actual is None:
        return False
    if isinstance(target, Unreadable) or isinstance(actual, Unreadable):
        return False
    own, qualitative = _bands_of_level(found), found.direction == "定性"
    if isinstance(target, Words) and isinstance(actual, Words) and not own:
        return _WordsMissed(bands).of(target.text, actual.text, qualitative)
    return _falls_short(_bands_for(bands, own, target), target, actual, qualitative)


def _falls_short(
    bands: tuple[Band, ...], target: Quantity | Words, actual: Quantity | Words, qualitative: bool
) -> bool:
    """Whether a day was not kept, or a qualitative actual value names a band below the best."""
    in_time = day_kept(target, actual)
    if in_time is not None:
        return not in_time
    band = band_of(bands, target, actual) if qualitative else None
    return band is not None and band is not bands[0]


@by_identity
class _WordsMissed:
    """Whether words miss a target in words, by a form's bands: a book has few such pairs, each of them often."""

    def __init__(self, bands: tuple[Band, ...]) -> None:
        self._bands = bands
        self.of = lru_cache(_MOST_PAIRS)(self._missed)

    def _missed(self, target: str, actual: str, qualitative: bool) -> bool:
        due, done = Words(target), Words(actual)
        return _falls_short(_bands_for(self._bands, (), due), due, done, qualitative)


@by_identity
def misses(values: Values) -> tuple[IndicatorValues, ...]:
    """The indicators of a project that came out worse than their targets."""
    bands = values.form.bands
    return tuple([found for found in values.indicators if missed(bands, found)])


def bands_of(bands: tuple[Band, ...], found: IndicatorValues) -> tuple[Band, ...]:
    """The bands an indicator is judged by: yes and no where its target is one of them (直接赋分), else those of its
    二级指标, else the form's."""
    return _bands_for(bands, _bands_of_level(found), found.target)


def _bands_of_level(found: IndicatorValues) -> tuple[Band, ...]:
    return found.level[1].bands if found.level is not None else ()


def _bands_for(bands: tuple[Band, ...], own: tuple[Band, ...], target: object) -> tuple[Band, ...]:
    if isinstance(target, Words) and (wanted := _bare(target)) in _OPPOSITES:
        return _met_or_not(bands, wanted)
    return own or bands


@lru_cache(64)
def _met_or_not(bands: tuple[Band, ...], wanted: str) -> tuple[Band, ...]:
    """Full points for what was wanted, none for its opposite; 是 and 有 are said in the words of the best band too."""
    best, worst = ((b.word, *b.also) for b in (bands[0], bands[-1])) if bands and wanted in "是有" else ((), ())
    full, none = Decimal(1), Decimal(0)
    return Band(wanted, full, full, best), Band(_OPPOSITES[wanted], none, none, worst)


def band_of(bands: tuple[Band, ...], target: Quantity | Words, actual: Quantity | Words) -> Band | None:
    """The qualitative band an actual value names, None when it names none; nothing is guessed.

    It names the band one of whose words it is, exactly; the best one too when it is 100 % or repeats the target.
    """
    if not bands:
        return None
    if isinstance(actual, Quantity):
        return bands[0] if actual.unit == "%" and actual.number >= 100 else None
    text = _bare(actual)
    named = _by_word(bands).get(text)
    if named is None and isinstance(target, Words) and text == _bare(target):
        return bands[0]
    return named


@by_identity
def _by_word(bands: tuple[Band, ...]) -> Mapping[str, Band]:
    """The band each word names; one that stands in two names the better."""
    return {word: band for band in reversed(bands) for word in (band.word, *band.also)}


def _bare(words: Words) -> str:
    """Words, already in normal spelling, without the full stop some put behind them."""
    return words.text.rstrip("。. ")


def day_kept(target: Quantity | Words, actual: Quantity | Words) -> bool | None:
    """Whether a day was kept; None where target and actual value are not both a day."""
    if not isinstance(target, Words) or not isinstance(actual, Words):
        return None
    return met_in_time(target.text, actual.text)


def band_span(rules: Scoring, band: Band, weight: Decimal, best: bool) -> tuple[Decimal, Decimal]:
    """The fewest and most points of a band, both included, with the form's decimals.

    100—80 %(含), 80—60 %(含), 60—0 % of the weight: every upper bound but that of the best band lies outside.
    """
    step = Decimal(1).scaleb(-rules.decimals)
    low, high = band.low * weight / step, band.high * weight / step
    fewest = low.to_integral_value(ROUND_CEILING) * step
    if best:
        return fewest, within(band.high * weight, weight, rules)
    return fewest, max((high.to_integral_value(ROUND_CEILING) - 1) * step, Decimal(0) * step)


def within(raw: Decimal, weight: Decimal, rules: Scoring) -> Decimal:
    """Points between 0 and the weight, rounded as the form says."""
    return rounded(min(max(raw, _NOTHING), weight), rules.decimals)
