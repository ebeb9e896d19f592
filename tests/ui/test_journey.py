"""The whole job of one clerk: from an empty book, key by key, to the three files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from core.edits import SetField
from core.model import Book, Place, Unit
from core.rules.finding import Level
from core.workbook import Workbook
from tests.ui.journey import INDICATORS, PROJECT, Clerk
from ui.desk import Desk
from ui.places import Tab
from ui.window import Window


@pytest.fixture
def clerk(qapp: object, qtbot: QtBot, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk before an empty book of an office that has only its code."""
    book = Book(unit=Unit(department="示例县医疗保障局", department_code="325", reported_on="2022-03-15"))
    desk = Desk(Workbook.create(tmp_path / "账套.jpb", book))
    desk.choose_year(2021)
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    yield Clerk(window, lambda done: qtbot.waitUntil(done, timeout=20_000))
    window.close()
    desk.close()


def type_everything(clerk: Clerk) -> None:
    clerk.name_unit("示例县医疗保障局")
    clerk.add_project(PROJECT)
    for source, amounts in {"province": ("90", "90", "30"), "county": ("60", "60", "18.44")}.items():
        for stage, amount in zip(("initial", "annual", "executed"), amounts, strict=True):
            clerk.type_fund(source, stage, amount)
    for indicator in INDICATORS:
        clerk.type_indicator(*indicator)


def test_a_clerk_types_a_project_mends_a_wrong_figure_and_hands_in_three_files(clerk: Clerk, tmp_path: Path) -> None:
    type_everything(clerk)
    desk = clerk.desk
    assert desk.dossier is not None
    assert desk.dossier.project.name == PROJECT
    assert [(row.level2, row.name, row.target) for row in desk.dossier.indicator] == [
        (level2, name, target) for level2, name, target, _, _ in INDICATORS
    ]

    view = clerk.sheet(Tab.FUNDS)
    rate = desk.values.fund_place("total", "execution_rate")
    clerk.type_cell(view, view.model().find(rate), "32.39")
    wrong = [f.message for f in desk.findings_at(rate) if f.level is Level.ERROR]
    assert len(wrong) == 1
    assert "应为 32.29" in wrong[0]
    assert "填的是 32.39" in wrong[0]
    assert view.message() == wrong[0], "the sentence stands under its row once the cell is left"

    clerk.type_cell(view, view.model().find(rate), "32.29")
    assert not [f for f in desk.findings_at(rate) if f.level is Level.ERROR]
    assert view.message() != wrong[0]

    folder = tmp_path / "报送"
    files = clerk.export(folder)
    assert [file.name for file in files] == [
        f"示例县医疗保障局_2021_{PROJECT}_项目支出绩效自评表.{ending}" for ending in ("docx", "pdf", "xlsx")
    ]
    read_back(*files)


def read_back(docx: Path, pdf: Path, xlsx: Path) -> None:
    """Each file holds the name, the sums, the rate and every indicator."""
    expected = [PROJECT, "150.00", "48.44", "32.29", *(name for _, name, *_ in INDICATORS)]
    with ZipFile(docx) as package:
        words = package.read("word/document.xml").decode("utf-8")
    pages = pypdfium2.PdfDocument(pdf)
    printed = "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")
    pages.close()
    rows = load_workbook(xlsx).active.iter_rows()
    cells = [str(cell.value) for row in rows for cell in row if cell.value is not None]
    for text in expected:
        assert text in words
        assert text in printed
    assert {150, 48.44} <= {float(cell) for cell in cells if cell.replace(".", "", 1).isdigit()}
    assert {name for _, name, *_ in INDICATORS} <= set(cells)


def test_every_step_of_the_journey_can_be_taken_back_and_again(clerk: Clerk) -> None:
    type_everything(clerk)
    desk = clerk.desk
    whole = desk.book
    while desk.undo_name():
        desk.undo()
    assert not desk.dossiers
    while desk.redo_name():
        desk.redo()
    assert desk.book == whole


def test_a_text_the_disk_refuses_stays_in_its_field(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.name_unit("示例县医疗保障局")
    field = clerk.window.rooms.unit.fields[0]
    monkeypatch.setattr(clerk.desk, "type_text", lambda *_, **__: False)
    clerk.fill_line(field.inner, "另一个名称")
    clerk.window.rooms.unit.reload()
    assert field.inner.text() == "另一个名称"
    assert clerk.desk.text(Place("unit", 0, "name")) == "示例县医疗保障局"


def test_f8_goes_round_the_open_findings(clerk: Clerk) -> None:
    clerk.name_unit("示例县医疗保障局")
    project = clerk.add_project(PROJECT)
    clerk.desk.submit(SetField(Place("fund", project, "county.annual"), "", "1.2.3"), "填数")
    waiting = [f for f in clerk.desk.findings() if f.open]
    assert waiting
    seen = []
    for _ in waiting:
        clerk.window.next_finding()
        chosen = clerk.window.findings.chosen()
        assert chosen is not None
        seen.append(chosen.subject)
    assert sorted(seen) == sorted(f.subject for f in waiting)
