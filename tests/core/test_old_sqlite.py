"""From source on an old system: a Python whose SQLite has no STRICT tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import main
from core.sample import sample
from core.trouble import BookTrouble, DamagedBook
from core.workbook import Workbook

pytestmark = pytest.mark.usefixtures("log_put_back")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The sample, made while SQLite was new."""
    path = tmp_path / "账套.jpb"
    Workbook.create(path, sample()).close()
    return path


@pytest.fixture
def old_sqlite(monkeypatch: pytest.MonkeyPatch, book: Path) -> None:
    """What Debian 11 brings."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")


@pytest.mark.usefixtures("old_sqlite")
def test_no_book_is_made_and_the_sentence_names_both_versions(tmp_path: Path) -> None:
    with pytest.raises(BookTrouble, match=r"没有建成账套：.*3\.34\.1，账套要 3\.37 或更新；请用"):
        Workbook.create(tmp_path / "新.jpb", sample())
    assert not (tmp_path / "新.jpb").exists()


@pytest.mark.usefixtures("old_sqlite")
def test_a_sound_book_is_not_called_damaged(book: Path) -> None:
    before = book.read_bytes()
    with pytest.raises(BookTrouble, match=r"3\.34\.1") as caught:
        Workbook.open(book)
    assert not isinstance(caught.value, DamagedBook)
    assert book.read_bytes() == before


@pytest.mark.usefixtures("old_sqlite")
def test_the_command_line_ends_in_the_sentence(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["check", str(book)]) == 2
    told = capsys.readouterr().err
    assert "3.34.1" in told
    assert "Traceback" not in told
