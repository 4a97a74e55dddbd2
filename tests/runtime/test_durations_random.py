"""Dues, own time and shares agree with the oracle on random calendars, starts and pauses.

SERVDSL_SOAK multiplies the number of calendars; SERVDSL_SEED begins elsewhere.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

import pytest

from servdsl.runtime.durations import (
    Business,
    BusinessDays,
    CalendarUnits,
    Elapsed,
    Length,
    Pause,
    due,
    instant_at_share,
    merge_pauses,
    own_time,
)
from servdsl.runtime.instants import MINUTE, BeyondHorizon, NeverOpens, instant, micros
from servdsl.runtime.timetable import Timetable, timetable
from tests.runtime.arbitrary import PLACES, Author, Place
from tests.runtime.oracle import Beyond, Never, Oracle, Pauses, open_since

SOAK = int(os.environ.get("SERVDSL_SOAK", "1"))
SEED = int(os.environ.get("SERVDSL_SEED", "0"))
CALENDARS = 3
QUESTIONS = 60
SHARES = (Fraction(1, 2), Fraction(3, 4), Fraction(4, 5), Fraction(1), Fraction(1, 3))


class Case(NamedTuple):
    """One question to both sides."""

    length: Length
    start: int
    pauses: Pauses
    table: Timetable
    oracle: Oracle


def told(pauses: Pauses) -> list[Pause]:
    return [(instant(begin * MINUTE), None if end is None else instant(end * MINUTE)) for begin, end in pauses]


def answer(question: Callable[[], datetime | int | None]) -> int | str | None:
    """Both sides in minutes; a datetime is the runtime's, an integer the oracle's."""
    try:
        found = question()
    except (Beyond, BeyondHorizon):
        return "beyond the horizon"
    except (Never, NeverOpens):
        return "never opens"
    return micros(found) // MINUTE if isinstance(found, datetime) else found


@pytest.mark.parametrize("number", range(CALENDARS * SOAK))
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.zone}-{place.first}")
def test_durations_fall_due_as_the_walk_says(place: Place, number: int) -> None:
    rng = random.Random(f"durations {SEED} {place} {number}")
    author = Author(rng, place, 5)
    calendar = author.calendar()
    oracle = Oracle(calendar, *place)
    table = timetable(calendar, *place)
    for _ in range(QUESTIONS):
        start = author.instant(oracle)
        case = Case(length(rng, author), start, author.pauses(start), table, oracle)
        found = compare_due(case)
        compare_own_time(case, start + 5 * rng.randrange(-20, 1500))
        if found is not None:
            compare_share(case, found, rng.choice(SHARES))


def length(rng: random.Random, author: Author) -> Length:
    amount = 5 * rng.choice((0, 1, 12, 96, rng.randrange(1000)))
    cutoff = author.minute() if rng.random() < 0.3 else None
    return rng.choice(
        (
            Elapsed(amount * MINUTE),
            Business(amount * MINUTE),
            CalendarUnits(rng.choice((0, 1, 1, 2, 5)), "days"),
            BusinessDays(rng.choice((0, 1, 2)), None, cutoff),
            BusinessDays(rng.choice((0, 1, 2)), None, cutoff, True),
        )
    )


def compare_due(case: Case) -> int | None:
    """The due, where there is one and it can be told."""
    start, pauses = instant(case.start * MINUTE), told(case.pauses)
    found = answer(lambda: due(case.length, start, pauses, case.table.horizon, case.table))
    assert found == answer(lambda: walked(case)), (case.length, case.start, case.pauses)
    return found if isinstance(found, int) else None


def walked(case: Case) -> int | None:
    """The oracle's due; one past the horizon is not told either while an open pause lies before it."""
    case.oracle.at(case.start)
    try:
        return walk(case)
    except Beyond:
        since = open_since(case.pauses)
        if since is not None and since < case.oracle.end:
            return None
        raise


def walk(case: Case) -> int | None:
    oracle, start, pauses = case.oracle, case.start, case.pauses
    if isinstance(case.length, BusinessDays):
        days = case.length
        return oracle.business_days(start, days.count, days.cutoff, days.same_time, pauses)
    if isinstance(case.length, CalendarUnits):
        amount = oracle.later_date(start, case.length.count, case.length.unit) - start if case.length.count else 0
        return oracle.unpaused(start, amount, pauses, business=False)
    amount = case.length.microseconds // MINUTE
    if isinstance(case.length, Business) and amount and not oracle.opens:
        raise Never
    return oracle.unpaused(start, amount, pauses, business=isinstance(case.length, Business))


def compare_own_time(case: Case, until: int) -> None:
    business = isinstance(case.length, Business | BusinessDays)
    if case.start < case.oracle.start or until > case.oracle.end:
        return
    args = case.length, instant(case.start * MINUTE), instant(until * MINUTE), told(case.pauses)
    found = own_time(*args, case.table.horizon, case.table)
    assert found == case.oracle.own_time(case.start, until, case.pauses, business=business) * MINUTE
    assert found == own_time(*args[:3], merge_pauses(args[3]), case.table.horizon, case.table)


def compare_share(case: Case, due: int, share: Fraction) -> None:
    """At the instant of a share, so much of the own time has gone by; a microsecond before, it has not."""
    business = isinstance(case.length, Business | BusinessDays)
    start, end, pauses = instant(case.start * MINUTE), instant(due * MINUTE), told(case.pauses)
    at = instant_at_share(case.length, start, end, pauses, share, case.table.horizon, case.table)
    assert at is not None
    whole = case.oracle.own_time(case.start, due, case.pauses, business=business) * MINUTE

    def gone(by: int) -> int:
        return own_time(case.length, start, instant(by), pauses, case.table.horizon, case.table)

    assert gone(micros(at)) >= share * whole
    assert at == start or gone(micros(at) - 1) < share * whole
    assert at <= end or whole == 0
