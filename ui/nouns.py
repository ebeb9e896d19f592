"""Which words of a finding's sentence name a cell: they lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.forms.model import Form
from core.model import Dossier, Place
from core.place_words import words_of

Noun = tuple[int, int, Place]
"""Where a noun begins and ends in its sentence, and the cell it names."""
_SHORTEST = 2


def nouns_in(sentence: str, places: Iterable[Place], form: Form, dossier: Dossier | None) -> tuple[Noun, ...]:
    """The nouns of a sentence from left to right; each place has one at most, the fullest that is there."""
    found: list[Noun] = []
    for place in places:
        spans = (span for words in _names(form, dossier, place) if (span := _free(sentence, words, found)))
        if span := next(spans, None):
            found.append((*span, place))
    return tuple(sorted(found))


def _names(form: Form, dossier: Dossier | None, place: Place) -> Iterator[str]:
    """What a cell may be called in a sentence, the fullest name first: 县区级的全年执行数, 全年执行数, 县区级."""
    whole = words_of(form, dossier, place)
    row, _, column = whole.rpartition("的")
    yield whole
    if row:
        yield f"{row}{column}"
        yield column
        yield row


def _free(sentence: str, words: str, taken: list[Noun]) -> tuple[int, int] | None:
    """Where words stand in a sentence first, outside what other places have taken."""
    start = sentence.find(words) if len(words) >= _SHORTEST else -1
    while start >= 0:
        end = start + len(words)
        if all(end <= other or start >= last for other, last, _ in taken):
            return start, end
        start = sentence.find(words, start + 1)
    return None
