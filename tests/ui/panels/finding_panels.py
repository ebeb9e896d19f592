"""What the list of findings shows, and hands on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from core.model import Place
from core.rules.finding import Finding, Level
from core.trouble import BookTrouble
from ui.desk import Desk
from ui.look.buttons import Button
from ui.look.cards import EmptyPlace
from ui.look.finding_item import FindingGroup
from ui.panels.findings import FindingsPanel


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


def begin(panel: FindingsPanel, project: int) -> None:
    """Type the first amount of a project: what is blank in its head is told from then on."""
    panel.desk.type_text(Place("fund", project, "county.annual"), "1", "修改资金")
    panel.desk.follow()


def offered_fix(panel: FindingsPanel, rate: Place, typed: str) -> Button:
    """Type a wrong execution rate and open its finding: the button that computes it anew."""
    panel.desk.type_text(rate, typed, "改写")
    panel.desk.follow()
    panel.choose(next(f for f in listed(panel) if typed in f.message))
    widget = panel.view.indexWidget(panel.view.currentIndex())
    return next(b for b in widget.findChildren(Button) if b.text() == "按金额重算")


def shown_words(panel: FindingsPanel) -> list[str]:
    """What is said in place of the list."""
    place = panel._stack.currentWidget()
    assert isinstance(place, EmptyPlace)
    return [text for words in place.findChildren(QLabel) if (text := words.text())]


def reason_asked(panel: FindingsPanel) -> Finding:
    return next(f for f in listed(panel) if f.answerable and f.rule == "execution-reason")


def refuse(*_: object, **__: object) -> None:
    raise BookTrouble("磁盘已满。")


def start_reason(panel: FindingsPanel, words: str) -> Finding:
    finding = reason_asked(panel)
    panel.desk.wants_reason.emit(finding)
    QTest.keyClicks(panel.reason.field.edit, words)
    return finding


def reason_of(desk: Desk, finding: Finding) -> str:
    return next(f.reason for f in desk.findings(finding.project) if f.subject == finding.subject)


def press(panel: FindingsPanel, words: str) -> None:
    """Press a button of the chosen finding."""
    widget = panel.view.indexWidget(panel.view.currentIndex())
    button = next(b for b in widget.findChildren(Button) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
