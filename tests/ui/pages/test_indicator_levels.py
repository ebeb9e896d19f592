"""指标 of forms that give points without measuring, share them out by 二级指标, or look ahead at mid-year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.edits import AddRow, Batch
from core.model import Indicator, Place
from tests.ui.conftest import RESCUE
from tests.ui.forms import judged
from tests.ui.journey import type_keys
from ui.desk import Desk
from ui.look.cells import CELL
from ui.pages.indicators import IndicatorsPage
from ui.sheets.sheet import SheetCell


@pytest.fixture
def page(qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]) -> IndicatorsPage:
    known(judged())
    desk = open_desk()
    rows = tuple(
        Indicator(number, RESCUE, number * 1024, "项目决策", "项目立项", name, weight=weight)
        for number, name, weight in ((21, "立项依据充分性", "5"), (22, "立项程序规范性", "2"))
    )
    desk.submit(Batch(tuple(AddRow(row) for row in rows)), "添加指标")
    made = IndicatorsPage(desk)
    desk.changed.connect(lambda _: made.reload())
    qtbot.addWidget(made)
    made.resize(1090, 640)
    made.show()
    QApplication.processEvents()
    return made


def cell(page: IndicatorsPage, row: str, column: str) -> SheetCell:
    sheet = page.card.model.sheet
    at = [c.caption for c in sheet.columns].index(column)
    return next(r.cells[at] for r in sheet.rows if row in [c.shown for c in r.cells])


def test_without_points_for_the_rate_there_is_no_row_of_execution(page: IndicatorsPage) -> None:
    assert "execution" not in [row.key for row in page.card.model.sheet.rows]
    assert page.card.model.sheet.rows[-1].key == "total"


def test_a_judged_row_has_no_values_to_type_and_asks_for_its_points(page: IndicatorsPage) -> None:
    for column in ("目标值", "完成值", "完成率"):
        fixed = cell(page, "立项依据充分性", column)
        assert fixed.place is None
        assert "填分" in fixed.fixed
    score = cell(page, "立项依据充分性", "得分")
    assert (score.shown, score.ghost) == ("", "填得分")
    state = page.card.model.find(Place("indicator", RESCUE, "score", 21)).data(CELL)
    assert state.placeholder == "填得分"


def test_points_are_typed_where_nothing_is_measured(page: IndicatorsPage) -> None:
    view = page.card.view
    view.show_place(page.card.model.find(Place("indicator", RESCUE, "score", 21)))
    type_keys(view, "4")
    QTest.keyClick(view.editor(), Qt.Key.Key_Return)
    assert page.desk.text(Place("indicator", RESCUE, "score", 21)) == "4"
    assert cell(page, "立项依据充分性", "得分") == SheetCell(
        "4", "4", Place("indicator", RESCUE, "score", 21), number=True, ghost="填得分"
    )


def test_what_another_form_measured_there_can_still_be_seen_and_taken_out(page: IndicatorsPage) -> None:
    page.desk.type_text(Place("indicator", RESCUE, "target", 21), "100", "填")
    assert cell(page, "立项依据充分性", "目标值").place == Place("indicator", RESCUE, "target", 21)


def test_a_second_level_shows_its_points_and_a_bar_where_there_is_room(page: IndicatorsPage) -> None:
    two = cell(page, "立项依据充分性", "二级指标")
    assert (two.below, two.gap, two.share) == ("7 / 8", "差 1", Decimal(7) / 8)
    none = cell(page, "项目目标", "二级指标")
    assert (none.below, none.gap, none.share) == ("0 / 12", "差 12", None)


def test_the_kind_of_a_judged_indicator_is_told(page: IndicatorsPage) -> None:
    page.go(Place("indicator", RESCUE, "score", 21))
    card = page._explanation
    assert any("由您评分" in part.text() for part in card.findChildren(QLabel) if part.isVisibleTo(card))


def test_the_columns_of_the_monitoring_table_are_typed_like_others(page: IndicatorsPage) -> None:
    for field, text in (("midyear", "600"), ("forecast", "1150"), ("remark", "bz")):
        view = page.card.view
        view.show_place(page.card.model.find(Place("indicator", RESCUE, field, 4)))
        type_keys(view, text[0])
        type_keys(view.editor(), text[1:])
        QTest.keyClick(view.editor(), Qt.Key.Key_Return)
        assert page.desk.text(Place("indicator", RESCUE, field, 4)) == text
    assert cell(page, "救助人次", "全年预计").shown == "1150人次"
    assert cell(page, "救助人次", "原因类别").choices[0] == "经费保障"
