from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.accounts import classification
from core.accounts.classification import (
    economic,
    economics,
    find,
    find_economic,
    is_whole,
    item,
    items,
    meaning,
    of_prefix,
    troubles,
)
from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES, FunctionLine
from core.paths import subject_folder

YEARS = range(2018, 2026)


@pytest.fixture
def office() -> Iterator[Path]:
    """The office's folder; what is written there is read when the 科目 are asked for next."""
    folder = subject_folder()
    folder.mkdir(parents=True)
    classification._shelf.cache_clear()
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    classification._shelf.cache_clear()


@pytest.mark.parametrize("year", YEARS)
def test_every_item_of_every_year_has_its_class_its_section_and_a_meaning(year: int) -> None:
    found = items(year)
    assert len(found) > 200
    for one in found:
        assert one.category
        assert one.section
        assert one.item
        assert one.source in FUNCTION_SOURCES
        assert (one.meaning[:1], one.meaning[-1:]) == ("指", "。"), one.code
        assert item(one.code, year) == one
        assert find(one.category, one.section, one.item, year) == one, one.code
        assert one.is_called(one.category, one.section, one.item)


def test_no_code_is_named_twice_in_one_year() -> None:
    for path in classification.FOLDER.glob("*.toml"):
        file = classification._read(path)
        for subjects in (file.function, file.economic):
            for year in YEARS:
                codes = [subject.code for subject in subjects if subject.holds(year)]
                assert len(set(codes)) == len(codes), (path.name, year)
            codes = {subject.code for subject in subjects}
            assert all(code[:-2] in codes for code in codes if len(code) > 3)


@pytest.mark.parametrize(
    ("code", "year", "names"),
    [
        ("2100199", 2018, "医疗卫生与计划生育支出 医疗卫生与计划生育管理事务 其他医疗卫生与计划生育管理事务支出"),
        ("2100199", 2019, "卫生健康支出 卫生健康管理事务 其他卫生健康管理事务支出"),
        ("2080501", 2019, "社会保障和就业支出 行政事业单位离退休 归口管理的行政单位离退休"),
        ("2080501", 2021, "社会保障和就业支出 行政事业单位养老支出 行政单位离退休"),
        ("2130599", 2021, "农林水支出 扶贫 其他扶贫支出"),
        ("2130599", 2024, "农林水支出 巩固脱贫攻坚成果衔接乡村振兴 其他巩固脱贫攻坚成果衔接乡村振兴支出"),
        ("２１０１５０６", 2021, "卫生健康支出 医疗保障管理事务 医疗保障经办事务"),
        ("2080109", 2018, "社会保障和就业支出 人力资源和社会保障管理事务 社会保险经办机构"),
    ],
)
def test_a_code_is_called_as_in_its_year(code: str, year: int, names: str) -> None:
    found = item(code, year)
    assert found is not None
    assert f"{found.category} {found.section} {found.item}" == names


def test_a_code_that_was_not_there_yet_or_is_no_more_is_unknown() -> None:
    assert item("2101501", 2018) is None
    assert item("2011006", 2019) is None
    assert item("2340299", 2019) is None
    assert item("", 2021) is None


def test_funds_and_state_capital_are_told_from_the_general_budget() -> None:
    sources = {code: found.source for code in ("2101301", "2296013", "2340205", "2120804", "2230105")
               if (found := item(code, 2021))}  # fmt: skip
    assert sources == {
        "2101301": "一般公共预算",
        "2296013": "政府性基金",
        "2340205": "政府性基金",
        "2120804": "政府性基金",
        "2230105": "国有资本经营",
    }


def test_names_find_their_code_also_as_sentences_shorten_them() -> None:
    found = find("社会保障和就业", " 行政事业单位养老支出", "行政单位离退休", 2021)
    assert found is not None
    assert found.code == "2080501"
    assert find("", "", "行政运行", 2021) is None  # of many sections
    short = find("农林水支出", "巩固脱贫衔接乡村振兴", "其他巩固脱贫衔接乡村振兴支出", 2022)
    assert short is not None
    assert short.code == "2130599"
    assert find("卫生健康支出", "医疗保障管理事务", "无此项", 2021) is None


def test_an_unknown_code_still_tells_its_class_and_section() -> None:
    assert of_prefix("2101598", 2021) == ("卫生健康支出", "医疗保障管理事务")
    assert of_prefix("2109898", 2021) == ("卫生健康支出", "")
    assert of_prefix("9998877", 2021) == of_prefix("210", 2021) == ("", "")


def test_a_name_tells_a_class_or_section_from_what_has_amounts_of_its_own() -> None:
    assert is_whole("function", "卫生健康支出", 2021)
    assert is_whole("function", "行政事业单位医疗", 2021)
    assert is_whole("economic", "工资福利支出", 2021)
    assert not is_whole("function", "行政单位医疗", 2021)
    assert not is_whole("economic", "办公费", 2021)
    assert not is_whole("function", "", 2021)


def test_an_economic_item_is_found_by_its_name() -> None:
    found = find_economic("办公费", 2021)
    assert found is not None
    assert (found.code, found.kind) == ("30201", "公用经费")
    assert find_economic("没有的科目", 2021) is None
    assert find_economic("", 2021) is None


def test_the_meaning_of_a_row_is_that_of_its_code_else_of_its_names() -> None:
    assert meaning(FunctionLine(1, 1, code="2101301"), 2021).startswith("指财政用于资助困难群众参保")
    named = FunctionLine(1, 1, category="卫生健康支出", section="医疗救助", item="城乡医疗救助")
    assert meaning(named, 2021) == meaning(FunctionLine(1, 1, code="2101301"), 2021)
    assert meaning(FunctionLine(1, 1, code="2101399"), 2021) == "指除上述项目以外其他用于医疗救助方面的支出。"
    assert meaning(FunctionLine(1, 1, code="9999999"), 2021) == ""


def test_economic_items_say_whether_they_are_personnel_or_running() -> None:
    assert all(one.kind in ECONOMIC_KINDS for year in YEARS for one in economics(year))
    wages, travel, pension = economic("30101", 2021), economic("30211", 2021), economic("30302", 2021)
    assert wages is not None
    assert (wages.name, wages.kind) == ("基本工资", "人员经费")
    assert travel is not None
    assert (travel.name, travel.kind) == ("差旅费", "公用经费")
    assert pension is not None
    assert (pension.name, pension.kind) == ("退休费", "人员经费")
    assert economic("39999", 2021) is None


def test_the_office_adds_and_renames_in_a_file_of_its_own(office: Path) -> None:
    (office / "本县.toml").write_text(
        "function = [\n"
        '{ code = "2101507", name = "长期护理保险", from = 2021, meaning = "指长期护理保险的支出。" },\n'
        '{ code = "2101506", name = "经办服务" },\n]\n'
        'economic = [{ code = "30240", name = "税金" }]\n',
        encoding="utf-8",
    )
    added, renamed, kept = item("2101507", 2021), item("2101506", 2021), item("2101505", 2021)
    assert added is not None
    assert (added.section, added.meaning) == ("医疗保障管理事务", "指长期护理保险的支出。")
    assert renamed is not None
    assert renamed.item == "经办服务"
    assert kept is not None
    assert kept.item == "医疗保障政策管理"
    assert item("2101507", 2020) is None
    tax = economic("30240", 2021)
    assert tax is not None
    assert (tax.name, tax.kind) == ("税金", "公用经费")
    assert troubles() == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"function = [", "不合 TOML 规则"),
        (b'functions = [{ code = "1" }]', "有一处写法不对"),
        ('function = [{ code = "2101", name = "甲" }]'.encode(), "“2101”应当是 3、5、7 位数字"),
        (b'function = [{ code = "2101507", name = " " }]', "没有名称"),
        ('function = [{ code = "2101507", name = "甲", from = 2022, to = 2021 }]'.encode(), "from 晚于 to"),
        ('function = [{ code = "2101507", name = "甲", fund = 7 }]'.encode(), "fund 应当是 1 至 3"),
        ('function = [{ code = "2101507", name = "甲" }]'.encode("gbk"), "不是 UTF-8 编码"),
        (b"#" * 1_000_001, "太大"),
    ],
)
def test_a_broken_file_of_the_office_is_left_out_and_told(office: Path, content: bytes, told: str) -> None:
    (office / "坏的.toml").write_bytes(content)
    (office / "好的.toml").write_text('function = [{ code = "2101507", name = "甲" }]', encoding="utf-8")
    (trouble,) = troubles()
    assert str(trouble).startswith("科目文件“坏的.toml”")
    assert told in str(trouble)
    assert item("2101501", 2021) is not None
    good = item("2101507", 2021)
    assert good is not None
    assert good.item == "甲"


@pytest.mark.parametrize(
    ("year", "code", "names"),
    [
        (2020, "2299901", ("其他支出", "其他支出", "其他支出")),
        (2021, "2299999", ("其他支出", "其他支出", "其他支出")),
        (2020, "2089901", ("社会保障和就业支出", "其他社会保障和就业支出", "其他社会保障和就业支出")),
        (2025, "2089999", ("社会保障和就业支出", "其他社会保障和就业支出", "其他社会保障和就业支出")),
        (2018, "2109901", ("医疗卫生与计划生育支出", "其他医疗卫生与计划生育支出", "其他医疗卫生与计划生育支出")),
        (2025, "2109999", ("卫生健康支出", "其他卫生健康支出", "其他卫生健康支出")),
        (2025, "2139999", ("农林水支出", "其他农林水支出", "其他农林水支出")),
    ],
)
def test_what_fits_nowhere_else_in_a_class_has_its_item(year: int, code: str, names: tuple[str, str, str]) -> None:
    found = item(code, year)
    assert found is not None
    assert (found.category, found.section, found.item) == names
