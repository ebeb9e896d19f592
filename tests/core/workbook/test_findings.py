"""Which projects are looked at again after a step, and what would be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.checking import check
from core.edits import MoveRow, remove_project, set_text
from core.forms import library
from core.forms.library import DEFAULT_FORM
from core.model import Place
from core.workbook import Workbook
from tests.core.workbook.hands import ACTUAL, NAME, add_project, fresh, type_text


def test_only_the_touched_project_is_looked_at_again(workbook: Workbook) -> None:
    other = add_project(workbook, 2021, "另一个")
    seen = {number: (workbook.case(number), workbook.findings(number)) for number in (1, 9, other)}
    assert type_text(workbook, ACTUAL, "9900") == {1}
    assert workbook.case(1) is not seen[1][0]
    for number in (9, other):
        assert workbook.case(number) is seen[number][0]
        assert workbook.findings(number) is seen[number][1]


def test_a_project_s_own_row_concerns_the_projects_of_its_year(workbook: Workbook) -> None:
    other = add_project(workbook, 2021, "另一个")
    before = {number: workbook.case(number) for number in (1, 9, other)}
    assert type_text(workbook, Place("project", 1, "name"), "改名") == {1, other}
    assert workbook.case(other).neighbours[0].name == "改名"
    assert workbook.case(other).values is before[other].values
    assert workbook.case(9) is before[9]
    assert workbook.submit(MoveRow("project", 1, 1, 1024, 9000), "移动").projects == {1, other}
    assert workbook.submit(remove_project(workbook.book.dossiers[1]), "删除项目").projects == {1, other}
    assert workbook.case(other).neighbours == ()
    undone = workbook.undo()
    assert undone is not None
    assert undone.projects == {1, other}


def test_the_unit_concerns_every_project(workbook: Workbook) -> None:
    assert type_text(workbook, NAME, "新名") == {0, 1, 9}
    assert workbook.case(9).values.unit.name == "新名"
    assert type_text(workbook, Place("answer", 0, "overview"), "新的") == {0}


def test_what_would_be_found_is_told_without_a_step(workbook: Workbook) -> None:
    before = workbook.findings(1)
    edit = set_text(workbook.book, Place("indicator", 1, "weight", 4), "两个点1.2.3")
    assert workbook.findings_if(edit, 1) == check(fresh(edit.apply(workbook.book), 1))
    assert workbook.findings(1) is before
    assert workbook.undo_name is None


def test_a_form_file_the_office_puts_in_place_of_another_counts_at_once(
    workbook: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "form_folder", lambda: tmp_path / "forms")
    official = (library.FOLDER / f"{DEFAULT_FORM}.toml").read_text("utf-8")
    changed = tmp_path / f"{DEFAULT_FORM}.toml"
    changed.write_text(official.replace('caption = "年度资金总额"', 'caption = "资金总额"'), "utf-8")
    assert workbook.case(1).form.fund.lines[0].caption == "年度资金总额"
    try:
        library.add(changed)
        workbook.look_again()
        assert workbook.case(1).form.fund.lines[0].caption == "资金总额"
    finally:
        monkeypatch.undo()
        library._shelf.cache_clear()
