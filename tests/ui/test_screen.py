"""The journey in a window on a real X screen, and a window that is killed while the clerk types."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.model import Place
from core.workbook import Workbook
from tests.ui import screen_journey
from tests.ui.journey import PROJECT
from tests.ui.test_journey import read_back

Start = Callable[[str], "subprocess.Popen[str]"]
ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed: there is no real screen"),
    pytest.mark.skipif(sys.platform == "win32", reason="Xvfb is a screen of X, which Windows has not"),
]


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen of 1366×768; its name for DISPLAY."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def start(screen: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a clerk in a process of its own."""
    clerks: list[subprocess.Popen[str]] = []

    def started(what: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(Path(screen_journey.__file__)), what, str(tmp_path)]
        clerks.append(
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
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
