"""Cells that offer words: the list below the editor, by keys and by mouse, and what is typed instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.forms import judged
from tests.ui.sheets.conftest import Hands
from ui.desk import Desk
from ui.look.choice_editor import ChoiceEditor
from ui.pages.indicators import IndicatorsPage

ROW, COLUMN = "救助人次", "完成可能性"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup


@pytest.fixture
def hands(open_desk: Callable[..., Desk], known: Callable[..., None], hands_on: Callable[[type, Desk], Hands]) -> Hands:
    known(judged())
    return hands_on(IndicatorsPage, open_desk())


def opened(hands: Hands) -> ChoiceEditor:
    hands.choose(ROW, COLUMN)
    hands.press(Qt.Key.Key_F2)
    editor = hands.view.editor()
    assert isinstance(editor, ChoiceEditor)
    return editor


def test_the_words_are_offered_as_soon_as_the_cell_is_opened(hands: Hands) -> None:
    popup = opened(hands).completer().popup()
    assert popup.isVisible()
    words = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert words == ["确定能", "有可能", "完全不可能"]


def test_arrow_keys_choose_and_enter_stores_and_goes_on(hands: Hands) -> None:
    popup = opened(hands).completer().popup()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup, key)
    QApplication.processEvents()
    assert hands.typed(ROW, COLUMN) == "有可能"
    assert hands.view.editor() is None
    assert hands.view.currentIndex().row() == hands.index(ROW, COLUMN).row() + 1


def test_a_click_on_a_word_stores_it(hands: Hands) -> None:
    popup = opened(hands).completer().popup()
    at = popup.visualRect(popup.model().index(2, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()
    QApplication.processEvents()
    assert hands.typed(ROW, COLUMN) == "完全不可能"
    assert hands.view.editor() is None


def test_other_words_can_be_typed_and_tab_stores_them(hands: Hands) -> None:
    editor = opened(hands)
    QTest.keyClicks(editor, "maybe")
    QTest.keyClick(editor.completer().popup(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert hands.typed(ROW, COLUMN) == "maybe"


def test_escape_leaves_the_cell_as_it_was(hands: Hands) -> None:
    popup = opened(hands).completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert hands.typed(ROW, COLUMN) == ""
    assert hands.view.editor() is None
