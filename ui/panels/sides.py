"""What the window remembers of the clerk's place in a book: page, project, folds, widths, folder of the last export."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QSettings

from ui.panels.projects import WIDTH
from ui.places import Tab


@dataclass(slots=True)
class Sides:
    """The clerk's own choices for the sides, page by page; where there is none the width of the window decides."""

    left: int = WIDTH
    right: dict[Tab, int] = field(default_factory=dict)
    folded: dict[Tab, bool] = field(default_factory=dict)

    def keep(self, settings: QSettings, book: str) -> None:
        """Write them down for a book."""
        settings.setValue(f"{book}/left", self.left)
        for tab, width in self.right.items():
            settings.setValue(f"{book}/right/{tab.name}", width)
        for tab, folded in self.folded.items():
            settings.setValue(f"{book}/folded/{tab.name}", int(folded))

    @classmethod
    def kept(cls, settings: QSettings, book: str) -> Sides:
        """As they were written down; a value that somebody spoiled counts as none."""
        right = {tab: number(settings, f"{book}/right/{tab.name}") for tab in Tab}
        folded = {tab: number(settings, f"{book}/folded/{tab.name}", -1) for tab in Tab}
        return cls(
            number(settings, f"{book}/left") or WIDTH,
            {tab: width for tab, width in right.items() if width > 0},
            {tab: bool(on) for tab, on in folded.items() if on >= 0},
        )


def group_of(path: Path) -> str:
    """The group of a book in the settings: the path itself would make groups of its folders."""
    return f"book-{sha256(str(path.absolute()).encode()).hexdigest()[:16]}"


def number(settings: QSettings, key: str, otherwise: int = 0) -> int:
    """A whole number that was written down."""
    text = str(settings.value(key, otherwise))
    return int(text) if text.lstrip("-").isdecimal() else otherwise
