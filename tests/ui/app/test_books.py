"""Which book the program opens: the last one, a new one, another, a copy, and what is said when one cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core import paths
from core.store import file
from core.trouble import UnwritableBook
from core.workbook import Workbook
from tests.ui.app.programs import item, notice_of, shown
from tests.ui.conftest import small_book
from ui.app import Program
from ui.look.notices import Notice
from ui.panels.keeping.cannot_open import CannotOpen
from ui.places import Tab


def test_an_empty_book_says_what_comes_next(program: Program, tmp_path: Path) -> None:
    program._make(tmp_path / "空.jpb")
    window = shown(program)
    window.rooms.show_unit()
    buttons = window.rooms.unit.ways_on.buttons
    assert [button.text() for button in buttons] == ["新项目", "从上年带入"]
    assert window.rooms.unit.next_step.isVisible()
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert window.project.tab is Tab.BASICS
    assert window.project.isVisible()
    assert not window.rooms.unit.next_step.isVisible()


def test_the_next_start_opens_the_last_book(program: Program, book: Path) -> None:
    program.start(book)
    program.leave()
    program.window = None
    assert program.start(None)
    assert shown(program).desk.path == book
    assert shown(program).project.isVisible()


def test_a_book_is_backed_up_when_it_is_opened(program: Program, book: Path, data_home: Path) -> None:
    program.start(book)
    assert [path.suffix for path in paths.backup_folder().iterdir()] == [".jpb"]


def test_a_book_that_is_gone_is_told(program: Program, tmp_path: Path, answer: Callable[..., list[str]]) -> None:
    asked = answer("退出")
    assert not program._open_or_ask(tmp_path / "没有.jpb")
    assert "找不到账套" in asked[0]


def test_giving_up_at_the_start_leaves(
    program: Program, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CannotOpen, "exec", lambda box: 0)
    assert not program.start(tmp_path / "没有.jpb")
    assert program.window is None


def test_a_read_only_book_is_opened_and_said(
    program: Program, book: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:

    def refuse(path: Path) -> None:
        raise UnwritableBook(f"账套“{path.name}”是只读的。")

    monkeypatch.setattr(file, "must_be_writable", refuse)
    assert program.start(book)
    assert shown(program).desk.read_only
    notice = next(n for n in shown(program).findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "账套以只读方式打开"
    assert said == []


def test_a_new_book_takes_the_place_of_the_old_window(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None]
) -> None:
    program.start(book)
    before = shown(program)
    choose("getSaveFileName", tmp_path / "新")
    item(program, "新建账套")()
    assert shown(program) is not before
    assert shown(program).desk.path == tmp_path / "新.jpb", "the ending is added"
    Workbook.open(book).close()  # the old one is closed and free


def test_a_taken_name_is_refused_and_the_file_left_alone(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None], said: list[str]
) -> None:
    program.start(book)
    before = shown(program)
    taken = tmp_path / "有.jpb"
    taken.write_text("别人的")
    choose("getSaveFileName", taken)
    item(program, "新建账套")()
    item(program, "另存一份")()
    assert len(said) == 2
    assert taken.read_text() == "别人的"
    assert shown(program) is before


def test_another_book_is_opened(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None]
) -> None:
    other = tmp_path / "2022.jpb"
    Workbook.create(other, small_book()).close()
    program.start(book)
    choose("getOpenFileName", other)
    item(program, "打开账套")()
    assert shown(program).desk.path == other


def test_opening_the_same_book_again_is_told(
    program: Program, book: Path, choose: Callable[[str, Path | None], None], said: list[str]
) -> None:
    program.start(book)
    before = shown(program)
    choose("getOpenFileName", book)
    item(program, "打开账套")()
    assert said == [], "no box for it"
    assert notice_of(program).accessibleName() == "这个账套已经打开了"
    assert shown(program) is before


def test_a_copy_holds_everything_and_work_goes_on_in_the_first(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None]
) -> None:
    program.start(book)
    choose("getSaveFileName", tmp_path / "副本.jpb")
    item(program, "另存一份")()
    with Workbook.open(tmp_path / "副本.jpb") as copy:
        assert copy.book == shown(program).desk.book
    assert shown(program).desk.path == book
    notice = next(n for n in shown(program).findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "已另存一份"


def test_giving_up_a_file_dialog_changes_nothing(
    program: Program, book: Path, choose: Callable[[str, Path | None], None]
) -> None:
    program.start(book)
    before = shown(program)
    choose("getSaveFileName", None)
    choose("getOpenFileName", None)
    for text in ("新建账套", "打开账套", "另存一份"):
        item(program, text)()
    assert shown(program) is before
