"""The program is quiet: no socket, no other program, no file but in the data, backup, export and log folders."""

from __future__ import annotations

import os
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

import main
from core import logs, paths
from core.edits import set_text
from core.importing import exchange
from core.importing.merge import plan_import
from core.keeping import second_place
from core.keeping.diagnostics import contents, write
from core.sample import FILE
from core.store.salvage import salvage
from core.workbook import Workbook
from tests.core.disks import NAME, overwritten
from tests.core.watch import Seen, watched

pytestmark = pytest.mark.usefixtures("log_put_back")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the system, and the home, where nothing must be left; not the folder of the work."""
    place = tmp_path / "别处"
    place.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    return place


def test_a_whole_journey_opens_no_socket_and_writes_only_where_it_may(
    tmp_path: Path,
    data_home: Path,
    elsewhere: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    books, out = tmp_path / "账套 夹", tmp_path / "报送 材料"
    with watched() as seen:
        books.mkdir()
        for command in (
            ["sample", str(books / "示例.jpb")],
            ["dump", str(books / "示例.jpb"), "--out", str(out.with_suffix(".json"))],
            ["import", str(out.with_suffix(".json")), "--book", str(books / "新.jpb")],
            ["check", str(books / "新.jpb"), "--json"],
            ["export", str(books / "新.jpb"), "--out", str(out), "--format", "docx,pdf,xlsx"],
            ["forms"],
        ):
            assert main.main(command) in (0, 1), capsys.readouterr()
    capsys.readouterr()
    quiet(seen, books, out, out.with_suffix(".json"), data_home)
    assert list(elsewhere.iterdir()) == []
    assert list(out.iterdir())


def test_a_day_at_the_desk_is_quiet(tmp_path: Path, data_home: Path, elsewhere: Path) -> None:
    books, stick = tmp_path / "账套 夹", tmp_path / "U 盘"
    stick.mkdir()
    with watched() as seen:
        logs.start(paths.log_folder())
        with Workbook.create(books / "账套.jpb", backups=paths.backup_folder()) as workbook:
            step = plan_import(workbook.book, exchange.read(FILE), update=False).edit
            assert step is not None
            workbook.submit(step, "导入")
            workbook.submit(set_text(workbook.book, NAME, "新"), "填写")
            workbook.undo()
            for number in workbook.book.dossiers:
                workbook.findings(number)
            made = workbook.backup("手动")
            workbook.restore(made)
            second_place.choose(stick)
            second_place.copy_there(workbook.backups()[0], workbook.path, stick, date(2026, 11, 22), "密码")
            write(contents(workbook.book), stick / "诊断包.zip")
        overwritten(0, b"\0" * 100)(books / "账套.jpb")
        salvage(books / "账套.jpb", books / "抢救.jpb")
    quiet(seen, books, stick, data_home)
    assert list(elsewhere.iterdir()) == []


def quiet(seen: Seen, *folders: Path) -> None:
    """Nothing but files in the folders, and what Python itself keeps of its modules."""
    assert (seen.sockets, seen.started) == ([], [])
    assert [path for path in seen.outside(*folders) if not _is_of_python(path)] == []
    assert seen.written


def _is_of_python(path: str) -> bool:
    return f"{os.sep}__pycache__" in path or path == os.devnull


def test_the_watch_itself_sees_what_it_watches_for(tmp_path: Path) -> None:
    import socket
    import subprocess

    with watched() as seen:
        (tmp_path / "甲").write_text("", encoding="utf-8")
        (tmp_path / "甲").rename(tmp_path / "乙")
        subprocess.run([sys.executable, "-c", ""], check=True)
        socket.socket().close()
    assert seen.outside(tmp_path / "甲") == [str(tmp_path / "乙")]
    assert len(seen.started) >= 1
    assert len(seen.sockets) >= 1
