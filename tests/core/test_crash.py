"""The program is killed while the clerk types: whatever had left its cell is in the book."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.workbook import Workbook
from tests.core.books import small_book

KILLED = 8  # times, for each book

# Prints each step after it is told to be on the disk; every third is undone again.
CLERK = """
import sys
from itertools import count
from pathlib import Path
sys.path.insert(0, ".")
from core.edits import AddRow, Batch, set_text
from core.model import Indicator, Place
from core.workbook import Workbook

with Workbook.open(Path(sys.argv[1])) as workbook:
    first = int(workbook.book.unit.code)
    for n in count(first + 1):
        row = Indicator(workbook.new_id(), 1, 5000 + n, name=f"指标{n}", actual="长" * (n * 37 % 3000))
        code = set_text(workbook.book, Place("unit", 0, "code"), str(n))
        workbook.submit(Batch((AddRow(row), code)), f"第{n}步")
        print("done", n, flush=True)
        if n % 3 == 0:
            workbook.submit(set_text(workbook.book, Place("unit", 0, "phone"), str(n)), "电话")
            workbook.undo()
            print("undone", n, flush=True)
"""


def typed_until_killed(path: Path, seconds: float) -> list[tuple[str, int]]:
    """Let a clerk type, kill the program after a while, and return what it had told to be on the disk."""
    command = [sys.executable, "-c", CLERK, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        said = (first + child.stdout.read()).split("\n")[:-1]  # the last line may be cut off
    return [(word, int(n)) for word, n in (line.split() for line in said)]


@pytest.mark.parametrize("run", range(3))
def test_a_program_killed_at_any_moment_loses_nothing_that_had_left_its_cell(run: int, tmp_path: Path) -> None:
    path = tmp_path / "账套.jpb"
    Workbook.create(path, small_book()).close()
    moments = random.Random(run)
    typed = 123  # what stands in the sample book
    for _ in range(KILLED):
        said = typed_until_killed(path, moments.uniform(0, 0.08))
        assert [n for word, n in said if word == "done"] == list(range(typed + 1, said[-1][1] + 1))
        with Workbook.open(path) as workbook:
            typed = int(workbook.book.unit.code)
            assert typed - said[-1][1] in (0, 1)  # a step may be on the disk and not yet told
            names = [row.name for row in workbook.book.dossiers[1].indicator]
            assert names[2:] == [f"指标{n}" for n in range(124, typed + 1)]
            history_is_whole(workbook, typed)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def history_is_whole(workbook: Workbook, typed: int) -> None:
    """The newest steps go back one by one and come again."""
    before = workbook.book
    undone = 0
    while undone < 5 and workbook.undo_name not in (None, "电话"):
        assert workbook.undo_name == f"第{int(workbook.book.unit.code)}步"
        workbook.undo()
        undone += 1
    for _ in range(undone):
        workbook.redo()
    assert workbook.book == before
    assert int(workbook.book.unit.code) == typed
