from __future__ import annotations

from pathlib import Path

import pytest

from core.edits import remove_project, set_text
from core.history import START, deleted
from core.model import Place
from core.store import Store
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.books import facts, small_book

BASIS = Place("answer", 1, "basis")


def typed(workbook: Workbook, *texts: str) -> None:
    for text in texts:
        workbook.submit(set_text(workbook.book, BASIS, text), f"写{text}")


def test_the_history_lists_every_step_with_its_time_the_newest_first(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "a.jpb", small_book()) as workbook:
        typed(workbook, "一", "二")
        workbook.undo()
        assert [(step.name, step.done, len(step.at)) for step in workbook.history()] == [
            ("写二", False, 19),
            ("写一", True, 19),
        ]


def test_going_to_a_step_is_one_outcome_and_stays_after_a_restart(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "a.jpb", small_book()) as workbook:
        typed(workbook, "一", "二", "三")
        first = workbook.history()[-1].id
        outcome = workbook.go_to_step(first)
        assert outcome is not None
        assert (outcome.name, outcome.projects) == ("2 步", {1})
        assert workbook.book.text(BASIS) == "一"
        assert workbook.go_to_step(first) is None
    with Workbook.open(tmp_path / "a.jpb") as workbook:
        assert (workbook.book.text(BASIS), workbook.undo_name, workbook.redo_name) == ("一", "写一", "写二")
        workbook.go_to_step(workbook.history()[0].id)
        assert workbook.book.text(BASIS) == "三"
        workbook.go_to_step(START)
        assert facts(workbook.book) == facts(small_book())


def test_going_back_takes_all_steps_or_none(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "a.jpb", small_book()) as workbook:
        typed(workbook, "一", "二")
        (tmp_path / "a.jpb").rename(tmp_path / "b.jpb")
        with pytest.raises(BookTrouble, match="已被移动"):
            workbook.go_to_step(START)
        (tmp_path / "b.jpb").rename(tmp_path / "a.jpb")
        assert (workbook.book.text(BASIS), [step.done for step in workbook.history()]) == ("二", [True, True])


def test_a_deleted_project_comes_back_from_the_history(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "a.jpb", small_book()) as workbook:
        before = workbook.book.dossiers[1]
        workbook.submit(remove_project(before), "删除项目")
    with Workbook.open(tmp_path / "a.jpb") as workbook:
        (gone,) = deleted(workbook.book, workbook.history())
        workbook.submit(gone.restore, "恢复项目")
        assert workbook.book.dossiers[1] == before
        assert workbook.undo_name == "恢复项目"


def test_a_step_nobody_can_read_ends_the_list(tmp_path: Path) -> None:
    path = tmp_path / "a.jpb"
    with Workbook.create(path, small_book()) as workbook:
        typed(workbook, "一", "二", "三")
    store = Store.open(path)
    store.connection.execute("UPDATE change SET edit = '?' WHERE name = '写一'")
    store.connection.commit()
    assert [step.name for step in store.steps()] == ["写三", "写二"]
    store.close()
