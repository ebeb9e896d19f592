"""Chinese input methods: the first letter typed on a selected cell is not lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.sheets.conftest import Hands

NAME, EXECUTED = "三级指标", "全年执行数(B)"


def compose(hands: Hands, preedit: str) -> None:
    """The input method shows what has been typed of a word so far."""
    QApplication.sendEvent(hands.view, QInputMethodEvent(preedit, []))


def commit(hands: Hands, text: str) -> None:
    """The input method hands over a word."""
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(hands.view, done)


def preedit_of(hands: Hands) -> str:
    """What stands at the caret and is not text yet."""
    editor = hands.view.editor()
    assert editor is not None
    if hasattr(editor, "toPlainText"):
        return editor.textCursor().block().layout().preeditAreaText()
    return str(editor.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) or "")


def test_the_first_letter_opens_the_editor_and_stands_in_it(indicators: Hands) -> None:
    indicators.choose("救助人次", NAME)
    compose(indicators, "j")
    assert preedit_of(indicators) == "j"
    compose(indicators, "jiu")
    assert preedit_of(indicators) == "jiu"


def test_the_word_replaces_what_stood_in_the_cell(indicators: Hands) -> None:
    indicators.choose("救助人次", NAME)
    for so_far in ("j", "ji", "jiu"):
        compose(indicators, so_far)
    commit(indicators, "救助户数")
    editor = indicators.view.editor()
    assert editor is not None
    assert editor.toPlainText() == "救助户数"
    indicators.press(Qt.Key.Key_Return)
    assert indicators.shown("救助户数", NAME) == "救助户数"


def test_a_word_in_a_figure_cell_loses_nothing(funds: Hands) -> None:
    funds.choose("省级财政", EXECUTED)
    compose(funds, "w")
    compose(funds, "wan")
    commit(funds, "万")
    editor = funds.view.editor()
    assert editor is not None
    assert editor.text() == "万"
    funds.type("1")
    assert editor.text() == "万1"


def test_a_word_committed_at_once_loses_nothing(indicators: Hands) -> None:
    indicators.choose("救助人次", NAME)
    commit(indicators, "救")
    editor = indicators.view.editor()
    assert editor is not None
    assert editor.toPlainText() == "救"


def test_giving_up_the_word_brings_the_cell_back(indicators: Hands) -> None:
    indicators.choose("救助人次", NAME)
    compose(indicators, "j")
    compose(indicators, "")
    indicators.press(Qt.Key.Key_Escape)
    assert indicators.shown("救助人次", NAME) == "救助人次"


def test_a_fixed_cell_takes_no_words(indicators: Hands) -> None:
    indicators.choose("救助人次", "完成率")
    commit(indicators, "救")
    assert indicators.view.editor() is None


def test_a_sign_committed_at_once_into_a_figure_cell_stands_there_once(funds: Hands) -> None:
    funds.choose("省级财政", EXECUTED)
    commit(funds, "９")
    editor = funds.view.editor()
    assert editor is not None
    assert editor.text() == "９"
    funds.press(Qt.Key.Key_Return)
    assert funds.shown("省级财政", EXECUTED) == "9.00"
