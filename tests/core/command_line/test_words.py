"""The list of forms, help, and what is written wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core import cli, commands
from core.forms import library
from core.forms.model import RuleChange
from tests.core.command_line.lines import Run


def test_forms_are_listed(data: Callable[..., Any], run: Run) -> None:
    code, found = data("forms")
    assert code == 0
    assert found["troubles"] == []
    forms = {form["id"]: form for form in found["forms"]}
    assert next(iter(forms)) == "national-2020"
    assert {form["stage"] for form in forms.values()} == {"application", "monitoring", "evaluation", "summary"}
    assert [document["of"] for document in forms["dazhou-2018"]["documents"]] == ["project", "unit", "unit"]
    assert found["forms"][0]["documents"][0]["kind"] == "项目支出绩效自评表"
    assert run("forms")[1].startswith("national-2020  全国 2020")


def test_a_form_that_asks_for_an_unknown_rule_works_and_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    form = library.known()[library.DEFAULT_FORM]
    odd = msgspec.structs.replace(form, rules=(RuleChange("raet", "off"), RuleChange("rate", "off")))
    monkeypatch.setattr(library, "known", lambda: {odd.id: odd})
    code, out, err = run("forms")
    assert (code, out.split()[0]) == (0, odd.id)
    assert "“raet”" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", ["", *cli.COMMANDS])
def test_help_is_in_chinese(run: Run, command: str) -> None:
    code, out, _ = run(*([command] if command else []), "--help")
    assert code == 0
    assert "用法：" in out
    assert not [word for word in ("usage", "options", "positional", "show this") if word in out]


def test_every_command_has_its_function() -> None:
    assert tuple(commands.CARRY_OUT) == cli.COMMANDS


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version")[1].startswith("绩评本 ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "还缺少：命令"),
        (["improt"], "不能是 'improt'"),
        (["check"], "还缺少：账套"),
        (["export", "甲.jpb"], "还缺少：--out"),
        (["export", "甲.jpb", "--out"], "--out 后面要写内容"),
        (["export", "甲.jpb", "--out", "出", "--format", "odt"], "没有“odt”这种格式，能写的有 docx、pdf、xlsx"),
        (["check", "甲.jpb", "--year", "21"], "年度应是四位数，写的是“21”"),
        (["check", "甲.jpb", "--fast"], "不认识：--fast"),
        (["check", "甲.jpb", "--json=1"], "--json 后面不能写"),
    ],
)
def test_a_command_written_wrong_is_explained(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "--help" in err


def test_troubles_are_one_document_too(data: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    assert data("check", tmp_path / "没有.jpb") == (2, {"trouble": data("check", tmp_path / "没有.jpb")[1]["trouble"]})
    assert "找不到账套" in data("check", tmp_path / "没有.jpb")[1]["trouble"]
    assert "没有表样“x”" in data("export", book, "--out", tmp_path, "--form", "x")[1]["trouble"]
    assert "还缺少" in data("check")[1]["trouble"]
