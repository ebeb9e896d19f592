"""预览: the pages beside the form, made in a thread of their own, following the cell the clerk is at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.model import Place
from core.preview import Draft
from core.preview_apart import PagesApart, Sizes
from core.report.blocks import Paragraph, Report
from core.trouble import ExportTrouble
from tests.ui.conftest import PUBLICITY, RESCUE
from ui import preview_worker
from ui.desk import Desk
from ui.look import theme
from ui.look.cards import EmptyPlace
from ui.look.tokens import DARK, LIGHT, PRINT_GROUND
from ui.pages.funds import FundsPage
from ui.pages.prose import ProsePage
from ui.panels.page_view import Fit
from ui.panels.preview import PreviewPanel

REPORT_FORM = "sichuan-2021"
Shown = Callable[..., PreviewPanel]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Put the preview of a desk into a window and wait for its first page; a page of the form may stand beside it."""
    made: list[tuple[QWidget, PreviewPanel]] = []

    def show(desk: Desk, beside: QWidget | None = None, *, wait: bool = True) -> PreviewPanel:
        window, panel = QWidget(), PreviewPanel(desk)
        made.append((window, panel))
        row = QHBoxLayout(window)
        if beside is not None:
            row.addWidget(beside)
        row.addWidget(panel)
        qtbot.addWidget(window)
        panel.setFixedWidth(432)
        window.resize(1100 if beside is not None else 460, 697)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if wait:
            qtbot.waitUntil(lambda: panel.view.kept() > 0, timeout=15000)
        return panel

    yield show
    for _, panel in made:
        panel.stop()


@pytest.fixture
def report_desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk(form=REPORT_FORM)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """The reports that became pages, as they would be made here."""
    seen: list[Report] = []
    ordinary = PagesApart.print

    def print(pages: PagesApart, draft: Draft) -> tuple[Sizes, bool]:
        seen.append(draft.report)
        return ordinary(pages, draft)

    monkeypatch.setattr(PagesApart, "print", print)
    return seen


def texts(report: Report) -> list[str]:
    return [block.text for block in report.blocks() if isinstance(block, Paragraph)]


def marks(panel: PreviewPanel) -> list[bool]:
    return [area.cell for area in panel.view.areas]


def test_the_pages_are_there_when_it_is_shown(desk: Desk, shown: Shown) -> None:
    panel = shown(desk)
    assert panel.where.text() == "第 1 页，共 1 页"
    assert panel.documents.text() == "项目支出绩效自评表"


def test_a_change_is_printed_after_a_moment(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    before = panel.view.picture(0)
    desk.type_text(Place("project", RESCUE, "name"), "困难群众医疗救助", "改名")
    qtbot.waitUntil(lambda: panel.view.picture(0) != before, timeout=5000)


def test_what_is_not_printed_changes_no_picture(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    answers: list[bool] = []
    panel._worker.printed.connect(lambda printed: answers.append(printed.anew))
    desk.type_text(Place("unit", 0, "phone"), "0830-1234567", "改电话")
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == [False]


def test_many_keys_make_few_pages(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    asked = panel._worker.number
    for number in range(20):
        desk.type_text(Place("project", RESCUE, "name"), f"医疗救助{number}", "改名")
        QApplication.processEvents()
    qtbot.waitUntil(lambda: panel._worker.number > asked, timeout=5000)
    assert panel._worker.number == asked + 1


def test_an_answer_that_comes_late_is_dropped(desk: Desk, shown: Shown) -> None:
    panel = shown(desk)
    late = preview_worker.Printed(panel._worker.number - 1, ((595.0, 842.0),) * 9, anew=True)
    panel._show_pages(late)
    assert panel.where.text() == "第 1 页，共 1 页"


def test_nothing_is_made_while_it_is_hidden(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    panel.hide()
    asked = panel._worker.number
    desk.type_text(Place("project", RESCUE, "name"), "改了名", "改名")
    QTest.qWait(200)
    assert panel._worker.number == asked
    panel.show()
    assert panel._worker.number == asked + 1


def test_another_project_is_shown_at_once_it_is_chosen(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    before = panel.view.picture(0)
    desk.choose_project(PUBLICITY)
    qtbot.waitUntil(lambda: panel.view.picture(0) not in (None, before), timeout=5000)


# --- following -------------------------------------------------------------------------------------------------------


def test_the_cell_at_work_is_marked_on_its_page(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    page = FundsPage(desk)
    panel = shown(desk, page)
    page.go(Place("fund", RESCUE, "province.executed"))
    qtbot.waitUntil(lambda: bool(panel.view.areas), timeout=5000)
    first = panel.view.areas
    assert marks(panel) == [True]
    page.go(Place("fund", RESCUE, "province.annual"))
    qtbot.waitUntil(lambda: panel.view.areas not in ((), first), timeout=5000)


def test_an_answer_is_marked_beside_its_lines_and_brought_into_sight(
    report_desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    panel = shown(report_desk)
    panel.show_place(Place("answer", RESCUE, "suggestions"))
    qtbot.waitUntil(lambda: bool(panel.view.areas), timeout=5000)
    assert marks(panel) == [False]
    (area,) = panel.view.areas
    assert area.page > 0
    sight = panel.view.viewport().rect()
    assert sight.contains(panel.view.area_rect(area).translated(panel.view.offset()).toRect())


def test_words_are_printed_while_they_are_typed(
    report_desk: Desk, shown: Shown, qtbot: QtBot, printed: list[Report]
) -> None:
    page = ProsePage(report_desk)
    panel = shown(report_desk, page)
    page.reload()
    place = Place("answer", RESCUE, "problems")
    page.go(place)
    editor = page.sections["problems"].editor
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "late payment")
    qtbot.waitUntil(lambda: "late payment" in texts(printed[-1]), timeout=900)
    assert report_desk.text(place) == ""  # not in the book yet
    assert panel.at_work.place == place


def test_a_place_that_is_not_printed_marks_nothing(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    panel.show_place(Place("fund", RESCUE, "county.executed"))
    qtbot.waitUntil(lambda: bool(panel.view.areas), timeout=5000)
    panel.show_place(Place("unit", 0, "phone"))
    qtbot.waitUntil(lambda: not panel.view.areas, timeout=5000)


# --- document, zoom, pages -------------------------------------------------------------------------------------------


def test_the_审核说明_can_be_chosen(desk: Desk, shown: Shown, qtbot: QtBot, printed: list[Report]) -> None:
    panel = shown(desk)
    panel._offer_documents()
    words = [action.text() for action in panel.documents.menu.actions()]
    assert words == ["项目支出绩效自评表", "审核说明"]
    panel.documents.menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: printed[-1].kind == "审核说明", timeout=5000)
    qtbot.waitUntil(lambda: panel.documents.text() == "审核说明", timeout=5000)


def test_a_page_fits_the_width_until_it_is_zoomed(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    assert panel.zoom.text() == Fit.WIDTH.value
    fitted = panel.view.page_rects()[0].width()
    assert fitted <= panel.view.viewport().width()
    QTest.mouseClick(panel.larger, Qt.MouseButton.LeftButton)
    assert panel.zoom.text() == "75\u00a0%"
    assert panel.view.page_rects()[0].width() == round(595.2756 * 96 / 72 * 0.75)
    for _ in range(9):
        QTest.mouseClick(panel.larger, Qt.MouseButton.LeftButton)
    assert panel.zoom.text() == "200\u00a0%"
    qtbot.waitUntil(lambda: panel.view.picture(0).width() == panel.view.page_rects()[0].width(), timeout=5000)


def test_ctrl_and_wheel_zoom(desk: Desk, shown: Shown) -> None:
    panel = shown(desk)
    for angle, words in ((120, "75\u00a0%"), (120, "100\u00a0%"), (-120, "75\u00a0%")):
        at = QPointF(100, 100)
        event = QWheelEvent(at, panel.view.viewport().mapToGlobal(at), QPoint(), QPoint(0, angle),
                            Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(panel.view.viewport(), event)
        assert panel.zoom.text() == words


def test_keys_zoom_and_go_to_either_end(report_desk: Desk, shown: Shown) -> None:
    panel = shown(report_desk)
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    last = len(panel.view.page_rects())
    assert panel.where.text() == f"第 {last} 页，共 {last} 页"
    QTest.keyClick(panel.view, Qt.Key.Key_Home)
    assert panel.where.text().startswith("第 1 页")
    QTest.keyClick(panel.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panel.zoom.text() == "75\u00a0%"
    QTest.keyClick(panel.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert panel.zoom.text() == Fit.WIDTH.value


def test_only_pictures_in_sight_are_kept(report_desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(report_desk)
    assert len(panel.view.page_rects()) > 3
    for at in range(0, panel.view.verticalScrollBar().maximum(), 300):
        panel.view.verticalScrollBar().setValue(at)
        QTest.qWait(20)
        assert panel.view.kept() <= 3


def test_the_printed_page_stays_light_in_the_dark(qapp: QApplication, desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    panel = shown(desk)
    corner = panel.view.page_rects()[0].topLeft() + QPoint(6, 6)
    assert panel.view.picture(0).pixelColor(6, 6).name() == "#ffffff"
    theme.dress(qapp, DARK)
    try:
        ground = PRINT_GROUND.lower()
        qtbot.waitUntil(lambda: panel.view.picture(0).pixelColor(6, 6).name() == ground, timeout=5000)
        assert panel.view.viewport().grab().toImage().pixelColor(corner).name() == ground
    finally:
        theme.dress(qapp, LIGHT)


def test_a_narrow_panel_says_it_in_short(desk: Desk, shown: Shown) -> None:
    panel = shown(desk)
    panel.setFixedWidth(304)
    QApplication.processEvents()
    assert panel.where.text() == "1 / 1 页"
    assert panel.documents.text() == ""
    assert "项目支出绩效自评表" in panel.documents.toolTip()


# --- when there is nothing -------------------------------------------------------------------------------------------


def test_without_a_project_it_says_what_will_stand_here(desk: Desk, shown: Shown) -> None:
    for project in (RESCUE, PUBLICITY):
        desk.remove_project(project)
    panel = shown(desk, wait=False)
    assert panel.findChildren(EmptyPlace)
    assert panel.where.text() == ""
    assert panel.documents.isHidden()


def test_the_first_project_brings_the_pages(desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    for project in (RESCUE, PUBLICITY):
        desk.remove_project(project)
    panel = shown(desk, wait=False)
    desk.add_project("新项目")
    qtbot.waitUntil(lambda: panel.view.kept() > 0, timeout=5000)
    assert panel.view.isVisible()


def test_pages_that_cannot_be_made_say_why(
    desk: Desk, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise ExportTrouble("程序自带的字体文件“song.ttf”打不开，请重新安装本程序后再导出")

    monkeypatch.setattr(PagesApart, "print", refuse)
    panel = shown(desk, wait=False)
    qtbot.waitUntil(lambda: bool(panel.findChildren(EmptyPlace)), timeout=5000)


def test_the_work_ends_with_the_panel(desk: Desk, shown: Shown) -> None:
    panel = shown(desk)
    thread = panel._worker._thread
    assert thread is not None
    panel.stop()
    assert not thread.is_alive()
    panel.stop()


def test_a_process_that_is_killed_is_said_and_the_next_change_brings_the_pages_again(
    desk: Desk, shown: Shown, qtbot: QtBot
) -> None:
    panel = shown(desk)
    panel._worker.pages.kill()
    desk.type_text(Place("project", RESCUE, "name"), "困难群众医疗救助", "改名")
    qtbot.waitUntil(lambda: bool(panel.findChildren(EmptyPlace)), timeout=15000)
    desk.type_text(Place("project", RESCUE, "name"), "医疗救助补助", "改名")
    qtbot.waitUntil(panel.view.isVisible, timeout=15000)
