"""A damaged book: its newest good backup is found, with what is in it and what would differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.edits import set_text
from core.keeping.recovery import newest_good, salvage_beside, would_differ
from core.model import Place
from core.trouble import DamagedBook
from core.workbook import Workbook
from tests.core.books import files_in, small_book
from tests.core.disks import NAME, overwritten


@pytest.fixture
def damaged(path: Path) -> Path:
    """A book with three backups, of which the newest is damaged too; two steps came after the second."""
    with Workbook.open(path) as workbook:
        for name in ("甲", "乙", "丙"):
            workbook.submit(set_text(workbook.book, NAME, name), "填写“单位名称”")
            made = workbook.backup(name)
        workbook.submit(set_text(workbook.book, Place("fund", 1, "county.executed"), "60"), "填写“全年执行”")
    overwritten(4096 * 3, bytes(4096))(made)
    overwritten(0, b"\xff" * 100)(path)
    return path


def test_the_newest_backup_that_opens_is_offered(damaged: Path) -> None:
    with pytest.raises(DamagedBook):
        Workbook.open(damaged)
    offer = newest_good(damaged, [damaged.parent / "备份", damaged.parent / "没有"])
    assert offer is not None
    assert offer.backup.why == "乙"
    assert offer.preview.book.unit.name == "乙"
    assert newest_good(damaged, [damaged.parent]) is None


def test_what_would_differ_is_told_as_far_as_the_damaged_book_can_be_read(damaged: Path) -> None:
    offer = newest_good(damaged, [damaged.parent / "备份"])
    assert offer is not None
    before = files_in(damaged.parent)
    found = would_differ(damaged, offer)
    assert found is not None
    assert [(cell.caption, cell.now, cell.then) for change in found.projects for cell in change.cells] == [
        ("单位名称", "丙", "乙"),
        ("县区级财政全年执行", "60", "48.44"),
    ]
    assert files_in(damaged.parent) == before
    damaged.write_bytes(b"nothing")
    assert would_differ(damaged, offer) is None


def test_the_backup_takes_the_place_and_the_damaged_file_is_kept(damaged: Path) -> None:
    offer = newest_good(damaged, [damaged.parent / "备份"])
    assert offer is not None
    spoiled = damaged.read_bytes()
    with Workbook.recover(damaged, offer.backup.path) as workbook:
        assert workbook.book.unit.name == "乙"
    assert spoiled in files_in(damaged.parent).values()


def test_what_can_be_salvaged_lies_beside_the_damaged_book(damaged: Path) -> None:
    saved = salvage_beside(damaged, newest_good(damaged, [damaged.parent / "备份"]))
    assert saved.path.name.startswith("示例 2021_抢救_")
    with Workbook.open(saved.path) as workbook:
        assert workbook.book.unit.name == "丙"
        assert workbook.book.dossiers[1].funds["county"].executed == "60"
        assert workbook.book.dossiers.keys() == small_book().dossiers.keys()
