"""Makes the packages for the system it runs on, into build/dist: ``python build/make.py``.

The program is frozen the same way everywhere (``program.spec``, ``bundle.py``); ``linux.py`` and ``windows.py`` pack.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import dev
import product

MOST_BYTES = 200 * 1000 * 1000


def main() -> int:
    """Freeze, try, and pack the program; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # an English Windows console has no Chinese
    try:
        if importlib.util.find_spec("PyInstaller") is None:  # not in the environment of the project yet
            dev.set_up(dev.DEVELOPMENT)
            return subprocess.call([str(dev.venv_python()), __file__])
        for made in make():
            dev.say(f"{made.stat().st_size / 1e6:7.1f} MB  {made}")
    except (product.Halt, dev.Halt) as halt:
        sys.stderr.write(f"{halt}\n")
        return dev.EXIT_TROUBLE
    return 0


def make() -> list[Path]:
    """Return the packages made for this system.

    :raises Halt: a part is missing, the program does not start, or it has grown too large.
    """
    import licences

    for folder in (product.PROGRAM, product.DIST):
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
    product.DIST.mkdir()
    product.WORK.mkdir(exist_ok=True)
    product.LICENCES.write_text(licences.text(versions=True), encoding="utf-8")
    dev.provide_qt_packages(dev.missing_packages())  # what is missing here would be missing in the program
    _freeze()
    if sys.platform == "win32":
        import windows as system
    else:
        import linux as system

        system.slim(product.PROGRAM)
    _try_out(product.PROGRAM)
    made = system.packages(product.PROGRAM)
    _weigh(product.PROGRAM)
    return made


def _freeze() -> None:
    dev.say("冻结程序……")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(product.WORK), "--workpath", str(product.WORK / "pyinstaller")]
    if subprocess.call([*command, str(product.ROOT / "build" / "program.spec")]):
        raise product.Halt("PyInstaller 没有做成，原因见上。")


def _try_out(program: Path) -> None:
    """Let the frozen program say its version and export the sample: it starts, and finds its parts.

    :raises Halt: it does not.
    """
    way_in = program / (f"{product.ID}-cli.exe" if sys.platform == "win32" else product.ID)
    with TemporaryDirectory() as home:
        environment = {**os.environ, **dict.fromkeys(("XDG_DATA_HOME", "LOCALAPPDATA"), home)}
        book = str(Path(home, "账套.jpb"))
        for command in (["--version"], ["sample", book], ["export", book, "--out", str(Path(home, "报送"))]):
            done = subprocess.run(
                [way_in, *command], env=environment, capture_output=True, encoding="utf-8", errors="replace"
            )
            if done.returncode:
                raise product.Halt(f"做成的程序不能用（{command[0]}）：{done.stdout}{done.stderr}")


def _weigh(program: Path) -> None:
    weight = product.size(program)
    dev.say(f"{weight / 1e6:7.1f} MB  装好以后")
    if weight > MOST_BYTES:
        raise product.Halt(f"超过了 {MOST_BYTES / 1e6:.0f} MB；请看看 build/work 里多了什么。")


if __name__ == "__main__":
    sys.exit(main())
