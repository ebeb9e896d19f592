"""The Windows packages of build/dist, used on Windows; only where ``JPB_PACKAGES`` is set, after ``build/make.py``."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import product
import pytest

pytestmark = [
    pytest.mark.skipif(not os.environ.get("JPB_PACKAGES"), reason="JPB_PACKAGES is not set"),
    pytest.mark.skipif(sys.platform != "win32", reason="these packages are for Windows"),
]
_SILENT = ("/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART")


def the(pattern: str) -> Path:
    """The one package of this kind."""
    (package,) = product.DIST.glob(pattern)
    return package


def said(folder: Path, *arguments: object) -> str:
    """Carry out one command of the program in a folder and return what it says."""
    command = [folder / f"{product.ID}-cli.exe", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def stays_open(folder: Path, book: Path) -> bool:
    """Tell whether the window is still there some seconds after it was asked for."""
    with subprocess.Popen([folder / f"{product.ID}.exe", book]) as process:
        time.sleep(8)
        alive = process.poll() is None
        process.terminate()
    return alive


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Path]:
    """The folder of the installed program; it is gone in the end."""
    folder = tmp_path / "程序"
    subprocess.run([the("*.exe"), *_SILENT, f"/DIR={folder}"], check=True)
    yield folder
    if (folder / "unins000.exe").exists():
        subprocess.run([folder / "unins000.exe", *_SILENT], check=True)


def test_the_installed_program_opens_and_exports_the_sample(installed: Path, tmp_path: Path) -> None:
    book = tmp_path / "账套.jpb"
    assert said(installed, "--version").strip() == f"绩评本 {product.VERSION}"
    said(installed, "sample", book)
    said(installed, "export", book, "--out", tmp_path / "报送")
    assert {file.suffix for file in (tmp_path / "报送").rglob("*")} >= {".docx", ".pdf", ".xlsx"}
    assert stays_open(installed, book)


def test_a_second_installation_and_a_removal_leave_the_books(installed: Path, data_home: Path) -> None:
    book = data_home / "绩评本" / "账套.jpb"
    book.parent.mkdir(parents=True, exist_ok=True)
    said(installed, "sample", book)
    before = said(installed, "dump", book)
    subprocess.run([the("*.exe"), *_SILENT, f"/DIR={installed}"], check=True)
    assert said(installed, "dump", book) == before
    subprocess.run([installed / "unins000.exe", *_SILENT], check=True)
    assert book.is_file()


def test_a_book_opens_with_a_double_click_until_the_program_is_removed(installed: Path) -> None:
    import winreg  # there is none elsewhere

    classes = winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Classes")
    assert winreg.QueryValue(classes, product.WORDS["suffix"]) == product.ID
    assert winreg.QueryValue(classes, rf"{product.ID}\shell\open\command") == rf'"{installed}\{product.ID}.exe" "%1"'
    subprocess.run([installed / "unins000.exe", *_SILENT], check=True)
    for name in (product.WORDS["suffix"], product.ID):
        with pytest.raises(FileNotFoundError):
            winreg.QueryValue(classes, name)


def test_a_portable_copy_runs_from_a_folder_with_chinese_and_spaces(tmp_path: Path) -> None:
    with ZipFile(the("*.zip")) as packed:
        packed.extractall(tmp_path / "U 盘 副本")
    (program,) = (tmp_path / "U 盘 副本").iterdir()
    said(program, "sample", tmp_path / "账套.jpb")
    assert stays_open(program, tmp_path / "账套.jpb")
