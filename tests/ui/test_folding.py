"""What gives way when the window gets narrow or low, and that nothing is cut off on any page of any form."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model import Place
from core.sample import sample
from tests.ui.conftest import PUBLICITY
from ui.places import Tab, tabs_for
from ui.window import Window


@pytest.mark.parametrize(
    ("width", "tab", "rail", "findings"),
    [
        (1920, Tab.FUNDS, False, 396),
        (1920, Tab.INDICATORS, False, 396),
        (1366, Tab.FUNDS, False, 320),
        (1366, Tab.INDICATORS, False, 0),
        (1280, Tab.FUNDS, False, 304),
        (911, Tab.FUNDS, True, 0),
        (911, Tab.INDICATORS, True, 0),
    ],
)
def test_sides_fold_by_need(window: Window, width: int, tab: Tab, rail: bool, findings: int) -> None:
    window.project.show_tab(tab)
    window.resize(width, 697)
    QApplication.processEvents()
    assert window.rail.isVisible() is rail
    assert window.projects.isVisible() is not rail
    assert window.findings.isVisible() is (findings > 0)
    assert window.findings_rail.isVisible() is (findings == 0), "counts never fold away"
    if findings:
        assert window.findings.width() == findings
    if not rail:
        assert window.projects.width() == 232
    assert window.width() == width


def test_the_clerks_own_fold_wins_on_its_page(window: Window) -> None:
    window.right.folded.emit()
    assert not window.findings.isVisible()
    window.project.show_tab(Tab.GOALS)
    assert window.findings.isVisible()
    window.project.show_tab(Tab.FUNDS)
    window.resize(1900, 900)
    assert not window.findings.isVisible()
    QTest.mouseClick(window.findings_rail.unfold, Qt.MouseButton.LeftButton)
    assert window.findings.isVisible()


def test_where_it_is_narrow_the_list_comes_over_the_page_and_goes(window: Window) -> None:
    window.resize(911, 512)
    assert not window.projects.isVisible()
    QTest.mouseClick(window.rail.list, Qt.MouseButton.LeftButton)
    assert window.projects.isVisible()
    at = window.projects.view.visualRect(window.projects.model.index(1)).center()
    QTest.mouseClick(window.projects.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.desk.project == PUBLICITY
    assert not window.projects.isVisible()
    page = window.project.page(window.project.tab)
    assert page.isAncestorOf(window.focusWidget()), "the keyboard is not left on the form beside the title"
    QTest.mouseClick(window.rail.list, Qt.MouseButton.LeftButton)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.projects.isVisible()
    window.resize(1366, 697)
    assert window.projects.isVisible()


def test_the_page_reaches_to_the_rail_when_the_list_has_come_and_gone(window: Window) -> None:
    window.resize(911, 512)
    QApplication.processEvents()

    def page_ends_at_the_rail() -> bool:
        QApplication.processEvents()
        middle = window.rooms
        end = middle.mapTo(window, middle.rect().topRight()).x() + 1
        return 0 <= window.findings_rail.mapTo(window, window.findings_rail.rect().topLeft()).x() - end <= 1

    assert page_ends_at_the_rail()
    QTest.mouseClick(window.rail.list, Qt.MouseButton.LeftButton)
    assert page_ends_at_the_rail()
    at = window.projects.view.visualRect(window.projects.model.index(1)).center()
    QTest.mouseClick(window.projects.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page_ends_at_the_rail()
    window.resize(900, 512)
    assert page_ends_at_the_rail()
    window.resize(1366, 697)
    QApplication.processEvents()
    assert (window.projects.width(), window.findings.width()) == (232, 320)


def test_where_it_is_narrow_the_findings_lie_below_the_page_and_the_table_keeps_its_width(window: Window) -> None:
    window.resize(911, 512)
    QApplication.processEvents()
    wide = window.rooms.width()
    QTest.mouseClick(window.findings_rail.unfold, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.findings.isVisible()
    assert window.rooms.width() > wide
    assert window.right.mapTo(window, QPoint()).y() > window.rooms.mapTo(window, window.rooms.rect().bottomLeft()).y()
    assert window.findings.view.height() > 80
    assert window.findings.filter.isVisible()
    assert not window.project.title.isVisible(), "the head is one line"
    assert window.project._beside_tabs.isVisible()
    handle = window.middle._centre.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    QTest.mouseMove(handle, handle.rect().center() - QPoint(0, 30))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    high = window.right.height()
    assert high > 160
    assert window.middle.sides.below == high
    window.resize(1366, 697)
    QApplication.processEvents()
    assert (window.right.width(), window.findings.filter.parentWidget()) == (320, window.findings)
    assert window.project.title.isVisible()
    window.resize(911, 512)
    QApplication.processEvents()
    assert window.right.height() == high, "as the clerk drew it"


def test_a_dragged_right_side_stays_as_wide(window: Window) -> None:
    window.resize(1366, 697)
    QApplication.processEvents()
    handle = window.middle.handle(3)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle - QPoint(60, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)
    wide = window.findings.width()
    assert wide > 340
    window.project.show_tab(Tab.GOALS)
    window.project.show_tab(Tab.FUNDS)
    QApplication.processEvents()
    assert window.findings.width() == wide


def test_low_screens_have_lower_bars_and_rows(window: Window) -> None:
    view = window.project.page(Tab.FUNDS).card.view
    window.resize(911, 512)
    QApplication.processEvents()
    assert (window.top.height(), view.rowHeight(3)) == (44, 30)
    window.resize(1366, 697)
    QApplication.processEvents()
    assert (window.top.height(), view.rowHeight(3)) == (48, 34)


Sizes = tuple[tuple[int, int], ...]
NARROW = ((911, 512),)  # what a common screen has left at 150 %
SIZES = ((1366, 697), (1280, 720), (911, 512), (1920, 1080))  # every other one for each form: usual and narrow


def seen(widget: QWidget) -> Iterator[QWidget]:
    """What is seen inside a widget; a page that is hidden is not even looked into."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible():
            yield child
            yield from seen(child)


def faults(window: Window) -> Iterator[str]:
    """What is scrolled sideways, clipped, or wider than its window."""
    for widget in seen(window):
        if isinstance(widget, QAbstractScrollArea):
            bar = widget.horizontalScrollBar()
            wrapped = isinstance(widget, QPlainTextEdit)  # lays its lines out anew when it is painted
            if bar.isVisible() if wrapped else bar.maximum():
                yield f"{type(widget).__name__} {widget.accessibleName()} scrolls sideways"
        elif isinstance(widget, QLabel):
            hint = widget.sizeHint()
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else hint.height()
            clipped = needed > widget.height() or (not widget.wordWrap() and hint.width() > widget.width())
            if widget.text() and clipped:
                yield f"“{widget.text()}” is clipped: {hint} in {widget.size()}"
        elif isinstance(widget, QAbstractButton):
            hint = widget.sizeHint()
            if hint.width() > widget.width() or hint.height() > widget.height():
                yield f"button “{widget.text()}” is clipped"
        if widget.parent() is window.centralWidget() and widget.geometry().right() > window.width():
            yield f"{widget} reaches out of the window"


def lasting(window: Window) -> tuple[str, ...]:
    """The faults that are still there when the layout has settled: heights follow widths, pass by pass."""
    found: tuple[str, ...] = ()
    for _ in range(10):
        QApplication.processEvents()
        found = tuple(faults(window))
        if not found:
            break
    return found


def at_sizes(window: Window, what: str, sizes: Sizes) -> Iterator[str]:
    """One page at each size, with its faults: it is made once and only laid out anew."""
    for wide, high in sizes:
        window.resize(wide, high)
        found = lasting(window)
        where = f"{wide}×{high} {window.desk.form.name} {what} {window.project.title.text()}"
        if window.width() != wide:
            yield f"{where} forces the window to {window.width()}"
        yield from (f"{where}: {fault}" for fault in found)


def pages(window: Window, sizes: Sizes) -> Iterator[str]:
    """Every page of what is shown, each with its faults."""
    for tab in tabs_for(window.desk.dossier, window.desk.form):
        window.project.show_tab(tab)
        yield from at_sizes(window, tab.value, sizes)


def others(window: Window, sizes: Sizes) -> Iterator[str]:
    """The pages that are no project's, each with its faults."""
    rooms = window.rooms
    for show in (rooms.show_unit, rooms.show_forms, rooms.show_overview, rooms.show_readiness, rooms.show_takeover,
                 rooms.show_intake, rooms.show_replace, rooms.show_history, rooms.show_rules):  # fmt: skip
        show()
        yield from at_sizes(window, rooms.here, sizes)


def walk(window: Window, sizes: Sizes) -> Iterator[str]:
    """Every page of some projects, of one under each form, and of the unit, at each size."""
    desk = window.desk
    for dossier in desk.dossiers[:3]:
        desk.choose_project(dossier.id)
        yield from pages(window, sizes)
    yield from others(window, sizes)
    first = desk.dossiers[0].id
    for form in desk.forms_for("project"):
        desk.choose_project(first)
        desk.type_text(Place("project", first, "form"), form.id, "改用表样")
        yield from pages(window, sizes[::2])
    for form in desk.forms_for("unit"):
        desk.type_text(Place("project", first, "form"), form.id, "改用表样")
        window.rooms.show_whole()
        desk.type_text(Place("project", desk.project, "form"), form.id, "改用表样")
        yield from pages(window, sizes[::2])


def test_nothing_is_clipped_and_nothing_scrolls_sideways(qtbot: QtBot, open_desk: object) -> None:
    window = Window(open_desk(sample()))
    qtbot.addWidget(window)
    window.show()
    scaled = window.devicePixelRatioF() > 1
    assert list(walk(window, NARROW if scaled else SIZES)) == []
    window.close()


def test_nothing_is_clipped_at_150_percent() -> None:
    """The same walk in a process of its own, whose screen is scaled, at the size such a screen has."""
    environment = {**os.environ, "QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::{_WALK}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


_WALK = test_nothing_is_clipped_and_nothing_scrolls_sideways.__name__
