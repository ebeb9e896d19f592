"""替换文字: every place is shown before it is changed, and all of it is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.model import Place
from tests.ui.conftest import RESCUE
from ui.pages.replace import ReplacePage, excerpts
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
EXPECTED, ACTUAL = Place("goal", RESCUE, "expected", 3), Place("goal", RESCUE, "actual", 3)


@pytest.fixture
def page(window: Window) -> ReplacePage:
    """The page, reached from what Ctrl+F found."""
    window.resize(1366, 768)
    search = window.top.search
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search.insert("救助")
    search.look()
    QApplication.processEvents()
    QTest.mouseClick(search.card.replace, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.rooms.replace.isVisible()
    return window.rooms.replace


def click(page: ReplacePage, row: int) -> None:
    at = page.list.visualRect(page.list.model().index(row, 0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_it_begins_with_the_words_that_were_found(page: ReplacePage) -> None:
    assert page.old.text() == "救助"
    assert page.new.hasFocus()


def test_each_place_is_shown_as_it_is_and_as_it_would_be(page: ReplacePage) -> None:
    page.new.insert("帮扶")
    rows = [[cell.text for cell in row.cells[1:]] for row in page.list.rows]
    assert rows == [
        ["救助困难群众1200人次。", "帮扶困难群众1200人次。", "1"],
        ["全年救助1140人次。", "全年帮扶1140人次。", "1"],
    ]
    assert page.take.text() == "替换 2 处"


def test_replacing_is_one_step(page: ReplacePage) -> None:
    page.new.insert("帮扶")
    QTest.mouseClick(page.take, Qt.MouseButton.LeftButton)
    desk = page.desk
    assert (desk.text(EXPECTED), desk.text(ACTUAL)) == ("帮扶困难群众1200人次。", "全年帮扶1140人次。")
    assert desk.undo_name() == "把“救助”替换为“帮扶”"
    desk.undo()
    assert (desk.text(EXPECTED), desk.text(ACTUAL)) == ("救助困难群众1200人次。", "全年救助1140人次。")


def test_a_place_that_is_clicked_stays_as_it_is(page: ReplacePage) -> None:
    page.new.insert("帮扶")
    click(page, 0)
    assert page.take.text() == "替换 1 处"
    QTest.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert page.desk.text(EXPECTED).startswith("救助")
    assert page.desk.text(ACTUAL).startswith("全年帮扶")


def test_names_and_tables_are_never_touched(page: ReplacePage) -> None:
    page.new.insert("帮扶")
    QTest.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert page.desk.text(Place("project", RESCUE, "name")) == "城乡医疗救助资金"


def test_where_nothing_can_be_replaced_it_says_why(page: ReplacePage) -> None:
    page.old.setText("没有这样的话")
    assert page.empty.isVisible()
    assert not page.take.isEnabled()


def test_the_first_difference_is_shown_with_its_surroundings() -> None:
    long = "一二三四五六七八九十{fund.total.executed:万元}拔付到位"
    assert excerpts(long, long.replace("拔付", "拨付")) == ("…八九十［数］拔付到位", "…八九十［数］拨付到位")
