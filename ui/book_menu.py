"""The menu of the book: which one is open, what can be done with it, and how the window looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from core.manual import SCREENS, SHORTCUTS
from core.version import VERSION
from ui.at_rest import reminder
from ui.recent import recent
from ui.window import Window


@dataclass(frozen=True, slots=True)
class Ways:
    """What the menu leads to outside the window."""

    new: Callable[[], object]
    open: Callable[[], object]
    sample: Callable[[], object]
    copy: Callable[[Window], object]
    data: Callable[[Window], object]
    book: Callable[[Path], object]
    resize: Callable[[], object]


class BookMenu:
    """Fills the menu of a window; it lives as long as the window does.

    One column on the lowest screen (911 × 512): what is wanted daily stands in it, the rest in menus of its own.
    """

    def __init__(self, window: Window, app: QApplication, settings: QSettings, ways: Ways) -> None:
        self._window, self._app, self._settings, self._ways = window, app, settings, ways
        menu = window.top.book.menu
        self._offer_books(menu)
        menu.addSeparator()
        self._offer_pages(menu)
        menu.addSeparator()
        self._offer_settings(menu.addMenu("设置"))
        self._show = menu.addMenu("显示")
        self._show.aboutToShow.connect(self._fill_show)
        self._offer_help(menu.addMenu("帮助"))

    def _offer_books(self, menu: QMenu) -> None:
        window, ways = self._window, self._ways
        menu.addAction("打开账套").triggered.connect(lambda: ways.open())
        menu.addAction("新建账套").triggered.connect(lambda: ways.new())
        self._lately = menu.addMenu("最近的账套")
        self._lately.aboutToShow.connect(self._fill_recent)
        apart = menu.addMenu("另存")
        apart.addAction("另存一份").triggered.connect(lambda: ways.copy(window))
        apart.addAction("导出数据文件").triggered.connect(lambda: ways.data(window))
        keeping = menu.addAction("账套与备份")
        self._leads(keeping, window.rooms.show_keeping)
        due = "账套与备份（该复制一份到第二位置了）"
        menu.aboutToShow.connect(lambda: keeping.setText(due if reminder(window) else "账套与备份"))

    def _offer_pages(self, menu: QMenu) -> None:
        rooms = self._window.rooms
        takeover = menu.addAction("从上年带入")
        takeover.setEnabled(not self._window.desk.read_only)
        self._leads(takeover, rooms.show_takeover)
        self._leads(menu.addAction("读入资料"), rooms.show_intake)
        self._leads(menu.addAction("替换文字\tCtrl+H"), rooms.show_replace)
        self._leads(menu.addAction("历史和回收站"), rooms.show_history)

    def _offer_settings(self, menu: QMenu) -> None:
        rooms = self._window.rooms
        self._leads(menu.addAction("单位信息"), rooms.show_unit)
        self._leads(menu.addAction("表样"), rooms.show_forms)
        self._leads(menu.addAction("规则设置"), rooms.show_rules)

    def _leads(self, action: QAction, show: Callable[[], object]) -> None:
        """An entry that shows a page: the keyboard goes along, it would stay on the button of the menu."""

        def lead() -> None:
            show()
            self._window.rooms.enter()

        action.triggered.connect(lead)

    def _offer_help(self, menu: QMenu) -> None:
        window = self._window
        menu.addAction("手册\tF1").triggered.connect(window.explain)
        menu.addAction("快捷键\tCtrl+/").triggered.connect(lambda: window.help.show_page(SCREENS, SHORTCUTS))
        menu.addAction("打开示例").triggered.connect(lambda: self._ways.sample())
        menu.addAction(f"关于绩评本 {VERSION}").triggered.connect(self._about)

    def _fill_show(self) -> None:
        from ui.panels.appearance import Appearance, put_into

        self._show.clear()
        part = Appearance(self._app, self._settings)
        part.sized.connect(lambda: QTimer.singleShot(0, self._ways.resize))  # the slider is let go of first
        put_into(self._show, part)

    def _fill_recent(self) -> None:
        menu = self._lately
        menu.clear()
        for book in recent(self._settings):
            if book != self._window.desk.path:
                menu.addAction(book.stem).triggered.connect(lambda _=False, book=book: self._ways.book(book))
        if menu.isEmpty():
            menu.addAction("还没有别的账套").setEnabled(False)

    def _about(self) -> None:
        from ui.panels.about import About

        About(self._window).open()
