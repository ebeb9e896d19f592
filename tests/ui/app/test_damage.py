"""A book that is damaged when the program opens it, and the ways out that are offered."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from core import paths
from core.edits import set_text
from core.model import Place
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import files_in
from tests.core.disks import overwritten
from tests.ui.app.programs import notice_of, shown
from tests.ui.conftest import RESCUE, small_book
from ui.app import Program
from ui.desk import Desk
from ui.panels.keeping.cannot_open import CannotOpen


def test_a_damaged_book_is_told_in_the_box_that_offers_another(
    program: Program, tmp_path: Path, book: Path, said: list[str],
    answer: Callable[..., list[str]], choose: Callable[[str, Path | None], None],
) -> None:  # fmt: skip
    broken = tmp_path / "坏.jpb"
    broken.write_bytes(b"not a book")
    choose("getOpenFileName", book)
    asked = answer("打开账套")
    assert program.start(broken)
    assert len(asked) == 1
    assert "“坏.jpb”不是绩评本的账套，或者文件开头已经损坏" in asked[0]
    assert "没有找到这个账套的完好备份" in asked[0]
    assert said == []
    assert broken.read_bytes() == b"not a book"
    assert shown(program).desk.path == book


def test_a_book_that_was_away_for_a_moment_is_tried_again(
    program: Program, book: Path, answer: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [BookTrouble("U 盘没有插好。")]
    really = Desk.open

    def open_book(path: Path) -> Desk:
        if troubles:
            raise troubles.pop()
        return really(path)

    monkeypatch.setattr(Desk, "open", open_book)
    asked = answer("再试一次")
    assert program.start(book)
    assert len(asked) == 1
    assert "抢救" not in asked[0], "nothing is damaged"
    assert shown(program).desk.path == book


def test_the_box_is_gone_when_it_was_answered(
    program: Program, tmp_path: Path, answer: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "坏.jpb"
    broken.write_bytes(b"not a book")
    answer("再试一次", "退出")
    press, boxes = CannotOpen.exec, []
    monkeypatch.setattr(CannotOpen, "exec", lambda box: (boxes.append(weakref.ref(box)), press(box))[1])
    gc.disable()
    try:
        assert not program.start(broken)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert len(boxes) == 2
        assert not any(
            (box := known()) is not None and isValid(box) for known in boxes
        )  # Qt's half of it is what is big
    finally:
        gc.enable()


@pytest.fixture
def damaged(book: Path) -> Path:
    """A book with a backup, two steps after it, and then its first page overwritten."""
    with Workbook.open(book, backups=paths.backup_folder()) as workbook:
        workbook.backup("导入前")
        for place, text in ((Place("project", RESCUE, "name"), "改过的名称"), (Place("unit", 0, "name"), "改过的单位")):
            workbook.submit(set_text(workbook.book, place, text), "填写")
    overwritten(0, b"\xff" * 100)(book)
    return book


def test_a_damaged_book_comes_back_from_its_newest_backup_whose_difference_was_told(
    program: Program, damaged: Path, said: list[str], answer: Callable[..., list[str]]
) -> None:
    broken = damaged.read_bytes()
    asked = answer("用这份备份继续")
    assert program.start(damaged)
    assert "示例县医疗保障局，2021 年 2 个项目" in asked[0]
    assert "和坏账套里还读得出来的比：2 处内容不同（在 1 个项目里）。" in asked[0]
    assert "单位信息：1 个格子的内容不同" in asked[0]
    assert said == []
    assert shown(program).desk.book == small_book()
    assert notice_of(program).accessibleName() == "已用备份继续"
    kept = [path for path in damaged.parent.glob("*.jpb") if path.read_bytes() == broken]
    assert len(kept) == 1, "the damaged file is kept aside"
    assert "_恢复前_" in kept[0].name


def test_what_can_still_be_read_of_a_damaged_book_is_salvaged_beside_it(
    program: Program, damaged: Path, answer: Callable[..., list[str]]
) -> None:
    broken = damaged.read_bytes()
    answer("抢救还读得出来的内容")
    assert program.start(damaged)
    assert shown(program).desk.book.unit.name == "改过的单位"
    assert shown(program).desk.book.dossiers[RESCUE].project.name == "改过的名称"
    assert shown(program).desk.path.name.startswith("2021_抢救_")
    assert "抢救出单位信息 1 行，项目 2 行" in notice_of(program).accessibleDescription()
    assert damaged.read_bytes() == broken


def test_a_damaged_book_stays_as_it_is_when_the_clerk_leaves(
    program: Program, damaged: Path, answer: Callable[..., list[str]]
) -> None:
    before = files_in(damaged.parent)
    answer("退出")
    assert not program.start(damaged)
    assert files_in(damaged.parent) == before


def test_a_book_that_is_damaged_is_told_while_another_is_open_too(
    program: Program, damaged: Path, tmp_path: Path, answer: Callable[..., list[str]]
) -> None:
    other = tmp_path / "别的.jpb"
    Workbook.create(other, small_book()).close()
    program.start(other)
    before = shown(program)
    asked = answer("返回")
    assert not program._open_or_ask(damaged)
    assert "账套打不开" in asked[0]
    assert shown(program) is before


def test_a_log_that_is_not_the_books_own_is_set_aside_when_the_clerk_says_so(
    program: Program, book: Path, answer: Callable[..., list[str]]
) -> None:
    log = book.with_name(f"{book.name}-wal")
    with Workbook.open(book) as workbook:
        workbook.submit(set_text(workbook.book, Place("unit", 0, "name"), "早先的"), "填写")
        old = log.read_bytes()
    with Workbook.open(book) as workbook:
        for n in range(5):
            workbook.submit(set_text(workbook.book, Place("unit", 0, "name"), f"第{n}次"), "填写")
    log.write_bytes(old)
    asked = answer("把日志放到一边再打开")
    assert program.start(book)
    assert f"旁边的日志（{log.name}）已经损坏，或者不是它的" in asked[0]
    assert shown(program).desk.book.unit.name == "第4次"
    assert old in files_in(book.parent).values()
    assert "日志没有删" in notice_of(program).accessibleDescription()
