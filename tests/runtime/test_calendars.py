"""Calendars, worked by hand: each sentence of the language on opening hours, dates and business days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from servdsl.runtime.calendars import (
    Always,
    Calendar,
    Closed,
    ClosedYearly,
    Holidays,
    Joined,
    Opened,
    Week,
    WeekLong,
    Weekly,
)
from servdsl.runtime.hours import Hours, Stretch
from servdsl.runtime.instants import (
    HOUR,
    BeyondHorizon,
    NaiveInstantError,
    NeverOpens,
    UnknownZoneError,
    horizon,
    instant,
    micros,
)
from servdsl.runtime.timetable import Timetable, timetable

WORKDAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
NIGHT = Weekly(WORKDAYS, ((18 * 60, 32 * 60),))
OFFICE = Week((Weekly(WORKDAYS, ((9 * 60, 14 * 60), (16 * 60, 19 * 60))),))
MICRO = timedelta(microseconds=1)


def table(calendar: Calendar, zone: str = "UTC") -> Timetable:
    return timetable(calendar, zone, date(2026, 1, 1), date(2028, 12, 31))


def at(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def opening_times(calendar: Calendar, first: str, last: str, zone: str = "UTC") -> list[str]:
    """What is open between two local times, as the local clock shows it."""
    stretches = table(calendar, zone).hours.explain(at(first, zone), at(last, zone))

    def local(instant_: datetime) -> str:
        return f"{instant_.astimezone(ZoneInfo(zone)):%a %H:%M}"

    return [f"{local(part.start)}-{local(part.end)}" for part in stretches if part.open]


def days(calendar: Calendar, first: date, last: date, zone: str = "UTC") -> list[str]:
    """Business days with their close, in local time."""
    found = [(day, close) for day, close in table(calendar, zone).business_days if first <= day <= last]
    return [f"{day:%a %d} until {instant(close).astimezone(ZoneInfo(zone)):%a %H:%M}" for day, close in found]


# ── Open, half-open ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_windows_are_half_open() -> None:
    hours = table(OFFICE).hours
    assert not hours.is_open(at("2026-03-04 09:00") - MICRO)
    assert hours.is_open(at("2026-03-04 09:00"))
    assert hours.is_open(at("2026-03-04 14:00") - MICRO)
    assert not hours.is_open(at("2026-03-04 14:00"))


def test_overlapping_and_touching_windows_are_one() -> None:
    week = Week((Weekly((2,), ((540, 700), (660, 780), (780, 800))),))
    assert opening_times(week, "2026-03-04 00:00", "2026-03-05 00:00") == ["Wed 09:00-Wed 13:20"]


def test_a_window_may_run_into_the_next_day_and_belongs_to_its_own() -> None:
    assert opening_times(Week((NIGHT,)), "2026-03-06 12:00", "2026-03-10 00:00") == [
        "Fri 18:00-Sat 08:00",
        "Mon 18:00-Tue 00:00",
    ]
    assert days(Week((NIGHT,)), date(2026, 3, 5), date(2026, 3, 9)) == [
        "Thu 05 until Fri 08:00",
        "Fri 06 until Sat 08:00",
        "Mon 09 until Tue 08:00",
    ]


def test_s_chn_09_which_window_an_hour_belongs_to() -> None:
    day = Week((Weekly(WORKDAYS, ((480, 1080),)),))
    weekend = Week((Weekly((5, 6), ((480, 1080),)),))

    def holds(text: str) -> tuple[bool, bool, bool]:
        instant_ = at(text, "Asia/Shanghai")
        day_open, night_open, weekend_open = (
            table(calendar, "Asia/Shanghai").hours.is_open(instant_) for calendar in (day, Week((NIGHT,)), weekend)
        )
        return day_open, night_open, weekend_open

    assert holds("2026-03-10 02:00") == (False, True, False)
    assert holds("2026-03-14 03:00") == (False, True, False)
    assert holds("2026-03-16 07:00") == (False, False, False)
    assert holds("2026-03-14 20:00") == (False, False, False)
    assert holds("2026-03-15 10:00") == (False, False, True)
    assert holds("2026-03-13 18:00") == (False, True, False)


# ── Clock changes ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_hour_that_a_clock_change_skips_never_happens() -> None:
    """New York leaps from 02:00 to 03:00 on 8 March 2026: no opening, so no business day; 01:30-03:30 is one hour."""
    skipped = Week((Weekly((6,), ((120, 180),)),))
    assert opening_times(skipped, "2026-03-07 00:00", "2026-03-09 00:00", "America/New_York") == []
    assert days(skipped, date(2026, 3, 7), date(2026, 3, 15), "America/New_York") == ["Sun 15 until Sun 03:00"]
    around = table(Week((Weekly((6,), ((90, 210),)),)), "America/New_York")
    assert around.between(micros(at("2026-03-08 05:00")), micros(at("2026-03-08 12:00"))) == HOUR


def test_an_hour_that_a_clock_change_repeats_counts_twice() -> None:
    """New York reads 01:00 to 02:00 twice on 1 November 2026: 01:15-01:45 is open twice, 30 minutes apart."""
    week = Week((Weekly((6,), ((75, 105),)),))
    found = table(week, "America/New_York").hours
    first, second = at("2026-11-01 01:15", "America/New_York"), at("2026-11-01 01:15", "America/New_York", fold=1)
    assert second - first == timedelta(hours=1)
    assert found.between(first, second + timedelta(hours=1)) == timedelta(hours=1)
    assert found.add(first, timedelta(minutes=31)) == second + timedelta(minutes=1)
    assert not found.is_open(first + timedelta(minutes=30))
    assert days(week, date(2026, 11, 1), date(2026, 11, 1), "America/New_York") == ["Sun 01 until Sun 01:45"]
    assert table(week, "America/New_York").close_of(date(2026, 11, 1)) == micros(second + timedelta(minutes=30))


def test_lord_howe_changes_by_half_an_hour() -> None:
    """4 October 2026: 02:00 becomes 02:30. From 01:00 to 04:00 is two and a half hours there."""
    week = Week((Weekly((6,), ((60, 240),)),))
    zone = "Australia/Lord_Howe"
    span = table(week, zone).hours.between(at("2026-10-04 00:00", zone), at("2026-10-04 12:00", zone))
    assert span == timedelta(hours=2, minutes=30)


def test_a_day_that_a_zone_skips_is_no_business_day() -> None:
    """Samoa went from 29 to 31 December 2011."""
    week = Week((Weekly(EVERY_DAY, ((540, 1020),)),))
    found = timetable(week, "Pacific/Apia", date(2011, 12, 1), date(2012, 1, 31))
    assert [day.day for day, _ in found.business_days if day >= date(2011, 12, 28)][:4] == [28, 29, 31, 1]


def test_a_night_of_a_skipped_day_belongs_to_the_day_on_which_it_really_opens() -> None:
    """Samoa skipped Friday 30 December 2011: of its night 22:00-02:00 the two hours on Saturday are left."""
    found = timetable(Week((Weekly((4,), ((1320, 1560),)),)), "Pacific/Apia", date(2011, 12, 26), date(2012, 1, 1))
    assert found.business_days == ((date(2011, 12, 31), micros(at("2011-12-31 02:00", "Pacific/Apia"))),)


# ── A date's rule ───────────────────────────────────────────────────────────────────────────────────────────────────

HOLIDAY = (date(2026, 3, 4), "Feast")


def test_a_holiday_closes_its_date_and_the_night_that_would_open_on_it() -> None:
    """Wednesday 4 March: Tuesday's night ends at midnight, Wednesday's does not take place."""
    week = Week((NIGHT, Holidays((HOLIDAY,))))
    assert opening_times(week, "2026-03-03 12:00", "2026-03-06 12:00") == ["Tue 18:00-Wed 00:00", "Thu 18:00-Fri 08:00"]
    assert opening_times(Week((NIGHT, Closed(HOLIDAY[0], HOLIDAY[0]))), "2026-03-03 12:00", "2026-03-05 12:00") == [
        "Tue 18:00-Wed 00:00"
    ]
    assert days(week, date(2026, 3, 3), date(2026, 3, 4)) == ["Tue 03 until Wed 00:00"]


def test_a_date_with_open_hours_is_open_exactly_then() -> None:
    """`open` beats closed, holidays and the week, and cuts the night before; its own night may run on."""
    rules = (NIGHT, Weekly(EVERY_DAY, ((600, 660),)), Holidays((HOLIDAY,)), Closed(HOLIDAY[0], HOLIDAY[0]))
    week = Week((*rules, Opened(HOLIDAY[0], HOLIDAY[0], ((480, 540), (1320, 1500)))))
    assert opening_times(week, "2026-03-03 12:00", "2026-03-05 09:00") == [
        "Tue 18:00-Wed 00:00",
        "Wed 08:00-Wed 09:00",
        "Wed 22:00-Thu 01:00",
    ]


def test_holidays_with_hours_are_open_then_and_beat_those_without() -> None:
    week = Week((OFFICE.rules[0], Holidays((HOLIDAY,)), Holidays((HOLIDAY,), ((600, 960),))))
    assert opening_times(week, "2026-03-04 00:00", "2026-03-05 00:00") == ["Wed 10:00-Wed 16:00"]
    feasts = Week((Holidays((HOLIDAY,), ((600, 960),)),))
    assert days(feasts, date(2026, 1, 1), date(2028, 12, 31)) == ["Wed 04 until Wed 16:00"]


def test_a_closure_beats_holidays_with_hours() -> None:
    week = Week((Holidays((HOLIDAY,), ((600, 960),)), Closed(HOLIDAY[0], HOLIDAY[0])))
    assert opening_times(week, "2026-03-04 00:00", "2026-03-05 00:00") == []


def test_closed_with_hours_closes_only_those() -> None:
    week = Week((OFFICE.rules[0], Closed(date(2026, 3, 4), date(2026, 3, 4), ((720, 1080),))))
    assert opening_times(week, "2026-03-04 00:00", "2026-03-05 00:00") == ["Wed 09:00-Wed 12:00", "Wed 18:00-Wed 19:00"]
    assert days(week, date(2026, 3, 4), date(2026, 3, 4)) == ["Wed 04 until Wed 19:00"]


def test_closed_hours_may_run_over_midnight_but_not_into_a_date_with_open_hours() -> None:
    closed = Closed(date(2026, 3, 3), date(2026, 3, 3), ((1320, 1560),))  # 22:00 to 02:00
    noons = "2026-03-03 12:00", "2026-03-04 12:00"
    assert opening_times(Week((NIGHT, closed)), *noons) == ["Tue 18:00-Tue 22:00", "Wed 02:00-Wed 08:00"]
    opened = Week((NIGHT, closed, Opened(date(2026, 3, 4), date(2026, 3, 4), ((0, 240),))))
    assert opening_times(opened, *noons) == ["Tue 18:00-Tue 22:00", "Wed 00:00-Wed 04:00"]


def test_a_closed_evening_has_no_run_over() -> None:
    """Closed from 18:00 to midnight: the rest of the night, on the next date, does not take place either."""
    week = Week((NIGHT, Closed(date(2026, 3, 3), date(2026, 3, 3), ((1080, 1440),))))
    assert opening_times(week, "2026-03-03 12:00", "2026-03-05 00:00") == ["Wed 18:00-Thu 00:00"]


def test_a_yearly_closure_may_run_over_new_year() -> None:
    week = Week((Weekly(EVERY_DAY, ((540, 600),)), ClosedYearly((12, 28), (1, 2))))
    found = days(week, date(2026, 12, 26), date(2027, 1, 4))
    assert [line[:6] for line in found] == ["Sat 26", "Sun 27", "Sun 03", "Mon 04"]
    assert days(week, date(2026, 1, 1), date(2026, 1, 3)) == ["Sat 03 until Sat 10:00"]


def test_29_february_of_a_yearly_closure_falls_away_in_common_years() -> None:
    def february(first: tuple[int, int], last: tuple[int, int], year: int) -> list[int]:
        week = Week((Weekly(EVERY_DAY, ((540, 600),)), ClosedYearly(first, last)))
        found = {day for day, _ in table(week).business_days}
        return [n for n in range(57, 63) if date(year, 1, 1) + timedelta(days=n - 1) not in found]

    # Days of the year: 59 is 28 February; 60 is 1 March in 2027 and 29 February in 2028.
    assert february((2, 29), (2, 29), 2027) == []
    assert february((2, 29), (2, 29), 2028) == [60]
    assert february((2, 28), (2, 29), 2027) == [59]
    assert february((2, 29), (3, 1), 2027) == [60]
    assert february((2, 29), (3, 1), 2028) == [60, 61]


# ── Business days ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_window_longer_than_24_hours_is_cut_at_midnights() -> None:
    """Sunday 22:00 to Friday 20:00 touches six dates; Wednesday is a holiday and closed alone."""
    plant = Week((WeekLong(6, 22 * 60, 4, 20 * 60), Holidays((HOLIDAY,))))
    assert days(plant, date(2026, 3, 1), date(2026, 3, 7)) == [
        "Sun 01 until Mon 00:00",
        "Mon 02 until Tue 00:00",
        "Tue 03 until Wed 00:00",
        "Thu 05 until Fri 00:00",
        "Fri 06 until Fri 20:00",
    ]
    assert opening_times(plant, "2026-03-01 00:00", "2026-03-08 00:00") == [
        "Sun 22:00-Wed 00:00",
        "Thu 00:00-Fri 20:00",
    ]


def test_a_window_of_24_hours_is_not_cut() -> None:
    week = Week((WeekLong(6, 22 * 60, 0, 22 * 60),))
    assert days(week, date(2026, 3, 1), date(2026, 3, 7)) == ["Sun 01 until Mon 22:00"]


def test_a_window_from_a_moment_of_the_week_to_itself_is_the_whole_week() -> None:
    week = Week((WeekLong(6, 22 * 60, 6, 22 * 60),))
    assert opening_times(week, "2026-03-01 00:00", "2026-03-15 00:00") == ["Sun 00:00-Sun 00:00"]
    assert len(days(week, date(2026, 3, 1), date(2026, 3, 14))) == 14


def test_merging_never_makes_a_business_day() -> None:
    """Friday 18:00-24:00 touches Saturday's 00:00-06:00 of the night: still two written windows of two days."""
    week = Week((Weekly((4,), ((1080, 1440),)), Weekly((5,), ((0, 360),))))
    assert opening_times(week, "2026-03-06 00:00", "2026-03-08 00:00") == ["Fri 18:00-Sat 06:00"]
    assert days(week, date(2026, 3, 6), date(2026, 3, 8)) == ["Fri 06 until Sat 00:00", "Sat 07 until Sat 06:00"]


def test_business_days_of_algebra() -> None:
    left = Week((Weekly((0, 1), ((540, 1020),)),))
    right = Week((Weekly((1, 2), ((600, 1080),)),))
    first, last = date(2026, 3, 2), date(2026, 3, 8)
    assert days(Joined("or", left, right), first, last) == [
        "Mon 02 until Mon 17:00",
        "Tue 03 until Tue 18:00",
        "Wed 04 until Wed 18:00",
    ]
    kept = ["Mon 02 until Mon 17:00", "Tue 03 until Tue 17:00"]
    assert days(Joined("and", left, right), first, last) == kept
    assert days(Joined("except", left, right), first, last) == kept
    assert opening_times(Joined("and", left, right), "2026-03-02 00:00", "2026-03-06 00:00") == ["Tue 10:00-Tue 17:00"]
    assert opening_times(Joined("except", left, right), "2026-03-02 00:00", "2026-03-06 00:00") == [
        "Mon 09:00-Mon 17:00",
        "Tue 09:00-Tue 10:00",
    ]
    assert days(Joined("except", Always(), left), first, date(2026, 3, 3)) == [
        "Mon 02 until Tue 00:00",
        "Tue 03 until Wed 00:00",
    ]


def test_dates_are_those_of_the_calendars_zone_but_in_algebra_of_the_contracts() -> None:
    """Auckland's Monday 09:00 is Lisbon's Sunday 20:00."""
    auckland = Week((Weekly((0,), ((540, 1020),)),), "Pacific/Auckland")
    own = table(auckland, "Europe/Lisbon")
    assert own.zone.name == "Pacific/Auckland"
    assert own.nth_business_day(micros(at("2026-03-01 12:00", "Europe/Lisbon")), 1) == date(2026, 3, 9)  # Monday there
    joined = table(Joined("or", auckland, auckland), "Europe/Lisbon")
    assert joined.zone.name == "Europe/Lisbon"
    assert joined.close_of(date(2026, 3, 1)) == micros(at("2026-03-02 04:00", "Europe/Lisbon"))
    assert joined.close_of(date(2026, 3, 2)) is None


def test_the_cut_off_moves_only_reports_on_a_business_day() -> None:
    found = table(OFFICE)

    def nth(text: str, count: int) -> date:
        return found.nth_business_day(micros(at(text)), count, 17 * 60)

    assert nth("2026-03-05 17:00", 1) == date(2026, 3, 6)  # Thursday at 17:00:00 is in time
    assert found.nth_business_day(micros(at("2026-03-05 17:00")) + 1, 1, 17 * 60) == date(2026, 3, 9)
    assert nth("2026-03-07 18:00", 1) == date(2026, 3, 9)  # Saturday 18:00: Monday
    assert nth("2026-03-06 18:00", 1) == date(2026, 3, 10)
    assert nth("2026-03-05 17:30", 0) == date(2026, 3, 6)
    assert nth("2026-03-05 16:30", 0) == date(2026, 3, 5)


def test_the_same_business_day_is_the_next_that_opens_without_an_opening_or_after_the_last_close() -> None:
    found = table(OFFICE)
    assert found.nth_business_day(micros(at("2026-03-07 10:00")), 0) == date(2026, 3, 9)
    assert found.nth_business_day(micros(at("2026-03-06 19:00")), 0) == date(2026, 3, 6)
    assert found.nth_business_day(micros(at("2026-03-06 19:00")) + 1, 0) == date(2026, 3, 9)
    assert found.nth_business_day(micros(at("2026-03-06 06:00")), 0) == date(2026, 3, 6)


def test_the_same_time_is_moved_into_the_opening_hours() -> None:
    found = table(OFFICE)

    def on_tuesday(text: str) -> datetime:
        return instant(found.at_same_time(micros(at(text)), date(2026, 3, 10)))

    assert on_tuesday("2026-03-07 10:20") == at("2026-03-10 10:20")
    assert on_tuesday("2026-03-07 07:00") == at("2026-03-10 09:00")
    assert on_tuesday("2026-03-07 14:00") == at("2026-03-10 14:00")  # a close stays
    assert on_tuesday("2026-03-07 15:00") == at("2026-03-10 16:00")  # in a break: the next opening
    assert on_tuesday("2026-03-07 19:00") == at("2026-03-10 19:00")
    assert on_tuesday("2026-03-07 22:00") == at("2026-03-10 19:00")  # after the last close: that close
    with pytest.raises(KeyError):
        found.at_same_time(micros(at("2026-03-07 10:00")), date(2026, 3, 8))


# ── Open time ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_added_time_lands_at_closing_not_at_the_next_opening() -> None:
    hours = table(OFFICE).hours
    start = at("2026-03-06 13:00")
    assert hours.add(start, timedelta(hours=1)) == at("2026-03-06 14:00")
    assert hours.add(start, timedelta(hours=1) + MICRO) == at("2026-03-06 16:00") + MICRO
    assert hours.add(start, timedelta(hours=4)) == at("2026-03-06 19:00")
    assert hours.add(at("2026-03-07 12:00"), timedelta(minutes=30)) == at("2026-03-09 09:30")
    assert hours.add(at("2026-03-07 12:00"), timedelta(0)) == at("2026-03-07 12:00")
    assert hours.add(at("2026-03-06 13:59:59.999999"), 2 * MICRO) == at("2026-03-06 16:00:00.000001")
    with pytest.raises(ValueError, match="cannot be added"):
        hours.add(start, -MICRO)


def test_open_time_between_two_instants_is_exact() -> None:
    hours = table(OFFICE).hours
    assert hours.between(at("2026-03-06 13:59:59.999999"), at("2026-03-06 16:00:00.000001")) == 2 * MICRO
    assert hours.between(at("2026-03-09 09:00"), at("2026-03-06 18:30")) == -timedelta(minutes=30)


def test_the_next_opening_is_now_where_it_is_open() -> None:
    hours = table(OFFICE).hours
    assert hours.next_opening(at("2026-03-06 10:00")) == at("2026-03-06 10:00")
    assert hours.next_opening(at("2026-03-06 14:00")) == at("2026-03-06 16:00")
    assert hours.next_opening(at("2026-03-06 19:00")) == at("2026-03-09 09:00")


def test_crowded_windows_in_a_long_horizon_are_found_like_any_others() -> None:
    """Two hundred windows of one minute on one morning of twenty years: far more than fall to one bucket."""
    day = date(2036, 5, 5)
    week = Week((Opened(day, day, tuple((4 * n, 4 * n + 1) for n in range(200))),))
    found = timetable(week, "UTC", date(2026, 1, 1), date(2045, 12, 31)).hours
    for n in range(200):
        opening = at("2036-05-05 00:00") + timedelta(minutes=4 * n)
        assert found.next_opening(opening - MICRO) == opening
        assert found.add(at("2026-01-01 00:00"), timedelta(minutes=n, seconds=30)) == opening + timedelta(seconds=30)
        assert found.between(at("2026-01-01 00:00"), opening) == timedelta(minutes=n)


# ── The horizon ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_whatever_lies_outside_the_horizon_is_an_error() -> None:
    found = timetable(OFFICE, "Europe/Lisbon", date(2026, 3, 2), date(2026, 3, 6))
    start, end = micros(at("2026-03-02 00:00", "Europe/Lisbon")), micros(at("2026-03-07 00:00", "Europe/Lisbon"))
    assert (found.horizon.start, found.horizon.end) == (start, end)
    assert found.between(start, end) == 5 * 8 * HOUR
    assert found.add(start, 40 * HOUR) == micros(at("2026-03-06 19:00", "Europe/Lisbon"))
    for outside in (start - 1, end):
        for ask in (found.is_open, found.next_opening, lambda t: found.add(t, 0), lambda t: found.add(t, 1)):
            with pytest.raises(BeyondHorizon, match=r"2026-03-02 to 2026-03-06 \(Europe/Lisbon\)"):
                ask(outside)
        with pytest.raises(BeyondHorizon):
            found.nth_business_day(outside, 0)
    for first, last in ((start - 1, end), (start, end + 1)):
        with pytest.raises(BeyondHorizon):
            found.between(first, last)
    with pytest.raises(BeyondHorizon):
        found.add(start, 40 * HOUR + 1)
    with pytest.raises(BeyondHorizon):
        found.next_opening(micros(at("2026-03-06 19:00", "Europe/Lisbon")))
    with pytest.raises(BeyondHorizon):
        found.nth_business_day(start, 5)


def test_a_night_that_outlasts_the_horizon_has_no_known_close() -> None:
    found = timetable(Week((NIGHT,)), "UTC", date(2026, 3, 2), date(2026, 3, 6))
    assert found.is_open(micros(at("2026-03-06 23:59")))
    assert found.close_of(date(2026, 3, 6)) is None
    with pytest.raises(BeyondHorizon):
        found.nth_business_day(micros(at("2026-03-06 12:00")), 0)


def test_the_night_before_the_horizon_runs_into_it() -> None:
    found = timetable(Week((NIGHT,)), "UTC", date(2026, 3, 4), date(2026, 3, 6))
    assert found.is_open(micros(at("2026-03-04 03:00")))
    assert [day for day, _ in found.business_days] == [date(2026, 3, 4), date(2026, 3, 5)]


@pytest.mark.parametrize("calendar", [Week(()), Joined("except", OFFICE, Always()), Joined("and", OFFICE, Week(()))])
def test_a_calendar_that_never_opens_is_an_error_where_time_is_asked(calendar: Calendar) -> None:
    found = table(calendar)
    noon = micros(at("2026-03-04 12:00"))
    assert not found.is_open(noon)
    assert found.between(noon, noon + 100 * HOUR) == 0
    assert found.add(noon, 0) == noon
    for ask in (lambda: found.add(noon, 1), lambda: found.next_opening(noon), lambda: found.nth_business_day(noon, 1)):
        with pytest.raises(NeverOpens, match="never opens from 2026-01-01 to 2028-12-31"):
            ask()


def test_zones_and_horizons_are_checked() -> None:
    with pytest.raises(UnknownZoneError, match="Europe/Lissabon"):
        timetable(OFFICE, "Europe/Lissabon", date(2026, 1, 1), date(2026, 2, 1))
    with pytest.raises(UnknownZoneError):
        timetable(OFFICE, "../etc/passwd", date(2026, 1, 1), date(2026, 2, 1))
    with pytest.raises(ValueError, match="cannot end"):
        horizon("UTC", date(2026, 2, 1), date(2026, 1, 31))


def test_a_timetable_is_built_once_for_equal_calendars() -> None:
    twins = [Week((NIGHT, Holidays((HOLIDAY,)))) for _ in range(2)]
    assert twins[0] is not twins[1]
    assert table(twins[0]) is table(twins[1])
    assert table(twins[0]) is not table(Week((NIGHT, Holidays(((date(2026, 3, 5), "Feast"),)))))


# ── The face in datetimes ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_face_takes_any_zone_answers_in_utc_and_refuses_naive_datetimes() -> None:
    hours = table(OFFICE).hours
    assert isinstance(hours, Hours)
    start = at("2026-03-06 10:00").astimezone(ZoneInfo("Asia/Shanghai"))
    due = hours.add(start, timedelta(hours=1))
    assert due == at("2026-03-06 11:00")
    assert due.tzinfo is UTC
    naive = datetime(2026, 3, 6, 10)
    for ask in (hours.is_open, hours.next_opening, lambda t: hours.add(t, MICRO), lambda t: hours.between(t, start)):
        with pytest.raises(NaiveInstantError, match="2026-03-06T10:00:00 has no offset"):
            ask(naive)


def test_the_arithmetic_of_s_int_01() -> None:
    """Friday 17:30, eight business hours, the Monday is a holiday."""
    zone = "America/Mexico_City"
    natalicio = Holidays(((date(2026, 3, 16), "Natalicio de Benito Juárez"),))
    hours = table(Week((*OFFICE.rules, natalicio)), zone).hours
    assert hours.explain(at("2026-03-13 17:30", zone), at("2026-03-17 17:30", zone)) == [
        Stretch(at("2026-03-13 17:30", zone), at("2026-03-13 19:00", zone), True, ""),
        Stretch(at("2026-03-13 19:00", zone), at("2026-03-16 00:00", zone), False, "weekend"),
        Stretch(at("2026-03-16 00:00", zone), at("2026-03-17 09:00", zone), False, "Natalicio de Benito Juárez"),
        Stretch(at("2026-03-17 09:00", zone), at("2026-03-17 14:00", zone), True, ""),
        Stretch(at("2026-03-17 14:00", zone), at("2026-03-17 16:00", zone), False, "break"),
        Stretch(at("2026-03-17 16:00", zone), at("2026-03-17 17:30", zone), True, ""),
    ]


def test_every_reason_for_being_closed() -> None:
    audit = Closed(date(2026, 3, 10), date(2026, 3, 10), ((720, 1440),), "Audit")
    week = Week((Weekly((0, 1, 3, 4), ((540, 1020),)), audit))
    found = table(week).hours.explain(at("2026-03-05 12:00"), at("2026-03-12 12:00"))
    assert [(f"{part.start:%a %H:%M}", part.reason) for part in found if not part.open] == [
        ("Thu 17:00", "night"),
        ("Fri 17:00", "weekend"),
        ("Mon 17:00", "night"),
        ("Tue 12:00", "Audit"),
        ("Wed 00:00", "closed"),
    ]
