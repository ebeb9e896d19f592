"""The menu of the book: one column on the lowest screen, what is wanted daily first, all of it by keyboard."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.conftest import inner_menu, menu_item
from ui.book_menu import BookMenu, Ways
from ui.window import Window

_SCREEN = 512 - 40  # logical height of a screen of 768 at 150 %, less the task bar


@pytest.fixture
def gone() -> list[str]:
    """Where the menu led."""
    return []


@pytest.fixture
def menu(window: Window, qapp: QApplication, tmp_path: Path, gone: list[str]) -> QMenu:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    ways = Ways(**{way.name: lambda *_, name=way.name: gone.append(name) for way in fields(Ways)})
    BookMenu(window, qapp, settings, ways)
    return window.top.book.menu


def test_it_stands_in_one_column_on_the_lowest_screen(menu: QMenu) -> None:
    menu.popup(menu.pos())
    places = [menu.actionGeometry(action) for action in menu.actions()]
    assert len({place.left() for place in places}) == 1
    assert menu.height() <= _SCREEN - 40, "with room to spare"
    menu.close()


def test_what_is_wanted_daily_comes_first_and_nothing_is_lost(menu: QMenu) -> None:
    outer = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert outer[:3] == ["打开账套", "新建账套", "最近的账套"]
    assert [text for text in outer if text in ("从上年带入", "读入资料")] == ["从上年带入", "读入资料"]
    for text in ("另存一份", "导出数据文件", "单位信息", "表样", "规则设置", "手册", "快捷键", "打开示例"):
        assert menu_item(menu, text).isEnabled()


@pytest.mark.parametrize(
    "entry", ["从上年带入", "读入资料", "替换文字", "历史和回收站", "账套与备份", "单位信息", "表样", "规则设置"]
)
def test_the_keyboard_goes_along_to_the_page_that_was_opened(menu: QMenu, window: Window, entry: str) -> None:
    window.activateWindow()
    window.top.book.setFocus()
    QTest.keyClick(window.top.book, Qt.Key.Key_Space)
    assert menu.isVisible()
    inner = menu
    if entry in ("单位信息", "表样", "规则设置"):
        menu.setActiveAction(menu_item(menu, "设置"))
        QTest.keyClick(menu, Qt.Key.Key_Right)
        inner = inner_menu(menu, "设置")
    inner.setActiveAction(menu_item(inner, entry))
    QTest.keyClick(inner, Qt.Key.Key_Return)
    QApplication.processEvents()
    page = window.rooms.currentWidget()
    assert page is not window.rooms.project
    focus = window.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus), focus


def test_an_entry_of_an_inner_menu_is_reached_by_keys_alone(menu: QMenu, gone: list[str]) -> None:
    menu.popup(menu.pos())
    menu.setActiveAction(menu_item(menu, "另存"))
    QTest.keyClick(menu, Qt.Key.Key_Right)
    inner = inner_menu(menu, "另存")
    assert inner.isVisible()
    QTest.keyClick(inner, Qt.Key.Key_Return)
    assert gone == ["copy"]
