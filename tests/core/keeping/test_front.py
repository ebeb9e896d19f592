"""The second start on an open book brings the first window to the front."""

from __future__ import annotations

import json
import time
from pathlib import Path
from threading import Timer

import pytest

from core.keeping import front
from core.paths import data_folder


def word() -> Path:
    return data_folder() / "front.json"


def test_the_window_of_the_book_is_called_once_and_no_other(tmp_path: Path) -> None:
    assert not front.is_called(tmp_path / "账套.jpb")
    front.call(tmp_path / "账套.jpb")
    assert not front.is_called(tmp_path / "另一个.jpb")
    assert front.is_called(tmp_path / "账套.jpb")
    assert not front.is_called(tmp_path / "账套.jpb")


def test_an_old_word_calls_nobody(tmp_path: Path) -> None:
    front.call(tmp_path / "账套.jpb")
    word().write_text(json.dumps({"book": str(tmp_path / "账套.jpb"), "at": time.time() - 60}), encoding="utf-8")
    assert not front.is_called(tmp_path / "账套.jpb")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"book": 1, "at": 2}', b"[" * 9000])
def test_a_word_nobody_can_read_calls_nobody(content: bytes, tmp_path: Path) -> None:
    word().parent.mkdir(parents=True)
    word().write_bytes(content)
    assert not front.is_called(tmp_path / "账套.jpb")


def test_a_data_folder_that_cannot_be_written_stops_nothing(data_home: Path, tmp_path: Path) -> None:
    (data_home / "绩评本").write_text("", encoding="utf-8")
    front.call(tmp_path / "账套.jpb")
    assert not front.is_called(tmp_path / "账套.jpb")


def test_the_second_start_knows_whether_it_was_heard(tmp_path: Path) -> None:
    book = tmp_path / "账套.jpb"
    front.call(book)
    assert not front.is_heard(0.1)
    assert not front.is_called(book)  # nobody took the word, so it was withdrawn
    front.call(book)
    ear = Timer(0.1, front.is_called, [book])
    ear.start()
    assert front.is_heard(5.0)
    ear.join()


def test_one_book_under_two_names_is_one_book(tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    front.call(tmp_path / "夹" / ".." / "账套.jpb")
    assert front.is_called(tmp_path / "账套.jpb")
