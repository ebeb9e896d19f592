"""A copy of the backups on another disk: chosen, reminded of, verified, thinned, encrypted when there is a password."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core import backup
from core.backup import Backup
from core.edits import set_text
from core.keeping import password, preferences, second_place
from core.keeping.sealed import unseal
from core.store.preview import preview
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import files_in, small_book
from tests.core.disks import NAME, filled_up, mounted, refused, unplugged

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is cheap to make; what a real one costs is the business of the password's own test."""
    monkeypatch.setattr(password, "COST", 6)


@pytest.fixture
def made(path: Path) -> Backup:
    """The newest backup of a book."""
    with Workbook.open(path) as workbook:
        workbook.backup("手动")
        return workbook.backups()[0]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "U 盘" / "备份"
    place.mkdir(parents=True)
    return place


def number_of(made: Backup) -> str:
    return backup.number_of(made.path) or ""


def test_the_clerk_is_reminded_until_there_is_a_second_place_and_again_after_a_month(
    made: Backup, path: Path, stick: Path
) -> None:
    assert second_place.standing(number_of(made), TODAY).sentence().startswith("还没有选第二备份位置")
    second_place.choose(stick)
    assert second_place.standing(number_of(made), TODAY).sentence() == (
        f"还没有备份到第二位置“{stick}”；请接好 U 盘或磁盘，备份一次。"
    )
    second_place.copy_there(made, path, stick, TODAY)
    for days, due in ((0, False), (29, False), (30, True), (400, True)):
        now = second_place.standing(number_of(made), TODAY + timedelta(days=days))
        assert (now.days, now.is_due) == (days, due)
    assert (
        second_place.standing(number_of(made), TODAY + timedelta(days=35))
        .sentence()
        .startswith("已有 35 天没有备份到第二位置")
    )
    assert second_place.standing(number_of(made), TODAY - timedelta(days=3)).days == 0  # the clock was put back


def test_the_clerk_says_after_how_many_days_to_be_reminded(made: Backup, path: Path, stick: Path) -> None:
    second_place.choose(stick)
    second_place.copy_there(made, path, stick, TODAY)
    for after, due in ((7, True), (8, False), (0, False)):
        second_place.remind(after)
        assert second_place.standing(number_of(made), TODAY + timedelta(days=7)).is_due is due
    assert second_place.standing("", TODAY).is_due is False  # never copied, never to be reminded


def test_the_day_is_kept_for_each_book(made: Backup, path: Path, stick: Path, tmp_path: Path) -> None:
    second_place.choose(stick)
    second_place.copy_there(made, path, stick, TODAY)
    with Workbook.create(tmp_path / "另一个.jpb", small_book()) as other:
        other.backup("手动")
        assert second_place.standing(other.number, TODAY).days is None
    assert second_place.standing("", TODAY).days is None


def test_a_copy_at_the_second_place_holds_the_book(made: Backup, path: Path, stick: Path) -> None:
    target = second_place.copy_there(made, path, stick, TODAY)
    assert target.parent == stick
    assert preview(target).book == small_book()
    assert backup.number_of(target) == backup.number_of(made.path)


def test_a_damaged_backup_is_not_copied(made: Backup, path: Path, stick: Path) -> None:
    made.path.write_bytes(made.path.read_bytes()[:5000])
    with pytest.raises(BookTrouble, match=r"没有复制；请再备份一次|已经损坏"):
        second_place.copy_there(made, path, stick, TODAY)
    assert files_in(stick) == {}
    assert preferences.read().second_made == {}


def test_a_stick_that_is_gone_or_full_is_told_and_the_day_is_not_kept(made: Backup, path: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "小盘", 256) as place:
        filled_up(place)
        before = files_in(place).keys()
        for secret in ("", "密码"):
            with pytest.raises(BookTrouble, match=r"磁盘已满|磁盘空间不足"):
                second_place.copy_there(made, path, place, TODAY, secret)
        assert files_in(place).keys() == before
        unplugged(place)
    with pytest.raises(
        BookTrouble, match="没有备份到第二位置：找不到“没有”所在的文件夹；请确认文件夹还在，磁盘或 U 盘已经接好"
    ):
        second_place.copy_there(made, path, tmp_path / "没有", TODAY)
    assert preferences.read().second_made == {}


def test_a_folder_on_the_same_disk_is_known(path: Path, stick: Path, tmp_path: Path) -> None:
    assert second_place.is_on_the_same_disk(stick, path)
    with mounted(tmp_path / "另一个盘", 256) as place:
        assert not second_place.is_on_the_same_disk(place, path)


def test_old_copies_at_the_second_place_are_thinned_also_the_encrypted_ones(
    made: Backup, path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(backup.MOST_RECENT + 4):
        second_place.copy_there(made, path, stick, TODAY, "密码" if n % 2 else "")
    assert len(files_in(stick)) <= backup.MOST_RECENT + 1
    (stick / f"{path.stem}_2026-01-01_000000_别人的.jpb").write_bytes(b"")  # unsound: none of this book, not removed
    second_place.copy_there(made, path, stick, TODAY)
    assert f"{path.stem}_2026-01-01_000000_别人的.jpb" in files_in(stick)


# ---- encrypted


def test_an_encrypted_copy_opens_with_its_password_only(made: Backup, path: Path, stick: Path) -> None:
    target = second_place.copy_there(made, path, stick, TODAY, "示例 密码１")
    assert target.suffix == ".jpbx"
    assert "城乡医疗救助资金".encode() not in target.read_bytes()
    assert backup.number_of(target) == backup.number_of(made.path)
    (found,) = backup.listed(stick, path)
    assert found.is_sealed
    assert "是加密的备份" in refused(target)
    with TemporaryDirectory() as name:
        opened = second_place.opened(found, "示例 密码1", Path(name))  # full-width or not is the same
        assert preview(opened).book == small_book()
        for wrong in ("", "示例密码1"):
            with pytest.raises(BookTrouble, match="解不开：密码不对，或者文件已经损坏"):
                second_place.opened(found, wrong, Path(name))


@pytest.mark.parametrize("at", [3, 10, 30, 50, 70, -1])
def test_an_encrypted_copy_that_was_changed_anywhere_does_not_open(
    at: int, made: Backup, path: Path, stick: Path
) -> None:
    target = second_place.copy_there(made, path, stick, TODAY, "密码")
    content = bytearray(target.read_bytes())
    content[at] ^= 1
    target.write_bytes(content)
    with pytest.raises(BookTrouble, match=r"解不开|不是绩评本的加密备份"):
        unseal(target, stick / "解开.jpb", "密码")
    assert not (stick / "解开.jpb").exists()


@pytest.mark.parametrize("content", [b"", b"JPBSEAL1", b"JPBSEAL1" + b"\0" * 60, b"PK" + b"\0" * 500])
def test_what_is_no_encrypted_copy_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "假.jpbx").write_bytes(content)
    with pytest.raises(BookTrouble, match="不是绩评本的加密备份"):
        unseal(tmp_path / "假.jpbx", tmp_path / "解开.jpb", "密码")


def test_an_encrypted_copy_overwrites_nothing(made: Backup, tmp_path: Path) -> None:
    from core.keeping.sealed import seal

    (tmp_path / "有了.jpbx").write_bytes(b"x")
    with pytest.raises(BookTrouble, match="已经存在，没有改动它"):
        seal(made.path, "n", tmp_path / "有了.jpbx", "密码")
    with pytest.raises(BookTrouble, match="密码不能为空"):
        seal(made.path, "n", tmp_path / "新.jpbx", "")


def test_restoring_from_an_encrypted_copy_brings_the_book_back(made: Backup, path: Path, stick: Path) -> None:
    second_place.copy_there(made, path, stick, TODAY, "密码")
    with Workbook.open(path) as workbook:
        workbook.submit(set_text(workbook.book, NAME, "改坏了"), "填写")
        (found,) = backup.listed(stick, path)
        with TemporaryDirectory() as name:
            workbook.restore(second_place.opened(found, "密码", Path(name)))
        assert workbook.book == small_book()


def test_backups_know_their_time_also_at_the_second_place(made: Backup, path: Path, stick: Path) -> None:
    second_place.copy_there(made, path, stick, TODAY)
    assert datetime.now() - backup.listed(stick, path)[0].at < timedelta(minutes=5)
