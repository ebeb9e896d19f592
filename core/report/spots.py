"""What a name in a template stands for, and what can be asked for behind it: one table for the checks and the renderer.

A place of a kind has rows to list, conditions that hold or not, further places, and figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.accounts.lines import LINES
from core.report.account_figures import CONDITIONS as OF_ACCOUNTS
from core.report.account_paths import ACCOUNT
from core.report.conditions import CONDITIONS, MISSED

UNKNOWN = "unknown"  # the condition of an amount of the fund grid
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be asked of a kind of place.

    ``rows`` names what can be listed with the kind of its rows, ``places`` what leads on.  A condition behind what
    ``chooses`` picks some of its rows instead of holding or not.
    """

    rows: Mapping[str, str] = field(default_factory=lambda: _NONE)
    conditions: Collection[str] = ()
    places: Mapping[str, str] = field(default_factory=lambda: _NONE)
    chooses: str = ""


_OF_PROJECT = {"indicators": "indicator", "evidence": "material", "goals": "goal", "levels": "level1"}
_OF_UNIT = {
    "projects": "project", "agencies": "agency",
    "categories": "category", "fund_categories": "category", "capital_categories": "category",
    "personnel_items": "economic", "running_items": "economic", "subjects": "subject", "terms": "term",
}  # fmt: skip
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "project": Kind(_OF_PROJECT, CONDITIONS),
        "unit": Kind({**_OF_PROJECT, **_OF_UNIT}, CONDITIONS, {ACCOUNT: "accounts"}),
        "rows of project": Kind(conditions=CONDITIONS, chooses="rows of project"),
        "agency": Kind({"projects": "project"}, CONDITIONS, chooses="rows of project"),
        "level1": Kind({"parts": "level2", "indicators": "indicator"}),
        "level2": Kind({"indicators": "indicator"}),
        "indicator": Kind(conditions=(MISSED,)),
        "accounts": Kind(places=dict.fromkeys(LINES, "line")),
        "line": Kind({"parts": "line"}, OF_ACCOUNTS),
        "category": Kind({"sections": "section", "lines": "function"}, OF_ACCOUNTS),
        "section": Kind({"lines": "function"}, OF_ACCOUNTS),
        "function": Kind(conditions=OF_ACCOUNTS),
        "economic": Kind(conditions=OF_ACCOUNTS),
    }
)
_NOTHING = Kind()


@dataclass(frozen=True, slots=True)
class Spot:
    """What a name in a template stands for.

    ``kind`` is one of :data:`KINDS`, that of a row without more names, ``rows of …`` for what can be listed,
    ``condition`` or ``figure``.  ``path`` is the path of the figure for its project; ``prefix`` leads to the project
    from where the text will stand.
    """

    kind: str
    path: str = ""
    prefix: str = ""

    @property
    def full(self) -> str:
        """The path as it is written into the text."""
        return self.prefix + self.path

    @property
    def row(self) -> str:
        """The kind of the rows that can be listed here; blank when nothing can."""
        return self.kind.removeprefix("rows of ") if self.kind.startswith("rows of ") else ""


def step(spot: Spot, word: str) -> Spot:
    """What ``word`` behind a dot (or at the beginning, of the whole) stands for; never fails."""
    path = f"{spot.path}.{word}" if spot.path else word
    known = KINDS.get(spot.kind, _NOTHING)
    if word == UNKNOWN and spot.kind == "figure" and spot.path.startswith("fund.") and spot.path.count(".") == 2:
        return Spot("condition", path, spot.prefix)
    if row := known.rows.get(word):
        return Spot(f"rows of {row}", spot.path if spot.kind == "agency" else path, spot.prefix)
    if place := known.places.get(word):
        return Spot(place, path, spot.prefix)
    if word not in known.conditions:
        return Spot("figure", path, spot.prefix)
    if not known.chooses:
        return Spot("condition", path, spot.prefix)
    chosen_twice = spot.row and spot.path.rpartition(".")[2] in known.conditions
    return Spot("figure" if chosen_twice else known.chooses, path, spot.prefix)


_FIRST = MappingProxyType({"project": "of.1.", "agency": "agencies.1", "material": "evidence.1"})


def sample(listed: Spot) -> Spot:
    """A row of what can be listed as it could be; its number stands for any.  Levels are named by the form instead."""
    if listed.row == "line":
        return Spot("line", f"{ACCOUNT}.{LINES[listed.path.split('.')[1]].parts[0]}")
    first = _FIRST.get(listed.row, f"{listed.row}.1")
    return Spot("project", "", first) if listed.row == "project" else Spot(listed.row, first, listed.prefix)
