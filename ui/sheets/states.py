"""What the painter is told of a cell: who writes it, and its bar."""

from __future__ import annotations

from ui.look.cells import Role
from ui.look.meters import MeterValue, Tone
from ui.sheets.sheet import SheetCell


def role_of(cell: SheetCell, read_only: bool) -> Role:
    """Who writes it."""
    if cell.coming:
        return Role.COMING
    if cell.total:
        return Role.HEAD
    if cell.label:
        return Role.LABEL
    if cell.computed and not cell.over:
        return Role.COMPUTED
    return Role.READONLY if read_only else Role.TYPED


def meter_of(cell: SheetCell) -> MeterValue | None:
    """The bar of a level's share of the points; None where there is none."""
    if cell.share is None:
        return None
    return MeterValue(float(cell.share), Tone.OFF if cell.gap else Tone.ORDINARY)
