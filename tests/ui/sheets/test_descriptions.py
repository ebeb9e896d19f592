"""What stands in the tables before Qt sees them: every fact can be typed, whatever the form prints."""

from __future__ import annotations

from collections.abc import Callable

from core.model import SOURCES, STAGES, Place
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.look.faces import advance
from ui.pages.funds import FundKeeper
from ui.sheets.fund_sheet import fund_sheet
from ui.sheets.indicator_sheet import indicator_sheet
from ui.sheets.sheet import LAST_YEAR, Sheet, SheetColumn
from ui.sheets.widths import column_widths


def fields_of(sheet: Sheet, table: str) -> set[str]:
    return {cell.place.field for row in sheet.rows for cell in row.cells if cell.place and cell.place.table == table}


def test_every_amount_of_every_source_can_be_typed(desk: Desk) -> None:
    sheet = fund_sheet(desk.values, desk.scores, every_source=True)
    assert fields_of(sheet, "fund") == {f"{source}.{stage}" for source in SOURCES for stage in STAGES}


def test_an_empty_amount_says_faintly_what_it_was_a_year_ago_and_holds_nothing(desk: Desk) -> None:
    desk.choose_year(2022)
    desk.add_project("城乡医疗救助资金")
    typed = Place("fund", desk.project, "county.annual")
    desk.type_text(typed, "80", "填写")
    cells = [cell for row in FundKeeper(desk).sheet().rows for cell in row.cells]
    ghosts = {cell.place.field: cell.ghost for cell in cells if cell.place is not None and cell.ghost}
    assert ghosts == {
        "province.initial": "上年 90.00", "province.annual": "上年 90.00", "province.executed": "上年 30.00",
        "county.initial": "上年 60.00", "county.executed": "上年 18.44",
    }  # fmt: skip
    assert all(not cell.shown and not cell.typed and cell.tip == LAST_YEAR for cell in cells if cell.ghost)


def test_the_grid_begins_with_what_the_form_asks_for(desk: Desk) -> None:
    asked = [measure.caption for measure in desk.form.fund.measures]
    assert [column.caption for column in fund_sheet(desk.values, desk.scores).columns[1:]] == asked


def test_every_field_of_an_indicator_can_be_typed(desk: Desk) -> None:
    sheet = indicator_sheet(desk.values, desk.scores, every_field=True)
    assert {"direction", "unit", "adjusted", "midyear", "evidence", "target", "actual", "deviation"} <= fields_of(
        sheet, "indicator"
    )


def test_direction_and_unit_stand_with_the_value_where_they_have_no_column(desk: Desk) -> None:
    sheet = indicator_sheet(desk.values, desk.scores)
    shown = {cell.place: cell.shown for row in sheet.rows for cell in row.cells if cell.place}
    rescue = next(row for row in desk.dossier.indicator if row.name == "救助人次")  # type: ignore[union-attr]
    found = {place.field: text for place, text in shown.items() if place.row == rescue.id}
    assert (found["target"], found["actual"]) == ("≥1200人次", "1140人次")


def test_a_form_without_scores_has_neither_execution_nor_total_row(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(form="sichuan-2021")
    keys = [row.key for row in indicator_sheet(desk.values, desk.scores).rows]
    assert desk.project == RESCUE
    assert not {"execution", "total"} & set(keys)


def test_columns_fill_the_room_and_running_text_gives_way_last(qapp: object) -> None:
    columns = (SheetColumn("名称", "一二三四五六七八"), SheetColumn("原因", "一二三四五六七八", stretch=3))
    wide = column_widths(columns, 1000, {})
    assert sum(wide) == 1000
    assert wide[1] > wide[0]
    tight = column_widths(columns, sum(column_widths(columns, 0, {})) + 20, {})
    assert tight[1] >= tight[0]


def test_a_name_is_broken_in_two_before_the_reason_beside_it_grows_tall(qapp: object) -> None:
    text = "一二三四五六七八九十一二三四"
    columns = (SheetColumn("名称", text, stretch=2), SheetColumn("原因", text, stretch=3))
    roomy = column_widths(columns, 2000, {})
    tight = column_widths(columns, 330, {})
    assert (sum(roomy), sum(tight)) == (2000, 330)
    assert tight[1] > tight[0] > column_widths((SheetColumn("名", text[:6]),), 0, {})[0]


def test_with_columns_of_their_own_direction_and_unit_do_not_stand_with_the_value(desk: Desk) -> None:
    sheet = indicator_sheet(desk.values, desk.scores, every_field=True)
    rescue = next(row for row in desk.dossier.indicator if row.name == "救助人次")  # type: ignore[union-attr]
    found = {c.place.field: c.shown for row in sheet.rows for c in row.cells if c.place and c.place.row == rescue.id}
    assert (found["direction"], found["target"], found["actual"], found["unit"]) == ("≥", "1200", "1140", "人次")


def test_the_execution_row_shows_the_rate_that_scores(desk: Desk) -> None:
    desk.type_text(desk.values.fund_place("total", "execution_rate"), "32.39", "改写")
    execution = indicator_sheet(desk.values, desk.scores).rows[0]
    assert [cell.shown for cell in execution.cells].count("32.30 %") == 2, "as actual value and as rate"


def test_a_rate_of_completion_is_said_in_percent_as_the_form_prints_it(desk: Desk) -> None:
    sheet = indicator_sheet(desk.values, desk.scores)
    at = [column.caption for column in sheet.columns].index("完成率")
    shown = [row.cells[at].shown for row in sheet.rows if row.row]
    assert shown[:2] == ["95.00 %", "100.00 %"]


def test_no_figure_is_broken_and_a_label_in_two_at_most(qapp: object) -> None:
    """The funds beside the findings on a screen of 1366 × 768 at 150 %."""
    label = SheetColumn("项目资金", "　其中：当年财政拨款")
    figures = tuple(SheetColumn(f"全年预算数({n})", "1234.56", 1, number=True) for n in range(7))
    wide = column_widths((label, *figures), 528, {})
    assert min(wide[1:]) >= advance("150.00") + 13 - 1
    assert wide[0] >= advance(label.sample) / 2 + 18 - 1


def test_a_column_of_names_has_room_for_the_longest_within_bounds(desk: Desk) -> None:
    place = Place("indicator", RESCUE, "name", 4)
    for name, held in (("困难群众参保资助政策落实率", 13), ("困" * 40, 14)):
        desk.type_text(place, name, "改名")
        columns = {c.caption: c for c in indicator_sheet(desk.values, desk.scores).columns}
        assert len(columns["三级指标"].sample) == held
