"""The window's only door to core."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.edits import RemoveRow, SetField
from core.model import Place
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.disks import filled_up, mounted, nobody
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.stepper import FOLLOW_MS, READ_ONLY

CODE = Place("project", RESCUE, "code")


def heard(signal: object) -> list[object]:
    said: list[object] = []
    signal.connect(lambda *words: said.append(words[0] if words else None))
    return said


def test_a_step_is_stored_then_told(desk: Desk) -> None:
    changed, saved = heard(desk.changed), heard(desk.saved)
    assert desk.type_text(CODE, "A1", "修改项目代码")
    assert desk.text(CODE) == "A1"
    assert [outcome.name for outcome in changed] == ["修改项目代码"]
    assert len(saved) == 1


def test_what_stands_around_follows_a_step_by_itself(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.followed, timeout=2000) as following:
        desk.type_text(CODE, "A1", "修改项目代码")
    assert following.args is not None
    assert RESCUE in following.args[0]


def test_steps_that_come_quickly_are_followed_once(desk: Desk) -> None:
    followed = heard(desk.followed)
    desk.type_text(CODE, "A1", "修改项目代码")
    desk.type_text(Place("project", PUBLICITY, "code"), "A2", "修改项目代码")
    assert followed == []
    desk.follow()
    desk.follow()
    assert followed == [frozenset({RESCUE, PUBLICITY})]


def test_a_finding_of_a_project_that_was_just_deleted_leads_nowhere(desk: Desk) -> None:
    desk.remove_project(PUBLICITY)
    asked = heard(desk.asked_for)
    desk.go_to(Place("project", PUBLICITY, "code"))
    assert (desk.project, asked) == (RESCUE, [])


def test_a_finding_of_a_row_that_was_just_deleted_leads_nowhere(desk: Desk) -> None:
    row = desk.book.dossiers[RESCUE].indicator[0]
    place = Place("indicator", RESCUE, "actual", row.id)
    asked = heard(desk.asked_for)
    desk.go_to(place)
    desk.submit(RemoveRow(row), "删除指标")
    desk.go_to(place)
    assert asked == [place]


def test_a_closed_book_is_followed_by_nothing(desk: Desk, qtbot: QtBot) -> None:
    followed = heard(desk.followed)
    desk.type_text(CODE, "A1", "修改项目代码")
    desk.close()
    qtbot.wait(3 * FOLLOW_MS)
    assert followed == []


def test_typing_what_stands_there_is_no_step(desk: Desk) -> None:
    changed = heard(desk.changed)
    assert desk.type_text(CODE, desk.text(CODE), "修改项目代码")
    assert changed == []


def test_a_refused_step_changes_nothing_and_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BookTrouble("磁盘已满。")

    failed, changed, before = heard(desk.failed), heard(desk.changed), desk.book
    monkeypatch.setattr(Workbook, "submit", refuse)
    assert not desk.type_text(CODE, "A1", "修改项目代码")
    assert failed == ["磁盘已满。"]
    assert changed == []
    assert desk.book is before


def test_a_project_that_is_gone_gives_way_to_a_neighbour(desk: Desk) -> None:
    desk.remove_project(RESCUE)
    assert desk.project == PUBLICITY
    desk.remove_project(PUBLICITY)
    assert (desk.project, desk.dossier) == (0, None)
    desk.undo()
    assert desk.project == PUBLICITY


def test_the_project_in_the_same_place_follows_one_that_is_taken_out(desk: Desk) -> None:
    desk.add_project("三")
    third = desk.project
    desk.choose_project(PUBLICITY)
    removed = heard(desk.removed)
    desk.remove_project(PUBLICITY)
    assert (desk.project, removed) == (third, ["医保政策宣传"])
    desk.remove_project(third)
    assert desk.project == RESCUE
    desk.undo()
    assert desk.project == third
    desk.undo()
    assert desk.project == PUBLICITY


def test_a_step_back_goes_where_it_was_and_names_itself(desk: Desk) -> None:
    desk.type_text(CODE, "A1", "修改项目代码")
    desk.choose_project(PUBLICITY)
    asked, said = heard(desk.asked_for), heard(desk.told)
    desk.undo()
    assert (desk.project, asked[-1], said[-1]) == (RESCUE, CODE, "已撤销：修改项目代码")
    desk.choose_project(PUBLICITY)
    desk.redo()
    assert (desk.project, asked[-1], said[-1]) == (RESCUE, CODE, "已重做：修改项目代码")


def test_a_step_back_in_another_year_shows_that_year(desk: Desk) -> None:
    desk.type_text(CODE, "A1", "修改项目代码")
    desk.choose_year(2022)
    desk.undo()
    assert (desk.year, desk.project) == (2021, RESCUE)


def test_a_reason_taken_back_is_shown_at_its_finding(desk: Desk) -> None:
    finding = next(f for f in desk.findings() if f.answerable)
    desk.explain(finding, "结转下年使用")
    asked = heard(desk.asked_for)
    desk.undo()
    assert asked == [finding.places[0]]


def test_a_new_project_asks_for_its_name(desk: Desk) -> None:
    asked = heard(desk.asked_for)
    desk.add_project()
    assert asked == [Place("project", desk.project, "name")]


def test_a_new_and_a_copied_project_are_shown(desk: Desk) -> None:
    desk.add_project("新的")
    assert desk.dossier.project.name == "新的"
    desk.choose_project(RESCUE)
    desk.copy_project(RESCUE)
    assert desk.project not in (RESCUE, PUBLICITY)
    assert [row.name for row in desk.dossier.indicator] == ["救助人次", "资助参保人数", "群众满意度"]
    assert (desk.text(CODE), desk.dossier.project.code) == ("51000021", ""), "a code is one project's"


def test_another_year_shows_its_first_project_or_none(desk: Desk) -> None:
    desk.choose_year(2022)
    assert (desk.year, desk.dossier, desk.years) == (2022, None, (2022, 2021))
    desk.choose_year(2021)
    assert desk.project == RESCUE


def test_whatever_is_being_typed_is_asked_for_before_another_project_comes(desk: Desk) -> None:
    order: list[str] = []
    desk.leaving.connect(lambda: order.append(f"leaving {desk.project}"))
    desk.selected.connect(lambda number: order.append(f"selected {number}"))
    desk.choose_project(PUBLICITY)
    assert order == [f"leaving {RESCUE}", f"selected {PUBLICITY}"]


def test_the_next_finding_goes_round(desk: Desk) -> None:
    waiting = [finding for finding in desk.findings() if finding.open]
    assert desk.next_finding(None) == waiting[0]
    assert desk.next_finding(waiting[-1]) == waiting[0]


def test_a_reason_closes_a_finding_and_undo_opens_it_again(desk: Desk) -> None:
    finding = next(f for f in desk.findings() if f.answerable)
    desk.explain(finding, "结转下年使用")
    answered = next(f for f in desk.findings() if f.subject == finding.subject)
    assert (answered.open, answered.reason) == (False, "结转下年使用")
    desk.undo()
    assert next(f for f in desk.findings() if f.subject == finding.subject).open


def test_going_to_a_place_shows_its_project_first(desk: Desk) -> None:
    order: list[object] = []
    desk.selected.connect(order.append)
    desk.asked_for.connect(order.append)
    place = Place("project", PUBLICITY, "name")
    desk.go_to(place)
    assert order == [PUBLICITY, place]


def test_a_read_only_book_takes_no_step_and_says_so(desk: Desk) -> None:
    path = desk.path
    desk.close()
    reader = Desk(Workbook.open(path, read_only=True))
    said, failed = heard(reader.told), heard(reader.failed)
    assert not reader.submit(SetField(CODE, "51000021", "A1"), "修改项目代码")
    assert (said, failed) == ([READ_ONLY], [])
    assert reader.text(CODE) == "51000021"
    reader.close()


def test_no_step_is_taken_back_in_a_read_only_book_and_nothing_failed(desk: Desk) -> None:
    desk.type_text(CODE, "A1", "修改项目代码")
    path = desk.path
    desk.close()
    reader = Desk(Workbook.open(path, read_only=True))
    said, failed = heard(reader.told), heard(reader.failed)
    reader.undo()
    reader.redo()
    assert (said, failed, reader.text(CODE)) == ([READ_ONLY, READ_ONLY], [], "A1")
    reader.close()


def test_a_book_open_on_another_machine_can_be_read_and_says_who_has_it(desk: Desk) -> None:
    path = desk.path
    desk.close()
    note = path.with_name(f"{path.name}.lock")
    word = {"host": "财务室二号机", "user": "张某", "pid": 1, "since": "2022-03-15T14:03:01", "token": "x"}
    note.write_text(json.dumps(word, ensure_ascii=False), "utf-8")
    held = Desk.open(path)
    assert held.read_only
    assert "财务室二号机" in held.opening_remark
    held.close()


@pytest.mark.parametrize("closed", ["folder", "file"])
def test_a_book_where_nothing_can_be_written_opens_for_reading(closed: str, desk: Desk) -> None:
    path = desk.path
    desk.close()
    folder = path.parent / "只读"
    folder.mkdir()
    path = path.rename(folder / path.name)
    for one in path.parents:
        if one.stat().st_uid == os.geteuid() and "pytest" in str(one):
            one.chmod(0o755)
    path.chmod(0o444 if closed == "file" else 0o666)
    folder.chmod(0o555)
    with nobody():
        reading = Desk.open(path)
    assert reading.read_only
    assert "不能写入；请" in reading.opening_remark or "是只读的；" in reading.opening_remark
    assert not reading.is_held
    reading.close()


def test_a_book_on_a_full_disk_opens_for_reading(desk: Desk, tmp_path: Path) -> None:
    desk.close()
    with mounted(tmp_path / "U 盘", 2048) as stick:
        path = Path(shutil.copy(desk.path, stick))
        filled_up(stick)
        reading = Desk.open(path)
        assert reading.read_only
        assert "所在的磁盘已满" in reading.opening_remark
        reading.close()


def test_an_idle_book_says_now_and_then_that_it_is_in_use(desk: Desk) -> None:
    note = desk.path.with_name(f"{desk.path.name}.lock")
    os.utime(note, (0, 0))
    desk.renew()
    assert note.stat().st_mtime > 0
