"""Which page of a project is shown: the one whose tab is marked, whatever form it turns to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from core.edits import AddRow, Batch
from core.model import WHOLE_UNIT, Evidence, Place, Project
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.panels.project import ProjectView
from ui.places import Tab, tabs_for
from ui.window import Window

WHOLE = 90


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> ProjectView:
    """The middle of the window over the small book, which has a dossier of the unit as well."""
    desk.submit(Batch((AddRow(Project(WHOLE, 2021, scope=WHOLE_UNIT)),)), "建立部门整体")
    made = ProjectView(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def turn(desk: Desk, form: str) -> None:
    place = Place("project", desk.project, "form")
    desk.type_text(place, form, "改用表样")


def assert_marked_page_is_shown(view: ProjectView) -> None:
    """The marked tab is seen, the page in the stack is its page, and it is the only one on the screen."""
    dossier = view.desk.dossier
    assert dossier is not None
    tabs = tabs_for(dossier, view.desk.form)
    assert [tab for number, tab in enumerate(Tab) if view.tabs.isTabVisible(number)] == list(tabs)
    assert view.tab in tabs
    assert view.stack.currentWidget() is view.page(view.tab), f"{view.tab} under {view.desk.form.id}"
    assert [tab for tab in tabs if view.page(tab).isVisible()] == [view.tab]


def pairs(view: ProjectView, of: str) -> tuple[tuple[str, str], ...]:
    """Every form and the next one, and each two of which one has other pages than the other."""
    forms = view.desk.forms_for(of)
    pages = {form.id: tabs_for(view.desk.dossier, form) for form in forms}
    first = {tabs: form for form, tabs in reversed(pages.items())}
    ring = zip(pages, (*list(pages)[1:], *list(pages)[:1]), strict=True)
    return tuple(dict.fromkeys((*ring, *permutations(first.values(), 2))))


def walk(view: ProjectView, of: str) -> Iterator[None]:
    """Every page under every form, turned to another form."""
    for here, there in pairs(view, of):
        turn(view.desk, here)
        for tab in tabs_for(view.desk.dossier, view.desk.form):
            turn(view.desk, here)
            view.show_tab(tab)
            assert view.tab is tab
            assert_marked_page_is_shown(view)
            turn(view.desk, there)
            yield


@pytest.mark.parametrize(("of", "number"), [("unit", WHOLE), ("project", RESCUE)])
def test_the_page_that_is_shown_belongs_to_the_marked_tab_after_every_change_of_form(
    view: ProjectView, of: str, number: int
) -> None:
    view.desk.choose_project(number)
    for _ in walk(view, of):
        assert_marked_page_is_shown(view)
        QApplication.processEvents()
        assert_marked_page_is_shown(view)


def test_a_page_that_turns_to_another_while_it_is_filled_does_not_stay(
    view: ProjectView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it stores on the way is a change of the book, after which another page may be due."""
    view.desk.choose_project(WHOLE)
    turn(view.desk, "accounts-2021")
    view.show_tab(Tab.SUMMARY)
    accounts = view.page(Tab.ACCOUNTS)
    monkeypatch.setattr(accounts, "reload", lambda: view.show_tab(Tab.SUMMARY))
    view.refresh()
    view.show_tab(Tab.ACCOUNTS)
    assert view.tab is Tab.SUMMARY
    assert_marked_page_is_shown(view)


def test_the_project_is_not_filled_anew_behind_a_page_of_the_year(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of the year does the work alone; what happened meanwhile is seen when the project is shown again."""
    funds = window.project.page(Tab.FUNDS)
    filled: list[int] = []
    monkeypatch.setattr(funds, "reload", lambda old=funds.reload: (filled.append(1), old()))
    window.rooms.show_readiness()
    desk = window.desk
    desk.type_text(Place("project", RESCUE, "name"), "医疗救助", "改名")
    desk.type_text(Place("fund", RESCUE, "county.executed"), "20", "改资金")
    assert (filled, window.project.title.text()) == ([], "城乡医疗救助资金")
    window.rooms.show_project()
    assert (filled, window.project.title.text()) == ([1], "医疗救助")


def test_a_jump_from_a_page_of_the_year_lands_in_a_row_that_came_meanwhile(window: Window) -> None:
    window.project.show_tab(Tab.EVIDENCE)
    window.rooms.show_readiness()
    desk = window.desk
    desk.submit(AddRow(Evidence(desk.new_id(), RESCUE, 4096, "会议纪要")), "添佐证材料")
    row = desk.dossier.evidence[-1] if desk.dossier else None
    assert row is not None
    desk.go_to(Place("evidence", RESCUE, "name", row.id))
    assert window.project.isVisible()
    view = window.project.page(Tab.EVIDENCE).card.view
    assert view.currentIndex().data() == "会议纪要"


def test_a_page_that_cannot_be_filled_is_shown_all_the_same(view: ProjectView, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bug is reported; the page of another tab does not stand in for it."""
    view.desk.choose_project(WHOLE)
    turn(view.desk, "accounts-2021")
    view.show_tab(Tab.ACCOUNTS)

    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(view.page(Tab.SUMMARY), "reload", broken)
    view.refresh()
    with capture_exceptions() as bugs:
        view.show_tab(Tab.SUMMARY)
    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]
    assert_marked_page_is_shown(view)
