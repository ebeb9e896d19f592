"""How far a project has got, from what is typed and what does not add up."""

from __future__ import annotations

from collections.abc import Mapping

from core.model import Dossier
from core.rules.finding import Level
from core.years.overview import state_of
from ui.look.signs import Counts, Sign, Stage


def stage_of(dossier: Dossier, counts: Mapping[Level, int]) -> Stage:
    """The state as it is painted."""
    return Stage(state_of(dossier, counts).value)


def signs(counts: Mapping[Level, int]) -> Counts:
    """The counts as painted: error, warning, hint."""
    named = ((Level.ERROR, Sign.ERROR), (Level.WARNING, Sign.WARNING), (Level.HINT, Sign.HINT))
    return tuple((sign, counts[level]) for level, sign in named)
