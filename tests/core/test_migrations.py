from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from sqlite_utils import Database

from core import migrations
from core.encoding import COLUMNS, ENTRIES
from core.migrations import APPLICATION_ID, STEPS, VERSION, upgrade
from core.model import GRIDS, ROW_TYPES, Unit, text_fields
from core.store import Store, file
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import files_in, small_book

OLD = Path(__file__).parent.parent / "old"
TABLES = {"unit", "project", "answer", *GRIDS, *ROW_TYPES}


@pytest.fixture
def empty() -> Database:
    """The tables of the newest version."""
    db = Database(memory=True)
    upgrade(db)
    return db


def add_colour(db: Database) -> None:
    db.execute("ALTER TABLE project ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE project SET colour = '红'")


def fail_half_way(db: Database) -> None:
    db.execute("DROP TABLE goal")
    db.execute("INSERT INTO goal (id) VALUES (1)")


def add_nonsense_and_stop(db: Database) -> None:
    db.execute("DELETE FROM project")
    raise sqlite3.OperationalError("disk I/O error")


def test_the_columns_of_each_table_are_the_fields_of_its_rows(empty: Database) -> None:
    expected = {table: [f.name for f in fields(kind)] for table, kind in ENTRIES.items()} | {
        "unit": ["id", *text_fields(Unit)],
        **{table: ["project", grid.key, *text_fields(grid.kind)] for table, grid in GRIDS.items()},
        "answer": ["project", "key", "text"],
    }
    assert expected.keys() == TABLES
    assert {table: [column.name for column in empty[table].columns] for table in TABLES} == expected
    assert all(set(COLUMNS[table]) <= set(expected[table]) for table in COLUMNS)


def test_what_the_clerk_types_lies_in_text_columns_of_strict_tables(empty: Database) -> None:
    for name in TABLES | {"meta", "change", "export_log"}:
        assert empty[name].strict, name
    numbers = {"id", "project", "year", "position"}
    for table in TABLES:
        for column in empty[table].columns:
            assert column.type == ("INTEGER" if column.name in numbers else "TEXT"), (table, column.name)
            assert column.notnull or column.is_pk, (table, column.name)


def test_every_step_is_a_named_function_with_a_sentence_and_is_recorded(empty: Database) -> None:
    assert all(step.__doc__ for step in STEPS)
    recorded = [row["name"] for row in empty["_sqlite_migrations"].rows]
    assert recorded == [step.__name__ for step in STEPS]


def test_the_file_carries_its_marker_and_version_three_times(empty: Database) -> None:
    assert empty.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert empty.execute("PRAGMA user_version").fetchone() == (VERSION,)
    meta = dict(empty.execute("SELECT key, value FROM meta").fetchall())
    assert (meta["format"], meta["schema_version"]) == ("绩评本账套", str(VERSION))


def test_there_is_a_book_of_every_version_up_to_this_one() -> None:
    assert sorted(path.name for path in OLD.glob("*.jpb")) == [f"book-{n}.jpb" for n in range(1, VERSION + 1)]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_book_of_every_version_opens_with_all_its_facts_and_its_history(version: int, tmp_path: Path) -> None:
    path = tmp_path / "旧账套.jpb"
    path.write_bytes((OLD / f"book-{version}.jpb").read_bytes())
    with Workbook.open(path) as workbook:
        relief = workbook.book.dossiers[1]
        assert workbook.book.unit.name == "示例县医疗保障局"
        assert relief.funds["county"].executed == "48.44"
        assert [row.name for row in relief.indicator] == ["救助人次", "满意度"]
        assert relief.answers["basis"] == "“两不愁三保障”；\n第二段\u3000"
        assert (workbook.undo_name, workbook.redo_name) == ("填写“得分”", "填写“备注”")
        workbook.undo()
        workbook.undo()
        assert workbook.book.dossiers[1].indicator[0].actual == "9800"
        assert workbook.book.whole_of(2021) is None
        assert (relief.funds["county"].forecast, relief.indicator[0].remark) == ("", "")
        assert workbook.exports()[0].file == "示例县医疗保障局_2021_城乡医疗救助资金_自评表.docx"


def newer_program(monkeypatch: pytest.MonkeyPatch, *more: migrations.Step) -> None:
    """Let the program know more versions than it does."""
    steps = (*STEPS, *more)
    monkeypatch.setattr("core.store.store.VERSION", len(steps))
    monkeypatch.setattr(file, "VERSION", len(steps))
    monkeypatch.setattr("core.store.store.upgrade", lambda db: upgrade(db, steps))


def test_a_book_of_an_older_version_is_backed_up_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = tmp_path / "账套.jpb", tmp_path / "backup"
    Store.create(path, small_book())
    newer_program(monkeypatch, add_colour)
    with Workbook.open(path, backups=folder) as workbook:
        assert workbook.book == small_book()
        assert [backup.why for backup in workbook.backups()][-1] == "升级前"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT colour FROM project").fetchall() == [("红",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    (before, *_) = sorted(folder.glob("*升级前.jpb"))
    with closing(sqlite3.connect(before)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_an_older_book_opens_for_reading_without_being_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "账套.jpb"
    Store.create(path, small_book())
    before = files_in(tmp_path)
    newer_program(monkeypatch, add_colour)
    with Workbook.open(path, read_only=True) as workbook:
        assert workbook.book == small_book()
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("step", [fail_half_way, add_nonsense_and_stop])
def test_a_step_that_fails_leaves_the_book_as_it_was(
    step: migrations.Step, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "账套.jpb"
    Store.create(path, small_book())
    with monkeypatch.context() as patch:
        newer_program(patch, add_colour, step)
        with pytest.raises((BookTrouble, sqlite3.Error)):
            Workbook.open(path)
    with Workbook.open(path) as workbook:
        assert workbook.book == small_book()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (VERSION,)


def test_the_book_of_a_newer_program_is_refused_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "账套.jpb"
    with monkeypatch.context() as patch:
        newer_program(patch, add_colour)
        Store.create(path, small_book())
    before = files_in(tmp_path)
    for read_only in (False, True):
        told = rf"新版绩评本保存的（账套第 {VERSION + 1} 版，本程序最高认到第 {VERSION} 版）.*请升级"
        with pytest.raises(BookTrouble, match=told):
            Workbook.open(path, read_only=read_only)
    assert files_in(tmp_path) == before
