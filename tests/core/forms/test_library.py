from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from core.forms import library, model
from core.forms.library import DEFAULT_FORM, form_of, known, read_form, troubles
from core.model import Project, Unit
from core.trouble import FormTrouble

NATIONAL = library.FOLDER / "national-2020.toml"
MANUAL = Path(__file__).resolve().parents[3] / "docs" / "forms.md"


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The national form with some text in its file changed."""
    text = NATIONAL.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / NATIONAL.name
    path.write_text(text, "utf-8")
    return path


def said(path: Path) -> str:
    with pytest.raises(FormTrouble) as caught:
        read_form(path)
    return str(caught.value)


def test_every_form_file_is_sound_and_the_default_is_offered_first() -> None:
    assert troubles() == ()
    assert set(known()) == {path.stem for path in library.FOLDER.glob("*.toml")}
    assert next(iter(known())) == DEFAULT_FORM
    names = [form.name for form in known().values()]
    assert {"全国 2020", "四川 2021"} <= set(names)
    assert len(set(names)) == len(names)


def test_headings_are_numbered_when_a_form_is_read() -> None:
    headings = [topic.heading for topic in known()["sichuan-2021"].outline("project")]
    assert headings[:3] == [
        "一、项目概况",
        "（一）项目基本情况。",
        "1．说明项目主管部门（单位）在该项目管理中的职能。",
    ]
    assert headings[-1] == "（三）相关建议。"


@pytest.mark.parametrize(
    ("unit", "project", "chosen"),
    [
        ("", "", DEFAULT_FORM),
        ("sichuan-2021", "", "sichuan-2021"),
        ("sichuan-2021", "national-2020", "national-2020"),
        ("sichuan-2021", "去年的表样", "sichuan-2021"),
        ("不认识", "", DEFAULT_FORM),
    ],
)
def test_a_project_has_its_own_form_else_the_units_else_the_default(unit: str, project: str, chosen: str) -> None:
    assert form_of(Unit(form=unit), Project(1, 2021, form=project)).id == chosen


def test_the_national_form_gives_ten_fifty_thirty_ten() -> None:
    form = known()["national-2020"]
    assert form.scoring is not None
    assert [form.scoring.execution_weight, *(level.quota for level in form.indicators.levels)] == [10, 50, 30, 10]
    assert [(grade.word, grade.at_least) for grade in form.grades] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('caption = "年度资金总额"', "caption = 5"), "的 fund › lines 第 1 项 › caption 处应当是文字，写的是整数"),
        (("edition = 2020\n", ""), "最外层缺少“edition”"),
        (('zero = "zero"', 'zero = "没有"'), "的 fund › zero 处“没有”不在允许的取值里"),
        (('zero = "zero"', 'zero = "zero"\nzeros = 1'), "的 fund 处有程序不认识的“zeros”"),
        (('zero = "zero"', "zero = = 1"), "行第"),
        (('id = "national-2020"', 'id = "other"'), "应当与文件名相同，请改成“national-2020”"),
        (
            ('"fiscal", "carried", "others"]', '"fiscal", "others"]'),
            "资金来源“上年结转”（carried）在合计行 total 里算了 0 次",
        ),
        (
            ('["fiscal", "carried",', '["fiscal", "carried", "central",'),
            "资金来源“中央财政”（central）在合计行 total 里算了 2 次",
        ),
        (('key = "total"', 'key = "sum_of_all"'), "没有 key 为“total”的合计行"),
        (('key = "carried", caption', 'key = "fiscal", caption'), "“fiscal”出现了 2 次"),
        (('source = "carried"', 'source = "gift"'), "“gift”不是资金来源"),
        (('sum = ["special_account", "own", "other"]', 'sum = ["own", "nobody"]'), "“nobody”既不是行也不是资金来源"),
        (('source = "carried"', 'source = "carried", sum = ["own"]'), "要么写 source，要么写 sum"),
        (('only = ["total"]', 'only = ["all"]'), "的 only 里没有“all”这一行"),
        (('stage = "initial" }', 'stage = "initial", formula = "balance" }'), "要么写 stage，要么写 formula"),
        (('field = "project.agency"', 'field = "project.owner"'), "“project.owner”不在字段目录里"),
        (
            ('text = "{project.name}", across = 7', 'text = "{project.name}", across = 6'),
            "第 1 行的单元格共占 8 列，表宽是 9 列",
        ),
        (('"{project.name}"', '"{project.title}"'), "“{project.title}”不是程序认识的数据"),
        (('"{score.total}"', '"{line.annual}"'), '“line.annual”只能用在 each = "line" 的行里'),
        (('"{score.total}"', '"{fund.everything.annual}"'), "“fund.everything.annual”在这个表样里没有"),
        (('"{score.total}"', '"{answer.nobody_asks}"'), "“answer.nobody_asks”在这个表样里没有"),
        (('table = "self_evaluation"', 'table = "elsewhere"'), "用的表“elsewhere”在 tables 里没有"),
        (("quota = 50", "quota = 45"), "是 95，scoring.total 是 100，差 5"),
        (("at_least = 80", "at_least = 95"), "应当从高到低"),
        (("low = 0.8", "low = 1.8"), "应当在 0 到 1 之间"),
        (('name = "项目支出绩效自评表"\nwidths', 'name = "表/一"\nwidths'), "要作工作表名或文件名"),
        (("across = 7 }", "across = 0 }"), "across 小于 1"),
        (("limit = 200", 'limit = 200\nempty_unless = ["execution_low"]'), "有 empty_unless，就要有 empty"),
        (("limit = 200", 'limit = 200\nempty = "无。"\nempty_unless = ["raining"]'), "的条件“raining”程序不认识"),
        (("limit = 200", "limit = 200\nrequired = true"), "有程序不认识的“required”"),
        (("limit = 200", 'limit = 200\nsentence = "nothing"'), "用的句子“nothing”在 sentences 里没有"),
    ],
)
def test_a_broken_form_file_is_told_with_place_and_mend(change: tuple[str, str], sentence: str, tmp_path: Path) -> None:
    message = said(changed(tmp_path, change))
    assert sentence in message
    assert "national-2020.toml" in message
    assert message.endswith("。")


def test_a_sentence_is_told_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / NATIONAL.name
    text = "{% if raining %}下雨{% endif %}"
    path.write_text(f'{NATIONAL.read_text("utf-8")}\n[[sentences]]\nkey = "a"\ntext = "{text}"\n', "utf-8")
    assert said(path) == "表样文件“national-2020.toml”：sentences“a”里的“raining”不是程序认识的数据。请改正后再试。"


def test_files_that_are_no_form_files_are_told_apart(tmp_path: Path) -> None:
    big, gbk, gone, deep = (tmp_path / f"{name}.toml" for name in ("big", "gbk", "gone", "deep"))
    big.write_bytes(b"#" * 1_000_001)
    gbk.write_bytes("name = '四川'".encode("gbk"))
    deep.write_text(f"a = {'[' * 5000}", "utf-8")
    assert "太大" in said(big)
    assert "不是 UTF-8 编码" in said(gbk)
    assert "找不到" in said(gone)
    assert "deep.toml" in said(deep)
    assert "无法读取" in said(tmp_path)


def test_a_file_saved_by_notepad_with_its_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / NATIONAL.name
    path.write_text(NATIONAL.read_text("utf-8"), "utf-8-sig")
    assert read_form(path) == known()["national-2020"]


def test_a_broken_file_hides_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NATIONAL.name).write_bytes(NATIONAL.read_bytes())
    (tmp_path / "hunan-2022.toml").write_text("id = 1", "utf-8")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    library._shelf.cache_clear()
    try:
        assert list(known()) == ["national-2020"]
        assert ["hunan-2022.toml" in str(trouble) for trouble in troubles()] == [True]
        (tmp_path / NATIONAL.name).unlink()
        library._shelf.cache_clear()
        with pytest.raises(FormTrouble, match="默认表样“national-2020”不能用"):
            known()
    finally:
        library._shelf.cache_clear()


def test_a_form_that_is_taken_in_is_found_whatever_the_end_of_its_files_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "form_folder", lambda: tmp_path / "own")
    path = changed(tmp_path, ('id = "national-2020"', 'id = "our-2022"')).rename(tmp_path / "our-2022.txt")
    try:
        library.add(path)
        assert "our-2022" in known()
    finally:
        library._shelf.cache_clear()


def test_reading_a_form_is_quick() -> None:
    read_form(NATIONAL)
    fastest = min(_seconds() for _ in range(5))
    assert fastest < 0.025 * len(known())  # some 5 ms of the processor a form on a quiet machine


def _seconds() -> float:
    start = time.process_time()
    for name in known():
        read_form(library.FOLDER / f"{name}.toml")
    return time.process_time() - start


def _keys() -> Iterator[str]:
    for part in vars(model).values():
        if isinstance(part, type) and issubclass(part, model.Part):
            yield from (field.encode_name for field in msgspec.structs.fields(part))


def test_the_manual_explains_every_key() -> None:
    explained = set(re.findall(r"`([a-z_0-9]+)(?: = [^`]*)?`", MANUAL.read_text("utf-8")))
    assert set(_keys()) - explained == set()
