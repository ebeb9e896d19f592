"""The window: where things go, forms and years, what the disk refuses, and closing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.edits import SetField
from core.model import Place
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.windows import AMOUNT, CONTROL, NONE, choose_amount, press, refuse
from ui.bound import BoundLine
from ui.desk import Desk
from ui.look.notices import Notice
from ui.look.signs import Stage
from ui.places import Tab, tabs_for
from ui.stepper import READ_ONLY
from ui.window import Window


def test_f8_shows_the_page_of_the_finding_and_its_cell(window: Window) -> None:
    seen = set()
    for _ in window.desk.findings():
        press(window, Qt.Key.Key_F8)
        seen.add(window.project.tab)
    assert {Tab.BASICS, Tab.INDICATORS} <= seen


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_second_window_flashes_up(window: Window) -> None:
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    window.next_finding()
    for tab in Tab:
        window.project.show_tab(tab)
    window.desk.wants_reason.emit(next(f for f in window.desk.findings() if f.answerable))
    window.desk.type_text(AMOUNT, "1.2.3", "改")
    window.desk.choose_project(PUBLICITY)
    window.desk.add_project()
    window.resize(911, 512)
    QApplication.processEvents()
    QApplication.instance().removeEventFilter(windows)
    assert windows.seen == []


def test_f8_says_when_nothing_is_left(window: Window) -> None:
    window.desk.choose_year(2030)
    press(window, Qt.Key.Key_F8)
    assert window.status.said() == "没有要处理的问题。"


def test_another_page_comes_with_the_keyboard(window: Window) -> None:
    window.project.show_tab(Tab.BASICS)
    window.top.year.setFocus()
    press(window, Qt.Key.Key_PageDown, CONTROL)
    assert window.project.tab is Tab.FUNDS
    assert window.project.page(Tab.FUNDS).isAncestorOf(window.focusWidget())


def test_a_click_on_the_text_tab_gives_the_keyboard_to_the_box_that_was_typed_in_last(
    qtbot: QtBot, window: Window
) -> None:
    window.desk.type_text(Place("project", RESCUE, "form"), "sichuan-2021", "改用表样")
    tabs = window.project.tabs

    def turn(tab: Tab) -> None:
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(list(Tab).index(tab)).center())

    turn(Tab.PROSE)
    page = window.project.page(Tab.PROSE)
    typed = [section for section in page.sections.values() if not section.auto]
    qtbot.waitUntil(typed[0].editor.hasFocus)
    assert not typed[0].editor.isReadOnly()
    assert not QApplication.activePopupWidget()
    typed[1].editor.setFocus()
    turn(Tab.FUNDS)
    qtbot.waitUntil(lambda: not page.isAncestorOf(window.focusWidget()))
    turn(Tab.PROSE)
    qtbot.waitUntil(typed[1].editor.hasFocus)


def test_a_click_on_a_tab_brings_the_keyboard_to_the_first_cell_that_waits(window: Window) -> None:
    window.project.show_tab(Tab.BASICS)
    window.top.year.setFocus()
    tabs = window.project.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(list(Tab).index(Tab.FUNDS)).center())
    QApplication.processEvents()
    view = window.project.page(Tab.FUNDS).card.view
    assert view.hasFocus()
    assert not view.model().cell(view.currentIndex()).computed
    press(window, Qt.Key.Key_7)
    assert isinstance(view.editor(), QLineEdit)


def test_ctrl_f_goes_to_the_search_field(window: Window) -> None:
    press(window, Qt.Key.Key_F, CONTROL)
    assert window.top.search.hasFocus()


def test_a_hit_on_another_page_of_another_project_is_shown(window: Window) -> None:
    window.desk.choose_project(PUBLICITY)
    window.desk.go_to(Place("indicator", RESCUE, "name", 5))
    assert window.desk.project == RESCUE
    assert window.project.tab is Tab.INDICATORS
    assert window.project.page(Tab.INDICATORS).card.view.currentIndex().data() == "资助参保人数"


def test_the_unit_has_its_page_and_choosing_a_project_leaves_it(window: Window) -> None:
    QTest.mouseClick(window.projects.unit, Qt.MouseButton.LeftButton)
    assert window.rooms.unit.isVisible()
    name = next(f for f in window.rooms.unit.fields if isinstance(f, BoundLine))
    name.line.setFocus()
    name.line.selectAll()
    QTest.keyClicks(name.line, "X")
    at = window.projects.view.visualRect(window.projects.model.index(1)).center()
    QTest.mouseClick(window.projects.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.project.isVisible()
    assert window.desk.project == PUBLICITY
    assert window.desk.book.unit.name == "X"


def test_the_reason_box_comes_even_where_the_list_is_folded(window: Window) -> None:
    window.project.show_tab(Tab.INDICATORS)
    assert not window.findings.isVisible()
    window.desk.wants_reason.emit(next(f for f in window.desk.findings() if f.answerable))
    assert window.findings.reason.isVisible()


def test_the_reason_box_stays_while_f8_goes_to_another_page(window: Window) -> None:
    finding = next(f for f in window.desk.findings() if f.answerable)
    window.desk.wants_reason.emit(finding)
    QTest.keyClicks(window.findings.reason.field.edit, "carried over")
    for _ in range(4):
        press(window, Qt.Key.Key_F8)
        assert window.findings.reason.isVisible()
        assert window.findings.reason.field.text() == "carried over"
    window.project.show_tab(Tab.INDICATORS)
    assert window.findings.reason.isVisible()


def test_another_form_keeps_every_fact(window: Window) -> None:
    before = window.desk.dossier
    window.project.offer_forms()
    offered = window.project.form
    rows = [row for row in range(offered.count()) if offered.itemData(row)]
    assert len(rows) == len(window.desk.forms_for("project"))
    for row in rows:
        offered.setCurrentIndex(row)
        offered.activated.emit(row)
        assert window.desk.form.id == offered.itemData(row)
        for tab in Tab:
            window.project.show_tab(tab)
    after = window.desk.dossier
    assert (after.funds, after.indicator, after.goal, after.answers) == (
        before.funds, before.indicator, before.goal, before.answers,
    )  # fmt: skip


def test_the_next_year_begins_empty_and_says_what_to_do(window: Window) -> None:
    window.desk.choose_year(2022)
    ways = window.rooms.overview.empty
    assert ways.isVisible()
    assert [button.text() for button in ways.buttons] == ["新建第一个项目", "从上年带入"]
    assert window.windowTitle() == "绩评本 — 示例县医疗保障局 · 2022 年度"
    QTest.mouseClick(ways.buttons[0], Qt.MouseButton.LeftButton)
    assert window.rooms.here == "project"
    assert window.project.title.text() == "未命名项目"
    window.desk.choose_year(2021)
    assert window.project.title.text() == "城乡医疗救助资金"


def test_the_stage_follows_the_project(window: Window) -> None:
    assert window.project.stage.word() == Stage.FILLING.value
    window.desk.choose_project(PUBLICITY)
    assert window.project.stage.word() == Stage.EMPTY.value


def test_a_refused_step_is_said_in_a_notice_that_stays(window: Window) -> None:
    window.desk.failed.emit("“账套.jpb”所在的磁盘已满；请清理磁盘空间后再试。")
    notice = next(n for n in window.findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "刚才的修改没有存进账套"
    assert "磁盘已满" in notice.accessibleDescription()
    assert window.status._saved.text() == "还没有保存"


@pytest.fixture
def reader(qtbot: QtBot, desk: Desk) -> Iterator[Window]:
    """A window on a book that cannot be written."""
    path = desk.path
    desk.close()
    made = Window(Desk(Workbook.open(path, read_only=True)))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    made.desk.close()


def test_a_read_only_book_shows_everything_and_takes_nothing(reader: Window) -> None:
    assert reader.status._saved.text() == "只读"
    before = reader.desk.book
    for tab in tabs_for(reader.desk.dossier, reader.desk.form):
        reader.project.show_tab(tab)
        assert reader.project.page(tab).isVisible()
    reader.project.show_tab(Tab.FUNDS)
    view = reader.project.page(Tab.FUNDS).card.view
    index = view.model().find(AMOUNT)
    assert index.data() == "90.00"
    view.setCurrentIndex(index)
    for key, modifier in ((Qt.Key.Key_7, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_V, CONTROL)):
        QTest.keyClick(view, key, modifier)
    for field in (*reader.project.page(Tab.BASICS).fields, *reader.rooms.unit.fields):
        inner = field.inner
        assert not inner.isEnabled() or inner.isReadOnly()
    for button in (reader.projects.add, reader.rail.add, reader.top.undo, reader.project.form):
        assert not button.isEnabled()
    assert reader.desk.book is before
    assert not [n for n in reader.findChildren(Notice) if n.isVisible()], "a sentence in the status line, no alarm"


def test_a_step_in_a_read_only_book_says_why_not(reader: Window) -> None:
    reader.desk.submit(SetField(AMOUNT, "90.00", "7"), "改")
    assert reader.status.said() == READ_ONLY


def test_closing_the_window_stores_what_is_being_typed(window: Window) -> None:
    choose_amount(window)
    press(window, Qt.Key.Key_7)
    window.close()
    assert window.desk.text(AMOUNT) == "7"


def test_a_window_whose_text_the_disk_refuses_stays_open(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.desk.go_to(Place("project", RESCUE, "code"))
    QTest.keyClicks(QApplication.focusWidget(), "X")
    monkeypatch.setattr(Workbook, "submit", refuse)
    assert not window.close()
    assert window.isVisible()
    seen = [n for n in window.findChildren(Notice) if n.isVisible()]
    assert [n.accessibleName() for n in seen] == ["还有内容没有存进账套"]
    anyway = next(b for b in seen[0].findChildren(QAbstractButton) if b.text() == "仍然关闭")
    QTest.mouseClick(anyway, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_closing_stores_a_reason_being_typed(window: Window) -> None:
    finding = next(f for f in window.desk.findings() if f.answerable)
    window.desk.wants_reason.emit(finding)
    QTest.keyClicks(window.findings.reason.field.edit, "carried over")
    window.close()
    assert "carried over" in {f.reason for f in window.desk.findings()}
