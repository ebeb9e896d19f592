"""Windows that stand beside the main one are never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)  # px: what the system puts around a window


def fit(window: QWidget, size: QSize) -> None:
    """Give a window its size, or as much of it as the screen has room for."""
    window.resize(size.boundedTo(window.screen().availableSize() - _FRAME))
