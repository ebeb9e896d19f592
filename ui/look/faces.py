"""Faces and sizes of the text on screen; official faces belong to paper and are not here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体 CN", "Noto Sans SC", "思源黑体")

SCALE = {
    "letter": (7.9, False),
    "caption": (9.0, False),
    "caption_bold": (9.0, True),
    "body": (10.0, False),
    "body_bold": (10.0, True),
    "prose": (10.5, False),
    "section": (11.0, True),
    "sum": (11.5, True),
    "verdict": (12.5, True),
    "title": (15.0, True),
    "figure": (18.0, False),
}
"""Name of a size → points and whether bold; only regular and bold exist (YaHei has no medium)."""


def load_fallback(fallback: tuple[Path, ...]) -> bool:
    """Load the bundled faces when the system has no CJK family; True when that was needed.

    The first family found in the files becomes the last link of the chain.
    """
    if any(QFontDatabase.hasFamily(name) for name in FAMILIES):
        return False
    for path in fallback:
        QFontDatabase.addApplicationFont(str(path))
    for kept in (families, face, metrics, drop, advance):
        kept.cache_clear()
    return True


def _bundled() -> tuple[str, ...]:
    found = []
    number = 0
    while names := QFontDatabase.applicationFontFamilies(number):
        found.extend(names)
        number += 1
    return tuple(found)


@cache
def families() -> tuple[str, ...]:
    """The chain of families that exist here, best first, the system's own at the end."""
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    known = tuple(name for name in FAMILIES if QFontDatabase.hasFamily(name))
    return (*known, *(() if known else _bundled()), own)


@cache
def face(size: str = "body", bold: bool | None = None) -> QFont:
    """The font of a size of `SCALE`, with tabular figures; `bold` overrides the weight of the size."""
    points, heavy = SCALE[size]
    font = QFont()
    font.setFamilies(list(families()))
    font.setPointSizeF(points)
    font.setBold(heavy if bold is None else bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if hasattr(QFont.Tag, "fromString"):  # PySide6 6.7 cannot make a tag; the CJK faces are tabular without
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def metrics(size: str = "body", bold: bool | None = None) -> QFontMetricsF:
    """Metrics of `face(size, bold)` in logical pixels."""
    return QFontMetricsF(face(size, bold))


@cache
def drop(size: str = "body") -> float:
    """How far below the middle of a line its baseline lies, as in every label and field of Qt."""
    return (metrics(size).ascent() - metrics(size).descent()) / 2


@cache
def advance(text: str, size: str = "body", bold: bool | None = None) -> float:
    """Width of `text` in logical pixels. Meant for captions; running text is measured by its layout."""
    return metrics(size, bold).horizontalAdvance(text)
