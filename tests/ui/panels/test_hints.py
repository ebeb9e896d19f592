"""校验: hints that are closed at a click, and the fold they lie under."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.model import Place
from core.rules.finding import Finding, Level
from tests.ui.conftest import RESCUE
from tests.ui.panels.finding_panels import listed, press, reason_of
from ui.look.finding_item import FINDING, FindingFold
from ui.panels.finding_list import subject_of
from ui.panels.findings import FindingsPanel


def hint(panel: FindingsPanel) -> Finding:
    """A document number with the wrong brackets."""
    panel.desk.type_text(Place("evidence", RESCUE, "number", 7), "示医保[2021]5号", "改文号")
    panel.desk.follow()
    return next(f for f in listed(panel) if f.level is Level.HINT and f.places[0].table == "evidence")


def fold(panel: FindingsPanel) -> FindingFold | None:
    return next((row for row in panel.model.rows if isinstance(row, FindingFold)), None)


def test_a_hint_is_closed_at_one_click_and_lies_under_a_fold(panel: FindingsPanel) -> None:
    found = hint(panel)
    panel.choose(found)
    press(panel, "知道了")
    panel.desk.follow()
    assert reason_of(panel.desk, found) == "知道了"
    assert panel.desk.undo_name() == "知道了"
    assert subject_of(found) not in [subject_of(f) for f in listed(panel)]
    folded = fold(panel)
    assert folded is not None
    assert (folded.count, folded.opened) == (1, False)


def test_a_closed_hint_is_seen_when_the_fold_is_opened_and_can_be_opened_again(panel: FindingsPanel) -> None:
    found = hint(panel)
    panel.desk.take_note(found)
    panel.desk.follow()
    index = panel.model.index(next(n for n, row in enumerate(panel.model.rows) if isinstance(row, FindingFold)))
    panel.view.scrollTo(index)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=panel.view.visualRect(index).center())
    again = next(f for f in listed(panel) if subject_of(f) == subject_of(found))
    item = panel.model.index_of(subject_of(again)).data(FINDING)
    assert (item.reason, item.link) == ("已知道。数变了会重新提出。", "")
    panel.choose(again)
    press(panel, "重新提出")
    panel.desk.follow()
    assert next(f for f in listed(panel) if subject_of(f) == subject_of(found)).open
    assert fold(panel) is None


def test_the_fold_is_opened_with_the_keyboard(panel: FindingsPanel) -> None:
    panel.desk.take_note(hint(panel))
    panel.desk.follow()
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
    panel.desk.follow()
    assert fold(panel) is None
