"""The sample, import and dump on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core import paths
from core.dump import dump
from core.importing.exchange import FORMAT
from core.sample import FILE, sample
from core.workbook import Workbook
from tests.core.command_line.lines import Run


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
