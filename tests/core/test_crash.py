"""The program is killed while the clerk types, or the power goes: whatever had left its cell is in the book.

``LONG=1`` kills 200 programs and cuts the power 2000 times (:mod:`tests.core.disks`).
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.edits import set_text
from core.model import Book, Place
from core.workbook import Workbook
from tests.core.books import facts, files_in, small_book
from tests.core.disks import often

KILLED = often(5, 67)  # times, for each book; there are three
CUT = often(60, 2000)  # times the power goes

# Prints each step after it is told to be on the disk; every third is undone again.
CLERK = """
import sys
from itertools import count
from pathlib import Path
sys.path.insert(0, ".")
from core.edits import AddRow, Batch, set_text
from core.model import Indicator, Place
from core.workbook import Workbook

if sys.argv[2] == "journal":
    from core.store import journal
    journal.is_remote = lambda path: True

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


def typed_until_killed(path: Path, seconds: float, kept_by: str) -> list[tuple[str, int]]:
    """Let a clerk type, kill the program after a while, and return what it had told to be on the disk."""
    command = [sys.executable, "-c", CLERK, str(path), kept_by]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        said = (first + child.stdout.read()).split("\n")[:-1]  # the last line may be cut off
    return [(word, int(n)) for word, n in (line.split() for line in said)]


@pytest.mark.parametrize(("run", "kept_by"), [(0, "log"), (1, "log"), (2, "journal")])
def test_a_program_killed_at_any_moment_loses_nothing_that_had_left_its_cell(
    run: int, kept_by: str, tmp_path: Path
) -> None:
    path = tmp_path / "账套.jpb"
    Workbook.create(path, small_book()).close()
    moments = random.Random(run)
    typed = 123  # what stands in the sample book
    for _ in range(KILLED):
        said = typed_until_killed(path, moments.uniform(0, 0.08), kept_by)
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


# ---- the power goes


@dataclass(frozen=True, slots=True)
class Moment:
    """What lay on the disk when a step had been told to be there, and what the book was then."""

    log: int  # bytes of the log
    book: Book
    undo: str | None


def typed(path: Path, steps: random.Random) -> tuple[bytes, bytes, list[Moment]]:
    """Some steps, and then the file, its log and every moment on the way, as if nobody had closed the book."""
    log = path.with_name(f"{path.name}-wal")
    with Workbook.open(path) as workbook:
        moments = [Moment(0, workbook.book, workbook.undo_name)]
        for n in range(12):
            text = "长" * steps.choice([1, 10, 3000])
            place = steps.choice(
                [Place("unit", 0, "phone"), Place("answer", 1, "basis"), Place("goal", 1, "actual", 2)]
            )
            workbook.submit(set_text(workbook.book, place, f"{n}{text}"), f"第{n}步")
            moments.append(Moment(log.stat().st_size, workbook.book, workbook.undo_name))
        return path.read_bytes(), log.read_bytes(), moments


def cut(log: bytes, at: int, how: str, chance: random.Random) -> bytes:
    """What a disk may hold of the log when the power went while it wrote what lies behind ``at``."""
    match how:
        case "truncated":
            return log[:at]
        case "zeroed":
            return log[:at] + bytes(len(log) - at)
        case "zeroed in part":
            end = chance.randint(at, len(log))
            return log[:at] + bytes(end - at) + log[end:]
    return log[:at] + chance.randbytes(min(len(log) - at, 512)) + log[at + 512 :]


@pytest.mark.parametrize("how", ["truncated", "zeroed", "zeroed in part", "garbled"])
def test_after_a_power_cut_the_book_opens_as_of_the_last_step_that_reached_the_disk(how: str, tmp_path: Path) -> None:
    chance = random.Random(how)
    path, after = tmp_path / "账套.jpb", tmp_path / "断电" / "账套.jpb"
    Workbook.create(path, small_book()).close()
    main, log, moments = typed(path, chance)
    after.parent.mkdir()
    for _ in range(CUT // 4):
        at = chance.randint(0, len(log))
        after.write_bytes(main)
        after.with_name(f"{after.name}-wal").write_bytes(cut(log, at, how, chance))
        reached = max(n for n, moment in enumerate(moments) if moment.log <= at)
        with Workbook.open(after) as workbook:
            found = [n for n, moment in enumerate(moments) if moment.book == workbook.book]
            assert found
            assert found[-1] >= reached
            assert workbook.undo_name == moments[found[-1]].undo
            for n in range(found[-1], 0, -1):
                workbook.undo()
                assert facts(workbook.book) == facts(moments[n - 1].book)
        with closing(sqlite3.connect(after)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert set(files_in(after.parent)) == {after.name}
