"""Files that are no sound book: each is recognised, told in its sentence, and left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.edits import set_text
from core.sample import sample
from core.store import Store
from core.store.file import LARGEST_BOOK, set_log_aside
from core.trouble import BookTrouble, DamagedBook, ForeignLog
from core.workbook import Workbook
from tests.core.books import files_in, small_book
from tests.core.disks import NAME, PAGE, loaded, opened, overwritten, refused


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


def test_whatever_stands_in_the_header_is_told(path: Path) -> None:
    sound = path.read_bytes()
    for at in range(100):
        for value in (0, 3, 5, 255):
            overwritten(at, bytes([value]))(path)
            with suppress(BookTrouble):
                loaded(path, read_only=True)
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
        assert store.load().next_id == small_book().next_id


def test_a_missing_book_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "找不到账套" in refused(tmp_path / "没有.jpb")
    (tmp_path / "夹.jpb").mkdir()
    assert refused(tmp_path / "夹.jpb") == "“夹.jpb”是文件夹，不是账套；请选择扩展名为 .jpb 的文件。"


# ---- what lies beside the file


def with_steps_in_its_log(path: Path, *names: str) -> dict[str, bytes]:
    """The files of a book as a killed program leaves them: the steps are only in the log."""
    with opened(path) as store:
        for name in names:
            store.add(set_text(store.load(), NAME, name), "填写", 1000)
        return {name: content for name, content in files_in(path.parent).items() if not name.endswith(".lock")}


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_a_log_of_an_earlier_life_of_the_book_is_recognised_and_can_be_set_aside(path: Path) -> None:
    old = with_steps_in_its_log(path, "甲")
    with opened(path) as store:
        for n in range(5):
            store.add(set_text(store.load(), NAME, f"第{n}次"), "填写", 1000)
    put(path.parent, {f"{path.name}-wal": old[f"{path.name}-wal"]})  # the file alone was copied back
    for read_only in (False, True):
        sentence = refused(path, read_only=read_only, kind=ForeignLog)
        assert f"旁边的日志（{path.name}-wal）已经损坏，或者不是它的，没有改动它们" in sentence
    (aside,) = set_log_aside(path)
    assert aside.read_bytes() == old[f"{path.name}-wal"]
    assert loaded(path, read_only=False).unit.name == "第4次"


def test_the_log_of_another_book_is_recognised(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个" / path.name
    Workbook.create(other, sample()).close()
    foreign = with_steps_in_its_log(other, "别的单位")
    (path.parent / f"{path.name}-wal").write_bytes(foreign[f"{path.name}-wal"])
    refused(path, kind=ForeignLog)
    set_log_aside(path)
    assert loaded(path, read_only=False) == small_book()


def test_leftovers_that_say_nothing_do_not_keep_a_book_shut(path: Path) -> None:
    for name in ("-wal", "-journal"):
        path.with_name(path.name + name).write_bytes(b"")
    path.with_name(path.name + "-shm").write_bytes(b"\0" * 32768)
    assert loaded(path, read_only=True) == small_book()
    assert loaded(path, read_only=False) == small_book()


@pytest.mark.parametrize("beside", ["-wal", "-journal"])
def test_a_log_of_garbage_does_not_keep_a_sound_book_shut(beside: str, path: Path) -> None:
    path.with_name(path.name + beside).write_bytes(b"garbage" * 5000)
    assert loaded(path, read_only=True) == small_book()
    assert loaded(path, read_only=False) == small_book()


# ---- what acts on its own


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER 触发 AFTER UPDATE ON unit BEGIN DELETE FROM project; END",
        "CREATE VIEW 视图 AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "CREATE VIRTUAL TABLE 虚表 USING fts5(x)",
        "CREATE TABLE 大表 (x, y AS (replace(hex(zeroblob(60000000)), '0', 'aaaaaaaa')))",
    ],
)
def test_a_book_with_something_that_runs_by_itself_is_not_opened(sql: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()
    assert "里有绩评本不会写的东西（" in refused(path)


def test_a_table_that_was_replaced_by_an_endless_view_is_not_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        columns = ", ".join(f"'' AS c{n}" for n in range(20))
        connection.execute("DROP TABLE goal")
        connection.execute(
            f"CREATE VIEW goal AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT {columns} FROM n"
        )
        connection.commit()
    assert "goal" in refused(path)


def test_a_check_that_computes_without_end_is_not_computed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE 慢 (x, CHECK (length(replace(hex(zeroblob(30000000)), '0', 'aa')) > 0))")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.executemany("INSERT INTO 慢 VALUES (?)", [(n,) for n in range(200)])
        connection.commit()
    before = monotonic()
    assert loaded(path, read_only=True) == small_book()
    assert monotonic() - before < 2


def test_a_file_of_a_size_no_book_has_is_not_read(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(LARGEST_BOOK + 1)  # sparse: it takes no room
    assert "超过 200 MB，不像绩评本的账套" in refused_by_name(path)


def refused_by_name(path: Path) -> str:
    """As :func:`refused`, without comparing the bytes of a huge file."""
    with pytest.raises(BookTrouble) as trouble:
        Store.open(path)
    return str(trouble.value)


# ---- which troubles a backup or a salvage helps against


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (emptied, DamagedBook),
        (a_word_file, DamagedBook),
        (truncated, DamagedBook),
        (overwritten(3 * PAGE, b"\0" * PAGE), DamagedBook),
        (without_a_table, DamagedBook),
        (a_foreign_database, BookTrouble),
        (overwritten(60, b"\0\0\0\x07"), BookTrouble),
    ],
)
def test_damage_is_told_apart_from_a_file_that_is_none_of_ours(
    spoil: Callable[[Path], None], kind: type[BookTrouble], path: Path
) -> None:
    spoil(path)
    with pytest.raises(BookTrouble) as trouble:
        loaded(path, read_only=True)
    assert type(trouble.value) is kind


def test_an_encrypted_backup_is_no_damaged_book(path: Path) -> None:
    path.write_bytes(b"JPBSEAL1" + b"\x07" * 500)
    assert "是加密的备份；请从“恢复”里选它，输入密码后再用" in refused(path)
