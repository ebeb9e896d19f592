"""The backups of a book wherever they lie, each read through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.edits import set_text
from core.keeping import password, second_place
from core.keeping.recovery import salvage_beside
from core.keeping.shelf import Soundness, looked_into, shelf, soundness
from core.model import Book
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.disks import NAME, overwritten


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "COST", 6)


def test_all_backups_stand_in_one_list_newest_first_each_with_what_reading_it_came_to(
    path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    with Workbook.open(path) as workbook:
        number = workbook.number
        for name in ("甲", "乙"):
            workbook.submit(set_text(workbook.book, NAME, name), "填写")
            workbook.backup(name)
        newest, oldest = workbook.backups()
        second_place.copy_there(newest, path, stick, date(2026, 11, 22), "密码")
    overwritten(4096, bytes(4096))(oldest.path)
    with Workbook.create(tmp_path / "另" / path.name, Book()) as other:
        other.backup("别的")
        strange = other.backups()[0]
    strange.path.rename(newest.path.with_name(strange.path.name.replace("别的", "丙")))

    found = shelf(path, number, newest.path.parent, stick)
    assert [shelved.backup.at for shelved in found] == sorted((s.backup.at for s in found), reverse=True)
    told = {(s.backup.why, s.is_second): soundness(s.backup, number) for s in found}
    assert told == {
        ("甲", False): Soundness.DAMAGED,
        ("乙", False): Soundness.SOUND,
        ("丙", False): Soundness.OTHER,
        ("乙", True): Soundness.SEALED,
    }
    assert all(shelved.size == shelved.backup.path.stat().st_size for shelved in found)
    assert {s.backup.path for s in shelf(path, number, newest.path.parent, tmp_path / "拔掉了")} == {
        s.backup.path for s in found if not s.is_second
    }


def test_a_book_that_was_renamed_or_salvaged_still_has_its_older_backups(path: Path, tmp_path: Path) -> None:
    with Workbook.open(path, backups=tmp_path / "备份") as workbook:
        workbook.backup("手动")
        made = {backup.path for backup in workbook.backups()}
    with Workbook.create(tmp_path / "别的.jpb", Book(), backups=tmp_path / "备份") as other:
        other.backup("手动")
    overwritten(0, bytes(100))(path)
    saved = salvage_beside(path, None)
    renamed = saved.path.rename(saved.path.with_name("2021 年的账.jpb"))
    with Workbook.open(renamed) as again:
        found = shelf(renamed, again.number, tmp_path / "备份", None)
        assert {shelved.backup.path for shelved in found} == made
        assert {soundness(shelved.backup, again.number) for shelved in found} == {Soundness.SOUND}


def test_an_encrypted_backup_is_looked_into_with_its_password(path: Path, tmp_path: Path) -> None:
    with Workbook.open(path) as workbook:
        workbook.backup("手动")
        second_place.copy_there(workbook.backups()[0], path, tmp_path, date(2026, 11, 22), "密码")
        (sealed,) = shelf(path, workbook.number, tmp_path / "没有", tmp_path)
        folder = tmp_path / "临时"
        folder.mkdir()
        with pytest.raises(BookTrouble, match="密码不对"):
            looked_into(sealed.backup, "不对", folder)
        opened, inside = looked_into(sealed.backup, "密码", folder)
        assert inside.book == workbook.book
        assert opened.parent == folder
        plain, _ = looked_into(workbook.backups()[0], "", folder)
        assert plain == workbook.backups()[0].path
