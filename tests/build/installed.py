"""A small machine for the packages: an empty root where dpkg installs, and a clerk without rights who uses the program.

The clerk runs as ``nobody`` where the tests run as root, and has no network where the system lets us take it away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import product

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
SCREEN = f":{100 + os.getpid() % 900}"  # one of its own: two sessions may try their packages at once
_NOBODY = "65534"
_PATIENCE = 60.0  # seconds


@cache
def without_network() -> tuple[str, ...]:
    """The command that takes the network away from the command behind it; empty where that is not allowed."""
    for way in (("unshare", "-n"), ("unshare", "-rn")):
        if shutil.which("unshare") and subprocess.run([*way, "true"], capture_output=True).returncode == 0:
            return way
    return ()


class Clerk:
    """Somebody who may write into a home of their own and nowhere else."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="办公 电脑 "))
        self.home.chmod(0o777)
        self.books = self.home / "我的 账套"
        self.books.mkdir(mode=0o777)
        self.books.chmod(0o777)

    def command(self, program: Path, *arguments: object) -> list[str]:
        """The whole command with which the clerk starts the program."""
        drop = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"] if AS_ROOT else []
        return [*without_network(), *drop, str(program), *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        """What the clerk's session says; none of what the tests' own says."""
        folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(self.home))
        bus = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.home}/none"}  # else one is started that outlives the test
        screen = {"DISPLAY": SCREEN, "QT_QPA_PLATFORM": "xcb"}
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **screen, **bus, **folders}

    def run(self, program: Path, *arguments: object) -> str:
        """Carry out one command and return what it says; the test fails when the command does."""
        done = subprocess.run(
            self.command(program, *arguments), env=self.environment(), capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def window(self, program: Path, book: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Open the window on a book, wait until it is on the screen, and close it in the end."""
        with subprocess.Popen(self.command(program, book), env=self.environment()) as process:
            try:
                wait_for_window(process)
                yield process
            finally:
                process.terminate()

    def log(self) -> str:
        """What the program wrote into its log."""
        return (self.home / "绩评本/log/绩评本.log").read_text(encoding="utf-8")


def wait_for_window(process: subprocess.Popen[bytes]) -> None:
    """Come back as soon as a window of the program is seen."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "绩评本"]
    until = time.monotonic() + _PATIENCE
    while subprocess.run(search, env={**os.environ, "DISPLAY": SCREEN}, capture_output=True).returncode:
        assert process.poll() is None, "the program ended before its window was seen"
        assert time.monotonic() < until, "no window was seen"
        time.sleep(0.01)


def processor_seconds(pid: int) -> float:
    """Return how long a process and what it started have kept the processor busy."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def screen() -> Iterator[None]:
    """A screen of an office computer."""
    command = ["Xvfb", SCREEN, "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + _PATIENCE
        while not Path(f"/tmp/.X11-unix/X{SCREEN[1:]}").exists() and time.monotonic() < until:
            time.sleep(0.05)
        try:
            yield
        finally:
            process.terminate()


class Machine:
    """A root with nothing in it but dpkg's own list."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="root-"))
        self.root.chmod(0o755)
        for folder in ("info", "updates", "triggers"):
            (self.root / "var/lib/dpkg" / folder).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        self.program = self.root / "usr/bin" / product.ID

    def dpkg(self, *arguments: object) -> None:
        """Install or remove; what the package depends on is the real machine's."""
        command = [] if AS_ROOT else ["fakeroot"]
        command += ["dpkg", f"--root={self.root}", "--force-not-root", "--force-depends", "--log=/dev/null"]
        done = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def has(self, version: str) -> bool:
        """Tell whether dpkg's list says that this version is installed."""
        listed = (self.root / "var/lib/dpkg/status").read_text(encoding="utf-8")
        return "Status: install ok installed" in listed and f"Version: {version}\n" in listed

    def files(self) -> list[Path]:
        """All files of the program and of its menu entry."""
        return [file for file in (self.root / "usr").rglob("*") if not file.is_dir()]


def older(package: Path, folder: Path) -> Path:
    """The same package as a version 0.0.1, with a file that the newer one has no longer."""
    tree = folder / "older"
    subprocess.run(["dpkg-deb", "-R", package, tree], check=True)
    control = tree / "DEBIAN/control"
    text = control.read_text(encoding="utf-8")
    control.write_text(text.replace(f"Version: {product.VERSION}", "Version: 0.0.1"), encoding="utf-8")
    (tree / "usr/lib" / product.ID / "_internal/of-old.txt").write_text("", encoding="utf-8")
    made = folder / "older.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, made], check=True, capture_output=True)
    return made
