"""决算 of a new year, of a book that is only read, under a form without it, and in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from core.workbook import Workbook
from tests.ui.pages.units import Table, book_of, shown, unit_desk
from tests.ui.test_accessible import nameless
from ui.desk import Desk
from ui.look.cells import CELL
from ui.look.signs import Letter
from ui.pages.accounts import AccountsPage
from ui.pages.funds import FundsPage
from ui.places import Tab, tab_of, tabs_for
from ui.sheets.model import SheetModel
from ui.window import Window

OUTTURN, BEFORE = "决算数", "上年决算数"


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return unit_desk(open_desk, "accounts-2021")


# --- a new year -------------------------------------------------------------------------------------------------------


@pytest.fixture
def next_year(qtbot: QtBot, desk: Desk) -> AccountsPage:
    form = desk.form.id
    desk.choose_year(2022)
    desk.type_text(Place("unit", 0, "form"), form, "改表样")
    assert desk.choose_whole()
    made = AccountsPage(desk)
    shown(desk, made)
    qtbot.addWidget(made)
    return made


def test_an_empty_year_says_what_belongs_there_and_takes_last_years_figures(next_year: AccountsPage) -> None:
    assert next_year.empty is not None
    income = Table(next_year.cards["income"])
    assert income.cell("一般公共预算财政拨款收入", BEFORE).ghost == "1758.56"
    QTest.mouseClick(next_year.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert next_year.empty is None
    cell = income.index("一般公共预算财政拨款收入", BEFORE).data(CELL)
    assert (cell.text, cell.letter) == ("1758.56", Letter.LAST_YEAR)
    assert len(next_year.desk.dossier.function) == len(book_of("accounts-2021").whole_of(2021).function)
    next_year.desk.undo()
    assert next_year.empty is not None


def test_where_the_book_has_no_earlier_year_nothing_is_offered(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.type_text(Place("unit", 0, "form"), "accounts-2021", "改表样")
    assert desk.choose_whole()
    made = AccountsPage(desk)
    shown(desk, made)
    qtbot.addWidget(made)
    assert made.empty is not None
    assert made.empty.buttons == ()
    Table(made.cards["income"]).enter("其他收入", OUTTURN, "1")
    assert made.empty is None


def test_last_years_words_stand_faintly_where_none_are_written(next_year: AccountsPage) -> None:
    cell = Table(next_year.cards["three_public"]).cell("国内公务接待费", "主要用于")
    assert (cell.shown, cell.ghost) == ("", "执行公务、开展业务活动开支的用餐费")


# --- in the window ----------------------------------------------------------------------------------------------------


def test_a_read_only_book_is_looked_at(qtbot: QtBot, desk: Desk) -> None:
    path = desk.path
    desk.close()
    closed = Desk(Workbook.open(path, read_only=True))
    closed.choose_whole()
    made = AccountsPage(closed)
    shown(closed, made)
    qtbot.addWidget(made)
    income = Table(made.cards["income"])
    income.enter("其他收入", OUTTURN, "1")
    assert income.cell("其他收入", OUTTURN).shown == ""
    closed.close()


def test_a_form_that_measures_the_unit_itself_has_funds_goals_and_indicators(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    desk = unit_desk(open_desk, "unit-table")
    assert tabs_for(desk.dossier, desk.form) == (Tab.FUNDS, Tab.GOALS, Tab.INDICATORS, Tab.SUMMARY)
    place = Place("account", desk.project, "basic.outturn")
    assert tab_of(place, desk.form) is Tab.FUNDS
    made = FundsPage(desk)
    shown(desk, made)
    qtbot.addWidget(made)
    funds = Table(made.card)
    cell = funds.cell("基本支出", "全年执行数(B)")
    assert (cell.place, cell.computed, cell.over) == (place, False, False)
    funds.enter("基本支出", "全年执行数(B)", "400")
    assert funds.row("年度资金总额")[2] == "649.79"


def test_the_window_shows_it_for_the_unit_alone_and_every_control_has_a_name(qtbot: QtBot, desk: Desk) -> None:
    window = Window(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.rooms.show_whole()
    window.project.show_tab(Tab.ACCOUNTS)
    QApplication.processEvents()
    assert window.project.figures.text() == "收入 1796.45 万元　支出 1796.45 万元"
    assert list(nameless(window, "决算")) == []
    assert tab_of(Place("economic", desk.project, "name", 1), desk.form) is Tab.ACCOUNTS
    window.next_finding()
    assert window.project.tab is Tab.ACCOUNTS
    desk.choose_project(desk.dossiers[0].id)
    assert not window.project.tabs.isTabVisible(list(Tab).index(Tab.ACCOUNTS))
    assert not window.project.figures.isVisible()
    window.close()


def test_a_page_that_is_made_reads_each_table_once(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[SheetModel] = []
    refresh = SheetModel.refresh

    def counted(model: SheetModel) -> None:
        read.append(model)
        refresh(model)

    monkeypatch.setattr(SheetModel, "refresh", counted)
    page = AccountsPage(desk)
    qtbot.addWidget(page)
    assert len(read) == len(page.cards)
