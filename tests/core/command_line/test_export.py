"""Writing documents on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.importing.exchange import FORMAT
from core.sample import sample
from core.workbook import Workbook
from tests.core.command_line.lines import Run


def test_export_writes_what_it_is_asked_for(data: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    chosen = ("--project", "XM2021-03", "--project", "老干部医疗补助费")
    code, found = data("export", book, "--out", tmp_path / "出", "--format", "docx，xlsx", *chosen)
    assert code == 0
    assert [(file["project"], file["format"]) for file in found["files"]] == [
        ("财务软件运行维护服务费", "docx"),
        ("财务软件运行维护服务费", "xlsx"),
        ("老干部医疗补助费", "docx"),
        ("老干部医疗补助费", "xlsx"),
    ]
    assert all(Path(file["path"]).stat().st_size == file["size"] for file in found["files"])
    assert found["troubles"] == []
    with Workbook.open(book) as workbook:
        assert [entry.sha256 for entry in reversed(workbook.exports())] == [f["sha256"] for f in found["files"]]


def test_export_is_never_blocked_by_open_errors_but_says_so(run: Run, book: Path, tmp_path: Path) -> None:
    code, out, err = run("export", book, "--out", tmp_path, "--format", "docx", "--project", "城乡医疗救助资金")
    assert (code, len(out.splitlines())) == (0, 1)
    assert "尚有 3 处错误未改正" in err


def test_export_writes_the_protocol_on_request(data: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    code, found = data("export", book, "--out", tmp_path, "--format", "pdf", "--project", "XM2021-03", "--protocol")
    assert (code, [file["kind"] for file in found["files"]]) == (0, ["项目支出绩效自评表", "审核说明"])
    assert [(file["pending"], bool(file["rules"])) for file in found["files"]] == [(0, True), (0, True)]
    with Workbook.open(book) as workbook:
        assert [entry.rules for entry in reversed(workbook.exports())] == [file["rules"] for file in found["files"]]


def test_export_takes_another_form(data: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    chosen = ("--form", "sichuan-2021", "--project", "XM2021-03")
    code, found = data("export", book, "--out", tmp_path, "--format", "docx", *chosen)
    assert (code, [file["form"] for file in found["files"]]) == (0, ["sichuan-2021"])


def test_export_writes_the_documents_of_the_unit(data: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    code, found = data("export", book, "--out", tmp_path, "--format", "xlsx", "--form", "summary")
    assert (code, len(found["files"]), found["troubles"]) == (0, 1, [])
    file = found["files"][0]
    whole = sample().whole_of(2021)
    assert whole is not None
    assert (file["id"], file["year"], file["project"]) == (whole.id, 2021, "部门整体")
    assert file["kind"] == "项目支出绩效自评汇总表"
    assert Path(file["path"]).name == "示例县医疗保障局_2021_项目支出绩效自评汇总表.xlsx"
    with Workbook.open(book) as workbook:
        assert [entry.project for entry in workbook.exports()] == [whole.id]


def test_export_of_the_unit_alone(data: Callable[..., Any], with_whole: Path, tmp_path: Path) -> None:
    code, found = data("export", with_whole, "--out", tmp_path, "--format", "docx", "--project", "部门整体")
    assert (code, [file["form"] for file in found["files"]]) == (0, ["kunming-2021"])


@pytest.mark.parametrize("form", ["national-application", "national-monitoring"])
def test_export_takes_a_form_of_another_stage(form: str, data: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    chosen = ("--form", form, "--project", "XM2021-03")
    code, found = data("export", book, "--out", tmp_path, "--format", "docx", *chosen)
    assert (code, [file["form"] for file in found["files"]], found["troubles"]) == (0, [form], [])


def test_an_unknown_project_is_answered_with_the_nearest(run: Run, book: Path, tmp_path: Path) -> None:
    code, _, err = run("export", book, "--out", tmp_path / "出", "--project", "医疗救助资金")
    assert code == 2
    assert err.startswith("账套中没有项目“医疗救助资金”，相近的有“城乡医疗救助资金”")
    assert not (tmp_path / "出").exists()
    assert "有的项目是“城乡医疗救助资金”“医保基金监管专项经费”" in run("check", book, "--project", "xyz")[2]


def test_an_empty_book_has_nothing_to_check_or_export(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "空.jpb"
    Workbook.create(path).close()
    assert run("check", path) == (0, "共 0 个项目：错误 0，需核实 0，提示 0。\n", "")
    assert "没有可以导出的" in run("export", path, "--out", tmp_path)[2]


def test_without_a_year_the_newest_counts(data: Callable[..., Any], run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "旧.json"
    facts = {"format": FORMAT, "version": 1, "projects": [{"year": 2020, "name": "旧项目"}]}
    file.write_text(json.dumps(facts), encoding="utf-8")
    run("import", file, "--book", book)
    assert {project["year"] for project in data("check", book)[1]["projects"]} == {2021}
    assert [project["project"] for project in data("check", book, "--year", 2020)[1]["projects"]] == ["旧项目"]
    assert [project["project"] for project in data("check", book, "--project", "旧项目")[1]["projects"]] == ["旧项目"]
    assert "没有 1999 年度的项目，有的年度是“2021”“2020”" in run("check", book, "--year", 1999)[2]
