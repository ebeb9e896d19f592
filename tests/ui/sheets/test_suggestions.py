"""Names offered while an indicator is typed, by characters and initials; the list never gets in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.sheets.conftest import Hands
from ui.sheets.suggesting import SuggestionList

Key = Qt.Key
NAME = "三级指标"


@pytest.fixture
def hands(indicators: Hands) -> Hands:
    indicators.choose("质量指标", NAME)
    return indicators


def offered(hands: Hands) -> SuggestionList:
    shown = hands.page.card.suggestions
    assert shown is not None
    return shown


def names(hands: Hands) -> list[str]:
    lines = offered(hands).model()
    return [lines.index(n, 0).data() for n in range(lines.rowCount())]


def test_initials_find_a_name_of_the_library(hands: Hands) -> None:
    hands.type("cbl")
    assert offered(hands).isVisible()
    assert "基本医保参保率" in names(hands)


def test_the_marked_name_fills_name_direction_and_unit_in_one_step(hands: Hands) -> None:
    hands.type("jbyb")
    assert names(hands)[0] == "基本医保参保率"
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    row = hands.desk.dossier.indicator[-1]
    assert (row.level2, row.name, row.direction, row.unit, row.target) == ("质量指标", "基本医保参保率", "≥", "%", "")
    assert hands.view.editor() is None
    assert not offered(hands).isVisible()
    hands.desk.undo()
    assert len(hands.desk.dossier.indicator) == 3


def test_enter_without_a_mark_stores_what_was_typed(hands: Hands) -> None:
    hands.type("cbl")
    hands.press(Key.Key_Return)
    assert hands.desk.dossier.indicator[-1].name == "cbl"
    assert not offered(hands).isVisible()


def test_escape_closes_the_list_only_and_then_the_editor(hands: Hands) -> None:
    hands.type("cbl")
    hands.press(Key.Key_Escape)
    assert not offered(hands).isVisible()
    assert hands.view.editor().toPlainText() == "cbl"
    hands.press(Key.Key_Escape)
    assert hands.view.editor() is None
    assert len(hands.desk.dossier.indicator) == 3


def test_a_click_takes_a_name(hands: Hands) -> None:
    hands.type("jbyb")
    shown = offered(hands)
    QTest.mouseClick(
        shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualRect(shown.model().index(0, 0)).center()
    )
    assert hands.desk.dossier.indicator[-1].name == "基本医保参保率"


def test_what_is_typed_already_is_left_as_it_is(indicators: Hands) -> None:
    indicators.choose("救助人次", NAME)
    indicators.type("jbyb")
    indicators.press(Key.Key_Down)
    indicators.press(Key.Key_Return)
    row = indicators.desk.dossier.indicator[0]
    assert (row.name, row.direction, row.unit, row.target) == ("基本医保参保率", "≥", "人次", "1200")


def test_the_library_puts_several_in_at_once(indicators: Hands) -> None:
    page = indicators.page
    page._library.click()
    library = page.library
    library.fields.choose(0)
    QTest.keyClicks(library.search, "cbl")
    found = [library.list.item(n).text() for n in range(library.list.count())]
    assert any("参保率" in text for text in found)
    shown = library.list
    for n in range(2):
        at = shown.visualItemRect(shown.item(n)).center()
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert library.put.text() == "放入 2 项"
    QTest.mouseClick(library.put, Qt.MouseButton.LeftButton)
    assert len(indicators.desk.dossier.indicator) == 5
    indicators.desk.undo()
    assert len(indicators.desk.dossier.indicator) == 3
