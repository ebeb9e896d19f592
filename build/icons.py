"""Draws the program's icon, resources/icons/program.svg, at the sizes desktops ask for: ``python build/icons.py``."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import product
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def drawn(side: int) -> QImage:
    """The icon, ``side`` pixels square."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(product.ICONS.with_suffix(".svg"))).render(painter)
    painter.end()
    return image


def main() -> None:
    """Write a .png of each size and the .ico that holds them all."""
    _app = QGuiApplication([])
    product.ICONS.mkdir(exist_ok=True)
    pictures = [product.ICONS / f"{side}.png" for side in product.ICON_SIDES]
    for side, picture in zip(product.ICON_SIDES, pictures, strict=True):
        drawn(side).save(str(picture))
    *smaller, largest = map(Image.open, pictures)
    sizes = [(side, side) for side in product.ICON_SIDES]
    largest.save(product.ICONS / "program.ico", sizes=sizes, append_images=smaller)


if __name__ == "__main__":
    main()
