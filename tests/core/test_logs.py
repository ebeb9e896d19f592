"""The log holds what went wrong and nothing that the clerk typed."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from core import logs

pytestmark = pytest.mark.usefixtures("log_put_back")


@pytest.mark.log_expected
def test_a_bug_is_logged_with_its_lines_but_without_names_and_amounts(tmp_path: Path) -> None:
    file = logs.start(tmp_path / "日志")
    try:
        int("城乡医疗救助 1234.56")
    except ValueError:
        logging.getLogger("core").exception("not expected")
    assert file is not None
    text = file.read_text(encoding="utf-8")
    assert 'int("城乡' in text  # the line of code stands in the program, not in a book
    assert "ValueError: invalid literal for int() with base …: '… ….…'" in text


@pytest.mark.log_expected
def test_the_first_cause_of_a_bug_is_logged_before_what_came_of_it(tmp_path: Path) -> None:
    file = logs.start(tmp_path)
    try:
        try:
            raise KeyError("funds")
        except KeyError as error:
            raise RuntimeError("no funds") from error
    except RuntimeError:
        logging.getLogger("core").exception("not expected")
    assert file is not None
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "Error: " in line]
    assert lines == ["KeyError: 'funds'", "RuntimeError: no funds"]


@pytest.mark.log_expected
def test_what_nobody_expected_reaches_the_log_and_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    file = logs.start(tmp_path)
    logs.set_crash_net()
    error = LookupError("no such form")
    sys.excepthook(LookupError, error, None)
    assert file is not None
    assert "LookupError: no such form" in file.read_text(encoding="utf-8")
    assert "LookupError: no such form" in capsys.readouterr().err


@pytest.mark.log_expected
def test_a_bug_of_work_beside_the_window_reaches_the_log_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    file = logs.start(tmp_path)
    logs.set_crash_net()
    work = threading.Thread(target={}.pop, args=("preview",))
    work.start()
    work.join()
    assert file is not None
    assert "KeyError: 'preview'" in file.read_text(encoding="utf-8")
    assert "KeyError: 'preview'" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert logs.start(tmp_path / "file") is None
    assert "没有记下" in logs.crash_sentence(None)


def test_the_clerk_is_told_where_the_log_lies() -> None:
    assert "“绩评本.log”" in logs.crash_sentence(Path("绩评本.log"))
