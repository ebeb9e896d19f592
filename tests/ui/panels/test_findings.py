"""校验: the list of what does not add up, its filter and scope, and the chosen finding."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Finding
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.panels.finding_panels import (
    begin,
    choose_scope,
    errors,
    groups,
    listed,
    offered_fix,
    shown_words,
    start_reason,
    warnings,
)
from ui.desk import NOT_OFFERED, Desk
from ui.look.buttons import Button
from ui.look.chosen_finding import ChosenFindingWidget
from ui.look.finding_item import FINDING, FindingCause, FindingOwner
from ui.look.signs import Sign
from ui.panels.finding_filter import Scope
from ui.panels.finding_list import subject_of
from ui.panels.findings import FindingsPanel


def test_findings_stand_under_who_waits(panel: FindingsPanel) -> None:
    assert groups(panel) == [f"错误 {errors(panel)}", f"需核实 {warnings(panel)}"]
    assert panel.filter.waiting() == errors(panel) + warnings(panel)


def test_one_project_of_the_year_is_listed_whichever_is_shown(panel: FindingsPanel) -> None:
    """By keys alone; the choice stays while the clerk goes from project to project, and ends with its project."""
    for stage, text in (("annual", "1"), ("executed", "9")):
        panel.desk.type_text(Place("fund", PUBLICITY, f"county.{stage}"), text, "修改资金")
    scopes = panel.filter.scopes
    scopes.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(scopes, Qt.Key.Key_Down)
    scopes.menu.setActiveAction(panel.filter.projects.menuAction())
    QTest.keyClick(scopes.menu, Qt.Key.Key_Right)
    offered = [action.text() for action in panel.filter.projects.actions()]
    assert [text.partition("　")[0] for text in offered] == ["城乡医疗救助资金", "医保政策宣传"]
    QTest.keyClick(panel.filter.projects, Qt.Key.Key_Down)
    QTest.keyClick(panel.filter.projects, Qt.Key.Key_Return)
    scopes.menu.close()
    assert {f.project for f in listed(panel)} == {PUBLICITY}
    assert [row.title for row in panel.model.rows if isinstance(row, FindingOwner)][:1] == ["医保政策宣传"]
    assert scopes.text() == "医保政策宣传"
    assert scopes.toolTip().endswith("医保政策宣传")
    panel.desk.choose_project(PUBLICITY)
    panel.desk.choose_project(RESCUE)
    assert {f.project for f in listed(panel)} == {PUBLICITY}
    panel.desk.remove_project(PUBLICITY)
    panel.desk.follow()
    assert {f.project for f in listed(panel)} == {RESCUE}
    choose_scope(panel, "本项目")
    assert not any(isinstance(row, FindingOwner) for row in panel.model.rows)


def test_before_the_first_check_there_is_nothing_to_choose_from(qtbot: QtBot, desk: Desk) -> None:
    """No counts of nought: nobody has counted yet."""
    desk.check_later()
    made = FindingsPanel(desk)
    qtbot.addWidget(made)
    made.show()
    top = made.view.mapTo(made, QPoint(0, 0))
    assert not made.filter.isVisible()
    assert not made.filter.topics.isEnabled()
    desk.check_now()
    assert made.filter.isVisible()
    assert made.filter.topics.isEnabled()
    QApplication.processEvents()
    assert made.view.mapTo(made, QPoint(0, 0)) == top, "the list stays where it was"


def test_the_menu_of_topics_goes_with_its_panel(qtbot: QtBot, desk: Desk) -> None:
    made = FindingsPanel(desk)
    assert made.filter.topics.window() is made
    before = len(made.filter.topics.menu.children())
    for _ in range(3):
        made.filter.topics.menu.aboutToShow.emit()
    grown = len(made.filter.topics.menu.children()) - before
    for _ in range(3):
        made.filter.topics.menu.aboutToShow.emit()
    assert len(made.filter.topics.menu.children()) - before == grown, "nothing is left of what was offered before"
    made.close()


def test_the_filter_shows_one_level(panel: FindingsPanel) -> None:
    panel.filter.levels.choose(Sign.WARNING)
    assert groups(panel) == [f"需核实 {warnings(panel)}"]
    panel.filter.levels.choose(None)
    assert len(groups(panel)) == 2


def test_the_scope_takes_in_all_projects_and_names_them(panel: FindingsPanel) -> None:
    own = len(listed(panel))
    begin(panel, PUBLICITY)
    choose_scope(panel, "全年")
    assert {f.project for f in listed(panel)} == {RESCUE, PUBLICITY}
    heads = [row.title for row in panel.model.rows if isinstance(row, FindingOwner)]
    assert set(heads) == {"城乡医疗救助资金", "医保政策宣传"}, "what waits stands under the name of its project"
    other = next(n for n, row in enumerate(panel.model.rows) if isinstance(row, Finding) and row.project == PUBLICITY)
    assert "医保政策宣传" not in panel.model.index(other).data(FINDING).place, "the head has named it"
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


def test_a_finding_outside_the_scope_is_listed_when_it_is_chosen(panel: FindingsPanel) -> None:
    """F8 goes through the project that is shown, whichever project the list was narrowed to."""
    begin(panel, PUBLICITY)
    panel.filter.look_at(Scope.YEAR, PUBLICITY)
    went: list[Place] = []
    panel.desk.asked_for.connect(went.append)
    first = panel.desk.next_finding(panel.chosen())
    assert first is not None
    panel.choose(first)
    assert (panel.chosen(), went, panel.filter.scopes.text()) == (first, [first.places[0]], "本项目")
    panel.choose(panel.desk.findings(PUBLICITY)[0])
    assert {f.project for f in listed(panel)} == {RESCUE, PUBLICITY}
    assert panel.chosen() == panel.desk.findings(PUBLICITY)[0]


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
    desk.follow()
    wrong = next(f for f in listed(panel) if "32.39" in f.message)
    panel.choose(wrong)
    widget = panel.view.indexWidget(panel.view.currentIndex())
    assert widget.finding.sentence == "执行率与金额不符。"
    figures = [(figure.caption, figure.value.replace("\u00a0", " "), figure.off) for figure in widget.finding.figures]
    assert figures == [("填写", "32.39 %", True), ("应为", "32.30 %", False), ("相差", "0.09", False)]


def test_the_offered_fix_mends_it_and_the_finding_goes(panel: FindingsPanel) -> None:
    desk = panel.desk
    rate = desk.values.fund_place("total", "execution_rate")
    QTest.mouseClick(offered_fix(panel, rate, "32.39"), Qt.MouseButton.LeftButton)
    assert desk.text(rate) == ""
    desk.follow()
    assert not [f for f in listed(panel) if "32.39" in f.message]
    assert panel.chosen() is None


def test_a_fix_clicked_right_behind_a_key_mends_what_stands_there_now(panel: FindingsPanel) -> None:
    """The list follows 30 ms later: until then its button holds the fix for the text that stood there before."""
    desk = panel.desk
    rate = desk.values.fund_place("total", "execution_rate")
    fix = offered_fix(panel, rate, "32.39")
    desk.type_text(rate, "33", "改写")
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert desk.text(rate) == ""


def test_a_fix_that_is_not_offered_any_more_is_not_taken_and_says_so(panel: FindingsPanel) -> None:
    desk, told = panel.desk, list[str]()
    desk.told.connect(told.append)
    rate = desk.values.fund_place("total", "execution_rate")
    fix = offered_fix(panel, rate, "32.39")
    desk.type_text(rate, "32.30", "改写")
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert (desk.text(rate), told) == ("32.30", [NOT_OFFERED])
    assert not [f for f in listed(panel) if f.rule == "rate"], "the list has followed"


def test_an_empty_list_says_why_it_is_empty(panel: FindingsPanel) -> None:
    """A project without a word in it is no sound one, and what the filter hides is not mended."""
    desk = panel.desk
    desk.choose_project(PUBLICITY)
    assert shown_words(panel)[0] == "还没有可以核对的内容"
    for place in (Place("project", PUBLICITY, "department"), Place("project", PUBLICITY, "department_code")):
        desk.type_text(place, "325", "改")
    desk.type_text(Place("answer", PUBLICITY, "execution_reason"), "按规定执行。", "改")
    desk.follow()
    assert shown_words(panel)[0] == "没有发现问题"
    desk.choose_project(RESCUE)
    panel.filter.levels.choose(Sign.HINT)
    assert shown_words(panel)[0] == "这一类没有问题"
    button = next(b for b in panel._stack.currentWidget().findChildren(Button) if b.text() == "看全部问题")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(listed(panel)) == errors(panel) + warnings(panel)


def test_without_a_project_nothing_is_in_order(panel: FindingsPanel) -> None:
    for project in (RESCUE, PUBLICITY):
        panel.desk.remove_project(project)
    QApplication.processEvents()
    assert groups(panel) == []
    assert shown_words(panel)[0] == "还没有可以核对的内容"


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
    desk.follow()
    causes = [row for row in panel.model.rows if isinstance(row, FindingCause)]
    zero = next(cause for cause in causes if cause.title == "每个指标都有分值")
    at = panel.model.rows.index(zero)
    following = panel.model.rows[at + 1 : at + 1 + zero.count]
    assert zero.count >= 2
    assert {f.rule for f in following if isinstance(f, Finding)} == {"weight-positive"}
    assert zero.words == f"每个指标都有分值 · {zero.count} 处"
    behind = panel.model.rows[at + 1 + zero.count :]
    assert not behind or not isinstance(behind[0], Finding), (
        "the next cause begins with a head, or seems to be of this one"
    )


def test_f8_goes_through_the_findings_in_the_order_of_the_list(panel: FindingsPanel) -> None:
    for row in (4, 5):
        panel.desk.type_text(Place("indicator", RESCUE, "weight", row), "0", "改权重")
    panel.desk.follow()
    gone: list[Finding] = []
    while (found := panel.desk.next_finding(gone[-1] if gone else None)) not in gone:
        assert found is not None
        gone.append(found)
    assert gone == listed(panel)


def test_f8_goes_on_behind_a_finding_that_was_answered_meanwhile(panel: FindingsPanel) -> None:
    """What the clerk has left aside above it does not come again before the rest has been seen."""
    for row in (4, 5):
        panel.desk.type_text(Place("indicator", RESCUE, "weight", row), "0", "改权重")
    panel.desk.follow()
    open_ones = listed(panel)
    at = next(n for n, f in enumerate(open_ones) if f.answerable and 0 < n < len(open_ones) - 1)
    panel.choose(open_ones[at])
    panel.desk.explain(open_ones[at], "财政局同意。")
    panel.desk.follow()
    assert panel.chosen() is not None
    following = panel.desk.next_finding(panel.chosen())
    assert following is not None
    assert following.subject == open_ones[at + 1].subject


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
    panel.desk.follow()
    assert panel.switched_off.isVisible()
    assert panel.switched_off.text() == "已停用 1 条校验"
    asked: list[bool] = []
    panel.rules_wanted.connect(lambda: asked.append(True))
    QTest.mouseClick(panel.switched_off, Qt.MouseButton.LeftButton)
    assert asked
