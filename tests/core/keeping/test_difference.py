"""What a backup contains and what would differ: shown before it takes the place of a book."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edits import AddRow, Batch, remove_project, set_text
from core.keeping.difference import difference
from core.model import Book, Goal, Place, Project
from core.store.preview import preview
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import edits, facts, files_in, small_book
from tests.core.disks import NAME


def test_a_book_does_not_differ_from_itself() -> None:
    assert difference(small_book(), small_book()).is_none
    assert difference(small_book(), small_book()).figures() == "内容完全相同"
    assert difference(small_book(), small_book()).sentence() == "与现在的内容完全相同。"


def test_the_difference_is_told_by_project_with_its_cells() -> None:
    now = small_book()
    then = Batch(
        (
            set_text(now, NAME, "示例县财政局"),
            set_text(now, Place("fund", 1, "county.executed"), "60.00"),
            set_text(now, Place("answer", 1, "basis"), ""),
            AddRow(Goal(20, 1)),
            remove_project(now.dossiers[9]),
            AddRow(Project(30, 2023, 0, "新项目")),
        )
    ).apply(now)
    found = difference(now, then)
    assert found.figures() == "少 1 个项目，多 1 个项目，4 处内容不同（在 1 个项目里）"
    assert [(change.kind, change.name) for change in found.projects] == [
        ("changed", "单位信息"),
        ("changed", "城乡医疗救助资金"),
        ("removed", "医保基金监管"),
        ("added", "新项目"),
    ]
    assert [(cell.caption, cell.now, cell.then) for cell in found.projects[1].cells] == [
        ("正文", "“两不愁三保障”；\n第二段\u3000", ""),
        ("县区级财政全年执行", "48.44", "60.00"),
    ]
    assert found.sentence() == (
        "单位信息：1 个格子的内容不同；2021 年“城乡医疗救助资金”：2 个格子的内容不同，多 1 行；"
        "2022 年“医保基金监管”会没有了；2023 年“新项目”会多出来。"
    )
    assert difference(then, now).projects[3].kind == "removed"


def test_many_differences_are_counted() -> None:
    now = small_book()
    then = now
    for n in range(20):
        then = AddRow(Project(100 + n, 2024, n, f"项目{n}")).apply(then)
    assert difference(now, then).sentence().endswith("；另有 12 处。")


@settings(max_examples=50)
@given(st.data())
def test_there_is_a_difference_exactly_when_the_facts_differ(data: st.DataObject) -> None:
    now = small_book()
    then = data.draw(edits(now)).apply(now)
    assert difference(now, then).is_none == (facts(now) == facts(then))
    assert difference(now, then).sentence()


def test_a_backup_says_what_is_in_it_before_it_is_put_back(path: Path) -> None:
    with Workbook.open(path) as workbook:
        workbook.submit(set_text(workbook.book, NAME, "甲"), "填写“单位名称”")
        workbook.submit(set_text(workbook.book, NAME, "乙"), "改“单位名称”")
        made = workbook.backup("手动")
        workbook.submit(set_text(workbook.book, NAME, "丙"), "填写“单位名称”")
        workbook.undo()
        before = files_in(made.parent)
        found = preview(made)
        assert files_in(made.parent) == before
        assert found.projects == ((2022, "医保基金监管"), (2021, "城乡医疗救助资金"))
        assert [name for _, name in found.steps] == ["改“单位名称”", "填写“单位名称”"]
        assert found.sentence().startswith("乙，2022 年 1 个项目、2021 年 1 个项目；最后一步是 20")
        assert difference(workbook.book, found.book).is_none
        workbook.restore(found.path)
        assert workbook.book == found.book


def test_an_empty_book_is_described(tmp_path: Path) -> None:
    Workbook.create(tmp_path / "空.jpb", Book()).close()
    assert preview(tmp_path / "空.jpb").sentence() == "（没有填单位名称），没有项目。"


def test_what_is_no_book_has_no_preview(tmp_path: Path) -> None:
    (tmp_path / "坏.jpb").write_bytes(b"PK")
    with pytest.raises(BookTrouble, match="不是绩评本的账套"):
        preview(tmp_path / "坏.jpb")


def test_moving_a_project_is_a_difference() -> None:
    now = small_book()
    relief = now.dossiers[1]
    then = replace(now, dossiers={**now.dossiers, 1: replace(relief, project=replace(relief.project, position=9))})
    assert difference(now, then).sentence() == "2021 年“城乡医疗救助资金”：次序不同。"
    assert difference(now, then).figures() == "只有次序不同"
