"""资金: the grid with or without empty sources, amounts that cannot be read, and the boxes below."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.edits import SetField
from core.model import Place
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.cells import CELL
from ui.look.chips import InsertChip
from ui.look.signs import Sign
from ui.pages.funds import FundsPage
from ui.prose.section import Section

OPTIONAL = "上年结转资金"


def shown(qtbot: QtBot, desk: Desk) -> FundsPage:
    page = FundsPage(desk)
    desk.changed.connect(lambda _: page.reload())
    desk.selected.connect(lambda _: page.reload())
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> FundsPage:
    return shown(qtbot, desk)


def sources(page: FundsPage) -> list[str]:
    return [row.cells[0].shown.strip() for row in page.card.model.sheet.rows]


def reason(page: FundsPage) -> Section:
    box = next(section for section in page.sections if section.isVisible())
    assert box.place == Place("answer", RESCUE, "execution_reason")
    return box


def test_every_source_is_shown_on_demand(page: FundsPage) -> None:
    before = sources(page)
    page._every.click()
    assert set(sources(page)) > set(before)
    page._every.click()
    assert sources(page) == before


def test_a_source_that_holds_an_amount_stays(page: FundsPage) -> None:
    page._every.click()
    more = [row.key for row in page.card.model.sheet.rows]
    page._every.click()
    hidden = next(key for key in more if key not in [row.key for row in page.card.model.sheet.rows])
    source = next(line.source for line in page.desk.form.fund.lines if line.key == hidden)
    page.desk.submit(SetField(Place("fund", RESCUE, f"{source}.annual"), "", "5"), "填数")
    assert hidden in [row.key for row in page.card.model.sheet.rows]


def test_going_to_a_hidden_source_shows_it(page: FundsPage) -> None:
    visible = {row.key for row in page.card.model.sheet.rows}
    lines = page.desk.form.fund.lines
    hidden = next(line for line in lines if line.optional and line.source and line.key not in visible)
    place = Place("fund", RESCUE, f"{hidden.source}.annual")
    page.go(place)
    assert page.card.model.cell(page.card.view.currentIndex()).place == place


def test_an_amount_that_cannot_be_read_stays_as_typed_and_is_marked(page: FundsPage) -> None:
    place = Place("fund", RESCUE, "province.executed")
    index = page.card.model.find(place)
    page.card.model.setData(index, "三十万上下")
    state = page.card.model.data(index, CELL)
    assert (state.text, state.severity, state.carries_sign) == ("三十万上下", Sign.ERROR, True)
    assert page.desk.text(place) == "三十万上下"


@pytest.mark.parametrize(("typed", "said"), [("３０", "30.00"), ("1,030.5", "1030.50"), ("300000元", "30.00")])
def test_what_clerks_type_is_read(page: FundsPage, typed: str, said: str) -> None:
    index = page.card.model.find(Place("fund", RESCUE, "province.executed"))
    page.card.model.setData(index, typed)
    assert index.data() == said


def test_sums_and_rates_follow_at_once(page: FundsPage) -> None:
    page.card.model.setData(page.card.model.find(Place("fund", RESCUE, "province.executed")), "90")
    page.card.model.setData(page.card.model.find(Place("fund", RESCUE, "county.executed")), "60")
    rate = page.card.model.find(page.desk.values.fund_place("total", "execution_rate"))
    assert rate.data() == "100.00"


def test_the_box_for_the_reason_is_there_while_the_rate_asks_for_it(page: FundsPage) -> None:
    assert reason(page)
    for source, amount in (("province", "90"), ("county", "60")):
        page.card.model.setData(page.card.model.find(Place("fund", RESCUE, f"{source}.executed")), amount)
    assert not [box for box in page.sections if box.isVisible()]


def test_a_figure_put_where_the_caret_is_follows_the_data(page: FundsPage) -> None:
    box = reason(page)
    QTest.keyClicks(box.editor, "ab")
    box.editor.moveCursor(QTextCursor.MoveOperation.Left)
    chips = [chip for chip in page.findChildren(InsertChip) if chip.isVisible()]
    assert [chip.text().replace("\u00a0", " ") for chip in chips][-1].startswith("执行率")
    QTest.mouseClick(chips[-1], Qt.MouseButton.LeftButton)
    page.desk.leaving.emit()
    assert page.desk.text(box.place) == "a{fund.total.execution_rate}b"
    assert box.editor.text() == "a32.30%b"
    page.card.model.setData(page.card.model.find(Place("fund", RESCUE, "county.executed")), "30")
    assert box.editor.text() == "a40.00%b"


def test_a_box_the_disk_refuses_keeps_its_words_for_its_project(
    page: FundsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClicks(reason(page).editor, "late")
    monkeypatch.setattr(Workbook, "submit", refuse)
    page.desk.choose_project(PUBLICITY)
    monkeypatch.undo()
    page.desk.choose_project(RESCUE)
    assert reason(page).editor.text() == "late"
    page.desk.leaving.emit()
    assert page.desk.text(Place("answer", RESCUE, "execution_reason")) == "late"


def refuse(*_: object, **__: object) -> None:
    raise BookTrouble("磁盘已满。")


def test_words_typed_for_one_project_never_reach_another(page: FundsPage) -> None:
    QTest.keyClicks(reason(page).editor, "late")
    other = next(d.id for d in page.desk.dossiers if d.id != RESCUE)
    page.desk.choose_project(other)
    assert page.desk.text(Place("answer", RESCUE, "execution_reason")) == "late"
    assert not page.desk.book.dossiers[other].answers


def asked_below(page: FundsPage) -> set[str]:
    return {box.caption for box in page.fields} | {section.topic.heading for section in page.sections}


def test_the_form_decides_what_stands_below_and_how_money_is_counted(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    page = shown(qtbot, open_desk(form="sichuan-2021"))
    sichuan = asked_below(page)
    page.desk.type_text(Place("project", RESCUE, "form"), "national-2020", "改用表样")
    assert asked_below(page) != sichuan
    assert page.card.caption.text() == "单位：万元"


def test_figures_are_offered_with_their_unit_apart(page: FundsPage) -> None:
    chips = [chip.text() for chip in page.findChildren(InsertChip) if chip.isVisible()]
    assert chips[0].endswith("48.44\u00a0万元")
    assert chips[-1].endswith("32.30%")
