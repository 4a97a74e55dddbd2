"""Which promise is due later, and for which opening: worked by hand, then against trying every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servdsl.cells.deadlines import AT_ANY_TIME, Clock, Deadlines, Openings, Timed, timed
from servdsl.model.base import Labels
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Elapsed,
    Every,
    Length,
    NoPromise,
    Within,
)
from servdsl.runtime import durations
from servdsl.runtime.calendars import Always, Calendar, Closed, Joined, Opened, Week, Weekly
from servdsl.runtime.instants import MINUTE, BeyondHorizon, NeverOpens, instant, micros

WORKDAYS = (0, 1, 2, 3, 4)
OFFICE = Week(rules=(Weekly(WORKDAYS, ((540, 1080),)),))
NIGHTS = Week(rules=(Weekly(WORKDAYS, ((1080, 1920),)),))
MADRID = ZoneInfo("Europe/Madrid")
MARCH = Deadlines("Europe/Madrid", date(2026, 3, 16), date(2026, 4, 30))


def hours(count: int | str, calendar: Calendar | None = None) -> Timed:
    seconds = Decimal(count) * 3600
    return Timed(Clock(Elapsed(seconds=seconds) if calendar is None else BusinessTime(seconds=seconds), calendar))


def days(count: int, calendar: Calendar = OFFICE, **more: object) -> Timed:
    return Timed(Clock(BusinessDays(count=count, **more), calendar))  # type: ignore[arg-type]


def at(text: str) -> int:
    return micros(datetime.fromisoformat(text).replace(tzinfo=MADRID))


def shown(found: int | None) -> str | None:
    return None if found is None else instant(found).astimezone(MADRID).isoformat(" ", "minutes")[:16]


def test_business_hours_are_sooner_until_the_evening() -> None:
    """4 open hours from 14:00 on Monday end at 18:00 (4 hours); from 15:00, at 10:00 on Tuesday, 19 hours later, which is
    within 24; on Friday from 15:00 on, it is Monday at 10:00, against Saturday at 15:00."""
    four, day = hours(4, OFFICE), hours(24)
    assert shown(MARCH.later(four, day)) == "2026-03-20 15:00"
    assert shown(MARCH.later(day, four)) == "2026-03-16 09:00"
    assert MARCH.later(hours(4), hours(4, OFFICE)) is None


def test_the_day_of_a_clock_change_counts() -> None:
    """24 hours and one calendar day differ only over a change: on 29 March 2026 the day has 23 hours."""
    day = Timed(Clock(CalendarUnits(count=1, unit="days")))
    assert MARCH.later(day, hours(24)) is None
    found = MARCH.later(hours(24), day)
    assert found is not None
    assert at("2026-03-28 02:00") <= found < at("2026-03-29 02:00")


def test_months_are_of_different_length() -> None:
    month, thirty = (Timed(Clock(CalendarUnits(count=n, unit=unit))) for n, unit in ((1, "months"), (30, "days")))
    year = Deadlines("Europe/Madrid", date(2026, 1, 1), date(2026, 12, 31))
    assert shown(year.later(month, thirty)) == "2026-01-01 00:00"  # to 1 February, 31 days
    assert shown(year.later(thirty, month)) == "2026-01-30 00:00"  # to 1 March; a month ends on 28 February
    thirty_one = Timed(Clock(CalendarUnits(count=31, unit="days")))
    assert year.later(month, thirty_one) is None


def test_close_of_business_against_business_hours() -> None:
    """9 open hours are a whole day: never past the close of the next business day, but past 17 hours."""
    assert MARCH.later(hours(9, OFFICE), days(1)) is None
    assert MARCH.later(hours("9.01", OFFICE), days(1)) is not None


def test_the_cut_off_is_a_breakpoint() -> None:
    """A report after 16:00 counts as the next day's: only then is two days' close later than that of two days."""
    found = MARCH.later(days(2, cutoff=960), days(2))
    assert found is not None
    assert at("2026-03-16 16:00") < found < at("2026-03-17 00:00")
    assert MARCH.later(days(2), days(2, cutoff=960)) is None


def test_the_same_time_is_never_after_the_close() -> None:
    assert MARCH.later(days(1, same_time=True), days(1)) is None
    assert MARCH.later(days(1), days(1, same_time=True)) is not None


def test_only_openings_that_exist_count() -> None:
    """An hour of elapsed time is later than an open hour only never; four open hours against four hours only where the
    desk closes meanwhile."""
    inside = Openings(((OFFICE, True),))
    assert shown(MARCH.later(hours(4, OFFICE), hours(4), inside)) == "2026-03-16 15:00"
    mornings = Week(rules=(Weekly(WORKDAYS, ((540, 840),)),))
    assert MARCH.later(hours(4, OFFICE), hours(4), Openings(((mornings, True),))) is None
    sunday = Openings(low=at("2026-03-22 00:00"), high=at("2026-03-22 23:59"))
    assert shown(MARCH.later(hours(4, OFFICE), hours(4), sunday)) == "2026-03-22 00:00"


def test_a_holiday_once_in_twenty_years_is_found() -> None:
    """All weeks alike but one: closed on a single Wednesday, the second business day is a day later."""
    closed = Week(rules=(*OFFICE.rules, Closed(date(2041, 5, 15), date(2041, 5, 15), (), "once")))
    long = Deadlines("Europe/Madrid", date(2026, 1, 1), date(2046, 12, 31))
    found = long.later(days(1, closed), days(1, OFFICE))
    assert found is not None
    assert at("2041-05-14 00:00") <= found <= at("2041-05-15 23:59")
    assert long.later(days(1, OFFICE), days(1, closed)) is None


def test_no_promise_is_the_worst_and_targets_come_second() -> None:
    limit = hours(48).limit
    assert MARCH.later(Timed(), hours(48)) is not None
    assert MARCH.later(hours(48), Timed()) is None
    assert MARCH.later(Timed(), Timed()) is None
    assert MARCH.later(hours(48), Timed(limit, hours(24).limit)) is not None
    assert MARCH.later(Timed(limit, hours(24).limit), hours(48)) is None
    assert MARCH.later(Timed(limit, hours(25).limit), Timed(limit, hours(24).limit)) is not None
    assert MARCH.later(Timed(hours(47).limit), Timed(limit, hours(24).limit)) is None


def test_what_a_promise_says_about_time() -> None:
    four = BusinessTime(seconds=Decimal(14400), calendar="office")
    bare = BusinessTime(seconds=Decimal(14400))

    def calendar(name: str | None) -> Calendar:
        return OFFICE if name == "office" else NIGHTS

    assert timed(Within(limit=four), calendar) == Timed(Clock(bare, OFFICE))
    assert timed(Within(limit=bare, target=four), calendar) == Timed(Clock(bare, NIGHTS), Clock(bare, OFFICE))
    assert (
        timed(Within(limit=four, or_more=True), calendar)
        == timed(NoPromise(words=Labels(texts=(("en", "later"),))), calendar)
        == Timed()
    )
    assert timed(Every(length=bare, until="done"), calendar) == Timed(Clock(bare, NIGHTS))


def test_open_time_outside_of_other_open_time() -> None:
    saturday = Week(rules=(*OFFICE.rules, Weekly((5,), ((600, 720),))))
    assert MARCH.outside(OFFICE, saturday) is None
    assert shown(MARCH.outside(saturday, OFFICE)) == "2026-03-21 10:00"
    assert MARCH.outside(OFFICE, Always()) is None
    assert shown(MARCH.outside(Always(), OFFICE)) == "2026-03-16 00:00"
    assert shown(MARCH.opening(NIGHTS)) == "2026-03-16 18:00"


# ── Against trying every minute ─────────────────────────────────────────────────────────────────────────────────────

ZONES = {
    "Europe/Lisbon": (date(2026, 3, 25), date(2026, 4, 4)),
    "America/Santiago": (date(2026, 3, 31), date(2026, 4, 9)),
    "Africa/Cairo": (date(2026, 4, 21), date(2026, 4, 29)),
    "Australia/Lord_Howe": (date(2026, 4, 1), date(2026, 4, 9)),
}
weekly = st.sampled_from(
    [
        ((540, 1080),),
        ((540, 840), (960, 1140)),
        ((1320, 1800),),
        ((0, 1440),),
        ((0, 180), (1200, 1440)),
        ((1080, 1920),),
    ]
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    rules = [Weekly(WORKDAYS, draw(weekly))]
    if draw(st.booleans()):
        rules.append(Weekly((5, 6), ((600, 750),)))
    first = draw(st.integers(1, 5))
    closures = draw(st.lists(st.sampled_from(["closed", "opened"]), max_size=2, unique=True))
    dated = [
        Closed(date(2026, 4, first), date(2026, 4, first + 1), (), "x")
        if kind == "closed"
        else Opened(date(2026, 4, 5), date(2026, 4, 5), ((60, 240),), "x")
        for kind in closures
    ]
    week = Week(rules=(*rules, *dated), zone=draw(st.sampled_from([None, None, "Asia/Tokyo"])))
    if draw(st.integers(0, 3)):
        return week
    return Joined(draw(st.sampled_from(["or", "and", "except"])), week, NIGHTS)


def lengths(kind: str, count: int, cutoff: int | None, same_time: bool) -> Length:
    match kind:
        case "elapsed":
            return Elapsed(seconds=Decimal(count * 3600))
        case "business":
            return BusinessTime(seconds=Decimal(count * 1800))
        case "days":
            return CalendarUnits(count=count % 4, unit="days")
        case _:
            return BusinessDays(count=count % 3, cutoff=cutoff, same_time=same_time)


length = st.builds(
    lengths,
    st.sampled_from(["elapsed", "business", "days", "business days"]),
    st.integers(0, 24),
    st.sampled_from([None, None, 900]),
    st.booleans(),
)


def own_due(clock: Clock, opened: int, deadlines: Deadlines) -> int | None:
    """The same by the runtime's face, in datetimes."""
    value, timetable = clock.length, None if clock.calendar is None else deadlines.hours(clock.calendar).timetable
    match value:
        case Elapsed():
            wanted: durations.Length = durations.Elapsed(int(value.seconds * 1_000_000))
        case BusinessTime():
            wanted = durations.Business(int(value.seconds * 1_000_000))
        case CalendarUnits():
            wanted = durations.CalendarUnits(value.count, value.unit)
        case BusinessDays():
            wanted = durations.BusinessDays(value.count, None, value.cutoff, value.same_time)
    try:
        due = durations.due(wanted, instant(opened), (), deadlines.horizon, timetable)
    except (BeyondHorizon, NeverOpens):
        return None
    return None if due is None else micros(due)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(sorted(ZONES)),
    calendars(),
    calendars(),
    st.tuples(length, length),
    st.sampled_from([None, True, False]),
)
def test_every_minute_agrees(
    zone: str, one: Calendar, other: Calendar, pair: tuple[Length, Length], during: bool | None
) -> None:
    deadlines = Deadlines(zone, *ZONES[zone])
    clocks = [
        Clock(value, calendar if isinstance(value, BusinessTime | BusinessDays) else None)
        for value, calendar in zip(pair, (one, other), strict=True)
    ]
    opened = AT_ANY_TIME if during is None else Openings(((one, during),))
    found = deadlines.later(Timed(clocks[0]), Timed(clocks[1]), opened)

    def is_later(moment: int) -> bool:
        if during is not None and deadlines.hours(one).timetable.is_open(moment) != during:
            return False
        mine, than = (own_due(clock, moment, deadlines) for clock in clocks)
        return mine is not None and than is not None and mine > than

    if found is not None:
        assert is_later(found)
        return
    horizon = deadlines.horizon
    for minute in range(horizon.start, horizon.end, 5 * MINUTE):
        assert not any(
            is_later(moment) for moment in (minute - 1, minute, minute + 1) if horizon.start <= moment < horizon.end
        )


@pytest.mark.parametrize("text", ["2026-03-20 17:00", "2026-03-16 09:00"])
def test_due_is_the_runtimes(text: str) -> None:
    clock = hours(4, OFFICE).limit
    assert clock is not None
    assert MARCH.due(clock, at(text)) == own_due(clock, at(text), MARCH)
    assert MARCH.due(clock, micros(datetime(2026, 4, 30, 20, tzinfo=UTC))) is None


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(ZONES)), calendars(), length)
def test_no_wait_leaves_its_bounds(zone: str, calendar: Calendar, value: Length) -> None:
    deadlines = Deadlines(zone, *ZONES[zone])
    clock = Clock(value, calendar if isinstance(value, BusinessTime | BusinessDays) else None)
    reckoner, horizon = deadlines.reckoner(clock), deadlines.horizon
    low, high = reckoner.span
    for minute in range(horizon.start, horizon.end, 15 * MINUTE):
        for moment in (minute, min(minute + 1, horizon.end - 1)):
            due = reckoner.due(moment)
            assert due is None or low <= due - moment <= high


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(ZONES)), calendars(), calendars())
def test_open_time_outside_agrees_with_every_minute(zone: str, one: Calendar, other: Calendar) -> None:
    deadlines = Deadlines(zone, *ZONES[zone])
    first, second = (deadlines.hours(calendar).timetable for calendar in (one, other))
    horizon = deadlines.horizon
    minutes = range(horizon.start, horizon.end, MINUTE)
    shown = next((m for m in minutes if first.is_open(m) and not second.is_open(m)), None)
    assert deadlines.outside(one, other) == shown
    assert deadlines.opening(one) == next((m for m in minutes if first.is_open(m)), None)
