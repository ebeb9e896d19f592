"""Checking a book on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.core.command_line.lines import UNIT_TOLD, Run, mended


def test_check_finds_the_three_mistakes(data: Callable[..., Any], book: Path) -> None:
    code, found = data("check", book)
    assert code == 1
    assert [of_unit["rule"] for of_unit in found["projects"][-1]["findings"]] == UNIT_TOLD
    assert found["open"] == {"error": 3, "warning": len(UNIT_TOLD), "hint": 0}
    assert len(found["projects"]) == 10
    first = found["projects"][0]
    assert (first["project"], first["year"]) == ("城乡医疗救助资金", 2021)
    assert (first["form"], first["score"], first["grade"]) == ("national-2020", None, None)
    told = first["findings"][0]
    assert told["level"] == "error"
    assert "32.30" in told["message"]
    cell = {"table": "answer", "project": first["id"], "row": 0, "field": "typed.total.execution_rate"}
    assert told["places"][0] == cell
    assert [side["caption"] for side in told["sides"]] == ["填写", "应为", "相差"]
    assert told["fixes"]


def test_check_of_a_mended_book_ends_with_zero(data: Callable[..., Any], book: Path) -> None:
    mended(book)
    code, found = data("check", book)
    assert (code, found["open"]["error"]) == (0, 0)
    assert found["projects"][0]["grade"] == "优"


def test_check_speaks_to_people_too(run: Run, book: Path) -> None:
    code, out, err = run("check", book, "--project", "城乡医疗救助资金")
    lines = out.splitlines()
    assert (code, err) == (1, "")
    assert lines[0] == "2021 城乡医疗救助资金（全国 2020）：错误 3，需核实 0，提示 0"
    assert lines[1].startswith("  ● 错误 资金：")
    assert lines[-1] == "共 1 个项目：错误 3，需核实 0，提示 0。"


def test_check_changes_nothing(run: Run, book: Path) -> None:
    before = book.read_bytes()
    run("check", book)
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_check_looks_at_the_unit_s_dossier_too(data: Callable[..., Any], run: Run, with_whole: Path) -> None:
    _, found = data("check", with_whole)
    assert (found["open"]["error"], len(found["projects"])) == (4, 10)
    last = found["projects"][-1]
    assert (last["project"], last["year"], last["form"]) == ("部门整体", 2021, "kunming-2021")
    assert [finding["rule"] for finding in last["findings"] if finding["level"] == "error"] == ["text-sum"]
    assert run("check", with_whole)[1].splitlines()[-1].startswith("共 9 个项目和部门整体：错误 4")
    lines = run("check", with_whole, "--project", "部门整体")[1].splitlines()
    assert lines[0].startswith("2021 部门整体（")
    assert lines[-1].startswith("共 0 个项目和部门整体：错误 1")
