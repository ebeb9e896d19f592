"""What holds for every test: its own data folder, no screen, no network, and silence where nothing is said on purpose.

A Qt warning fails a test through pytest-qt, a Python warning through pytest's filter, a log warning through
``nothing_is_logged_in_passing``. A test that provokes one says so with the mark ``log_expected``.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

if not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a test that wants a real window starts a process of its own

_MEMORY, _ENOUGH = Path("/dev/shm"), 2 << 30  # a folder kept in memory, and the bytes a run on all cores may take
if (
    "TMPDIR" not in os.environ
    and _MEMORY.is_dir()
    and os.access(_MEMORY, os.W_OK)
    and shutil.disk_usage(_MEMORY).free > _ENOUGH
):
    # Thousands of books are made and each waits for the disk several times.  No test proves anything by a real disk:
    # a killed program's file lies with the system either way, and a lost or full disk is played by tests/core/disks.py.
    tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)

# Each ordinary run tries other examples, so few are enough; LONG=1 tries many at once (tests/core/disks.py).
settings.register_profile("desk", deadline=None, max_examples=30)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=500)
settings.load_profile("long" if os.environ.get("LONG") else "ci" if os.environ.get("CI") else "desk")

_NETWORK_EVENTS = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"})


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NETWORK_EVENTS:
        raise AssertionError(f"{event} {arguments[-1]!r}: the program never opens a connection")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the user's folders into a fresh folder with a Chinese name and a space, and return it.

    ``XDG_CACHE_HOME`` stays: an empty font cache would be filled again for each test.
    """
    home = tmp_path_factory.mktemp("用户 数据")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    if "PySide6.QtCore" in sys.modules:  # Qt looks at XDG_CONFIG_HOME only once in a process
        from PySide6.QtCore import QSettings

        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_is_logged_in_passing(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that makes the program log a warning or an error without expecting it."""
    yield
    if request.node.get_closest_marker("log_expected"):
        return
    told = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in caplog.get_records("call") if _is_loud(r)]
    if told:
        pytest.fail("logged in passing:\n" + "\n".join(told), pytrace=False)


@pytest.fixture
def log_put_back() -> Iterator[None]:
    """Undo what ``core.logs.start`` does to the one root logger of the process."""
    root = logging.getLogger()
    handlers, level = tuple(root.handlers), root.level
    yield
    root.setLevel(level)
    for handler in (h for h in tuple(root.handlers) if h not in handlers):
        root.removeHandler(handler)
        handler.close()


def _is_loud(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
