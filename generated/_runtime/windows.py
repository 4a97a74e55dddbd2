"""Windows: when each promise is due, and how it stands.

In: a promise, the instant from which it counts, when it ended, the pauses. Out: a `Reading`, the window's answer with
exact values; texts are made as they leave.

    4 business hours from 16:00, office 09:00-18:00, asked 17:00, answered 17:30, as of 17:45
    →  due 10:30 next morning, running, 75 minutes of 240 used (31.25%), 165 minutes remaining

Decisions 35 and 38 to 43 are the source of every rule here. "Met" means done at or before the due instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeAlias, assert_never

from . import durations
from .durations import Business, BusinessDays, CalendarUnits, Elapsed, Length, Pause, Round
from .history import Event, History, WindowEvents
from .instants import Horizon, micros
from .records import Record
from .timetable import Timetable
from .values import Every, NoPromise, Within

Promise: TypeAlias = Within | Every | NoPromise
State: TypeAlias = Literal[
    "not_started", "running", "paused", "at_risk", "met", "breached", "cancelled", "none", "undecided"
]

_SECOND = 1_000_000


class Course(Record):
    """A window's way through the events: when it ended or was cancelled (None: not yet), and the times between an end
    and a reopening, which are pauses (decision 43). `turns`: of a window `from each`, the start and end of each round."""

    end: datetime | None = None
    gaps: tuple[Pause, ...] = ()
    cancelled_at: datetime | None = None
    turns: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def over_at(self) -> datetime | None:
        """When it ended or was cancelled."""
        return self.cancelled_at if self.end is None else self.end

    def read_at(self, as_of: datetime | None) -> datetime | None:
        """The instant with whose facts the window is read: its end or its cancelling, else `as_of` (decision 38)."""
        return as_of if self.over_at is None else self.over_at


class WindowCase(Record):
    """All that the reading of a window depends on.

    `start`: from when it counts (of a window `from each`, its last round), None where that event has not come. `pauses`:
    the states that pause it; reopenings are in `course`. `updates`: the window's end events, for a cadence. `timetable_of`
    gives the calendar of a length that counts in one, `attends` filled in. `at_risk`: a share of the window's own time.
    """

    name: str
    promise: Promise | None
    start: datetime | None
    as_of: datetime | None
    horizon: Horizon
    timetable_of: Callable[[Length], Timetable | None]
    course: Course = Course()
    pauses: tuple[Pause, ...] = ()
    updates: tuple[datetime, ...] = ()
    at_risk: Fraction | None = None


class Reading(Record):
    """How a window stands. Amounts of time are seconds of the window's own time, exact.

    `due` is None where there is no limit, where the window has not started, and while an open pause keeps it from being
    known; `not_before` is the bound of an `or more`; `no_promise` has the words of one (perhaps empty). `share`: own
    time used of own time to due. `rounds`: of a cadence. `breached_at`: the due instant that was missed first.
    `delay`: by how long it was missed, of a promise in days by the clock. `course`: when it ended.
    """

    name: str
    state: State
    due: datetime | None = None
    target: datetime | None = None
    not_before: datetime | None = None
    no_promise: str | None = None
    elapsed: Fraction | None = None
    remaining: Fraction | None = None
    share: Fraction | None = None
    at_risk_at: datetime | None = None
    rounds: tuple[Round, ...] | None = None
    breached_at: datetime | None = None
    delay: Fraction = Fraction(0)
    course: Course = Course()


# ── The way through the events ──────────────────────────────────────────────────────────────────────────────────────


def course(window: WindowEvents, promise: Promise | None, start: datetime | None, history: History) -> Course:
    """When a window that counts from `start` ended: at its first end event since then, for a cadence at `until`; unless
    it was cancelled before.

    Where the ticket was reopened after its end, it went on until the next such event (decision 43). End events before
    the start do not count. With `promise` None, for a window not yet read, the events that its declaration names.
    """
    if start is None:
        return Course()
    match promise:
        case Every():
            finals: tuple[str, ...] = (promise.until,)
        case Within() | NoPromise():
            finals = (window.ends,)
        case None:
            finals = window.finals
        case _:
            assert_never(promise)
    reopened = {one.at: (one.ended_at, one.ended) for one in history.reopenings}
    gaps: list[Pause] = []
    end: Event | None = None
    for event in history.events:
        if event.at < start:
            continue
        if end is not None:
            if event.type == "reopened" and reopened[event.at] == (end.at, end.type):
                gaps.append((end.at, event.at))
                end = None
        elif event.type in finals:
            end = event
        elif event.type == "cancelled":
            return Course(None, tuple(gaps), event.at)
    return Course(None if end is None else end.at, tuple(gaps))


def course_of_each(window: WindowEvents, starts: tuple[str, ...], start: datetime | None, history: History) -> Course:
    """The way of a window `from each` of some events: the first of them begins a round, which its end event ends, and
    the next of them begins another. A start while a round is open changes nothing, nor does one after the ticket was
    cancelled; reopening goes on with the round that ended last (decision 43)."""
    if start is None:
        return Course()
    reopened = {one.at: (one.ended_at, one.ended) for one in history.reopenings}
    gaps: list[Pause] = []
    turns: list[tuple[datetime, datetime | None]] = [(start, None)]
    cancelled = False
    for event in history.events:
        if event.at < start:
            continue
        begun, end = turns[-1]
        if end is None and event.type == window.ends:
            turns[-1] = (begun, event.at)
        elif end is None and event.type == "cancelled":
            return Course(None, tuple(gaps), event.at, tuple(turns))
        elif end is not None and event.type == "reopened" and reopened[event.at] == (end, window.ends):
            gaps.append((end, event.at))
            turns[-1] = (begun, None)
        elif end is not None and event.type == "cancelled":
            cancelled = True
        elif end is not None and event.type in starts and not cancelled:
            turns.append((event.at, None))
    return Course(turns[-1][1], tuple(gaps), None, tuple(turns))


def pauses_of(states: Iterable[str], history: History) -> tuple[Pause, ...]:
    """The intervals of the states that pause a window, as the history has them."""
    return tuple((span.start, span.end) for state in states for span in history.states.get(state, ()))


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(case: WindowCase) -> Reading:
    """How a window stands, as of its end, its cancelling or `as_of`, whichever is first (decision 38).

    The states in order of precedence: met or breached when done, cancelled, breached, paused, at risk, running
    (decision 40). Raises `BeyondHorizon` and `NeverOpens` as the calendars do, ValueError where `timetable_of` lacks a
    calendar that the length counts in.
    """
    promise = case.promise
    if promise is None:
        return Reading(case.name, "none", course=case.course)
    if isinstance(promise, NoPromise):
        return Reading(case.name, "none", no_promise=promise.words, course=case.course)
    if case.start is None:
        return Reading(case.name, "not_started")
    if isinstance(promise, Every):
        return _cadence(case, promise, case.start)
    if promise.or_more:
        bound = _Clock(case, promise.lengths()[0], case.start).due()
        return Reading(case.name, "none", not_before=bound, course=case.course)
    limit, target = promise.lengths()
    clock = _Clock(case, limit, case.start)
    due = clock.due()
    late = due if due is not None and clock.moment > due else None
    if case.course.turns:
        rounds = _turns(case, promise)
        late = next((one.due for one in rounds if one.due is not None and (one.done or clock.moment) > one.due), None)
        found = _reading(case, clock, due, late).replace(rounds=rounds)
    else:
        found = _reading(case, clock, due, late)
    return found if target is None else found.replace(target=_Clock(case, target, case.start).due())


def own_instant(case: WindowCase, share: Fraction | None, before: Fraction | None) -> tuple[datetime | None, bool]:
    """The earliest instant by which a share of a window's own time to due has gone by, or by which so many seconds of it
    are left (its start, where it has less), and whether that has come: for levels; of a cadence, in its last round. None
    where it has no due, has not started, or an open pause keeps it from being known.
    """
    promise = case.promise
    if case.start is None or promise is None or isinstance(promise, NoPromise):
        return None, False
    if isinstance(promise, Every):
        clock = _Clock(case, promise.interval, _rounds(case, promise, case.start)[-1].start)
    elif promise.or_more:
        return None, False
    else:
        clock = _Clock(case, promise.lengths()[0], case.start)
    wanted = clock.share_of_total(share) if share is not None else clock.total_less(before or Fraction(0))
    return clock.after(wanted), clock.moment >= clock.start and clock.elapsed() >= wanted


def next_due(readings: Iterable[Reading]) -> str | None:
    """The window that is due first of those neither ended nor cancelled; of two at one instant the first given."""
    dated = [(one.due, place, one.name) for place, one in enumerate(readings) if one.due and one.course.over_at is None]
    return min(dated)[2] if dated else None


def _cadence(case: WindowCase, promise: Every, start: datetime) -> Reading:
    """Due is the last update plus the length; breached once any interval was longer (decision 42)."""
    rounds = _rounds(case, promise, start)
    clock = _Clock(case, promise.interval, rounds[-1].start)
    late = next((one.due for one in rounds if one.due is not None and (one.done or clock.moment) > one.due), None)
    return _reading(case, clock, rounds[-1].due, late).replace(rounds=tuple(rounds))


def _turns(case: WindowCase, promise: Within) -> tuple[Round, ...]:
    """The rounds of a window `from each`, each with its own due."""
    return tuple(
        Round(begun, _Clock(case, promise.lengths()[0], begun).due(), done) for begun, done in case.course.turns
    )


def _rounds(case: WindowCase, promise: Every, start: datetime) -> list[Round]:
    clock = _Clock(case, promise.interval, start)
    updates = [at for at in case.updates if at <= clock.moment]
    return durations.cadence(
        promise.interval, start, updates, clock.pauses, case.horizon, clock.timetable, case.course.end
    )


def _reading(case: WindowCase, clock: _Clock, due: datetime | None, late: datetime | None) -> Reading:
    """How a window stands that counts in `clock`; `late`: the first due instant that was missed."""
    total, elapsed = clock.total(), clock.elapsed()
    at_risk = case.at_risk is not None and elapsed >= case.at_risk * total
    return Reading(
        case.name,
        _state(case, clock, late is not None, at_risk),
        due=due,
        elapsed=Fraction(elapsed, _SECOND),
        remaining=Fraction(max(total - elapsed, 0), _SECOND),
        share=Fraction(elapsed, total) if total else Fraction(1),
        at_risk_at=None if case.at_risk is None else clock.after(clock.share_of_total(case.at_risk)),
        breached_at=late,
        delay=Fraction(clock.beyond(due, elapsed - total), _SECOND),
        course=case.course,
    )


def _state(case: WindowCase, clock: _Clock, breached: bool, at_risk: bool) -> State:
    if case.course.end is not None:
        return "breached" if breached else "met"
    if case.course.cancelled_at is not None:
        return "cancelled"
    if breached:
        return "breached"
    if clock.moment < clock.start:
        return "not_started"
    if clock.paused():
        return "paused"
    return "at_risk" if at_risk else "running"


class _Clock:
    """A length that counts from `start`, as one knows it at `moment`: pauses that begin later are not known, and one
    that goes on then is open."""

    def __init__(self, case: WindowCase, length: Length, start: datetime) -> None:
        moment = case.course.over_at or case.as_of
        assert moment is not None  # the window has a start, so there is an instant of the question
        self.start = start
        self.moment = moment
        self.timetable = case.timetable_of(length)
        self._length = length
        self._horizon = case.horizon
        self.pauses = durations.merge_pauses(
            (begin, stop if stop is not None and stop <= moment else None)
            for begin, stop in (*case.pauses, *case.course.gaps)
            if begin <= moment
        )

    def due(self) -> datetime | None:
        """When it is due; None while an open pause that began before then moves it (decision 39)."""
        return durations.due(self._length, self.start, self.pauses, self._horizon, self.timetable)

    def total(self) -> int:
        """Own time from start to due; while an open pause leaves none, that of a window without pauses."""
        due, pauses = self.due(), self.pauses
        if due is None:
            due, pauses = durations.due(self._length, self.start, (), self._horizon, self.timetable), []
            assert due is not None
        return durations.own_time(self._length, self.start, due, pauses, self._horizon, self.timetable)

    def elapsed(self) -> int:
        """Own time from start to moment."""
        return durations.own_time(self._length, self.start, self.moment, self.pauses, self._horizon, self.timetable)

    def beyond(self, due: datetime | None, own: int) -> int:
        """By how long the due instant has gone by: so much own time, but where days are promised the clock's."""
        if due is None or self.moment <= due:
            return 0
        by_clock = isinstance(self._length, CalendarUnits | BusinessDays)
        return micros(self.moment) - micros(due) if by_clock else max(own, 0)

    def paused(self) -> bool:
        """Whether a pause goes on."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    def share_of_total(self, share: Fraction) -> int:
        """A share of the own time to due, exact."""
        return -(-self.total() * share.numerator // share.denominator)

    def total_less(self, seconds: Fraction) -> int:
        """The own time to due but for so many seconds; none where it is no longer."""
        return max(-(-(self.total() - seconds * _SECOND) // 1), 0)

    def after(self, wanted: int) -> datetime | None:
        """The earliest instant by which so much own time has gone by; None while an open pause keeps it from being known."""
        own = Business(wanted) if durations.counts_in(self._length) == "open" else Elapsed(wanted)
        return durations.due(own, self.start, self.pauses, self._horizon, self.timetable)
