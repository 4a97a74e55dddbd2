"""Windows read from a history: decisions 35 and 38 to 43, and the situations S-INT-03, 04 and 08."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from servdsl.runtime.calendars import Week
from servdsl.runtime.durations import BusinessDays, CalendarUnits, Length, Pause, Round
from servdsl.runtime.history import Event, EventTypes, StateEvents, WindowEvents
from servdsl.runtime.history import read as read_history
from servdsl.runtime.lengths import business_hours, hours
from servdsl.runtime.timetable import Timetable
from servdsl.runtime.values import Every, NoPromise, Within
from servdsl.runtime.windows import (
    Course,
    Promise,
    Reading,
    WindowCase,
    course,
    next_due,
    own_instant,
    pauses_of,
    read,
)

from .moments import INTECNIA, NINE_TO_SIX, at, event, table, years

F = Fraction
WINDOW = WindowEvents("respond", ("opened",), "responded")
UPDATE = WindowEvents("update", ("opened",), "updated", ("resolved",))
TYPES = EventTypes(
    windows=(WINDOW, UPDATE, WindowEvents("resolve", ("opened",), "resolved")),
    states=(StateEvents("waiting", "asked", "answered"), StateEvents("blocked", "stopped", "resumed")),
)
OPENED = "2026-03-03 10:00"  # a Tuesday
SAME = timedelta(microseconds=1)


def window(
    promise: Promise | None,
    opened: str = OPENED,
    as_of: str | datetime | None = None,
    *told: Event,
    calendar: Week = NINE_TO_SIX,
    at_risk: Fraction | None = None,
    of: WindowEvents = WINDOW,
    start: datetime | None = None,
) -> WindowCase:
    """A window that pauses while waiting or blocked, with the events told."""
    instant = at(as_of) if isinstance(as_of, str) else as_of
    types = TYPES if of in TYPES.windows else TYPES.replace(windows=(*TYPES.windows, of))
    history = read_history(told, types, at(opened), instant)
    began = start or history.first_of(("opened",))

    def timetable_of(length: Length) -> Timetable:
        del length
        return table(calendar)

    return WindowCase(
        of.name,
        promise,
        began,
        history.as_of,
        years(),
        timetable_of,
        course(of, promise, began, history),
        pauses_of(("waiting", "blocked"), history),
        history.instants(of.ends),
        at_risk,
    )


def waited(start: str, end: str | None = None, first: str = "asked", last: str = "answered") -> list[Event]:
    return [event(start, first), *([event(end, last)] if end else [])]


# ── Decision 35: starts ─────────────────────────────────────────────────────────────────────────────────────────────


def test_35_before_its_start_a_window_is_not_started() -> None:
    case = window(Within(hours(4))).replace(start=None)
    assert read(case) == Reading("respond", "not_started")
    early = read(window(Within(hours(4)), OPENED, "2026-03-03 09:59"))
    assert (early.state, early.due, early.elapsed) == ("not_started", at("2026-03-03 14:00"), 0)
    assert read(window(Within(hours(4)), OPENED, OPENED)).state == "running"
    assert own_instant(case, F(1, 2), None)[0] is None


def test_35_another_start_counts_from_its_event() -> None:
    """A visit to look, then one with the part: with the part, the second is the end."""
    looked, came, again = (
        event("2026-03-03 11:00", "arrived"),
        event("2026-03-04 09:00", "part_arrived"),
        event("2026-03-04 10:00", "arrived"),
    )
    visit = WindowEvents("visit", ("opened", "part_arrived"), "arrived", moved=("part_arrived",))
    found = read(window(Within(hours(4)), OPENED, None, looked, came, again, of=visit, start=came.at))
    assert (found.due, found.course.end) == (at("2026-03-04 13:00"), again.at)
    without = read(window(Within(hours(4)), OPENED, None, looked, came, again, of=visit))
    assert without.course.end == looked.at


# ── Decisions 38 and 39: pauses ─────────────────────────────────────────────────────────────────────────────────────


def test_39_int_03_severity_3_with_a_wait_for_the_customer() -> None:
    """S-INT-03: 12 business hours from Mon 2026-05-11 10:00, waiting from Mon 17:00 to Tue 11:00."""
    promise, opened = Within(business_hours(12)), "2026-05-11 10:00"
    told = waited("2026-05-11 17:00", "2026-05-12 11:00")
    found = read(window(promise, opened, "2026-05-12 12:00", *told, calendar=INTECNIA))
    assert found.due == at("2026-05-13 10:00")
    assert (found.state, found.elapsed, found.remaining) == ("running", 6 * 3600, 6 * 3600)
    assert found.share == F(1, 2)
    assert read(window(promise, opened, None, calendar=INTECNIA)).due == at("2026-05-12 14:00")


def test_39_elapsed_time_pauses_in_elapsed_time() -> None:
    """The kitchen sink: 2 hours from 10:00, asked 10:30-11:00, as of 11:30."""
    found = read(window(Within(hours(2)), OPENED, "2026-03-03 11:30", *waited("2026-03-03 10:30", "2026-03-03 11:00")))
    assert (found.due, found.state) == (at("2026-03-03 12:30"), "running")
    assert (found.elapsed, found.remaining, found.share) == (3600, 3600, F(1, 2))


def test_39_overlapping_pauses_merge() -> None:
    told = [
        *waited("2026-03-03 10:30", "2026-03-03 11:00"),
        *waited("2026-03-03 10:45", "2026-03-03 11:15", "stopped", "resumed"),
    ]
    assert read(window(Within(hours(2)), OPENED, None, *told)).due == at("2026-03-03 12:45")


def test_39_a_pause_counts_up_to_the_due_that_it_moves() -> None:
    """A pause just before the due moves it; one from the due on does not."""
    assert read(
        window(Within(hours(2)), OPENED, "2026-03-03 14:00", *waited("2026-03-03 11:59", "2026-03-03 13:00"))
    ).due == at("2026-03-03 13:01")
    assert read(
        window(Within(hours(2)), OPENED, "2026-03-03 14:00", *waited("2026-03-03 12:00", "2026-03-03 13:00"))
    ).due == at("2026-03-03 12:00")


def test_39_an_open_pause_begun_before_due_leaves_no_due() -> None:
    found = read(window(Within(hours(2)), OPENED, "2026-03-05 10:00", *waited("2026-03-03 11:30"), at_risk=F(8, 10)))
    assert (found.due, found.state, found.at_risk_at) == (None, "paused", None)
    assert (found.elapsed, found.remaining, found.share) == (5400, 1800, F(3, 4))


def test_39_an_open_pause_after_the_due_changes_nothing() -> None:
    found = read(window(Within(hours(2)), OPENED, "2026-03-03 14:00", *waited("2026-03-03 13:00")))
    assert (found.due, found.state) == (at("2026-03-03 12:00"), "breached")
    assert (found.elapsed, found.remaining, found.share) == (3 * 3600, 0, F(3, 2))


def test_39_business_days_add_the_open_time_paused_then_the_close() -> None:
    """2 business days from Tue: Thu 18:00; three open hours paused reach Fri 12:00, whose close is 18:00."""
    told = waited("2026-03-03 12:00", "2026-03-03 15:00")
    assert read(window(Within(BusinessDays(2)), OPENED, None, *told)).due == at("2026-03-06 18:00")
    same = read(window(Within(BusinessDays(2, same_time=True)), OPENED, None, *told))
    assert same.due == at("2026-03-05 13:00")


def test_38_a_window_is_read_at_its_end() -> None:
    """What is asked after the answer does not move its due; nor does a later as-of count on."""
    told = [event("2026-03-03 11:00", "responded"), *waited("2026-03-03 11:30", "2026-03-03 16:00")]
    found = read(window(Within(hours(2)), OPENED, "2026-03-09 10:00", *told))
    assert (found.due, found.state) == (at("2026-03-03 12:00"), "met")
    assert (found.elapsed, found.remaining, found.share) == (3600, 3600, F(1, 2))
    assert Course(at(OPENED)).read_at(at("2026-03-09 10:00")) == at(OPENED)
    assert Course().read_at(at("2026-03-09 10:00")) == at("2026-03-09 10:00")


def test_39_done_during_a_pause_is_met_and_has_no_due() -> None:
    told = [*waited("2026-03-03 11:00", "2026-03-03 15:00"), event("2026-03-03 14:00", "responded")]
    found = read(window(Within(hours(2)), OPENED, None, *told))
    assert (found.due, found.state, found.elapsed) == (None, "met", 3600)


# ── Decision 40: states and shares ──────────────────────────────────────────────────────────────────────────────────


def test_40_the_worked_example_of_the_module() -> None:
    told = waited("2026-03-03 17:00", "2026-03-03 17:30")
    found = read(window(Within(business_hours(4)), "2026-03-03 16:00", "2026-03-03 17:45", *told))
    assert (found.due, found.state) == (at("2026-03-04 11:30"), "running")
    assert (found.elapsed, found.remaining, found.share) == (75 * 60, 165 * 60, F(5, 16))


def test_40_met_is_done_at_the_due_instant_and_breached_after_it() -> None:
    due = at("2026-03-03 14:00")
    on_time = read(window(Within(hours(4)), OPENED, None, Event(due, "responded")))
    late = read(window(Within(hours(4)), OPENED, None, Event(due + SAME, "responded")))
    assert (on_time.state, on_time.breached_at, on_time.course.end) == ("met", None, due)
    assert (late.state, late.breached_at, late.course.end) == ("breached", due, due + SAME)


def test_40_breached_is_after_due() -> None:
    due = at("2026-03-03 14:00")
    assert read(window(Within(hours(4)), OPENED, due)).state == "running"
    assert read(window(Within(hours(4)), OPENED, due + SAME)).state == "breached"


def test_40_at_risk_from_the_instant_of_its_share() -> None:
    """80% of 10 hours from 10:00 is 18:00."""
    reached = at("2026-03-03 18:00")
    before = read(window(Within(hours(10)), OPENED, reached - SAME, at_risk=F(8, 10)))
    since = read(window(Within(hours(10)), OPENED, reached, at_risk=F(8, 10)))
    assert (before.state, before.at_risk_at) == ("running", reached)
    assert (since.state, since.at_risk_at, since.share) == ("at_risk", reached, F(8, 10))


def test_40_at_risk_in_business_time_and_before_a_later_pause() -> None:
    """Half of 4 business hours from 17:00 is 10:00 next morning; a pause from then on leaves it known."""
    told = waited("2026-03-04 10:00")
    found = read(window(Within(business_hours(4)), "2026-03-03 17:00", "2026-03-04 12:00", *told, at_risk=F(1, 2)))
    assert (found.due, found.at_risk_at, found.state) == (None, at("2026-03-04 10:00"), "paused")


def test_40_business_days_count_open_time() -> None:
    """The next business day's close, from Tue 13:00: 5 and 9 open hours; Wed 13:00 is 9 of 14."""
    found = read(window(Within(BusinessDays(1)), "2026-03-03 13:00", "2026-03-04 13:00"))
    assert found.share == F(9, 14)
    assert (found.elapsed, found.remaining) == (9 * 3600, 5 * 3600)


def test_40_calendar_units_count_elapsed_time() -> None:
    found = read(window(Within(CalendarUnits(1, "months")), OPENED, "2026-03-18 22:00"))
    assert (found.due, found.share) == (at("2026-04-03 10:00"), F(1, 2))


def test_40_precedence_of_states() -> None:
    """Done, cancelled, breached, paused, at risk, running."""
    waits, cancel = waited("2026-03-03 13:50"), event("2026-03-03 15:00", "cancelled")
    late = event("2026-03-03 14:30", "responded")
    promise = Within(hours(4))
    assert read(window(promise, OPENED, "2026-03-03 13:55", *waits, at_risk=F(1, 2))).state == "paused"
    after_due = waited("2026-03-03 14:10")
    assert read(window(promise, OPENED, "2026-03-03 14:20", *after_due)).state == "breached"
    assert read(window(promise, OPENED, "2026-03-03 15:30", *after_due, cancel)).state == "cancelled"
    assert read(window(promise, OPENED, "2026-03-03 17:00", *after_due, cancel, late)).state == "breached"
    after = event("2026-03-03 15:30", "responded")
    assert read(window(promise, OPENED, "2026-03-03 17:00", cancel, after)).state == "cancelled"


def test_40_a_cancelled_window_stands_still() -> None:
    found = read(window(Within(hours(4)), OPENED, "2026-03-09 10:00", event("2026-03-03 11:00", "cancelled")))
    assert (found.state, found.elapsed, found.due) == ("cancelled", 3600, at("2026-03-03 14:00"))


def test_30_zero_business_hours_are_due_at_once() -> None:
    found = read(window(Within(business_hours(0)), OPENED, OPENED))
    assert (found.due, found.share, found.remaining) == (at(OPENED), F(1), 0)


def test_share_instants_for_levels() -> None:
    case = window(Within(hours(4)), OPENED, OPENED)
    assert own_instant(case, F(3, 4), None)[0] == at("2026-03-03 13:00")
    assert own_instant(case, F(3, 2), None)[0] == at("2026-03-03 16:00")
    assert own_instant(window(NoPromise()), F(3, 4), None)[0] is None
    assert own_instant(window(Within(hours(4), or_more=True)), F(3, 4), None)[0] is None


# ── Decision 41: ranges and lower bounds ────────────────────────────────────────────────────────────────────────────


def test_41_int_04_a_lower_bound_is_no_limit() -> None:
    """S-INT-04: 24 business hours or more from Thu 2026-06-04 09:00: no due, not before Mon 2026-06-08 19:00."""
    promise = Within(business_hours(24), or_more=True)
    found = read(window(promise, "2026-06-04 09:00", "2026-06-30 09:00", calendar=INTECNIA))
    assert (found.due, found.not_before, found.state) == (None, at("2026-06-08 19:00"), "none")
    assert (found.elapsed, found.remaining, found.share) == (None, None, None)
    assert read(window(promise).replace(start=None)).state == "not_started"


def test_41_of_a_range_only_the_limit_is_met_or_breached() -> None:
    found = read(window(Within(hours(48), target=hours(24)), OPENED, None, event("2026-03-05 09:00", "responded")))
    assert (found.target, found.due, found.state) == (at("2026-03-04 10:00"), at("2026-03-05 10:00"), "met")


def test_no_promise_and_none_at_all() -> None:
    found = read(window(NoPromise("when the part arrives")))
    assert (found.state, found.no_promise, found.due) == ("none", "when the part arrives", None)
    assert read(window(None)) == Reading("respond", "none")


# ── Decision 42: cadences ───────────────────────────────────────────────────────────────────────────────────────────

EVERY = Every(hours(4), "resolved")


def test_42_due_is_the_last_update_plus_the_length() -> None:
    told = [event("2026-03-03 13:00", "updated"), event("2026-03-03 16:30", "updated")]
    found = read(window(EVERY, OPENED, "2026-03-03 17:30", *told, of=UPDATE, at_risk=F(1, 2)))
    assert found.rounds == (
        Round(at(OPENED), at("2026-03-03 14:00"), at("2026-03-03 13:00")),
        Round(at("2026-03-03 13:00"), at("2026-03-03 17:00"), at("2026-03-03 16:30")),
        Round(at("2026-03-03 16:30"), at("2026-03-03 20:30"), None),
    )
    assert (found.due, found.state, found.share) == (at("2026-03-03 20:30"), "running", F(1, 4))
    assert found.at_risk_at == at("2026-03-03 18:30")


def test_42_breached_once_any_interval_was_longer() -> None:
    told = [event("2026-03-03 14:01", "updated")]
    found = read(window(EVERY, OPENED, "2026-03-03 15:00", *told, of=UPDATE))
    assert (found.state, found.breached_at, found.due) == ("breached", at("2026-03-03 14:00"), at("2026-03-03 18:01"))
    assert read(window(EVERY, OPENED, "2026-03-03 14:01", of=UPDATE)).state == "breached"


def test_42_met_when_it_ends_without_a_longer_interval() -> None:
    told = [event("2026-03-03 13:00", "updated"), event("2026-03-03 17:00", "resolved")]
    met = read(window(EVERY, OPENED, "2026-03-09 10:00", *told, of=UPDATE))
    assert (met.state, met.course.end) == ("met", at("2026-03-03 17:00"))
    assert met.rounds is not None
    assert met.rounds[-1] == Round(at("2026-03-03 13:00"), at("2026-03-03 17:00"), at("2026-03-03 17:00"))
    late = [event("2026-03-03 13:00", "updated"), event("2026-03-03 17:01", "resolved")]
    assert read(window(EVERY, OPENED, None, *late, of=UPDATE)).state == "breached"


def test_42_rounds_pause() -> None:
    told = [event("2026-03-03 12:00", "updated"), *waited("2026-03-03 14:30", "2026-03-03 15:00")]
    found = read(window(EVERY, OPENED, "2026-03-03 15:30", *told, of=UPDATE))
    assert found.rounds is not None
    assert [one.due for one in found.rounds] == [at("2026-03-03 14:00"), at("2026-03-03 16:30")]
    open_pause = [event("2026-03-03 12:00", "updated"), *waited("2026-03-03 13:00")]
    paused = read(window(EVERY, OPENED, "2026-03-03 15:30", *open_pause, of=UPDATE))
    assert (paused.due, paused.state) == (None, "paused")


def test_42_a_cadence_not_yet_started_has_no_rounds() -> None:
    found = read(window(EVERY, of=UPDATE).replace(start=None))
    assert (found.state, found.rounds) == ("not_started", None)


# ── Decision 43: reopening ──────────────────────────────────────────────────────────────────────────────────────────


def test_43_int_08_reopened_goes_on_and_the_time_between_is_a_pause() -> None:
    told = [event("2026-03-03 12:00", "responded"), event("2026-03-03 15:00", "reopened")]
    found = read(window(Within(hours(4)), OPENED, "2026-03-03 16:00", *told))
    assert (found.due, found.state, found.course.end) == (at("2026-03-03 17:00"), "running", None)
    assert (found.elapsed, found.remaining) == (3 * 3600, 3600)
    again = [*told, event("2026-03-03 17:30", "responded")]
    assert read(window(Within(hours(4)), OPENED, None, *again)).state == "breached"


def test_43_reopened_twice() -> None:
    told = [
        event("2026-03-03 11:00", "responded"), event("2026-03-03 12:00", "reopened"),
        event("2026-03-03 13:00", "responded"), event("2026-03-03 15:00", "reopened"),
    ]  # fmt: skip
    case = window(Within(hours(4)), OPENED, "2026-03-03 15:30", *told)
    gaps: tuple[Pause, ...] = (
        (at("2026-03-03 11:00"), at("2026-03-03 12:00")), (at("2026-03-03 13:00"), at("2026-03-03 15:00")),
    )  # fmt: skip
    assert case.course == Course(None, gaps)
    assert read(case).due == at("2026-03-03 17:00")


def test_43_what_another_event_ended_stays_ended() -> None:
    told = [
        event("2026-03-03 11:00", "responded"), event("2026-03-03 12:00", "resolved"),
        event("2026-03-03 14:00", "reopened"),
    ]  # fmt: skip
    assert read(window(Within(hours(4)), OPENED, None, *told)).state == "met"
    cadence = read(window(EVERY, OPENED, None, *told, of=UPDATE))
    assert (cadence.due, cadence.state) == (at("2026-03-03 16:00"), "running")


def test_43_a_window_not_yet_read_ends_by_its_declaration() -> None:
    history = read_history([event("2026-03-03 12:00", "updated")], TYPES, at(OPENED))
    assert course(UPDATE, None, at(OPENED), history).end is None
    assert course(UPDATE, Within(hours(4)), at(OPENED), history).end == at("2026-03-03 12:00")
    assert course(UPDATE, None, None, history) == Course()


# ── Situations and what is due next ─────────────────────────────────────────────────────────────────────────────────


def test_int_08_a_response_missed() -> None:
    """S-INT-08: 8 business hours from Mon 2026-09-07 12:00 are due Tue 12:00; no answer by then."""
    found = read(window(Within(business_hours(8)), "2026-09-07 12:00", "2026-09-08 12:01", calendar=INTECNIA))
    assert (found.due, found.state, found.breached_at) == (at("2026-09-08 12:00"), "breached", at("2026-09-08 12:00"))


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        ([], None),
        ([Reading("a", "none")], None),
        ([Reading("a", "running", due=at("2026-03-04 10:00")), Reading("b", "breached", due=at(OPENED))], "b"),
        ([Reading("a", "running", due=at(OPENED)), Reading("b", "running", due=at(OPENED))], "a"),
        ([Reading("a", "met", due=at(OPENED), course=Course(at(OPENED)))], None),
        ([Reading("a", "cancelled", due=at(OPENED), course=Course(cancelled_at=at(OPENED)))], None),
    ],
)
def test_next_due_is_the_first_of_those_neither_ended_nor_cancelled(readings: list[Reading], name: str | None) -> None:
    assert next_due(readings) == name
