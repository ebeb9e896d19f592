"""提交前检查 and 规则设置 at every size of the window: all in sight, nothing cut off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from core.model import Place
from tests.ui.conftest import RESCUE
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
ACTUAL = Place("indicator", RESCUE, "actual", 4)


def test_nothing_is_wider_than_a_small_screen(window: Window) -> None:
    window.resize(911, 512)
    window.rooms.show_readiness()
    QApplication.processEvents()
    page = window.rooms.readiness
    assert (window.width(), window.height()) == (911, 512)
    assert not page.verdict.ring.isVisible()
    assert page.view.height() > 100
    assert page.view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(911, 465), (911, 512), (1280, 720), (1366, 697)])
def test_everything_that_is_checked_is_in_sight_at_once(window: Window, size: tuple[int, int]) -> None:
    """The smallest is a common screen at 150 %, less the bars of Windows."""
    desk = window.desk
    desk.mark_pending(ACTUAL, on=True)
    desk.write_note(ACTUAL, "问乡镇")
    window.resize(*size)
    window.rooms.show_readiness()
    page = window.rooms.readiness
    for only in (None, RESCUE):
        page.look_at(only)
        for _ in range(3):
            QApplication.processEvents()
        assert page.list.verticalScrollBar().maximum() == 0
        assert page.page.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(911, 512), (1280, 720), (1366, 697), (1920, 1080)])
def test_no_words_are_cut_off_at_any_size(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    for show, shown in (
        (window.rooms.show_readiness, window.rooms.readiness),
        (window.rooms.show_rules, window.rooms.rules),
    ):
        show()
        QApplication.processEvents()
        for words in (found for found in shown.findChildren(QLabel) if found.isVisible()):
            high = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
            assert words.height() >= high, words.text()
            assert words.wordWrap() or words.width() >= words.sizeHint().width(), words.text()
