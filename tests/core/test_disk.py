"""Disks that refuse: one sentence each, what was typed stays, and is saved once there is room."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from core.dump import dump, write
from core.edits import Batch, set_text
from core.export.files import Format
from core.model import Book, Place
from core.press import run
from core.publish import plan
from core.sample import sample
from core.store import Store, journal
from core.store.journal import kind_of_mount
from core.trouble import BookTrouble, ExportTrouble
from core.workbook import Workbook
from tests.core.books import files_in, small_book
from tests.core.disks import NAME, filled_up, mounted, nobody, opened, refused, unplugged


def test_a_read_only_file_is_opened_only_for_reading(shared: Path) -> None:
    shared.chmod(0o444)
    before = files_in(shared.parent)
    with nobody():
        assert "是只读的；请以只读方式打开" in refused(shared)
        with closing(Store.open(shared, read_only=True)) as store:
            assert store.load() == small_book()
            with pytest.raises(BookTrouble, match="以只读方式打开的；要修改，请把它复制到可以写入的文件夹"):
                store.add(set_text(store.load(), NAME, "新"), "填写", 11)
            assert store.load() == small_book()
    assert files_in(shared.parent) == before


def test_a_file_in_a_read_only_folder_is_opened_only_for_reading(shared: Path) -> None:
    shared.chmod(0o666)
    shared.parent.chmod(0o555)
    with nobody():
        assert "所在的文件夹不能写入；请以只读方式打开" in refused(shared)
        with closing(Store.open(shared, read_only=True)) as store:
            assert store.load() == small_book()
        with pytest.raises(BookTrouble, match=r"没有建成账套：没有读写“新\.jpb”的权限；请换一个文件夹"):
            Store.create(shared.parent / "新.jpb", Book())


def test_a_file_nobody_may_read_is_refused(shared: Path) -> None:
    shared.chmod(0o000)
    with nobody(), pytest.raises(BookTrouble, match=r"没有读取“示例 2021.jpb”的权限"):
        Store.open(shared)


def test_reading_only_shows_what_a_killed_program_left_in_its_log(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / path.name
    killed.parent.mkdir()
    with opened(path) as store:
        store.add(set_text(store.load(), NAME, "在日志里"), "填写", 11)
        for source in path.parent.iterdir():
            shutil.copyfile(source, killed.parent / source.name)
    before = files_in(killed.parent)
    assert set(before) == {path.name, f"{path.name}-wal", f"{path.name}.lock"}
    with closing(Store.open(killed, read_only=True)) as store:
        assert store.load().unit.name == "在日志里"
    assert files_in(killed.parent) == before
    with opened(killed) as store:
        assert store.load().unit.name == "在日志里"
        assert store.undo_name == "填写"


# ---- when the disk fails


def test_a_full_disk_is_told_and_nothing_is_half_written(path: Path) -> None:
    with opened(path) as store:
        book = store.load()
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        edit = Batch((set_text(book, NAME, "新"), set_text(book, Place("answer", 1, "long"), "长" * 100_000)))
        with pytest.raises(BookTrouble, match=r"这一步没有保存：“示例 2021.jpb”所在的磁盘已满；请清理磁盘空间"):
            store.add(edit, "填写", 11)
        assert store.load() == book
        assert store.undo_name is None
        store.connection.execute("PRAGMA max_page_count = 100000")
        store.add(edit, "填写", 11)
        assert store.load() == edit.apply(book)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """A disk that refuses to write more bytes of any file."""
    import resource  # only where there are such limits

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name == "nt", reason="no limits there")
def test_a_disk_that_refuses_to_write_is_told_and_nothing_is_half_written(path: Path) -> None:
    with opened(path) as store:
        book = store.load()
        edit = Batch((set_text(book, NAME, "新"), set_text(book, Place("answer", 1, "long"), "长" * 100_000)))
        is_told = pytest.raises(BookTrouble, match=r"这一步没有保存：(读写“示例 2021.jpb”时磁盘出错|.*磁盘已满)")
        with no_file_beyond(100_000), is_told:
            store.add(edit, "填写", 11)
        assert store.load() == book
        store.add(edit, "填写", 11)
    with opened(path) as store:
        assert store.load() == edit.apply(book)


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
@pytest.mark.parametrize("how", ["moved", "replaced"])
def test_a_book_that_vanished_takes_no_steps_until_it_is_back(how: str, path: Path) -> None:
    with opened(path) as store:
        away = path.rename(path.with_name("移走了"))
        if how == "replaced":
            path.write_bytes(b"")
        with pytest.raises(BookTrouble, match=r"这一步没有保存：账套“.*”已被移动、删除或替换；请把文件放回原处再试"):
            store.add(set_text(store.load(), NAME, "新"), "填写", 11)
        away.rename(path)
        store.add(set_text(store.load(), NAME, "新"), "填写", 11)
        assert store.load().unit.name == "新"


# ---- a disk that is full, pulled out, too deep


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    with mounted(tmp_path / "U 盘", 2048) as place:
        yield place


def text(n: int) -> str:
    return f"第{n}次" + "长" * 20_000


def test_what_was_typed_on_a_full_disk_is_saved_once_there_is_room(stick: Path) -> None:
    path = stick / "账套.jpb"
    with Workbook.create(path, small_book()) as workbook:
        ballast = filled_up(stick)
        edit = set_text(workbook.book, Place("answer", 1, "long"), text(1))
        for _ in range(3):
            before = workbook.book
            with pytest.raises(BookTrouble, match=r"这一步没有保存：“账套\.jpb”所在的磁盘已满；请清理磁盘空间后再试"):
                workbook.submit(edit, "填写")
            assert workbook.book is before
            assert workbook.undo_name is None
        ballast.unlink()
        workbook.submit(edit, "填写")
        after = workbook.book
        workbook.undo()
        workbook.redo()
    with Workbook.open(path) as again:
        assert again.book == after


def test_a_full_disk_makes_no_half_book_no_half_backup_and_no_half_file(stick: Path, tmp_path: Path) -> None:
    path = tmp_path / "账套.jpb"
    with Workbook.create(path, sample(), backups=stick / "备份") as workbook:
        filled_up(stick)
        names = {file.name for file in stick.rglob("*")}
        with pytest.raises(BookTrouble, match="没有备份：“备份”所在的磁盘已满"):
            workbook.backup("手动")
        with pytest.raises(BookTrouble, match=r"没有另存：“另存\.jpb”所在的磁盘已满"):
            workbook.copy_to(stick / "另存.jpb")
        with pytest.raises(BookTrouble, match=r"没有建成账套：“新\.jpb”所在的磁盘已满"):
            Workbook.create(stick / "新.jpb", sample())
        jobs = plan(workbook.book, list(workbook.book.dossiers)[:1], tuple(Format))
        result = run(jobs, stick, lambda advance: None, lambda: False)
        assert not result.files
        assert len(result.troubles) == result.planned
        assert all("磁盘空间不足，请清理这个磁盘或换一个磁盘" in trouble for trouble in result.troubles)
        assert {file.name for file in stick.rglob("*")} - {"备份"} == names - {"备份"}
        workbook.submit(set_text(workbook.book, NAME, "新"), "填写")
    with Workbook.open(path, backups=stick / "备份") as again:
        assert "所在的磁盘已满" in again.backup_trouble
        assert again.book.unit.name == "新"


def test_a_book_on_a_stick_that_was_pulled_out_is_saved_when_the_folder_is_back(stick: Path) -> None:
    path = stick / "账套.jpb"
    workbook = Workbook.create(path, small_book())
    try:
        unplugged(stick)
        before = workbook.book
        with pytest.raises(BookTrouble, match=r"这一步没有保存：账套“.*”已被移动、删除或替换；请把文件放回原处再试"):
            workbook.submit(set_text(workbook.book, NAME, "新"), "填写")
        assert workbook.book is before
    finally:
        workbook.close()


def test_an_export_folder_that_is_gone_or_closed_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    jobs = plan(sample(), [1], (Format.PDF,))
    with pytest.raises(ExportTrouble, match=r"“.*文件”是一个文件，不是文件夹"):
        run(jobs, tmp_path / "文件", lambda advance: None, lambda: False)
    closed = tmp_path / "只读"
    closed.mkdir()
    closed.chmod(0o555)
    for folder in closed.parents:
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    with nobody():
        result = run(jobs, closed, lambda advance: None, lambda: False)
    assert all("没有权限，或者它正被别的程序占用" in trouble for trouble in result.troubles)
    assert list(closed.iterdir()) == []


def deep(folder: Path, length: int, sign: str = "深 夹") -> Path:
    """A folder whose whole path has so many characters, Chinese ones and spaces."""
    while (missing := length - len(str(folder)) - 1) > 0:
        folder /= (sign * 20)[: min(missing, 59)].strip() or "x"
    return folder


@pytest.mark.parametrize(
    ("sign", "length"), [("深 夹", 120), ("深 夹", 190), ("deep folder ", 250), ("deep folder ", 400)]
)
def test_a_deep_path_with_chinese_and_spaces_holds_a_book(sign: str, length: int, tmp_path: Path) -> None:
    path = deep(tmp_path, length, sign) / "账 套.jpb"
    with Workbook.create(path, small_book()) as workbook:
        workbook.submit(set_text(workbook.book, NAME, "新"), "填写")
        workbook.backup("手动")
        after = workbook.book
    with Workbook.open(path) as again:
        assert again.book == after


@pytest.mark.parametrize("length", [280, 300, 600])
def test_a_path_deeper_than_the_system_takes_is_refused_in_a_sentence(length: int, tmp_path: Path) -> None:
    folder = deep(tmp_path, length)
    with pytest.raises(BookTrouble, match="的名称或路径太长，系统不接受；请换一个路径短一些的文件夹，或者缩短名称"):
        Workbook.create(folder / "账 套.jpb", small_book())
    assert not folder.exists()
    with Workbook.create(tmp_path / "账套.jpb", small_book(), backups=folder) as workbook:
        with pytest.raises(BookTrouble, match="太长，系统不接受"):
            workbook.backup("手动")
        assert workbook.book == small_book()


def test_the_longest_name_a_disk_takes_still_has_its_backups(tmp_path: Path) -> None:
    path = tmp_path / f"{'示' * 79}.jpb"
    with Workbook.create(path, small_book(), backups=tmp_path / "备份") as workbook:
        made = workbook.backup("项目很多很多的一次导入之前")
        assert [backup.path for backup in workbook.backups()][:1] == [made]
    with pytest.raises(BookTrouble, match="太长，系统不接受"):
        Workbook.create(tmp_path / f"{'示' * 90}.jpb", small_book())


# ---- a network drive

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
//server/share /srv/科室\\040共享 cifs rw,vers=3.0 0 0
server:/home /net/home nfs4 rw 0 0
tmpfs /net/home/local tmpfs rw 0 0
clerk@host: /srv/ssh fuse.sshfs rw 0 0
/dev/sdb1 /media/U盘 vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/科室 共享/2021/账套.jpb", "cifs"),
        ("/net/home/clerk/账套.jpb", "nfs4"),
        ("/srv/ssh/账套.jpb", "fuse.sshfs"),
        ("/net/home/local/账套.jpb", None),
        ("/media/U盘/账套.jpb", None),
        ("/net/homework/账套.jpb", None),
        ("/账套.jpb", None),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="drives have letters there")
def test_a_network_drive_is_known_by_what_is_mounted_there(place: str, kind: str | None) -> None:
    assert kind_of_mount(Path(place), MOUNTS) == kind


def test_on_a_network_drive_a_journal_takes_the_place_of_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "is_remote", lambda path: True)
    with opened(path) as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        for name in ("甲", "乙"):
            store.add(set_text(store.load(), NAME, name), "填写", 1000)
        assert f"{path.name}-wal" not in files_in(path.parent)
    assert set(files_in(path.parent)) == {path.name}
    monkeypatch.undo()
    with opened(path) as store:
        assert store.load().unit.name == "乙"
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


class NoSharedMemory(sqlite3.Connection):
    """A connection to a disk that refuses the log, in one of the two ways disks do."""

    refusal = "delete"

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "PRAGMA journal_mode = WAL":
            if self.refusal == "error":
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR | (19 << 8)  # SQLITE_IOERR_SHMMAP
                raise error
            return super().execute("PRAGMA journal_mode")
        return super().execute(sql, *values)


@pytest.mark.parametrize("refusal", ["delete", "error"])
def test_a_disk_without_shared_memory_gets_a_journal(refusal: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    monkeypatch.setattr(NoSharedMemory, "refusal", refusal)
    with closing(sqlite3.connect(path, isolation_level=None, factory=NoSharedMemory)) as connection:
        journal.choose(connection, path)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)


def test_what_a_program_killed_on_a_network_drive_left_half_written_is_taken_back(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "is_remote", lambda path: True)
    killed = tmp_path / "killed" / path.name
    killed.parent.mkdir()
    with opened(path) as store:
        store.add(set_text(store.load(), NAME, "做完的"), "填写", 1000)
        store.connection.execute("PRAGMA cache_size = 1")  # so that half a transaction reaches the file
        store.connection.execute("BEGIN")
        store.connection.execute("UPDATE unit SET name = '没有做完的'")
        store.connection.execute("UPDATE answer SET text = ?", ("长" * 100_000,))
        for source in path.parent.iterdir():
            shutil.copyfile(source, killed.parent / source.name)
        store.connection.execute("ROLLBACK")
    assert f"{path.name}-journal" in files_in(killed.parent)
    for read_only in (True, False):
        with closing(Store.open(killed, read_only=read_only)) as store:
            assert store.load().unit.name == "做完的"
            assert store.load().answers == small_book().answers


@pytest.mark.skipif(os.name == "nt", reason="no limits there")
def test_half_an_exchange_file_is_not_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "示例.json"
    with no_file_beyond(1_000), pytest.raises(ExportTrouble, match=r"无法写入“.*示例.json”"):
        write(sample(), file)
    assert not file.exists()
    write(sample(), file)
    assert file.read_text(encoding="utf-8") == dump(sample())
