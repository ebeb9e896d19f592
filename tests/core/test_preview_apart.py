"""The preview's pages made in a process of their own: the same pages as here, told in parts, each of them once."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from core import preview_apart
from core.apart import command
from core.edits import set_text
from core.export.pictures import Pages
from core.model import Book, Place
from core.preview import Draft, documents, draft_of, of_year, pdf_of, stands
from core.preview_apart import WORD, PagesApart
from core.sample import sample
from core.trouble import ExportTrouble
from core.workbook import Workbook

TABLE, REPORT = 1, 17  # projects of the sample: a 自评表, a 自评报告
PAPER, INK = (255, 255, 255), (0, 0, 0)


@pytest.fixture
def pages() -> Iterator[PagesApart]:
    """A process, ended after the test."""
    made = PagesApart()
    yield made
    made.close()


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    with Workbook.create(tmp_path / "账套.jpb", sample()) as made:
        yield made


def draft(workbook: Workbook, project: int, book: Book | None = None, of: str = "project") -> Draft:
    """The first document of a project, or of the unit with all projects of the year."""
    form = workbook.form(project)
    document = next(one for one in documents(form, False) if one.of == of)
    book = book or workbook.book
    year = book.dossiers[project].project.year
    members = tuple(workbook.case(d.id).values for d in book.of_year(year)) if of == "unit" else ()
    return draft_of(book, project, form, document, members, None)


def here(one: Draft) -> Pages:
    return Pages(pdf_of(one.report))


def test_the_pages_are_those_made_here(pages: PagesApart, workbook: Workbook) -> None:
    one = draft(workbook, REPORT)
    sizes, anew = pages.print(one)
    with here(one) as known:
        assert (sizes, anew) == (known.sizes, True)
        assert pages.picture(0, 400, PAPER, INK) == known.picture(0, 400)
    place = Place("project", REPORT, "name")
    assert pages.stands(place) == stands(one, place) != ()


def test_what_is_not_printed_makes_no_other_pages(pages: PagesApart, workbook: Workbook) -> None:
    pages.print(draft(workbook, TABLE))
    book = set_text(workbook.book, Place("unit", 0, "phone"), "0830-1234567").apply(workbook.book)
    assert pages.print(draft(workbook, TABLE, book))[1] is False
    book = set_text(book, Place("project", TABLE, "name"), "另一个名称").apply(book)
    assert pages.print(draft(workbook, TABLE, book))[1] is True


def test_the_审核说明_of_a_year_is_the_same_as_here(pages: PagesApart, workbook: Workbook) -> None:
    one = draft(workbook, TABLE)
    told = of_year(one, workbook.readiness(workbook.book.years()[0]))
    assert pages.print(told)[0] == here(told).sizes
    assert pages.print(told)[1] is False


def test_each_part_is_sent_once(pages: PagesApart, workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    ordinary = preview_apart._Telling.put

    def put(telling: preview_apart._Telling, message: tuple[str, tuple[object, ...]]) -> None:
        if message[0] == "keep":
            sent.append(len(pickle.dumps(message)))
        ordinary(telling, message)

    monkeypatch.setattr(preview_apart._Telling, "put", put)
    pages.print(draft(workbook, TABLE))
    assert len(sent) == 2  # form and dossier
    pages.print(draft(workbook, TABLE))
    assert len(sent) == 2
    book = set_text(workbook.book, Place("project", TABLE, "name"), "另一个名称").apply(workbook.book)
    pages.print(draft(workbook, TABLE, book))
    assert len(sent) == 3


def test_a_document_of_the_unit_is_made_from_the_projects_of_the_year(pages: PagesApart, tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "单位.jpb", _of_one_form(sample())) as workbook:
        one = draft(workbook, TABLE, of="unit")
        assert len(one.members) > 1
        assert pages.print(one)[0] == here(one).sizes


def _of_one_form(book: Book) -> Book:
    """Every project under a form that has a document of the unit."""
    for number in (TABLE, REPORT):
        book = set_text(book, Place("project", number, "form"), "kunming-2021").apply(book)
    return book


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_gone_is_said_and_the_next_wish_starts_another(pages: PagesApart, workbook: Workbook) -> None:
    pages.print(draft(workbook, TABLE))
    assert pages._running is not None
    os.kill(pages._running[0].pid, signal.SIGKILL)
    with pytest.raises(ExportTrouble, match="停了"):
        pages.picture(0, 400, PAPER, INK)
    assert pages.print(draft(workbook, TABLE))[1] is True


def test_a_program_that_cannot_be_started_is_said(
    pages: PagesApart, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_apart, "command", lambda word: ["/nowhere/program"])
    with pytest.raises(ExportTrouble, match="没有启动"):
        pages.print(draft(workbook, TABLE))


def test_the_program_is_called_by_the_word_main_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert main.PREVIEW_PAGES == WORD
    assert command(WORD)[1:] == [str(Path(main.__file__)), WORD]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command(WORD) == [sys.executable, WORD]


def test_on_windows_it_is_called_by_the_way_in_that_has_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", "jipingben.exe")
    assert command(WORD) == ["jipingben-cli.exe", WORD]
