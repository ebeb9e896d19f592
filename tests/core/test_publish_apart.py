"""Files written in a process of their own: the same files, the same words, and a way on when the process ends."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from core import press, publish_apart
from core.export.files import Format
from core.model import Book
from core.publish import Advance, Published, plan
from core.publish_apart import WORD, Apart
from core.sample import sample
from core.trouble import ExportTrouble
from main import WRITE_FILES

TABLE, REPORT = 1, 17  # projects of the sample: a 自评表, a 自评报告


@pytest.fixture(scope="module")
def book() -> Book:
    return sample()


def said(result: Published) -> tuple[object, ...]:
    files = [(file.written.path.name, file.open_findings, file.pending, file.rules) for file in result.files]
    return files, result.troubles, result.remarks, dict(result.open_findings), result.planned, result.cancelled


def quiet(advance: Advance) -> None:
    pass


def test_the_word_is_the_one_main_listens_for() -> None:
    assert WORD == WRITE_FILES


def test_the_files_and_what_is_said_of_them_are_those_written_here(book: Book, tmp_path: Path) -> None:
    jobs = plan(book, book.dossiers, (Format.XLSX,), protocol=True)
    steps: list[Advance] = []
    apart = Apart().run(jobs, tmp_path / "别处", steps.append, lambda: False)
    here = press.run(jobs, tmp_path / "这里", quiet, lambda: False)
    assert said(apart) == said(here)
    assert {file.name for file in (tmp_path / "别处").iterdir()} == {
        file.name for file in (tmp_path / "这里").iterdir()
    }
    assert [file.written.path.exists() for file in apart.files] == [True] * len(here.files)
    assert steps[-1] == Advance(len(here.files), len(here.files))


def test_it_stops_before_the_next_file(book: Book, tmp_path: Path) -> None:
    jobs = plan(book, (TABLE, REPORT), (Format.XLSX,))
    begun: list[str] = []
    result = Apart().run(jobs, tmp_path, lambda advance: begun.append(advance.name), lambda: bool(begun))
    assert result.cancelled
    assert len(result.files) == 1


def test_what_goes_wrong_is_told_in_the_same_sentence(book: Book, tmp_path: Path) -> None:
    (tmp_path / "报送").write_text("")
    with pytest.raises(ExportTrouble, match="是一个文件，不是文件夹"):
        Apart().run(plan(book, (TABLE,), (Format.XLSX,)), tmp_path / "报送", quiet, lambda: False)


@pytest.mark.skipif(sys.platform != "linux", reason="kills a process by what the system tells of it")
def test_a_process_that_ends_in_the_middle_is_told_and_the_next_run_is_done_here(book: Book, tmp_path: Path) -> None:
    apart, jobs = Apart(), plan(book, (TABLE, REPORT), (Format.XLSX,))

    def shot(advance: Advance) -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        for child in children:
            if WORD in Path(f"/proc/{child}/cmdline").read_text():
                os.kill(int(child), signal.SIGKILL)

    with pytest.raises(ExportTrouble, match="写文件的程序停了"):
        apart.run(jobs, tmp_path, shot, lambda: False)
    assert not apart.works
    again = apart.run(jobs, tmp_path, quiet, lambda: False)
    assert len(again.files) == again.planned == 2


def test_where_no_process_can_be_started_the_files_are_written_here(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish_apart, "command", lambda word: [str(tmp_path / "没有这个程序")])
    result = Apart().run(plan(book, (TABLE,), (Format.XLSX,)), tmp_path / "报送", quiet, lambda: False)
    assert len(result.files) == 1


def test_what_was_got_ready_does_the_work_and_what_is_not_wanted_goes(book: Book, tmp_path: Path) -> None:
    apart = Apart()
    apart.get_ready()
    ahead = apart._ahead
    assert ahead is not None
    apart.get_ready()
    assert apart._ahead is ahead
    result = apart.run(plan(book, (TABLE,), (Format.XLSX,)), tmp_path / "报送", quiet, lambda: False)
    assert (len(result.files), ahead.poll()) == (1, 0)
    apart.get_ready()
    second = apart._ahead
    apart.dismiss()
    assert second is not None
    assert second.poll() is not None
    apart.dismiss()


def test_one_that_was_got_ready_and_has_died_is_replaced(book: Book, tmp_path: Path) -> None:
    apart = Apart()
    apart.get_ready()
    ahead = apart._ahead
    assert ahead is not None
    ahead.kill()
    ahead.wait()
    result = apart.run(plan(book, (TABLE,), (Format.XLSX,)), tmp_path / "报送", quiet, lambda: False)
    assert len(result.files) == 1
