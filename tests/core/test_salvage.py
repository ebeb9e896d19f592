"""A damaged book: what can still be read comes into a new one, and the damaged file is kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.model import Book, Indicator
from core.sample import sample
from core.store import Store
from core.store.salvage import salvage
from core.trouble import BookTrouble, DamagedBook
from core.workbook import Workbook
from tests.core.books import facts, files_in, small_book
from tests.core.disks import PAGE, loaded, often, overwritten, refused

OLD = Path(__file__).parent.parent / "old"


def large_book() -> Book:
    """A book whose indicators fill many pages."""
    book = small_book()
    rows = tuple(Indicator(100 + n, 1, 1024 + n, name=f"指标{n}", deviation="长" * 300) for n in range(24))
    return replace(book, dossiers={**book.dossiers, 1: replace(book.dossiers[1], indicator=rows)}, next_id=1000)


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def zeroed(page: int) -> Callable[[Path], None]:
    """A fault: one page, counted from 0, holds nothing."""
    return overwritten(page * PAGE, b"\0" * PAGE)


def test_a_lost_header_costs_nothing(path: Path) -> None:
    overwritten(0, b"\xff" * 100)(path)
    refused(path, kind=DamagedBook)
    before = files_in(path.parent)
    saved = salvage(path, path.with_name("抢救.jpb"))
    assert facts(loaded(saved.path, read_only=True)) == facts(small_book())
    assert (saved.broken, saved.nameless) == ((), 0)
    assert {**files_in(path.parent), saved.path.name: b""} == {**before, saved.path.name: b""}
    assert "撤销记录没有带过来，损坏的文件原样留着" in saved.sentence()


def test_a_lost_first_page_is_taken_from_a_backup_or_a_fresh_book(path: Path, tmp_path: Path) -> None:
    with Workbook.open(path) as workbook:
        made = workbook.backup("手动")
    zeroed(0)(path)
    refused(path, kind=DamagedBook)
    for name, like in (("甲", made), ("乙", None)):
        saved = salvage(path, tmp_path / f"{name}.jpb", like)
        assert facts(loaded(saved.path, read_only=True)) == facts(small_book())


def test_a_salvaged_book_is_still_the_same_book_for_its_backups(path: Path, tmp_path: Path) -> None:
    with Workbook.open(path) as workbook:
        workbook.backup("手动")
    with closing(sqlite3.connect(path)) as connection:
        was = connection.execute("SELECT value FROM meta WHERE key = 'book'").fetchone()
    overwritten(0, b"\0" * 100)(path)
    saved = salvage(path, tmp_path / "抢救.jpb")
    with closing(sqlite3.connect(saved.path)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'book'").fetchone() == was
    with Workbook.open(saved.path) as again:
        assert again.new_id() == small_book().next_id


def test_whichever_page_is_lost_everything_on_the_others_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "账套.jpb"
    Store.create(path, large_book())
    sound = path.read_bytes()
    refusals = 0
    tried = range(0, pages(path), often(3, 1))
    for page in tried:
        path.write_bytes(sound)
        zeroed(page)(path)
        try:
            Store.open(path, read_only=True).close()
        except DamagedBook:
            refusals += 1
        target = tmp_path / f"抢救{page}.jpb"
        try:
            saved = salvage(path, target)
        except DamagedBook:
            pytest.fail(f"nothing saved without page {page}")
        book = loaded(target, read_only=True)
        assert len(saved.broken) <= 1
        if "indicator" not in saved.broken and "project" not in saved.broken:
            assert len(book.dossiers[1].indicator) == 24
        kept = {row.id: row for row in book.dossiers[1].indicator}
        assert all(kept[row.id] == row for row in large_book().dossiers[1].indicator if row.id in kept)
    assert refusals > len(tried) * 0.9


def test_a_file_cut_short_yields_what_lies_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "账套.jpb"
    Store.create(path, sample())
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    saved = salvage(path, tmp_path / "抢救.jpb")
    assert saved.rows["project"] == len(sample().dossiers)
    assert sum(saved.rows.values()) > 50


@pytest.mark.parametrize("version", [1, 2])
def test_a_table_an_older_book_never_had_is_not_told_as_lost(version: int, tmp_path: Path) -> None:
    path = tmp_path / "账套.jpb"
    shutil.copyfile(OLD / f"book-{version}.jpb", path)
    overwritten(0, b"\xff" * 100)(path)
    saved = salvage(path, tmp_path / "抢救.jpb")
    assert saved.broken == ()
    assert "读不出来" not in saved.sentence()


@pytest.mark.parametrize("has_backup", [True, False])
@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_book_of_any_version_whose_first_page_is_lost_is_salvaged_whole(
    version: int, has_backup: bool, tmp_path: Path
) -> None:
    path, sound = tmp_path / "账套.jpb", OLD / f"book-{version}.jpb"
    shutil.copyfile(sound, path)
    whole = salvage(path, tmp_path / "全部.jpb")
    zeroed(0)(path)
    saved = salvage(path, tmp_path / "抢救.jpb", sound if has_backup else None)
    assert (saved.broken, saved.nameless, saved.rows) == ((), 0, whole.rows)


@pytest.mark.parametrize("table", ["account", "fund"])
def test_a_table_whose_line_among_the_tables_is_lost_is_salvaged_or_told(table: str, tmp_path: Path) -> None:
    path = tmp_path / "账套.jpb"
    Store.create(path, sample())
    overwritten(path.read_bytes().index(f"table{table}".encode()), b"xxxxx")(path)
    overwritten(0, b"\xff" * 16)(path)
    saved = salvage(path, tmp_path / "抢救.jpb")
    book = loaded(saved.path, read_only=True)
    before = sample().dossiers
    assert saved.broken or all(d.lines(table) == before[n].lines(table) for n, d in book.dossiers.items())


def test_rows_whose_project_is_lost_come_under_a_project_of_their_own(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM project WHERE id = 1")
    overwritten(0, b"\0" * 100)(path)
    saved = salvage(path, path.with_name("抢救.jpb"))
    book = loaded(saved.path, read_only=True)
    assert saved.nameless == 1
    assert (book.dossiers[1].project.name, book.dossiers[1].project.year) == ("抢救出的项目 1", 2022)
    assert book.dossiers[1].indicator == small_book().dossiers[1].indicator


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04" + b"\0" * 90000, b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_what_never_was_a_book_yields_a_sentence_and_no_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "不是.jpb"
    path.write_bytes(content)
    with pytest.raises(DamagedBook, match="没有能读出来的内容"):
        salvage(path, tmp_path / "抢救.jpb")
    assert set(files_in(tmp_path)) == {"不是.jpb"}


def test_salvage_overwrites_nothing(path: Path) -> None:
    before = files_in(path.parent)
    with pytest.raises(BookTrouble, match="已经存在，没有改动它"):
        salvage(path, path)
    assert files_in(path.parent) == before
