"""The fund grid with the measures as rows: bands, 行次, and room for ten columns."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from core.forms.model import Form, Line
from core.model import Place
from tests.ui.conftest import RESCUE
from tests.ui.forms import banded, national
from ui.desk import Desk
from ui.look.cells import CELL
from ui.look.heads import TWO_LINES, Band
from ui.look.signs import Letter
from ui.pages.funds import FundsPage
from ui.places import Tab
from ui.sheets.view import LOW_ROW_HEIGHT
from ui.window import Window


@pytest.fixture
def page(qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]) -> FundsPage:
    """The funds as wide as the window has room for at 1366 px."""
    known(banded())
    desk = open_desk()
    made = FundsPage(desk)
    desk.changed.connect(lambda _: made.reload())
    qtbot.addWidget(made)
    made.resize(814, 600)
    made.show()
    QApplication.processEvents()
    return made


def test_measures_are_rows_and_sources_columns(page: FundsPage) -> None:
    sheet = page.card.model.sheet
    assert [row.cells[0].shown for row in sheet.rows][-1] == "预算执行率(%)"
    assert [row.cells[1].shown for row in sheet.rows][-1] == "(7)=(4)/(2)"
    assert (len(sheet.rows), len(sheet.columns)) == (7, 10)
    assert [column.caption for column in sheet.columns][:4] == ["项目", "行次", "年度总金额(万元)", "小计"]


def test_a_band_stands_over_its_columns_in_a_head_of_two_lines(page: FundsPage) -> None:
    head = page.card.view.horizontalHeader()
    assert head.band_of(3) == Band("财政资金", 3, 7)
    assert head.band_of(2) is None
    assert head.band_of(8) is None
    assert head.height() >= TWO_LINES


def test_ten_columns_fit_without_scrolling(page: FundsPage) -> None:
    view = page.card.view
    assert view.horizontalHeader().length() <= view.viewport().width()
    assert view.horizontalScrollBar().maximum() == 0
    assert [view.rowHeight(row) for row in range(4)] == [34] * 4, "nothing wraps"


def test_an_amount_is_typed_into_its_row_and_column(page: FundsPage) -> None:
    place = Place("fund", RESCUE, "county.executed")
    view = page.card.view
    view.show_place(page.card.model.find(place))
    QTest.keyClick(view, Qt.Key.Key_2)
    editor = view.editor()
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_0)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert page.desk.text(place) == "20"
    assert page.desk.values.amount("total", "executed") == 500_000


def test_a_form_without_line_numbers_has_no_column_for_them(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    fund = banded().fund
    measures = tuple(msgspec.structs.replace(measure, note="") for measure in fund.measures)
    known(national(fund=msgspec.structs.replace(fund, measures=measures)))
    page = FundsPage(open_desk())
    qtbot.addWidget(page)
    assert [column.caption for column in page.card.model.sheet.columns][:2] == ["项目", "年度总金额(万元)"]


def test_every_stage_can_be_asked_for_below_the_official_rows(page: FundsPage) -> None:
    page._every.click()
    rows = [row.cells[0].shown for row in page.card.model.sheet.rows]
    assert rows[:1] == ["年初预算资金"]
    assert {"年中执行", "全年预计执行"} <= set(rows)


def test_the_grid_fits_the_page_of_a_common_screen(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    known(banded())
    window = Window(open_desk())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.project.show_tab(Tab.FUNDS)
    QApplication.processEvents()
    view = window.project.page(Tab.FUNDS).card.view
    assert view.horizontalHeader().length() <= view.viewport().width()
    window.close()


def split_others() -> Form:
    """其他资金 as the sum of three sources that are not printed, two of them optional."""
    fund = banded().fund
    rest = (
        Line("others", "其他资金(万元)", sum=("special_account", "own", "other")),
        Line("special_account", "财政专户管理资金", source="special_account", printed=False, optional=True),
        Line("own", "单位资金", source="own", printed=False, optional=True),
        Line("other", "其他", source="other", printed=False),
    )
    total = Line("total", "年度总金额(万元)", sum=("fiscal", "carried", "others"))
    return national(fund=msgspec.structs.replace(fund, lines=(total, *fund.lines[1:-1], *rest)))


def test_a_sum_of_one_source_is_typed_where_it_is_printed(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    known(split_others())
    page = FundsPage(open_desk())
    page.desk.changed.connect(lambda _: page.reload())
    qtbot.addWidget(page)
    index = page.card.model.find(Place("fund", RESCUE, "other.annual"))
    assert page.card.model.sheet.columns[index.column()].caption == "其他资金(万元)"
    assert len(page.card.model.sheet.columns) == 10
    page.desk.type_text(Place("fund", RESCUE, "own.annual"), "5", "填")
    captions = [column.caption for column in page.card.model.sheet.columns][9:]
    assert captions == ["其他资金(万元)", "单位资金", "其他"], "where it is split up, all of it is shown"


def test_a_figure_typed_over_keeps_its_row_low_where_the_letter_gives_way_to_a_notch(page: FundsPage) -> None:
    page.resize(748, 600)
    page.set_low(True)
    view, model = page.card.view, page.card.model
    QApplication.processEvents()
    index = model.index(0, 2)
    high = view.rowHeight(0)
    assert model.cell(index).computed
    assert model.setData(index, "150")
    QApplication.processEvents()
    cell = index.data(CELL)
    assert (cell.text, cell.letter) == ("150.00", Letter.OVERRIDDEN)
    assert (view.rowHeight(0) - sum(view._feet().values()), high) == (LOW_ROW_HEIGHT, LOW_ROW_HEIGHT)
