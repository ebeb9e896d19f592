"""The window as a whole: what goes where, undo, forms, years, reading only, closing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
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
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.bound import BoundLine
from ui.desk import READ_ONLY, Desk
from ui.look.notices import Notice
from ui.look.signs import Stage
from ui.places import Tab, tabs_for
from ui.window import Window

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
AMOUNT = Place("fund", RESCUE, "province.annual")


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def choose_amount(window: Window) -> None:
    window.project.show_tab(Tab.FUNDS)
    view = window.project.page(Tab.FUNDS).card.view
    view.show_place(view.model().find(AMOUNT))


# --- undo ------------------------------------------------------------------------------------------------------------


def test_ctrl_z_in_a_cell_editor_takes_back_what_is_typed_there(window: Window) -> None:
    window.desk.type_text(Place("project", RESCUE, "code"), "A", "修改项目代码")
    choose_amount(window)
    press(window, Qt.Key.Key_7)
    editor = window.project.page(Tab.FUNDS).card.view.editor()
    assert isinstance(editor, QLineEdit)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert editor.text() == "90.00"
    assert window.desk.undo_name() == "修改项目代码", "the book is as it was"


def test_ctrl_z_and_ctrl_y_on_a_cell_act_on_the_book(window: Window) -> None:
    choose_amount(window)
    press(window, Qt.Key.Key_7)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.desk.text(AMOUNT) == "90.00"
    press(window, Qt.Key.Key_Y, CONTROL)
    assert window.desk.text(AMOUNT) == "7"


def test_ctrl_z_in_a_field_just_reached_takes_back_the_field_before(window: Window) -> None:
    window.project.show_tab(Tab.BASICS)
    code = Place("project", RESCUE, "code")
    window.project.page(Tab.BASICS).go(code)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "A")
    press(window, Qt.Key.Key_Tab)
    assert window.desk.text(code) == "A"
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.desk.text(code) == "51000021"


# --- where things go -------------------------------------------------------------------------------------------------


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


# --- keys ------------------------------------------------------------------------------------------------------------


def test_a_new_project_has_the_keyboard_in_its_name(window: Window) -> None:
    press(window, Qt.Key.Key_N, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "New")
    press(window, Qt.Key.Key_Tab)
    assert window.project.tab is Tab.BASICS
    assert window.desk.dossier.project.name == "New"


def test_ctrl_page_keys_turn_the_pages(window: Window) -> None:
    choose_amount(window)
    press(window, Qt.Key.Key_PageDown, CONTROL)
    assert window.project.tab is Tab.GOALS
    press(window, Qt.Key.Key_PageUp, CONTROL)
    press(window, Qt.Key.Key_PageUp, CONTROL)
    assert window.project.tab is Tab.BASICS


def test_f6_goes_round_the_parts_and_back(window: Window) -> None:
    parts = (window.projects, window.rooms, window.right, window.top)
    window.projects.view.setFocus()
    for part in (*parts[1:], parts[0]):
        press(window, Qt.Key.Key_F6)
        assert part.isAncestorOf(QApplication.focusWidget())
    press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.top.isAncestorOf(QApplication.focusWidget())


def test_ctrl_tab_leaves_the_table(window: Window) -> None:
    choose_amount(window)
    view = window.project.page(Tab.FUNDS).card.view
    view.setFocus()
    press(window, Qt.Key.Key_Tab, CONTROL)
    focus = QApplication.focusWidget()
    assert focus is not view
    assert not view.isAncestorOf(focus)


def test_a_click_on_empty_ground_leaves_the_keyboard_where_it_is(window: Window) -> None:
    window.desk.go_to(Place("project", RESCUE, "code"))
    field = QApplication.focusWidget()
    page = window.project.page(Tab.BASICS)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert QApplication.focusWidget() is field


def test_escape_closes_the_notice_but_not_from_an_editor(window: Window) -> None:
    window.notify("账套已打开", ())
    window.desk.go_to(Place("project", RESCUE, "code"))
    press(window, Qt.Key.Key_Escape)
    assert [n for n in window.findChildren(Notice) if n.isVisible()]
    choose_amount(window)
    window.project.page(Tab.FUNDS).card.view.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert not [n for n in window.findChildren(Notice) if n.isVisible()]


def test_a_project_taken_out_comes_back_from_its_notice(window: Window) -> None:
    window.desk.remove_project(RESCUE)
    assert window.desk.project == PUBLICITY
    notice = next(n for n in window.findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "已删除“城乡医疗救助资金”"
    undo = next(b for b in notice.findChildren(QAbstractButton) if b.text() == "撤销")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert window.desk.project == RESCUE
    assert window.project.title.text() == "城乡医疗救助资金"
    assert not notice.isVisible()


def test_a_step_back_out_of_sight_is_shown(window: Window) -> None:
    choose_amount(window)
    press(window, Qt.Key.Key_7)
    press(window, Qt.Key.Key_Return)
    window.desk.choose_project(PUBLICITY)
    window.project.show_tab(Tab.GOALS)
    QTest.mouseClick(window.top.undo, Qt.MouseButton.LeftButton)
    assert (window.desk.project, window.project.tab) == (RESCUE, Tab.FUNDS)
    assert window.project.page(Tab.FUNDS).card.view.currentIndex().data() == "90.00"
    assert window.status.said().startswith("已撤销：")


# --- forms and years -------------------------------------------------------------------------------------------------


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


# --- what the disk refuses, and reading only -------------------------------------------------------------------------


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


# --- closing ---------------------------------------------------------------------------------------------------------


def test_closing_the_window_stores_what_is_being_typed(window: Window) -> None:
    choose_amount(window)
    press(window, Qt.Key.Key_7)
    window.close()
    assert window.desk.text(AMOUNT) == "7"


def refuse(*_: object, **__: object) -> None:
    raise BookTrouble("磁盘已满。")


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
