"""What a chart may show, and what it says in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.report import charts
from core.report.blocks import Chart, ChartKind, drawable


def chart(kind: ChartKind, figures: str, decimals: int = 2) -> Chart:
    """From “基本支出 287.43 | 项目支出 1509.02”."""
    pairs = [part.split() for part in figures.split("|")]
    names, values = zip(*pairs, strict=True)
    return Chart(kind, "本年支出合计", names, tuple(map(Decimal, values)), decimals)


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        ("pie", "287.43 1509.02", True),
        ("pie", "0 0 0.13", True),
        ("pie", "0 0 0", False),
        ("pie", "5 -0.01", False),
        ("pie", "", False),
        ("column", "0 0", True),
        ("column", "-16.28 30.50", True),
        ("column", "", False),
        ("column", "1 NaN", False),
        ("column", "1 Infinity", False),
    ],
)
def test_a_chart_that_would_mislead_is_not_drawn(kind: ChartKind, values: str, shown: bool) -> None:
    figures = tuple(map(Decimal, values.split()))
    names = tuple(f"第{number}项" for number in range(len(figures)))
    assert drawable(kind, figures) is shown
    if shown:
        assert Chart(kind, "支出", names, figures, 2).values == figures
    else:
        with pytest.raises(ValueError, match="支出"):
            Chart(kind, "支出", names, figures, 2)


def test_every_category_has_one_value() -> None:
    with pytest.raises(ValueError, match="2 categories, 1 values"):
        Chart("column", "支出", ("2020年", "2021年"), (Decimal(1),), 2)


def test_the_title_tells_the_unit() -> None:
    assert charts.heading(chart("pie", "基本支出 1")) == "本年支出合计（单位：万元）"
    assert charts.heading(Chart("column", "人数", ("2021年",), (Decimal(9),), 0, unit="")) == "人数"


def test_figures_are_rounded_only_where_they_are_shown() -> None:
    pie = chart("pie", "甲 1.005 | 乙 2.995")
    assert charts.figures(pie) == ("1.01", "3.00")
    assert charts.shares(pie) == ("25.13%", "74.88%")


def test_the_legend_of_a_pie_gives_value_and_share_of_every_slice_however_small() -> None:
    assert charts.legend(chart("pie", "一般公共服务支出 0.18 | 卫生健康支出 1758.38 | 农林水支出 0")) == (
        "一般公共服务支出 0.18（0.01%）",
        "卫生健康支出 1758.38（99.99%）",
        "农林水支出 0.00（0.00%）",
    )


def test_who_cannot_see_the_picture_is_told_its_figures() -> None:
    assert charts.words(chart("column", "2020年 1610.28 | 2021年 1796.45")) == (
        "柱形图“本年支出合计（单位：万元）”：2020年 1610.28；2021年 1796.45。"
    )
    assert charts.words(chart("pie", "基本支出 287.43 | 项目支出 1509.02")) == (
        "饼图“本年支出合计（单位：万元）”：基本支出 287.43，占 16.00%；项目支出 1509.02，占 84.00%。"
    )


def test_a_pie_of_many_slices_is_higher_and_fits_a_page() -> None:
    few, many = (chart("pie", " | ".join(f"第{n}类支出 {n}" for n in range(1, count))) for count in (6, 24))
    assert charts.size_mm(few) == (140.0, 75.0)
    assert 75 < charts.size_mm(many)[1] < 210


def test_a_slice_too_small_to_be_printed_is_not_said_to_be_0() -> None:
    tiny = Chart("pie", "支出结构", ("甲", "乙"), (Decimal("0.0803"), Decimal("1759.1597")), 2)
    assert charts.shares(tiny) == ("不到0.01%", "100.00%")
