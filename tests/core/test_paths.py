"""Where the user's data lies on each system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core import paths


def test_data_lies_where_the_system_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert paths.data_folder() == tmp_path / "xdg" / "绩评本"
    monkeypatch.setattr(sys, "platform", "win32")
    assert paths.data_folder() == tmp_path / "local" / "绩评本"


@pytest.mark.parametrize("named", ["", "relative/folder"])
def test_a_missing_or_relative_folder_gives_the_usual_place(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", named)
    assert paths.data_folder() == Path.home() / ".local" / "share" / "绩评本"


def test_the_sample_and_the_log_lie_in_the_data_folder(data_home: Path) -> None:
    assert paths.sample_book().parent == data_home / "绩评本"
    assert paths.log_folder().parent == data_home / "绩评本"
