"""A book of an older version becomes one of the newest: backed up first, all of it or nothing, whatever happens."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from core import migrations
from core.migrations import VERSION
from core.store.file import frozen
from core.store.preview import preview
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import files_in
from tests.core.disks import filled_up, mounted, often

OLD = Path(__file__).parent.parent / "old"
OLDEST = OLD / "book-1.jpb"
KILLED = often(3, 60)

OPEN = """
import sys
from pathlib import Path
sys.path.insert(0, ".")
import core.workbook, sqlite_utils
print("ready", flush=True)
with core.workbook.Workbook.open(Path(sys.argv[1])) as workbook:
    print(workbook.book.next_id, flush=True)
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A book of the first version."""
    path = tmp_path / "旧账套.jpb"
    path.write_bytes(OLDEST.read_bytes())
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return int(version)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A disk without room."""
    with mounted(tmp_path / "满盘", 128) as place:
        filled_up(place)
        yield place


def test_without_its_backup_a_book_is_not_brought_up_to_date(old: Path, full: Path) -> None:
    before = files_in(old.parent)
    with pytest.raises(BookTrouble, match="没有备份："):
        Workbook.open(old, backups=full / "备份")
    assert files_in(old.parent) == before
    with Workbook.open(old, read_only=True) as workbook:
        assert workbook.book.unit.name == "示例县医疗保障局"
    assert files_in(old.parent) == before


def test_a_step_that_fails_leaves_the_old_book_and_its_backup(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_at_the_end(db: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    steps = (*migrations.STEPS[1:], fail_at_the_end)
    with monkeypatch.context() as patch:
        patch.setattr("core.store.store.upgrade", lambda db: migrations.upgrade(db, (migrations.STEPS[0], *steps)))
        with pytest.raises((BookTrouble, sqlite3.Error)):
            Workbook.open(old)
    assert version_of(old) == 1
    (made,) = (old.parent / "备份").iterdir()
    assert made.name.endswith("_升级前.jpb")
    assert version_of(made) == 1
    with Workbook.open(old) as workbook:
        assert workbook.book == preview(made).book
    assert version_of(old) == VERSION


def test_a_program_killed_while_it_brings_a_book_up_to_date_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    chance = random.Random(7)
    expected = preview(OLDEST).book
    for run in range(KILLED):
        path = tmp_path / str(run) / "旧账套.jpb"
        path.parent.mkdir()
        path.write_bytes(OLDEST.read_bytes())
        with subprocess.Popen([sys.executable, "-c", OPEN, str(path)], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            child.kill()
        assert preview(path).version in (1, VERSION)
        with Workbook.open(path) as workbook:
            assert workbook.book == expected
            assert (workbook.undo_name, workbook.redo_name) == ("填写“得分”", "填写“备注”")
        assert version_of(path) == VERSION


def test_a_full_disk_in_the_middle_of_it_leaves_the_old_book(tmp_path: Path) -> None:
    with mounted(tmp_path / "小盘", 160) as place:
        path = place / "旧账套.jpb"
        path.write_bytes(OLDEST.read_bytes())
        filled_up(place)
        with pytest.raises(BookTrouble, match="磁盘"):
            Workbook.open(path, backups=tmp_path / "备份")
        assert preview(path).version == 1
        (place / "占满").unlink()
        with Workbook.open(path, backups=tmp_path / "备份") as workbook:
            assert workbook.book == preview(OLDEST).book


def test_the_kept_book_of_this_version_has_its_tables() -> None:
    """A step that was released is never changed: the book of its version would tell."""
    fresh = Database(memory=True)
    migrations.upgrade(fresh)
    tables = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    with frozen(OLD / f"book-{VERSION}.jpb") as kept:
        assert kept.execute(tables).fetchall() == fresh.execute(tables).fetchall()


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_every_fact_of_a_kept_book_is_there_today(version: int, tmp_path: Path) -> None:
    """Read straight from the old tables, and from the book as it opens now."""
    path = tmp_path / "旧账套.jpb"
    path.write_bytes((OLD / f"book-{version}.jpb").read_bytes())
    with frozen(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        before = {name: rows_of(connection, name) for name in names if name not in ("meta", "_sqlite_migrations")}
    Workbook.open(path).close()
    with frozen(path) as connection:
        for name, rows in before.items():
            now = rows_of(connection, name)
            assert [{column: row[column] for column in rows[0]} for row in now] == rows if rows else now == []


def rows_of(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]
