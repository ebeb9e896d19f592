"""What a clerk does from an empty book to three files, key by key; used by the tests offscreen and on a real screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from core.export.files import Format
from core.model import Place
from ui.look.cell_delegate import LineEditor, LongEditor
from ui.places import Tab
from ui.sheets.view import SheetView
from ui.window import Window

Wait = Callable[[Callable[[], bool]], None]

PROJECT = "城乡医疗救助资金"
INDICATORS = (
    ("数量指标", "救助人次", "≥1200人次", "1140人次", "12.5"),
    ("质量指标", "救助对象认定准确率", "≥95%", "98.6%", "12.5"),
    ("时效指标", "救助资金拨付及时率", "≥95%", "96%", "12.5"),
    ("成本指标", "救助资金支出", "≤150万元", "48.44万元", "12.5"),
    ("服务对象满意度指标", "受助群众满意度", "≥90%", "96.2%", "10"),
)


class Clerk:
    """Types into a window with real key events."""

    def __init__(self, window: Window, wait: Wait) -> None:
        self.window = window
        self.desk = window.desk
        self._wait = wait

    def fill_line(self, field: QLineEdit, text: str) -> None:
        """Type into a field and leave it with Tab."""
        field.setFocus()
        field.selectAll()
        type_keys(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def name_unit(self, name: str) -> None:
        """Type the unit's name on its page."""
        self.window.rooms.show_unit()
        field = next(f for f in self.window.rooms.unit.fields if f.place() == Place("unit", 0, "name"))
        self.fill_line(field.inner, name)

    def add_project(self, name: str) -> int:
        """Add a project and type its name."""
        QTest.mouseClick(self.window.projects.add, Qt.MouseButton.LeftButton)
        page = self.window.project.page(Tab.BASICS)
        self.window.project.show_tab(Tab.BASICS)
        field = next(f for f in page.fields if f.place() == Place("project", self.desk.project, "name"))
        self.fill_line(field.inner, name)
        return self.desk.project

    def sheet(self, tab: Tab) -> SheetView:
        """The table of a page."""
        self.window.project.show_tab(tab)
        QApplication.processEvents()
        return self.window.project.page(tab).card.view

    def type_cell(self, view: SheetView, index: QModelIndex, text: str) -> None:
        """Choose a cell, type over it, Enter."""
        view.setCurrentIndex(index)
        view.setFocus()
        QTest.keyClick(view, text[0]) if text[0].isascii() else QTest.keyClick(view, Qt.Key.Key_F2)
        editor = _editor(view)
        type_keys(editor, text[1:] if text[0].isascii() else text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()

    def type_fund(self, source: str, stage: str, text: str) -> None:
        """Type an amount."""
        view = self.sheet(Tab.FUNDS)
        place = Place("fund", self.desk.project, f"{source}.{stage}")
        self.type_cell(view, view.model().find(place), text)

    def type_indicator(self, level2: str, name: str, target: str, actual: str, weight: str) -> None:
        """Type an indicator into the empty row of its 二级指标."""
        view = self.sheet(Tab.INDICATORS)
        model = view.model()
        captions = [column.caption for column in model.sheet.columns]
        rows = [n for n, row in enumerate(model.sheet.rows) if row.group.endswith("/" + level2)]
        texts = {"三级指标": name, "年度指标值(A)": target, "实际完成值(B)": actual, "分值": weight}
        for column, text in texts.items():
            self.type_cell(view, model.index(rows[-1], captions.index(column)), text)

    def export(self, folder: Path) -> tuple[Path, ...]:
        """Write the three files of the project that is shown."""
        self.window.export.begin((self.desk.project,), tuple(Format), folder)
        self._wait(lambda: not self.window.export.running())
        return tuple(sorted(folder.iterdir()))


def _editor(view: SheetView) -> QWidget:
    """The editor that is open: a dying one may still be there, so the newest is taken."""
    long = [e for e in view.viewport().findChildren(LongEditor) if e.isVisible()]
    line = [e for e in view.viewport().findChildren(LineEditor) if e.isVisible()]
    return long[-1].edit if long else line[-1]


def type_keys(widget: QWidget, text: str) -> None:
    """Type key by key; Chinese arrives as the input method commits it, since Qt 6.7 knows no key for such a sign."""
    for sign in text:
        if sign.isascii():
            QTest.keyClick(widget, sign)
        else:
            committed = QInputMethodEvent()
            committed.setCommitString(sign)
            QApplication.sendEvent(widget, committed)
