"""Packs the frozen program for Linux: a .deb without scripts of its own, and a tar that runs where it is unpacked."""

from __future__ import annotations

import gzip
import platform
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import product
from bundle import needed_by
from dev import SYSTEM_LIBRARIES

_GLIBC = re.compile(rb"GLIBC_2\.(\d+)\x00")
_OF_GLIBC = re.compile(r"lib(?:c|m|dl|rt|util|pthread)\.so\.\d+|ld-linux.*")
_LEFT_AS_THEY_ARE = re.compile(rf"{product.ID}$|_internal/(?:PySide6|shiboken6)/|_internal/[^/]+\.libs/")
"""Not to be stripped: the program with its code behind it, Qt, and libraries that a wheel's maker patched."""
_RECOMMENDED = {  # only a desktop on Wayland has them, and only there they are opened
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_PACKAGES = {**dict(SYSTEM_LIBRARIES), "libgthread-2.0.so.0": "libglib2.0-0"}
_NEWER_NAMES = {"libglib2.0-0": "libglib2.0-0 | libglib2.0-0t64"}


def packages(program: Path) -> list[Path]:
    """Make the .deb and the portable tar of ``program`` and return them.

    :raises Halt: a library is needed that is neither in the program nor known in a Debian package.
    """
    return [_deb(program), _portable(program)]


def slim(program: Path) -> None:
    """Take the symbols for debuggers out of all binaries, Qt's excepted: licences.txt says that it is unchanged."""
    taken = [file for file in _binaries(program) if not _LEFT_AS_THEY_ARE.match(file.relative_to(program).as_posix())]
    subprocess.run(["strip", "--strip-unneeded", *taken], check=True)


def _binaries(program: Path) -> Iterator[Path]:
    yield program / product.ID
    yield from (file for file in program.rglob("*.so*") if not file.is_symlink())


def oldest_glibc(program: Path) -> str:
    """Return the oldest glibc the program runs on, as ``2.28``."""
    asked = (int(n) for file in _binaries(program) for n in _GLIBC.findall(file.read_bytes()))
    return f"2.{max(asked)}"


def system_libraries(program: Path) -> set[str]:
    """Return the names of the libraries that the program expects from the system, without those of glibc."""
    own = {file.name for file in program.rglob("*.so*")}
    asked = {name for file in _binaries(program) for name in needed_by(file)}
    return {name for name in asked - own if not _OF_GLIBC.fullmatch(name)}


def dependencies(program: Path) -> tuple[str, str]:
    """Return the fields Depends and Recommends of the .deb.

    :raises Halt: nobody knows which package holds a library.
    """
    asked = system_libraries(program)
    unknown = sorted(asked - _PACKAGES.keys() - _RECOMMENDED.keys())
    if unknown:
        raise product.Halt(f"程序要用系统的 {'、'.join(unknown)}，不知道在哪个软件包里；请补进 build/dev.py 的清单。")
    named = sorted({_PACKAGES[name] for name in asked & _PACKAGES.keys()})
    needed = [f"libc6 (>= {oldest_glibc(program)})", *(_NEWER_NAMES.get(name, name) for name in named)]
    return ", ".join(needed), ", ".join(sorted(_RECOMMENDED[name] for name in asked & _RECOMMENDED.keys()))


def _deb(program: Path) -> Path:
    root = product.WORK / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(program, root)
    architecture = _told("dpkg", "--print-architecture")
    depends, recommends = dependencies(program)
    kilobytes = product.size(root) // 1024
    control = product.filled(
        "linux/control", architecture=architecture, depends=depends, recommends=recommends, kilobytes=kilobytes
    )
    _write(root / "DEBIAN" / "control", control)
    made = product.DIST / f"{product.ID}_{product.VERSION}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", root, made]  # UOS and Kylin read no zstd
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return made


def lay_out(program: Path, root: Path) -> None:
    """Put everything of the .deb but its control file where it will lie."""
    share, lib = root / "usr/share", root / "usr/lib" / product.ID
    shutil.copytree(program, lib, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / product.ID).symlink_to(f"../lib/{product.ID}/{product.ID}")
    _write(share / f"applications/{product.ID}.desktop", product.filled("linux/program.desktop"))
    _write(share / f"mime/packages/{product.ID}.xml", product.filled("linux/mime.xml"))
    _write(share / f"doc/{product.ID}/copyright", product.filled("linux/copyright"))
    changes = gzip.compress((product.ROOT / "CHANGELOG.md").read_bytes(), 9, mtime=0)
    (share / f"doc/{product.ID}/changelog.gz").write_bytes(changes)
    for side in product.ICON_SIDES:
        _copy(product.ICONS / f"{side}.png", share / f"icons/hicolor/{side}x{side}/apps/{product.ID}.png")
    _copy(product.ICONS.with_suffix(".svg"), share / f"icons/hicolor/scalable/apps/{product.ID}.svg")
    root.chmod(0o755)
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == lib / product.ID else 0o644)


def _portable(program: Path) -> Path:
    name = f"{product.NAME}-{product.VERSION}-linux-{platform.machine()}"
    made = product.DIST / f"{name}.tar.gz"
    with tarfile.open(made, "w:gz", compresslevel=6) as tar:
        tar.add(program, name, filter=_nobodys)
    return made


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
