from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.check_sizes import size_faults
from core.forms.library import known
from core.forms.model import Form
from core.forms.paper_model import PageSpec

NATIONAL = known()["national-2020"]


def on_paper(**margins: int) -> Form:
    """The national form on a page with other margins, in millimetres."""
    page = PageSpec(**{key: Decimal(value) for key, value in margins.items()})
    return msgspec.structs.replace(NATIONAL, documents=(msgspec.structs.replace(NATIONAL.documents[0], page=page),))


def told(form: Form) -> list[str]:
    return list(size_faults(form))


def test_the_official_forms_have_sizes_that_can_be() -> None:
    assert {form.id: told(form) for form in known().values() if told(form)} == {}


@pytest.mark.parametrize("key", ["money_decimals", "rate_decimals"])
@pytest.mark.parametrize("number", [-3, 40])
def test_decimals_nobody_prints_are_refused(key: str, number: int) -> None:
    assert told(msgspec.structs.replace(NATIONAL, **{key: number})) == [f"{key} 是 {number}，应当在 0 到 6 之间。"]


def test_margins_that_leave_no_room_are_refused() -> None:
    assert told(on_paper(left_mm=-40))[0].startswith("documents“table”的 left_mm、right_mm 不对")
    assert told(on_paper(top_mm=150, bottom_mm=140))[0].startswith("documents“table”的 top_mm、bottom_mm 不对")


def test_a_table_wider_than_its_paper_and_a_row_higher_than_its_page_are_refused() -> None:
    table = NATIONAL.tables[0]
    wide = msgspec.structs.replace(table, widths_mm=(*table.widths_mm[:-1], Decimal(140)))
    assert told(msgspec.structs.replace(NATIONAL, tables=(wide,))) == [
        "tables“self_evaluation”宽 281 毫米，页面只有 186 毫米。"
    ]
    high = msgspec.structs.replace(table.rows[0], min_height_mm=Decimal(900))
    tall = msgspec.structs.replace(table, rows=(high, *table.rows[1:]))
    assert told(msgspec.structs.replace(NATIONAL, tables=(tall,))) == [
        "tables“self_evaluation”有一行的 min_height_mm 是 900，一页放不下。"
    ]


def test_points_below_nothing_and_a_grade_nobody_can_reach_are_refused() -> None:
    scoring = msgspec.structs.replace(NATIONAL.scoring, execution_weight=Decimal(-10))
    grades = (msgspec.structs.replace(NATIONAL.grades[0], at_least=Decimal(190)), *NATIONAL.grades[1:])
    assert told(msgspec.structs.replace(NATIONAL, scoring=scoring, grades=grades)) == [
        "scoring 的 execution_weight 是 -10，不能小于 0。",
        "grades“优”的 at_least 是 190，比满分 100 还高。",
    ]
