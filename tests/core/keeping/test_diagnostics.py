"""A package for whoever mends a fault: the clerk sees it first, and nothing that was typed is in it."""

from __future__ import annotations

import logging
import re
import zipfile
from dataclasses import astuple
from pathlib import Path

import pytest

from core import logs, paths
from core.keeping.diagnostics import contents, write
from core.model import ROW_TYPES, Book
from core.sample import sample
from core.trouble import ExportTrouble
from tests.core.disks import filled_up, mounted

pytestmark = pytest.mark.usefixtures("log_put_back")


def typed_texts(book: Book) -> set[str]:
    """Everything the clerk typed that is more than a letter or a word of the forms' own."""
    texts = [*astuple(book.unit), *book.answers.values()]
    for dossier in book.dossiers.values():
        texts += [*astuple(dossier.project)[3:], *dossier.answers.values()]
        texts += [text for fund in dossier.funds.values() for text in astuple(fund)]
        texts += [text for table in ROW_TYPES for row in dossier.rows(table) for text in astuple(row)[3:]]
    return {text for text in texts if len(text) > 2 and text not in _FORM_WORDS}


_FORM_WORDS = {"annual", "whole", "unit", "national-2020", "national-2021"}


@pytest.mark.log_expected
def test_nothing_that_was_typed_is_in_the_log_or_the_package() -> None:
    logs.start(paths.log_folder())
    book = sample()
    for number, text in enumerate(sorted(typed_texts(book))):
        logging.getLogger("core.somewhere").warning("could not read %s in row %d: %r", text, number, text)
        try:
            raise ValueError(f"could not convert {text!r}")
        except ValueError:
            logging.getLogger("ui").exception(text)
    parts = contents(book, {"屏幕": "1920x1080", "样式": "城乡医疗救助"})
    whole = "\n".join(parts.values())
    for text in typed_texts(book):
        if re.search(r"[^\x00-\x7f]", text) or re.search(r"\d{5}|\d\.\d\d", text):
            assert not re.search(rf"(?<![\d.]){re.escape(text)}(?![\d.])", whole), text
    assert str(Path.home()) + "/" not in whole
    assert "1920x1080" in parts["界面.txt"]
    assert "样式：…" in parts["界面.txt"]


def test_the_package_tells_versions_and_the_shape_of_the_book() -> None:
    parts = contents(sample())
    assert re.search(r"^绩评本 \d", parts["版本.txt"])
    assert re.search(r"^lxml \d", parts["版本.txt"], re.MULTILINE)
    assert len(parts["账套概况.txt"].splitlines()) == 1 + len(sample().dossiers)
    assert "indicator " in parts["账套概况.txt"]
    assert contents(None)["账套概况.txt"] == "没有打开账套。"


def test_what_was_shown_is_what_is_written(tmp_path: Path) -> None:
    parts = contents(sample())
    write(parts, tmp_path / "诊断包.zip")
    with zipfile.ZipFile(tmp_path / "诊断包.zip") as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == dict(parts)
    with pytest.raises(ExportTrouble, match="已经存在，没有改动它"):
        write(parts, tmp_path / "诊断包.zip")


def test_a_package_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportTrouble, match="找不到这个位置"):
        write(contents(None), tmp_path / "没有" / "诊断包.zip")
    with mounted(tmp_path / "小盘", 64) as place:
        filled_up(place)
        before = {file.name for file in place.iterdir()}
        with pytest.raises(ExportTrouble, match="磁盘空间不足"):
            write(contents(None), place / "诊断包.zip")
        assert {file.name for file in place.iterdir()} == before
