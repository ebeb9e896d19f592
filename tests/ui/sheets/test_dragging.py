"""Rows dragged by the mouse to another place among their like."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.sheets.conftest import Hands, move_held
from ui.desk import Desk
from ui.look.grip import Landing
from ui.look.tokens import color
from ui.pages.evidence import EvidencePage

LEFT = Qt.MouseButton.LeftButton
NAME, WEIGHT = "三级指标", "分值"


def names(hands: Hands) -> list[str]:
    return [row.name for row in hands.desk.dossier.indicator]


def row_of(hands: Hands, name: str) -> int:
    return hands.index(name, NAME).row()


def take(hands: Hands, row: int) -> None:
    QTest.mousePress(hands.view.viewport(), LEFT, pos=hands.view.grip(row).center())


def over(hands: Hands, row: int, *, upper: bool) -> QPoint:
    """A point in the upper or lower half of a row."""
    view = hands.view
    y = view.rowViewportPosition(row) + (4 if upper else view.rowHeight(row) - 4)
    return QPoint(view.viewport().width() // 2, y)


def drag(hands: Hands, row: int, to: int, *, upper: bool) -> None:
    take(hands, row)
    QTest.mouseMove(hands.view.viewport(), over(hands, to, upper=upper))


def let_go(hands: Hands, to: int, *, upper: bool) -> None:
    QTest.mouseRelease(hands.view.viewport(), LEFT, pos=over(hands, to, upper=upper))
    QApplication.processEvents()


@pytest.fixture
def three(indicators: Hands) -> Hands:
    """数量指标 with three rows: 救助人次, 资助参保人数, ZZ."""
    indicators.choose("资助参保人数", NAME)
    indicators.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    indicators.type("ZZ")
    indicators.press(Qt.Key.Key_Return)
    indicators.press(Qt.Key.Key_Escape)  # Ctrl is let go
    return indicators


@pytest.mark.parametrize(
    ("row", "to", "upper", "becomes"),
    [
        ("救助人次", "ZZ", False, ["资助参保人数", "ZZ", "救助人次"]),
        ("救助人次", "ZZ", True, ["资助参保人数", "救助人次", "ZZ"]),
        ("ZZ", "救助人次", True, ["ZZ", "救助人次", "资助参保人数"]),
        ("ZZ", "救助人次", False, ["救助人次", "ZZ", "资助参保人数"]),
        ("救助人次", "救助人次", False, ["救助人次", "资助参保人数", "ZZ"]),
    ],
)
def test_a_row_lands_where_it_is_let_go_in_one_step(
    three: Hands, row: str, to: str, upper: bool, becomes: list[str]
) -> None:
    before, name = names(three), three.desk.undo_name()
    numbers = row_of(three, row), row_of(three, to)
    drag(three, *numbers, upper=upper)
    let_go(three, numbers[1], upper=upper)
    assert names(three)[:3] == becomes
    assert three.view.currentIndex() == three.index(row, NAME), "the clerk stays with the row"
    if becomes != before[:3]:
        assert three.desk.undo_name() == f"移动指标“{row}”"
        three.desk.undo()
    assert names(three) == before
    assert three.desk.undo_name() == name


def test_a_line_shows_where_the_row_lands(three: Hands) -> None:
    drag(three, row_of(three, "救助人次"), row_of(three, "ZZ"), upper=True)
    view = three.view
    picture = view.viewport().grab().toImage()
    y = view.rowViewportPosition(row_of(three, "ZZ"))
    here = [picture.pixelColor(view.viewport().width() - 40, at).name() for at in (y - 1, y)]
    assert color("accent").name() in here
    assert view.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor


def test_esc_lets_the_row_go_where_it_was(three: Hands) -> None:
    before, name = names(three), three.desk.undo_name()
    first, last = row_of(three, "救助人次"), row_of(three, "ZZ")
    drag(three, first, last, upper=False)
    three.press(Qt.Key.Key_Escape)
    let_go(three, last, upper=False)
    assert (names(three), three.desk.undo_name()) == (before, name)
    assert three.view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_after_esc_the_button_that_is_still_held_chooses_nothing(three: Hands) -> None:
    first, last = row_of(three, "救助人次"), row_of(three, "ZZ")
    drag(three, first, last, upper=False)
    three.press(Qt.Key.Key_Escape)
    move_held(three.view.viewport(), over(three, last, upper=True))
    assert three.view.currentIndex() == three.index("救助人次", NAME)
    let_go(three, last, upper=True)
    assert three.view.currentIndex() == three.index("救助人次", NAME)
    QTest.mouseClick(three.view.viewport(), LEFT, pos=over(three, last, upper=True))
    assert three.view.currentIndex().row() == last, "the next press is one like any other"


def test_at_the_edge_the_table_scrolls_on_while_the_pointer_rests(three: Hands, qtbot: QtBot) -> None:
    three.page.resize(1000, 330)
    QApplication.processEvents()
    view, bar, last = three.view, three.view.verticalScrollBar(), row_of(three, "ZZ")
    view.scrollToTop()

    def below() -> int:
        return view.rowViewportPosition(last) + view.rowHeight(last) - view.viewport().height()

    assert below() > 0
    take(three, row_of(three, "救助人次"))
    QTest.mouseMove(view.viewport(), QPoint(300, view.viewport().height() - 4))
    qtbot.waitUntil(lambda: below() == 0)
    qtbot.wait(120)
    assert below() == 0, "not past the rows among which it can be put"
    assert bar.value() < bar.maximum()
    (line,) = view.viewport().findChildren(Landing)
    assert view.viewport().rect().contains(line.geometry()), "the line is seen whole"
    three.press(Qt.Key.Key_Escape)


def test_chosen_rows_go_together(three: Hands) -> None:
    three.choose_block(("救助人次", NAME), ("资助参保人数", NAME))
    first, last = row_of(three, "救助人次"), row_of(three, "ZZ")
    drag(three, first, last, upper=False)
    let_go(three, last, upper=False)
    assert names(three)[:3] == ["ZZ", "救助人次", "资助参保人数"]
    three.desk.undo()
    assert names(three)[:3] == ["救助人次", "资助参保人数", "ZZ"], "one step"


def test_outside_of_its_level_a_row_cannot_be_put(three: Hands) -> None:
    before = names(three)
    first, foreign = row_of(three, "救助人次"), row_of(three, "群众满意度")
    drag(three, first, foreign, upper=False)
    assert three.view.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    let_go(three, foreign, upper=False)
    assert names(three) == before
    assert three.said[-1] == "这里放不下：行只能拖到同一类别的其他行之间。"


def test_a_click_on_the_grip_chooses_the_cell_and_moves_nothing(three: Hands) -> None:
    before = names(three)
    QTest.mouseClick(three.view.viewport(), LEFT, pos=three.view.grip(row_of(three, "ZZ")).center())
    assert names(three) == before
    assert three.view.currentIndex() == three.index("ZZ", NAME)


def test_what_cannot_be_moved_has_no_grip(three: Hands) -> None:
    view, sheet = three.view, three.view.model().sheet
    assert not view.grip(row_of(three, "ZZ")).isEmpty()
    assert view.grip(row_of(three, "群众满意度")).isEmpty(), "it is alone in its level"
    assert view.grip(len(sheet.rows) - 1).isEmpty(), "总分"
    view.view_menu(three.index("ZZ", NAME).column()).actions()[0].trigger()
    assert view.grip(0).isEmpty(), "sorted for looking"


def test_the_grip_is_seen_below_the_pointer_and_says_what_it_is_for(three: Hands) -> None:
    at = three.view.grip(row_of(three, "ZZ")).center()
    plain = three.view.viewport().grab().toImage()
    QTest.mouseMove(three.view.viewport(), at)
    QApplication.processEvents()
    assert three.view.viewport().grab().toImage() != plain
    assert three.view.viewport().cursor().shape() is Qt.CursorShape.OpenHandCursor
    event = QHelpEvent(QEvent.Type.ToolTip, at, three.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(three.view.viewport(), event)
    assert QToolTip.text() == "拖动可以换位置；按键是 Alt+Up 和 Alt+Down"


def test_an_attachment_is_dragged_by_its_number(desk: Desk, hands_on: Callable[[type, Desk], Hands]) -> None:
    hands = hands_on(EvidencePage, desk)
    keeper = hands.view.model().keeper
    first = hands.view.model().sheet.rows[0]
    for _ in range(2):
        step = keeper.add_below(first)
        assert step.edit is not None
        desk.submit(step.edit, step.name)
    ids = [row.id for row in desk.dossier.evidence]
    assert hands.view.grip(0).width() == hands.view.columnWidth(0)
    drag(hands, 0, 3, upper=False)
    let_go(hands, 3, upper=False)
    assert [row.id for row in desk.dossier.evidence] == [*ids[1:], ids[0]], "over the empty row it goes to the end"
