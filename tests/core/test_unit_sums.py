"""The sums of the unit, kept step by step, are those of a book that is read for the first time."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cases import Cases
from core.edits import Edit, remove_project, set_text
from core.model import Book, Place
from core.office.adapted import form_in
from core.projects import copied_project, new_project, new_whole
from core.reading import Values, read
from tests.core.disks import often

TEXTS = ("", "0", "-5", "150", "1500000元", "48.44", "48..44")
CELLS = (
    *(("fund", f"{source}.{stage}") for source in ("county", "carried", "other") for stage in ("initial", "executed")),
    ("fund", "county.adjustment"),
    *(("answer", f"typed.{cell}") for cell in ("total.executed", "fiscal.executed", "total.execution_rate")),
)
FORMS = ("", "national-2020", "shanxi-2021", "sichuan-2021", "sichuan-2023")
KINDS = ("type", "type", "type", "type", "file", "add", "copy", "remove", "undo", "redo")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 3),
        st.sampled_from(CELLS),
        st.sampled_from(TEXTS),
        st.sampled_from(FORMS),
    ),
    min_size=8,
    max_size=24,
)


@settings(max_examples=often(40, 1000), deadline=None)
@given(form=st.sampled_from(FORMS), steps=STEPS)
def test_the_sums_of_the_unit_are_those_of_a_book_read_anew(
    form: str, steps: list[tuple[str, int, tuple[str, str], str, str]]
) -> None:
    edit, whole = new_whole(Book(), 2021)
    book = edit.apply(Book())
    book = set_text(book, Place("project", whole, "form"), form).apply(book)
    cases, done, undone = Cases(), list[Edit](), list[Edit]()
    for kind, which, (table, field), text, filed in steps:
        if kind in ("undo", "redo"):
            taken, kept = (done, undone) if kind == "undo" else (undone, done)
            if not taken:
                continue
            edit = taken.pop()
            kept.append(edit.inverse())
        else:
            edit = _step(book, kind, which, Place(table, 0, field), text, filed)
            done.append(edit.inverse())
            undone.clear()
        before, book = book, edit.apply(book)
        cases.moved(before, book)
        assert _sums(cases.case(book, whole).values) == _sums(_read_anew(book, whole))


def _step(book: Book, kind: str, which: int, at: Place, text: str, form: str) -> Edit:
    """A step at one of the projects; without any, a new one."""
    projects = book.of_year(2021)
    if not projects or kind == "add":
        return new_project(book, 2021, "医疗救助")[0]
    project = projects[which % len(projects)]
    if kind == "copy":
        return copied_project(book, project.id)[0]
    if kind == "remove":
        return remove_project(project)
    if kind == "file":
        return set_text(book, Place("project", project.id, "form"), form)
    return set_text(book, Place(at.table, project.id, at.field), text)


def _read_anew(book: Book, whole: int) -> Values:
    """The unit under a form that nothing is remembered of."""
    dossier = book.dossiers[whole]
    members = tuple(read(form_in(book, one.project), book.unit, one) for one in book.of_year(2021))
    return read(msgspec.structs.replace(form_in(book, dossier.project)), book.unit, dossier, members)


def _sums(values: Values) -> tuple[object, ...]:
    return values.amounts, values.computed, values.typed_over, values.unknown
