"""Another form for a project: how forms are offered, what is kept and told, and the office's own form files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.forms import library
from core.forms.paper_model import Document
from core.model import Place
from core.paths import form_folder
from tests.ui.conftest import PUBLICITY, RESCUE
from tests.ui.forms import national
from ui.desk import Desk
from ui.look.cards import MessageStrip
from ui.places import Tab
from ui.window import Window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[Window]:
    made = Window(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


def change(window: Window, form: str) -> None:
    """Choose a form in the list."""
    window.project.offer_forms()
    row = window.project.form.findData(form)
    window.project.form.setCurrentIndex(row)
    window.project.form.activated.emit(row)


# --- the list --------------------------------------------------------------------------------------------------------


def test_forms_are_grouped_by_what_they_are_for(
    qtbot: QtBot, open_desk: Callable[..., Desk], known: Callable[..., None]
) -> None:
    summary = Document("summary", "汇总表", "汇总表", (), of="unit")
    known(
        national(id="application", name="申报表", stage="application"),
        national(),
        national(id="summary", name="汇总表", stage="summary", documents=(summary,)),
    )
    window = Window(open_desk())
    qtbot.addWidget(window)
    window.project.offer_forms()
    box = window.project.form
    rows = [(box.itemText(row), box.itemData(row)) for row in range(box.count())]
    assert rows == [
        ("自评", None), (national().name, "national-2020"), ("申报", None), ("申报表", "application"),
    ]  # fmt: skip
    assert not box.model().item(0).isEnabled()
    assert box.currentData() == "national-2020"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert window.desk.form.id == "application", "the keys pass over the heads"


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_what_the_new_form_does_not_print_is_counted_and_listed(window: Window) -> None:
    before = window.desk.dossier
    change(window, "national-application")
    kept = window.desk.unprinted(RESCUE)
    assert kept
    assert f"有 {len(kept)} 项内容这个表样不印，都保留着" in window.status.said()
    window.project.show_tab(Tab.BASICS)
    card = window.project.page(Tab.BASICS).kept
    assert card.isVisible()
    assert card.caption.text().startswith(f"{len(kept)} 项，都保留着")
    assert not [label for label in card.findChildren(QLabel) if label.isVisible() and label.text() == kept[0].text]
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    said = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert kept[0].caption in said
    assert kept[0].text in said
    window.desk.undo()
    assert (window.desk.dossier.funds, window.desk.dossier.indicator) == (before.funds, before.indicator)


def test_the_list_follows_the_project(window: Window) -> None:
    change(window, "national-application")
    window.project.show_tab(Tab.BASICS)
    card = window.project.page(Tab.BASICS).kept
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    window.desk.choose_project(PUBLICITY)
    assert not card.isVisible()
    window.desk.choose_project(RESCUE)
    assert card.isVisible()


def test_the_same_form_again_is_no_step(window: Window) -> None:
    change(window, window.desk.form.id)
    assert window.desk.undo_name() is None


# --- the office's own files ------------------------------------------------------------------------------------------


@pytest.fixture
def shelf() -> Iterator[None]:
    """The forms are read anew, before and after."""
    library._shelf.cache_clear()
    yield
    library._shelf.cache_clear()


@pytest.fixture
def own_form(tmp_path: Path) -> Path:
    """A form file of the office: the national one under another name."""
    source = (library.FOLDER / "national-2020.toml").read_text(encoding="utf-8")
    path = tmp_path / "county-2021.toml"
    others = {'id = "national-2020"': 'id = "county-2021"', f'name = "{national().name}"': 'name = "本县 2021"'}
    for old, new in others.items():
        source = source.replace(old, new, 1)
    path.write_text(source, encoding="utf-8")
    return path


def names(window: Window) -> str:
    return " ".join(label.text() for label in window.rooms.forms.findChildren(QLabel) if label.isVisible())


@pytest.mark.usefixtures("shelf")
def test_a_form_file_is_added_and_can_be_chosen_at_once(
    window: Window, own_form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(own_form), ""))
    window.rooms.show_forms()
    assert "本县 2021" not in names(window)
    QTest.mouseClick(window.rooms.forms.add, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert "本县 2021" in names(window)
    assert [strip.accessibleName() for strip in window.rooms.forms.findChildren(MessageStrip) if strip.isVisible()] == [
        "提示：已添加表样“本县 2021”，现在就可以给项目选用。"
    ]
    window.rooms.show_project()
    change(window, "county-2021")
    assert window.desk.form.name == "本县 2021"


@pytest.mark.usefixtures("shelf")
def test_a_file_that_is_no_form_is_refused_with_a_sentence(window: Window, tmp_path: Path) -> None:
    window.rooms.show_forms()
    bad = tmp_path / "x.toml"
    bad.write_text("id = 1", encoding="utf-8")
    before = set(window.desk.forms())
    window.rooms.forms.take(bad)
    QApplication.processEvents()
    strip = next(strip for strip in window.rooms.forms.findChildren(MessageStrip) if strip.isVisible())
    assert "x.toml" in strip.accessibleName()
    assert set(window.desk.forms()) == before


@pytest.mark.usefixtures("shelf")
def test_files_that_could_not_be_read_are_listed(window: Window, data_home: Path) -> None:
    form_folder().mkdir(parents=True)
    (form_folder() / "broken.toml").write_text("id =", encoding="utf-8")
    library._shelf.cache_clear()
    window.rooms.show_forms()
    QApplication.processEvents()
    strips = [strip.accessibleName() for strip in window.rooms.forms.findChildren(MessageStrip) if strip.isVisible()]
    assert len(strips) == 1
    assert "broken.toml" in strips[0]


def test_the_list_shows_region_edition_and_basis(window: Window) -> None:
    window.rooms.show_forms()
    QApplication.processEvents()
    form = window.desk.form
    for text in (form.name, form.title, form.region, str(form.edition), form.basis):
        assert text in names(window)
    assert not window.projects.view.selectionModel().hasSelection()


def test_a_project_leaves_the_list_of_forms(window: Window) -> None:
    window.rooms.show_forms()
    window.desk.go_to(Place("project", RESCUE, "name"))
    assert window.project.isVisible()
