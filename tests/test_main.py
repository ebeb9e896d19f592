"""What main makes of its arguments."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

import core
import main
import ui

pytestmark = pytest.mark.usefixtures("log_put_back")


@pytest.fixture(autouse=True)
def calls(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What reaches the command line and the window, which stay closed here; the command ``check`` has a bug."""
    seen: list[object] = []

    def run(arguments: Sequence[str]) -> int:
        seen.append(list(arguments))
        if arguments[0] == "check":
            raise ZeroDivisionError
        return 1

    def open_window(book: Path | None) -> int:
        seen.append(book)
        return 0

    cli, app = ModuleType("core.cli"), ModuleType("ui.app")
    vars(cli).update(COMMANDS=("check", "export"), run=run)
    vars(app).update(run=open_window)
    for package, name, module in ((core, "cli", cli), (ui, "app", app)):
        monkeypatch.setitem(sys.modules, f"{package.__name__}.{name}", module)
        monkeypatch.setattr(package, name, module, raising=False)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return seen


def test_a_command_is_carried_out_and_its_exit_code_returned(calls: list[object]) -> None:
    assert main.main(["export", "账套.jpb", "--out", "out"]) == 1
    assert calls == [["export", "账套.jpb", "--out", "out"]]


def test_an_option_belongs_to_the_command_line(calls: list[object]) -> None:
    main.main(["--help"])
    assert calls == [["--help"]]


def test_a_book_is_opened_in_the_window(calls: list[object]) -> None:
    assert main.main(["我的 账套.jpb"]) == 0
    assert main.main([]) == 0
    assert calls == [Path("我的 账套.jpb"), None]


@pytest.mark.log_expected
def test_a_bug_in_a_command_ends_in_one_sentence_that_names_the_log(
    capsys: pytest.CaptureFixture[str], data_home: Path
) -> None:
    log_file = data_home / "绩评本" / "log" / "绩评本.log"
    assert main.main(["check", "账套.jpb"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"程序内部出错，这一步没有做完；详情记在“{log_file}”，请把它交给维护人员。\n"
    assert "ZeroDivisionError" in log_file.read_text(encoding="utf-8")


def test_who_reads_a_command_may_stop_reading() -> None:
    """As ``jipingben forms | head``: no bug is told, and nothing is complained of."""
    command = [sys.executable, str(Path(main.__file__).resolve()), "forms"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == main.EXIT_TROUBLE
