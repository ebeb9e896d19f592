"""Sets up a checkout with nothing but Python: ``run`` opens the program on a sample book, ``test`` proves it,
``bench`` measures it.

It reads on Python 3.8 too, so that an old one gets a sentence instead of a syntax error.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UNFINISHED = VENV / "unfinished"  # stands there while the environment is being made
RUNTIME = ("requirements.txt",)
DEVELOPMENT = ("requirements.txt", "requirements-dev.txt")
EXIT_TROUBLE = 2
MOST_WORKERS = 8  # each has a window of its own in memory

# What the Qt libraries, the xcb and the offscreen platform of PySide6-Essentials link to (readelf -d), with the
# Debian package that holds it. Only what a Debian without a desktop may lack is listed.
SYSTEM_LIBRARIES = (
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libzstd.so.1", "libzstd1"),
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb.so.1", "libxcb1"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render.so.0", "libxcb-render0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-shm.so.0", "libxcb-shm0"),
    ("libxcb-sync.so.1", "libxcb-sync1"),
    ("libxcb-util.so.1", "libxcb-util1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
)


class Halt(Exception):
    """Nothing more can be done; the text is a Chinese sentence that says why and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Carry out ``run``, ``test [pytest arguments]`` or ``bench [topics]`` and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an English Windows console has no Chinese
    try:
        refuse_old_python(sys.version_info[:3])
        if list(arguments) == ["run"]:
            return run_program()
        if arguments and arguments[0] == "test":
            return run_tests(arguments[1:])
        if arguments and arguments[0] == "bench":
            return run_benchmarks(arguments[1:])
        raise Halt("用法：python build/dev.py run，或 test [pytest 参数]，或 bench [题目]。")
    except Halt as halt:
        print(halt, file=sys.stderr, flush=True)
        return EXIT_TROUBLE
    except KeyboardInterrupt:
        return EXIT_TROUBLE


def say(text: str) -> None:
    """Print one line of progress at once, before whatever a child process prints."""
    print(text, flush=True)


def refuse_old_python(version: tuple[int, ...]) -> None:
    """:raises Halt: ``version`` is older than the program needs."""
    if version[:2] < OLDEST_PYTHON:
        needed, found = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, version))
        raise Halt(f"绩评本需要 Python {needed} 或更新版本，现在运行的是 {found}；请安装后用新版本再运行一次。")


# The three commands


def run_program() -> int:
    """Open the window on the sample book; where there is no screen, export the book to ``out/`` instead."""
    screen = has_screen(sys.platform, os.environ)
    if screen or is_root():
        provide_qt_packages(missing_packages())
    set_up(RUNTIME)
    made = subprocess.run(
        program("sample"), stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"}
    )
    if made.returncode or not made.stdout.strip():
        raise Halt("示例账套没有写成，原因见上。")
    book = made.stdout.strip().splitlines()[-1]
    if screen:
        say(f"打开 {book}")
        return subprocess.call(program(book))
    out = ROOT / "out"
    say(f"没有屏幕，不开窗口；把示例账套导出到 {out}")
    return subprocess.call(program("export", book, "--out", str(out)))


def run_tests(pytest_arguments: Sequence[str]) -> int:
    """Run ruff, mypy and pytest, all three in any case; return the first exit code that is not 0."""
    screen = has_screen(sys.platform, os.environ)
    wanted = missing_packages()
    if sys.platform == "linux" and not screen and shutil.which("Xvfb") is None:
        wanted.append("xvfb")  # for the one journey through a real window
    provide_qt_packages(wanted)
    set_up(DEVELOPMENT)
    if not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    python = str(venv_python())
    first_failure = 0
    for name, arguments in (
        ("ruff", ["check", "."]),
        ("mypy", ["--strict", "core"]),
        ("pytest", [*on_all_cores(os.cpu_count() or 1), *pytest_arguments]),
    ):
        say(f"— {name}" + ("（前面的检查没有通过）" if first_failure else ""))
        code = subprocess.call([python, "-m", name, *arguments], cwd=str(ROOT))
        first_failure = first_failure or code
    return first_failure


def on_all_cores(cores: int) -> list[str]:
    """Return what lets pytest use several cores; whoever gives an ``-n`` of their own behind it is obeyed."""
    return ["-n", str(min(cores, MOST_WORKERS)), "--dist", "worksteal"] if cores > 1 else []


def run_benchmarks(topics: Sequence[str]) -> int:
    """Measure the topics, all when none is named, and print one table."""
    provide_qt_packages(missing_packages())
    set_up(DEVELOPMENT)
    return subprocess.call([str(venv_python()), "-m", "tests.bench", *topics], cwd=str(ROOT))


def program(*arguments: str) -> list[str]:
    """Return the command that starts the program in its environment."""
    return [str(venv_python()), str(ROOT / "main.py"), *arguments]


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown: always but on a Linux without X and Wayland."""
    return not platform.startswith("linux") or any(environment.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


# The environment inside the checkout


def set_up(requirements: Sequence[str]) -> None:
    """Make ``.venv`` and install ``requirements`` unless it is known that both are there.

    :raises Halt: it cannot be made, or pip cannot install.
    """
    version = "" if UNFINISHED.exists() else venv_version()
    if version and is_installed(requirements, version):
        return
    if not version or not has_pip():
        make_venv()
        version = venv_version()
    for name in requirements:
        stamp(name).unlink(missing_ok=True)
    UNFINISHED.touch()  # pip killed half-way leaves broken packages that look whole
    say("正在安装程序库，第一次需要几分钟……")
    code = pip_install(requirements[-1])
    UNFINISHED.unlink()
    if code:
        raise Halt(
            "程序库没有装上（pip 的说明见上）。请检查网络后再运行一次；网络慢可用 pip config set global.index-url "
            "设置镜像源，没有网络可设 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=存放安装包的文件夹。"
        )
    for name in requirements:
        stamp(name).write_text(fingerprint(ROOT / name, version), encoding="ascii")


def venv_python() -> Path:
    """Return the Python of the environment, wherever this system puts it."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_version() -> str:
    """Return the version of the environment's Python, such as ``3.11.7``; empty when it does not start."""
    try:
        answer = subprocess.run(
            [str(venv_python()), "-I", "-S", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def has_pip() -> bool:
    """Tell whether pip starts in the environment."""
    command = [str(venv_python()), "-m", "pip", "--version"]
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def make_venv() -> None:
    """Make the environment anew.

    :raises Halt: Python lacks the modules for it, or the folder cannot be written.
    """
    if Path(sys.prefix).resolve() == VENV:
        raise Halt("运行环境 .venv 需要重建，不能用它自己的 Python 来做；请用系统的 Python 再运行一次。")
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"  # Debian ships it apart
        if not provide_system_packages([package]):
            raise Halt(f"这个 Python 缺少 venv 模块；请先运行：sudo apt-get install -y {package}")
    say("正在准备运行环境 .venv ……")
    try:
        if VENV.exists():
            shutil.rmtree(str(VENV))
        VENV.mkdir()
        UNFINISHED.touch()
    except OSError as error:
        raise Halt(f"无法写入“{VENV}”（{error.strerror}）；请先关闭正在运行的绩评本，并确认这个文件夹可写。") from error
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        raise Halt(f"运行环境没有建成，原因见上；请删除“{VENV}”后再运行一次。")


def pip_install(requirements: str) -> int:
    """Install a requirements file, naming each package as pip comes to it; return pip's exit code."""
    command = [str(venv_python()), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--retries", "2", "--progress-bar", "off", "-r", requirements]
    with subprocess.Popen(command, cwd=str(ROOT), stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as pip:
        for line in pip.stdout or ():
            if line.startswith("Collecting "):
                say("  " + line.split()[1])
    return pip.returncode


def is_installed(requirements: Sequence[str], version: str) -> bool:
    """Tell whether the environment's stamps speak of just these files and this Python."""
    try:
        return all(
            stamp(name).read_text(encoding="ascii") == fingerprint(ROOT / name, version) for name in requirements
        )
    except (OSError, UnicodeDecodeError):
        return False


def stamp(requirements: str) -> Path:
    """Return the file that remembers what was installed for a requirements file."""
    return VENV / (requirements + ".installed")


def fingerprint(requirements: Path, version: str) -> str:
    """Return a hash of a requirements file, of those it includes by ``-r``, and of the Python version."""
    digest = hashlib.sha256(version.encode("ascii"))
    waiting = [requirements]
    while waiting:
        file = waiting.pop()
        text = file.read_text(encoding="utf-8")
        digest.update(text.encode("utf-8"))
        waiting += [file.parent / line[3:].strip() for line in text.splitlines() if line.startswith("-r ")]
    return digest.hexdigest()


# The system's own packages


def missing_packages(load: Callable[[str], object] = ctypes.CDLL) -> list[str]:
    """Return the Debian packages of the libraries that Qt needs and the loader does not find; Linux only."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in SYSTEM_LIBRARIES if not loads(library, load)]


def loads(library: str, load: Callable[[str], object]) -> bool:
    """Tell whether a shared library is there with all that it needs itself."""
    try:
        load(library)
    except OSError:
        return False
    return True


def is_root() -> bool:
    """Tell whether system packages may be installed; never on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def provide_qt_packages(packages: Sequence[str]) -> None:
    """Install the Debian packages that the window needs, or say in one sentence who can."""
    if not provide_system_packages(packages):
        say(missing_sentence(packages, shutil.which("apt-get") is not None))


def provide_system_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where that is allowed; tell whether all are there now."""
    if not packages:
        return True
    if not is_root() or shutil.which("apt-get") is None:
        return False
    say("正在安装系统软件包：" + "、".join(packages))
    return apt_install(packages)


def apt_install(packages: Sequence[str]) -> bool:
    """Install with apt-get, with fresh package lists if the present ones do not do."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=120"]  # a fresh machine is often still updating itself
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wait, *packages]
    for command in (install, ["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if command is install and done.returncode == 0:
            return True
    print(done.stdout.decode("utf-8", "replace")[-2000:], file=sys.stderr, flush=True)
    return False


def missing_sentence(packages: Sequence[str], has_apt: bool) -> str:
    """Return one sentence that names the missing packages and, where it is known, the command that installs them."""
    names = " ".join(packages)
    how = f"运行：sudo apt-get install -y {names}" if has_apt else f"安装（Debian 的名称）：{names}"
    return f"系统缺少 {len(packages)} 个软件包，窗口可能打不开；请管理员{how}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
