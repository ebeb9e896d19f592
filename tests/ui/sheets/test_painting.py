"""After a change only what looks different is painted; on the screen stands what a whole picture would show."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import RESCUE
from tests.ui.sheets.conftest import Hands
from ui.sheets.view import SheetView

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def on_screen(view: SheetView) -> QImage:
    """The table as it was painted piece by piece; nothing is painted for it."""
    QApplication.processEvents()
    window = view.window()
    picture = window.screen().grabWindow(window.winId())
    at = view.mapTo(window, view.rect().topLeft())
    return picture.toImage().copy(at.x(), at.y(), view.width(), view.height())


def painted_whole(view: SheetView) -> QImage:
    view.repaint()
    view.viewport().repaint()
    return on_screen(view)


def looks_whole(view: SheetView) -> bool:
    return on_screen(view) == painted_whole(view)


def test_a_sentence_that_comes_goes_and_walks_down_leaves_nothing_behind(indicators: Hands) -> None:
    indicators.choose("救助人次", "实际完成值(B)")
    assert looks_whole(indicators.view)
    for text in ("1140", "900", "1140人次", "7人次", "1300", "800"):
        indicators.type(text)
        assert looks_whole(indicators.view), text
        indicators.press(Key.Key_Return)
        assert looks_whole(indicators.view), f"{text} and Enter"
        if text == "7人次":
            indicators.choose("救助人次", "实际完成值(B)")
    indicators.desk.undo()
    assert looks_whole(indicators.view)


def test_the_chosen_cells_look_the_same_without_the_keyboard(funds: Hands) -> None:
    funds.choose_block(("省级财政", "年初预算数"), ("县区级财政", "全年预算数(A)"))
    funds.view.clearFocus()
    assert looks_whole(funds.view)
    funds.view.setFocus()
    assert looks_whole(funds.view)
    assert funds.desk.project == RESCUE


def test_a_block_that_is_drawn_on_leaves_no_line_behind(funds: Hands) -> None:
    view, model = funds.view, funds.view.model()

    def middle(row: int, column: int) -> QPoint:
        return view.visualRect(model.index(row, column)).center()

    QTest.mousePress(view.viewport(), LEFT, pos=middle(2, 1))
    for row, column in ((3, 1), (3, 2), (4, 2), (5, 3), (4, 3), (3, 2)):
        QTest.mouseMove(view.viewport(), middle(row, column))
        assert looks_whole(view), (row, column)
    QTest.mouseRelease(view.viewport(), LEFT, pos=middle(3, 2))
    for row, column in ((5, 4), (5, 3), (4, 2), (5, 4)):
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, middle(row, column))
        assert looks_whole(view), (row, column)


def test_a_dragged_row_leaves_nothing_behind(indicators: Hands) -> None:
    view = indicators.view
    first = indicators.index("救助人次", "三级指标").row()
    for end in (Key.Key_Escape, None):
        QTest.mouseMove(view.viewport(), view.grip(first).center())
        assert looks_whole(view)
        QTest.mousePress(view.viewport(), LEFT, pos=view.grip(first).center())
        for row in (first + 1, first + 3, first):
            at = QPoint(300, view.rowViewportPosition(row) + view.rowHeight(row) - 4)
            QTest.mouseMove(view.viewport(), at)
            QApplication.processEvents()  # a line that was hidden is painted one round later
            assert looks_whole(view), row
        if end is not None:
            indicators.press(end)
        QTest.mouseRelease(view.viewport(), LEFT, pos=at)
        assert looks_whole(view)
