"""校验: the list of what does not add up, its filter and scope, the chosen finding, and the clerk's reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Finding, Level
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.buttons import Button
from ui.look.finding_item import FINDING, ChosenFindingWidget, FindingGroup
from ui.look.signs import Sign
from ui.panels.findings import FindingsPanel


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> FindingsPanel:
    made = FindingsPanel(desk)
    qtbot.addWidget(made)
    made.resize(320, 760)
    made.show()
    return made


def groups(panel: FindingsPanel) -> list[str]:
    return [row.words for row in panel.model.rows if isinstance(row, FindingGroup)]


def errors(panel: FindingsPanel) -> int:
    return panel.desk.counts()[Level.ERROR]


def listed(panel: FindingsPanel) -> list[Finding]:
    return [row for row in panel.model.rows if isinstance(row, Finding)]


def reason_asked(panel: FindingsPanel) -> Finding:
    return next(f for f in listed(panel) if f.answerable and f.rule == "execution-reason")


def test_findings_stand_under_who_waits(panel: FindingsPanel) -> None:
    assert groups(panel) == [f"错误 {errors(panel)}", "需核实 1"]
    assert panel._title.text() == f"校验 {errors(panel) + 1}"


def test_the_filter_shows_one_level(panel: FindingsPanel) -> None:
    panel._filter.choose(Sign.WARNING)
    assert groups(panel) == ["需核实 1"]
    panel._filter.choose(None)
    assert len(groups(panel)) == 2


def test_the_scope_takes_in_all_projects_and_names_them(panel: FindingsPanel) -> None:
    own = len(listed(panel))
    panel._scope.menu.actions()[1].trigger()
    assert panel.everywhere
    assert {f.project for f in listed(panel)} == {RESCUE, PUBLICITY}
    other = next(n for n, row in enumerate(panel.model.rows) if isinstance(row, Finding) and row.project == PUBLICITY)
    assert panel.model.index(other).data(FINDING).place[0] == "医保政策宣传"
    panel._scope.menu.actions()[0].trigger()
    assert len(listed(panel)) == own


def test_choosing_opens_the_finding_and_jumps_to_its_cell(panel: FindingsPanel) -> None:
    went: list[Place] = []
    panel.desk.asked_for.connect(went.append)
    finding = listed(panel)[-1]
    panel.choose(finding)
    widget = panel.view.indexWidget(panel.view.currentIndex())
    assert isinstance(widget, ChosenFindingWidget)
    assert went == [finding.places[0]]
    assert panel.chosen() == finding


def test_choosing_one_that_is_filtered_out_shows_all_levels_again(panel: FindingsPanel) -> None:
    warning = listed(panel)[-1]
    panel._filter.choose(Sign.ERROR)
    panel.choose(warning)
    assert panel._filter.current() is None
    assert panel.chosen() == warning


def test_enter_jumps_to_the_chosen_finding(panel: FindingsPanel) -> None:
    went: list[Place] = []
    panel.desk.asked_for.connect(went.append)
    panel.view.setCurrentIndex(panel.model.index(1))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert went
    assert went[0] == listed(panel)[0].places[0]


def test_what_the_figures_say_is_not_said_twice(panel: FindingsPanel) -> None:
    desk = panel.desk
    desk.type_text(desk.values.fund_place("total", "execution_rate"), "32.39", "改写")
    wrong = next(f for f in listed(panel) if "32.39" in f.message)
    panel.choose(wrong)
    widget = panel.view.indexWidget(panel.view.currentIndex())
    assert widget.finding.sentence == "执行率与金额不符。"
    figures = [(figure.caption, figure.value.replace("\u00a0", " "), figure.off) for figure in widget.finding.figures]
    assert figures == [("填写", "32.39 %", True), ("应为", "32.30 %", False), ("相差", "0.09", False)]


def test_the_offered_fix_mends_it_and_the_finding_goes(panel: FindingsPanel) -> None:
    desk = panel.desk
    rate = desk.values.fund_place("total", "execution_rate")
    desk.type_text(rate, "32.39", "改写")
    panel.choose(next(f for f in listed(panel) if "32.39" in f.message))
    widget = panel.view.indexWidget(panel.view.currentIndex())
    fix = next(b for b in widget.findChildren(Button) if b.text() == "按金额重算")
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert desk.text(rate) == ""
    assert not [f for f in listed(panel) if "32.39" in f.message]
    assert panel.chosen() is None


def test_the_reason_is_written_in_the_box_and_answers_the_finding(panel: FindingsPanel) -> None:
    finding = reason_asked(panel)
    panel.desk.wants_reason.emit(finding)
    assert panel.reason.isVisible()
    QTest.keyClicks(panel.reason.field.edit, "carried over")
    QTest.mouseClick(panel.reason.keep, Qt.MouseButton.LeftButton)
    assert not panel.reason.isVisible()
    answered = next(f for f in listed(panel) if f.subject == finding.subject)
    assert answered.reason == "carried over"
    item = panel.model.index_of(answered.subject, RESCUE).data(FINDING)
    assert item.reason.startswith("已写说明：carried over")
    assert groups(panel) == [f"错误 {errors(panel)}", "需核实 0"]


def test_a_changed_value_asks_again(panel: FindingsPanel) -> None:
    finding = reason_asked(panel)
    panel.desk.explain(finding, "结转下年")
    panel.desk.type_text(Place("fund", RESCUE, "county.executed"), "20", "改执行数")
    assert reason_asked(panel).open


def test_giving_up_the_box_writes_nothing(panel: FindingsPanel) -> None:
    finding = reason_asked(panel)
    panel.desk.wants_reason.emit(finding)
    QTest.keyClicks(panel.reason.field.edit, "x")
    QTest.keyClick(panel.reason.field.edit, Qt.Key.Key_Escape)
    assert not panel.reason.isVisible()
    assert reason_asked(panel).open


def test_nothing_to_say_is_said_once(panel: FindingsPanel) -> None:
    for project in (RESCUE, PUBLICITY):
        panel.desk.remove_project(project)
    QApplication.processEvents()
    assert groups(panel) == []
    assert panel._stack.currentIndex() == 1


# --- a reason that is being typed ------------------------------------------------------------------------------------


def start_reason(panel: FindingsPanel, words: str) -> Finding:
    finding = reason_asked(panel)
    panel.desk.wants_reason.emit(finding)
    QTest.keyClicks(panel.reason.field.edit, words)
    return finding


def reason_of(desk: Desk, finding: Finding) -> str:
    return next(f.reason for f in desk.findings(finding.project) if f.subject == finding.subject)


def test_a_reason_being_typed_goes_into_the_book_when_another_project_comes(panel: FindingsPanel) -> None:
    finding = start_reason(panel, "carried over")
    panel.desk.choose_project(PUBLICITY)
    assert reason_of(panel.desk, finding) == "carried over"
    assert not panel.reason.isVisible()


def test_asking_again_keeps_what_is_typed(panel: FindingsPanel) -> None:
    finding = start_reason(panel, "carried over")
    panel.desk.wants_reason.emit(finding)
    assert panel.reason.field.text() == "carried over"


def test_each_finding_has_a_draft_of_its_own(panel: FindingsPanel) -> None:
    first = start_reason(panel, "first")
    panel.desk.wants_reason.emit(replace(first, subject="另一条"))
    assert panel.reason.field.text() == ""
    panel.desk.wants_reason.emit(first)
    assert panel.reason.field.text() == "first"


def test_a_reason_the_disk_refuses_stays_in_its_box(panel: FindingsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = start_reason(panel, "carried over")
    monkeypatch.setattr(Workbook, "submit", refuse)
    panel.desk.leaving.emit()
    assert panel.reason.isVisible()
    assert panel.reason.field.text() == "carried over"
    monkeypatch.undo()
    panel.desk.leaving.emit()
    assert reason_of(panel.desk, finding) == "carried over"


def refuse(*_: object, **__: object) -> None:
    raise BookTrouble("磁盘已满。")
