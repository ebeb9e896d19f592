from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from core.backup import MOST_RECENT, put_back
from core.edits import set_text
from core.model import Place
from core.store.file import examine
from core.trouble import BookTrouble
from core.workbook import Workbook, backups_of
from tests.core.books import files_in, small_book

NOW = datetime(2026, 11, 22, 14, 3, 1)
NAME = Place("unit", 0, "name")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder for backups."""
    return tmp_path / "backup"


@pytest.fixture
def workbook(tmp_path: Path, folder: Path) -> Iterator[Workbook]:
    """An open book that has no backup yet."""
    with Workbook.create(tmp_path / "示例 账套_2021.jpb", small_book()) as workbook:
        workbook.close()
    with Workbook.open(tmp_path / "示例 账套_2021.jpb", backups=folder) as workbook:
        yield workbook


def rename_to(workbook: Workbook, name: str) -> None:
    """Give the unit another name."""
    workbook.submit(set_text(workbook.book, NAME, name), "填写“单位名称”")


# ---- making


def test_a_backup_is_a_sound_book_with_the_reason_in_its_name(workbook: Workbook, folder: Path) -> None:
    rename_to(workbook, "甲")
    made = workbook.backup("导入前: a/b_c?")
    assert made.parent == folder
    assert made.name.startswith("示例 账套_2021_20")
    assert made.name.endswith("_导入前 abc.jpb")
    with Workbook.open(made, read_only=True) as copy:
        assert copy.book == workbook.book
        assert copy.undo_name == "填写“单位名称”"
    assert all(name.endswith(".jpb") for name in files_in(folder))
    assert workbook.backups()[0].path == made or workbook.backups()[1].path == made


def test_opening_makes_a_backup_only_of_a_book_that_was_changed(workbook: Workbook, folder: Path) -> None:
    assert [backup.why for backup in workbook.backups()] == ["打开时"]
    workbook.close()
    Workbook.open(workbook.path, backups=folder).close()
    assert len(files_in(folder)) == 1
    with Workbook.open(workbook.path, backups=folder) as again:
        rename_to(again, "甲")
        again.undo()
    Workbook.open(workbook.path, backups=folder).close()
    assert len(files_in(folder)) == 2


def test_books_of_one_name_do_not_thin_or_stand_for_each_other(
    workbook: Workbook, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "别处" / workbook.path.name
    Workbook.create(other, small_book()).close()
    for n in range(MOST_RECENT + 3):
        workbook.backup(f"第{n}次")
    with Workbook.open(other, backups=folder) as second:
        second.backup("别处的")
    workbook.backup("最后")
    reasons = [backup.why for backup in workbook.backups()]
    assert {"别处的", "最后"} <= set(reasons)
    assert len(reasons) <= MOST_RECENT + 3


def test_a_backup_that_fails_does_not_keep_the_book_shut(workbook: Workbook, tmp_path: Path) -> None:
    workbook.close()
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    with Workbook.open(workbook.path, backups=tmp_path / "文件") as again:
        assert again.backup_trouble.startswith("没有备份：")
        assert again.book == small_book()
        with pytest.raises(BookTrouble, match="没有备份："):
            again.backup("导入前")


def test_without_a_folder_backups_go_beside_the_book(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "账套.jpb", small_book()) as workbook:
        assert workbook.backups() == ()
        assert workbook.backup("手动").parent == tmp_path / "备份"


def test_a_copy_is_a_book_of_its_own_and_overwrites_nothing(workbook: Workbook, tmp_path: Path) -> None:
    rename_to(workbook, "甲")
    copy = tmp_path / "另存.jpb"
    workbook.copy_to(copy)
    with Workbook.open(copy) as second:
        assert second.book == workbook.book
        second.undo()
    before = files_in(tmp_path)["另存.jpb"]
    for taken in (copy, workbook.path):
        with pytest.raises(BookTrouble, match="已经存在，没有改动它；请换一个名称"):
            workbook.copy_to(taken)
    assert files_in(tmp_path)["另存.jpb"] == before
    with pytest.raises(BookTrouble, match=r"没有另存：找不到“另存\.jpb”所在的文件夹"):
        workbook.copy_to(tmp_path / "没有这个夹" / "另存.jpb")


def test_a_backup_that_does_not_hold_the_same_is_thrown_away(
    workbook: Workbook, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that stores something else than it was given is found by reading every row back."""

    def lie(copy: Path) -> int:
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE fund SET executed = '84.44' WHERE executed = '48.44'")
        return 0

    before = files_in(folder)
    monkeypatch.setattr("core.backup.examine", lie)
    for attempt in (lambda: workbook.backup("手动"), lambda: workbook.copy_to(folder / "另存.jpb")):
        with pytest.raises(BookTrouble, match="写出后读回不符；请检查磁盘，或者换一个文件夹再试"):
            attempt()
    assert files_in(folder) == before


def test_a_backup_whose_pages_are_broken_is_thrown_away(
    workbook: Workbook, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(copy: Path) -> int:
        content = bytearray(copy.read_bytes())
        content[4096 * 4 : 4096 * 5] = bytes(4096)
        copy.write_bytes(content)
        return examine(copy)

    before = files_in(folder)
    monkeypatch.setattr("core.backup.examine", spoil)
    with pytest.raises(BookTrouble, match=r"没有备份：|已经损坏"):
        workbook.backup("手动")
    assert files_in(folder) == before


# ---- putting back


def test_restoring_makes_a_backup_first_and_brings_everything_back(workbook: Workbook) -> None:
    rename_to(workbook, "甲")
    made = workbook.backup("手动")
    rename_to(workbook, "乙")
    before = workbook.restore(made)
    assert workbook.book.unit.name == "甲"
    workbook.undo()
    assert workbook.book == small_book()
    workbook.close()
    with Workbook.open(workbook.path) as again:
        assert again.book == small_book()
    with Workbook.open(before, read_only=True) as lost:
        assert lost.book.unit.name == "乙"
    assert before.name.endswith("_恢复前.jpb")


def test_after_restoring_a_changed_book_is_not_taken_for_the_one_before(workbook: Workbook, folder: Path) -> None:
    made = workbook.backup("手动")
    rename_to(workbook, "甲")
    workbook.restore(made)
    rename_to(workbook, "乙")
    workbook.close()
    Workbook.open(workbook.path, backups=folder).close()
    (newest, *_) = workbook.backups()
    with Workbook.open(newest.path, read_only=True) as copy:
        assert copy.book.unit.name == "乙"


def test_backups_made_in_one_second_keep_their_order(workbook: Workbook) -> None:
    for n in range(5):
        workbook.backup(f"第{n}次")
    assert [backup.why for backup in workbook.backups()] == ["第4次", "第3次", "第2次", "第1次", "第0次", "打开时"]


def test_what_is_no_book_is_not_restored(workbook: Workbook, tmp_path: Path) -> None:
    (tmp_path / "坏.jpb").write_bytes(b"PK")
    with pytest.raises(BookTrouble, match="不是绩评本的账套"):
        workbook.restore(tmp_path / "坏.jpb")
    with pytest.raises(BookTrouble, match="已经打开了"):
        workbook.restore(workbook.path)
    made = workbook.backup("手动")
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute("DELETE FROM project")
    with pytest.raises(BookTrouble, match="读不懂的内容"):
        workbook.restore(made)
    assert workbook.book == small_book()
    rename_to(workbook, "还能写")


def test_a_damaged_book_gives_way_to_its_backup_and_is_kept(workbook: Workbook) -> None:
    made = workbook.backup("手动")
    workbook.close()
    path = workbook.path
    path.write_bytes(b"spoiled")
    for beside in ("-wal", "-journal"):
        path.with_name(f"{path.name}{beside}").write_bytes(b"log of the spoiled one")
    aside = put_back(made, path)
    assert aside is not None
    assert aside.read_bytes() == b"spoiled"
    assert {name for name in files_in(path.parent) if not name.endswith(".new")} == {
        path.name,
        *(f"{aside.name}{beside}" for beside in ("", "-wal", "-journal")),
    }
    with Workbook.open(path) as again:
        assert again.book == small_book()
    assert put_back(made, path.with_name("没有过.jpb")) is None
    path.write_bytes(b"")
    (newest, *_) = backups_of(path, made.parent)
    with Workbook.recover(path, newest.path) as recovered:
        assert recovered.book == small_book()


def test_two_recoveries_within_one_second_keep_both_damaged_files(workbook: Workbook) -> None:
    made = workbook.backup("手动")
    path = workbook.path
    workbook.close()
    kept = []
    for spoiled in (b"first", b"second", b"third"):
        path.write_bytes(spoiled)
        aside = put_back(made, path)
        assert aside is not None
        kept.append(aside)
    assert [aside.read_bytes() for aside in kept] == [b"first", b"second", b"third"]


def test_a_backup_in_the_middle_of_a_book_s_life_holds_the_log_too(workbook: Workbook) -> None:
    rename_to(workbook, "只在日志里")
    made = workbook.backup("手动")
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("SELECT name FROM unit").fetchone() == ("只在日志里",)
