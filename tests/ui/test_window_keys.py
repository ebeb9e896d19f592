"""The keys of the window: undo, turning pages, going round its parts, and the way back from a notice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QWidget,
)

from core.model import Place
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.windows import AMOUNT, CONTROL, choose_amount, press
from ui.look.notices import Notice
from ui.places import Tab
from ui.window import Window


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


def test_from_a_page_of_the_year_the_keyboard_comes_to_the_cells_and_not_onto_the_form(window: Window) -> None:
    window.rooms.show_unit()
    window.rooms.unit.fields[0].inner.setFocus()
    window.desk.choose_project(PUBLICITY)
    assert window.project.isVisible()
    assert window.project.page(window.project.tab).isAncestorOf(QApplication.focusWidget())


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


def test_ctrl_e_opens_the_menu_of_files_from_every_place_of_typing(window: Window) -> None:
    """On Linux a field takes the key for the end of its line; it is told that the key is the window's."""
    choose_amount(window)
    view = window.project.page(Tab.FUNDS).card.view
    press(window, Qt.Key.Key_F2)
    editors: list[QWidget] = [view.editor()]
    view.finish_typing()
    window.project.show_tab(Tab.INDICATORS)
    table = window.project.page(Tab.INDICATORS).card.view
    names = [column.caption for column in table.model().sheet.columns]
    table.setCurrentIndex(table.model().index(1, names.index("三级指标")))
    table.setFocus()
    press(window, Qt.Key.Key_F2)
    editors.append(table.editor())
    window.project.show_tab(Tab.BASICS)
    editors.append(window.project.page(Tab.BASICS).fields[0].inner)
    window.project.show_tab(Tab.GOALS)
    editors.append(window.project.page(Tab.GOALS).fields[0].field.edit)
    for editor in editors:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, CONTROL, "")
        QApplication.sendEvent(editor, asked)
        assert not asked.isAccepted(), editor
