from __future__ import annotations

from collections import Counter
from dataclasses import replace
from time import process_time

import pytest

from core.forms.library import known
from core.model import DIRECTIONS, Book, Dossier, Indicator, Project, Unit
from core.reading import read
from core.scoring.scores import score
from core.search.library import GENERAL, LEVEL1, OWN, Entry, field_of, fields, library, own_indicators, suggestions
from core.search.pinyin import initials

UNIT = Unit("示例县医疗保障局")


def book(*names: str, year: int = 2021, **texts: str) -> Book:
    rows = tuple(Indicator(n, 1, n, "产出指标", "数量指标", name, **texts) for n, name in enumerate(names, start=2))
    return Book(UNIT, {1: Dossier(Project(1, year, 1, "城乡医疗救助资金"), indicator=rows)}, next_id=100)


def names(text: str, level2: str = "", of: Book | None = None) -> list[str]:
    return [entry.name for entry in suggestions(text, level2, of or Book(UNIT))]


def test_every_field_has_its_indicators_and_no_name_comes_twice() -> None:
    counts = Counter(entry.field for entry in library())
    assert fields() == ("通用", "医保", "民政", "教育", "交通", "农业", "卫健")
    assert counts[GENERAL] >= 40
    assert all(counts[field] >= 20 for field in fields())
    assert [name for name, times in Counter(entry.name for entry in library()).items() if times > 1] == []


@pytest.mark.parametrize("entry", library(), ids=lambda entry: entry.name)
def test_every_indicator_of_the_library_can_be_measured(entry: Entry) -> None:
    assert entry.direction in DIRECTIONS
    assert entry.target
    assert bool(entry.unit) != (entry.direction == "定性")
    form = known()["national-2020"]
    assert form.level_of(LEVEL1[entry.level2], entry.level2) is not None
    row = Indicator(2, 1, 1, entry.level1, entry.level2, actual=entry.target, weight="10", **entry.texts)
    values = read(form, UNIT, Dossier(Project(1, 2021), indicator=(row,)))
    assert values.unreadable == ()
    scores = score(values)
    assert scores is not None
    if entry.direction != "定性" and entry.target != "0":
        assert scores.indicators[0].points == 10


def test_a_name_is_found_by_its_characters_and_by_its_initials() -> None:
    assert names("参保率")[0] == "基本医保参保率"
    assert names("jbyb")[0] == "基本医保参保率"
    assert "基本医保参保率" in names("cbl")
    assert "基本医保参保率" in names("CBL")
    assert names("参保没有这种") == []


def test_characters_with_two_readings_are_found_by_both() -> None:
    assert initials("参保率") == "cbl sbl cbs sbs"
    assert initials("重点行业") == "cdhy zdhy cdxy zdxy"
    assert initials("CT 检查（次）") == "ctjcc"


def test_every_character_of_gb_2312_has_a_letter() -> None:
    characters = (
        bytes((row, cell)).decode("gb2312", errors="ignore") for row in range(176, 248) for cell in range(161, 255)
    )
    assert [character for character in characters if character and not initials(character)] == []
    assert initials("䶮") == ""


def test_what_fits_the_level_and_the_office_comes_first() -> None:
    assert field_of("示例县医疗保障局") == "医保"
    assert field_of("示例县档案馆") == GENERAL
    usual = suggestions("", "数量指标", Book(UNIT))
    assert {entry.level2 for entry in usual} == {"数量指标"}
    assert usual[0].field == "医保"
    assert {entry.level2 for entry in suggestions("", "经济成本指标", Book(UNIT))} == {"成本指标"}
    assert names("满意度", "服务对象满意度指标")[0] == "参保群众满意度"


def test_the_offices_own_indicators_come_first_and_once() -> None:
    mine = book("医保宣传进村场次", "资助困难群众 参保人数", direction="≥", target="12", unit="场")
    assert names("", "数量指标", mine)[:2] == ["医保宣传进村场次", "资助困难群众 参保人数"]
    assert names("资助困难", "数量指标", mine) == ["资助困难群众 参保人数"]
    assert names("ybxcjc", "", mine) == ["医保宣传进村场次"]


def test_own_indicators_count_how_often_they_were_used_and_keep_the_newest_texts() -> None:
    old, new = book("救助人次", "其他", target="100").dossiers[1], book("救助人次", year=2022, target="120").dossiers[1]
    new = replace(new, project=replace(new.project, id=50))
    found = own_indicators(Book(UNIT, {1: old, 50: new}))
    assert [(entry.name, entry.used, entry.target, entry.field) for entry in found] == [
        ("救助人次", 2, "120", OWN),
        ("其他", 1, "100", OWN),
    ]


def test_suggestions_come_at_once_in_a_large_book() -> None:
    many = {
        n: replace(
            book(*(f"第{n}个项目的第{k}项指标完成率" for k in range(40))).dossiers[1],
            project=Project(n, 2021, n, f"项目{n}"),
        )
        for n in range(1, 201)
    }
    large = Book(UNIT, many)
    suggestions("", "数量指标", large)
    best = min(_seconds("zbwcl", large) for _ in range(5))
    assert best < 0.02  # 8,000 own names; an ordinary book has some hundred


def test_suggestions_come_at_once_in_an_ordinary_book() -> None:
    ordinary = book(*(f"第{k}项指标完成率" for k in range(300)))
    suggestions("", "数量指标", ordinary)
    assert min(_seconds("wcl", ordinary) for _ in range(5)) < 0.005


def _seconds(text: str, of: Book) -> float:
    start = process_time()
    suggestions(text, "数量指标", of)
    return process_time() - start
