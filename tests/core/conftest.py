"""A book on the disk, for the tests of the store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.store import Store
from tests.core.books import small_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound book in a folder of its own, whose name needs quoting."""
    path = tmp_path / ("账 套#1%20" if os.name == "nt" else "账 套#1?%20") / "示例 2021.jpb"
    Store.create(path, small_book())
    return path


@pytest.fixture
def shared(path: Path) -> Path:
    """A book in a folder that everybody may look into."""
    if os.name == "nt":
        pytest.skip("rights are kept differently on Windows")
    for folder in path.parents:
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    return path
