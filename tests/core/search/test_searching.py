from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.marks import write_note
from core.model import (
    UNIT_ROW,
    WHOLE_UNIT,
    Book,
    Dossier,
    Evidence,
    Fund,
    Goal,
    Indicator,
    Place,
    Project,
    Reason,
    ScoreItem,
    Unit,
)
from core.report.paths import parts
from core.search.searching import MOST, find, is_called, replace_in_answers, replacements


def book() -> Book:
    relief = Dossier(
        Project(1, 2021, 1024, "城乡医疗救助资金", leader="张三"),
        funds={"county": Fund("150.00", executed="484443.84元")},
        answers={
            "basis": "依据《救助办法》，ＣＴ检查纳入救助；县救助中心{indicator.4.actual}承办，救助款拔付及时。",
            "typed.total.execution_rate": "32.39",
        },
        goal=(Goal(2, 1, 1024, "annual", "救助困难群众", "已救助"),),
        indicator=(Indicator(4, 1, 1024, "产出指标", "数量指标", "救助人次", unit="㎡"),),
        evidence=(Evidence(7, 1, 1024, "拨付凭证", "示医保〔2021〕3号"),),
        reason=(Reason(8, 1, 1024, "execution-low fund.total 0", "s", "上级资金到位较早"),),
    )
    new = Dossier(Project(20, 2022, 1024, "医保基金监管"), answers={"basis": "检查定点机构"})
    whole = Dossier(
        Project(21, 2022, scope=WHOLE_UNIT),
        answers={"decision": "共检查{projects.count}家"},
        accounts={"reception": Account(outturn="0.1325", reason="厉行节约")},
        function=(FunctionLine(22, 21, 1024, "", "2101599", "卫生健康支出", "医疗保障管理事务", "其他事务"),),
        economic=(EconomicLine(23, 21, 1024, "公用经费", "30217", "公务接待费"),),
        score_item=(ScoreItem(24, 21, 1024, "staff_rate", note="编制已满"),),
    )
    unit = Unit("示例县医疗保障局", leader="李四")
    return Book(unit, {1: relief, 20: new, 21: whole}, {"rule.x.level": "检查", "overview": "全年检查"}, 25)


def where(words: str, year: int = 0) -> list[str]:
    return [hit.where for hit in find(book(), words, year)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("李四", "单位 › 基本信息"),
        ("张三", "城乡医疗救助资金 › 基本信息"),
        ("厉行节约", "部门整体 › 决算"),
        ("0.1325", "部门整体 › 决算"),
        ("2101599", "部门整体 › 决算"),
        ("30217", "部门整体 › 决算"),
        ("编制已满", "部门整体 › 评分"),
        ("150", "城乡医疗救助资金 › 资金"),
        ("484443", "城乡医疗救助资金 › 资金"),
        ("困难群众", "城乡医疗救助资金 › 目标"),
        ("人次", "城乡医疗救助资金 › 指标"),
        ("凭证", "城乡医疗救助资金 › 佐证材料"),
        ("到位较早", "城乡医疗救助资金 › 说明"),
        ("没有的词", ""),
        ("  ", ""),
    ],
)
def test_words_are_found_on_every_page(words: str, found: str) -> None:
    assert [" › ".join(text.split(" › ")[:2]) for text in where(words)] == ([found] if found else [])


def test_a_hit_shows_the_words_around_it_and_how_often_they_come() -> None:
    hit = next(hit for hit in find(book(), "救助") if hit.place.field == "basis")
    assert (hit.before, hit.found, hit.after, hit.times) == ("依据《", "救助", "办法》，ＣＴ检查纳入救助；县救助…", 4)
    hit = next(iter(find(book(), "承办")))
    assert hit.before.endswith("县救助中心＿＿")


def test_a_project_is_found_by_the_initials_of_its_name() -> None:
    assert is_called("城乡医疗救助资金", "yljz")
    assert not is_called("城乡医疗救助资金", "ylbz")
    assert any(hit.place.field == "name" for hit in find(book(), "cxyl"))


def test_width_and_case_do_not_matter() -> None:
    assert [hit.found for hit in find(book(), "ct检查")] == ["ＣＴ检查"]
    assert [hit.found for hit in find(book(), "ｍ2")] == ["㎡"]
    assert [hit.place.field for hit in find(book(), "［2021］3")] == []
    assert [hit.place.field for hit in find(book(), "〔２０２１〕3")] == ["number"]


def test_the_paths_of_live_figures_and_the_programs_own_settings_are_not_found() -> None:
    assert find(book(), "indicator") == ()
    assert find(book(), "projects") == ()
    assert where("检查", 2022) == [
        "单位 › 正文 › “overview”",
        "医保基金监管 › 正文 › " + where("检查定点")[0].split(" › ")[2],
        "部门整体 › 正文 › “decision”",
        "城乡医疗救助资金 › 正文 › “basis”",
    ]


def test_a_deadline_is_found_under_its_own_name() -> None:
    held = Book(answers={"deadline": "2021-03-20", "deadline.2021": "2022-03-20", "snippet.1.text": "03-20"})
    assert [hit.where for hit in find(held, "03-20")] == [
        "单位 › 年度概览 › 报送期限",
        "单位 › 年度概览 › 2021 年度报送期限",
    ]


def test_a_note_on_a_cell_is_found_at_its_cell() -> None:
    place = Place("fund", 1, "county.executed")
    noted = write_note(book(), place, "等国库对账").apply(book())
    (hit,) = find(noted, "对账")
    assert (hit.place, hit.note, hit.where.endswith("的备注")) == (place, True, True)


def test_replacing_shows_first_what_would_change_and_is_one_step() -> None:
    before = book()
    (change,) = replacements(before, "拔付", "拨付")
    assert change.before.replace("拔付", "拨付") == change.after
    assert change.times == 1
    step = replace_in_answers(before, "拔付", "拨付", {change.place})
    after = step.apply(before)
    assert after.text(change.place).endswith("救助款拨付及时。")
    assert step.inverse().apply(after) == before
    assert replace_in_answers(before, "拔付", "拨付", ()).edits == ()


def test_replacing_reaches_goals_and_answers_and_nothing_else() -> None:
    changed = {change.place.table for change in replacements(book(), "救助", "帮扶")}
    assert changed == {"goal", "answer"}
    assert replacements(book(), "32.39", "1") == ()


def test_replacing_never_touches_a_live_figure() -> None:
    assert replacements(book(), "indicator", "x") == ()
    assert replacements(book(), "4", "x") == ()
    made = Book(dossiers={1: Dossier(Project(1, 2021), answers={"basis": "{year)（grade}"})})
    assert replacements(made, ")（grade", "") == ()


_WORDS = st.text(alphabet="救助ＣTc㎡m2{}.年 ", max_size=4)
_PIECES = st.lists(_WORDS | st.sampled_from(["{year}", "{fund.total.annual:元}", "{indicator.4.actual}"]), max_size=6)


@given(_PIECES, _WORDS, _WORDS)
def test_live_figures_survive_any_replacing(pieces: list[str], old: str, new: str) -> None:
    text = "".join(pieces)
    before = Book(dossiers={1: Dossier(Project(1, 2021), answers={"basis": text} if text else {})})
    place = Place("answer", 1, "basis")
    after = replace_in_answers(before, old, new, {place}).apply(before)
    assert [p[1:] for p in parts(after.text(place))] == [p[1:] for p in parts(text)]


@given(st.text(alphabet="救助ＣTc㎡m2ﬁ年", max_size=12), st.integers(0, 11), st.integers(1, 4))
def test_what_stands_in_a_text_is_found_there(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    held = Book(dossiers={1: Dossier(Project(1, 2021, name=text))})
    hits = find(held, words)
    assert bool(hits) == bool(words)
    if hits:
        assert hits[0].before + hits[0].found + hits[0].after in text, "short enough to be shown whole"


def test_a_text_that_is_cut_says_so_at_the_end_where_it_is() -> None:
    long = "一二三四五六七八九十" * 3
    said = {wanted: find(Book(dossiers={1: Dossier(Project(1, 2021, name=f"头{long}中{long}尾"))}), wanted)[0]
            for wanted in "头中尾"}  # fmt: skip
    assert [hit.before.startswith("…") for hit in said.values()] == [False, True, True]
    assert [hit.after.endswith("…") for hit in said.values()] == [True, True, False]


def test_a_book_of_two_hundred_projects_is_searched_between_two_keys() -> None:
    one = book().dossiers[1]
    rows = tuple(replace(one.indicator[0], id=n, name=f"救助第{n}批人次") for n in range(40))
    many = {n: replace(one, project=replace(one.project, id=n), indicator=rows) for n in range(1, 201)}
    large = Book(dossiers=many)
    find(large, "没有的词")
    assert min(_seconds(large) for _ in range(3)) < 0.1


def _seconds(large: Book) -> float:
    start = process_time()
    assert find(large, "没有的词") == ()
    return process_time() - start


def test_the_unit_is_named_in_what_is_found_of_it() -> None:
    (hit,) = find(book(), "示例县")
    assert (hit.place, hit.where.split(" › ")[0]) == (Place("unit", UNIT_ROW, "name"), "单位")


def test_what_is_found_in_the_year_at_hand_is_not_lost_behind_a_newer_year() -> None:
    older = {1: Dossier(Project(1, 2020, name="救助"))}
    newer = {n: Dossier(Project(n, 2021, name="救助")) for n in range(2, MOST + 5)}
    hits = find(Book(dossiers=older | newer), "救助", 2020)
    assert (hits[0].place.project, len(hits)) == (1, MOST)
