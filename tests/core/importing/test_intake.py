"""What reading files in would do, in words; several files are one step, each looked at after the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.dump import dump, write
from core.importing.exchange import read
from core.importing.intake import Change, ChosenFile, Review, opened, review, sources
from core.model import Book
from core.sample import sample
from core.trouble import ExportTrouble, ImportTrouble
from tests.core.importing.test_merge import book_of, file_of, help_project


def file(*projects: dict[str, Any], name: str = "资料.json", **unit: str) -> ChosenFile:
    return ChosenFile(name, file_of(*projects, **unit))


def told(found: Review) -> list[tuple[str, str, int]]:
    return [(one.name, one.state, one.size) for one in found.projects]


def done(book: Book, found: Review) -> Book:
    return found.edit.apply(book) if found.edit is not None else book


SAME = {"year": 2021, "name": "救助", "leader": "甲"}
OTHER = {"year": 2021, "name": "救助", "leader": "乙"}
NEW = {"year": 2022, "name": "饮水", "indicators": [{"name": "水泵"}, {"name": "水管"}]}


@pytest.mark.parametrize(
    ("project", "update", "state", "edits"),
    [
        (NEW, False, ("饮水", "new", 2), True),
        (SAME, False, ("救助", "same", 0), False),
        (OTHER, False, ("救助", "differs", 1), False),
        (OTHER, True, ("救助", "updated", 1), True),
    ],
)
def test_what_becomes_of_a_project(
    project: dict[str, Any], update: bool, state: tuple[str, str, int], edits: bool
) -> None:
    found = review(book_of(help_project()), [file(project)], update)
    assert told(found) == [state]
    assert (found.edit is not None) == edits
    assert found.remarks == ()


def test_what_becomes_new_stands_first_and_what_stays_last() -> None:
    book = book_of(help_project())
    found = review(book, [file(SAME), file(NEW)], update=False)
    assert [state for _, state, _ in told(found)] == ["new", "same"]


def test_two_files_that_speak_of_one_new_project_add_it_once() -> None:
    more = {"year": 2022, "name": "饮水", "leader": "丙"}
    found = review(book_of(), [file(NEW), file(more, name="后来.json")], update=True)
    assert told(found) == [("饮水", "new", 3)]
    (dossier,) = done(book_of(), found).dossiers.values()
    assert (dossier.project.leader, len(dossier.indicator)) == ("丙", 2)
    assert found.step == "导入 2 个文件"


def test_the_cells_and_rows_of_an_update_are_told_in_words() -> None:
    anew = {
        "year": 2021,
        "name": "救助",
        "indicators": [{"name": "满意度", "target": "95%"}, {"name": "次数", "target": "3"}],
    }
    (one,) = review(book_of(help_project()), [file(anew)], update=True).projects
    assert one.changes == (
        Change("删去指标", "人次", ""),
        Change("“满意度”的年度指标值", "90%", "95%"),
        Change("新增指标", "", "次数"),
    )


def test_another_order_is_told_once_for_each_list() -> None:
    turned = {"year": 2021, "name": "救助", "indicators": [{"name": "满意度"}, {"name": "人次"}]}
    (one,) = review(book_of(help_project()), [file(turned)], update=True).projects
    assert [change.where for change in one.changes].count("指标的先后") == 1


def test_blank_facts_of_the_unit_are_filled_and_told() -> None:
    found = review(book_of(), [file(phone="0100000")], update=False)
    assert found.unit == (Change("联系电话", "", "0100000"),)


def test_marks_on_facts_of_the_unit_come_along_and_are_not_told() -> None:
    text = '{"format": "jipingben-exchange", "version": 1, "unit": {"answers": {"mark.待核.unit phone 0": "1"}}}'
    found = review(book_of(), [ChosenFile("资料.json", read(text))], update=False)
    assert found.edit is not None
    assert found.unit == ()


def test_an_own_file_read_in_again_changes_nothing() -> None:
    book = sample()
    found = review(book, [ChosenFile("自己.json", read(dump(book)))], update=True)
    assert found.edit is None
    assert {one.state for one in found.projects} == {"same"}
    assert sum(one.is_unit for one in found.projects) == 1


def test_the_whole_sample_comes_into_an_empty_book() -> None:
    book = sample()
    found = review(Book(), [ChosenFile("自己.json", read(dump(book)))], update=False)
    assert {one.state for one in found.projects} == {"new"}
    assert dump(done(Book(), found)) == dump(book)


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    whole, broken = tmp_path / "好.json", tmp_path / "坏.json"
    write(book_of(help_project()), whole)
    broken.write_text("{", encoding="utf-8")
    first, second = sources((broken, whole, whole))
    assert first.content is None
    assert first.trouble
    assert told(review(Book(), (first, second), update=False)) == [("救助", "new", 5)]


def test_only_exchange_files_are_opened(tmp_path: Path) -> None:
    with pytest.raises(ImportTrouble, match=r"“表.xlsx”不是交换文件"):
        opened(tmp_path / "表.xlsx")


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    taken = tmp_path / "数据.json"
    taken.write_text("别人的", encoding="utf-8")
    with pytest.raises(ExportTrouble, match="没有覆盖"):
        write(Book(), taken)
    assert taken.read_text(encoding="utf-8") == "别人的"
