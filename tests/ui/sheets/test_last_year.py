"""Last year's values: said faintly in empty cells, and taken by a key, one cell at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from core.edits import AddRow, Batch
from core.model import Indicator, Place
from tests.ui.sheets.conftest import CONTROL, Hands
from ui.desk import Desk
from ui.look.cells import CELL
from ui.look.signs import Letter
from ui.pages.funds import FundsPage
from ui.pages.indicators import IndicatorsPage

Key = Qt.Key
OUTPUTS = ("产出指标", "数量指标")


@pytest.fixture
def next_year(desk: Desk) -> Desk:
    """医疗救助 again in 2022: two of its indicators are there, with nothing measured yet."""
    desk.choose_year(2022)
    desk.add_project("城乡医疗救助资金")
    rows = (
        Indicator(201, desk.project, 1024, *OUTPUTS, "救助人次"),
        Indicator(202, desk.project, 2048, *OUTPUTS, "资助参保人数", "≥", target="900", unit="人"),
        Indicator(203, desk.project, 3072, *OUTPUTS, "新增的一项"),
    )
    desk.submit(Batch(tuple(AddRow(row) for row in rows)), "添加指标")
    return desk


@pytest.fixture
def indicators(next_year: Desk, hands_on: Callable[[type, Desk], Hands]) -> Hands:
    return hands_on(IndicatorsPage, next_year)


@pytest.fixture
def funds(next_year: Desk, hands_on: Callable[[type, Desk], Hands]) -> Hands:
    return hands_on(FundsPage, next_year)


TARGET, ACTUAL, EXECUTED = "年度指标值(A)", "实际完成值(B)", "全年执行数(B)"


def ghost(hands: Hands, row: str, column: str) -> str:
    state = hands.index(row, column).data(CELL)
    return "" if state.text else state.placeholder


def test_target_and_actual_of_last_year_stand_faintly_where_nothing_is_typed(indicators: Hands) -> None:
    assert ghost(indicators, "救助人次", TARGET) == "上年 ≥1200人次"
    assert ghost(indicators, "救助人次", ACTUAL) == "上年 1140人次"
    assert ghost(indicators, "资助参保人数", TARGET) == "", "it has a target of this year"
    assert ghost(indicators, "资助参保人数", ACTUAL) == "上年 800", "the row has a unit of its own"
    assert ghost(indicators, "新增的一项", TARGET) == "", "there was no such indicator"
    assert indicators.typed("救助人次", TARGET) == "", "nothing of it is in the book"


def test_a_key_takes_it_as_taken_over_and_one_step_takes_it_back(indicators: Hands) -> None:
    desk = indicators.desk
    indicators.choose("救助人次", TARGET)
    indicators.press(Key.Key_Apostrophe, CONTROL)
    place = indicators.place("救助人次", TARGET)
    assert desk.text(place) == "≥1200人次"
    assert indicators.view.currentIndex() == indicators.index("救助人次", TARGET), "the clerk stays at the cell"
    assert desk.origin(place) == "年"
    assert indicators.index("救助人次", TARGET).data(CELL).letter is Letter.LAST_YEAR
    assert desk.undo_name() == "填入上年的年度指标值"
    desk.undo()
    assert desk.text(place) == ""
    assert ghost(indicators, "救助人次", TARGET) == "上年 ≥1200人次"


def test_the_sign_of_last_year_goes_when_the_cell_is_touched(indicators: Hands) -> None:
    indicators.choose("救助人次", TARGET)
    indicators.press(Key.Key_Apostrophe, CONTROL)
    indicators.type("≥1300人次")
    indicators.press(Key.Key_Return)
    assert indicators.desk.origin(indicators.place("救助人次", TARGET)) == ""
    assert indicators.index("救助人次", TARGET).data(CELL).letter is None


def test_a_cell_that_is_filled_or_has_no_year_before_says_so_and_stays(indicators: Hands) -> None:
    before = indicators.desk.book
    indicators.choose("资助参保人数", TARGET)
    indicators.press(Key.Key_Apostrophe, CONTROL)
    assert indicators.said[-1] == "这里已经填了，上年的只填进空格。"
    indicators.choose("新增的一项", ACTUAL)
    indicators.press(Key.Key_Apostrophe, CONTROL)
    assert indicators.said[-1] == "这一格没有上年的内容可以填入。"
    assert indicators.desk.book is before


def test_the_menu_of_the_cell_offers_it_too(indicators: Hands) -> None:
    indicators.menu_on("救助人次", ACTUAL)["填入上年的内容"]()
    assert indicators.typed("救助人次", ACTUAL) == "1140人次"
    indicators.open_menu().close()
    assert "填入上年的内容" not in indicators.menu_on("救助人次", ACTUAL)


def test_an_amount_is_taken_one_cell_at_a_time_with_all_its_decimals(funds: Hands) -> None:
    funds.choose("县区级财政", EXECUTED)
    assert ghost(funds, "县区级财政", EXECUTED) == "上年 18.44"
    funds.press(Key.Key_Apostrophe, CONTROL)
    place = Place("fund", funds.desk.project, "county.executed")
    assert funds.desk.text(place) == "18.44384"
    assert funds.desk.origin(place) == "年"
    assert [key for key, fund in funds.desk.dossier.funds.items() if any((fund.initial, fund.annual))] == []
