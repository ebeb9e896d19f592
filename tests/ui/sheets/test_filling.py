"""The handle at the corner of a block, drawn any way, as in Excel and WPS 表格."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.sheets.conftest import CONTROL, Hands, move_held
from ui.look.tokens import color

LEFT = Qt.MouseButton.LeftButton
INITIAL, ANNUAL, ARRIVED, EXECUTED = "年初预算数", "全年预算数(A)", "实际到位数", "全年执行数(B)"


def middle(hands: Hands, row: str, column: str) -> QPoint:
    return hands.view.visualRect(hands.index(row, column)).center()


def draw(hands: Hands, to: tuple[str, str]) -> None:
    view = hands.view
    QTest.mousePress(view.viewport(), LEFT, pos=view.handle().center())
    QTest.mouseMove(view.viewport(), middle(hands, *to))


def let_go(hands: Hands, at: tuple[str, str]) -> None:
    QTest.mouseRelease(hands.view.viewport(), LEFT, pos=middle(hands, *at))


def block(hands: Hands) -> set[tuple[int, int]]:
    return {(index.row(), index.column()) for index in hands.view.selectionModel().selectedIndexes()}


def test_the_handle_fills_upwards(funds: Hands) -> None:
    funds.choose("县区级财政", ANNUAL)
    draw(funds, ("省级财政", ANNUAL))
    let_go(funds, ("省级财政", ANNUAL))
    assert [funds.typed(row, ANNUAL) for row in ("省级财政", "市级财政")] == ["60.00", "60.00"]
    assert funds.desk.undo_name() == "向上填充"
    assert len(block(funds)) == 3
    funds.desk.undo()
    assert [funds.typed(row, ANNUAL) for row in ("省级财政", "市级财政")] == ["90.00", ""], "one step"


def test_the_handle_fills_to_the_left(funds: Hands) -> None:
    funds.choose("省级财政", EXECUTED)
    draw(funds, ("省级财政", ANNUAL))
    let_go(funds, ("省级财政", ANNUAL))
    assert [funds.typed("省级财政", column) for column in (INITIAL, ANNUAL, ARRIVED)] == ["90.00", "30.00", "30.00"]
    assert funds.desk.undo_name() == "向左填充"


def test_upwards_a_block_goes_on_as_its_pattern(funds: Hands) -> None:
    funds.desk.type_text(funds.place("市级财政", ANNUAL), "7", "填数")
    funds.choose_block(("市级财政", ANNUAL), ("县区级财政", ANNUAL))
    above = funds.index("市级财政", ANNUAL).row() - 2
    to = funds.view.visualRect(funds.view.model().index(above, funds.index("市级财政", ANNUAL).column())).center()
    QTest.mousePress(funds.view.viewport(), LEFT, pos=funds.view.handle().center())
    QTest.mouseRelease(funds.view.viewport(), LEFT, pos=to)
    assert funds.typed("省级财政", ANNUAL) == "60.00", "what lies next above is the block's last row"


def test_esc_lets_the_handle_go_and_nothing_is_filled(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    draw(funds, ("县区级财政", ANNUAL))
    assert len(block(funds)) == 3
    funds.press(Qt.Key.Key_Escape)
    let_go(funds, ("县区级财政", ANNUAL))
    assert funds.typed("县区级财政", ANNUAL) == "60.00"
    assert block(funds) == {(funds.index("省级财政", ANNUAL).row(), funds.index("省级财政", ANNUAL).column())}


def test_after_esc_the_button_that_is_still_held_chooses_nothing(funds: Hands) -> None:
    funds.choose("省级财政", ANNUAL)
    draw(funds, ("县区级财政", ANNUAL))
    funds.press(Qt.Key.Key_Escape)
    move_held(funds.view.viewport(), middle(funds, "市级财政", ANNUAL))
    let_go(funds, ("市级财政", ANNUAL))
    assert funds.view.currentIndex() == funds.index("省级财政", ANNUAL)


def has_handle(hands: Hands, row: str, column: str) -> bool:
    """Whether the corner of a cell is painted as one: more of the accent than the frame has."""
    area = hands.view.visualRect(hands.index(row, column))
    picture = hands.view.viewport().grab().toImage()
    return bool(picture.pixelColor(area.right() - 5, area.bottom() - 5) == QColor(color("accent")))


def test_of_separate_pieces_none_carries_the_handle(funds: Hands) -> None:
    funds.choose("省级财政", INITIAL)
    assert has_handle(funds, "省级财政", INITIAL)
    for row, held in (("市级财政", Qt.KeyboardModifier.NoModifier), ("县区级财政", CONTROL)):
        QTest.mouseClick(funds.view.viewport(), LEFT, held, middle(funds, row, EXECUTED))
        QApplication.processEvents()
    assert len(block(funds)) == 2
    assert has_handle(funds, "县区级财政", EXECUTED), "two cells side by side are one block"
    QTest.mouseClick(funds.view.viewport(), LEFT, CONTROL, middle(funds, "省级财政", INITIAL))
    QApplication.processEvents()
    pieces = (("省级财政", INITIAL), ("市级财政", EXECUTED), ("县区级财政", EXECUTED))
    assert [has_handle(funds, *cell) for cell in pieces] == [False] * 3
    assert funds.view.handle().isEmpty()


@pytest.mark.parametrize("columns", [(ANNUAL, ANNUAL), (ANNUAL, ARRIVED)])
def test_a_block_carries_the_handle_at_its_corner_alone(funds: Hands, columns: tuple[str, str]) -> None:
    funds.choose_block(("省级财政", columns[0]), ("县区级财政", columns[1]))
    cells = [(row, c) for row in ("省级财政", "市级财政", "县区级财政") for c in (ANNUAL, ARRIVED)]
    assert [cell for cell in cells if has_handle(funds, *cell)] == [("县区级财政", columns[1])]
