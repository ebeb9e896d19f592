"""The first start in three steps, the sample and the way back from it, and what the next start opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import paths
from core.trouble import FormTrouble
from core.workbook import Workbook
from tests.ui.conftest import inner_menu, small_book
from ui.app import Program
from ui.look.cards import MessageStrip
from ui.look.notices import Notice
from ui.pages.welcome import Welcome
from ui.places import Tab
from ui.window import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr("ui.standing.free_room", lambda _: QSize(1920, 1009))
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path / "数据")
    monkeypatch.setattr("ui.app._folder", lambda: tmp_path / "文档")
    made = Program(qapp, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    if made.welcome is not None:
        made.welcome.close()
    made.leave()


def greeted(program: Program) -> Welcome:
    assert program.start(None)
    assert program.welcome is not None
    return program.welcome


def shown(program: Program) -> Window:
    assert program.window is not None
    return program.window


def press(page: Welcome, what: str) -> None:
    QTest.mouseClick(page.tiles[what], LEFT)
    QTest.mouseClick(page.start, LEFT)


def test_the_form_that_is_chosen_is_shown_as_it_would_be_printed(program: Program, qtbot: QtBot) -> None:
    page = greeted(program)
    page.resize(1366, 697)
    qtbot.waitUntil(lambda: page.picture.image is not None, timeout=60_000)
    first, title = page.picture.image, page.picture.accessibleName()
    page.region.setCurrentText("山西省")
    assert page.picture.accessibleName() == "财政项目支出绩效自评报告的样张" != title
    qtbot.waitUntil(lambda: page.picture.image not in (None, first), timeout=60_000)


def test_where_the_window_is_low_the_picture_of_the_form_gives_way(program: Program) -> None:
    page = greeted(program)
    page.resize(911, 454)
    assert page.picture.isHidden()
    page.resize(1366, 697)
    assert page.picture.isVisible()


def test_three_steps_make_the_book_with_its_unit_year_form_and_first_project(program: Program, tmp_path: Path) -> None:
    page = greeted(program)
    assert not page.start.isEnabled(), "a unit has a name"
    page.name.insert("示例县医疗保障局")
    QTest.keyClicks(page.code, "138")
    page.region.setCurrentIndex(page.region.findData("山西省"))
    assert next(iter(page.rows)) == "shanxi-2021", "the forms of the region come first"
    QTest.mouseClick(page.start, LEFT)
    desk = shown(program).desk
    assert desk.path == tmp_path / "文档" / "绩评本" / "示例县医疗保障局.jpb"
    unit = desk.book.unit
    assert (unit.name, unit.department_code, unit.region) == ("示例县医疗保障局", "138", "山西省")
    assert desk.year == date.today().year - 1
    assert (len(desk.dossiers), desk.form.id) == (1, "shanxi-2021")
    assert shown(program).project.tab is Tab.BASICS
    assert program.welcome is None
    assert desk.undo_name() == "新项目"


def test_the_year_before_can_be_the_beginning(program: Program) -> None:
    page = greeted(program)
    page.name.insert("示例县医疗保障局")
    press(page, "takeover")
    assert shown(program).rooms.here == "takeover"


def test_papers_of_last_year_can_be_the_beginning(program: Program) -> None:
    page = greeted(program)
    page.name.insert("示例县医疗保障局")
    press(page, "intake")
    assert shown(program).rooms.here == "intake"


def test_at_150_percent_the_steps_are_whole_and_the_buttons_stay(program: Program) -> None:
    page = greeted(program)
    page.resize(911, 512)
    QApplication.processEvents()
    assert page.steps.verticalScrollBar().maximum() == 0
    page.resize(911, 400)
    QApplication.processEvents()
    assert page.steps.verticalScrollBar().maximum() > 0, "what has no room can be seen to scroll"
    assert page.rect().contains(page.start.geometry().translated(page.start.parentWidget().mapTo(page, QPoint())))
    page.resize(1366, 697)
    QApplication.processEvents()
    assert page.start.isVisible()


def test_the_sample_opens_at_once_and_leads_back(program: Program, tmp_path: Path) -> None:
    press(greeted(program), "sample")
    assert shown(program).desk.path == paths.sample_book()
    assert len(shown(program).desk.dossiers) == 9
    back_from_sample(program)
    assert program.welcome is not None, "there is no own book yet"
    own = tmp_path / "2021.jpb"
    Workbook.create(own, small_book()).close()
    program._open_or_ask(own)
    program._open_sample()
    back_from_sample(program)
    assert shown(program).desk.path == own


def back_from_sample(program: Program) -> None:
    (strip,) = [strip for strip in shown(program).findChildren(MessageStrip) if "示例" in strip.accessibleName()]
    QTest.mouseClick(strip.links[0], LEFT)


def test_the_next_start_opens_the_own_book_and_the_menu_offers_the_others(program: Program, tmp_path: Path) -> None:
    books = [tmp_path / "2021.jpb", tmp_path / "2022.jpb"]
    for book in books:
        Workbook.create(book, small_book()).close()
        program._open_or_ask(book)
    program._open_sample()
    program.leave()
    program.window = None
    assert program.start(None)
    assert shown(program).desk.path == books[1]
    lately = inner_menu(shown(program).top.book.menu, "最近的账套")
    lately.aboutToShow.emit()
    assert [action.text() for action in lately.actions()] == ["2021"]


def test_a_broken_form_is_told_when_the_window_has_come_to_rest(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.at_rest._IDLE", 0)
    monkeypatch.setattr("ui.at_rest.troubles", lambda: (FormTrouble("表样文件“本地.toml”缺少“title”。"),))
    own = tmp_path / "2021.jpb"
    Workbook.create(own, small_book()).close()
    program.start(own)
    qtbot.waitUntil(lambda: any(n.isVisible() for n in shown(program).findChildren(Notice)))


def test_the_page_fits_every_screen(program: Program) -> None:
    page = greeted(program)
    for size in ((1366, 697), (911, 441), (760, 480)):
        page.resize(*size)
        QApplication.processEvents()
        assert page.steps.horizontalScrollBar().maximum() == 0
