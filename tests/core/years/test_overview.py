from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from time import process_time

from core.checking import check
from core.marks import set_pending
from core.model import UNIT_ROW, Book, Dossier, Fund, Indicator, Place, Project
from core.publish import case_of
from core.reading import read
from core.rules.finding import Case, Finding, Level
from core.sample import sample
from core.scoring.scores import score
from core.years.deadline import deadline_place
from core.years.overview import Overview, State, overview, state_of
from tests.core.cases import FORM, UNIT, dossier

TODAY = date(2022, 3, 16)
RIGHT = "资金 县区级 年初 100 全年 100 到位 100 执行 100 | 指标 数量指标 救助人次 ≥10人次 10人次 100"
WRONG = "资金 县区级 年初 100 全年 100 到位 100 执行 五十"


def year(*tables: str, answers: dict[str, str] | None = None, today: date = TODAY) -> Overview:
    """The overview of projects, each from a table in the clerk's words."""
    dossiers = {}
    for number, table in enumerate(tables, start=1):
        told = dossier(table)
        project = replace(told.project, id=number, name=f"项目{number}", position=number)
        rows = tuple(replace(row, project=number, id=number * 100 + row.id) for row in told.indicator)
        dossiers[number] = replace(told, project=project, indicator=rows)
    return of(Book(UNIT, dossiers, answers or {}, next_id=10_000), today)


def of(book: Book, today: date = TODAY) -> Overview:
    cases = {}
    for number, told in book.dossiers.items():
        values = read(FORM, book.unit, told)
        cases[number] = Case(values, score(values))
    return overview(book, 2021, cases, {number: check(case) for number, case in cases.items()}, today)


def steps(seen: Overview) -> list[tuple[str, str]]:
    return [(each.words, each.more) for each in seen.next]


def test_each_project_has_its_state_money_and_points() -> None:
    seen = year(RIGHT, "", "资金 县区级 全年 200 执行 50")
    assert [line.state for line in seen.projects][1] is State.EMPTY
    assert seen.states[State.EMPTY] == 1
    assert sum(seen.states.values()) == 3
    first, _, third = seen.projects
    assert (first.annual, first.executed, first.rate, first.low) == (1_000_000, 1_000_000, 100, False)
    assert (third.rate, third.low, third.score) == (25, True, None)
    assert (first.score, seen.average) == (110, 110)


def test_sums_by_source_and_stage_and_the_rate_of_the_whole() -> None:
    seen = year("资金 县区级 全年 100 执行 50 | 资金 省级 全年 20", "资金 县区级 全年 80 执行 10")
    assert seen.money.of("annual", "county") == 1_800_000
    assert seen.money.of("annual", "province") == 200_000
    assert seen.money.of("annual") == 2_000_000
    assert (seen.money.rate(), seen.money.rate("province")) == (30, None)
    assert seen.money.of("annual", "city") is None


def test_a_sum_with_an_unreadable_amount_is_unknown() -> None:
    seen = year(RIGHT, WRONG)
    assert seen.money.of("executed", "county") is None
    assert (seen.money.rate(), seen.money.of("annual", "county")) == (None, 2_000_000)


def test_the_money_of_the_year_before_stands_beside_it_when_it_is_known() -> None:
    told = dossier(RIGHT)
    old = replace(told, project=replace(told.project, id=8, year=2020))
    seen = of(Book(UNIT, {7: told, 8: old}))
    assert seen.before is not None
    assert (seen.before.of("annual"), seen.before.rate()) == (1_000_000, 100)
    assert year(RIGHT).before is None


def test_findings_are_counted_by_page_and_level() -> None:
    seen = year(WRONG)
    assert seen.findings["资金", Level.ERROR] >= 1
    assert sum(seen.findings.values()) == sum(sum(line.waiting.values()) for line in seen.projects)


def test_what_to_do_next_begins_with_what_is_wrong_and_leads_there() -> None:
    seen = year(WRONG, "", "")
    errors = sum(line.waiting[Level.ERROR] for line in seen.projects)
    first = seen.next[0]
    assert (first.words, first.level) == (f"改正 {errors} 处错误", Level.ERROR)
    assert first.more.startswith("项目1 ")
    assert first.place is not None
    assert first.place.project == 1
    assert steps(seen)[-2:] == [("填写“项目2”", "还没有资金和指标"), ("填写“项目3”", "还没有资金和指标")]


def test_many_projects_are_told_together() -> None:
    seen = year(*[WRONG] * 5, *[""] * 6)
    assert seen.next[0].more.endswith(" 个项目")
    assert ("填写另外 4 个项目", "还没有资金和指标") in steps(seen)
    assert len(seen.next) <= 7


def test_with_nothing_left_the_files_are_next() -> None:
    told = dossier(RIGHT)
    values = read(FORM, UNIT, told)
    seen = overview(Book(UNIT, {7: told}), 2021, {7: Case(values, score(values))}, {}, TODAY)
    assert (seen.projects[0].state, steps(seen)) == (State.READY, [("导出报送材料", "1 个项目都可以报送")])


def test_a_year_without_projects_asks_for_one_and_a_book_without_a_name_for_that() -> None:
    assert steps(of(Book(UNIT))) == [("新建第一个项目", "或者从上年带入")]
    assert of(Book()).next[0].place == Place("unit", UNIT_ROW, "name")


def test_projects_that_are_begun_and_have_no_amounts_are_asked_for_them() -> None:
    bare = "指标 数量指标 救助人次 ≥10人次"
    (step,) = (step for step in year(bare, RIGHT).next if "资金" in step.words)
    assert (step.words, step.more) == ("填写“项目1”的资金", "还没有金额")
    assert step.place == Place("fund", 1, "central.annual")
    assert ("填写 2 个项目的资金", "还没有金额") in steps(year(bare, bare))
    assert not any("资金" in words for words, _ in steps(year(RIGHT)))


def test_the_deadline_is_told_while_something_is_left_to_do() -> None:
    due = {"deadline.2021": "2022年3月20日"}
    seen = year(WRONG, answers=due)
    assert (seen.deadline, seen.days_left) == (date(2022, 3, 20), 4)
    assert steps(seen)[0] == ("报送期限 3 月 20 日", "还有 4 天，1 个项目没有完成")
    assert seen.next[0].place == deadline_place(2021)
    assert steps(year(WRONG, answers=due, today=date(2022, 3, 20)))[0][1] == "就是今天，1 个项目没有完成"
    late = year(WRONG, answers=due, today=date(2022, 3, 23)).next[0]
    assert (late.more, late.level) == ("已过 3 天，1 个项目没有完成", Level.ERROR)
    assert "期限" not in steps(year(WRONG, answers=due, today=date(2022, 1, 1)))[0][0]


def test_values_marked_as_doubtful_are_waited_for() -> None:
    sound = Book(UNIT, {7: dossier(RIGHT)}, next_id=1000)
    marked = set_pending(sound, Place("fund", 7, "county.executed"), True).apply(sound)
    assert ("核实 1 个待核的数", "城乡医疗救助资金 1") in steps(of(marked))
    assert of(marked).pending == 1


def test_computed_cells_that_were_typed_over_are_counted() -> None:
    assert year(RIGHT, "改写 总额 执行率 32.39 | 改写 得分 总分 90").typed_over == 2


def test_the_sample_year_reads_well() -> None:
    book = sample()
    cases = {number: case_of(book, number) for number in book.dossiers}
    seen = overview(book, 2021, cases, {number: check(case) for number, case in cases.items()}, TODAY)
    assert len(seen.projects) == 9
    assert 0 < len(seen.next) <= 7
    assert seen.money.rate() is not None
    assert seen.next[0].more == "城乡医疗救助资金 3"


def test_two_hundred_projects_are_seen_at_once() -> None:
    one = dossier(RIGHT)
    many = {n: replace(one, project=Project(n, 2021, n, f"项目{n}")) for n in range(1, 201)}
    book = Book(UNIT, many)
    values = read(FORM, UNIT, one)
    cases = {n: Case(replace(values, dossier=d), score(values)) for n, d in many.items()}
    found = {n: check(cases[n]) for n in cases}
    assert min(_seconds(book, cases, found) for _ in range(3)) < 0.1


def _seconds(book: Book, cases: Mapping[int, Case], found: Mapping[int, tuple[Finding, ...]]) -> float:
    start = process_time()
    overview(book, 2021, cases, found, TODAY)
    return process_time() - start


def test_a_project_with_indicators_but_no_amounts_is_not_ready() -> None:
    nothing = dict.fromkeys(Level, 0)
    taken_over = Dossier(Project(1, 2022), indicator=(Indicator(2, 1, name="救助人次"),))
    assert state_of(taken_over, nothing) is State.FILLING
    assert state_of(replace(taken_over, funds={"county": Fund(annual="8")}), nothing) is State.READY
    assert state_of(Dossier(Project(1, 2022)), nothing) is State.EMPTY
