"""部门整体: made when it is chosen, shown with its own pages, found, exported, taken back — and never a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.export.files import Format
from core.forms.model import Form, Topic
from core.forms.paper_model import Document, Piece
from core.model import Place
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.forms import national
from ui.desk import Desk
from ui.places import Tab
from ui.standing import keep_place, restore_place
from ui.window import Window

CLICK = Qt.MouseButton.LeftButton


def of_unit() -> Form:
    """The national form with a report the unit writes once for all projects."""
    report = Document("report", "部门报告", "部门报告", (Piece("outline"),), of="unit", formats=("docx",))
    topic = Topic("一、部门概况", 1, key="department", of="unit")
    return national(documents=(*national().documents, report), topics=(*national().topics, topic))


@pytest.fixture
def window(qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]) -> Iterator[Window]:
    known(of_unit())
    made = Window(open_desk())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def choose(window: Window) -> None:
    QTest.mouseClick(window.projects.whole, CLICK)
    QApplication.processEvents()


def tabs(window: Window) -> list[str]:
    bar = window.project.tabs
    return [bar.tabText(number) for number in range(bar.count()) if bar.isTabVisible(number)]


# --- coming and going ------------------------------------------------------------------------------------------------


def test_choosing_it_makes_it_by_one_step_that_can_be_taken_back(window: Window) -> None:
    choose(window)
    assert window.desk.dossier.is_unit
    assert window.project.title.text() == "部门整体"
    assert window.desk.undo_name() == "建立部门整体"
    window.desk.undo()
    assert window.desk.whole is None
    assert window.desk.project == RESCUE
    window.desk.redo()
    assert window.desk.dossier.is_unit


def test_choosing_it_again_makes_no_second_one(window: Window) -> None:
    choose(window)
    number = window.desk.project
    window.desk.choose_project(RESCUE)
    choose(window)
    assert window.desk.project == number
    assert len(window.desk.book.dossiers) == 3


def test_where_no_form_asks_for_it_it_says_what_it_is_for(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    known(national())
    window = Window(open_desk())
    qtbot.addWidget(window)
    window.show()
    choose(window)
    assert window.rooms.no_whole.isVisible()
    assert window.desk.whole is None
    assert window.projects.whole.isChecked()
    at = window.projects.view.visualRect(window.projects.model.index(0)).center()
    QTest.mouseClick(window.projects.view.viewport(), CLICK, pos=at)
    assert window.project.isVisible()
    assert not window.projects.whole.isChecked()
    window.close()


def test_a_read_only_book_gets_none(window: Window, qtbot: QtBot) -> None:
    path = window.desk.path
    window.desk.close()
    desk = Desk(Workbook.open(path, read_only=True))
    assert not desk.choose_whole()
    assert desk.project == RESCUE
    desk.close()


def test_taken_out_it_is_called_by_its_name(window: Window) -> None:
    choose(window)
    removed: list[str] = []
    window.desk.removed.connect(removed.append)
    window.desk.remove_project(window.desk.project)
    assert (removed, window.desk.undo_name()) == (["部门整体"], "删除项目“部门整体”")


def test_it_is_no_project_of_any_list(window: Window) -> None:
    choose(window)
    names = [window.projects.model.index(row).data() for row in range(window.projects.model.rowCount())]
    assert names == ["城乡医疗救助资金", "医保政策宣传"]
    assert window.projects._count.text() == "项目 2"
    assert window.status._total.text() == "共 2 个项目"
    assert not window.projects.view.selectionModel().hasSelection()
    assert not window.project.more.isVisible(), "it is neither copied nor taken out"


def test_its_row_is_marked_while_it_is_shown(window: Window) -> None:
    choose(window)
    assert window.projects.whole.isChecked()
    assert window.rail.whole.isChecked()
    QTest.mouseClick(window.projects.unit, CLICK)
    assert not window.projects.whole.isChecked()
    choose(window)
    assert window.project.isVisible()
    at = window.projects.view.visualRect(window.projects.model.index(1)).center()
    QTest.mouseClick(window.projects.view.viewport(), CLICK, pos=at)
    assert window.desk.project == PUBLICITY
    assert not window.projects.whole.isChecked()


# --- pages -----------------------------------------------------------------------------------------------------------


def test_it_has_only_the_pages_that_hold_something(window: Window) -> None:
    everything = tabs(window)
    assert Tab.SUMMARY.value not in everything
    choose(window)
    assert tabs(window) == ["正文", "汇总"]
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.project.tab is Tab.SUMMARY
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.project.tab is Tab.PROSE
    window.desk.choose_project(RESCUE)
    assert tabs(window) == everything


def test_its_text_is_typed_once_for_all_projects(window: Window, qtbot: QtBot) -> None:
    choose(window)
    window.project.show_tab(Tab.PROSE)
    place = Place("answer", window.desk.project, "department")
    window.desk.go_to(place)
    qtbot.keyClicks(QApplication.focusWidget(), "Words")
    window.desk.choose_project(RESCUE)
    assert window.desk.text(place) == "Words"
    assert "department" not in window.desk.dossier.answers


def test_the_search_finds_it_and_goes_there(window: Window) -> None:
    choose(window)
    window.desk.type_text(Place("answer", window.desk.project, "department"), "负责医疗保障", "填")
    window.desk.choose_project(RESCUE)
    window.top.search.setText("医疗保障")
    window.top.search.look()
    hit = next(hit for hit in window.top.search.hits if hit.where.startswith("部门整体 › 正文"))
    assert "负责" in hit.before
    window.top.search.go(hit)
    assert window.desk.dossier.is_unit
    assert window.project.tab is Tab.PROSE


def test_the_forms_offered_are_those_that_ask_something_of_the_unit(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    known(of_unit(), msgspec.structs.replace(national(), id="plain", name="只有项目"))
    window = Window(open_desk())
    qtbot.addWidget(window)
    window.show()
    window.project.offer_forms()
    both = [window.project.form.itemText(row) for row in range(window.project.form.count())]
    assert "只有项目" in both
    choose(window)
    window.project.offer_forms()
    offered = [window.project.form.itemText(row) for row in range(window.project.form.count())]
    assert offered == [of_unit().name]
    window.close()


# --- 汇总 ------------------------------------------------------------------------------------------------------------


def summary(window: Window) -> list[list[str]]:
    choose(window)
    window.project.show_tab(Tab.SUMMARY)
    return [[cell.shown for cell in row.cells] for row in window.project.page(Tab.SUMMARY).card.model.sheet.rows]


def test_the_summary_lists_every_project_and_their_sum(window: Window) -> None:
    first, second, total = summary(window)
    assert first[:4] == ["城乡医疗救助资金", "150.00", "48.44", "32.30"]
    assert first[6].startswith("错误 ")
    assert second[:2] == ["医保政策宣传", ""]
    assert total[:4] == ["合计", "150.00", "48.44", "32.30"]


def test_the_summary_follows_the_projects(window: Window) -> None:
    choose(window)
    window.desk.type_text(Place("fund", PUBLICITY, "county.annual"), "50", "填")
    window.desk.type_text(Place("fund", PUBLICITY, "county.executed"), "50", "填")
    assert summary(window)[2][1:4] == ["200.00", "98.44", "49.22"]


def test_a_click_or_enter_opens_the_project_of_the_row(window: Window) -> None:
    summary(window)
    view = window.project.page(Tab.SUMMARY).card.view
    QTest.mouseClick(view.viewport(), CLICK, pos=view.visualRect(view.model().index(1, 2)).center())
    assert window.desk.project == PUBLICITY
    summary(window)
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.desk.project == RESCUE


def test_nothing_can_be_typed_into_the_summary_and_it_says_why(window: Window) -> None:
    summary(window)
    view = window.project.page(Tab.SUMMARY).card.view
    view.setCurrentIndex(view.model().index(0, 1))
    before = window.desk.book
    QTest.keyClick(view, Qt.Key.Key_7)
    assert window.desk.book is before
    assert "汇总取自各个项目" in window.status.said()


# --- findings, export, place -----------------------------------------------------------------------------------------


def test_the_scope_of_the_findings_has_its_name(window: Window) -> None:
    choose(window)
    assert window.findings.filter.scopes.text() == "部门整体"
    assert window.status._scope.text().startswith("部门整体")
    window.desk.choose_project(RESCUE)
    assert window.findings.filter.scopes.text() == "本项目"


def test_its_document_is_written_once(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    choose(window)
    window.export._fill()
    first = window.export.menu.actions()[0]
    assert first.text() == "部门整体\t1 个文件"
    window.export.begin((window.desk.project,), tuple(Format), tmp_path / "报送")
    qtbot.waitUntil(lambda: not window.export.running(), timeout=20_000)
    names = [path.name for path in (tmp_path / "报送").iterdir()]
    assert names == ["示例县医疗保障局_2021_部门报告.docx"]


def test_the_next_start_shows_it_again(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    choose(window)
    window.project.show_tab(Tab.SUMMARY)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    keep_place(window, settings)
    window.desk.choose_project(RESCUE)
    again = Window(window.desk)
    qtbot.addWidget(again)
    restore_place(again, settings)
    again.show()
    assert again.desk.dossier.is_unit
    assert again.project.tab is Tab.SUMMARY
    assert again.projects.whole.isChecked()
    again.close()
