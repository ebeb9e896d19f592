from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edits import POSITION_GAP, AddRow, Edit, next_position
from core.forms.library import known
from core.model import Book, Dossier, Fund, Indicator, Place, Project
from core.pasting.block import Block, from_text, to_text
from core.pasting.grid import Cell, Column, Grid, Line
from core.pasting.heads import captions_of
from core.pasting.plan import Goes, Pasting, plan_paste

FORM = known()["national-2020"]
FIELDS = ("level1", "level2", "name", "target", "actual", "weight", "deviation")


def book(*rows: tuple[str, str]) -> Book:
    """A project with indicators, each from its 二级指标 and its name."""
    made = tuple(
        Indicator(n, 1, n * POSITION_GAP, "产出指标", level2, name, target=f"{n}", weight="10")
        for n, (level2, name) in enumerate(rows, start=2)
    )
    return Book(dossiers={1: Dossier(Project(1, 2021), indicator=made)}, next_id=50)


def group_of(texts: tuple[str, ...]) -> str:
    level1, level2 = ("", *texts)[-2:]
    found = FORM.level_of(level1, level2)
    return f"{found[0].name}/{found[1].name}" if found else ""


def grid(of: Book) -> Grid:
    """The indicator table as its sheet would describe it: rows by level, empty levels to begin in, a total."""
    ids = count(of.next_id)

    def make(group: str, texts: Mapping[int, str], number: int) -> Edit:
        level1, _, level2 = group.partition("/")
        position = next_position(of.dossiers[1].indicator) + number * POSITION_GAP
        return AddRow(Indicator(next(ids), 1, position, level1, level2, **{FIELDS[c]: t for c, t in texts.items()}))

    columns = tuple(Column(captions_of(name)[0], captions_of(name), name.startswith("level")) for name in FIELDS)
    lines = [Line(tuple(Cell() for _ in FIELDS))]
    for outer in FORM.indicators.levels:
        for part in outer.parts:
            group = f"{outer.name}/{part.name}"
            rows = [row for row in of.dossiers[1].indicator if row.level2 == part.name]
            lines += [Line(cells(row.id), group, row.name) for row in rows]
            lines += [] if rows else [Line(cells(0), group, fresh=True)]
    return Grid(columns, (*lines, Line(tuple(Cell() for _ in FIELDS))), make, 2, group_of)


def cells(row: int) -> tuple[Cell, ...]:
    return tuple(Cell() if f.startswith("level") else Cell(Place("indicator", 1, f, row)) for f in FIELDS)


def paste(of: Book, text: str, top: int = 1, left: int = 2) -> tuple[Pasting, Book]:
    plan = plan_paste(of, grid(of), from_text(text), top, left)
    return plan, plan.edit.apply(of) if plan.edit else of


def rows(of: Book) -> list[tuple[str, str, str, str]]:
    return [(row.level2, row.name, row.target, row.actual) for row in of.dossiers[1].indicator]


TWO = book(("数量指标", "救助人次"), ("数量指标", "宣传场次"))


def test_a_block_goes_where_it_falls_and_needs_no_preview() -> None:
    plan, after = paste(TWO, "资助人数\t8000\n培训人次\t300\n")
    assert rows(after) == [("数量指标", "资助人数", "8000", ""), ("数量指标", "培训人次", "300", "")]
    assert (plan.shows, plan.added, plan.head) == (False, 0, 0)
    assert plan.goes[1] == Goes(0, 1, 1, None, 3, "2", "8000")
    assert plan.edit is not None
    assert plan.edit.inverse().apply(after) == TWO


def test_pasting_what_stands_there_is_no_step() -> None:
    assert paste(TWO, "救助人次\t2\n")[0].edit is None


def test_a_blank_clears_the_cell_it_falls_on() -> None:
    assert rows(paste(TWO, "救助人次\t\t900\n")[1])[0] == ("数量指标", "救助人次", "", "900")


def test_an_empty_level_is_begun_with_the_row_that_falls_on_it() -> None:
    plan, after = paste(TWO, "宣传场次\t20\n准确率\t100%\n", top=2)
    assert rows(after)[1:] == [("数量指标", "宣传场次", "20", ""), ("质量指标", "准确率", "100%", "")]
    assert (plan.added, plan.begun, plan.shows) == (1, 1, False)


def test_a_whole_table_with_its_head_finds_its_levels_and_rows_are_added() -> None:
    table = (
        "一级指标\t二级指标\t三级指标\t年度\n指标值\t实际\n完成值\t备忘\n".replace(
            "年度\n指标值", "年度指标值"
        ).replace("\n完成值", "完成值")
        + "产出指标\t数量指标\t宣传场次\t20场\t22场\t甲\n\t\t培训人次\t300\t310\t\n"
        + "\t质量指标\t准确率\t100%\t100%\t\n效益\t社会效益\t知晓率\t90%\t95%\t\n"
        + "满意度指标\t满意度\t群众满意度\t90%\t93%\t\n其他\t没有这类\t某项\t1\t1\t\n合计\t\t\t\t\t\n"
    )
    plan, after = paste(TWO, table, top=5, left=0)
    assert rows(after) == [
        ("数量指标", "救助人次", "2", ""),
        ("数量指标", "宣传场次", "20场", "22场"),
        ("数量指标", "培训人次", "300", "310"),
        ("质量指标", "准确率", "100%", "100%"),
        ("社会效益指标", "知晓率", "90%", "95%"),
        ("服务对象满意度指标", "群众满意度", "90%", "93%"),
    ]
    assert (plan.head, plan.added, plan.shows) == (1, 4, True)
    whys = {(left.text, left.why) for left in plan.left}
    assert ("甲", "表外没有这一列") in whys
    assert ("某项", "表里没有“其他 没有这类”这一类") in whys
    assert ("合计", "合计行由各行算出") in whys


def test_a_title_above_the_head_is_passed_over() -> None:
    plan, after = paste(TWO, "绩效指标\t\t\n三级指标\t权重\t实际完成值\n救助人次\t15\t1140\n", left=2)
    assert (plan.head, rows(after)[0]) == (2, ("数量指标", "救助人次", "2", "1140"))
    assert after.dossiers[1].indicator[0].weight == "15"


def test_a_caption_alone_is_a_text() -> None:
    assert rows(paste(TWO, "三级指标\n")[1])[0][1] == "三级指标"
    assert rows(paste(TWO, "三级指标\t权重\n")[1])[0][1] == "三级指标"


def test_more_rows_than_there_are_become_rows_of_the_last_level() -> None:
    full = book(("数量指标", "救助人次"))
    table = grid(full)
    short = replace(table, lines=(*table.lines[:2], table.lines[-1]))
    plan = plan_paste(full, short, from_text("甲\t1\n乙\t2\n丙\t3\n合计\t6\n"), 1, 2)
    assert plan.edit is not None
    assert [row[:3] for row in rows(plan.edit.apply(full))] == [
        ("数量指标", "甲", "1"),
        ("数量指标", "乙", "2"),
        ("数量指标", "丙", "3"),
    ]
    assert (plan.added, [left.why for left in plan.left]) == (2, ["合计行由各行算出"] * 2)


def test_where_no_row_can_be_added_the_rest_is_left_and_said() -> None:
    table = replace(grid(TWO), make=None)
    plan = plan_paste(TWO, table, from_text("甲\n乙\n丙\n"), 2, 2)
    assert [(left.text, left.why) for left in plan.left] == [("乙", "这里不能添加行"), ("丙", "这里不能添加行")]


def funds(unit: str) -> tuple[Book, Grid]:
    of = Book(dossiers={1: Dossier(Project(1, 2021), {"county": Fund("1")})})
    lines = tuple(
        Line((Cell(), *(Cell(Place("fund", 1, f"{source}.{stage}"), unit) for stage in ("initial", "annual")), Cell()))
        for source in ("county", "other")
    )
    columns = tuple(Column(caption) for caption in ("资金来源", "年初预算数", "全年预算数(A)", "执行率"))
    return of, Grid(columns, (Line((Cell(),) * 4), *lines))


def typed(of: Book, plan: Pasting) -> list[str]:
    assert plan.edit is not None
    after = plan.edit.apply(of).dossiers[1].funds
    return [
        text
        for source in ("county", "other")
        for text in (after.get(source, Fund()).initial, after.get(source, Fund()).annual)
    ]


def test_amounts_keep_the_unit_of_the_table_or_of_the_head() -> None:
    of, table = funds("万元")
    assert typed(of, plan_paste(of, table, from_text("150\t1,200.50\n-\t—\n"), 1, 1)) == ["150", "1,200.50", "", ""]
    of, table = funds("元")
    assert typed(of, plan_paste(of, table, from_text("150\t48万元\n"), 1, 1)) == ["150元", "48万元", "", ""]
    head = "年初预算数（元）\t全年预算数（单位：元）\n1500000\t1500000\n"
    of, table = funds("万元")
    assert typed(of, plan_paste(of, table, from_text(head), 1, 1)) == ["1500000元", "1500000元", "", ""]


def test_what_falls_on_a_computed_cell_or_outside_is_left_and_said() -> None:
    of, table = funds("万元")
    plan = plan_paste(of, table, from_text("150\t150\t100%\t甲\n"), 1, 1)
    assert [(left.text, left.why) for left in plan.left] == [("100%", "这一格不用填"), ("甲", "表外没有这一列")]


TEXTS = st.text(alphabet="救助人次12.5%≥\n ", max_size=6).map(str.strip)


def test_a_block_without_a_head_that_names_levels_goes_to_their_columns() -> None:
    block = "产出指标\t数量指标\t救助人次\t1300\n\t质量指标\t准确率\t100%\n其他\t没有这类\t某项\t1\n合计\t\t\t\n"
    for left in (1, 2, 3):
        plan, after = paste(TWO, block, left=left)
        assert (plan.aside, plan.shows) == (True, True)
        assert rows(after)[0] == ("数量指标", "救助人次", "1300", "")
        assert rows(after)[2] == ("质量指标", "准确率", "100%", "")
        assert ("某项", "表里没有“其他 没有这类”这一类") in {(cell.text, cell.why) for cell in plan.left}
    assert not paste(TWO, block, left=0)[0].aside
    assert not paste(TWO, "资助人数\t8000\t9000\n", left=2)[0].aside


def test_what_comes_for_a_computed_column_of_a_new_row_is_left_with_its_reason() -> None:
    table = grid(TWO)
    computed = Cell(fixed="实际值由别处算出。")
    lines = tuple(replace(line, cells=(*line.cells[:4], computed, *line.cells[5:])) for line in table.lines)
    block = from_text("二级指标\t三级指标\t年度指标值\t实际完成值\n数量指标\t培训人次\t300\t310\n")
    plan = plan_paste(TWO, replace(table, lines=lines), block, 1, 2)
    assert [(goes.into, goes.new) for goes in plan.goes] == [(2, "培训人次"), (3, "300")]
    assert [(left.text, left.why) for left in plan.left] == [("310", "实际值由别处算出")]


def of_sources() -> tuple[Book, Grid]:
    """The amounts of three sources, each under its fixed name, below their sum."""
    book = Book(dossiers={1: Dossier(Project(1, 2021))}, next_id=50)
    sources = {"其中：当年财政拨款": "", "中央财政": "central", "省级财政": "province", "县区级财政": "county"}
    stages = ("annual", "executed")
    lines = tuple(
        Line(
            (Cell(), *(Cell(Place("fund", 1, f"{key}.{stage}") if key else None, "万元") for stage in stages)),
            name=name,
        )
        for name, key in sources.items()
    )
    return book, Grid((Column("项目资金"), Column("全年预算数"), Column("全年执行数")), lines)


def test_amounts_go_to_the_lines_whose_names_stand_beside_them() -> None:
    book, table = of_sources()
    block = from_text("资金来源\t全年预算数\t全年执行数\n县区级财政\t3\t4\n省级\t1\t2\n乡镇\t5\t6")
    plan = plan_paste(book, table, block, 1, 1)
    assert [(goes.line, goes.into, goes.new) for goes in plan.goes] == [
        (3, 1, "3"),
        (3, 2, "4"),
        (2, 1, "1"),
        (2, 2, "2"),
    ]
    assert {left.why for left in plan.left} == {"表里没有“乡镇”这一行"}
    assert plan.shows


def test_names_in_another_order_are_shown_before_they_are_pasted() -> None:
    book, table = of_sources()
    turned = plan_paste(book, table, from_text("省级财政\t1\t2\n中央财政\t3\t4"), 1, 0)
    assert [(goes.line, goes.new) for goes in turned.goes] == [(2, "1"), (2, "2"), (1, "3"), (1, "4")]
    assert turned.named
    assert turned.shows
    straight = plan_paste(book, table, from_text("中央财政\t3\t4\n省级财政\t1\t2"), 1, 0)
    assert not straight.shows


def test_a_name_that_is_part_of_several_names_no_line() -> None:
    book, table = of_sources()
    plan = plan_paste(book, table, from_text("中央财政\t1\t2\n财政\t3\t4"), 1, 0)
    assert {left.why for left in plan.left} == {"表里没有“财政”这一行"}


@pytest.mark.parametrize(
    "name",
    [
        "县级",
        "区级",
        "本级",
        "县（区）级",
        "县(市、区)级财政",
        "区县级",
        "县本级",
        "旗县级",
        "其中：县级财政资金",
        "县级配套资金",
        "县区级财政拨款",
    ],
)
def test_the_county_is_known_by_any_of_its_names(name: str) -> None:
    book, table = of_sources()
    plan = plan_paste(book, table, from_text(f"中央财政\t1\t2\n{name}\t3\t4"), 1, 0)
    assert [(goes.line, goes.new) for goes in plan.goes] == [(1, "1"), (1, "2"), (3, "3"), (3, "4")]
    turned = Grid((Column("项目"), Column("省级财政"), Column("县区级财政")), table.lines)
    across = plan_paste(book, turned, from_text(f"项目\t{name}\t省级\n全年执行数\t3\t1"), 1, 0)
    assert across.head == 1
    assert {(goes.into, goes.new) for goes in across.goes} >= {(2, "3")}


@pytest.mark.parametrize(
    ("name", "line"), [("中央资金", 1), ("省级资金", 2), ("省（区、市）级", 2), ("自治区级资金", 2)]
)
def test_the_other_levels_are_known_by_their_names_too(name: str, line: int) -> None:
    book, table = of_sources()
    plan = plan_paste(book, table, from_text(f"县级\t1\t2\n{name}\t3\t4"), 1, 0)
    assert [(goes.line, goes.new) for goes in plan.goes] == [(3, "1"), (3, "2"), (line, "3"), (line, "4")]


@pytest.mark.parametrize("name", ["市本级", "设区市级", "县级公立医院", "乡镇级", "县委", "地区"])
def test_other_names_are_not_taken_for_the_county(name: str) -> None:
    book, table = of_sources()
    plan = plan_paste(book, table, from_text(f"中央财政\t1\t2\n省级财政\t5\t6\n{name}\t3\t4"), 1, 0)
    assert {left.why for left in plan.left} == {f"表里没有“{name}”这一行"}


def test_where_the_form_has_a_line_of_its_own_for_the_level_that_one_is_meant() -> None:
    book, table = of_sources()
    own = replace(table, lines=(*table.lines, replace(table.lines[0], name="本级财政资金")))
    plan = plan_paste(book, own, from_text("县级\t3\t4\n中央财政\t1\t2\n本级\t5\t6"), 1, 0)
    assert [(goes.line, goes.new) for goes in plan.goes] == [(3, "3"), (3, "4"), (1, "1"), (1, "2")]
    assert plan.left == (), "the sum of that name takes no amounts, and says nothing"


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=2, max_size=2))
def test_what_is_copied_from_a_table_is_pasted_into_another_as_it_was(texts: list[tuple[str, str, str]]) -> None:
    block: Block = tuple(texts)
    plan = plan_paste(TWO, grid(TWO), from_text(to_text(block), keep_empty=True), 1, 2)
    after = plan.edit.apply(TWO) if plan.edit else TWO
    assert [(row.name, row.target, row.actual) for row in after.dossiers[1].indicator] == texts
    assert plan.left == ()


@given(
    st.lists(
        st.tuples(
            *[st.sampled_from(["", "产出指标", "数量指标", "三级指标", "合计", "救助人次", "100", "-", "备注"])] * 4
        ),
        max_size=6,
    ),
    st.integers(0, 14),
    st.integers(0, 6),
)
def test_any_block_fits_anywhere_and_every_cell_of_it_is_accounted_for(
    block: list[tuple[str, ...]], top: int, left: int
) -> None:
    table = grid(TWO)
    plan = plan_paste(TWO, table, tuple(block), min(top, len(table.lines) - 1), left)
    after = plan.edit.apply(TWO) if plan.edit else TWO
    assert len(after.dossiers[1].indicator) == 2 + plan.added
    told = {(each.row, each.column) for each in (*plan.goes, *plan.left)}
    assert len(told) == len(plan.goes) + len(plan.left)
    gone = [goes for goes in plan.goes if goes.line is not None]
    assert len({(goes.line, goes.into) for goes in gone}) == len(gone)
