"""A screen of X for programs in processes of their own; tests that need one are marked with ``needs_screen``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_MISSING = shutil.which("Xvfb") is None or sys.platform == "win32"
needs_screen = pytest.mark.skipif(_MISSING, reason="Xvfb is not installed: there is no real screen")


@contextmanager
def real_screen() -> Iterator[str]:
    """A screen of 1366×768; its name for DISPLAY."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def at_screen(screen: str) -> Mapping[str, str]:
    """The environment of one of our programs there."""
    return {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen, "PYTHONPATH": str(ROOT)}
