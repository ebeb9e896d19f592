"""Writes what a window shows as a small PNG: as many colours as a palette holds, those of the look first."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageColor
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from ui.look.tokens import THEME, color

_OVER = (Qt.WindowType.Popup, Qt.WindowType.Dialog)
Colour = tuple[int, ...]


def painted(window: QWidget) -> QImage:
    """The window as it is painted, with the menus, lists and dialogs open over it, which are closed."""
    image = window.grab().toImage()
    painter = QPainter(image)
    for over in QApplication.topLevelWidgets():
        if over is not window and over.isVisible() and over.windowType() in _OVER:
            at = _place_over(window, over)
            painter.drawPixmap(at, over.grab())
            if over.windowType() is Qt.WindowType.Dialog:  # in place of the desktop's frame
                painter.setPen(color("edge"))
                painter.drawRect(QRect(at, over.size()).adjusted(0, 0, -1, -1))
            over.close()
    painter.end()
    return image.convertToFormat(QImage.Format.Format_RGBA8888)


def _place_over(window: QWidget, over: QWidget) -> QPoint:
    """Where it opens; a dialog in the middle, where the desktop puts it, which a picture has not."""
    if over.windowType() is Qt.WindowType.Dialog:
        return window.rect().center() - over.rect().center()
    return window.mapFromGlobal(over.pos())


def draw(window: QWidget, path: Path, colours: int) -> None:
    """Write the window with a palette of so many colours, at most 256, so that the file is small."""
    image = painted(window)
    size = image.width(), image.height()
    whole = Image.frombytes("RGBA", size, bytes(image.constBits()), "raw").convert("RGB")
    chosen = palette(whole, colours)
    nearest = numbers_of(whole, chosen)
    raw = whole.tobytes()
    few = Image.frombytes("P", size, bytes(map(nearest.__getitem__, zip(raw[::3], raw[1::3], raw[2::3], strict=True))))
    few.putpalette(_flat(chosen))
    few.save(path, optimize=True)


def palette(whole: Image.Image, colours: int) -> list[Colour]:
    """So many colours: first those of the tokens, however few pixels (a sign) have them, then the most frequent."""
    scheme = THEME.palette
    tokens = (ImageColor.getrgb(getattr(scheme, name)) for name in scheme.__slots__ if name != "dark")
    return list(dict.fromkeys((*tokens, *_colours(whole))))[:colours]


def numbers_of(whole: Image.Image, colours: list[Colour]) -> dict[Colour, int]:
    """For each colour of a picture the number of itself in a palette, else of one that is near."""
    known = {colour: number for number, colour in enumerate(colours)}
    others = [colour for colour in _colours(whole) if colour not in known]
    if not others:
        return known
    wanted = Image.new("P", (1, 1))
    wanted.putpalette(_flat(colours))
    near = Image.frombytes("RGB", (len(others), 1), _flat(others)).quantize(palette=wanted, dither=Image.Dither.NONE)
    return known | dict(zip(others, near.tobytes(), strict=True))


def _colours(whole: Image.Image) -> list[Colour]:
    """The colours of a picture, the most frequent first."""
    found = whole.getcolors(whole.width * whole.height) or []
    return [colour for _, colour in sorted(found, reverse=True) if isinstance(colour, tuple)]


def _flat(colours: list[Colour]) -> bytes:
    return bytes(part for colour in colours for part in colour)
