from __future__ import annotations

import pytest

from core.scoring.deadlines import met_in_time, named_year


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("不晚于2021年12月31日", "2021年11月20日"),
        ("2021年12月底前", "2021年12月"),
        ("12月31日前", "12月31日"),
        ("12月底前完成", "2021年11月20日"),
        ("2021.12.31", "2021.12.30"),
        ("2021-12-31前", "2021-12-31"),
        ("年底前", "11月下旬"),
        ("2021年底前", "2021年第四季度"),
        ("≤6月30日", "6月15日"),
        ("2021年", "2021年3月"),
        ("7月前", "6月"),
        ("2月底前", "2021年2月28日"),
    ],
)
def test_what_is_done_by_the_day_is_in_time(target: str, actual: str) -> None:
    assert met_in_time(target, actual) is True


@pytest.mark.parametrize(
    ("target", "actual"),
    [("不晚于2021年6月30日", "2021年7月"), ("12月20日前", "12月21日"), ("2021年12月底前", "2022年1月5日")],
)
def test_a_later_day_is_late(target: str, actual: str) -> None:
    assert met_in_time(target, actual) is False


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("12月15日前", "12月"),  # which day?
        ("12月前", "12月5日"),  # before December, or in it?
        ("及时", "2021年12月"),
        ("12月底前", "已完成"),
        ("2021年1-12月", "2021年12月"),
        ("2021年2月30日", "2021年2月"),
        ("13月底前", "12月"),
        ("前", "前"),
        ("", ""),
    ],
)
def test_what_is_left_open_is_not_guessed(target: str, actual: str) -> None:
    assert met_in_time(target, actual) is None


def test_the_year_a_day_names() -> None:
    assert (named_year("2022年1月5日"), named_year("12月底"), named_year("及时")) == (2022, 0, 0)
