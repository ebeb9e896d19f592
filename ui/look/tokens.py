"""Colours of the look, once for light and once for dark; everything that paints asks here while painting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Palette:
    """All colour tokens of one scheme as #RRGGBB; the role of each stands in the comment behind it."""

    dark: bool
    canvas: str  # ground of pages
    chrome: str  # bars and side panels
    paper: str  # cards, cells, fields
    calc: str  # computed cells
    head: str  # table heads, total row
    hover: str  # hover, guidance, chips
    line: str  # card and panel lines
    grid: str  # cell lines
    edge: str  # button lines
    field: str  # input lines
    ink: str  # text
    soft: str  # computed figures, second text
    faint: str  # captions, places
    off: str  # disabled only, never carries information
    accent: str  # primary, links, ring, ticks
    accent_hi: str  # pressed
    on_accent: str  # text on accent
    accent_tint: str  # selection, live figures
    accent_line: str  # outline of live figures
    red_sign: str
    red: str
    red_tint: str
    amber_sign: str
    amber: str
    amber_tint: str
    blue_sign: str
    blue: str
    blue_tint: str
    bar: str  # meter: running
    bar_soft: str  # meter: ordinary
    bar_faint: str  # meter: stages
    bar_bg: str  # meter: ground


LIGHT = Palette(
    dark=False,
    canvas="#F3F4F5", chrome="#FAFAFB", paper="#FFFFFF",
    calc="#F7F8F9", head="#F7F8F9", hover="#EDEFF1",
    line="#E3E6E9", grid="#E9EBEE", edge="#CDD3D8", field="#868F98",
    ink="#1B1F23", soft="#4E5761", faint="#646D77", off="#9AA2AA",
    accent="#0F6B64", accent_hi="#0B5650", on_accent="#FFFFFF", accent_tint="#E4F0EE", accent_line="#9CC7C2",
    red_sign="#C9302A", red="#B3261E", red_tint="#FDEFED",
    amber_sign="#BD7300", amber="#80520A", amber_tint="#FFF6E2",
    blue_sign="#2F6FD0", blue="#1D5BB5", blue_tint="#EDF3FC",
    bar="#0F6B64", bar_soft="#86B7B2", bar_faint="#C6DEDB", bar_bg="#E4E7EA",
)  # fmt: skip

DARK = Palette(
    dark=True,
    canvas="#16181A", chrome="#1B1E20", paper="#212427",
    calc="#1D2022", head="#26292D", hover="#2B2F33",
    line="#32373B", grid="#2D3135", edge="#454B51", field="#7C858D",
    ink="#E7E9EB", soft="#B4BBC2", faint="#98A1A9", off="#6C757D",
    accent="#5CBFB2", accent_hi="#7AD0C5", on_accent="#0C1F1D", accent_tint="#1E3532", accent_line="#3A6B65",
    red_sign="#F2695E", red="#FF9A90", red_tint="#3A2321",
    amber_sign="#E0A030", amber="#F0BE63", amber_tint="#352B18",
    blue_sign="#6EA5F5", blue="#94BDFA", blue_tint="#1E2A3B",
    bar="#5CBFB2", bar_soft="#3F8078", bar_faint="#2A524D", bar_bg="#373C41",
)  # fmt: skip

PRINT_GROUND = "#F2F1EE"
"""Ground of the page preview in dark mode: it shows paper, so it stays light."""
PRINT_INK = "#111111"


class Theme(QObject):
    """The scheme in force; `changed` comes after every switch, for those who keep ready-made pictures."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette = LIGHT
        self.follows = True
        """Whether the system's choice of light or dark counts."""

    def use(self, palette: Palette) -> None:
        """Make `palette` the one in force."""
        if palette is not self.palette:
            self.palette = palette
            self.changed.emit()


THEME = Theme()


def palette() -> Palette:
    """The scheme in force."""
    return THEME.palette


@cache
def qcolor(value: str) -> QColor:
    """`#RRGGBB` as a colour; made once, not to be altered by the caller."""
    return QColor(value)


def color(token: str) -> QColor:
    """The colour a token has in the scheme in force, such as `color("accent")`."""
    return qcolor(getattr(THEME.palette, token))
