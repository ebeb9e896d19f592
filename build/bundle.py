"""What goes into the released program besides its own code, and what of the libraries it never uses.

``program.spec`` asks here. A shared library is taken when something that is taken needs it, so that a plugin left out
takes its libraries along.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackagePath
from importlib.util import find_spec
from pathlib import Path, PurePath

import product

Entry = tuple[str, str, str]
"""Of PyInstaller: the file in the program, the file it is copied from, its kind."""

UNUSED_MODULES = [
    # of Python
    "asyncio", "doctest", "ensurepip", "ftplib", "lib2to3", "multiprocessing", "pydoc", "smtplib", "ssl", "_ssl",
    "test", "tkinter", "unittest", "xmlrpc", "webbrowser", "_codecs_iso2022", "_codecs_jp", "_codecs_kr",
    # build tools that stand in the environment
    "distutils", "pip", "pkg_resources", "setuptools", "numpy",
    # parts of packages
    "PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingmath", "PIL._imagingmorph", "PIL._imagingtk",
    "PIL._webp", "PIL.ImageTk", "PIL.ImageQt", "PySide6.QtDBus", "PySide6.QtNetwork", "charset_normalizer",
    "attr", "attrs", "lxml.html", "lxml.isoschematron", "lxml.objectify", "pypdfium2._cli", "sqlite_utils.cli",
    "click_default_group", "pycparser", "tzdata",
]  # fmt: skip
"""Modules that libraries mention and the program never reaches. Without ssl it cannot speak to a server at all."""

_QT_PLUGINS = (
    "platforms/(lib)?q(xcb|wayland|offscreen|windows)",
    "platforminputcontexts/lib(compose|ibus|fcitx5)",  # the virtual keyboard would bring QtQuick
    "wayland-shell-integration/libxdg-shell",
    "wayland-decoration-client/libbradient",
)
_QT_PLUGIN = re.compile(r"plugins/(.*)")
_QT_PLUGIN_USED = re.compile("|".join(rf"plugins/{kept}" for kept in _QT_PLUGINS))
_LIBRARY = re.compile(r"(?:^|/)lib[^/]*\.so(?:\.\d+)*$|\.dll$")
_UNUSED_FILES = re.compile(
    r"\.dist-info/(?!METADATA$)|docx/templates/default-docx-template/|/opengl32sw\.dll$|lxml/.*\.(?:pxd|h|xsl|rng)$"
)
_QT_WORDS = "qtbase_zh_CN.qm"

FROM_THE_SYSTEM = frozenset(
    "libX11.so.6 libX11-xcb.so.1 libxcb.so.1 libdbus-1.so.3 libfontconfig.so.1 libfreetype.so.6 libglib-2.0.so.0 "
    "libgthread-2.0.so.0".split()
)
"""Libraries that every desktop has and that must fit its own settings: the fonts' cache, the display, the bus."""


def data() -> list[tuple[str, str]]:
    """Return the files beside the code as PyInstaller wants them: source, folder in the program."""
    return [
        (str(product.LICENCES), "resources"),
        *((str(file), str(file.parent.relative_to(product.ROOT))) for file in (*_resources(), *_manual())),
        (str(product.ROOT / "CHANGELOG.md"), "."),
        (str(product.ROOT / "LICENSE"), "."),
        (str(_folder("docx") / "parts/__init__.py"), "docx/parts"),  # docx goes to its templates from this folder
        *((str(file.locate()), file.parent.name) for file in _metadata()),
    ]


def _resources() -> Iterator[Path]:
    """Yield what the program reads; not the licences without versions, whose place the release's own take."""
    folder = product.ROOT / "resources"
    for file in sorted(folder.rglob("*")):
        if file.is_file() and product.ICONS not in file.parents and file != folder / product.LICENCES.name:
            yield file


def _manual() -> Iterator[Path]:
    """Yield the files of the manual, which the window shows; its pictures at one size (build/pictures.py)."""
    images = product.ROOT / "docs" / "images"
    for file in sorted((product.ROOT / "docs").rglob("*")):
        if file.is_file() and images not in file.parent.parents:
            yield file


def _folder(package: str) -> Path:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _metadata() -> Iterator[PackagePath]:
    """Yield the file of each package from which the diagnostics read its version."""
    import licences  # which reads the list above

    for package in licences.packages():
        yield from (f for f in package.files or () if f.name == "METADATA" and f.parent.name.endswith(".dist-info"))


def used_binaries(found: Iterable[Entry]) -> list[Entry]:
    """Return the binaries that belong into the program, and the libraries they need."""
    wanted = [entry for entry in found if _is_wanted(_path(entry))]
    taken = [entry for entry in wanted if not _is_mere_library(entry)]
    waiting = {PurePath(entry[0]).name.lower(): entry for entry in wanted if _is_mere_library(entry)}
    for entry in taken:  # grows while we walk
        needed = {name.lower() for name in needed_by(Path(entry[1]))}
        taken += [waiting.pop(name) for name in needed & waiting.keys()]
    return taken


def used_data(found: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """Return the other files that belong into the program; of links those that lead to one of its binaries."""
    there = {_path(entry) for entry in binaries}
    wanted = [entry for entry in found if _is_wanted(_path(entry))]
    return [entry for entry in wanted if entry[2] != "SYMLINK" or entry[1] in there]


def _path(entry: Entry) -> str:
    return entry[0].replace("\\", "/")


def _is_wanted(path: str) -> bool:
    if _UNUSED_FILES.search(path) or PurePath(path).name in FROM_THE_SYSTEM:
        return False
    if "/translations/" in path:
        return path.endswith(_QT_WORDS)
    return not _QT_PLUGIN.search(path) or bool(_QT_PLUGIN_USED.search(path))


def _is_mere_library(entry: Entry) -> bool:
    """Tell a library that is only there because others need it from one that the program itself opens."""
    path = _path(entry)
    if "plugins/" in path or path.startswith(("pypdfium2_raw/", "libpython", "python3")):
        return False
    return entry[2] == "BINARY" and bool(_LIBRARY.search(path))


def needed_by(binary: Path) -> set[str]:
    """Return the file names of the libraries that a binary itself asks for, not those that these ask for in turn."""
    if sys.platform == "win32":
        from PyInstaller.depend.bindepend import get_imports  # here, so that the lists above can be read without it

        return {PurePath(name).name for name, _ in get_imports(str(binary))}
    told = subprocess.run(["objdump", "-p", binary], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"^ +NEEDED +(\S+)$", told, re.MULTILINE))


def windows_version() -> Path:
    """Write what Windows shows in the properties of the program's file and return the file."""
    numbers = (*map(int, product.VERSION.split(".")), 0)
    made = product.WORK / "version.txt"
    made.write_text(product.filled("windows/version.txt", numbers=numbers), encoding="utf-8")
    return made
