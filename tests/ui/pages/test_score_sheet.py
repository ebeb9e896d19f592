"""评分: what is asked, points as they follow, scores that can be, the sentence of the calculation, sums, pasting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from core.workbook import Workbook
from tests.ui.pages.units import Table, shown, unit_desk
from tests.ui.test_accessible import nameless
from ui.desk import Desk
from ui.look.cells import CELL, Role
from ui.look.choice_editor import ChoiceEditor
from ui.look.signs import Letter
from ui.pages.score_sheet import ScorePage
from ui.places import Tab, path_of, tab_of
from ui.window import Window

Key = Qt.Key
VALUE, BASE, SCORE, NOTE = "实际数", "基数", "自评得分", "说明"
UPDATE, ACCURATE, COMPLETION = "基础信息更新（2分）", "预算编制准确（4分）", "预算完成率（5分）"
DISCLOSURE, OVERALL = "预算公开（2分）", "根据部门单位特点针对性设置（20分）"


@pytest.fixture
def page(qtbot: QtBot, open_desk: Callable[..., Desk]) -> ScorePage:
    desk = unit_desk(open_desk, "unit-scores-2018")
    made = ScorePage(desk)
    shown(desk, made)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def table(page: ScorePage) -> Table:
    return Table(page.card)


def test_groups_and_parts_are_merged_and_say_their_points(table: Table) -> None:
    spans = {(span.column, span.down) for span in table.model.sheet.spans}
    assert (0, 5) in spans
    first = table.model.sheet.rows[0].cells[0]
    assert (first.shown, first.below) == ("预算编制", "16 / 16")
    assert table.row("总分")[6] == "94"


def test_what_is_counted_gives_points_and_the_sentence_of_the_calculation(page: ScorePage, table: Table) -> None:
    table.enter(DISCLOSURE, VALUE, "3")
    assert table.cell(DISCLOSURE, SCORE).shown == "0.5"
    assert table.index(DISCLOSURE, SCORE).data(CELL).role is Role.COMPUTED
    assert "2 − 0.5 × 3 处 = 0.5" in table.index(DISCLOSURE, SCORE).data(Qt.ItemDataRole.ToolTipRole)
    table.choose(DISCLOSURE, SCORE)
    assert page.how.sentence.text() == "2 − 0.5 × 3 处 = 0.5。"
    assert "1.5、1、0.5、0" in page.how.about.text()
    assert page.desk.undo_name() == "修改评分 实际数"


def test_an_item_says_what_it_asks_and_why_it_does_not_ask_for_more(table: Table) -> None:
    table.enter(COMPLETION, BASE, "")
    cell = table.cell(UPDATE, BASE)
    assert (cell.shown, cell.computed) == ("", True)
    assert "不用填基数" in cell.fixed
    assert "预算数（万元）" in table.cell(COMPLETION, BASE).tip
    assert table.cell(COMPLETION, BASE).ghost == "预算数（万元）"


def test_a_typed_score_is_black_and_the_ones_the_standard_gives_are_offered(page: ScorePage, table: Table) -> None:
    table.choose(ACCURATE, SCORE)
    table.press(Key.Key_F2)
    editor = table.view.editor()
    assert isinstance(editor, ChoiceEditor)
    offered = editor.completer().model()
    assert [offered.index(n, 0).data() for n in range(offered.rowCount())] == ["4", "1", "0"]
    table.press(Key.Key_Escape)
    table.enter(ACCURATE, SCORE, "3")
    state = table.index(ACCURATE, SCORE).data(CELL)
    assert (state.text, state.letter) == ("3", Letter.OVERRIDDEN)
    assert any("不可能" in finding.message for finding in page.desk.findings())
    menu = table.view.menu_at(table.index(ACCURATE, SCORE), 0)
    next(action for action in menu.actions() if action.text() == "恢复自动计算").trigger()
    assert table.cell(ACCURATE, SCORE).shown == "4"


def test_a_blank_sheet_is_begun_by_typing_and_by_pasting(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.type_text(Place("unit", 0, "form"), "unit-scores-2018", "改表样")
    assert desk.choose_whole()
    made = ScorePage(desk)
    shown(desk, made)
    qtbot.addWidget(made)
    table = Table(made.card)
    assert table.cell(UPDATE, VALUE).ghost == "超过规定的工作日数（个工作日）"
    table.enter(ACCURATE, VALUE, "1")
    assert [(row.item, row.value) for row in desk.dossier.score_item] == [("budget_accuracy", "1")]
    assert table.view.currentIndex().row() == 2
    table.paste(UPDATE, VALUE, "0\n2\n无")
    if table.model.plan is not None:
        table.press(Key.Key_Return)
    assert {row.item: row.value for row in desk.dossier.score_item} == {
        "budget_accuracy": "2", "basic_update": "0", "budget_review": "无",
    }  # fmt: skip
    assert made._sum.text() == "5 / 100"
    desk.undo()
    assert len(desk.dossier.score_item) == 1
    assert table.row("总分")[2] == "还有 29 项没有得分"


def test_marks_and_findings_lead_to_their_item(page: ScorePage, table: Table) -> None:
    table.choose(ACCURATE, VALUE)
    table.press(Key.Key_F4)
    place = table.cell(ACCURATE, VALUE).place
    assert page.desk.is_pending(place)
    row = next(row for row in page.desk.dossier.score_item if row.item == "budget_disclosure")
    page.desk.go_to(Place("score_item", page.desk.project, "note", row.id))
    assert table.view.currentIndex() == table.index(DISCLOSURE, NOTE)
    place = Place("score_item", page.desk.project, "value", row.id)
    assert tab_of(place, page.desk.form) is Tab.SCORES
    assert path_of(place, page.desk.form, page.desk.dossier) == "评分 › 预算公开 › 实际数"


def test_enter_goes_down_and_tab_to_the_next_cell_that_is_asked(table: Table) -> None:
    table.enter(UPDATE, VALUE, "0")
    assert table.view.currentIndex() == table.index(ACCURATE, VALUE)
    table.press(Key.Key_Tab)
    assert table.view.currentIndex() == table.index(ACCURATE, SCORE), "no base is asked there, a score is offered"


def test_a_read_only_book_is_looked_at(qtbot: QtBot, page: ScorePage) -> None:
    path = page.desk.path
    page.desk.close()
    closed = Desk(Workbook.open(path, read_only=True))
    closed.choose_whole()
    made = ScorePage(closed)
    shown(closed, made)
    qtbot.addWidget(made)
    table = Table(made.card)
    before = table.cell(UPDATE, VALUE).shown
    table.enter(UPDATE, VALUE, "9")
    assert table.cell(UPDATE, VALUE).shown == before
    closed.close()


def test_the_window_shows_it_where_the_form_has_a_sheet(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = unit_desk(open_desk, "accounts-2018")
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    window.rooms.show_whole()
    window.project.show_tab(Tab.SCORES)
    QApplication.processEvents()
    assert isinstance(window.project.page(Tab.SCORES), ScorePage)
    assert window.project.figures.text().endswith("自评 94 分")
    assert list(nameless(window, "评分")) == []
    desk.choose_project(desk.dossiers[0].id)
    assert not window.project.tabs.isTabVisible(list(Tab).index(Tab.SCORES))
    window.close()
