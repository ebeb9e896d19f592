"""A whole project without the mouse: every page is reached, filled and checked by keys, and the files are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.model import Book, Unit
from core.workbook import Workbook
from tests.ui.by_keys import FORM, GOAL, HEAD, INDICATORS, PROJECT, REASON, KeyClerk
from ui.desk import Desk
from ui.window import Window


@pytest.fixture
def clerk(qapp: object, qtbot: QtBot, tmp_path: Path) -> Iterator[KeyClerk]:
    """A clerk with a keyboard before a book of an office that has no project yet."""
    unit = Unit(name="示例县医疗保障局", department="示例县医疗保障局", department_code="325", form=FORM)
    desk = Desk(Workbook.create(tmp_path / "账套.jpb", Book(unit=unit)))
    desk.choose_year(2021)
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield KeyClerk(window)
    window.close()
    desk.close()


def test_a_whole_project_is_filled_checked_and_written_by_keys_alone(
    clerk: KeyClerk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.fill_head()
    assert clerk.open_findings() == [], "a project that is not begun has nothing wrong"
    clerk.fill_funds()
    assert clerk.open_findings(), "now the headings without a word are told"
    clerk.fill_goals()
    clerk.fill_indicators()
    clerk.fill_prose()
    clerk.fill_evidence()
    assert clerk.open_findings() == []
    dossier = clerk.desk.dossier
    assert {name: getattr(dossier.project, name) for name in HEAD} == HEAD
    assert dossier.project.fund_kind
    assert [(row.level2, row.name, row.weight) for row in dossier.indicator] == [row[:3] for row in INDICATORS]
    assert [row.deviation for row in dossier.indicator if row.deviation] == [REASON]
    assert [goal.expected for goal in dossier.goal] == [GOAL, f"三年内，{GOAL}"]
    assert [(row.name, row.number) for row in dossier.evidence] == [("救助资金管理办法", "示医保〔2021〕5号")]
    standing = clerk.desk.readiness().standings[0]
    assert standing.missing == ()

    folder = tmp_path / "报送"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    clerk.export(lambda done: qtbot.waitUntil(done, timeout=20_000))
    assert {file.suffix for file in folder.iterdir()} == {".docx", ".pdf", ".xlsx"}
    assert all(PROJECT in file.name for file in folder.iterdir())
