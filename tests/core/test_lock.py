"""Two windows, two people: who has a book open, and how a note left behind heals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from core.edits import set_text
from core.store import Store, lock
from core.store.lock import Holder, Note, holder, note_of
from core.trouble import BookTrouble, HeldBook, OpenBook
from core.workbook import Workbook
from tests.core.books import files_in, small_book
from tests.core.disks import NAME, nobody, opened, refused


def test_a_book_that_is_open_here_is_not_opened_twice(path: Path) -> None:
    with opened(path):
        for read_only in (False, True):
            with pytest.raises(BookTrouble, match="已经打开了"):
                Store.open(path, read_only=read_only)
    with opened(path):
        pass


def test_closing_one_view_of_a_book_does_not_free_another(path: Path) -> None:
    reading = Store.open(path, read_only=True)
    first = Store.open(path)
    first.close()
    with opened(path):
        reading.close()
        first.close()
        with pytest.raises(BookTrouble, match="已经打开了"):
            Store.open(path)


HOLD = """
import sys, sqlite3
sys.path.insert(0, ".")
from pathlib import Path
from core.store import Store
path = Path(sys.argv[2])
if sys.argv[1] == "ours":
    held = Store.open(path)
else:
    held = sqlite3.connect(path)
    held.execute("SELECT count(*) FROM goal").fetchall()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("program", ["ours", "another"])
def test_a_book_that_another_program_holds_is_refused(program: str, path: Path) -> None:
    command = [sys.executable, "-c", HOLD, program, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        try:
            sentence = refused(path)
            with closing(Store.open(path, read_only=True)) as reading:
                assert reading.load() == small_book()
        finally:
            child.stdin.close()
    assert sentence == (
        "账套“示例 2021.jpb”正被另一个程序打开（也可能是另一个绩评本窗口）；请先在那里关闭它，再试一次。"
    )


# ---- the note beside an open book

COLLEAGUE = Holder("CAIWU-02", "王会计", 4711, "2026-11-22T14:03:01")


def noted(path: Path, who: Holder = COLLEAGUE, *, hours_ago: float = 0.0) -> None:
    """Somebody has left a note, or renewed it, so long ago."""
    note = note_of(path)
    note.write_text(json.dumps({**asdict(who), "token": "his"}, ensure_ascii=False), encoding="utf-8")
    at = time.time() - hours_ago * 3600
    os.utime(note, (at, at))


def me() -> Holder:
    """What a note of this very program says."""
    return Holder(lock._host(), lock._user(), os.getpid(), "2026-11-22T14:03:01")


def gone_program() -> int:
    """The number of a program that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    return child.pid


def test_a_book_says_who_has_it_open_and_forgets_it_when_closed(path: Path) -> None:
    assert holder(path) is None
    with opened(path):
        who = holder(path)
        assert who is not None
        assert (who.is_me, who.pid) == (True, os.getpid())
    assert holder(path) is None
    assert set(files_in(path.parent)) == {path.name}


def test_a_book_opened_for_reading_leaves_no_note(path: Path) -> None:
    with closing(Store.open(path, read_only=True)):
        assert set(files_in(path.parent)) == {path.name}


def test_a_book_open_on_another_machine_is_read_only_with_who_and_since_when(path: Path) -> None:
    noted(path)
    sentence = refused(path, kind=HeldBook)
    assert sentence == (
        "账套“示例 2021.jpb”正由电脑“CAIWU-02”上的用户“王会计”（11 月 22 日 14:03 起）打开；"
        "现在可以以只读方式查看和导出，等对方关闭后再修改。"
    )
    with closing(Store.open(path, read_only=True)) as reading:
        assert reading.load() == small_book()


def test_a_book_another_user_of_this_machine_has_open_names_him(path: Path) -> None:
    with opened(path) as store:
        noted(path, replace(me(), user="王会计"))
        reading = [sys.executable, "-c", OPEN, str(path)]
        told = subprocess.run(reading, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        assert "HeldBook" in told
        assert "用户“王会计”" in told
        note_of(path).unlink()
        store.add(set_text(store.load(), NAME, "新"), "填写", 1000)


OPEN = """
import sys
sys.path.insert(0, ".")
from pathlib import Path
from core.store import Store
from core.trouble import Trouble
sys.stdout.reconfigure(encoding="utf-8")
try:
    Store.open(Path(sys.argv[1])).close()
except Trouble as trouble:
    print(type(trouble).__name__, trouble)
"""


def test_a_book_this_user_has_open_already_is_told_apart_so_that_its_window_can_be_called(path: Path) -> None:
    with opened(path):
        with pytest.raises(OpenBook, match="已经打开了"):
            Store.open(path)
        reading = [sys.executable, "-c", OPEN, str(path)]
        told = subprocess.run(reading, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        assert told.startswith("OpenBook 账套“示例 2021.jpb”正被另一个程序打开")


def test_a_note_of_another_machine_heals_after_a_day_without_a_beat(path: Path) -> None:
    noted(path, hours_ago=23.9)
    refused(path, kind=HeldBook)
    noted(path, hours_ago=24.1)
    assert holder(path) is None
    with opened(path):
        who = holder(path)
        assert who is not None
        assert who.is_me


def test_a_note_of_a_program_that_is_gone_heals_at_once(path: Path) -> None:
    noted(path, replace(me(), pid=gone_program()))
    assert holder(path) is None
    with opened(path):
        pass
    noted(path, replace(me(), user="王会计"))  # its number runs, but SQLite's lock is free: the number is another's now
    with opened(path):
        pass
    assert not note_of(path).exists()


def test_the_clerk_may_forget_a_colleague_who_is_gone(path: Path) -> None:
    noted(path)
    lock.forget(path)
    with opened(path):
        pass


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"host": 1}', b"x" * 5000, b"[" * 3000])
def test_a_note_nobody_can_read_holds_a_book_only_while_it_may_be_half_written(content: bytes, path: Path) -> None:
    note_of(path).write_bytes(content)
    assert holder(path) is None
    with pytest.raises(HeldBook, match="刚刚在另一台电脑上打开；请稍后再试"):
        Store.open(path)
    at = time.time() - 60
    os.utime(note_of(path), (at, at))
    with opened(path):
        pass


def test_a_book_that_was_taken_over_takes_no_more_steps_here(path: Path) -> None:
    with Workbook.open(path) as workbook:
        before = workbook.book
        noted(path)
        with pytest.raises(BookTrouble, match=r"已由电脑“CAIWU-02”上的用户“王会计”.*接手，这里不能再写入"):
            workbook.submit(set_text(before, NAME, "新"), "填写")
        assert workbook.book is before
    assert note_of(path).exists()  # it is his
    lock.forget(path)


def test_a_note_somebody_swept_away_is_left_again_with_the_next_step(path: Path) -> None:
    with opened(path) as store:
        note_of(path).unlink()
        store.add(set_text(store.load(), NAME, "新"), "填写", 1000)
        assert note_of(path).exists()
    assert not note_of(path).exists()


def test_every_step_renews_the_note(path: Path) -> None:
    with opened(path) as store:
        at = time.time() - 3600
        os.utime(note_of(path), (at, at))
        store.add(set_text(store.load(), NAME, "新"), "填写", 1000)
        assert time.time() - note_of(path).stat().st_mtime < 60


def test_a_window_in_which_nobody_types_keeps_its_book(path: Path) -> None:
    with Workbook.open(path) as workbook:
        at = time.time() - 3600
        os.utime(note_of(path), (at, at))
        workbook.renew()
        assert time.time() - note_of(path).stat().st_mtime < 60
        noted(path)
        with pytest.raises(BookTrouble, match="接手"):
            workbook.renew()
    workbook.renew()  # closed: nothing to say
    with Workbook.open(path, read_only=True) as reading:
        reading.renew()
    lock.forget(path)


def test_of_two_that_heal_a_note_at_once_only_one_gets_the_book(path: Path) -> None:
    noted(path, hours_ago=30)
    first = Note.leave(path)
    noted_by_first = note_of(path).read_bytes()
    second = Note.leave(path)  # of the same machine: SQLite's lock has decided already
    first.take_away()
    assert note_of(path).exists()
    second.take_away()
    assert not note_of(path).exists()
    assert b'"token"' in noted_by_first


def test_a_folder_that_takes_no_note_takes_no_book(shared: Path) -> None:
    shared.chmod(0o666)
    shared.parent.chmod(0o555)
    with nobody(), pytest.raises(BookTrouble, match="所在的文件夹不能写入；请以只读方式打开"):
        Store.open(shared)
