"""The window as a whole: what gives way, what goes where, undo, forms, years, reading only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.edits import SetField
from core.model import Place
from core.sample import sample
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.bound import BoundLine
from ui.desk import READ_ONLY, Desk
from ui.look.notices import Notice
from ui.look.signs import Stage
from ui.places import Tab
from ui.window import Window

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
AMOUNT = Place("fund", RESCUE, "province.annual")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[Window]:
    made = Window(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


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
    assert window.unit.isVisible()
    name = next(f for f in window.unit.fields if isinstance(f, BoundLine))
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
    parts = (window.projects, window._middle, window.findings, window.top)
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
    forms = list(window.desk.forms().values())
    for number in range(len(forms)):
        window.project.form.setCurrentIndex(number)
        window.project.form.activated.emit(number)
        assert window.desk.form.id == forms[number].id
        for tab in Tab:
            window.project.show_tab(tab)
    after = window.desk.dossier
    assert (after.funds, after.indicator, after.goal, after.answers) == (
        before.funds, before.indicator, before.goal, before.answers,
    )  # fmt: skip


def test_the_next_year_begins_empty_and_says_what_to_do(window: Window) -> None:
    window.desk.choose_year(2022)
    assert window.project.empty.isVisible()
    assert not window.project.head.isVisible()
    assert window.windowTitle() == "绩评本 — 示例县医疗保障局 · 2022 年度"
    QTest.mouseClick(window.project.empty.buttons[0], Qt.MouseButton.LeftButton)
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
    for tab in Tab:
        reader.project.show_tab(tab)
        assert reader.project.page(tab).isVisible()
    reader.project.show_tab(Tab.FUNDS)
    view = reader.project.page(Tab.FUNDS).card.view
    index = view.model().find(AMOUNT)
    assert index.data() == "90.00"
    view.setCurrentIndex(index)
    for key, modifier in ((Qt.Key.Key_7, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_V, CONTROL)):
        QTest.keyClick(view, key, modifier)
    for field in (*reader.project.page(Tab.BASICS).fields, *reader.unit.fields):
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


# --- what gives way --------------------------------------------------------------------------------------------------


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
    window.findings.folded.emit()
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
    window.resize(1366, 697)
    assert window.projects.isVisible()


def test_the_page_reaches_to_the_rail_when_the_list_has_come_and_gone(window: Window) -> None:
    window.resize(911, 512)
    QApplication.processEvents()

    def page_ends_at_the_rail() -> bool:
        QApplication.processEvents()
        middle = window._middle
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


def test_a_dragged_right_side_stays_as_wide(window: Window) -> None:
    window.resize(1366, 697)
    QApplication.processEvents()
    handle = window._splitter.handle(3)
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


def shown(window: Window, kind: type) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(kind) if widget.isVisible())


def faults(window: Window) -> Iterator[str]:
    """What is scrolled sideways, clipped, or wider than its window."""
    for area in shown(window, QAbstractScrollArea):
        bar = area.horizontalScrollBar()
        wrapped = isinstance(area, QPlainTextEdit)  # lays its lines out anew when it is painted
        if bar.isVisible() if wrapped else bar.maximum():
            yield f"{type(area).__name__} {area.accessibleName()} scrolls sideways"
    for word in shown(window, QLabel):
        needed = word.heightForWidth(word.width()) if word.wordWrap() else word.sizeHint().height()
        if word.text() and (needed > word.height() or (not word.wordWrap() and word.sizeHint().width() > word.width())):
            yield f"“{word.text()}” is clipped: {word.sizeHint()} in {word.size()}"
    for button in shown(window, QAbstractButton):
        hint = button.sizeHint()
        if hint.width() > button.width() or hint.height() > button.height():
            yield f"button “{button.text()}” is clipped"
    for widget in shown(window, QWidget):
        if widget.parent() is window.centralWidget() and widget.geometry().right() > window.width():
            yield f"{widget} reaches out of the window"


def walk(window: Window) -> Iterator[str]:
    """Every page of a project under each form, and the unit's page, at each size."""
    for width, height in ((1366, 697), (1280, 720), (911, 512), (1920, 1080)):
        window.resize(width, height)
        for dossier in window.desk.dossiers[:3]:
            window.desk.choose_project(dossier.id)
            for tab in Tab:
                window.project.show_tab(tab)
                QApplication.processEvents()
                if window.width() != width:
                    yield f"{tab} forces the window to {window.width()} instead of {width}"
                yield from (f"{width}×{height} {tab.value} {dossier.project.name}: {f}" for f in faults(window))
        window.show_unit(True)
        QApplication.processEvents()
        yield from (f"{width}×{height} 单位信息: {fault}" for fault in faults(window))


def test_nothing_is_clipped_and_nothing_scrolls_sideways(qtbot: QtBot, open_desk: object) -> None:
    window = Window(open_desk(sample()))
    qtbot.addWidget(window)
    window.show()
    assert list(walk(window)) == []
    window.close()


def test_nothing_is_clipped_at_150_percent() -> None:
    """The same walk in a process of its own, whose screen is scaled."""
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
