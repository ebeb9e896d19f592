"""What 决算 knows of the lines of one of its sections."""

from __future__ import annotations

from collections.abc import Mapping

from core.accounts.lines import AccountSection, measure_caption
from core.accounts.values import accounts_of
from core.edits import Batch, Edit, set_text
from ui.desk import Desk
from ui.pages.accounts_lines import typed_places
from ui.sheets.account_sheet import Shown, account_sheet
from ui.sheets.sheet import Sheet, SheetCell, SheetRow


class SectionKeeper:
    """What the page knows of the lines of one section."""

    def __init__(self, desk: Desk, section: AccountSection) -> None:
        self._desk, self._section = desk, section

    def sheet(self) -> Sheet:
        """The section of the unit's year that is shown."""
        accounts = self._desk.values.accounts if self._desk.project else None
        if accounts is None:
            return Sheet((), ())
        before = accounts_of(self._desk.book, self._desk.year - 1)
        return account_sheet(accounts, self._section, Shown(self._desk.form, before))

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Each text goes to its own cell."""
        edits = tuple(set_text(self._desk.book, place, text) for place, text in typed_places(row, texts))
        return edits[0] if len(edits) == 1 else Batch(edits)

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        return f"修改决算 {column}"

    def also_called(self, column: int) -> tuple[str, ...]:
        """A count's measures have captions of their own, and those of the accounts are known there too."""
        measures = {
            measure_caption("", m): measure_caption(self._section.lines[0].key, m) for m in self._section.measures
        }
        shown = self.sheet().columns
        caption = shown[column].caption if column < len(shown) else ""
        return tuple(known for known, here in measures.items() if here == caption and known != here)
