"""Windows: when each promise is due, and how it stands.

In: a promise, the instant from which it counts, when it ended, the pauses. Out: a `Reading`, the window's answer with
exact values; texts are made as they leave.

    4 business hours from 16:00, office 09:00-18:00, asked 17:00, answered 17:30, as of 17:45
    →  due 10:30 next morning, running, 75 minutes of 240 used (31.25%), 165 minutes remaining

Decisions 35 and 38 to 43 are the source of every rule here. "Met" means done at or before the due instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeAlias, assert_never

from . import durations
from .durations import Length, Pause, Round
from .history import History, WindowEvents
from .instants import Horizon
from .records import Record
from .timetable import Timetable
from .values import Every, NoPromise, Within

Promise: TypeAlias = Within | Every | NoPromise
State: TypeAlias = Literal[
    "not_started", "running", "paused", "at_risk", "met", "breached", "cancelled", "none", "undecided"
]

_SECOND = 1_000_000


class Course(Record):
    """A window's way through the events: when it ended (None: not yet) and the times between an end and a reopening,
    which are pauses (decision 43)."""

    end: datetime | None = None
    gaps: tuple[Pause, ...] = ()

    def read_at(self, as_of: datetime | None) -> datetime | None:
        """The instant with whose facts the window is read: its end, else `as_of` (decision 38)."""
        return as_of if self.end is None else self.end


class WindowCase(Record):
    """All that the reading of a window depends on.

    `start`: from when it counts, None where that event has not come. `pauses`: the states that pause it; reopenings are
    in `course`. `updates`: the window's end events, for a cadence. `timetable_of` gives the calendar of a length that
    counts in one, `attends` filled in. `at_risk`: a share of the window's own time.
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
    cancelled_at: datetime | None = None
    at_risk: Fraction | None = None


class Reading(Record):
    """How a window stands. Amounts of time are seconds of the window's own time, exact.

    `due` is None where there is no limit, where the window has not started, and while an open pause keeps it from being
    known; `not_before` is the bound of an `or more`; `no_promise` has the words of one (perhaps empty). `share`: own
    time used of own time to due. `rounds`: of a cadence. `ended_at`: when it was done; `breached_at`: the due instant
    that was missed first.
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
    ended_at: datetime | None = None
    breached_at: datetime | None = None


# ── The way through the events ──────────────────────────────────────────────────────────────────────────────────────


def course(window: WindowEvents, promise: Promise | None, start: datetime | None, history: History) -> Course:
    """When a window that counts from `start` ended: at its first end event since then, for a cadence at `until`.

    Where the ticket was reopened after that, it went on until the next such event (decision 43). End events before the
    start do not count. With `promise` None, for a window not yet read, the events that its declaration names.
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
    ends = sorted(at for kind in finals for at in history.instants(kind) if at >= start)
    reopenings = [one for one in history.reopenings if one.ended in finals]
    gaps: list[Pause] = []
    while ends:
        end = ends[0]
        reopened = next((one.at for one in reopenings if one.ended_at >= end), None)
        if reopened is None:
            return Course(end, tuple(gaps))
        gaps.append((end, reopened))
        ends = [at for at in ends if at >= reopened and at > end]
        reopenings = [one for one in reopenings if one.at > reopened]
    return Course(None, tuple(gaps))


def pauses_of(states: Iterable[str], history: History) -> tuple[Pause, ...]:
    """The intervals of the states that pause a window, as the history has them."""
    return tuple((span.start, span.end) for state in states for span in history.states.get(state, ()))


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(case: WindowCase) -> Reading:
    """How a window stands as of an instant.

    The states in order of precedence: met or breached when done, cancelled, breached, paused, at risk, running
    (decision 40). Raises `BeyondHorizon` and `NeverOpens` as the calendars do, ValueError where `timetable_of` lacks a
    calendar that the length counts in.
    """
    promise = case.promise
    match promise:
        case None:
            return Reading(case.name, "none", ended_at=case.course.end)
        case NoPromise():
            return Reading(case.name, "none", no_promise=promise.words, ended_at=case.course.end)
        case Within(or_more=True):
            return _at_least(case, promise)
        case Within():
            return _limited(case, promise)
        case Every():
            return _cadence(case, promise)
        case _:
            assert_never(promise)


def share_instant(case: WindowCase, share: Fraction) -> datetime | None:
    """The earliest instant by which a share of a window's own time to due has gone by, for levels and reminders; of a
    cadence, in its last round. None where it has no due, has not started, or an open pause keeps it from being known.
    """
    promise = case.promise
    if _not_started(case) or isinstance(promise, NoPromise | None):
        return None
    if isinstance(promise, Every):
        return _rounds(case, promise)[-1].instant_at(share)
    return None if promise.or_more else _whole(case, promise.limit).instant_at(share)


def next_due(readings: Iterable[Reading]) -> str | None:
    """The window that is due first of those neither ended nor cancelled; of two at one instant the first given."""
    open_ones = [one for one in readings if one.ended_at is None and one.state != "cancelled"]
    dated = [(one.due, place, one.name) for place, one in enumerate(open_ones) if one.due is not None]
    return min(dated)[2] if dated else None


def _limited(case: WindowCase, promise: Within) -> Reading:
    if _not_started(case):
        return Reading(case.name, "not_started", elapsed=Fraction(0))
    run = _whole(case, promise.limit)
    target = None if promise.target is None else _whole(case, promise.target).due()
    return _reading(case, run, [run]).replace(target=target)


def _at_least(case: WindowCase, promise: Within) -> Reading:
    """`24 business hours or more`: a bound, no limit; nothing of it is met or breached (decision 41)."""
    if _not_started(case):
        return Reading(case.name, "none", elapsed=Fraction(0))
    run = _whole(case, promise.limit)
    elapsed = Fraction(run.elapsed(), _SECOND)
    return Reading(case.name, "none", not_before=run.due(), elapsed=elapsed, ended_at=case.course.end)


def _cadence(case: WindowCase, promise: Every) -> Reading:
    """Due is the last update plus the length; breached once any interval was longer (decision 42)."""
    if _not_started(case):
        return Reading(case.name, "not_started", elapsed=Fraction(0), rounds=())
    runs = _rounds(case, promise)
    rounds = tuple(Round(run.start, run.due(), run.end) for run in runs)
    return _reading(case, runs[-1], runs).replace(rounds=rounds)


def _reading(case: WindowCase, run: _Run, runs: Sequence[_Run]) -> Reading:
    """How a window stands whose time runs in `run`, the last of `runs`."""
    total, elapsed = run.total(), run.elapsed()
    missed = next((late for one in runs if (late := one.missed()) is not None), None)
    return Reading(
        case.name,
        _state(case, run, missed is not None),
        due=run.due(),
        elapsed=Fraction(elapsed, _SECOND),
        remaining=Fraction(max(total - elapsed, 0), _SECOND),
        share=Fraction(elapsed, total) if total else Fraction(1),
        at_risk_at=None if case.at_risk is None else run.instant_at(case.at_risk),
        ended_at=case.course.end,
        breached_at=missed,
    )


def _state(case: WindowCase, run: _Run, breached: bool) -> State:
    if case.course.end is not None:
        return "breached" if breached else "met"
    if case.cancelled_at is not None:
        return "cancelled"
    if breached:
        return "breached"
    if run.paused():
        return "paused"
    if case.at_risk is not None and run.elapsed() >= case.at_risk * run.total():
        return "at_risk"
    return "running"


def _not_started(case: WindowCase) -> bool:
    return case.start is None or case.as_of is None or case.as_of < case.start


# ── Own time ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Run:
    """A length of time that counts from `start`, as one knows it at `moment`: pauses that begin later are not known,
    and one that goes on then is open. `end` None: not done; then `moment` itself still counts as seen."""

    def __init__(
        self, case: WindowCase, length: Length, start: datetime, end: datetime | None, moment: datetime
    ) -> None:
        self.start = start
        self.end = end
        self._length = length
        self._moment = moment
        self._horizon = case.horizon
        self._timetable = case.timetable_of(length)
        known = [
            (begin, stop if stop is not None and stop <= moment else None)
            for begin, stop in (*case.pauses, *case.course.gaps)
            if begin < moment or (begin == moment and end is None)
        ]
        self._pauses = durations.merge_pauses(known)
        self._closed = [(begin, moment if stop is None else stop) for begin, stop in self._pauses]
        resumed = self._due(self._closed)
        assert resumed is not None  # no pause is open
        self._due_if_resumed = resumed

    def due(self) -> datetime | None:
        """When it is due; None while an open pause that began before then moves it (decision 39)."""
        return self._due(self._pauses)

    def total(self) -> int:
        """Own time from start to due, were an open pause over."""
        return self._own_time(self._due_if_resumed)

    def elapsed(self) -> int:
        """Own time from start to moment."""
        return self._own_time(self._moment)

    def missed(self) -> datetime | None:
        """The due instant, where it has passed undone."""
        return self._due_if_resumed if self._moment > self._due_if_resumed else None

    def paused(self) -> bool:
        """Whether a pause goes on."""
        return bool(self._pauses) and self._pauses[-1][1] is None

    def instant_at(self, share: Fraction) -> datetime | None:
        """The earliest instant by which a share of the own time to due has gone by; None while that is not known."""
        at = durations.instant_at_share(
            self._length, self.start, self._due_if_resumed, self._closed, share, self._horizon, self._timetable
        )
        return None if at is None or (self.paused() and at > self._pauses[-1][0]) else at

    def _due(self, pauses: Sequence[Pause]) -> datetime | None:
        return durations.due(self._length, self.start, pauses, self._horizon, self._timetable)

    def _own_time(self, until: datetime) -> int:
        return durations.own_time(self._length, self.start, until, self._closed, self._horizon, self._timetable)


def _whole(case: WindowCase, length: Length) -> _Run:
    """The window's one run."""
    assert case.start is not None
    return _Run(case, length, case.start, case.course.end, _moment(case))


def _rounds(case: WindowCase, promise: Every) -> list[_Run]:
    """A cadence's runs: from the start or an update to the next one, the last to its end."""
    assert case.start is not None
    moment, end = _moment(case), case.course.end
    counted = sorted({at for at in case.updates if case.start < at and (at < moment or (at == moment and end is None))})
    starts = [case.start, *counted]
    runs = [_Run(case, promise.length, begin, done, done) for begin, done in zip(starts, counted, strict=False)]
    return [*runs, _Run(case, promise.length, starts[-1], end, moment)]


def _moment(case: WindowCase) -> datetime:
    """Up to when the clock is read: the end, else the cancellation, else `as_of`."""
    moment = case.course.end or case.cancelled_at or case.as_of
    assert moment is not None
    return moment
