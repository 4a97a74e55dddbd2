"""Timetables agree with the oracle on random calendars, around clock changes, closures, New Year and 29 February.

SERVDSL_SOAK multiplies the number of calendars; SERVDSL_SEED begins elsewhere.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest

from servdsl.runtime.calendars import Calendar
from servdsl.runtime.instants import MINUTE, BeyondHorizon, NeverOpens, day_number
from servdsl.runtime.timetable import Timetable, timetable
from tests.runtime.arbitrary import PLACES, Author, Place
from tests.runtime.oracle import Beyond, Never, Oracle, Reading

SOAK = int(os.environ.get("SERVDSL_SOAK", "1"))
SEED = int(os.environ.get("SERVDSL_SEED", "0"))
CALENDARS = 5
QUESTIONS = 25

T = TypeVar("T")


def answer(question: Callable[[], T]) -> T | str:
    try:
        return question()
    except (Beyond, BeyondHorizon):
        return "beyond the horizon"
    except (Never, NeverOpens):
        return "never opens"


def minutes(at: int | str) -> int | str:
    if isinstance(at, str):
        return at
    assert at % MINUTE == 0
    return at // MINUTE


@pytest.mark.parametrize("number", range(CALENDARS * SOAK))
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.zone}-{place.first}")
def test_a_timetable_answers_like_the_walk(place: Place, number: int) -> None:
    rng = random.Random(f"{SEED} {place} {number}")
    grain = 1 if rng.random() < 0.06 else 5
    author = Author(rng, place, grain)
    calendar = author.calendar()
    oracle = Oracle(calendar, *place, grain)
    table = timetable(calendar, *place)
    compare_days(table, oracle, calendar)
    compare_clock(table, oracle, author)
    for _ in range(QUESTIONS):
        compare_time(table, oracle, author, calendar)
        compare_counting(table, oracle, author, calendar)


def compare_days(table: Timetable, oracle: Oracle, calendar: Calendar) -> None:
    assert table.horizon.start == oracle.start * MINUTE
    assert table.horizon.end == oracle.end * MINUTE
    found = {day: close // MINUTE for day, close in table.business_days}
    assert found == oracle.closes, calendar
    assert all(table.close_of(day) == close * MINUTE for day, close in oracle.closes.items())
    assert table.close_of(date(1999, 1, 1)) is None


def compare_clock(table: Timetable, oracle: Oracle, author: Author) -> None:
    """Local times become instants as decision 29 says, skipped and repeated ones too."""
    for _ in range(QUESTIONS):
        shown = Reading(author.date(), author.minute())
        reading = (day_number(shown.day) * 1440 + shown.minute) * MINUTE
        assert table.zone.at(reading) == oracle.reads(oracle.dates, shown) * MINUTE, shown


def compare_time(table: Timetable, oracle: Oracle, author: Author, calendar: Calendar) -> None:
    at = author.instant(oracle)
    amount = oracle.grain * author.rng.choice((0, 1, 7, 96, author.rng.randrange(1500)))
    case = (calendar, at, amount)
    assert answer(lambda: table.is_open(at * MINUTE)) == answer(lambda: oracle.at(at)), case
    due = answer(lambda: table.add(at * MINUTE, amount * MINUTE))
    assert minutes(due) == answer(lambda: oracle.add(at, amount)), case
    opening = answer(lambda: table.next_opening(at * MINUTE))
    assert minutes(opening) == answer(lambda: oracle.next_opening(at)), case
    until = author.instant(oracle)
    if oracle.start <= at <= until <= oracle.end:
        open_time = oracle.between(at, until) * MINUTE
        assert table.between(at * MINUTE, until * MINUTE) == open_time, case
        assert table.between(until * MINUTE, at * MINUTE) == -open_time, case
        compare_explanation(table, oracle, at, until)


def compare_counting(table: Timetable, oracle: Oracle, author: Author, calendar: Calendar) -> None:
    rng = author.rng
    at, count = author.instant(oracle), rng.choice((0, 0, 1, 1, 2, 5, 20))
    cutoff = author.minute() if rng.random() < 0.5 else None
    case = (calendar, at, count, cutoff)
    found = answer(lambda: table.nth_business_day(at * MINUTE, count, cutoff))
    expected = answer(lambda: oracle.nth_business_day(at, count, cutoff))
    assert found == expected, case
    if isinstance(found, date):
        assert table.at_same_time(at * MINUTE, found) == oracle.same_time(at, found) * MINUTE, case


def compare_explanation(table: Timetable, oracle: Oracle, start: int, end: int) -> None:
    """The stretches cover the time without a hole, and each step in them is as open as they say."""
    stretches = table.explain(start * MINUTE, end * MINUTE) if start < end else []
    edges = [start * MINUTE, *(high for _, high, _, _ in stretches)]
    assert [low for low, _, _, _ in stretches] == edges[:-1]
    assert edges[-1] == end * MINUTE
    for low, high, is_open, why in stretches:
        assert low < high
        assert (why == "") == is_open
        assert {oracle.open[m] for m in range(low // MINUTE, high // MINUTE, oracle.grain)} == {is_open}
