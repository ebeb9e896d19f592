"""How far a project has got, from what is typed and what does not add up."""

from __future__ import annotations

from collections.abc import Mapping

from core.model import Dossier
from core.rules.finding import Level
from ui.look.signs import Counts, Sign, Stage


def stage_of(dossier: Dossier, counts: Mapping[Level, int]) -> Stage:
    """待填 without funds and indicators, 填报中 with errors, 待核实 with open 需核实, else 可报送."""
    if not dossier.funds and not dossier.indicator:
        return Stage.EMPTY
    if counts[Level.ERROR]:
        return Stage.FILLING
    return Stage.CHECKING if counts[Level.WARNING] else Stage.READY


def signs(counts: Mapping[Level, int]) -> Counts:
    """The counts as painted: error, warning, hint."""
    named = ((Level.ERROR, Sign.ERROR), (Level.WARNING, Sign.WARNING), (Level.HINT, Sign.HINT))
    return tuple((sign, counts[level]) for level, sign in named)
