"""The manual is whole: its pictures and links lead somewhere, and it names every page, form and shortcut there is."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from core.checking import RULES
from core.forms.library import known
from core.workbook import Workbook
from ui.desk import Desk
from ui.look.signs import Stage
from ui.marks import NOTE_KEY, PENDING_KEY
from ui.places import Tab
from ui.window import Window

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "docs" / "manual"
PICTURES = ROOT / "docs" / "images"
PAGES = tuple(sorted((ROOT / "docs").rglob("*.md")))
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The file and the heading each link of a page leads to; those to the network are left out."""
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    for target in _LINK.findall(text):
        if "://" not in target:
            file, _, heading = unquote(target).partition("#")
            yield (page.parent / file).resolve() if file else page, heading


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def manual(name: str) -> str:
    """The text of a page of the manual."""
    return (MANUAL / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    lost = [
        f"{file.name}#{heading}"
        for file, heading in links(page)
        if not file.exists() or (heading and heading not in anchors(file))
    ]
    assert lost == []


def test_every_picture_is_used() -> None:
    used = {file for page in (ROOT / "README.md", *PAGES) for file, _ in links(page)}
    assert {path.name for path in PICTURES.glob("*.png") if path.resolve() not in used} == set()


def test_every_picture_is_drawn_by_the_script(pictures: ModuleType) -> None:
    for size in pictures.SIZES:
        drawn = {f"{picture.name}.png" for picture in pictures.pictures_of(size)}
        assert drawn == {path.name for path in (PICTURES / size.folder).glob("*.png")}
    folders = {size.folder for size in pictures.SIZES if size.folder}
    assert folders == {path.name for path in PICTURES.iterdir() if path.is_dir()}


def test_every_page_of_the_manual_stands_in_its_contents() -> None:
    listed = {file for file, _ in links(MANUAL / "README.md")}
    assert {page.name for page in MANUAL.glob("*.md") if page not in listed} == {"README.md"}


@pytest.mark.parametrize("word", [*Tab, *Stage])
def test_the_screens_name_every_page_and_state_of_a_project(word: str) -> None:
    assert word in manual("02-screens.md")


@pytest.mark.parametrize("form", sorted(known()))
def test_every_form_has_its_chapter_with_a_picture(form: str) -> None:
    text = manual("04-forms.md")
    assert f"`{form}`" in text
    assert f"\n## {known()[form].name}\n" in text
    assert f"(../images/form-{form}.png)" in text


def test_every_shortcut_of_the_window_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(Workbook.create(tmp_path / "账套.jpb"))
    window = Window(desk)
    qtbot.addWidget(window)
    keys = {key.key().toString(QKeySequence.SequenceFormat.PortableText) for key in window.findChildren(QShortcut)}
    window.close()
    desk.close()
    text = manual("02-screens.md").lower()
    assert {key for key in (*keys, PENDING_KEY, NOTE_KEY) if f"`{key.lower()}`" not in text} == set()


def test_every_parameter_of_a_rule_is_listed() -> None:
    text = manual("03-checks.md")
    rows = [f"| {rule.title} | {one.caption} |" for rule in RULES for one in rule.parameters]
    assert [row for row in rows if row not in text] == []


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """The script that draws the pictures, which is no part of the program."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "build" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.insert(0, str(ROOT / "build"))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "build"))
        del sys.modules[spec.name]
    return module
