"""From the start of a fresh process to its first painted window, and the most memory the window ever takes.

The process that is measured is :mod:`tests.bench.started`; it prints how much memory it took and ends.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Line, against, times

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
LIMIT_MS, LIMIT_MB = 800.0, 160.0
_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA")


def lines(runs: int = RUNS) -> Iterator[Line]:
    """First window against an empty Qt window; memory against the same."""
    from core.sample import write

    with TemporaryDirectory() as folder:
        book = Path(folder) / "账套.jpb"
        write(book)
        runs_of: dict[str, list[float]] = {"window": [], "checked": [], "empty": []}
        for _ in range(runs + 1):  # the first one warms the disk's memory up
            for kind, found in runs_of.items():
                found.append(child(kind, book)[0])
        took = {kind: statistics.median(found[1:]) for kind, found in runs_of.items()}
        yield against("首个窗口（新进程，示例账套）；对照：空 Qt 窗口", took["window"], took["empty"],
                      aim="< 800 ms", met=took["window"] < LIMIT_MS)  # fmt: skip
        yield against("首个窗口，校验结果也已列出；对照同上", took["checked"], took["empty"])
        if sys.platform == "linux":
            (_, ours, beside), (_, empty, _) = child("memory", book), child("empty", book)
            yield Line("内存峰值（打开各页并导出一次）；对照：空 Qt 窗口", f"{ours:.0f} MB", f"{empty:.0f} MB",
                       times(empty / ours), "< 160 MB", ours < LIMIT_MB)  # fmt: skip
            yield Line("其间写文件的进程（写完即退）的内存峰值", f"{beside:.0f} MB", "")


def child(kind: str, book: Path) -> tuple[float, float, float]:
    """Run a process of its own: ms until it speaks, and its MB and those of the process beside it."""
    environment = {**os.environ, **dict.fromkeys(_FOLDERS, str(book.parent))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # warm means compiled
    environment["PYTHONPYCACHEPREFIX"] = str(book.parent / "pycache")
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.started", kind, str(book)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        own, beside = map(float, process.stdout.readline().split())
        return (time.perf_counter() - began) * 1000, own, beside
