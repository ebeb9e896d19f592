"""The painted lines of 提交前检查: as high as their words, their buttons where they are painted, in both schemes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from ui.look.check_list import CHECK, CheckHead, CheckLine, CheckRow, CheckRowDelegate, CheckView, item_height, way_rect
from ui.look.signs import Letter, Sign, Stage

Take = Callable[[QWidget, float], QImage]
HEAD = CheckHead("城乡医疗救助资金", "打开项目")
LINES = (
    CheckLine(Sign.ERROR, "效益指标权重 27.5，应为 30，少 2.5。", ("指标", "权重"), button="按比例补齐", fix=True),
    CheckLine(Letter.UNCONFIRMED, "实际完成值：98.6 %", ("指标",), "备注：等医保中心核对", "已核对"),
    CheckLine(Stage.EMPTY, "主管部门还没有填。", ("基本信息",), button="去填写"),
    CheckLine("check", "市级资金比年初少 12.00 万元。", ("资金",), "说明：市级财政压减，文号见佐证材料。"),
)


@pytest.fixture
def view(qtbot: QtBot) -> CheckView:
    made = CheckView()
    qtbot.addWidget(made)
    model = QStandardItemModel(made)
    for item in (HEAD, *LINES):
        row = QStandardItem(item.words)
        row.setData(item, CHECK)
        model.appendRow(row)
    made.setModel(model)
    made.resize(560, 420)
    made.show()
    return made


def test_a_long_sentence_makes_its_line_higher_and_is_never_cut() -> None:
    line = CheckLine(Sign.ERROR, "“宣传资料发放量”目标值没有单位，业绩值“1万张”，不能算完成率。" * 3, button="去填写")
    assert item_height(line, 300) > item_height(line, 600) > item_height(CheckLine(Sign.ERROR, "短"), 600)


def test_the_button_lies_inside_its_line_at_the_right() -> None:
    rect = QRect(0, 100, 560, item_height(LINES[0], 560))
    assert rect.contains(way_rect(rect, LINES[0]).toAlignedRect())
    assert way_rect(rect, LINES[3]).isEmpty()


def test_a_click_on_the_button_is_no_jump(view: CheckView) -> None:
    jumps: list[int] = []
    ways: list[int] = []
    view.chosen.connect(lambda index: jumps.append(index.row()))
    view.way_taken.connect(lambda index: ways.append(index.row()))
    rect = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=way_rect(rect, LINES[0]).center().toPoint())
    assert (jumps, ways) == ([], [1])
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert (jumps, ways) == ([1], [1])


def test_the_link_of_a_head_shows_the_hand(view: CheckView) -> None:
    rect = view.visualRect(view.model().index(0, 0))
    QTest.mouseMove(view.viewport(), way_rect(rect, HEAD).center().toPoint())
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), rect.center())
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_keys_jump_and_take_the_way_out(view: CheckView) -> None:
    took: list[tuple[str, int]] = []
    view.chosen.connect(lambda index: took.append(("jump", index.row())))
    view.way_taken.connect(lambda index: took.append(("way", index.row())))
    view.setCurrentIndex(view.model().index(2, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert took == [("jump", 2), ("way", 2)]


def test_every_mark_is_painted_in_both_schemes(view: CheckView, scheme: str, take: Take) -> None:
    for ratio in (1.0, 1.25, 1.5, 2.0):
        image = take(view, ratio)
        points = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
        colours = {image.pixelColor(x, y).name() for x, y in points}
        assert len(colours) > 8, scheme


def test_rows_get_lower_where_the_screen_is_low() -> None:
    delegate = CheckRowDelegate()
    model = QStandardItemModel(1, 1)
    model.setData(model.index(0, 0), CheckRow("资金", "错误 2", Sign.ERROR, "red"), CHECK)
    delegate.row_height = 30
    assert delegate.sizeHint(QStyleOptionViewItem(), model.index(0, 0)).height() == 30
