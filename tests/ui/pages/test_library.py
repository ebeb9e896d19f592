"""指标库: what is said of an indicator before it is put into the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.search.library import library
from ui.desk import Desk
from ui.look.buttons import Button
from ui.pages.indicator_words import whose
from ui.pages.indicators import IndicatorsPage
from ui.pages.library_dialog import _DETAIL, LibraryDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> LibraryDialog:
    """The dialog as its button opens it."""
    page = IndicatorsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    button = next(b for b in page.findChildren(Button) if b.text() == "指标库")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return page.library


def details(dialog: LibraryDialog) -> dict[str, str]:
    items = (dialog.list.item(row) for row in range(dialog.list.count()))
    return {item.text(): item.data(_DETAIL) for item in items}


def test_the_direction_of_an_indicator_stands_with_its_unit(dialog: LibraryDialog) -> None:
    dialog.fields.chosen.emit(0)
    told = details(dialog)
    shown = [entry for entry in library() if entry.name in told and told[entry.name] != "已在表里"]
    assert shown
    for entry in shown:
        measured = " ".join(filter(None, (entry.direction, entry.unit)))
        assert told[entry.name] == "　".join(filter(None, (entry.level2, measured, whose(entry))))
    assert any("≤ " in said for said in told.values()), "the fewer, the better"
    assert any("定性" in said for said in told.values())


def test_what_is_ticked_comes_with_its_direction(dialog: LibraryDialog, desk: Desk) -> None:
    item = next(
        dialog.list.item(row) for row in range(dialog.list.count()) if "≥ " in dialog.list.item(row).data(_DETAIL)
    )
    name = item.text()
    dialog.list.scrollToItem(item)
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=dialog.list.visualItemRect(item).center())
    QTest.mouseClick(dialog.put, Qt.MouseButton.LeftButton)
    assert next(row.direction for row in desk.dossier.indicator if row.name == name) == "≥"
    assert desk.undo_name() == "从指标库放入 1 项"
