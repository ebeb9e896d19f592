"""What a cell of an official table shows: plain data under one item role, painted by one delegate."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from PySide6.QtCore import Qt

from ui.look.meters import MeterValue
from ui.look.signs import Letter, Sign

CELL = Qt.ItemDataRole.UserRole + 40
"""Item role under which a model gives the `CellState` of an index."""


class Role(StrEnum):
    """Who writes a cell; decides ground and ink."""

    TYPED = "typed"
    COMPUTED = "computed"
    HEAD = "head"  # total row and other captions on the ground of heads
    LABEL = "label"  # caption of a row on paper
    READONLY = "readonly"  # signed off
    COMING = "coming"  # about to be pasted


class Align(StrEnum):
    """Figures right, text left."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class CellState(msgspec.Struct, frozen=True, gc=False):
    """Everything the delegate needs to paint one cell; `text` is what is shown, the edit role what is edited.

    severity      tints every cell of a quarrel; the one with `carries_sign` also gets the shape
    letter        where the value comes from; a corner notch when the column leaves no room for its box
    note          a folded corner at the right: the clerk has written something about the value
    caption       second, smaller line (`27.5 / 30`), red with `remark` at its right end (`差 2.5`), above `meter`
    placeholder   said in faint ink while `text` is empty
    long          edited in several lines (Alt+Enter breaks a line)
    choices       words offered below the editor; anything else may be typed as well
    """

    text: str = ""
    align: Align = Align.LEFT
    role: Role = Role.TYPED
    severity: Sign | None = None
    carries_sign: bool = False
    letter: Letter | None = None
    note: bool = False
    bold: bool = False
    soft: bool = False
    caption: str = ""
    remark: str = ""
    meter: MeterValue | None = None
    placeholder: str = ""
    long: bool = False
    choices: tuple[str, ...] = ()

    @property
    def ground(self) -> str:
        """Token of the ground when neither selected nor current."""
        if self.severity in (Sign.ERROR, Sign.WARNING):
            return f"{self.severity.hue}_tint"
        return _GROUNDS[self.role]

    @property
    def ink(self) -> str:
        """Token of the text."""
        if self.severity in (Sign.ERROR, Sign.WARNING):
            return self.severity.hue
        return "soft" if self.soft and self.role is not Role.READONLY else _INKS[self.role]


_GROUNDS = {
    Role.TYPED: "paper",
    Role.COMPUTED: "calc",
    Role.HEAD: "head",
    Role.LABEL: "paper",
    Role.READONLY: "calc",
    Role.COMING: "accent_tint",
}
_INKS = {
    Role.TYPED: "ink",
    Role.COMPUTED: "soft",
    Role.HEAD: "ink",
    Role.LABEL: "ink",
    Role.READONLY: "faint",
    Role.COMING: "ink",
}
EMPTY = CellState()
