"""提交前检查: one screen for the year; each line leads to its cell, and export goes on in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from core.export.files import Format
from core.marks import set_pending
from core.model import UNIT_ROW, Book, Place, Unit
from core.office.rule_settings import set_level
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.check_list import CHECK, CheckHead, CheckLine, way_rect
from ui.look.signs import Letter, Sign
from ui.pages.checks import CONFIRM, Check, Entry
from ui.pages.readiness import ReadinessPage
from ui.places import Tab
from ui.stages import signs
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
ACTUAL = Place("indicator", RESCUE, "actual", 4)


@pytest.fixture
def page(window: Window) -> Iterator[ReadinessPage]:
    """The page in its window, wide enough for both cards."""
    window.resize(1366, 768)
    window.rooms.show_readiness()
    QApplication.processEvents()
    yield window.rooms.readiness
    window.export.menu.hide()


def check(page: ReadinessPage, name: str) -> Check:
    return next(one for one in page.checks if one.name == name)


def entries(page: ReadinessPage, name: str) -> list[Entry]:
    return [entry for group in check(page, name).groups for entry in group.entries]


def row_of(view: QListView, words: str) -> int:
    """The first line that says these words."""
    model = view.model()
    rows = range(model.rowCount())
    return next(n for n in rows if words in str(model.index(n, 0).data(Qt.ItemDataRole.DisplayRole)))


def click(view: QListView, row: int, *, way: bool = False) -> None:
    """Click a line, or the link or button at its end."""
    index = view.model().index(row, 0)
    view.scrollTo(index)
    rect = view.visualRect(index)
    at = way_rect(rect, index.data(CHECK)).center().toPoint() if way else QPoint(rect.x() + 60, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_page_names_what_is_checked_and_begins_with_the_first_that_is_not_in_order(page: ReadinessPage) -> None:
    names = [one.name for one in page.checks]
    assert names[:7] == ["必填内容", "基本信息", "资金", "目标", "指标", "正文", "佐证材料"]
    assert names[7:] == ["已写说明", "待核的数", "报告里的空白", "停用的规则", "表样和规则"]
    assert page._card.title.text() == "必填内容"


def test_the_verdict_counts_what_the_list_counts(page: ReadinessPage) -> None:
    counts = page.desk.year_counts()
    errors = next(number for level, number in counts.items() if level.value == "error")
    assert page.verdict.verdict.text() == f"还有 {errors} 处错误要改正"
    assert page.verdict.ring.accessibleName() == "0/2"


def test_a_blank_the_form_wants_is_missing_once_and_in_no_topic(page: ReadinessPage) -> None:
    missing = {entry.place for entry in entries(page, "必填内容")}
    assert missing
    told = {entry.place for topic in ("基本信息", "资金", "目标", "指标") for entry in entries(page, topic)}
    assert not missing & told
    assert check(page, "必填内容").row.verdict == f"未填 {len(entries(page, '必填内容'))}"


def test_a_click_on_a_line_leads_to_its_cell(page: ReadinessPage, window: Window) -> None:
    entry = next(e for e in entries(page, "资金") if e.place is not None and e.place.project == RESCUE)
    page.choose("资金")
    went: list[Place] = []
    window.desk.asked_for.connect(went.append)
    click(page.view, row_of(page.view, entry.line.sentence))
    assert went == [entry.place]
    assert window.project.isVisible()
    assert window.project.tab is Tab.FUNDS
    assert window.desk.project == RESCUE


def test_enter_leads_to_the_cell_of_another_project(page: ReadinessPage, window: Window) -> None:
    entry = next(e for e in entries(page, "必填内容") if e.place is not None and e.place.project == PUBLICITY)
    page.choose("必填内容")
    page.view.setCurrentIndex(page.view.model().index(row_of(page.view, entry.line.sentence), 0))
    page.view.setFocus()
    heads = [page.view.model().index(n, 0).data(CHECK) for n in range(page.view.model().rowCount())]
    at = next(n for n, row in enumerate(heads) if isinstance(row, CheckHead) and row.title == "医保政策宣传")
    page.view.setCurrentIndex(page.view.model().index(at + 1, 0))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert window.desk.project == PUBLICITY
    assert window.project.isVisible()


def test_the_head_of_a_project_opens_it(page: ReadinessPage, window: Window) -> None:
    page.choose("必填内容")
    click(page.view, row_of(page.view, "医保政策宣传"), way=True)
    assert window.desk.project == PUBLICITY
    assert window.project.isVisible()


def test_the_offered_fix_is_taken_on_the_page_and_can_be_taken_back(page: ReadinessPage) -> None:
    desk = page.desk
    rate = desk.values.fund_place("total", "execution_rate")
    desk.type_text(rate, "32.39", "改写")
    page.choose("资金")
    click(page.view, row_of(page.view, "执行率与金额不符"), way=True)
    assert desk.text(rate) == ""
    assert page.isVisible(), "a fix does not lead away"
    assert not [e for e in entries(page, "资金") if "32.39" in e.line.sentence]
    desk.undo()
    assert desk.text(rate) == "32.39"


def test_a_reason_is_asked_for_at_the_cell_and_stands_with_its_finding(page: ReadinessPage, window: Window) -> None:
    entry = next(e for e in entries(page, "指标") if e.line.button == "写说明")
    page.choose("指标")
    click(page.view, row_of(page.view, entry.line.sentence), way=True)
    assert window.project.isVisible()
    assert entry.finding is not None
    window.desk.explain(entry.finding, "市级财政压减，文号见佐证材料。")
    window.rooms.show_readiness()
    (answered,) = entries(page, "已写说明")
    assert answered.line.note == "说明：市级财政压减，文号见佐证材料。"
    assert check(page, "已写说明").row.verdict == "1 条"


def test_a_value_marked_unsure_is_listed_until_it_is_confirmed(page: ReadinessPage) -> None:
    desk = page.desk
    desk.submit(set_pending(desk.book, ACTUAL, True), "待核")
    (doubt,) = entries(page, "待核的数")
    assert "1140" in doubt.line.sentence
    assert (doubt.line.mark, doubt.line.button) == (Letter.UNCONFIRMED, CONFIRM)
    page.choose("待核的数")
    click(page.view, row_of(page.view, "1140"), way=True)
    assert entries(page, "待核的数") == []
    assert page.isVisible()


def test_a_fact_of_the_unit_leads_to_the_units_page(page: ReadinessPage, window: Window) -> None:
    desk = window.desk
    desk.submit(set_pending(desk.book, Place("unit", UNIT_ROW, "name"), True), "待核")
    page.choose("待核的数")
    click(page.view, row_of(page.view, "示例县医疗保障局"))
    assert window.rooms.unit.isVisible()


def test_rules_that_are_switched_off_are_shown_as_such(page: ReadinessPage) -> None:
    desk = page.desk
    before = len(entries(page, "停用的规则"))
    desk.submit(set_level(desk.book, "fund-total", "off"), "规则")
    assert "资金总额等于各项来源之和" in [e.line.sentence for e in entries(page, "停用的规则")]
    assert len(entries(page, "停用的规则")) == before + 1
    said = "".join(e.line.sentence for e in entries(page, "表样和规则"))
    assert "本单位设置：资金总额等于各项来源之和：错误改为停用。" in said


def test_a_rule_that_is_switched_off_leads_to_where_it_is_set(page: ReadinessPage, window: Window) -> None:
    page.desk.submit(set_level(page.desk.book, "fund-total", "off"), "规则")
    page.choose("停用的规则")
    click(page.view, row_of(page.view, "资金总额等于各项来源之和"))
    assert window.rooms.rules.isVisible()
    assert window.rooms.rules.segments.current() == 2
    assert window.rooms.rules.rows["fund-total"].isVisible()


def test_the_rules_behind_a_check_are_one_click_away(page: ReadinessPage, window: Window) -> None:
    page.choose("指标")
    QTest.mouseClick(page.basis, Qt.MouseButton.LeftButton)
    assert window.rooms.rules.isVisible()
    assert window.rooms.rules.page.verticalScrollBar().value() > 0


def test_the_form_edition_and_the_rule_set_are_named(page: ReadinessPage) -> None:
    (group,) = check(page, "表样和规则").groups
    assert group.title == page.desk.form.name
    said = [entry.line.sentence for entry in group.entries]
    assert said[0] == f"{page.desk.form.edition} 年版，2 个项目用它。"
    assert "指纹" in said[1]


def test_one_project_can_be_looked_at_alone(page: ReadinessPage) -> None:
    page.project.open_menu()
    chosen = next(a for a in page.project.menu.actions() if a.text() == "医保政策宣传")
    chosen.trigger()
    page.project.menu.hide()
    found = {group.project for one in page.checks for group in one.groups if group.project is not None}
    assert found == {PUBLICITY}
    assert page.project.text() == "医保政策宣传"
    page.look_at(None)
    found = {group.project for one in page.checks for group in one.groups if group.project is not None}
    assert RESCUE in found


def test_the_verdict_speaks_of_the_one_project_that_is_looked_at(page: ReadinessPage) -> None:
    """What is left in the others is counted again when all are looked at; export goes on for all."""
    desk = page.desk
    page.look_at(PUBLICITY)
    counts = desk.counts(PUBLICITY)
    assert counts != desk.year_counts()
    shown = {sign: count._number.text() for sign, count in page.verdict._counts.items()}
    assert shown == {sign: f"{sign.word} {number}" for sign, number in signs(counts)}
    assert page.verdict.ring.accessibleName() == "0/1"
    assert page.verdict.projects.text() == "只看“医保政策宣传”，别的不算在内。"
    missing = len(entries(page, "必填内容"))
    assert page.verdict.verdict.text() == f"还有 {missing} 处没有填"
    assert page._told.text().startswith("导出的是全部项目，导出记录里会写明还有错误")
    page.look_at(None)
    assert page.verdict.ring.accessibleName() == "0/2"
    assert page._told.text().startswith("现在也可以导出")


def test_what_is_open_in_the_units_facts_is_said_of_every_project(page: ReadinessPage) -> None:
    """Its name is printed on the tables of each."""
    page.desk.mark_pending(Place("unit", UNIT_ROW, "name"), on=True)
    page.look_at(PUBLICITY)
    assert [group.project for group in check(page, "待核的数").groups] == [UNIT_ROW]


def test_a_project_that_is_gone_is_looked_at_no_more(page: ReadinessPage) -> None:
    page.look_at(PUBLICITY)
    page.desk.remove_project(PUBLICITY)
    assert page.only is None
    assert {group.project for group in check(page, "必填内容").groups} <= {UNIT_ROW, RESCUE}


def test_the_next_finding_is_one_of_the_project_that_is_looked_at(page: ReadinessPage, window: Window) -> None:
    assert page.desk.project == RESCUE
    page.look_at(PUBLICITY)
    window.next_finding()
    assert (window.rooms.here, page.desk.project) == ("readiness", RESCUE)
    assert window.status.said() == "“医保政策宣传”没有要处理的问题。"
    page.desk.type_text(Place("fund", PUBLICITY, "county.executed"), "二十", "填写")
    window.next_finding()
    assert page.desk.project == PUBLICITY
    assert window.findings.chosen().project == PUBLICITY


def test_export_goes_on_whatever_is_open(page: ReadinessPage, monkeypatch: pytest.MonkeyPatch, window: Window) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.export, "ask", lambda *what: asked.append(what))
    assert page._told.text().startswith("现在也可以导出，导出记录里会写明还有错误")
    QTest.mouseClick(page.export, Qt.MouseButton.LeftButton)
    assert asked == [((RESCUE, PUBLICITY), tuple(Format))]


def test_the_protocol_is_written_alone(
    page: ReadinessPage,
    window: Window,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    monkeypatch.setattr(window.export, "_ask_folder", lambda: folder)
    page.protocol.open_menu()
    with qtbot.waitSignal(window.export.finished, timeout=20_000):
        page.protocol.menu.actions()[1].trigger()
    page.protocol.menu.hide()
    assert [path.name for path in folder.iterdir()] == ["示例县医疗保障局_2021_审核说明.docx"]


def test_what_happens_elsewhere_is_seen_when_the_page_is_shown_again(page: ReadinessPage, window: Window) -> None:
    window.rooms.show_project()
    page.desk.type_text(ACTUAL, "", "实际值")
    window.rooms.show_readiness()
    assert ACTUAL in {entry.place for entry in entries(page, "必填内容")}


def test_another_year_is_looked_at_on_the_same_page(page: ReadinessPage) -> None:
    page.desk.choose_year(2022)
    assert page.isVisible()
    assert page.verdict.projects.text() == "这一年还没有项目。"
    page.desk.choose_year(2021)
    assert page.isVisible()
    page.desk.choose_project(PUBLICITY)
    assert not page.isVisible(), "a project that is chosen is shown"


def test_the_list_at_the_left_is_walked_by_keys(page: ReadinessPage) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page._card.title.text() == "基本信息"
    QTest.keyClick(page.list, Qt.Key.Key_End)
    assert page._card.title.text() == "表样和规则"


def test_lines_say_their_level_to_a_screen_reader(page: ReadinessPage) -> None:
    line = next(e.line for e in entries(page, "资金") if isinstance(e.line.mark, Sign))
    assert isinstance(line, CheckLine)
    assert line.words.startswith(f"{line.mark.word}，")


def test_the_right_side_gives_way_to_the_gate(page: ReadinessPage, window: Window) -> None:
    assert not window.findings.isVisible()
    assert not window.findings_rail.isVisible()
    window.rooms.show_project()
    assert window.findings.isVisible()


def test_the_row_on_the_left_counts_the_whole_year(page: ReadinessPage, window: Window) -> None:
    assert window.projects.check.isChecked()
    before = window.projects.check.accessibleName()
    window.desk.type_text(window.desk.values.fund_place("total", "execution_rate"), "32.39", "改写")
    window.desk.follow()
    assert window.projects.check.accessibleName() != before


def test_an_empty_book_says_what_comes_first(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    made = ReadinessPage(open_desk(Book(unit=Unit(name="示例县医疗保障局"))))
    qtbot.addWidget(made)
    made.show()
    assert made.verdict.projects.text() == "这一年还没有项目。"
    assert not made.export.isEnabled()


def test_every_level_of_a_topic_is_counted_beside_it(page: ReadinessPage) -> None:
    page.desk.type_text(Place("evidence", RESCUE, "number", 7), "示医保[2021]5号", "改文号")
    for name in ("基本信息", "资金", "目标", "指标", "正文", "佐证材料"):
        row, held = check(page, name).row, entries(page, name)
        told = {sign: sum(entry.line.mark is sign for entry in held) for sign in Sign}
        assert {sign: number for sign, number in row.counts if number} == {s: n for s, n in told.items() if n}
    assert any("提示 1" in one.row.words for one in page.checks)


def test_the_page_fits_one_screen(page: ReadinessPage) -> None:
    page.window().resize(1366, 697)
    QApplication.processEvents()
    assert page.page.verticalScrollBar().maximum() == 0
    assert page.list.verticalScrollBar().maximum() == 0


def test_a_hint_is_closed_on_the_page(page: ReadinessPage) -> None:
    page.desk.set_rule_level("levels-covered", "hint")
    hints = [(c.name, e) for c in page.checks for g in c.groups for e in g.entries if e.line.button == "知道了"]
    name, entry = hints[0]
    page.choose(name)
    click(page.view, row_of(page.view, entry.line.sentence), way=True)
    assert entry.line.sentence not in [e.line.sentence for e in entries(page, name)]
    assert page.isVisible()
    (known,) = entries(page, "已写说明")
    assert (known.line.note, known.line.button) == ("已知道。", "写说明")


def test_the_page_offers_the_way_that_the_list_and_the_cell_offer(page: ReadinessPage, window: Window) -> None:
    """A reason the form has a place for is written there, where it is printed."""
    entry = next(e for e in entries(page, "资金") if e.finding and e.finding.rule == "execution-reason")
    assert entry.line.button == "去填写"
    page.choose("资金")
    went: list[Place] = []
    window.desk.asked_for.connect(went.append)
    click(page.view, row_of(page.view, entry.line.sentence), way=True)
    assert went == [Place("answer", RESCUE, "execution_reason")]
    assert window.findings.reason.subject is None


def test_a_value_to_be_confirmed_is_said_with_its_unit(page: ReadinessPage) -> None:
    desk = page.desk
    desk.mark_pending(Place("indicator", RESCUE, "actual", 4), Place("fund", RESCUE, "county.executed"), on=True)
    said = [entry.line.sentence for entry in entries(page, "待核的数")]
    assert any(sentence.endswith("：1140\u00a0人次") for sentence in said)
    assert any(sentence.endswith("：18.44384\u00a0万元") for sentence in said)
