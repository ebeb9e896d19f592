"""规则设置: every rule with its level and parameters; what the office changed is marked, one click takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.checking import RULES
from core.edits import SetField
from core.model import UNIT_ROW, Place
from core.office.adapted import key_of
from tests.ui.conftest import small_book
from ui.desk import Desk
from ui.pages.rules import RulesPage
from ui.window import Window

LARGEST, TOTAL = "weight-largest", "fund-total"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup


@pytest.fixture
def page(window: Window) -> RulesPage:
    """The page in its window."""
    window.resize(1366, 768)
    window.rooms.show_rules()
    QApplication.processEvents()
    return window.rooms.rules


def choose(page: RulesPage, rule: str, word: str) -> None:
    """Choose a level in the menu of its rule."""
    level = page.rows[rule].level
    level.setFocus()
    QTest.keyClick(level, Qt.Key.Key_Down)
    menu = level.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == word).trigger()
    menu.close()
    QApplication.processEvents()


def type_number(page: RulesPage, rule: str, text: str) -> None:
    field = page.rows[rule].fields[0].field
    field.setFocus()
    field.selectAll()
    field.insert(text)  # as an input method does
    QTest.keyClick(field, Qt.Key.Key_Return)


def seen(page: RulesPage) -> list[str]:
    return [rule for rule, row in page.rows.items() if row.isVisible()]


def setting(page: RulesPage, rule: str, name: str = "level") -> str:
    return page.desk.book.answers.get(key_of(rule, name), "")


def test_every_rule_stands_under_its_topic(page: RulesPage) -> None:
    assert set(page.rows) == {rule.id for rule in RULES}
    assert page.segments._parts[0].text() == f"全部 {len(RULES)}"
    for topic, card in page._cards.items():
        assert card.caption.text() == f"{sum(rule.topic == topic for rule in RULES)} 条"


def test_a_level_is_changed_marked_and_taken_back_at_one_click(page: RulesPage) -> None:
    row = page.rows[TOTAL]
    assert not row.back.isVisible()
    choose(page, TOTAL, "提示")
    assert setting(page, TOTAL) == "hint"
    assert row.back.isVisible()
    assert row._changed.isVisible()
    QTest.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert setting(page, TOTAL) == ""
    assert row.level.text() == "错误"
    assert not row._changed.isVisible()


def test_a_rule_switched_off_is_shown_as_such_and_finds_nothing_any_more(page: RulesPage) -> None:
    desk = page.desk
    desk.type_text(desk.values.fund_place("total", "executed"), "99", "改写")
    assert any(finding.rule == TOTAL for finding in desk.findings())
    choose(page, TOTAL, "停用")
    assert not any(finding.rule == TOTAL for finding in desk.findings())
    assert page.rows[TOTAL].title.property("ink") == "faint"
    page.show_off()
    assert TOTAL in seen(page)


def test_the_foot_of_the_list_of_findings_leads_to_the_rules_that_are_switched_off(window: Window) -> None:
    window.desk.set_rule_level(TOTAL, "off")
    window.desk.follow()
    QTest.mouseClick(window.findings.switched_off, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert seen(window.rooms.rules) == [TOTAL]
    focus = window.focusWidget()
    assert focus is not None
    assert window.rooms.rules.isAncestorOf(focus), "the keyboard goes along: Enter is not for F8 in the status line"


def test_a_parameter_is_a_field_with_its_unit(page: RulesPage) -> None:
    row = page.rows[LARGEST]
    assert row.fields[0].field.text() == "30"
    type_number(page, LARGEST, "40")
    assert setting(page, LARGEST, "largest") == "40"
    assert row._changed.isVisible()
    assert row.fields[0].field.toolTip() == "原为 30 分"


def test_what_the_program_says_anyway_is_no_change(page: RulesPage) -> None:
    type_number(page, LARGEST, "40")
    type_number(page, LARGEST, "30")
    assert setting(page, LARGEST, "largest") == ""
    choose(page, TOTAL, "提示")
    choose(page, TOTAL, "错误")
    assert setting(page, TOTAL) == ""
    assert not page.back.isEnabled()


def test_a_text_that_is_no_number_is_kept_and_says_that_it_does_nothing(page: RulesPage) -> None:
    row = page.rows[LARGEST]
    type_number(page, LARGEST, "三十")
    assert row.fields[0].field.text() == "三十"
    assert row.wrong is not None
    assert row.wrong.isVisible()
    assert "不起作用" in row.wrong.text()
    assert page.segments._parts[1].text() == "改过 1", "it bears the mark of a change, and is counted as one"
    QTest.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert row.fields[0].field.text() == "30"
    assert not row.wrong.isVisible()


def test_a_change_is_an_ordinary_step_that_undo_takes_back_in_place(page: RulesPage) -> None:
    choose(page, TOTAL, "停用")
    assert page.desk.undo_name() == "改校验规则的级别"
    page.desk.undo()
    assert page.rows[TOTAL].level.text() == "错误"
    assert page.isVisible()
    page.desk.redo()
    assert page.rows[TOTAL].level.text() == "停用"


def test_all_changes_are_taken_back_in_one_step(page: RulesPage) -> None:
    choose(page, TOTAL, "停用")
    type_number(page, LARGEST, "40")
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert not any(row.setting.changed for row in page.rows.values())
    page.desk.undo()
    assert sum(row.setting.changed for row in page.rows.values()) == 2


def test_only_changed_rules_are_shown_where_that_is_asked_for(page: RulesPage) -> None:
    choose(page, TOTAL, "提示")
    page.segments.choose(1)
    assert seen(page) == [TOTAL]
    assert page.segments._parts[1].text() == "改过 1"


def test_a_rule_is_found_by_words_and_what_is_not_there_says_so(page: RulesPage) -> None:
    page.find.insert("各项来源之和")
    assert seen(page) == [TOTAL]
    page.find.insert("没有这几个字")
    assert seen(page) == []
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert len(seen(page)) == len(RULES)


def test_what_is_typed_goes_into_the_book_before_something_else_comes(page: RulesPage, window: Window) -> None:
    field = page.rows[LARGEST].fields[0].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "35")
    window.desk.leaving.emit()
    assert setting(page, LARGEST, "largest") == "35"


def test_a_setting_that_names_no_rule_is_said_and_can_be_taken_back(
    open_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    strange = SetField(Place("answer", UNIT_ROW, "rule.no-such-rule.level"), "", "off")
    made = RulesPage(open_desk(strange.apply(small_book())))
    qtbot.addWidget(made)
    made.show()
    assert made._idle.count() == 1
    assert made.back.isEnabled()
    QTest.mouseClick(made.back, Qt.MouseButton.LeftButton)
    assert made._idle.count() == 0


def test_a_level_is_named_with_its_rule_for_a_screen_reader(page: RulesPage) -> None:
    assert page.rows[TOTAL].level.accessibleName() == "资金总额等于各项来源之和：级别 错误"


def test_a_small_screen_has_room_for_it(window: Window) -> None:
    window.resize(911, 512)
    window.rooms.show_rules()
    QApplication.processEvents()
    assert (window.width(), window.height()) == (911, 512)
    for row in window.rooms.rules.rows.values():
        assert row.about.mapTo(window.rooms.rules, row.about.rect().topRight()).x() <= window.rooms.rules.width()
    assert window.rooms.rules.page.widget().width() <= window.rooms.rules.page.viewport().width()


def test_a_rule_that_is_shown_is_lit_and_has_room_around_it(page: RulesPage) -> None:
    for rule in (LARGEST, TOTAL, list(page.rows)[-1]):
        page.go(rule)
        QApplication.processEvents()
        row = page.rows[rule]
        assert row.lit
        view = page.page.viewport()
        top = row.mapTo(view, QPoint(0, 0)).y()
        assert top >= 0
        assert top + row.height() <= view.height()
