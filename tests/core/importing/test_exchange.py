from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.importing import json_text
from core.importing.exchange import read
from core.model import Book, Dossier, Fund
from core.trouble import ImportTrouble


def file_of(*projects: dict[str, Any] | str, unit: str = "{}", **top: Any) -> str:
    """An exchange file; a project may be given as JSON text."""
    texts = [p if isinstance(p, str) else json.dumps(p, ensure_ascii=False) for p in projects]
    more = "".join(f', "{key}": {json.dumps(value)}' for key, value in top.items())
    return f'{{"format": "jipingben-exchange", "version": 1, "unit": {unit}, "projects": [{", ".join(texts)}]{more}}}'


def project_of(text: str) -> Dossier:
    return next(iter(read(text).book.dossiers.values()))


def remarks(text: str) -> list[str]:
    return [str(remark) for remark in read(text).remarks]


def paths(text: str) -> list[str]:
    return [remark.path for remark in read(text).remarks]


def trouble(text: str | Path) -> str:
    with pytest.raises(ImportTrouble) as caught:
        read(text)
    return str(caught.value)


# ---- what is taken


def test_texts_are_taken_as_typed() -> None:
    found = project_of(
        file_of({"year": 2021, "name": " 救助 ", "funds": {"county": {"annual": "１５０万元", "executed": "4844四"}}})
    )
    assert found.project.name == " 救助 "
    assert found.funds == {"county": Fund(annual="１５０万元", executed="4844四")}


@pytest.mark.parametrize("number", ["0.10", "150", "-7.50", "1E3", "484443.840", "123456789012345678901234567890.10"])
def test_a_number_without_quotes_keeps_its_spelling(number: str) -> None:
    found = project_of(file_of(f'{{"year": 2021, "name": "甲", "funds": {{"county": {{"annual": {number}}}}}}}'))
    assert found.funds["county"].annual == number


@pytest.mark.parametrize("year", ["2021", '"2021"', '"２０２１年度"', '"2021年"'])
def test_the_year_may_be_a_number_or_a_text(year: str) -> None:
    assert project_of(file_of(f'{{"year": {year}, "name": "甲"}}')).project.year == 2021


def test_rows_keep_their_order_and_get_numbers_of_their_own() -> None:
    found = project_of(
        file_of({"year": 2021, "name": "甲", "indicators": [{"name": "乙"}, {}, {"name": "丙", "direction": "≧"}]})
    )
    assert [row.name for row in found.indicator] == ["乙", "", "丙"]
    assert found.indicator[2].direction == "≥"
    assert len({row.id for row in found.indicator} | {found.id}) == 4
    assert [row.position for row in found.indicator] == sorted(row.position for row in found.indicator)


def test_typed_over_cells_become_the_answers_a_book_keeps_them_in() -> None:
    typed = {"total": {"execution_rate": "32.39"}, "score": {"total": "93", "grade": "优"}}
    found = project_of(file_of({"year": 2021, "name": "甲", "typed_over": typed}))
    assert found.answers == {
        "typed.total.execution_rate": "32.39",
        "typed.score.total": "93",
        "typed.score.grade": "优",
    }


def test_a_live_figure_of_the_second_indicator_follows_the_second_row() -> None:
    found = project_of(
        file_of(
            {
                "year": 2021,
                "name": "甲",
                "indicators": [{"name": "乙"}, {"name": "丙"}],
                "answers": {"completion": "完成{indicator.2.actual:数}，{indicator.9.actual}，{不是数据}"},
            }
        )
    )
    second = found.indicator[1].id
    assert found.answers["completion"] == f"完成{{indicator.{second}.actual:数}}，{{indicator.0.actual}}，{{不是数据}}"


def test_null_is_the_same_as_nothing() -> None:
    blank = {"code": None, "funds": None, "goals": None, "answers": None}
    text = file_of({"year": 2021, "name": "甲", **blank}, unit="null")
    assert remarks(text) == []
    assert project_of(text).project.code == ""


def test_windows_line_ends_become_plain_ones() -> None:
    found = project_of(file_of({"year": 2021, "name": "甲", "answers": {"basis": "一\r\n二\r三"}}))
    assert found.answers["basis"] == "一\n二\n三"


def test_an_editor_may_name_the_schema() -> None:
    assert remarks(file_of(**{"$schema": "exchange.schema.json"})) == []


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "记事本.json"
    file.write_text(file_of({"year": 2021, "name": "甲"}), encoding="utf-8-sig")
    assert len(read(file).book.dossiers) == 1


# ---- what is reported while the rest is taken


@pytest.mark.parametrize(
    ("project", "path"),
    [
        ({"nmae": "甲"}, "projects[0].nmae"),
        ({"funds": {"county": {"anual": "1"}}}, "projects[0].funds.county.anual"),
        ({"funds": {"县": {"annual": "1"}}}, "projects[0].funds.县"),
        ({"funds": {"county": "150"}}, "projects[0].funds.county"),
        ({"funds": {"county": {"annual": True}}}, "projects[0].funds.county.annual"),
        ({"goals": {"expected": "甲"}}, "projects[0].goals"),
        ({"goals": [{"period": "明年"}]}, "projects[0].goals[0].period"),
        ({"indicators": ["甲"]}, "projects[0].indicators[0]"),
        ({"indicators": [{"direction": "大约"}]}, "projects[0].indicators[0].direction"),
        ({"indicators": [{}, {"target": ["≥90%"]}]}, "projects[0].indicators[1].target"),
        ({"answers": {"basis": {"文": "甲"}}}, "projects[0].answers.basis"),
        ({"answers": {"typed.total.executed": "1"}}, "projects[0].answers.typed.total.executed"),
        ({"answers": {"": "甲"}}, "projects[0].answers."),
        ({"typed_over": {"total": {"rate": "1"}}}, "projects[0].typed_over.total.rate"),
        ({"typed_over": {"total.x": {"executed": "1"}}}, "projects[0].typed_over.total.x"),
        ({"name": ""}, "projects[0].name"),
        ({"leader": "甲\x00乙"}, "projects[0].leader"),
    ],
)
def test_what_cannot_be_taken_is_reported_with_its_path(project: dict[str, Any], path: str) -> None:
    assert paths(file_of({"year": 2021, "name": "甲", **project})) == [path]


def test_an_unknown_key_is_answered_with_the_one_that_is_meant() -> None:
    text = file_of({"year": 2021, "name": "甲", "indicators": [{"taget": "5"}]})
    assert remarks(text) == ["projects[0].indicators[0].taget：不认识这个键，没有导入；是不是“target”。"]


def test_a_key_written_twice_is_reported_and_the_last_one_counts() -> None:
    text = file_of('{"year": 2021, "name": "甲", "name": "乙"}')
    assert remarks(text) == ["projects[0].name：同一个键写了不止一次，取最后一次的内容。"]
    assert project_of(text).project.name == "乙"


@pytest.mark.parametrize("year", ["21", "null", '"去年"', "2021.0", "[]", "99999"])
def test_a_project_without_a_year_is_left_out_and_the_others_stay(year: str) -> None:
    text = file_of(f'{{"year": {year}, "name": "甲"}}', {"year": 2021, "name": "乙"})
    assert [d.project.name for d in read(text).book.dossiers.values()] == ["乙"]
    assert paths(text) == ["projects[0].year"]


@pytest.mark.parametrize("project", ["5", '"甲"', "[]", "true"])
def test_what_is_no_project_is_reported_once(project: str) -> None:
    text = file_of(project, {"year": 2021, "name": "乙"})
    assert paths(text) == ["projects[0]"]
    assert len(read(text).book.dossiers) == 1


def test_a_number_is_not_called_a_text() -> None:
    assert remarks(file_of("5")) == ["projects[0]：这里应是一个对象 {…}，却是数字或文字，没有导入。"]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_nan_is_not_a_number(constant: str) -> None:
    text = file_of(f'{{"year": 2021, "name": "甲", "funds": {{"county": {{"annual": {constant}}}}}}}')
    assert remarks(text) == ["projects[0].funds.county.annual：这里应是文字或数字，却是NaN 或 Infinity，没有导入。"]


def test_half_a_character_never_reaches_the_book() -> None:
    text = file_of('{"year": 2021, "name": "甲\\ud800乙", "answers": {"\\ud800": "丙"}}')
    found = project_of(text)
    assert (found.project.name, found.answers) == ("甲乙", {})
    assert all(remark.encode() for remark in remarks(text))


def test_a_flood_of_remarks_is_counted_instead_of_listed() -> None:
    told = read(file_of({"year": 2021, "name": "甲", **{f"键{n}": "" for n in range(2000)}})).remarks
    assert len(told) == 501
    assert str(told[-1]) == "另有 1500 处没有列出。"


# ---- what makes the whole file unusable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第 1 行第 1 个字符处读不下去：这里缺一个值"),
        ('{"format": "jipingben-exchange",\n "version": 1,}', "第 2 行第 15 个字符处读不下去"),
        ("{“format”: 1}", "中文引号"),
        ('{"a": "一\n二"}', "请写成 \\n"),
        ('{"a": 1} 尾巴', "多余的内容"),
        ('{"a": "C:\\示例"}', "请写成 \\\\"),
        ("[" * 100_000, "套得太深"),
        ('{"format": ' + "[" * 100_000 + "]" * 100_000 + "}", "套得太深"),
        ("[]", "这不是绩评本的交换文件"),
        ('{"format": "other", "version": 1}', "这不是绩评本的交换文件"),
        ('{"format": "jipingben-exchange"}', "没有写明版本"),
        ('{"format": "jipingben-exchange", "version": true}', "没有写明版本"),
        ('{"format": "jipingben-exchange", "version": "1.5"}', "没有写明版本"),
        ('{"format": "jipingben-exchange", "version": 0}', "应为 1"),
        ('{"format": "jipingben-exchange", "version": 2}', "请用新版的绩评本导入"),
    ],
)
def test_an_unusable_text_is_refused_in_one_sentence(text: str, said: str) -> None:
    assert said in trouble(text)


@pytest.mark.parametrize(("encoding", "said"), [("gb18030", "GBK"), ("utf-16", "UTF-16")])
def test_another_encoding_is_refused_with_the_way_out(tmp_path: Path, encoding: str, said: str) -> None:
    file = tmp_path / "数据.json"
    file.write_bytes(file_of({"year": 2021, "name": "城乡医疗救助资金"}).encode(encoding))
    assert said in trouble(file)
    assert "UTF-8" in trouble(file)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "找不到文件" in trouble(tmp_path / "没有.json")
    assert trouble(tmp_path).endswith("：它是一个文件夹，不是文件，请重新选择。")


def test_a_huge_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LARGEST_FILE", 1000)
    file = tmp_path / "大.json"
    file.write_bytes(b" " * 1001)
    assert "超过" in trouble(file)
    assert "超过" in trouble(" " * 1001)


def test_an_empty_file_of_the_right_kind_is_an_empty_book() -> None:
    assert read('{"format": "jipingben-exchange", "version": 1}').book == Book(dossiers={}, answers={})
