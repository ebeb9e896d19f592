"""The command line as its tests run it, and the sample as a book."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import cli
from core.sample import FILE, sample
from core.workbook import Workbook
from tests.core.command_line.lines import SUM, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command: its exit code, what it printed, what it complained of."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def data(run: Run) -> Callable[..., tuple[int, Any]]:
    """Run a command with --json: its exit code and the one document it printed."""

    def data(*arguments: object) -> tuple[int, Any]:
        code, out, err = run(*arguments, "--json")
        assert err == ""
        return code, json.loads(out)

    return data


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The sample as a book."""
    path = tmp_path / "账 套.jpb"
    Workbook.create(path, sample()).close()
    return path


@pytest.fixture
def with_whole(run: Run, tmp_path: Path) -> Path:
    """The sample's projects with a dossier of the unit, whose text does not add up."""
    file, book = tmp_path / "部门整体.json", tmp_path / "另一本.jpb"
    facts = json.loads(FILE.read_text(encoding="utf-8"))
    whole = {"year": 2021, "scope": "unit", "form": "kunming-2021", "answers": {"overview": SUM}}
    facts["projects"] = [*(one for one in facts["projects"] if not one.get("scope")), whole]
    file.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    run("import", file, "--book", book)
    return book
