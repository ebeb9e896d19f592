"""显示: size of everything on screen, light or dark; remembered on this computer.

A size counts for windows made after it was told, so the window comes anew, on the same page of the same book.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from ctypes import CDLL, c_double

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSlider, QVBoxLayout, QWidget, QWidgetAction

from ui.look.buttons import Segments
from ui.look.fields import label
from ui.look.theme import Scheme, choose
from ui.panels.sides import number

SMALLEST, USUAL, LARGEST = 90, 100, 150  # percent
FACTOR = "QT_SCALE_FACTOR"
_SIZE, _SCHEME = "look/size", "look/scheme"
_STEP = 10  # percent
_LIBRARY, _SET_FACTOR = (
    ("Qt6Gui.dll", "?setGlobalFactor@QHighDpiScaling@@SAXN@Z")
    if sys.platform == "win32"
    else ("libQt6Gui.so.6", "_ZN15QHighDpiScaling15setGlobalFactorEd")
)
_SCHEMES = ((Scheme.SYSTEM, "跟随系统"), (Scheme.LIGHT, "浅色"), (Scheme.DARK, "深色"))


class Appearance(QWidget):
    """A slider and three choices."""

    sized = Signal()  # another size was chosen: a new window

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        super().__init__()
        self._app, self._settings = app, settings
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("文字大小")
        self.slider.setRange(SMALLEST // _STEP, LARGEST // _STEP)
        self.slider.setPageStep(1)
        self.slider.setMinimumWidth(200)
        self.slider.setTracking(False)  # the size counts when the slider is let go
        self.slider.setValue(kept_size(settings) // _STEP)
        self._percent = label("", "caption", "soft")
        self.schemes = Segments(tuple(words for _, words in _SCHEMES), _place_of(kept_scheme(settings)))
        self.schemes.setAccessibleName("浅色或深色")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(label("文字大小"))
        row.addStretch(1)
        row.addWidget(self._percent)
        column.addLayout(row)
        column.addWidget(self.slider)
        column.addWidget(self.schemes)
        self.slider.sliderMoved.connect(self._say)
        self.slider.valueChanged.connect(self._resize)
        self.schemes.chosen.connect(self._choose)
        self._say(self.slider.value())

    def _say(self, tenths: int) -> None:
        self._percent.setText(f"{tenths * _STEP} %")

    def _resize(self, tenths: int) -> None:
        self._settings.setValue(_SIZE, tenths * _STEP)
        self._say(tenths)
        self.sized.emit()

    def _choose(self, place: int) -> None:
        scheme = _SCHEMES[place][0]
        self._settings.setValue(_SCHEME, scheme.value)
        choose(self._app, scheme)


def put_into(menu: QMenu, part: QWidget) -> None:
    """A part of its own inside a menu."""
    action = QWidgetAction(menu)
    action.setDefaultWidget(part)
    menu.addAction(action)


def scale(settings: QSettings) -> str | None:
    """Tell Qt the kept size, before it starts; what the system said before comes back, for :func:`unscale`."""
    system = os.environ.get(FACTOR)
    size = kept_size(settings)
    if size != USUAL:
        os.environ[FACTOR] = f"{_factor(system) * size / 100:.4g}"
    return system


def unscale(system: str | None) -> None:
    """Put back what the system said: programs started from here have a size of their own."""
    if system is None:
        os.environ.pop(FACTOR, None)
    else:
        os.environ[FACTOR] = system


def resizer() -> Callable[[int], None] | None:
    """What tells the running Qt another size in percent, while there is no window; None where this Qt has no such way.

    No class of PySide6 reaches QHighDpiScaling, and Qt keeps the function for itself: it may be gone one day.
    """
    try:
        tell = getattr(CDLL(_LIBRARY), _SET_FACTOR)
    except (OSError, AttributeError):
        return None
    tell.argtypes, tell.restype = (c_double,), None
    system = _factor(os.environ.get(FACTOR))
    return lambda percent: tell(system * percent / 100)


def _factor(text: str | None) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 1.0


def kept_size(settings: QSettings) -> int:
    """Percent of the usual size; a value that somebody spoiled counts as none."""
    found = number(settings, _SIZE, USUAL)
    return found if SMALLEST <= found <= LARGEST else USUAL


def kept_scheme(settings: QSettings) -> Scheme:
    """Light, dark or the system's."""
    found = str(settings.value(_SCHEME, ""))
    return Scheme(found) if found in set(Scheme) else Scheme.SYSTEM


def _place_of(scheme: Scheme) -> int:
    return next(place for place, (one, _) in enumerate(_SCHEMES) if one is scheme)
