"""Both schemes, and pictures of parts at the scales of office screens."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from ui.look import theme
from ui.look.tokens import DARK, LIGHT

Take = Callable[[QWidget, float], QImage]


@pytest.fixture(scope="module", autouse=True)
def alone(qapp: QApplication) -> None:
    """No window of an earlier test is dressed with the parts."""
    gc.unfreeze()
    gc.collect()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test begins in light and leaves it so."""
    theme.apply(qapp, dark=False)
    yield
    theme.dress(qapp, LIGHT)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    """Run the test in both schemes."""
    theme.dress(qapp, DARK if request.param == "dark" else LIGHT)
    return str(request.param)


@pytest.fixture
def take() -> Take:
    """Paint a part as a screen of a device ratio would show it."""

    def picture(widget: QWidget, ratio: float) -> QImage:
        image = QImage(widget.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.magenta)
        widget.render(image)
        return image

    return picture
