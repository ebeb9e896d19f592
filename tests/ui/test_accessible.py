"""Every control a clerk can reach has a name a screen reader can say; walked on every page of the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ui.pages.welcome import Welcome
from ui.places import tabs_for
from ui.window import Window

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QSlider, QTabBar)


def nameless(root: QWidget, where: str) -> Iterator[str]:
    """The controls below a widget that say nothing of themselves."""
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or not widget.isVisibleTo(root):
            continue
        if isinstance(widget, QHeaderView) or isinstance(widget.parent(), QComboBox):  # parts of what has a name
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (words.strip() or widget.accessibleName().strip()):
            yield f"{where}: {type(widget).__name__} in {type(widget.parent()).__name__}"


def test_every_control_of_every_page_has_a_name(window: Window) -> None:
    window.resize(1366, 768)
    found: list[str] = []
    for tab in tabs_for(window.desk.dossier, window.desk.form):
        window.project.show_tab(tab)
        QApplication.processEvents()
        found += nameless(window, tab.value)
    rooms = window.rooms
    shows = (rooms.show_unit, rooms.show_overview, rooms.show_readiness, rooms.show_takeover, rooms.show_intake,
             rooms.show_replace, rooms.show_history, rooms.show_rules, rooms.show_forms, rooms.show_whole)  # fmt: skip
    for show in shows:
        show()
        QApplication.processEvents()
        found += nameless(window, rooms.here)
    window.right.show_preview(True)
    found += nameless(window.right, "预览")
    assert sorted(set(found)) == []


def test_every_control_of_the_first_page_has_a_name(qtbot: object, tmp_path: object) -> None:
    from core.forms.library import known

    page = Welcome(known(), tmp_path)
    qtbot.addWidget(page)
    page.show()
    assert list(nameless(page, "welcome")) == []
