"""Disks and files for the tests that break something on purpose.

``LONG=1 python -m pytest tests/core`` makes the long run of every test that counts its attempts by :func:`often`:
hundreds of kills, thousands of hostile files, ten thousand steps of the random clerk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.model import Book, Place
from core.store import Store
from core.trouble import BookTrouble
from tests.core.books import files_in

LONG = bool(os.environ.get("LONG"))
NAME = Place("unit", 0, "name")
PAGE = 4096


def often(usually: int, in_the_long_run: int) -> int:
    """How many attempts a test makes."""
    return in_the_long_run if LONG else usually


def opened(path: Path) -> closing[Store]:
    """A book that is closed in the end."""
    return closing(Store.open(path))


def loaded(path: Path, read_only: bool) -> Book:
    """What a file holds."""
    with closing(Store.open(path, read_only=read_only)) as store:
        return store.load()


def refused(path: Path, *, read_only: bool = False, kind: type[BookTrouble] = BookTrouble) -> str:
    """The sentence with which a file is refused; everything in its folder must stay as it is, byte for byte."""
    before = files_in(path.parent)
    with pytest.raises(kind) as trouble:
        Store.open(path, read_only=read_only).close()
    assert files_in(path.parent) == before
    return str(trouble.value)


def overwritten(at: int, data: bytes) -> Callable[[Path], None]:
    """A fault: some bytes of the file are others."""

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[at : at + len(data)] = data
        path.write_bytes(content)

    return spoil


@contextmanager
def nobody() -> Iterator[None]:
    """The rights of a user who owns nothing (root may do everything, so that the tests would see no refusal)."""
    if os.name == "nt":
        pytest.skip("rights are kept differently on Windows")
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


@contextmanager
def mounted(place: Path, kilobytes: int) -> Iterator[Path]:
    """A small disk of its own at ``place``; the test is skipped where none may be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    place.mkdir(parents=True, exist_ok=True)
    size = f"size={kilobytes}k"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=False, capture_output=True)
    if made.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield place
    finally:
        unplugged(place)


def unplugged(place: Path) -> None:
    """The disk is pulled out, whatever is still open on it."""
    subprocess.run(["umount", "--lazy", str(place)], check=False, capture_output=True)


def filled_up(place: Path) -> Path:
    """Fill a disk to its last byte and return the file that did it."""
    ballast = place / "占满"
    with ballast.open("ab", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    return ballast
