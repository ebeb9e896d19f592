"""Hands on the page 正文."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from core.model import Place
from ui.pages.prose import ProsePage
from ui.prose.editor import ProseEditor
from ui.prose.section import Section

RESCUE, PUBLICITY = 1, 2
FORM = "sichuan-2021"
WITH_FIGURE = "全年支出{fund.total.executed:万元}，用于救助。"


def at_work(page: ProsePage, key: str, caret: int | None = None) -> Section:
    """A section with the keyboard; the caret at the end unless said otherwise."""
    page.activateWindow()
    page.go(Place("answer", page.desk.project, key))
    section = page.sections[key]
    cursor = section.editor.textCursor()
    cursor.setPosition(section.editor.document().characterCount() - 1 if caret is None else caret)
    section.editor.setTextCursor(cursor)
    QApplication.processEvents()
    assert section.editor.hasFocus()
    return section


def leave(section: Section) -> None:
    section.editor.clearFocus()
    QApplication.processEvents()


def answer(page: ProsePage, key: str) -> str:
    return page.desk.text(Place("answer", RESCUE, key))


def execute(page: ProsePage, amount: str) -> None:
    """Type an amount on the funds page."""
    page.desk.type_text(Place("fund", RESCUE, "county.executed"), amount, "修改资金")


def compose(editor: ProseEditor, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)
