from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.edits import AddRow, Batch, set_text
from core.migrations import VERSION
from core.model import Book, Goal, Place
from core.store import KEPT_STEPS, Export, Store
from core.store.file import examine, frozen
from core.trouble import BookTrouble
from tests.core.books import edits, files_in, small_book

NAME = Place("unit", 0, "name")
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound book in a folder of its own, whose name needs quoting."""
    path = tmp_path / ("账 套#1%20" if os.name == "nt" else "账 套#1?%20") / "示例 2021.jpb"
    Store.create(path, small_book())
    return path


def opened(path: Path) -> closing[Store]:
    """A book that is closed in the end."""
    return closing(Store.open(path))


def loaded(path: Path, read_only: bool) -> Book:
    """What a file holds."""
    with closing(Store.open(path, read_only=read_only)) as store:
        return store.load()


def refused(path: Path, *, read_only: bool = False) -> str:
    """The sentence with which a file is refused; everything in its folder must stay as it is, byte for byte."""
    before = files_in(path.parent)
    with pytest.raises(BookTrouble) as trouble:
        Store.open(path, read_only=read_only).close()
    assert files_in(path.parent) == before
    return str(trouble.value)


# ---- what is written is read


def test_what_is_written_is_read_back(path: Path) -> None:
    with opened(path) as store:
        assert store.load() == small_book()
        assert set(files_in(path.parent)) <= {path.name, f"{path.name}-wal"}
    assert set(files_in(path.parent)) == {path.name}


def test_a_new_book_is_empty(tmp_path: Path) -> None:
    Store.create(tmp_path / "新.jpb", Book())
    with opened(tmp_path / "新.jpb") as store:
        assert store.load() == Book()
        assert (store.undo_name, store.redo_name) == (None, None)


def test_a_name_that_is_taken_is_not_overwritten(path: Path) -> None:
    before = files_in(path.parent)
    with pytest.raises(BookTrouble, match=r"“示例 2021.jpb”已经存在；请换一个名称"):
        Store.create(path, Book())
    assert files_in(path.parent) == before


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_step_makes_the_disk_equal_to_the_memory(path: Path, data: st.DataObject) -> None:
    with opened(path) as store:
        book = store.load()
        edit = data.draw(edits(book))
        after = edit.apply(book)
        step = store.add(edit, "修改", after.next_id)
        assert store.load() == after
        store.turn(step, edit.inverse(), False, after.next_id)
        assert store.load() == edit.inverse().apply(after)


def test_a_step_touches_only_its_own_rows(path: Path) -> None:
    with opened(path) as store:
        seen: list[str] = []
        store.connection.set_trace_callback(seen.append)
        store.add(set_text(store.load(), Place("indicator", 1, "actual", 4), "9900"), "填写", 11)
    written = [sql for sql in seen if sql.split()[0] in {"UPDATE", "INSERT", "DELETE"} and " change" not in sql]
    assert [sql for sql in written if " meta " not in sql] == ["UPDATE indicator SET actual = '9900' WHERE id = 4"]


def test_a_field_that_is_no_column_never_reaches_the_file(path: Path) -> None:
    with opened(path) as store:
        edit = set_text(store.load(), NAME, "新")
        for field in ("name = '' --", "id", "year"):
            with pytest.raises(ValueError, match="no text column"):
                store.add(replace(edit, place=replace(NAME, field=field)), "填写", 11)
        assert store.load() == small_book()


def test_columns_of_somebody_else_are_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE goal ADD COLUMN remark TEXT DEFAULT '备注'")
        connection.execute("CREATE TABLE other (x)")
    with opened(path) as store:
        assert store.load() == small_book()
        store.add(AddRow(Goal(11, 1)), "添加目标", 12)


def test_the_newest_steps_are_kept_and_no_more(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        steps = [(n, f"第{n}步", "{}", 1, "") for n in range(1, KEPT_STEPS + 1)]
        connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?)", steps)
    with opened(path) as store:
        for text in ("甲", "乙"):
            store.add(set_text(store.load(), NAME, text), "填写", 11)
        found = store.connection.execute("SELECT count(*), min(id) FROM change").fetchone()
    assert found == (KEPT_STEPS, 3)


def test_exports_are_noted_newest_first(path: Path) -> None:
    first = Export("2022-03-01T09:30:00", "甲.docx", "ab" * 32, "national-2020", 1, errors=1)
    second = replace(first, file="乙.pdf", errors=0)
    with opened(path) as store:
        store.log_export(first)
        store.log_export(second)
        assert store.exports() == (second, first)


# ---- what is refused


def overwritten(at: int, data: bytes) -> Callable[[Path], None]:
    """A fault: some bytes of the file are others."""

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[at : at + len(data)] = data
        path.write_bytes(content)

    return spoil


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 6 * PAGE + 100])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def a_word_file(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"\0" * 500)


def a_foreign_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE bookmarks (url)")


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE indicator")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (emptied, "是空文件，里面什么也没有；请从备份中恢复"),
        (a_word_file, "不是绩评本的账套，或者文件开头已经损坏"),
        (overwritten(0, b"\0" * PAGE), "不是绩评本的账套，或者文件开头已经损坏"),
        (a_foreign_database, "是别的软件的数据库，不是绩评本的账套"),
        (overwritten(60, b"\0\0\0\x07"), "是新版绩评本保存的（账套第 7 版"),
        (truncated, "已经损坏，没有改动它；请从备份中恢复"),
        (cut_in_the_header, "损坏|别的软件"),
        (overwritten(3 * PAGE, b"\0" * PAGE), "已经损坏，没有改动它；请从备份中恢复"),
        (overwritten(100, b"\xff" * 400), "已经损坏，没有改动它；请从备份中恢复"),
        (without_a_table, "读不懂的内容|已经损坏"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_spoiled_book_is_refused_with_a_sentence_and_stays_as_it_is(
    spoil: Callable[[Path], None], sentence: str, read_only: bool, path: Path
) -> None:
    spoil(path)
    before = files_in(path.parent)
    with pytest.raises(BookTrouble, match=sentence) as trouble:
        loaded(path, read_only)
    assert files_in(path.parent) == before
    assert path.name in str(trouble.value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(100, 22 * PAGE - 1), st.binary(min_size=1, max_size=200))
def test_a_few_wrong_bytes_anywhere_never_crash_the_program(path: Path, at: int, data: bytes) -> None:
    sound = path.read_bytes()
    overwritten(at, data)(path)
    spoiled = files_in(path.parent)
    try:
        loaded(path, read_only=True)
    except BookTrouble:
        pass
    finally:
        assert files_in(path.parent) == spoiled
        path.write_bytes(sound)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE goal SET project = 77 WHERE id = 2",
        "UPDATE goal SET id = -3 WHERE id = 2",
        "INSERT INTO answer VALUES (77, 'basis', '')",
        "DELETE FROM unit",
        "DELETE FROM meta WHERE key = 'next_id'",
        "UPDATE meta SET value = '很多' WHERE key = 'next_id'",
        "UPDATE goal SET expected = CAST(x'ff41' AS TEXT) WHERE id = 2",
    ],
)
def test_a_book_with_a_row_that_cannot_be_is_refused(sql: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = OFF")
        connection.execute(sql)
        connection.commit()
    with opened(path) as store, pytest.raises(BookTrouble, match="里有读不懂的内容，没有改动它；请从备份中恢复"):
        store.load()


def test_a_number_counter_that_lags_behind_is_put_right(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'next_id'")
    with opened(path) as store:
        assert store.load().next_id == 11


def test_a_missing_book_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "找不到账套" in refused(tmp_path / "没有.jpb")
    (tmp_path / "夹.jpb").mkdir()
    assert refused(tmp_path / "夹.jpb") == "“夹.jpb”是文件夹，不是账套；请选择扩展名为 .jpb 的文件。"


def test_a_book_that_is_open_here_is_not_opened_twice(path: Path) -> None:
    with opened(path):
        for read_only in (False, True):
            with pytest.raises(BookTrouble, match="已经打开了"):
                Store.open(path, read_only=read_only)
    with opened(path):
        pass


def test_closing_one_view_of_a_book_does_not_free_another(path: Path) -> None:
    reading = Store.open(path, read_only=True)
    first = Store.open(path)
    first.close()
    with opened(path):
        reading.close()
        first.close()
        with pytest.raises(BookTrouble, match="已经打开了"):
            Store.open(path)


HOLD = """
import sys, sqlite3
sys.path.insert(0, ".")
from pathlib import Path
from core.store import Store
path = Path(sys.argv[2])
if sys.argv[1] == "ours":
    held = Store.open(path)
else:
    held = sqlite3.connect(path)
    held.execute("SELECT count(*) FROM goal").fetchall()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("program", ["ours", "another"])
def test_a_book_that_another_program_holds_is_refused(program: str, path: Path) -> None:
    command = [sys.executable, "-c", HOLD, program, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        try:
            sentence = refused(path)
            with closing(Store.open(path, read_only=True)) as reading:
                assert reading.load() == small_book()
        finally:
            child.stdin.close()
    assert sentence == (
        "账套“示例 2021.jpb”正被另一个程序打开（也可能是另一个绩评本窗口）；请先在那里关闭它，再试一次。"
    )


# ---- what must not be written


@contextmanager
def nobody() -> Iterator[None]:
    """The rights of a user who owns nothing (root may do everything, so that the tests would see no refusal)."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.fixture
def shared(path: Path) -> Path:
    """A book in a folder that everybody may look into."""
    if os.name == "nt":
        pytest.skip("rights are kept differently on Windows")
    for folder in path.parents:
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    return path


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
    assert len(before) == 2
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


@pytest.mark.skipif(os.name == "nt", reason="no limits there")
def test_a_disk_that_refuses_to_write_is_told_and_nothing_is_half_written(path: Path) -> None:
    import resource  # only where there are such limits

    with opened(path) as store:
        book = store.load()
        edit = Batch((set_text(book, NAME, "新"), set_text(book, Place("answer", 1, "long"), "长" * 100_000)))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            with pytest.raises(BookTrouble, match=r"这一步没有保存：(读写“示例 2021.jpb”时磁盘出错|.*磁盘已满)"):
                store.add(edit, "填写", 11)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
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


def test_half_a_character_that_came_in_some_other_way_is_told(path: Path) -> None:
    with opened(path) as store:
        edit = replace(set_text(store.load(), NAME, "新"), new="局\ud83d")
        with pytest.raises(BookTrouble, match="这一步没有保存：文字里有半个字符"):
            store.add(edit, "填写", 11)
        assert store.load() == small_book()


def test_looking_at_a_book_leaves_nothing_beside_it(path: Path) -> None:
    before = files_in(path.parent)
    assert examine(path) == VERSION
    with frozen(path) as connection:
        assert connection.execute("SELECT name FROM unit").fetchone() == ("示例县医疗保障局",)
    assert files_in(path.parent) == before
