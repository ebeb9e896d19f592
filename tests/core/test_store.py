"""A book on the disk: what is written is read, and a step touches its own rows."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from core.edits import AddRow, set_text
from core.migrations import VERSION
from core.model import Book, Goal, Place
from core.store import KEPT_STEPS, Export, Store
from core.store.file import examine, frozen
from core.trouble import BookTrouble
from tests.core.books import edits, files_in, small_book
from tests.core.disks import NAME, opened


def test_what_is_written_is_read_back(path: Path) -> None:
    with opened(path) as store:
        assert store.load() == small_book()
        assert set(files_in(path.parent)) <= {path.name, f"{path.name}-wal", f"{path.name}.lock"}
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
        store.turn((step,), edit.inverse(), False, after.next_id)
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
                store.add(replace(edit, place=structs.replace(NAME, field=field)), "填写", 11)
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
    first = Export(
        "2022-03-01T09:30:00", "甲.docx", "ab" * 32, "national-2020", 1, errors=1, pending=2, rules="5518138997e5"
    )
    second = replace(first, file="乙.pdf", errors=0)
    with opened(path) as store:
        store.log_export(first)
        store.log_export(second)
        assert store.exports() == (second, first)


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


def test_a_log_that_vanishes_while_it_is_copied_is_a_change_like_any_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"\0" * 512)
    copied = shutil.copyfile

    def gone_meanwhile(source: Path, target: Path) -> Path:
        if source.name.endswith("-journal"):
            source.unlink()
        return copied(source, target)

    monkeypatch.setattr(shutil, "copyfile", gone_meanwhile)
    with frozen(path) as connection:
        assert connection.execute("SELECT name FROM unit").fetchone() == ("示例县医疗保障局",)


def test_a_book_that_vanishes_while_it_is_copied_is_missing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"\0" * 512)
    monkeypatch.setattr(shutil, "copyfile", lambda source, _: path.unlink())
    with pytest.raises(FileNotFoundError), frozen(path):
        pass
