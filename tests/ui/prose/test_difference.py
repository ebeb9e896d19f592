"""The clerk's text beside what the data would write: every difference marked, taken over at a click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.edits import AddRow
from core.model import Place
from tests.ui.conftest import RESCUE, small_book
from ui.desk import Desk
from ui.pages.prose import ProsePage
from ui.prose.difference import figures_missing, runs
from ui.prose.section import Section

FORM = "sichuan-2021"


def told(own: str, data: str) -> list[str]:
    signs = {"both": "", "own": "-", "data": "+"}
    return [f"{signs[run.kind]}{run.text}" for run in runs(own, data)]


@pytest.mark.parametrize(
    ("own", "data", "marked"),
    [
        ("执行率32.30%。", "执行率42.50%。", ["执行率", "-32.30%", "+42.50%", "。"]),
        ("已完成。", "已完成。", ["已完成。"]),
        ("已全部完成。", "已完成。", ["已", "-全部", "完成。"]),
    ],
)
def test_figures_are_marked_whole(own: str, data: str, marked: list[str]) -> None:
    assert told(own, data) == marked


@given(st.text("数据1.2%，。", max_size=20), st.text("数据1.2%，。", max_size=20))
def test_both_texts_can_be_read_from_the_marked_one(own: str, data: str) -> None:
    found = runs(own, data)
    assert "".join(run.text for run in found if run.kind != "data") == own
    assert "".join(run.text for run in found if run.kind != "own") == data


def test_figures_the_text_does_not_have_are_named_once() -> None:
    assert figures_missing("支出30万元", "支出48.44万元，48.44万元中30万元") == ("48.44",)


@pytest.fixture
def show(qtbot: QtBot, open_desk: Callable[..., Desk]) -> Callable[[Desk], ProsePage]:
    def shown(desk: Desk) -> ProsePage:
        page = ProsePage(desk)
        desk.changed.connect(lambda _: page.reload())
        qtbot.addWidget(page)
        page.resize(814, 600)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        return page

    return shown


def automatic(page: ProsePage) -> Section:
    """The first answer the data write, with a figure in it."""
    return next(s for s in page.sections.values() if s.auto and "484438.40" in s.editor.text())


def test_a_text_that_lags_behind_the_data_says_so_and_is_taken_over_at_a_click(
    open_desk: Callable[..., Desk], show: Callable[[Desk], ProsePage]
) -> None:
    page = show(open_desk(form=FORM))
    section = automatic(page)
    page.desk.type_text(section.place, section.editor.text(), "照抄成死的数")
    assert not section.difference.isVisible()
    page.desk.type_text(Place("fund", RESCUE, "county.executed"), "20", "改执行数")
    assert section.difference.isVisible()
    assert "这段文字里没有" in section.difference.said.text()
    QTest.mouseClick(section.difference.open, Qt.MouseButton.LeftButton)
    assert section.difference.marked.isVisible()
    assert "line-through" in section.difference.marked.text()
    QTest.mouseClick(section.difference.take, Qt.MouseButton.LeftButton)
    assert section.auto
    assert not section.difference.isVisible()
    page.desk.undo()
    assert not section.auto


def test_a_text_with_live_figures_never_lags_behind(
    open_desk: Callable[..., Desk], show: Callable[[Desk], ProsePage]
) -> None:
    page = show(open_desk(form=FORM))
    section = automatic(page)
    QTest.mouseClick(section.rewrite, Qt.MouseButton.LeftButton)
    page.desk.type_text(Place("fund", RESCUE, "county.executed"), "20", "改执行数")
    assert not section.difference.isVisible()


def test_a_text_nobody_has_touched_since_last_year_is_marked(
    open_desk: Callable[..., Desk], show: Callable[[Desk], ProsePage]
) -> None:
    book = small_book(FORM, {"basis": "按文件执行。"})
    project = book.dossiers[RESCUE].project
    last = replace(project, id=99, year=project.year - 1)
    book = AddRow(last).apply(book)
    desk = open_desk(book)
    desk.type_text(Place("answer", 99, "basis"), "按文件执行。", "上年")
    page = show(desk)
    section = page.sections["basis"]
    assert section.same.isVisible()
    desk.type_text(section.place, "按今年的文件执行。", "改")
    assert not section.same.isVisible()
