"""What this computer remembers, and the password of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.keeping import preferences
from core.keeping.password import hashed, matches
from core.keeping.preferences import Preferences
from core.trouble import Trouble


def test_settings_are_read_as_they_were_written() -> None:
    assert preferences.read() == Preferences()
    kept = Preferences("/媒体/U 盘", {"abc": "2026-11-22"}, hashed("密码"))
    preferences.write(kept)
    assert preferences.read() == kept
    assert not preferences.file().with_suffix(".part").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"second_place": 1}', b"[" * 9000, b'{"password": null}'])
def test_settings_that_are_broken_count_as_none(content: bytes) -> None:
    preferences.file().parent.mkdir(parents=True)
    preferences.file().write_bytes(content)
    assert preferences.read() == Preferences()
    preferences.write(Preferences("甲"))
    assert preferences.read() == Preferences("甲")


def test_settings_of_a_newer_program_are_read_as_far_as_they_are_known() -> None:
    preferences.file().parent.mkdir(parents=True)
    preferences.file().write_text('{"second_place": "甲", "colour": "红"}', encoding="utf-8")
    assert preferences.read() == Preferences("甲")


def test_settings_that_cannot_be_written_are_told(data_home: Path) -> None:
    (data_home / "绩评本").write_text("", encoding="utf-8")
    with pytest.raises(Trouble, match="设置没有保存："):
        preferences.write(Preferences("甲"))


def test_a_password_opens_and_another_does_not() -> None:
    kept = hashed("示例１２３")
    assert "示例" not in kept
    assert matches("示例123", kept)
    assert not matches("示例124", kept)
    assert not matches("", kept)
    assert hashed("示例１２３") != kept


@settings(max_examples=40)
@given(st.text(max_size=30) | st.from_regex(r"scrypt\$\d+\$\d+\$\d+\$[0-9a-f]*\$[0-9a-f]*", fullmatch=True))
def test_a_text_that_is_no_hash_opens_for_nobody(kept: str) -> None:
    assert not matches("密码", kept)
