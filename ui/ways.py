"""The ways out of a finding, the same wherever it is shown."""

from __future__ import annotations

from functools import partial

from core.model import Place
from core.rules.finding import Finding
from ui.desk import Desk
from ui.look.cards import Action


def ways_out(desk: Desk, finding: Finding, *others: Action, most: int = 2) -> tuple[Action, ...]:
    """At most so many: the fixes it offers, else one of ``others``; then the clerk's reason where one is taken.

    Where the form itself has a place for what is missing, the way there comes first: what is written there is printed.
    """
    ways: list[Action] = [(fix.label, partial(desk.apply, fix)) for fix in finding.fixes]
    keeps = bool(ways)
    if not ways and not others and _waits(desk, finding.places[0]):
        others = (("去填写", partial(desk.go_to, finding.places[0])),)
    ways = ways or list(others)
    if finding.answerable:
        ways = [*ways[: most - 1], ("保留并写说明" if keeps else "写说明", partial(desk.wants_reason.emit, finding))]
    return tuple(ways[:most])


def _waits(desk: Desk, place: Place) -> bool:
    """Whether a place is one for a reason, and blank."""
    asked = (place.table == "answer" and place.field.endswith("_reason")) or place.field == "deviation"
    return asked and not desk.text(place).strip()
