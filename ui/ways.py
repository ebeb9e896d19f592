"""The ways out of a finding, the same wherever it is shown."""

from __future__ import annotations

from functools import partial

from core.answers import NOTED
from core.model import Place
from core.rules.finding import Finding, Level
from ui.desk import Desk
from ui.look.cards import Action

_ROOMY = 3  # ways from which on a hint offers a reason beside 知道了


def ways_out(desk: Desk, finding: Finding, *others: Action, most: int = 2) -> tuple[Action, ...]:
    """At most so many: the fixes it offers, else one of ``others``; then the clerk's reason where one is taken.

    Where the form itself has a place for what is missing, the way there comes first: what is written there is printed.
    A hint is closed at one click; what is answered can be answered anew, or opened again.
    """
    if finding.reason:
        return _of_answered(desk, finding)[:most]
    ways: list[Action] = [(fix.label, partial(desk.apply, fix)) for fix in finding.fixes]
    keeps = bool(ways)
    if not ways and not others and _waits(desk, finding.places[0]):
        others = (("去填写", partial(desk.go_to, finding.places[0])),)
    ways = ways or list(others)
    if finding.answerable:
        answers: list[Action] = [("保留并写说明" if keeps else "写说明", partial(desk.wants_reason.emit, finding))]
        if finding.level is Level.HINT:
            answers = [(NOTED, partial(desk.take_note, finding)), *answers][: 1 if most < _ROOMY else 2]
        ways = [*ways[: most - len(answers)], *answers]
    return tuple(ways[:most])


def _of_answered(desk: Desk, finding: Finding) -> tuple[Action, ...]:
    noted = finding.reason == NOTED
    write = "写说明" if noted else "改说明", partial(desk.wants_reason.emit, finding)
    take_back = "重新提出" if noted else "撤回说明", partial(desk.explain, finding, "")
    return (take_back, write) if noted else (write, take_back)


def _waits(desk: Desk, place: Place) -> bool:
    """Whether a place is one for a reason, and blank."""
    asked = (place.table == "answer" and place.field.endswith("_reason")) or place.field == "deviation"
    return asked and not desk.text(place).strip()
