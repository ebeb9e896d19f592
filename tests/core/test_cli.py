from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core import cli, commands, paths
from core.dump import dump
from core.edits import SetField
from core.forms import library
from core.forms.model import RuleChange
from core.importing.exchange import FORMAT
from core.model import Place
from core.sample import FILE, sample
from core.workbook import Workbook

Run = Callable[..., tuple[int, str, str]]
SUM = "共计10万元，其中甲3万元、乙4万元。"
UNIT_TOLD = ["project-outturn"]  # what the unit of the sample is asked to look at


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


def mended(path: Path) -> None:
    """Take the three mistakes out of the sample."""
    with Workbook.open(path) as workbook:
        number = workbook.book.of_year(2021)[0].id
        dossier = workbook.book.dossiers[number]
        row = {r.name: r.id for r in dossier.indicator}
        typed = Place("answer", number, "typed.total.execution_rate")
        target = Place("indicator", number, "target", row["救助政策宣传资料印发量"])
        weight = Place("indicator", number, "weight", row["与民政部门的信息比对机制"])
        for place, text in ((typed, ""), (target, "1万张"), (weight, "15")):
            workbook.submit(SetField(place, dossier.text(place), text), "改正")


# ---- sample


def test_sample_writes_a_book_where_it_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "新 文件夹" / "示例.jpb"
    assert run("sample", path) == (0, f"{path}\n", "")
    with Workbook.open(path) as workbook:
        assert dump(workbook.book) == FILE.read_text(encoding="utf-8")


def test_sample_without_a_place_goes_to_the_users_data_and_stays_there(run: Run) -> None:
    assert run("sample")[:2] == (0, f"{paths.sample_book()}\n")
    before = paths.sample_book().read_bytes()
    code, out, err = run("sample")
    assert (code, out) == (0, f"{paths.sample_book()}\n")
    assert "没有改动" in err
    assert paths.sample_book().read_bytes() == before


def test_sample_never_writes_over_a_file(run: Run, book: Path) -> None:
    before = book.read_bytes()
    code, out, err = run("sample", book)
    assert (code, out) == (2, "")
    assert "已经存在" in err
    assert book.read_bytes() == before


# ---- import and dump


def test_import_makes_the_book_when_there_is_none(data: Callable[..., Any], tmp_path: Path) -> None:
    book = tmp_path / "新.jpb"
    code, found = data("import", FILE, "--book", book)
    assert code == 0
    assert len(found["files"][0]["added"]) == 10
    with Workbook.open(book) as workbook:
        assert dump(workbook.book) == FILE.read_text(encoding="utf-8")
        assert workbook.undo_name == "导入“sample.json”"


def test_import_into_a_book_leaves_its_projects_and_makes_a_backup(data: Callable[..., Any], book: Path) -> None:
    code, found = data("import", FILE, "--book", book)
    assert code == 0
    assert (found["files"][0]["added"], len(found["files"][0]["skipped"])) == ([], 10)
    with Workbook.open(book, backups=paths.backup_folder()) as workbook:
        assert "导入前" in [backup.why for backup in workbook.backups()]


def test_import_updates_when_asked_to(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "改.json"
    name = sample().of_year(2021)[0].project.name
    facts = {"format": FORMAT, "version": 1, "projects": [{"year": 2021, "name": name, "phone": "123"}]}
    file.write_text(json.dumps(facts), encoding="utf-8")
    assert "更新 0 个" in run("import", file, "--book", book)[1]
    assert "更新 1 个" in run("import", file, "--book", book, "--update")[1]
    with Workbook.open(book) as workbook:
        assert workbook.book.of_year(2021)[0].project.phone == "123"


def test_import_takes_no_file_when_one_cannot_be_read(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text("{", encoding="utf-8")
    code, out, err = run("import", FILE, broken, "--book", tmp_path / "新.jpb")
    assert (code, out) == (2, "")
    assert "读不下去" in err
    assert not (tmp_path / "新.jpb").exists()


def test_import_says_what_was_left_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "数据.json"
    facts = {"format": FORMAT, "version": 1, "projects": [{"year": 2021, "name": "甲", "nmae": "乙"}]}
    file.write_text(json.dumps(facts), encoding="utf-8")
    code, out, err = run("import", file, "--book", tmp_path / "新.jpb")
    assert (code, out) == (0, f"{file}：新增 1 个项目，更新 0 个，没有导入 0 个。\n")
    assert err == "数据.json：projects[0].nmae：不认识这个键，没有导入；是不是“name”。\n"


def test_import_of_a_file_without_a_list_of_projects_shows_that_nothing_came_in(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "数据.json"
    file.write_text(json.dumps({"format": FORMAT, "version": 1, "projects": {"name": "甲"}}), encoding="utf-8")
    code, out, err = run("import", file, "--book", tmp_path / "新.jpb")
    assert (code, out) == (0, f"{file}：新增 0 个项目，更新 0 个，没有导入 0 个。\n")
    assert err == "数据.json：projects：这里应是一个列表 […]，却是一个对象 {…}，没有导入。\n"


def test_import_knows_only_the_exchange_file(run: Run, tmp_path: Path) -> None:
    assert "不是交换文件" in run("import", tmp_path / "表.xlsx", "--book", tmp_path / "新.jpb")[2]


def test_dump_prints_the_exchange_file(run: Run, book: Path) -> None:
    assert run("dump", book) == (0, FILE.read_text(encoding="utf-8"), "")
    assert json.loads(run("dump", book, "--year", "2020")[1])["projects"] == []


def test_dump_writes_a_new_file_and_never_over_one(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "数据.json"
    assert run("dump", book, "--out", file) == (0, f"{file}\n", "")
    assert file.read_bytes() == FILE.read_bytes()
    code, _, err = run("dump", book, "--out", file)
    assert (code, "没有覆盖" in err) == (2, True)
    told = run("dump", book, "--out", tmp_path / "没有" / "数据.json")[2]
    assert "无法写入" in told
    assert "找不到这个位置" in told
    assert "No such file" not in told


# ---- check


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


# ---- export


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


# ---- forms, help, and what is written wrong


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
