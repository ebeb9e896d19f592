"""The second start on an open book brings the first window to the front."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from core import front


def word() -> Path:
    return front.folder() / "front.json"


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
