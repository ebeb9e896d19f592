"""What the core asks Windows, told by a stand-in for Windows: these branches run on no other system."""

from __future__ import annotations

import ctypes
import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from core import logs
from core.export import fonts
from core.preview_apart import PagesApart
from core.store import file, journal, lock
from core.trouble import ExportTrouble

HERE, ELSEWHERE = PureWindowsPath("C:/我的 文档/账套#1%.jpb"), PureWindowsPath("//财务处/共享/账套.jpb")
FIXED, REMOTE = 3, 4
RUNNING, ENDED, FOREIGN, GONE = 4321, 4322, 4323, 4324


@dataclass
class Kernel:
    """The functions of kernel32 that are called: one process runs, one is another user's, one has ended and its number
    is not free yet; drive Z is another machine's."""

    opened: list[int] = field(default_factory=list)
    error: int = 0

    def OpenProcess(self, access: int, inherited: bool, pid: int) -> int:
        assert access == 0x1000
        assert not inherited
        if pid not in (RUNNING, ENDED):
            self.error = 5 if pid == FOREIGN else 87
            return 0
        self.opened.append(pid)
        return pid

    def GetExitCodeProcess(self, handle: int, code: SimpleNamespace) -> bool:
        code.value = 259 if handle == RUNNING else 0
        return True

    def CloseHandle(self, handle: int) -> bool:
        self.opened.remove(handle)
        return True

    def GetDriveTypeW(self, root: str) -> int:
        return REMOTE if root == "Z:\\" else FIXED


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    """Windows, as far as the core looks."""
    monkeypatch.setattr(sys, "platform", "win32")
    found = Kernel()
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=found), raising=False)
    monkeypatch.setattr(ctypes, "WinDLL", lambda name, use_last_error: found, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: found.error, raising=False)
    monkeypatch.setattr(ctypes, "byref", lambda value: value)
    return found


class WindowsPath(PureWindowsPath):
    """A path that is already absolute; nobody asks the disk for it."""

    def absolute(self) -> WindowsPath:
        return self


# Who has a book open


def test_the_note_names_the_computer_and_the_user(
    kernel: Kernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPUTERNAME", "财务-01")
    monkeypatch.setenv("USERNAME", "李会计")
    monkeypatch.setattr("os.getpid", lambda: RUNNING)
    book = tmp_path / "账套.jpb"
    note = lock.Note.leave(book)
    held = lock.holder(book)
    assert held is not None
    assert (held.host, held.user, held.is_me) == ("财务-01", "李会计", True)
    note.take_away()
    assert kernel.opened == []


@pytest.mark.parametrize(("program", "holds"), [(GONE, False), (ENDED, False), (FOREIGN, True), (RUNNING, True)])
def test_a_note_holds_the_book_while_its_program_runs_whoevers_it_is(
    kernel: Kernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: int, holds: bool
) -> None:
    monkeypatch.setenv("COMPUTERNAME", "财务-01")
    monkeypatch.setattr("os.getpid", lambda: program)
    lock.Note.leave(tmp_path / "账套.jpb")
    assert (lock.holder(tmp_path / "账套.jpb") is not None) is holds
    assert kernel.opened == []


# Where a book lies


@pytest.mark.parametrize(
    ("path", "remote"), [("C:/账套.jpb", False), ("Z:/账套.jpb", True), ("//财务处/共享/账套.jpb", True)]
)
def test_a_drive_of_another_machine_is_known(kernel: Kernel, path: str, remote: bool) -> None:
    assert journal.is_remote(WindowsPath(path)) is remote  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (HERE, "file:///C:/我的 文档/账套%231%25.jpb?mode=ro"),
        (ELSEWHERE, "file:////财务处/共享/账套.jpb?mode=ro"),
    ],
)
def test_sqlite_is_told_a_path_with_a_drive_or_a_server(path: PureWindowsPath, uri: str) -> None:
    """As "Uniform Resource Identifiers" of SQLite wants them, section 3.1."""
    assert file._uri(WindowsPath(path), "mode=ro") == uri  # type: ignore[arg-type]


def test_fonts_are_those_of_windows_and_of_the_user(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDIR", "/Windows")
    monkeypatch.setenv("LOCALAPPDATA", "/profile/Local")
    mine = Path("/profile/Local/Microsoft/Windows/Fonts")
    assert fonts._system_folders() == (Path("/Windows/Fonts"), mine)


# What the program says and starts


def test_the_commands_speak_utf_8_through_a_pipe_of_a_chinese_windows(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(behind, encoding="gbk", newline="\n"))
    monkeypatch.setattr(sys, "stderr", None)  # a window has no console
    logs.speak_safely()
    sys.stdout.write("绩评本 ●\n")
    sys.stdout.flush()
    assert behind.getvalue().decode("utf-8") == "绩评本 ●\n"


def test_the_preview_opens_no_black_window_and_lets_the_clerk_go_first(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags: list[int] = []

    def refused(command: Sequence[str], creationflags: int, **pipes: int) -> None:
        flags.append(creationflags)
        raise OSError

    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0x4000, raising=False)
    monkeypatch.setattr(subprocess, "Popen", refused)
    with pytest.raises(ExportTrouble, match="系统不允许"):
        PagesApart()._start()
    assert flags == [0x08004000]
