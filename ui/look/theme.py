"""Puts the look on the application: style, fonts, palette and style sheet, and follows the system's scheme."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.look.faces import face, load_fallback
from ui.look.sheet import stylesheet
from ui.look.tokens import DARK, LIGHT, THEME, Palette

_ROLES = (
    (QPalette.ColorRole.Window, "canvas"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "paper"),
    (QPalette.ColorRole.AlternateBase, "calc"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.PlaceholderText, "faint"),
    (QPalette.ColorRole.Button, "paper"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.ToolTipBase, "paper"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.Highlight, "accent_tint"),
    (QPalette.ColorRole.HighlightedText, "ink"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Light, "line"),
    (QPalette.ColorRole.Mid, "edge"),
    (QPalette.ColorRole.Dark, "field"),
)


class Scheme(StrEnum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def qt_palette(tokens: Palette) -> QPalette:
    """The tokens as a QPalette, for everything that neither QSS nor a painter of ours reaches."""
    made = QPalette()
    for role, token in _ROLES:
        made.setColor(role, QColor(getattr(tokens, token)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.off))
    return made


def system_is_dark() -> bool:
    """Whether the desktop asks for dark; a desktop that does not say is judged by its window colour."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme == Qt.ColorScheme.Unknown:
        return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 110
    return scheme == Qt.ColorScheme.Dark


def apply(app: QApplication, dark: bool | None = None, fallback: tuple[Path, ...] = ()) -> None:
    """Put the look on `app`; `dark=None` follows the system from now on.

    `fallback`: bundled font files, loaded only when the system has no CJK family.
    """
    app.setStyle("Fusion")
    load_fallback(fallback)
    app.setFont(face("body"))
    choose(app, Scheme.SYSTEM if dark is None else Scheme.DARK if dark else Scheme.LIGHT)
    if dark is None:
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(app))


def choose(app: QApplication, scheme: Scheme) -> None:
    """Light, dark, or what the system says now and later."""
    THEME.follows = scheme is Scheme.SYSTEM
    dark = system_is_dark() if THEME.follows else scheme is Scheme.DARK
    dress(app, DARK if dark else LIGHT)


def _follow(app: QApplication) -> None:
    if THEME.follows:
        choose(app, Scheme.SYSTEM)


def dress(app: QApplication, tokens: Palette) -> None:
    """Switch `app` to a scheme; painted parts ask the tokens themselves and are repainted by the palette change."""
    THEME.use(tokens)
    app.setPalette(qt_palette(tokens))
    app.setStyleSheet(stylesheet(tokens))
