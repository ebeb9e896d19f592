"""佐证材料: typing into the list, the empty row at its end, moving and deleting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Book, Place
from ui.desk import Desk
from ui.pages.evidence import EvidencePage
from ui.sheets.menus import RowMenu

RESCUE, PUBLICITY = 1, 2


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> EvidencePage:
    made = EvidencePage(desk)
    desk.changed.connect(lambda _: made.reload())
    desk.selected.connect(lambda _: made.reload())
    qtbot.addWidget(made)
    made.resize(814, 500)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def listed(page: EvidencePage) -> list[tuple[str, str, str, str]]:
    rows = page.desk.dossier.evidence if page.desk.dossier else ()
    return [(row.name, row.number, row.provided, row.note) for row in rows]


def choose(page: EvidencePage, row: int, column: int) -> None:
    page.card.view.setFocus()
    page.card.view.setCurrentIndex(page.card.model.index(row, column))


def keys(qtbot: QtBot, page: EvidencePage, text: str, ending: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type a text into the current cell and press Enter, or what else ends it."""
    qtbot.keyClick(page.card.view, text[0])
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, ending)
    QApplication.processEvents()


def test_the_list_is_numbered_and_ends_with_an_empty_row(page: EvidencePage) -> None:
    rows = [[cell.shown for cell in row.cells] for row in page.card.model.sheet.rows]
    assert rows == [["1", "救助资金管理办法", "示医保〔2021〕5号", "是", ""], ["", "", "", "", ""]]
    assert not page.empty.isVisible()


def test_typing_into_the_empty_row_adds_a_row_and_leaves_an_empty_one(qtbot: QtBot, page: EvidencePage) -> None:
    choose(page, 1, 1)
    keys(qtbot, page, "Ping zheng")
    assert listed(page)[1:] == [("Ping zheng", "", "", "")]
    assert page.card.model.rowCount() == 3
    page.desk.undo()
    assert len(listed(page)) == 1


def test_one_name_after_the_other_is_typed_with_enter(qtbot: QtBot, page: EvidencePage) -> None:
    choose(page, 1, 1)
    keys(qtbot, page, "A")
    keys(qtbot, page, "B")
    assert [name for name, *_ in listed(page)] == ["救助资金管理办法", "A", "B"]
    assert page.card.view.currentIndex().row() == 3


def test_tab_goes_on_in_the_row_that_was_begun(qtbot: QtBot, page: EvidencePage) -> None:
    choose(page, 1, 1)
    keys(qtbot, page, "A", Qt.Key.Key_Tab)
    keys(qtbot, page, "1", Qt.Key.Key_Tab)
    keys(qtbot, page, "shi")
    assert listed(page)[1:] == [("A", "1", "shi", "")]
    assert page.card.view.currentIndex().row() == 2, "Enter goes on in the empty row"


def test_a_cell_is_changed_where_it_stands(qtbot: QtBot, page: EvidencePage) -> None:
    choose(page, 0, 3)
    keys(qtbot, page, "fou")
    assert listed(page) == [("救助资金管理办法", "示医保〔2021〕5号", "fou", "")]


def test_a_row_copied_from_a_sheet_can_be_pasted_into_the_empty_row(qtbot: QtBot, page: EvidencePage) -> None:
    QGuiApplication.clipboard().setText("救助台账\t\t是\t共3册\r\n")
    choose(page, 1, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert listed(page)[1] == ("救助台账", "", "是", "共3册")


def row_menu(page: EvidencePage, row: int) -> RowMenu:
    """What a right click on a row offers beside what can be done with its cell."""
    return page.card.view.menu_at(QModelIndex(), row)


def test_rows_are_moved_and_deleted_by_their_menu(qtbot: QtBot, page: EvidencePage) -> None:
    choose(page, 1, 1)
    keys(qtbot, page, "B")
    menu = {action.text().partition("\t")[0]: action for action in row_menu(page, 0).actions()}
    menu["下移"].trigger()
    assert [name for name, *_ in listed(page)] == ["B", "救助资金管理办法"]
    menu["删除这一行"].trigger()
    assert [name for name, *_ in listed(page)] == ["B"]
    assert page.desk.undo_name() == "删除佐证材料“救助资金管理办法”"


def test_rows_are_put_in_copied_moved_and_taken_out_by_key(qtbot: QtBot, page: EvidencePage) -> None:
    control, shift, alt = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier,
    )
    choose(page, 0, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_Plus, control)
    keys(qtbot, page, "B")
    assert [name for name, *_ in listed(page)] == ["救助资金管理办法", "B"]
    choose(page, 1, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_Up, alt)
    assert [name for name, *_ in listed(page)] == ["B", "救助资金管理办法"]
    qtbot.keyClick(page.card.view, Qt.Key.Key_D, control | shift)
    assert [name for name, *_ in listed(page)] == ["B", "B", "救助资金管理办法"]
    assert page.desk.undo_name() == "复制佐证材料“B”"
    qtbot.keyClick(page.card.view, Qt.Key.Key_Minus, control)
    assert [name for name, *_ in listed(page)] == ["B", "救助资金管理办法"]


def test_the_first_row_goes_no_higher_and_the_empty_one_is_no_row(qtbot: QtBot, page: EvidencePage) -> None:
    said: list[str] = []
    page.desk.told.connect(said.append)
    choose(page, 0, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    choose(page, 1, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert said == ["已经在最上面了。", "最后一行就是空的，直接填写材料名称。"]


def test_the_empty_row_has_no_menu(page: EvidencePage) -> None:
    assert row_menu(page, 1).isEmpty()
    assert row_menu(page, -1).isEmpty()


def test_a_project_without_attachments_says_how_to_add_one(page: EvidencePage) -> None:
    page.desk.choose_project(PUBLICITY)
    assert page.empty.isVisible()
    assert page.card.model.rowCount() == 1


def test_a_place_is_brought_into_view(page: EvidencePage) -> None:
    page.go(Place("evidence", RESCUE, "number", 7))
    index = page.card.view.currentIndex()
    assert (index.row(), index.column()) == (0, 2)


def test_a_book_without_projects_shows_nothing_and_does_not_fail(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    made = EvidencePage(open_desk(Book()))
    qtbot.addWidget(made)
    assert made.card.model.rowCount() == 0


def test_a_closed_row_menu_is_gone(qtbot: QtBot, page: EvidencePage) -> None:
    for _ in range(3):
        menu = row_menu(page, 0)
        menu.popup(page.mapToGlobal(page.rect().center()))
        menu.close()
    qtbot.waitUntil(lambda: not page.card.view.findChildren(RowMenu))


def test_the_preview_of_a_paste_is_told_where_the_clerk_pastes(qtbot: QtBot, page: EvidencePage) -> None:
    rows = "".join(f"台账{n}\t{n}号\t是\t\r\n" for n in range(60))
    QGuiApplication.clipboard().setText(rows)
    choose(page, 1, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.card.view, Qt.Key.Key_Return)
    assert len(listed(page)) == 61
    QApplication.processEvents()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    choose(page, 61, 1)
    qtbot.keyClick(page.card.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    bar = page.card.bar
    assert bar is not None
    top = bar.mapTo(page.viewport(), bar.rect().topLeft()).y()
    assert 0 <= top <= page.viewport().height() - bar.height(), "in sight, though the table begins far above"
    page.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    assert bar.geometry().bottom() < page.card.view.geometry().top(), "above the table where that is seen"
    qtbot.keyClick(page.card.view, Qt.Key.Key_Escape)
    assert page.card.bar is None


def test_a_list_from_elsewhere_is_pasted_by_the_words_of_its_head(qtbot: QtBot, page: EvidencePage) -> None:
    QApplication.clipboard().setText("序号\t名称\t文号\n1\t甲\t示医保〔2021〕6号\n2\t乙\t\n")
    choose(page, 1, 0)
    qtbot.keyClick(page.card.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.card.view.take_paste()
    assert [row[:2] for row in listed(page)[1:]] == [("甲", "示医保〔2021〕6号"), ("乙", "")]
