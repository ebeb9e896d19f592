"""The line icons, drawn from their SVG at the device ratio in the colour of a token."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from ui.look.strokes import place
from ui.look.tokens import THEME, palette

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
_DRAWN_IN = "#000000"
_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)


def names() -> tuple[str, ...]:
    """All icons there are, without the program's own."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem != "program"))


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def picture(name: str, value: str, size: int = 16, ratio: float = 1.0) -> QImage:
    """The icon in the colour `value` (#RRGGBB), `size` logical pixels square, for a screen of device ratio `ratio`."""
    side = round(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace(_DRAWN_IN, value)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def paint(painter: QPainter, rect: QRect | QRectF, name: str, token: str = "soft", size: int = 16) -> None:
    """Paint the icon in the middle of `rect`, moved to whole device pixels so that it stays sharp."""
    image = picture(name, getattr(palette(), token), size, painter.deviceTransform().m11())
    place(painter, QRectF(rect).center(), size, image)


def icon(name: str, token: str = "soft") -> QIcon:
    """The icon for menus and window parts that want a QIcon; `put` keeps it right when the scheme changes."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(QPixmap.fromImage(picture(name, getattr(palette(), token), 16, ratio)))
        made.addPixmap(QPixmap.fromImage(picture(name, palette().off, 16, ratio)), QIcon.Mode.Disabled)
    return made


def put(holder: QAction | QAbstractButton, name: str, token: str = "soft") -> None:
    """Give an action or a button of Qt's own its icon, now and after every change of the scheme."""
    _Renewal(holder, name, token).renew()


class _Renewal(QObject):
    """Sets the icon anew; a child of the holder, so it ends with it."""

    def __init__(self, holder: QAction | QAbstractButton, name: str, token: str) -> None:
        super().__init__(holder)
        self._holder, self._name, self._token = holder, name, token
        THEME.changed.connect(self.renew)

    def renew(self) -> None:
        self._holder.setIcon(icon(self._name, self._token))


def program_icon() -> QIcon:
    """The program's own icon at all sizes the desktop asks for."""
    made = QIcon()
    for side in (16, 20, 24, 32, 48, 64, 128, 256):
        made.addPixmap(QPixmap.fromImage(picture("program", _DRAWN_IN, side)))
    return made


def program_pixmap(size: int, ratio: float) -> QPixmap:
    """The program's own icon, `size` logical pixels square."""
    return QPixmap.fromImage(picture("program", _DRAWN_IN, size, ratio))


SIZE = QSize(16, 16)
"""The grid the icons are drawn on."""
