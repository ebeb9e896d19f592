"""Pages are made when they are first shown, and what belongs to the page at hand follows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.model import UNIT_ROW, Place
from tests.ui.conftest import PUBLICITY
from ui.window import Window

LATE = ("ui.pages.overview", "ui.pages.readiness", "ui.pages.takeover", "ui.pages.intake", "core.importing",
        "ui.pages.replace", "ui.pages.rules",
        "ui.pages.forms", "ui.pages.help", "ui.pages.welcome", "ui.pages.indicators", "ui.pages.prose",
        "ui.panels.history", "ui.panels.preview", "core.preview", "reportlab", "docx", "lxml", "pypdfium2",
        "xlsxwriter", "python_calamine")  # fmt: skip


def test_the_window_is_there_before_its_other_pages_are_even_imported() -> None:
    code = f"import sys, ui.app; print([name for name in {LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_a_page_is_made_once_and_when_it_is_shown(window: Window) -> None:
    rooms = window.rooms
    before = rooms.count()
    rooms.show_overview()
    assert rooms.count() == before + 1
    page = rooms.overview
    rooms.show_project()
    rooms.show_overview()
    assert (rooms.count(), rooms.overview) == (before + 1, page)


@pytest.mark.parametrize("name", ["overview", "readiness", "takeover", "intake", "replace", "history", "rules"])
def test_a_page_of_the_year_shows_what_happened_while_it_was_hidden(
    window: Window, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = window.rooms
    show = getattr(rooms, f"show_{name}")
    show()
    page = getattr(rooms, name)
    shown: list[str] = []
    plain = page.reload
    monkeypatch.setattr(page, "reload", lambda: (shown.append(name), plain()))
    rooms.show_project()
    window.desk.type_text(Place("project", window.desk.project, "name"), "新名称", "改名")
    window.desk.type_text(Place("project", window.desk.project, "code"), "138", "改编码")
    assert shown == [], "nothing is computed for a page nobody sees"
    show()
    assert shown == [name]
    rooms.show_project()
    show()
    assert shown == [name], "nothing has changed since"


def test_the_status_line_counts_all_projects_where_the_page_speaks_of_them(window: Window) -> None:
    desk, status = window.desk, window.status
    desk.choose_project(PUBLICITY)
    alone = sum(desk.counts().values())
    window.rooms.show_overview()
    QApplication.processEvents()
    assert status._scope.text().startswith("全部项目")
    assert sum(status._numbers.values()) == sum(desk.year_counts().values()) > alone
    window.next_finding()
    assert window.rooms.here == "project"
    assert window.findings.chosen() is not None
    assert status._scope.text().startswith("本项目")
    window.rooms.show_unit()
    assert status._scope.text().startswith("本项目"), f"the unit ({UNIT_ROW}) is no page of the year"
