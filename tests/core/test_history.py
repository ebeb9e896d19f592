from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.edits import AddRow, Batch, Edit, RemoveRow, remove_project, set_text
from core.history import START, Deleted, Line, Step, deleted, listed, way_to
from core.model import WHOLE_UNIT, Book, Place, Project
from core.projects import new_whole
from tests.core.books import edits, facts, small_book


class Taken:
    """A book and its steps, as they would lie on the disk."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.steps: tuple[Step, ...] = ()

    def do(self, edit: Edit, name: str = "修改") -> Taken:
        self.book = edit.apply(self.book)
        number = len(self.steps) + 1
        self.steps = (Step(number, name, f"2026-11-22T14:{number:02}:00", True, edit), *self.steps)
        return self

    def type(self, field: str, text: str, name: str = "修改") -> Taken:
        return self.do(set_text(self.book, Place("answer", 1, field), text), name)

    def go(self, number: int) -> Taken:
        way = way_to(self.steps, number)
        self.book = way.edit.apply(self.book)
        turned = {step.id for step in way.steps}
        self.steps = tuple(Step(s.id, s.name, s.at, way.done if s.id in turned else s.done, s.edit) for s in self.steps)
        return self

    def bin(self) -> tuple[Deleted, ...]:
        return deleted(self.book, self.steps)


def three() -> Taken:
    return (
        Taken(small_book()).type("basis", "一", "第一步").type("basis", "二", "第二步").type("overview", "三", "第三步")
    )


def test_the_list_names_each_step_its_time_and_its_project() -> None:
    taken = three().go(2)
    assert listed(taken.book, taken.steps) == (
        Line(3, "第三步", "2026-11-22T14:03:00", False, "城乡医疗救助资金", False),
        Line(2, "第二步", "2026-11-22T14:02:00", True, "城乡医疗救助资金", True),
        Line(1, "第一步", "2026-11-22T14:01:00", True, "城乡医疗救助资金", False),
    )


def test_a_step_names_the_unit_several_projects_or_one_that_is_gone() -> None:
    taken = Taken(small_book())
    taken.do(set_text(taken.book, Place("unit", 0, "name"), "示例县民政局"))
    texts = (set_text(taken.book, Place("answer", number, "basis"), "同") for number in (1, 9))
    taken.do(Batch(tuple(texts)))
    taken.do(remove_project(taken.book.dossiers[9]))
    assert [line.project for line in listed(taken.book, taken.steps)] == ["医保基金监管", "2 个项目", "单位"]


def test_the_units_dossier_is_no_project_in_what_a_step_was_about() -> None:
    taken = Taken(small_book())
    made, whole = new_whole(taken.book, 2021)
    taken.do(made)
    for numbers in ((1, 9, whole), (1, whole), (1, 9)):
        texts = (set_text(taken.book, Place("answer", number, "basis"), f"同{numbers}") for number in numbers)
        taken.do(Batch(tuple(texts)))
    found = [line.project for line in listed(taken.book, taken.steps)]
    assert found == ["2 个项目", "1 个项目、部门整体", "2 个项目、部门整体", "部门整体"]


def test_going_to_a_step_turns_all_steps_in_between() -> None:
    taken = three()
    assert [step.name for step in way_to(taken.steps, 1).steps] == ["第三步", "第二步"]
    taken.go(1)
    assert (taken.book.dossiers[1].answers["basis"], "overview" in taken.book.dossiers[1].answers) == ("一", False)
    way = way_to(taken.steps, 3)
    assert ([step.name for step in way.steps], way.done, way.name) == (["第二步", "第三步"], True, "2 步")
    taken.go(3)
    assert taken.book.dossiers[1].answers["overview"] == "三"
    assert facts(taken.go(START).book) == facts(small_book())


def test_where_one_is_already_and_a_step_there_is_not_lead_nowhere() -> None:
    assert way_to(three().steps, 3).steps == ()
    assert way_to(three().steps, 99).steps == ()
    assert way_to((), START).steps == ()


@given(st.data())
def test_any_step_can_be_gone_to_and_come_back_from(data: st.DataObject) -> None:
    taken = Taken(small_book())
    books = [taken.book]
    for _ in range(data.draw(st.integers(1, 5))):
        taken.do(data.draw(edits(taken.book)))
        books.append(taken.book)
    for number in data.draw(st.lists(st.integers(START, len(taken.steps)), max_size=4)):
        assert facts(taken.go(number).book) == facts(books[number])


def test_a_deleted_project_comes_back_with_its_numbers_and_everything_in_it() -> None:
    taken = Taken(small_book())
    before = taken.book.dossiers[1]
    taken.do(remove_project(before)).do(set_text(taken.book, Place("answer", 9, "basis"), "之后的话"))
    (gone,) = taken.bin()
    assert (gone.table, gone.id, gone.name, gone.inside) == ("project", 1, "城乡医疗救助资金", "2021 年度")
    taken.do(gone.restore, "恢复")
    assert taken.book.dossiers[1] == before
    assert taken.bin() == ()


def test_a_deleted_row_comes_back_where_it_was() -> None:
    taken = Taken(small_book())
    before = taken.book.dossiers[1]
    taken.do(RemoveRow(before.indicator[0])).do(RemoveRow(before.evidence[0])).do(RemoveRow(before.goal[0]))
    assert [(gone.table, gone.name, gone.inside) for gone in taken.bin()] == [
        ("goal", "救助困难群众", "2021 年度 城乡医疗救助资金"),
        ("evidence", "资金文件", "2021 年度 城乡医疗救助资金"),
        ("indicator", "救助人次", "2021 年度 城乡医疗救助资金"),
    ]
    for gone in taken.bin():
        taken.do(gone.restore)
    assert taken.book.dossiers[1] == before


def test_a_row_of_a_deleted_project_waits_for_its_project() -> None:
    taken = Taken(small_book())
    taken.do(RemoveRow(taken.book.dossiers[1].indicator[0]))
    taken.do(remove_project(taken.book.dossiers[1]))
    assert [gone.table for gone in taken.bin()] == ["project"]
    taken.do(taken.bin()[0].restore)
    assert [gone.name for gone in taken.bin()] == ["救助人次"]


def test_blank_rows_reasons_and_what_was_undone_are_not_in_the_bin() -> None:
    taken = Taken(small_book())
    dossier = taken.book.dossiers[1]
    taken.do(RemoveRow(dossier.goal[1])).do(RemoveRow(dossier.reason[0])).do(RemoveRow(dossier.evidence[0])).go(2)
    assert taken.bin() == ()


def test_the_units_dossier_does_not_come_back_beside_another() -> None:
    taken = Taken(small_book())
    taken.do(new_whole(taken.book, 2021)[0])
    taken.do(remove_project(taken.book.dossiers[taken.book.next_id - 1]))
    assert [gone.name for gone in taken.bin()] == ["部门整体"]
    taken.do(AddRow(Project(taken.book.next_id, 2021, scope=WHOLE_UNIT)))
    assert taken.bin() == ()
