"""Open hours counted by hand, on both sides of clock changes, nights, closings and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from servdsl.model.contract import Closed, ClosedYearly, Opened, WeekLong
from servdsl.reference.calendars import (
    AlwaysCalendar,
    JoinedCalendar,
    OpenTime,
    Rule,
    WeekCalendar,
    close_of_business,
    is_open,
    open_between,
)
from tests.reference.build import spans, weekly

LISBON = ZoneInfo("Europe/Lisbon")


def week(*rules: Rule, holidays: tuple[tuple[frozenset[date], tuple[tuple[int, int], ...]], ...] = ()) -> WeekCalendar:
    return WeekCalendar(LISBON, rules, holidays)


def hours(calendar: OpenTime, first: str, last: str) -> list[str]:
    """The open time of some local days as local clock readings."""
    start, end = (datetime.fromisoformat(day).replace(tzinfo=LISBON) for day in (first, last))
    shown = [(a.astimezone(LISBON), b.astimezone(LISBON)) for a, b in open_between(calendar, start, end)]
    return [f"{a:%d %H:%M} {b:%d %H:%M}" for a, b in shown]


NIGHTS = week(weekly("0-4", "18:00-08:00"))


def test_a_window_is_half_open() -> None:
    office = week(weekly("0-4", "09:00-17:00"))
    assert is_open(office, datetime(2026, 3, 3, 9, tzinfo=UTC))
    assert not is_open(office, datetime(2026, 3, 3, 17, tzinfo=UTC))


def test_a_night_belongs_to_the_day_on_which_it_opens() -> None:
    # Friday the 6th: its night runs into Saturday; Sunday has none, so Monday starts in the evening.
    assert hours(NIGHTS, "2026-03-06", "2026-03-10") == ["06 00:00 06 08:00", "06 18:00 07 08:00", "09 18:00 10 00:00"]
    assert close_of_business(NIGHTS, date(2026, 3, 6)) == datetime(2026, 3, 7, 8, tzinfo=UTC)
    assert close_of_business(NIGHTS, date(2026, 3, 7)) is None


def test_a_closed_date_cuts_the_night_before_and_has_none() -> None:
    calendar = week(weekly("0-4", "18:00-08:00"), Closed(first=date(2026, 3, 4), last=date(2026, 3, 4)))
    assert hours(calendar, "2026-03-03", "2026-03-06") == [
        "03 00:00 03 08:00",
        "03 18:00 04 00:00",
        "05 18:00 06 00:00",
    ]


def test_a_date_with_hours_is_open_exactly_then() -> None:
    opened = Opened(first=date(2026, 3, 4), last=date(2026, 3, 4), spans=spans("10:00-12:00"))
    closed = Closed(first=date(2026, 3, 1), last=date(2026, 3, 31))
    assert hours(week(weekly("0-4", "09:00-17:00"), opened, closed), "2026-03-03", "2026-03-06") == [
        "04 10:00 04 12:00"
    ]


def test_closed_hours_close_only_those_and_a_closed_evening_has_no_run_over() -> None:
    noon = Closed(first=date(2026, 3, 3), last=date(2026, 3, 3), spans=spans("12:00-14:00"))
    evening = Closed(first=date(2026, 3, 3), last=date(2026, 3, 3), spans=spans("20:00-24:00"))
    assert hours(week(weekly("1", "09:00-17:00"), noon), "2026-03-03", "2026-03-04") == [
        "03 09:00 03 12:00",
        "03 14:00 03 17:00",
    ]
    assert hours(week(weekly("1", "18:00-08:00"), evening), "2026-03-03", "2026-03-05") == ["03 18:00 03 20:00"]


def test_holidays_with_hours_beat_those_without_and_closed_beats_both() -> None:
    feast = frozenset({date(2026, 3, 3), date(2026, 3, 4)})
    holidays = ((feast, ()), (feast, spans("10:00-16:00")))
    closed = Closed(first=date(2026, 3, 4), last=date(2026, 3, 4))
    assert hours(week(weekly("0-4", "09:00-17:00"), closed, holidays=holidays), "2026-03-03", "2026-03-05") == [
        "03 10:00 03 16:00"
    ]


def test_a_yearly_closing_runs_over_new_year_and_leap_days_fall_away() -> None:
    turn = week(weekly("0-6", "09:00-17:00"), ClosedYearly(first=(12, 31), last=(1, 1)))
    assert hours(turn, "2026-12-30", "2027-01-03") == ["30 09:00 30 17:00", "02 09:00 02 17:00"]
    leap = week(weekly("0-6", "09:00-17:00"), ClosedYearly(first=(2, 29), last=(2, 29)))
    assert hours(leap, "2026-02-28", "2026-03-02") == ["28 09:00 28 17:00", "01 09:00 01 17:00"]
    assert hours(leap, "2028-02-29", "2028-03-01") == []


def test_a_skipped_hour_never_happens_and_a_repeated_one_counts_twice() -> None:
    # Lisbon: 2026-03-29 01:00 becomes 02:00; 2026-10-25 02:00 becomes 01:00.
    calendar = week(weekly("6", "00:00-03:00"))
    spring = open_between(calendar, datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC))
    autumn = open_between(calendar, datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC))
    assert [(b - a).total_seconds() / 3600 for a, b in (*spring, *autumn)] == [2, 4]


def test_a_window_inside_the_repeated_hour_happens_twice() -> None:
    calendar = week(weekly("6", "01:00-01:30"))
    found = open_between(calendar, datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC))
    assert found == [
        (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ]


def test_a_long_window_is_cut_at_midnights() -> None:
    plant = week(WeekLong(from_day=6, from_minute=1320, to_day=4, to_minute=1200))
    assert hours(plant, "2026-03-07", "2026-03-15") == ["08 22:00 13 20:00"]
    assert close_of_business(plant, date(2026, 3, 8)) == datetime(2026, 3, 9, tzinfo=UTC)
    assert close_of_business(plant, date(2026, 3, 13)) == datetime(2026, 3, 13, 20, tzinfo=UTC)
    assert close_of_business(plant, date(2026, 3, 14)) is None


@pytest.mark.parametrize(
    ("op", "open_time", "close"),
    [
        ("or", ["03 00:00 03 17:00", "03 18:00 04 00:00"], datetime(2026, 3, 4, 8, tzinfo=UTC)),
        ("and", [], datetime(2026, 3, 3, 17, tzinfo=UTC)),
        ("except", ["03 08:00 03 17:00"], datetime(2026, 3, 3, 17, tzinfo=UTC)),
    ],
)
def test_algebra(op: str, open_time: list[str], close: datetime) -> None:
    office = week(weekly("0-4", "08:00-17:00"))
    joined = JoinedCalendar(LISBON, op, office, NIGHTS)  # type: ignore[arg-type]
    assert hours(joined, "2026-03-03", "2026-03-04") == open_time
    assert close_of_business(joined, date(2026, 3, 3)) == close


def test_always_closes_at_local_midnight() -> None:
    assert close_of_business(AlwaysCalendar(LISBON), date(2026, 7, 1)) == datetime(2026, 7, 1, 23, tzinfo=UTC)
