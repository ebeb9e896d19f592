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
    pages: dict[Tab, int] = field(default_factory=dict)
    """Widths of the right side while it shows 预览."""
    preview: dict[Tab, bool] = field(default_factory=dict)
    """Whether it does."""
    folded: dict[Tab, bool] = field(default_factory=dict)
    below: int = 0
    """Height of 校验 where it lies below the page of a narrow window; 0 while nobody has drawn it."""

    def width_of(self, tab: Tab, previews: bool) -> int:
        """The clerk's width of the right side on a page, with 预览 or 校验; 0 when there is none."""
        return (self.pages if previews else self.right).get(tab, 0)

    def keep_width(self, tab: Tab, previews: bool, width: int) -> None:
        """Remember a width the clerk chose."""
        (self.pages if previews else self.right)[tab] = width

    def keep(self, settings: QSettings, book: str) -> None:
        """Write them down for a book."""
        settings.setValue(f"{book}/left", self.left)
        settings.setValue(f"{book}/below", self.below)
        for name, widths in (("right", self.right), ("pages", self.pages)):
            for tab, width in widths.items():
                settings.setValue(f"{book}/{name}/{tab.name}", width)
        for name, choices in (("folded", self.folded), ("preview", self.preview)):
            for tab, chosen in choices.items():
                settings.setValue(f"{book}/{name}/{tab.name}", int(chosen))

    @classmethod
    def kept(cls, settings: QSettings, book: str) -> Sides:
        """As they were written down; a value that somebody spoiled counts as none."""

        def widths(name: str) -> dict[Tab, int]:
            found = {tab: number(settings, f"{book}/{name}/{tab.name}") for tab in Tab}
            return {tab: width for tab, width in found.items() if width > 0}

        def choices(name: str) -> dict[Tab, bool]:
            found = {tab: number(settings, f"{book}/{name}/{tab.name}", -1) for tab in Tab}
            return {tab: bool(chosen) for tab, chosen in found.items() if chosen >= 0}

        left = number(settings, f"{book}/left") or WIDTH
        below = max(0, number(settings, f"{book}/below"))
        return cls(left, widths("right"), widths("pages"), choices("preview"), choices("folded"), below)


def group_of(path: Path) -> str:
    """The group of a book in the settings: the path itself would make groups of its folders."""
    return f"book-{sha256(str(path.absolute()).encode()).hexdigest()[:16]}"


def number(settings: QSettings, key: str, otherwise: int = 0) -> int:
    """A whole number that was written down."""
    text = str(settings.value(key, otherwise))
    return int(text) if text.lstrip("-").isdecimal() else otherwise
