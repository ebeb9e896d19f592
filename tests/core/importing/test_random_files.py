"""Whatever a file holds: it is read or refused in a sentence, and what was read can be stored, checked and written."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.checking import check
from core.dump import dump
from core.forms.library import known
from core.importing.exchange import BOOK_KEYS, LISTS, MEASURES, PROJECT_KEYS, UNIT_KEYS, read
from core.importing.merge import plan_import
from core.model import ROW_TYPES, SOURCES, STAGES, Book, text_fields
from core.publish import case_of
from core.report.compose import compose
from core.sample import sample
from core.trouble import ImportTrouble
from core.workbook import Workbook

FIELDS = tuple({name for kind in ROW_TYPES.values() for name in text_fields(kind)})
WORDS = (
    "2021",
    "150",
    "≥90%",
    "1万张",
    "已完成",
    "-3",
    "1e400",
    "{indicator.1.actual}",
    "{fund.total.executed:元}",
    "产出指标",
)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(WORDS)
junk = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner))


def objects(names: tuple[str, ...], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with mostly known keys and, here and there, something else in place of a value."""
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=4), values | junk, max_size=6)


lists = st.lists(objects(FIELDS, leaves), max_size=4)
funds = objects(tuple(SOURCES), objects(tuple(STAGES), leaves))
typed_over = objects(("total", "fiscal", "county", "score"), objects((*MEASURES, "total", "grade"), leaves))
answers = objects(("execution_reason", "completion", "typed.total.executed"), leaves)
parts = {"funds": funds, "typed_over": typed_over, "answers": answers, **dict.fromkeys(LISTS, lists)}
projects = st.fixed_dictionaries({"year": st.just(2021) | leaves}, optional=parts).flatmap(
    lambda made: objects(PROJECT_KEYS[1:6], leaves).map(lambda more: {**more, **made})
)
files = st.fixed_dictionaries(
    {"format": st.just("jipingben-exchange"), "version": st.just(1)},
    optional={"unit": objects(UNIT_KEYS, leaves), "projects": st.lists(projects, max_size=3) | junk},
)


@given(st.text() | junk.map(json.dumps) | objects(BOOK_KEYS, leaves).map(json.dumps))
def test_a_foreign_text_is_read_or_refused(text: str) -> None:
    with suppress(ImportTrouble):
        read(text)


@given(files)
def test_what_was_read_is_written_and_read_again_the_same(facts: dict[str, Any]) -> None:
    first = dump(read(json.dumps(facts)).book)
    assert dump(read(first).book) == first


@given(files)
def test_what_was_read_can_be_checked_and_composed(facts: dict[str, Any]) -> None:
    book = read(json.dumps(facts)).book
    for number in book.dossiers:
        for form in known().values():
            case = case_of(book, number, form)
            check(case)
            for document in form.documents:
                compose(form, document, case.values, case.scores)


@given(files, st.booleans())
def test_what_was_read_comes_into_a_book_and_out_again(facts: dict[str, Any], update: bool) -> None:
    exchange = read(json.dumps(facts))
    for book in (Book(), sample()):
        intake = plan_import(book, exchange, update)
        if intake.edit is not None:
            after = intake.edit.apply(book)
            before = intake.edit.inverse().apply(after)
            assert dump(before) == dump(book)


@settings(max_examples=15)
@given(files)
def test_what_was_read_can_be_stored(facts: dict[str, Any]) -> None:
    book = read(json.dumps(facts)).book
    with TemporaryDirectory() as folder, Workbook.create(Path(folder) / "甲.jpb", book) as workbook:
        assert dump(workbook.book) == dump(book)
