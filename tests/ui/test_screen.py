"""The journey in a window on a real X screen, and a window that is killed while the clerk types."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.model import Place
from core.workbook import Workbook
from tests.ui import screen_journey
from tests.ui.journey import PROJECT
from tests.ui.screens import at_screen, needs_screen, real_screen
from tests.ui.test_journey import read_back

Start = Callable[[str], "subprocess.Popen[str]"]
pytestmark = needs_screen


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen for all tests here."""
    with real_screen() as name:
        yield name


@pytest.fixture
def start(screen: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a clerk in a process of its own."""
    clerks: list[subprocess.Popen[str]] = []

    def started(what: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(Path(screen_journey.__file__)), what, str(tmp_path)]
        clerks.append(
            subprocess.Popen(
                command,
                env=at_screen(screen),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        )
        return clerks[-1]

    yield started
    for clerk in clerks:
        clerk.kill()
        clerk.communicate()


def test_the_journey_ends_with_three_files_on_a_real_screen(start: Start, tmp_path: Path) -> None:
    clerk = start("export")
    said, trouble = clerk.communicate(timeout=120)
    assert clerk.returncode == 0, trouble
    assert said.split() == ["xcb"]
    files = sorted((tmp_path / screen_journey.FILES).iterdir())
    assert [file.suffix for file in files] == [".docx", ".pdf", ".xlsx"]
    read_back(*files)


def test_a_whole_project_is_written_by_keys_alone_on_a_real_screen(start: Start, tmp_path: Path) -> None:
    clerk = start("keys")
    said, trouble = clerk.communicate(timeout=120)
    assert clerk.returncode == 0, trouble
    assert said.split() == ["xcb"]
    assert sorted(file.suffix for file in (tmp_path / screen_journey.FILES).iterdir()) == [".docx", ".pdf", ".xlsx"]


@pytest.mark.parametrize("amounts", [1, 17, 40])
def test_a_killed_window_loses_nothing_that_had_left_its_cell(start: Start, tmp_path: Path, amounts: int) -> None:
    clerk = start("type")
    left: dict[str, int] = {}
    for line in clerk.stdout:
        cell, number = line.split()
        left[cell] = int(number)
        if int(number) == amounts:
            clerk.kill()
    clerk.wait()
    assert len(left) == min(amounts, len(screen_journey.CELLS)), clerk.stderr.read()
    with Workbook.open(tmp_path / screen_journey.BOOK) as book:
        dossier = next(d for d in book.book.dossiers.values() if d.project.name == PROJECT)
        for cell, number in left.items():
            stored = book.book.text(Place("fund", dossier.id, cell))
            assert stored in (str(number), str(number + len(screen_journey.CELLS))), "the last one, or the one after"
