"""Windows: what is promised, from when, until when, and how they stand (decisions 35 to 43)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from servdsl.model.contract import Clause, Window
from servdsl.model.values import (
    Attends,
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    CountsFrom,
    Elapsed,
    Every,
    Length,
    NoPromise,
    Pauses,
    PromiseOf,
    ToldLength,
    Within,
)
from servdsl.reference import steps
from servdsl.reference.calendars import Interval, JoinedCalendar, OpenTime, merged
from servdsl.reference.case import Case
from servdsl.reference.cases import winner
from servdsl.reference.clock import Clock, due, own_time
from servdsl.reference.conditions import resolve, truth
from servdsl.reference.events import Course, History
from servdsl.reference.explore import Lacks, Trouble, View
from servdsl.reference.expressions import formula, later_by, quantity
from servdsl.reference.text import span


@dataclass(frozen=True)
class Round:
    """One turn of a cadence."""

    start: datetime
    due: datetime | None
    done: datetime | None

    def late(self, now: datetime) -> bool:
        return self.due is not None and (self.done or now) > self.due


@dataclass(frozen=True)
class Reading:
    """A window as of its end, its cancelling or the instant of the question. `elapsed` and `total` are own time."""

    state: str
    no_promise: str | None = None
    start: datetime | None = None  # of the last turn
    now: datetime | None = None
    due: datetime | None = None
    target: datetime | None = None
    not_before: datetime | None = None
    elapsed: Fraction | None = None
    total: Fraction | None = None
    at_risk_at: datetime | None = None
    rounds: tuple[Round, ...] | None = None
    done: bool = False
    cancelled: bool = False
    delay: Fraction = Fraction(0)  # by how long it was missed
    clock: Clock | None = field(default=None, compare=False)

    def reached(self, share: Fraction) -> bool:
        """Whether so much of own time has run: exact (decision 40)."""
        return self.elapsed is not None and self.total is not None and self.elapsed >= share * self.total

    def at_share(self, share: Fraction) -> datetime | None:
        """When so much of own time has run, or will have; None where an open pause comes first."""
        return self.at_own(share * self.total) if self.total is not None else None

    def at_own(self, amount: Fraction) -> datetime | None:
        """The same for an amount of own time."""
        if self.clock is None or self.start is None:
            return None
        return self.clock.reach(self.start, amount)


def read(case: Case, view: View, window: Window, history: History) -> Reading | None:
    """How a window stands, read once with the facts at its end (decision 38); None where nothing is promised."""
    told = case.at(history.read_at(window), history.events)
    clause = winner(told, view, "promise", window.name)
    if clause is None:
        return None
    assert isinstance(clause.value, PromiseOf)
    promise = clause.value.promise
    view.rest_on(clause)
    if isinstance(promise, NoPromise):
        return Reading("none", promise.words.own)
    if isinstance(promise, Within):
        target = counted(told, promise.target) if promise.target is not None else None
        promise = promise.model_copy(update={"limit": counted(told, promise.limit), "target": target})
    if isinstance(promise, Every):
        promise = promise.model_copy(update={"length": _interval(told, promise)})
    starts = _starts(told, view, window)
    start = _start(told, starts, history)
    if start is None:
        return Reading("not_started")
    check_horizon(told, start)
    until = promise.until if isinstance(promise, Every) else None
    return _promised(told, view, window, history, clause, promise, history.course(window, start, set(starts), until))


def _promised(
    case: Case, view: View, window: Window, history: History, clause: Clause, promise: Within | Every, course: Course
) -> Reading:
    """A window that has started: one turn, or those of a cadence or of `from each`; the last one is answered."""
    length = counted(case, promise.limit if isinstance(promise, Within) else promise.length)
    now = course.end or history.as_of or course.turns[0][0]
    clock = clock_of(case, view, length, _pauses(case, view, window, history, now, course))
    rounds = tuple(Round(turn, due_of(case, length, turn, clock), done) for turn, done in course.turns)
    last = rounds[-1]
    zone = case.zone_or(case.given.caller_zone)
    view.rest_on(clause, *steps.counted(case.contract.languages[0], last.start, last.due, clock, zone))
    if isinstance(promise, Within) and promise.or_more:
        return Reading("none", not_before=last.due, done=course.done is not None)
    target = counted(case, promise.target) if isinstance(promise, Within) and promise.target is not None else None
    unpaused = due_of(case, length, last.start, clock.unpaused())
    reading = Reading(
        state="running",
        start=last.start,
        now=now,
        due=last.due,
        target=due_of(case, target, last.start, clock_of(case, view, target, clock.pauses)) if target else None,
        elapsed=clock.ran(last.start, max(last.start, now)),
        total=own_time(length, last.start, last.due, clock, unpaused),
        rounds=rounds if window.each or isinstance(promise, Every) else None,
        done=course.done is not None,
        cancelled=course.cancelled is not None,
        clock=clock,
    )
    reading = replace(reading, delay=_delay(reading, length))
    share = Fraction(window.at_risk) if window.at_risk is not None else None
    state = _state(reading, any(turn.late(now) for turn in rounds), share)
    return replace(reading, state=state, at_risk_at=reading.at_share(share) if share is not None else None)


def _delay(reading: Reading, length: Length) -> Fraction:
    """Own time beyond what was promised; of a promise in days, the time of the clock since it was due."""
    assert reading.now is not None
    if reading.due is None or reading.now <= reading.due:
        return Fraction(0)
    if isinstance(length, CalendarUnits | BusinessDays):
        return span(reading.now - reading.due)
    assert reading.elapsed is not None
    assert reading.total is not None
    return max(reading.elapsed - reading.total, Fraction(0))


def _state(reading: Reading, late: bool, risk: Fraction | None) -> str:
    """In the order of decision 40."""
    assert reading.start is not None
    assert reading.now is not None
    assert reading.clock is not None
    if reading.done:
        return "breached" if late else "met"
    if reading.cancelled:
        return "cancelled"
    if late:
        return "breached"
    if reading.now < reading.start:
        return "not_started"
    if any(start <= reading.now < end for start, end in reading.clock.pauses):
        return "paused"
    return "at_risk" if risk is not None and reading.reached(risk) else "running"


def _pauses(
    case: Case, view: View, window: Window, history: History, now: datetime, course: Course
) -> tuple[Interval, ...]:
    """When its clock stood still: while pausing states lasted, and between its end and a reopening."""
    found = list(course.gaps)
    for clause in case.held("pauses"):
        if clause.thing == window.name and isinstance(clause.value, Pauses) and truth(case, view, clause.when):
            found += history.lasted(clause.value.state, now)
            if history.lasted(clause.value.state, history.as_of):
                view.rest_on(clause)
    return tuple(merged(found))


def attended(case: Case, view: View) -> list[str]:
    """The calendars of business durations without `on`: the nearest plain one, and those added by it and nearer
    layers (decision 20)."""
    ranks = case.ranks()
    plain = winner(case, view, "attends", keep=lambda c: isinstance(c.value, Attends) and not c.value.also)
    if plain is not None:
        ranks = ranks[: 1 + next(i for i, rank in enumerate(ranks) if set(rank) & set(plain.layers))]
    near = {layer for rank in ranks for layer in rank}
    added = [
        c
        for c in case.held("attends")
        if isinstance(c.value, Attends) and c.value.also and near & set(c.layers) and truth(case, view, c.when)
    ]
    clauses = [*([plain] if plain is not None else []), *added]
    for clause in clauses:
        view.rest_on(clause)
    return list(dict.fromkeys(c.value.calendar for c in clauses if isinstance(c.value, Attends)))


def calendar_of(case: Case, view: View, length: Length) -> OpenTime | None:
    """The calendar in which a length counts: that of `on`, else the attended ones; None: it counts elapsed time."""
    if not isinstance(length, BusinessTime | BusinessDays):
        return None
    names = [length.calendar] if length.calendar is not None else attended(case, view)
    if not names:
        raise Trouble("no calendar is attended")
    found = resolve(case, view, names[0])
    for name in names[1:]:
        found = JoinedCalendar(case.zone(), "or", found, resolve(case, view, name))
    return found


def counted(case: Case, length: ToldLength) -> Length:
    """A length that facts tell, as one that is written; Lacks where they are missing."""
    if not isinstance(length, Computed):
        return length
    told = formula(case, length.amount)
    amount = Fraction(told.count) if isinstance(told, CalendarUnits) else quantity(case, length.amount)
    if amount < 0:
        raise Trouble("a length below 0")
    if isinstance(told, CalendarUnits):
        return told
    seconds = Decimal(int(amount * 1_000_000)) / 1_000_000
    if length.calendar is None:
        return Elapsed(seconds=seconds)
    return BusinessTime(seconds=seconds, calendar=length.calendar)


def _interval(case: Case, promise: Every) -> Length:
    """What a cadence waits from one turn to the next: some time."""
    length = counted(case, promise.length)
    if isinstance(length, Elapsed | BusinessTime) and length.seconds == 0:
        raise Trouble("a cadence of no length")
    return length


def clock_of(case: Case, view: View, length: Length, pauses: tuple[Interval, ...] = ()) -> Clock:
    return Clock(calendar_of(case, view, length), pauses, case.horizon()[1], case.contract.horizon[1])


def due_of(case: Case, length: Length, start: datetime, clock: Clock) -> datetime | None:
    """When a length from an instant is over."""
    return due(length, start, clock, lambda at, count, unit: later_by(case, at, count, unit))


def check_horizon(case: Case, at: datetime) -> None:
    """What lies outside the horizon has no due (decision 33)."""
    start, end = case.horizon()
    if not start <= at < end:
        first, last = case.contract.horizon
        raise Trouble(f"opened: outside the horizon {first} to {last}")


def _starts(case: Case, view: View, window: Window) -> tuple[str, ...]:
    """The events that start it; that of `counts from` in place of its own."""
    moved = winner(case, view, "counts_from", window.name)
    if moved is None:
        return window.starts
    assert isinstance(moved.value, CountsFrom)
    view.rest_on(moved)
    return (moved.value.event,)


def _start(case: Case, starts: tuple[str, ...], history: History) -> datetime | None:
    """`opened`, or the first of the events that start it."""
    if "opened" in starts:
        if case.given.opened is None:
            raise Lacks(["opened"])
        return case.given.opened
    return next((event.at for event in history.events if event.type in starts), None)
