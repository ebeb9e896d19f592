"""Packs the frozen program for Windows: an installer per user, made by Inno Setup, and a zip that runs unpacked."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import product

_COMPILER = "ISCC.exe"


def packages(program: Path) -> list[Path]:
    """Make the installer and the portable zip of ``program`` and return them.

    :raises Halt: Inno Setup is not installed.
    """
    return [_installer(program), _portable(program)]


def script(program: Path) -> str:
    """Return the installer as Inno Setup reads it."""
    name = f"{product.NAME}-{product.VERSION}-windows-x64-安装"
    icon = product.ICONS / "program.ico"
    return product.filled("windows/installer.iss", program=program, icon=icon, out=product.DIST, file=name)


def _installer(program: Path) -> Path:
    written = product.WORK / "installer.iss"
    written.write_text(script(program), encoding="utf-8-sig")  # Inno Setup knows UTF-8 by the mark
    before = set(product.DIST.glob("*.exe"))
    subprocess.run([_compiler(), "/Qp", written], check=True)
    return next(iter(set(product.DIST.glob("*.exe")) - before))


def _compiler() -> Path:
    folders = (os.environ.get("PROGRAMFILES(X86)", ""), os.environ.get("PROGRAMFILES", ""))
    usual = [Path(folder, "Inno Setup 6", _COMPILER) for folder in folders]
    found = next((path for path in usual if path.is_file()), None) or shutil.which(_COMPILER)
    if found is None:
        raise product.Halt("没有找到 Inno Setup 6；请安装后再运行一次。")
    return Path(found)


def _portable(program: Path) -> Path:
    name = f"{product.NAME}-{product.VERSION}-windows-x64"
    folder = product.WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(program, folder)
    return Path(shutil.make_archive(str(product.DIST / name), "zip", product.WORK, name))
