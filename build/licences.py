"""Writes resources/licences.txt: everything the released program holds, with the text of its licence.

``python build/licences.py`` renews the file in the sources, without versions, as the libraries may be older or newer
there; ``make.py`` writes one with versions for each release. The texts come from the installed packages.
"""

from __future__ import annotations

import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import product
from bundle import UNUSED_MODULES
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = product.ROOT / "resources" / "licences.txt"
_TEXTS = product.ROOT / "build" / "texts"
_FONTS = product.ROOT / "resources" / "fonts"
_NOT_SHIPPED = {canonicalize_name(name) for name in UNUSED_MODULES}
_LICENCE_FILE = re.compile(r"\.dist-info/(?:.*/)?(?:licen[cs]es?|copying|notice|authors)[^/]*(?:/.*)?$", re.IGNORECASE)
_RULE = "=" * 78

_REPLACING_QT = """\
Qt、PySide6、shiboken6 按 GNU 较宽松通用公共许可证第 3 版（LGPL-3.0-only）使用，没有改动，作为单独的动态库放在程序
文件夹的 _internal/PySide6、_internal/shiboken6 里。您可以换成自己编译的、接口相同的版本：用新的 libQt6*.so.6
（Windows 为 Qt6*.dll）、QtCore.abi3.so（.pyd）等文件替换同名文件，重新打开程序即可。为此目的可以对本程序作反向
工程。源代码：https://download.qt.io/official_releases/qt/ 与 https://download.qt.io/official_releases/QtForPython/ ；
Qt 自身所含第三方代码的许可：https://doc.qt.io/qt-6/licenses-used-in-qt.html 。"""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of somebody else's in the program: its heading and the texts that must travel with it."""

    name: str
    licence: str
    texts: tuple[str, ...]


def packages() -> tuple[metadata.Distribution, ...]:
    """Return the Python packages of the program: those of requirements.txt and all that these need, by name."""
    found: dict[str, metadata.Distribution] = {}
    lines = (product.ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    waiting = [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]
    for line in waiting:  # grows while we walk
        wanted = Requirement(line)
        name = canonicalize_name(wanted.name)
        if name in found or name in _NOT_SHIPPED or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.distribution(wanted.name)
        waiting += found[name].requires or ()
    return tuple(found[name] for name in sorted(found))


def text(*, versions: bool) -> str:
    """Return the whole file.

    :raises Halt: a package comes without the text of its licence.
    """
    parts = tuple(_parts(versions))
    shown: dict[str, str] = {}  # a text that several parts share stands once
    listed = "\n".join(f"- {part.name}：{part.licence}" for part in parts)
    blocks = [f"{product.NAME} 所含软件和字体的许可\n\n{listed}\n\n{_REPLACING_QT}\n"]
    for part in parts:
        told = [shown.setdefault(text, part.name) for text in part.texts]
        full = [t if who == part.name else f"（全文同“{who}”）" for t, who in zip(part.texts, told, strict=True)]
        if full:
            blocks.append("\n\n".join((f"{_RULE}\n{part.name}：{part.licence}\n{_RULE}", *full)) + "\n")
    return "\n".join(blocks)


def _parts(versions: bool) -> Iterator[Part]:
    version = f" {product.VERSION}" if versions else ""
    yield Part(f"{product.NAME}{version}", "Apache-2.0", (_read(product.ROOT / "LICENSE"),))
    python = f"Python {sys.version.split()[0]}" if versions else "Python"
    yield Part(python, "PSF-2.0", (_read(_python_licence()),))
    for package in packages():
        name = f"{package.name} {package.version}" if versions else package.name
        yield Part(name, licence_of(package), _texts_of(package))
    for library in libraries():
        texts = (_read(_TEXTS / library["text"]),) if "text" in library else ()
        yield Part(library["name"], f"{library['licence']}，{library['home']}", texts)
    for file in sorted(_FONTS.glob("LICENSE-*.txt")):
        yield Part(f"字体 {file.stem.removeprefix('LICENSE-')}", "见 resources/fonts/README.md", (_read(file),))


def libraries() -> tuple[dict[str, str], ...]:
    """Return the libraries that come with no Python package, as licences.toml tells them."""
    told = tomllib.loads((product.ROOT / "build" / "licences.toml").read_text(encoding="utf-8"))
    return tuple(told["library"])


def licence_of(package: metadata.Distribution) -> str:
    """Return the short name of a package's licence."""
    about = package.metadata
    if expression := about.get("License-Expression"):
        return expression
    named = [c.split(" :: ")[-1] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    said = (about.get("License") or "").strip()
    if said and len(said) < 80 and "\n" not in said:
        return said
    return " / ".join(named)


def _texts_of(package: metadata.Distribution) -> tuple[str, ...]:
    if package.name.lower().startswith(("pyside6", "shiboken6")):
        return _read(_TEXTS / "LGPL-3.txt"), _read(_FONTS / "LICENSE-Fandol-GPL3.txt")
    files = [file for file in package.files or () if _LICENCE_FILE.search(file.as_posix())]
    if not files:
        raise product.Halt(f"{package.name} 的安装包里没有许可全文，不能随程序发布；请在 build/texts 里补上。")
    return tuple(_read(Path(str(file.locate()))) for file in sorted(files, key=str))


def _python_licence() -> Path:
    places = (Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), Path(sys.base_prefix, "LICENSE.txt"))
    return next((path for path in places if path.is_file()), _TEXTS / "Python.txt")


def _read(file: Path) -> str:
    return "\n".join(line.rstrip() for line in file.read_text(encoding="utf-8", errors="replace").strip().splitlines())


if __name__ == "__main__":
    FILE.write_text(text(versions=False), encoding="utf-8", newline="\n")
