"""The card of a rule: from a finding, quiet over the page, with the way to where it is set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from core.checking import RULES
from ui.look.buttons import Button
from ui.panels.rule_card import CHANGE, RuleCard
from ui.window import Window

LARGEST = "weight-largest"


def card(window: Window) -> RuleCard:
    assert window.cards.card is not None
    return window.cards.card


def words(window: Window) -> str:
    return "\n".join(found.text() for found in card(window).findChildren(QLabel))


def test_a_finding_leads_to_the_card_of_its_rule(window: Window) -> None:
    window.next_finding()
    finding = window.findings.chosen()
    assert finding is not None
    index = window.findings.view.currentIndex()
    link = next(b for b in window.findings.view.indexWidget(index).findChildren(Button) if b.text() == "规则")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    rule = next(rule for rule in RULES if rule.id == finding.rule)
    assert card(window).setting.rule is rule
    assert rule.title in words(window)
    assert rule.basis in words(window)
    assert rule.example in words(window)


def test_it_shows_parameters_and_leads_to_where_they_are_set(window: Window) -> None:
    window.desk.set_rule_parameter(LARGEST, "largest", "40")
    window.desk.wants_rule.emit(LARGEST)
    assert "40 分（原为 30）" in words(window)
    assert card(window).change.text() == CHANGE
    QTest.mouseClick(card(window).change, Qt.MouseButton.LeftButton)
    assert window.cards.card is None
    assert window.rooms.rules.isVisible()
    assert window.rooms.rules.rows[LARGEST].level.hasFocus()


def test_escape_the_cross_and_asking_again_close_it(window: Window) -> None:
    window.desk.wants_rule.emit(LARGEST)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.cards.card is None
    window.desk.wants_rule.emit(LARGEST)
    QTest.mouseClick(card(window).cross, Qt.MouseButton.LeftButton)
    assert window.cards.card is None
    window.desk.wants_rule.emit(LARGEST)
    window.desk.wants_rule.emit(LARGEST)
    assert window.cards.card is None


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_it_lies_wholly_inside_the_window_and_covers_no_list(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    for rule in RULES:
        window.desk.wants_rule.emit(rule.id)
        QApplication.processEvents()
        made = card(window)
        place = window.cards._corner(made)
        assert place.x() >= 0
        assert place.y() >= 0
        assert place.y() + made.height() <= window.height() - 32
        beside = window.right if window.right.isVisible() else window.findings_rail
        assert place.x() + made.width() <= beside.x() + window.centralWidget().x()


def test_where_the_findings_lie_below_the_page_it_lies_above_them(window: Window) -> None:
    window.resize(911, 512)
    window.show()
    QApplication.processEvents()
    QTest.mouseClick(window.findings_rail.unfold, Qt.MouseButton.LeftButton)
    window.desk.wants_rule.emit("rate")
    QApplication.processEvents()
    made, strip = card(window), window.right
    place, top = window.cards._corner(made), strip.mapTo(window, QPoint(0, 0)).y()
    assert strip.width() > window.width() // 2
    assert place.y() + made.height() <= top
    assert place.x() + made.width() > window.width() - 40


def test_a_step_or_another_project_puts_it_away(window: Window) -> None:
    window.desk.wants_rule.emit(LARGEST)
    window.desk.choose_project(2)
    assert window.cards.card is None


def test_a_rule_nobody_knows_opens_nothing(window: Window) -> None:
    window.desk.wants_rule.emit("no-such-rule")
    assert window.cards.card is None
