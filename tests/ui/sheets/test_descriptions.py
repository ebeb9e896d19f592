"""What stands in the tables before Qt sees them: every fact can be typed, whatever the form prints."""

from __future__ import annotations

from collections.abc import Callable

from core.model import SOURCES, STAGES
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.sheets.fund_sheet import fund_sheet
from ui.sheets.indicator_sheet import indicator_sheet
from ui.sheets.sheet import Sheet, SheetColumn
from ui.sheets.widths import column_widths


def fields_of(sheet: Sheet, table: str) -> set[str]:
    return {cell.place.field for row in sheet.rows for cell in row.cells if cell.place and cell.place.table == table}


def test_every_amount_of_every_source_can_be_typed(desk: Desk) -> None:
    sheet = fund_sheet(desk.values, desk.scores, every_source=True)
    assert fields_of(sheet, "fund") == {f"{source}.{stage}" for source in SOURCES for stage in STAGES}


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
    wide = column_widths(columns, 1000)
    assert sum(wide) == 1000
    assert wide[1] > wide[0]
    tight = column_widths(columns, sum(column_widths(columns, 0)) + 20)
    assert tight[1] >= tight[0]
