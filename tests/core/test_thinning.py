"""Which backups may go: the newest of each day, week and month stays, and there is always a way back."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.backup import DAYS, MONTHS, MOST_RECENT, RECENT, WEEKS, to_remove
from tests.core.disks import often

NOW = datetime(2026, 11, 22, 14, 3, 1)


def named(at: datetime, why: str = "打开时") -> str:
    """The name of a backup."""
    return f"示例_{at:%Y-%m-%d_%H%M%S}_{why}.jpb"


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def texts(names: tuple[str, ...]) -> set[str]:
    return set(names)


MOMENTS = st.lists(
    st.integers(-3 * 24 * 60, 1200 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=150
)


@pytest.mark.parametrize(
    ("ages", "gone"),
    [
        ([0.1, 0.2, 0.3], []),
        ([3.1, 3.2, 3.3], [3.2, 3.3]),
        ([40, 41], [41]),
        ([3000], []),
        ([1, 3000], [3000]),
        ([-5, -4], []),
    ],
)
def test_the_newest_of_each_day_week_and_month_is_kept(ages: list[float], gone: list[float]) -> None:
    names = [named(days_ago(age)) for age in ages]
    assert texts(to_remove(names, NOW)) == {named(days_ago(age)) for age in gone}


def test_of_the_last_day_the_newest_twenty_are_kept() -> None:
    names = [named(NOW - timedelta(minutes=n)) for n in range(30)]
    assert texts(to_remove(names, NOW)) == set(names[MOST_RECENT:])


def test_what_is_no_backup_is_never_removed() -> None:
    assert (
        to_remove(["账套.jpb", "笔记.txt", "示例_2026-13-45_990000_x.jpb", named(days_ago(3000)) + ".bak"], NOW) == ()
    )


@given(MOMENTS)
def test_thinning_keeps_the_newest_and_everything_it_promises(moments: list[datetime]) -> None:
    names = {named(at) for at in moments}
    kept = names - set(to_remove(names, NOW))
    assert kept or not names
    assert named(max(moments)) in kept if moments else True
    for at in moments:
        same_day = {named(other) for other in moments if other.date() == at.date() and other <= NOW}
        if NOW.date() - at.date() < timedelta(days=DAYS) and at <= NOW:
            assert max(same_day) in kept
        same_month = {named(other) for other in moments if (other.year, other.month) == (at.year, at.month)}
        if (NOW.year - at.year) * 12 + NOW.month - at.month < MONTHS:
            assert same_month & kept
    recent = sorted((named(at) for at in set(moments) if at <= NOW and NOW - at <= RECENT), reverse=True)
    assert set(recent[:MOST_RECENT]) <= kept


@given(MOMENTS)
def test_thinning_twice_removes_no_more_than_once(moments: list[datetime]) -> None:
    names = {named(at) for at in moments}
    kept = names - set(to_remove(names, NOW))
    assert to_remove(kept, NOW) == ()


@given(MOMENTS)
def test_the_folder_never_grows_beyond_a_bound(moments: list[datetime]) -> None:
    past = {named(at) for at in moments if at <= NOW}
    assert len(past - set(to_remove(past, NOW))) <= MOST_RECENT + DAYS + WEEKS + MONTHS + 1


@pytest.mark.parametrize("habit", ["every day", "office days", "now and then", "many a day"])
def test_through_years_of_work_there_is_always_a_way_back(habit: str) -> None:
    """Each of the last days, weeks and months on which there was work has a backup left; ten years in the long run."""
    chance = Random(habit)
    names: set[str] = set()
    made: list[datetime] = []
    for day in range(often(400, 3650)):
        now = NOW + timedelta(days=day)
        for n in range(_backups_on(habit, now, chance)):
            made.append(now - timedelta(minutes=n))
            names.add(named(made[-1]))
        names -= set(to_remove(names, now))
        assert len(names) <= MOST_RECENT + DAYS + WEEKS + MONTHS + 1
        if day % 37 == 0 and made:
            _must_lead_back(names, made, now)


def _backups_on(habit: str, now: datetime, chance: Random) -> int:
    match habit:
        case "every day":
            return 1
        case "office days":
            return 2 if now.weekday() < 5 else 0
        case "now and then":
            return int(chance.random() < 0.05)
    return chance.randint(0, 12)


def _must_lead_back(names: set[str], made: list[datetime], now: datetime) -> None:
    left = {datetime.strptime(name.split("_", 1)[1].removesuffix("_打开时.jpb"), "%Y-%m-%d_%H%M%S") for name in names}
    recent = [at for at in made if now - at < timedelta(days=365 * 3)]
    for at in recent:
        if now.date() - at.date() < timedelta(days=DAYS):
            assert any(other.date() == at.date() for other in left)
        if (now.date() - at.date()).days < 7 * (WEEKS - 1):
            assert any(other.isocalendar()[:2] == at.isocalendar()[:2] for other in left)
        if (now.year - at.year) * 12 + now.month - at.month < MONTHS:
            assert any((other.year, other.month) == (at.year, at.month) for other in left)
    assert max(made) in left


def test_thinning_every_day_for_three_years_leaves_the_end_of_each_month() -> None:
    names: set[str] = set()
    now = NOW
    for _ in range(3 * 365):
        names |= {named(now), named(now - timedelta(hours=3))}
        names -= set(to_remove(names, now))
        now += timedelta(days=1)
    last = now - timedelta(days=1)
    months = {name.split("_")[1][:7] for name in names}
    assert len(months) == MONTHS
    assert len(names) <= DAYS + WEEKS + MONTHS + 2
    assert named(last) in names
