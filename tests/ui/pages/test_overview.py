"""年度概览: the year at a glance; every line leads to where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from core.export.files import Format
from core.model import UNIT_ROW, Book, Place, Unit
from core.rules.finding import Level
from core.sample import sample
from core.workbook import Workbook
from core.years.deadline import deadline_place
from core.years.overview import State
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.fields import leave_to_window
from ui.look.figure_table import FigureTable
from ui.pages.overview import SINCE_EXPORT, TYPED_OVER, OverviewPage
from ui.places import Tab
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup


@pytest.fixture
def page(window: Window) -> Iterator[OverviewPage]:
    """The page in its window, wide enough for three cards in a row."""
    window.resize(1366, 768)
    QTest.mouseClick(window.projects.overview, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    yield window.rooms.overview
    window.export.menu.hide()


def texts(table: FigureTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def click(table: FigureTable, words: str) -> None:
    """Click the line that begins with these words."""
    row = next(number for number, row in enumerate(table.rows) if row.cells[0].text == words)
    at = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_next(view: QListView, words: str) -> None:
    """Click the step that begins with these words."""
    model = view.model()
    found = (model.index(row, 0) for row in range(model.rowCount()))
    index = next(i for i in found if str(i.data()).startswith(words))
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


@pytest.mark.parametrize("high", [697, 768])
def test_nine_projects_go_on_the_page_without_scrolling(qtbot: QtBot, tmp_path: Path, high: int) -> None:
    desk = Desk(Workbook.create(tmp_path / "示例.jpb", sample()))
    window = Window(desk)
    qtbot.addWidget(window)
    window.resize(1366, high)
    window.show()
    window.rooms.show_overview()
    QApplication.processEvents()
    assert len(desk.dossiers) == 9
    assert window.rooms.overview.page.verticalScrollBar().maximum() == 0
    window.close()
    desk.close()


def test_the_keyboard_comes_to_what_is_next_and_not_into_the_deadline(window: Window) -> None:
    window.desk.choose_project(RESCUE)
    window.project.show_tab(Tab.GOALS)
    window.project.page(Tab.GOALS).fields[0].inner.setFocus()
    window.rooms.show_overview()
    assert window.focusWidget() is window.rooms.overview.next
    window.rooms.show_unit()
    window.rooms.unit.fields[0].inner.setFocus()
    window.rooms.show_overview()
    assert window.focusWidget() is window.rooms.overview.next, "from a page of the year as well"


def test_in_a_year_without_projects_the_keyboard_comes_to_how_it_begins(window: Window) -> None:
    window.project.page(Tab.FUNDS).card.view.setFocus()
    window.desk.choose_year(2022)
    QApplication.processEvents()
    assert window.rooms.here == "overview"
    assert window.focusWidget() is window.rooms.overview.empty.buttons[0]


@pytest.mark.parametrize(("key", "left"), [(Qt.Key.Key_E, True), (Qt.Key.Key_C, False)])
def test_a_field_leaves_the_key_of_the_export_to_the_window(key: Qt.Key, left: bool) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    event.accept()
    assert leave_to_window(event) is left
    assert event.isAccepted() is not left


def test_the_page_says_the_money_the_rate_and_the_state_of_each_project(page: OverviewPage) -> None:
    assert page.progress.budget.accessibleName().startswith("全年预算 150.00 万元")
    assert page.progress.rate.accessibleName().startswith("执行率 32.30 %")
    first, second = texts(page.projects)
    assert first[:4] == ["城乡医疗救助资金", "150.00", "48.44", "32.30"]
    assert second[0] == "医保政策宣传"
    assert second[5] == "待填"
    assert page.progress.states[State.EMPTY].accessibleName() == "待填 1"


def test_the_money_stands_by_source_with_its_sum(page: OverviewPage) -> None:
    assert texts(page.funds) == [
        ["省级财政", "90.00", "30.00", "33.33"],
        ["县区级财政", "60.00", "18.44", "30.74"],
        ["合计", "150.00", "48.44", "32.30"],
    ]


def test_a_click_on_a_project_opens_it(page: OverviewPage, window: Window) -> None:
    click(page.projects, "医保政策宣传")
    assert page.desk.project == PUBLICITY
    assert window.project.isVisible()


def test_enter_opens_the_project_the_keyboard_stands_on(page: OverviewPage, window: Window) -> None:
    page.projects.setFocus()
    QTest.keyClick(page.projects, Qt.Key.Key_Down)
    QTest.keyClick(page.projects, Qt.Key.Key_Return)
    assert page.desk.project == PUBLICITY
    assert window.project.isVisible()


def test_a_state_shows_its_projects_alone_and_gives_all_back(page: OverviewPage) -> None:
    QTest.mouseClick(page.progress.states[State.EMPTY], Qt.MouseButton.LeftButton)
    assert [row[0] for row in texts(page.projects)] == ["医保政策宣传"]
    assert page._projects_card.caption.text() == "只看待填的 1 个"
    QTest.mouseClick(page._everything, Qt.MouseButton.LeftButton)
    assert len(page.projects.rows) == 2
    assert not page.progress.states[State.EMPTY].isChecked()


def test_a_source_shows_the_projects_it_pays_for(page: OverviewPage) -> None:
    click(page.funds, "省级财政")
    assert [row[0] for row in texts(page.projects)] == ["城乡医疗救助资金"]
    click(page.funds, "合计")
    assert len(page.projects.rows) == 2


def test_findings_are_counted_by_topic_and_level_with_their_sum(page: OverviewPage) -> None:
    open_findings = [f for d in page.desk.dossiers for f in page.desk.findings(d.id) if f.open]
    rows = {words: numbers for words, *numbers in texts(page.findings)}
    assert "佐证材料" not in rows, "nothing waits there"
    for topic in ("资金", "指标"):
        counts = (sum(f.topic == topic and f.level is level for f in open_findings) for level in Level)
        assert rows[topic] == [str(number) if number else "·" for number in counts]
    assert rows["合计"] == [str(sum(f.level is level for f in open_findings)) for level in Level]
    assert rows["合计"] != ["0", "0", "0"]


def test_a_topic_leads_to_its_findings(page: OverviewPage, window: Window) -> None:
    click(page.findings, "指标")
    assert window.rooms.readiness.isVisible()
    assert window.rooms.readiness._card.title.text() == "指标"


def test_what_to_do_next_leads_there(page: OverviewPage, window: Window) -> None:
    click_next(page.next, "填写“医保政策宣传”")
    assert page.desk.project == PUBLICITY
    assert window.project.tab is Tab.BASICS


def test_the_deadline_is_typed_counted_down_and_undone(page: OverviewPage) -> None:
    page.deadline.setFocus()
    QTest.keyClicks(page.deadline, "2022-03-15")
    QTest.keyClick(page.deadline, Qt.Key.Key_Return)
    assert page.desk.text(deadline_place(2021)) == "2022-03-15"
    assert page._days.text().startswith("已过")
    click_next(page.next, "报送期限 3 月 15 日")
    assert page.deadline.hasFocus()
    page.desk.undo()
    assert page.desk.text(deadline_place(2021)) == ""
    assert page.deadline.text() == ""
    assert page.isVisible()


def test_each_year_keeps_its_own_deadline(page: OverviewPage, window: Window) -> None:
    desk = page.desk
    for year, day in ((2021, "2022-03-15"), (2022, "2023-03-20")):
        desk.choose_year(year)
        window.rooms.show_overview()
        QApplication.processEvents()
        assert page.deadline.text() == ""
        page.deadline.setFocus()
        QTest.keyClicks(page.deadline, day)
        QTest.keyClick(page.deadline, Qt.Key.Key_Return)
    assert desk.undo_name() == "2022 年度报送期限"
    (hit,) = desk.find("2022-03-15")
    desk.go_to(hit.place)
    QApplication.processEvents()
    assert (desk.year, page.deadline.text(), page.deadline.hasFocus()) == (2021, "2022-03-15", True)


def test_undo_shows_the_deadline_of_its_year(page: OverviewPage, window: Window) -> None:
    desk = page.desk
    assert desk.set_deadline("2022-03-15")
    desk.choose_year(2022)
    window.rooms.show_unit()
    desk.undo()
    QApplication.processEvents()
    assert (desk.year, window.rooms.here, page.deadline.hasFocus()) == (2021, "overview", True)


def test_in_a_year_without_projects_a_step_leaves_the_page_where_it_is(page: OverviewPage, window: Window) -> None:
    desk = page.desk
    desk.choose_year(2022)
    window.rooms.show_overview()
    assert desk.set_deadline("2023-03-15")
    QApplication.processEvents()
    assert window.rooms.here == "overview"
    window.rooms.show_unit()
    assert desk.type_text(Place("unit", UNIT_ROW, "leader"), "甲", "负责人")
    assert window.rooms.here == "unit"


def test_a_deadline_far_from_its_year_is_kept_and_told(page: OverviewPage) -> None:
    told: list[str] = []
    page.desk.told.connect(told.append)
    page.deadline.setFocus()
    QTest.keyClicks(page.deadline, "2030-03-15")
    QTest.keyClick(page.deadline, Qt.Key.Key_Return)
    assert page.deadline.text() == "2030-03-15"
    assert told == ["2030-03-15 不在 2021 年度报送的时候，请核对。"]


def test_a_deadline_that_is_no_day_is_kept_and_told(page: OverviewPage) -> None:
    page.deadline.setFocus()
    page.deadline.insert("三月中")
    QTest.keyClick(page.deadline, Qt.Key.Key_Return)
    assert page.deadline.text() == "三月中"
    assert page._days.text() == "写成 2022-03-15"


def test_the_projects_can_be_pasted_into_a_sheet(page: OverviewPage) -> None:
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["项目", "全年预算", "全年执行"]
    assert lines[1].split("\t")[:3] == ["城乡医疗救助资金", "150.00", "48.44"]


def test_the_summary_form_of_the_year_is_printed(
    page: OverviewPage, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.export, "_ask_folder", lambda: tmp_path / "报送")
    page.print.menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: not window.export.running(), timeout=30_000)
    assert [file.suffix for file in (tmp_path / "报送").rglob("*汇总表*")] == [f".{Format.PDF.value}"]


def test_changes_since_the_last_export_and_typed_over_values_are_counted(page: OverviewPage) -> None:
    desk = page.desk
    desk.type_text(Place("answer", RESCUE, "typed.total.execution_rate"), "32.39", "改执行率")
    counted = {row[0]: row[1] for row in texts(page.rest)}
    assert counted[TYPED_OVER] == "1"
    assert counted[SINCE_EXPORT] == "1"
    click(page.rest, TYPED_OVER)
    assert desk.project == RESCUE


def test_a_year_without_projects_offers_to_begin(page: OverviewPage, window: Window) -> None:
    page.desk.choose_year(2022)
    window.rooms.show_overview()
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert len(page.desk.dossiers) == 1


def test_every_card_has_its_room_at_each_size(page: OverviewPage, window: Window) -> None:
    for size in ((1366, 697), (1280, 648), (911, 441), (1920, 1010)):
        window.resize(*size)
        QApplication.processEvents()
        assert page.page.horizontalScrollBar().maximum() == 0
        for table in (page.projects, page.funds, page.findings):
            wide = sum(table.columnWidth(column) for column in range(len(table.columns)))
            assert wide <= table.viewport().width()
            assert table.columnWidth(0) >= table.columns[0].width - 40


def test_on_a_wide_screen_four_cards_stand_above_the_projects_and_no_card_is_half_empty(
    page: OverviewPage, window: Window
) -> None:
    low = page.projects.row_height
    window.resize(1920, 1010)
    QApplication.processEvents()
    tops = {card.y() for card in (page.progress, page._funds_card, page._next_card, page._findings_card)}
    assert len(tops) == 1
    assert page._projects_card.width() == page._cards.width()
    assert page._projects_card.height() <= page.projects.height() + 60, "it ends where its rows end"
    assert page.projects.row_height >= low
    assert page.projects.meter > 100


def test_a_unit_without_a_name_is_asked_for_it_first(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    window = Window(open_desk(Book(Unit(), {})))
    qtbot.addWidget(window)
    window.show()
    window.desk.add_project("救助")
    window.rooms.show_overview()
    click_next(window.rooms.overview.next, "填写单位名称")
    assert window.rooms.unit.isVisible()
    assert UNIT_ROW not in window.desk.book.dossiers
    assert window.rooms.overview.mapTo(window, QPoint(0, 0)).y() >= 0


def test_another_year_is_looked_at_on_the_same_page(page: OverviewPage) -> None:
    page.desk.choose_year(2022)
    assert page.isVisible()
    assert page.title.text() == "2022 年度概览"
    page.desk.choose_year(2021)
    assert page.isVisible()
    assert len(page.projects.rows) == 2
