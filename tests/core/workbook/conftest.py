"""An open book with two projects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.workbook import Workbook
from tests.core.books import small_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the book of the test lies."""
    return tmp_path / "账套.jpb"


@pytest.fixture
def workbook(path: Path) -> Iterator[Workbook]:
    """An open book with two projects."""
    with Workbook.create(path, small_book()) as workbook:
        yield workbook
