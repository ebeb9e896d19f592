"""The books that were open lately: the last one begins the next start; the sample counts as none of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from core import paths

MOST = 6
_LIST = "book/recent"
_LAST = "book/last"


def remember(settings: QSettings, book: Path) -> None:
    """Put a book first; the sample is nobody's own book."""
    if book == paths.sample_book():
        return
    kept = [str(book), *(str(other) for other in recent(settings) if other != book)]
    settings.setValue(_LAST, str(book))
    settings.setValue(_LIST, "\n".join(kept[:MOST]))


def recent(settings: QSettings) -> tuple[Path, ...]:
    """The books that are still there, the last one first."""
    lines = (str(settings.value(_LAST, "")), *str(settings.value(_LIST, "")).splitlines())
    found = dict.fromkeys(Path(line) for line in lines if line)
    return tuple(path for path in found if path.is_file())
