"""A whole project without the mouse: a table from Calc, amounts, weights and reasons, key by key."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.conftest import PUBLICITY
from tests.ui.keyboard import CONTROL, Key, Keyboard
from ui.places import Tab
from ui.window import Window


def test_a_project_is_filled_without_the_mouse(window: Window, qtbot: QtBot) -> None:
    desk, keys = window.desk, Keyboard(window)
    desk.choose_project(PUBLICITY)
    keys.to_page(Tab.FUNDS)
    keys.to_table(Tab.FUNDS)
    keys.press(Key.Key_Home, CONTROL)
    keys.press(Key.Key_Down, times=2)
    for amount in ("20", "20", "18.5"):
        keys.press(Key.Key_Tab)
        keys.type(amount)
    keys.press(Key.Key_Return)
    assert [f for f in desk.dossier.funds.values() if "20" in (f.initial, f.annual)]
    keys.to_page(Tab.INDICATORS)
    keys.to_table(Tab.INDICATORS)
    keys.press(Key.Key_Home, CONTROL)
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Right, times=2)
    keys.type("jbyb")
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Return)
    keys.press(Key.Key_Tab)
    for text in ("95", "96", "30"):
        keys.type(text)
        keys.press(Key.Key_Tab)
    row = desk.dossier.indicator[0]
    assert (row.name, row.direction, row.target, row.actual, row.unit) == ("基本医保参保率", "≥", "95", "96", "%")
    assert "30" in (row.weight, row.score)
