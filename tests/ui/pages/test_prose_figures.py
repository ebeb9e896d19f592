"""Live figures in 正文: they follow the data, are one piece for the caret, and are chosen from a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.pages.prose_pages import PUBLICITY, WITH_FIGURE, answer, at_work, compose, execute, leave
from ui.pages.prose import ProsePage
from ui.prose.live import figures_in


def test_a_figure_follows_the_data_while_the_clerk_types_behind_it(
    qtbot: QtBot, show: Callable[..., ProsePage]
) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit")
    qtbot.keyClicks(benefit.editor, "AB")
    execute(page, "12000.00")
    qtbot.keyClicks(benefit.editor, "CD")
    assert benefit.editor.text() == "全年支出12030.00万元，用于救助。ABCD"
    leave(benefit)
    assert answer(page, "benefit") == f"{WITH_FIGURE}ABCD"


def test_the_caret_steps_over_a_figure(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit", caret=4)
    figure = next(figures_in(benefit.editor.document()))
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Right)
    assert benefit.editor.textCursor().position() == figure.end
    qtbot.keyClicks(benefit.editor, "A")
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Left)
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Left)
    assert benefit.editor.textCursor().position() == figure.start
    qtbot.keyClicks(benefit.editor, "B")
    leave(benefit)
    assert answer(page, "benefit") == "全年支出B{fund.total.executed:万元}A，用于救助。"


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_a_figure_is_deleted_whole_and_comes_back_whole(
    qtbot: QtBot, show: Callable[..., ProsePage], key: Qt.Key
) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = page.sections["benefit"]
    figure = next(figures_in(benefit.editor.document()))
    at_work(page, "benefit", caret=figure.end if key == Qt.Key.Key_Backspace else figure.start)
    qtbot.keyClick(benefit.editor, key)
    assert benefit.editor.stored() == "全年支出，用于救助。"
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert benefit.editor.stored() == WITH_FIGURE


def test_selecting_with_the_keyboard_takes_a_figure_whole(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit", caret=3)
    for _ in range(2):
        qtbot.keyClick(benefit.editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(benefit.editor, "X")
    assert benefit.editor.stored() == "全年支X，用于救助。"


def test_a_composition_over_a_selected_figure_is_plain_text(show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    figure = next(figures_in(page.sections["benefit"].editor.document()))
    benefit = at_work(page, "benefit", caret=figure.start)
    cursor = benefit.editor.textCursor()
    cursor.setPosition(figure.end, cursor.MoveMode.KeepAnchor)
    benefit.editor.setTextCursor(cursor)
    compose(benefit.editor, "wan")
    compose(benefit.editor, "", "万元")
    assert benefit.editor.stored() == "全年支出万元，用于救助。"


def test_a_copy_is_plain_text_outside_and_live_inside(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit")
    benefit.editor.selectAll()
    qtbot.keyClick(benefit.editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "全年支出48.44万元，用于救助。"
    basis = at_work(page, "basis")
    qtbot.keyClick(basis.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert basis.editor.stored() == WITH_FIGURE
    page.desk.choose_project(PUBLICITY)
    other = at_work(page, "basis")
    qtbot.keyClick(other.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert other.editor.stored() == "全年支出48.44万元，用于救助。"


def test_pasted_text_is_plain_and_loses_typed_indents(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    QGuiApplication.clipboard().setText("　　第一段。\r\n　　第二段。")
    basis = at_work(page, "basis")
    qtbot.keyClick(basis.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert basis.editor.stored() == "第一段。\n第二段。"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
def test_a_figure_is_chosen_from_the_list_by_typing_part_of_its_name(
    qtbot: QtBot, show: Callable[..., ProsePage]
) -> None:
    page = show(basis="救助")
    basis = at_work(page, "basis")
    qtbot.mouseClick(basis.insert, Qt.MouseButton.LeftButton)
    search = basis.picker.findChild(QLineEdit)
    assert basis.picker.isVisible()
    assert basis.picker.grab().toImage().pixelColor(0, 0).alpha() == 0, "its corners are round"
    qtbot.keyClicks(search, "1140")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert not basis.picker.isVisible()
    assert basis.editor.stored() == "救助{indicator.4.actual}"
    qtbot.keyClicks(basis.editor, "A")
    leave(basis)
    assert answer(page, "basis") == "救助{indicator.4.actual}A"
