"""Durations, worked by hand: each row of the table of durations, the decisions on pauses, and the situations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from servdsl.runtime.calendars import Always, Calendar, Holidays, Week, Weekly
from servdsl.runtime.durations import (
    Business,
    BusinessDays,
    CalendarUnits,
    Elapsed,
    Length,
    Pause,
    Round,
    cadence,
    due,
    instant_at_share,
    merge_pauses,
    own_time,
)
from servdsl.runtime.instants import HOUR, MINUTE, BeyondHorizon, Horizon, NaiveInstantError, horizon
from servdsl.runtime.timetable import Timetable, timetable

MEXICO, NEW_YORK, SANTIAGO, SHANGHAI = "America/Mexico_City", "America/New_York", "America/Santiago", "Asia/Shanghai"
BOGOTA = "America/Bogota"
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
WORKDAYS = (0, 1, 2, 3, 4)
OFFICE = Week(
    (
        Weekly(WORKDAYS, ((9 * 60, 14 * 60), (16 * 60, 19 * 60))),
        Holidays(((date(2026, 3, 16), "Natalicio de Benito Juárez"), (date(2026, 5, 1), "Día del Trabajo"))),
    )
)


def at(text: str, zone: str = MEXICO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def within(zone: str) -> Horizon:
    return horizon(zone, FIRST, LAST)


def table(calendar: Calendar, zone: str) -> Timetable:
    return timetable(calendar, zone, FIRST, LAST)


def falls_due(
    length: Length, start: str, *pauses: tuple[str, str | None], zone: str = MEXICO, calendar: Calendar = OFFICE
) -> str | None:
    """The due instant in local time; pauses in local time too."""
    stops: list[Pause] = [(at(begin, zone), None if end is None else at(end, zone)) for begin, end in pauses]
    found = due(length, at(start, zone), stops, within(zone), table(calendar, zone))
    return None if found is None else f"{found.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"


def hours(count: int) -> Business:
    return Business(count * HOUR)


# ── The table of durations ──────────────────────────────────────────────────────────────────────────────────────────


def test_hours_are_elapsed_time_whatever_the_calendar() -> None:
    """S-LAS-03: Santiago's clocks go back between 4 and 16 hours later."""
    assert falls_due(Elapsed(4 * HOUR), "2026-04-04 18:00", zone=SANTIAGO) == "Sat 2026-04-04 22:00"
    assert falls_due(Elapsed(16 * HOUR), "2026-04-04 18:00", zone=SANTIAGO) == "Sun 2026-04-05 09:00"
    start = at("2026-03-06 17:30:00.000001")
    assert due(Elapsed(1), start, (), within(MEXICO)) == start + timedelta(microseconds=1)


def test_business_hours_count_from_the_next_opening_and_land_at_closing() -> None:
    assert falls_due(hours(8), "2026-03-14 12:00") == "Tue 2026-03-17 19:00"
    assert falls_due(hours(5), "2026-03-17 09:00") == "Tue 2026-03-17 14:00"


def test_zero_business_hours_are_the_start_itself() -> None:
    assert falls_due(hours(0), "2026-03-14 12:00") == "Sat 2026-03-14 12:00"


def test_calendar_days_keep_the_local_time() -> None:
    """Over Santiago's clock change a day has 25 hours; a week is seven such days."""
    assert falls_due(CalendarUnits(1, "days"), "2026-04-04 18:00", zone=SANTIAGO) == "Sun 2026-04-05 18:00"
    assert falls_due(CalendarUnits(7, "days"), "2026-04-04 18:00", zone=SANTIAGO) == "Sat 2026-04-11 18:00"


def test_months_and_years_are_clamped_and_step_from_the_original_day() -> None:
    found = [falls_due(CalendarUnits(n, "months"), "2026-01-31 10:00") for n in (1, 2, 3, 13)]
    assert found == ["Sat 2026-02-28 10:00", "Tue 2026-03-31 10:00", "Thu 2026-04-30 10:00", "Sun 2027-02-28 10:00"]
    assert falls_due(CalendarUnits(1, "years"), "2026-08-31 10:00") == "Tue 2027-08-31 10:00"
    leap = horizon("UTC", date(2028, 1, 1), date(2033, 1, 1))
    day = at("2028-02-29 10:00", "UTC")
    assert due(CalendarUnits(1, "years"), day, (), leap) == at("2029-02-28 10:00", "UTC")
    assert due(CalendarUnits(4, "years"), day, (), leap) == at("2032-02-29 10:00", "UTC")


def test_a_skipped_local_time_moves_on_and_a_repeated_one_is_its_first() -> None:
    """New York: 8 March 02:30 does not exist, 1 November 01:30 comes twice."""
    assert falls_due(CalendarUnits(1, "days"), "2026-03-07 02:30", zone=NEW_YORK) == "Sun 2026-03-08 03:30"
    start = at("2026-10-31 01:30", NEW_YORK)
    assert due(CalendarUnits(1, "days"), start, (), within(NEW_YORK)) == start + timedelta(days=1)
    second = start + timedelta(hours=25)
    assert due(CalendarUnits(0, "days"), second, (), within(NEW_YORK)) == second
    assert due(CalendarUnits(1, "days"), second, (), within(NEW_YORK)) == at("2026-11-02 01:30", NEW_YORK)


def test_business_days_end_with_the_business_of_the_day() -> None:
    """S-CHN-06: ten working days from a Monday afternoon; the day of the report does not count."""
    office = Week((Weekly(WORKDAYS, ((480, 1080),)),))
    due_ = falls_due(BusinessDays(10), "2026-03-09 14:00", zone=SHANGHAI, calendar=office)
    assert due_ == "Mon 2026-03-23 18:00"
    nights = Week((Weekly(WORKDAYS, ((1080, 1920),)),))
    assert falls_due(BusinessDays(1), "2026-03-09 14:00", zone=SHANGHAI, calendar=nights) == "Wed 2026-03-11 08:00"
    assert falls_due(BusinessDays(1), "2026-03-09 14:00", zone=SHANGHAI, calendar=Always()) == "Wed 2026-03-11 00:00"


def test_same_and_next_business_day_and_the_cut_off() -> None:
    assert falls_due(BusinessDays(0), "2026-03-13 08:00") == "Fri 2026-03-13 19:00"
    assert falls_due(BusinessDays(0), "2026-03-13 20:00") == "Tue 2026-03-17 19:00"
    assert falls_due(BusinessDays(0), "2026-03-14 10:00") == "Tue 2026-03-17 19:00"
    assert falls_due(BusinessDays(1, cutoff=17 * 60), "2026-03-13 17:00") == "Tue 2026-03-17 19:00"
    assert falls_due(BusinessDays(1, cutoff=17 * 60), "2026-03-13 17:01") == "Wed 2026-03-18 19:00"
    assert falls_due(BusinessDays(1, cutoff=17 * 60), "2026-03-14 18:00") == "Tue 2026-03-17 19:00"


def test_business_days_at_the_same_time() -> None:
    same = BusinessDays(1, same_time=True)
    assert falls_due(same, "2026-03-13 10:20") == "Tue 2026-03-17 10:20"
    assert falls_due(same, "2026-03-13 15:00") == "Tue 2026-03-17 16:00"
    assert falls_due(same, "2026-03-13 21:00") == "Tue 2026-03-17 19:00"
    assert falls_due(same, "2026-03-13 14:00") == "Tue 2026-03-17 14:00"
    assert falls_due(BusinessDays(0, same_time=True), "2026-03-13 07:00") == "Fri 2026-03-13 09:00"


def test_the_same_business_day_at_the_same_time_is_not_thrown_back_by_a_repeated_hour() -> None:
    """01:30 comes twice on 1 November 2026 in New York: what is reported at the second is due then."""
    second = at("2026-11-01 00:30", NEW_YORK) + timedelta(hours=2)
    found = due(BusinessDays(0, same_time=True), second, (), within(NEW_YORK), table(Always(), NEW_YORK))
    assert found == second


# ── The situations ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_s_int_01_severity_1_before_a_long_weekend() -> None:
    assert falls_due(hours(8), "2026-03-13 17:30") == "Tue 2026-03-17 17:30"


def test_s_int_02_severity_2_and_the_general_hours() -> None:
    assert falls_due(hours(10), "2026-04-08 12:00") == "Thu 2026-04-09 14:00"
    assert falls_due(hours(8), "2026-04-08 12:00") == "Thu 2026-04-09 12:00"


def test_s_int_03_waiting_for_the_customer_stops_the_clock() -> None:
    assert falls_due(hours(12), "2026-05-11 10:00") == "Tue 2026-05-12 14:00"
    waiting = ("2026-05-11 17:00", "2026-05-12 11:00")
    assert falls_due(hours(12), "2026-05-11 10:00", waiting) == "Wed 2026-05-13 10:00"


def test_s_int_04_a_lower_bound() -> None:
    assert falls_due(hours(24), "2026-06-04 09:00") == "Mon 2026-06-08 19:00"


@pytest.mark.parametrize(
    ("name", "zone", "start", "count", "holidays", "expected"),
    [
        ("S-LAT-01", NEW_YORK, "2026-05-21 09:00", 3, [date(2026, 5, 25)], "Wed 2026-05-27 09:00"),
        ("S-LAT-02", MEXICO, "2026-04-30 10:00", 2, [date(2026, 5, 1)], "Tue 2026-05-05 10:00"),
        ("S-LAT-03", NEW_YORK, "2026-07-02 16:00", 1, [date(2026, 7, 4)], "Fri 2026-07-03 16:00"),
        ("S-LAT-03 observed", NEW_YORK, "2026-07-02 16:00", 1, [date(2026, 7, 3)], "Mon 2026-07-06 16:00"),
        ("S-LAT-04", BOGOTA, "2026-08-10 11:00", 3, [date(2026, 8, 7), date(2026, 8, 17)], "Thu 2026-08-13 11:00"),
    ],
)
def test_s_lat_01_to_04(name: str, zone: str, start: str, count: int, holidays: list[date], expected: str) -> None:
    days = Week((Weekly(WORKDAYS, ((0, 1440),)), Holidays(tuple((day, name) for day in holidays))))
    assert falls_due(BusinessDays(count, same_time=True), start, zone=zone, calendar=days) == expected


# ── Pauses ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_overlapping_and_touching_pauses_merge() -> None:
    def hour(n: int) -> datetime:
        return at(f"2026-03-02 {n:02}:00")

    told: list[Pause] = [(hour(12), hour(13)), (hour(9), hour(11)), (hour(10), hour(12)), (hour(15), hour(15))]
    assert merge_pauses(told) == [(hour(9), hour(13))]
    assert merge_pauses([*told, (hour(12), None), (hour(16), hour(17))]) == [(hour(9), None)]
    assert merge_pauses([]) == []
    with pytest.raises(ValueError, match="cannot end"):
        merge_pauses([(hour(12), hour(11))])


def test_elapsed_clocks_stand_still_in_elapsed_time() -> None:
    night = ("2026-03-02 20:00", "2026-03-03 08:00")
    assert falls_due(Elapsed(24 * HOUR), "2026-03-02 12:00", night) == "Wed 2026-03-04 00:00"
    assert falls_due(CalendarUnits(1, "days"), "2026-03-02 12:00", night) == "Wed 2026-03-04 00:00"


def test_business_clocks_stand_still_in_business_time() -> None:
    night = ("2026-03-02 20:00", "2026-03-03 08:00")
    assert falls_due(hours(8), "2026-03-02 12:00", night) == falls_due(hours(8), "2026-03-02 12:00")


def test_pauses_count_up_to_the_due_that_they_move() -> None:
    """Due 16:00; the pause before it moves it to 18:00, and so the next pause, at 17:00, counts too."""
    start, late = "2026-03-03 10:00", "2026-03-03 18:30"
    first, second = ("2026-03-03 12:00", "2026-03-03 14:00"), ("2026-03-03 17:00", "2026-03-03 17:30")
    assert falls_due(Elapsed(6 * HOUR), start, first) == "Tue 2026-03-03 18:00"
    assert falls_due(Elapsed(6 * HOUR), start, first, second) == "Tue 2026-03-03 18:30"
    assert falls_due(Elapsed(6 * HOUR), start, second, first, (late, "2026-03-04 18:00")) == "Tue 2026-03-03 18:30"


def test_a_pause_counts_from_the_start_on() -> None:
    assert falls_due(hours(2), "2026-03-03 10:00", ("2026-03-02 09:00", "2026-03-03 11:00")) == "Tue 2026-03-03 13:00"
    assert falls_due(hours(2), "2026-03-03 10:00", ("2026-03-02 09:00", "2026-03-03 10:00")) == "Tue 2026-03-03 12:00"


@pytest.mark.parametrize(
    "length", [Elapsed(4 * HOUR), hours(4), CalendarUnits(1, "days"), BusinessDays(1), BusinessDays(1, same_time=True)]
)
def test_an_open_pause_begun_before_the_due_leaves_it_unknown(length: Length) -> None:
    start, known = "2026-03-03 10:00", falls_due(length, "2026-03-03 10:00")
    assert known is not None
    assert falls_due(length, start, (known[4:], None)) == known
    assert falls_due(length, start, ("2026-03-03 11:00", None)) is None
    assert falls_due(length, start, ("2026-03-01 11:00", None)) is None


def test_an_open_pause_keeps_a_due_past_the_horizon_unknown() -> None:
    long = Elapsed(2000 * 24 * HOUR)
    assert falls_due(long, "2026-03-03 10:00", ("2026-03-03 11:00", None)) is None
    with pytest.raises(BeyondHorizon):
        falls_due(long, "2026-03-03 10:00")


def test_business_days_add_the_open_time_paused_then_the_close_of_the_day_reached() -> None:
    """Due Wednesday 19:00; three open hours paused on Tuesday reach Thursday 12:00, so Thursday's close."""
    tuesday = ("2026-03-03 12:00", "2026-03-03 17:00")  # 12-14 and 16-17 are open: three hours
    assert falls_due(BusinessDays(1), "2026-03-03 10:00", tuesday) == "Thu 2026-03-05 19:00"
    closed_only = ("2026-03-03 20:00", "2026-03-04 08:00")
    assert falls_due(BusinessDays(1), "2026-03-03 10:00", closed_only) == "Wed 2026-03-04 19:00"


def test_business_days_are_moved_until_that_is_stable() -> None:
    """The first pause moves the due from Wednesday to Thursday, where the second lies: with six more open hours paused,
    nine in all, the day reached is Friday."""
    pauses = ("2026-03-03 12:00", "2026-03-03 17:00"), ("2026-03-05 09:00", "2026-03-05 17:00")
    assert falls_due(BusinessDays(1), "2026-03-03 10:00", *pauses) == "Fri 2026-03-06 19:00"
    assert falls_due(BusinessDays(1), "2026-03-03 10:00", pauses[1]) == "Wed 2026-03-04 19:00"


def test_business_days_at_the_same_time_add_the_open_time_paused_alone() -> None:
    same = BusinessDays(1, same_time=True)
    tuesday = ("2026-03-03 12:00", "2026-03-03 17:00")
    assert falls_due(same, "2026-03-03 10:00", tuesday) == "Wed 2026-03-04 13:00"
    assert falls_due(same, "2026-03-03 10:00", ("2026-03-04 09:30", "2026-03-06 09:30")) == "Fri 2026-03-06 10:00"


# ── Own time and shares ─────────────────────────────────────────────────────────────────────────────────────────────


def spent(length: Length, start: str, until: str, *pauses: tuple[str, str | None]) -> int:
    stops: list[Pause] = [(at(begin), None if end is None else at(end)) for begin, end in pauses]
    return own_time(length, at(start), at(until), stops, within(MEXICO), table(OFFICE, MEXICO))


def test_own_time_is_elapsed_or_open_time_less_the_pauses() -> None:
    monday, tuesday = "2026-03-02 13:00", "2026-03-03 10:00"
    assert spent(Elapsed(HOUR), monday, tuesday) == 21 * HOUR
    assert spent(CalendarUnits(1, "days"), monday, tuesday, ("2026-03-02 14:00", "2026-03-02 15:00")) == 20 * HOUR
    assert spent(hours(8), monday, tuesday) == 5 * HOUR
    assert spent(BusinessDays(1), monday, tuesday, ("2026-03-02 13:30", "2026-03-02 16:30")) == 4 * HOUR
    assert spent(hours(8), monday, tuesday, ("2026-03-02 17:00", None)) == 2 * HOUR
    assert spent(hours(8), tuesday, monday) == 0


def reached(length: Length, start: str, until: str, share: Fraction, *pauses: tuple[str, str]) -> str:
    stops: list[Pause] = [(at(begin), at(end)) for begin, end in pauses]
    found = instant_at_share(length, at(start), at(until), stops, share, within(MEXICO), table(OFFICE, MEXICO))
    assert found is not None
    return f"{found.astimezone(ZoneInfo(MEXICO)):%a %H:%M:%S.%f}"


def test_a_share_of_a_window_is_reached_in_its_own_time() -> None:
    """Eight business hours from Monday 13:00 end on Tuesday 13:00; 80 % are 6 h 24 min of them, 50 % end with a day."""
    window = hours(8), "2026-03-02 13:00", "2026-03-03 13:00"
    assert reached(*window, Fraction(4, 5)) == "Tue 11:24:00.000000"
    assert reached(*window, Fraction(1, 2)) == "Mon 19:00:00.000000"
    assert reached(*window, Fraction(1)) == "Tue 13:00:00.000000"
    # Three open hours paused: due on Tuesday 18:00; 9 h 24 min after the start are 16:24.
    paused = hours(8), "2026-03-02 13:00", "2026-03-03 18:00"
    assert reached(*paused, Fraction(4, 5), ("2026-03-02 18:00", "2026-03-03 11:00")) == "Tue 16:24:00.000000"


def test_a_share_is_reached_exactly_never_early() -> None:
    """A third of ten microseconds is reached after four."""
    start = at("2026-03-02 13:00")
    end = start + timedelta(microseconds=10)
    found = instant_at_share(Elapsed(10), start, end, (), Fraction(1, 3), within(MEXICO))
    assert found == start + timedelta(microseconds=4)


def test_a_window_without_own_time_has_reached_every_share_at_once() -> None:
    """Reported at the last close, due then: no open time lies between."""
    assert reached(BusinessDays(0), "2026-03-02 19:00", "2026-03-02 19:00", Fraction(3, 4)) == "Mon 19:00:00.000000"


def test_a_share_above_the_whole_may_never_come() -> None:
    start, end = at("2026-03-02 10:00"), at("2026-03-02 12:00")
    open_pause: list[Pause] = [(at("2026-03-02 12:30"), None)]
    args = Elapsed(2 * HOUR), start, end, open_pause
    assert instant_at_share(*args, Fraction(6, 5), within(MEXICO)) == at("2026-03-02 12:24")
    assert instant_at_share(*args, Fraction(3, 2), within(MEXICO)) is None


# ── Cadences ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_update_restarts_a_cadence() -> None:
    start, first, second = (at(f"2026-03-02 {text}") for text in ("10:00", "13:00", "18:00"))
    rounds = cadence(Elapsed(4 * HOUR), start, [second, first, first, at("2026-03-02 09:00")], (), within(MEXICO))
    assert rounds == [
        Round(start, at("2026-03-02 14:00"), first),
        Round(first, at("2026-03-02 17:00"), second),  # breached: five hours
        Round(second, at("2026-03-02 22:00"), None),
    ]


def test_a_cadence_ends_with_its_event() -> None:
    start, update, resolved = (at(f"2026-03-02 {text}") for text in ("10:00", "13:00", "15:00"))
    updates = [update, at("2026-03-02 18:00")]
    rounds = cadence(hours(2), start, updates, (), within(MEXICO), table(OFFICE, MEXICO), resolved)
    assert rounds == [Round(start, at("2026-03-02 12:00"), update), Round(update, at("2026-03-02 17:00"), resolved)]


# ── Errors ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "length",
    [
        Elapsed(800 * 24 * HOUR),
        Elapsed(10**30),
        hours(10_000),
        CalendarUnits(3, "years"),
        CalendarUnits(9_000, "years"),
        CalendarUnits(10**12, "days"),
        BusinessDays(600),
        BusinessDays(10**12, same_time=True),
    ],
)
def test_a_due_past_the_horizon_is_an_error(length: Length) -> None:
    with pytest.raises(BeyondHorizon):
        falls_due(length, "2026-03-02 10:00")


@pytest.mark.parametrize("length", [Elapsed(0), hours(0), CalendarUnits(0, "days"), BusinessDays(0)])
def test_a_ticket_opened_outside_the_horizon_has_no_due(length: Length) -> None:
    for start in ("2025-12-31 23:59", "2028-01-01 00:00"):
        with pytest.raises(BeyondHorizon):
            falls_due(length, start)


def test_a_due_may_fall_on_the_very_end_of_the_horizon() -> None:
    assert falls_due(Elapsed(HOUR), "2027-12-31 23:00") == "Sat 2028-01-01 00:00"
    assert falls_due(BusinessDays(0), "2027-12-31 12:00", calendar=Always()) == "Sat 2028-01-01 00:00"


def test_misuse_is_told() -> None:
    with pytest.raises(ValueError, match="none is given"):
        due(hours(1), at("2026-03-02 10:00"), (), within(MEXICO))
    with pytest.raises(NaiveInstantError):
        due(Elapsed(1), datetime(2026, 3, 2, 10), (), within(MEXICO))
    with pytest.raises(ValueError, match="no length of time"):
        due(Elapsed(-MINUTE), at("2026-03-02 10:00"), (), within(MEXICO))
    with pytest.raises(ValueError, match="no length of time is -1 days"):
        due(CalendarUnits(-1, "days"), at("2026-03-02 10:00"), (), within(MEXICO))
    with pytest.raises(ValueError, match="cannot be added"):
        falls_due(Business(-MINUTE), "2026-03-02 10:00")
    with pytest.raises(ValueError, match="no business day -1"):
        falls_due(BusinessDays(-1), "2026-03-02 10:00")
