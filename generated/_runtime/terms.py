"""Terms: from when to when a customer's contract is in force, and the periods in which quotas count.

    start 2026-04-10, lasts 1 month, cancellable to the end of the period; ended 2026-06-02
    →  in force from 2026-04-10 00:00 to before 2026-06-10 00:00

Decisions 29, 49 and 54 are the source of every rule here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Literal, TypeAlias, assert_never

from .durations import Business, BusinessDays, CalendarUnits, Elapsed, Length
from .history import Event, Problem, in_order
from .instants import DAY, LocalZone, day_date, day_number, instant, micros, months_later
from .records import Record
from .values import Cancellable

Why: TypeAlias = Literal["", "lasted", "not renewed", "ended", "exhausted"]

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


class TermRules(Record):
    """What the contract says about a customer's term; None where it says nothing."""

    lasts: Length | None = None
    then: Length | None = None
    at_least: Length | None = None
    at_most: Length | None = None
    renews: CalendarUnits | None = None
    cancellable: Cancellable | None = None


class Term(Record):
    """In force from `start` (included) to `end` (excluded). `start` None: not known; `end` None: open, or not known
    because the start is not. `why` says what ends it."""

    start: datetime | None = None
    end: datetime | None = None
    why: Why = ""

    def in_force(self, at: datetime) -> bool | None:
        """Whether an instant lies in the term; None where the start that would tell is not known."""
        if self.end is not None and at >= self.end:
            return False
        return None if self.start is None else at >= self.start

    def exhausted(self, at: datetime | None) -> Term:
        """The term with a quota that ends it used up at an instant, whichever comes first; None: not used up."""
        if at is None or (self.end is not None and self.end <= at):
            return self
        return self.replace(end=at, why="exhausted")


class Period(Record):
    """A quota's time, `[start, end)`; None: open on that side."""

    start: datetime | None = None
    end: datetime | None = None


# ── The term ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(
    rules: TermRules,
    start: datetime | None,
    zone: LocalZone,
    events: Iterable[Event],
    later: Callable[[datetime, Length], datetime],
) -> Term:
    """The term as events up to now leave it (decision 54).

    `lasts` runs once. Cancellable, it repeats until an `ended` takes effect: after the notice (`later` adds a length that
    counts in a calendar), and perhaps only with the period. With `renews` alone, it goes on while each period is
    `renewed` before its end; the periods after the first are those of `renews`. What is said to come `then` are the
    periods after the first in any case, and go on by themselves. Without a length or a renewal there are no periods: it
    is open; nothing ends it before its least length, and it ends with its greatest. Events before a known start are of an
    earlier term.
    """
    told = _since(start, events)
    renewed = [event for event in told if event.type == "renewed"]
    ended = [event for event in told if event.type == "ended"]
    return _term(rules, start, zone, renewed, ended, later)


def impossible(rules: TermRules, start: datetime | None, events: Iterable[Event]) -> tuple[Problem, ...]:
    """Renewals and endings that cannot be, whatever the dates of the term (decision 37)."""
    told = tuple(events)
    renewed = [event for event in told if event.type == "renewed"]
    ended = [event for event in told if event.type == "ended"]
    problems = [Problem(event, "nothing to renew") for event in renewed if rules.renews is None]
    if rules.cancellable is None:
        problems += [Problem(event, "not cancellable") for event in ended]
    else:
        problems += [Problem(event, "ended already") for event in _since(start, ended)[1:]]
    return in_order(problems)


def _since(start: datetime | None, events: Iterable[Event]) -> list[Event]:
    return [event for event in events if start is None or event.at >= start]


def _term(
    rules: TermRules,
    start: datetime | None,
    zone: LocalZone,
    renewed: list[Event],
    ended: list[Event],
    later: Callable[[datetime, Length], datetime],
) -> Term:
    floor, ceiling = (
        None if start is None or length is None else _stepped(start, length, 1, zone, later)
        for length in (rules.at_least, rules.at_most)
    )
    clock = None if start is None else _periods(rules, start, zone)
    if rules.cancellable is not None:
        notice = rules.cancellable.notice
        ready = ended[0].at if ended else None
        if ready is not None and notice is not None:
            ready = _stepped(ready, notice, 1, zone, later)
        return _capped(_cancelled(rules, start, clock, ready, floor, zone), ceiling)
    if clock is None:
        return _capped(Term(start), ceiling)
    if rules.renews is None:
        return _capped(Term(start, clock(1), "lasted") if rules.then is None else Term(start), ceiling)
    count = 1 if floor is None else _first_from(clock, floor)
    while any(clock(count - 1) <= event.at < clock(count) for event in renewed):
        count += 1
    return _capped(Term(start, clock(count), "not renewed"), ceiling)


def _capped(term: Term, ceiling: datetime | None) -> Term:
    """The term that runs no longer than it may."""
    if ceiling is None or (term.end is not None and term.end <= ceiling):
        return term
    return term.replace(end=ceiling, why="lasted")


Boundary: TypeAlias = Callable[[int], datetime]
"""The end of the N-th period; 0 is the start."""


def _periods(rules: TermRules, start: datetime, zone: LocalZone) -> Boundary | None:
    """Where periods end, counted from the original day each time (decision 29); None where there are none. What comes
    after the first is said by `then`, else a renewal's where there is nothing but renewals, else as long as the first."""
    first = rules.lasts or rules.renews
    if first is None:
        return None
    following = rules.then or (rules.renews if rules.cancellable is None else None) or first

    def boundary(count: int) -> datetime:
        return start if count == 0 else _after_both(start, first, following, count - 1, zone)

    return boundary


def _first_from(clock: Boundary, at: datetime) -> int:
    """The first period that does not end before an instant."""
    high = 1
    while clock(high) < at:
        high *= 2
    return bisect_left(range(high + 1), at, lo=1, key=clock)


def _after_both(start: datetime, first: Length, following: Length, count: int, zone: LocalZone) -> datetime:
    """One length, then another so many times; months of both from the original day."""
    match first, following:
        case CalendarUnits(), CalendarUnits() if (first.unit == "days") == (following.unit == "days"):
            units = _in_units(first) + count * _in_units(following)
            return instant(zone.later(micros(start), units, "days" if first.unit == "days" else "months"))
        case _:
            return _stepped(_stepped(start, first, 1, zone), following, count, zone)


def _stepped(
    at: datetime,
    length: Length,
    count: int,
    zone: LocalZone,
    later: Callable[[datetime, Length], datetime] | None = None,
) -> datetime:
    """A length so many times after an instant; `later` adds one that counts in a calendar, once."""
    match length:
        case CalendarUnits():
            return instant(zone.later(micros(at), count * length.count, length.unit))
        case Elapsed():
            return instant(micros(at) + count * length.microseconds)
        case Business() | BusinessDays():
            if later is None:
                raise ValueError(f"a term cannot count in a calendar: {length!r}")
            return later(at, length)
        case _:
            assert_never(length)


def _in_units(length: CalendarUnits) -> int:
    """Days, or months."""
    return length.count * 12 if length.unit == "years" else length.count


def _cancelled(
    rules: TermRules, start: datetime | None, clock: Boundary | None, ready: datetime | None, floor: datetime | None,
    zone: LocalZone,
) -> Term:  # fmt: skip
    """The end of a term that was ended, when that may take effect (`ready`, not before `floor`): then, or at the end of
    the period, the term's or the calendar's."""
    assert rules.cancellable is not None
    if ready is None:
        return Term(start)
    if start is None:
        bound = rules.cancellable.to_period_end or rules.at_least or rules.at_most
        return Term() if bound else Term(start, _turn_from(rules.cancellable.to_end_of, ready, zone), "ended")
    effective = _turn_from(rules.cancellable.to_end_of, ready if floor is None else max(ready, floor), zone)
    if rules.cancellable.to_period_end and clock is not None:
        effective = clock(_first_from(clock, effective))
    return Term(start, effective, "ended")


def _turn_from(unit: str | None, at: datetime, zone: LocalZone) -> datetime:
    """The first end of a calendar month, quarter or year that is not before an instant; without a unit the instant."""
    if unit is None:
        return at
    turns = _months_turn(zone.day(micros(at)), None, _MONTHS[unit])
    first, last = (instant(zone.at(day * DAY)) for day in turns)
    return at if at == first else last


# ── Periods of quotas ───────────────────────────────────────────────────────────────────────────────────────────────


def period_at(kind: str, at: datetime, term: Term, zone: LocalZone) -> Period | None:
    """The `calendar month` (`day`, `week`, `quarter`, `year`), `contract month` or `term` of an instant, clipped by the
    term; None for an instant outside the term (decision 49).

    Calendar periods are local, a week begins on Monday. Contract periods turn at local midnight of the anniversary,
    counted from the start's day; they need a known start. Raises ValueError where it is missing.
    """
    if term.in_force(at) is False:
        return None
    if kind == "term":
        return Period(term.start, term.end)
    sort, unit = kind.split(" ")
    if sort == "contract" and term.start is None:
        raise ValueError(f"a {kind} counts from the start of the term, and that is not known")
    today = zone.day(micros(at))
    anchor = zone.day(micros(term.start)) if sort == "contract" and term.start is not None else None
    first, last = (
        _days_turn(today, anchor, _DAYS[unit]) if unit in _DAYS else _months_turn(today, anchor, _MONTHS[unit])
    )
    start, end = instant(zone.at(first * DAY)), instant(zone.at(last * DAY))
    return Period(
        start if term.start is None else max(start, term.start), end if term.end is None else min(end, term.end)
    )


def _days_turn(today: int, anchor: int | None, size: int) -> tuple[int, int]:
    """The first day, by its number, of a period of so many days and of the next: from an anchor on, else from a Monday."""
    first = today - (today - anchor) % size if anchor is not None else today - day_date(today).weekday() % size
    return first, first + size


def _months_turn(today: int, anchor: int | None, months: int) -> tuple[int, int]:
    """The same for months: from an anchor's day on, else those of the calendar."""
    day = day_date(today)
    if anchor is None:
        first, count = day.replace(month=(day.month - 1) // months * months + 1, day=1), 0
    else:
        first = day_date(anchor)
        count = ((day.year - first.year) * 12 + day.month - first.month) // months
        count -= 1 if months_later(first, count * months) > day else 0
    low, high = (months_later(first, number * months) for number in (count, count + 1))
    return day_number(low), day_number(high)
