"""What is offered while a 科目 is typed: by the first digits of its code, by name, by initials."""

from __future__ import annotations

from collections.abc import Iterator

from core.accounts.classification import EconomicItem, Item, economics, items
from core.accounts.rows import EconomicLine, FunctionLine
from core.edits import AddRow, Batch, Edit, SetField, next_position
from core.model import Place
from core.search.alike import plain
from core.search.pinyin import initials
from ui.desk import Desk
from ui.pages.accounts_names import names_of
from ui.sheets.line_sheet import BEGINNING, NAMES
from ui.sheets.sheet import SheetRow
from ui.sheets.suggesting import Suggestion

_MOST = 12
Known = Item | EconomicItem


class LineWords:
    """Suggestions for the rows of the unit's year that is shown."""

    _desk: Desk
    _table: str

    @property
    def _fields(self) -> tuple[str, ...]:
        """What the columns hold, from left to right."""
        raise NotImplementedError

    def suggest(self, row: SheetRow, column: int, text: str) -> tuple[Suggestion, ...]:
        """科目 of the year that a code or a name may mean."""
        field = self._fields[column]
        if not text or field not in ("code", NAMES[self._table]) or not (row.row or row.group == BEGINNING):
            return ()
        found = sorted(self._hits(text), key=lambda hit: hit[0])[:_MOST]
        return tuple(Suggestion(*_said(known, field), known) for _, known in found)

    def _hits(self, text: str) -> Iterator[tuple[int, Known]]:
        """What begins with the text, then what holds it, then what its initials are those of."""
        wanted = plain(text)
        lower = wanted.lower()
        known: tuple[Known, ...] = items(self._desk.year) if self._table == "function" else economics(self._desk.year)
        for one in known:
            name = plain(_name(one))
            if one.code.startswith(wanted) or name.startswith(wanted):
                yield 0, one
            elif wanted in name:
                yield 1, one
            elif lower.isascii() and lower.isalpha() and lower in initials(name):
                yield 2, one

    def choose(self, row: SheetRow, column: int, suggestion: Suggestion) -> tuple[Edit | None, str]:
        """Code and names of the 科目, in one step; in the empty row it adds one."""
        known = suggestion.what
        assert isinstance(known, Item | EconomicItem)
        texts = {"code": known.code, **names_of(known)}
        name = f"填入科目“{_name(known)}”"
        dossier = self._desk.dossier
        if dossier is None:
            return None, name
        if not row.row:
            number, position = self._desk.new_id(), next_position(dossier.rows(self._table))
            kind = FunctionLine if self._table == "function" else EconomicLine
            return AddRow(kind(number, dossier.id, position, **texts)), name
        places = {Place(self._table, dossier.id, field, row.row): text for field, text in texts.items()}
        changed = ((place, self._desk.text(place), text) for place, text in places.items())
        edits = tuple(SetField(place, old, new) for place, old, new in changed if old != new)
        return (Batch(edits) if edits else None), name


def _name(known: Known) -> str:
    return known.item if isinstance(known, Item) else known.name


def _said(known: Known, field: str) -> tuple[str, str]:
    """The text a line puts in, and what stands faintly behind it."""
    above = f"{known.category} › {known.section}" if isinstance(known, Item) else known.kind
    return (known.code, f"{_name(known)}　{above}") if field == "code" else (_name(known), f"{known.code}　{above}")
