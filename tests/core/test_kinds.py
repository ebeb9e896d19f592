"""What clerks type is read for what it means, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kinds import (
    Quantity,
    Unreadable,
    Words,
    money_as_typed,
    money_in,
    normal,
    read_date,
    read_money,
    read_number,
    read_quantity,
    read_rate,
    rounded,
    shown,
    trimmed,
    written_unit,
)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("150", "1500000"),
        ("１５０．５", "1505000"),
        ("1,234.56", "12345600"),
        ("1，234.56", "12345600"),
        ("484443.84元", "484443.84"),
        ("￥800 元", "800"),
        ("86.775万", "867750"),
        ("86.775 万元", "867750"),
        ("0.02亿元", "2000000"),
        (".5", "5000"),
        ("－7.5", "-75000"),
    ],
)
def test_money_is_read_in_yuan(text: str, yuan: str) -> None:
    assert read_money(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "1e3", "1.2.3", "12,34", "十五万", "5.", "1 5x", "12345678901234567890", "٣", "150～160"]
)
def test_what_is_no_amount_stays_unreadable_with_a_sentence(text: str) -> None:
    read = read_money(text)
    assert isinstance(read, Unreadable)
    assert read.text == text
    assert read.why.endswith("。")


@pytest.mark.parametrize("read", [read_money, read_number, read_rate, read_date, read_quantity])
def test_a_blank_is_nothing(read: object) -> None:
    assert callable(read)
    assert read("") is None
    assert read(" 　") is None


def test_rates_and_points_lose_their_sign() -> None:
    assert read_rate("32.30 ％") == read_rate("32.3") == Decimal("32.30")
    assert read_number("12.5分") == Decimal("12.5")


@pytest.mark.parametrize(
    ("text", "relation", "number", "unit"),
    [
        ("≥1200人次", "≥", "1200", "人次"),
        (">=90%", "≥", "90", "%"),
        ("＞＝９０％", "≥", "90", "%"),
        ("90％以上", "≥", "90", "%"),
        ("90%（含）以上", "≥", "90", "%"),
        ("不低于90%", "≥", "90", "%"),
        ("满意度≥90%", "≥", "90", "%"),
        ("合格率98%", "", "98", "%"),
        ("覆盖率达到95%", "≥", "95", "%"),
        ("≤86.78万元", "≤", "867800", "元"),
        ("0.5万元/人", "", "5000", "元/人"),
        ("32元/人·月", "", "32", "元/人·月"),
        ("1万张", "", "10000", "张"),
        ("2百万人", "", "2000000", "人"),
        ("1,200 人次（含低保）", "", "1200", "人次"),
        ("约定≤3次", "≤", "3", "次"),
        ("90%左右", "", "90", "%"),
        ("3日内", "≤", "3", "日"),
        ("12月", "", "12", "月"),
        ("100㎡", "", "100", "平方米"),
        ("≥5.5公里", "≥", "5500", "米"),
        ("12千米", "", "12000", "米"),
        ("1.2万公里", "", "12000000", "米"),
        ("300元/公里", "", "300", "元/公里"),
        ("≥500m²", "≥", "500", "平方米"),
        ("500 m2", "", "500", "平方米"),
        ("30m³", "", "30", "立方米"),
        ("2km²", "", "2", "平方公里"),
        ("≥50人以上", "≥", "50", "人"),
        ("不超过3日以内", "≤", "3", "日"),
        ("95%以上(含)", "≥", "95", "%"),
        ("50余人", "", "50", "人"),
        ("50多人", "", "50", "人"),
        ("2万余人次", "", "20000", "人次"),
        ("100%完成", "", "100", "%"),
        ("5项已完成", "", "5", "项"),
        ("2 万 元", "", "20000", "元"),
        ("0.5 万元 / 人", "", "5000", "元/人"),
    ],
)
def test_targets_are_read_with_sign_number_and_unit(text: str, relation: str, number: str, unit: str) -> None:
    assert read_quantity(text) == Quantity(relation, Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "及时",
        "家喻户晓",
        "2021年12月底前",
        "2021-12-31",
        "2021．12．31",
        "80-90%",
        "每季度1次",
        "满意度较高",
        "12月底前",
        "2021年",
        "≤2021年",
        "①建立台账；②完善制度",
        "③人",
    ],
)
def test_values_that_are_no_number_are_words(text: str) -> None:
    assert read_quantity(text) == Words(normal(text))


def test_a_suffix_that_quarrels_with_the_sign_stays_where_it_is() -> None:
    assert read_quantity("≤50人以上") == Quantity("≤", Decimal(50), "人以上")


def test_a_span_of_years_is_a_number_and_a_year_is_none() -> None:
    assert read_quantity("5年") == Quantity("", Decimal(5), "年")
    assert read_quantity("2021", "年") == Words("2021")


@pytest.mark.parametrize("text", ["5²", "③", "1½", "12⑤", "１²"])
def test_superscripts_and_digits_in_circles_are_no_digits(text: str) -> None:
    for read in (read_money, read_number, read_rate, read_date):
        assert isinstance(read(text), Unreadable)


def test_a_superscript_behind_a_number_is_refused_in_a_target() -> None:
    assert isinstance(read_quantity("5²人"), Unreadable)


@pytest.mark.parametrize(
    ("read", "text"),
    [(read_money, "元"), (read_money, " 万元 "), (read_money, "￥"), (read_number, "分"), (read_rate, "％")],
)
def test_a_unit_without_a_number_is_refused_and_quoted_as_typed(read: object, text: str) -> None:
    assert callable(read)
    assert read(text) == Unreadable(text, f"“{text.strip()}”里没有数，请写上数。")


@pytest.mark.parametrize(
    ("read", "text", "trouble"),
    [
        (read_number, "满分", "不是数字。"),
        (read_number, " １．２．３分", "有两个小数点。"),
        (read_rate, "九成％", "不是数字。"),
        (read_money, "资金150元", "不是数字。"),
        (read_money, "1，20万元", "的千分位逗号位置不对。"),
    ],
)
def test_what_is_no_number_is_quoted_as_typed(read: object, text: str, trouble: str) -> None:
    assert callable(read)
    assert read(text) == Unreadable(text, f"“{text.strip()}”{trouble}")


@pytest.mark.parametrize(
    ("text", "column", "read"),
    [
        ("2021万", "年", Quantity("", Decimal(20_210_000), "年")),
        ("2021", "年", Words("2021")),
        ("2021.12.31", "", Words("2021.12.31")),
        ("nan", "", Unreadable("nan", "“nan”不是数字。")),
        ("-Infinity", "次", Unreadable("-Infinity", "“-Infinity”不是数字。")),
        ("information", "", Words("information")),
    ],
)
def test_years_days_and_what_only_a_machine_takes_for_a_number(text: str, column: str, read: object) -> None:
    assert read_quantity(text, column) == read


@pytest.mark.parametrize("text", ["999999999999999999亿元", "-100000000000", "1000000000000000元"])
def test_an_absurd_amount_is_refused(text: str) -> None:
    assert read_money(text) == Unreadable(text, f"“{text}”数太大，请核对。")


@pytest.mark.parametrize("text", ["≥999999999999999999亿人", "999999999999999万元", "1000000000000000人"])
def test_an_absurd_target_is_refused(text: str) -> None:
    assert read_quantity(text) == Unreadable(text, f"“{text}”数太大，请核对。")


def test_a_figure_of_any_size_can_be_rounded() -> None:
    assert shown(Decimal("1e40") + 1, 2).endswith(".00")


def test_the_unit_column_speaks_where_the_text_is_silent() -> None:
    assert read_quantity("≥1200", "人次") == Quantity("≥", Decimal(1200), "人次")
    assert read_quantity("1.5万", "张") == Quantity("", Decimal(15000), "张")
    assert read_quantity("2", "万张") == Quantity("", Decimal(20000), "张")
    assert read_quantity("5次", "人次") == Quantity("", Decimal(5), "次")


@pytest.mark.parametrize("text", ["≥1e3人", "1..2人次", "NaN", "≥1,23人"])
def test_a_number_that_is_none_is_unreadable_in_a_target_too(text: str) -> None:
    assert isinstance(read_quantity(text), Unreadable)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1万张", "万张"),
        ("≥2", ""),
        ("90％以上", "%"),
        ("86.7 万元", "万元"),
        ("及时", ""),
        ("≥50人以上", "人"),
        ("50余人", "人"),
        ("2 万 元", "万元"),
    ],
)
def test_the_unit_is_known_as_it_was_written(text: str, unit: str) -> None:
    assert written_unit(text) == unit


@pytest.mark.parametrize(
    "text", ["2021-12-31", "2021.12.31", "2021/12/31", "2021年12月31日", "20211231", "２０２１-12-31"]
)
def test_days_are_read_in_any_spelling(text: str) -> None:
    assert read_date(text) == date(2021, 12, 31)


def test_a_month_is_its_first_day_and_a_false_day_is_none() -> None:
    assert read_date("2021年12月") == date(2021, 12, 1)
    assert read_date("2021年") == date(2021, 1, 1)
    assert isinstance(read_date("2021-02-30"), Unreadable)
    assert isinstance(read_date("年底"), Unreadable)


def test_halves_are_rounded_up_and_nothing_is_never_negative() -> None:
    assert shown(Decimal("9.475"), 2) == "9.48"
    assert shown(Decimal("-0.001"), 2) == "0.00"
    assert rounded(Decimal("-2.5"), 0) == -3
    assert [trimmed(Decimal(text)) for text in ("12.50", "10.00", "1E+2", "0")] == ["12.5", "10", "100", "0"]


@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_shown_in_wan_reads_back_to_the_same_yuan(yuan: Decimal) -> None:
    assert read_money(trimmed(money_in(yuan, "万元"))) == yuan


@given(st.text(max_size=12))
def test_whatever_is_typed_is_read_or_refused_never_crashed_on(text: str) -> None:
    for read in (read_money, read_number, read_rate, read_date, read_quantity):
        read(text)
    written_unit(text)


def test_a_bare_number_in_a_yuan_form_is_stored_with_its_unit() -> None:
    assert money_as_typed("800", "元") == "800元"
    assert money_as_typed("0.08万", "元") == "0.08万"
    assert money_as_typed("１５０", "万元") == "１５０"
