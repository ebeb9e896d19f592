"""The unit's dossier: sums over the projects of the year, rates from the sums."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from core.forms.indicator_model import Scoring
from core.forms.model import Line, Measure
from core.model import UNIT_ROW, Dossier, Fund, Project, Unit
from core.reading import read
from tests.core.cases import FORM, ID, UNIT, case, dossier, unit_case

RELIEF = "资金 县区级 年初 150 全年 150 到位 150 执行 48.44 | 资金 其他 全年 10 执行 2"
WATCH = "资金 县区级 全年 50 执行 31.56 | 资金 省级 全年 90 执行 90"


def test_amounts_of_the_unit_are_the_sums_of_its_projects() -> None:
    values = unit_case(RELIEF, WATCH).values
    assert values.amounts["county", "annual"] == 2_000_000
    assert values.amounts["county", "executed"] == 800_000
    assert values.amount("total", "annual") == 3_000_000
    assert values.amount("fiscal", "executed") == 1_700_000
    assert [member.dossier.id for member in values.members] == [ID, ID + 1]


def test_the_sums_of_the_unit_follow_the_one_project_that_changed() -> None:
    before, after = unit_case(RELIEF, WATCH), unit_case(RELIEF, "资金 县区级 全年 50 执行 3..1 | 资金 省级 全年 90")
    changed = (before.values.members[0], after.values.members[1])
    anew = read(FORM, UNIT, before.dossier, changed)  # what the first one brings is not asked for again
    assert (anew.amounts, anew.computed, anew.unknown) == (
        after.values.amounts,
        after.values.computed,
        after.values.unknown,
    )
    taken_back = read(FORM, UNIT, before.dossier, before.values.members)
    assert (taken_back.amounts, taken_back.computed) == (before.values.amounts, before.values.computed)


def test_the_rate_of_the_unit_comes_from_unrounded_sums() -> None:
    values = unit_case("资金 县区级 全年 7452.27元 执行 6752元", "资金 县区级 全年 3元 执行 1元").values
    assert values.computed["total", "execution_rate"] == Decimal(6753) / Decimal("7455.27") * 100


def test_a_total_typed_over_in_a_project_counts_as_it_stands_there() -> None:
    values = unit_case(f"{RELIEF} | 改写 总额 全年 170", WATCH).values
    assert values.amount("total", "annual") == 3_100_000
    assert values.amounts["county", "annual"] == 2_000_000


def test_what_one_project_leaves_unreadable_is_unknown_for_the_unit() -> None:
    values = unit_case(RELIEF, "资金 县区级 全年 50 执行 3..1").values
    assert values.amount("total", "executed") is None
    assert values.amount("county", "executed") is None
    assert ("county", "executed") not in values.amounts
    assert ("total", "execution_rate") not in values.computed
    assert values.amount("total", "annual") == 2_100_000
    assert values.unreadable == ()


def test_an_unreadable_part_under_a_typed_total_leaves_the_total_of_the_unit() -> None:
    values = unit_case(RELIEF, "资金 县区级 全年 50 执行 3..1 | 改写 总额 执行 31").values
    assert values.amount("total", "executed") == 814_400
    assert values.amount("county", "executed") is None


def test_what_one_project_leaves_blank_adds_nothing() -> None:
    values = unit_case(RELIEF, "").values
    assert values.amount("total", "executed") == 504_400


def test_a_unit_without_projects_has_no_amounts() -> None:
    values = unit_case().values
    assert (values.amounts, values.computed, values.unknown) == ({}, {}, frozenset())


def test_a_line_the_form_of_a_project_lacks_is_made_of_its_sources() -> None:
    by_place = msgspec.structs.replace(
        FORM.fund,
        lines=(
            Line("total", "资金总额", sum=("upper", "county")),
            Line("upper", "上级资金", sum=("central", "province", "city")),
            Line("county", "本级资金", source="county"),
        ),
    )
    values = unit_case(RELIEF, WATCH, form=msgspec.structs.replace(FORM, fund=by_place)).values
    assert values.amount("upper", "annual") == 900_000
    assert values.amount("total", "annual") == 3_000_000  # other money counts in the totals of the projects


def test_what_is_typed_over_a_sum_of_the_unit_counts() -> None:
    values = unit_case(RELIEF, typed={"typed.total.executed": "51"}).values
    assert values.amount("total", "executed") == 510_000
    assert values.computed["total", "executed"] == 504_400


def test_amounts_typed_in_the_unit_s_own_dossier_do_not_count() -> None:
    whole = Dossier(Project(9, 2021, scope="unit"), {"county": Fund(annual="5")})
    assert read(FORM, Unit(), whole).amount("total", "annual") is None


def test_a_change_of_budget_is_known_for_the_unit_where_its_projects_say_so() -> None:
    values = unit_case("资金 县区级 年初 100 调整 -20", "资金 县区级 年初 10 全年 15").values
    assert values.amount("total", "annual") == 950_000
    assert values.amount("total", "adjustment") == -150_000


def test_a_project_has_no_members() -> None:
    assert case(RELIEF).values.members == ()


@pytest.mark.parametrize(("base", "rate"), [("annual", 25), ("initial", 20), ("in_place", 25)])
def test_the_rate_at_mid_year_is_of_the_budget(base: str, rate: int) -> None:
    grid = msgspec.structs.replace(FORM.fund, measures=(*FORM.fund.measures, Measure("执行率", formula="midyear_rate")))
    scoring = msgspec.convert({"execution_base": base}, Scoring)
    form = msgspec.structs.replace(FORM, fund=grid, scoring=scoring)
    values = read(form, UNIT, dossier("资金 县区级 年初 100 全年 80 到位 50 年中 20 预计 75"))
    assert values.computed["total", "midyear_rate"] == rate
    assert values.amount("total", "forecast") == 750_000


def test_the_unit_stands_in_without_a_dossier_of_its_own() -> None:
    blank = Dossier(Project(UNIT_ROW, 2021, scope="unit"))
    members = (read(FORM, UNIT, dossier(RELIEF)),)
    assert read(FORM, UNIT, blank, members).amount("total", "annual") == 1_600_000
