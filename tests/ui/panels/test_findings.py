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
from ui.look.chosen_finding import ChosenFindingWidget
from ui.look.finding_item import FINDING, FindingCause, FindingFold, FindingGroup, FindingOwner
from ui.look.signs import Sign
from ui.panels.finding_list import subject_of
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


def warnings(panel: FindingsPanel) -> int:
    return panel.desk.counts()[Level.WARNING]


def listed(panel: FindingsPanel) -> list[Finding]:
    return [row for row in panel.model.rows if isinstance(row, Finding)]


def choose_scope(panel: FindingsPanel, words: str) -> None:
    next(a for a in panel.filter.scopes.menu.actions() if a.text() == words).trigger()


def reason_asked(panel: FindingsPanel) -> Finding:
    return next(f for f in listed(panel) if f.answerable and f.rule == "execution-reason")


def test_findings_stand_under_who_waits(panel: FindingsPanel) -> None:
    assert groups(panel) == [f"错误 {errors(panel)}", f"需核实 {warnings(panel)}"]
    assert panel.filter.waiting() == errors(panel) + warnings(panel)


def test_the_filter_shows_one_level(panel: FindingsPanel) -> None:
    panel.filter.levels.choose(Sign.WARNING)
    assert groups(panel) == [f"需核实 {warnings(panel)}"]
    panel.filter.levels.choose(None)
    assert len(groups(panel)) == 2


def test_the_scope_takes_in_all_projects_and_names_them(panel: FindingsPanel) -> None:
    own = len(listed(panel))
    choose_scope(panel, "全年")
    assert {f.project for f in listed(panel)} == {RESCUE, PUBLICITY}
    heads = [row.title for row in panel.model.rows if isinstance(row, FindingOwner)]
    assert set(heads) == {"城乡医疗救助资金", "医保政策宣传"}, "what waits stands under the name of its project"
    other = next(n for n, row in enumerate(panel.model.rows) if isinstance(row, Finding) and row.project == PUBLICITY)
    assert panel.model.index(other).data(FINDING).place[0] == "医保政策宣传"
    choose_scope(panel, "本项目")
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
    panel.filter.levels.choose(Sign.ERROR)
    panel.choose(warning)
    assert panel.filter.levels.current() is None
    assert panel.chosen() == warning


def test_enter_jumps_to_the_chosen_finding(panel: FindingsPanel) -> None:
    went: list[Place] = []
    panel.desk.asked_for.connect(went.append)
    panel.view.setCurrentIndex(panel.model.index_of(subject_of(listed(panel)[0])))
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
    item = panel.model.index_of(subject_of(answered)).data(FINDING)
    assert item.reason.startswith("已写说明：carried over")
    assert groups(panel) == [f"错误 {errors(panel)}", f"需核实 {warnings(panel)}"]


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


def test_a_reason_is_in_the_book_after_one_idle_second_and_its_box_stays(panel: FindingsPanel, qtbot: QtBot) -> None:
    finding = start_reason(panel, "carried")
    qtbot.waitUntil(lambda: reason_of(panel.desk, finding) == "carried", timeout=3000)
    assert panel.reason.isVisible()
    assert panel.reason.field.edit.hasFocus()
    QTest.keyClicks(panel.reason.field.edit, " over")
    qtbot.waitUntil(lambda: reason_of(panel.desk, finding) == "carried over", timeout=3000)


def test_giving_up_takes_back_what_was_kept_meanwhile(panel: FindingsPanel, qtbot: QtBot) -> None:
    finding = reason_asked(panel)
    panel.desk.explain(finding, "first")
    start_again = next(f for f in listed(panel) if f.subject == finding.subject)
    panel.desk.wants_reason.emit(start_again)
    QTest.keyClicks(panel.reason.field.edit, "second")
    qtbot.waitUntil(lambda: "second" in reason_of(panel.desk, finding), timeout=3000)
    QTest.keyClick(panel.reason.field.edit, Qt.Key.Key_Escape)
    assert reason_of(panel.desk, finding) == "first"


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_box_lies_below_its_finding_in_the_list(panel: FindingsPanel) -> None:
    finding = start_reason(panel, "x")
    row = panel.view.visualRect(panel.model.index_of(subject_of(finding)))
    assert row.contains(panel.reason.geometry())
    widget = panel.view.indexWidget(panel.model.index_of(subject_of(finding)))
    assert widget.sentence.geometry().bottom() < panel.reason.geometry().top() - row.top()
    panel.view.verticalScrollBar().setValue(40)
    row = panel.view.visualRect(panel.model.index_of(subject_of(finding)))
    assert row.contains(panel.reason.geometry())


def test_findings_of_one_cause_stand_together_under_its_title(panel: FindingsPanel) -> None:
    desk = panel.desk
    for row in (4, 5):
        desk.type_text(Place("indicator", RESCUE, "weight", row), "0", "改权重")
    causes = [row for row in panel.model.rows if isinstance(row, FindingCause)]
    zero = next(cause for cause in causes if cause.title == "每个指标都有分值")
    at = panel.model.rows.index(zero)
    following = panel.model.rows[at + 1 : at + 1 + zero.count]
    assert zero.count >= 2
    assert {f.rule for f in following if isinstance(f, Finding)} == {"weight-positive"}
    assert zero.words == f"每个指标都有分值 · {zero.count} 处"


def test_f8_goes_through_the_findings_in_the_order_of_the_list(panel: FindingsPanel) -> None:
    for row in (4, 5):
        panel.desk.type_text(Place("indicator", RESCUE, "weight", row), "0", "改权重")
    gone: list[Finding] = []
    while (found := panel.desk.next_finding(gone[-1] if gone else None)) not in gone:
        assert found is not None
        gone.append(found)
    assert gone == listed(panel)


def test_one_topic_alone_can_be_listed(panel: FindingsPanel) -> None:
    panel.filter.topics.menu.aboutToShow.emit()
    offers = {action.text().partition("　")[0]: action for action in panel.filter.topics.menu.actions()}
    topic = listed(panel)[-1].topic
    offers[topic].trigger()
    assert {f.topic for f in listed(panel)} == {topic}
    assert panel.filter.topics.text() == topic
    other = next(f for f in panel.desk.findings() if f.topic != topic)
    panel.choose(other)
    assert panel.filter.topic == "", "what is filtered out is shown when it is jumped to"
    assert panel.chosen() == other


def test_the_nouns_of_the_chosen_sentence_lead_to_their_cells(panel: FindingsPanel) -> None:
    desk = panel.desk
    desk.type_text(Place("indicator", RESCUE, "actual", 4), "1万张", "改")
    finding = next(f for f in listed(panel) if f.places[0].row == 4 and len(f.places) > 1)
    panel.choose(finding)
    widget = panel.view.indexWidget(panel.view.currentIndex())
    went: list[Place] = []
    desk.asked_for.connect(went.append)
    assert widget.finding.nouns
    widget.sentence.linkActivated.emit(str(len(widget.finding.nouns) - 1))
    assert went
    assert went[0] in finding.places


def test_every_fix_has_its_button(panel: FindingsPanel) -> None:
    desk = panel.desk
    desk.type_text(Place("indicator", RESCUE, "weight", 6), "12", "改权重")
    finding = max(listed(panel), key=lambda f: len(f.fixes))
    panel.choose(finding)
    widget = panel.view.indexWidget(panel.view.currentIndex())
    words = [button.text() for button in widget.findChildren(Button)]
    assert [fix.label for fix in finding.fixes] == words[: len(finding.fixes)]


def test_rules_that_are_switched_off_are_said_at_the_foot(panel: FindingsPanel) -> None:
    assert not panel.switched_off.isVisible()
    panel.desk.set_rule_level("execution-reason", "off")
    assert panel.switched_off.isVisible()
    assert panel.switched_off.text() == "已停用 1 条校验"
    asked: list[bool] = []
    panel.rules_wanted.connect(lambda: asked.append(True))
    QTest.mouseClick(panel.switched_off, Qt.MouseButton.LeftButton)
    assert asked


def test_a_reason_for_another_project_is_asked_in_its_list(panel: FindingsPanel) -> None:
    other = next(f for f in panel.desk.findings(PUBLICITY))
    panel.desk.wants_reason.emit(other)
    assert panel.desk.project == PUBLICITY
    assert panel.reason.subject == subject_of(other)
    assert panel.reason.isVisible()


# --- hints, and what is answered -------------------------------------------------------------------------------------


def hint(panel: FindingsPanel) -> Finding:
    """A document number with the wrong brackets."""
    panel.desk.type_text(Place("evidence", RESCUE, "number", 7), "示医保[2021]5号", "改文号")
    return next(f for f in listed(panel) if f.level is Level.HINT and f.places[0].table == "evidence")


def press(panel: FindingsPanel, words: str) -> None:
    """Press a button of the chosen finding."""
    widget = panel.view.indexWidget(panel.view.currentIndex())
    button = next(b for b in widget.findChildren(Button) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fold(panel: FindingsPanel) -> FindingFold | None:
    return next((row for row in panel.model.rows if isinstance(row, FindingFold)), None)


def test_a_hint_is_closed_at_one_click_and_lies_under_a_fold(panel: FindingsPanel) -> None:
    found = hint(panel)
    panel.choose(found)
    press(panel, "知道了")
    assert reason_of(panel.desk, found) == "知道了"
    assert panel.desk.undo_name() == "知道了"
    assert subject_of(found) not in [subject_of(f) for f in listed(panel)]
    folded = fold(panel)
    assert folded is not None
    assert (folded.count, folded.opened) == (1, False)


def test_a_closed_hint_is_seen_when_the_fold_is_opened_and_can_be_opened_again(panel: FindingsPanel) -> None:
    found = hint(panel)
    panel.desk.take_note(found)
    index = panel.model.index(next(n for n, row in enumerate(panel.model.rows) if isinstance(row, FindingFold)))
    panel.view.scrollTo(index)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=panel.view.visualRect(index).center())
    again = next(f for f in listed(panel) if subject_of(f) == subject_of(found))
    item = panel.model.index_of(subject_of(again)).data(FINDING)
    assert (item.reason, item.link) == ("已知道。数变了会重新提出。", "")
    panel.choose(again)
    press(panel, "重新提出")
    assert next(f for f in listed(panel) if subject_of(f) == subject_of(found)).open
    assert fold(panel) is None


def test_the_fold_is_opened_with_the_keyboard(panel: FindingsPanel) -> None:
    panel.desk.take_note(hint(panel))
    at = next(n for n, row in enumerate(panel.model.rows) if isinstance(row, FindingFold))
    panel.view.setCurrentIndex(panel.model.index(at))
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    opened = fold(panel)
    assert opened is not None
    assert opened.opened


def test_a_closed_hint_whose_text_changes_is_raised_again(panel: FindingsPanel) -> None:
    panel.desk.take_note(hint(panel))
    panel.desk.type_text(Place("evidence", RESCUE, "number", 7), "示医保[2021]6号", "改文号")
    assert fold(panel) is None


def test_a_reason_is_changed_or_taken_back_in_the_list(panel: FindingsPanel) -> None:
    finding = reason_asked(panel)
    panel.desk.explain(finding, "结转下年")
    panel.choose(next(f for f in listed(panel) if f.subject == finding.subject))
    press(panel, "改说明")
    assert panel.reason.field.text() == "结转下年"
    QTest.keyClick(panel.reason.field.edit, Qt.Key.Key_Escape)
    press(panel, "撤回说明")
    assert reason_asked(panel).open


def test_a_new_reason_is_one_step_of_undo(panel: FindingsPanel, qtbot: QtBot) -> None:
    before = panel.desk.undo_name()
    finding = start_reason(panel, "carried")
    qtbot.waitUntil(lambda: reason_of(panel.desk, finding) == "carried", timeout=3000)
    QTest.keyClicks(panel.reason.field.edit, " over")
    QTest.mouseClick(panel.reason.keep, Qt.MouseButton.LeftButton)
    assert reason_of(panel.desk, finding) == "carried over"
    panel.desk.undo()
    assert reason_of(panel.desk, finding) == ""
    assert panel.desk.undo_name() == before
