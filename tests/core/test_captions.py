"""What a form calls things, once for sentences of the checks and for live figures."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from core.captions import SETS, caption, column_caption, line_caption, measure_caption, set_caption
from core.forms.indicator_model import Column
from core.forms.library import known
from core.report.conditions import CONDITIONS
from core.report.figures import Figures
from core.report.paths import MEASURES
from tests.core.cases import FORM, case


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("全年执行数(B)", "全年执行数"),
        ("其中：财政资金", "财政资金"),
        ("年度总金额\n(万元)", "年度总金额"),
        ("资金总额：", "资金总额"),
        ("（一）", "（一）"),
    ],
)
def test_a_caption_in_a_sentence_has_no_notes(printed: str, said: str) -> None:
    assert caption(printed) == said


def test_checks_and_live_figures_call_a_cell_alike() -> None:
    told = case("资金 县区级 全年 150 执行 120")
    figure = Figures(told.values, told.scores).find("fund.county.executed")
    assert figure.caption == f"{line_caption(FORM, 'county')}{measure_caption(FORM, 'executed')}"


def test_every_measure_has_a_caption_in_every_form() -> None:
    assert all(measure_caption(form, key) for form in known().values() for key in MEASURES)


def test_every_column_has_a_caption_in_every_form() -> None:
    fields = get_args(get_type_hints(Column)["field"])
    assert all(column_caption(form, field) for form in known().values() for field in fields)


def test_projects_are_called_by_what_holds_for_them() -> None:
    assert set_caption("carried") == "结转资金项目"
    assert set_caption("several_projects") == "符合条件的项目"
    assert set(SETS) <= set(CONDITIONS)
