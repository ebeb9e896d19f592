"""校验: the clerk's reason for a finding, written in its box, kept and taken back."""

from __future__ import annotations

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model import Place
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.panels.finding_panels import (
    begin,
    errors,
    groups,
    listed,
    press,
    reason_asked,
    reason_of,
    refuse,
    start_reason,
    warnings,
)
from ui.look.finding_item import FINDING
from ui.panels.finding_list import subject_of
from ui.panels.findings import FindingsPanel


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
    panel.desk.wants_reason.emit(structs.replace(first, subject="另一条"))
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


def test_a_reason_for_another_project_is_asked_in_its_list(panel: FindingsPanel) -> None:
    begin(panel, PUBLICITY)
    other = next(f for f in panel.desk.findings(PUBLICITY))
    panel.desk.wants_reason.emit(other)
    assert panel.desk.project == PUBLICITY
    assert panel.reason.subject == subject_of(other)
    assert panel.reason.isVisible()


def test_a_reason_is_changed_or_taken_back_in_the_list(panel: FindingsPanel) -> None:
    finding = reason_asked(panel)
    panel.desk.explain(finding, "结转下年")
    panel.desk.follow()
    panel.choose(next(f for f in listed(panel) if f.subject == finding.subject))
    press(panel, "改说明")
    panel.desk.follow()
    assert panel.reason.field.text() == "结转下年"
    QTest.keyClick(panel.reason.field.edit, Qt.Key.Key_Escape)
    press(panel, "撤回说明")
    panel.desk.follow()
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
