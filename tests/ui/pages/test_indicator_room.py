"""指标 in the room there is: the head of its table gives way, and the table fills its card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.pages.indicators import IndicatorsPage
from ui.places import Tab
from ui.window import Window


@pytest.fixture
def narrow(window: Window) -> IndicatorsPage:
    """指标 in a window at its least width, with a sum of weights that is to be mended."""
    window.desk.type_text(Place("indicator", RESCUE, "weight", 4), "17.5", "改分值")
    window.project.show_tab(Tab.INDICATORS)
    for wide in (1000, 600):  # what folds away makes room for less
        window.resize(wide, 640)
        for _ in range(3):
            QApplication.processEvents()
    page = window.project.page(Tab.INDICATORS)
    assert isinstance(page, IndicatorsPage)
    return page


def test_in_a_narrow_window_no_tool_of_the_table_is_cut_off(narrow: IndicatorsPage) -> None:
    seen = narrow.viewport().rect()
    for part in (narrow._every, narrow._library, narrow._add, narrow._sum, narrow._gap, narrow.card):
        ends = narrow.viewport().mapFromGlobal(part.mapToGlobal(part.rect().bottomRight()))
        assert part.isVisible()
        assert ends.x() < seen.right(), part
    assert narrow._add.accessibleName()


def test_first_the_bar_goes_then_the_words_of_the_tools_and_both_come_back(qtbot: QtBot, desk: Desk) -> None:
    page = IndicatorsPage(desk)
    qtbot.addWidget(page)
    page.show()
    said = []
    for wide in (900, 620, 500, 620, 900):
        page.resize(wide, 600)
        QApplication.processEvents()
        said.append((page._meter.isVisible(), [b.text() for b in (page._every, page._library, page._add)]))
    words, none = ["全部栏目", "指标库", "指标"], ["", "", ""]
    assert said == [(True, words), (False, words), (False, none), (False, words), (True, words)]
    page.resize(500, 600)
    assert page._add.accessibleName() == page._add.toolTip() != ""
    QTest.mouseClick(page._add, Qt.MouseButton.LeftButton)
    assert page._add.menu.isVisible()
    page._add.menu.close()


@pytest.mark.parametrize("high", [700, 720, 740])
def test_the_table_reaches_the_edge_of_its_card_when_it_is_first_shown(qtbot: QtBot, desk: Desk, high: int) -> None:
    page = IndicatorsPage(desk)
    qtbot.addWidget(page)
    page.resize(1290, high)
    page.show()
    QApplication.processEvents()
    view = page.card.view
    bar = view.verticalScrollBar()
    assert view.horizontalHeader().length() == view.viewport().width()
    assert (
        view.viewport().mapTo(page.card, QPoint(0, 0)).x()
        + view.viewport().width()
        + (bar.width() if bar.isVisible() else 0)
        == page.card.width() - 1
    )
