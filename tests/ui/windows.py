"""Hands on a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)

from core.model import Place
from core.trouble import BookTrouble
from tests.ui.conftest import RESCUE
from ui.places import Tab
from ui.window import Window

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
AMOUNT = Place("fund", RESCUE, "province.annual")


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def choose_amount(window: Window) -> None:
    window.project.show_tab(Tab.FUNDS)
    view = window.project.page(Tab.FUNDS).card.view
    view.show_place(view.model().find(AMOUNT))


def refuse(*_: object, **__: object) -> None:
    raise BookTrouble("磁盘已满。")
