"""从上年带入: what is taken is shown before, taken in one step, and taken back in one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.edits import set_text
from core.model import Book, Place, Unit
from core.sample import sample
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE, menu_item, small_book
from ui.app import Program
from ui.desk import Desk
from ui.look.buttons import Button
from ui.look.cards import MessageStrip
from ui.look.figure_table import FigureTable
from ui.pages.takeover import TakeoverPage
from ui.window import Window

CODE = Place("project", RESCUE, "code")


@pytest.fixture
def page(window: Window) -> TakeoverPage:
    """The page for 2022, reached from the overview of the empty year."""
    window.resize(1366, 768)
    window.desk.choose_year(2022)
    window.rooms.show_overview()
    QTest.mouseClick(window.rooms.overview.empty.buttons[1], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert window.rooms.takeover.isVisible()
    return window.rooms.takeover


def texts(table: FigureTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def click(table: FigureTable, row: int) -> None:
    at = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def said(page: TakeoverPage) -> str:
    return " ".join(strip.accessibleName() for strip in page.findChildren(MessageStrip) if strip.isVisible())


def take(page: TakeoverPage) -> None:
    QTest.mouseClick(page.take, Qt.MouseButton.LeftButton)


def test_it_shows_first_what_would_be_taken(page: TakeoverPage) -> None:
    assert texts(page.projects) == [
        ["城乡医疗救助资金", "新建", "2", "1", "3", "·", "·"],
        ["医保政策宣传", "新建", "·", "·", "·", "·", "·"],
    ]
    assert page.take.text() == "带入 2 个项目"
    assert page.desk.dossiers == ()


def test_projects_goals_and_indicators_come_and_amounts_and_results_never(page: TakeoverPage) -> None:
    take(page)
    rescue = page.desk.dossiers[0]
    assert rescue.project.name == "城乡医疗救助资金"
    assert [row.name for row in rescue.indicator] == ["救助人次", "资助参保人数", "群众满意度"]
    assert not rescue.funds
    assert not any(row.actual or row.target for row in rescue.indicator)
    assert page.desk.origin(Place("indicator", rescue.id, "name", rescue.indicator[0].id)) == "年"


def test_the_units_dossier_is_not_counted_among_the_projects(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(Workbook.create(tmp_path / "示例.jpb", sample()))
    desk.choose_year(2022)
    page = TakeoverPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.take.text() == "带入 9 个项目和部门整体"
    take(page)
    strip = page.findChildren(MessageStrip)[-1]
    assert strip.accessibleName() == "提示：已从 2021 年度带入：新建 9 个项目和部门整体。可以撤销。"
    desk.close()


def test_from_there_it_goes_on_in_the_first_project(page: TakeoverPage, window: Window) -> None:
    take(page)
    begin = next(button for button in page.findChildren(Button) if button.text() == "开始填写")
    QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert window.rooms.here == "project"
    assert window.project.title.text() == "城乡医疗救助资金"


def test_it_is_one_step_and_the_page_stays_to_say_so(page: TakeoverPage) -> None:
    take(page)
    assert page.isVisible()
    assert page.desk.undo_name() == "从 2021 年度带入"
    page.desk.undo()
    assert page.desk.dossiers == ()


def test_a_project_that_is_clicked_stays_behind(page: TakeoverPage) -> None:
    click(page.projects, 1)
    assert texts(page.projects)[1][1] == "不带"
    assert page.take.text() == "带入 1 个项目"
    take(page)
    assert [d.project.name for d in page.desk.dossiers] == ["城乡医疗救助资金"]


def test_space_turns_the_project_the_keyboard_stands_on(page: TakeoverPage) -> None:
    page.projects.setFocus()
    QTest.keyClick(page.projects, Qt.Key.Key_Space)
    assert texts(page.projects)[0][1] == "不带"
    QTest.keyClick(page.projects, Qt.Key.Key_Space)
    assert texts(page.projects)[0][1] == "新建"


def test_what_is_not_ticked_stays_behind(page: TakeoverPage) -> None:
    QTest.mouseClick(page.ticks["indicators"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.ticks["goals"], Qt.MouseButton.LeftButton)
    assert texts(page.projects)[0] == ["城乡医疗救助资金", "新建", "2", "·", "·", "·", "·"]
    assert not page.ticks["targets"].isEnabled()
    take(page)
    assert not page.desk.dossiers[0].indicator


def test_targets_come_when_they_are_wanted(page: TakeoverPage) -> None:
    QTest.mouseClick(page.ticks["targets"], Qt.MouseButton.LeftButton)
    take(page)
    assert [row.target for row in page.desk.dossiers[0].indicator] == ["1200", "800", "95%"]


def test_a_project_that_is_there_is_filled_or_left_alone(page: TakeoverPage) -> None:
    desk = page.desk
    desk.add_project("城乡医疗救助资金")
    page.reload()
    assert texts(page.projects)[0][1] == "补填空白"
    page.there.choose(1)
    assert texts(page.projects)[0][1] == "已有，不动"
    assert page.take.text() == "带入 1 个项目"


def test_years_in_the_texts_are_listed_and_lead_there_afterwards(page: TakeoverPage, window: Window) -> None:
    desk = page.desk
    goal = Place("goal", RESCUE, "expected", 3)
    assert desk.submit(set_text(desk.book, goal, "2021年救助困难群众1200人次。"), "改目标")
    window.rooms.show_takeover()
    said = [row for row in texts(page.years) if "困难群众" in row[0]]
    assert said == [["2021年救助困难群众1200人次", "城乡医疗救助资金"]]
    take(page)
    row = next(number for number, row in enumerate(texts(page.years)) if "困难群众" in row[0])
    click(page.years, row)
    assert window.project.isVisible()
    assert desk.dossier is not None
    assert desk.dossier.project.year == 2022


def test_the_years_are_gone_through_one_by_one_and_the_list_waits(page: TakeoverPage, window: Window) -> None:
    desk = page.desk
    goal = Place("goal", RESCUE, "expected", 3)
    assert desk.submit(set_text(desk.book, goal, "2021年救助困难群众1200人次。"), "改目标")
    window.rooms.show_takeover()
    take(page)
    listed = texts(page.years)
    click(page.years, 0)
    window.rooms.show_takeover()
    assert texts(page.years) == listed
    assert "可以撤销" in said(page)


def test_nothing_is_said_of_a_step_that_was_taken_back_or_of_another_year(page: TakeoverPage, window: Window) -> None:
    take(page)
    assert "可以撤销" in said(page)
    page.desk.undo()
    window.rooms.show_takeover()
    assert "可以撤销" not in said(page)
    take(page)
    page.desk.choose_year(2021)
    window.rooms.show_takeover()
    assert "可以撤销" not in said(page)


def test_another_book_gives_its_year(
    qtbot: QtBot, open_desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "上年.jpb"
    Workbook.create(other, small_book()).close()
    window = Window(open_desk(Book(Unit(name="示例县医疗保障局"), {})))
    qtbot.addWidget(window)
    window.show()
    window.desk.choose_year(2022)
    window.rooms.show_takeover()
    page = window.rooms.takeover
    assert page.empty.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    QTest.mouseClick(page.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert page.year.currentText() == "2021"
    take(page)
    assert [d.project.name for d in window.desk.dossiers] == ["城乡医疗救助资金", "医保政策宣传"]
    assert window.desk.book.unit.finance_bureau == "示例县财政局"
    window.close()


def test_digits_in_a_code_name_no_year(page: TakeoverPage) -> None:
    desk = page.desk
    old = next(dossier.id for dossier in desk.book.of_year(desk.year - 1))
    desk.submit(set_text(desk.book, Place("project", old, "code"), f"{desk.year - 1}-138-001"), "改编码")
    page.reload()
    assert [one.place.field for one in page.plan.years if one.place.field == "code"] == []


def test_a_file_that_is_no_book_is_told(page: TakeoverPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "坏.jpb"
    broken.write_text("不是账套", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(broken), ""))
    QTest.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert page._said.count() == 1
    assert page.source is None


def test_a_year_with_nothing_before_it_says_so(window: Window) -> None:
    window.rooms.show_takeover()
    assert window.rooms.takeover.empty.isVisible()
    assert not window.rooms.takeover.take.isEnabled()
    assert window.desk.project in (RESCUE, PUBLICITY)


def test_the_menu_of_the_book_leads_here(window: Window, qapp: QApplication, tmp_path: Path) -> None:
    program = Program(qapp, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    program._fill_menu(window)
    menu_item(window.top.book.menu, "从上年带入").trigger()
    assert window.rooms.takeover.isVisible()
