"""The manual inside the program, its search, the shortcut sheet, the about box."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core import manual
from core.version import VERSION
from ui.look.tokens import color
from ui.marks import NOTE_KEY, PENDING_KEY
from ui.pages.help import CHAPTERS, HelpWindow
from ui.panels.about import LICENCES, About
from ui.places import Tab
from ui.sheets.rowed import COPY, DOWN, INSERT, REMOVE, UP, VIEW
from ui.shortcuts import TABLES, TYPING, WINDOW, as_table
from ui.window import Window

_BELOW = QPoint(40, 24)
ROOMS = ("overview", "unit", "readiness", "takeover", "intake", "replace", "history", "keeping", "rules", "forms",
         "no_whole")  # fmt: skip
SCREENS = (manual.FOLDER / manual.SCREENS).read_text(encoding="utf-8")


@pytest.fixture
def book(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show_page(manual.CONTENTS)
    return made


def on_top(book: HelpWindow) -> str:
    """The first line that is seen."""
    return book.browser.cursorForPosition(book.browser.viewport().rect().topLeft() + _BELOW).block().text()


def test_f1_explains_the_page_at_hand(window: Window) -> None:
    for tab, heading in ((Tab.GOALS, "目标"), (Tab.INDICATORS, "指标")):
        window.project.show_tab(tab)
        QTest.keyClick(window, Qt.Key.Key_F1)
        assert on_top(window.help) == heading
    window.rooms.show_overview()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert on_top(window.help) == "年度概览"
    window.close()
    assert not window.help.isVisible(), "it goes with its window"


@pytest.mark.parametrize("page", [*ROOMS, *(tab.value for tab in Tab)])
def test_every_page_of_the_window_has_its_heading_in_the_manual(page: str) -> None:
    assert CHAPTERS[page] in {one.heading for one in manual.sections() if one.file == manual.SCREENS}


def test_links_lead_on_and_back_again(book: HelpWindow) -> None:
    link = book.browser.source().resolved("02-screens.md#快捷键")
    book.browser.anchorClicked.emit(link)
    assert on_top(book) == "快捷键"
    assert book.back.isEnabled()
    QTest.mouseClick(book.back, Qt.MouseButton.LeftButton)
    assert book.browser.source().fileName() == manual.CONTENTS
    QTest.mouseClick(book.forth, Qt.MouseButton.LeftButton)
    assert on_top(book) == "快捷键"


def test_nothing_outside_the_machine_is_ever_opened(book: HelpWindow) -> None:
    before = book.browser.source()
    book.browser.anchorClicked.emit(before.fromUserInput("https://example.org/"))
    assert book.browser.source() == before


def test_words_are_found_in_all_chapters(book: HelpWindow) -> None:
    book.words.setText("待核")
    found = [book.list.item(row).text() for row in range(book.list.count())]
    assert len(found) > 2
    assert all("\n" in line for line in found), "heading and the line around the words"
    QTest.keyClick(book.words, Qt.Key.Key_Return)
    assert on_top(book) == found[0].splitlines()[0]
    book.words.setText("没有这样的词")
    assert "没有这几个字" in book.list.item(0).text()
    book.words.clear()
    assert book.list.item(0).text() == "头十分钟"


def test_of_a_hit_the_heading_is_told_from_the_line_that_holds_the_words(book: HelpWindow) -> None:
    book.words.setText("待核")
    area = book.list.visualItemRect(book.list.item(0))
    picture = book.list.viewport().grab(area).toImage()
    upper, lower = (
        {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in rows}
        for rows in (range(picture.height() // 3), range(picture.height() * 2 // 3, picture.height()))
    )
    assert color("ink").name() in upper
    assert color("ink").name() not in lower
    assert color("soft").name() in lower
    assert area.height() <= 80, "a long line is cut after two"


def test_pictures_are_as_wide_as_there_is_room(book: HelpWindow, qtbot: QtBot) -> None:
    book.show_page(manual.SCREENS)
    for wide in (980, 700):
        book.resize(wide, 600)
        qtbot.waitUntil(lambda: book.browser.horizontalScrollBar().maximum() == 0)


def test_a_program_without_its_manual_says_nothing_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(manual, "FOLDER", tmp_path / "无")
    manual.sections.cache_clear()
    try:
        assert manual.find("资金") == ()
    finally:
        manual.sections.cache_clear()


# --- shortcuts, about ------------------------------------------------------------------------------------------------


def test_the_sheet_of_shortcuts_opens(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert on_top(window.help) == "快捷键"
    window.close()


def test_the_manual_lists_exactly_the_keys_there_are(window: Window) -> None:
    for rows in (WINDOW + TYPING, TABLES):
        assert as_table(rows) in SCREENS
    made = {key.key().toString(QKeySequence.SequenceFormat.PortableText) for key in window.findChildren(QShortcut)}
    assert made == {QKeySequence(key).toString() for row in WINDOW for key in row.keys}
    listed = {key for row in TABLES for key in row.keys}
    assert {PENDING_KEY, NOTE_KEY, INSERT, REMOVE, COPY, UP, DOWN, VIEW} <= listed


def test_a_link_to_another_kind_of_file_is_opened_by_its_own_program(
    book: HelpWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    before = book.browser.source()
    book.browser.anchorClicked.emit(QUrl("../quick.pdf"))
    assert (opened, book.browser.source()) == (["quick.pdf"], before)


def test_the_about_box_names_the_version_and_every_licence(qtbot: QtBot) -> None:
    box = About()
    qtbot.addWidget(box)
    assert box.licences.toPlainText().strip() == LICENCES.read_text(encoding="utf-8").strip()
    for name in ("PySide6", "reportlab", "Fandol"):
        assert name.lower() in box.licences.toPlainText().lower()
    assert any(VERSION in word.text() for word in box.findChildren(QLabel))
