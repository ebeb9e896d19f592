"""Watches what the program does to the machine: files opened for writing, programs started, sockets, memory, time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MEMORY = 500 * 1024 * 1024  # bytes a hostile file may cost
SECONDS = 2.0  # of the processor's time

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_MOVES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "webbrowser.open")


@dataclass(slots=True)
class Seen:
    """What happened while somebody watched."""

    written: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)

    def outside(self, *folders: Path) -> list[str]:
        """The paths written to that lie in none of the folders."""
        allowed = [str(folder) for folder in folders]
        return [path for path in self.written if not any(_lies_in(path, folder) for folder in allowed)]


_watchers: list[Seen] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if not _watchers:
        return
    if event.startswith("socket."):
        _told(event, "sockets", arguments)
    elif event in _STARTS:
        _told(event, "started", arguments)
    elif event == "open":
        path, mode, flags = (*arguments, None, None)[:3]
        writes = (
            any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool(int(str(flags or 0)) & _WRITING)
        )
        if writes and isinstance(path, str | bytes | os.PathLike):
            _told(os.fsdecode(path), "written")
    elif event in _MOVES:
        beside = arguments[-1] if isinstance(arguments[-1], int) and event != "os.chmod" else -1  # a folder held open
        for path in arguments:
            if isinstance(path, str | bytes | os.PathLike):
                _told(str(_folder(beside) / os.fsdecode(path)), "written")
    elif event == "sqlite3.connect" and arguments[0] != ":memory:":
        name = str(arguments[0])
        if "mode=ro" not in name:
            _told(name.removeprefix("file://").split("?")[0] if name.startswith("file:") else name, "written")


def _folder(number: int) -> Path:
    """The folder that is open under a number; the present one for none."""
    return Path(f"/proc/self/fd/{number}").readlink() if number >= 0 and sys.platform == "linux" else Path()


def _told(what: str, where: str, arguments: tuple[object, ...] = ()) -> None:
    for seen in _watchers:
        getattr(seen, where).append(f"{what} {arguments}" if arguments else os.path.abspath(what))  # noqa: PTH100


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


sys.addaudithook(_note)


@contextmanager
def watched() -> Iterator[Seen]:
    """Collect what happens inside."""
    seen = Seen()
    _watchers.append(seen)
    try:
        yield seen
    finally:
        _watchers.remove(seen)


@contextmanager
def within_bounds(seconds: float = SECONDS) -> Iterator[None]:
    """Fail when the work inside takes too long or, on Linux, more memory than a hostile file may cost."""
    limit = _memory_limit()
    before = time.process_time()
    try:
        yield
    finally:
        _back(limit)
    took = time.process_time() - before
    assert took < seconds, f"{took:.1f} s"


def _memory_limit() -> tuple[int, int] | None:
    if sys.platform != "linux":
        return None
    import resource

    limits = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, limits[1]))
    return limits


def _back(limits: tuple[int, int] | None) -> None:
    if limits is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, limits)
