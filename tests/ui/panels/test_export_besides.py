"""另外导出: other forms printed from the same facts, ticked in the menu, and the right number of files beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.export.files import Format
from core.model import Place
from core.publish import Advance
from tests.ui.conftest import RESCUE
from tests.ui.forms import national
from ui.desk import Desk
from ui.window import Window

APPLICATION, SUMMARY = "绩效目标申报表", "自评汇总表"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup


@pytest.fixture
def window(qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]) -> Iterator[Window]:
    """The national form, an application form for each project, and a summary for the unit."""
    document = national().documents[0]
    known(
        national(),
        national(id="application", name=APPLICATION, stage="application",
                 documents=(msgspec.structs.replace(document, kind=APPLICATION),)),
        national(id="summary", name=SUMMARY, stage="summary",
                 documents=(msgspec.structs.replace(document, kind=SUMMARY, of="unit"),)),
    )  # fmt: skip
    made = Window(open_desk())
    qtbot.addWidget(made)
    made.show()
    yield made
    made.export.menu.hide()
    made.close()


def opened(window: Window) -> dict[str, QAction]:
    """The entries of the open menu by their words."""
    if not window.export.menu.isVisible():
        window.export.open_menu()
    QApplication.processEvents()
    return {action.text().partition("\t")[0]: action for action in window.export.menu.actions() if action.text()}


def files(window: Window, entry: str) -> str:
    return opened(window)[entry].text().partition("\t")[2]


def tick(window: Window, name: str) -> None:
    menu = window.export.menu
    at = menu.actionGeometry(opened(window)[name]).center()
    QTest.mouseMove(menu, at)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)


def test_each_entry_says_how_many_files_it_makes(window: Window) -> None:
    assert files(window, "本项目（城乡医疗救助资金）") == "3 个文件"
    assert files(window, "本项目，只要 pdf") == "1 个文件"
    assert files(window, "全部 2 个项目") == "6 个文件"


def test_ticking_a_form_leaves_the_menu_open_and_counts_its_files(window: Window) -> None:
    tick(window, APPLICATION)
    assert window.export.menu.isVisible()
    assert opened(window)[APPLICATION].isChecked()
    assert files(window, "本项目（城乡医疗救助资金）") == "6 个文件"
    assert files(window, "全部 2 个项目") == "12 个文件"
    tick(window, APPLICATION)
    assert files(window, "全部 2 个项目") == "6 个文件"


def test_space_ticks_as_well(window: Window) -> None:
    menu = window.export.menu
    menu.setActiveAction(opened(window)[APPLICATION])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert window.export.besides == ("application",)
    assert menu.isVisible()


def test_a_summary_is_one_document_for_all_projects(window: Window) -> None:
    tick(window, SUMMARY)
    assert files(window, "全部 2 个项目") == "9 个文件"


def test_a_form_a_project_is_filed_under_is_not_written_twice(window: Window) -> None:
    window.desk.type_text(Place("project", RESCUE, "form"), "application", "改用表样")
    tick(window, APPLICATION)
    assert files(window, "本项目（城乡医疗救助资金）") == "3 个文件"
    assert files(window, "全部 2 个项目") == "9 个文件"


def test_what_was_counted_is_written(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    tick(window, APPLICATION)
    tick(window, SUMMARY)
    assert files(window, "全部项目，只要 xlsx") == "5 个文件"
    window.export.menu.hide()
    window.export.begin(tuple(d.id for d in window.desk.filed), (Format.XLSX,), tmp_path / "报送")
    names = [step.name for step in window.export._steps(Advance(0, 5))]
    assert f"医保政策宣传：{APPLICATION}" in names
    assert f"部门整体：{SUMMARY}" in names
    qtbot.waitUntil(lambda: not window.export.running(), timeout=30_000)
    written = sorted(path.name for path in (tmp_path / "报送").iterdir())
    assert len(written) == 5
    assert sum(APPLICATION in name for name in written) == 2
    assert sum(SUMMARY in name for name in written) == 1
