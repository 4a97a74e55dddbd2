"""Random calendars, starts and pauses for the tests that compare the runtime with the oracle."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from servdsl.runtime.calendars import (
    Always,
    Calendar,
    Closed,
    ClosedNth,
    ClosedYearly,
    Holidays,
    Joined,
    Opened,
    Rule,
    Span,
    Week,
    WeekLong,
    Weekly,
)
from tests.runtime.oracle import Oracle

OPS: tuple[Literal["or", "and", "except"], ...] = ("or", "and", "except")


class Place(NamedTuple):
    """A zone and a short horizon in which something happens to its clocks or its year."""

    zone: str
    first: date
    last: date


PLACES = (
    Place("America/Santiago", date(2026, 3, 30), date(2026, 4, 12)),
    Place("America/Santiago", date(2026, 8, 31), date(2026, 9, 13)),
    Place("America/New_York", date(2026, 3, 2), date(2026, 3, 15)),
    Place("America/New_York", date(2026, 10, 26), date(2026, 11, 8)),
    Place("Europe/Lisbon", date(2026, 3, 23), date(2026, 4, 5)),
    Place("Europe/Lisbon", date(2026, 10, 19), date(2026, 11, 1)),
    Place("Asia/Shanghai", date(2026, 12, 24), date(2027, 1, 6)),
    Place("Australia/Lord_Howe", date(2026, 3, 30), date(2026, 4, 12)),
    Place("Australia/Lord_Howe", date(2026, 9, 28), date(2026, 10, 11)),
    Place("Pacific/Apia", date(2011, 12, 24), date(2012, 1, 6)),
    Place("America/Mexico_City", date(2022, 10, 24), date(2022, 11, 6)),
    Place("UTC", date(2028, 2, 22), date(2028, 3, 6)),
    Place("UTC", date(2027, 2, 22), date(2027, 3, 7)),
)


class Author:
    """Writes calendars for a place; every time is a multiple of `grain` minutes."""

    def __init__(self, rng: random.Random, place: Place, grain: int) -> None:
        self.rng, self.place, self.grain = rng, place, grain

    def calendar(self, depth: int = 0) -> Calendar:
        kind = self.rng.random()
        if depth < 2 and kind < 0.3:
            return Joined(self.rng.choice(OPS), self.calendar(depth + 1), self.calendar(depth + 1))
        if depth and kind < 0.4:
            return Always()
        return self.week()

    def week(self) -> Week:
        rules: list[Rule] = [self.weekly() for _ in range(self.rng.choice((0, 1, 1, 1, 2)))]
        if self.rng.random() < 0.25:
            rules.append(self.week_long())
        makers = (self.holidays, self.closed, self.closed_yearly, self.closed_nth, self.opened)
        rules += [self.rng.choice(makers)() for _ in range(self.rng.choice((0, 1, 2, 3, 5)))]
        self.rng.shuffle(rules)
        zone = self.rng.choice(PLACES).zone if self.rng.random() < 0.25 else None
        return Week(tuple(rules), zone)

    def weekly(self) -> Weekly:
        weekdays = self.rng.sample(range(7), self.rng.choice((1, 2, 5, 5, 7)))
        season = self.season() if self.rng.random() < 0.2 else None
        return Weekly(tuple(sorted(weekdays)), self.spans(), season=season)

    def season(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Around a day of the horizon, at times over New Year, at times but one day long."""
        first = self.date()
        last = first + timedelta(days=self.rng.choice((0, 2, 9, 300)))
        return (first.month, first.day), (last.month, last.day)

    def week_long(self) -> WeekLong:
        rng = self.rng
        return WeekLong(rng.randrange(7), self.minute(), rng.randrange(7), rng.choice((0, 1440, self.minute())))

    def spans(self) -> tuple[Span, ...]:
        """One to three windows, a quarter of them over midnight, some of a whole day, some next to a clock change."""
        return tuple(self.span() for _ in range(self.rng.choice((1, 1, 2, 3))))

    def span(self) -> Span:
        if self.rng.random() < 0.1:
            return (0, 1440)
        opening = self.minute()
        longest = 1440 if self.rng.random() < 0.3 else self.rng.choice((60, 180, 600))
        closing = opening + self.rng.randrange(self.grain, longest + 1, self.grain)
        return opening, min(closing, 1440) if self.rng.random() < 0.5 else closing

    def minute(self) -> int:
        latest = 240 if self.rng.random() < 0.3 else 1440
        return self.rng.randrange(0, latest, self.grain)

    def date(self) -> date:
        return self.place.first + timedelta(days=self.rng.randrange(-1, (self.place.last - self.place.first).days + 2))

    def holidays(self) -> Holidays:
        days = {self.date(): "Holiday" for _ in range(self.rng.choice((1, 2, 4)))}
        return Holidays(tuple(days.items()), self.spans() if self.rng.random() < 0.4 else ())

    def closed(self) -> Closed:
        first = self.date()
        last = first + timedelta(days=self.rng.choice((0, 0, 1, 3)))
        return Closed(first, last, self.spans() if self.rng.random() < 0.5 else (), "Closure")

    def closed_yearly(self) -> ClosedYearly:
        first = self.date()
        last = first + timedelta(days=self.rng.choice((0, 1, 5)))
        spans = self.spans() if self.rng.random() < 0.3 else ()
        return ClosedYearly((first.month, first.day), (last.month, last.day), spans, "Every year")

    def closed_nth(self) -> ClosedNth:
        spans = self.spans() if self.rng.random() < 0.3 else ()
        month = self.date().month if self.rng.random() < 0.5 else None
        return ClosedNth(self.rng.choice((-1, 1, 2, 3, 4)), self.rng.randrange(7), month, spans, "Every month")

    def opened(self) -> Opened:
        first = self.date()
        return Opened(first, first + timedelta(days=self.rng.choice((0, 0, 2))), self.spans())

    # ── Questions ───────────────────────────────────────────────────────────────────────────────────────────────────

    def instant(self, oracle: Oracle) -> int:
        """A minute of the horizon, at times just outside, often near a clock change or an opening."""
        rng = self.rng
        near = rng.random()
        if near < 0.03:
            return rng.choice((oracle.start - self.grain, oracle.end, oracle.end + self.grain))
        changes, edges = self.anchors(oracle)
        anchors: Sequence[int] = oracle.steps
        if near < 0.6 and edges:
            anchors = edges
        if near < 0.4 and changes:
            anchors = changes
        at = rng.choice(anchors) + self.grain * rng.choice((-3, -1, 0, 0, 1, rng.randrange(-200, 200)))
        return min(max(at, oracle.start), oracle.end - self.grain)

    @lru_cache(maxsize=1)  # noqa: B019 - an author and its oracle live for one test
    def anchors(self, oracle: Oracle) -> tuple[list[int], list[int]]:
        """Clock changes, openings and closings."""

        def offset(minute: int) -> int:
            shown = oracle.dates[minute]
            return shown.day.toordinal() * 1440 + shown.minute - minute

        later = oracle.steps[1:]
        changes = [minute for minute in later if offset(minute) != offset(minute - self.grain)]
        return changes, [minute for minute in later if oracle.open[minute] != oracle.open[minute - self.grain]]

    def pauses(self, start: int) -> list[tuple[int, int | None]]:
        """Up to four pauses, overlapping at times, a few before the start, a few still open."""
        found: list[tuple[int, int | None]] = []
        for _ in range(self.rng.choice((0, 1, 1, 2, 4))):
            begin = start + self.grain * self.rng.randrange(-100, 900)
            length = self.grain * self.rng.choice((0, 1, 12, 100, 400, self.rng.randrange(1000)))
            found.append((begin, None if self.rng.random() < 0.05 else begin + length))
        return found
