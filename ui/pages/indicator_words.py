"""What is offered while an indicator is typed: names, units and targets of earlier years and of the library."""

from __future__ import annotations

import re

from core.edits import AddRow, Batch, Edit, SetField, next_position
from core.model import Indicator, Place
from core.search.alike import plain
from core.search.library import OWN, Entry, level_in, library, own_indicators, suggestions
from ui.desk import Desk
from ui.sheets.indicator_sheet import fields_shown, levels_at
from ui.sheets.sheet import SheetRow
from ui.sheets.suggesting import Suggestion

_MOST = 12
_BARE = re.compile(r"[\d.,，]*")  # a target that leaves its sign and unit to the columns of their own


class IndicatorWords:
    """Suggestions for the indicator table of the project that is shown."""

    every_field: bool
    _desk: Desk

    def suggest(self, row: SheetRow, column: int, text: str) -> tuple[Suggestion, ...]:
        """Names by characters or initials; units and targets that an indicator of the row's name has had."""
        field = fields_shown(self._desk.form, self.every_field)[column]
        if field == "name" and text and levels_at(self._desk.form, row.group) is not None:
            level2 = row.group.partition("/")[2]
            found = suggestions(text, level2, self._desk.book)[:_MOST]
            return tuple(Suggestion(entry.name, detail(entry), entry) for entry in found)
        if field in ("unit", "target") and row.row:
            return self._others(self._indicator_of(row.row).name, field, text)
        return ()

    def _others(self, name: str, field: str, text: str) -> tuple[Suggestion, ...]:
        same = [entry for entry in all_entries(self._desk) if plain(entry.name) == plain(name)]
        texts = {entry.texts[field]: entry for entry in reversed(same) if entry.texts[field].startswith(text)}
        return tuple(Suggestion(said, whose(entry), said) for said, entry in reversed(texts.items()) if said)

    def choose(self, row: SheetRow, column: int, suggestion: Suggestion) -> tuple[Edit | None, str]:
        """The name with direction and unit where these are blank, and the level where it is; else the text alone."""
        entry = suggestion.what
        if not isinstance(entry, Entry):
            place = row.cells[column].place
            old = "" if place is None else self._desk.text(place)
            edit = None if place is None or old == suggestion.text else SetField(place, old, suggestion.text)
            return edit, f"填入“{suggestion.text}”"
        return (self._filled(row, entry) if row.row else self._begun(row, entry)), f"填入指标“{entry.name}”"

    def _begun(self, row: SheetRow, entry: Entry) -> Edit | None:
        levels, dossier = levels_at(self._desk.form, row.group), self._desk.dossier
        if levels is None or dossier is None:
            return None
        names = levels[0].name, levels[1].name
        texts = {"name": entry.name, "direction": entry.direction, "unit": entry.unit}
        return AddRow(Indicator(self._desk.new_id(), dossier.id, next_position(dossier.indicator), *names, **texts))

    def _filled(self, row: SheetRow, entry: Entry) -> Edit | None:
        now = self._indicator_of(row.row)
        wanted = {"name": entry.name}
        if _BARE.fullmatch(now.target.strip()):
            wanted |= {"direction": now.direction or entry.direction, "unit": now.unit or entry.unit}
        if not now.level2 and (levels := level_in(self._desk.form, entry)) is not None:
            wanted |= {"level1": levels[0], "level2": levels[1]}
        edits = tuple(
            SetField(Place("indicator", now.project, field, now.id), old, new)
            for field, new in wanted.items()
            if (old := str(getattr(now, field))) != new
        )
        return Batch(edits) if edits else None

    def _indicator_of(self, number: int) -> Indicator:
        dossier = self._desk.dossier
        assert dossier is not None
        return next(row for row in dossier.indicator if row.id == number)


def all_entries(desk: Desk) -> tuple[Entry, ...]:
    """The office's own indicators, then those of the library."""
    return (*own_indicators(desk.book), *library())


def whose(entry: Entry) -> str:
    """Where an indicator comes from."""
    return f"本单位用过 {entry.used} 次" if entry.field == OWN else f"指标库 · {entry.field}"


def detail(entry: Entry) -> str:
    """An indicator's 二级指标, direction with its unit, and origin in a few words: 数量指标　≥ 人次　指标库 · 医保."""
    measured = " ".join(filter(None, (entry.direction, entry.unit)))
    return "　".join(filter(None, (entry.level2, measured, whose(entry))))
